"""How busy the graphics cards are, asked of NVIDIA's driver; nothing where there is none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CardLoad:
    """One graphics card at this moment."""

    name: str
    #: share of the last moment in which it worked, 0..1
    busy: float
    #: bytes
    used: int
    total: int


class GraphicsCards:
    """Asks the driver again and again; one that is not there is asked once."""

    def __init__(self) -> None:
        self._handles: list[object] | None = None

    def loads(self) -> list[CardLoad]:
        """Every card, [] where there is none or the driver does not answer."""
        if self._handles == []:
            return []
        # NVIDIA's own binding; importing it loads no driver yet.
        import pynvml

        try:
            if self._handles is None:
                self._handles = []
                pynvml.nvmlInit()
                self._handles = [pynvml.nvmlDeviceGetHandleByIndex(i) for i in range(pynvml.nvmlDeviceGetCount())]
            return [self._load(pynvml, handle) for handle in self._handles]
        except pynvml.NVMLError:
            self._handles = []
            return []

    @staticmethod
    def _load(pynvml: object, handle: object) -> CardLoad:
        memory = pynvml.nvmlDeviceGetMemoryInfo(handle)  # type: ignore[attr-defined]
        rates = pynvml.nvmlDeviceGetUtilizationRates(handle)  # type: ignore[attr-defined]
        name = pynvml.nvmlDeviceGetName(handle)  # type: ignore[attr-defined]
        return CardLoad(str(name), rates.gpu / 100, int(memory.used), int(memory.total))
