from __future__ import annotations

import pytest

from arena import layout
from arena.scene import Scene, Sprite
from arena.view import destination_marker, lock_marker, observe, to_view, visible_boxes


def scene(*sprites: Sprite, **more: object) -> Scene:
    """A scene with the ship at (1000, 1000), so that the view spans x 360..1640 and y 640..1360."""
    ship = Sprite("ship", 0, 1000, 1000, 100, 0, 0, 24)
    values: dict[str, object] = {
        "tick": 0,
        "sector": 1,
        "world_width": 3200,
        "world_height": 2400,
        "ship": ship,
        "sprites": list(sprites),
        "hud": {},
        "score": 0,
        "counts": {},
        **more,
    }
    return Scene(**values)  # type: ignore[arg-type]


def thing(x: float, y: float, radius: float = 20, id: int = 1, vx: float = 0) -> Sprite:
    return Sprite("crate", id, x, y, vx, 0, 0, radius)


def test_the_ship_stands_at_the_views_centre() -> None:
    assert to_view(scene(), 1000, 1000) == (640, 360)
    assert to_view(scene(), 1000, 1000, ahead=0.04) == (636, 360)


def test_a_box_is_the_sprites_square() -> None:
    (box,) = visible_boxes(scene(thing(1100, 900)))
    assert box == ("crate", 1, 720, 240, 760, 280)


def test_a_moving_thing_is_seen_where_it_will_be_relative_to_the_moving_ship() -> None:
    (box,) = visible_boxes(scene(thing(1100, 900, vx=-50)), ahead=0.04)
    assert (box.left, box.right) == pytest.approx((714, 754))


@pytest.mark.parametrize(("inside", "visible"), [(0.5, True), (0.36, True), (0.34, False), (0.0, False)])
def test_a_thing_at_the_border_counts_from_a_third_of_its_box_and_is_clipped(inside: float, visible: bool) -> None:
    boxes = visible_boxes(scene(thing(1640 + 20 - 40 * inside, 1000)))
    assert len(boxes) == visible
    if visible:
        assert boxes[0].right == 1280
        assert boxes[0].right - boxes[0].left == pytest.approx(40 * inside)


def test_a_thing_mostly_beneath_a_panel_is_not_seen_and_one_half_out_of_it_is() -> None:
    panel = layout.STATS
    edge_x, middle_y = panel.right + 360, (panel.top + panel.bottom) / 2 + 640
    assert not visible_boxes(scene(thing(edge_x - 5, middle_y)))
    assert visible_boxes(scene(thing(edge_x + 5, middle_y)))


def test_of_too_many_things_those_nearest_the_centre_are_kept() -> None:
    things = [thing(1010 + 12 * index, 1000, id=index + 1) for index in range(40)]
    assert {box.id for box in visible_boxes(scene(*things))} == set(range(1, 33))


def test_markers_of_things_out_of_view_wait_at_the_border() -> None:
    far = thing(5000, 1000, id=7)
    assert lock_marker(scene(far, lock=7)) == (1268, 360)
    assert destination_marker(scene(destination=(1000, 100))) == (640, 12)
    assert lock_marker(scene(far)) is None
    assert destination_marker(scene()) is None


def test_an_observation_speaks_in_fractions_of_the_window_and_of_the_sector() -> None:
    seen = observe(scene(thing(1000, 1000), lock=1, destination=(1320, 1000)), t=2.5)
    assert seen.t == 2.5
    assert (seen.objects[0].x, seen.objects[0].y) == (0.5, 0.5)
    assert (seen.objects[0].w, seen.objects[0].h) == pytest.approx((40 / 1280, 40 / 720))
    assert (seen.state["lock_x"], seen.state["lock_y"]) == (0.5, 0.5)
    assert (seen.state["dest_x"], seen.state["dest_y"]) == (0.75, 0.5)
    assert (seen.state["map_x"], seen.state["map_y"]) == pytest.approx((1000 / 3200, 1000 / 2400))


def test_markers_read_zero_where_there_are_none() -> None:
    state = observe(scene(), t=0).state
    assert [state[name] for name in ("lock_x", "lock_y", "dest_x", "dest_y")] == [0, 0, 0, 0]
