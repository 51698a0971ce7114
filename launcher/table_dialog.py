"""A window with a table to read, such as the shortcuts or what has been told so far."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from launcher.widgets import label


class TableDialog(QDialog):
    """Rows of texts below a title; Escape closes it."""

    def __init__(
        self, title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], nothing: str, parent: QWidget
    ) -> None:
        """`nothing` is said where there are no rows."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.table = QTableWidget(len(rows), len(columns))
        self.table.setAccessibleName(title)
        self.table.setHorizontalHeaderLabels(list(columns))
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setAlternatingRowColors(True)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)
        for index, row in enumerate(rows):
            for column, text in enumerate(row):
                self.table.setItem(index, column, QTableWidgetItem(text))
        body = QVBoxLayout(self)
        body.setContentsMargins(18, 14, 18, 14)
        body.addWidget(label(title, "pageTitle"))
        body.addWidget(self.table if rows else label(nothing, "muted", wrap=True), 1)
        self.resize(min(720, parent.width() - 40), min(560, parent.height() - 40))
        for column in range(len(columns) - 1):
            self.table.resizeColumnToContents(column)
        self.table.resizeRowsToContents()
