"""What the models would have done at every moment of a recording, as `bot.opinion` writes it. Needs no torch."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from core.coached import corrections_for
from core.edits import read_edits
from core.files import atomic_write
from core.library.places import CACHE, stem_of
from core.profile import Profile

VERSION = 1
#: models by name, as in their folder
MODELS = ("strategist", "tactician", "executor")
_FILE = "best_model.pt"
_META = b"understudy-opinion"


@dataclass(frozen=True)
class Opinion:
    """What they would have done at each of the N frames of a `Played`: the last decision up to then."""

    #: (N,) float64, seconds
    t: NDArray[np.float64]
    #: (N,) int8 index into MODES
    mode: NDArray[np.int8]
    #: (N,) int16 slot of the target at this frame, -1 where there is none or it is out of view
    target: NDArray[np.int16]
    #: (N, 2) float32 centre of the target's box, NaN without one
    target_xy: NDArray[np.float32]
    #: (N, 2) float32 cursor, 0..1 of the window
    xy: NDArray[np.float32]
    #: (N,) int8 `Click`
    click: NDArray[np.int8]
    #: (N,) int8 hotkey id
    hotkey: NDArray[np.int8]
    #: (N,) whether a decision was made at this frame: about 20 a second
    decided: NDArray[np.bool_]
    #: digests of the recording, of the three models by name, and of what a coach or a person said of it
    sources: dict[str, str]
    #: how well they agree with the player, see `bot.opinion`; None where there was nothing to compare with
    agreement: dict[str, float | None]

    def __len__(self) -> int:
        return len(self.t)

    def is_of(self, recording: Path, models: Path, profile: Profile) -> bool:
        """Whether it is of this recording, its labels and these models as they are now; reads all of their files."""
        return self.sources == sources_of(recording, models, profile)


class _About(msgspec.Struct):
    version: int
    sources: dict[str, str]
    agreement: dict[str, float | None]


def opinion_path(recording: Path) -> Path:
    """Where the opinion on a recording stands."""
    return recording.parent / CACHE / f"{stem_of(recording)}.opinion.arrow"


def sources_of(recording: Path, models: Path, profile: Profile) -> dict[str, str]:
    """Digests of a recording, of what was said of it, and of the models in a folder; what is not there has none."""
    files = {"recording": recording, **{name: models / name / _FILE for name in MODELS}}
    said = msgspec.json.encode([corrections_for(recording, profile), read_edits(recording).labels])
    digests = {name: _digest(path) for name, path in files.items()} | {"said": hashlib.sha256(said).hexdigest()}
    return {name: digest for name, digest in digests.items() if digest}


def _digest(path: Path) -> str:
    from core.columns.cache import content_key

    try:
        return content_key(path)
    except OSError:
        return ""


def write_opinion(recording: Path, opinion: Opinion) -> Path:
    """Keep the opinion on a recording, whole or not at all; returns where.

    Raises:
        OSError: it cannot be written.
    """
    import pyarrow as pa

    columns = {
        "t": opinion.t,
        "mode": opinion.mode,
        "target": opinion.target,
        "target_x": opinion.target_xy[:, 0],
        "target_y": opinion.target_xy[:, 1],
        "x": opinion.xy[:, 0],
        "y": opinion.xy[:, 1],
        "click": opinion.click,
        "hotkey": opinion.hotkey,
        "decided": opinion.decided,
    }
    about = {"version": VERSION, "sources": opinion.sources, "agreement": opinion.agreement}
    table = pa.table({name: np.ascontiguousarray(values) for name, values in columns.items()})
    table = table.replace_schema_metadata({_META: msgspec.json.encode(about)})
    path = opinion_path(recording)
    with atomic_write(path) as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)
    return path


def read_opinion(recording: Path) -> Opinion | None:
    """The opinion on a recording; None where there is none that can be used. It may be stale: see `Opinion.is_of`."""
    import pyarrow as pa

    try:
        with pa.memory_map(str(opinion_path(recording))) as file:
            table = pa.ipc.open_file(file).read_all()
        about = msgspec.json.decode(table.schema.metadata[_META], type=_About)
        columns = {name: table[name].to_numpy() for name in table.column_names}
        xy = {name: np.stack([columns[f"{name}x"], columns[f"{name}y"]], axis=1) for name in ("", "target_")}
        if about.version != VERSION:
            return None
        plain = {name: columns[name] for name in ("t", "mode", "target", "click", "hotkey", "decided")}
    except (OSError, pa.ArrowException, LookupError, TypeError, ValueError, msgspec.DecodeError):
        return None
    return Opinion(**plain, xy=xy[""], target_xy=xy["target_"], sources=about.sources, agreement=about.agreement)
