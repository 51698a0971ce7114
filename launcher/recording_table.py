"""The recordings of a statistics file as a table that sorts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from core.data_statistics import RecordingRow
from launcher.text import count_words, duration, tr

_SORT = Qt.ItemDataRole.UserRole
#: rows shown before the table scrolls by itself
_MOST_ROWS = 12


class _Cell(QTableWidgetItem):
    """Sorts by its value, not by how it is written."""

    def __init__(self, text: str, value: float | str) -> None:
        super().__init__(text)
        self.setToolTip(text)
        self.setData(_SORT, value)

    def __lt__(self, other: QTableWidgetItem) -> bool:
        return self.data(_SORT) < other.data(_SORT)


def cells(row: RecordingRow) -> list[tuple[str, float | str]]:
    """Text and sort value of each column."""
    total = max(1, sum(row.modes.values()))
    modes = ", ".join(
        f"{name} {count / total:.0%}" for name, count in sorted(row.modes.items(), key=lambda item: -item[1]) if count
    )
    return [
        (row.name, row.name),
        (row.player, row.player),
        (duration(60 * row.minutes), row.minutes),
        (count_words(row.frames), float(row.frames)),
        (f"{row.frame_rate:.1f}", row.frame_rate),
        (str(row.dropped), float(row.dropped)),
        (str(row.gaps), float(row.gaps)),
        (f"{row.idle_share:.0%}", row.idle_share),
        (row.resolution, float(row.width * row.height)),
        (modes, modes),
    ]


class RecordingTable(QTableWidget):
    """One row a recording."""

    def __init__(self) -> None:
        titles = [
            *(tr("Name"), tr("Player"), tr("Length"), tr("Frames"), tr("Fps"), tr("Dropped"), tr("Pauses"), tr("Idle")),
            *(tr("Size"), tr("Modes")),
        ]
        super().__init__(0, len(titles))
        self.setHorizontalHeaderLabels(titles)
        self.setAccessibleName(tr("Recordings"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)

    def show_rows(self, rows: list[RecordingRow]) -> None:
        """Show these recordings instead."""
        self.setSortingEnabled(False)
        self.setRowCount(len(rows))
        for index, row in enumerate(rows):
            for column, (text, value) in enumerate(cells(row)):
                self.setItem(index, column, _Cell(text, value))
        self.setSortingEnabled(True)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        height = self.verticalHeader().defaultSectionSize()
        shown = min(max(1, len(rows)), _MOST_ROWS)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + shown * height + 6)
