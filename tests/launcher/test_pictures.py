"""The pictures of a video are exactly those asked for."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from conftest import wait_until
from helpers.films import filmed, number_in
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from core.errors import UserError
from launcher.frame_source import FrameSource
from launcher.pictures import Pictures, picture_near


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filmed(tmp_path_factory.mktemp("films"), "sequence_a", 150).with_suffix(".mkv")


def test_pictures_are_exact_in_any_order(video: Path) -> None:
    order = [*range(20), *random.Random(1).sample(range(150), 60), 149, 0, 149, 148, 3]
    with Pictures(video) as pictures:
        assert [number_in(pictures.read(index, 128, 72)) for index in order] == order
        assert number_in(pictures.read(900, 128, 72)) == 149


def test_pictures_come_in_the_size_asked_for(video: Path) -> None:
    with Pictures(video) as pictures:
        assert pictures.read(77, 64, 36).shape == (36, 64, 4)
        assert number_in(pictures.read(77, 64, 36)) == 77


def test_the_table_of_times_is_kept_and_made_anew_for_another_video(video: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    copy = tmp_path / "copy.mkv"
    copy.write_bytes(video.read_bytes())
    Pictures(copy, cache).close()
    (kept,) = cache.iterdir()
    written = kept.stat().st_mtime_ns
    with Pictures(copy, cache) as pictures:
        assert number_in(pictures.read(99, 128, 72)) == 99
    assert kept.stat().st_mtime_ns == written
    copy.write_bytes(filmed(tmp_path, "sequence_b", 30).with_suffix(".mkv").read_bytes())
    with Pictures(copy, cache) as pictures:
        assert len(pictures) == 30
    kept.write_bytes(b"nonsense")
    with Pictures(copy, cache) as pictures:
        assert len(pictures) == 30


def test_a_cut_off_video_gives_what_there_is_and_nonsense_is_told(video: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.mkv"
    cut.write_bytes(video.read_bytes()[: video.stat().st_size // 2])
    with Pictures(cut) as pictures:
        assert 0 < len(pictures) < 150
        assert number_in(pictures.read(len(pictures) - 2, 128, 72)) == len(pictures) - 2
    bad = tmp_path / "bad.mkv"
    bad.write_bytes(b"no video at all")
    with pytest.raises(UserError, match=r"bad\.mkv cannot be read"):
        Pictures(bad)
    with pytest.raises(UserError, match=r"bad\.mkv cannot be read"):
        picture_near(bad, 1.0, 64)


def test_a_thumbnail_comes_from_around_its_time(video: Path) -> None:
    assert 60 <= number_in(picture_near(video, 3.0, 128)) <= 90


def test_of_many_wishes_the_last_one_is_granted(qapp: QApplication, video: Path) -> None:
    source = FrameSource()
    got: list[tuple[int, int, int]] = []

    def take(opening: int, index: int, image: QImage) -> None:
        pixels = [image.pixelColor((bit * 2 + 1) * image.width() // 16, image.height() // 2).red() for bit in range(8)]
        got.append((opening, index, sum((red > 127) << bit for bit, red in enumerate(pixels))))

    source.arrived.connect(take)
    opening = source.open(video)
    for index in range(150):
        source.ask(index, 128, 72)
    wait_until(lambda: qapp.processEvents() or (got and got[-1][1] == 149), what="the last picture")
    assert all(number == index and said == opening for said, index, number in got)
    source.stop()
    assert source.idle


def test_a_video_that_cannot_be_read_is_told(qapp: QApplication, tmp_path: Path) -> None:
    source = FrameSource()
    said: list[str] = []
    source.failed.connect(lambda opening, sentence: said.append(sentence))
    source.open(tmp_path / "none.mkv")
    wait_until(lambda: qapp.processEvents() or said, what="the sentence")
    source.stop()
    assert "none.mkv cannot be read" in said[0]
