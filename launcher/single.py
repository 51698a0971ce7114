"""One launcher for a home: a second one brings the first one's window to the front, and ends.

A lock file tells whether there is one, and costs nothing; the socket through which the second asks comes later, for its
library would keep the first window waiting. A lock whose owner is gone tells that the last launcher came to a bad end.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, QThread

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

LOCK_NAME = "launcher.lock"
#: milliseconds a second launcher waits for the first one's answer
PATIENCE = 5000
_ANSWER = b"shown"

#: name of a recording, and seconds in it
Moment = tuple[str, float]


class Place:
    """The place of the one launcher of a config folder, taken as long as this lives."""

    def __init__(self, folder: Path) -> None:
        with suppress(OSError):  # where nothing can be written, nobody can be told apart, and every launcher opens
            folder.mkdir(parents=True, exist_ok=True)
        path = folder / LOCK_NAME
        left = path.exists()
        self._lock = QLockFile(str(path))
        self._lock.setStaleLockTime(0)  # only the end of its owner frees it, however long that lives
        self._name = _socket_name(folder)
        #: whether this is the first launcher here
        self.first = self._lock.tryLock(0)
        #: whether another one has it
        self.taken = not self.first and self._lock.error() is QLockFile.LockError.LockFailedError
        #: whether the launcher before this one had no time to give its place back
        self.inherited = left and self.first

    def ask_first(self, moment: Moment | None = None) -> bool:
        """Ask the first launcher to show its window, and a moment of a recording; whether it answered."""
        from PySide6.QtNetwork import QLocalSocket

        socket, end = QLocalSocket(), time.monotonic() + PATIENCE / 1000
        socket.connectToServer(self._name)
        while not socket.waitForConnected(PATIENCE):  # at once, where it does not listen yet: it may have just begun
            if time.monotonic() > end:
                return False
            QThread.msleep(100)
            socket.connectToServer(self._name)
        socket.write(json.dumps(moment).encode() + b"\n")
        answered = socket.bytesAvailable() > 0 or socket.waitForReadyRead(PATIENCE)
        return answered and bytes(socket.readAll().data()) == _ANSWER

    def listen(self, show: Callable[[Moment | None], object], parent: QObject) -> QLocalServer | None:
        """Call `show` with the moment it wants whenever another launcher asks; None where that cannot be heard."""
        from PySide6.QtNetwork import QLocalServer

        server = QLocalServer(parent)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self._name)  # of one that came to a bad end: the place is ours

        def asked() -> None:
            while socket := server.nextPendingConnection():
                socket.disconnected.connect(socket.deleteLater)
                socket.readyRead.connect(lambda socket=socket: heard(socket))
                heard(socket)

        def heard(socket: QLocalSocket) -> None:
            if not socket.canReadLine():
                return
            moment = _moment_of(bytes(socket.readLine().data()))
            socket.write(_ANSWER)
            socket.flush()
            show(moment)

        server.newConnection.connect(asked)
        return server if server.listen(self._name) else None

    def give_back(self) -> None:
        """Let the next launcher be the first."""
        if self.first:
            self._lock.unlock()


def _moment_of(line: bytes) -> Moment | None:
    """What another launcher asked for; None for nothing, or what is no moment."""
    try:
        name, seconds = json.loads(line)
        return str(name), float(seconds)
    except (TypeError, ValueError):
        return None


def _socket_name(folder: Path) -> str:
    """Short, for paths of sockets are, and another one for every folder and user."""
    user = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
    return "understudy-" + hashlib.sha256(f"{user} {folder.resolve()}".encode()).hexdigest()[:20]
