from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from core.errors import ExitCode, UserError
from core.result_file import read_result, write_result


class Found(msgspec.Struct):
    format: str = "found"
    version: int = 2
    note: str | None = None
    rows: list[int] = msgspec.field(default_factory=list)


def read(path: Path) -> Found:
    return read_result(path, Found(), "a find", "Search")


def test_what_was_written_is_read_again_and_what_is_none_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "found.json"
    write_result(path, Found(rows=[1, 2]))
    assert read(path) == Found(rows=[1, 2])
    assert b"note" not in path.read_bytes()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "is not a find ("),
        (b"\xff{}", "is not a find ("),
        (b"[" * 100_000, "is not a find ("),
        (b'{"rows": "none"}', "is not a find ("),
        (b'{"format": "other"}', "is not a find of this version"),
        (b'{"version": 3}', "is not a find of this version"),
    ],
)
def test_anything_else_is_refused_in_one_sentence(tmp_path: Path, data: bytes, what: str) -> None:
    path = tmp_path / "found.json"
    path.write_bytes(data)
    with pytest.raises(UserError, match=r"run Search again\.$") as caught:
        read(path)
    assert what in str(caught.value) and str(path) in str(caught.value) and caught.value.code == ExitCode.BAD_INPUT
    path.unlink()
    with pytest.raises(UserError, match="is not a find"):
        read(path)
