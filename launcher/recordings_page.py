"""The page of recordings: the list, the player, and what can be done with them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from core.library import Row
from launcher import recordings_dialogs as dialogs
from launcher import recordings_work as work
from launcher.lister import Lister
from launcher.player_pane import PlayerPane
from launcher.recordings_actions import RecordingsActions
from launcher.recordings_changes import RecordingsChanges
from launcher.recordings_list import RecordingsList
from launcher.recordings_reader import RecordingsReader
from launcher.session import Session
from launcher.shown_recording import ShownRecording
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
        self.setFocusProxy(self.list.view)
        self.pane = PlayerPane()
        self.player = self.pane.player
        self.actions_ = RecordingsActions(self)
        self._worker = Worker("recordings", self)
        self._pictures = Worker("thumbnails", self)
        self._thumbnails = Thumbnails(self._pictures, session.home, self.list.model.take_thumbnail)
        self.list.model.thumbnail_wanted = self._thumbnails.want
        self._lister = Lister()
        self._reader = RecordingsReader(self)
        self._shown = ShownRecording(session, self.pane, self.list, self._worker, self._reader)
        self._changes = RecordingsChanges(session, self._worker, self)
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
        self.pane.opinion_asked.connect(self._shown.ask_models)
        self._shown.changed.connect(self._show_state)
        self._shown.look_wanted.connect(self.refresh)
        self._shown.room_wanted.connect(self._give_room)
        self._shown.problem.connect(self._tell_problem)
        self._changes.began.connect(self._show_state)
        self._changes.made.connect(self._changed)
        self._changes.refused.connect(self._not_changed)
        self._changes.said.connect(self.pane.say)
        self._changes.told.connect(self.told)
        self._reader.was_read.connect(self._one_read)
        self._reader.was_told.connect(self._one_told)
        self._reader.failed.connect(self._tell_problem)
        self.player.selection_changed.connect(self._show_state)
        self.player.bot_switched.connect(lambda on: self._shown.read())
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

    @property
    def busy(self) -> bool:
        """Whether a change is being made."""
        return self._changes.busy

    def refresh(self) -> None:
        """Look what has come and gone, and how far a command is."""
        self._shown.follow_models()
        home = self._session.home
        self._worker.ask(lambda: self._lister.look(home), self._listed, key="list", failed=self._cannot_list)

    def _cannot_list(self, sentence: str) -> None:
        if sentence != self._unlisted:
            self._unlisted = sentence
            self._tell_problem(sentence)

    def _listed(self, rows: list[Row] | None) -> None:
        self._unlisted = ""
        if rows is not None:
            known = self._reader.with_problems(rows)
            self.list.take(known)
            self._reader.read(known, self._session.home, self._shown.path)
            if self._shown.path is not None and self._shown.row is None:
                self.close_player()
        if not self.busy:
            self._shown.go_on()
        self._shown.open_wanted(listed=True)
        if rows is not None:
            self._show_state()

    def _one_read(self, path: Path) -> None:
        if (row := self.list.model.row_at(path)) is not None:
            self.list.model.take_one(self._reader.with_problems([row])[0])
        self._one_told(path)

    def _one_told(self, path: Path) -> None:
        self._shown.read_if(path)
        self.refresh()

    # the player

    def open(self, row: Row, *, and_focus: bool = False) -> None:
        """Show a recording in the player."""
        self._shown.open(row, and_focus=and_focus)

    def open_at(self, name: str, seconds: float) -> None:
        """Show a recording by its name, at a time, as soon as it is known to be there."""
        self._shown.open_at(name, seconds)

    def close_player(self) -> None:
        """Show the list alone."""
        self._shown.close()

    # what the person does

    def _chosen(self) -> None:
        rows = self.list.rows()
        if len(rows) == 1 and not self.pane.isHidden() and rows[0].path != self._shown.path:
            self.open(rows[0])
        self._show_state()

    def _rows(self) -> list[Row]:
        """What actions work on: what is chosen in the list, else what is shown."""
        rows = self.list.rows()
        if not rows and (row := self._shown.row):
            return [row]
        return rows

    def _show_state(self) -> None:
        shown = self._shown.path is not None and self.player.reel is not None
        selected = self.player.playback.selection is not None
        self.actions_.show_state(self._rows(), shown, selected, self._shown.edits, busy=self.busy)
        if row := self._shown.row:
            self.pane.set_title(row)

    def _do(self, name: str) -> None:
        rows = self._rows()
        shown = self._shown.row
        span = self.player.playback.selection
        if name == "import":
            dialogs.ask_sources(self, self.bring)
        elif name == "folder":
            open_outside(rows[0].path.parent if rows else self.folder)
        elif name == "tag" and rows:
            dialogs.ask_tags(self, rows, lambda tags: self._changes.make(work.tag(rows, tags)))
        elif name == "merge" and len(rows) > 1:
            self._shown.let_go([row.path for row in rows])
            self._changes.run("merge", *(row.name for row in sorted(rows, key=lambda row: row.name)))
        elif name == "export" and rows:
            dialogs.ask_target(self, self._session.home.root, lambda folder: self._export_to(rows, folder))
        elif name == "delete" and rows:
            self._delete(rows)
        elif shown is not None:
            if name in ("trim", "cut") and span is not None:
                self._changes.make({"trim": work.trim, "cut": work.cut_out}[name](shown, span))
                self.player.playback.select_nothing()
            elif name == "split":
                at = self.player.playback.position
                self._shown.let_go([shown.path], shown.path.with_name(f"{shown.name}-part1.json"))
                self._changes.run("split", shown.name, f"--at={at:.4f}")
            elif name in ("undo", "redo"):
                self._changes.make({"undo": work.undo, "redo": work.redo}[name](shown))

    def _relabel(self, mode: str) -> None:
        shown, span = self._shown.row, self.player.playback.selection
        if shown is not None and span is not None:
            self._changes.make(work.relabel(shown, span, mode))

    def _changed(self, reread: bool) -> None:
        if reread:
            self._shown.read()
        self.refresh()
        self.changed.emit()

    def _not_changed(self) -> None:
        self._show_state()
        self.refresh()

    def _tell_problem(self, sentence: str) -> None:
        self.told.emit(sentence, False)

    def _delete(self, rows: Sequence[Row]) -> None:
        self._shown.let_go([row.path for row in rows])
        self._changes.make(work.delete(rows))

    def bring(self, sources: Sequence[Path]) -> None:
        """Import files and folders."""
        self._changes.run("import", *map(str, sources))

    def _export_to(self, rows: Sequence[Row], folder: Path) -> None:
        self._changes.run("export", *(row.name for row in rows), f"--out={folder / (rows[0].name + '-lerobot')}")

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

    def _give_room(self, opened: bool) -> None:
        self.room_wanted.emit(opened)
        self._arrange()

    def release(self) -> None:
        """Let go of threads, processes and files; showing the page again takes them up again."""
        self._worker.stop()
        self._pictures.stop()
        self._reader.stop()
        self._shown.release()
        self._changes.stop()
