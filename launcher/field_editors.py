"""The widgets in which one setting is changed, one for each kind of field."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QWidget

from launcher.fields import FieldSpec
from launcher.text import tr
from launcher.widgets import CalmComboBox, icon_button, set_property


class Editor(QWidget):
    """Shows a field's value and tells what a person makes of it (text, or a bool for a check box)."""

    edited = Signal(object)

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__()
        self.spec = spec
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)

    def _install(self, field: QWidget) -> None:
        field.setAccessibleName(self.spec.title)
        field.setAccessibleDescription(self.spec.help)
        field.setToolTip(self.spec.help)
        field.setObjectName(f"field_{self.spec.name}")
        self.setFocusProxy(field)
        self._row.addWidget(field, 1)

    def show_text(self, text: str) -> None:
        """Show a value without telling it as an edit."""
        raise NotImplementedError

    def show_wrong(self, wrong: bool) -> None:
        """Mark the field as wrong."""
        if field := self.focusProxy():
            set_property(field, "wrong", wrong)


class CheckEditor(Editor):
    """A check box."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self.box = QCheckBox()
        self._install(self.box)
        self.box.toggled.connect(self.edited.emit)

    def show_text(self, text: str) -> None:
        with QSignalBlocker(self.box):
            self.box.setChecked(text == "True")


class ChoiceEditor(Editor):
    """A list to choose from; the first entry of an optional one stands for nothing."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self.box = CalmComboBox()
        if spec.optional:
            self.box.addItem(tr("not set"), "")
        for choice in spec.choices:
            self.box.addItem(choice, choice)
        self._install(self.box)
        self.box.currentIndexChanged.connect(lambda index: self.edited.emit(self.box.itemData(index)))

    def show_text(self, text: str) -> None:
        with QSignalBlocker(self.box):
            self.box.setCurrentIndex(self.box.findData(text))


class LineEditor(Editor):
    """A line of text: numbers, names, everything without a better widget."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self.line = QLineEdit()
        self.line.setPlaceholderText(tr("not set") if spec.optional else "")
        self._install(self.line)
        self.line.textEdited.connect(self.edited.emit)

    def show_text(self, text: str) -> None:
        self.line.setText(text)


class PathEditor(LineEditor):
    """A path, typed or picked."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        browse = icon_button("folder", tr("Choose {0}…").format(spec.title), flat=False)
        browse.clicked.connect(self._browse)
        self._row.addWidget(browse)

    def _browse(self) -> None:
        now = self.line.text() or str(Path.home())
        if self.spec.kind == "folder":
            chosen = QFileDialog.getExistingDirectory(self, self.spec.title, now)
        elif self.spec.kind == "save_file":
            chosen, _ = QFileDialog.getSaveFileName(self, self.spec.title, now)
        else:
            chosen, _ = QFileDialog.getOpenFileName(self, self.spec.title, now)
        if chosen:
            self.line.setText(chosen)
            self.edited.emit(chosen)


class SuggestingEditor(Editor):
    """A list to choose from, in which other values may be typed."""

    def __init__(self, spec: FieldSpec, suggestions: list[str]) -> None:
        super().__init__(spec)
        self.box = CalmComboBox()
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.addItems(suggestions)
        line = self.box.lineEdit()
        assert line is not None, "an editable combo box has a line"
        line.setPlaceholderText(tr("not set") if spec.optional else "")
        self._install(self.box)
        self.box.editTextChanged.connect(self.edited.emit)

    def show_text(self, text: str) -> None:
        with QSignalBlocker(self.box):
            self.box.setEditText(text)


def make_editor(spec: FieldSpec, suggestions: list[str]) -> Editor:
    """The widget for a field."""
    if spec.kind == "bool":
        return CheckEditor(spec)
    if spec.kind == "choice":
        return ChoiceEditor(spec)
    if spec.kind in ("profile", "pilot"):
        return SuggestingEditor(spec, suggestions)
    if spec.kind in ("folder", "file", "save_file"):
        return PathEditor(spec)
    return LineEditor(spec)
