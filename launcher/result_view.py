"""What a job found, shown on its page: the base of such views, and the panels they are made of."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

from launcher.run_list import Run
from launcher.widgets import label, panel


class ResultView(QScrollArea):
    """Panels below each other in `body`, scrolled."""

    #: name of a recording and seconds in it that somebody wants to see
    moment_asked = Signal(str, float)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        page.setObjectName("page")
        self.body = QVBoxLayout(page)
        self.body.setContentsMargins(0, 10, 6, 10)
        self.body.setSpacing(12)
        self.setWidget(page)

    def show_run(self, run: Run) -> bool:
        """Show what a run found; whether it left anything to show."""
        raise NotImplementedError


def titled(title: str, content: QWidget | QLayout) -> QFrame:
    """A panel with a title."""
    made = panel()
    body = QVBoxLayout(made)
    body.setContentsMargins(16, 12, 16, 14)
    body.setSpacing(8)
    body.addWidget(label(title, "section", wrap=True))
    if isinstance(content, QWidget):
        body.addWidget(content)
    else:
        body.addLayout(content)
    return made
