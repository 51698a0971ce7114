"""A job's settings as a form, made from its settings class."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from core.errors import UserError
from core.jobs import Job
from launcher.field_editors import make_editor
from launcher.fields import FieldSpec
from launcher.form_model import FormModel
from launcher.job_words import job_summary, job_title, job_waits_for
from launcher.session import Session
from launcher.text import plain, tr
from launcher.widgets import CalmComboBox, IconLabel, button, icon_button, label, panel, set_property

TITLE_WIDTH = 168


class FieldRow(QWidget):
    """One setting: title, editor, unit, a way back to the default, and below it help or what is wrong."""

    def __init__(self, spec: FieldSpec, model: FormModel, dialog: SettingsDialog) -> None:
        super().__init__()
        self.spec = spec
        self._model = model
        self._title = label(spec.title)
        self._title.setFixedWidth(TITLE_WIDTH)
        self._title.setToolTip(spec.help)
        self.editor = make_editor(spec, model.suggestions(spec.name))
        self.reset = icon_button("reset", tr("Back to the default: {0}").format(plain(model.baseline[spec.name])))
        keep_place = self.reset.sizePolicy()
        keep_place.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(keep_place)
        self.caption = label("", "caption", wrap=True)
        self._unit = label(spec.unit, "muted")
        self._unit.setFixedWidth(56)

        grid = QGridLayout(self)
        grid.setContentsMargins(0, 3, 0, 3)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.addWidget(self._title, 0, 0)
        grid.addWidget(self.editor, 0, 1)
        grid.addWidget(self._unit, 0, 2)
        grid.addWidget(self.reset, 0, 3)
        grid.addWidget(self.caption, 1, 1, 1, 2)
        grid.setColumnStretch(1, 1)

        self.editor.edited.connect(lambda typed: dialog.take(spec.name, typed))
        self.reset.clicked.connect(lambda: dialog.reset(spec.name))
        self.show_value()

    def show_value(self) -> None:
        """Show the model's value."""
        self.editor.show_text(self._model.text(self.spec.name))

    def show_standing(self, error: str) -> None:
        """Mark the row as changed or wrong."""
        changed = self._model.changed(self.spec.name)
        self._title.setText(f"• {self.spec.title}" if changed else self.spec.title)
        self._title.setAccessibleName(tr("{0}, changed").format(self.spec.title) if changed else self.spec.title)
        set_property(self._title, "tone", "accent" if changed else "")
        self.reset.setVisible(changed)
        self.editor.show_wrong(bool(error))
        self.caption.setText(error[:1].upper() + error[1:] + "." if error else self._help())
        set_property(self.caption, "tone", "bad" if error else "")

    def matches(self, wanted: str) -> bool:
        """Whether the row is among those searched for."""
        texts = (self.spec.name, self.spec.title, self.spec.help, self.spec.group)
        return any(wanted.casefold() in text.casefold() for text in texts)

    def _help(self) -> str:
        parts = [self.spec.help]
        if self.spec.range:
            parts.append(self.spec.range.replace(" ", "\N{NO-BREAK SPACE}"))
        return " · ".join(parts)


class SettingsDialog(QDialog):
    """Changes a job's settings; nothing is kept before Save, and Save waits until all is right."""

    def __init__(self, job: Job, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = FormModel(job, session)
        self._locked = session.config.locked
        self.setWindowTitle(tr("Settings of {0}").format(job_title(job.name)))
        self.setObjectName("settings")
        self.rows: dict[str, FieldRow] = {}
        self._groups: list[tuple[QFrame, list[FieldRow]]] = []

        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search settings"))
        self.search.setAccessibleName(tr("Search settings"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(220)
        self.preset = CalmComboBox()
        self.preset.setAccessibleName(tr("Presets"))
        self.preset.setPlaceholderText(tr("Presets"))
        self.preset.setToolTip(tr("Settings that go together; nothing is kept before Save"))
        for preset in self.model.presets:
            self.preset.addItem(preset.title)
        self.preset.setVisible(self.preset.count() > 0)
        self.command = QLineEdit()
        self.command.setReadOnly(True)
        self.command.setAccessibleName(tr("The same as a command"))
        self.command.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.command.setStyleSheet(f"font-family: '{self.command.font().family()}';")
        self._copy = icon_button("copy", tr("Copy the command"), flat=False)
        self._trouble = label("", "caption", wrap=True, tone="bad")
        self.reset_all = button(tr("Reset all"), "reset")
        cancel = button(tr("Cancel"))
        self.save = button(tr("Save"), primary=True)
        self.save.setDefault(True)
        self._lay_out(job, cancel)

        self.search.textChanged.connect(self._search)
        self.preset.activated.connect(self._apply)
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.command.text()))
        self.reset_all.clicked.connect(self._reset_all)
        cancel.clicked.connect(self.reject)
        self.save.clicked.connect(self._save)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)
        self._show_standing()
        if self.rows:
            next(iter(self.rows.values())).editor.setFocus()
        else:
            for useless in (self.search, self.reset_all, self.save):
                useless.hide()

    def _lay_out(self, job: Job, cancel: QWidget) -> None:
        head = QHBoxLayout()
        head.addWidget(IconLabel(job.name, "accent", 26))
        head.addWidget(label(job_title(job.name), "pageTitle"))
        head.addStretch(1)
        head.addWidget(self.preset)
        head.addWidget(self.search)
        page = QWidget()
        page.setObjectName("page")
        groups = QVBoxLayout(page)
        groups.setContentsMargins(0, 0, 8, 0)
        groups.setSpacing(10)
        for title in dict.fromkeys(spec.group for spec in self.model.fields.values()):
            groups.addWidget(self._group(title))
        if not self.model.fields:
            groups.addWidget(label(job_waits_for(job.name) or tr("This job has no settings."), "muted", wrap=True))
        groups.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(page)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        command = QHBoxLayout()
        command.addWidget(label(tr("As a command"), "muted"))
        command.addWidget(self.command, 1)
        command.addWidget(self._copy)
        foot = QHBoxLayout()
        foot.addWidget(self.reset_all)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.save)
        body = QVBoxLayout(self)
        body.setContentsMargins(18, 14, 18, 14)
        body.setSpacing(10)
        body.addLayout(head)
        body.addWidget(label(job_summary(job.name), "muted", wrap=True))
        body.addWidget(scroll, 1)
        body.addLayout(command)
        body.addWidget(self._trouble)
        body.addLayout(foot)
        available = self.screen().availableGeometry()
        self.resize(min(720, available.width() - 40), min(680, available.height() - 60))

    def _group(self, title: str) -> QFrame:
        frame = panel()
        body = QVBoxLayout(frame)
        body.setContentsMargins(14, 10, 10, 10)
        body.setSpacing(4)
        body.addWidget(label(title, "section"))
        rows = []
        for spec in self.model.fields.values():
            if spec.group == title:
                row = self.rows[spec.name] = FieldRow(spec, self.model, self)
                body.addWidget(row)
                rows.append(row)
        self._groups.append((frame, rows))
        return frame

    def take(self, name: str, typed: str | bool) -> None:
        """What was typed into a field."""
        self.model.set(name, typed)
        self._show_standing()

    def reset(self, name: str) -> None:
        """One field back to its default."""
        self.model.reset(name)
        self.rows[name].show_value()
        self._show_standing()
        self.rows[name].editor.setFocus()

    def _apply(self, index: int) -> None:
        self.model.apply(self.model.presets[index])
        self._show_values()

    def _reset_all(self) -> None:
        self.model.reset_all()
        self._show_values()

    def _show_values(self) -> None:
        for row in self.rows.values():
            row.show_value()
        self._show_standing()

    def _show_standing(self) -> None:
        errors = self.model.errors()
        for name, row in self.rows.items():
            row.show_standing(errors.get(name, ""))
        standing = self.model.preset()
        self.preset.setCurrentIndex(self.preset.findText(standing.title) if standing else -1)
        self.command.setText(self.model.command_line() or tr("(when everything is right)"))
        self.command.setCursorPosition(0)
        self._copy.setEnabled(not errors)
        trouble = self._locked or errors.get("", "")
        self._trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))
        self.save.setEnabled(not errors and not self._locked)
        self.reset_all.setEnabled(any(self.model.changed(name) for name in self.model.fields))

    def _search(self, wanted: str) -> None:
        for frame, rows in self._groups:
            for row in rows:
                row.setVisible(row.matches(wanted))
            frame.setVisible(any(row.matches(wanted) for row in rows))

    def _save(self) -> None:
        try:
            self.model.save()
        except UserError as error:
            self._trouble.setText(str(error))
            self._trouble.setVisible(True)
            return
        self.accept()
