"""The status bar: how busy the machine and its graphics card are, how full its disk, how many jobs run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStatusBar

from launcher.session import Session
from launcher.text import size, tr
from launcher.widgets import label

if TYPE_CHECKING:
    from launcher.graphics_card import CardLoad, GraphicsCards

#: milliseconds between two looks at the machine
INTERVAL = 2000


class StatusBar(QStatusBar):
    """Refreshes itself."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setSizeGripEnabled(False)
        self._cards: GraphicsCards | None = None
        self._processor, self._memory, self._card, self._disk, self._running = (label() for _ in range(5))
        for part in (self._processor, self._memory, self._card, self._disk):
            self.addWidget(part)
        self.addPermanentWidget(self._running)
        self._timer = QTimer(self, interval=INTERVAL)
        self._timer.timeout.connect(self.refresh)
        self._timer.start()

    def refresh(self) -> None:
        """Look at the machine."""
        import psutil

        memory = psutil.virtual_memory()
        self._processor.setText(tr("Processor {0:.0f} %").format(psutil.cpu_percent()))
        self._memory.setText(tr("Memory {0} of {1}").format(size(memory.total - memory.available), size(memory.total)))
        self._disk.setText(tr("Disk {0} free").format(size(psutil.disk_usage(str(self._existing_folder())).free)))
        if self._cards is None:
            from launcher.graphics_card import GraphicsCards

            self._cards = GraphicsCards()
        self._show_cards(self._cards.loads())
        self.show_running()

    def _show_cards(self, cards: list[CardLoad]) -> None:
        """Tell of the busiest graphics card, and of all of them in the tooltip."""
        self._card.setVisible(bool(cards))
        cards = sorted(cards, key=lambda card: card.busy, reverse=True)
        words = [tr("GPU {0:.0%}, {1} of {2}").format(card.busy, size(card.used), size(card.total)) for card in cards]
        self._card.setText(words[0] if words else "")
        self._card.setToolTip("\n".join(tr("{0}: {1}").format(c.name, w) for c, w in zip(cards, words, strict=True)))

    def show_running(self) -> None:
        """Count the jobs that run."""
        count = len(self._session.runs.active())
        texts = {0: tr("No job is running"), 1: tr("1 job is running")}
        self._running.setText(texts.get(count) or tr("{0} jobs are running").format(count))

    def _existing_folder(self) -> Path:
        folder = self._session.home.root
        while not folder.exists() and folder != folder.parent:
            folder = folder.parent
        return folder
