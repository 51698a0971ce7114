"""The recording in the player: opened, read, gone to a moment of, judged by the models, let go of, closed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.edits import Edits
from core.library import Row
from core.library.places import stem_of
from launcher import recordings_work as work
from launcher.player_pane import PlayerPane
from launcher.recordings_list import RecordingsList
from launcher.recordings_reader import RecordingsReader
from launcher.reel import removed
from launcher.reel_reading import Reading, load_reel
from launcher.session import Session
from launcher.text import tr
from launcher.worker import Worker


class ShownRecording(QObject):
    """Puts into the pane what the list has; the worker reads it."""

    #: what can be done with it may be something else now
    changed = Signal()
    #: the folder has to be looked at
    look_wanted = Signal()
    #: whether the player is open, which can use all the room there is
    room_wanted = Signal(bool)
    problem = Signal(str)

    def __init__(
        self, session: Session, shown_in: PlayerPane, found_in: RecordingsList, worker: Worker, reader: RecordingsReader
    ) -> None:
        super().__init__(shown_in)
        self._session, self._worker, self._reader = session, worker, reader
        self._pane, self._player, self._list = shown_in, shown_in.player, found_in
        self.path: Path | None = None
        self.edits = Edits()
        #: the models look at a recording
        self._asking: work.Command | None = None
        #: which to show when that was let go of, the first that is there
        self._resume: list[Path] = []
        #: a moment somebody wants to see: name of the recording and seconds, until it is shown
        self._wanted: tuple[str, float] | None = None

    @property
    def row(self) -> Row | None:
        """Its row in the list."""
        return self._list.model.row_at(self.path)

    def open(self, row: Row, *, and_focus: bool = False) -> None:
        """Show a recording in the player."""
        if self.path != row.path:
            self.path, self.edits = row.path, Edits()
            self._player.show_reel(None)
            self._player.canvas.show_message(row.problem or tr("Reading…"))
        self._pane.set_title(row)
        if self._pane.isHidden():
            self._pane.show()
            self.room_wanted.emit(True)
        self._list.choose(row.path)
        self.read()
        if and_focus:
            self._player.canvas.setFocus()

    def open_at(self, name: str, seconds: float) -> None:
        """Show a recording by its name, at a time, as soon as it is known to be there."""
        self._wanted = name, seconds
        self.open_wanted()
        self.look_wanted.emit()

    def open_wanted(self, *, listed: bool = False) -> None:
        """Open what is wanted; where the folder has been `listed` and it is not in it, say so."""
        if self._wanted is None:
            return
        name = self._wanted[0]
        if self.path is not None and stem_of(self.path) == name:
            self._go_to_wanted()
            return
        row = next((row for row in self._list.model.rows if row.name == name), None)
        if row is not None:
            self.open(row, and_focus=True)
        elif listed:
            self._wanted = None
            self.problem.emit(tr("There is no recording {0} in {1}.").format(name, self._session.home.recordings))

    def _go_to_wanted(self) -> None:
        """Go to the moment that is wanted, where its recording is shown."""
        if self._wanted is None or self.path is None or self._player.reel is None:
            return
        if stem_of(self.path) == self._wanted[0]:
            self._player.seek(self._wanted[1])
            self._wanted = None

    def close(self) -> None:
        """Show the list alone."""
        self.path = None
        self._player.show_reel(None)
        self._player.release()
        self._pane.hide()
        self.room_wanted.emit(False)
        self._list.view.setFocus()
        self.changed.emit()

    def read(self) -> None:
        """Read it, or read it again."""
        path, home = self.path, self._session.home
        if path is None:
            return
        with_bot = self._player.controls.bot.isChecked()
        self._worker.ask(
            lambda: load_reel(path, home, with_bot=with_bot),
            lambda reading: self._have_read(path, reading),
            key="read",
            failed=self._cannot_read,
            first=True,
        )

    def read_if(self, path: Path) -> None:
        """Read it again where it is this one."""
        if path == self.path:
            self.read()

    def _have_read(self, path: Path, reading: Reading | None) -> None:
        if path != self.path:
            return
        if reading is None:
            problem = self._reader.problems.get(path)
            self._player.canvas.show_message(problem or tr("This recording is being read for the first time…"))
            self.look_wanted.emit()
            return
        self.edits = reading.edits
        self._player.canvas.show_message("")
        self._player.show_reel(reading.reel, removed(list(reading.edits.keep), reading.reel.duration))
        self._go_to_wanted()
        self._pane.show_opinion(reading, on=self._player.controls.bot.isChecked())
        if reading.untold:
            self._reader.tell(path, len(reading.reel), self._session.home)
        self.changed.emit()

    def _cannot_read(self, sentence: str) -> None:
        self._player.show_reel(None)
        self._player.canvas.show_message(sentence)

    def ask_models(self) -> None:
        """Let the models say what they would have done."""
        if self.path is None or self._asking is not None:
            return
        words = ("recordings", "opinion", self.path.stem)
        self._asking = work.Command(work.understudy(*words), self, self._session.home)
        self._pane.opinion.show_progress(0.0)
        self._asking.ended.connect(self._models_answered)

    def follow_models(self) -> None:
        """Tell how far the models are."""
        if self._asking is not None:
            run = self._session.runs.get(self._asking.run_id)
            self._pane.opinion.show_progress((run.status.progress if run and run.status else None) or 0.0)

    def _models_answered(self, done: bool, last: str) -> None:
        self._asking = None
        if done:
            self._pane.opinion.show_invitation(False)
            self.read()
        else:
            self._pane.opinion.show_failure(last)
        self.changed.emit()

    def let_go(self, paths: Sequence[Path], *following: Path) -> None:
        """Recordings may be about to go: on some systems a file that is open cannot."""
        if self.path in paths:
            found = (self.path, *following, self._list.next_to(list(paths)))
            self._resume = [path for path in found if path is not None]
            self._player.show_reel(None)
            self._player.release()
            self.path = None

    def go_on(self) -> None:
        """Show what was shown before `let_go` where it is still there, else what takes its place."""
        if not self._resume:
            return
        rows = [row for path in self._resume if (row := self._list.model.row_at(path))]
        self._resume = []
        if rows and not self._pane.isHidden():
            self.open(rows[0])
        else:
            self.close()

    def release(self) -> None:
        """Let go of the file and of the process that judges it."""
        self._player.release()
        if self._asking is not None:
            self._asking.stop()
        self._asking = None
