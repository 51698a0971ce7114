"""The fields of a settings class as a form needs them, read from its JSON schema."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from core.settings.base import JobSettings
from core.settings.shapes import shape_of
from launcher.text import tr

Kind = Literal["bool", "int", "float", "text", "choice", "folder", "file", "save_file", "profile", "pilot"]

#: the launcher passes its own data folder to every job it starts
LEFT_OUT = ("home",)

_ABBREVIATIONS = {"fps": "FPS", "crf": "CRF", "json": "JSON"}
_TITLES = {"d_model": "Model width", "see": "See objects", "see_rate": "Seeing rate", "lr": "Learning rate"}
_KINDS: dict[str, Kind] = {"boolean": "bool", "integer": "int", "number": "float", "string": "text"}


@dataclass(frozen=True)
class FieldSpec:
    """One setting on a form."""

    name: str
    title: str
    help: str
    group: str
    unit: str
    kind: Kind
    #: whether it may be left unset
    optional: bool
    #: allowed values of a choice, in order
    choices: tuple[str, ...]
    #: the allowed range in words, empty where there is none
    range: str

    @property
    def expected(self) -> str:
        """What may stand in the field, in words; empty where anything may."""
        kind = {"int": tr("a whole number"), "float": tr("a number")}.get(self.kind, "")
        if self.kind == "choice":
            kind = tr("one of {0}").format(", ".join(self.choices))
        words = tr("{0}, {1}").format(kind, self.range) if kind and self.range else kind
        return tr("{0}, or nothing").format(words) if words and self.optional else words


def fields_of(settings_class: type[JobSettings]) -> list[FieldSpec]:
    """The fields in the order of their groups' first appearance; folders come last, they are set least often."""
    schema = settings_class.model_json_schema()
    specs = [
        _spec(name, declared, schema.get("$defs", {}))
        for name, declared in schema["properties"].items()
        if name not in LEFT_OUT
    ]
    order = {group: place for place, group in enumerate(dict.fromkeys(spec.group for spec in specs))}
    return sorted(specs, key=lambda spec: (spec.group == "Folders", order[spec.group]))


def _spec(name: str, declared: dict[str, Any], definitions: dict[str, Any]) -> FieldSpec:
    shape, choices, optional = shape_of(declared, definitions)
    kind: Kind = "choice" if choices else shape.get("widget") or _KINDS.get(shape.get("type", "string"), "text")
    if kind == "text" and shape.get("format") == "path":
        kind = "file"
    unit = declared.get("unit", "")
    return FieldSpec(
        name=name,
        title=_title(name),
        help=declared.get("description", "").removesuffix(f" [{unit}]"),
        group=declared.get("group", "General"),
        unit=unit,
        kind=kind,
        optional=optional,
        choices=choices,
        range=_range(shape),
    )


def _title(name: str) -> str:
    if name in _TITLES:
        return _TITLES[name]
    words = " ".join(_ABBREVIATIONS.get(word, word) for word in name.split("_"))
    return words[:1].upper() + words[1:]


def _range(shape: dict[str, Any]) -> str:
    if "minimum" in shape and "maximum" in shape:
        return tr("{0} to {1}").format(_number(shape["minimum"]), _number(shape["maximum"]))
    bounds = (
        ("minimum", tr("at least {0}")),
        ("exclusiveMinimum", tr("more than {0}")),
        ("maximum", tr("at most {0}")),
        ("exclusiveMaximum", tr("less than {0}")),
    )
    return ", ".join(words.format(_number(shape[bound])) for bound, words in bounds if bound in shape)


def _number(value: float) -> str:
    return f"{value:g}"
