"""Whether there is a screen at all."""

from __future__ import annotations

import pytest

from core.display import has_screen


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")


def test_there_is_no_screen_without_a_display() -> None:
    assert not has_screen()


def test_a_display_left_over_from_a_server_that_ended_is_no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":63999")
    assert not has_screen()


def test_another_machines_display_is_taken_at_its_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", "elsewhere:10.0")
    assert has_screen()


def test_drawing_into_memory_needs_no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert has_screen()


@pytest.mark.screen
def test_a_running_server_is_a_screen(screen: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", screen)
    assert has_screen()
