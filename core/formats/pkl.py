"""Old `.pkl` recordings, read without unpickling: see `core.formats.pickles`."""

from __future__ import annotations

from pathlib import Path

from core.formats.loose import recording_of_tree
from core.formats.pickles import load_pickle
from core.formats.values import Unreadable, naming
from core.profile import Profile
from core.recording import Recording

#: a larger file is no recording: three hours of frames with 32 objects each take half of it
MOST_BYTES = 1 << 30


def claims(path: Path) -> bool:
    """Whether the file is read here."""
    return path.suffix.lower() in (".pkl", ".pickle") and path.is_file()


def read(path: Path, profile: Profile) -> Recording:
    """Read one recording. Nothing that the file names is ever imported or called.

    Raises:
        UserError: it is damaged or no recording, or asks for anything but arrays and plain containers.
    """
    with naming(path):
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise Unreadable(f"it is {size >> 20} MB long, more than the {MOST_BYTES >> 20} MB a recording may be")
        return recording_of_tree(load_pickle(path.read_bytes()), profile, path, "pkl", size)
