"""A file that a log names: shown here where it is text, for what opens it elsewhere might run it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from core.errors import UserError
from launcher.text import tr
from launcher.text_dialog import TextDialog

#: larger files are not shown
MOST_BYTES = 2_000_000


def read_source(path: Path) -> str:
    """The text of a file.

    Raises:
        UserError: it is gone, no plain file, too large, or no text.
    """
    try:
        if not path.is_file():
            raise UserError(tr("There is no file {0} any more.").format(path))
        if path.stat().st_size > MOST_BYTES:
            raise UserError(tr("{0} is too large to be shown here.").format(path))
        data = path.read_bytes()
    except OSError as error:
        raise UserError(tr("{0} cannot be read ({1}).").format(path, error.strerror)) from error
    if b"\0" in data:
        raise UserError(tr("{0} is no text; its folder is {1}.").format(path.name, path.parent))
    return data.decode("utf-8", "replace")


class SourceDialog(TextDialog):
    """Shows the text, with one line chosen."""

    def __init__(self, path: Path, text: str, line: int, parent: QWidget) -> None:
        """`line` counts from 1; 0 for none."""
        super().__init__(path.name, f"{path}:{line}" if line else str(path), text, parent)
        block = self.text.document().findBlockByNumber(line - 1)
        if line and block.isValid():
            cursor = QTextCursor(block)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            self.text.setTextCursor(cursor)

    def showEvent(self, event: object) -> None:
        self.text.centerCursor()
