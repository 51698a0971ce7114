"""Where things lie on the 1280x720 view: the HUD's panels and the minimap. Lengths are view pixels."""

from __future__ import annotations

from typing import NamedTuple

from arena.scene import VIEW_HEIGHT, VIEW_WIDTH


class Panel(NamedTuple):
    """A rectangle of the view."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def contains(self, x: float, y: float) -> bool:
        return self.left <= x < self.left + self.width and self.top <= y < self.top + self.height


STATS = Panel(8, 8, 328, 76)
TARGET = Panel(508, 8, 288, 34)
ACTION_BAR = Panel(412, 652, 456, 64)
MINIMAP_FRAME = Panel(1056, 530, 216, 182)
SCORE = Panel(1040, 8, 232, 60)

#: everything of the HUD that hides what lies beneath it and swallows clicks
PANELS: tuple[Panel, ...] = (STATS, TARGET, ACTION_BAR, MINIMAP_FRAME, SCORE)

#: the sector's map inside its frame; a click on it sets a destination
MINIMAP = Panel(1064, 548, 200, 150)

#: markers of things out of view stay this far inside the view's border
MARKER_INSET = 12.0

CENTRE_X, CENTRE_Y = VIEW_WIDTH / 2, VIEW_HEIGHT / 2


def on_panel(x: float, y: float) -> bool:
    """Whether a point of the view is covered by the HUD."""
    return any(panel.contains(x, y) for panel in PANELS)
