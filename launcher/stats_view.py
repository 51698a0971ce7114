"""What Data Statistics found, as figures, bars, advice and a table of the recordings."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.data_statistics import FILE_NAME, DataStatistics, Readiness, read_statistics
from core.errors import UserError
from launcher.bar_list import BarList
from launcher.data_summary import Fact
from launcher.mode_colors import mode_words
from launcher.recording_table import RecordingTable
from launcher.result_view import ResultView, titled
from launcher.run_list import Run
from launcher.text import count_words, duration, later, tr
from launcher.widgets import IconLabel, clear_layout, label

#: titles of the bar lists by field of `DataStatistics`
_TITLES = {
    "modes": later("Modes"),
    "targets": later("Targets"),
    "clicks": later("Clicks"),
    "hotkeys": later("Hotkeys"),
}


class StatsView(ResultView):
    """One statistics file, shown."""

    def __init__(self) -> None:
        super().__init__()
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(24)
        self._ready, self._advice, self._skipped = (QVBoxLayout() for _ in range(3))
        self._bars = {name: BarList(tr(title)) for name, title in _TITLES.items()}
        self._samples = QGridLayout()
        self._samples.setHorizontalSpacing(24)
        self.table = RecordingTable()
        body = self.body
        body.addWidget(titled(tr("What there is"), self._facts))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(titled(tr("Enough to train?"), self._ready), 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(titled(tr("What to do next"), self._advice), 1, Qt.AlignmentFlag.AlignTop)
        body.addLayout(row)
        grid = QGridLayout()
        grid.setSpacing(12)
        for index, (name, bars) in enumerate(self._bars.items()):
            grid.addWidget(titled(tr(_TITLES[name]), bars), index // 2, index % 2, Qt.AlignmentFlag.AlignTop)
        body.addLayout(grid)
        body.addWidget(titled(tr("Samples a training takes, by source"), self._samples))
        body.addWidget(titled(tr("Recordings"), self.table))
        self._skipped_panel = titled(tr("Left out"), self._skipped)
        body.addWidget(self._skipped_panel)
        body.addStretch(1)

    def show_run(self, run: Run) -> bool:
        try:
            statistics = read_statistics(run.folder.path / FILE_NAME)
        except UserError:
            return False
        self.show_statistics(statistics)
        return True

    def show_statistics(self, statistics: DataStatistics) -> None:
        """Show these figures."""
        self._show_facts(statistics)
        self._show_lines(self._ready, [_readiness_row(item) for item in statistics.readiness])
        said = statistics.advice or [tr("Nothing is missing.")]
        self._show_lines(self._advice, [label(line, wrap=True) for line in said])
        for name, bars in self._bars.items():
            counts = getattr(statistics, name)
            bars.show_counts({mode_words(mode): n for mode, n in counts.items()} if name == "modes" else counts)
        self._show_samples(statistics)
        self.table.show_rows(statistics.rows)
        self._show_lines(
            self._skipped, [label(reason, wrap=True, tone="warn") for reason in statistics.skipped.values()]
        )
        self._skipped_panel.setVisible(bool(statistics.skipped))

    def _show_facts(self, statistics: DataStatistics) -> None:
        frames = max(1, statistics.frames)
        dropped = statistics.total("dropped")
        found = [
            Fact(str(len(statistics.rows)), tr("recordings"), ", ".join(statistics.players)),
            Fact(duration(60 * statistics.minutes), tr("of play"), ", ".join(statistics.resolutions)),
            Fact(count_words(statistics.frames), tr("frames"), _repeated(statistics)),
            Fact(f"{statistics.idle_share:.0%}", tr("idle"), tr("no click or key within a second")),
            Fact(f"{dropped / (frames + dropped):.1%}", tr("dropped"), tr("{0} late").format(statistics.total("late"))),
        ]
        clear_layout(self._facts)
        for column, fact in enumerate(found):
            self._facts.addWidget(label(fact.number, "number"), 0, column)
            self._facts.addWidget(label(fact.what, "title"), 1, column)
            self._facts.addWidget(label(fact.detail, "caption", wrap=True), 2, column, Qt.AlignmentFlag.AlignTop)
            self._facts.setColumnStretch(column, 1)

    def _show_samples(self, statistics: DataStatistics) -> None:
        clear_layout(self._samples)
        sources = sorted({source for counts in statistics.samples.values() for source in counts})
        for column, title in enumerate(("", *sources), 0):
            self._samples.addWidget(label(title, "caption"), 0, column)
        for row, (model, counts) in enumerate(statistics.samples.items(), 1):
            self._samples.addWidget(label(model.capitalize(), "title"), row, 0)
            for column, source in enumerate(sources, 1):
                self._samples.addWidget(label(count_words(counts.get(source, 0))), row, column)
        self._samples.setColumnStretch(len(sources) + 1, 1)

    @staticmethod
    def _show_lines(layout: QVBoxLayout, lines: list[QWidget]) -> None:
        clear_layout(layout)
        for line in lines:
            layout.addWidget(line)


def _repeated(statistics: DataStatistics) -> str:
    return tr("{0} doubled, {1} pauses").format(statistics.total("duplicates"), statistics.total("gaps"))


def _readiness_row(item: Readiness) -> QWidget:
    row = QWidget()
    box = QHBoxLayout(row)
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(IconLabel("good" if item.enough else "warn", "good" if item.enough else "warn", 18))
    name = label(item.model.capitalize(), "title")
    name.setMinimumWidth(90)
    box.addWidget(name)
    box.addWidget(label(item.reason, wrap=True), 1)
    return row
