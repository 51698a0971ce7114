"""Says in one sentence what is wrong with a command line: which flag, which value, what is allowed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from difflib import get_close_matches

from pydantic import ValidationError
from pydantic_core import ErrorDetails

# Not of tyro's public face, hence the narrow range of versions; it alone tells what tyro found, not how it prints it.
from tyro._errors import BadValue, InstantiationFailure, InvalidChoice, ParseErrorEvent, UnrecognizedArgs

from core.settings.base import JobSettings
from core.settings.shapes import Shape, shape_of

_KINDS = {"integer": "a whole number", "number": "a number"}
_BOUNDS = {
    "minimum": "of at least {0:g}", "exclusiveMinimum": "above {0:g}",
    "maximum": "of at most {0:g}", "exclusiveMaximum": "below {0:g}",
}  # fmt: skip


def complaint(settings_class: type[JobSettings], words: Sequence[str], command: str, found: ParseErrorEvent) -> str:
    """The sentence for `words` that `command` cannot take, from what tyro `found` wrong with them."""
    match found:
        case UnrecognizedArgs(tokens=[token, *_]):
            return _unknown(settings_class, words, command, token)
        case BadValue(argument=argument):
            return _without_value(settings_class, words, argument.field.intern_name)
        case InvalidChoice(argument=argument) | InstantiationFailure(argument=argument) if argument is not None:
            name = argument.field.intern_name
            flag, value = _given(settings_class, words, name)
            if isinstance(found, InvalidChoice):
                value = found.value
            return not_allowed(flag, expected(_shape(settings_class, name)), value)
        case InstantiationFailure():
            # tyro hands on the words of the error it caught, which is still the one being handled.
            error = sys.exception()
            if isinstance(error, ValidationError):
                return _said(settings_class, words, error.errors()[0])
            return found.message
    return f"These words mean nothing to {command}: `{command} --help` lists its flags."


def stray_value(settings_class: type[JobSettings], words: Sequence[str]) -> str:
    """The sentence for a switch that is given a value, which tyro would take for a word without a flag; else empty."""
    for word in _before_dashes(words):
        flag, equals, value = word.partition("=")
        name = _flags(settings_class).get(flag.replace("_", "-").replace("--no-", "--", 1), "")
        if equals and name and settings_class.model_fields[name].annotation is bool:
            return f"{flag} takes no value: leave out ={value}."
    return ""


def needs_value(flag: str, wanted: str) -> str:
    """The sentence for a flag without a value; `wanted` says what may stand there, empty for anything."""
    return f"{flag} needs a value{wanted and f': {wanted}'}."


def not_allowed(flag: str, wanted: str, value: object) -> str:
    """The sentence for a value that is none of those `wanted`."""
    return f"{flag} must be {wanted}, not {value!r}."


def one_of(choices: Sequence[str]) -> str:
    """The values that may be chosen, in words."""
    return choices[0] if len(choices) == 1 else f"one of {', '.join(choices)}"


def expected(shape: Shape) -> str:
    """What may stand there, in words; empty where anything may."""
    if shape.choices:
        return one_of(shape.choices)
    kind = _KINDS.get(shape.schema.get("type", ""), "")
    schema = shape.schema
    if "minimum" in schema and "maximum" in schema:
        bounds = f"from {schema['minimum']:g} to {schema['maximum']:g}"
    else:
        bounds = " and ".join(words.format(schema[bound]) for bound, words in _BOUNDS.items() if bound in schema)
    return " ".join(filter(None, (kind, bounds)))


def _unknown(settings_class: type[JobSettings], words: Sequence[str], command: str, token: str) -> str:
    if token.startswith("-") and token in _before_dashes(words):
        flag = token.partition("=")[0]
        known = [name.removeprefix("--") for name in _flags(settings_class)]
        near = get_close_matches(flag.lstrip("-").replace("_", "-"), known, n=1)
        hint = f" Did you mean --{near[0]}?" if near else f" `{command} --help` lists them all."
        return f"{command} has no flag {flag}.{hint}"
    names = [name.upper() for name in settings_class.positional]
    if names and _shape(settings_class, settings_class.positional[-1]).schema.get("type") == "array":
        return f"There is no place for {token!r}: {' and '.join(names)} stand together, with no flag between them."
    taken = f"{' '.join(names)} and flags" if names else "flags only"
    return f"There is no place for {token!r}: {command} takes {taken}."


def _without_value(settings_class: type[JobSettings], words: Sequence[str], name: str) -> str:
    flag, after = _given(settings_class, words, name)
    sentence = needs_value(flag, expected(_shape(settings_class, name)))
    if after.startswith("-") and not after.startswith("--"):
        return f"{sentence} Write {flag}={after} if {after} is meant."
    return sentence


def _said(settings_class: type[JobSettings], words: Sequence[str], error: ErrorDetails) -> str:
    reason = error["msg"].removeprefix("Value error, ").rstrip(".")
    if not error["loc"]:
        return f"{reason}."
    name = str(error["loc"][0])
    flag, value = _given(settings_class, words, name)
    wanted = expected(_shape(settings_class, name))
    if wanted and error["type"] != "value_error":
        return not_allowed(flag, wanted, value)
    return f"{flag} {reason}, not {value!r}."


def _given(settings_class: type[JobSettings], words: Sequence[str], name: str) -> tuple[str, str]:
    """The flag by which a setting was given, as it was typed, and the word it got; the last where there are several.

    A setting without a flag goes by its name in capitals, as in the help.
    """
    flags, before = _flags(settings_class), _before_dashes(words)
    found = name.upper(), ""
    for word, after in zip(before, [*before[1:], ""], strict=True):
        flag, equals, value = word.partition("=")
        if flags.get(flag.replace("_", "-")) == name:
            found = flag, value if equals else after
    return found


def _before_dashes(words: Sequence[str]) -> list[str]:
    """The words that can be flags: behind `--` there are none."""
    return list(words[: words.index("--")] if "--" in words else words)


def _flags(settings_class: type[JobSettings]) -> dict[str, str]:
    """The setting each flag stands for, the short names too."""
    fields = {name.replace("_", "-"): name for name in settings_class.model_fields}
    meant = {**fields, **{alias: fields[full] for alias, full in settings_class.flag_aliases.items()}}
    return {f"--{word}": name for word, name in meant.items() if name not in settings_class.positional}


def _shape(settings_class: type[JobSettings], name: str) -> Shape:
    schema = settings_class.model_json_schema()
    return shape_of(schema["properties"][name], schema.get("$defs", {}))
