from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from helpers.plays import ARENA, untrained_models

from arena.pilots import ask, load_pilot
from arena.seat import Seat
from core.checkpoint import save_checkpoint
from core.errors import ExitCode
from core.games.game import open_game
from core.observation import Observation
from core.policy import PolicyBatch
from core.recording import Recording, read_recording, recording_files
from core.words import HOTKEYS, Action, Click
from recorder.__main__ import main
from recorder.corrected import play_corrected


class Watched(PolicyBatch):
    """Remembers what it saw and did."""

    def reset(self, seeds: Sequence[int]) -> None:
        super().reset(seeds)
        self.seen: list[list[Observation]] = []
        self.done: list[list[Action]] = []

    def act(self, observations: Sequence[Observation]) -> list[Action]:
        self.seen.append(list(observations))
        self.done.append(super().act(observations))
        return self.done[-1]


@pytest.fixture(scope="module")
def played() -> tuple[Watched, list[Recording]]:
    batch = Watched(untrained_models(), 2)
    return batch, play_corrected(batch, "collector", open_game(ARENA), [3, 4], fps=20.0, seconds=8.0)


def test_the_models_play_and_the_recording_shows_where_that_led(played: tuple[Watched, list[Recording]]) -> None:
    batch, recordings = played
    for number, (seed, recording) in enumerate(zip((3, 4), recordings, strict=True)):
        assert recording.seed == seed and len(recording.frames) == 160
        seat = Seat(seed)
        for frame, seen, actions in zip(recording.frames, batch.seen, batch.done, strict=True):
            assert seat.observe() == seen[number]
            assert frame.state == pytest.approx(seen[number].state, abs=1e-4)
            seat.step(actions[number])


def test_what_stands_in_it_is_what_the_pilot_would_have_done_there(played: tuple[Watched, list[Recording]]) -> None:
    batch, recordings = played
    theirs = 0
    for number, recording in enumerate(recordings):
        pilot = load_pilot("collector")
        pilot.reset(3 + number)
        wanted = []
        for frame, seen, done in zip(recording.frames, batch.seen, batch.done, strict=True):
            action = ask(pilot, seen[number])
            assert frame.label is not None and frame.label.source == "pilot"
            assert frame.label.mode == pilot.mode and frame.label.target == pilot.target  # type: ignore[attr-defined]
            wanted += [("click", action.click)] if action.click else []
            wanted += [("key", HOTKEYS[action.hotkey])] if action.hotkey else []
            theirs += (done[number].click, done[number].hotkey) != (action.click, action.hotkey)
        names = {"left": Click.LEFT, "right": Click.RIGHT, "double": Click.DOUBLE}
        assert [(event.kind, names.get(event.name, event.name)) for event in recording.events] == wanted
        assert wanted and recording.player == "pilot:collector"
    # The models did something else, or nothing would have been shown.
    assert theirs > 50


def test_the_command_lets_models_play_episodes_side_by_side(tmp_path: Path) -> None:
    models, out = tmp_path / "models", tmp_path / "recordings"
    for name, checkpoint in untrained_models().items():
        save_checkpoint(models / name / "best_model.pt", checkpoint)
    flags = ["--source=arena", "--headless", "--pilot=careful", "--minutes=0.15", "--episode-minutes=0.05", "--seed=40"]
    assert main([*flags, f"--models-dir={models}", f"--data-dir={out}", f"--home={tmp_path}"]) == ExitCode.OK
    recordings = [read_recording(path) for path in recording_files(out)]
    assert sorted(item.seed or 0 for item in recordings) == [40, 41, 42]
    assert {len(item.frames) for item in recordings} == {90}


def test_models_that_are_not_there_or_have_a_window_are_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flags = [f"--models-dir={tmp_path}", f"--home={tmp_path}"]
    assert main(["--source=arena", "--headless", *flags]) == ExitCode.NO_DATA
    assert "There is no strategist at" in capsys.readouterr().out
    assert main(flags) == ExitCode.BAD_INPUT
    assert "in lock-step only: add --headless" in capsys.readouterr().out
