"""Vector icons that take their colour from the theme at the moment they are painted."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from launcher.theme import ICONS, theme, tinted


@lru_cache(maxsize=256)
def _renderer(name: str, color: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(tinted(name, color)))


class _TintedIcon(QIconEngine):
    def __init__(self, name: str, tone: str) -> None:
        super().__init__()
        self._name, self._tone = name, tone

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        tones = {QIcon.Mode.Disabled: "disabled", QIcon.Mode.Selected: "accent_text"}
        tone = tones.get(mode, self._tone)
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        _renderer(self._name, getattr(theme.colors, tone)).render(painter, square)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        return _TintedIcon(self._name, self._tone)


def icon(name: str, tone: str = "text") -> QIcon:
    """An icon of assets/icons, a plain one where it is missing; `tone` names one of the theme's `Colors`."""
    if not (ICONS / f"{name}.svg").is_file():  # found out here, for an error while painting would end the program
        name = "understudy"
    return QIcon(_TintedIcon(name, tone))
