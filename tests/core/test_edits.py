from __future__ import annotations

import json
import math
import multiprocessing
from collections.abc import Callable
from pathlib import Path

import msgspec
import numpy as np
import pytest
from helpers.plays import ARENA, SCHEMA, click, frame, pilot_plays, recording_of, thing
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from core import edits as changes
from core.edits import (
    HISTORY,
    PAUSE,
    Edits,
    EditState,
    apply_edits,
    change_edits,
    read_edits,
    sidecar_of,
    tag,
    write_edits,
)
from core.errors import ExitCode, UserError
from core.piece_names import origin, piece_of, recording_name
from core.played import NO_TARGET, Played, load_folder, to_arrays
from core.recording import LABEL_SOURCES, Label, write_recording
from core.words import MODES

DURATION = 10.0
seconds = st.floats(0, DURATION, allow_nan=False).map(lambda t: round(t, 2))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sequence_a.json"


@pytest.fixture(scope="module")
def played() -> Played:
    return to_arrays("sequence_a", pilot_plays(1), SCHEMA)


def inside(t: float, state: EditState) -> bool:
    return not state.keep or any(start <= t <= stop for start, stop in state.keep)


class Editing(RuleBasedStateMachine):
    """Random changes, against a list of all states there ever were."""

    def __init__(self) -> None:
        super().__init__()
        self.edits = Edits()
        self.states = [EditState()]
        self.at = 0

    def do(self, change: Callable[[Edits], Edits]) -> None:
        try:
            after = change(self.edits)
        except UserError:
            return
        if after != self.edits:
            self.states[self.at + 1 :] = [after.state]
            self.at += 1
        self.edits = after

    @rule(a=seconds, b=seconds)
    def trim(self, a: float, b: float) -> None:
        before = self.edits
        self.do(lambda edits: changes.trim(edits, a, b))
        if self.edits is not before:
            for t in np.arange(0, DURATION, 0.05):
                assert inside(t, self.edits) <= (inside(t, before) and a <= t <= b)

    @rule(a=seconds, b=seconds)
    def cut_out(self, a: float, b: float) -> None:
        before = self.edits
        self.do(lambda edits: changes.cut_out(edits, a, b, DURATION))
        if self.edits is not before:
            for t in np.arange(0, DURATION, 0.05):
                assert inside(t, self.edits) <= (inside(t, before) and not a < t < b)

    @rule(a=seconds, b=seconds, mode=st.sampled_from(MODES), track=st.none() | st.integers(-1, 9))
    def relabel(self, a: float, b: float, mode: str, track: int | None) -> None:
        self.do(lambda edits: changes.relabel(edits, a, b, mode=mode, target_track=track))

    @rule(words=st.lists(st.sampled_from("abc"), max_size=2))
    def tag(self, words: list[str]) -> None:
        self.do(lambda edits: changes.tag(edits, *words))

    @rule(words=st.lists(st.sampled_from("abc"), max_size=2))
    def untag(self, words: list[str]) -> None:
        self.do(lambda edits: changes.untag(edits, *words))

    @rule(note=st.text(max_size=5))
    def note(self, note: str) -> None:
        self.do(lambda edits: changes.with_note(edits, note))

    @rule()
    def keep_all(self) -> None:
        self.do(changes.keep_all)

    @precondition(lambda self: self.at > 0)
    @rule()
    def undo(self) -> None:
        self.edits, self.at = self.edits.undo(), self.at - 1

    @precondition(lambda self: self.at < len(self.states) - 1)
    @rule()
    def redo(self) -> None:
        self.edits, self.at = self.edits.redo(), self.at + 1

    @invariant()
    def the_state_is_the_one_expected(self) -> None:
        assert self.edits.state == self.states[self.at]
        assert list(self.edits.history) == self.states[: self.at]
        assert list(self.edits.undone) == self.states[: self.at : -1]

    @invariant()
    def stretches_are_in_order_and_apart(self) -> None:
        flat = [t for stretch in self.edits.keep for t in stretch]
        assert flat == sorted(flat) and all(start < stop for start, stop in self.edits.keep)

    @invariant()
    def it_comes_back_from_its_file(self) -> None:
        data = msgspec.json.encode(self.edits)
        assert msgspec.json.decode(data, type=Edits) == self.edits


TestEditing = Editing.TestCase
TestEditing.settings = settings(deadline=None, max_examples=60, stateful_step_count=25)


def test_only_so_many_changes_can_be_undone() -> None:
    edits = Edits()
    for number in range(HISTORY + 20):
        edits = changes.with_note(edits, str(number))
    for _ in range(HISTORY):
        edits = edits.undo()
    assert edits.note == "19"
    with pytest.raises(UserError, match="nothing to undo"):
        edits.undo()
    with pytest.raises(UserError, match="nothing to bring back"):
        Edits().redo()


@pytest.mark.parametrize(("start", "stop"), [(2, 2), (3, 2), (-1, 2), (math.nan, 2), (0, math.inf)])
def test_what_is_no_stretch_is_refused(start: float, stop: float) -> None:
    for change in (
        lambda: changes.trim(Edits(), start, stop),
        lambda: changes.cut_out(Edits(), start, stop, 10),
        lambda: changes.relabel(Edits(), start, stop, mode="LOOT"),
    ):
        with pytest.raises(UserError, match="is no stretch"):
            change()


def test_a_label_needs_a_mode_that_is_known() -> None:
    with pytest.raises(UserError, match="There is no mode 'SLEEP': it is one of FIGHT"):
        changes.relabel(Edits(), 0, 1, mode="SLEEP")
    with pytest.raises(UserError, match="needs a mode or a target"):
        changes.relabel(Edits(), 0, 1)


@pytest.mark.parametrize("word", ["", "two words", "a,b", "x" * 41, "line\nbreak"])
def test_a_tag_is_one_word(word: str) -> None:
    with pytest.raises(UserError, match="cannot be a tag"):
        changes.tag(Edits(), word)


def test_nothing_may_be_left_only_by_deleting() -> None:
    with pytest.raises(UserError, match="Nothing would be left: delete the recording instead"):
        changes.cut_out(Edits(), 0, 10, 10)
    with pytest.raises(UserError, match="Nothing is kept between 6 and 8 s"):
        changes.trim(changes.trim(Edits(), 1, 5), 6, 8)


# the sidecar


def test_edits_come_back_from_beside_the_recording(path: Path) -> None:
    assert read_edits(path) == Edits()
    edits = changes.tag(changes.relabel(changes.trim(Edits(), 1, 5), 2, 3, mode="LOOT", target_track=-1), "good")
    write_edits(path, edits)
    assert sidecar_of(path).name == "sequence_a.edits.json"
    assert read_edits(path) == edits
    content = json.loads(sidecar_of(path).read_bytes())
    assert (content["format"], content["version"]) == ("understudy-edits", 1)
    assert content["keep"] == [[1, 5]] and content["tags"] == ["good"]
    assert content["labels"] == [{"from": 2, "to": 3, "mode": "LOOT", "target_track": -1}]


def test_where_nothing_was_ever_changed_there_is_no_file(path: Path) -> None:
    change_edits(path, lambda edits: edits)
    assert not sidecar_of(path).exists()


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b"[]", b"\xff\xfe", b'{"format": "other", "version": 1}', b"[" * 100_000,
        b'{"format": "understudy-edits", "version": 1, "keep": [[5, 1]]}',
        b'{"format": "understudy-edits", "version": 1, "keep": [[0, 5], [4, 6]]}',
        b'{"format": "understudy-edits", "version": 1, "keep": [[0, 1e999]]}',
        b'{"format": "understudy-edits", "version": 1, "labels": [{"from": 3, "to": 2, "mode": "LOOT"}]}',
        b'{"format": "understudy-edits", "version": 0}',
        b'{"format": "understudy-edits", "version": 1, "history": [{"keep": [[-1, 1]]}]}',
    ],
)  # fmt: skip
def test_a_damaged_sidecar_is_set_aside_and_told(path: Path, data: bytes, caplog: pytest.LogCaptureFixture) -> None:
    sidecar_of(path).write_bytes(data)
    assert read_edits(path) == Edits()
    assert not sidecar_of(path).exists()
    assert path.with_name("sequence_a.edits.json.bak").read_bytes() == data
    assert "sequence_a.edits.json is damaged, so it was set aside as sequence_a.edits.json.bak" in caplog.text
    sidecar_of(path).write_bytes(b"again")
    read_edits(path)
    assert path.with_name("sequence_a.edits.json.bak2").read_bytes() == b"again"


@settings(deadline=None, max_examples=200)
@given(data=st.binary(max_size=80))
def test_no_bytes_in_a_sidecar_are_fatal(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("edits") / "sequence_a.json"
    sidecar_of(path).write_bytes(data)
    assert read_edits(path) == Edits()


def test_a_newer_sidecar_is_refused_by_name_and_never_touched(path: Path) -> None:
    data = b'{"format": "understudy-edits", "version": 2, "keep": "something else"}'
    sidecar_of(path).write_bytes(data)
    for attempt in (lambda: read_edits(path), lambda: change_edits(path, lambda edits: changes.tag(edits, "a"))):
        with pytest.raises(UserError, match=r"sequence_a\.edits\.json is of version 2, newer than 1") as caught:
            attempt()
        assert caught.value.code == ExitCode.NO_DATA
    assert sidecar_of(path).read_bytes() == data


def _tag_many(path: Path, name: str) -> None:
    for number in range(20):
        change_edits(path, lambda edits, number=number: changes.tag(edits, f"{name}{number}"))  # type: ignore[misc]


def test_changes_of_two_programs_at_once_are_all_kept(path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    others = [context.Process(target=_tag_many, args=(path, name)) for name in "ab"]
    for other in others:
        other.start()
    for other in others:
        other.join(60)
        assert other.exitcode == 0
    assert len(read_edits(path).tags) == 40


# their effect


def test_without_edits_a_recording_is_itself(played: Played) -> None:
    assert apply_edits(played, Edits()) == [played]


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(seconds, seconds), max_size=4))
def test_what_is_kept_is_what_lies_in_the_stretches(played: Played, cuts: list[tuple[float, float]]) -> None:
    edits = Edits()
    for a, b in cuts:
        if a < b:
            try:
                edits = changes.cut_out(edits, a, b, DURATION)
            except UserError:
                break
    pieces = apply_edits(played, edits)
    t = np.concatenate([piece.scenes.t for piece in pieces]) if pieces else np.zeros(0)
    assert t.tolist() == [t for t in played.scenes.t.tolist() if inside(t, edits)]
    for piece in pieces:
        first, end = piece_of(piece.name, len(played))
        assert recording_name(piece.name) == "sequence_a"
        assert piece.scenes.t.tolist() == played.scenes.t[first:end].tolist()


def test_a_persons_label_wins_over_the_pilots_and_says_so(played: Played) -> None:
    edits = changes.relabel(Edits(), 2.0, 4.0, mode="CAUTIOUS")
    before = played.mode.copy()
    (labelled,) = apply_edits(played, edits)
    rows = (played.scenes.t >= 2) & (played.scenes.t <= 4)
    assert {MODES[index] for index in labelled.mode[rows]} == {"CAUTIOUS"}
    assert set(labelled.label_source[rows]) == {LABEL_SOURCES.index("person")}
    assert set(labelled.confidence[rows]) == {1.0}
    assert np.array_equal(labelled.mode[~rows], played.mode[~rows])
    assert np.array_equal(labelled.target, played.target)
    assert np.array_equal(played.mode, before)


def test_a_coach_does_not_overrule_a_person() -> None:
    frames = [frame(n / 10, label=Label("FIGHT", source="person" if n < 5 else "pilot")) for n in range(10)]
    edits = changes.relabel(Edits(), 0, 1, mode="LOOT", by="coach")
    (labelled,) = apply_edits(to_arrays("a", recording_of(frames), SCHEMA), edits)
    assert [MODES[index] for index in labelled.mode] == ["FIGHT"] * 5 + ["LOOT"] * 5


def test_a_target_is_followed_by_its_track() -> None:
    """The drone begins as the nearer one and is overtaken by the crate."""
    frames = [
        frame(n / 10, thing("drone", 0.5 + 0.02 * n, 0.5), thing("crate", 0.9 - 0.04 * n, 0.5)) for n in range(10)
    ]
    frames.append(frame(1.0, thing("crate", 0.5, 0.5)))
    played = to_arrays("a", recording_of(frames, [click(0.5, 0.5, 0.5)]), SCHEMA)
    track = int(played.moments.track[0, 0])
    (labelled,) = apply_edits(played, changes.relabel(Edits(), 0, 2, target_track=track))
    moments = labelled.moments
    drone = SCHEMA.classes.index("drone")
    for row in range(10):
        assert moments.cls[row, labelled.target[row]] == drone
    assert len(set(labelled.target[:10].tolist())) == 2 and labelled.target[10] == NO_TARGET
    (none,) = apply_edits(played, changes.relabel(Edits(), 0, 2, target_track=-1))
    assert set(none.target.tolist()) == {NO_TARGET}


def test_a_long_pause_parts_a_recording() -> None:
    times = [0.0, 0.1, 0.2, 0.2 + PAUSE - 0.5, 30.0, 30.1]
    pieces = apply_edits(to_arrays("a", recording_of([frame(t) for t in times]), SCHEMA), Edits())
    assert [piece.name for piece in pieces] == ["a[0:4]", "a[4:6]"]


@pytest.mark.parametrize(
    ("name", "recording", "first"),
    [
        ("sequence_1", "sequence_1", "sequence_1"),
        ("sequence_1[0:30]", "sequence_1", "sequence_1"),
        ("sequence_1-part2[10:20][0:5]", "sequence_1-part2", "sequence_1"),
        ("sequence_1-part1-part2", "sequence_1-part1-part2", "sequence_1"),
        ("sequence_1-merged-2", "sequence_1-merged-2", "sequence_1"),
        ("sequence_1-partly", "sequence_1-partly", "sequence_1-partly"),
    ],
)
def test_a_name_tells_where_a_piece_comes_from(name: str, recording: str, first: str) -> None:
    assert (recording_name(name), origin(name)) == (recording, first)


def test_a_piece_of_a_piece_is_counted_from_the_recordings_beginning() -> None:
    assert piece_of("a", 50) == (0, 50)
    assert piece_of("a[10:40]", 50) == (10, 40)
    assert piece_of("a[10:40][5:8]", 50) == (15, 18)


def test_trainers_get_what_counts_as_people_say(tmp_path: Path) -> None:
    for name in ("sequence_a", "sequence_b", "sequence_c"):
        write_recording(tmp_path / f"{name}.json", recording_of([frame(n / 10) for n in range(50)]))
    trimmed = changes.cut_out(Edits(), 1, 2, 4.9)
    write_edits(tmp_path / "sequence_a.json", changes.relabel(trimmed, 3, 4, mode="FLEE"))
    sidecar_of(tmp_path / "sequence_b.json").write_text('{"format": "understudy-edits", "version": 7}')
    first, second, whole = load_folder(tmp_path, ARENA)
    assert (first.name, second.name, whole.name) == ("sequence_a[0:11]", "sequence_a[20:50]", "sequence_c")
    assert [MODES[index] for index in second.mode[10:21]] == ["FLEE"] * 11


def test_formats_that_differ_only_in_their_ending_have_edits_of_their_own(tmp_path: Path) -> None:
    assert len({sidecar_of(tmp_path / f"play.{ending}") for ending in ("json", "npz", "pkl", "mcap")}) == 4
    write_edits(tmp_path / "play.npz", tag(Edits(), "good"))
    assert read_edits(tmp_path / "play.pkl") == Edits()
