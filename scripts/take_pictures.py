"""Takes the pictures in docs/pictures: every page of the launcher, in light and dark, with something in it.

`python scripts/take_pictures.py` records, trains and evaluates a little in a new folder first (about two minutes);
`--home DIR` takes a folder that has been filled so before, or a new one, whose name is then seen in the pictures.
No screen is needed.
"""

from __future__ import annotations

import argparse
import io
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image  # noqa: E402
from PySide6.QtCore import QBuffer, QIODevice  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from core.home import Home  # noqa: E402
from launcher.session import Session  # noqa: E402
from launcher.theme import theme  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
SIZE = (1280, 800)
#: bytes a picture may have
MOST = 150_000

#: what fills a home: little of everything, so that it is done soon
COMMANDS = (
    "record --source arena --pilot aggressor --minutes 6 --episode-minutes 2 --headless",
    "record --source arena --pilot collector --minutes 4 --episode-minutes 2 --seed 10 --headless",
    "record --source arena --pilot careful --minutes 4 --episode-minutes 2 --seed 20 --headless",
    "train strategist --epochs 8 --threads 1",
    "train tactician --epochs 8 --threads 1",
    "train executor --epochs 8 --threads 1",
    "stats",
    "evaluate --episodes 2 --threads 1",
    "recordings opinion latest",
)


def fill(home: Path) -> None:
    """Make recordings, models and runs."""
    for words in COMMANDS:
        print(f"understudy {words}", flush=True)
        command = [sys.executable, "-m", "core.cli", *words.split(), "--home", str(home)]
        subprocess.run(
            command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(ROOT)}
        )


def wait(answer: Callable[[], object], seconds: float = 30.0) -> None:
    """Let Qt work until the answer is true, and a little longer, so that it is painted."""
    end = time.monotonic() + seconds
    while not answer():
        if time.monotonic() > end:
            sys.exit("What was to be in the picture did not come.")
        QApplication.processEvents()
        time.sleep(0.01)
    end = time.monotonic() + 0.5
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.01)


def take(widget: QWidget, name: str) -> None:
    """Save what a widget shows, with as few colours as a picture of flat colours needs."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    widget.grab().save(buffer, "PNG")
    picture = Image.open(io.BytesIO(buffer.data().data())).convert("RGB")
    path = PICTURES / f"{name}.png"
    picture.quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)
    if (size := path.stat().st_size) > MOST:
        sys.exit(f"{path} has {size} bytes, more than {MOST}.")
    print(f"{path.relative_to(ROOT)}: {size / 1000:.0f} kB", flush=True)


def take_all(home: Home, choice: str) -> None:
    """Every page in one theme."""
    from launcher.window import Window

    theme.follow(QApplication.instance(), choice)  # type: ignore[arg-type]
    window = Window(Session(home))
    window.resize(*SIZE)
    window.show()
    pages = window.pages
    wait(lambda: window.actions_by_name)
    pages.show_dashboard()
    wait(lambda: True)
    take(window, f"dashboard-{choice}")

    pages.show_recordings()
    recordings = pages.recordings
    assert recordings is not None
    rows = recordings.list.model
    wait(lambda: rows.rows and all(row.summary for row in rows.rows))
    wait(lambda: True)
    take(window, f"recordings-{choice}")
    recordings.open(rows.rows[0])
    wait(lambda: recordings.player.reel is not None)
    recordings.player.seek(recordings.player.playback.duration / 3)
    wait(lambda: True)
    take(window, f"player-{choice}")
    recordings.close_player()

    pages.show_runs()
    runs = pages.runs
    assert runs is not None
    wait(lambda: not runs.model.without_facts())
    take(window, f"runs-{choice}")
    pages.show_evaluate()
    wait(lambda: pages.jobs["evaluate"].tabs.isTabVisible(0))
    take(window, f"evaluate-{choice}")
    pages.show_log()
    logs = pages.logs
    assert logs is not None
    wait(lambda: logs.log.text.toPlainText())
    take(window, f"log-{choice}")
    pages.show_job("train_executor")
    page = pages.jobs["train_executor"]
    wait(lambda: page.charts.plots() and page.charts.drawn and page.panel.best.text() and page.log.text.toPlainText())
    take(window, f"train_executor-{choice}")
    pages.show_job("stats")
    wait(lambda: pages.jobs["stats"].tabs.isTabVisible(0))
    take(window, f"stats-{choice}")
    window.show_settings("train_executor")
    form = window._dialogs["train_executor"]
    for name, typed in (("epochs", "many"), ("batch_size", "64")):
        form.rows[name].editor.show_text(typed)
        form.rows[name].editor.edited.emit(typed)
    form.search.setText("ep")
    wait(lambda: True)
    take(form, f"form-{choice}")
    form.reject()
    window.close()
    window.deleteLater()


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, help="a folder that is filled already, or a new one")
    home = parser.parse_args().home or Path(tempfile.mkdtemp(prefix="understudy-"))
    if not (home / "runs").is_dir():
        fill(home)
    PICTURES.mkdir(parents=True, exist_ok=True)
    application = QApplication(["take_pictures"])
    application.setApplicationDisplayName("Understudy")
    for choice in ("light", "dark"):
        with tempfile.TemporaryDirectory() as settings:  # a launcher that was never opened before
            take_all(Home(home, Path(settings)), choice)
    return 0


if __name__ == "__main__":
    sys.exit(main())
