from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.observation import Observation, SeenObject

numbers = st.floats(allow_nan=False, allow_infinity=False)
objects = st.builds(SeenObject, st.text(), numbers, numbers, numbers, numbers, numbers)


@given(st.builds(Observation, numbers, st.dictionaries(st.text(), numbers), st.lists(objects)))
def test_what_was_seen_comes_back_from_a_file_bit_for_bit(seen: Observation) -> None:
    assert msgspec.json.decode(msgspec.json.encode(seen), type=Observation) == seen


def test_an_object_nobody_doubts_has_full_confidence() -> None:
    assert SeenObject("drone", 0.1, 0.2, 0.03, 0.04).conf == 1.0


def test_nobody_can_change_what_was_seen() -> None:
    seen = Observation(0.0, {}, [SeenObject("drone", 0.1, 0.2, 0.03, 0.04)])
    with pytest.raises(AttributeError):
        seen.t = 1.0  # type: ignore[misc]
    with pytest.raises(AttributeError):
        seen.objects[0].x = 0.5  # type: ignore[misc]
