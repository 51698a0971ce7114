"""Every run there is: when, which job, what it came to, how long, with which settings, and what it said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMenu,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from launcher.run_facts import RunFacts, facts_of, pin
from launcher.run_list import Run
from launcher.runs_model import ID_ROLE, RunsModel
from launcher.session import Session
from launcher.text import tr
from launcher.widgets import icon_button, label, open_outside
from launcher.worker import Worker

#: runs looked into at a time
_BATCH = 40


class RunsPage(QWidget):
    """The table with a filter; a double click or Enter opens a run."""

    run_opened = Signal(str, str)
    stop_asked = Signal(str)
    again_asked = Signal(str)
    #: ids of two runs
    compare_asked = Signal(str, str)
    #: a sentence, and whether it is good news
    told = Signal(str, bool)

    def __init__(self, session: Session, worker: Worker) -> None:
        super().__init__()
        self._session, self._worker = session, worker
        self._asking = False
        self.setObjectName("page")
        self.model = RunsModel(session)

        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr("Show only runs with…"))
        self.filter.setAccessibleName(tr("Filter the runs"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(240)
        self.compare = icon_button("layers", tr("Compare two chosen runs"))
        self.again = icon_button("redo", tr("Start again with this run's settings"))
        self.pin = icon_button("pin", tr("Pin: keep on top (P)"))
        self.folder = icon_button("folder", tr("Open folder"))
        self.delete = icon_button("clear", tr("Move to the bin (Del)"))
        self.table = QTableView()
        self.table.setModel(self.model)
        self._set_up_table()
        self.setFocusProxy(self.table)
        self._nothing = label(
            tr("Nothing has been run yet. Every job leaves a run here, also those from a terminal."), "muted"
        )
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._count = label("", "caption")

        head = QHBoxLayout()
        head.addWidget(label(tr("Runs"), "pageTitle"))
        head.addSpacing(6)
        head.addWidget(self._count)
        head.addStretch(1)
        for control in (self.compare, self.again, self.pin, self.folder, self.delete):
            head.addWidget(control)
        head.addWidget(self.filter)
        body = QVBoxLayout(self)
        body.setContentsMargins(18, 14, 18, 14)
        body.addLayout(head)
        body.addWidget(self._nothing, 1)
        body.addWidget(self.table, 1)

        self.filter.textChanged.connect(self._filter)
        self.table.activated.connect(self._open)
        self.table.customContextMenuRequested.connect(self._menu)
        self.table.selectionModel().selectionChanged.connect(self._show_what_can_be_done)
        self._deeds: tuple[tuple[QToolButton, Callable[[], None]], ...] = (
            (self.compare, self._compare),
            (self.again, lambda: self.again_asked.emit(self.chosen()[0].id)),
            (self.pin, self._pin),
            (self.folder, lambda: open_outside(self.chosen()[0].folder.path)),
            (self.delete, self._delete),
        )
        for control, deed in self._deeds:
            control.clicked.connect(deed)
        for keys, control in (("Del", self.delete), ("P", self.pin)):
            shortcut = QShortcut(QKeySequence(keys), self.table, context=Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(control.click)
        QShortcut(QKeySequence.StandardKey.Find, self, self.filter.setFocus)
        self._show_what_can_be_done()

    def _set_up_table(self) -> None:
        table = self.table
        table.setAccessibleName(tr("Runs"))
        table.setSortingEnabled(True)
        table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setAlternatingRowColors(True)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(30)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)
        for column, width in enumerate((126, 132, 124, 92, 82, 150)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            table.setColumnWidth(column, width)

    def refresh(self) -> None:
        """Take over the session's runs."""
        self.model.refresh()
        some = self.model.total > 0
        self.table.setVisible(some)
        self._nothing.setVisible(not some)
        self._show_count()
        self._show_what_can_be_done()
        self._find_out()

    def chosen(self) -> list[Run]:
        """The chosen runs, from top to bottom."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        runs = (self._session.runs.get(self.model.index(row, 0).data(ID_ROLE)) for row in rows)
        return [run for run in runs if run]

    def choose(self, *run_ids: str) -> None:
        """Choose some runs."""
        selection = self.table.selectionModel()
        selection.clearSelection()
        for run_id in run_ids:
            selection.select(
                self.model.index(self.model.row_of(run_id), 0),
                QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
            )

    def _find_out(self) -> None:
        """Look into the runs that are not known well yet, some at a time."""
        if self._asking or not (unknown := self.model.without_facts()[:_BATCH]):
            return
        self._asking = True
        wanted = [(run.id, run.folder, run.job) for run in unknown]

        def look() -> dict[str, RunFacts]:
            return {run_id: facts_of(folder, job) for run_id, folder, job in wanted}

        self._worker.ask(look, self._found_out, failed=lambda sentence: self.told.emit(sentence, False))

    def _found_out(self, facts: dict[str, RunFacts]) -> None:
        self._asking = False
        self.model.take_facts(facts)
        self._find_out()

    def _filter(self, wanted: str) -> None:
        self.model.filter(wanted)
        self._show_count()

    def _show_count(self) -> None:
        shown, total = self.model.rowCount(), self.model.total
        self._count.setText(
            "" if not total else str(total) if shown == total else tr("{0} of {1}").format(shown, total)
        )

    def _show_what_can_be_done(self) -> None:
        runs = self.chosen()
        self.compare.setEnabled(len(runs) == 2)
        self.again.setEnabled(len(runs) == 1 and not runs[0].active)
        self.pin.setEnabled(bool(runs))
        self.folder.setEnabled(len(runs) == 1)
        self.delete.setEnabled(bool(runs) and not any(run.active for run in runs))

    def _compare(self) -> None:
        one, other = self.chosen()
        self.compare_asked.emit(one.id, other.id)

    def _pin(self) -> None:
        runs = self.chosen()
        pinned = not all(self.model.pinned(run.id) for run in runs)
        wanted = [(run.id, run.folder, run.job) for run in runs]

        def work() -> dict[str, RunFacts]:
            pin([folder.path for _, folder, _ in wanted], pinned)
            return {run_id: facts_of(folder, job) for run_id, folder, job in wanted}

        self._worker.ask(
            work, self.model.take_facts, first=True, failed=lambda sentence: self.told.emit(sentence, False)
        )

    def _delete(self) -> None:
        runs = self.chosen()
        folders = [run.folder.path for run in runs]
        place = min((self.model.row_of(run.id) for run in runs), default=0)

        def work() -> None:
            from core.library.deleting import to_bin

            to_bin(folders)

        words = tr("1 run has been moved to the bin.") if len(runs) == 1 else tr("{0} runs have been moved to the bin.")
        self._worker.ask(
            work,
            lambda _: self._deleted(words.format(len(runs)), place),
            first=True,
            failed=lambda sentence: self.told.emit(sentence, False),
        )

    def _deleted(self, words: str, place: int) -> None:
        self._session.poll()
        self.refresh()
        if rows := self.model.rowCount():
            self.table.selectRow(min(place, rows - 1))  # so that the keys go on from there
        self.told.emit(words, True)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid() and (run := self._session.runs.get(index.data(ID_ROLE))):
            self.run_opened.emit(run.job, run.id)

    def _menu(self, place: Any) -> None:
        index = self.table.indexAt(place)
        if not index.isValid() or not (run := self._session.runs.get(index.data(ID_ROLE))):
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Show")).triggered.connect(lambda: self.run_opened.emit(run.job, run.id))
        if run.active:
            menu.addAction(tr("Stop")).triggered.connect(lambda: self.stop_asked.emit(run.id))
        for control, _ in self._deeds:
            action = menu.addAction(control.icon(), control.toolTip())
            action.setEnabled(control.isEnabled())
            action.triggered.connect(control.click)
        menu.popup(self.table.viewport().mapToGlobal(place))
