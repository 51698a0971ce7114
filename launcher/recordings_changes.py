"""Has the changes of recordings made: small ones in a worker's thread, long ones by a process of their own."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from launcher import recordings_work as work
from launcher.session import Session
from launcher.worker import Worker


class RecordingsChanges(QObject):
    """One change at a time, as far as the page that asks for them goes by `busy`."""

    #: a sentence, and whether it is good news
    told = Signal(str, bool)
    #: a word on what can be seen beside it
    said = Signal(str)
    began = Signal()
    #: a change was made; whether the recording shown has to be read again
    made = Signal(bool)
    #: a change was not made, as was told
    refused = Signal()

    def __init__(self, session: Session, worker: Worker, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._worker = session, worker
        #: a change that takes its time
        self._command: work.Command | None = None
        self.busy = False

    def make(self, deed: work.Deed) -> None:
        """Make a change that is over in a moment."""
        self.busy = True
        self.began.emit()

        def done(answer: object) -> None:
            self.busy = False
            sentence = deed.told(answer)
            if deed.quiet:
                self.said.emit(sentence)
            else:
                self.told.emit(sentence, True)
            self.made.emit(deed.reread)

        self._worker.ask(deed.work, done, failed=self._refused)

    def run(self, *words: str) -> None:
        """`understudy recordings WORDS` as a process, and what it said as news."""
        self.busy = True
        self.began.emit()
        self._command = work.Command(work.understudy("recordings", *words), self, self._session.home)
        self._command.ended.connect(self._ran)

    def stop(self) -> None:
        """End the process that is at it."""
        if self._command is not None:
            self._command.stop()
        self._command = None

    def _refused(self, sentence: str) -> None:
        self.busy = False
        self.told.emit(sentence, False)
        self.refused.emit()

    def _ran(self, done: bool, said: str) -> None:
        warned = self._command is not None and self._command.warned
        self.busy, self._command = False, None
        self.told.emit(said, done and not warned)
        self.made.emit(False)
