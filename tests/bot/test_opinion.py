from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from helpers.plays import ARENA, SCHEMA, frame, pilot_plays, recording_of, thing, untrained_models

from bot.opinion import agreement_words, opinion_on
from core.cli import main
from core.columns import open_played
from core.edits import change_edits, relabel
from core.errors import ExitCode
from core.formats.corrections import Correction, Decision, write_corrections
from core.home import CORRECTIONS, Home
from core.labels import fill_labels
from core.observation import Observation
from core.opinion import Opinion, opinion_path, read_opinion, write_opinion
from core.played import Played, to_arrays
from core.policy import Policy, PolicyBatch
from core.recording import write_recording
from core.runs import all_runs
from core.words import MODES


@pytest.fixture(scope="module")
def played() -> Played:
    return fill_labels(to_arrays("sequence_a", pilot_plays(1, 6.0), SCHEMA), ARENA)


@pytest.fixture(scope="module")
def opinion(played: Played) -> Opinion:
    policy = PolicyBatch(untrained_models(), 1)
    policy.reset([3])
    found = opinion_on(played, policy, 0.15, {"recording": "abc"})
    assert found is not None
    return found


def test_it_is_what_the_policy_says_when_it_sees_what_the_player_saw(opinion: Opinion) -> None:
    recording = pilot_plays(1, 6.0)
    policy = Policy(untrained_models())
    policy.reset(3)
    rows = np.flatnonzero(opinion.decided)
    assert len(rows) == 120
    for i in rows:
        seen = recording.frames[i]
        action = policy.act(Observation(seen.t, seen.state, seen.objects))
        assert (opinion.click[i], opinion.hotkey[i]) == (action.click, action.hotkey)
        assert opinion.xy[i] == pytest.approx(action[:2], abs=1e-3)
        assert MODES[opinion.mode[i]] == policy.mode
        if policy.target is None:
            assert opinion.target[i] == -1 and np.isnan(opinion.target_xy[i]).all()
        else:
            target = seen.objects[policy.target]
            assert opinion.target_xy[i] == pytest.approx((target.x, target.y), abs=1e-4)


def test_between_decisions_the_last_one_stands_and_its_target_is_followed(played: Played, opinion: Opinion) -> None:
    scenes = played.scenes
    for i in np.flatnonzero(~opinion.decided):
        assert opinion.mode[i] == opinion.mode[i - 1] and opinion.click[i] == opinion.click[i - 1]
        if opinion.target[i] >= 0:
            now, before = (scenes.track[scenes.start[k] + opinion.target[k]] for k in (i, i - 1))
            assert now == before


def test_a_player_is_in_full_agreement_with_itself(played: Played, opinion: Opinion) -> None:
    models = untrained_models()
    same = replace(played, mode=opinion.mode.astype(np.int64), target=opinion.target.astype(np.int64))
    policy = PolicyBatch(models, 1)
    policy.reset([3])
    again = opinion_on(same, policy, 0.0, {})
    assert again is not None and again.agreement["mode"] == again.agreement["target"] == 1.0
    assert opinion.agreement.keys() == again.agreement.keys()
    assert all(value is None or 0 <= value <= 1 for value in opinion.agreement.values())
    assert "mode 100.0%" in agreement_words(again.agreement)


def test_it_comes_back_from_its_file(opinion: Opinion, tmp_path: Path) -> None:
    recording = tmp_path / "sequence_a.json"
    assert read_opinion(recording) is None
    assert write_opinion(recording, opinion) == tmp_path / ".cache" / "sequence_a.opinion.arrow"
    found = read_opinion(recording)
    assert found is not None
    for name in ("t", "mode", "target", "target_xy", "xy", "click", "hotkey", "decided"):
        wanted, got = getattr(opinion, name), getattr(found, name)
        assert got.dtype == wanted.dtype and np.array_equal(got, wanted, equal_nan=name == "target_xy"), name
    assert (found.sources, found.agreement) == (opinion.sources, opinion.agreement)


@pytest.mark.parametrize("data", [b"", b"ARROW1", b"\0" * 100])
def test_a_damaged_one_is_none(opinion: Opinion, tmp_path: Path, data: bytes) -> None:
    recording = tmp_path / "sequence_a.json"
    path = write_opinion(recording, opinion)
    whole = path.read_bytes()
    for content in (data, whole[: len(whole) // 2], whole[: len(whole) // 2] + b"\0" * (len(whole) // 2)):
        path.write_bytes(content)
        assert read_opinion(recording) is None


def test_recordings_of_one_frame_and_without_input_have_one_too() -> None:
    policy = PolicyBatch(untrained_models(), 1)
    policy.reset([0])
    lone = fill_labels(to_arrays("a", recording_of([frame(0.0, thing("drone", 0.5, 0.5))]), SCHEMA), ARENA)
    found = opinion_on(lone, policy, 0.15, {})
    assert found is not None and len(found) == 1 and found.decided.tolist() == [True]


def test_the_command_keeps_it_and_asks_again_only_when_something_changed(
    trained: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "data"
    path = folder / "sequence_a.json"
    folder.mkdir()
    write_recording(path, pilot_plays(1, 3.0))
    words = ["recordings", "opinion", "latest", f"--home={trained.root}", f"--data-dir={folder}"]
    assert main(words) == ExitCode.OK
    assert "sequence_a: agrees with the player in mode" in capsys.readouterr().out
    found = read_opinion(path)
    assert found is not None and found.is_of(path, trained.models, ARENA)
    assert len(found) == len(open_played(path, ARENA))
    before = opinion_path(path).stat().st_ino
    assert main(words) == ExitCode.OK
    assert opinion_path(path).stat().st_ino == before
    change_edits(path, lambda edits: relabel(edits, 0.5, 1.0, mode="FLEE"))
    assert not found.is_of(path, trained.models, ARENA)
    assert main(words) == ExitCode.OK
    found = read_opinion(path)
    assert found is not None and found.is_of(path, trained.models, ARENA)
    (tmp_path / CORRECTIONS).mkdir()
    times = open_played(path, ARENA).scenes.t.tolist()
    spoken = [Correction(recording="sequence_a", t=t, better=Decision("FLEE")) for t in times]
    write_corrections(tmp_path / CORRECTIONS / "v2_corrections_1.json", spoken, profile="arena")
    assert not found.is_of(path, trained.models, ARENA)
    assert main(words) == ExitCode.OK
    found = read_opinion(path)
    assert found is not None and found.is_of(path, trained.models, ARENA)
    fled = found.mode[found.decided] == [mode.value for mode in MODES].index("FLEE")
    assert found.agreement["mode"] == pytest.approx(fled.mean())
    write_recording(path, pilot_plays(2, 3.0))
    assert not found.is_of(path, trained.models, ARENA)
    assert main(words) == ExitCode.OK
    assert opinion_path(path).stat().st_ino != before
    run = next(run for run in all_runs(trained) if run.id.endswith("opinion"))
    status = run.status()
    assert status is not None and set(status.result) == {"sequence_a"}


def test_without_models_it_says_what_to_train(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    home.recordings.mkdir(parents=True)
    write_recording(home.recordings / "sequence_a.json", pilot_plays(1, 1.0))
    assert main(["recordings", "opinion", "latest"]) == ExitCode.NO_DATA
    assert "run `understudy train strategist` first" in capsys.readouterr().out


def test_reading_one_needs_no_torch(opinion: Opinion, tmp_path: Path) -> None:
    write_opinion(tmp_path / "sequence_a.json", opinion)
    code = (
        "import sys; from pathlib import Path; from core.opinion import read_opinion\n"
        "assert read_opinion(Path(sys.argv[1])); print(sorted({'torch', 'numba', 'cv2', 'PySide6'} & set(sys.modules)))"
    )
    words = [sys.executable, "-c", code, str(tmp_path / "sequence_a.json")]
    assert subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip() == "[]"
