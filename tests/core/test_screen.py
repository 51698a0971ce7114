from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from conftest import wait_until, xdotool

from core.clock import now
from core.errors import ExitCode, UserError
from core.screen import Capture, Geometry, Listed, WindowClosed, choose_window, find_window

OpenGame = Callable[..., Any]
FAR_PID = 2**22 + 1


def listed(*titles: str, pid: int | None = FAR_PID) -> list[Listed]:
    return [Listed(title, pid, None) for title in titles]  # type: ignore[arg-type]


def test_the_exact_title_wins_over_a_longer_one_whatever_the_case() -> None:
    assert (
        choose_window("outer belt", listed("Notes on Outer Belt", "Outer Belt", "Outer Belt 2")).title == "Outer Belt"
    )


def test_the_shortest_title_that_contains_the_part_wins() -> None:
    assert choose_window("belt", listed("Outer Belt - a wiki", "Outer Belt II", "Chess")).title == "Outer Belt II"


def test_windows_of_this_process_and_of_those_that_started_it_are_never_chosen() -> None:
    ours = listed("Outer Belt", pid=os.getpid()) + listed("Outer Belt", pid=os.getppid())
    other = listed("My Outer Belt game")
    assert choose_window("Outer Belt", ours + other).title == "My Outer Belt game"


def test_a_missing_window_is_one_sentence_that_names_the_open_ones() -> None:
    with pytest.raises(UserError, match=r"title contains 'Outer Belt'; open windows are: 'Chess', 'Go'\.") as caught:
        choose_window("Outer Belt", listed("Chess", "Go"))
    assert caught.value.code == ExitCode.NO_SCREEN


def test_only_ten_of_many_windows_are_named() -> None:
    with pytest.raises(UserError, match=r"'w9', and 15 more\."):
        choose_window("Outer Belt", listed(*(f"w{n}" for n in range(25))))


def test_on_wayland_a_missing_window_tells_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    with pytest.raises(UserError, match="start the game under XWayland"):
        choose_window("Outer Belt", listed("Chess"))


@pytest.mark.skipif(sys.platform != "linux", reason="X11 only")
def test_no_screen_is_one_sentence_and_its_own_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    with pytest.raises(UserError, match="There is no screen to look at") as caught:
        find_window("Outer Belt")
    assert caught.value.code == ExitCode.NO_SCREEN


def test_fractions_and_points_of_the_screen_go_both_ways() -> None:
    geometry = Geometry(100, 50, 200, 100)
    assert geometry.to_fraction(150, 75) == (0.25, 0.25)
    assert geometry.to_fraction(0, 500) == (0.0, 1.0)
    assert geometry.to_screen(0.25, 0.25) == (150, 75)
    assert geometry.to_screen(1.0, 1.0) == (299, 149)
    assert geometry.contains(100, 50) and geometry.contains(299, 149)
    assert not geometry.contains(300, 50) and not geometry.contains(99, 50)


@pytest.mark.screen
def test_a_windows_client_area_is_found_to_the_pixel(open_game: OpenGame) -> None:
    game = open_game("Alpha", 640, 360)
    geometry = find_window("alpha").geometry()
    assert (geometry.width, geometry.height) == (640, 360)
    with Capture(find_window("Alpha")) as capture:
        xdotool("mousemove", "--window", game.id, "0", "0", "mousedown", "1")
        try:
            wait_until(lambda: capture.grab().image.min() == 255, what="an all white picture")
        finally:
            xdotool("mouseup", "1")
    press = game.heard("press")[0]
    assert (press["x"], press["y"]) == (0, 0)


@pytest.mark.screen
def test_a_picture_is_stamped_when_it_is_taken(open_game: OpenGame) -> None:
    open_game("Alpha")
    with Capture(find_window("Alpha")) as capture:
        before = now()
        first, second = capture.grab(), capture.grab()
        assert before <= first.t <= second.t <= now()
        assert first.image.shape == (360, 640, 4)
        assert (first.image[:, :, 3] == 255).all()


@pytest.mark.screen
def test_only_the_window_in_front_has_the_focus(open_game: OpenGame) -> None:
    first, _ = open_game("Alpha"), open_game("Beta")
    alpha, beta = find_window("Alpha"), find_window("Beta")
    wait_until(lambda: beta.focused() and not alpha.focused())
    first.activate()
    wait_until(lambda: alpha.focused() and not beta.focused())


@pytest.mark.screen
def test_pictures_follow_a_window_that_moves_and_changes_size(open_game: OpenGame) -> None:
    game = open_game("Alpha", 640, 360)
    window = find_window("Alpha")
    with Capture(window) as capture:
        xdotool("windowmove", game.id, "300", "200")
        wait_until(lambda: capture.grab().geometry.left >= 300)
        xdotool("windowsize", game.id, "480", "270")
        shot = wait_until(lambda: (shot := capture.grab()).image.shape == (270, 480, 4) and shot)
        assert (shot.geometry.width, shot.geometry.height) == (480, 270)


@pytest.mark.screen
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere answers only hold for a time")
def test_every_change_of_place_and_focus_is_reported_and_not_only_seen_in_time(
    open_game: OpenGame, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.screen_x11._HOLDS", 1e9)
    game, other = open_game("Alpha", 640, 360), open_game("Beta")
    window = find_window("Alpha")
    wait_until(lambda: not window.focused(), what="the other window in front")
    game.activate()
    wait_until(window.focused, what="the window in front")
    other.activate()
    wait_until(lambda: not window.focused(), what="the other window in front again")
    game.activate()
    wait_until(window.focused, what="the window in front again")
    xdotool("windowmove", game.id, "300", "200")
    wait_until(lambda: window.geometry().left >= 300, what="the new place")
    xdotool("windowsize", game.id, "480", "270")
    wait_until(lambda: window.geometry()[2:] == (480, 270), what="the new size")
    xdotool("windowminimize", game.id)
    wait_until(lambda: not window.focused(), what="nothing to be seen of it")
    game.close()
    wait_until(lambda: not window.exists(), what="its end")
    with pytest.raises(WindowClosed):
        wait_until(lambda: window.geometry() is None, 5)


@pytest.mark.screen
def test_what_lies_beyond_the_screens_edge_is_black(open_game: OpenGame) -> None:
    game = open_game("Alpha", 640, 360)
    window = find_window("Alpha")
    with Capture(window) as capture:
        xdotool("windowmove", game.id, "1300", "100")
        wait_until(lambda: window.geometry().left >= 1300)
        inside = 1600 - window.geometry().left
        wait_until(lambda: capture.grab().image[:, :inside, :3].any(axis=2).all(), what="the part on the screen")
        shot = capture.grab()
        assert shot.image.shape == (360, 640, 4)
        assert not shot.image[:, inside:].any()


@pytest.mark.screen
def test_a_closed_window_says_so(open_game: OpenGame) -> None:
    game = open_game("Alpha")
    window = find_window("Alpha")
    with Capture(window) as capture:
        assert window.exists()
        game.close()
        wait_until(lambda: not window.exists())
        wait_until(lambda: not window.focused())
        with pytest.raises(WindowClosed, match="The window 'Alpha' was closed"):
            capture.grab()


@pytest.mark.screen
def test_looking_at_the_screen_loads_neither_qt_nor_torch_nor_cv2(screen: str) -> None:
    code = "import sys, core.screen, core.screen_x11, core.inputs; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"PySide6", "torch", "cv2", "numpy"} & set(loaded)


def test_a_window_without_a_size_has_its_corner_for_every_place() -> None:
    geometry = Geometry(100, 50, 0, 0)
    assert geometry.to_fraction(100, 50) == (0.0, 0.0)
    assert geometry.to_fraction(150, 20) == (1.0, 0.0)
    assert geometry.to_screen(0.7, 1.0) == (100, 50)
