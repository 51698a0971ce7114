"""The launcher's own choices and what is allowed for them, told without the library that checks the settings of jobs.

The window needs these before it can be painted; that library takes a fifth of the time until then.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal, get_args, get_type_hints

from launcher.text import tr


@dataclass(frozen=True)
class LauncherOptions:
    """The choices. Their defaults stand in the shipped file."""

    profile: str
    theme: Literal["system", "light", "dark"]
    #: where data is kept instead of the platform's data folder
    data_folder: Path | None

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> LauncherOptions:
        """Out of JSON values in which `wrong_options` finds nothing, all of them given."""
        hints = get_type_hints(cls)
        chosen = {name: values[name] for name in OPTION_NAMES}
        for name, value in chosen.items():
            if hints[name] == Path | None and value is not None:
                chosen[name] = Path(value)
        return cls(**chosen)


OPTION_NAMES = tuple(field.name for field in fields(LauncherOptions))


def wrong_options(values: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with some JSON values, in words by name; those of names that are not known are left out."""
    hints = get_type_hints(LauncherOptions)
    return {name: words for name in OPTION_NAMES if name in values and (words := _wrong(values[name], hints[name]))}


def _wrong(value: object, hint: Any) -> str:
    if hint == Path | None:
        return "" if value is None or (_is_text(value) and _names_a_place(value)) else tr("it must name a folder")
    if hint is str:
        return "" if _is_text(value) else tr("it must be a text")
    allowed = get_args(hint)
    if value in allowed:
        return ""
    *others, last = (f"'{word}'" for word in allowed)
    return tr("it must be {0} or {1}").format(", ".join(others), last)


def _is_text(value: object) -> bool:
    # Half a character, as JSON allows, can be neither shown nor written.
    return isinstance(value, str) and not any("\ud800" <= character <= "\udfff" for character in value)


def _names_a_place(value: object) -> bool:
    try:
        return bool(value) and b"\0" not in os.fsencode(str(value))
    except UnicodeError:
        return False
