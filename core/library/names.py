"""Finding recordings by what a person types."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from core.errors import ExitCode, UserError
from core.formats import none_in
from core.library.places import recordings_in, stem_of

LATEST = "latest"
_PREFIXES = ("sequence_", "shadow_recording_")
#: names listed where several fit
_SHOWN = 5


def find(folder: Path, words: Sequence[str]) -> list[Path]:
    """The recordings that `words` name, each once, in order.

    A word is a recording's name, file name or path, the unique beginning of a name (also of what stands behind
    "sequence_"), or "latest".

    Raises:
        UserError: a word names none, or several; or there are no words.
    """
    return list(dict.fromkeys(find_one(folder, word) for word in words or [""]))


def find_one(folder: Path, word: str) -> Path:
    """The recording that one word names; see `find`."""
    if not word:
        raise UserError("Say which recording: a name, the beginning of one, or latest.", ExitCode.BAD_INPUT)
    if (path := Path(word).expanduser()).exists() and (len(path.parts) > 1 or path.suffix):
        return path
    known = recordings_in(folder)
    if not known:
        raise none_in(folder)
    if word == LATEST:
        return max(known, key=lambda path: (path.stat().st_mtime_ns, path.name))
    exact = [path for path in known if word in (path.name, stem_of(path))]
    found = exact or [path for path in known if any(name.startswith(word) for name in _names(path))]
    if len(found) == 1:
        return found[0]
    if found:
        shown = ", ".join(stem_of(path) for path in found[:_SHOWN]) + (", ..." if len(found) > _SHOWN else "")
        raise UserError(f"{word!r} could be {len(found)} recordings: {shown}.", ExitCode.BAD_INPUT)
    by_name = {name: stem_of(path) for path in known for name in _names(path)}
    near = get_close_matches(word, by_name, n=1)
    hint = f" Did you mean {by_name[near[0]]!r}?" if near else " `understudy recordings list` shows them all."
    raise UserError(f"There is no recording {word!r} in {folder}.{hint}", ExitCode.BAD_INPUT)


def _names(path: Path) -> set[str]:
    stem = stem_of(path)
    return {stem, *(stem.removeprefix(prefix) for prefix in _PREFIXES)}
