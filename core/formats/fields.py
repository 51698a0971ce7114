"""The parts of a frame out of foreign files: state, objects, action, label and outcome."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from core.formats.places import (
    FRACTIONS,
    POINT,
    BoxKind,
    Numbers4,
    Scale,
    raw_box,
    raw_point,
)
from core.formats.values import (
    FEW,
    MOST_IN_A_FRAME,
    Budget,
    Left,
    Unreadable,
    first_of,
    items,
    number,
    text,
    whole,
)
from core.observation import SeenObject
from core.profile import Profile
from core.recording import LABEL_SOURCES, OUTCOMES, TARGET_UNSAID, Label
from core.words import HOTKEY_ID, HOTKEYS, MODES, Action, Click

#: objects of one frame beyond this are left out
MOST_OBJECTS = 256
_CLICKS = {
    "none": Click.NONE, "": Click.NONE, "left": Click.LEFT, "left_click": Click.LEFT, "click": Click.LEFT,
    "single": Click.LEFT, "right": Click.RIGHT, "right_click": Click.RIGHT, "double": Click.DOUBLE,
    "double_click": Click.DOUBLE, "button.left": Click.LEFT, "button.right": Click.RIGHT,
}  # fmt: skip
_HOTKEYS = {name.lower(): id_ for name, id_ in HOTKEY_ID.items()} | {
    "": 0, "ctrl_l": HOTKEY_ID["Ctrl"], "ctrl_r": HOTKEY_ID["Ctrl"], "control": HOTKEY_ID["Ctrl"],
    " ": HOTKEY_ID["Space"], "spacebar": HOTKEY_ID["Space"],
}  # fmt: skip
_MODES = {mode.value.lower(): mode.value for mode in MODES}
_ROW_OF_6 = ("x1", "y1", "x2", "y2", "conf", "cls")
_ROW_OF_5 = ("cls", "x", "y", "w", "h")


@dataclass
class Reading:
    """How one file is to be understood, and what had to be left out of it."""

    profile: Profile
    budget: Budget
    left: Left = field(default_factory=Left)
    #: names of the numbers of a state that comes as a list
    state_names: list[str] = field(default_factory=list)
    #: class names by number
    classes: dict[int, str] = field(default_factory=dict)
    #: what the items of an object that comes as a list are
    object_columns: tuple[str, ...] = ()
    box_kind: BoxKind = "xyxy"
    boxes: Scale = FRACTIONS
    cursor: Scale = FRACTIONS
    #: whether any action has a place for the cursor
    has_cursor: bool = False
    label_source: str = "hindsight"


def names_by_number(value: object) -> dict[int, str] | None:
    """Class names as a list, or as an object of number: name."""
    if isinstance(value, Mapping):
        pairs = ((whole(int(key) if isinstance(key, str) and key.isdecimal() and len(key) < 9 else key), text(name))
                 for key, name in list(value.items())[:MOST_IN_A_FRAME])  # fmt: skip
        found = {key: name for key, name in pairs if key is not None and name is not None}
        return found if len(found) == len(value) else None
    listed = items(value)
    if not listed or any(text(name) is None for name in listed):
        return None
    return dict(enumerate(map(str, map(text, listed))))


def read_state(value: object, reading: Reading) -> dict[str, float]:
    """A state as numbers by name. A number that is none is left out.

    Raises:
        Unreadable: it is a list of numbers that nothing names.
    """
    if value is None:
        return {}
    pairs: list[tuple[Any, Any]]
    if isinstance(value, Mapping):
        pairs = []
        for name, item in list(value.items())[:MOST_IN_A_FRAME]:
            pairs += list(item.items())[:MOST_IN_A_FRAME] if isinstance(item, Mapping) else [(name, item)]
    else:
        numbers = items(value)
        if numbers is None:
            reading.left["states that are none"] += 1
            return {}
        if len(numbers) != len(reading.state_names):
            known = f"{len(reading.state_names)} names"
            raise Unreadable(f'its states are {len(numbers)} numbers for {known}: add "state_names" to it')
        pairs = list(zip(reading.state_names, numbers, strict=True))
    reading.budget.spend(len(pairs))
    state = {}
    for name, item in pairs:
        found = number(item)
        word = text(name)
        if word is not None and found is not None:
            state[word] = found
        else:
            reading.left["values of states that are no numbers"] += 1
    return state


def read_objects(row: Mapping[str, Any], reading: Reading) -> tuple[list[SeenObject], dict[int, int]]:
    """The objects of a frame, and where each one of the file's list came to stand."""
    objects: list[SeenObject] = []
    places: dict[int, int] = {}
    for index, item in object_rows(row, reading):
        found = _object(item, reading) if item is not None else None
        if found is None:
            reading.left["objects"] += 1
        else:
            places[index] = len(objects)
            objects.append(found)
    return objects, places


def object_rows(row: Mapping[str, Any], reading: Reading) -> Iterator[tuple[int, Mapping[Any, Any] | None]]:
    """Each object of a frame with its index, as a mapping, or None where it is none. Padding is passed over."""
    listed, ids, confidences = items(row.get("objects")), items(row.get("classes")), items(row.get("confidences"))
    if listed is None:
        return
    count = whole(row.get("count"))
    if count is not None:
        listed = listed[: max(count, 0)]
    if len(listed) > MOST_OBJECTS:
        reading.left[f"objects beyond {MOST_OBJECTS} in a frame"] += len(listed) - MOST_OBJECTS
        listed = listed[:MOST_OBJECTS]
    reading.budget.spend(len(listed))
    for index, item in enumerate(listed):
        if isinstance(item, Mapping):
            yield index, item
            continue
        numbers = items(item, FEW)
        if not numbers:
            yield index, None
            continue
        # Arrays of one size are filled up with zeros.
        if count is None and not any(numbers):
            continue
        columns = reading.object_columns or _columns_of(numbers)
        found: dict[str, Any] | None = None
        if len(columns) == len(numbers):
            found = dict(zip(columns, numbers, strict=True))
        elif len(numbers) == 4:
            found = {"bbox": numbers}
        if found is not None and ids is not None:
            found["cls"] = ids[index] if index < len(ids) else None
            if count is None and (whole(found["cls"]) or 0) < 0:
                continue
        if found is not None and confidences is not None and index < len(confidences):
            found["conf"] = confidences[index]
        yield index, found


def _columns_of(numbers: list[Any]) -> tuple[str, ...]:
    if isinstance(numbers[0], str):
        return (*_ROW_OF_5, "conf")[: len(numbers)]
    return {5: _ROW_OF_5, 6: _ROW_OF_6}.get(len(numbers), ())


def _object(item: Mapping[Any, Any], reading: Reading) -> SeenObject | None:
    cls = _class(item, reading)
    if cls is None:
        return None
    confidence = number(first_of(item, "conf", "confidence", "score", "probability", "prob"))
    if confidence is None:
        if any(name in item for name in ("conf", "confidence", "score")):
            return None
        confidence = 1.0
    raw = raw_box(item)
    if raw is not None:
        box: Numbers4 | None = reading.boxes.box(raw[0], raw[1] or reading.box_kind)
    else:
        pair = raw_point(item)
        point = reading.boxes.point(*pair) if pair is not None else None
        box = (*point, POINT, POINT) if point is not None else None
    return None if box is None else _seen(cls, box, confidence)


def _seen(cls: str, box: Numbers4, confidence: float) -> SeenObject:
    x, y, w, h = (round(value, 6) for value in box)
    return SeenObject(cls, x, y, w, h, min(max(confidence, 0.0), 1.0))


def _class(item: Mapping[Any, Any], reading: Reading) -> str | None:
    value = first_of(item, "cls", "class", "class_name", "name", "label", "category", "type", "class_id", "category_id")
    if isinstance(value, str | bytes):
        name = text(value)
    else:
        id_ = whole(value)
        name = reading.classes.get(id_) if id_ is not None else None
    if name is None or name in reading.profile.roles:
        return name
    # What the profile does not know stays in the recording; training passes over it.
    return next((known for known in reading.profile.class_names if known.lower() == name.lower()), name)


def raw_cursor(value: object) -> tuple[Any, Any] | None:
    """The two numbers of an action's place, None where it has none."""
    if isinstance(value, Mapping):
        return raw_point(value)
    numbers = items(value, FEW)
    return (numbers[0], numbers[1]) if numbers is not None and len(numbers) >= 2 else None


def read_action(value: object, reading: Reading, before: Action) -> Action:
    """An action; without a cursor that can be read it stays where it was `before`."""
    pair = raw_cursor(value)
    place = reading.cursor.point(*pair) if pair is not None else None
    if place is None:
        reading.left["cursor places"] += 1
        place = before.x, before.y
    click: Any = None
    hotkey: Any = None
    if isinstance(value, Mapping):
        click = first_of(value, "click", "click_type", "clicked", "button", "mouse_click")
        hotkey = first_of(value, "hotkey", "hotkey_id", "key", "keys", "ability", "ability_val")
    elif (numbers := items(value, FEW)) is not None:
        click, hotkey = [*numbers[2:4], None, None][:2]
    return Action(
        round(place[0], 6), round(place[1], 6), click_of(click, reading.left), hotkey_of(hotkey, reading.left)
    )


def click_of(value: object, left: Left) -> int:
    """A click by name or number; one of no known kind is none."""
    word = text(value) if value != "" else ""
    if word is not None:
        if word.lower() in _CLICKS:
            return _CLICKS[word.lower()]
    elif value is None:
        return Click.NONE
    else:
        found = number(value)
        # A network's answer is a probability.
        if found is not None and 0 <= round(found) <= Click.DOUBLE:
            return Click(round(found))
    left["clicks of no known kind"] += 1
    return Click.NONE


def hotkey_of(value: object, left: Left) -> int:
    """A hotkey by name or number, of several the first that is known; one that is not is none."""
    if value is None or value == "":
        return 0
    if isinstance(value, list | tuple):
        found = [hotkey_of(item, left) for item in value[:FEW] if not isinstance(item, list | tuple)]
        return next((id_ for id_ in found if id_), 0)
    word = text(value)
    if word is not None:
        if word.lower() in _HOTKEYS:
            return _HOTKEYS[word.lower()]
    elif (id_ := whole(value)) is not None and 0 <= id_ < len(HOTKEYS):
        return id_
    left["keys that are no hotkeys"] += 1
    return 0


def mode_of(value: object, left: Left) -> str | None:
    """A mode by name or number, None where it is none."""
    if isinstance(value, str) and value.lower() in ("", "none", "unknown"):
        return None
    word = text(value)
    if word is not None:
        if word.lower() in _MODES:
            return _MODES[word.lower()]
    elif value is None:
        return None
    elif (index := whole(value)) is not None and 0 <= index < len(MODES):
        return MODES[index].value
    left["modes of no known name"] += 1
    return None


def read_label(row: Mapping[str, Any], places: Mapping[int, int], reading: Reading) -> Label | None:
    """What the file says the player was after. A target that was left out, or is none of the objects, is unsaid."""
    stated = row.get("label")
    parts: Mapping[Any, Any] = stated if isinstance(stated, Mapping) else {"mode": stated}
    named = first_of(parts, "mode", "intent", "goal")
    mode = mode_of(row.get("mode") if named is None else named, reading.left)
    target: int | None = TARGET_UNSAID
    value = first_of(parts, "target", "target_idx", "target_index")
    if value is None:
        value = row.get("target")
    index = whole(value)
    if index is not None:
        target = places.get(index, TARGET_UNSAID) if index >= 0 else None
    # A list of numbers has -1 where nothing is known, too.
    if mode is None and target in (None, TARGET_UNSAID):
        return None
    source = text(parts.get("source"))
    confidence = number(parts.get("confidence"))
    return Label(
        mode,
        target,
        source if source in LABEL_SOURCES[1:] else reading.label_source,
        1.0 if confidence is None else min(max(confidence, 0.0), 1.0),
    )


def read_outcome(value: object, reading: Reading) -> dict[str, float] | None:
    """What changed in a frame, by name or as a list in the order of `OUTCOMES`; None for nothing."""
    if (listed := items(value, FEW)) is not None and len(listed) == len(OUTCOMES):
        value = dict(zip(OUTCOMES, listed, strict=True))
    if not isinstance(value, Mapping):
        return None
    found = {name: number(value[name]) for name in OUTCOMES if value.get(name) is not None}
    if None in found.values():
        reading.left["outcomes"] += 1
    return {name: change for name, change in found.items() if change} or None
