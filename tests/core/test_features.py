from __future__ import annotations

import math
from random import Random

import numpy as np
import pytest
from helpers.plays import ARENA, SCHEMA, arena_with, observation_streams, pilot_plays, seen_by_pilot, thing
from hypothesis import given, settings

from arena.pilots import load_pilot
from arena.scene import VIEW_HEIGHT, VIEW_WIDTH
from arena.seat import Seat
from arena.view import visible_boxes
from core.features import MAX_OBJECTS, Moments, Observer, indices_at, object_features, summary_features, wound_features
from core.observation import Observation, SeenObject
from core.played import to_arrays
from core.schema import STATE_LAGS, FeatureSchema

relaxed = settings(deadline=None, max_examples=40)


def watch(stream: list[Observation]) -> Moments:
    observer = Observer(SCHEMA)
    return Moments.stack([observer.observe(seen) for seen in stream])


def moving(speed: float, ticks: int, dt: float = 0.05, jitter: float = 0.0) -> list[Observation]:
    """A drone on its way to the right, in window widths a second."""
    random = Random(0)
    return [
        Observation(n * dt, {}, [thing("drone", 0.3 + speed * n * dt + random.gauss(0, jitter), 0.5)])
        for n in range(ticks)
    ]


@relaxed
@given(observation_streams())
def test_a_moment_holds_what_was_seen_and_nothing_else(stream: list[Observation]) -> None:
    moments = watch(stream)
    mask = moments.mask()
    assert [len(getattr(moments, name)) for name in Moments.__dataclass_fields__] == [len(stream)] * 7
    for i, seen in enumerate(stream):
        known = [item for item in seen.objects if item.cls in ARENA.class_names]
        assert moments.count[i] == mask[i].sum() == min(len(known), MAX_OBJECTS)
        assert moments.t[i] == seen.t
        assert moments.state[i].tolist() == [seen.state.get(name, 0.0) for name in ARENA.state_names]
    assert not moments.box[~mask].any() and not moments.velocity[~mask].any() and not moments.cls[~mask].any()
    assert (moments.track[~mask] == -1).all() and (moments.track[mask] >= 0).all()


@relaxed
@given(observation_streams())
def test_slots_are_filled_from_the_centre_out(stream: list[Observation]) -> None:
    moments = watch(stream)
    away = ((moments.box[..., :2] - 0.5) ** 2).sum(-1)
    for i in range(len(stream)):
        near = away[i, : moments.count[i]]
        assert (np.diff(near) >= -1e-6).all()


@relaxed
@given(observation_streams())
def test_every_slot_tells_which_object_it_holds(stream: list[Observation]) -> None:
    observer = Observer(SCHEMA)
    for seen in stream:
        order = observer.order(seen)
        moment = observer.observe(seen)
        assert len(order) == moment.count[0] and len(set(order)) == len(order)
        for slot, index in enumerate(order):
            item = seen.objects[index]
            assert ARENA.class_names[moment.cls[0, slot]] == item.cls
            wanted = np.array([item.x, item.y, item.w, item.h, item.conf], np.float32)
            assert np.array_equal(moment.box[0, slot], wanted)


@relaxed
@given(observation_streams())
def test_no_two_objects_share_a_track_and_a_track_keeps_its_class(stream: list[Observation]) -> None:
    moments = watch(stream)
    classes: dict[int, int] = {}
    for i in range(len(moments)):
        tracks = moments.track[i, : moments.count[i]].tolist()
        assert len(set(tracks)) == len(tracks)
        for slot, track in enumerate(tracks):
            assert classes.setdefault(track, int(moments.cls[i, slot])) == moments.cls[i, slot]


@relaxed
@given(observation_streams())
def test_everything_stays_finite_and_bounded(stream: list[Observation]) -> None:
    moments = watch(stream)
    features = object_features(SCHEMA, moments)
    summary = summary_features(SCHEMA, moments)
    assert features.shape == (len(stream), MAX_OBJECTS, SCHEMA.object_width)
    assert summary.shape == (len(stream), SCHEMA.summary_width)
    assert np.isfinite(features).all() and np.abs(features).max(initial=0) <= 6
    assert np.isfinite(summary).all()
    assert not features[~moments.mask()].any()


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_a_number_that_is_none_does_not_spread(bad: float) -> None:
    objects = [thing("drone", 0.4, 0.5), SeenObject("drone", bad, 0.5, bad, 0.1, bad), thing("ore", 0.5, bad)]
    moments = watch([Observation(n * 0.05, {"hp": bad, "shield": 0.5}, objects) for n in range(4)])
    for values in (moments.state, moments.box, moments.velocity, object_features(SCHEMA, moments)):
        assert np.isfinite(values).all()
    assert moments.state[0, ARENA.state_names.index("shield")] == 0.5
    assert np.isfinite(summary_features(SCHEMA, moments)).all()


@pytest.mark.parametrize("dt", [1 / 60, 1 / 30, 0.05])
@pytest.mark.parametrize("speed", [-0.4, 0.0, 0.2, 0.6])
def test_the_speed_of_an_even_motion_is_found_at_any_rate(speed: float, dt: float) -> None:
    moments = watch(moving(speed, round(1 / dt), dt))
    assert len(np.unique(moments.track[:, 0])) == 1
    assert moments.velocity[-1, 0] == pytest.approx([speed, 0], abs=0.01)


def test_a_detectors_jitter_is_smoothed() -> None:
    moments = watch(moving(0.2, 60, 1 / 30, jitter=0.001))
    measured = np.diff(moments.box[:, 0, 0]) * 30
    assert moments.velocity[20:, 0, 0].std() < 0.6 * measured[19:].std()
    assert moments.velocity[20:, 0, 0].mean() == pytest.approx(0.2, abs=0.02)


def test_two_that_pass_each_other_keep_their_tracks() -> None:
    def pair(n: int) -> Observation:
        left = thing("drone", 0.3 + 0.02 * n, 0.48)
        right = thing("drone", 0.7 - 0.02 * n, 0.52)
        return Observation(n * 0.05, {}, [left, right] if n % 2 else [right, left])

    moments = watch([pair(n) for n in range(20)])
    upper = [moments.track[i, :2][moments.box[i, :2, 1] < 0.5].item() for i in range(20)]
    assert len(set(upper)) == 1


def test_an_object_the_detector_misses_for_a_moment_is_still_the_same() -> None:
    stream = moving(0.2, 60, 1 / 30)
    for n in (20, 30, 31, 32, 45):
        stream[n].objects.clear()
    moments = watch(stream)
    seen = moments.count > 0
    assert len(np.unique(moments.track[seen, 0])) == 1
    assert moments.velocity[seen, 0, 0][2:] == pytest.approx(0.2, abs=0.02)


def test_an_object_that_jumps_is_another_one() -> None:
    near, far = thing("drone", 0.2, 0.2), thing("drone", 0.8, 0.8)
    moments = watch([Observation(0, {}, [near]), Observation(0.05, {}, [far])])
    assert moments.track[0, 0] != moments.track[1, 0]
    assert not moments.velocity[1, 0].any()


def test_a_gap_of_more_than_a_second_begins_anew() -> None:
    moments = watch([Observation(t, {}, [thing("drone", 0.5, 0.5)]) for t in (0.0, 0.9, 2.0)])
    assert moments.track[0, 0] == moments.track[1, 0] != moments.track[2, 0]
    away = watch([Observation(n / 20, {}, [] if 0 < n < 22 else [thing("drone", 0.5, 0.5)]) for n in range(23)])
    assert away.track[0, 0] != away.track[22, 0]


def test_reset_forgets_the_last_episode() -> None:
    observer, fresh = Observer(SCHEMA), Observer(SCHEMA)
    seen = seen_by_pilot(3, 5)
    for item in seen:
        observer.observe(item)
    observer.reset()
    for item in seen:
        again, first = observer.observe(item), fresh.observe(item)
        for name in Moments.__dataclass_fields__:
            assert np.array_equal(getattr(again, name), getattr(first, name))


def test_the_real_games_objects_are_followed_with_their_true_speed() -> None:
    seat, player, observer = Seat(5), load_pilot("aggressor"), Observer(SCHEMA)
    player.reset(5)
    last: dict[int, int] = {}
    kept, lost, errors = 0, 0, []
    for _ in range(400):
        seen, scene = seat.observe(), seat.scene()
        order, moment = observer.order(seen), observer.observe(seen)
        boxes = visible_boxes(scene)
        speeds = {sprite.id: (sprite.vx - scene.ship.vx, sprite.vy - scene.ship.vy) for sprite in scene.sprites}
        tracks = {boxes[index].id: int(moment.track[0, slot]) for slot, index in enumerate(order)}
        kept += sum(last[id] == tracks[id] for id in tracks.keys() & last.keys())
        lost += sum(last[id] != tracks[id] for id in tracks.keys() & last.keys())
        for slot, index in enumerate(order):
            vx, vy = speeds[boxes[index].id]
            if last.get(boxes[index].id) == moment.track[0, slot]:
                errors.append(moment.velocity[0, slot] - (vx / VIEW_WIDTH, vy / VIEW_HEIGHT))
        last = tracks
        seat.step(player.act(seen))
    assert kept > 1000 and lost <= 0.01 * kept
    assert np.abs(np.median(errors, axis=0)).max() < 0.01
    assert np.mean(np.abs(errors) < 0.1) > 0.9


def test_an_object_on_a_mark_stands_out() -> None:
    """Which of the enemies is locked shows only in where the lock ring is."""
    x, y = (ARENA.state_names.index(name) for name in ("lock_x", "lock_y"))
    assert (x, y) in SCHEMA.markers
    there = [thing("drone", 0.4, 0.5), thing("drone", 0.6, 0.5)]
    moments = watch([Observation(0, {"lock_x": 0.6, "lock_y": 0.5}, there), Observation(0, {}, there)])
    locked, without = object_features(SCHEMA, moments)[:, :2]
    right = int(np.argmax(moments.box[0, :2, 0]))
    changed = (locked != without).any(axis=0)
    assert changed.any()
    assert (locked[right, changed] != locked[1 - right, changed]).any()


def test_the_summary_counts_each_kind_and_finds_the_nearest() -> None:
    few = watch([Observation(0, {}, [thing("ore", 0.1, 0.1), thing("ore", 0.6, 0.5), thing("gate", 0.9, 0.9)])])
    less = watch([Observation(0, {}, [thing("ore", 0.6, 0.5), thing("gate", 0.9, 0.9)])])
    names, skip = ARENA.class_names, len(ARENA.state_names)
    both = [summary_features(SCHEMA, item)[0, skip:].reshape(len(names), -1) for item in (few, less)]
    present = np.array([name in ("ore", "gate") for name in names])
    assert both[0][present].any(axis=1).all() and not both[0][~present].any()
    differs = both[0] != both[1]
    # A second ore farther away changes how many there are, and not where the nearest is.
    assert differs[names.index("ore")].sum() == 1 and not differs[[name != "ore" for name in names]].any()


@relaxed
@given(observation_streams())
def test_the_last_moment_at_or_before_a_time_is_found(stream: list[Observation]) -> None:
    t = np.array([seen.t for seen in stream])
    when = np.concatenate([t, t - 0.01, t + 0.01, [-5.0, 1e6]])
    for index, moment in zip(indices_at(t, when), when, strict=True):
        before = np.flatnonzero(t <= moment + 1e-6)
        assert index == (before[-1] if len(before) else 0)


def test_a_profile_without_hud_and_hotkeys_has_features_too() -> None:
    bare = arena_with(hud=(), hotkeys=())
    schema = FeatureSchema.of(bare)
    observer = Observer(schema)
    moment = observer.observe(Observation(0.0, {"hp": 1.0}, [thing("drone", 0.5, 0.5)]))
    assert moment.state.shape == (1, 0)
    assert object_features(schema, moment).shape == (1, MAX_OBJECTS, schema.object_width)
    assert summary_features(schema, moment).shape == (1, schema.summary_width)


def test_the_same_play_gives_the_same_numbers() -> None:
    first, second = (to_arrays("a", pilot_plays(2, 4), SCHEMA).moments for _ in range(2))
    for name in Moments.__dataclass_fields__:
        assert np.array_equal(getattr(first, name), getattr(second, name))


def test_wounds_are_what_hull_and_shield_lost_and_nothing_else() -> None:
    names = SCHEMA.state_names
    now = np.zeros((1, len(names)), np.float32)
    lagged = np.zeros((1, len(STATE_LAGS), len(names)), np.float32)
    lagged[0, 1, names.index("shield")] = 0.06
    lagged[0, 2, names.index("hp")] = 0.8
    lagged[0, :, names.index("energy")] = 0.9
    assert wound_features(SCHEMA, now, lagged)[0].tolist() == pytest.approx([0.0, 0.3, 1.0])
    # Mending is no wound.
    assert not wound_features(SCHEMA, lagged[:, 2], np.zeros_like(lagged)).any()
