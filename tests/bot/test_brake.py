from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from conftest import wait_until, xdotool

from bot.brake import Brake
from core.clock import now

pytestmark = pytest.mark.screen

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def brake(screen: str) -> Iterator[Brake]:
    brake = Brake(on_stuck=lambda: None).start()
    yield brake
    brake.stopped()
    brake.close()


def test_f12_wakes_whoever_waits(brake: Brake) -> None:
    assert not brake.pressed
    began = now()
    brake.stopped()
    xdotool("key", "F12")
    assert brake.wait(20)
    assert brake.pressed
    assert now() - began < 20


def test_other_keys_do_not_stop_it(brake: Brake) -> None:
    xdotool("key", "F11", "q", "Escape")
    assert not brake.wait(0.2)


def test_a_bot_that_is_stuck_is_ended_after_letting_go_of_its_keys(screen: str) -> None:
    code = (
        "import time; from bot.brake import Brake\n"
        "brake = Brake(on_stuck=lambda: print('let go', flush=True)).start()\n"
        "print('ready', flush=True)\n"
        "while True: time.sleep(60)"
    )
    words = [sys.executable, "-c", code]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=dict(os.environ)) as process:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
        xdotool("key", "F12")
        assert process.wait(20) == 0
        assert process.stdout.read() == "let go\n"


def test_not_even_a_lock_held_for_ever_keeps_it_from_ending(screen: str) -> None:
    code = (
        "import threading, time; from bot.brake import Brake\n"
        "lock = threading.Lock(); lock.acquire()\n"
        "brake = Brake(on_stuck=lock.acquire).start()\n"
        "print('ready', flush=True)\n"
        "lock.acquire()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True, env=dict(os.environ)
    ) as process:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
        xdotool("key", "F12")
        assert process.wait(20) == 0


def test_one_that_stops_by_itself_is_left_to_finish(screen: str) -> None:
    stuck = Event()
    brake = Brake(on_stuck=stuck.set).start()
    try:
        xdotool("key", "F12")
        assert brake.wait(20)
        brake.stopped()
        assert not stuck.wait(0.5)
    finally:
        brake.close()
    wait_until(lambda: brake.pressed)
