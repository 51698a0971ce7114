"""Decodes a video's pictures in a thread of its own: the newest wish counts, older ones are dropped."""

from __future__ import annotations

from pathlib import Path
from threading import Condition, Thread

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from core.errors import UserError
from launcher.pictures import Pictures


class FrameSource(QObject):
    """`ask` never waits; `arrived` brings the picture, at most one at a time."""

    #: which opening of a video it belongs to, index in the video, the picture
    arrived = Signal(int, int, QImage)
    failed = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wake = Condition()
        self._thread: Thread | None = None
        self._ending = False
        self._path: Path | None = None
        self._wish: tuple[int, int, int] | None = None
        #: counts the openings, so that a picture of the video before is told apart
        self.opening = 0

    def open(self, path: Path | None) -> int:
        """Take another video, None for none. Returns the number that its pictures carry."""
        with self._wake:
            self.opening += 1
            self._path, self._wish = path, None
            if path is not None and self._thread is None:
                self._ending = False
                self._thread = Thread(target=self._work, name="pictures", daemon=True)
                self._thread.start()
            self._wake.notify()
            return self.opening

    def ask(self, index: int, width: int, height: int) -> None:
        """Wish for a picture in this size in pixels; a wish not yet granted is dropped."""
        with self._wake:
            self._wish = (index, max(2, width), max(2, height))
            self._wake.notify()

    @property
    def idle(self) -> bool:
        """Whether there is no thread, as before `open` and after `stop`."""
        return self._thread is None

    def stop(self) -> None:
        """End the thread."""
        with self._wake:
            self._ending = True
            self._wake.notify()
            thread, self._thread = self._thread, None
        if thread is not None:
            thread.join()

    def _work(self) -> None:
        opening, pictures = -1, None
        while True:
            with self._wake:
                while not (self._ending or self._wish or self.opening != opening):
                    self._wake.wait()
                ending, path, wish, now = self._ending, self._path, self._wish, self.opening
                self._wish = None
            try:
                if ending or now != opening:
                    if pictures is not None:
                        pictures.close()
                    pictures = None
                    if ending:
                        return
                    opening = now
                    pictures = Pictures(path, path.parent / ".cache") if path else None
                if wish and pictures is not None:
                    index, width, height = wish
                    self.arrived.emit(opening, index, _image(pictures, index, width, height))
            except UserError as error:
                self.failed.emit(opening, str(error))


def _image(pictures: Pictures, index: int, width: int, height: int) -> QImage:
    # Enlarging is left to the painter: it is quicker there, and there is less to hand over.
    scale = min(1.0, width / pictures.width, height / pictures.height)
    picture = pictures.read(index, max(2, round(pictures.width * scale)), max(2, round(pictures.height * scale)))
    rows, columns = picture.shape[:2]
    return QImage(picture.data, columns, rows, picture.strides[0], QImage.Format.Format_RGB32).copy()
