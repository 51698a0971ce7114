"""The recordings as a list: what there is, in which order, and which of them are wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QImage

from core.library import Row
from launcher.recordings_filter import Wanted
from launcher.text import duration, tr

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole
THUMBNAIL_ROLE = Qt.ItemDataRole.UserRole + 1


def made_at(row: Row) -> float:
    """When a recording was made, as a unix time; 0 where that is not known."""
    try:
        return datetime.fromisoformat(row.summary.created).timestamp() if row.summary else 0.0
    except ValueError:
        return 0.0


def player_words(player: str) -> str:
    """Who played, as it is written: "person", "collector (pilot)"."""
    kind, _, name = player.partition(":")
    return tr("{0} (pilot)").format(name) if kind == "pilot" and name else player


def mode_shares(row: Row) -> list[tuple[str, float]]:
    """(mode, share of the frames) in the order of the modes, "" last for frames nobody has labelled."""
    counts = row.summary.modes if row.summary else {}
    whole = sum(counts.values())
    names = sorted(counts, key=lambda name: (not name, name))
    return [(name, counts[name] / whole) for name in names if counts[name]]


#: how the list can be ordered: what it is called, and by which value; each has its natural direction
ORDERS: dict[str, tuple[str, Callable[[Row], Any], bool]] = {
    "newest": ("Newest first", lambda row: (made_at(row), row.name), True),
    "oldest": ("Oldest first", lambda row: (made_at(row), row.name), False),
    "longest": ("Longest first", lambda row: row.seconds or 0.0, True),
    "name": ("By name", lambda row: row.name, False),
    "player": ("By player", lambda row: (row.summary.player if row.summary else "", row.name), False),
    "marks": ("Most marks first", lambda row: (bool(row.problem), len(row.marks)), True),
    "size": ("Largest first", lambda row: row.bytes, True),
}


class RecordingsModel(QAbstractListModel):
    """The rows. Thumbnails are asked for when they are to be painted."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Row] = []
        self._thumbnails: dict[Path, QImage] = {}
        #: called with a row whose thumbnail is wanted and not there
        self.thumbnail_wanted: Callable[[Row], None] = lambda row: None

    @property
    def rows(self) -> list[Row]:
        """All rows, by name."""
        return list(self._rows)

    def take(self, rows: list[Row]) -> None:
        """Show these rows. What stayed the same keeps its place, so that the selection stays too."""
        if [row.path for row in rows] == [row.path for row in self._rows]:
            changed = [at for at, (old, new) in enumerate(zip(self._rows, rows, strict=True)) if old != new]
            self._rows = rows
            for at in changed:
                self.dataChanged.emit(self.index(at), self.index(at))
            return
        new = {row.path for row in rows}
        for at in range(len(self._rows) - 1, -1, -1):
            if self._rows[at].path not in new:
                self.beginRemoveRows(QModelIndex(), at, at)
                self._thumbnails.pop(self._rows.pop(at).path, None)
                self.endRemoveRows()
        for at, row in enumerate(rows):
            if at >= len(self._rows) or self._rows[at].path != row.path:
                self.beginInsertRows(QModelIndex(), at, at)
                self._rows.insert(at, row)
                self.endInsertRows()
        self.take(rows)

    def take_one(self, row: Row) -> None:
        """Show a row that changed."""
        for at, old in enumerate(self._rows):
            if old.path == row.path:
                self._rows[at] = row
                self.dataChanged.emit(self.index(at), self.index(at))

    def take_thumbnail(self, path: Path, image: QImage) -> None:
        """Show a thumbnail."""
        self._thumbnails[path] = image
        for at, row in enumerate(self._rows):
            if row.path == path:
                self.dataChanged.emit(self.index(at), self.index(at), [THUMBNAIL_ROLE])

    def row_at(self, path: Path | None) -> Row | None:
        """The row of a recording."""
        return next((row for row in self._rows if row.path == path), None)

    def index_of(self, path: Path) -> QModelIndex:
        """The index of a recording, none where it is not there."""
        return next((self.index(at) for at, row in enumerate(self._rows) if row.path == path), QModelIndex())

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == THUMBNAIL_ROLE:
            found = self._thumbnails.get(row.path)
            if found is None:
                self.thumbnail_wanted(row)
            return found
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(filter(None, [row.path.name, ", ".join(row.marks), row.problem]))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            length = duration(row.seconds) if row.seconds is not None else ""
            return ", ".join(filter(None, [row.name, length, *row.edits.tags, *row.marks, row.problem]))
        return None


class RecordingsOrder(QSortFilterProxyModel):
    """The model in the chosen order, without what is filtered out."""

    def __init__(self, model: RecordingsModel) -> None:
        super().__init__()
        self.setSourceModel(model)
        self.setDynamicSortFilter(True)
        self._order = "newest"
        self._wanted = Wanted()
        self.sort(0)

    def order_by(self, order: str) -> None:
        """Choose one of `ORDERS`."""
        self._order = order
        self.invalidate()

    def show_only(self, words: str) -> None:
        """Show the recordings that have all these words somewhere."""
        self.beginFilterChange()
        self._wanted = Wanted(words)
        self.endFilterChange()

    def filterAcceptsRow(self, at: int, parent: Index) -> bool:
        return self.sourceModel().index(at, 0).data(ROW_ROLE) in self._wanted

    def lessThan(self, left: Index, right: Index) -> bool:
        _, key, down = ORDERS[self._order]
        one, other = key(left.data(ROW_ROLE)), key(right.data(ROW_ROLE))
        return bool(one > other) if down else bool(one < other)


def rows_in(indexes: Iterable[QModelIndex]) -> list[Row]:
    """The rows of some indexes, from top to bottom."""
    return [index.data(ROW_ROLE) for index in sorted(indexes, key=lambda index: index.row())]
