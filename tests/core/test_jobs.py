from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable

import pytest

from core.jobs import COMMANDS, JOBS, Job
from core.settings.base import JobSettings

BUILT = [job for job in JOBS.values() if not job.waits_for]


def entry(job: Job) -> Callable[..., int]:
    """What the command line calls."""
    name = f"{job.module}.__main__" if "." not in job.module else job.module
    return importlib.import_module(name).main


@pytest.mark.parametrize("job", BUILT, ids=lambda job: job.name)
def test_a_job_that_can_be_started_has_a_module_to_start(job: Job) -> None:
    assert callable(entry(job))


@pytest.mark.parametrize("job", JOBS.values(), ids=lambda job: job.name)
def test_a_job_knows_its_settings(job: Job) -> None:
    assert issubclass(job.settings_class(), JobSettings)


@pytest.mark.parametrize("job", JOBS.values(), ids=lambda job: job.name)
def test_a_job_says_what_it_is_in_whole_sentences(job: Job) -> None:
    assert job.title and job.summary.endswith(".")
    assert not job.waits_for or job.waits_for.endswith(".")


def test_no_two_jobs_share_a_name_a_title_or_a_command() -> None:
    assert len(COMMANDS) == len(JOBS) == len({job.title for job in JOBS.values()})
    # A command of one word must not swallow one of two.
    assert not {command[:1] for command in COMMANDS if len(command) == 2} & set(COMMANDS)


def test_every_command_of_the_design_is_known() -> None:
    words = "record|shadow|train strategist|train tactician|train executor|train detector|finetune|bot|evaluate|stats"
    wanted = {tuple(command.split()) for command in f"{words}|tensorboard|arena|demo".split("|")}
    assert wanted <= set(COMMANDS)
