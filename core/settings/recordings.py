"""Settings of the commands `understudy recordings ...`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, ClassVar, Literal, Self

from pydantic import model_validator
from tyro.conf import Positional, arg

from core.settings.base import JobSettings, Recovers, setting
from core.words import Mode

_ONE = "Which recording: its name, the unique beginning of it, a path, or latest"
_SEVERAL = "Which recordings: names, unique beginnings of names, paths, or latest"

_Name = Positional[Annotated[str, arg(metavar="NAME")]]
_Names = Positional[Annotated[tuple[str, ...], arg(metavar="NAMES...")]]
_Tags = Positional[Annotated[tuple[str, ...], arg(metavar="TAGS...")]]
_Files = Positional[Annotated[tuple[Path, ...], arg(metavar="FILES...")]]


class RecordingsSettings(JobSettings):
    """What all of them have in common."""

    data_dir: Path | None = setting(
        None, "Folder of recordings instead of the home's", group="Folders", widget="folder"
    )

    @property
    def recordings(self) -> Path:
        """Where the recordings are."""
        return self.data_dir or self.folders.recordings


class _OneSettings(RecordingsSettings):
    positional: ClassVar[tuple[str, ...]] = ("name",)

    name: _Name = setting("", _ONE)


class _SeveralSettings(RecordingsSettings):
    positional: ClassVar[tuple[str, ...]] = ("names",)

    names: _Names = setting((), _SEVERAL)


class ListSettings(RecordingsSettings):
    """List every recording."""

    flag_aliases: ClassVar[dict[str, str]] = {"json": "as-json"}

    tagged: str | None = setting(None, "Only those with this tag")
    as_json: bool = setting(False, "Print JSON instead of a table; --json for short")


class ShowSettings(_SeveralSettings):
    """Tell all that is known of some recordings."""

    flag_aliases: ClassVar[dict[str, str]] = {"json": "as-json", "from": "start", "to": "stop"}

    objects: bool = setting(False, "List the objects in view as well, with the numbers of their tracks")
    start: float | None = setting(
        None, "Only objects in view from here on, without it from the beginning; --from for short", unit="s", ge=0
    )
    stop: float | None = setting(
        None, "Only objects in view before this, without it to the end; --to for short", unit="s", gt=0
    )
    as_json: bool = setting(False, "Print JSON instead of text; --json for short")

    @model_validator(mode="after")
    def _stretch_has_a_length(self) -> Self:
        if self.start is not None and self.stop is not None and self.start >= self.stop:
            raise ValueError(f"--from ({self.start:g}) must lie before --to ({self.stop:g})")
        return self


class TrimSettings(_OneSettings):
    """Let only a stretch of a recording count, or leave one out. The file stays as it is."""

    flag_aliases: ClassVar[dict[str, str]] = {"from": "start", "to": "stop"}

    start: float | None = setting(
        None, "Where the stretch begins, without it at the beginning; --from for short", unit="s", ge=0
    )
    stop: float | None = setting(None, "Where the stretch ends, without it at the end; --to for short", unit="s", gt=0)
    cut: bool = setting(False, "Leave the stretch out instead of keeping only it")
    all: bool = setting(False, "Let all of it count again")


class RelabelSettings(_OneSettings):
    """Say what the player was after in a stretch of a recording."""

    flag_aliases: ClassVar[dict[str, str]] = {"from": "start", "to": "stop"}

    start: float | None = setting(None, "Where the stretch begins; --from for short", unit="s", ge=0)
    stop: float | None = setting(None, "Where it ends, without it at the end; --to for short", unit="s", gt=0)
    mode: Mode | None = setting(None, "What the player was after")
    target: str | None = setting(None, "Whom: the number of the object's track, or none")
    by: Literal["person", "coach"] = setting("person", "Who says so")


class TagSettings(_OneSettings):
    """Add tags to a recording, or a note."""

    positional: ClassVar[tuple[str, ...]] = ("name", "tags")

    tags: _Tags = setting((), "Tags, one word each")
    remove: bool = setting(False, "Take the tags away instead")
    note: str | None = setting(None, 'A note instead of the one there is; "" for none')


class UndoSettings(_OneSettings):
    """Take back the last change of a recording's trim, labels, tags or note."""

    redo: bool = setting(False, "Make the change again that was taken back last")


class SplitSettings(_OneSettings):
    """Make two recordings of one."""

    at: float | None = setting(None, "Where the second one begins", unit="s", gt=0)


class MergeSettings(_SeveralSettings):
    """Make one recording of several, end to end."""


class DeleteSettings(_SeveralSettings):
    """Move recordings to the bin, with their videos and edits."""


class RecoverSettings(RecordingsSettings):
    """Make recordings of what a crash left behind."""

    recovers: ClassVar[Recovers] = "none"

    threads: int = setting(1, "Processor threads that look for objects, 0 for all", ge=0)


class FilesSettings(RecordingsSettings):
    """What is brought in from elsewhere."""

    positional: ClassVar[tuple[str, ...]] = ("files",)

    files: _Files = setting((), "Files, or folders of them")
    profile: str = setting(
        "arena", "The game of files that do not say it: a profile's name, or a .json file", widget="profile"
    )


class ImportSettings(FilesSettings):
    """Copy recordings from elsewhere into the folder, those of other formats converted."""


class ConvertSettings(FilesSettings):
    """Write recordings of other formats as recordings of ours."""

    out: Path | None = setting(
        None, "Folder they are written to instead of the folder of recordings", group="Folders", widget="folder"
    )


class ExportSettings(_SeveralSettings):
    """Write recordings for other programs; without names, all of them."""

    to: Literal["lerobot"] = setting("lerobot", "Which format")
    out: Path | None = setting(None, "Folder that is made", group="Folders", widget="folder")
    profile: str = setting(
        "arena", "Which game; those of others are left out: a profile's name, or a .json file", widget="profile"
    )


class OpinionSettings(_SeveralSettings):
    """Ask the trained models what they would do at every moment of some recordings."""

    flag_aliases: ClassVar[dict[str, str]] = {"models": "models-dir"}

    models_dir: Path | None = setting(
        None, "Folder of the three models instead of the home's; --models for short", group="Folders", widget="folder"
    )
    seed: int = setting(0, "Seed of what is chosen by chance", ge=0)
    device: str = setting("cpu", "cpu, cuda, cuda:1, mps, or auto for the best there is", group="Machine")
    threads: int = setting(1, "Processor threads of the models, 0 for all", group="Machine", ge=0)

    @property
    def models(self) -> Path:
        """Where the three models are read from."""
        return self.models_dir or self.folders.models
