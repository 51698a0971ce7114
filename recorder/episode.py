"""One episode of a game played in lock-step, as a recording: the format of a window's, as fast as the machine goes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import Protocol

import msgspec

from arena.pilots import ask
from core.assembly import FrameAssembler
from core.games.game import Game, Seat, open_game
from core.observation import Observation, Player, SeenObject
from core.profile import Profile
from core.recording import Frame, Header, InputEvent, Label, Recording, WindowInfo, utc_now
from core.words import HOTKEYS, Action, Click

#: digits kept of every number in the file: a hundredth of a pixel at 1280 wide
DIGITS = 5
#: a target farther than this (in fractions of the window) from where it was seen last is another object
_SAME_OBJECT = 0.1
_CLICK_NAMES = {Click.LEFT: "left", Click.RIGHT: "right", Click.DOUBLE: "double"}
#: ticks between two looks at whether to go on
LOOK_UP_EVERY = 100


class Sink(Protocol):
    """Takes what is recorded, in the order of time."""

    def frame(self, frame: Frame) -> None:
        """One frame, its action holding the cursor only."""

    def event(self, event: InputEvent) -> None:
        """One click or hotkey."""


class InMemory:
    """Keeps what is recorded, each frame complete with the clicks and hotkeys made in it."""

    def __init__(self) -> None:
        self._assembler = FrameAssembler()
        self.frames: list[Frame] = []
        self.events: list[InputEvent] = []

    def frame(self, frame: Frame) -> None:
        """One frame, its action holding the cursor only."""
        if (done := self._assembler.add_frame(frame)) is not None:
            self.frames.append(done)

    def event(self, event: InputEvent) -> None:
        """One click or hotkey."""
        self.events.append(event)
        self._assembler.add_event(event)

    def recording(self, head: Header, duration: float) -> Recording:
        """All of it, `duration` seconds long, with the last frame complete."""
        if (last := self._assembler.finish()) is not None:
            self.frames.append(last)
        return Recording(
            **msgspec.structs.asdict(head), duration=round(duration, DIGITS), events=self.events, frames=self.frames
        )


class EpisodeRecorder:
    """Plays one episode and hands on its frames and events.

    The player answers at the game's ticks; frames are taken at `fps`. A frame in between two ticks shows what the
    window would show then: everything extrapolated, and the cursor on its way from one answer to the next.
    """

    def __init__(self, seat: Seat, player: Player, fps: float, sink: Sink) -> None:
        self._seat = seat
        self._player = player
        self._fps = fps
        self._sink = sink
        #: frames whose cursor is known once the player has answered the next tick
        self._waiting: list[Frame] = []
        self._outcome: dict[str, float] = {}
        self._last_action: Action | None = None
        self._next_frame = 0

    def play_tick(self) -> None:
        """Let the player answer one tick, and take the frames due until the next."""
        self.carry_out(self.write_down(self._seat.observe()))

    def write_down(self, seen: Observation) -> Action:
        """Ask the player what it does about what is `seen` now, and take the frames due until the next tick."""
        seat = self._seat
        now = seat.time
        action = ask(self._player, seen)
        self._release(now, action)
        self._note_events(now, action)
        label, target = self._intent(seen)
        while (ahead := self._next_frame / self._fps - now) < seat.tick - 1e-9:
            shown = seen if ahead < 1e-9 else seat.observe(ahead)
            self._waiting.append(self._frame(shown, label, target, action))
        self._last_action = action
        return action

    def carry_out(self, action: Action) -> None:
        """Let the game go on to the next tick with `action`, the player's own or another's."""
        for name, change in self._seat.step(action).items():
            self._outcome[name] = self._outcome.get(name, 0) + change

    def finish(self) -> None:
        """Hand on the frames still in hand."""
        for frame in self._waiting:
            self._sink.frame(frame)
        self._waiting.clear()

    def _release(self, now: float, action: Action) -> None:
        """Move the cursor of the last tick's frames towards the new answer, and hand them on."""
        if (before := self._last_action) is not None:
            for frame in self._waiting:
                share = 1 - (now - frame.t) / self._seat.tick
                x = before.x + (action.x - before.x) * share
                y = before.y + (action.y - before.y) * share
                frame.action = Action(round(x, DIGITS), round(y, DIGITS))
        self.finish()

    def _note_events(self, now: float, action: Action) -> None:
        t, x, y = round(now, DIGITS), round(action.x, DIGITS), round(action.y, DIGITS)
        if action.click != Click.NONE:
            self._sink.event(InputEvent(t, "click", _CLICK_NAMES[Click(action.click)], x, y))
        if action.hotkey:
            self._sink.event(InputEvent(t, "key", HOTKEYS[action.hotkey], x, y))

    def _intent(self, seen: Observation) -> tuple[Label | None, SeenObject | None]:
        """What the player says it is after, where it is one that says so."""
        mode = getattr(self._player, "mode", None)
        if mode is None:
            return None, None
        target: int | None = getattr(self._player, "target", None)
        if target is not None and not 0 <= target < len(seen.objects):
            target = None
        return Label(str(mode), source="pilot"), None if target is None else seen.objects[target]

    def _frame(self, shown: Observation, label: Label | None, target: SeenObject | None, action: Action) -> Frame:
        if label is not None:
            index = None if target is None else _find(target, shown.objects)
            label = Label(label.mode, index, label.source)
        frame = Frame(
            t=round(self._next_frame / self._fps, DIGITS),
            state={name: round(value, DIGITS) for name, value in shown.state.items()},
            objects=[_rounded(item) for item in shown.objects],
            action=Action(round(action.x, DIGITS), round(action.y, DIGITS)),
            label=label,
            outcome=self._outcome or None,
        )
        self._outcome = {}
        self._next_frame += 1
        return frame


def _rounded(item: SeenObject) -> SeenObject:
    return SeenObject(
        item.cls,
        round(item.x, DIGITS),
        round(item.y, DIGITS),
        round(item.w, DIGITS),
        round(item.h, DIGITS),
        round(item.conf, DIGITS),
    )


def _find(target: SeenObject, objects: list[SeenObject]) -> int | None:
    """Index of the object of the target's class nearest to where the target was, or None where none is near."""
    best, best_distance = None, _SAME_OBJECT
    for index, item in enumerate(objects):
        if item.cls == target.cls:
            distance = max(abs(item.x - target.x), abs(item.y - target.y))
            if distance < best_distance:
                best, best_distance = index, distance
    return best


def play_episode(
    player: Player,
    profile: Profile,
    seed: int,
    *,
    name: str,
    fps: float,
    seconds: float,
    go_on: Callable[[float], bool] = lambda played: True,
    game: Game | None = None,
) -> Recording:
    """Let the pilot `player`, called `name` in the file, play `seconds` of the profile's game on `seed`.

    `go_on` is told now and then how many seconds are done, and ends the episode early by answering False. Opening a
    game takes a while: who has done so gives `game`.
    """
    game = game or open_game(profile)
    head = head_of(game, f"pilot:{name}", seed, fps)
    player.reset(seed)
    sink = InMemory()
    with closing(game.seat(seed)) as seat:
        recorder = EpisodeRecorder(seat, player, head.fps, sink)
        for tick in range(max(1, round(seconds / game.tick))):
            if tick % LOOK_UP_EVERY == 0 and not go_on(seat.time):
                break
            recorder.play_tick()
        recorder.finish()
    return sink.recording(head, seat.time)


def head_of(game: Game, player: str, seed: int, fps: float) -> Header:
    """What a recording of this game, which begins now, says of itself."""
    profile = game.profile
    return Header(
        profile=profile.name,
        source=game.source,
        player=player,
        seed=seed,
        created=utc_now(),
        # Of a game that stands still between two ticks more frames would tell nothing more.
        fps=fps if game.smooth else min(fps, 1 / game.tick),
        window=WindowInfo(profile.window_title, *game.size),
        classes=list(profile.class_names),
        state_names=list(profile.state_names),
        hotkeys=list(profile.hotkeys),
    )
