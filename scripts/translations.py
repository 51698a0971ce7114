"""Collects every text the window shows, and compiles its translations.

`python scripts/translations.py`          adds new texts to assets/translations/*.ts, drops old ones, compiles the .qm
`python scripts/translations.py --check`  only says what is missing in which language
"""

from __future__ import annotations

import ast
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from core.jobs import JOBS  # noqa: E402
from launcher.fields import LEFT_OUT, field_title  # noqa: E402
from launcher.translation import LANGUAGES, TRANSLATIONS  # noqa: E402

#: functions of launcher/text.py whose first argument is a text to translate
MARKS = ("tr", "later")


def texts() -> list[str]:
    """Every text, each once: those marked in the launcher's source, and those of jobs and their settings."""
    found = dict.fromkeys(text for path in sorted((ROOT / "launcher").glob("*.py")) for text in _marked(path))
    return list(found | dict.fromkeys(_of_jobs()))


def _marked(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
            argument = node.args[0]
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield argument.value


def _of_jobs() -> Iterator[str]:
    for job in JOBS.values():
        yield from filter(None, (job.title, job.summary, job.waits_for))
        if not job.card:
            continue
        for name, declared in job.settings_class().model_json_schema()["properties"].items():
            if name not in LEFT_OUT:
                yield field_title(name)
                unit = declared.get("unit", "")
                yield declared.get("description", "").removesuffix(f" [{unit}]")
                yield declared.get("group", "General")
                if unit:
                    yield unit


def source_file(language: str) -> Path:
    """The translations into a language, to be edited by people."""
    return TRANSLATIONS / f"understudy_{language}.ts"


def missing(language: str) -> list[str]:
    """The texts without a translation into a language."""
    tree = ElementTree.parse(source_file(language))
    done = {
        message.findtext("source")
        for message in tree.iter("message")
        if message.findtext("translation") and message.find("translation").get("type") is None  # type: ignore[union-attr]
    }
    return [text for text in texts() if text not in done]


def update(language: str) -> None:
    """Bring a language's file up to date with the texts, and compile it."""
    with tempfile.TemporaryDirectory() as folder:
        collected = Path(folder) / "texts.py"
        collected.write_text("\n".join(f"tr({text!r})" for text in texts()) + "\n", "utf-8")
        path = source_file(language)
        words = ["-no-obsolete", "-locations", "none", "-tr-function-alias", "tr=tr", "-target-language", language]
        _tool("pyside6-lupdate", *words, str(collected), "-ts", str(path))
    compile_to(language, path.with_suffix(".qm"))


def compile_to(language: str, path: Path) -> None:
    """Write a language's file as the program reads it."""
    _tool("pyside6-lrelease", str(source_file(language)), "-qm", str(path))


def _tool(name: str, *words: str) -> None:
    done = subprocess.run([str(Path(sys.executable).with_name(name)), *words], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{name}: {done.stdout}{done.stderr}")


def main() -> int:
    """Command line."""
    lacking = False
    for language in LANGUAGES:
        if language == "en":
            continue
        if "--check" not in sys.argv:
            update(language)
        for text in missing(language):
            print(f"{language}: {text}")
            lacking = True
    return int(lacking)


if __name__ == "__main__":
    sys.exit(main())
