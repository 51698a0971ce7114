<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name></name>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings of {0} (right click, Shift+F10)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start {0} when another job has ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start when {0} has ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When {0} has ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw the mean of the last values; each value shows faintly behind it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw values on a logarithmic scale; those of 0 and below cannot be seen there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lay over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw another run of this job into the same charts, dashed; its values in brackets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the chart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not smoothed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best at {0:g}: {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no other run with curves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, none better in the {1} after it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} has been written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>COLLECT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LEARN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PLAY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LOOK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two runs compared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What differs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Curves of the second run are dashed; its values stand in brackets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} and {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; the default is used instead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; perhaps {0} is meant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; known are {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} was written by a newer Understudy (schema {1}, this one knows {2}); it is left as it is, the defaults are used and nothing is saved. Update Understudy, or move the file away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is damaged, so it was set aside as {1} and the defaults are used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it must be an object {...}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no such setting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: {1} = {2} is not used: {3}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} cannot be read ({1}); the defaults are used and nothing is saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is damaged and cannot be moved aside ({1}); nothing is saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no such job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} cannot be written ({1}), so the change was not saved. Make room or allow writing there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See it done in the arena</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings of the demo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the demo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No job is running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latest runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has been run yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record 10 minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play as always while Pure Recording watches.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strategist, Tactician and Executor learn from it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let it play</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run Bot takes over the mouse and the keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Three steps to your own understudy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A pilot plays, the models learn, then they play themselves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What there is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>models trained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>correction files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from the coach</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>episodes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of the bot&apos;s experience</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kept with logs and curves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>missing: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose {0}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at least {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>more than {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at most {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>less than {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, or nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a value is needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no such profile; known are {0}, or give a .json file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no such pilot; known are {0}, or give module:Class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it was killed, perhaps because the memory ran out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it touched memory that is not its own (segmentation fault)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it gave up on an inner error (abort)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it was told to end from outside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it was interrupted from outside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it ended without a word, killed or out of memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped by you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Crashed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} after {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it had to be ended by force</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it ended with exit code {0} and said nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it was ended by {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finished in {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it ended with code {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the run&apos;s folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start again with this run&apos;s settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run has no result yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings of this run are not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}

It has not been run yet. Its log, curves and result will stand here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs are running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What should become of the jobs that are still running?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stay here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for the jobs to end…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept running, they are found again when Understudy is opened next.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: waits, and is started once Understudy is open again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only lines with…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter the log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous place (Shift+F3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next place (F3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow the newest line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the lines shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the view; the file stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the whole log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Errors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} earlier are in the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whose log is shown; the newest run is followed while it is chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has been run yet. What jobs print will stand here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not labelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the sentence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dashboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do something</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What can be done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No video was kept: drawn from what was seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The video cannot be read: drawn from what was seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture of the recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What would the bot do?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what the trained models would do here, beside what the person did (B)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How fast to play ([ and ])</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Boxes and names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The bot&apos;s target and cursor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clicks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cursor and its trail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is drawn over the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the first frame (Home)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A second back (Left)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A frame back (,)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play or pause (Space)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A frame on (.)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A second on (Right)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the last frame (End)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show more of the timeline (-)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show less of the timeline, larger (+)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the whole timeline (0)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>frame {0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in hindsight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>said by the coach</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>said by a person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the bot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the player</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far the models are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The models are looking at every frame…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The models or the recording have changed since they were asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The models were not asked about this recording yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1} kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last values, or those under the mouse. Click on a name to hide its curve.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save this chart…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as picture (PNG)…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as drawing (SVG)…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as table (CSV)…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chart of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at {0:g}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quick try</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Small data set (below 100 recordings)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Large data set (above 200 recordings)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} could not be started: {1} ({2}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} waited for a run that is gone, so it was not started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} So this was not started: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is waiting for its turn already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No recordings yet: make one with Pure Recording.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not trained yet: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Player</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pauses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Idle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Modes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep only the selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave the selection out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label the selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete to the bin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>being read…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>trimmed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where to make the folder of the export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recordings ({0})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags of {0}, with spaces between them:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags to give to these {0} recordings:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Player, tag, mode…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter the recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only the recordings with all these words (Ctrl+F)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order of the recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List of recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No recording has all these words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for recordings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start Pure Recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record some play</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import recordings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No recordings yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything the models learn comes from recordings of your play. Record some: open the game, press F5, play for a while, press F5 again. Or drop recordings from elsewhere here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} recordings, {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} recording, {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} (pilot)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This recording is being read for the first time…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the recordings failed: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undone; Ctrl+Shift+Z does it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tags are changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It ended without a word.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept {0}; nothing is lost, Ctrl+Z brings the rest back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out {0}; nothing is lost, Ctrl+Z brings it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is {1} now; Ctrl+Z undoes it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} moved to the bin: restore from there what was deleted by mistake.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The command could not be started: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>And {0} more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0:.1f} min recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0:.0%} of modes right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0:.0%} of targets right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>clicks {0:.1%} of the window off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mAP50 {0:.2f}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0:.1f} min played</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>score {0:.0f}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0:.0f} min recorded in all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0:.0%} of the pilot&apos;s score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0:.0f} points a minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} and {1} both want the mouse and the game&apos;s window: what one does, the other sees.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} and {1} share the graphics card or the processor: both are slower until one has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} takes power while a recording is made: frames of the recording may be late.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train all three</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All three models, one after the other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the row: stop the one that runs, start none of the others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Presets for all three</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finishing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A model is being trained.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only runs with…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter the runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare two chosen runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pin: keep on top (P)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to the bin (Del)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has been run yet. Every job leaves a run here, also those from a terminal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 run has been moved to the bin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} runs have been moved to the bin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run&apos;s settings do not fit this version ({0}: {1}); start it from its card instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings of this run are not known, so it cannot be run again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs are running in the present data folder: stop them first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is running already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That run has ended already: start {0} at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it waited for ended while Understudy was closed, so it is started now: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Presets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings that go together; nothing is kept before Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same as a command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As a command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(when everything is right)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the default: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This job has no settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is no text; its folder is {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no file {0} any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is too large to be shown here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} cannot be read ({1}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits for {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Targets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hotkeys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} doubled, {1} pauses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enough to train?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to do next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples a training takes, by source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of play</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>idle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no click or key within a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dropped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} late</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No job is running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 job is running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processor {0:.0f} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory {0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk {0} free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU {0:.0%}, {1} of {2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} jobs are running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} h {1:02} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} min {1:02} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>today {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>told in hindsight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nobody said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: the bot would be in {1}, {2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: nothing was recorded for {1:.1f} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by the coach</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by a person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the bot agrees on the mode for {0:.0%}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Modes: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which game: jobs use this profile unless their own settings name another</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the data folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep data in another folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder for recordings, models and runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All three models train with this preset now: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something unexpected went wrong: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in a log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has been told since the window was opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report is in {0}. It holds versions, settings and logs, no recordings; look into it before you send it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on a card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the table of runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on a chart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where to write the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zip files (*.zip)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the dashboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show how good the models are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train all three, one after the other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours as the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report a problem…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What has been told so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List of shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do something by its name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Return</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the job&apos;s page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the job&apos;s settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pin the chosen runs, or pin them no longer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Del</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the chosen runs to the bin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+wheel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom; drag to move</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Double click</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next and previous place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all lines again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What they do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pure Recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watch a person play, and keep everything that is needed to learn from it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to record: a window on the screen, or lock-step play of the arena</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which game: a profile&apos;s name, or a .json file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record the window whose title contains this, instead of the profile&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FPS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames recorded a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start recording at once instead of waiting for F5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and save after this long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the video beside the frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Video height</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Height of the stored video; the width follows the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Video CRF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>H.264 quality, lower is better and larger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for objects in the video when a recording is saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seeing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seeing rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Detections a second; frames in between are interpolated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Least confidence of a detection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processor threads that look for objects, 0 for all (slower where others use them too)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pilot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who plays when the source is the arena: a pilot&apos;s name or module:Class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arena</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed of the first episode when the source is the arena</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Episode minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length of one episode when the source is the arena; one file each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Headless</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play the arena in lock-step, without a window, as fast as it goes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data dir</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder the recordings go to instead of the home&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shadow Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep learning while a person plays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shadow Training is not built yet. Until then: Pure Recording, then Train Executor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train Strategist</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learn what the player is after: the mode.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of recordings to learn from instead of the home&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output dir</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder the models are written to instead of the home&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the recordings (whole ones) kept out of training to validate on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Action delay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long before an action its reason was seen: people react late</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Modes and targets: those written in a recording where it has them, or always worked out from what was done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stride</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seconds between two samples, 0 for one at every frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epoch share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the samples drawn in one epoch; each epoch draws others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples in one step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Highest learning rate (AdamW)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AdamW weight decay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warmup share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of all steps in which the learning rate rises</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label smoothing of the class losses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clip norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest gradient norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Patience</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop after this many epochs without a better validation loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit the learning-rate schedule into this long and end there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed of the split, the weights and the order of samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width of the transformer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers of the transformer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attention heads; must divide the width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dropout in the transformer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep checkpoints</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many checkpoint_epoch_N.pt to keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cpu, cuda, cuda:1, mps, or auto for the best there is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processor threads, 0 for all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far back it looks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class balance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much rare modes count for more: 0 as often as they come, 1 all alike</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Windows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the looks back end: at every sample as the stride says, or a quarter of the history apart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train Tactician</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learn which object the player goes for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mode age</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In play a mode is up to this old: learn with such, not with the mode of the moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train Executor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learn the cursor, the clicks and the hotkeys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Target age</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same for targets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thinning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of this many moments in a row in which nothing is pressed one is learnt from in each epoch, for all of them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Idle weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of moments in which nothing is pressed, against 1 for the others, in the cursor&apos;s loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train Detector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learn to find the game&apos;s objects on screen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training frames to make</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames to measure on, from other seeds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passes over the data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network, by its ultralytics name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames in one step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed of the frames and of the training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confidence at which recall and precision are reported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cpu, cuda, or auto for the best there is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File the weights are written to instead of the home&apos;s models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fine-tune with VLM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learn from a vision-language coach&apos;s corrections.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fine-tuning waits for the coach, which is not built yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run Bot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the trained models play. F12 stops them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play the window whose title contains this, instead of the profile&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models dir</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of the three models instead of the home&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only watch, and say what it would do; send nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play the arena in lock-step, without a window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop after this long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed of the policy&apos;s choices, and of the episode when headless</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processor threads of the models, 0 for all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data Statistics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What has been recorded, and what is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of recordings instead of the home&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The game of files that do not say it: a profile&apos;s name, or a .json file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>General</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File to write the figures to; --json for short</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluate Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Judge the models on recordings kept aside and in play.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pilot to compare with: name, module:Class, or auto for the one recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure on held-out recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closed loop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let policy, pilot and baselines play the arena</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Episodes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Episodes each of them plays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length of an episode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First seed; recordings use small ones, so these were never seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View TensorBoard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All runs&apos; curves in the browser.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port on 127.0.0.1, 0 for a free one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open browser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the browser when it answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Arena</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play Outer Belt, the built-in game.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let a pilot play: its name or module:Class; it moves the real mouse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play in lock-step without a window (needs a pilot)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed of the episode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Game</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width of the window; its height is 9/16 of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show controls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the controls first (not to a pilot)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End after this long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File to log everything the game knows to, as JSON Lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Demo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole loop without a screen: record a pilot, train, evaluate, report.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play to record and learn from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whom to learn from: a pilot&apos;s name or module:Class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed of the play and the training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quick</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A much smaller loop, to see that everything works</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder for everything the demo makes; a new one in the home without it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use models that were trained elsewhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List Recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List every recording with its length, modes, tags and what is odd about it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show Recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell all that is known of a recording.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trim Recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let only a stretch count, or leave one out; nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Relabel Recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what the player was after in a stretch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tag Recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add or remove tags, or write a note.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo Change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take back the last trim, label, tag or note, or bring it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split Recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make two recordings of one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge Recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make one recording of several.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete Recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move recordings to the bin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import Recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy recordings from elsewhere into the folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Convert Recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write files of other formats as recordings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export Recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write recordings for LeRobot.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recover Recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make recordings of what a crash left behind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the Bot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the models what they would do in a recording.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
