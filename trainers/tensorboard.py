"""`understudy tensorboard`: serve every run's curves, on this machine only."""

from __future__ import annotations

import logging
import sys
import time
import webbrowser

from core.errors import ExitCode, UserError
from core.job import run_job
from core.runs import RunWriter
from core.settings.look import TensorBoardSettings

log = logging.getLogger("understudy")


def work(settings: TensorBoardSettings, run: RunWriter) -> dict[str, object]:
    """Serve until asked to stop."""
    try:
        from tensorboard import program
    except ImportError as error:
        raise UserError("TensorBoard is not installed: `pip install tensorboard`.", ExitCode.FAILED) from error
    folder = settings.folders.runs
    board = program.TensorBoard()
    port = str(settings.port or "0")
    board.configure(
        argv=[None, "--logdir", str(folder), "--host", "127.0.0.1", "--port", port, "--reload_interval", "5"]
    )
    try:
        address = board.launch()
    except (program.TensorBoardServerException, SystemExit) as error:
        raise UserError(f"TensorBoard could not start on port {port}: choose another --port.", ExitCode.BUSY) from error
    log.info("TensorBoard shows %s at %s", folder, address)
    run.progress(None, f"serving at {address}")
    if settings.open_browser:
        webbrowser.open(address)
    while not run.stop_requested:
        time.sleep(0.1)
    return {"address": address}


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    return run_job("tensorboard", work, argv)


if __name__ == "__main__":
    sys.exit(main())
