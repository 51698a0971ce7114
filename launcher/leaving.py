"""Closing the window while jobs run: keep them running, stop them, or stay."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QMessageBox, QProgressDialog, QWidget

from launcher.run_list import Run
from launcher.session import Session
from launcher.state_words import job_title, run_words
from launcher.text import tr

Answer = Literal["keep", "stop", "cancel"]


def ask_about_running(parent: QWidget, running: list[Run], waiting: list[str]) -> Answer:
    """Ask what should become of the jobs that run; those `waiting` behind them will not be started."""
    box = QMessageBox(parent)
    box.setObjectName("leaving")
    box.setWindowTitle(tr("Jobs are running"))
    box.setIcon(QMessageBox.Icon.Question)
    box.setText(tr("What should become of the jobs that are still running?"))
    listed = "\n".join(f"{job_title(run.job)}: {run_words(run)}" for run in running)
    for job in waiting:
        listed += "\n" + tr("{0}: waits, and is not started once the window is closed").format(job_title(job))
    box.setInformativeText(listed + "\n\n" + tr("Kept running, they are found again when Understudy is opened next."))
    keep = box.addButton(tr("Keep running"), QMessageBox.ButtonRole.AcceptRole)
    stop = box.addButton(tr("Stop them"), QMessageBox.ButtonRole.DestructiveRole)
    cancel = box.addButton(tr("Stay here"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)
    box.exec()
    answers: dict[object, Answer] = {keep: "keep", stop: "stop"}
    answer = answers.get(box.clickedButton(), "cancel")
    box.deleteLater()
    return answer


def stop_all(parent: QWidget, session: Session) -> bool:
    """Stop every job started here and wait for the last one; False where the person chose not to wait."""
    for run in session.outliving():
        session.stop(run.id)
    waiting = QProgressDialog(tr("Waiting for the jobs to end…"), tr("Stay here"), 0, 0, parent)
    waiting.setWindowTitle(tr("Stopping"))
    waiting.setWindowModality(Qt.WindowModality.WindowModal)
    waiting.setMinimumDuration(0)

    def look() -> None:
        session.poll()
        if not session.outliving():
            waiting.done(1)

    timer = QTimer(waiting, interval=100)
    timer.timeout.connect(look)
    timer.start()
    waiting.exec()
    timer.stop()
    waiting.deleteLater()
    return not session.outliving()
