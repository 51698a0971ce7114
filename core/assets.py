"""What is shipped beside the code, and which profiles there are: told by their files alone, none of which is read."""

from __future__ import annotations

from pathlib import Path

from core.home import Home

ASSETS = Path(__file__).resolve().parent.parent / "assets"
BUILT_IN = ASSETS / "profiles"


def available_profiles(home: Home) -> dict[str, Path]:
    """Profile files by name: the built-in ones, and the user's, which win over a built-in one of the same name."""
    files = [*sorted(BUILT_IN.glob("*.json")), *sorted(home.profiles.glob("*.json"))]
    return {path.stem: path for path in files}
