"""Where things are kept on the user's disk."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import platformdirs

APP_NAME = "understudy"
HOME_VARIABLE = "UNDERSTUDY_HOME"
#: the folder of corrections, beside that of the recordings
CORRECTIONS = "vlm_corrections_v2"


@dataclass(frozen=True)
class Home:
    """The user's folders. `root` holds data, `config` the settings; with `--home` both are the same folder."""

    root: Path
    config: Path

    @classmethod
    def find(cls, home: Path | None = None) -> Home:
        """`home` if given, else `$UNDERSTUDY_HOME`, else the platform's own data and config folders."""
        chosen = home or (Path(value) if (value := os.environ.get(HOME_VARIABLE)) else None)
        if chosen is not None:
            chosen = chosen.expanduser()
            # The launcher asks for it dozens of times a second; a relative one depends on where the user stands.
            chosen = _resolved(chosen) if chosen.is_absolute() else chosen.resolve()
            return cls(chosen, chosen)
        return cls(
            platformdirs.user_data_path(APP_NAME, appauthor=False),
            platformdirs.user_config_path(APP_NAME, appauthor=False),
        )

    @property
    def recordings(self) -> Path:
        return self.root / "recordings_v2"

    @property
    def corrections(self) -> Path:
        return self.root / CORRECTIONS

    @property
    def models(self) -> Path:
        return self.root / "models" / "v2"

    @property
    def experience(self) -> Path:
        return self.root / "experience"

    @property
    def runs(self) -> Path:
        return self.root / "runs"

    @property
    def profiles(self) -> Path:
        return self.root / "profiles"

    @property
    def settings_file(self) -> Path:
        return self.config / "launcher_config.json"


@lru_cache(maxsize=16)
def _resolved(folder: Path) -> Path:
    return folder.resolve()
