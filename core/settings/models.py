"""Settings of the commands `understudy models ...`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, ClassVar

from tyro.conf import Positional, arg

from core.settings.base import JobSettings, Recovers, setting

_Files = Positional[Annotated[tuple[Path, ...], arg(metavar="FILES...")]]


class ImportModelsSettings(JobSettings):
    """Take over models that were trained elsewhere."""

    positional: ClassVar[tuple[str, ...]] = ("files",)
    recovers: ClassVar[Recovers] = "none"

    files: _Files = setting((), "Model files (.pt), or folders that hold some")
    models_dir: Path | None = setting(
        None, "Folder of models they go to instead of the home's", group="Folders", widget="folder"
    )
    profile: str = setting("arena", "Which game they must be for: a profile's name, or a .json file", widget="profile")
