from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from core.errors import ExitCode

HEAVY = ("torch", "torchvision", "cv2", "ultralytics", "pyqtgraph", "matplotlib", "mss", "pynput", "av", "numba")


def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run(
        [sys.executable, "-c", code], env=clean | environment, capture_output=True, text=True, timeout=60
    )


def test_the_window_opens_without_the_heavy_libraries(tmp_path: Path) -> None:
    code = f"""
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from launcher.__main__ import main
def use(window):
    window.pages.show_job("train_executor"); window.pages.show_runs(); window.pages.show_recordings()
    window.show_settings("train_executor")
    print([name for name in {HEAVY} if name in sys.modules])
    QApplication.instance().quit()
import launcher.window
first_look = launcher.window.Window._first_look
def at_first_look(self):
    # What the pages need is loaded beside the window from now on.
    loaded = [name for name in {(*HEAVY, "numpy", "pyarrow")} if name in sys.modules]
    print(self.windowTitle() if self.isVisible() else "not seen yet", loaded)
    first_look(self)
    QTimer.singleShot(0, lambda: use(self))
launcher.window.Window._first_look = at_first_look
sys.exit(main(["--home", {str(tmp_path)!r}]))
"""
    done = run(code, QT_QPA_PLATFORM="offscreen")
    assert (done.returncode, done.stdout) == (0, "Understudy []\n[]\n"), done.stderr


def test_no_module_of_the_launcher_but_the_chart_reaches_a_heavy_library() -> None:
    code = f"""
import importlib, pkgutil, sys
import launcher
for module in pkgutil.iter_modules(launcher.__path__):
    if module.name not in ("plot", "plot_area"):
        importlib.import_module(f"launcher.{{module.name}}")
print([name for name in {HEAVY} if name in sys.modules])
importlib.import_module("launcher.plot")
print([name for name in {HEAVY} if name in sys.modules])
"""
    done = run(code, QT_QPA_PLATFORM="offscreen")
    assert done.stdout == "[]\n['pyqtgraph']\n", done.stderr


def test_without_a_screen_it_says_so_in_one_sentence() -> None:
    done = run("import sys; from core.cli import main; sys.exit(main([]))", QT_QPA_PLATFORM="")
    assert done.returncode == ExitCode.NO_SCREEN
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1 and "understudy demo" in done.stderr


def test_the_first_paint_waits_for_no_library_that_only_forms_and_pages_need(tmp_path: Path) -> None:
    (tmp_path / "launcher_config.json").write_text('{"launcher": {"theme": "dark"}, "jobs": {"stats": {"home": 5}}}')
    code = """
import sys
from PySide6.QtWidgets import QApplication
from launcher.__main__ import main
import launcher.window
first_look = launcher.window.Window._first_look
def look(self):
    late = ("pydantic", "tyro", "numpy", "launcher.charts", "launcher.runs_page", "launcher.settings_dialog")
    print([name for name in late if name in sys.modules], self.notices.sentences())
    first_look(self)
    print(self.notices.sentences())
    QApplication.exit(0)
launcher.window.Window._first_look = look
sys.exit(main([]))
"""
    done = run(code, QT_QPA_PLATFORM="offscreen", UNDERSTUDY_HOME=str(tmp_path))
    before, after = done.stdout.splitlines()
    assert before == "[] []", done.stderr
    assert "jobs.stats.home = 5 is not used" in after


def test_what_pages_are_made_of_is_loaded_before_a_click_asks_for_it_and_by_the_windows_own_thread(
    tmp_path: Path,
) -> None:
    code = """
import sys, threading
from launcher.__main__ import main
import launcher.pages
class Watch:
    def find_spec(self, name, path=None, target=None):
        if name.startswith("launcher.") and name.endswith("_page"):
            print(name, threading.current_thread() is threading.main_thread(), flush=True)
sys.meta_path.insert(0, Watch())
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
load = launcher.pages.Pages.load_others
def and_leave(self):
    load(self)
    leave = QTimer(self, interval=10)
    names = [f"launcher.{name}" for name in launcher.pages._MODULES]
    leave.timeout.connect(lambda: all(name in sys.modules for name in names) and QApplication.exit(0))
    leave.start()
launcher.pages.Pages.load_others = and_leave
sys.exit(main([]))
"""
    done = run(code, QT_QPA_PLATFORM="offscreen", UNDERSTUDY_HOME=str(tmp_path))
    loaded = sorted(line.split()[0] for line in done.stdout.splitlines())
    assert loaded == [f"launcher.{name}_page" for name in ("job", "logs", "recordings", "runs")], done.stderr
    assert "False" not in done.stdout
