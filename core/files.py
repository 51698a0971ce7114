"""File habits: everything is written aside, fsynced and renamed, so a crash leaves the old or the new, never half."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def atomic_write(path: Path, *, replace: bool = True) -> Iterator[IO[bytes]]:
    """Open a binary file that appears at `path`, whole, only when the block ends without an error.

    With `replace=False` a file that is there by then, whoever made it, stays as it is, and the new one is given up.

    Raises:
        OSError: the folder cannot be written or the disk is full, with the file's name; `path` is as it was before.
        FileExistsError: there is a file already, and it is not to be replaced.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o666 & ~_umask())
        if replace:
            Path(name).replace(path)
        else:
            _rename_to_free(Path(name), path)
    except BaseException as error:
        Path(name).unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename is None:
            error.filename = str(path)
        raise
    sync_folder(path.parent)


def atomic_write_bytes(path: Path, data: bytes) -> None:
    """Write `data` to `path` so that a reader sees the old content or the new, never a part."""
    with atomic_write(path) as file:
        file.write(data)


def _rename_to_free(part: Path, path: Path) -> None:
    if os.name == "nt":
        part.rename(path)  # does not replace there
        return
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError as error:  # a file system without hard links
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from error
        part.replace(path)
    else:
        part.unlink()


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable (a no-op where folders cannot be opened, as on Windows)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file(file: IO[bytes]) -> None:
    """Make what was written to `file` durable; where it lies on something that knows no such thing, that is all right.

    Raises:
        OSError: the disk took no more.
    """
    try:
        os.fsync(file.fileno())
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise


def file_stamp(path: Path) -> tuple[int, int, int] | None:
    """What changes whenever a file is rewritten (time, size, inode), None where there is none: for cheap watching."""
    try:
        status = path.stat()
    except (OSError, ValueError):  # ValueError: no file can have such a name
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
