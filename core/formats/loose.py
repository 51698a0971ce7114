"""A recording out of a tree of lists, objects and arrays, whatever it calls its parts (see docs/formats.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from core.formats import timeline
from core.formats.fields import (
    Reading,
    names_by_number,
    object_rows,
    raw_cursor,
    read_action,
    read_label,
    read_objects,
    read_outcome,
    read_state,
)
from core.formats.places import box_kind, raw_box, raw_point, scale_for, screen_size, stated_coordinates
from core.formats.values import Budget, Unreadable, first_of, is_column, log, number, text
from core.profile import Profile
from core.recording import LABEL_SOURCES, Frame, Recording, WindowInfo
from core.words import Action

#: lists with an object a frame
_ROWS = ("frames", "demos", "demonstrations", "steps", "samples", "data")
#: what a file may wrap a recording in
_WRAPPINGS = ("recording", "sequence", "episode", "data")
#: what it may put its description in
_HEADS = ("metadata", "meta", "info", "config")
#: what each part of a frame may be called, in a row or as a list of its own
_NAMES: dict[str, tuple[str, ...]] = {
    "t": ("t", "time", "timestamp", "ts", "times", "timestamps"),
    "state": ("state", "states", "observation", "observations", "obs"),
    "action": ("action", "actions"),
    "objects": ("objects", "detections", "tracked_objects", "boxes", "bboxes"),
    "classes": ("classes", "class_ids", "object_classes", "cls"),
    "confidences": ("confidences", "confs", "conf", "scores"),
    "count": ("counts", "count", "object_counts", "num_objects", "n_objects"),
    "outcome": ("outcome", "outcomes"),
    "label": ("label", "labels"),
    "mode": ("mode", "modes", "intent", "intents", "goal", "goals"),
    "target": ("target", "targets", "target_idx", "target_index", "target_indices"),
}
#: frames looked at to tell pixels from fractions and corners from centres
_SAMPLE = 1000


def recording_of_tree(tree: object, profile: Profile, path: Path, kind: str, size: int) -> Recording:
    """The recording that `tree` holds.

    Args:
        kind: what the file is, for the recording's source (`import:KIND`).
        size: bytes of the file, once unpacked.

    Raises:
        Unreadable: it is none, or its parts do not go together.
    """
    layout = Layout(tree)
    reading = Reading(profile, Budget(size))
    reading.budget.spend(len(layout))
    if not len(layout):
        raise Unreadable("it holds no frames")
    understand(layout.head, layout.sample(), reading)
    if not reading.has_cursor:
        raise Unreadable("no action of it has a place for the cursor")
    times, fps = _times(layout, reading, path)
    frames = list(_frames(layout, times, reading))
    if not frames:
        raise Unreadable("no frame of it has a time")
    reading.left.tell(path)
    head = layout.head
    width, height = screen_size(head) or (0, 0)
    state_names = list(dict.fromkeys([*profile.state_names, *(name for frame in frames for name in frame.state)]))
    return Recording(
        kind="shadow" if path.name.startswith("shadow_recording_") or "demos" in head else "sequence",
        profile=text(head.get("profile")) or profile.name,
        source=f"import:{kind}",
        player=text(head.get("player")) or "person",
        created=_created(head, path),
        fps=fps,
        window=WindowInfo(text(first_of(head, "title", "window_title")) or "", width, height),
        classes=list(profile.class_names),
        state_names=state_names,
        hotkeys=list(profile.hotkeys),
        duration=frames[-1].t,
        frames=frames,
    )


class Layout:
    """Where a tree keeps its head and its frames."""

    def __init__(self, tree: object) -> None:
        """Find them.

        Raises:
            Unreadable: there are none, or lists that belong together are of different lengths.
        """
        if isinstance(tree, list | tuple):
            tree = {"frames": tree}
        if not isinstance(tree, Mapping):
            raise Unreadable("it holds neither an object nor a list")
        for name in _WRAPPINGS:
            if isinstance(inner := tree.get(name), Mapping):
                tree = {**tree, **inner}
                break
        for name in _HEADS:
            if isinstance(inner := tree.get(name), Mapping):
                tree = {**inner, **tree}
        self.head: Mapping[Any, Any] = tree
        self._rows = next((rows for name in _ROWS if (rows := _rows(tree.get(name))) is not None), None)
        self._columns = {} if self._rows is not None else _columns(tree)
        if self._rows is None and "action" not in self._columns:
            raise Unreadable(f"it has no list of {', '.join(_ROWS[:2])} or actions")
        self._count = len(self._rows) if self._rows is not None else _shared_length(self._columns)

    def __len__(self) -> int:
        return self._count

    def row(self, index: int) -> dict[str, Any]:
        """The parts of one frame by their own names."""
        if self._rows is None:
            return {part: column[index] for part, column in self._columns.items()}
        row = self._rows[index]
        if not isinstance(row, Mapping):
            return {}
        found = {part: value for part, names in _NAMES.items() if (value := first_of(row, *names)) is not None}
        # A demo may hold its action's parts itself.
        if "action" not in found and raw_point(row) is not None:
            found["action"] = row
        return found

    def sample(self) -> Iterator[dict[str, Any]]:
        """Up to `_SAMPLE` frames from all over the recording."""
        yield from (self.row(index) for index in range(0, len(self), max(1, len(self) // _SAMPLE)))


def _rows(value: object) -> list[Any] | tuple[Any, ...] | None:
    if isinstance(value, list | tuple) and any(isinstance(row, Mapping) for row in value[:_SAMPLE]):
        return value
    return None


def _columns(tree: Mapping[Any, Any]) -> dict[str, Any]:
    columns = {}
    for part, names in _NAMES.items():
        value = next((tree[name] for name in names if is_column(tree.get(name))), None)
        # Class names are a list too.
        if value is not None and not (part == "classes" and names_by_number(value)):
            columns[part] = value
    return columns


def _shared_length(columns: Mapping[str, Any]) -> int:
    lengths = {part: len(column) for part, column in columns.items()}
    shortest, longest = min(lengths.values()), max(lengths.values())
    # A last state without an action is usual.
    if longest - shortest > 1:
        told = ", ".join(f"{count} of {part}" for part, count in lengths.items())
        raise Unreadable(f"its lists do not belong together: {told}")
    return shortest


def understand(head: Mapping[Any, Any], sample: Iterable[Mapping[str, Any]], reading: Reading) -> None:
    """Find out what names, pixels and boxes of a file mean, from its head and some of its frames.

    Raises:
        Unreadable: places are in pixels of a screen it does not name.
    """
    names = names_by_number(first_of(head, "state_names", "feature_names", "state_keys"))
    reading.state_names = list(names.values() if names else reading.profile.state_names)
    known = (names_by_number(head.get(key)) for key in ("class_names", "classes", "names"))
    reading.classes = next(filter(None, known), dict(enumerate(reading.profile.class_names)))
    columns = names_by_number(first_of(head, "object_columns", "object_names", "object_keys"))
    reading.object_columns = tuple(columns.values()) if columns else ()
    source = text(head.get("label_source"))
    reading.label_source = source if source in LABEL_SOURCES[1:] else "hindsight"
    cursors: list[float] = []
    boxes = []
    points: list[float] = []
    trial = Reading(reading.profile, reading.budget, object_columns=reading.object_columns)
    for row in sample:
        cursors += _numbers(raw_cursor(row.get("action")))
        for _, item in object_rows(row, trial):
            if item is not None and (raw := raw_box(item)) is not None:
                boxes.append(raw)
            elif item is not None and (pair := raw_point(item)) is not None:
                points += _numbers(pair)
    reading.has_cursor = bool(cursors)
    stated, screen = stated_coordinates(head), screen_size(head)
    reading.cursor = scale_for("cursor places", cursors, stated, screen)
    reading.boxes = scale_for("boxes", [*points, *(v for four, _ in boxes for v in four)], stated, screen)
    reading.box_kind = box_kind(head, [four for four, kind in boxes if kind is None])


def _numbers(values: Iterable[object] | None) -> list[float]:
    return [found for value in values or () if (found := number(value)) is not None]


def _times(layout: Layout, reading: Reading, path: Path) -> tuple[list[float | None], float]:
    """Each frame's time, None for a frame to leave out, and how many frames a second there are."""
    stated = timeline.stated_rate(first_of(layout.head, "fps", "frame_rate", "recording_fps"))
    raw = [timeline.moment(layout.row(index).get("t")) for index in range(len(layout))]
    if all(value is None for value in raw):
        fps = stated or timeline.USUAL_FPS
        if stated is None:
            log.warning("%s states neither times nor a rate: %g frames a second are taken for it.", path.name, fps)
        return [round(index / fps, 6) for index in range(len(layout))], fps
    times = timeline.advancing(timeline.seconds(raw, stated), reading.left)
    return times, stated or timeline.rate([t for t in times if t is not None]) or timeline.USUAL_FPS


def _frames(layout: Layout, times: list[float | None], reading: Reading) -> Iterator[Frame]:
    before = Action(0.5, 0.5)
    for index, t in enumerate(times):
        if t is None:
            continue
        row = layout.row(index)
        if not row:
            reading.left["frames that are none"] += 1
            continue
        objects, places = read_objects(row, reading)
        before = read_action(row.get("action"), reading, before)
        yield Frame(
            t,
            read_state(row.get("state"), reading),
            objects,
            before,
            read_label(row, places, reading),
            read_outcome(row.get("outcome"), reading),
        )


def _created(head: Mapping[Any, Any], path: Path) -> str:
    stated = text(first_of(head, "created", "created_at", "date", "recorded_at", "start_time"))
    try:
        moment = datetime.fromisoformat(stated) if stated else datetime.fromtimestamp(path.stat().st_mtime, UTC)
        return moment.astimezone(UTC).isoformat(timespec="milliseconds")
    except (ValueError, OverflowError):
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="milliseconds")
