from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from random import Random
from threading import Barrier, Thread

import pytest
from conftest import wait_until

import core.games.environment
import core.recording
from arena.scene import TICK
from arena.seat import Seat
from core.home import Home
from core.observation import Observation
from core.profile import Environment, load_profile
from core.recording import Frame, Recording, read_recording, recording_files
from core.words import HOTKEY_ID, HOTKEYS, Action, Click
from recorder.__main__ import main
from recorder.episode import play_episode
from recorder.lockstep import save_new

ROOT = Path(__file__).parent.parent.parent
PROFILE = load_profile("arena")


class Wanderer:
    """Moves in small steps, clicks and presses keys at ticks known beforehand, and goes for its first object."""

    def __init__(self) -> None:
        self.mode = "LOOT"
        self.target: int | None = None
        self.actions: list[Action] = []
        self.aims: list[tuple[str, float, float] | None] = []

    def reset(self, seed: int) -> None:
        self._random = Random(seed)
        self.actions.clear()
        self.aims.clear()

    def act(self, observation: Observation) -> Action:
        tick = len(self.actions)
        click = Click.LEFT if tick % 7 == 3 else Click.RIGHT if tick % 50 == 20 else Click.NONE
        hotkey = HOTKEY_ID["Q"] if tick % 31 == 5 else HOTKEY_ID["Ctrl"] if tick % 11 == 0 else 0
        self.target = 0 if observation.objects else None
        aim = observation.objects[0] if observation.objects else None
        self.aims.append(None if aim is None else (aim.cls, aim.x, aim.y))
        self.actions.append(Action(self._random.random(), self._random.random(), click, hotkey))
        return self.actions[-1]


def record(player: Wanderer, seconds: float = 30.0, fps: float = 30.0, seed: int = 5) -> Recording:
    return play_episode(player, PROFILE, seed, name="wanderer", fps=fps, seconds=seconds)


@pytest.fixture(scope="module")
def played() -> tuple[Wanderer, Recording]:
    player = Wanderer()
    return player, record(player)


@pytest.mark.parametrize("fps", [10.0, 20.0, 30.0, 60.0])
def test_frames_stand_a_period_apart_over_the_whole_episode(fps: float) -> None:
    recording = record(Wanderer(), seconds=10, fps=fps)
    assert len(recording.frames) == round(10 * fps)
    assert [frame.t for frame in recording.frames] == pytest.approx(
        [n / fps for n in range(len(recording.frames))], abs=1e-5
    )
    assert recording.duration == pytest.approx(10)


def test_every_click_and_hotkey_is_an_event_at_its_tick(played: tuple[Wanderer, Recording]) -> None:
    player, recording = played
    expected = []
    for tick, action in enumerate(player.actions):
        if action.click:
            expected.append((round(tick * TICK, 5), "click", Click(action.click).name.lower()))
        if action.hotkey:
            expected.append((round(tick * TICK, 5), "key", HOTKEYS[action.hotkey]))
    assert [(event.t, event.kind, event.name) for event in recording.events] == expected


@pytest.mark.parametrize("fps", [20.0, 30.0, 60.0])
def test_every_event_stands_in_the_frame_that_was_open_when_it_happened(fps: float) -> None:
    recording = record(Wanderer(), fps=fps)
    starts = [frame.t for frame in recording.frames] + [float("inf")]

    def open_at(t: float) -> int:
        return next(index for index, start in enumerate(starts) if start > t) - 1

    clicks = {(open_at(event.t), event.name) for event in recording.events if event.kind == "click"}
    keys = {(open_at(event.t), event.name) for event in recording.events if event.kind == "key"}
    assert clicks == {(n, Click(f.action.click).name.lower()) for n, f in enumerate(recording.frames) if f.action.click}
    assert keys == {(n, HOTKEYS[f.action.hotkey]) for n, f in enumerate(recording.frames) if f.action.hotkey}


def test_a_frame_shows_what_the_seat_shows_at_its_moment(played: tuple[Wanderer, Recording]) -> None:
    player, recording = played
    seat = Seat(5)
    tick = 0
    for frame in recording.frames:
        while frame.t >= (tick + 1) * TICK - 1e-6:
            seat.step(player.actions[tick])
            tick += 1
        shown = seat.observe(max(0.0, frame.t - tick * TICK))
        assert [item.cls for item in frame.objects] == [item.cls for item in shown.objects]
        for stored, seen in zip(frame.objects, shown.objects, strict=True):
            assert (stored.x, stored.y, stored.w, stored.h) == pytest.approx((seen.x, seen.y, seen.w, seen.h), abs=2e-5)
        assert frame.state == pytest.approx(shown.state, abs=1e-5)


def test_the_cursor_goes_straight_from_one_answer_to_the_next(played: tuple[Wanderer, Recording]) -> None:
    player, recording = played
    for frame in recording.frames[:-3]:
        tick = int(frame.t / TICK + 1e-6)
        share = frame.t / TICK - tick
        before, after = player.actions[tick], player.actions[tick + 1]
        assert frame.action.x == pytest.approx(before.x + (after.x - before.x) * share, abs=1e-3)
        assert frame.action.y == pytest.approx(before.y + (after.y - before.y) * share, abs=1e-3)


def test_a_label_points_at_the_pilots_target_among_its_own_frames_objects(played: tuple[Wanderer, Recording]) -> None:
    player, recording = played
    pointed = 0
    for frame in recording.frames:
        assert frame.label is not None
        assert (frame.label.mode, frame.label.source) == ("LOOT", "pilot")
        aim = player.aims[int(frame.t / TICK + 1e-6)]
        if frame.label.target is not None:
            assert aim is not None
            item = frame.objects[frame.label.target]
            assert item.cls == aim[0]
            assert (item.x, item.y) == pytest.approx(aim[1:], abs=0.05)
            pointed += 1
    assert pointed > 0.9 * sum(aim is not None for aim in player.aims) * 1.5


def test_outcomes_add_up_to_what_the_seat_counted(played: tuple[Wanderer, Recording]) -> None:
    player, recording = played
    seat = Seat(5)
    for action in player.actions:
        seat.step(action)
    assert _sum(recording.frames) == pytest.approx({name: value for name, value in seat.totals.items() if value})


def test_the_same_seed_gives_the_same_recording_and_another_seed_another() -> None:
    first, again, other = (record(Wanderer(), seconds=5, seed=seed) for seed in (1, 1, 2))
    assert first.frames == again.frames
    assert first.frames != other.frames


def test_an_episode_ends_early_when_told_to_and_keeps_what_was_played() -> None:
    recording = play_episode(
        Wanderer(), PROFILE, 0, name="wanderer", fps=30, seconds=60, go_on=lambda played: played < 10
    )
    assert recording.duration == pytest.approx(10)
    assert len(recording.frames) == 300


def test_the_command_writes_one_file_an_episode_with_seeds_counting_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    words = ["--source", "arena", "--headless", "--pilot", "test_lockstep:Wanderer", "--seed", "7"]
    code = main([*words, "--minutes", "0.5", "--episode-minutes", "0.2", "--home", str(tmp_path)])
    assert code == 0
    recordings = [read_recording(path) for path in recording_files(tmp_path / "recordings_v2")]
    assert [recording.seed for recording in recordings] == [7, 8, 9]
    assert [len(recording.frames) for recording in recordings] == [360, 360, 180]
    assert {recording.player for recording in recordings} == {"pilot:test_lockstep:Wanderer"}
    assert all(recording.video is None for recording in recordings)


def test_a_game_that_has_only_a_window_is_not_recorded_without_one_and_told_so(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    home.profiles.mkdir(parents=True)
    windowed = PROFILE.model_copy(update={"name": "windowed", "environment": None})
    (home.profiles / "windowed.json").write_text(windowed.model_dump_json(exclude_none=True))
    assert main(["--headless", "--profile", "windowed"]) == 2
    said = capsys.readouterr().out
    assert "error: The game of profile 'windowed' can only be played in its window" in said
    assert not home.recordings.exists()


@pytest.mark.parametrize("name", ["arena", "mine"])
def test_a_users_own_profile_without_an_environment_is_played_in_the_arena(home: Home, name: str) -> None:
    home.profiles.mkdir(parents=True)
    own = PROFILE.model_copy(update={"name": name, "environment": None, "window_title": "Mine"})
    (home.profiles / f"{name}.json").write_text(own.model_dump_json(exclude_none=True))
    source = [] if name == "arena" else ["--source", "arena"]
    assert main([*source, "--headless", "--profile", name, "--minutes", "0.05"]) == 0
    (path,) = recording_files(home.recordings)
    recording = read_recording(path)
    assert (recording.profile, recording.source, recording.window.title) == (name, "arena", "Mine")


def test_a_profile_of_another_game_than_the_source_is_refused(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    home.profiles.mkdir(parents=True)
    other = PROFILE.model_copy(update={"name": "other", "environment": Environment(name="gymnasium:CartPole-v1")})
    (home.profiles / "other.json").write_text(other.model_dump_json(exclude_none=True))
    assert main(["--source", "arena", "--headless", "--profile", "other"]) == 2
    said = capsys.readouterr().out
    assert "Profile 'other' is of gymnasium:CartPole-v1, not of the arena: leave out --source arena." in said


def test_a_game_is_opened_once_for_all_episodes_and_every_seat_is_left(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    gymnasium = pytest.importorskip("gymnasium", reason="the extra `gym` is not installed")
    profile = load_profile("gymnasium:CartPole-v1", home)
    made: list[str] = []
    closed: list[str] = []

    class Counted(gymnasium.Wrapper):  # type: ignore[misc, name-defined]
        def close(self) -> None:
            closed.append("closed")
            super().close()

    def counted(name: str) -> Counted:
        made.append(name)
        return Counted(make(name))

    make = core.games.environment.make
    monkeypatch.setattr(core.games.environment, "make", counted)
    assert main(["--headless", "--env", profile.name, "--minutes", "0.15", "--episode-minutes", "0.05"]) == 0
    assert len(recording_files(home.recordings)) == 3
    # One to look at the game, and one for each episode.
    assert len(made) == 1 + 3 and len(closed) == len(made)


def _sum(frames: list[Frame]) -> dict[str, float]:
    totals: dict[str, float] = {}
    for frame in frames:
        for name, change in (frame.outcome or {}).items():
            totals[name] = totals.get(name, 0) + change
    return totals


@pytest.mark.parametrize("seed", range(3))
def test_a_killed_command_leaves_whole_episodes_only(tmp_path: Path, seed: int) -> None:
    words = ["-m", "recorder", "--source", "arena", "--headless", "--episode-minutes", "0.05", "--minutes", "60"]
    folder = tmp_path / "recordings_v2"
    with (
        (tmp_path / "log").open("wb") as log,
        subprocess.Popen(
            [sys.executable, *words, "--home", str(tmp_path)], cwd=ROOT, stdout=log, stderr=log
        ) as process,
    ):
        wait_until(lambda: len(recording_files(folder)) > 3, 60, "the first episodes")
        time.sleep(Random(seed).random())
        process.kill()
    for path in recording_files(folder):
        assert len(read_recording(path).frames) == 90
    assert {path.suffix for path in folder.iterdir() if path.name != ".cache"} <= {".json", ".part"}
    assert len(list(folder.glob(".*.part"))) <= 1


def test_commands_at_work_in_one_folder_at_one_moment_do_not_take_each_others_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(core.recording, "new_name", lambda kind: "sequence_same")
    recordings = [record(Wanderer(), seconds=1, seed=seed) for seed in range(6)]
    together = Barrier(6)

    def save(recording: Recording) -> None:
        together.wait()
        save_new(tmp_path, recording, PROFILE)

    threads = [Thread(target=save, args=(recording,)) for recording in recordings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = [read_recording(path) for path in recording_files(tmp_path)]
    assert sorted(recording.seed or 0 for recording in found) == list(range(6))
    assert [len(recording.frames) for recording in found] == [30] * 6
