from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from conftest import wait_until
from helpers.plays import (
    ARENA,
    SCHEMA,
    SMALL_FLAGS,
    click,
    frame,
    key,
    pilot_plays,
    recording_of,
    thing,
    untrained_models,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

from core.checkpoint import load_checkpoint
from core.errors import ExitCode
from core.home import Home
from core.labels import fill_labels
from core.played import Played, to_arrays
from core.recording import InputEvent, write_recording
from core.runs import RunFolder, RunState, all_runs
from core.settings.training import ExecutorSettings
from core.timing import DECISION
from core.words import HOTKEY_ID, Click
from trainers.corpus import Corpus
from trainers.train_executor import ExecutorTask, actions_of, main


def still(events: list[InputEvent], seconds: float = 2.0, name: str = "a") -> Played:
    """A play in which nothing moves, at 60 frames a second."""
    frames = [frame(round(n / 60, 5), thing("ore", 0.7, 0.3)) for n in range(round(seconds * 60))]
    return fill_labels(to_arrays(name, recording_of(frames, events), SCHEMA), ARENA)


def run_of(home: Home) -> RunFolder:
    (run,) = all_runs(home)
    return run


@settings(deadline=None, max_examples=50)
@given(
    st.floats(0.3, 1.9).map(lambda t: round(t, 4)),
    st.sampled_from([0.0, 0.05, 0.15, 0.2]),
    st.sampled_from(["left", "right", "double", "Q", "Ctrl"]),
)
def test_an_action_belongs_to_the_decisions_it_answers(t: float, delay: float, name: str) -> None:
    """A decision at s covers s + delay to s + delay + DECISION: just those windows hold the event."""
    is_click = name in ("left", "right", "double")
    corpus = Corpus(SCHEMA, [still([click(t, 0.2, 0.8, name) if is_click else key(t, name)])])
    actions = actions_of(corpus, delay)
    begins = corpus.t + delay
    wanted = (begins <= t + 1e-9) & (t - 1e-9 < begins + DECISION)
    # A window whose very edge the event stands on may go either way.
    clear = (np.abs(begins - t) > 1e-6) & (np.abs(begins + DECISION - t) > 1e-6)
    held, id = (actions.click, Click[name.upper()]) if is_click else (actions.hotkey, HOTKEY_ID[name])
    assert (held[wanted & clear] == id).all() and not held[~wanted & clear].any()
    assert 2 <= (held == id).sum() <= 4
    other = actions.hotkey if is_click else actions.click
    assert not other.any()


def test_of_two_in_one_window_the_first_counts_and_a_key_beside_a_click_is_kept() -> None:
    corpus = Corpus(
        SCHEMA, [still([click(1.0, 0.2, 0.8), click(1.01, 0.4, 0.8, "right"), key(1.01, "Q"), key(1.02, "E")])]
    )
    actions = actions_of(corpus, 0.0)
    at = int(np.searchsorted(corpus.t, 0.99)) - 1
    assert corpus.t[at] + DECISION > 1.02
    assert actions.click[at] == Click.LEFT and actions.hotkey[at] == HOTKEY_ID["Q"]
    assert actions.xy[at] == pytest.approx([0.2, 0.8])


def test_no_action_leaks_into_the_recording_before() -> None:
    early = [click(0.01, 0.2, 0.8), key(0.02, "Q")]
    corpus = Corpus(SCHEMA, [still([], name="a"), still(early, name="b"), still([], name="c")])
    actions = actions_of(corpus, 0.15)
    assert not actions.click.any() and not actions.hotkey.any()
    at_once = actions_of(corpus, 0.0)
    assert set(corpus.recording[at_once.click > 0]) == {1} == set(corpus.recording[at_once.hotkey > 0])


def test_without_a_click_the_cursor_is_where_it_will_be_after_the_delay() -> None:
    frames = [frame(round(n / 30, 5)) for n in range(60)]
    for n, item in enumerate(frames):
        item.action = item.action._replace(x=n / 100, y=0.5)
    corpus = Corpus(SCHEMA, [to_arrays("a", recording_of(frames), SCHEMA)])
    xy = actions_of(corpus, 0.1).xy
    assert xy[:57, 0] == pytest.approx([(n + 3) / 100 for n in range(57)], abs=1e-6)
    # The end of the recording is as far as one can look.
    assert xy[57:, 0] == pytest.approx([0.59] * 3)


def test_a_click_on_something_that_moves_is_put_where_it_was_when_it_was_seen() -> None:
    frames = [frame(round(n / 30, 5), thing("drone", 0.2 + 0.005 * n, 0.4)) for n in range(60)]
    hit = click(1.0, 0.2 + 0.005 * 30 + 0.01, 0.4)
    corpus = Corpus(SCHEMA, [to_arrays("a", recording_of(frames, [hit]), SCHEMA)])
    actions = actions_of(corpus, 0.2)
    rows = np.flatnonzero(actions.click)
    assert len(rows) and actions.on_object[rows].all()
    for row in rows:
        # Off its centre by just as much as it was clicked off its centre.
        assert actions.xy[row] - corpus.take(np.array([row])).box[0, 0, :2] == pytest.approx([0.01, 0.0], abs=1e-5)


def test_a_click_on_nothing_or_on_what_was_not_there_yet_stays_where_it_was() -> None:
    frames = [frame(round(n / 30, 5), *([thing("drone", 0.4, 0.4)] if n >= 30 else [])) for n in range(60)]
    for x, y in ((0.8, 0.8), (0.4, 0.4)):
        corpus = Corpus(SCHEMA, [to_arrays("a", recording_of(frames, [click(1.01, x, y)]), SCHEMA)])
        actions = actions_of(corpus, 0.15)
        rows = np.flatnonzero(actions.click)
        assert len(rows) and not actions.on_object[rows].any()
        assert actions.xy[rows] == pytest.approx(np.array([[x, y]] * len(rows)))


def test_a_click_beyond_the_window_is_brought_back_to_its_edge() -> None:
    corpus = Corpus(SCHEMA, [still([click(1.0, 1.3, -0.2)])])
    actions = actions_of(corpus, 0.0)
    assert actions.xy[actions.click > 0] == pytest.approx(np.array([[1.0, 0.0]] * 3))


def test_every_action_is_a_sample_and_idle_moments_are_drawn_anew_for_one_another() -> None:
    corpus = Corpus(SCHEMA, [fill_labels(to_arrays("a", pilot_plays(1, 20), SCHEMA), ARENA)])
    whole, thin = (ExecutorTask(corpus, ExecutorSettings(thinning=n, click_repeats=1, stride=0.01)) for n in (1, 5))
    assert len(whole) == len(corpus) == thin.many.sum()
    busy = (whole.actions.click > 0) | (whole.actions.hotkey > 0)
    assert len(thin) == busy.sum() + np.ceil((~busy).sum() / 5)
    every = thin.batch(np.arange(len(thin)))
    assert ((every.click > 0) | (every.hotkey > 0)).sum() == busy.sum()
    assert (every.weight[(every.click > 0) | (every.hotkey > 0)] == 1).all() and every.weight.sum() == len(corpus)
    again, other = thin.batch(np.arange(len(thin))), thin.batch(np.arange(len(thin))[::-1].copy())
    assert torch.equal(every.context, again.context)
    assert not torch.equal(every.context, other.context.flip(0))


def test_a_click_is_looked_at_often_and_learnt_as_a_press_once() -> None:
    corpus = Corpus(SCHEMA, [fill_labels(to_arrays("a", pilot_plays(1, 20), SCHEMA), ARENA)])
    once, often = (ExecutorTask(corpus, ExecutorSettings(click_repeats=n, stride=0.01)) for n in (1, 4))
    single, repeated = (task.batch(np.arange(len(task))) for task in (once, often))
    clicks, looks = single.click > 0, repeated.click > 0
    assert clicks.sum() > 10 and looks.sum() == 4 * clicks.sum() and len(often) == len(once) + 3 * clicks.sum()
    assert repeated.weight[looks].sum() == clicks.sum() and repeated.weight.sum() == single.weight.sum()
    # Each time in a mode and with a target as stale as they may be in play.
    asked = np.random.default_rng(0).permutation(len(often))
    shuffled = often.batch(asked)
    back = torch.from_numpy(np.argsort(asked))
    assert torch.equal(shuffled.xy[back][looks], repeated.xy[looks])
    assert not torch.equal(shuffled.mode[back][looks], repeated.mode[looks])


def test_a_batch_of_nothing_but_clicks_looked_at_again_is_learnt_from_like_any_other() -> None:
    corpus = Corpus(SCHEMA, [fill_labels(to_arrays("a", pilot_plays(1, 6), SCHEMA), ARENA)])
    task = ExecutorTask(corpus, ExecutorSettings(click_repeats=4))
    again = np.flatnonzero(task.batch(np.arange(len(task))).weight.numpy() == 0)
    model = untrained_models()["executor"].model
    loss, figures = task.loss(model, task.batch(again[:3]))
    loss.backward()
    assert torch.isfinite(loss) and figures["loss/cursor"].samples == 3 and figures["loss/click"].samples == 0
    assert all(torch.isfinite(p.grad).all() for p in model.parameters() if p.grad is not None)


def test_the_epoch_with_the_least_losses_of_presses_and_the_least_error_of_the_cursor_is_kept(
    data: Path, tmp_path: Path, home: Home
) -> None:
    assert main([f"--data-dir={data}", f"--home={home.root}", "--epochs=4", "--lr=0.01", *SMALL_FLAGS]) == ExitCode.OK
    rows, _ = RunFolder(next(all_runs(home)).path).metrics()
    figures = [row for row in rows if "judged/validation" in row]
    assert len(figures) == 4
    for row in figures:
        presses = 4 * row["loss/click/validation"] + 8 * row["loss/hotkey/validation"]
        assert row["judged/validation"] == pytest.approx(presses + 3 * row["pos_err/clicks/validation"], rel=1e-4)
    best = min(range(4), key=lambda epoch: figures[epoch]["judged/validation"])
    assert load_checkpoint(home.models / "executor" / "best_model.pt", "executor", ARENA).epoch == best + 1


def test_idle_moments_weigh_less_in_the_cursors_loss_and_nothing_else() -> None:
    corpus = Corpus(SCHEMA, [fill_labels(to_arrays("a", pilot_plays(1, 6), SCHEMA), ARENA)])
    model = untrained_models()["executor"].model
    found = []
    for weight in (0.0, 1.0):
        task = ExecutorTask(corpus, ExecutorSettings(idle_weight=weight, click_repeats=1))
        batch = task.batch(np.arange(len(task)))
        loss, figures = task.loss(model, batch)
        found.append((loss.item(), {name: part.total.item() for name, part in figures.items()}))
    assert found[0][0] != pytest.approx(found[1][0], rel=1e-3)
    assert found[0][1] == pytest.approx(found[1][1])
    assert torch.isfinite(torch.tensor(found[0][0]))


def test_the_seeds_flags_train_it_from_a_terminal(data: Path, tmp_path: Path) -> None:
    """`python -m trainers.train_executor --data_dir ... --output_dir ...`, as the founding documents have it."""
    words = f"--data_dir {data} --output_dir {tmp_path / 'out'} --epochs 1 --batch_size 64 --lr 1e-4 --device cpu"
    environment = {**os.environ, "UNDERSTUDY_HOME": str(tmp_path / "home"), "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "trainers.train_executor", *words.split()],
        env=environment, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "6 recordings, 0.6 min" in done.stdout and "Ended: all 1 epochs done" in done.stdout
    assert done.stderr == ""
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"best_model.pt", "last_model.pt", "checkpoint_epoch_1.pt", "training_state.pt", ".training.lock"}
    run = run_of(Home(tmp_path / "home", tmp_path / "home"))
    status = run.status()
    assert status and (status.job, status.state, status.exit_code) == ("train_executor", RunState.FINISHED, 0)
    config = run.config()
    assert (config["epochs"], config["batch_size"], config["lr"]) == (1, 64, 1e-4)
    assert "loss/train" in EventAccumulator(str(run.tensorboard)).Reload().Tags()["scalars"]
    checkpoint = load_checkpoint(tmp_path / "out" / "best_model.pt", "executor", ARENA)
    assert checkpoint.settings["lr"] == 1e-4
    assert sorted(checkpoint.split["train"] + checkpoint.split["validation"]) == [f"sequence_{n}" for n in range(6)]


def test_it_learns(home: Home, data: Path) -> None:
    assert main([f"--data-dir={data}", "--epochs=6", "--lr=5e-3", *SMALL_FLAGS]) == ExitCode.OK
    rows = run_of(home).metrics()[0]
    for name in ("loss/train", "loss/validation", "loss/click/train", "loss/hotkey/train", "loss/cursor/train"):
        assert rows[-1][name] < rows[0][name], name
    assert rows[-1]["loss/train"] < 0.6 * rows[0]["loss/train"]


def test_the_same_seed_trains_the_same_model_and_another_does_not(tmp_path: Path, data: Path) -> None:
    def train(name: str, seed: int) -> dict[str, torch.Tensor]:
        out = tmp_path / name
        words = [f"--data-dir={data}", f"--output-dir={out}", f"--home={out}", "--epochs=2", f"--seed={seed}"]
        assert main([*words, *SMALL_FLAGS]) == ExitCode.OK
        return load_checkpoint(out / "last_model.pt", "executor").model.state_dict()

    first, second, other = train("a", 3), train("b", 3), train("c", 4)
    assert all(torch.equal(first[key], second[key]) for key in first)
    assert not all(torch.equal(first[key], other[key]) for key in first)


def test_the_stop_file_ends_it_and_keeps_what_it_learnt(tmp_path: Path, data: Path) -> None:
    home = Home(tmp_path / "home", tmp_path / "home")
    words = [f"--data-dir={data}", f"--home={home.root}", "--epochs=100000", "--patience=100000", *SMALL_FLAGS]
    process = subprocess.Popen([sys.executable, "-m", "trainers.train_executor", *words], stdout=subprocess.DEVNULL)
    try:
        best = home.models / "executor" / "best_model.pt"
        wait_until(best.exists, 60, "the first model")
        run_of(home).ask_to_stop()
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.wait()
    status = run_of(home).status()
    assert status and status.state is RunState.STOPPED and status.result["reason"] == "stopped on request"
    assert load_checkpoint(best, "executor", ARENA)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are a Unix thing")
def test_a_full_disk_is_one_sentence_and_the_old_model_stays(trained: Home, tmp_path: Path) -> None:
    out = shutil.copytree(trained.models / "executor", tmp_path / "out")
    before = (out / "best_model.pt").read_bytes()
    code = """
import resource, signal, sys
from trainers.train_executor import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
sys.exit(main(sys.argv[1:]))
"""
    words = [
        f"--data-dir={trained.recordings}",
        f"--output-dir={out}",
        f"--home={tmp_path}",
        "--epochs=1",
        *SMALL_FLAGS,
    ]
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, timeout=120)
    assert done.returncode == ExitCode.DISK
    assert done.stdout.endswith(f"error: {out / 'best_model.pt'} cannot be written (File too large): "
                                "choose another place or change its permissions.\n")  # fmt: skip
    assert "Traceback" not in done.stdout + done.stderr
    assert (out / "best_model.pt").read_bytes() == before
    assert not list(out.glob(".*.part"))


def test_a_recording_of_another_profile_or_cut_off_is_skipped_and_named(home: Home, data: Path) -> None:
    whole = (data / "sequence_0.json").read_bytes()
    (data / "sequence_9.json").write_bytes(whole[: len(whole) // 2])
    write_recording(data / "sequence_8.json", recording_of([frame(0)], profile="chess"))
    assert main([f"--data-dir={data}", "--epochs=1", *SMALL_FLAGS]) == ExitCode.OK
    log = run_of(home).log_file.read_text()
    assert "WARNING Skipped: " in log and "sequence_9.json is not a whole recording" in log
    assert "was recorded for profile 'chess', not 'arena'" in log
    assert "6 recordings" in log


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["--data-dir=empty"], ExitCode.NO_DATA, "There are no recordings in empty: record some play first."),
        (["--profile=chess"], ExitCode.BAD_INPUT, "There is no profile 'chess'; the known ones are: arena."),
        (["--device=quantum"], ExitCode.BAD_INPUT, "There is no device 'quantum' here: use --device cpu or auto."),
        (["--lr=1", "--weight-decay=1e30"], ExitCode.FAILED, "The loss stopped being a number in epoch 1"),
        (["--output-dir=file/below"], ExitCode.DISK, "file/below cannot be written (Not a directory)"),
    ],
)
def test_what_cannot_be_trained_is_one_sentence(
    home: Home, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], code: int, sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").touch()
    assert main([*SMALL_FLAGS, f"--data-dir={data}", "--epochs=1", *words]) == code
    run = run_of(home)
    status = run.status()
    assert status and status.state is RunState.FAILED and sentence in status.message
    assert "Traceback" not in run.log_file.read_text()


def test_numbers_missing_from_the_hud_are_learnt_from_all_the_same(home: Home, tmp_path: Path) -> None:
    frames = [frame(round(n / 30, 5), *([thing("ore", 0.5, 0.5)] if n % 3 else [])) for n in range(90)]
    write_recording(tmp_path / "sequence_1.json", recording_of(frames, [click(1.0, 0.5, 0.5)]))
    assert main([f"--data-dir={tmp_path}", "--epochs=1", *SMALL_FLAGS]) == ExitCode.OK
    rows = run_of(home).metrics()[0]
    assert np.isfinite([value for value in rows[0].values() if value is not None]).all()
