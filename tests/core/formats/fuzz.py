"""Reads mutated fixtures of one format, and complains of everything but a recording or one sentence.

    python tests/core/formats/fuzz.py FORMAT FIRST COUNT FOLDER

Mutation number N of a format is always the same file. Writes into FOLDER only; the last number tried stands in
`FOLDER/at`. Prints how many files were read and refused, or the first failures. See `test_fuzz.py`.
"""

from __future__ import annotations

import itertools
import math
import resource
import shutil
import sys
import traceback
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

from make_fixtures import ARENA, FOLDER
from mutations import DAMAGES, damage_json, damage_pickle

from core.errors import UserError
from core.formats import documents, filtered, npz, owamcap, own, pkl
from core.formats.corrections import read_corrections, write_corrections
from core.played import to_arrays
from core.recording import LABEL_SOURCES, Recording, read_recording, write_recording
from core.schema import FeatureSchema
from core.words import HOTKEYS

READERS: dict[str, Any] = {
    "own_v1": own.read, "documents": documents.read, "npz": npz.read, "pkl": pkl.read,
    "filtered_recorder": filtered.read, "owamcap": owamcap.read, "corrections": read_corrections,
}  # fmt: skip
#: what no reader may make Python do
_FORBIDDEN = (
    "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "subprocess.Popen", "pickle.find_class",
    "socket.connect", "ctypes.dlopen", "os.remove", "shutil.rmtree", "code.__new__",
)  # fmt: skip
SCHEMA = FeatureSchema.of(ARENA)
MOST_MEMORY = 3 << 30


class Watch:
    """Notes what Python is made to do while a file is read."""

    def __init__(self, folder: Path, name: str) -> None:
        self.active = False
        # To say where an error was raised, PyAV makes code objects that are never run.
        self._forbidden = {*_FORBIDDEN} - ({"code.__new__"} if name == "owamcap" else set())
        self.seen: list[str] = []
        self._folder = str(folder)
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.active:
            return
        if event in self._forbidden:
            self.seen.append(event)
        # Codecs are loaded when first met.
        elif event == "open" and not str(arguments[0]).startswith(self._folder):
            self.seen += [] if str(arguments[0]).endswith((".py", ".pyc")) else [f"open {arguments[0]}"]


def mutated(name: str, number: int, folder: Path) -> Path:
    """Mutation `number` of format `name`, written under `folder`."""
    rng = Random(f"{name} {number}")
    fixtures = sorted(path for path in (FOLDER / name).iterdir() if path.suffix != ".mkv")
    fixture = rng.choice(fixtures)
    order = f"touch {folder / 'canary'}"
    if fixture.is_dir():
        made = folder / "mutated"
        shutil.rmtree(made, ignore_errors=True)
        shutil.copytree(fixture, made)
        for file in sorted(made.glob("*.json")):
            if file.name == "metadata.json" or rng.random() < 0.5:
                file.write_bytes(damage_json(rng, file.read_bytes()))
        return made
    for video in sorted((FOLDER / name).glob("*.mkv")):
        film = video.read_bytes()
        (folder / video.name).write_bytes(DAMAGES[".mkv"](rng, film) if rng.random() < 0.3 else film)
    made = folder / fixture.name
    data = fixture.read_bytes()
    damage = DAMAGES.get(fixture.suffix)
    made.write_bytes(damage(rng, data) if damage is not None else damage_pickle(rng, data, order))
    return made


def require_sound(recording: Recording, folder: Path, thorough: bool) -> None:
    """Fail unless the rest of the program can count on it."""
    assert isinstance(recording, Recording)
    for before, after in itertools.pairwise(recording.frames):
        assert before.t < after.t or not recording.source.startswith("import:")
    for frame in recording.frames:
        numbers = [frame.t, *frame.state.values(), *frame.action, *(frame.outcome or {}).values()]
        for item in frame.objects:
            numbers += [item.x, item.y, item.w, item.h, item.conf]
            assert item.w >= 0 <= item.h and 0 <= item.conf <= 1
        assert all(math.isfinite(value) and abs(value) <= 1e9 for value in numbers)
        assert 0 <= frame.action.click <= 3 and 0 <= frame.action.hotkey < len(HOTKEYS)
        label = frame.label
        assert label is None or label.source in LABEL_SOURCES
        assert label is None or label.target is None or -1 <= label.target < len(frame.objects)
    if thorough:
        write_recording(folder / "sequence_again.json", recording)
        assert read_recording(folder / "sequence_again.json") == recording
        if recording.frames:
            to_arrays("a", recording, SCHEMA)


def main(name: str, first: int, count: int, folder: Path) -> int:
    """Try mutations `first` to `first + count`; the number of failures."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    folder = folder.resolve()
    watch, tally, failures = Watch(folder, name), Counter[str](), 0
    for number in range(first, first + count):
        (folder / "at").write_text(str(number))
        path = mutated(name, number, folder)
        try:
            watch.active = True
            try:
                found = READERS[name](path, ARENA)
            finally:
                watch.active = False
            if name == "corrections":
                write_corrections(folder / "v2_corrections_again.json", found, profile="arena")
                assert read_corrections(folder / "v2_corrections_again.json", ARENA) == found
            else:
                require_sound(found, folder, number % 5 == 0)
            tally["read"] += 1
        except UserError as error:
            # What is damaged may be the video beside it.
            named = path.name in str(error) or any(video.name in str(error) for video in folder.glob("*.mkv"))
            assert named and "\n" not in str(error), str(error)
            tally["refused"] += 1
        except BaseException:
            failures += 1
            print(f"{name} {number}:\n{traceback.format_exc()}"[-3000:])
        if watch.seen or (folder / "canary").exists() or Path("canary").exists():
            failures += 1
            print(f"{name} {number} ran something: {watch.seen}")
            watch.seen.clear()
        if failures > 5:
            break
    print(f"{name}: {tally['read']} read, {tally['refused']} refused, {failures} failed")
    return failures


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])) and 1)
