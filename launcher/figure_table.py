"""Small tables of figures to read and copy, as high as their rows, and their cells tinted where that says something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

from launcher.theme import theme

Index = QModelIndex | QPersistentModelIndex

#: how strong the tint of a full share is, 0..255
_STRONGEST = 170
#: pixels a column of figures takes at least
_NARROWEST = 34


@dataclass(frozen=True)
class Cell:
    """A text; `share` (0..1) tints the ground, `tone` ("good", "bad") the text."""

    text: str
    share: float = 0.0
    tone: str = ""


def widest_that_fits(wanted: Sequence[int], room: int) -> int:
    """The width to which the widest of some columns must be cut so that all fit into the room; the others stay."""
    left = room
    for done, width in enumerate(sorted(wanted)):
        share = left // (len(wanted) - done)
        if width > share:
            return share
        left -= width
    return max(wanted, default=0)


class _Tinted(QStyledItemDelegate):
    """Paints the ground itself: a style sheet leaves no room for one of the item's own."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if ground is not None:
            painter.fillRect(option.rect, ground)
        super().paint(painter, option, index)


class FigureTable(QTableWidget):
    """Rows of figures; the first column is what they are of."""

    def __init__(self, what: str, *, fits: bool = False) -> None:
        """`what` is said of it to those who cannot see it.

        With `fits` the widest columns but the first become narrower where there is no room for all, and their titles
        are cut off and stand in tooltips; without, and where even that is too wide, the table is scrolled sideways.
        """
        super().__init__()
        self._fits = fits
        self.setAccessibleName(what)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        self._rows: list[list[Cell]] = []
        self.setItemDelegate(_Tinted(self))
        theme.changed.connect(self._paint_cells)

    def show_rows(self, titles: Sequence[str], rows: Sequence[Sequence[Cell | str]]) -> None:
        """Show these instead."""
        self._rows = [[cell if isinstance(cell, Cell) else Cell(cell) for cell in row] for row in rows]
        self.clear()
        self.setColumnCount(len(titles))
        for column, title in enumerate(titles):
            head = QTableWidgetItem(title)
            head.setToolTip(title)
            self.setHorizontalHeaderItem(column, head)
        self.setRowCount(len(rows))
        for index, row in enumerate(self._rows):
            for column, cell in enumerate(row):
                item = QTableWidgetItem(cell.text)
                item.setToolTip(cell.text)
                self.setItem(index, column, item)
        self._paint_cells()
        self._fit()
        height = self.horizontalHeader().sizeHint().height() + self.verticalHeader().defaultSectionSize() * len(rows)
        # The bar at the bottom shows where a narrow window cuts the last columns off.
        self.setFixedHeight(height + self.horizontalScrollBar().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        header = self.horizontalHeader()
        count = header.count()
        if not self._fits or count < 2:
            return
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        first, *wanted = (max(self.sizeHintForColumn(n), header.sectionSizeHint(n)) for n in range(count))
        most = widest_that_fits(wanted, self.viewport().width() - first)
        for column, width in enumerate([first, *(max(_NARROWEST, min(width, most)) for width in wanted)]):
            header.resizeSection(column, width)

    def _paint_cells(self) -> None:
        colors = theme.colors
        for index, row in enumerate(self._rows):
            for column, cell in enumerate(row):
                item = self.item(index, column)
                assert item is not None, "a cell is made for each"
                ground = QColor(colors.accent)
                ground.setAlpha(round(_STRONGEST * cell.share))
                item.setBackground(ground)
                item.setForeground(QColor(getattr(colors, cell.tone or "text")))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            chosen = sorted({index.row() for index in self.selectedIndexes()})
            lines = ("\t".join(cell.text for cell in self._rows[row]) for row in chosen)
            QGuiApplication.clipboard().setText("\n".join(lines))
        else:
            super().keyPressEvent(event)
