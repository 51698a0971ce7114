from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import av
import numpy as np
import pyarrow.parquet as parquet
import pytest
from helpers.plays import arena_with, click, frame, key, recording_of

from core.edits import Edits, StretchLabel, write_edits
from core.errors import ExitCode, UserError
from core.export.lerobot import CAMERA, ExportReport, export_lerobot
from core.played import open_pieces
from core.profile import Profile
from core.recording import Frame, Label, Recording, WindowInfo, write_recording
from core.video import Picture, VideoWriter
from core.words import Action, Click

WIDTH, HEIGHT = 96, 64


def belt(*names: str) -> Profile:
    """A game of these HUD numbers."""
    bars = [{"kind": "bar", "name": name, "rect": (0, 0, 0.1, 0.1), "color": (255, 0, 0)} for name in names]
    return arena_with(name="belt", hud=bars, hotkeys=("1",), key_meanings={})


BELT = belt("hp", "ammo")
ROOT = Path(__file__).parent.parent.parent
LEROBOT = os.environ.get("UNDERSTUDY_LEROBOT_PYTHON")


def draw(index: int) -> Picture:
    """(64, 96, 4) BGRA: ten squares spell the index in binary, most significant first."""
    picture = np.full((HEIGHT, WIDTH, 4), 30, np.uint8)
    for bit in range(10):
        if index >> (9 - bit) & 1:
            picture[:, 9 * bit : 9 * bit + 9] = 220
    return picture


def shown(picture: Picture) -> int:
    marks = [picture[8:56, 9 * bit + 3 : 9 * bit + 6].mean() > 120 for bit in range(10)]
    return sum(1 << (9 - bit) for bit, mark in enumerate(marks) if mark)


def record(
    path: Path,
    times: list[float],
    *,
    player: str = "person",
    video: bool = True,
    labelled: bool = False,
    size: tuple[int, int] = (WIDTH, HEIGHT),
    clicks: dict[int, int] | None = None,
    hotkeys: dict[int, int] | None = None,
    profile: Profile = BELT,
) -> Path:
    """A recording whose frame k has `hp` k / 1000, the cursor at k / 1000, and shows the picture k."""
    frames = [
        Frame(
            t=t,
            state={name: index / 1000 for name in profile.state_names},
            objects=[],
            action=Action(index / 1000, 0.5, (clicks or {}).get(index, 0), (hotkeys or {}).get(index, 0)),
            label=Label("LOOT", source="pilot") if labelled and index < 10 else None,
            frame_index=index if video else None,
        )
        for index, t in enumerate(times)
    ]
    if video:
        writer = VideoWriter(path.with_suffix(".mkv"), *size, fps=30, crf=18)
        for index, t in enumerate(times):
            while writer.add(t - times[0], draw(index)) is None:
                pass
        writer.close()
    recording = Recording(
        profile=profile.name, source="window", player=player, created="2026-11-25T00:00:00+00:00", fps=30.0,
        window=WindowInfo("Belt", *size), classes=[], state_names=list(profile.state_names), hotkeys=["1"],
        video=path.with_suffix(".mkv").name if video else None, frames=frames,
    )  # fmt: skip
    write_recording(path, recording)
    return path


def steady(count: int, jitter: float = 0.0, start: float = 0.0) -> list[float]:
    rng = np.random.default_rng(3)
    return [round(start + index / 30 + float(rng.uniform(-jitter, jitter)), 5) for index in range(count)]


@pytest.fixture(scope="module")
def recordings(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """One with a pause of two seconds after its 50th frame, and one of a pilot, labelled."""
    folder = tmp_path_factory.mktemp("recordings")
    with_pause = [*steady(50, 0.004), *steady(40, 0.004, start=50 / 30 + 2)]
    return [
        record(folder / "sequence_a.json", with_pause, clicks={10: Click.LEFT, 60: Click.DOUBLE}, hotkeys={10: 1}),
        record(folder / "sequence_b.json", steady(60), player="pilot:aggressor", labelled=True),
    ]


@pytest.fixture(scope="module")
def exported(recordings: list[Path], tmp_path_factory: pytest.TempPathFactory) -> ExportReport:
    heard: list[float] = []
    report = export_lerobot(recordings, tmp_path_factory.mktemp("out") / "set", BELT, on_progress=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1.0
    return report


def columns(report: ExportReport) -> dict[str, Any]:
    return parquet.read_table(report.folder / "data/chunk-000/file-000.parquet").to_pydict()


def info(report: ExportReport) -> dict[str, Any]:
    return json.loads((report.folder / "meta/info.json").read_text())


def test_the_folder_holds_what_the_format_asks_for_and_nothing_else(exported: ExportReport) -> None:
    files = sorted(str(path.relative_to(exported.folder)) for path in exported.folder.rglob("*") if path.is_file())
    assert files == [
        "data/chunk-000/file-000.parquet",
        "meta/episodes/chunk-000/file-000.parquet",
        "meta/info.json",
        "meta/stats.json",
        "meta/tasks.parquet",
        "videos/observation.images.screen/chunk-000/file-000.mp4",
    ]
    assert [path.name for path in exported.folder.parent.iterdir()] == ["set"]
    assert exported.size == sum((exported.folder / name).stat().st_size for name in files)
    told = info(exported)
    assert told["codebase_version"] == "v3.0"
    assert (told["fps"], told["total_episodes"], told["total_frames"], told["total_tasks"]) == (30, 3, 150, 2)
    assert told["splits"] == {"train": "0:3"}
    assert told["features"]["action"] == {"dtype": "float32", "shape": [4], "names": ["x", "y", "click", "hotkey"]}
    assert told["features"]["observation.state"]["names"] == ["hp", "ammo"]
    assert told["features"][CAMERA]["shape"] == [HEIGHT, WIDTH, 3]


def test_a_pause_ends_an_episode_and_every_row_is_the_nearest_frame(exported: ExportReport) -> None:
    rows = columns(exported)
    assert rows["episode_index"] == [0] * 50 + [1] * 40 + [2] * 60
    assert rows["frame_index"] == [*range(50), *range(40), *range(60)]
    assert rows["index"] == list(range(150))
    assert rows["timestamp"] == pytest.approx([frame / 30 for frame in rows["frame_index"]], abs=1e-6)
    assert rows["task_index"] == [0] * 90 + [1] * 60
    assert [place for place, done in enumerate(rows["next.done"]) if done] == [49, 89, 149]
    frames = [*range(90), *range(60)]
    assert [round(state[0] * 1000) for state in rows["observation.state"]] == frames
    assert [round(action[0] * 1000) for action in rows["action"]] == frames
    assert 0.001 < exported.offset <= 0.009


def test_each_click_and_hotkey_stands_in_one_row(exported: ExportReport) -> None:
    actions = columns(exported)["action"]
    assert {row: action[2] for row, action in enumerate(actions) if action[2]} == {10: 1.0, 60: 3.0}
    assert {row: action[3] for row, action in enumerate(actions) if action[3]} == {10: 1.0}
    assert exported.lost == 0


@pytest.mark.parametrize("fps", [10, 15, 60])
def test_another_rate_keeps_every_click(fps: int, recordings: list[Path], tmp_path: Path) -> None:
    report = export_lerobot(recordings, tmp_path / "set", BELT, fps=fps)
    actions = np.array(columns(report)["action"])
    assert np.count_nonzero(actions[:, 2]) == 2
    assert np.count_nonzero(actions[:, 3]) == 1
    assert report.offset <= 0.5 / min(fps, 30) + 0.009
    assert report.frames == pytest.approx(150 * fps / 30, abs=4)


def test_two_clicks_that_fall_into_one_row_both_stay(tmp_path: Path) -> None:
    path = record(tmp_path / "sequence_a.json", steady(60), clicks={3: Click.LEFT, 4: Click.RIGHT, 5: Click.LEFT})
    report = export_lerobot([path], tmp_path / "set", BELT, fps=10)
    assert [action[2] for action in columns(report)["action"]][:6] == [0.0, 1.0, 2.0, 1.0, 0.0, 0.0]


def test_modes_are_there_where_somebody_labelled(
    exported: ExportReport, recordings: list[Path], tmp_path: Path
) -> None:
    assert columns(exported)["mode"] == [-1] * 90 + [1] * 10 + [-1] * 50
    assert info(exported)["modes"][1] == "LOOT"
    assert "mode" not in info(export_lerobot(recordings[:1], tmp_path / "set", BELT))["features"]


def test_the_video_is_steady_and_shows_every_rows_picture(exported: ExportReport) -> None:
    with av.open(str(exported.folder / f"videos/{CAMERA}/chunk-000/file-000.mp4")) as container:
        stream = container.streams.video[0]
        assert stream.average_rate == 30
        assert stream.codec_context.name == "h264"
        frames = [(frame.pts * frame.time_base, frame.to_ndarray(format="bgr24")) for frame in container.decode(stream)]
    assert [float(time) for time, _ in frames] == [index / 30 for index in range(150)]
    assert [shown(picture) for _, picture in frames] == [*range(90), *range(60)]


def test_episodes_say_where_their_rows_and_pictures_are(exported: ExportReport) -> None:
    table = parquet.read_table(exported.folder / "meta/episodes/chunk-000/file-000.parquet").to_pydict()
    assert table["length"] == [50, 40, 60]
    assert table["dataset_from_index"] == [0, 50, 90]
    assert table["dataset_to_index"] == [50, 90, 150]
    assert table[f"videos/{CAMERA}/from_timestamp"] == pytest.approx([0, 50 / 30, 3.0])
    assert table[f"videos/{CAMERA}/to_timestamp"] == pytest.approx([50 / 30, 3.0, 5.0])
    assert table["tasks"] == [["play belt like person"]] * 2 + [["play belt like pilot:aggressor"]]
    assert np.array(table[f"stats/{CAMERA}/mean"]).shape == (3, 3, 1, 1)


def test_statistics_are_those_of_the_rows(exported: ExportReport) -> None:
    stats = json.loads((exported.folder / "meta/stats.json").read_text())
    rows = columns(exported)
    assert set(stats) == set(info(exported)["features"])
    for name in ("observation.state", "action", "timestamp", "mode"):
        values = np.array(rows[name], np.float64).reshape(150, -1)
        assert stats[name]["min"] == pytest.approx(values.min(axis=0))
        assert stats[name]["max"] == pytest.approx(values.max(axis=0))
        assert stats[name]["mean"] == pytest.approx(values.mean(axis=0))
        assert stats[name]["std"] == pytest.approx(values.std(axis=0))
        assert stats[name]["count"] == [150]
    pictures = np.concatenate(
        [np.stack([draw(index)[..., 2::-1] / 255 for index in range(count)]) for count in (90, 60)]
    )
    assert np.ravel(stats[CAMERA]["mean"]) == pytest.approx(pictures.mean(axis=(0, 1, 2)), abs=0.02)
    assert np.ravel(stats[CAMERA]["std"]) == pytest.approx(pictures.std(axis=(0, 1, 2)), abs=0.02)
    assert np.shape(stats[CAMERA]["q50"]) == (3, 1, 1)


def test_long_play_is_parted_so_that_its_times_stay_exact(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.export.lerobot.LONGEST_SECONDS", 2)
    paths = [record(tmp_path / f"sequence_{name}.json", steady(100)) for name in "ab"]
    report = export_lerobot(paths, tmp_path / "set", BELT)
    table = parquet.read_table(report.folder / "meta/episodes/chunk-000/file-000.parquet").to_pydict()
    assert table["length"] == [60, 40, 60, 40]
    assert table[f"videos/{CAMERA}/file_index"] == [0, 1, 2, 3]
    assert table[f"videos/{CAMERA}/from_timestamp"] == [0.0, 0.0, 0.0, 0.0]
    with av.open(str(report.folder / f"videos/{CAMERA}/chunk-000/file-001.mp4")) as container:
        assert [shown(frame.to_ndarray(format="bgr24")) for frame in container.decode(video=0)] == list(range(60, 100))


def test_only_kept_stretches_are_exported(tmp_path: Path) -> None:
    path = record(tmp_path / "sequence_a.json", steady(60))
    write_edits(path, Edits().changed(keep=((0.5, 1.0), (1.5, 1.8))))
    report = export_lerobot([path], tmp_path / "set", BELT)
    rows = columns(report)
    assert rows["episode_index"] == [0] * 16 + [1] * 10
    assert [round(state[0] * 1000) for state in rows["observation.state"]] == [*range(15, 31), *range(45, 55)]


def test_what_a_person_says_of_a_stretch_is_exported_and_beats_what_a_pilot_said(tmp_path: Path) -> None:
    path = record(tmp_path / "sequence_a.json", steady(60), labelled=True)
    write_edits(path, Edits().changed(labels=(StretchLabel(0.2, 0.5, "FLEE", None, "person"),)))
    report = export_lerobot([path], tmp_path / "set", BELT)
    modes = info(report)["modes"]
    assert [modes[mode] if mode >= 0 else "" for mode in columns(report)["mode"]] == (
        ["LOOT"] * 6 + ["FLEE"] * 10 + [""] * 44
    )


def test_a_recording_of_another_format_goes_in_as_well(tmp_path: Path) -> None:
    fixture = ROOT / "core" / "formats" / "fixtures" / "documents" / "sequence_rows.json"
    path = tmp_path / fixture.name
    path.write_bytes(fixture.read_bytes())
    (piece,) = open_pieces(path, arena_with())
    report = export_lerobot([path], tmp_path / "set", arena_with())
    assert report.recordings == 1 and report.skipped == []
    assert len(columns(report)["action"]) == report.frames >= len(piece) - 1


def test_clicks_and_hotkeys_stand_where_their_exact_times_say(tmp_path: Path) -> None:
    frames = [frame(index / 30) for index in range(60)]
    made = [click(0.99, 0.1, 0.1), key(0.995, "1"), key(1.5, "1"), click(1.99, 0.1, 0.1, "right")]
    path = tmp_path / "sequence_a.json"
    write_recording(path, recording_of(frames, made, profile="belt"))
    actions = columns(export_lerobot([path], tmp_path / "set", BELT))["action"]
    assert {row: action[2:] for row, action in enumerate(actions) if any(action[2:])} == {
        29: [1.0, 1.0], 45: [0.0, 1.0], 59: [2.0, 0.0],
    }  # fmt: skip


def test_recordings_without_video_make_a_set_without_pictures(tmp_path: Path) -> None:
    path = record(tmp_path / "sequence_a.json", steady(30), video=False, profile=belt("hp"))
    report = export_lerobot([path], tmp_path / "set", belt("hp"))
    assert info(report)["video_path"] is None
    assert CAMERA not in info(report)["features"]
    assert columns(report)["observation.state"] == pytest.approx([index / 1000 for index in range(30)])
    assert not (report.folder / "videos").exists()


def test_what_cannot_go_in_is_left_out_by_name(recordings: list[Path], tmp_path: Path) -> None:
    damaged = tmp_path / "sequence_damaged.json"
    damaged.write_bytes(recordings[0].read_bytes()[:200])
    empty = tmp_path / "sequence_empty.json"
    empty.touch()
    blind = record(tmp_path / "sequence_blind.json", steady(30), video=False)
    other = record(tmp_path / "sequence_other.json", steady(30), profile=arena_with())
    report = export_lerobot([recordings[1], damaged, empty, blind, other], tmp_path / "set", BELT)
    assert report.recordings == 1
    assert len(report.skipped) == 4
    for path in (damaged, empty, blind, other):
        assert sum(str(path) in sentence for sentence in report.skipped) == 1


def test_nothing_to_export_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="None of the 1 recordings can be exported") as error:
        export_lerobot([tmp_path / "sequence_gone.json"], tmp_path / "set", BELT)
    assert error.value.code == ExitCode.NO_DATA
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_exists_is_left_alone(recordings: list[Path], tmp_path: Path) -> None:
    (tmp_path / "set").mkdir()
    with pytest.raises(UserError, match="exists already"):
        export_lerobot(recordings, tmp_path / "set", BELT)
    assert list((tmp_path / "set").iterdir()) == []


def test_an_export_that_is_stopped_leaves_nothing(recordings: list[Path], tmp_path: Path) -> None:
    def stop(share: float) -> None:
        if share > 0.5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export_lerobot(recordings, tmp_path / "set", BELT, on_progress=stop)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="uses a file size limit to stand in for a full disk")
def test_a_full_disk_is_told_with_the_folders_name(recordings: list[Path], tmp_path: Path) -> None:
    # A limit on the size of files stands in for a full disk; both come as an error of the system.
    code = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from core.export.lerobot import export_lerobot\n"
        "from core.profile import load_profile\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))\n"
        "try:\n"
        "    export_lerobot([Path(item) for item in sys.argv[3:]], Path(sys.argv[1]), load_profile(sys.argv[2]))\n"
        "except OSError as error:\n"
        "    print(error.errno, error.filename)\n"
    )
    target, game = tmp_path / "set", tmp_path / "belt.json"
    game.write_text(BELT.model_dump_json())
    said = subprocess.run(
        [sys.executable, "-c", code, str(target), str(game), *map(str, recordings)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert said == f"{errno.EFBIG} {target}\n"
    assert list(tmp_path.iterdir()) == [game]


@pytest.mark.skipif(not LEROBOT, reason="UNDERSTUDY_LEROBOT_PYTHON names no interpreter that has LeRobot")
def test_lerobots_own_loader_reads_every_row(exported: ExportReport) -> None:
    reader = Path(__file__).with_name("read_with_lerobot.py")
    environment = {**os.environ, "PYTHONPATH": "", "HF_HUB_OFFLINE": "1", "HF_HOME": str(exported.folder.parent / "hf")}
    done = subprocess.run(
        [str(LEROBOT), str(reader), str(exported.folder)], capture_output=True, text=True, env=environment
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    rows = columns(exported)
    assert (found["length"], found["episodes"], found["fps"], found["second"]) == (150, 3, 30, 40)
    for name, column in (
        ("episode", "episode_index"), ("index", "index"), ("frame", "frame_index"), ("timestamp", "timestamp"),
        ("done", "next.done"), ("mode", "mode"), ("state", "observation.state"), ("action", "action"),
    ):  # fmt: skip
        assert found[name] == rows[column]
    assert found["shown"] == [*range(90), *range(60)]
    assert found["tasks"] == ["play belt like person"] * 90 + ["play belt like pilot:aggressor"] * 60
    assert found["picture"] == [3, HEIGHT, WIDTH]
    assert found["batch"][CAMERA] == [16, 3, HEIGHT, WIDTH]
    assert found["batch"]["observation.state"] == [16, 2]
    assert found["windows"]["action"] == [2, 4]
    assert found["windows"][CAMERA] == [2, 3, HEIGHT, WIDTH]
    assert found["stats"] == json.loads((exported.folder / "meta/stats.json").read_text())
