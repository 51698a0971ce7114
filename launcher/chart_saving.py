"""A chart as a file: a picture, a drawing or a table."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

#: pixels of a picture for one of the screen
SHARPNESS = 2
_SVG = "http://www.w3.org/2000/svg"
#: what curves are made of, and where their points stand
_SHAPES = {f"{{{_SVG}}}path": "d", f"{{{_SVG}}}polyline": "points"}
_NOT_STRETCHED = "vector-effect"
_MATRIX = re.compile(r"matrix\(([^)]*)\)")
_PAIR = re.compile(r"([-+.\de]+),([-+.\de]+)")


def as_png(widget: QWidget) -> bytes:
    """A widget as it looks now, twice as sharp as on a plain screen."""
    image = QImage(widget.size() * SHARPNESS, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(SHARPNESS)
    image.fill(0)
    widget.render(image, QPoint())
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(data.data())


def as_svg(widget: QWidget) -> bytes:
    """A widget as lines and letters, sharp at any size."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    drawing = QSvgGenerator()
    drawing.setOutputDevice(buffer)
    drawing.setSize(widget.size())
    drawing.setViewBox(widget.rect())
    drawing.setTitle(widget.accessibleName())
    painter = QPainter(drawing)
    widget.render(painter, QPoint())
    painter.end()
    buffer.close()
    return _in_place(bytes(data.data()))


def _in_place(svg: bytes) -> bytes:
    """The same drawing with every line's points where they are seen.

    Qt leaves curves in their own units, with a matrix around them and the wish that the pen be not stretched by it,
    which browsers grant and many other programs do not: to them a curve is a broad bar.
    """
    for prefix, place in (("", _SVG), ("xlink", "http://www.w3.org/1999/xlink")):
        ElementTree.register_namespace(prefix, place)
    drawing = ElementTree.fromstring(svg)
    for group in drawing.iter(f"{{{_SVG}}}g"):
        matrix = _MATRIX.fullmatch(group.get("transform", ""))
        shapes = list(group)
        if matrix is None or not shapes or not all(map(_is_line, shapes)):
            continue
        a, b, c, d, e, f = map(float, matrix[1].split(","))

        def place_of(pair: re.Match[str]) -> str:
            x, y = float(pair[1]), float(pair[2])
            return f"{a * x + c * y + e:.3f},{b * x + d * y + f:.3f}"  # noqa: B023  # used in this round only

        del group.attrib["transform"]
        for shape in shapes:
            points = _SHAPES[shape.tag]
            shape.set(points, _PAIR.sub(place_of, shape.get(points, "")))
    return ElementTree.tostring(drawing, encoding="utf-8", xml_declaration=True)


def _is_line(shape: ElementTree.Element) -> bool:
    return shape.tag in _SHAPES and shape.get(_NOT_STRETCHED) is not None
