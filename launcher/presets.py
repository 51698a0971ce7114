"""Settings of a job that go together, as a form offers them; their values stand with the job's settings."""

from __future__ import annotations

from dataclasses import dataclass

from core.jobs import JOBS
from launcher.text import tr


@dataclass(frozen=True)
class Preset:
    """Some settings of a job; those of `touched` that have no value here go back to their defaults."""

    name: str
    title: str
    #: as a person would type them
    values: dict[str, str]
    touched: tuple[str, ...]


def presets_of(job: str) -> list[Preset]:
    """The presets of a job, [] where it has none."""
    titles = {
        "quick": tr("Quick try"),
        "small": tr("Small data set (below 100 recordings)"),
        "large": tr("Large data set (above 200 recordings)"),
    }
    found = JOBS[job].settings_class().presets
    touched = tuple(dict.fromkeys(field for values in found.values() for field in values))
    return [
        Preset(name, titles[name], {field: _typed(value) for field, value in values.items()}, touched)
        for name, values in found.items()
    ]


def _typed(value: object) -> str:
    """A value as a person would type it: a small number as 3e-4."""
    if not isinstance(value, float) or value >= 0.01:
        return str(value)
    digits, exponent = f"{value:.6e}".split("e")
    return f"{float(digits):g}e{int(exponent)}"
