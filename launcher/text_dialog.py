"""A window with a text to read and to copy."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from launcher.text import tr
from launcher.widgets import button, label


class TextDialog(QDialog):
    """Shows lines as they are below a heading that can be copied as well; Escape closes it."""

    def __init__(self, title: str, heading: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setAccessibleName(title)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setStyleSheet(f"font-family: '{self.text.font().family()}';")
        said = label(heading, "muted", wrap=True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy = button(tr("Copy all"), "copy")
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(f"{heading}\n\n{text}"))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.copy)
        body = QVBoxLayout(self)
        body.setContentsMargins(18, 14, 18, 14)
        body.addWidget(said)
        body.addWidget(self.text, 1)
        body.addLayout(foot)
        available = self.screen().availableGeometry()
        self.resize(min(860, available.width() - 40), min(620, available.height() - 60))
