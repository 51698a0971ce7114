"""The base of every job's settings, and their two plain forms: a command line and JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from core.home import Home

#: help of the setting that says which game it is
WHICH_GAME = "Which game: a profile's name, a .json file, or gymnasium:NAME; --env for short"
#: how the form shows a field that its type alone does not tell
Widget = Literal["folder", "file", "save_file", "profile", "pilot"]


def setting(
    default: Any,
    help: str,
    *,
    group: str = "General",
    unit: str = "",
    ge: float | None = None,
    gt: float | None = None,
    le: float | None = None,
    lt: float | None = None,
    widget: Widget | None = None,
) -> Any:
    """Declare one setting: its default, help, the group it stands in on the form, its unit and allowed range."""
    extra: dict[str, Any] = {"group": group}
    if unit:
        extra["unit"] = unit
    if widget:
        extra["widget"] = widget
    description = f"{help} [{unit}]" if unit else help
    return Field(default, description=description, ge=ge, gt=gt, le=le, lt=lt, json_schema_extra=extra)


#: which recordings cut off by a crash are made whole before a job begins: all, those that take a moment, or none
Recovers = Literal["all", "short", "none"]


class JobSettings(BaseModel):
    """What every job takes."""

    model_config = ConfigDict(
        extra="forbid", validate_default=True, use_enum_values=False, allow_inf_nan=False, defer_build=True
    )

    #: other names a flag goes by on the command line, without the dashes
    flag_aliases: ClassVar[dict[str, str]] = {}
    #: settings that go together, by the name of the preset; `--preset NAME` on the command line
    presets: ClassVar[dict[str, dict[str, Any]]] = {}
    #: settings that are given without their flag, in this order
    positional: ClassVar[tuple[str, ...]] = ()
    #: all for jobs that read recordings, none for the one that recovers them itself
    recovers: ClassVar[Recovers] = "short"

    home: Path | None = setting(
        None, "Folder that holds everything: recordings, models, runs and settings", group="Folders", widget="folder"
    )

    @property
    def recordings(self) -> Path:
        """The folder of recordings this job has to do with."""
        return self.folders.recordings

    @property
    def folders(self) -> Home:
        """The user's folders under this job's `home`."""
        return Home.find(self.home)

    def changed(self) -> dict[str, Any]:
        """What differs from the defaults, as plain JSON values by field name."""
        return self.model_dump(mode="json", exclude_defaults=True)

    def to_arguments(self) -> list[str]:
        """The command-line words that make these settings out of the defaults."""
        arguments: list[str] = []
        changed = self.changed()
        for name in changed:
            flag, value = name.replace("_", "-"), getattr(self, name)
            if name in self.positional:
                continue
            if isinstance(value, bool):
                arguments.append(f"--{flag}" if value else f"--no-{flag}")
            elif (word := str(value)).startswith("-"):
                # On its own it would be read as a flag.
                arguments.append(f"--{flag}={word}")
            else:
                arguments += [f"--{flag}", word]
        words: list[str] = []
        for name in self.positional:
            # One that is as by default is needed only to keep the places of those behind it.
            if any(later in changed for later in self.positional[self.positional.index(name) :]):
                value = getattr(self, name)
                words += [str(item) for item in value] if isinstance(value, tuple) else [str(value)]
        return [*arguments, *(["--", *words] if any(word.startswith("-") for word in words) else words)]
