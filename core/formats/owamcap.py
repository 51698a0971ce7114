"""Reads OWAMcap, the recordings of open-world-agents' `ocap`: what was done when, and which picture shows it.

An `.mcap` file holds JSON messages: the window in front about once a second, keys, the mouse, and for every picture of
the screen a reference into a video beside it. Times are the messages' log times, nanoseconds of the system's clock.
"""

from __future__ import annotations

import logging
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from math import dist
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.assembly import FrameAssembler
from core.errors import ExitCode, UserError
from core.formats.owamcap_messages import Key, Mouse, Screen, Window, messages
from core.keys import WINDOWS_CODES
from core.profile import Profile
from core.recording import Frame, InputEvent, Recording, WindowInfo
from core.words import Action

log = logging.getLogger("understudy")

Longs = NDArray[np.int64]
Doubles = NDArray[np.float64]
Bools = NDArray[np.bool_]

#: what a person calls a double click: two presses this near in time and place (pixels of the screen)
_DOUBLE_NS, _DOUBLE_PIXELS = 400_000_000, 6.0
#: a held key that has not repeated for this long was let go without the recorder hearing it
_REPEAT_WITHIN_NS = 1_500_000_000
#: a key's state is polled beside its events: so near to one of them it may be older or newer than it
_UNSURE_NS = 100_000_000
#: a picture further than this from where a message says it is, is another
_NEAR_NS = 100_000_000
#: a moment further than this from the middle one was logged with a wrong time
_DAY_NS = 86_400_000_000_000
#: pixels by which a window may miss the screen's edge and still fill it
_EDGE = 2
#: no window is larger, in pixels
_LARGEST = 16_384
_DIGITS = 5

_KEYS = {**WINDOWS_CODES, 0x20: "Space", 0x11: "Ctrl", 0xA2: "Ctrl", 0xA3: "Ctrl"}


@dataclass
class Trace:
    """What an OWAMcap file tells of one game: N moments at which a picture was taken while it was in front."""

    title: str
    #: log time of the first moment, nanoseconds since 1970
    start_ns: int
    #: (N,) seconds since then, rising
    t: Doubles
    #: (N,) time in the video, nanoseconds, -1 where there is no picture
    pts_ns: Longs
    #: (N, 2) cursor in 0..1 of the window
    cursor: Doubles
    #: (N, 4) left, top, right, bottom of the window on the screen
    rect: Doubles
    #: width and height of the screen, None where the file does not say
    screen: tuple[int, int] | None
    #: the video beside the file, None where there is none
    video: Path | None
    events: list[InputEvent]
    #: pictures left out because another window was in front
    hidden: int

    def __len__(self) -> int:
        return len(self.t)

    @property
    def rate(self) -> float:
        """Moments a second, as a rule. The video's times are steadier than the messages'."""
        steps = np.diff(self.pts_ns / 1e9 if np.all(self.pts_ns >= 0) else self.t)
        steps = steps[steps > 0]
        return round(1 / float(np.median(steps)), 3) if len(steps) else 1.0

    def fills(self, width: int, height: int) -> bool:
        """Whether a picture of the screen, `width` by `height` pixels, shows the window and nothing else throughout."""
        return not self.hidden and bool(self.as_large_as(np.array(self.screen or (width, height))).all())

    def as_large_as(self, screen: Longs) -> Bools:
        """(N,) whether the window was as large as the screen (2,)."""
        large: Bools = np.all(np.abs(self.rect[:, 2:] - self.rect[:, :2] - screen) <= _EDGE, axis=1)
        return large

    def head(self, profile: Profile) -> Recording:
        """The recording it becomes, without its frames and its video."""
        left, top, right, bottom = self.rect[0]
        return Recording(
            profile=profile.name,
            source="import:owamcap",
            created=datetime.fromtimestamp(self.start_ns / 1e9, UTC).isoformat(timespec="milliseconds"),
            fps=self.rate,
            window=WindowInfo(self.title, round(right - left), round(bottom - top)),
            classes=list(profile.class_names),
            state_names=list(profile.state_names),
            hotkeys=list(profile.hotkeys),
            duration=max([float(self.t[-1]), *(event.t for event in self.events[-1:])]),
            events=self.events,
        )

    def frames(self, picture: Longs, state: Doubles, state_names: tuple[str, ...]) -> Iterator[Frame]:
        """The frames in order, complete with clicks and hotkeys, with no objects.

        `picture` (N,) is each one's index in the video, -1 for none; `state` (N, S) its HUD numbers.
        """
        assembler = FrameAssembler()
        for event in self.events:
            assembler.add_event(event)
        for place in range(len(self)):
            index = int(picture[place])
            x, y = self.cursor[place].tolist()
            frame = Frame(
                t=float(self.t[place]),
                state=dict(zip(state_names, state[place].tolist(), strict=True)),
                objects=[],
                action=Action(x, y),
                frame_index=index if index >= 0 else None,
            )
            if (done := assembler.add_frame(frame)) is not None:
                yield done
        if (last := assembler.finish()) is not None:
            yield last


def claims(path: Path) -> bool:
    """Whether this is for us to read."""
    return path.suffix.lower() == ".mcap" and path.is_file()


def read(path: Path, profile: Profile) -> Recording:
    """The recording of the profile's game. It has no objects and no HUD numbers: `import_owamcap` finds those.

    Its frames have pictures where the video beside it shows the game's window only.

    Raises:
        UserError: the file is damaged, no OWAMcap, or the game was never in front.
    """
    from core.formats.owamcap_import import SourceVideo

    trace = read_trace(path, profile)
    recording = trace.head(profile)
    picture = np.full(len(trace), -1, np.int64)
    if trace.video is not None:
        source = SourceVideo(trace.video)
        if trace.fills(source.width, source.height):
            recording.video = trace.video.name
            picture = source.places(trace.pts_ns)
    recording.frames = list(trace.frames(picture, np.zeros((len(trace), 0)), ()))
    return recording


def read_trace(path: Path, profile: Profile) -> Trace:
    """What the file tells of the profile's game.

    Raises:
        UserError: the file is damaged, no OWAMcap, or the game was never in front.
    """
    gathered = _Gathered(frozenset(profile.hotkeys))
    for moment, kind, message in messages(path):
        gathered.add(moment, kind, message)
    return gathered.trace(path, profile)


def nearest(times: Longs, wanted: Longs) -> Longs:
    """For each time wanted, the place of the nearest of `times` (rising), -1 where none is near. Nanoseconds."""
    if not len(times):
        return np.full(len(wanted), -1, np.int64)
    after = np.clip(np.searchsorted(times, wanted), 1, max(1, len(times) - 1))
    before = after - 1
    after = np.minimum(after, len(times) - 1)
    place = np.where(wanted - times[before] <= times[after] - wanted, before, after)
    return np.where((wanted >= 0) & (np.abs(times[place] - wanted) <= _NEAR_NS), place, -1)


class _Gathered:
    """Takes in a file's messages, in order of time."""

    def __init__(self, hotkeys: frozenset[str]) -> None:
        self._hotkeys = hotkeys
        self._windows: list[Window] = []
        self._videos: dict[str, int] = {}
        self._screen: tuple[int, int] | None = None
        self._cursor: tuple[float, float] | None = None
        #: when each held key was last heard of
        self._held: dict[int, int] = {}
        #: when each key last went down or up
        self._heard: dict[int, int] = {}
        #: the left press that a next one may make a double click of
        self._last_left: tuple[int, float, float] | None = None
        # A moment's log time, time in its video, video, cursor and window (-1 before the first is known); the same of
        # an event, without the video.
        self._frame_ns, self._pts, self._video, self._frame_window = array("Q"), array("q"), array("q"), array("q")
        self._x, self._y = array("d"), array("d")
        self._events: list[tuple[int, str, str, float, float, int]] = []

    def add(self, moment: int, kind: str, message: Any) -> None:
        """Take in one message logged at `moment`."""
        if kind == "WindowInfo":
            if not self._windows or self._windows[-1] != message:
                self._windows.append(message)
        elif kind == "KeyboardEvent":
            self._key(moment, message)
        elif kind == "KeyboardState":
            self._key_state(moment, set(message.buttons))
        elif kind == "MouseState":
            self._cursor = message.x, message.y
        elif kind == "MouseEvent":
            self._cursor = message.x, message.y
            if message.event_type == "click" and message.pressed and message.button in ("left", "right"):
                self._click(moment, message)
        else:
            self._picture(moment, message)

    def _picture(self, moment: int, message: Screen) -> None:
        self._screen = self._screen or message.source_shape or message.original_shape
        name, pts = message.where()
        x, y = self._cursor or (float("nan"), float("nan"))
        self._frame_ns.append(moment)
        self._pts.append(pts)
        self._video.append(self._videos.setdefault(name, len(self._videos)))
        self._x.append(x)
        self._y.append(y)
        self._frame_window.append(len(self._windows) - 1)

    def _key(self, moment: int, message: Key) -> None:
        key = message.vk
        self._heard[key] = moment
        if message.event_type != "press":
            self._held.pop(key, None)
            return
        last, self._held[key] = self._held.get(key), moment
        repeats = last is not None and moment - last < _REPEAT_WITHIN_NS
        if not repeats and (name := _KEYS.get(key)) in self._hotkeys:
            x, y = self._cursor or (float("nan"), float("nan"))
            self._events.append((moment, "key", str(name), x, y, len(self._windows) - 1))

    def _key_state(self, moment: int, down: set[int]) -> None:
        for key in down | self._held.keys():
            if moment - self._heard.get(key, 0) > _UNSURE_NS:
                if key in down:
                    self._held[key] = moment
                else:
                    del self._held[key]

    def _click(self, moment: int, message: Mouse) -> None:
        name, last = str(message.button), self._last_left
        if name == "left":
            self._last_left = moment, message.x, message.y
            if (
                last is not None
                and moment - last[0] < _DOUBLE_NS
                and dist(last[1:], (message.x, message.y)) <= _DOUBLE_PIXELS
            ):
                name, self._last_left = "double", None
        self._events.append((moment, "click", name, message.x, message.y, len(self._windows) - 1))

    def trace(self, path: Path, profile: Profile) -> Trace:
        """What was taken in, of the profile's window."""
        if not self._frame_ns:
            raise UserError(f"{path} holds no pictures of a screen, so it is no OWAMcap recording.", ExitCode.NO_DATA)
        if not self._windows:
            # Only then can nobody say which window it was: the whole screen stands for it.
            width, height = self._screen or (0, 0)
            if not width:
                raise UserError(f"{path} tells neither the window nor the screen's size.", ExitCode.NO_DATA)
            self._windows.append(Window(profile.window_title, (0, 0, width, height)))
        rects = np.array([window.rect for window in self._windows], np.float64)
        ours = np.array([profile.window_title.casefold() in window.title.casefold() for window in self._windows])
        sizes = rects[:, 2:] - rects[:, :2]
        ours &= np.all((sizes > 0) & (sizes <= _LARGEST), axis=1)

        ns = np.array(self._frame_ns, np.uint64)
        # What comes before the first word about the window is taken to be that one's already.
        window = np.maximum(np.array(self._frame_window, np.int64), 0)
        middle = int(np.sort(ns)[len(ns) // 2])
        near = np.maximum(ns, middle) - np.minimum(ns, middle) <= _DAY_NS
        running = np.concatenate(([0], np.maximum.accumulate(np.where(near, ns, 0))[:-1]))
        kept = ours[window] & near & (ns > running)
        if not kept.any():
            titles = ", ".join(sorted({repr(item.title) for item in self._windows})[:5])
            raise UserError(
                f"{path} holds no pictures of a window titled {profile.window_title!r}, only of {titles}: give the "
                "profile of the game that was recorded.",
                ExitCode.NO_DATA,
            )
        start = int(ns[kept][0])
        rect = rects[window[kept]]
        on_screen: Doubles = np.array((self._x, self._y), np.float64).T[kept]
        cursor: Doubles = (on_screen - rect[:, :2]) / (rect[:, 2:] - rect[:, :2])
        video = np.array(self._video)[kept]
        chosen = Counter(video.tolist()).most_common(1)[0][0]
        name = next(name for name, place in self._videos.items() if place == chosen)
        return Trace(
            title=next(window.title for window, mine in zip(self._windows, ours, strict=True) if mine),
            start_ns=start,
            t=np.round((ns[kept] - np.uint64(start)) / 1e9, 6),
            pts_ns=np.where(video == chosen, np.array(self._pts, np.int64)[kept], -1),
            cursor=np.clip(np.nan_to_num(cursor, nan=0.5), 0.0, 1.0).round(_DIGITS),
            rect=rect,
            screen=self._screen,
            video=_beside(path, name),
            events=list(self._events_of(ours, start, middle + _DAY_NS)),
            hidden=int(np.count_nonzero(~ours[window])),
        )

    def _events_of(self, ours: Bools, start: int, end: int) -> Iterator[InputEvent]:
        """The events in the window, from `start` to `end`."""
        for moment, kind, name, x, y, window in self._events:
            window = max(window, 0)
            left, top, right, bottom = self._windows[window].rect
            inside = left <= x < right and top <= y < bottom
            if not start <= moment <= end or not ours[window] or (kind == "click" and not inside):
                continue
            at = np.clip(np.nan_to_num(((x - left) / (right - left), (y - top) / (bottom - top)), nan=0.5), 0.0, 1.0)
            fx, fy = np.round(at, _DIGITS).tolist()
            yield InputEvent(round((moment - start) / 1e9, 6), "click" if kind == "click" else "key", name, fx, fy)


def _beside(path: Path, name: str) -> Path | None:
    """The video a message names, looked for in the recording's folder only: nobody else's files are any of ours."""
    if not name:
        return None
    last = PureWindowsPath(PurePosixPath(name).name).name
    folder = path.parent.resolve()
    for candidate in (folder / name, folder / last, path.with_suffix(".mkv")):
        try:
            if candidate.resolve().is_relative_to(folder) and candidate.is_file():
                return candidate
        except (OSError, ValueError):
            continue
    log.warning("The video %s of %s is not beside it: its frames have no pictures.", last, path.name)
    return None
