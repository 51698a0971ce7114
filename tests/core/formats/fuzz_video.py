"""Reads mutated videos in every way there is, and complains of everything but pictures or one sentence.

    python tests/core/formats/fuzz_video.py FIRST COUNT FOLDER

Mutation number N is always the same file. Writes into FOLDER only; the last number tried stands in `FOLDER/at`. Prints
how many videos were read and refused, and the first failures. See `test_fuzz.py`.
"""

from __future__ import annotations

import resource
import sys
import traceback
from collections import Counter
from pathlib import Path
from random import Random

import numpy as np
from make_fixtures import FOLDER
from mutations import damage_bytes

from core.errors import UserError
from core.video import VideoReader, VideoWriter, cut_bad_end

WIDTH, HEIGHT, COUNT = 64, 48, 70
#: bytes at either end in which all but the pictures stand
_ENDS = 700
MOST_MEMORY = 3 << 30


def films(folder: Path) -> list[bytes]:
    """Whole videos: one of our own, and one that another program wrote."""
    path = folder / "film.mkv"
    path.unlink(missing_ok=True)
    writer, rng = VideoWriter(path, WIDTH, HEIGHT, fps=30, crf=30), np.random.default_rng(0)
    for number in range(COUNT):
        picture = rng.integers(0, 255, (HEIGHT, WIDTH, 4), np.uint8)
        while writer.add(number / 30, picture) is None:
            pass
    writer.close()
    return [path.read_bytes(), (FOLDER / "owamcap" / "screen.mkv").read_bytes()]


def mutated(number: int, whole: list[bytes]) -> bytes:
    """Mutation `number` of one of these videos."""
    rng = Random(f"video {number}")
    data = rng.choice(whole)
    act = rng.randrange(4)
    if act == 0:
        return damage_bytes(rng, data[:_ENDS]) + data[_ENDS:]
    if act == 1:
        return data[:-_ENDS] + damage_bytes(rng, data[-_ENDS:])
    if act == 2:
        # What is left after a power cut.
        return data[: rng.randrange(len(data))] + bytes(rng.choice((0, 10, 5000)))
    return damage_bytes(rng, data)


def read_in_every_way(path: Path, rng: Random) -> None:
    """Raises UserError where it cannot be read."""
    with VideoReader(path) as reader:
        count = len(reader)
        assert len(reader.times) == count and np.isfinite(reader.times).all()
        assert list(reader.times) == sorted(reader.times)
        seen = [index for index, picture in reader.read() if picture.ndim == 3 and picture.dtype == np.uint8]
        assert set(seen) <= set(range(count))
        if count:
            t = rng.uniform(-1, 1e6 if rng.random() < 0.1 else 4)
            assert 0 <= reader.index_at(t) < count
            assert (place := reader.index_of(t)) is None or 0 <= place < count
            for index in (0, count - 1, rng.randrange(count)):
                try:
                    assert reader.frame(index).shape[2] == 3
                except IndexError as error:
                    assert path.name in str(error)
        assert (end := reader.bad_end()) is None or 0 <= end <= path.stat().st_size
    cut_bad_end(path)
    with VideoReader(path) as reader:
        assert len(reader) <= count


def main(first: int, count: int, folder: Path) -> int:
    """Try mutations `first` to `first + count`; the number of failures."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    whole, path = films(folder), folder / "mutated.mkv"
    tally, failures = Counter[str](), 0
    for number in range(first, first + count):
        (folder / "at").write_text(str(number))
        path.write_bytes(mutated(number, whole))
        try:
            read_in_every_way(path, Random(number))
            tally["read"] += 1
        except UserError as error:
            assert path.name in str(error) and "\n" not in str(error), str(error)
            tally["refused"] += 1
        except BaseException:
            failures += 1
            print(f"video {number}:\n{traceback.format_exc()}"[-3000:])
        if failures > 5:
            break
    print(f"video: {tally['read']} read, {tally['refused']} refused, {failures} failed")
    return failures


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])) and 1)
