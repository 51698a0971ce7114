"""Numbers that keep the way they were typed: 1e-4 stays 1e-4 in the form and in the file."""

from __future__ import annotations

import json
import re
from typing import Any

JSON_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?")
#: deeper JSON than this is no settings file
DEEPEST = 40


class WrittenFloat(float):
    """A float that remembers the text it was read from."""

    text: str

    @classmethod
    def read(cls, text: str) -> WrittenFloat:
        """The number `text` says.

        Raises:
            ValueError: `text` is no number.
        """
        number = cls(text)
        number.text = text
        return number


def number_text(value: float) -> str:
    """A number as it was typed, where that is known."""
    return value.text if isinstance(value, WrittenFloat) else repr(value)


def dump_json(value: Any, indent: str = "") -> str:
    """JSON text of plain values, indented by two, numbers as they were typed, nothing beyond ASCII.

    (The standard encoder writes every float through `float.__repr__`, also those of a subclass.)

    Raises:
        RecursionError: it is nested deeper than `DEEPEST`.
    """
    if isinstance(value, WrittenFloat) and JSON_NUMBER.fullmatch(value.text):
        return value.text
    if len(indent) > 2 * DEEPEST:
        raise RecursionError(f"nested deeper than {DEEPEST}")
    inner = indent + "  "
    if isinstance(value, dict) and value:
        rows = [f"{inner}{json.dumps(str(key))}: {dump_json(item, inner)}" for key, item in value.items()]
        return "{\n" + ",\n".join(rows) + "\n" + indent + "}"
    if isinstance(value, list) and value:
        return "[" + ", ".join(dump_json(item, inner) for item in value) + "]"
    return json.dumps(value)
