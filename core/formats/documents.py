"""`sequence_*.json` and `shadow_recording_*.json` as the founding documents have them, without a format or version."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from core.formats.loose import recording_of_tree
from core.formats.values import Unreadable, naming
from core.profile import Profile
from core.recording import Recording, is_recording_name


def claims(path: Path) -> bool:
    """Whether the file is read here, where it is not one of our own."""
    return is_recording_name(path.name) and path.is_file()


def read(path: Path, profile: Profile) -> Recording:
    """Read one recording.

    Raises:
        UserError: it is damaged, of another format, or no recording.
    """
    with naming(path):
        data = path.read_bytes()
        tree = load_json(data)
        if isinstance(tree, dict) and isinstance(tree.get("format"), str):
            raise Unreadable(f"it has the format {tree['format'][:100]!r}")
        return recording_of_tree(tree, profile, path, "json", len(data))


def load_json(data: bytes) -> Any:
    """JSON as Python writes it, which may hold NaN and Infinity.

    Raises:
        Unreadable: it is none.
    """
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        first = error
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise Unreadable(f"it is not whole ({first})"[:200]) from first
