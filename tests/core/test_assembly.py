from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from core.assembly import FrameAssembler
from core.recording import Frame, InputEvent
from core.words import HOTKEYS, Action, Click

CLICKS = ("left", "right", "double")


def frame(t: float) -> Frame:
    return Frame(t, {}, [], Action(0.5, 0.5))


def click(t: float, name: str = "left") -> InputEvent:
    return InputEvent(t, "click", name)


def key(t: float, name: str = "Q") -> InputEvent:
    return InputEvent(t, "key", name)


def assemble(times: list[float], events: list[InputEvent]) -> list[Frame]:
    """As a recorder does: everything in the order of its time."""
    assembler = FrameAssembler()
    done = []
    for t, item in sorted([*((t, None) for t in times), *((e.t, e) for e in events)], key=lambda pair: pair[0]):
        if item is not None:
            assembler.add_event(item)
        elif (complete := assembler.add_frame(frame(t))) is not None:
            done.append(complete)
    if (last := assembler.finish()) is not None:
        done.append(last)
    return done


def test_an_event_belongs_to_the_frame_that_was_open_when_it_happened() -> None:
    frames = assemble([0, 1, 2], [click(0.4), key(1.0), click(2.5, "right")])
    assert [f.action.click for f in frames] == [Click.LEFT, Click.NONE, Click.RIGHT]
    assert [HOTKEYS[f.action.hotkey] for f in frames] == ["none", "Q", "none"]


def test_a_second_event_of_a_kind_goes_to_the_next_frame() -> None:
    frames = assemble([0, 1, 2], [click(0.1), click(0.2, "double"), key(0.3, "E"), key(0.4, "R")])
    assert [f.action.click for f in frames] == [Click.LEFT, Click.DOUBLE, Click.NONE]
    assert [HOTKEYS[f.action.hotkey] for f in frames] == ["E", "R", "none"]


def test_the_cursor_stays_as_it_was_captured() -> None:
    assembler = FrameAssembler()
    assembler.add_frame(Frame(0, {}, [], Action(0.1, 0.9)))
    assembler.add_event(click(0.01))
    done = assembler.finish()
    assert done is not None
    assert done.action == Action(0.1, 0.9, Click.LEFT, 0)


def test_nothing_comes_of_no_frames() -> None:
    assembler = FrameAssembler()
    assembler.add_event(click(0))
    assert assembler.finish() is None


@given(st.lists(st.tuples(st.floats(0, 10), st.sampled_from(CLICKS)), max_size=20))
def test_every_click_stands_in_exactly_one_frame_none_before_it_happened(clicks: list[tuple[float, str]]) -> None:
    times = [n / 30 for n in range(400)]
    frames = assemble(times, [click(t, name) for t, name in clicks])
    placed = [(f.t, Click(f.action.click).name.lower()) for f in frames if f.action.click]
    assert Counter(name for _, name in placed) == Counter(name for _, name in clicks)
    # The sort is stable, so clicks of the same moment keep their order.
    for (t, name), (happened, expected) in zip(placed, sorted(clicks, key=lambda c: c[0]), strict=True):
        assert name == expected
        assert t + 1 / 30 > happened
