"""Reads the HUD numbers a profile describes from a picture of the game's window."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from core.profile import HudBar, HudMarker, Profile, Rect

#: the picture size that `HudMarker.min_pixels` is meant for
_REFERENCE_AREA = 1280 * 720
#: a marker's rectangle with more pixels than this is searched on every second one first
_COARSE_ABOVE = 100_000

Picture = NDArray[np.uint8]


def pixel_rect(rect: Rect, width: int, height: int) -> tuple[int, int, int, int]:
    """Left, top, right, bottom in whole pixels of a window `width` by `height`; right and bottom are exclusive."""
    left, top, w, h = rect
    return round(left * width), round(top * height), round((left + w) * width), round((top + h) * height)


class HudReader:
    """Reads every bar and marker of one profile."""

    def __init__(self, profile: Profile) -> None:
        self._elements = profile.hud

    def read(self, frame: Picture) -> dict[str, float]:
        """The HUD numbers by the profile's state names, in its order; bars 0..1, markers 0..1 of their rectangle.

        `frame` is the whole client area of the window, of any size: (height, width, 3 or 4) uint8, BGR or BGRA.
        """
        state: dict[str, float] = {}
        for element in self._elements:
            if isinstance(element, HudBar):
                state[element.name] = read_bar(frame, element)
            elif isinstance(element, HudMarker):
                x_name, y_name = element.state_names
                state[x_name], state[y_name] = read_marker(frame, element)
        return state


def read_bar(frame: Picture, bar: HudBar) -> float:
    """The filled share of a bar, 0..1.

    It is where the bar is best cut into a filled and an empty part, so a hole or a stray pixel does not move it.
    """
    left, top, right, bottom = pixel_rect(bar.rect, frame.shape[1], frame.shape[0])
    # The rims across the bar are blurred by compression: look at its middle half.
    if bar.direction == "right":
        rim = (bottom - top) // 4
        part, across = frame[top + rim : bottom - rim, left:right], 0
    else:
        rim = (right - left) // 4
        part, across = frame[top:bottom, left + rim : right - rim][::-1], 1
    if not part.size:
        return 0.0
    filled = _matches(part, bar.color, bar.tolerance).mean(axis=across) >= 0.5
    agreement = np.concatenate(([0], np.cumsum(np.where(filled, 1, -1))))
    return float(np.argmax(agreement)) / filled.size


def read_marker(frame: Picture, marker: HudMarker) -> tuple[float, float]:
    """The middle of a marker as fractions of its rectangle, (0, 0) where it is absent."""
    height, width = frame.shape[:2]
    left, top, right, bottom = pixel_rect(marker.rect, width, height)
    part = frame[top:bottom, left:right]
    if not part.size:
        return 0.0, 0.0
    if part.shape[0] * part.shape[1] > _COARSE_ABOVE:
        rows, columns = _find(part[::2, ::2], marker)
        if not len(rows):
            return 0.0, 0.0
        row, column = 2 * int(np.median(rows)), 2 * int(np.median(columns))
        reach = max(8, round(0.03 * width))
        first_row, first_column = max(0, row - reach), max(0, column - reach)
        rows, columns = _find(part[first_row : row + reach, first_column : column + reach], marker)
        rows, columns = rows + first_row, columns + first_column
    else:
        rows, columns = _find(part, marker)
    if len(rows) < max(1, math.floor(marker.min_pixels * width * height / _REFERENCE_AREA)):
        return 0.0, 0.0
    return (float(columns.mean()) + 0.5) / part.shape[1], (float(rows.mean()) + 0.5) / part.shape[0]


def _find(part: Picture, marker: HudMarker) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows and columns of the pixels that have the marker's colour."""
    # Few pixels are as bright as the marker's brightest channel: after that test the others cost next to nothing.
    channel = max(range(3), key=lambda index: marker.color[index])
    bright = part[..., 2 - channel] >= max(0, marker.color[channel] - marker.tolerance)
    # Flat indices come twenty times faster than pairs.
    rows, columns = np.divmod(np.flatnonzero(bright), part.shape[1])
    match = _matches(part[rows, columns], marker.color, marker.tolerance)
    return rows[match], columns[match]


def _matches(pixels: Picture, color: tuple[int, int, int], tolerance: int) -> NDArray[np.bool_]:
    """Which of the pixels (..., 3 or 4), BGR, are near an RGB colour in every channel."""
    near: NDArray[np.bool_] | None = None
    # Channel by channel: a reduction over an axis of three takes three times as long.
    for channel, value in enumerate(reversed(color)):
        low, high = max(0, value - tolerance), min(255, value + tolerance)
        # What is below `low` wraps around to far above.
        match = pixels[..., channel] - np.uint8(low) <= np.uint8(high - low)
        near = match if near is None else near & match
    assert near is not None
    return near
