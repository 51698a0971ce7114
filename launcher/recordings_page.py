"""The page of recordings: the list, the player, and what can be done with them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from core.edits import Edits
from core.library import Row
from core.library.places import stem_of
from launcher import recordings_dialogs as dialogs
from launcher import recordings_work as work
from launcher.lister import Lister
from launcher.player_pane import PlayerPane
from launcher.recordings_actions import RecordingsActions
from launcher.recordings_list import RecordingsList
from launcher.recordings_reader import RecordingsReader
from launcher.reel import removed
from launcher.reel_reading import Reading, load_reel
from launcher.session import Session
from launcher.text import tr
from launcher.thumbnails import Thumbnails
from launcher.widgets import label, open_outside
from launcher.worker import Worker

#: a page narrower than this shows the list or the player, not both
_NARROW = 820
#: how wide the list is beside the player
_BESIDE = 330


class RecordingsPage(QWidget):
    """Reads and changes nothing itself: a worker's thread and processes do."""

    #: a sentence, and whether it is good news
    told = Signal(str, bool)
    #: recordings were changed, made or removed from here
    changed = Signal()
    record_asked = Signal()
    #: whether the player is open, which can use all the room there is
    room_wanted = Signal(bool)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setObjectName("page")
        self.list = RecordingsList()
        self.pane = PlayerPane()
        self.player = self.pane.player
        self.actions_ = RecordingsActions(self)
        self._worker = Worker("recordings", self)
        self._pictures = Worker("thumbnails", self)
        self._thumbnails = Thumbnails(self._pictures, session.home, self.list.model.take_thumbnail)
        self.list.model.thumbnail_wanted = self._thumbnails.want
        self._lister = Lister()
        self._reader = RecordingsReader(self)
        #: the models look at a recording
        self._asking: work.Command | None = None
        #: a change that takes its time
        self._command: work.Command | None = None
        self._shown: Path | None = None
        #: which to show when that was let go of, the first that is there
        self._resume: list[Path] = []
        self._edits = Edits()
        #: a moment somebody wants to see: name of the recording and seconds, until it is shown
        self._wanted: tuple[str, float] | None = None
        self._busy = False
        #: why the folder could not be looked at last time, which is told once
        self._unlisted = ""
        self._lay_out()
        self._connect()
        self._show_state()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(label(tr("Recordings"), "pageTitle"))
        head.addStretch(1)
        for name in ("tag", "merge", "export", "folder", "delete", "import"):
            head.addWidget(self.actions_.button(name))
        side = QVBoxLayout()
        side.setContentsMargins(0, 0, 0, 0)
        side.addLayout(head)
        side.addWidget(self.list, 1)
        self._side = QWidget()
        self._side.setLayout(side)
        self.pane.add_actions(self.actions_)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(12)
        self._split.addWidget(self._side)
        self._split.addWidget(self.pane)
        self._split.setStretchFactor(0, 0)
        self._split.setStretchFactor(1, 1)
        self.pane.hide()
        body = QVBoxLayout(self)
        body.setContentsMargins(18, 14, 18, 12)
        body.addWidget(self._split, 1)

    def _connect(self) -> None:
        self.list.chosen.connect(self._chosen)
        self.list.opened.connect(lambda row: self.open(row, and_focus=True))
        self.list.menu_asked.connect(self._menu)
        self.list.record_asked.connect(self.record_asked)
        self.list.import_asked.connect(lambda: self._do("import"))
        self.pane.closed.connect(self.close_player)
        self.pane.menu_asked.connect(self._menu)
        self.pane.opinion_asked.connect(self._ask_models)
        self._reader.was_read.connect(self._one_read)
        self._reader.was_told.connect(self._one_told)
        self._reader.failed.connect(self._tell_problem)
        self.player.selection_changed.connect(self._show_state)
        self.player.bot_switched.connect(lambda on: self._read())
        self.actions_.asked.connect(self._do)
        self.actions_.mode_asked.connect(self._relabel)
        find = QShortcut(QKeySequence("Ctrl+F"), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.list.filter.setFocus)

    # what there is

    @property
    def folder(self) -> Path:
        """Where the recordings are."""
        return self._session.home.recordings

    def refresh(self) -> None:
        """Look what has come and gone, and how far a command is."""
        if self._asking is not None:
            run = self._session.runs.get(self._asking.run_id)
            self.pane.opinion.show_progress((run.status.progress if run and run.status else None) or 0.0)
        home = self._session.home
        self._worker.ask(lambda: self._lister.look(home), self._listed, key="list", failed=self._cannot_list)

    def _cannot_list(self, sentence: str) -> None:
        if sentence != self._unlisted:
            self._unlisted = sentence
            self._tell_problem(sentence)

    def _listed(self, rows: list[Row] | None) -> None:
        self._unlisted = ""
        if rows is None:
            self._go_on()
            self._open_wanted(listed=True)
            return
        known = self._reader.with_problems(rows)
        self.list.take(known)
        self._reader.read(known, self._session.home, self._shown)
        if self._shown is not None and self.list.model.row_at(self._shown) is None:
            self.close_player()
        self._go_on()
        self._open_wanted(listed=True)
        self._show_state()

    def _one_read(self, path: Path) -> None:
        if (row := self.list.model.row_at(path)) is not None:
            self.list.model.take_one(self._reader.with_problems([row])[0])
        if path == self._shown:
            self._read()
        self.refresh()

    def _one_told(self, path: Path) -> None:
        if path == self._shown:
            self._read()
        self.refresh()

    # the player

    def open(self, row: Row, *, and_focus: bool = False) -> None:
        """Show a recording in the player."""
        if self._shown != row.path:
            self._shown, self._edits = row.path, Edits()
            self.player.show_reel(None)
            self.player.canvas.show_message(row.problem or tr("Reading…"))
        self.pane.set_title(row)
        if self.pane.isHidden():
            self.pane.show()
            self.room_wanted.emit(True)
            self._arrange()
        self.list.choose(row.path)
        self._read()
        if and_focus:
            self.player.canvas.setFocus()

    def open_at(self, name: str, seconds: float) -> None:
        """Show a recording by its name, at a time, as soon as it is known to be there."""
        self._wanted = name, seconds
        self._open_wanted()
        self.refresh()

    def _open_wanted(self, *, listed: bool = False) -> None:
        """Open what is wanted; where the folder has been `listed` and it is not in it, say so."""
        if self._wanted is None:
            return
        name = self._wanted[0]
        if self._shown is not None and stem_of(self._shown) == name:
            self._go_to_wanted()
            return
        row = next((row for row in self.list.model.rows if row.name == name), None)
        if row is not None:
            self.open(row, and_focus=True)
        elif listed:
            self._wanted = None
            self._tell_problem(tr("There is no recording {0} in {1}.").format(name, self.folder))

    def _go_to_wanted(self) -> None:
        """Go to the moment that is wanted, where its recording is shown."""
        if self._wanted is None or self._shown is None or self.player.reel is None:
            return
        if stem_of(self._shown) == self._wanted[0]:
            self.player.seek(self._wanted[1])
            self._wanted = None

    def close_player(self) -> None:
        """Show the list alone."""
        self._shown = None
        self.player.show_reel(None)
        self.player.release()
        self.pane.hide()
        self.room_wanted.emit(False)
        self._arrange()
        self.list.view.setFocus()
        self._show_state()

    def _read(self) -> None:
        path, home = self._shown, self._session.home
        if path is None:
            return
        with_bot = self.player.controls.bot.isChecked()
        self._worker.ask(
            lambda: load_reel(path, home, with_bot=with_bot),
            lambda reading: self._have_read(path, reading),
            key="read",
            failed=self._cannot_read,
            first=True,
        )

    def _have_read(self, path: Path, reading: Reading | None) -> None:
        if path != self._shown:
            return
        if reading is None:
            problem = self._reader.problems.get(path)
            self.player.canvas.show_message(problem or tr("This recording is being read for the first time…"))
            self.refresh()
            return
        self._edits = reading.edits
        self.player.canvas.show_message("")
        self.player.show_reel(reading.reel, removed(list(reading.edits.keep), reading.reel.duration))
        self._go_to_wanted()
        self.pane.show_opinion(reading, on=self.player.controls.bot.isChecked())
        if reading.untold:
            self._reader.tell(path, len(reading.reel), self._session.home)
        self._show_state()

    def _cannot_read(self, sentence: str) -> None:
        self.player.show_reel(None)
        self.player.canvas.show_message(sentence)

    def _ask_models(self) -> None:
        if self._shown is None or self._asking is not None:
            return
        words = ("recordings", "opinion", self._shown.stem)
        self._asking = work.Command(work.understudy(*words), self, self._session.home)
        self.pane.opinion.show_progress(0.0)
        self._asking.ended.connect(self._models_answered)

    def _models_answered(self, done: bool, last: str) -> None:
        self._asking = None
        if done:
            self.pane.opinion.show_invitation(False)
            self._read()
        else:
            self.pane.opinion.show_failure(last)
        self._show_state()

    # what the person does

    def _chosen(self) -> None:
        rows = self.list.rows()
        if len(rows) == 1 and not self.pane.isHidden() and rows[0].path != self._shown:
            self.open(rows[0])
        self._show_state()

    def _rows(self) -> list[Row]:
        """What actions work on: what is chosen in the list, else what is shown."""
        rows = self.list.rows()
        if not rows and self._shown and (row := self.list.model.row_at(self._shown)):
            return [row]
        return rows

    def _show_state(self) -> None:
        shown = self._shown is not None and self.player.reel is not None
        selected = self.player.playback.selection is not None
        self.actions_.show_state(self._rows(), shown, selected, self._edits, busy=self._busy)
        if self._shown and (row := self.list.model.row_at(self._shown)):
            self.pane.set_title(row)

    def _do(self, name: str) -> None:
        rows = self._rows()
        shown = self.list.model.row_at(self._shown)
        span = self.player.playback.selection
        if name == "import":
            dialogs.ask_sources(self, self.bring)
        elif name == "folder":
            open_outside(rows[0].path.parent if rows else self.folder)
        elif name == "tag" and rows:
            dialogs.ask_tags(self, rows, lambda tags: self._change(work.tag(rows, tags)))
        elif name == "merge" and len(rows) > 1:
            self._let_go([row.path for row in rows])
            self._run("merge", *(row.name for row in sorted(rows, key=lambda row: row.name)))
        elif name == "export" and rows:
            dialogs.ask_target(self, self._session.home.root, lambda folder: self._export_to(rows, folder))
        elif name == "delete" and rows:
            self._delete(rows)
        elif shown is not None:
            if name in ("trim", "cut") and span is not None:
                self._change({"trim": work.trim, "cut": work.cut_out}[name](shown, span))
                self.player.playback.select_nothing()
            elif name == "split":
                at = self.player.playback.position
                self._let_go([shown.path], shown.path.with_name(f"{shown.name}-part1.json"))
                self._run("split", shown.name, f"--at={at:.4f}")
            elif name in ("undo", "redo"):
                self._change({"undo": work.undo, "redo": work.redo}[name](shown))

    def _relabel(self, mode: str) -> None:
        shown, span = self.list.model.row_at(self._shown), self.player.playback.selection
        if shown is not None and span is not None:
            self._change(work.relabel(shown, span, mode))

    def _change(self, deed: work.Deed) -> None:
        self._busy = True
        self._show_state()

        def done(answer: object) -> None:
            self._busy = False
            sentence = deed.told(answer)
            if deed.quiet:
                self.pane.say(sentence)
            else:
                self.told.emit(sentence, True)
            if deed.reread:
                self._read()
            self.refresh()
            self.changed.emit()

        self._worker.ask(deed.work, done, failed=self._refused)

    def _refused(self, sentence: str) -> None:
        self._busy = False
        self._tell_problem(sentence)
        self._show_state()
        self.refresh()

    def _tell_problem(self, sentence: str) -> None:
        self.told.emit(sentence, False)

    def _delete(self, rows: Sequence[Row]) -> None:
        self._let_go([row.path for row in rows])
        self._change(work.delete(rows))

    def _let_go(self, paths: Sequence[Path], *following: Path) -> None:
        """Recordings may be about to go: on some systems a file that is open cannot."""
        if self._shown in paths:
            found = (self._shown, *following, self.list.next_to(list(paths)))
            self._resume = [path for path in found if path is not None]
            self.player.show_reel(None)
            self.player.release()
            self._shown = None

    def _go_on(self) -> None:
        """Show what was shown before `_let_go` where it is still there, else what takes its place."""
        if self._busy or not self._resume:
            return
        rows = [row for path in self._resume if (row := self.list.model.row_at(path))]
        self._resume = []
        if rows and not self.pane.isHidden():
            self.open(rows[0])
        else:
            self.close_player()

    def bring(self, sources: Sequence[Path]) -> None:
        """Import files and folders."""
        self._run("import", *map(str, sources))

    def _export_to(self, rows: Sequence[Row], folder: Path) -> None:
        self._run("export", *(row.name for row in rows), f"--out={folder / (rows[0].name + '-lerobot')}")

    def _run(self, *words: str) -> None:
        """`understudy recordings WORDS` as a process, and what it said as news."""
        self._busy = True
        self._show_state()
        self._command = work.Command(work.understudy("recordings", *words), self, self._session.home)
        self._command.ended.connect(self._ran)

    def _ran(self, done: bool, said: str) -> None:
        warned = self._command is not None and self._command.warned
        self._busy, self._command = False, None
        self.told.emit(said, done and not warned)
        self.refresh()
        self.changed.emit()

    def _menu(self, place: QPoint) -> None:
        self.actions_.menu().popup(place)

    # room

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def _arrange(self) -> None:
        narrow = self.width() < _NARROW
        opened = not self.pane.isHidden()
        self._side.setVisible(not (narrow and opened))
        self.pane.set_back(narrow)
        if opened and not narrow and self._split.sizes()[0] not in range(_BESIDE - 60, 2 * _BESIDE):
            self._split.setSizes([_BESIDE, self.width() - _BESIDE])

    def release(self) -> None:
        """Let go of threads, processes and files; showing the page again takes them up again."""
        self.player.release()
        self._worker.stop()
        self._pictures.stop()
        self._reader.stop()
        for command in (self._asking, self._command):
            if command is not None:
                command.stop()
        self._asking = self._command = None
