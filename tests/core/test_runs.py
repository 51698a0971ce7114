from __future__ import annotations

import json
import math
import os
import threading
import time
from datetime import datetime
from pathlib import Path

import pytest
from conftest import wait_until
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.home import Home
from core.runs import RunFolder, RunState, RunWriter, all_runs, new_run_id

relaxed = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
rows = st.lists(
    st.dictionaries(st.text("abc/_", min_size=1, max_size=5), st.floats(allow_nan=False, allow_infinity=False)),
    max_size=8,
)


@pytest.fixture
def folder(home: Home) -> RunFolder:
    return RunFolder.create(home, "stats")


@pytest.fixture
def run(folder: RunFolder) -> RunWriter:
    return RunWriter(folder, "stats", {"lr": 0.1})


def test_a_new_run_is_running_and_says_with_what(folder: RunFolder, run: RunWriter) -> None:
    status = folder.status()
    assert status and status.state is RunState.RUNNING
    assert (status.job, status.pid, status.ended, status.exit_code) == ("stats", os.getpid(), None, None)
    assert folder.config() == {"lr": 0.1}
    assert folder.metrics() == ([], 0)


def test_a_finished_run_says_what_it_came_to(folder: RunFolder, run: RunWriter) -> None:
    run.progress(0.4, "counting")
    run.finish(RunState.FINISHED, "finished", 0, {"frames": 3})
    status = folder.status()
    assert status and status.state is RunState.FINISHED and status.result == {"frames": 3}
    assert (status.progress, status.message, status.exit_code, status.eta_s) == (1.0, "finished", 0, None)
    assert status.ended is not None and status.started <= status.ended


def test_a_run_that_did_not_finish_keeps_how_far_it_was(folder: RunFolder, run: RunWriter) -> None:
    run.progress(0.4, "counting")
    run.finish(RunState.FAILED, "The disk is full.", 6)
    status = folder.status()
    assert status and (status.state, status.progress, status.exit_code) == (RunState.FAILED, 0.4, 6)


def test_progress_is_written_now_and_then_but_the_end_at_once(folder: RunFolder, run: RunWriter) -> None:
    before = folder.status_file.stat().st_ino
    for step in range(1, 50):
        run.progress(step / 100)
    run.progress(1.0, "done")
    status = folder.status()
    assert folder.status_file.stat().st_ino != before
    assert status and (status.progress, status.message) == (1.0, "done")


def test_what_was_told_last_is_written_even_where_nothing_follows(folder: RunFolder, run: RunWriter) -> None:
    run.progress(None, "reading")
    run.progress(None, "serving")

    def written() -> bool:
        status = folder.status()
        return status is not None and status.message == "serving"

    wait_until(written, 10, "the last message")


def test_nothing_is_written_after_the_end(folder: RunFolder, run: RunWriter) -> None:
    run.progress(None, "reading")
    later = run._later
    run.finish(RunState.FINISHED, "finished", 0)
    ended = folder.status_file.stat().st_mtime_ns
    assert later is not None
    later.join(10)
    status = folder.status()
    assert status and status.message == "finished" and folder.status_file.stat().st_mtime_ns == ended


def test_a_full_disk_met_behind_the_back_is_told_by_the_next_progress(folder: RunFolder, run: RunWriter) -> None:
    run.progress(None, "reading")
    later = run._later
    assert later is not None
    folder.path.rename(folder.path.with_name("away"))
    folder.path.touch()  # a file where the folder was
    later.join(10)
    with pytest.raises(OSError):
        run.progress(None, "still reading")


def test_the_time_left_follows_from_the_time_taken(folder: RunFolder, run: RunWriter) -> None:
    def told() -> float | None:
        run.progress(0.5)
        status = folder.status()
        return status.eta_s if status else None

    eta = wait_until(told)
    status = folder.status()
    assert status and eta == pytest.approx(status.updated - status.started, abs=0.05)
    run.progress(1, eta_s=7.0)
    status = folder.status()
    assert status and status.eta_s == 7.0


@relaxed
@given(st.binary(max_size=200))
def test_a_status_of_any_bytes_is_none_and_no_error(folder: RunFolder, data: bytes) -> None:
    folder.status_file.write_bytes(data)
    folder.config_file.write_bytes(data)
    assert folder.status() is None
    assert isinstance(folder.config(), dict)


@pytest.mark.parametrize("data", [b"[" * 100_000, b'{"a":' * 100_000, b"\xff\xfe", b"{}", b"null", b"[1]"])
def test_a_malformed_run_is_read_as_an_empty_one(folder: RunFolder, data: bytes) -> None:
    for path in (folder.status_file, folder.config_file):
        path.write_bytes(data)
    folder.metrics_file.write_bytes(data + b"\n" + b'{"step":1}\n')
    assert folder.status() is None
    assert folder.config() == {}
    assert {"step": 1} in folder.metrics()[0]


def test_a_status_cut_anywhere_is_none(folder: RunFolder, run: RunWriter) -> None:
    whole = folder.status_file.read_bytes()
    for cut in range(len(whole)):
        folder.status_file.write_bytes(whole[:cut])
        assert folder.status() is None


@relaxed
@given(rows, st.lists(st.integers(1, 40), min_size=1))
def test_metrics_read_piece_by_piece_are_those_read_at_once(
    folder: RunFolder, written: list[dict[str, float]], pieces: list[int]
) -> None:
    data = b"".join(json.dumps(row).encode() + b"\n" for row in written)
    found, offset = [], 0
    ends = [sum(pieces[: n + 1]) for n in range(len(pieces))]
    for end in [*(end for end in ends if end < len(data)), len(data)]:
        folder.metrics_file.write_bytes(data[:end])
        some, offset = folder.metrics(offset)
        found += some
    assert found == written and offset == len(data)


@relaxed
@given(st.lists(st.binary(max_size=30)))
def test_garbage_between_metrics_costs_nothing_but_itself(folder: RunFolder, garbage: list[bytes]) -> None:
    lines = [line for blob in garbage for line in (blob, b'{"step": 1, "loss": 0.5}')]
    folder.metrics_file.write_bytes(b"\n".join(lines) + b"\n")
    good = [row for row in folder.metrics()[0] if row == {"step": 1, "loss": 0.5}]
    assert len(good) == len(garbage)


def test_a_line_without_an_end_waits_for_it(folder: RunFolder) -> None:
    folder.metrics_file.write_bytes(b'{"step":1}\n{"step":')
    assert folder.metrics() == ([{"step": 1}], 11)
    folder.metrics_file.write_bytes(b'{"step":1}\n{"step":2}\n')
    assert folder.metrics(11) == ([{"step": 2}], 22)


def test_a_line_longer_than_the_piece_asked_for_is_passed_over(folder: RunFolder) -> None:
    folder.metrics_file.write_bytes(b"x" * 100 + b'\n{"step":1}\n')
    offset, found = 0, []
    for _ in range(20):
        some, offset = folder.metrics(offset, limit=30)
        found += some
    assert found == [{"step": 1}] and offset == 112


def test_numbers_come_back_as_they_were_told(folder: RunFolder, run: RunWriter) -> None:
    run.metrics(1, **{"loss/train": 0.25, "lr": 1e-4})
    run.metrics(2, **{"loss/train": math.nan})
    (first, second), _ = folder.metrics()
    assert (first["step"], first["loss/train"], first["lr"]) == (1, 0.25, 1e-4)
    assert abs(first["t"] - time.time()) < 100
    # JSON has no word for what is not a number.
    assert second["step"] == 2 and second["loss/train"] is None


def test_a_reader_in_another_thread_never_sees_half_a_status(folder: RunFolder, run: RunWriter) -> None:
    writer = threading.Thread(target=lambda: [run.progress(1, str(n) * 500) for n in range(60)])
    writer.start()
    seen = []
    while writer.is_alive():
        seen.append(folder.status())
    writer.join()
    assert all(seen) and seen


def test_the_stop_file_is_heard(folder: RunFolder, run: RunWriter) -> None:
    assert not run.stop_requested
    folder.ask_to_stop()
    wait_until(lambda: run.stop_requested, 5, "the stop file to be seen")


def test_a_signal_is_heard_at_once(run: RunWriter) -> None:
    assert not run.stop_requested
    run.ask_to_stop()
    assert run.stop_requested


def test_a_signal_that_comes_while_the_stop_file_is_looked_for_is_heard(run: RunWriter) -> None:
    class Signalled(RunFolder):
        @property
        def stop_file(self) -> Path:
            run.ask_to_stop()
            return super().stop_file

    run.folder = Signalled(run.folder.path)
    wait_until(lambda: run.stop_requested, 5, "the signal to be heard")


def test_runs_started_in_one_second_get_folders_of_their_own(home: Home) -> None:
    made = {RunFolder.create(home, "stats", None).path for _ in range(5)}
    assert len(made) == 5 and all(path.is_dir() for path in made)


def test_the_folder_the_launcher_chose_is_taken_once(home: Home) -> None:
    chosen = RunFolder.create(home, "stats", "20261120-153000-stats")
    mine = RunFolder.create(home, "stats", chosen.id)
    assert mine.path == chosen.path
    RunWriter(mine, "stats", {})
    assert RunFolder.create(home, "stats", chosen.id).path != chosen.path


def test_ids_sort_by_time() -> None:
    first, second = datetime(2026, 9, 30, 23, 59, 59), datetime(2026, 10, 1)
    assert new_run_id("stats", first) == "20260930-235959-stats"
    assert new_run_id("arena", first) < new_run_id("bot", second)


def test_only_runs_that_began_are_listed_the_newest_first(home: Home) -> None:
    assert list(all_runs(home)) == []
    names = ["20260930-235959-stats", "20261001-000000-bot", "20261002-000000-demo"]
    for name in names:
        folder = RunFolder.create(home, name.split("-")[-1], name)
        if not name.endswith("demo"):
            RunWriter(folder, "stats", {})
    (home.runs / "notes.txt").touch()
    assert [run.id for run in all_runs(home)] == [names[1], names[0]]


def test_a_stop_asked_for_before_the_run_began_is_kept(home: Home) -> None:
    folder = RunFolder(home.runs / "20261001-000000-stats")
    folder.ask_to_stop()
    run = RunWriter(RunFolder.create(home, "stats", folder.id), "stats", {})
    wait_until(lambda: run.stop_requested, 5)
    assert run.folder.path == folder.path


def test_everything_a_run_keeps_stands_in_its_folder(folder: RunFolder, run: RunWriter) -> None:
    run.metrics(1, loss=1.0)
    folder.ask_to_stop()
    run.finish(RunState.STOPPED, "stopped on request", 0)
    assert {path.name for path in folder.path.iterdir()} == {"config.json", "status.json", "metrics.jsonl", "stop"}
    assert Path(folder.tensorboard).parent == Path(folder.log_file).parent == folder.path
