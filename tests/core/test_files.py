from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.files import atomic_write, atomic_write_bytes, file_stamp

PACKAGES = Path(__file__).resolve().parents[2]


def in_a_process(code: str, *words: object) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(PACKAGES)}
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, words)], env=environment, capture_output=True, text=True, timeout=60
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(st.binary(max_size=5000), st.binary(max_size=5000))
def test_a_file_holds_what_was_written_last(tmp_path: Path, first: bytes, second: bytes) -> None:
    for data in (first, second):
        atomic_write_bytes(tmp_path / "file", data)
        assert (tmp_path / "file").read_bytes() == data
    assert [item.name for item in tmp_path.iterdir()] == ["file"]


def test_missing_folders_are_made(tmp_path: Path) -> None:
    atomic_write_bytes(tmp_path / "a" / "b" / "file", b"x")
    assert (tmp_path / "a" / "b" / "file").read_bytes() == b"x"


def test_an_error_while_writing_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "file"
    atomic_write_bytes(path, b"old")
    with pytest.raises(RuntimeError), atomic_write(path) as file:
        file.write(b"half of the n")
        raise RuntimeError
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_process_that_dies_while_writing_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "file"
    atomic_write_bytes(path, b"old")
    dying = (
        "import os, sys; from pathlib import Path; from core.files import atomic_write\n"
        "with atomic_write(Path(sys.argv[1])) as file:\n"
        "    file.write(b'new'); file.flush(); os._exit(9)"
    )
    assert in_a_process(dying, path).returncode == 9
    assert path.read_bytes() == b"old"


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are a Unix thing")
def test_a_full_disk_raises_and_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "file"
    atomic_write_bytes(path, b"old")
    filling = (
        "import resource, signal, sys; from pathlib import Path; from core.files import atomic_write_bytes\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: atomic_write_bytes(Path(sys.argv[1]), bytes(2000))\n"
        "except OSError as error: print(error.filename)"
    )
    assert in_a_process(filling, path).stdout.strip() == str(path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_reader_never_sees_a_part(tmp_path: Path) -> None:
    path = tmp_path / "file"
    contents = [bytes([number]) * 40_000 for number in range(50)]
    atomic_write_bytes(path, contents[0])

    def write() -> None:
        for data in contents:
            atomic_write_bytes(path, data)

    writer = threading.Thread(target=write)
    writer.start()
    seen = [path.read_bytes()]
    while writer.is_alive():
        seen.append(path.read_bytes())
    writer.join()
    assert all(len(data) == 40_000 and len(set(data)) == 1 for data in seen)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_a_file_gets_the_permissions_any_new_file_gets(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    atomic_write_bytes(tmp_path / "file", b"x")
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == stat.S_IMODE((tmp_path / "plain").stat().st_mode)


def test_a_stamp_changes_with_every_rewrite_even_to_the_same_content(tmp_path: Path) -> None:
    path = tmp_path / "file"
    assert file_stamp(path) is None
    stamps = []
    for _ in range(3):
        atomic_write_bytes(path, b"same")
        stamps.append(file_stamp(path))
    assert file_stamp(path) == stamps[-1]
    assert stamps[0] != stamps[1] != stamps[2]


def test_a_file_that_is_there_already_is_not_replaced_where_it_must_not_be(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"the good one")
    with pytest.raises(FileExistsError, match="file"), atomic_write(path, replace=False) as file:
        file.write(b"the late one")
    assert path.read_bytes() == b"the good one"
    assert list(tmp_path.iterdir()) == [path]


def test_of_many_who_write_a_new_file_at_once_one_does(tmp_path: Path) -> None:
    path, together = tmp_path / "file", threading.Barrier(8)
    refused: list[int] = []

    def write(number: int) -> None:
        try:
            with atomic_write(path, replace=False) as file:
                file.write(bytes([number]))
                together.wait()
        except FileExistsError:
            refused.append(number)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted([*refused, path.read_bytes()[0]]) == list(range(8))
    assert list(tmp_path.iterdir()) == [path]
