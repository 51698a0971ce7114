"""What a click on a file or folder named in a log does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from launcher.widgets import open_outside

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from launcher.log_view import LogView
    from launcher.worker import Worker


def show_places_of(log: LogView, worker: Worker, parent: QWidget, failed: Callable[[str], None]) -> None:
    """Show files that are clicked on in a log, at their line, and open folders; `failed` is given a sentence."""

    def asked(name: str, line: int) -> None:
        path = Path(name)

        def look() -> str | None:
            from launcher.source_dialog import read_source

            return None if path.is_dir() else read_source(path)

        def show(text: str | None) -> None:
            from launcher.source_dialog import SourceDialog

            if text is None:
                open_outside(path)
            else:
                SourceDialog(path, text, line, parent).show()

        worker.ask(look, show, first=True, failed=failed)

    log.text.place_asked.connect(asked)
