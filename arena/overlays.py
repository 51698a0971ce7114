"""What lies over the game while it stands still: the controls, the pause with its summary."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from arena.renderer_text import draw_text
from arena.scene import VIEW_HEIGHT, VIEW_WIDTH

_BRIGHT = (226, 234, 248)
_SOFT = (152, 166, 194)
_KEY = (255, 196, 110)


class Choice(Enum):
    """What a button of an overlay does."""

    PLAY = auto()
    NEW_GAME = auto()
    HELP = auto()
    QUIT = auto()


@dataclass(frozen=True)
class Overlay:
    """One page. `rows` are a key and one or two columns beside it; `buttons` are what each says and does."""

    title: str
    rows: tuple[tuple[str, ...], ...]
    buttons: tuple[tuple[str, Choice], ...]
    width: float = 780.0

    @property
    def height(self) -> float:
        return 150.0 + 27.0 * len(self.rows)

    def box(self) -> QRectF:
        """The page, in view pixels."""
        return QRectF((VIEW_WIDTH - self.width) / 2, (VIEW_HEIGHT - self.height) / 2, self.width, self.height)

    def button_box(self, index: int) -> QRectF:
        """One button, in view pixels."""
        box, width, gap = self.box(), 170.0, 16.0
        whole = len(self.buttons) * (width + gap) - gap
        return QRectF(VIEW_WIDTH / 2 - whole / 2 + index * (width + gap), box.bottom() - 62.0, width, 40.0)

    def choice_at(self, x: float, y: float) -> Choice | None:
        """What a click at a point of the view chooses."""
        for index, (_, choice) in enumerate(self.buttons):
            if self.button_box(index).contains(QPointF(x, y)):
                return choice
        return None


HELP = Overlay(
    "OUTER BELT",
    (
        ("left click", "fly there; on an enemy: lock it; on the map: fly far"),
        ("right click", "drop the lock"),
        ("Ctrl", "open fire at the locked enemy"),
        ("1  2  3", "shots: standard, heavy (costs energy), piercing (beats a hulk's armour)"),
        ("Q", "repair the hull"),
        ("E", "raise the aegis: most damage is stopped for 4 seconds"),
        ("R", "boost the engine for 3 seconds"),
        ("Space", "blast everything near, bolts too"),
        ("", ""),
        ("", "Fly over crates and ore to take them. The station heals, and nobody shoots in its circle."),
        ("", "Gates lead deeper: more to win, more to fear. A lost ship costs 500."),
        ("Esc  H", "pause, help"),
    ),
    (("Launch", Choice.PLAY),),
    width=840.0,
)


def pause_page(totals: dict[str, float], seconds: float) -> Overlay:
    """The pause, with what the episode came to so far."""
    minutes = seconds / 60
    rows: list[tuple[str, ...]] = [("", "in all", "a minute")]
    for name in ("score", "kills", "loot", "deaths"):
        rate = totals[name] / minutes if minutes > 0 else 0.0
        rows.append((name, f"{totals[name]:,.0f}", f"{rate:,.1f}"))
    rows.append(("time", f"{int(seconds) // 60}:{int(seconds) % 60:02d}"))
    buttons = (("Resume", Choice.PLAY), ("New game", Choice.NEW_GAME), ("Help", Choice.HELP), ("Quit", Choice.QUIT))
    return Overlay("PAUSED", tuple(rows), buttons)


def draw_overlay(painter: QPainter, overlay: Overlay, mouse: tuple[float, float], width: int, height: int) -> None:
    """Draw a page over the game, dimmed; `mouse` is the cursor in view pixels."""
    scale = width / VIEW_WIDTH
    painter.fillRect(0, 0, width, height, QColor(4, 6, 12, 150))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    box = _scaled(overlay.box(), scale)
    painter.setPen(QPen(QColor(70, 88, 130), max(1.0, scale)))
    painter.setBrush(QColor(13, 18, 30, 240))
    painter.drawRoundedRect(box, 10 * scale, 10 * scale)
    top = box.top() + 20 * scale
    draw_text(painter, overlay.title, width / 2, top, 26 * scale, _BRIGHT, bold=True, align="centre")
    top += 52 * scale
    column = box.left() + 150 * scale
    for key, *cells in overlay.rows:
        draw_text(painter, key, column - 18 * scale, top, 15 * scale, _KEY, bold=True, align="right")
        for index, cell in enumerate(cells):
            draw_text(painter, cell, column + index * 150 * scale, top, 15 * scale, _BRIGHT if key else _SOFT)
        top += 27 * scale
    for index, (label, _) in enumerate(overlay.buttons):
        view_box = overlay.button_box(index)
        hovered = view_box.contains(QPointF(*mouse))
        button = _scaled(view_box, scale)
        painter.setPen(QPen(QColor(120, 150, 220) if hovered else QColor(70, 88, 130), max(1.0, 1.5 * scale)))
        painter.setBrush(QColor(46, 66, 118) if hovered else QColor(28, 38, 66))
        painter.drawRoundedRect(button, 6 * scale, 6 * scale)
        painter.setPen(Qt.PenStyle.NoPen)
        text_top = button.center().y() - 11 * scale
        draw_text(painter, label, button.center().x(), text_top, 16 * scale, _BRIGHT, bold=True, align="centre")


def _scaled(box: QRectF, scale: float) -> QRectF:
    return QRectF(box.left() * scale, box.top() * scale, box.width() * scale, box.height() * scale)
