"""What one setting may be, read from its class's JSON schema: for the form, and for who complains of a value."""

from __future__ import annotations

from typing import Any, NamedTuple


class Shape(NamedTuple):
    """The JSON schema of one setting, with what it refers to put in."""

    schema: dict[str, Any]
    #: allowed values, in order; empty where there is no such list
    choices: tuple[str, ...]
    #: whether it may be left unset
    optional: bool


def shape_of(declared: dict[str, Any], definitions: dict[str, Any]) -> Shape:
    """Put together what stands at a property itself, in its `anyOf` and in what that refers to."""
    variants = [variant for variant in declared.get("anyOf", [declared]) if variant.get("type") != "null"]
    schema = {**declared, **variants[0]}
    if "$ref" in schema:
        schema |= definitions[schema["$ref"].rpartition("/")[2]]
    choices = tuple(str(choice) for choice in schema.get("enum", [schema["const"]] if "const" in schema else []))
    return Shape(schema, choices, "anyOf" in declared and len(variants) < len(declared["anyOf"]))
