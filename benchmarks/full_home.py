"""A home as it is after months of use: many runs with settings, logs and curves, and many recordings."""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from arena.pilots import PILOTS, load_pilot
from core.home import Home
from core.jobs import JOBS
from core.profile import load_profile
from core.recording import write_recording
from core.runs import RunFolder, RunState, RunStatus
from recorder.episode import play_episode

#: jobs the runs are of, in turn
_OF = ("train_strategist", "train_tactician", "train_executor", "evaluate", "record", "stats")
#: epochs of a run, and lines of its log
_EPOCHS, _LINES = 60, 300
#: seconds of a recording
_SECONDS = 20.0


def fill(root: Path, *, runs: int, recordings: int) -> Home:
    """Fill a home: every seventh run failed, the others finished, one every half hour until now."""
    home = Home(root, root)
    settings = {job: JOBS[job].settings_class()().model_dump(mode="json") for job in _OF}
    for number in range(runs):
        _run(home, number, time.time() - 1800 * (runs - number), settings)
    profile = load_profile("arena")
    plays = [
        play_episode(load_pilot(name), profile, seed, name=name, fps=30.0, seconds=_SECONDS)
        for seed, name in enumerate(PILOTS)
    ]
    for number in range(recordings):
        created = datetime.fromtimestamp(time.time() - 3600 * (recordings - number), UTC).isoformat()
        play = msgspec.structs.replace(plays[number % len(plays)], created=created)
        write_recording(home.recordings / f"sequence_{number:04}.json", play)
    return home


def _run(home: Home, number: int, started: float, settings: dict[str, dict[str, object]]) -> None:
    job, failed = _OF[number % len(_OF)], number % 7 == 6
    folder = RunFolder.create(home, job, f"{datetime.fromtimestamp(started):%Y%m%d-%H%M%S}-{job}")
    seconds = 60.0 + number
    status = RunStatus(
        job=job,
        state=RunState.FAILED if failed else RunState.FINISHED,
        pid=1,
        started=started,
        updated=started + seconds,
        ended=started + seconds,
        progress=1.0,
        message="The moon is in the wrong house: wait for another." if failed else "",
        exit_code=1 if failed else 0,
        result={} if failed else {"best_epoch": number % _EPOCHS, "loss": 1 / (1 + number), "accuracy": 0.5},
    )
    folder.status_file.write_bytes(msgspec.json.encode(status))
    folder.config_file.write_text(json.dumps({**settings[job], "lr": 1e-4 * (1 + number)}))
    folder.log_file.write_text("".join(f"line {line} of run {number}\n" for line in range(_LINES)))
    with folder.metrics_file.open("w") as file:
        for epoch in range(1, _EPOCHS + 1):
            losses = {"loss/train": 2 / epoch, "loss/validation": 2.2 / epoch, "accuracy/mode": 1 - 1 / epoch}
            file.write(json.dumps({"t": started + epoch, "step": epoch, **losses, "lr": 1e-4}) + "\n")
