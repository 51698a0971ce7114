"""A thread that does slow things for a page, so that the window never waits."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Condition, Thread
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from core.errors import UserError
from launcher.text import tr

log = logging.getLogger("understudy")


class Worker(QObject):
    """Does one task after the other; answers come back on the window's thread.

    The thread begins with the first task and ends with `stop`; a task asked for after that begins a new one.
    """

    _answered = Signal(object, object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._tasks: dict[object, tuple[Callable[[], Any], Callable[[Any], None], Callable[[str], None]]] = {}
        self._wake = Condition()
        self._thread: Thread | None = None
        self._ending = False
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def ask(
        self,
        task: Callable[[], Any],
        then: Callable[[Any], None],
        *,
        key: object = None,
        failed: Callable[[str], None] = lambda sentence: None,
        first: bool = False,
    ) -> None:
        """Do `task` in the thread, then call `then` with its answer, or `failed` with a sentence.

        A task that has not begun gives way to a later one of the same `key`; `first` puts it before all others.
        """
        with self._wake:
            key = object() if key is None else key
            self._tasks.pop(key, None)
            entry = (task, then, failed)
            self._tasks = {key: entry, **self._tasks} if first else {**self._tasks, key: entry}
            if self._thread is None:
                self._ending = False
                self._thread = Thread(target=self._work, name=self._name, daemon=True)
                self._thread.start()
            self._wake.notify()

    def forget(self, key: object) -> None:
        """Leave out a task that has not begun."""
        with self._wake:
            self._tasks.pop(key, None)

    def stop(self) -> None:
        """End the thread after the task it is at; the others are left out."""
        with self._wake:
            self._tasks.clear()
            self._ending = True
            self._wake.notify()
            thread, self._thread = self._thread, None
        if thread is not None:
            thread.join()

    def _work(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._tasks or self._ending)
                if self._ending:
                    return
                task, then, failed = self._tasks.pop(next(iter(self._tasks)))
            call: Callable[[Any], None] = then
            try:
                answer = task()
            except UserError as error:
                call, answer = failed, str(error)
            except OSError as error:
                call, answer = failed, tr("{0}: {1}.").format(error.filename or self._name, error.strerror or error)
            except Exception as error:
                log.exception("%s failed", self._name)
                call, answer = failed, tr("Something unexpected went wrong: {0}").format(error)
            self._answered.emit(call, answer)

    def _deliver(self, call: Callable[[Any], None], answer: Any) -> None:
        if not self._ending:
            call(answer)
