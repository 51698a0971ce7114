from __future__ import annotations

import msgspec
import pytest
from helpers.plays import ARENA, SCHEMA, arena_with

from core.errors import ExitCode, UserError
from core.profile import ObjectClass, Role
from core.schema import FeatureSchema
from core.words import MODES


def test_a_schema_says_what_every_profile_needs() -> None:
    assert SCHEMA.classes == ARENA.class_names and SCHEMA.state_names == ARENA.state_names
    assert SCHEMA.modes == tuple(mode.value for mode in MODES)
    assert msgspec.convert(msgspec.to_builtins(SCHEMA), FeatureSchema) == SCHEMA
    SCHEMA.require(ARENA, "a model")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": "chess"}, "for profile 'arena', not 'chess': train one"),
        (
            {"classes": (ObjectClass(name="wolf", role=Role.ENEMY),)},
            r"its classes are \(drone, .* those of the profile \(wolf\); train it again",
        ),
        ({"hotkeys": ("Q",)}, r"its hotkeys are \(1, 2, 3, .* those of the profile \(Q\)"),
        ({"hud": ARENA.hud[:2]}, r"its state names are \(hp, .* those of the profile \(hp, shield\)"),
    ],
)
def test_a_model_of_another_profile_is_refused_with_what_differs(change: dict[str, object], words: str) -> None:
    with pytest.raises(UserError, match="^models/best_model.pt was made .*" + words) as caught:
        SCHEMA.require(arena_with(**change), "models/best_model.pt")
    assert caught.value.code == ExitCode.BAD_INPUT
