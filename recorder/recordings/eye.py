"""The detector for recordings that come without objects."""

from __future__ import annotations

from core.home import Home
from core.job import log
from core.profile import Profile
from core.seeing import Eye
from core.settings.record import RecordSettings


def eye_for(profile: Profile, home: Home) -> Eye | None:
    """The profile's detector, None where there is none."""
    from core.vision.detector import Detector

    usual = RecordSettings()
    found = Detector.for_profile(profile, home, confidence=usual.confidence, threads=usual.threads)
    if found is None:
        log.warning("Profile %s has no detector: no objects are looked for.", profile.name)
    return found
