"""What the page of recordings asks: tags, files to import, a folder to export to. Nothing waits for an answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from core.library import Row
from launcher.text import tr

#: what a file dialog shows
_FORMATS = "*.json *.npz *.pkl *.mcap"


def ask_tags(parent: QWidget, rows: Sequence[Row], then: Callable[[list[str]], None]) -> None:
    """Ask for the tags of one recording, or for tags to give to several."""
    dialog = QInputDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(tr("Tags"))
    if len(rows) == 1:
        dialog.setLabelText(tr("Tags of {0}, with spaces between them:").format(rows[0].name))
        dialog.setTextValue(" ".join(rows[0].edits.tags))
    else:
        dialog.setLabelText(tr("Tags to give to these {0} recordings:").format(len(rows)))
    dialog.resize(420, dialog.height())
    dialog.textValueSelected.connect(lambda text: then(text.replace(",", " ").split()))
    dialog.open()


def ask_sources(parent: QWidget, then: Callable[[list[Path]], None]) -> None:
    """Ask for recordings to import."""
    kinds = tr("Recordings ({0})").format(_FORMATS)
    dialog = QFileDialog(parent, tr("Import recordings"), str(Path.home()), kinds)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(lambda names: then([Path(name) for name in names]))
    dialog.open()


def ask_target(parent: QWidget, start: Path, then: Callable[[Path], None]) -> None:
    """Ask for the folder in which an export is made."""
    dialog = QFileDialog(parent, tr("Where to make the folder of the export"), str(start))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.filesSelected.connect(lambda names: then(Path(names[0])))
    dialog.open()
