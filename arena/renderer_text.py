"""Text as cached pictures: laying out glyphs every frame would cost more than all the rest of the HUD."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

Rgb = tuple[int, int, int]


def font(pixels: int, bold: bool = False) -> QFont:
    """The game's typeface at a height in device pixels."""
    chosen = QFont()
    chosen.setFamilies(["DejaVu Sans", "Segoe UI", "Helvetica Neue", "Arial", "Liberation Sans"])
    chosen.setPixelSize(max(6, pixels))
    chosen.setBold(bold)
    return chosen


@lru_cache(maxsize=512)
def _text_image(text: str, pixels: int, color: Rgb, bold: bool) -> QImage:
    style = font(pixels, bold)
    metrics = QFontMetricsF(style)
    width = max(1, round(metrics.horizontalAdvance(text)) + 2)
    height = max(1, round(metrics.height()))
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setFont(style)
    painter.setPen(QColor(*color))
    painter.drawText(1, round(metrics.ascent()), text)
    painter.end()
    return image


def draw_text(
    painter: QPainter,
    text: str,
    x: float,
    y: float,
    pixels: float,
    color: Rgb,
    *,
    bold: bool = False,
    align: str = "left",
) -> None:
    """Draw one line; (x, y) is the top of its left end, middle or right end, as `align` says, in device pixels."""
    if not text:
        return
    image = _text_image(text, round(pixels), color, bold)
    offset = {"left": 0.0, "centre": image.width() / 2, "right": float(image.width())}[align]
    painter.drawImage(QPoint(round(x - offset), round(y)), image)
