from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from make_fixtures import ARENA, arrays

from core.errors import UserError
from core.formats.npz import read


def packed(members: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", how) as archive:
        for name, body in members.items():
            archive.writestr(f"{name}.npy", body)
    return made.getvalue()


def header(shape: str, kind: str = "<f4") -> bytes:
    text = f"{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}, }}".ljust(117).encode() + b"\n"
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text


def saved(**change: Any) -> bytes:
    made = io.BytesIO()
    np.savez(made, **{**arrays(), **change})
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is not a whole .npz"),
        (saved()[:-30], "is not a whole .npz"),
        (saved(states=np.array([{}, {}, {}], object)), "its array 'states' holds object, not numbers or words"),
        (saved(states=np.zeros(3, [("hp", "f4")])), "its array 'states' holds .*, not numbers or words"),
        (saved(states=np.zeros(3, complex)), "its array 'states' holds complex128"),
        (packed({"actions": header("(268435456,)")}), r"its array 'actions' says that it is \(268435456,\)"),
        (packed({"actions": header("(99999999999, 0)")}), "it unfolds into far more"),
        (packed({"actions": header("(-1,)") + bytes(4)}), "its array 'actions' says"),
        (packed({"actions": header("(__import__('os').system('x'),)")}), "is not a whole .npz"),
        (packed({"actions": b"x" * 200}), "is not a whole .npz"),
        (saved(states=np.zeros((3, 4))), "its states are 4 numbers for 2 names"),
    ],
)  # fmt: skip
def test_what_is_no_recording_says_why(tmp_path: Path, data: bytes, words: str) -> None:
    (tmp_path / "old.npz").write_bytes(data)
    with pytest.raises(UserError, match=rf"old\.npz cannot be read: .*{words}"):
        read(tmp_path / "old.npz", ARENA)


def test_what_python_2_wrote_is_read(tmp_path: Path) -> None:
    states = np.array([[1, 0.5], [0.75, 0.5], [0.5, 0.25]], np.float32)
    members = {"states": header("(3L, 2L)") + states.tobytes()}
    for name, array in arrays().items():
        if name != "states":
            body = io.BytesIO()
            np.save(body, array)
            members[name] = body.getvalue()
    (tmp_path / "old.npz").write_bytes(packed(members))
    assert [frame.state["hp"] for frame in read(tmp_path / "old.npz", ARENA).frames] == [1, 0.75, 0.5]


def test_hundreds_of_megabytes_in_a_small_archive_are_never_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.npz"
    archive = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
    with archive, archive.open("actions.npy", "w") as member:
        member.write(header("(157286400,)"))
        for _ in range(600):
            member.write(bytes(1 << 20))
    assert path.stat().st_size < 4 << 20
    script = """
import resource, sys
from pathlib import Path
from core.errors import UserError
from core.formats.npz import read
from core.profile import load_profile
arena = load_profile("arena")
resource.setrlimit(resource.RLIMIT_DATA, (400 << 20, 400 << 20))
try:
    read(Path(sys.argv[1]), arena)
except UserError as error:
    print(error)
"""
    ended = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, timeout=120)
    assert "its arrays take 600 MB, more than the 512 MB a recording may" in ended.stdout, ended.stderr
