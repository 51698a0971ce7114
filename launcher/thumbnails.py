"""Small pictures of recordings, made once in a worker's thread and kept beside them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from core.errors import UserError
from core.files import atomic_write_bytes, file_stamp
from core.home import Home
from core.library import Row
from launcher.worker import Worker

#: pixels, enough for a screen with two of them for each of ours
_WIDTH, _HEIGHT = 256, 144
#: the moment shown, as a share of the length: a beginning often looks like every other
_AT = 0.3


class Thumbnails:
    """Brings thumbnails one after the other, those asked for last first."""

    def __init__(self, worker: Worker, home: Home, arrived: Callable[[Path, QImage], None]) -> None:
        self._worker = worker
        self._home = home
        self._arrived = arrived
        #: the stamps of the files they were asked for with
        self._asked: dict[Path, object] = {}

    def want(self, row: Row) -> None:
        """See to it that this row's thumbnail comes; a recording not read yet has none."""
        if row.summary is None or row.path in self._asked:
            return
        self._asked[row.path] = True
        self._worker.ask(
            lambda: thumbnail(row, self._home),
            lambda image: self._arrived(row.path, image),
            key=("thumbnail", row.path),
            failed=lambda sentence: self._arrived(row.path, QImage()),
            first=True,
        )

    def forget(self) -> None:
        """Ask for all of them anew."""
        self._asked.clear()


def thumbnail(row: Row, home: Home) -> QImage:
    """The thumbnail of a recording: from the cache, else a picture of its video, else a sketch of what was seen.

    Raises:
        UserError: neither can be read.
    """
    kept = row.path.parent / ".cache" / f"{row.name}.thumbnail.png"
    stamp = repr(file_stamp(row.path))
    image = QImage(str(kept)) if kept.is_file() else QImage()
    if not image.isNull() and image.text("stamp") == stamp:
        return image
    image = (_of_video(row) if row.video is not None else None) or _sketch(row, home)
    image.setText("stamp", stamp)
    _keep(image, kept)
    return image


def _keep(image: QImage, path: Path) -> None:
    from PySide6.QtCore import QBuffer, QIODevice

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    with suppress(OSError):  # where it cannot be kept, it is made again next time
        atomic_write_bytes(path, bytes(buffer.data().data()))


def _of_video(row: Row) -> QImage | None:
    from launcher.pictures import picture_near

    assert row.video is not None and row.summary is not None
    try:
        picture = picture_near(row.video, _AT * row.summary.duration, _WIDTH)
    except UserError:
        return None
    rows, columns = picture.shape[:2]
    return QImage(picture.data, columns, rows, picture.strides[0], QImage.Format.Format_RGB32).copy()


def _sketch(row: Row, home: Home) -> QImage:
    from launcher.moment import moment_at
    from launcher.player_overlays import Field, paint_boxes, paint_cursor, paint_target
    from launcher.reel_reading import load_reel

    reading = load_reel(row.path, home)
    if reading is None:
        raise UserError(f"{row.path} was not read yet.")
    reel = reading.reel
    image = QImage(_WIDTH, _HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor("#14121c"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = QFont()
    font.setPixelSize(10)
    field = Field(QRectF(0, 0, _WIDTH, _HEIGHT), font)
    # Of a few moments the fullest says most.
    indices = [int(share * (len(reel) - 1)) for share in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7)]
    moment = moment_at(reel, max(indices, key=lambda index: int(reel.start[index + 1] - reel.start[index])))
    paint_boxes(painter, field, moment, filled=True, named=False)
    paint_target(painter, field, moment)
    paint_cursor(painter, field, moment)
    painter.end()
    return image
