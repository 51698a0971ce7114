"""From a picture of the game's window to what a player sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from core.home import Home
from core.observation import Observation, SeenObject
from core.profile import Profile
from core.vision.hud import HudReader

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class _Eye(Protocol):
    def detect(self, frame: NDArray[np.uint8]) -> list[SeenObject]: ...


class Perception:
    """The detector and the HUD reader of one profile."""

    def __init__(self, profile: Profile, eye: _Eye | None) -> None:
        """`eye` is the profile's detector; None where it has none, and no objects are seen."""
        self._eye = eye
        self._hud = HudReader(profile)

    @classmethod
    def load(
        cls, profile: Profile, home: Home, *, confidence: float, threads: int = 1, device: str = "cpu"
    ) -> Perception:
        """With the profile's detector; see `Detector.for_profile`.

        Raises:
            UserError: the detector's weights cannot be used.
        """
        from core.vision.detector import Detector

        eye = Detector.for_profile(profile, home, confidence=confidence, threads=threads, device=device)
        return cls(profile, eye)

    def see(self, picture: NDArray[np.uint8], t: float) -> Observation:
        """What the picture shows, `t` seconds after the beginning.

        `picture` is the window's client area, (height, width, 3 or 4) uint8, BGR or BGRA.
        """
        objects = self._eye.detect(picture) if self._eye is not None else []
        return Observation(t, self._hud.read(picture), objects)
