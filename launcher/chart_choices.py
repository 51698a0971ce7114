"""How a person wants charts drawn, remembered from one time to the next."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Signal

#: over how many points curves can be smoothed; 1 for as they are
SMOOTHINGS = (1, 5, 20, 100)


class ChartChoices(QObject):
    """The choices of all charts of a page. Without a file they last as long as the page."""

    changed = Signal()
    #: curves must be worked out and drawn anew
    drawing_changed = Signal()

    def __init__(self, file: Path | None = None) -> None:
        super().__init__()
        self._kept = QSettings(str(file), QSettings.Format.IniFormat) if file else None
        self._hidden: set[str] = set()
        self._smoothing, self._log = 1, False
        if self._kept:
            hidden = self._kept.value("charts/hidden", [])
            self._hidden = set(hidden if isinstance(hidden, list) else [str(hidden)])
            wanted = str(self._kept.value("charts/smoothing", "1"))
            self._smoothing = int(wanted) if wanted in map(str, SMOOTHINGS) else 1
            self._log = str(self._kept.value("charts/log", "false")) == "true"

    @property
    def smoothing(self) -> int:
        """Points a curve is smoothed over."""
        return self._smoothing

    @smoothing.setter
    def smoothing(self, points: int) -> None:
        self._smoothing = points
        self._keep("smoothing", points)
        self.drawing_changed.emit()

    @property
    def log(self) -> bool:
        """Whether values are drawn on a logarithmic scale."""
        return self._log

    @log.setter
    def log(self, wanted: bool) -> None:
        self._log = wanted
        self._keep("log", "true" if wanted else "false")
        self.drawing_changed.emit()

    def hidden(self, chart: str, curve: str) -> bool:
        """Whether a curve is not to be drawn."""
        return f"{chart}/{curve}" in self._hidden

    def toggle(self, chart: str, curve: str) -> None:
        """Hide a curve, or show it again."""
        self._hidden ^= {f"{chart}/{curve}"}
        self._keep("hidden", sorted(self._hidden))

    def _keep(self, name: str, value: object) -> None:
        if self._kept:
            self._kept.setValue(f"charts/{name}", value)
        self.changed.emit()
