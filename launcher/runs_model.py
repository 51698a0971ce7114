"""The runs as rows of a table: filtered and sorted here, for a proxy would ask for every cell again and again."""

from __future__ import annotations

import time
from collections.abc import Collection
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from launcher.icons import icon
from launcher.job_words import job_title
from launcher.result_words import result_words
from launcher.run_facts import RunFacts
from launcher.run_list import Run
from launcher.session import Session
from launcher.state_words import run_icon, run_tone, run_words
from launcher.text import duration, size, tr, when
from launcher.theme import theme
from launcher.value_table import flatten

Index = QModelIndex | QPersistentModelIndex
ID_ROLE = Qt.ItemDataRole.UserRole + 1
WHEN, JOB, OUTCOME, LENGTH, SIZE, CHANGED, RESULT = range(7)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def run_length(run: Run) -> float | None:
    """Seconds a run has taken so far, None where it has not begun."""
    if run.status is None:
        return None
    return (time.time() if run.active else run.status.ended or run.status.updated) - run.status.started


def whole_result_words(run: Run) -> str:
    """What a card tells of a run's result and its first figures in one line, else its message."""
    if run.status is None:
        return ""
    figures = ", ".join(f"{name} {value}" for name, value in flatten(run.status.result)[:4])
    found = " · ".join(filter(None, (result_words(run.job, run.status.result), figures)))
    return found or (run.status.message if run.active else "")


class RunsModel(QAbstractTableModel):
    """The rows; pinned runs stand before all others, however they are sorted."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._all: list[Run] = []
        self._shown: list[Run] = []
        self._facts: dict[str, RunFacts] = {}
        #: status stamp and activity with which a run was told last
        self._told: dict[str, object] = {}
        self._wanted = ""
        self._column, self._order = WHEN, Qt.SortOrder.DescendingOrder
        self._titles = (
            tr("When"),
            tr("Job"),
            tr("Outcome"),
            tr("Length"),
            tr("Size"),
            tr("Settings changed"),
            tr("Result"),
        )

    @property
    def total(self) -> int:
        """How many runs there are, shown or not."""
        return len(self._all)

    def refresh(self) -> None:
        """Take over the session's runs."""
        runs = self._session.runs.visible()
        come_or_gone = [run.id for run in runs] != [run.id for run in self._all]
        self._all = runs
        if come_or_gone:
            self._facts = {run.id: self._facts[run.id] for run in runs if run.id in self._facts}
            self._arrange()
            return
        changed = set()
        for run in runs:
            now, before = (run.stamp, run.active), self._told.get(run.id)
            if run.active or now != before:
                self._told[run.id] = now
                changed.add(run.id)
                if before is not None and not run.active:
                    self._facts.pop(run.id, None)  # it has written more since they were found out
        self._tell(changed)

    def without_facts(self) -> list[Run]:
        """The runs whose facts are not known, the newest first."""
        return [run for run in self._all if run.id not in self._facts]

    def take_facts(self, facts: dict[str, RunFacts]) -> None:
        """Take over what has been found out about some runs, by id."""
        moved = any(found.pinned != self.pinned(run_id) for run_id, found in facts.items())
        self._facts |= facts
        if moved or self._wanted or self._column in (SIZE, CHANGED):
            self._arrange()
        else:
            self._tell(facts.keys())

    def pinned(self, run_id: str) -> bool:
        """Whether a run is pinned, as far as is known."""
        return run_id in self._facts and self._facts[run_id].pinned

    def filter(self, wanted: str) -> None:
        """Show only runs with this text in a column, whatever the case."""
        self._wanted = wanted.casefold()
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._column, self._order = column, order
        self._arrange()

    def row_of(self, run_id: str) -> int:
        """Where a run is shown, -1 where it is not."""
        return next((row for row, run in enumerate(self._shown) if run.id == run_id), -1)

    def _arrange(self) -> None:
        self.layoutAboutToBeChanged.emit()
        places = self.persistentIndexList()
        ids = [self._shown[place.row()].id for place in places]
        runs = [run for run in self._all if not self._wanted or self._matches(run)]
        runs.sort(key=self._key, reverse=self._order is Qt.SortOrder.DescendingOrder)
        self._shown = sorted(runs, key=lambda run: not self.pinned(run.id))
        rows = {run.id: row for row, run in enumerate(self._shown)}
        moved = [
            self.index(rows[run_id], place.column()) if run_id in rows else QModelIndex()
            for run_id, place in zip(ids, places, strict=True)
        ]
        self.changePersistentIndexList(places, moved)
        self.layoutChanged.emit()

    def _matches(self, run: Run) -> bool:
        return any(self._wanted in self._text(run, column).casefold() for column in range(len(self._titles)))

    def _key(self, run: Run) -> Any:
        if self._column == WHEN:
            return run.id
        if self._column == LENGTH:
            return run_length(run) or 0.0
        if self._column == SIZE:
            return self._facts[run.id].size if run.id in self._facts else -1
        return self._text(run, self._column)

    def _tell(self, run_ids: Collection[str]) -> None:
        if not run_ids:
            return
        for row, run in enumerate(self._shown):
            if run.id in run_ids:
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(self._titles) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        run, column = self._shown[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole or role == Qt.ItemDataRole.ToolTipRole:
            return self._text(run, column)
        if role == Qt.ItemDataRole.DecorationRole and column == OUTCOME:
            return icon(run_icon(run), run_tone(run))
        if role == Qt.ItemDataRole.DecorationRole and column == WHEN and self.pinned(run.id):
            return icon("pin", "accent")
        if role == Qt.ItemDataRole.ForegroundRole and column == OUTCOME:
            return QColor(getattr(theme.colors, run_tone(run)))
        if role == Qt.ItemDataRole.TextAlignmentRole and column == SIZE:
            return _RIGHT
        return run.id if role == ID_ROLE else None

    def _text(self, run: Run, column: int) -> str:
        if column == WHEN:
            return when(run.started, time.time())
        if column == JOB:
            return job_title(run.job)
        if column == OUTCOME:
            return run.outcome.short if run.outcome else run_words(run)
        if column == LENGTH:
            length = run_length(run)
            return duration(length) if length is not None else ""
        if column == RESULT:
            return whole_result_words(run)
        facts = self._facts.get(run.id)
        if facts is None:
            return ""
        return size(facts.size) if column == SIZE else facts.changed
