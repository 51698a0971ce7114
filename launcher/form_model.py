"""What stands in a settings form: values as typed, what is wrong with them, what differs from the defaults."""

from __future__ import annotations

import math
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.assets import available_profiles
from core.jobs import JOBS, Job
from core.profile import GYMNASIUM
from core.settings.base import JobSettings
from launcher.config import problems
from launcher.fields import FieldSpec, fields_of
from launcher.numbers import JSON_NUMBER, WrittenFloat, number_text
from launcher.presets import Preset, presets_of
from launcher.session import Session
from launcher.text import tr


class FormModel:
    """The form of one job. Values are JSON values; one that cannot be read stays as the text that was typed."""

    def __init__(self, job: Job, session: Session) -> None:
        self.job = job
        self._session = session
        self._class = job.settings_class()
        self.fields = {spec.name: spec for spec in fields_of(self._class)}
        baseline = session.config.baseline(job.name)
        self.baseline = {name: baseline[name] for name in self.fields}
        overrides = session.config.overrides(job.name)
        self.values = self.baseline | {name: overrides[name] for name in self.fields if name in overrides}

    def text(self, name: str) -> str:
        """A value as it stands in a line of text."""
        value = self.values[name]
        if value is None:
            return ""
        return number_text(value) if isinstance(value, float) else str(value)

    def set(self, name: str, typed: str | bool) -> None:
        """Take what was typed or ticked."""
        self.values[name] = typed if isinstance(typed, bool) else _read(self.fields[name], typed)

    def reset(self, name: str) -> None:
        """Go back to the default."""
        self.values[name] = self.baseline[name]

    def reset_all(self) -> None:
        """Go back to all the defaults."""
        self.values = dict(self.baseline)

    @property
    def presets(self) -> list[Preset]:
        """Settings that go together, to begin with."""
        return presets_of(self.job.name)

    def apply(self, preset: Preset) -> None:
        """Take over a preset; what no preset of this job is about stays as it is."""
        for name in preset.touched:
            self.set(name, preset.values[name]) if name in preset.values else self.reset(name)

    def preset(self) -> Preset | None:
        """The preset whose values stand in the form, None where it is none."""
        for preset in self.presets:
            wanted = {name: preset.values.get(name) for name in preset.touched}
            if all(
                self.values[name] == (self.baseline[name] if text is None else _read(self.fields[name], text))
                for name, text in wanted.items()
            ):
                return preset
        return None

    def changed(self, name: str) -> bool:
        """Whether a value differs from its default."""
        return bool(self.values[name] != self.baseline[name])

    def errors(self) -> dict[str, str]:
        """What is wrong, in words by field name; under "" what concerns several fields."""
        found = problems(self._class, self.values)
        for name, spec in self.fields.items():
            value = self.values[name]
            if value == "" and not spec.optional:
                found[name] = tr("a value is needed")
            elif name in found and spec.expected:
                found[name] = tr("must be {0}").format(spec.expected)
            elif name not in found and spec.kind == "profile":
                found |= self._profile_error(name, value)
            elif name not in found and spec.kind == "pilot":
                found |= self._pilot_error(spec, value)
        return found

    def suggestions(self, name: str) -> list[str]:
        """Values to choose from, where others may be typed as well."""
        kind = self.fields[name].kind
        if kind == "profile":
            return list(available_profiles(self._session.home))
        if kind == "pilot":
            default = self.baseline[name]
            return list(dict.fromkeys([*([default] if default else []), *known_pilots()]))
        return []

    def command_line(self) -> str:
        """The command that does the same from a terminal; empty while something is wrong."""
        if self.errors():
            return ""
        settings = self._session.at_home(self.settings())
        return shlex.join(["understudy", *self.job.command, *settings.to_arguments()])

    def settings(self) -> JobSettings:
        """The settings as they stand.

        Raises:
            pydantic.ValidationError: something is wrong.
        """
        return self._class.model_validate(self.values)

    def save(self) -> None:
        """Keep the values in the settings file.

        Raises:
            UserError: the file cannot be written.
            pydantic.ValidationError: something is wrong.
        """
        valid = self.settings().model_dump(mode="json")
        # A number keeps the way it was typed, everything else is kept as it was understood.
        kept = {n: v if isinstance(v, WrittenFloat) else valid[n] for n, v in self.values.items()}
        self._session.config.save(self.job.name, kept)

    def _profile_error(self, name: str, value: str) -> dict[str, str]:
        known = available_profiles(self._session.home)
        if (
            value in known
            or value.startswith(GYMNASIUM)
            or (value.endswith(".json") and Path(value).expanduser().is_file())
        ):
            return {}
        return {name: tr("there is no such profile; known are {0}, or give a .json file").format(", ".join(known))}

    def _pilot_error(self, spec: FieldSpec, value: str | None) -> dict[str, str]:
        if value is None or value in self.suggestions(spec.name):
            return {}
        module, colon, class_name = value.partition(":")
        if colon and class_name.isidentifier() and all(part.isidentifier() for part in module.split(".")):
            return {}
        known = ", ".join(self.suggestions(spec.name))
        return {spec.name: tr("there is no such pilot; known are {0}, or give module:Class").format(known)}


def apply_preset(session: Session, jobs: Sequence[str], name: str) -> str:
    """Keep the preset of this name for several jobs that have it; its title.

    Raises:
        UserError: the settings file cannot be written.
    """
    title = ""
    for job in jobs:
        model = FormModel(JOBS[job], session)
        preset = next(preset for preset in model.presets if preset.name == name)
        model.apply(preset)
        model.save()
        title = preset.title
    return title


def known_pilots() -> list[str]:
    """The built-in pilots and baselines by name, and the player of environments."""
    from arena.pilots import BASELINES, PILOTS

    return [*PILOTS, *BASELINES, "expert"]


def _read(spec: FieldSpec, typed: str) -> Any:
    text = typed.strip()
    if not text and spec.optional:
        return None
    if spec.kind == "int":
        try:
            return int(text)
        except ValueError:
            return text
    if spec.kind == "float":
        if JSON_NUMBER.fullmatch(text):
            return WrittenFloat.read(text)
        try:
            number = float(text)
        except ValueError:
            return text
        return number if math.isfinite(number) else text
    return text
