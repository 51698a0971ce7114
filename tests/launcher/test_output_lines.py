from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from launcher.output import CHUNK, FARTHEST_BEHIND, LONGEST_LINE, FileTail, LineSplitter, last_words


@hypothesis_settings(deadline=None)
@given(text=st.text(max_size=60), cuts=st.lists(st.integers(0, 240), max_size=6))
def test_where_the_output_is_cut_does_not_matter(text: str, cuts: list[int]) -> None:
    data = text.encode("utf-8", "surrogatepass") + b"\nend\n"
    whole = LineSplitter()
    expected = whole.feed(data) + whole.close()
    places = sorted({min(cut, len(data)) for cut in cuts} | {0, len(data)})
    pieces = LineSplitter()
    lines = [line for start, end in pairwise(places) for line in pieces.feed(data[start:end])]
    assert lines + pieces.close() == expected
    assert expected[-1] == "end"


@hypothesis_settings(deadline=None)
@given(data=st.binary(max_size=200))
def test_rubbish_becomes_lines_that_can_be_shown(data: bytes) -> None:
    splitter = LineSplitter()
    for line in splitter.feed(data) + splitter.close():
        line.encode("utf-8")
        assert not any(ord(character) < 32 and character != "\t" for character in line)


def test_a_line_without_end_is_shown_when_the_writer_is_done() -> None:
    splitter = LineSplitter()
    assert splitter.feed(b"whole\nhalf") == ["whole"]
    assert splitter.close() == ["half"]


def test_of_a_progress_bar_only_the_last_state_counts() -> None:
    assert LineSplitter().feed(b"10%\r50%\r100%\r\n\x1b[31mred\x1b[0m\n") == ["100%", "red"]


def test_a_very_long_line_is_cut_and_nothing_of_it_is_lost() -> None:
    splitter = LineSplitter()
    data = b"x" * 10_000_000
    lines = [line for start in range(0, len(data), 65536) for line in splitter.feed(data[start : start + 65536])]
    lines += splitter.feed(b"\nnext\n")
    assert lines[-1] == "next"
    assert max(map(len, lines)) <= LONGEST_LINE
    assert sum(map(len, lines[:-1])) == len(data)


def test_a_growing_file_is_followed(tmp_path: Path) -> None:
    path = tmp_path / "log.txt"
    tail = FileTail(path)
    assert tail.read() == []
    with path.open("ab") as file:
        file.write(b"eins\nzw")
        file.flush()
        assert tail.read() == ["eins"]
        file.write(b"ei\n")
        file.flush()
        assert tail.read() == ["zwei"]
    assert tail.read() == []


def test_a_reader_far_behind_skips_ahead_to_whole_lines(tmp_path: Path) -> None:
    path = tmp_path / "log.txt"
    path.write_bytes(b"".join(b"%08d\n" % number for number in range(FARTHEST_BEHIND // 8)))
    tail = FileTail(path)
    lines = tail.read()
    assert int(lines[0]) > 0 and lines[-1] == f"{FARTHEST_BEHIND // 8 - 1:08}"
    assert all(len(line) == 8 for line in lines)
    assert tail.skipped == path.stat().st_size - CHUNK


def test_a_log_that_is_already_long_is_begun_near_its_end(tmp_path: Path) -> None:
    path = tmp_path / "log.txt"
    path.write_bytes(b"".join(b"%08d\n" % number for number in range(1000)))
    assert FileTail(path, last=50).read() == ["00000995", "00000996", "00000997", "00000998", "00000999"]


def test_the_last_words_leave_out_frames_and_empty_lines(tmp_path: Path) -> None:
    path = tmp_path / "log.txt"
    path.write_text("first\n│ Unknown flag --x │\n╰──────────╯\n\n", "utf-8")
    assert last_words(path) == "Unknown flag --x"
    assert last_words(tmp_path / "missing") == ""
