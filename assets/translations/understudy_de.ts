<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name></name>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>{0} card</source>
        <translation>Karte {0}</translation>
    </message>
    <message>
        <source>Start {0}</source>
        <translation>{0} starten</translation>
    </message>
    <message>
        <source>Stop {0}</source>
        <translation>{0} anhalten</translation>
    </message>
    <message>
        <source>Settings of {0} (right click, Shift+F10)</source>
        <translation>Einstellungen von {0} (Rechtsklick, Umschalt+F10)</translation>
    </message>
    <message>
        <source>Progress of {0}</source>
        <translation>Fortschritt von {0}</translation>
    </message>
    <message>
        <source>Start {0} when another job has ended</source>
        <translation>{0} starten, wenn ein anderer Auftrag zu Ende ist</translation>
    </message>
    <message>
        <source>Start when {0} has ended</source>
        <translation>Starten, wenn {0} zu Ende ist</translation>
    </message>
    <message>
        <source>When {0} has ended</source>
        <translation>Wenn {0} zu Ende ist</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>Glättung</translation>
    </message>
    <message>
        <source>Draw the mean of the last values; each value shows faintly behind it</source>
        <translation>Den Mittelwert der letzten Werte zeichnen; jeder einzelne Wert scheint schwach durch</translation>
    </message>
    <message>
        <source>Log scale</source>
        <translation>Logarithmisch</translation>
    </message>
    <message>
        <source>Draw values on a logarithmic scale; those of 0 and below cannot be seen there</source>
        <translation>Werte auf einer logarithmischen Achse zeichnen; solche von 0 und darunter sind dort nicht zu sehen</translation>
    </message>
    <message>
        <source>Lay over</source>
        <translation>Darüberlegen</translation>
    </message>
    <message>
        <source>Draw another run of this job into the same charts, dashed; its values in brackets</source>
        <translation>Einen anderen Lauf dieses Auftrags gestrichelt in dieselben Diagramme zeichnen; seine Werte stehen in Klammern</translation>
    </message>
    <message>
        <source>Save the chart</source>
        <translation>Diagramm speichern</translation>
    </message>
    <message>
        <source>Not smoothed</source>
        <translation>Nicht geglättet</translation>
    </message>
    <message>
        <source>There is no other run with curves.</source>
        <translation>Es gibt keinen anderen Lauf mit Kurven.</translation>
    </message>
    <message>
        <source>{0}, none better in the {1} after it</source>
        <translation>{0}, kein besserer in den {1} danach</translation>
    </message>
    <message>
        <source>Mean of {0}</source>
        <translation>Mittel aus {0}</translation>
    </message>
    <message>
        <source>{0} has been written.</source>
        <translation>{0} wurde geschrieben.</translation>
    </message>
    <message>
        <source>Understudy speaks that language when it is opened next.</source>
        <translation>Understudy spricht diese Sprache, wenn es das nächste Mal geöffnet wird.</translation>
    </message>
    <message>
        <source>COLLECT</source>
        <translation>SAMMELN</translation>
    </message>
    <message>
        <source>LEARN</source>
        <translation>LERNEN</translation>
    </message>
    <message>
        <source>PLAY</source>
        <translation>SPIELEN</translation>
    </message>
    <message>
        <source>LOOK</source>
        <translation>ANSEHEN</translation>
    </message>
    <message>
        <source>Two runs compared</source>
        <translation>Zwei Läufe im Vergleich</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>Was sich unterscheidet</translation>
    </message>
    <message>
        <source>Curves of the second run are dashed; its values stand in brackets.</source>
        <translation>Die Kurven des zweiten Laufs sind gestrichelt; seine Werte stehen in Klammern.</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>{0} and {1}</source>
        <translation>{0} und {1}</translation>
    </message>
    <message>
        <source>; the default is used instead</source>
        <translation>; stattdessen gilt die Vorgabe</translation>
    </message>
    <message>
        <source>; perhaps {0} is meant</source>
        <translation>; vielleicht ist {0} gemeint</translation>
    </message>
    <message>
        <source>; known are {0}</source>
        <translation>; bekannt sind {0}</translation>
    </message>
    <message>
        <source>{0} was written by a newer Understudy (schema {1}, this one knows {2}); it is left as it is, the defaults are used and nothing is saved. Update Understudy, or move the file away.</source>
        <translation>{0} stammt von einem neueren Understudy (Schema {1}, dieses kennt {2}); die Datei bleibt, wie sie ist, die Vorgaben gelten und nichts wird gespeichert. Bitte Understudy aktualisieren oder die Datei verschieben.</translation>
    </message>
    <message>
        <source>{0} is damaged, so it was set aside as {1} and the defaults are used.</source>
        <translation>{0} ist beschädigt; die Datei wurde als {1} beiseitegelegt, und die Vorgaben gelten.</translation>
    </message>
    <message>
        <source>it must be an object {...}</source>
        <translation>es muss ein Objekt {...} sein</translation>
    </message>
    <message>
        <source>there is no such setting</source>
        <translation>diese Einstellung gibt es nicht</translation>
    </message>
    <message>
        <source>{0}: {1} = {2} is not used: {3}.</source>
        <translation>{0}: {1} = {2} wird nicht verwendet: {3}.</translation>
    </message>
    <message>
        <source>{0} cannot be read ({1}); the defaults are used and nothing is saved.</source>
        <translation>{0} kann nicht gelesen werden ({1}); die Vorgaben gelten und nichts wird gespeichert.</translation>
    </message>
    <message>
        <source>{0} is damaged and cannot be moved aside ({1}); nothing is saved.</source>
        <translation>{0} ist beschädigt und lässt sich nicht beiseitelegen ({1}); nichts wird gespeichert.</translation>
    </message>
    <message>
        <source>there is no such job</source>
        <translation>diesen Auftrag gibt es nicht</translation>
    </message>
    <message>
        <source>{0} cannot be written ({1}), so the change was not saved. Make room or allow writing there.</source>
        <translation>{0} kann nicht geschrieben werden ({1}); die Änderung wurde nicht gespeichert. Bitte Platz schaffen oder das Schreiben dort erlauben.</translation>
    </message>
    <message>
        <source>See it done in the arena</source>
        <translation>In der Arena vorführen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Settings of the demo</source>
        <translation>Einstellungen der Demo</translation>
    </message>
    <message>
        <source>Progress of the demo</source>
        <translation>Fortschritt der Demo</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Running now</source>
        <translation>Läuft gerade</translation>
    </message>
    <message>
        <source>No job is running.</source>
        <translation>Kein Auftrag läuft.</translation>
    </message>
    <message>
        <source>Latest runs</source>
        <translation>Letzte Läufe</translation>
    </message>
    <message>
        <source>Nothing has been run yet.</source>
        <translation>Bisher ist nichts gelaufen.</translation>
    </message>
    <message>
        <source>Record 10 minutes</source>
        <translation>10 Minuten aufnehmen</translation>
    </message>
    <message>
        <source>Play as always while Pure Recording watches.</source>
        <translation>Spielen wie immer, während die Reine Aufnahme zusieht.</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Trainieren</translation>
    </message>
    <message>
        <source>Strategist, Tactician and Executor learn from it.</source>
        <translation>Stratege, Taktiker und Ausführer lernen daraus.</translation>
    </message>
    <message>
        <source>Let it play</source>
        <translation>Spielen lassen</translation>
    </message>
    <message>
        <source>Run Bot takes over the mouse and the keys.</source>
        <translation>Das Bot-Spiel übernimmt Maus und Tasten.</translation>
    </message>
    <message>
        <source>Three steps to your own understudy</source>
        <translation>In drei Schritten zur eigenen Zweitbesetzung</translation>
    </message>
    <message>
        <source>A pilot plays, the models learn, then they play themselves.</source>
        <translation>Ein Pilot spielt, die Modelle lernen, dann spielen sie selbst.</translation>
    </message>
    <message>
        <source>What there is</source>
        <translation>Was da ist</translation>
    </message>
    <message>
        <source>recordings</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>models trained</source>
        <translation>trainierte Modelle</translation>
    </message>
    <message>
        <source>correction files</source>
        <translation>Korrekturdateien</translation>
    </message>
    <message>
        <source>from the coach</source>
        <translation>vom Trainer</translation>
    </message>
    <message>
        <source>episodes</source>
        <translation>Episoden</translation>
    </message>
    <message>
        <source>of the bot&apos;s experience</source>
        <translation>aus der Erfahrung des Bots</translation>
    </message>
    <message>
        <source>runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>kept with logs and curves</source>
        <translation>mit Protokollen und Kurven</translation>
    </message>
    <message>
        <source>all there</source>
        <translation>alle da</translation>
    </message>
    <message>
        <source>missing: {0}</source>
        <translation>es fehlen: {0}</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>not set</source>
        <translation>nicht gesetzt</translation>
    </message>
    <message>
        <source>Choose {0}…</source>
        <translation>{0} wählen…</translation>
    </message>
    <message>
        <source>at least {0}</source>
        <translation>mindestens {0}</translation>
    </message>
    <message>
        <source>more than {0}</source>
        <translation>mehr als {0}</translation>
    </message>
    <message>
        <source>at most {0}</source>
        <translation>höchstens {0}</translation>
    </message>
    <message>
        <source>less than {0}</source>
        <translation>weniger als {0}</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0} bis {1}</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>eine ganze Zahl</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>one of {0}</source>
        <translation>eines von {0}</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}, {1}</translation>
    </message>
    <message>
        <source>{0}, or nothing</source>
        <translation>{0}, oder nichts</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>a value is needed</source>
        <translation>ein Wert ist nötig</translation>
    </message>
    <message>
        <source>there is no such profile; known are {0}, or give a .json file</source>
        <translation>dieses Profil gibt es nicht; bekannt sind {0}, oder eine .json-Datei angeben</translation>
    </message>
    <message>
        <source>there is no such pilot; known are {0}, or give module:Class</source>
        <translation>diesen Piloten gibt es nicht; bekannt sind {0}, oder Modul:Klasse angeben</translation>
    </message>
    <message>
        <source>must be {0}</source>
        <translation>muss {0} sein</translation>
    </message>
    <message>
        <source>it was killed, perhaps because the memory ran out</source>
        <translation>er wurde abgeschossen, vielleicht weil der Speicher ausging</translation>
    </message>
    <message>
        <source>it touched memory that is not its own (segmentation fault)</source>
        <translation>er griff auf fremden Speicher zu (Speicherzugriffsfehler)</translation>
    </message>
    <message>
        <source>it gave up on an inner error (abort)</source>
        <translation>er gab wegen eines inneren Fehlers auf (abort)</translation>
    </message>
    <message>
        <source>it was told to end from outside</source>
        <translation>er wurde von außen beendet</translation>
    </message>
    <message>
        <source>it was interrupted from outside</source>
        <translation>er wurde von außen unterbrochen</translation>
    </message>
    <message>
        <source>it ended without a word, killed or out of memory</source>
        <translation>er endete ohne ein Wort, abgeschossen oder aus Speichermangel</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Stopped by you</source>
        <translation>Von Ihnen angehalten</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Crashed</source>
        <translation>Abgestürzt</translation>
    </message>
    <message>
        <source>{0} after {1}</source>
        <translation>{0} nach {1}</translation>
    </message>
    <message>
        <source>it had to be ended by force</source>
        <translation>er musste gewaltsam beendet werden</translation>
    </message>
    <message>
        <source>it ended with exit code {0} and said nothing</source>
        <translation>er endete mit Code {0} und sagte nichts</translation>
    </message>
    <message>
        <source>it was ended by {0}</source>
        <translation>er wurde durch {0} beendet</translation>
    </message>
    <message>
        <source>Finished in {0}</source>
        <translation>Fertig in {0}</translation>
    </message>
    <message>
        <source>it ended with code {0}</source>
        <translation>er endete mit Code {0}</translation>
    </message>
    <message>
        <source>Run shown</source>
        <translation>Gezeigter Lauf</translation>
    </message>
    <message>
        <source>Open the run&apos;s folder</source>
        <translation>Ordner des Laufs öffnen</translation>
    </message>
    <message>
        <source>Start again with this run&apos;s settings</source>
        <translation>Mit den Einstellungen dieses Laufs noch einmal starten</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Im Browser öffnen</translation>
    </message>
    <message>
        <source>This run has no result yet.</source>
        <translation>Dieser Lauf hat noch kein Ergebnis.</translation>
    </message>
    <message>
        <source>The settings of this run are not known.</source>
        <translation>Die Einstellungen dieses Laufs sind nicht bekannt.</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Understudy came to a sudden end last time.</source>
        <translation>Understudy wurde beim letzten Mal plötzlich beendet.</translation>
    </message>
    <message>
        <source>Another launcher of this folder does not answer; this one opens beside it.</source>
        <translation>Ein anderer Launcher dieses Ordners antwortet nicht; dieser öffnet sich daneben.</translation>
    </message>
    <message>
        <source>No job was left behind.</source>
        <translation>Kein Auftrag blieb zurück.</translation>
    </message>
    <message>
        <source>Understudy is open already; its window has been brought to the front.</source>
        <translation>Understudy ist schon offen; sein Fenster ist jetzt vorn.</translation>
    </message>
    <message>
        <source>These jobs have gone on and are followed again: {0}.</source>
        <translation>Diese Aufträge liefen weiter und werden wieder verfolgt: {0}.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Best at {0:g}: {1} {2}</source>
        <translation>Am besten bei {0:g}: {1} {2}</translation>
    </message>
    <message>
        <source>{0} is read-only, so the change was not saved: allow writing to it.</source>
        <translation>{0} ist schreibgeschützt, die Änderung wurde nicht gespeichert; bitte das Schreiben erlauben.</translation>
    </message>
    <message>
        <source>Settings used</source>
        <translation>Verwendete Einstellungen</translation>
    </message>
    <message>
        <source>{0}

It has not been run yet. Its log, curves and result will stand here.</source>
        <translation>{0}

Es ist noch nicht gelaufen. Protokoll, Kurven und Ergebnis werden hier stehen.</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>Settings of {0}</source>
        <translation>Einstellungen von {0}</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>Jobs are running</source>
        <translation>Aufträge laufen</translation>
    </message>
    <message>
        <source>What should become of the jobs that are still running?</source>
        <translation>Was soll aus den Aufträgen werden, die noch laufen?</translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>Weiterlaufen lassen</translation>
    </message>
    <message>
        <source>Stop them</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stay here</source>
        <translation>Hierbleiben</translation>
    </message>
    <message>
        <source>Waiting for the jobs to end…</source>
        <translation>Warten, bis die Aufträge zu Ende sind…</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Kept running, they are found again when Understudy is opened next.</source>
        <translation>Laufen sie weiter, werden sie wiedergefunden, wenn Understudy das nächste Mal geöffnet wird.</translation>
    </message>
    <message>
        <source>{0}: waits, and is started once Understudy is open again</source>
        <translation>{0}: wartet und startet, sobald Understudy wieder offen ist</translation>
    </message>
    <message>
        <source>Which lines</source>
        <translation>Welche Zeilen</translation>
    </message>
    <message>
        <source>Show only lines with…</source>
        <translation>Nur Zeilen zeigen mit…</translation>
    </message>
    <message>
        <source>Filter the log</source>
        <translation>Protokoll filtern</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search the log</source>
        <translation>Protokoll durchsuchen</translation>
    </message>
    <message>
        <source>Previous place (Shift+F3)</source>
        <translation>Vorige Stelle (Umschalt+F3)</translation>
    </message>
    <message>
        <source>Next place (F3)</source>
        <translation>Nächste Stelle (F3)</translation>
    </message>
    <message>
        <source>Follow the newest line</source>
        <translation>Der neuesten Zeile folgen</translation>
    </message>
    <message>
        <source>Copy the lines shown</source>
        <translation>Die gezeigten Zeilen kopieren</translation>
    </message>
    <message>
        <source>Clear the view; the file stays</source>
        <translation>Ansicht leeren; die Datei bleibt</translation>
    </message>
    <message>
        <source>Open the whole log</source>
        <translation>Das ganze Protokoll öffnen</translation>
    </message>
    <message>
        <source>All lines</source>
        <translation>Alle Zeilen</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Warnungen</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>{0} earlier are in the file</source>
        <translation>{0} davor stehen in der Datei</translation>
    </message>
    <message>
        <source>Whose log is shown; the newest run is followed while it is chosen</source>
        <translation>Wessen Protokoll gezeigt wird; ist der neueste Lauf gewählt, wird ihm gefolgt</translation>
    </message>
    <message>
        <source>Show the run</source>
        <translation>Lauf zeigen</translation>
    </message>
    <message>
        <source>Nothing has been run yet. What jobs print will stand here.</source>
        <translation>Bisher ist nichts gelaufen. Was Aufträge ausgeben, wird hier stehen.</translation>
    </message>
    <message>
        <source>Fight</source>
        <translation>Kampf</translation>
    </message>
    <message>
        <source>Loot</source>
        <translation>Beute</translation>
    </message>
    <message>
        <source>Flee</source>
        <translation>Flucht</translation>
    </message>
    <message>
        <source>Explore</source>
        <translation>Erkunden</translation>
    </message>
    <message>
        <source>Cautious</source>
        <translation>Vorsicht</translation>
    </message>
    <message>
        <source>not labelled</source>
        <translation>ohne Angabe</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Copy the sentence</source>
        <translation>Den Satz kopieren</translation>
    </message>
    <message>
        <source>it must name a folder</source>
        <translation>es muss einen Ordner nennen</translation>
    </message>
    <message>
        <source>it must be a text</source>
        <translation>es muss ein Text sein</translation>
    </message>
    <message>
        <source>it must be {0} or {1}</source>
        <translation>es muss {0} oder {1} sein</translation>
    </message>
    <message>
        <source>Dashboard</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>Bewerten</translation>
    </message>
    <message>
        <source>Do something</source>
        <translation>Etwas tun</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>Was möchten Sie tun?</translation>
    </message>
    <message>
        <source>What can be done</source>
        <translation>Was getan werden kann</translation>
    </message>
    <message>
        <source>No video was kept: drawn from what was seen</source>
        <translation>Es gibt kein Video: gezeichnet aus dem, was erkannt wurde</translation>
    </message>
    <message>
        <source>The video cannot be read: drawn from what was seen</source>
        <translation>Das Video ist nicht lesbar: gezeichnet aus dem, was erkannt wurde</translation>
    </message>
    <message>
        <source>Picture of the recording</source>
        <translation>Bild der Aufnahme</translation>
    </message>
    <message>
        <source>What would the bot do?</source>
        <translation>Was täte der Bot?</translation>
    </message>
    <message>
        <source>Show what the trained models would do here, beside what the person did (B)</source>
        <translation>Zeigen, was die trainierten Modelle hier täten, neben dem, was die Person tat (B)</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>How fast to play ([ and ])</source>
        <translation>Wie schnell abgespielt wird ([ und ])</translation>
    </message>
    <message>
        <source>Boxes and names</source>
        <translation>Rahmen und Namen</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>The bot&apos;s target and cursor</source>
        <translation>Ziel und Zeiger des Bots</translation>
    </message>
    <message>
        <source>Clicks</source>
        <translation>Klicks</translation>
    </message>
    <message>
        <source>Cursor and its trail</source>
        <translation>Zeiger und seine Spur</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>State numbers</source>
        <translation>Zustandszahlen</translation>
    </message>
    <message>
        <source>What is drawn over the picture</source>
        <translation>Was über das Bild gezeichnet wird</translation>
    </message>
    <message>
        <source>To the first frame (Home)</source>
        <translation>Zum ersten Bild (Pos1)</translation>
    </message>
    <message>
        <source>A second back (Left)</source>
        <translation>Eine Sekunde zurück (Links)</translation>
    </message>
    <message>
        <source>A frame back (,)</source>
        <translation>Ein Bild zurück (,)</translation>
    </message>
    <message>
        <source>Play or pause (Space)</source>
        <translation>Abspielen oder anhalten (Leertaste)</translation>
    </message>
    <message>
        <source>A frame on (.)</source>
        <translation>Ein Bild weiter (.)</translation>
    </message>
    <message>
        <source>A second on (Right)</source>
        <translation>Eine Sekunde weiter (Rechts)</translation>
    </message>
    <message>
        <source>To the last frame (End)</source>
        <translation>Zum letzten Bild (Ende)</translation>
    </message>
    <message>
        <source>Show more of the timeline (-)</source>
        <translation>Mehr von der Zeitleiste zeigen (-)</translation>
    </message>
    <message>
        <source>Show less of the timeline, larger (+)</source>
        <translation>Weniger von der Zeitleiste zeigen, größer (+)</translation>
    </message>
    <message>
        <source>Show the whole timeline (0)</source>
        <translation>Die ganze Zeitleiste zeigen (0)</translation>
    </message>
    <message>
        <source>frame {0} of {1}</source>
        <translation>Bild {0} von {1}</translation>
    </message>
    <message>
        <source>in hindsight</source>
        <translation>im Nachhinein</translation>
    </message>
    <message>
        <source>recorded</source>
        <translation>aufgenommen</translation>
    </message>
    <message>
        <source>said by the coach</source>
        <translation>vom Trainer gesagt</translation>
    </message>
    <message>
        <source>said by a person</source>
        <translation>von einer Person gesagt</translation>
    </message>
    <message>
        <source>the bot</source>
        <translation>der Bot</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>Zurück zur Liste</translation>
    </message>
    <message>
        <source>Close the player</source>
        <translation>Abspieler schließen</translation>
    </message>
    <message>
        <source>Ask the models</source>
        <translation>Die Modelle fragen</translation>
    </message>
    <message>
        <source>How far the models are</source>
        <translation>Wie weit die Modelle sind</translation>
    </message>
    <message>
        <source>The models are looking at every frame…</source>
        <translation>Die Modelle sehen sich jedes Bild an…</translation>
    </message>
    <message>
        <source>The models or the recording have changed since they were asked.</source>
        <translation>Die Modelle oder die Aufnahme haben sich geändert, seit gefragt wurde.</translation>
    </message>
    <message>
        <source>The models were not asked about this recording yet.</source>
        <translation>Die Modelle wurden zu dieser Aufnahme noch nicht gefragt.</translation>
    </message>
    <message>
        <source>{0} of {1} kept</source>
        <translation>{0} von {1} behalten</translation>
    </message>
    <message>
        <source>The last values, or those under the mouse. Click on a name to hide its curve.</source>
        <translation>Die letzten Werte oder die unter der Maus. Ein Klick auf einen Namen blendet seine Kurve aus.</translation>
    </message>
    <message>
        <source>Save as picture (PNG)…</source>
        <translation>Als Bild speichern (PNG)…</translation>
    </message>
    <message>
        <source>Save as drawing (SVG)…</source>
        <translation>Als Zeichnung speichern (SVG)…</translation>
    </message>
    <message>
        <source>Save as table (CSV)…</source>
        <translation>Als Tabelle speichern (CSV)…</translation>
    </message>
    <message>
        <source>Chart of {0}</source>
        <translation>Diagramm: {0}</translation>
    </message>
    <message>
        <source>at {0:g}</source>
        <translation>bei {0:g}</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Quick try</source>
        <translation>Schneller Versuch</translation>
    </message>
    <message>
        <source>Small data set (below 100 recordings)</source>
        <translation>Wenig Daten (unter 100 Aufnahmen)</translation>
    </message>
    <message>
        <source>Large data set (above 200 recordings)</source>
        <translation>Viele Daten (über 200 Aufnahmen)</translation>
    </message>
    <message>
        <source>{0} could not be started: {1} ({2}).</source>
        <translation>{0} konnte nicht gestartet werden: {1} ({2}).</translation>
    </message>
    <message>
        <source>{0} waited for a run that is gone, so it was not started.</source>
        <translation>{0} wartete auf einen Lauf, den es nicht mehr gibt, und wurde nicht gestartet.</translation>
    </message>
    <message>
        <source>{0} So this was not started: {1}.</source>
        <translation>{0} Darum wurde nicht gestartet: {1}.</translation>
    </message>
    <message>
        <source>{0} is waiting for its turn already.</source>
        <translation>{0} wartet schon, bis es an der Reihe ist.</translation>
    </message>
    <message>
        <source>No recordings yet: make one with Pure Recording.</source>
        <translation>Noch keine Aufnahmen: mit der Reinen Aufnahme eine machen.</translation>
    </message>
    <message>
        <source>TensorBoard is not installed: `pip install tensorboard`.</source>
        <translation>TensorBoard ist nicht installiert: `pip install tensorboard`.</translation>
    </message>
    <message>
        <source>Not trained yet: {0}.</source>
        <translation>Noch nicht trainiert: {0}.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Player</source>
        <translation>Spieler</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Fps</source>
        <translation>Bilder/s</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>Verloren</translation>
    </message>
    <message>
        <source>Pauses</source>
        <translation>Pausen</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>Untätig</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Modes</source>
        <translation>Modi</translation>
    </message>
    <message>
        <source>Keep only the selection</source>
        <translation>Nur die Auswahl behalten</translation>
    </message>
    <message>
        <source>Leave the selection out</source>
        <translation>Die Auswahl weglassen</translation>
    </message>
    <message>
        <source>Label the selection</source>
        <translation>Die Auswahl benennen</translation>
    </message>
    <message>
        <source>Split here</source>
        <translation>Hier teilen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation>Schlagwörter…</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Ausgeben…</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Delete to the bin</source>
        <translation>In den Papierkorb</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Einlesen…</translation>
    </message>
    <message>
        <source>Label the selection with a mode</source>
        <translation>Die Auswahl mit einem Modus beschriften</translation>
    </message>
    <message>
        <source>video</source>
        <translation>Video</translation>
    </message>
    <message>
        <source>no video</source>
        <translation>kein Video</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>being read…</source>
        <translation>wird gelesen…</translation>
    </message>
    <message>
        <source>{0} frames</source>
        <translation>{0} Bilder</translation>
    </message>
    <message>
        <source>trimmed</source>
        <translation>gekürzt</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Import recordings</source>
        <translation>Aufnahmen einlesen</translation>
    </message>
    <message>
        <source>Where to make the folder of the export</source>
        <translation>Wo der Ordner der Ausgabe entstehen soll</translation>
    </message>
    <message>
        <source>Recordings ({0})</source>
        <translation>Aufnahmen ({0})</translation>
    </message>
    <message>
        <source>Tags of {0}, with spaces between them:</source>
        <translation>Schlagwörter von {0}, mit Leerzeichen dazwischen:</translation>
    </message>
    <message>
        <source>Tags to give to these {0} recordings:</source>
        <translation>Schlagwörter für diese {0} Aufnahmen:</translation>
    </message>
    <message>
        <source>Player, tag, mode…</source>
        <translation>Spieler, Schlagwort, Modus…</translation>
    </message>
    <message>
        <source>Filter the recordings</source>
        <translation>Aufnahmen filtern</translation>
    </message>
    <message>
        <source>Show only the recordings with all these words (Ctrl+F)</source>
        <translation>Nur Aufnahmen mit all diesen Wörtern zeigen (Strg+F)</translation>
    </message>
    <message>
        <source>Order of the recordings</source>
        <translation>Reihenfolge der Aufnahmen</translation>
    </message>
    <message>
        <source>List of recordings</source>
        <translation>Liste der Aufnahmen</translation>
    </message>
    <message>
        <source>No recording has all these words.</source>
        <translation>Keine Aufnahme hat all diese Wörter.</translation>
    </message>
    <message>
        <source>Looking for recordings…</source>
        <translation>Aufnahmen werden gesucht…</translation>
    </message>
    <message>
        <source>Start Pure Recording</source>
        <translation>Reine Aufnahme starten</translation>
    </message>
    <message>
        <source>Record some play</source>
        <translation>Ein Spiel aufnehmen</translation>
    </message>
    <message>
        <source>Import recordings…</source>
        <translation>Aufnahmen einlesen…</translation>
    </message>
    <message>
        <source>No recordings yet</source>
        <translation>Noch keine Aufnahmen</translation>
    </message>
    <message>
        <source>Everything the models learn comes from recordings of your play. Record some: open the game, press F5, play for a while, press F5 again. Or drop recordings from elsewhere here.</source>
        <translation>Alles, was die Modelle lernen, stammt aus Aufnahmen Ihres Spiels. Nehmen Sie etwas auf: das Spiel öffnen, F5 drücken, eine Weile spielen, wieder F5 drücken. Oder Aufnahmen von anderswo hier ablegen.</translation>
    </message>
    <message>
        <source>{0} recordings, {1}</source>
        <translation>{0} Aufnahmen, {1}</translation>
    </message>
    <message>
        <source>{0} recording, {1}</source>
        <translation>{0} Aufnahme, {1}</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>Älteste zuerst</translation>
    </message>
    <message>
        <source>Longest first</source>
        <translation>Längste zuerst</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>Nach Namen</translation>
    </message>
    <message>
        <source>By player</source>
        <translation>Nach Spieler</translation>
    </message>
    <message>
        <source>Most marks first</source>
        <translation>Auffälligste zuerst</translation>
    </message>
    <message>
        <source>Largest first</source>
        <translation>Größte zuerst</translation>
    </message>
    <message>
        <source>{0} (pilot)</source>
        <translation>{0} (Pilot)</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>This recording is being read for the first time…</source>
        <translation>Diese Aufnahme wird zum ersten Mal gelesen…</translation>
    </message>
    <message>
        <source>Reading the recordings failed: {0}</source>
        <translation>Die Aufnahmen konnten nicht gelesen werden: {0}</translation>
    </message>
    <message>
        <source>Undone; Ctrl+Shift+Z does it again.</source>
        <translation>Rückgängig gemacht; Strg+Umschalt+Z stellt es wieder her.</translation>
    </message>
    <message>
        <source>Done again.</source>
        <translation>Wiederhergestellt.</translation>
    </message>
    <message>
        <source>The tags are changed.</source>
        <translation>Die Schlagwörter sind geändert.</translation>
    </message>
    <message>
        <source>It ended without a word.</source>
        <translation>Es endete ohne ein Wort.</translation>
    </message>
    <message>
        <source>{0} recordings</source>
        <translation>{0} Aufnahmen</translation>
    </message>
    <message>
        <source>Kept {0}; nothing is lost, Ctrl+Z brings the rest back.</source>
        <translation>{0} behalten; nichts ist verloren, Strg+Z holt den Rest zurück.</translation>
    </message>
    <message>
        <source>Left out {0}; nothing is lost, Ctrl+Z brings it back.</source>
        <translation>{0} weggelassen; nichts ist verloren, Strg+Z holt es zurück.</translation>
    </message>
    <message>
        <source>{0} is {1} now; Ctrl+Z undoes it.</source>
        <translation>{0} ist jetzt {1}; Strg+Z macht es rückgängig.</translation>
    </message>
    <message>
        <source>{0} moved to the bin: restore from there what was deleted by mistake.</source>
        <translation>{0} in den Papierkorb verschoben: von dort lässt sich versehentlich Gelöschtes zurückholen.</translation>
    </message>
    <message>
        <source>The command could not be started: {0}.</source>
        <translation>Der Befehl konnte nicht gestartet werden: {0}.</translation>
    </message>
    <message>
        <source>And {0} more.</source>
        <translation>Und {0} weitere.</translation>
    </message>
    <message>
        <source>{0:.1f} min recorded</source>
        <translation>{0:.1f} min aufgenommen</translation>
    </message>
    <message>
        <source>{0:.0%} of modes right</source>
        <translation>{0:.0%} der Modi richtig</translation>
    </message>
    <message>
        <source>{0:.0%} of targets right</source>
        <translation>{0:.0%} der Ziele richtig</translation>
    </message>
    <message>
        <source>clicks {0:.1%} of the window off</source>
        <translation>Klicks {0:.1%} des Fensters daneben</translation>
    </message>
    <message>
        <source>mAP50 {0:.2f}</source>
        <translation>mAP50 {0:.2f}</translation>
    </message>
    <message>
        <source>{0:.1f} min played</source>
        <translation>{0:.1f} min gespielt</translation>
    </message>
    <message>
        <source>score {0:.0f}</source>
        <translation>Punkte: {0:.0f}</translation>
    </message>
    <message>
        <source>{0:.0f} min recorded in all</source>
        <translation>insgesamt {0:.0f} min aufgenommen</translation>
    </message>
    <message>
        <source>{0:.0%} of the pilot&apos;s score</source>
        <translation>{0:.0%} der Punkte des Piloten</translation>
    </message>
    <message>
        <source>{0:.0f} points a minute</source>
        <translation>{0:.0f} Punkte je Minute</translation>
    </message>
    <message>
        <source>{0} and {1} both want the mouse and the game&apos;s window: what one does, the other sees.</source>
        <translation>{0} und {1} wollen beide die Maus und das Fenster des Spiels: was der eine tut, sieht der andere.</translation>
    </message>
    <message>
        <source>{0} and {1} share the graphics card or the processor: both are slower until one has ended.</source>
        <translation>{0} und {1} teilen sich Grafikkarte oder Prozessor: beide sind langsamer, bis einer zu Ende ist.</translation>
    </message>
    <message>
        <source>{0} takes power while a recording is made: frames of the recording may be late.</source>
        <translation>{0} braucht Leistung, während aufgenommen wird: Bilder der Aufnahme können sich verspäten.</translation>
    </message>
    <message>
        <source>Train all three</source>
        <translation>Alle drei trainieren</translation>
    </message>
    <message>
        <source>All three models, one after the other.</source>
        <translation>Alle drei Modelle, eines nach dem anderen.</translation>
    </message>
    <message>
        <source>End the row: stop the one that runs, start none of the others</source>
        <translation>Reihe beenden: den laufenden anhalten, die anderen nicht starten</translation>
    </message>
    <message>
        <source>Presets for all three</source>
        <translation>Voreinstellungen für alle drei</translation>
    </message>
    <message>
        <source>Finishing…</source>
        <translation>Wird fertig…</translation>
    </message>
    <message>
        <source>A model is being trained.</source>
        <translation>Ein Modell wird gerade trainiert.</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>nicht da</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>in the player of recordings</source>
        <translation>im Abspieler der Aufnahmen</translation>
    </message>
    <message>
        <source>on the page of recordings</source>
        <translation>auf der Seite der Aufnahmen</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>Abspielen oder anhalten</translation>
    </message>
    <message>
        <source>, and .</source>
        <translation>, und .</translation>
    </message>
    <message>
        <source>A frame back or on</source>
        <translation>Ein Bild zurück oder weiter</translation>
    </message>
    <message>
        <source>Left and Right</source>
        <translation>Links und Rechts</translation>
    </message>
    <message>
        <source>A second back or on</source>
        <translation>Eine Sekunde zurück oder weiter</translation>
    </message>
    <message>
        <source>Home and End</source>
        <translation>Pos1 und Ende</translation>
    </message>
    <message>
        <source>To the first or last frame</source>
        <translation>Zum ersten oder letzten Bild</translation>
    </message>
    <message>
        <source>[ and ]</source>
        <translation>[ und ]</translation>
    </message>
    <message>
        <source>Slower, faster</source>
        <translation>Langsamer, schneller</translation>
    </message>
    <message>
        <source>I and O</source>
        <translation>I und O</translation>
    </message>
    <message>
        <source>Begin and end the selection; Esc selects nothing</source>
        <translation>Auswahl beginnen und beenden; Esc wählt nichts aus</translation>
    </message>
    <message>
        <source>Zoom the timeline, show all of it</source>
        <translation>Zeitleiste vergrößern, ganz zeigen</translation>
    </message>
    <message>
        <source>What the bot would do</source>
        <translation>Was der Bot täte</translation>
    </message>
    <message>
        <source>Watch a person play, and keep all of it.</source>
        <translation>Einer Person beim Spielen zusehen, alles behalten.</translation>
    </message>
    <message>
        <source>Which game: a profile&apos;s name, a .json file, or gymnasium:NAME; --env for short</source>
        <translation>Welches Spiel: der Name eines Profils, eine .json-Datei oder gymnasium:NAME; kurz --env</translation>
    </message>
    <message>
        <source>Who plays without a window: a pilot&apos;s name, module:Class, or auto for the game&apos;s first; --player for short</source>
        <translation>Wer ohne Fenster spielt: der Name eines Piloten, modul:Klasse oder auto für den ersten des Spiels; kurz --player</translation>
    </message>
    <message>
        <source>Without a window</source>
        <translation>Ohne Fenster</translation>
    </message>
    <message>
        <source>Seed of the first episode without a window</source>
        <translation>Startwert der ersten Episode ohne Fenster</translation>
    </message>
    <message>
        <source>Length of one episode without a window; one file each</source>
        <translation>Länge einer Episode ohne Fenster; je eine Datei</translation>
    </message>
    <message>
        <source>Play the profile&apos;s game in lock-step, without a window, as fast as it goes</source>
        <translation>Das Spiel des Profils im Gleichschritt spielen, ohne Fenster, so schnell es geht</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Go on with the training that was cut short, with the settings it was begun with</source>
        <translation>Das abgebrochene Training mit den Einstellungen fortsetzen, mit denen es begann</translation>
    </message>
    <message>
        <source>Save every</source>
        <translation>Sichern alle</translation>
    </message>
    <message>
        <source>While an epoch runs, keep where the training stands this often; it is always kept at an epoch&apos;s end</source>
        <translation>So oft wird während einer Epoche der Stand des Trainings gesichert; am Ende einer Epoche immer</translation>
    </message>
    <message>
        <source>Ema</source>
        <translation>EMA</translation>
    </message>
    <message>
        <source>Judge and keep a running average of the weights, of which this share stays in each step; 0 for the weights</source>
        <translation>Ein laufendes Mittel der Gewichte beurteilen und behalten, von dem in jedem Schritt dieser Anteil bleibt; 0 für die Gewichte selbst</translation>
    </message>
    <message>
        <source>Find lr</source>
        <translation>Lernrate suchen</translation>
    </message>
    <message>
        <source>Try learning rates from tiny to huge, say which one would do, and train nothing</source>
        <translation>Lernraten von winzig bis riesig probieren, eine brauchbare nennen und nichts trainieren</translation>
    </message>
    <message>
        <source>Init from</source>
        <translation>Beginnen mit</translation>
    </message>
    <message>
        <source>Begin from the weights of this model, of the same kind and size</source>
        <translation>Mit den Gewichten dieses Modells gleicher Art und Größe beginnen</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>Einfrieren</translation>
    </message>
    <message>
        <source>Parts of the model that stay as they are, separated by commas; a wrong name lists them</source>
        <translation>Teile des Modells, die bleiben, wie sie sind, durch Kommas getrennt; ein falscher Name zählt sie auf</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>What the attention layers compute in; bfloat16 is faster on most graphics cards</source>
        <translation>Womit die Attention-Schichten rechnen; bfloat16 ist auf den meisten Grafikkarten schneller</translation>
    </message>
    <message>
        <source>Compile</source>
        <translation>Kompilieren</translation>
    </message>
    <message>
        <source>Compile the attention layers first (torch.compile): pays in long trainings on a graphics card</source>
        <translation>Die Attention-Schichten zuerst kompilieren (torch.compile): lohnt sich bei langem Training auf einer Grafikkarte</translation>
    </message>
    <message>
        <source>Jitter</source>
        <translation>Zittern</translation>
    </message>
    <message>
        <source>See objects off their place and size by about this share of the window, each time elsewhere</source>
        <translation>Objekte um etwa diesen Anteil des Fensters versetzt und in anderer Größe sehen, jedes Mal anders</translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation>Augmentierung</translation>
    </message>
    <message>
        <source>Drop objects</source>
        <translation>Objekte weglassen</translation>
    </message>
    <message>
        <source>Share of the objects a detector is made to miss; never the target or what was clicked</source>
        <translation>Anteil der Objekte, die ein Detektor übersehen soll; nie das Ziel oder was angeklickt wurde</translation>
    </message>
    <message>
        <source>False objects</source>
        <translation>Falsche Objekte</translation>
    </message>
    <message>
        <source>Share of the moments in which something is seen that is not there</source>
        <translation>Anteil der Momente, in denen etwas gesehen wird, das nicht da ist</translation>
    </message>
    <message>
        <source>How much rare kinds of targets count for more: 0 as often as they come, 1 all alike</source>
        <translation>Wie viel mehr seltene Arten von Zielen zählen: 0 so oft sie vorkommen, 1 alle gleich</translation>
    </message>
    <message>
        <source>Play in lock-step, without a window</source>
        <translation>Im Gleichschritt spielen, ohne Fenster</translation>
    </message>
    <message>
        <source>Judge the models on kept recordings and in play.</source>
        <translation>Modelle an Aufnahmen und im Spiel beurteilen.</translation>
    </message>
    <message>
        <source>Let policy, pilot and baselines play</source>
        <translation>Modelle, Pilot und Vergleichsspieler spielen lassen</translation>
    </message>
    <message>
        <source>Length of an episode, where the game has no end of its own</source>
        <translation>Länge einer Episode, wo das Spiel kein eigenes Ende hat</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Auftrag</translation>
    </message>
    <message>
        <source>Settings changed</source>
        <translation>Geänderte Einstellungen</translation>
    </message>
    <message>
        <source>Show only runs with…</source>
        <translation>Nur Läufe zeigen mit…</translation>
    </message>
    <message>
        <source>Filter the runs</source>
        <translation>Läufe filtern</translation>
    </message>
    <message>
        <source>Compare two chosen runs</source>
        <translation>Zwei gewählte Läufe vergleichen</translation>
    </message>
    <message>
        <source>Pin: keep on top (P)</source>
        <translation>Anheften: oben behalten (P)</translation>
    </message>
    <message>
        <source>Move to the bin (Del)</source>
        <translation>In den Papierkorb (Entf)</translation>
    </message>
    <message>
        <source>Nothing has been run yet. Every job leaves a run here, also those from a terminal.</source>
        <translation>Bisher ist nichts gelaufen. Jeder Auftrag hinterlässt hier einen Lauf, auch die aus einem Terminal.</translation>
    </message>
    <message>
        <source>1 run has been moved to the bin.</source>
        <translation>1 Lauf wurde in den Papierkorb verschoben.</translation>
    </message>
    <message>
        <source>{0} runs have been moved to the bin.</source>
        <translation>{0} Läufe wurden in den Papierkorb verschoben.</translation>
    </message>
    <message>
        <source>This run&apos;s settings do not fit this version ({0}: {1}); start it from its card instead.</source>
        <translation>Die Einstellungen dieses Laufs passen nicht zu dieser Version ({0}: {1}); bitte von der Karte aus starten.</translation>
    </message>
    <message>
        <source>The settings of this run are not known, so it cannot be run again.</source>
        <translation>Die Einstellungen dieses Laufs sind nicht bekannt, er lässt sich nicht wiederholen.</translation>
    </message>
    <message>
        <source>Jobs are running in the present data folder: stop them first.</source>
        <translation>Im jetzigen Datenordner laufen Aufträge: bitte zuerst anhalten.</translation>
    </message>
    <message>
        <source>{0} is running already.</source>
        <translation>{0} läuft schon.</translation>
    </message>
    <message>
        <source>That run has ended already: start {0} at once.</source>
        <translation>Dieser Lauf ist schon zu Ende: {0} am besten gleich starten.</translation>
    </message>
    <message>
        <source>What it waited for ended while Understudy was closed, so it is started now: {0}.</source>
        <translation>Worauf es wartete, endete, während Understudy geschlossen war; darum startet jetzt: {0}.</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>Einstellungen suchen</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>Voreinstellungen</translation>
    </message>
    <message>
        <source>Settings that go together; nothing is kept before Save</source>
        <translation>Zusammengehörige Einstellungen; behalten wird erst mit Speichern</translation>
    </message>
    <message>
        <source>The same as a command</source>
        <translation>Dasselbe als Befehl</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Alles zurücksetzen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>As a command</source>
        <translation>Als Befehl</translation>
    </message>
    <message>
        <source>(when everything is right)</source>
        <translation>(wenn alles stimmt)</translation>
    </message>
    <message>
        <source>Back to the default: {0}</source>
        <translation>Zurück zur Vorgabe: {0}</translation>
    </message>
    <message>
        <source>{0}, changed</source>
        <translation>{0}, geändert</translation>
    </message>
    <message>
        <source>This job has no settings.</source>
        <translation>Dieser Auftrag hat keine Einstellungen.</translation>
    </message>
    <message>
        <source>{0} is no text; its folder is {1}.</source>
        <translation>{0} ist kein Text; der Ordner ist {1}.</translation>
    </message>
    <message>
        <source>There is no file {0} any more.</source>
        <translation>Die Datei {0} gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>{0} is too large to be shown here.</source>
        <translation>{0} ist zu groß, um hier gezeigt zu werden.</translation>
    </message>
    <message>
        <source>{0} cannot be read ({1}).</source>
        <translation>{0} kann nicht gelesen werden ({1}).</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird angehalten…</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Startet…</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Waits for {0}</source>
        <translation>Wartet auf {0}</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>noch {0}</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>Ziele</translation>
    </message>
    <message>
        <source>Hotkeys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Weggelassen</translation>
    </message>
    <message>
        <source>{0} doubled, {1} pauses</source>
        <translation>{0} doppelt, {1} Pausen</translation>
    </message>
    <message>
        <source>Enough to train?</source>
        <translation>Genug zum Trainieren?</translation>
    </message>
    <message>
        <source>What to do next</source>
        <translation>Was als Nächstes zu tun ist</translation>
    </message>
    <message>
        <source>Samples a training takes, by source</source>
        <translation>Beispiele, die ein Training nimmt, nach Herkunft</translation>
    </message>
    <message>
        <source>Nothing is missing.</source>
        <translation>Nichts fehlt.</translation>
    </message>
    <message>
        <source>of play</source>
        <translation>Spielzeit</translation>
    </message>
    <message>
        <source>frames</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>untätig</translation>
    </message>
    <message>
        <source>no click or key within a second</source>
        <translation>kein Klick und keine Taste innerhalb einer Sekunde</translation>
    </message>
    <message>
        <source>dropped</source>
        <translation>verloren</translation>
    </message>
    <message>
        <source>{0} late</source>
        <translation>{0} verspätet</translation>
    </message>
    <message>
        <source>No job is running</source>
        <translation>Kein Auftrag läuft</translation>
    </message>
    <message>
        <source>1 job is running</source>
        <translation>1 Auftrag läuft</translation>
    </message>
    <message>
        <source>Processor {0:.0f} %</source>
        <translation>Prozessor {0:.0f} %</translation>
    </message>
    <message>
        <source>Memory {0} of {1}</source>
        <translation>Speicher {0} von {1}</translation>
    </message>
    <message>
        <source>Disk {0} free</source>
        <translation>Platte {0} frei</translation>
    </message>
    <message>
        <source>GPU {0:.0%}, {1} of {2}</source>
        <translation>GPU {0:.0%}, {1} von {2}</translation>
    </message>
    <message>
        <source>{0} jobs are running</source>
        <translation>{0} Aufträge laufen</translation>
    </message>
    <message>
        <source>{0} h {1:02} min</source>
        <translation>{0} h {1:02} min</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} s</translation>
    </message>
    <message>
        <source>{0} min {1:02} s</source>
        <translation>{0} min {1:02} s</translation>
    </message>
    <message>
        <source>today {0}</source>
        <translation>heute {0}</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>Alles kopieren</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Zeitleiste</translation>
    </message>
    <message>
        <source>told in hindsight</source>
        <translation>im Nachhinein gesagt</translation>
    </message>
    <message>
        <source>nobody said</source>
        <translation>niemand hat es gesagt</translation>
    </message>
    <message>
        <source>{0}: the bot would be in {1}, {2}</source>
        <translation>{0}: der Bot wäre bei {1}, {2}</translation>
    </message>
    <message>
        <source>{0}: nothing was recorded for {1:.1f} s</source>
        <translation>{0}: {1:.1f} s lang wurde nichts aufgenommen</translation>
    </message>
    <message>
        <source>by the coach</source>
        <translation>vom Trainer</translation>
    </message>
    <message>
        <source>by a person</source>
        <translation>von einer Person</translation>
    </message>
    <message>
        <source>the bot agrees on the mode for {0:.0%}</source>
        <translation>der Bot stimmt beim Modus zu {0:.0%} überein</translation>
    </message>
    <message>
        <source>Modes: {0}</source>
        <translation>Modi: {0}</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Bot</source>
        <translation>Bot</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Which game: jobs use this profile unless their own settings name another</source>
        <translation>Welches Spiel: Aufträge nehmen dieses Profil, wenn ihre eigenen Einstellungen kein anderes nennen</translation>
    </message>
    <message>
        <source>Open the data folder</source>
        <translation>Datenordner öffnen</translation>
    </message>
    <message>
        <source>Keep data in another folder…</source>
        <translation>Daten in einem anderen Ordner halten…</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Hell oder dunkel</translation>
    </message>
    <message>
        <source>Help, messages, language</source>
        <translation>Hilfe, Meldungen, Sprache</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Folder for recordings, models and runs</source>
        <translation>Ordner für Aufnahmen, Modelle und Läufe</translation>
    </message>
    <message>
        <source>All three models train with this preset now: {0}.</source>
        <translation>Alle drei Modelle trainieren jetzt mit dieser Voreinstellung: {0}.</translation>
    </message>
    <message>
        <source>Something unexpected went wrong: {0}</source>
        <translation>Etwas Unerwartetes ging schief: {0}</translation>
    </message>
    <message>
        <source>in a log</source>
        <translation>in einem Protokoll</translation>
    </message>
    <message>
        <source>Nothing has been told since the window was opened.</source>
        <translation>Seit das Fenster offen ist, wurde nichts gemeldet.</translation>
    </message>
    <message>
        <source>The report is in {0}. It holds versions, settings and logs, no recordings; look into it before you send it.</source>
        <translation>Der Bericht liegt in {0}. Er enthält Versionen, Einstellungen und Protokolle, keine Aufnahmen; vor dem Versenden bitte hineinsehen.</translation>
    </message>
    <message>
        <source>on a card</source>
        <translation>auf einer Karte</translation>
    </message>
    <message>
        <source>in the table of runs</source>
        <translation>in der Tabelle der Läufe</translation>
    </message>
    <message>
        <source>on a chart</source>
        <translation>auf einem Diagramm</translation>
    </message>
    <message>
        <source>Where to write the report</source>
        <translation>Wohin der Bericht geschrieben wird</translation>
    </message>
    <message>
        <source>Zip files (*.zip)</source>
        <translation>Zip-Dateien (*.zip)</translation>
    </message>
    <message>
        <source>Show the dashboard</source>
        <translation>Die Übersicht zeigen</translation>
    </message>
    <message>
        <source>Show the recordings</source>
        <translation>Die Aufnahmen zeigen</translation>
    </message>
    <message>
        <source>Show all runs</source>
        <translation>Alle Läufe zeigen</translation>
    </message>
    <message>
        <source>Show how good the models are</source>
        <translation>Zeigen, wie gut die Modelle sind</translation>
    </message>
    <message>
        <source>Show the log</source>
        <translation>Das Protokoll zeigen</translation>
    </message>
    <message>
        <source>Train all three, one after the other</source>
        <translation>Alle drei trainieren, eines nach dem anderen</translation>
    </message>
    <message>
        <source>Colours as the system</source>
        <translation>Farben wie das System</translation>
    </message>
    <message>
        <source>Light colours</source>
        <translation>Helle Farben</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <translation>Dunkle Farben</translation>
    </message>
    <message>
        <source>Report a problem…</source>
        <translation>Ein Problem berichten…</translation>
    </message>
    <message>
        <source>What has been told so far</source>
        <translation>Was bisher gemeldet wurde</translation>
    </message>
    <message>
        <source>List of shortcuts</source>
        <translation>Liste der Tastenkürzel</translation>
    </message>
    <message>
        <source>Do something by its name</source>
        <translation>Etwas beim Namen tun</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Das Fenster schließen</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Eingabetaste</translation>
    </message>
    <message>
        <source>Show the job&apos;s page</source>
        <translation>Die Seite des Auftrags zeigen</translation>
    </message>
    <message>
        <source>Change the job&apos;s settings</source>
        <translation>Die Einstellungen des Auftrags ändern</translation>
    </message>
    <message>
        <source>Pin the chosen runs, or pin them no longer</source>
        <translation>Die gewählten Läufe anheften oder nicht mehr anheften</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>Move the chosen runs to the bin</source>
        <translation>Die gewählten Läufe in den Papierkorb verschieben</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtern</translation>
    </message>
    <message>
        <source>Ctrl+wheel</source>
        <translation>Strg+Rad</translation>
    </message>
    <message>
        <source>Zoom; drag to move</source>
        <translation>Vergrößern; zum Verschieben ziehen</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>Doppelklick</translation>
    </message>
    <message>
        <source>Show all again</source>
        <translation>Wieder alles zeigen</translation>
    </message>
    <message>
        <source>Next and previous place</source>
        <translation>Nächste und vorige Stelle</translation>
    </message>
    <message>
        <source>Show all lines again</source>
        <translation>Wieder alle Zeilen zeigen</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>What they do</source>
        <translation>Was sie tun</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Page of {0}</source>
        <translation>Seite von {0}</translation>
    </message>
    <message>
        <source>{0}: {1}.</source>
        <translation>{0}: {1}.</translation>
    </message>
    <message>
        <source>Pure Recording</source>
        <translation>Reine Aufnahme</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>What to record: a window on the screen, or lock-step play of the arena</source>
        <translation>Was aufgenommen wird: ein Fenster auf dem Bildschirm oder die Arena im Gleichschritt</translation>
    </message>
    <message>
        <source>Which game: a profile&apos;s name, or a .json file</source>
        <translation>Welches Spiel: der Name eines Profils oder eine .json-Datei</translation>
    </message>
    <message>
        <source>Window title</source>
        <translation>Fenstertitel</translation>
    </message>
    <message>
        <source>Record the window whose title contains this, instead of the profile&apos;s</source>
        <translation>Das Fenster aufnehmen, dessen Titel dies enthält, statt des im Profil genannten</translation>
    </message>
    <message>
        <source>FPS</source>
        <translation>Bilder/s</translation>
    </message>
    <message>
        <source>Frames recorded a second</source>
        <translation>Aufgenommene Bilder je Sekunde</translation>
    </message>
    <message>
        <source>fps</source>
        <translation>Bilder/s</translation>
    </message>
    <message>
        <source>Start recording at once instead of waiting for F5</source>
        <translation>Sofort aufnehmen, statt auf F5 zu warten</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>Minuten</translation>
    </message>
    <message>
        <source>Stop and save after this long</source>
        <translation>Nach dieser Zeit anhalten und speichern</translation>
    </message>
    <message>
        <source>min</source>
        <translation>min</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>Video</translation>
    </message>
    <message>
        <source>Keep the video beside the frames</source>
        <translation>Das Video neben den Bilddaten behalten</translation>
    </message>
    <message>
        <source>Video height</source>
        <translation>Videohöhe</translation>
    </message>
    <message>
        <source>Height of the stored video; the width follows the window</source>
        <translation>Höhe des gespeicherten Videos; die Breite richtet sich nach dem Fenster</translation>
    </message>
    <message>
        <source>px</source>
        <translation>px</translation>
    </message>
    <message>
        <source>Video CRF</source>
        <translation>Video-CRF</translation>
    </message>
    <message>
        <source>H.264 quality, lower is better and larger</source>
        <translation>H.264-Güte, kleiner ist besser und größer</translation>
    </message>
    <message>
        <source>See objects</source>
        <translation>Objekte erkennen</translation>
    </message>
    <message>
        <source>Look for objects in the video when a recording is saved</source>
        <translation>Objekte im Video suchen, wenn eine Aufnahme gespeichert wird</translation>
    </message>
    <message>
        <source>Seeing</source>
        <translation>Erkennen</translation>
    </message>
    <message>
        <source>Seeing rate</source>
        <translation>Erkennungsrate</translation>
    </message>
    <message>
        <source>Detections a second; frames in between are interpolated</source>
        <translation>Erkennungen je Sekunde; dazwischen wird interpoliert</translation>
    </message>
    <message>
        <source>Hz</source>
        <translation>Hz</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>Least confidence of a detection</source>
        <translation>Geringste Sicherheit einer Erkennung</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Processor threads that look for objects, 0 for all (slower where others use them too)</source>
        <translation>Prozessor-Threads, die Objekte suchen, 0 für alle (langsamer, wo andere sie auch brauchen)</translation>
    </message>
    <message>
        <source>Pilot</source>
        <translation>Pilot</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Episode minutes</source>
        <translation>Minuten je Episode</translation>
    </message>
    <message>
        <source>Headless</source>
        <translation>Ohne Fenster</translation>
    </message>
    <message>
        <source>Data dir</source>
        <translation>Datenordner</translation>
    </message>
    <message>
        <source>Folder the recordings go to instead of the home&apos;s</source>
        <translation>Ordner für die Aufnahmen statt des üblichen</translation>
    </message>
    <message>
        <source>Shadow Training</source>
        <translation>Mitlernen</translation>
    </message>
    <message>
        <source>Keep learning while a person plays.</source>
        <translation>Weiterlernen, während eine Person spielt.</translation>
    </message>
    <message>
        <source>Shadow Training is not built yet. Until then: Pure Recording, then Train Executor.</source>
        <translation>Das Mitlernen ist noch nicht gebaut. Bis dahin: Reine Aufnahme, dann Ausführer-Training.</translation>
    </message>
    <message>
        <source>Train Strategist</source>
        <translation>Strategen-Training</translation>
    </message>
    <message>
        <source>Learn what the player is after: the mode.</source>
        <translation>Lernen, was der Spieler vorhat: den Modus.</translation>
    </message>
    <message>
        <source>Folder of recordings to learn from instead of the home&apos;s</source>
        <translation>Ordner mit Aufnahmen zum Lernen statt des üblichen</translation>
    </message>
    <message>
        <source>Output dir</source>
        <translation>Ausgabeordner</translation>
    </message>
    <message>
        <source>Folder the models are written to instead of the home&apos;s</source>
        <translation>Ordner für die Modelle statt des üblichen</translation>
    </message>
    <message>
        <source>Validation share</source>
        <translation>Prüfanteil</translation>
    </message>
    <message>
        <source>Share of the recordings (whole ones) kept out of training to validate on</source>
        <translation>Anteil der (ganzen) Aufnahmen, der zum Prüfen aus dem Training bleibt</translation>
    </message>
    <message>
        <source>Action delay</source>
        <translation>Handlungsverzug</translation>
    </message>
    <message>
        <source>How long before an action its reason was seen: people react late</source>
        <translation>Wie lange vor einer Handlung ihr Grund zu sehen war: Menschen reagieren spät</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Kennzeichen</translation>
    </message>
    <message>
        <source>Modes and targets: those written in a recording where it has them, or always worked out from what was done</source>
        <translation>Modi und Ziele: die einer Aufnahme, wo sie welche hat, oder immer aus dem Getanen erschlossen</translation>
    </message>
    <message>
        <source>Stride</source>
        <translation>Schrittweite</translation>
    </message>
    <message>
        <source>Seconds between two samples, 0 for one at every frame</source>
        <translation>Sekunden zwischen zwei Beispielen, 0 für eines bei jedem Bild</translation>
    </message>
    <message>
        <source>Epoch share</source>
        <translation>Epochenanteil</translation>
    </message>
    <message>
        <source>Share of the samples drawn in one epoch; each epoch draws others</source>
        <translation>Anteil der Beispiele, der in einer Epoche gezogen wird; jede zieht andere</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>Most epochs</source>
        <translation>Höchstzahl der Epochen</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>Stapelgröße</translation>
    </message>
    <message>
        <source>Samples in one step</source>
        <translation>Beispiele in einem Schritt</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Highest learning rate (AdamW)</source>
        <translation>Höchste Lernrate (AdamW)</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>Gewichtsschwund</translation>
    </message>
    <message>
        <source>AdamW weight decay</source>
        <translation>Gewichtsschwund von AdamW</translation>
    </message>
    <message>
        <source>Warmup share</source>
        <translation>Anlaufanteil</translation>
    </message>
    <message>
        <source>Share of all steps in which the learning rate rises</source>
        <translation>Anteil aller Schritte, in dem die Lernrate steigt</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>Label-Glättung</translation>
    </message>
    <message>
        <source>Label smoothing of the class losses</source>
        <translation>Label-Glättung der Klassenverluste</translation>
    </message>
    <message>
        <source>Clip norm</source>
        <translation>Grenznorm</translation>
    </message>
    <message>
        <source>Largest gradient norm</source>
        <translation>Größte Norm des Gradienten</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>Geduld</translation>
    </message>
    <message>
        <source>Stop after this many epochs without a better validation loss</source>
        <translation>Anhalten nach so vielen Epochen ohne besseren Prüfverlust</translation>
    </message>
    <message>
        <source>Fit the learning-rate schedule into this long and end there</source>
        <translation>Den Lernratenplan in diese Zeit fassen und dann enden</translation>
    </message>
    <message>
        <source>Seed of the split, the weights and the order of samples</source>
        <translation>Startwert der Aufteilung, der Gewichte und der Reihenfolge</translation>
    </message>
    <message>
        <source>Model width</source>
        <translation>Modellbreite</translation>
    </message>
    <message>
        <source>Width of the transformer</source>
        <translation>Breite des Transformers</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Of each kind the player pressed (rows), % by what the models pressed within 250 ms (columns)</source>
        <translation>Von jeder Art, die der Spieler drückte (Zeilen), % nach dem, was die Modelle innerhalb von 250 ms drückten (Spalten)</translation>
    </message>
    <message>
        <source>Of each mode the player was in (rows), % by what the Strategist said (columns)</source>
        <translation>Von jedem Modus des Spielers (Zeilen), % nach dem, was der Stratege sagte (Spalten)</translation>
    </message>
    <message>
        <source>Of each kind the player went for (rows), % by what the Tactician said (columns)</source>
        <translation>Von jeder Art, die der Spieler anstrebte (Zeilen), % nach dem, was der Taktiker sagte (Spalten)</translation>
    </message>
    <message>
        <source>{0} by always saying the commonest</source>
        <translation>{0}, wenn man immer das Häufigste sagt</translation>
    </message>
    <message>
        <source>one that had just been started</source>
        <translation>einer, der gerade erst gestartet war</translation>
    </message>
    <message>
        <source>In brackets: {0}</source>
        <translation>In Klammern: {0}</translation>
    </message>
    <message>
        <source>modes right</source>
        <translation>der Modi richtig</translation>
    </message>
    <message>
        <source>targets right</source>
        <translation>der Ziele richtig</translation>
    </message>
    <message>
        <source>off at clicks on objects</source>
        <translation>daneben bei Klicks auf Objekte</translation>
    </message>
    <message>
        <source>clicks found, F1</source>
        <translation>Klicks gefunden, F1</translation>
    </message>
    <message>
        <source>hotkeys found, F1</source>
        <translation>Tasten gefunden, F1</translation>
    </message>
    <message>
        <source>Choice</source>
        <translation>Wahl</translation>
    </message>
    <message>
        <source>Error of its sureness</source>
        <translation>Fehler der Sicherheit</translation>
    </message>
    <message>
        <source>Log loss</source>
        <translation>Log-Verlust</translation>
    </message>
    <message>
        <source>of shares alone</source>
        <translation>allein aus den Anteilen</translation>
    </message>
    <message>
        <source>Brier score</source>
        <translation>Brier-Wert</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Kennzahl</translation>
    </message>
    <message>
        <source>These</source>
        <translation>Diese</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>Andere</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95-%-Intervall</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>Paare</translation>
    </message>
    <message>
        <source>What it comes to</source>
        <translation>Was sich ergibt</translation>
    </message>
    <message>
        <source>score a game</source>
        <translation>Punkte je Spiel</translation>
    </message>
    <message>
        <source>score a minute</source>
        <translation>Punkte je Minute</translation>
    </message>
    <message>
        <source>0 is alike, 1 nothing in common</source>
        <translation>0 ist gleich, 1 nichts gemeinsam</translation>
    </message>
    <message>
        <source>of the window&apos;s diagonal</source>
        <translation>der Fensterdiagonale</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>{0} in every other episode is {1} from itself in the rest: less than that is no difference.</source>
        <translation>{0} ist in jeder zweiten Episode {1} von sich selbst in den übrigen entfernt: weniger ist kein Unterschied.</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>Right when said</source>
        <translation>Richtig, wenn gesagt</translation>
    </message>
    <message>
        <source>The models are the same ones: there is nothing to tell apart.</source>
        <translation>Es sind dieselben Modelle: es gibt nichts zu unterscheiden.</translation>
    </message>
    <message>
        <source>Score in play: {0} ({1} against {2})</source>
        <translation>Punkte im Spiel: {0} ({1} gegen {2})</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Betrifft</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>At</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>The player</source>
        <translation>Der Spieler</translation>
    </message>
    <message>
        <source>The models</source>
        <translation>Die Modelle</translation>
    </message>
    <message>
        <source>bot, beside it</source>
        <translation>bot, daneben</translation>
    </message>
    <message>
        <source>{0}, of which not the same: {1}</source>
        <translation>{0}; davon nicht dieselben: {1}</translation>
    </message>
    <message>
        <source>{0} right per decision</source>
        <translation>{0} der Entscheidungen richtig</translation>
    </message>
    <message>
        <source>{0}, whom it learnt from</source>
        <translation>{0}, von dem gelernt wurde</translation>
    </message>
    <message>
        <source>of {0}&apos;s score</source>
        <translation>der Punkte von {0}</translation>
    </message>
    <message>
        <source>in style from {0}</source>
        <translation>im Stil von {0} entfernt</translation>
    </message>
    <message>
        <source>beside it: {0}</source>
        <translation>daneben: {0}</translation>
    </message>
    <message>
        <source>Evaluation to compare with</source>
        <translation>Bewertung zum Vergleich</translation>
    </message>
    <message>
        <source>Against other models</source>
        <translation>Gegen andere Modelle</translation>
    </message>
    <message>
        <source>In play</source>
        <translation>Im Spiel</translation>
    </message>
    <message>
        <source>Distance in style</source>
        <translation>Abstand im Stil</translation>
    </message>
    <message>
        <source>As sure as it is right?</source>
        <translation>So sicher wie richtig?</translation>
    </message>
    <message>
        <source>Worst moments</source>
        <translation>Schlimmste Momente</translation>
    </message>
    <message>
        <source>In play, by the minute or the game (95 % interval)</source>
        <translation>Im Spiel, je Minute oder je Spiel (95-%-Intervall)</translation>
    </message>
    <message>
        <source>Distance in style: 0 alike, 1 nothing in common</source>
        <translation>Abstand im Stil: 0 gleich, 1 nichts gemeinsam</translation>
    </message>
    <message>
        <source>Worst moments: where models and player differ most</source>
        <translation>Schlimmste Momente: wo Modelle und Spieler am weitesten auseinanderliegen</translation>
    </message>
    <message>
        <source>no other evaluation</source>
        <translation>keine andere Bewertung</translation>
    </message>
    <message>
        <source>Beside it:</source>
        <translation>Daneben:</translation>
    </message>
    <message>
        <source>What it came to</source>
        <translation>Was herauskam</translation>
    </message>
    <message>
        <source>Double click, or Return, shows a moment in the player.</source>
        <translation>Ein Doppelklick oder die Eingabetaste zeigt einen Moment im Abspieler.</translation>
    </message>
    <message>
        <source>{0}, confusion</source>
        <translation>{0}, Verwechslungen</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>Kills</source>
        <translation>Abschüsse</translation>
    </message>
    <message>
        <source>Deaths</source>
        <translation>Tode</translation>
    </message>
    <message>
        <source>Damage</source>
        <translation>Schaden</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>Entscheidungen</translation>
    </message>
    <message>
        <source>Mode accuracy</source>
        <translation>Modi richtig</translation>
    </message>
    <message>
        <source>Surprise at the mode</source>
        <translation>Überraschung über den Modus</translation>
    </message>
    <message>
        <source>Target accuracy</source>
        <translation>Ziele richtig</translation>
    </message>
    <message>
        <source>Target accuracy where there is one</source>
        <translation>Ziele richtig, wo es eines gibt</translation>
    </message>
    <message>
        <source>Surprise at the target</source>
        <translation>Überraschung über das Ziel</translation>
    </message>
    <message>
        <source>Position error, clicks at objects</source>
        <translation>Positionsfehler, Klicks auf Objekte</translation>
    </message>
    <message>
        <source>Position error, all clicks</source>
        <translation>Positionsfehler, alle Klicks</translation>
    </message>
    <message>
        <source>Clicks within 250 ms, F1</source>
        <translation>Klicks innerhalb von 250 ms, F1</translation>
    </message>
    <message>
        <source>Hotkeys within 250 ms, F1</source>
        <translation>Tasten innerhalb von 250 ms, F1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>left</source>
        <translation>links</translation>
    </message>
    <message>
        <source>right</source>
        <translation>rechts</translation>
    </message>
    <message>
        <source>double</source>
        <translation>doppelt</translation>
    </message>
    <message>
        <source>left click</source>
        <translation>Linksklick</translation>
    </message>
    <message>
        <source>right click</source>
        <translation>Rechtsklick</translation>
    </message>
    <message>
        <source>double click</source>
        <translation>Doppelklick</translation>
    </message>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>better</source>
        <translation>besser</translation>
    </message>
    <message>
        <source>worse</source>
        <translation>schlechter</translation>
    </message>
    <message>
        <source>more</source>
        <translation>mehr</translation>
    </message>
    <message>
        <source>less</source>
        <translation>weniger</translation>
    </message>
    <message>
        <source>no difference shown</source>
        <translation>kein Unterschied nachweisbar</translation>
    </message>
    <message>
        <source>too little to tell</source>
        <translation>zu wenig, um es zu sagen</translation>
    </message>
    <message>
        <source>{0}, {1} sure</source>
        <translation>{0}, zu {1} sicher</translation>
    </message>
    <message>
        <source>{0} {1} likely now, {2} of the window away</source>
        <translation>{0}: jetzt zu {1} wahrscheinlich, {2} des Fensters daneben</translation>
    </message>
    <message>
        <source>{0} {1} likely now, {2} {3}</source>
        <translation>{0}: jetzt zu {1} wahrscheinlich, {2}: {3}</translation>
    </message>
    <message>
        <source>There are no recordings in {0}: record some play first.</source>
        <translation>In {0} sind keine Aufnahmen: zuerst ein Spiel aufnehmen.</translation>
    </message>
    <message>
        <source>There is no folder {0}: record some play first, or choose another.</source>
        <translation>Es gibt keinen Ordner {0}: zuerst ein Spiel aufnehmen oder einen anderen wählen.</translation>
    </message>
    <message>
        <source>None of the {0} recordings in {1} can be used: record new ones, or choose another folder or profile.</source>
        <translation>Keine der {0} Aufnahmen in {1} ist brauchbar: neue aufnehmen, oder einen anderen Ordner oder ein anderes Profil wählen.</translation>
    </message>
    <message>
        <source>{0} was recorded for profile {1}, not {2}.</source>
        <translation>{0} wurde für Profil {1} aufgenommen, nicht für {2}.</translation>
    </message>
    <message>
        <source>Every recording in {0} was trained on: record some more play to evaluate on.</source>
        <translation>Mit jeder Aufnahme in {0} wurde trainiert: zum Bewerten noch etwas aufnehmen.</translation>
    </message>
    <message>
        <source>There is no {0} at {1}: run `understudy train {2}` first.</source>
        <translation>Unter {1} liegt kein Modell ({0}): zuerst `understudy train {2}` ausführen.</translation>
    </message>
    <message>
        <source>{0} was made for profile {1}, not {2}: train one for this profile.</source>
        <translation>{0} wurde für Profil {1} gemacht, nicht für {2}: eines für dieses Profil trainieren.</translation>
    </message>
    <message>
        <source>{0} was made by an older version: train it again.</source>
        <translation>{0} stammt von einer älteren Version: neu trainieren.</translation>
    </message>
    <message>
        <source>{0} was written by a newer version: update Understudy to use it.</source>
        <translation>{0} stammt von einer neueren Version: zum Benutzen Understudy aktualisieren.</translation>
    </message>
    <message>
        <source>{0} is damaged, or holds more than numbers, and was not loaded: train it again.</source>
        <translation>{0} ist beschädigt oder enthält mehr als Zahlen und wurde nicht geladen: neu trainieren.</translation>
    </message>
    <message>
        <source>{0} is not an Understudy model.</source>
        <translation>{0} ist kein Modell von Understudy.</translation>
    </message>
    <message>
        <source>There is no device {0} here: use --device cpu or auto.</source>
        <translation>Das Gerät {0} gibt es hier nicht: --device cpu oder auto nehmen.</translation>
    </message>
    <message>
        <source>The loss stopped being a number in epoch {0}: choose a smaller --lr than {1}.</source>
        <translation>Der Verlust war in Epoche {0} keine Zahl mehr: ein kleineres --lr als {1} wählen.</translation>
    </message>
    <message>
        <source>There is nothing to resume in {0}: start without --resume, or name the folder by --output-dir.</source>
        <translation>In {0} ist nichts fortzusetzen: ohne --resume starten oder den Ordner mit --output-dir nennen.</translation>
    </message>
    <message>
        <source>Another training writes to {0}: wait for its end, or choose another --output-dir.</source>
        <translation>Ein anderes Training schreibt nach {0}: sein Ende abwarten oder ein anderes --output-dir wählen.</translation>
    </message>
    <message>
        <source>Another recorder is at work in {0}: stop it first, or give this one another --data-dir.</source>
        <translation>In {0} nimmt schon jemand auf: zuerst das anhalten oder diesem ein anderes --data-dir geben.</translation>
    </message>
    <message>
        <source>There is no window whose title contains {0}; {1}. Start the game, or name its window with --window-title.{2}</source>
        <translation>Es gibt kein Fenster mit {0} im Titel; {1}. Das Spiel starten oder sein Fenster mit --window-title nennen.{2}</translation>
    </message>
    <message>
        <source>There is no screen to play on: add --headless to let a scripted player play.</source>
        <translation>Es gibt keinen Bildschirm zum Spielen: mit --headless spielt ein Skript.</translation>
    </message>
    <message>
        <source>The detector {0} of the profile {1} is missing: train one with `understudy train detector`, or record with --no-see.</source>
        <translation>Der Detektor {0} des Profils {1} fehlt: mit `understudy train detector` einen trainieren oder mit --no-see aufnehmen.</translation>
    </message>
    <message>
        <source>There are no detector weights at {0}: train them or name another file.</source>
        <translation>Unter {0} liegen keine Gewichte eines Detektors: sie trainieren oder eine andere Datei nennen.</translation>
    </message>
    <message>
        <source>TensorBoard could not start on port {0}: choose another --port.</source>
        <translation>TensorBoard konnte auf Port {0} nicht starten: einen anderen --port wählen.</translation>
    </message>
    <message>
        <source>There is no profile {0}; the known ones are: {1}.</source>
        <translation>Es gibt kein Profil {0}; bekannt sind: {1}.</translation>
    </message>
    <message>
        <source>The disk that holds {0} is full: free some space or choose another folder.</source>
        <translation>Die Platte mit {0} ist voll: Platz schaffen oder einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>{0} cannot be written ({1}): choose another place or change its permissions.</source>
        <translation>{0} lässt sich nicht schreiben ({1}): einen anderen Ort wählen oder die Rechte ändern.</translation>
    </message>
    <message>
        <source>{0} cannot be read: {1}.</source>
        <translation>{0} lässt sich nicht lesen: {1}.</translation>
    </message>
    <message>
        <source>The memory of the graphics card ran out: close what else uses it, or choose a smaller batch or model.</source>
        <translation>Der Speicher der Grafikkarte reichte nicht: schließen, was sie sonst benutzt, oder einen kleineren Stapel oder ein kleineres Modell wählen.</translation>
    </message>
    <message>
        <source>The memory ran out: close other programs, or choose a smaller batch or model, or fewer recordings.</source>
        <translation>Der Speicher reichte nicht: andere Programme schließen oder einen kleineren Stapel, ein kleineres Modell oder weniger Aufnahmen wählen.</translation>
    </message>
    <message>
        <source>{0} ended because {1} failed: {2} (see {3}).</source>
        <translation>{0} endete, weil {1} fehlschlug: {2} (siehe {3}).</translation>
    </message>
    <message>
        <source>reading recordings</source>
        <translation>liest Aufnahmen</translation>
    </message>
    <message>
        <source>epoch {0} of {1}, {2} samples/s</source>
        <translation>Epoche {0} von {1}, {2} Beispiele/s</translation>
    </message>
    <message>
        <source>epoch {0} of {1}</source>
        <translation>Epoche {0} von {1}</translation>
    </message>
    <message>
        <source>asking the models about recordings</source>
        <translation>fragt die Modelle zu den Aufnahmen</translation>
    </message>
    <message>
        <source>making pictures</source>
        <translation>macht Bilder</translation>
    </message>
    <message>
        <source>the models look at {0}</source>
        <translation>die Modelle sehen sich {0} an</translation>
    </message>
    <message>
        <source>episode {0}: {1} minutes played</source>
        <translation>Episode {0}: {1} Minuten gespielt</translation>
    </message>
    <message>
        <source>{0} episodes: {1} minutes played</source>
        <translation>{0} Episoden: {1} Minuten gespielt</translation>
    </message>
    <message>
        <source>{0} s played, score {1}</source>
        <translation>{0} s gespielt, Punkte: {1}</translation>
    </message>
    <message>
        <source>{0} decisions a second, {1} ms each</source>
        <translation>{0} Entscheidungen je Sekunde, je {1} ms</translation>
    </message>
    <message>
        <source>{0} decisions a second</source>
        <translation>{0} Entscheidungen je Sekunde</translation>
    </message>
    <message>
        <source>recording {0}, {1} fps, {2} dropped, {3} late</source>
        <translation>nimmt auf: {0}, {1} Bilder/s, {2} ausgelassen, {3} verspätet</translation>
    </message>
    <message>
        <source>trying a learning rate of {0}</source>
        <translation>probiert eine Lernrate von {0}</translation>
    </message>
    <message>
        <source>waiting for {0}</source>
        <translation>wartet auf {0}</translation>
    </message>
    <message>
        <source>serving at {0}</source>
        <translation>erreichbar unter {0}</translation>
    </message>
    <message>
        <source>{0} plays</source>
        <translation>{0} spielt</translation>
    </message>
    <message>
        <source>update #{0:g}</source>
        <translation>Schritt Nr. {0:g}</translation>
    </message>
    <message>
        <source>Curves to show, and saving this chart</source>
        <translation>Welche Kurven zu sehen sind, und Sichern dieses Diagramms</translation>
    </message>
    <message>
        <source>There is no recording {0} in {1}.</source>
        <translation>In {1} gibt es keine Aufnahme {0}.</translation>
    </message>
    <message>
        <source>+ and -</source>
        <translation>+ und -</translation>
    </message>
    <message>
        <source>Zoom, around the cross-hair where there is one</source>
        <translation>Vergrößern und verkleinern, um das Fadenkreuz, wo eines ist</translation>
    </message>
    <message>
        <source>Arrows</source>
        <translation>Pfeile</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>0 or Home</source>
        <translation>0 oder Pos1</translation>
    </message>
    <message>
        <source>The cross-hair to the point before, or to the next</source>
        <translation>Das Fadenkreuz zum Punkt davor oder zum nächsten</translation>
    </message>
    <message>
        <source>Folder of models that play while the pilot only says what it would do (DAgger): it shows them how to get out of their own mistakes</source>
        <translation>Ordner der Modelle, die spielen, während der Pilot nur sagt, was er täte (DAgger): So zeigt er ihnen, wie sie aus ihren eigenen Fehlern herausfinden</translation>
    </message>
    <message>
        <source>features</source>
        <translation>Merkmale</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>Layers of the transformer</source>
        <translation>Schichten des Transformers</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>Köpfe</translation>
    </message>
    <message>
        <source>Attention heads; must divide the width</source>
        <translation>Köpfe der Aufmerksamkeit; müssen die Breite teilen</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <source>Dropout in the transformer</source>
        <translation>Dropout im Transformer</translation>
    </message>
    <message>
        <source>Keep checkpoints</source>
        <translation>Behaltene Zwischenstände</translation>
    </message>
    <message>
        <source>How many checkpoint_epoch_N.pt to keep</source>
        <translation>Wie viele checkpoint_epoch_N.pt bleiben</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>cpu, cuda, cuda:1, mps, or auto for the best there is</source>
        <translation>cpu, cuda, cuda:1, mps oder auto für das beste vorhandene</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Maschine</translation>
    </message>
    <message>
        <source>Processor threads, 0 for all</source>
        <translation>Prozessor-Threads, 0 für alle</translation>
    </message>
    <message>
        <source>History seconds</source>
        <translation>Rückblick</translation>
    </message>
    <message>
        <source>How far back it looks</source>
        <translation>Wie weit es zurücksieht</translation>
    </message>
    <message>
        <source>Class balance</source>
        <translation>Klassenausgleich</translation>
    </message>
    <message>
        <source>How much rare modes count for more: 0 as often as they come, 1 all alike</source>
        <translation>Wie viel mehr seltene Modi zählen: 0 so oft sie kommen, 1 alle gleich</translation>
    </message>
    <message>
        <source>Windows</source>
        <translation>Fensterlage</translation>
    </message>
    <message>
        <source>Where the looks back end: at every sample as the stride says, or a quarter of the history apart</source>
        <translation>Wo die Rückblicke enden: bei jedem Beispiel nach der Schrittweite oder ein Viertel des Rückblicks auseinander</translation>
    </message>
    <message>
        <source>Train Tactician</source>
        <translation>Taktiker-Training</translation>
    </message>
    <message>
        <source>Learn which object the player goes for.</source>
        <translation>Lernen, welches Objekt der Spieler anstrebt.</translation>
    </message>
    <message>
        <source>Mode age</source>
        <translation>Modusalter</translation>
    </message>
    <message>
        <source>In play a mode is up to this old: learn with such, not with the mode of the moment</source>
        <translation>Im Spiel ist ein Modus bis zu so alt: mit solchen lernen, nicht mit dem des Augenblicks</translation>
    </message>
    <message>
        <source>Doubt</source>
        <translation>Zweifel</translation>
    </message>
    <message>
        <source>Share of the samples in which the target it chose last is not known or any object, so that it stays a hint</source>
        <translation>Anteil der Beispiele, in denen das zuletzt gewählte Ziel unbekannt oder irgendein Objekt ist, damit es ein Hinweis bleibt</translation>
    </message>
    <message>
        <source>Train Executor</source>
        <translation>Ausführer-Training</translation>
    </message>
    <message>
        <source>Learn the cursor, the clicks and the hotkeys.</source>
        <translation>Zeiger, Klicks und Tasten lernen.</translation>
    </message>
    <message>
        <source>Target age</source>
        <translation>Zielalter</translation>
    </message>
    <message>
        <source>The same for targets</source>
        <translation>Dasselbe für Ziele</translation>
    </message>
    <message>
        <source>Thinning</source>
        <translation>Ausdünnung</translation>
    </message>
    <message>
        <source>Of this many moments in a row in which nothing is pressed one is learnt from in each epoch, for all of them</source>
        <translation>Von so vielen Augenblicken in Folge, in denen nichts gedrückt wird, lernt jede Epoche einen, für alle</translation>
    </message>
    <message>
        <source>Click repeats</source>
        <translation>Klick-Wiederholungen</translation>
    </message>
    <message>
        <source>How often each moment of a click is looked at in an epoch: it takes many steps to learn where to click</source>
        <translation>Wie oft jeder Moment eines Klicks in einer Epoche betrachtet wird: Wohin geklickt wird, lernt sich erst in vielen Schritten</translation>
    </message>
    <message>
        <source>Idle weight</source>
        <translation>Leerlaufgewicht</translation>
    </message>
    <message>
        <source>Weight of moments in which nothing is pressed, against 1 for the others, in the cursor&apos;s loss</source>
        <translation>Gewicht der Augenblicke ohne Druck gegen 1 für die anderen, im Verlust des Zeigers</translation>
    </message>
    <message>
        <source>Train Detector</source>
        <translation>Detektor-Training</translation>
    </message>
    <message>
        <source>Learn to find the game&apos;s objects on screen.</source>
        <translation>Lernen, die Objekte des Spiels zu finden.</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Training frames to make</source>
        <translation>Trainingsbilder, die gemacht werden</translation>
    </message>
    <message>
        <source>Validation images</source>
        <translation>Prüfbilder</translation>
    </message>
    <message>
        <source>Frames to measure on, from other seeds</source>
        <translation>Bilder zum Messen, von anderen Startwerten</translation>
    </message>
    <message>
        <source>Passes over the data</source>
        <translation>Durchgänge durch die Daten</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>Architektur</translation>
    </message>
    <message>
        <source>Network, by its ultralytics name</source>
        <translation>Netz, mit seinem Namen bei ultralytics</translation>
    </message>
    <message>
        <source>Frames in one step</source>
        <translation>Bilder in einem Schritt</translation>
    </message>
    <message>
        <source>Seed of the frames and of the training</source>
        <translation>Startwert der Bilder und des Trainings</translation>
    </message>
    <message>
        <source>Confidence at which recall and precision are reported</source>
        <translation>Sicherheit, bei der Trefferquote und Genauigkeit gemeldet werden</translation>
    </message>
    <message>
        <source>cpu, cuda, or auto for the best there is</source>
        <translation>cpu, cuda oder auto für das beste vorhandene</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>File the weights are written to instead of the home&apos;s models</source>
        <translation>Datei für die Gewichte statt bei den üblichen Modellen</translation>
    </message>
    <message>
        <source>Fine-tune with VLM</source>
        <translation>Nachschulung mit VLM</translation>
    </message>
    <message>
        <source>Learn from a vision-language coach&apos;s corrections.</source>
        <translation>Aus Korrekturen eines Sprachmodells lernen.</translation>
    </message>
    <message>
        <source>Fine-tuning waits for the coach, which is not built yet.</source>
        <translation>Die Nachschulung wartet auf den Trainer, der noch nicht gebaut ist.</translation>
    </message>
    <message>
        <source>Run Bot</source>
        <translation>Bot-Spiel</translation>
    </message>
    <message>
        <source>Let the trained models play. F12 stops them.</source>
        <translation>Die Modelle spielen lassen. F12 hält sie an.</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Spiel</translation>
    </message>
    <message>
        <source>Play the window whose title contains this, instead of the profile&apos;s</source>
        <translation>Das Fenster spielen, dessen Titel dies enthält, statt des im Profil genannten</translation>
    </message>
    <message>
        <source>Models dir</source>
        <translation>Modellordner</translation>
    </message>
    <message>
        <source>Folder of the three models instead of the home&apos;s</source>
        <translation>Ordner der drei Modelle statt des üblichen</translation>
    </message>
    <message>
        <source>Test mode</source>
        <translation>Probebetrieb</translation>
    </message>
    <message>
        <source>Only watch, and say what it would do; send nothing</source>
        <translation>Nur zusehen und sagen, was es täte; nichts senden</translation>
    </message>
    <message>
        <source>Stop after this long</source>
        <translation>Nach dieser Zeit anhalten</translation>
    </message>
    <message>
        <source>Seed of the policy&apos;s choices, and of the episode when headless</source>
        <translation>Startwert der Entscheidungen und, ohne Fenster, der Episode</translation>
    </message>
    <message>
        <source>Processor threads of the models, 0 for all</source>
        <translation>Prozessor-Threads der Modelle, 0 für alle</translation>
    </message>
    <message>
        <source>Data Statistics</source>
        <translation>Datenstatistik</translation>
    </message>
    <message>
        <source>What has been recorded, and what is missing.</source>
        <translation>Was aufgenommen wurde und was fehlt.</translation>
    </message>
    <message>
        <source>Folder of recordings instead of the home&apos;s</source>
        <translation>Ordner mit Aufnahmen statt des üblichen</translation>
    </message>
    <message>
        <source>The game of files that do not say it: a profile&apos;s name, or a .json file</source>
        <translation>Das Spiel von Dateien, die es nicht sagen: der Name eines Profils oder eine .json-Datei</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>JSON file</source>
        <translation>JSON-Datei</translation>
    </message>
    <message>
        <source>File to write the figures to; --json for short</source>
        <translation>Datei für die Zahlen; kurz --json</translation>
    </message>
    <message>
        <source>Evaluate Models</source>
        <translation>Modellbewertung</translation>
    </message>
    <message>
        <source>Against</source>
        <translation>Gegen</translation>
    </message>
    <message>
        <source>Other models to compare with, on the same moments and seeds: a folder of models, a home, or one checkpoint</source>
        <translation>Andere Modelle zum Vergleich, an denselben Momenten und Startwerten: ein Modellordner, ein Understudy-Ordner oder ein einzelner Zwischenstand</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Pilot to compare with: name, module:Class, or auto for the one recorded</source>
        <translation>Pilot zum Vergleich: Name, Modul:Klasse oder auto für den aufgenommenen</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Measure on held-out recordings</source>
        <translation>An zurückgehaltenen Aufnahmen messen</translation>
    </message>
    <message>
        <source>Closed loop</source>
        <translation>Im Spiel</translation>
    </message>
    <message>
        <source>Episodes</source>
        <translation>Episoden</translation>
    </message>
    <message>
        <source>Episodes each of them plays</source>
        <translation>Episoden, die jeder von ihnen spielt</translation>
    </message>
    <message>
        <source>First seed; recordings use small ones, so these were never seen</source>
        <translation>Erster Startwert; Aufnahmen haben kleine, diese wurden also nie gesehen</translation>
    </message>
    <message>
        <source>Processor threads, and processes that play, 0 for all</source>
        <translation>Prozessor-Threads, und Prozesse, die spielen; 0 für alle</translation>
    </message>
    <message>
        <source>View TensorBoard</source>
        <translation>TensorBoard</translation>
    </message>
    <message>
        <source>All runs&apos; curves in the browser.</source>
        <translation>Die Kurven aller Läufe im Browser.</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Port on 127.0.0.1, 0 for a free one</source>
        <translation>Port auf 127.0.0.1, 0 für einen freien</translation>
    </message>
    <message>
        <source>Open browser</source>
        <translation>Browser öffnen</translation>
    </message>
    <message>
        <source>Open the browser when it answers</source>
        <translation>Den Browser öffnen, wenn es antwortet</translation>
    </message>
    <message>
        <source>Outlive launcher</source>
        <translation>Den Launcher überdauern</translation>
    </message>
    <message>
        <source>Go on serving when the launcher that started it is closed</source>
        <translation>Weiter bereitstehen, wenn der Launcher geschlossen wird, der es gestartet hat</translation>
    </message>
    <message>
        <source>Open Arena</source>
        <translation>Arena</translation>
    </message>
    <message>
        <source>Play Outer Belt, the built-in game.</source>
        <translation>Outer Belt spielen, das eingebaute Spiel.</translation>
    </message>
    <message>
        <source>Let a pilot play: its name or module:Class; it moves the real mouse</source>
        <translation>Einen Piloten spielen lassen: Name oder Modul:Klasse; er bewegt die echte Maus</translation>
    </message>
    <message>
        <source>Play in lock-step without a window (needs a pilot)</source>
        <translation>Im Gleichschritt ohne Fenster spielen (braucht einen Piloten)</translation>
    </message>
    <message>
        <source>Seed of the episode</source>
        <translation>Startwert der Episode</translation>
    </message>
    <message>
        <source>Game</source>
        <translation>Spiel</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>Width of the window; its height is 9/16 of it</source>
        <translation>Breite des Fensters; die Höhe ist 9/16 davon</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Show controls</source>
        <translation>Steuerung zeigen</translation>
    </message>
    <message>
        <source>Show the controls first (not to a pilot)</source>
        <translation>Zuerst die Steuerung zeigen (einem Piloten nicht)</translation>
    </message>
    <message>
        <source>End after this long</source>
        <translation>Nach dieser Zeit enden</translation>
    </message>
    <message>
        <source>Truth</source>
        <translation>Wahrheit</translation>
    </message>
    <message>
        <source>File to log everything the game knows to, as JSON Lines</source>
        <translation>Datei für alles, was das Spiel weiß, als JSON-Zeilen</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>Demo</translation>
    </message>
    <message>
        <source>The whole loop without a screen: record a pilot, train, evaluate, report.</source>
        <translation>Der ganze Kreis ohne Bildschirm: Pilot aufnehmen, trainieren, bewerten, berichten.</translation>
    </message>
    <message>
        <source>Play to record and learn from</source>
        <translation>Spielzeit, die aufgenommen und gelernt wird</translation>
    </message>
    <message>
        <source>Whom to learn from: a pilot&apos;s name or module:Class</source>
        <translation>Von wem gelernt wird: Name eines Piloten oder Modul:Klasse</translation>
    </message>
    <message>
        <source>Dagger</source>
        <translation>DAgger-Runden</translation>
    </message>
    <message>
        <source>Rounds after the training in which the bot plays and the pilot says what it would do</source>
        <translation>Runden nach dem Training, in denen der Bot spielt und der Pilot sagt, was er täte</translation>
    </message>
    <message>
        <source>Seed of the play and the training</source>
        <translation>Startwert des Spiels und des Trainings</translation>
    </message>
    <message>
        <source>Quick</source>
        <translation>Schnell</translation>
    </message>
    <message>
        <source>A much smaller loop, to see that everything works</source>
        <translation>Ein viel kleinerer Kreis, um zu sehen, dass alles geht</translation>
    </message>
    <message>
        <source>Folder for everything the demo makes; a new one in the home without it</source>
        <translation>Ordner für alles, was die Demo macht; sonst ein neuer bei den übrigen Daten</translation>
    </message>
    <message>
        <source>DAgger</source>
        <translation>DAgger</translation>
    </message>
    <message>
        <source>Let the models play the arena, and learn what their pilot would have done.</source>
        <translation>Lässt die Modelle in der Arena spielen und lernt, was ihr Pilot getan hätte.</translation>
    </message>
    <message>
        <source>Import Models</source>
        <translation>Modelle übernehmen</translation>
    </message>
    <message>
        <source>Use models that were trained elsewhere.</source>
        <translation>Modelle verwenden, die anderswo trainiert wurden.</translation>
    </message>
    <message>
        <source>List Recordings</source>
        <translation>Aufnahmen auflisten</translation>
    </message>
    <message>
        <source>List every recording with its length, modes, tags and what is odd about it.</source>
        <translation>Jede Aufnahme mit Länge, Modi, Schlagwörtern und Auffälligkeiten auflisten.</translation>
    </message>
    <message>
        <source>Show Recording</source>
        <translation>Aufnahme zeigen</translation>
    </message>
    <message>
        <source>Tell all that is known of a recording.</source>
        <translation>Alles sagen, was über eine Aufnahme bekannt ist.</translation>
    </message>
    <message>
        <source>Trim Recording</source>
        <translation>Aufnahme kürzen</translation>
    </message>
    <message>
        <source>Let only a stretch count, or leave one out; nothing is lost.</source>
        <translation>Nur einen Abschnitt zählen lassen oder einen weglassen; nichts geht verloren.</translation>
    </message>
    <message>
        <source>Relabel Recording</source>
        <translation>Aufnahme neu benennen</translation>
    </message>
    <message>
        <source>Say what the player was after in a stretch.</source>
        <translation>Sagen, worauf es der Spieler in einem Abschnitt abgesehen hatte.</translation>
    </message>
    <message>
        <source>Tag Recording</source>
        <translation>Aufnahme verschlagworten</translation>
    </message>
    <message>
        <source>Add or remove tags, or write a note.</source>
        <translation>Schlagwörter hinzufügen oder entfernen oder eine Notiz schreiben.</translation>
    </message>
    <message>
        <source>Undo Change</source>
        <translation>Änderung zurücknehmen</translation>
    </message>
    <message>
        <source>Take back the last trim, label, tag or note, or bring it back.</source>
        <translation>Die letzte Änderung zurücknehmen oder wiederherstellen.</translation>
    </message>
    <message>
        <source>Split Recording</source>
        <translation>Aufnahme teilen</translation>
    </message>
    <message>
        <source>Make two recordings of one.</source>
        <translation>Aus einer Aufnahme zwei machen.</translation>
    </message>
    <message>
        <source>Merge Recordings</source>
        <translation>Aufnahmen verbinden</translation>
    </message>
    <message>
        <source>Make one recording of several.</source>
        <translation>Aus mehreren Aufnahmen eine machen.</translation>
    </message>
    <message>
        <source>Delete Recordings</source>
        <translation>Aufnahmen löschen</translation>
    </message>
    <message>
        <source>Move recordings to the bin.</source>
        <translation>Aufnahmen in den Papierkorb verschieben.</translation>
    </message>
    <message>
        <source>Import Recordings</source>
        <translation>Aufnahmen einlesen</translation>
    </message>
    <message>
        <source>Copy recordings from elsewhere into the folder.</source>
        <translation>Aufnahmen von anderswo in den Ordner kopieren.</translation>
    </message>
    <message>
        <source>Convert Recordings</source>
        <translation>Aufnahmen umwandeln</translation>
    </message>
    <message>
        <source>Write files of other formats as recordings.</source>
        <translation>Dateien anderer Formate als Aufnahmen schreiben.</translation>
    </message>
    <message>
        <source>Export Recordings</source>
        <translation>Aufnahmen ausgeben</translation>
    </message>
    <message>
        <source>Write recordings for LeRobot.</source>
        <translation>Aufnahmen für LeRobot schreiben.</translation>
    </message>
    <message>
        <source>Recover Recordings</source>
        <translation>Aufnahmen retten</translation>
    </message>
    <message>
        <source>Make recordings of what a crash left behind.</source>
        <translation>Aus dem, was ein Absturz übrig ließ, Aufnahmen machen.</translation>
    </message>
    <message>
        <source>Ask the Bot</source>
        <translation>Den Bot fragen</translation>
    </message>
    <message>
        <source>Ask the models what they would do in a recording.</source>
        <translation>Die Modelle fragen, was sie in einer Aufnahme täten.</translation>
    </message>
</context>
</TS>
