"""Says in one sentence what is wrong with a command line: which flag, which value, what is allowed."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from core.settings.base import JobSettings
from core.settings.shapes import Shape, shape_of

_KINDS = {"integer": "a whole number", "number": "a number"}
_BOUNDS = {
    "minimum": "of at least {0:g}", "exclusiveMinimum": "above {0:g}",
    "maximum": "of at most {0:g}", "exclusiveMaximum": "below {0:g}",
}  # fmt: skip


class _Given(NamedTuple):
    """What a command line says, before anybody knows whether it makes sense."""

    values: dict[str, Any]
    #: the flag by which each setting was given, as it was typed
    flags: dict[str, str]
    #: words without a flag
    loose: list[str]


class _Wrong(Exception):
    """The sentence."""


def complaint(settings_class: type[JobSettings], words: Sequence[str], command: str) -> str:
    """The sentence for `words` that `command` cannot take; empty where nothing wrong is found in them."""
    try:
        given = _read(settings_class, words, command)
        _place(settings_class, given, command)
        settings_class.model_validate(given.values)
    except _Wrong as wrong:
        return str(wrong)
    except ValidationError as error:
        return _said(settings_class, error.errors()[0], given.flags)
    return ""


def _read(settings_class: type[JobSettings], words: Sequence[str], command: str) -> _Given:
    given = _Given({}, {}, [])
    left = list(words)
    while left:
        word = left.pop(0)
        if word == "--":
            given.loose.extend(left)
            break
        if not word.startswith("-") or word == "-":
            given.loose.append(word)
            continue
        flag, equals, value = word.partition("=")
        name, switch = _field(settings_class, flag, command)
        if switch is not None:
            if equals:
                raise _Wrong(f"{flag} takes no value: leave out ={value}.")
            given.values[name] = switch
        elif equals or (left and not left[0].startswith("--")):
            given.values[name] = value if equals else left.pop(0)
        else:
            wanted = _expected(_shape(settings_class, name))
            raise _Wrong(f"{flag} needs a value{wanted and f': {wanted}'}.")
        given.flags[name] = flag
    return given


def _field(settings_class: type[JobSettings], flag: str, command: str) -> tuple[str, bool | None]:
    """The setting a flag stands for, and what a switch is turned to by it."""
    wanted, aliases = flag.lstrip("-").replace("_", "-"), settings_class.flag_aliases
    fields = {name.replace("_", "-"): name for name in settings_class.model_fields}
    switches = {name for name, field in settings_class.model_fields.items() if field.annotation is bool}
    meant = {**fields, **{alias: fields[full] for alias, full in aliases.items()}}
    meant = {word: name for word, name in meant.items() if name not in settings_class.positional}
    if flag.startswith("--"):
        if wanted in meant:
            name = meant[wanted]
            return name, True if name in switches else None
        if (name := meant.get(wanted.removeprefix("no-"), "")) in switches:
            return name, False
    near = get_close_matches(wanted, meant, n=1)
    hint = f" Did you mean --{near[0]}?" if near else f" `{command} --help` lists them all."
    raise _Wrong(f"{command} has no flag {flag}.{hint}")


def _place(settings_class: type[JobSettings], given: _Given, command: str) -> None:
    """Give the words without a flag to the settings that are given that way."""
    left = list(given.loose)
    for name in settings_class.positional:
        if _shape(settings_class, name).schema.get("type") == "array":
            given.values[name] = left
            return
        if left:
            given.values[name] = left.pop(0)
    if left:
        several = [name.upper() for name in settings_class.positional]
        taken = f"{' '.join(several)} and flags" if several else "flags only"
        raise _Wrong(f"There is no place for {left[0]!r}: {command} takes {taken}.")


def _said(settings_class: type[JobSettings], error: ErrorDetails, flags: dict[str, str]) -> str:
    reason = error["msg"].removeprefix("Value error, ").rstrip(".")
    name = str(error["loc"][0]) if error["loc"] else ""
    if not name:
        return f"{reason}."
    flag = flags.get(name, name.upper())
    wanted = _expected(_shape(settings_class, name))
    if wanted and error["type"] != "value_error":
        reason = f"must be {wanted}"
    return f"{flag} {reason}, not {error['input']!r}."


def _shape(settings_class: type[JobSettings], name: str) -> Shape:
    schema = settings_class.model_json_schema()
    return shape_of(schema["properties"][name], schema.get("$defs", {}))


def _expected(shape: Shape) -> str:
    """What may stand there, in words; empty where anything may."""
    if shape.choices:
        return shape.choices[0] if len(shape.choices) == 1 else f"one of {', '.join(shape.choices)}"
    kind = _KINDS.get(shape.schema.get("type", ""), "")
    schema = shape.schema
    if "minimum" in schema and "maximum" in schema:
        bounds = f"from {schema['minimum']:g} to {schema['maximum']:g}"
    else:
        bounds = " and ".join(words.format(schema[bound]) for bound, words in _BOUNDS.items() if bound in schema)
    return " ".join(filter(None, (kind, bounds)))
