"""`launcher_config.json`: the settings of every job and of the launcher, shipped and the user's, without Qt.

The user's file holds only what differs from the shipped one. Nothing in it can stop the launcher: a damaged file is set
aside, a newer one is left alone, a wrong value is named and its default used. Every such notice is a sentence.
"""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import ExitCode, UserError
from core.files import atomic_write_bytes, file_stamp
from core.jobs import JOBS
from launcher.numbers import WrittenFloat, dump_json
from launcher.options import OPTION_NAMES, LauncherOptions, wrong_options
from launcher.text import tr

if TYPE_CHECKING:
    from pydantic import BaseModel

    from core.settings.base import JobSettings

SCHEMA = 1


def shipped_file() -> Path:
    """The file of defaults: inside the package when installed, beside it in a checkout."""
    inside = Path(__file__).parent / "launcher_config.json"
    return inside if inside.is_file() else inside.parent.parent / inside.name


class Config:
    """The user's settings file over the shipped one."""

    def __init__(self, path: Path, shipped: Path | None = None) -> None:
        self.path = path
        self._notices: list[str] = []
        #: whether the wrong values have been named; that takes a while, so not before somebody asks
        self._named = True
        #: why the file may not be written, empty where it may
        self.locked = ""
        self._shipped = json.loads((shipped or shipped_file()).read_bytes())
        self._raw: dict[str, Any] = {}
        #: by job, what `settings` found out since the file was read or written last
        self._settings: dict[str, JobSettings] = {}
        self._stamp: tuple[int, int, int] | None = None
        self._load()

    @property
    def notices(self) -> list[str]:
        """What is to be told of the file as it was read last."""
        if not self._named:
            self._named = True
            self._name_wrong_values()
        return self._notices

    def reload_if_changed(self) -> bool:
        """Read the file again when somebody else has written it; True where that happened."""
        if self._stamp == file_stamp(self.path):
            return False
        self._load()
        return True

    @property
    def options(self) -> LauncherOptions:
        """The launcher's own choices."""
        section = self._section("launcher")
        wrong = wrong_options(section)
        return LauncherOptions.read(
            self._shipped["launcher"] | {name: value for name, value in section.items() if name not in wrong}
        )

    def set_option(self, name: str, value: Any) -> None:
        """Change one of the launcher's own choices and write the file.

        Raises:
            UserError: the file cannot be written.
        """
        self.reload_if_changed()
        section = {**self._section("launcher"), name: value}
        if value == self._shipped["launcher"][name]:
            del section[name]
        self._write("launcher", section)

    def baseline(self, job: str) -> dict[str, Any]:
        """The defaults of a job's fields, as JSON values: its class's, the shipped ones, the chosen profile."""
        settings_class = JOBS[job].settings_class()
        values = settings_class().model_dump(mode="json") | self._shipped["jobs"].get(job, {})
        if "profile" in values:
            values["profile"] = self.options.profile
        return values

    def overrides(self, job: str) -> dict[str, Any]:
        """What the user has set for a job, as JSON values; wrong ones are left out."""
        return _without_wrong(self._job_section(job), JOBS[job].settings_class())

    def settings(self, job: str) -> JobSettings:
        """A job's settings as they would be used now; a copy, to do with as one likes."""
        found = self._settings.get(job)
        if found is None:
            found = JOBS[job].settings_class().model_validate(self.baseline(job) | self.overrides(job))
            self._settings[job] = found
        return found.model_copy()

    def save(self, job: str, values: dict[str, Any]) -> None:
        """Keep those of a job's `values` (JSON, by field name) that differ from the baseline, and write the file.

        Raises:
            UserError: the file cannot be written.
        """
        self.reload_if_changed()
        baseline = self.baseline(job)
        changed = {name: value for name, value in values.items() if value != baseline.get(name)}
        # Keys this version does not know may belong to another one: they stay.
        foreign = {name: value for name, value in self._job_section(job).items() if name not in baseline}
        jobs = {**self._section("jobs"), job: foreign | changed}
        self._write("jobs", {name: section for name, section in jobs.items() if section != {}})

    def _section(self, name: str) -> dict[str, Any]:
        section = self._raw.get(name, {})
        return section if isinstance(section, dict) else {}

    def _job_section(self, job: str) -> dict[str, Any]:
        section = self._section("jobs").get(job, {})
        return section if isinstance(section, dict) else {}

    def _load(self) -> None:
        self._raw, self.locked, self._notices, self._named = {}, "", [], True
        self._settings.clear()
        self._stamp = file_stamp(self.path)
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return
        except OSError as error:
            self.locked = tr("{0} cannot be read ({1}); the defaults are used and nothing is saved.").format(
                self.path, error.strerror
            )
            self._notices.append(self.locked)
            return
        try:
            raw = json.loads(data, parse_float=WrittenFloat.read)
            if not isinstance(raw, dict):
                raise ValueError("not an object")
            dump_json(raw)  # nothing is taken in that could not be written again
        except (ValueError, RecursionError):
            self._set_aside()
            return
        schema = raw.get("schema", SCHEMA)
        if isinstance(schema, int) and schema > SCHEMA:
            self.locked = tr(
                "{0} was written by a newer Understudy (schema {1}, this one knows {2}); it is left as it is, the "
                "defaults are used and nothing is saved. Update Understudy, or move the file away."
            ).format(self.path, schema, SCHEMA)
            self._notices.append(self.locked)
            return
        self._raw, self._named = raw, False

    def _set_aside(self) -> None:
        backup = self.path.with_name(self.path.name + ".bak")
        attempt = 1
        while backup.exists():
            attempt += 1
            backup = self.path.with_name(f"{self.path.name}.bak{attempt}")
        try:
            self.path.rename(backup)
        except OSError as error:
            self.locked = tr("{0} is damaged and cannot be moved aside ({1}); nothing is saved.").format(
                self.path, error.strerror
            )
            self._notices.append(self.locked)
            return
        self._stamp = None
        self._notices.append(
            tr("{0} is damaged, so it was set aside as {1} and the defaults are used.").format(self.path, backup.name)
        )

    def _name_wrong_values(self) -> None:
        for name in ("launcher", "jobs"):
            if name in self._raw and not isinstance(self._raw[name], dict):
                self._notice(name, self._raw[name], tr("it must be an object {...}"))
        launcher = self._section("launcher")
        self._check("launcher", launcher, wrong_options(launcher), OPTION_NAMES)
        for name, section in self._section("jobs").items():
            if name not in JOBS:
                self._notice(f"jobs.{name}", section, tr("there is no such job") + _hint(name, tuple(JOBS)))
            elif not isinstance(section, dict):
                self._notice(f"jobs.{name}", section, tr("it must be an object {...}"))
            else:
                model = JOBS[name].settings_class()
                self._check(f"jobs.{name}", section, problems(model, section), tuple(model.model_fields))

    def _check(self, where: str, section: dict[str, Any], wrong: dict[str, str], known: tuple[str, ...]) -> None:
        for name in section:
            if name not in known:
                self._notice(f"{where}.{name}", section[name], tr("there is no such setting") + _hint(name, known))
        for name, problem in wrong.items():
            # "" stands for what is wrong with several together.
            if name in known or not name:
                self._notice(
                    f"{where}.{name}".rstrip("."), section.get(name), problem + tr("; the default is used instead")
                )

    def _notice(self, key: str, value: Any, problem: str) -> None:
        text = json.dumps(value)
        text = text if len(text) <= 60 else text[:57] + "..."
        self._notices.append(
            tr("{0}: {1} = {2} is not used: {3}.").format(self.path.name, ascii(key)[1:-1], text, problem)
        )

    def _write(self, name: str, section: dict[str, Any]) -> None:
        if self.locked:
            raise UserError(self.locked, ExitCode.DISK)
        if _read_only(self.path):  # a new file could take its place all the same
            sentence = tr("{0} is read-only, so the change was not saved: allow writing to it.")
            raise UserError(sentence.format(self.path), ExitCode.DISK)
        raw = {**self._raw, "schema": SCHEMA, name: section}
        try:
            atomic_write_bytes(self.path, dump_json(raw).encode("ascii"))
        except OSError as error:
            raise UserError(
                tr(
                    "{0} cannot be written ({1}), so the change was not saved. Make room or allow writing there."
                ).format(self.path, error.strerror),
                ExitCode.DISK,
            ) from error
        self._raw, self._stamp = raw, file_stamp(self.path)
        self._settings.clear()


def _read_only(path: Path) -> bool:
    """Whether a file is there that its owner does not want written."""
    try:
        return not path.stat().st_mode & stat.S_IWUSR
    except OSError:
        return False


def problems(model: type[BaseModel], values: dict[str, Any]) -> dict[str, str]:
    """What is wrong with `values`, in words by field name; fields that are not given take their defaults."""
    from pydantic import ValidationError

    found: dict[str, str] = {}
    try:
        model.model_validate(values)
    except ValidationError as error:
        for item in error.errors(include_url=False, include_context=False, include_input=False):
            name = str(item["loc"][0]) if item["loc"] else ""
            if item["type"] != "missing":
                found.setdefault(name, _sentence(item["msg"]))
    return found


def _without_wrong(section: dict[str, Any], model: type[BaseModel]) -> dict[str, Any]:
    known = {name: value for name, value in section.items() if name in model.model_fields}
    wrong = problems(model, known)
    # "" stands for what is wrong with several together.
    return {} if "" in wrong else {name: value for name, value in known.items() if name not in wrong}


def _sentence(message: str) -> str:
    text = message.removeprefix("Value error, ").removeprefix("Input ")
    return text[:1].lower() + text[1:]


def _hint(name: str, known: tuple[str, ...]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1)
    return tr("; perhaps {0} is meant").format(near[0]) if near else tr("; known are {0}").format(", ".join(known))
