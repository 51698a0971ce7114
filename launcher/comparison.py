"""Two runs beside each other: settings that differ, figures, and their curves in the same charts."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QSplitter, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from launcher.chart_choices import ChartChoices
from launcher.chart_panel import ChartPanel
from launcher.job_words import job_title
from launcher.run_facts import differences
from launcher.run_list import Run
from launcher.state_words import run_words
from launcher.text import tr, when
from launcher.widgets import label
from launcher.worker import Worker

Rows = list[tuple[str, str, str]]


class Comparison(QDialog):
    """A window of its own, so that several can be looked at."""

    def __init__(self, one: Run, other: Run, choices: ChartChoices, worker: Worker, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Two runs compared"))
        self._names = [f"{job_title(run.job)}, {when(run.started, time.time())}" for run in (one, other)]
        self.table = QTableWidget(0, 3)
        self.table.setAccessibleName(tr("What differs"))
        self.table.setHorizontalHeaderLabels([tr("What differs"), *self._names])
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setAlternatingRowColors(True)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)
        header.setDefaultSectionSize(260)
        self.panel = ChartPanel(one.job, choices, worker)
        self.panel.over.hide()
        self._note = label(
            tr("Curves of the second run are dashed; its values stand in brackets."), "caption", wrap=True
        )
        lower = QWidget()
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self._note)
        below.addWidget(self.panel, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(lower)
        split.setStretchFactor(1, 1)
        body = QVBoxLayout(self)
        body.setContentsMargins(18, 14, 18, 14)
        body.addWidget(label(tr("{0} and {1}").format(*self._names), "section", wrap=True))
        body.addWidget(split, 1)
        available = self.screen().availableGeometry()
        self.resize(min(1100, available.width() - 40), min(820, available.height() - 60))
        split.setSizes([self.height() // 3, 2 * self.height() // 3])

        self.panel.charts.watch(one.folder, ended=not one.active)
        self.panel.charts.lay_over(self._names[1], other.folder)
        told = [(tr("Outcome"), run_words(one), run_words(other))]
        results = [run.status.result if run.status else {} for run in (one, other)]

        def look() -> Rows:
            return told + differences(one.folder.config(), other.folder.config()) + differences(*results)

        worker.ask(look, self._show, first=True)

    def _show(self, rows: Rows) -> None:
        self.table.setRowCount(len(rows))
        for index, row in enumerate(rows):
            for column, text in enumerate(row):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(index, column, item)
        self.table.resizeColumnToContents(0)
