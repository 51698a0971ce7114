"""The list of recordings with its filter and order, and what to do where there are none."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.library import Row
from launcher.recordings_delegate import RecordingDelegate
from launcher.recordings_model import ORDERS, ROW_ROLE, RecordingsModel, RecordingsOrder, rows_in
from launcher.text import duration, tr
from launcher.widgets import CalmComboBox, ElidedLabel, IconLabel, button, label


class RecordingsList(QWidget):
    """Shows the model; says which recordings are chosen."""

    #: the recordings chosen changed
    chosen = Signal()
    #: one is to be shown
    opened = Signal(object)
    menu_asked = Signal(QPoint)
    record_asked = Signal()
    import_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.model = RecordingsModel()
        self.order = RecordingsOrder(self.model)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr("Player, tag, mode…"))
        self.filter.setAccessibleName(tr("Filter the recordings"))
        self.filter.setToolTip(tr("Show only the recordings with all these words (Ctrl+F)"))
        self.filter.setClearButtonEnabled(True)
        self.orders = CalmComboBox()
        self.orders.setAccessibleName(tr("Order of the recordings"))
        self.orders.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.orders.setMinimumContentsLength(11)
        for key, (words, _, _) in ORDERS.items():
            self.orders.addItem(tr(words), key)
        self.view = QListView()
        self.view.setObjectName("recordings")
        self.view.setModel(self.order)
        self.view.setItemDelegate(RecordingDelegate(self.view))
        self.view.setAccessibleName(tr("List of recordings"))
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.verticalScrollBar().setSingleStep(24)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._count = ElidedLabel("", "caption")

        controls = QHBoxLayout()
        controls.setSpacing(8)
        controls.addWidget(self.filter, 1)
        controls.addWidget(self.orders)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._nothing())
        self._no_match = label(tr("No recording has all these words."), "muted", wrap=True)
        self._no_match.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(self._no_match)
        self._waiting = label(tr("Looking for recordings…"), "muted")
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(self._waiting)
        self._stack.setCurrentWidget(self._waiting)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(6)
        body.addLayout(controls)
        body.addWidget(self._stack, 1)
        body.addWidget(self._count)

        self.filter.textChanged.connect(self._filter)
        self.orders.activated.connect(lambda index: self.order.order_by(self.orders.itemData(index)))
        self.view.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())
        self.view.activated.connect(lambda index: self.opened.emit(index.data(ROW_ROLE)))
        self.view.customContextMenuRequested.connect(
            lambda place: self.menu_asked.emit(self.view.viewport().mapToGlobal(place))
        )

    def _nothing(self) -> QWidget:
        made = QWidget()
        record = button(tr("Start Pure Recording"), "record", primary=True)
        record.setAccessibleName(tr("Record some play"))
        bring = button(tr("Import recordings…"), "import")
        record.clicked.connect(self.record_asked)
        bring.clicked.connect(self.import_asked)
        rows = QVBoxLayout(made)
        rows.setSpacing(12)
        rows.addStretch(1)
        rows.addWidget(IconLabel("recordings", "muted", 56), alignment=Qt.AlignmentFlag.AlignCenter)
        title = label(tr("No recordings yet"), "section")
        rows.addWidget(title, alignment=Qt.AlignmentFlag.AlignCenter)
        text = label(
            tr(
                "Everything the models learn comes from recordings of your play. Record some: open the game, press "
                "F5, play for a while, press F5 again. Or drop recordings from elsewhere here."
            ),
            "muted",
            wrap=True,
        )
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        text.setMaximumWidth(420)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(text, 100)
        line.addStretch(1)
        rows.addLayout(line)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(record)
        buttons.addWidget(bring)
        buttons.addStretch(1)
        rows.addLayout(buttons)
        rows.addStretch(2)
        return made

    def take(self, rows: list[Row]) -> None:
        """Show these recordings."""
        self.model.take(rows)
        self._show_state()

    def rows(self) -> list[Row]:
        """The chosen recordings, from top to bottom."""
        return rows_in(self.view.selectionModel().selectedIndexes())

    def choose(self, path: Path) -> None:
        """Choose one recording alone."""
        index = self.order.mapFromSource(self.model.index_of(path))
        if index.isValid():
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.view.selectionModel().setCurrentIndex(index, flag)
            self.view.scrollTo(index)

    def next_to(self, paths: list[Path]) -> Path | None:
        """The recording to go on with when these are gone."""
        order = [self.order.index(at, 0).data(ROW_ROLE).path for at in range(self.order.rowCount())]
        places = [at for at, path in enumerate(order) if path in paths]
        left = [path for path in order[places[0] :] if path not in paths] if places else []
        return left[0] if left else next((path for path in reversed(order) if path not in paths), None)

    def _filter(self, words: str) -> None:
        self.order.show_only(words)
        self._show_state()

    def _show_state(self) -> None:
        whole, shown = self.model.rowCount(), self.order.rowCount()
        if not whole:
            self._stack.setCurrentIndex(1)
        else:
            self._stack.setCurrentWidget(self.view if shown else self._no_match)
        for control in (self.filter, self.orders, self._count):
            control.setVisible(whole > 0)
        seconds = sum(row.seconds or 0.0 for row in self.model.rows)
        words = tr("{0} recordings, {1}") if whole != 1 else tr("{0} recording, {1}")
        text = words.format(whole, duration(seconds))
        if shown != whole:
            text = tr("{0} of {1}").format(shown, text)
        self._count.setText(text)
