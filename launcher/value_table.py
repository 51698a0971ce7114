"""Names and values of a JSON object, nested ones flattened, as a table to read and copy."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStackedLayout, QTableWidget, QTableWidgetItem, QWidget

from launcher.text import plain, tr
from launcher.widgets import label


def flatten(value: Any, name: str = "") -> list[tuple[str, str]]:
    """(name, value) rows: `{"a": {"b": 1}}` becomes `[("a / b", "1")]`; short lists stand in one row."""
    if isinstance(value, dict):
        return [row for key, item in value.items() for row in flatten(item, f"{name} / {key}" if name else str(key))]
    if isinstance(value, list) and any(isinstance(item, dict | list) for item in value):
        return [row for index, item in enumerate(value, 1) for row in flatten(item, f"{name} {index}".strip())]
    if isinstance(value, list):
        return [(name, ", ".join(plain(item) for item in value))]
    return [(name, plain(value))]


class ValueTable(QWidget):
    """Shows one object, or a sentence where there is nothing in it."""

    def __init__(self, what: str, nothing: str) -> None:
        """`what` is said of the table to those who cannot see it, `nothing` where it is empty."""
        super().__init__()
        self._rows: list[tuple[str, str]] = []
        self._table = QTableWidget(0, 2)
        self._table.setAccessibleName(what)
        self._table.setHorizontalHeaderLabels([tr("Name"), tr("Value")])
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setAlternatingRowColors(True)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.verticalHeader().hide()
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self._nothing = label(nothing, "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self._table)

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it."""
        return not self._rows

    def show_values(self, values: dict[str, Any]) -> None:
        """Show these values instead."""
        rows = flatten(values)
        if rows == self._rows:
            return
        self._rows = rows
        self._table.setRowCount(len(rows))
        for index, row in enumerate(rows):
            for column, text in enumerate(row):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self._table.setItem(index, column, item)
        self._stack.setCurrentIndex(1 if rows else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            chosen = sorted({index.row() for index in self._table.selectedIndexes()})
            QGuiApplication.clipboard().setText("\n".join("\t".join(self._rows[row]) for row in chosen))
        else:
            super().keyPressEvent(event)
