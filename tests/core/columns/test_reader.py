"""The fast reader takes exactly what the strict one takes, and makes the same of it, or leaves it to the strict one."""

from __future__ import annotations

import io
import json
from random import Random

import msgspec
import pytest
from helpers.columns import same
from helpers.plays import ARENA, SCHEMA, arena_with, frame, pilot_plays, recording_of, thing
from hypothesis import given, settings
from hypothesis import strategies as st

from core.columns.build import Builder
from core.columns.reader import _BLOCK, Odd, Reader
from core.observation import SeenObject
from core.played import Played, to_arrays
from core.recording import LABEL_SOURCES, OUTCOMES, Frame, Label, Recording
from core.schema import FeatureSchema
from core.words import Action

relaxed = settings(deadline=None, max_examples=150)


def fast(data: bytes, schema: FeatureSchema = SCHEMA) -> Played:
    reader = Reader(io.BytesIO(data))
    builder = Builder(schema, reader.recording)
    for table in reader.tables(schema):
        builder.add(table)
    return builder.played("a", reader.key)


def strict(data: bytes, schema: FeatureSchema = SCHEMA) -> Played:
    return to_arrays("a", msgspec.json.decode(data, type=Recording), schema)


names = st.sampled_from([*ARENA.class_names, "unknown", "", "ümlaut", 'quo"te', "line\n", '},{"t":'])
numbers = st.one_of(st.floats(0, 1).map(lambda x: round(x, 5)), st.floats(allow_nan=False, allow_infinity=False))
things = st.builds(SeenObject, names, numbers, numbers, numbers, numbers, numbers)
labels = st.builds(
    Label,
    st.none() | st.sampled_from([*SCHEMA.modes, "WHAT", 'W"']),
    st.none() | st.integers(-3, 40) | st.integers(-(2**70), 2**70),
    st.sampled_from([*LABEL_SOURCES, "somebody"]),
    st.just(1.0) | numbers,
)
keys = st.sampled_from([*ARENA.state_names, "other", "öther"])
frames = st.builds(
    Frame,
    numbers,
    st.dictionaries(keys, numbers, max_size=6),
    st.lists(things, max_size=40),
    st.builds(Action, numbers, numbers, st.integers(-1, 4), st.integers(-1, 20)),
    st.none() | labels,
    st.none() | st.dictionaries(st.sampled_from([*OUTCOMES, "joy"]), numbers, max_size=4),
    st.none() | st.integers(0, 10**6),
)


@relaxed
@given(st.lists(frames, min_size=1, max_size=6))
def test_whatever_can_be_written_is_read_the_same(written: list[Frame]) -> None:
    data = msgspec.json.encode(recording_of(written))
    try:
        found = fast(data)
    except Odd:
        return
    assert same(found, strict(data))


def test_what_the_recorders_write_is_never_odd() -> None:
    recording = pilot_plays(3, 20)
    for number, item in enumerate(recording.frames):
        item.frame_index = number
        item.state = {name: value / 3 for name, value in item.state.items()}
    data = msgspec.json.encode(recording)
    assert same(fast(data), strict(data))


def test_frames_are_the_same_however_they_fall_into_blocks() -> None:
    recording = pilot_plays(4, 120)
    data = msgspec.json.encode(recording)
    assert len(data) > 2 * _BLOCK
    for spaces in (0, 1, 37, 500):
        head, frames = data.split(b'"frames":', 1)
        moved = head.replace(b'"title":"', b'"title":"' + b" " * spaces) + b'"frames":' + frames
        assert same(fast(moved), strict(data))


numerals = st.from_regex(r"\A-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?\Z")


@settings(deadline=None, max_examples=500)
@given(numerals)
def test_every_number_is_right_to_the_last_bit(text: str) -> None:
    data = msgspec.json.encode(recording_of([frame(0.25)])).replace(b'"t":0.25', b'"t":' + text.encode())
    try:
        found = fast(data)
    except Odd:
        return
    assert found.scenes.t[0] == float(text) == strict(data).scenes.t[0]


@pytest.mark.parametrize("text", ["0.1", "0.30000000000000004", "5e-324", "123456789012345678", "1e22", "-0.0", "1e-7"])
def test_ordinary_numbers_are_not_left_to_others(text: str) -> None:
    data = msgspec.json.encode(recording_of([frame(0.25)])).replace(b'"t":0.25', b'"t":' + text.encode())
    if "e-324" in text:
        with pytest.raises(Odd):
            fast(data)
    else:
        assert fast(data).scenes.t[0] == float(text)


@pytest.mark.parametrize("text", ["", "01", "1.", ".5", "+1", "1e", "1e+", "0x1", "NaN", "null", '"1"', "--1", "1e999"])
def test_what_is_no_number_is_left_to_the_strict_reader(text: str) -> None:
    data = msgspec.json.encode(recording_of([frame(0.25)])).replace(b'"t":0.25', b'"t":' + text.encode())
    with pytest.raises(Odd):
        fast(data)


def test_a_damaged_file_is_never_taken_for_a_whole_one() -> None:
    seen, label = thing("drone", 0.123456789012, 0.5), Label("FIGHT", 0, "pilot")
    items = [frame(n / 10, seen, label=label, hp=0.7) for n in range(4)]
    items[1].outcome, items[2].frame_index = {"kills": 1.0}, 5
    whole = msgspec.json.encode(recording_of(items))
    begin, random, taken = whole.index(b'"frames"'), Random(0), 0
    for _ in range(4000):
        broken = bytearray(whole)
        for _ in range(random.randint(1, 2)):
            at = random.randrange(begin, len(broken))
            kind = random.randrange(3)
            if kind == 0:
                broken[at] = random.choice(b'0123456789.,:"{}[]eE-+ truefalsn\\\x00\xff')
            elif kind == 1:
                del broken[at : at + random.randint(1, 30)]
            else:
                broken[at:at] = whole[at : at + random.randint(1, 30)]
        data = bytes(broken)
        try:
            found = fast(data)
        except Odd:
            continue
        taken += 1
        assert same(found, strict(data))
    assert taken > 100


def test_a_file_that_ends_early_is_odd_wherever_it_ends() -> None:
    whole = msgspec.json.encode(recording_of([frame(n / 10, thing("drone", 0.1, 0.5)) for n in range(2)]))
    for end in range(len(whole)):
        with pytest.raises(Odd):
            fast(whole[:end])
    assert len(fast(whole)) == 2
    assert len(fast(whole + b" \n")) == 2


def test_other_ways_to_write_the_same_are_left_to_the_strict_reader() -> None:
    data = msgspec.json.encode(pilot_plays(1, 1))
    spaced = json.dumps(json.loads(data)).encode()
    with pytest.raises(Odd):
        fast(spaced)
    assert same(strict(spaced), fast(data))


def test_no_frames_and_no_hud_are_read_too() -> None:
    assert [len(table.t) for table in Reader(io.BytesIO(msgspec.json.encode(recording_of([])))).tables(SCHEMA)] == []
    bare = FeatureSchema.of(arena_with(hud=(), hotkeys=(), key_meanings={}))
    data = msgspec.json.encode(recording_of([frame(0, thing("drone", 0.5, 0.5))]))
    assert same(fast(data, bare), strict(data, bare))


def test_names_that_json_writes_otherwise_are_read_as_what_they_are() -> None:
    classes = [item.model_copy(update={"name": name}) for item, name in zip(ARENA.classes, ("a\\n", "ß"), strict=False)]
    schema = FeatureSchema.of(arena_with(classes=tuple(classes)))
    for name in ("a\\n", "a\n", "ß", "b"):
        data = msgspec.json.encode(recording_of([frame(0, thing(name, 0.5, 0.5))]))
        try:
            found = fast(data, schema)
        except Odd:
            continue
        assert same(found, strict(data, schema)), name


def test_many_long_numbers_at_once_are_read() -> None:
    random = Random(0)
    items = [
        frame(
            n + random.random(),
            *(thing("ore", random.random(), random.random()) for _ in range(32)),
            hp=random.random(),
        )
        for n in range(300)
    ]
    data = msgspec.json.encode(recording_of(items))
    assert same(fast(data), strict(data))
