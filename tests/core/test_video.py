from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from conftest import wait_until
from numpy.typing import NDArray

from core.errors import UserError
from core.video import VideoReader, VideoWriter, cut_bad_end

WIDTH, HEIGHT = 160, 96
Picture = NDArray[np.uint8]


def picture(number: int) -> Picture:
    """BGRA, with its number written in eight wide stripes, black or white: readable after compression."""
    image = np.full((HEIGHT, WIDTH, 4), 255, np.uint8)
    for bit in range(8):
        image[:, bit * 20 : bit * 20 + 20, :3] = 255 if number >> bit & 1 else 0
    return image


def number_of(image: Picture) -> int:
    return sum(int(image[:, bit * 20 + 4 : bit * 20 + 16].mean() > 128) << bit for bit in range(8))


def write(path: Path, times: list[float]) -> None:
    writer = VideoWriter(path, WIDTH, HEIGHT, fps=30, crf=23)
    for number, t in enumerate(times):
        wait_until(lambda t=t, number=number: writer.add(t, picture(number)) is not None)
    writer.close()


@pytest.fixture(scope="module")
def uneven(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[float]]:
    times = np.cumsum(np.random.default_rng(0).uniform(0.02, 0.09, 100)).tolist()
    path = tmp_path_factory.mktemp("video") / "uneven.mkv"
    write(path, [t - times[0] for t in times])
    return path, [t - times[0] for t in times]


def test_every_picture_comes_back_in_order_at_its_own_time(uneven: tuple[Path, list[float]]) -> None:
    path, times = uneven
    with VideoReader(path) as video:
        assert [number_of(image) for _, image in video.read()] == list(range(100))
        assert video.times == pytest.approx(times, abs=0.0011)
        assert (len(video), video.width, video.height) == (100, WIDTH, HEIGHT)


def test_any_picture_can_be_fetched_by_its_index(uneven: tuple[Path, list[float]]) -> None:
    with VideoReader(uneven[0]) as video:
        for index in (99, 0, 31, 30, 29, 64, 1, -1):
            assert number_of(video.frame(index)) == index % 100
        with pytest.raises(IndexError):
            video.frame(100)


def test_only_wanted_pictures_are_handed_out(uneven: tuple[Path, list[float]]) -> None:
    with VideoReader(uneven[0]) as video:
        assert [(index, number_of(image)) for index, image in video.read({3, 50, 51})] == [(3, 3), (50, 50), (51, 51)]


def test_the_picture_nearest_to_a_time_is_found(uneven: tuple[Path, list[float]]) -> None:
    path, times = uneven
    with VideoReader(path) as video:
        for index in (0, 17, 99):
            assert video.index_at(times[index] + 0.004) == index
        assert (video.index_at(-5), video.index_at(1e6)) == (0, 99)


def test_pictures_of_another_size_are_scaled_to_the_videos(tmp_path: Path) -> None:
    writer = VideoWriter(tmp_path / "a.mkv", WIDTH + 1, HEIGHT + 1, fps=30, crf=23)
    writer.add(0, picture(7))
    writer.add(0.1, np.repeat(np.repeat(picture(9), 2, axis=0), 3, axis=1))
    writer.close()
    with VideoReader(tmp_path / "a.mkv") as video:
        assert [number_of(image) for _, image in video.read()] == [7, 9]
        assert {image.shape for _, image in video.read()} == {(HEIGHT, WIDTH, 3)}


def test_an_encoder_that_is_behind_refuses_pictures_instead_of_waiting(tmp_path: Path) -> None:
    writer = VideoWriter(tmp_path / "a.mkv", 1920, 1080, fps=30, crf=10)
    noise = np.random.default_rng(0).integers(0, 255, (1080, 1920, 4), np.uint8)
    taken = [writer.add(number / 30, noise) for number in range(60)]
    writer.close()
    assert None in taken
    kept = [index for index in taken if index is not None]
    assert kept == list(range(len(kept)))
    with VideoReader(tmp_path / "a.mkv") as video:
        assert len(video) == len(kept)


def test_a_killed_writer_leaves_a_video_that_is_whole_but_for_its_last_second(tmp_path: Path) -> None:
    path = tmp_path / "cut.mkv"
    code = (
        "import sys; sys.path[:0] = sys.argv[1:3]\n"
        "from pathlib import Path; from test_video import VideoWriter, picture, WIDTH, HEIGHT; import time\n"
        "writer = VideoWriter(Path(sys.argv[3]), WIDTH, HEIGHT, fps=30, crf=23)\n"
        "for number in range(100):\n"
        "    while writer.add(number / 30, picture(number)) is None: time.sleep(0.001)\n"
        "while writer._queue.qsize(): time.sleep(0.001)\n"
        "print('done', flush=True); time.sleep(60)"
    )
    here = Path(__file__).parent
    words = [sys.executable, "-c", code, str(here), str(here.parent), str(path)]
    environment = {**os.environ, "PYTHONPATH": str(here.parent.parent)}
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None and process.stdout.readline() == "done\n"
        process.send_signal(signal.SIGKILL)
    with VideoReader(path) as video:
        numbers = [number_of(image) for _, image in video.read()]
        assert numbers == list(range(len(numbers)))
        assert 69 <= len(numbers) == len(video)
        assert number_of(video.frame(60)) == 60


@pytest.mark.parametrize("spoiled", [0, 200], ids=["whole", "ends in zeros"])
def test_only_the_rubbish_at_its_end_is_cut_off_a_video(
    uneven: tuple[Path, list[float]], tmp_path: Path, spoiled: int
) -> None:
    path = tmp_path / "cut.mkv"
    data = uneven[0].read_bytes()
    # Behind the pictures the file holds an index, which a writer that was killed has not written.
    path.write_bytes(data[: data.rfind(bytes.fromhex("1c53bb6b"))])
    if spoiled:
        os.truncate(path, path.stat().st_size - spoiled)
        os.truncate(path, path.stat().st_size + spoiled)
    cut_bad_end(path)
    with VideoReader(path) as video:
        assert len(video) == 100 if not spoiled else 95 < len(video) < 100
        # Of the last one a part may be missing, which a decoder fills with the one before.
        assert [number_of(image) for _, image in video.read()][:-1] == list(range(len(video) - 1))


def test_a_video_that_is_none_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "bad.mkv").write_bytes(b"not a video")
    for name in ("bad.mkv", "missing.mkv"):
        with pytest.raises(UserError, match=rf"The video .*{name} cannot be read"):
            VideoReader(tmp_path / name)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told_and_does_not_hang(tmp_path: Path) -> None:
    path = tmp_path / "full.mkv"
    path.symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left"):
        writer = VideoWriter(path, WIDTH, HEIGHT, fps=30, crf=0)
        for number in range(10_000):
            writer.add(number / 30, picture(number))
        writer.close()
