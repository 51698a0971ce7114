"""Everything that can be done with recordings, each with its shortcut, for the buttons and the menu."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QKeySequence, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from core.edits import Edits
from core.library import Row
from core.words import MODES
from launcher.icons import icon
from launcher.mode_colors import mode_color, mode_words
from launcher.text import tr

#: name: words, icon, shortcut; a None between groups of the menu
_ACTIONS: dict[str, tuple[str, str, str]] = {
    "trim": ("Keep only the selection", "trim", "Ctrl+T"),
    "cut": ("Leave the selection out", "cut", "Ctrl+X"),
    "relabel": ("Label the selection", "relabel", "Ctrl+L"),
    "split": ("Split here", "split", "Ctrl+B"),
    "undo": ("Undo", "undo", "Ctrl+Z"),
    "redo": ("Redo", "redo", "Ctrl+Shift+Z"),
    "tag": ("Tags…", "tag", "Ctrl+G"),
    "merge": ("Merge", "merge", "Ctrl+M"),
    "export": ("Export…", "export", "Ctrl+E"),
    "folder": ("Open folder", "folder", "Ctrl+O"),
    "delete": ("Delete to the bin", "clear", "Del"),
    "import": ("Import…", "import", "Ctrl+I"),
}
#: the groups of the menu; the player's bar has the first two, the list's the rest
GROUPS = (
    ("trim", "cut", "relabel", "split"),
    ("undo", "redo"),
    ("tag", "merge", "export", "folder", "delete"),
    ("import",),
)


def shortcuts() -> list[tuple[str, str]]:
    """Keys and what they do to recordings, for the list of shortcuts."""
    found = [(keys, tr(words).rstrip("…")) for words, _, keys in _ACTIONS.values()]
    return [*found, (f"Ctrl+1 … Ctrl+{len(MODES)}", tr("Label the selection with a mode"))]


class RecordingsActions(QWidget):
    """Holds the actions; `asked` says which one, `mode_asked` which label."""

    asked = Signal(str)
    mode_asked = Signal(str)

    def __init__(self, page: QWidget) -> None:
        """The shortcuts work in `page` and all it holds."""
        super().__init__(page)
        self.hide()
        self._page = page
        self.all: dict[str, QAction] = {name: self._action(name) for name in _ACTIONS}
        self.modes = QMenu(tr("Label the selection"), self)
        self.modes.setIcon(icon("relabel"))
        for number, mode in enumerate(MODES, 1):
            action = self.modes.addAction(mode_words(mode.value))
            action.setShortcut(QKeySequence(f"Ctrl+{number}"))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.setIcon(_dot(mode_color(mode.value)))
            action.triggered.connect(lambda _=False, name=mode.value: self.mode_asked.emit(name))
            page.addAction(action)
        self.all["relabel"].setMenu(self.modes)

    def _action(self, name: str) -> QAction:
        words, icon_name, shortcut = _ACTIONS[name]
        made = QAction(icon(icon_name), tr(words), self)
        made.setShortcut(QKeySequence(shortcut))
        made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys = made.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        made.setToolTip(f"{tr(words).rstrip('…')} ({keys})")
        made.triggered.connect(lambda: self.asked.emit(name))
        self._page.addAction(made)
        return made

    def button(self, name: str) -> QToolButton:
        """A button for an action."""
        made = QToolButton()
        made.setDefaultAction(self.all[name])
        made.setIconSize(QSize(18, 18))
        made.setProperty("flat", True)
        made.setAccessibleName(self.all[name].text().rstrip("…"))
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if name == "relabel":
            made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return made

    def menu(self) -> QMenu:
        """All actions as a menu."""
        made = QMenu(self._page)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for group in GROUPS:
            for name in group:
                made.addAction(self.all[name])
            made.addSeparator()
        return made

    def show_state(self, rows: Sequence[Row], shown: bool, selected: bool, edits: Edits, *, busy: bool) -> None:
        """Let those work that make sense: with these recordings chosen, one of them `shown`, a stretch `selected`."""
        one = shown and not busy
        able = {
            "trim": one and selected,
            "cut": one and selected,
            "relabel": one and selected,
            "split": one,
            "undo": one and bool(edits.history),
            "redo": one and bool(edits.undone),
            "tag": bool(rows) and not busy,
            "merge": len(rows) > 1 and not busy,
            "export": bool(rows) and not busy,
            "folder": True,
            "delete": bool(rows) and not busy,
            "import": not busy,
        }
        for name, on in able.items():
            self.all[name].setEnabled(on)
        for action in self.modes.actions():
            action.setEnabled(able["relabel"])


def _dot(color: QColor) -> QIcon:
    picture = QPixmap(32, 32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(4, 4, 24, 24)
    painter.end()
    return QIcon(picture)
