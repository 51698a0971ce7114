"""Files written by the real tool's writer, in seven of its versions; see `make_owamcap.py` for what happens in them."""

from __future__ import annotations

import json
import logging
import random
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from make_owamcap import DELAY_MS, FULL, LOST, MS, PART, PICTURES, START, TITLE, cursor_at, message_ms
from mcap.reader import make_reader
from mcap.writer import Writer

from core.errors import ExitCode, UserError
from core.formats import owamcap
from core.formats.owamcap_import import import_owamcap
from core.observation import SeenObject
from core.profile import HudBar, ObjectClass, Profile, Role
from core.recording import Recording, read_recording
from core.video import Picture, VideoReader

FIXTURES = Path(__file__).parent / "fixtures" / "owamcap"
VERSIONS = ("0.3.2", "0.4.2", "0.5.0", "0.5.1", "0.5.7", "0.6.0", "0.6.6")

PROFILE = Profile(
    name="belt",
    window_title="outer belt",
    classes=(ObjectClass(name="drone", role=Role.ENEMY),),
    # The lowest bit of the picture's number, as a bar that is full or empty.
    hud=(HudBar(name="odd", rect=(160 / 192, 16 / 108, 32 / 192, 32 / 108), color=(230, 230, 230)),),
    hotkeys=("1", "2", "Q", "Space", "Ctrl"),
)
#: seconds from the first message of the script to the first picture's
FIRST = DELAY_MS[0] / 1000


def fixture(kind: str, version: str) -> Path:
    return FIXTURES / f"{kind}_{version}.mcap"


def shown(picture: Picture, left: int, top: int) -> int:
    """The index that a picture says it has; `left`, `top` is where the window is in it."""
    marks = [picture[top + 24 : top + 40, left + 32 * bit + 10 : left + 32 * bit + 22].mean() > 160 for bit in range(6)]
    return sum(1 << (5 - bit) for bit, mark in enumerate(marks) if mark)


def in_front(kind: str) -> list[int]:
    """Indices of the pictures taken while the game was in front."""
    return [
        index
        for index in range(PICTURES)
        if index not in LOST and (kind == "full" or not 1300 <= message_ms(index) < 1500)
    ]


def heard(recording: Recording) -> list[tuple[int, str]]:
    """The events as (milliseconds of the script, name)."""
    return [(round((event.t + FIRST) * 1000), event.name) for event in recording.events]


@pytest.mark.parametrize("version", VERSIONS)
def test_presses_count_once_and_only_while_the_game_is_in_front(version: str) -> None:
    expected = [
        (250, "Q"), (300, "1"), (500, "left"), (950, "left"), (1100, "double"), (1210, "right"),
        (1600, "Ctrl"), (1700, "Space"), (1800, "2"),
    ]  # fmt: skip
    assert heard(owamcap.read(fixture("part", version), PROFILE)) == expected
    behind = [(1350, "2"), (1400, "left")]
    assert heard(owamcap.read(fixture("full", version), PROFILE)) == sorted(expected + behind)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("kind", ["full", "part"])
def test_frames_stand_at_their_log_time_with_the_cursor_in_the_window(kind: str, version: str) -> None:
    recording = owamcap.read(fixture(kind, version), PROFILE)
    left, top, right, bottom = FULL if kind == "full" else PART
    assert (recording.window.width, recording.window.height) == (right - left, bottom - top)
    assert recording.fps == pytest.approx(30, abs=0.01)
    assert recording.created == "2025-06-15T15:06:40.004+00:00"
    indices = in_front(kind)
    assert len(recording.frames) == len(indices)
    for frame, index in zip(recording.frames, indices, strict=True):
        assert frame.t + FIRST == pytest.approx(message_ms(index) / 1000, abs=1e-6)
        x, y = cursor_at(message_ms(index))
        assert (frame.action.x, frame.action.y) == pytest.approx(
            ((x - left) / (right - left), (y - top) / (bottom - top)), abs=1e-4
        )
    clicked = [frame.t for frame in recording.frames if frame.action.click]
    assert len(clicked) == sum(event.kind == "click" for event in recording.events)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_video_of_the_window_alone_is_matched_by_its_times(version: str) -> None:
    recording = owamcap.read(fixture("full", version), PROFILE)
    assert recording.video == "screen.mkv"
    assert [frame.frame_index for frame in recording.frames] == in_front("full")


def test_a_video_that_shows_more_than_the_window_gives_no_pictures_until_it_is_imported() -> None:
    recording = owamcap.read(fixture("part", "0.6.6"), PROFILE)
    assert recording.video is None
    assert {frame.frame_index for frame in recording.frames} == {None}


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("kind", ["full", "part"])
def test_an_import_has_every_frames_own_picture_and_its_hud(kind: str, version: str, tmp_path: Path) -> None:
    path = import_owamcap(fixture(kind, version), PROFILE, tmp_path)
    recording = read_recording(path)
    assert recording.video == path.with_suffix(".mkv").name
    assert sorted(item.name for item in tmp_path.iterdir()) == [path.name, recording.video]
    indices = in_front(kind)
    with VideoReader(tmp_path / recording.video) as video:
        assert len(video) == (PICTURES if kind == "full" else len(indices))
        assert (video.width, video.height) == ((320, 180) if kind == "full" else (192, 108))
        left, top = PART[:2] if kind == "full" else (0, 0)
        for frame, index in zip(recording.frames, indices, strict=True):
            assert frame.frame_index is not None
            assert shown(video.frame(frame.frame_index), left, top) == index
            if kind == "part":
                assert frame.state["odd"] == pytest.approx(index % 2, abs=0.1)


def test_an_import_finds_objects_as_a_recording_does(tmp_path: Path) -> None:
    class Eye:
        def detect_many(self, frames: list[Picture]) -> list[list[SeenObject]]:
            return [[SeenObject("drone", 0.25, 0.5, 0.1, 0.1)] for _ in frames]

    heard: list[float] = []
    path = import_owamcap(fixture("part", "0.6.6"), PROFILE, tmp_path, eye=Eye(), on_progress=heard.append)
    assert all(frame.objects[0].cls == "drone" for frame in read_recording(path).frames)
    assert heard == sorted(heard)
    assert heard[-1] == 1.0


def test_a_second_import_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    path = import_owamcap(fixture("full", "0.5.1"), PROFILE, tmp_path)
    before = path.read_bytes()
    with pytest.raises(UserError, match="imported before") as refused:
        import_owamcap(fixture("full", "0.5.1"), PROFILE, tmp_path)
    assert refused.value.code == ExitCode.BAD_INPUT
    assert path.read_bytes() == before


def test_a_recording_without_its_video_keeps_what_was_done(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    alone = Path(shutil.copy(fixture("full", "0.6.6"), tmp_path / "alone.mcap"))
    with caplog.at_level(logging.WARNING, "understudy"):
        recording = read_recording(import_owamcap(alone, PROFILE, tmp_path / "out"))
    assert "not beside it" in caplog.text
    assert recording.video is None
    assert len(recording.events) == 11
    assert len(recording.frames) == len(in_front("full"))


def test_a_video_that_moved_beside_its_recording_is_found(tmp_path: Path) -> None:
    shutil.copy(fixture("full", "0.6.6"), tmp_path / "renamed.mcap")
    shutil.copy(FIXTURES / "screen.mkv", tmp_path / "renamed.mkv")
    assert owamcap.read(tmp_path / "renamed.mcap", PROFILE).video == "renamed.mkv"


def test_a_file_of_another_game_says_which_windows_it_shows() -> None:
    other = PROFILE.model_copy(update={"window_title": "Chess"})
    with pytest.raises(UserError, match="titled 'Chess', only of 'Mail', 'Outer Belt - arena'"):
        owamcap.read(fixture("part", "0.6.6"), other)


def write(path: Path, messages: list[tuple[int, str, bytes]], chunk_size: int = 1024) -> Path:
    """A file of (log time in nanoseconds, kind, JSON) messages."""
    from mcap.writer import Writer

    with path.open("wb") as file:
        writer = Writer(file, chunk_size=chunk_size)
        writer.start("owa")
        channels: dict[str, int] = {}
        for moment, kind, data in messages:
            if kind not in channels:
                schema = writer.register_schema(f"desktop/{kind}", "jsonschema", b"{}")
                channels[kind] = writer.register_channel(kind, "json", schema)
            writer.add_message(channels[kind], moment, data, moment)
        writer.finish()
    return path


def picture(ms: int, size: tuple[int, int] = (320, 180), name: str = "none.mkv") -> tuple[int, str, bytes]:
    content = {"media_ref": {"uri": name, "pts_ns": ms * MS}, "source_shape": size, "shape": size}
    return START + ms * MS, "ScreenCaptured", json.dumps(content).encode()


def window(ms: int, *rect: int, title: str = TITLE) -> tuple[int, str, bytes]:
    return START + ms * MS, "WindowInfo", json.dumps({"title": title, "rect": rect, "hWnd": 1}).encode()


def mouse(ms: int, x: int, y: int) -> tuple[int, str, bytes]:
    return START + ms * MS, "MouseEvent", json.dumps({"event_type": "move", "x": x, "y": y}).encode()


def cursors(recording: Recording) -> list[tuple[float, float]]:
    return [(frame.action.x, frame.action.y) for frame in recording.frames]


def test_the_cursor_follows_a_window_that_is_moved_and_resized(tmp_path: Path) -> None:
    path = write(
        tmp_path / "moved.mcap",
        [
            window(0, 0, 0, 100, 100), mouse(1, 50, 50), picture(10),
            window(20, 50, 50, 150, 150), picture(30),
            window(40, 0, 0, 200, 200), picture(50),
            # Minimised, as Windows tells it.
            window(60, -32000, -32000, -32000, -32000), picture(70),
        ],
    )  # fmt: skip
    assert cursors(owamcap.read(path, PROFILE)) == [(0.5, 0.5), (0.0, 0.0), (0.25, 0.25)]


def test_without_a_word_about_windows_the_screen_is_the_game(tmp_path: Path) -> None:
    path = write(tmp_path / "screen.mcap", [mouse(1, 160, 45), picture(10), picture(43)])
    recording = owamcap.read(path, PROFILE)
    assert cursors(recording) == [(0.5, 0.25)] * 2
    assert (recording.window.width, recording.window.height) == (320, 180)


def test_what_comes_before_the_first_word_about_windows_is_that_ones(tmp_path: Path) -> None:
    path = write(tmp_path / "late.mcap", [mouse(1, 50, 25), picture(10), window(20, 0, 0, 100, 100), picture(43)])
    assert cursors(owamcap.read(path, PROFILE)) == [(0.5, 0.25)] * 2


def test_a_video_of_the_window_alone_is_not_cut_by_the_windows_place(tmp_path: Path) -> None:
    messages = [window(0, 500, 400, 820, 580)]
    messages += [picture(round(index * 1000 / 30), name="screen.mkv") for index in range(30)]
    messages += [window(1000, 0, 0, 10, 10, title="Mail"), picture(1001, name="screen.mkv")]
    path = write(tmp_path / "alone.mcap", messages)
    shutil.copy(FIXTURES / "screen.mkv", tmp_path)
    imported = import_owamcap(path, PROFILE, tmp_path / "out")
    with VideoReader(imported.with_suffix(".mkv")) as video:
        assert [shown(video.frame(index), *PART[:2]) for index in range(len(video))] == list(range(30))


@pytest.mark.parametrize("name", ["../secret.mkv", "/etc/passwd", "C:\\videos\\secret.mkv", "http://host/secret.mkv"])
def test_no_video_outside_the_recordings_folder_is_opened(name: str, tmp_path: Path) -> None:
    shutil.copy(FIXTURES / "screen.mkv", tmp_path / "secret.mkv")
    inner = tmp_path / "inner"
    inner.mkdir()
    path = write(inner / "a.mcap", [window(0, 0, 0, 320, 180), picture(0, name=name), picture(33, name=name)])
    assert owamcap.read(path, PROFILE).video is None
    shutil.copy(FIXTURES / "screen.mkv", inner / "secret.mkv")
    assert owamcap.read(path, PROFILE).video == (None if "passwd" in name else "secret.mkv")


def test_a_file_that_was_cut_off_is_read_up_to_there(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    messages = [window(0, 0, 0, 320, 180), *(picture(round(index * 1000 / 30)) for index in range(300))]
    path = write(tmp_path / "cut.mcap", messages)
    whole = owamcap.read(path, PROFILE)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with caplog.at_level(logging.WARNING, "understudy"):
        cut = owamcap.read(path, PROFILE)
    assert "cut off" in caplog.text
    assert 30 < len(cut.frames) < 300
    assert [frame.t for frame in cut.frames] == [frame.t for frame in whole.frames[: len(cut.frames)]]


def test_a_damaged_file_is_refused_in_one_sentence_or_read(tmp_path: Path) -> None:
    rng = random.Random(4)
    whole = fixture("full", "0.5.1").read_bytes()
    path = tmp_path / "damaged.mcap"
    refused = 0
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(rng.choice((1, 1, 3, 30))):
            data[rng.randrange(len(data))] = rng.randrange(256)
        if rng.random() < 0.3:
            del data[rng.randrange(len(data)) :]
        path.write_bytes(data)
        try:
            recording = owamcap.read(path, PROFILE)
        except UserError as error:
            refused += 1
            assert str(path) in str(error)
            assert "\n" not in str(error)
        else:
            assert np.isfinite([frame.t for frame in recording.frames]).all()
    assert refused > 100


def test_a_damaged_video_is_refused_in_one_sentence_or_imported(tmp_path: Path) -> None:
    rng = random.Random(5)
    whole = (FIXTURES / "screen.mkv").read_bytes()
    refused = 0
    for number in range(60):
        kind = rng.choice(("full", "part"))
        path = Path(shutil.copy(fixture(kind, "0.6.6"), tmp_path / f"{kind}.mcap"))
        data = bytearray(whole)
        for _ in range(rng.choice((1, 3, 20))):
            data[rng.randrange(len(data))] = rng.randrange(256)
        (tmp_path / "screen.mkv").write_bytes(data)
        out = tmp_path / str(number)
        try:
            import_owamcap(path, PROFILE, out)
        except UserError as error:
            refused += 1
            assert "screen.mkv cannot be read" in str(error)
            assert list(out.glob("*")) == []
        else:
            assert len(list(out.iterdir())) == 2
    assert refused > 10


def test_mcap_is_asked_for_only_when_a_file_is_read() -> None:
    code = (
        "import sys; sys.modules['mcap'] = None\n"
        "from pathlib import Path\n"
        "from core.errors import UserError\n"
        "from core.formats import owamcap\n"
        "from core.profile import load_profile\n"
        "assert 'av' not in sys.modules\n"
        "try:\n"
        f"    owamcap.read(Path({str(fixture('full', '0.6.6'))!r}), load_profile('arena'))\n"
        "except UserError as error:\n"
        "    print(error)\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said == (
        'Reading full_0.6.6.mcap needs the package mcap: install it with pip install "understudy[owamcap]".\n'
    )


def test_a_moment_logged_years_away_from_the_others_is_left_out(tmp_path: Path) -> None:
    path = Path(shutil.copy(fixture("full", "0.6.6"), tmp_path / "a.mcap"))
    whole = owamcap.read(path, PROFILE)
    wrong = {20: 1, 30: 2**64 - 1}
    with fixture("full", "0.6.6").open("rb") as source, path.open("wb") as target:
        writer = Writer(target)
        writer.start()
        channels: dict[str, int] = {}
        pictures = 0
        for schema, channel, message in make_reader(source).iter_messages():
            assert schema is not None
            if channel.topic not in channels:
                known = writer.register_schema(schema.name, schema.encoding, schema.data)
                channels[channel.topic] = writer.register_channel(channel.topic, channel.message_encoding, known)
            time = message.log_time
            if schema.name.endswith("ScreenCaptured"):
                time, pictures = wrong.get(pictures, time), pictures + 1
            writer.add_message(channels[channel.topic], time, message.data, time)
        writer.finish()
    read = owamcap.read(path, PROFILE)
    assert [frame.t for frame in read.frames] == [frame.t for n, frame in enumerate(whole.frames) if n not in wrong]
    assert (read.duration, read.events) == (whole.duration, whole.events)
