"""What Evaluate Models found: figures, tables, the worst moments, and another evaluation beside it."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QGridLayout, QHBoxLayout, QVBoxLayout

from core.errors import UserError
from core.evaluation import FILE_NAME, Comparison, Evaluation, read_evaluation
from core.offline_figures import Offline
from launcher import evaluate_rows as rows
from launcher.data_summary import Fact
from launcher.evaluate_words import CHOICES, CONFUSION_OF, choice_words
from launcher.figure_table import FigureTable
from launcher.result_view import ResultView, titled
from launcher.run_list import Run, RunList
from launcher.state_words import run_words
from launcher.text import tr, when
from launcher.widgets import CalmComboBox, clear_layout, label

#: other evaluations offered at most
_OFFERED = 20
#: pixels that a figure at the top, and a panel of one choice, are wide at least
_FACT_WIDTH, _CHOICE_WIDTH = 180, 400
_MOST_FACTS = 4


class EvaluateView(ResultView):
    """One evaluation, shown."""

    def __init__(self, runs: RunList) -> None:
        """`runs`: where other evaluations are."""
        super().__init__()
        self._runs = runs
        self._run: Run | None = None
        self._evaluation = Evaluation()
        self._shown_facts: list[Fact] = []
        self._fact_columns, self._choice_columns = _MOST_FACTS, 0
        self.other = CalmComboBox()
        self.other.setAccessibleName(tr("Evaluation to compare with"))
        self._against = QVBoxLayout()
        self._against_table = FigureTable(tr("Against other models"))
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(24)
        self.play = FigureTable(tr("In play"))
        self.styles = FigureTable(tr("Distance in style"))
        self._own = label("", "caption", wrap=True)
        self.choices = {name: FigureTable(choice_words(name)) for name in CHOICES}
        self.confusion = {
            name: FigureTable(tr("{0}, confusion").format(choice_words(name)), fits=True) for name in CHOICES
        }
        self.calibration = FigureTable(tr("As sure as it is right?"))
        self.worst = FigureTable(tr("Worst moments"))
        self.worst.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._lay_out()
        self.other.activated.connect(lambda index: self._show())
        self.worst.cellActivated.connect(lambda row, column: self._ask_moment(row))

    def _lay_out(self) -> None:
        beside = QHBoxLayout()
        beside.addWidget(label(tr("Beside it:"), "caption"))
        beside.addWidget(self.other)
        beside.addStretch(1)
        top = QVBoxLayout()
        top.addLayout(self._facts)
        top.addLayout(beside)
        self.body.addWidget(titled(tr("What it came to"), top))
        against = QVBoxLayout()
        against.addLayout(self._against)
        against.addWidget(self._against_table)
        self._against_panel = titled(tr("Against other models"), against)
        self.body.addWidget(self._against_panel)
        self._play_panel = titled(tr("In play, by the minute or the game (95 % interval)"), self.play)
        self.body.addWidget(self._play_panel)
        styles = QVBoxLayout()
        styles.addWidget(self.styles)
        styles.addWidget(self._own)
        self._style_panel = titled(tr("Distance in style: 0 alike, 1 nothing in common"), styles)
        self.body.addWidget(self._style_panel)
        self._choice_grid = QGridLayout()
        self._choice_grid.setSpacing(12)
        self._choice_panels = []
        for name in CHOICES:
            both = QVBoxLayout()
            both.addWidget(self.choices[name])
            both.addWidget(label(tr(CONFUSION_OF[name]), "caption", wrap=True))
            both.addWidget(self.confusion[name])
            made = titled(choice_words(name), both)
            self._choice_panels.append(made)
        self._arrange()
        self.body.addLayout(self._choice_grid)
        self._calibration_panel = titled(tr("As sure as it is right?"), self.calibration)
        self.body.addWidget(self._calibration_panel)
        worst = QVBoxLayout()
        worst.addWidget(label(tr("Double click, or Return, shows a moment in the player."), "caption", wrap=True))
        worst.addWidget(self.worst)
        self._worst_panel = titled(tr("Worst moments: where models and player differ most"), worst)
        self.body.addWidget(self._worst_panel)
        self.body.addStretch(1)

    def show_run(self, run: Run) -> bool:
        found = _read(run)
        if found is None:
            return False
        self._run, self._evaluation = run, found
        self._offer()
        self._show()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """As many columns as there is room for, so that nothing but a wide table has to be scrolled sideways."""
        room = self.viewport().width()
        facts, choices = max(2, min(_MOST_FACTS, room // _FACT_WIDTH)), 2 if room >= 2 * _CHOICE_WIDTH else 1
        if choices != self._choice_columns:
            self._choice_columns = choices
            for index, made in enumerate(self._choice_panels):
                self._choice_grid.addWidget(made, index // choices, index % choices, Qt.AlignmentFlag.AlignTop)
            self._choice_grid.setColumnStretch(0, 1)
            self._choice_grid.setColumnStretch(1, choices - 1)
        if facts != self._fact_columns:
            self._fact_columns = facts
            self._place_facts()

    def _offer(self) -> None:
        """List the other evaluations."""
        now = time.time()
        self.other.clear()
        self.other.addItem(tr("no other evaluation"), None)
        for run in self._runs.visible("evaluate")[: _OFFERED + 1]:
            if run is not self._run and (run.folder.path / FILE_NAME).is_file():
                self.other.addItem(f"{when(run.started, now)}  ·  {run_words(run)}", run.id)
        self.other.setEnabled(self.other.count() > 1)

    def _show(self) -> None:
        chosen = self._runs.get(self.other.currentData() or "")
        other = (_read(chosen) if chosen else None) or Evaluation()
        found = self._evaluation
        self._show_facts(found, other)
        self._show_comparison(found.comparison)
        play = found.closed_loop
        self._play_panel.setVisible(play is not None)
        self._style_panel.setVisible(play is not None and bool(play.style_distances))
        if play is not None:
            self.play.show_rows(*rows.players(play, other.closed_loop))
            self.styles.show_rows(*rows.styles(play, other.closed_loop))
            self._own.setText(rows.own_distance_words(play))
            self._own.setVisible(bool(self._own.text()))
        self._show_offline(found.offline, other.offline)

    def _show_facts(self, found: Evaluation, other: Evaluation) -> None:
        self._shown_facts = rows.facts(found, other)
        self._place_facts()

    def _place_facts(self) -> None:
        clear_layout(self._facts)
        for column in range(_MOST_FACTS):
            self._facts.setColumnStretch(column, 1 if column < self._fact_columns else 0)
        for index, fact in enumerate(self._shown_facts):
            row, column = 3 * (index // self._fact_columns), index % self._fact_columns
            self._facts.addWidget(label(fact.number, "number"), row, column)
            self._facts.addWidget(label(fact.what, "title", wrap=True), row + 1, column)
            self._facts.addWidget(label(fact.detail, "caption", wrap=True), row + 2, column, Qt.AlignmentFlag.AlignTop)

    def _show_comparison(self, comparison: Comparison | None) -> None:
        self._against_panel.setVisible(comparison is not None)
        if comparison is None:
            return
        clear_layout(self._against)
        for line in rows.comparison_words(comparison):
            self._against.addWidget(label(line, wrap=True))
        paired = [*comparison.offline, *comparison.in_play]
        self._against_table.setVisible(bool(paired))
        self._against_table.show_rows(*rows.compared(paired))

    def _show_offline(self, found: Offline | None, other: Offline | None) -> None:
        for made in (*self._choice_panels, self._calibration_panel):
            made.setVisible(found is not None)
        self._worst_panel.setVisible(found is not None and bool(found.worst))
        if found is None:
            return
        before = rows.chosen_by_name(other) if other else {}
        for name, chosen in rows.chosen_by_name(found).items():
            self.choices[name].show_rows(*rows.classes(name, chosen, before.get(name)))
            self.confusion[name].show_rows(*rows.confusion(name, chosen))
        self.calibration.show_rows(*rows.calibrations(found, other))
        self.worst.show_rows(*rows.worst(found.worst))

    def _ask_moment(self, row: int) -> None:
        offline = self._evaluation.offline
        if offline is not None and row < len(offline.worst):
            moment = offline.worst[row]
            self.moment_asked.emit(moment.recording, moment.t)


def _read(run: Run) -> Evaluation | None:
    try:
        return read_evaluation(run.folder.path / FILE_NAME)
    except UserError:
        return None
