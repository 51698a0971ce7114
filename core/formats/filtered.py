"""`filtered_recorder` folders: `metadata.json` with pictures beside it, and the coach's `ground_truth.json`.

The pictures stay where they are and as they are; a recording made of such a folder has no video.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from core.formats import timeline
from core.formats.documents import load_json
from core.formats.fields import click_of, hotkey_of, mode_of
from core.formats.loose import recording_of_tree
from core.formats.places import raw_point
from core.formats.values import FEW, Left, Unreadable, first_of, naming, number, text, whole
from core.profile import Profile
from core.recording import Recording

METADATA, GROUND_TRUTH = "metadata.json", "ground_truth.json"
_PICTURES = (".jpg", ".jpeg", ".png", ".bmp", ".webp")
#: seconds that a coach's label holds where it does not say until when: the clips it is shown are that long
_CLIP = 2.0
#: what vision agents write for "nothing pressed"
_NOTHING = ("none", "")
#: what of a frame is passed on as it is
_KEPT = ("state", "objects", "detections", "outcome", "mode", "label", "target")


def claims(path: Path) -> bool:
    """Whether the folder is read here."""
    return path.is_dir() and (path / METADATA).is_file()


def read(path: Path, profile: Profile) -> Recording:
    """Read one recording.

    Raises:
        UserError: its metadata is damaged, or tells of nothing that a player did.
    """
    with naming(path):
        data = (path / METADATA).read_bytes()
        head = load_json(data)
        if isinstance(head, list):
            head = {"frames": head}
        if not isinstance(head, dict):
            raise Unreadable(f"its {METADATA} holds neither an object nor a list")
        for name in ("metadata", "session", "info"):
            if isinstance(inner := head.get(name), dict):
                head = {**inner, **head}
        left = Left()
        frames = _frames(head, path, left)
        if not frames:
            raise Unreadable("it holds no frames")
        rows = list(_rows(head, frames, left))
        if not any(row["moved"] or row["action"]["click"] or row["action"]["hotkey"] for row in rows):
            raise Unreadable("no frame of it has a place for the cursor, a click or a hotkey")
        _label(rows, path, timeline.stated_rate(head.get("fps")), left)
        left.tell(path)
        plain = {name: value for name, value in head.items() if name not in ("actions", "events")}
        return recording_of_tree({**plain, "frames": rows}, profile, path, "filtered_recorder", len(data))


def _frames(head: Mapping[str, Any], folder: Path, left: Left) -> list[Mapping[str, Any]]:
    """What is said of each frame; of pictures alone, their names and the actions listed beside them."""
    listed = head.get("frames")
    if not isinstance(listed, list):
        listed = [picture.name for place in (folder, folder / "frames") for picture in _pictures(place)]
    actions = head.get("actions")
    if isinstance(actions, list) and actions:
        if not listed:
            listed = [{}] * len(actions)
        if abs(len(listed) - len(actions)) > 1:
            raise Unreadable(f"its lists do not belong together: {len(listed)} frames, {len(actions)} actions")
        pairs = zip(listed, actions, strict=False)
        listed = [{"action": action, **(item if isinstance(item, dict) else {"file": item})} for item, action in pairs]
    frames: list[Mapping[str, Any]] = [item if isinstance(item, dict) else {"file": item} for item in listed]
    missing = sum(_is_missing(frame, folder) for frame in frames)
    if missing:
        left["pictures, which are not there"] = missing
    return frames


def _pictures(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in _PICTURES)


def _is_missing(frame: Mapping[str, Any], folder: Path) -> bool:
    name = text(first_of(frame, "file", "filename", "file_name", "frame", "image", "path"))
    if name is None:
        return False
    # Nothing outside the folder is looked for, whatever its metadata says.
    bare = PureWindowsPath(PurePosixPath(name).name).name
    return not any((place / bare).is_file() for place in (folder, folder / "frames"))


def _rows(head: Mapping[str, Any], frames: list[Mapping[str, Any]], left: Left) -> Iterator[dict[str, Any]]:
    """Each frame as `core.formats.loose` reads it. A key that is held counts in the frame in which it goes down."""
    times = [timeline.moment(first_of(frame, "t", "time", "timestamp")) for frame in frames]
    events = sorted(
        ((when, event) for event in items_of(head.get("events")) if (when := _when(event)) is not None),
        key=lambda pair: pair[0],
    )
    waiting, clicks, keys = deque(events), deque[int](), deque[int]()
    held: set[int] = set()
    x: Any = 0.5
    y: Any = 0.5
    for index, (frame, t) in enumerate(zip(frames, times, strict=True)):
        following = next((later for later in times[index + 1 : index + 2] if later is not None), float("inf"))
        action = frame.get("action")
        parts: Mapping[str, Any] = action if isinstance(action, dict) else {}
        place = raw_point(frame) or raw_point(parts)
        happened = items_of(frame.get("events"))
        while waiting and t is not None and waiting[0][0] < following:
            happened.append(waiting.popleft()[1])
        for event in happened:
            click, key = _event(event, left)
            place = place or raw_point(event)
            clicks.extend([click] if click else [])
            keys.extend([key] if key else [])
        click, key = 0, 0
        if isinstance(action, list) and len(action) >= 2 and all(number(value) is not None for value in action[:2]):
            place = action[0], action[1]
            click, key = (
                click_of(action[2] if len(action) > 2 else None, left),
                hotkey_of((action[3:4] or [None])[0], left),
            )
        else:
            pressed = {hotkey_of(name, left) for name in _pressed(frame, parts, action)} - {0}
            keys.extend(sorted(pressed - held))
            held = pressed
            click = click_of(first_of({**frame, **parts}, "click", "click_type", "clicked", "mouse_click"), left)
        if place is not None:
            x, y = place
        if click:
            clicks.append(click)
        if key:
            keys.append(key)
        yield {
            **{name: frame[name] for name in _KEPT if name in frame},
            "t": t,
            "moved": place is not None,
            "action": {
                "x": x,
                "y": y,
                "click": clicks.popleft() if clicks else 0,
                "hotkey": keys.popleft() if keys else 0,
            },
        }  # fmt: skip


def items_of(value: object) -> list[Mapping[str, Any]]:
    """The objects in a list, none where it is no list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _when(event: Mapping[str, Any]) -> float | None:
    return timeline.moment(first_of(event, "t", "time", "timestamp"))


def _pressed(frame: Mapping[str, Any], parts: Mapping[str, Any], action: object) -> list[Any]:
    """The keys that are down in a frame, as a list of names, one name, or an object of name: whether."""
    found: list[Any] = []
    for value in (frame.get("keys"), frame.get("actions"), parts.get("keys"), first_of(parts, "key", "hotkey"), action):
        if isinstance(value, dict) and value is not parts:
            found += [name for name, down in value.items() if down is True or down == 1]
        elif isinstance(value, list):
            found += value[:FEW]
        elif isinstance(value, str | int) and not isinstance(value, bool):
            found.append(value)
    return [name for name in found if not isinstance(name, str) or name.lower() not in _NOTHING]


def _event(event: Mapping[str, Any], left: Left) -> tuple[int, int]:
    """The click or the hotkey of an event, 0 for what it is not; letting go is neither."""
    kind = (text(first_of(event, "type", "kind", "event", "action")) or "").lower()
    if any(word in kind for word in ("up", "release", "move", "scroll")) or event.get("pressed") is False:
        return 0, 0
    if "key" in kind or ("button" not in event and "key" in event):
        return 0, hotkey_of(first_of(event, "key", "name"), left)
    if any(word in kind for word in ("click", "mouse", "down", "press")):
        return click_of(first_of(event, "button", "name") or "left", left), 0
    left["events of no known kind"] += 1
    return 0, 0


def _label(rows: list[dict[str, Any]], folder: Path, fps: float | None, left: Left) -> None:
    """Add what the coach says of the frames."""
    try:
        found = load_json((folder / GROUND_TRUTH).read_bytes())
    except FileNotFoundError:
        return
    except (Unreadable, OSError):
        left[f"{GROUND_TRUTH}, which is not whole"] += 1
        return
    if isinstance(found, dict):
        found = first_of(found, "labels", "segments", "windows", "ground_truth", "frames", "results")
    times = timeline.seconds([row["t"] for row in rows], fps)
    if all(t != t for t in times):
        times = [index / (fps or timeline.USUAL_FPS) for index in range(len(rows))]
    start = next(t for t in times if t == t)
    for item in items_of(found):
        mode = mode_of(first_of(item, "intent", "mode", "goal"), left)
        if mode is None:
            continue
        confidence = number(item.get("confidence"))
        label = {"mode": mode, "source": "coach", "confidence": 1.0 if confidence is None else confidence}
        for index in _frames_of(item, times, start):
            rows[index]["label"] = label


def _frames_of(item: Mapping[str, Any], times: list[float], start: float) -> list[int]:
    """The frames that a label of the coach is about."""
    first = whole(first_of(item, "start_frame", "frame", "frame_index", "frame_idx"))
    if first is not None:
        last = whole(item.get("end_frame"))
        if last is None and 0 <= first < len(times):
            begin = times[first]
            return [index for index in range(first, len(times)) if times[index] < begin + _CLIP]
        return list(range(max(first, 0), min((last or 0) + 1, len(times))))
    begin_at = number(first_of(item, "start", "start_time", "t_start", "t", "time", "timestamp"), 1e13)
    if begin_at is None:
        return []
    end_at = number(first_of(item, "end", "end_time", "t_end"), 1e13)
    end_at = begin_at + _CLIP if end_at is None else end_at
    # Times are those of the frames, or count from the first of them.
    shift = start if begin_at < start else 0.0
    return [index for index, t in enumerate(times) if begin_at + shift <= t < end_at + shift]
