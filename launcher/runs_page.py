"""Every run there is: when, which job, what it came to, how long, and what it said."""

from __future__ import annotations

import time
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMenu,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from launcher.icons import icon
from launcher.run_list import Run
from launcher.session import Session
from launcher.state_words import job_title, run_icon, run_tone, run_words
from launcher.text import duration, tr, when
from launcher.theme import theme
from launcher.value_table import flatten
from launcher.widgets import label, open_outside

Index = QModelIndex | QPersistentModelIndex
SORT_ROLE = Qt.ItemDataRole.UserRole
ID_ROLE = Qt.ItemDataRole.UserRole + 1


def run_length(run: Run) -> float | None:
    """Seconds a run has taken so far, None where it has not begun."""
    if run.status is None:
        return None
    return (time.time() if run.active else run.status.ended or run.status.updated) - run.status.started


def result_words(run: Run) -> str:
    """The first figures of a run's result in one line, else its message."""
    if run.status is None:
        return ""
    rows = flatten(run.status.result)
    return ", ".join(f"{name} {value}" for name, value in rows[:4]) or (run.status.message if run.active else "")


class RunsModel(QAbstractTableModel):
    """The rows, the newest first."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._runs: list[Run] = []
        self._titles = (tr("When"), tr("Job"), tr("Outcome"), tr("Length"), tr("Result"))

    def refresh(self) -> None:
        """Take over the session's runs."""
        runs = self._session.runs.visible()
        if [run.id for run in runs] != [run.id for run in self._runs]:
            self.beginResetModel()
            self._runs = runs
            self.endResetModel()
        elif runs:
            self._runs = runs
            self.dataChanged.emit(self.index(0, 0), self.index(len(runs) - 1, len(self._titles) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._runs)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        run, column = self._runs[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole or role == Qt.ItemDataRole.ToolTipRole:
            return self._text(run, column)
        if role == Qt.ItemDataRole.DecorationRole and column == 2:
            return icon(run_icon(run), run_tone(run))
        if role == Qt.ItemDataRole.ForegroundRole and column == 2:
            return QColor(getattr(theme.colors, run_tone(run)))
        if role == SORT_ROLE:
            return (run.id, job_title(run.job), run_words(run), run_length(run) or 0.0, result_words(run))[column]
        return run.id if role == ID_ROLE else None

    @staticmethod
    def _text(run: Run, column: int) -> str:
        if column == 0:
            return when(run.started, time.time())
        if column == 1:
            return job_title(run.job)
        if column == 2:
            return run_words(run)
        if column == 3:
            length = run_length(run)
            return duration(length) if length is not None else ""
        return result_words(run)


class RunsPage(QWidget):
    """The table with a filter; a double click or Enter opens a run."""

    run_opened = Signal(str, str)
    stop_asked = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setObjectName("page")
        self.model = RunsModel(session)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self.model)
        self._sorted.setSortRole(SORT_ROLE)
        self._sorted.setFilterKeyColumn(-1)
        self._sorted.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr("Show only runs with…"))
        self.filter.setAccessibleName(tr("Filter the runs"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(280)
        self.table = QTableView()
        self.table.setModel(self._sorted)
        self.table.setAccessibleName(tr("Runs"))
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setAlternatingRowColors(True)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(30)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)
        for column, width in enumerate((150, 140, 290, 116)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.table.setColumnWidth(column, width)
        self._nothing = label(
            tr("Nothing has been run yet. Every job leaves a run here, also those from a terminal."), "muted"
        )
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)

        head = QHBoxLayout()
        head.addWidget(label(tr("Runs"), "pageTitle"))
        head.addStretch(1)
        head.addWidget(self.filter)
        body = QVBoxLayout(self)
        body.setContentsMargins(18, 14, 18, 14)
        body.addLayout(head)
        body.addWidget(self._nothing, 1)
        body.addWidget(self.table, 1)

        self.filter.textChanged.connect(self._sorted.setFilterFixedString)
        self.table.activated.connect(self._open)
        self.table.customContextMenuRequested.connect(self._menu)

    def refresh(self) -> None:
        """Take over the session's runs."""
        self.model.refresh()
        some = self.model.rowCount() > 0
        self.table.setVisible(some)
        self._nothing.setVisible(not some)

    def _run_at(self, index: QModelIndex) -> Run | None:
        return self._session.runs.get(index.data(ID_ROLE)) if index.isValid() else None

    def _open(self, index: QModelIndex) -> None:
        if run := self._run_at(index):
            self.run_opened.emit(run.job, run.id)

    def _menu(self, place: Any) -> None:
        if not (run := self._run_at(self.table.indexAt(place))):
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Show")).triggered.connect(lambda: self.run_opened.emit(run.job, run.id))
        menu.addAction(tr("Open folder")).triggered.connect(lambda: open_outside(run.folder.path))
        if run.active:
            menu.addAction(tr("Stop")).triggered.connect(lambda: self.stop_asked.emit(run.id))
        menu.popup(self.table.viewport().mapToGlobal(place))
