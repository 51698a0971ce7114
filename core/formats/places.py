"""Where things are: pixels or fractions, corners or centres, into fractions of the game window."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from core.formats.values import FEW, Unreadable, first_of, items, number, text

#: how four numbers make a box: two corners; centre and size; left top corner and size
BoxKind = Literal["xyxy", "xywh", "ltwh"]
Numbers4 = tuple[float, float, float, float]

#: fractions beyond this lie so far outside the window that they must be pixels
_BEYOND = 2.0
#: places further off than this, in windows, are no places
FURTHEST = 10.0
#: share of strange values that does not yet change what all others are taken for
_STRAY = 0.1
#: side of the box of an object that comes as a point
POINT = 0.04


@dataclass(frozen=True)
class Scale:
    """What coordinates are divided by: (1, 1) where they are fractions already."""

    width: float
    height: float

    def point(self, x: object, y: object) -> tuple[float, float] | None:
        """A place as fractions of the window, None where it is none."""
        left, top = number(x), number(y)
        if left is None or top is None:
            return None
        left, top = left / self.width, top / self.height
        return (left, top) if max(abs(left), abs(top)) <= FURTHEST else None

    def box(self, numbers: Numbers4, kind: BoxKind) -> Numbers4 | None:
        """Centre and size as fractions of the window, None for a box of negative size or far off."""
        a, b, c, d = numbers
        if kind == "xyxy":
            a, b, c, d = (a + c) / 2, (b + d) / 2, c - a, d - b
        elif kind == "ltwh":
            a, b = a + c / 2, b + d / 2
        found = a / self.width, b / self.height, c / self.width, d / self.height
        return found if min(c, d) >= 0 and max(map(abs, found)) <= FURTHEST else None


FRACTIONS = Scale(1.0, 1.0)


def screen_size(head: Mapping[Any, Any]) -> tuple[int, int] | None:
    """Width and height of the screen or window that a file states, in pixels."""
    for name in ("screen", "screen_size", "window", "window_size", "resolution", "image_size", "frame_size", ""):
        value: Any = head.get(name) if name else head
        width = height = None
        if isinstance(value, Mapping):
            width = first_of(value, "width", "screen_width", "window_width", "w")
            height = first_of(value, "height", "screen_height", "window_height", "h")
        elif (words := text(value)) and (match := re.fullmatch(r"\s*(\d{2,5})\s*[xX*,]\s*(\d{2,5})\s*", words)):
            width, height = int(match[1]), int(match[2])
        elif (pair := items(value, FEW)) is not None and len(pair) == 2:
            width, height = pair
        across, down = number(width), number(height)
        if across is not None and down is not None and 1 <= across <= 100_000 and 1 <= down <= 100_000:
            return int(across), int(down)
    return None


def stated_coordinates(head: Mapping[Any, Any]) -> bool | None:
    """Whether a file says that its places are pixels (True) or fractions (False)."""
    for name in ("normalized", "normalised"):
        if isinstance(head.get(name), bool):
            return not head[name]
    words = (text(head.get("coordinates")) or "").lower()
    if words.startswith("pixel"):
        return True
    return False if words.startswith(("fraction", "normal", "relative")) else None


def scale_for(what: str, sample: Iterable[float], stated: bool | None, screen: tuple[int, int] | None) -> Scale:
    """What to divide coordinates by, told from a `sample` of them where the file does not state it.

    Raises:
        Unreadable: they are pixels of a screen of unknown size.
    """
    if stated is None:
        values = [abs(value) for value in sample]
        stated = sum(value > _BEYOND for value in values) > _STRAY * len(values)
    if not stated:
        return FRACTIONS
    if screen is None:
        raise Unreadable(f'its {what} are in pixels of a screen it does not name: add "screen": [width, height] to it')
    return Scale(*map(float, screen))


def box_kind(head: Mapping[Any, Any], sample: Iterable[Numbers4]) -> BoxKind:
    """How the file's boxes are meant: as it states in `bbox_format`, else corners unless too many would be inside out.

    Raises:
        Unreadable: it states something else.
    """
    words = text(first_of(head, "bbox_format", "box_format"))
    if words is not None:
        known: dict[str, BoxKind] = {"xyxy": "xyxy", "xywh": "xywh", "cxcywh": "xywh", "ltwh": "ltwh", "tlwh": "ltwh"}
        if words.lower() not in known:
            raise Unreadable(f"its bbox_format {words!r} is none of {', '.join(known)}")
        return known[words.lower()]
    boxes = list(sample)
    inside_out = sum(right < left or bottom < top for left, top, right, bottom in boxes)
    return "xywh" if inside_out > _STRAY * len(boxes) else "xyxy"


def raw_box(item: Mapping[Any, Any]) -> tuple[Numbers4, BoxKind | None] | None:
    """The four numbers of an object's box and how they are meant; None for the kind where its key does not tell."""
    by_key: tuple[tuple[str, BoxKind | None], ...] = (
        ("xyxy", "xyxy"), ("xywh", "xywh"), ("cxcywh", "xywh"), ("ltwh", "ltwh"), ("tlwh", "ltwh"),
        ("bbox", None), ("box", None), ("rect", None),
    )  # fmt: skip
    for key, kind in by_key:
        value = item.get(key)
        if isinstance(value, Mapping):
            return raw_box(value) if not any(name in value for name, _ in by_key) else None
        if value is not None:
            four = items(value, FEW)
            # Ultralytics gives a box as a list of one row.
            if four is not None and len(four) == 1:
                four = items(four[0], FEW)
            return _four(four, kind)
    for names, kind in (
        (("x1", "y1", "x2", "y2"), "xyxy"),
        (("left", "top", "right", "bottom"), "xyxy"),
        (("xmin", "ymin", "xmax", "ymax"), "xyxy"),
        (("left", "top", "width", "height"), "ltwh"),
        (("cx", "cy", "w", "h"), "xywh"),
        (("x", "y", "w", "h"), "xywh"),
        (("x", "y", "width", "height"), "xywh"),
    ):
        if all(name in item for name in names):
            return _four([item[name] for name in names], kind)
    return None


def raw_point(item: Mapping[Any, Any]) -> tuple[Any, Any] | None:
    """The two numbers of a place, from `x` and `y` or a pair, None where there are none."""
    for first, second in (("x", "y"), ("mouse_x", "mouse_y"), ("cursor_x", "cursor_y"), ("cx", "cy")):
        if first in item and second in item:
            return item[first], item[second]
    for name in ("mouse", "mouse_pos", "mouse_position", "cursor", "position", "pos", "xy", "center", "centre"):
        value = item.get(name)
        if isinstance(value, Mapping) and "x" in value and "y" in value:
            return value["x"], value["y"]
        pair = items(value, FEW)
        if pair is not None and len(pair) >= 2:
            return pair[0], pair[1]
    return None


def _four(values: list[Any] | None, kind: BoxKind | None) -> tuple[Numbers4, BoxKind | None] | None:
    if values is None or len(values) != 4:
        return None
    a, b, c, d = map(number, values)
    if a is None or b is None or c is None or d is None:
        return None
    return (a, b, c, d), kind
