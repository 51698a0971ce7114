"""Records a player at a game in lock-step: the format of a window recording, as fast as the machine goes."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Protocol

import msgspec

from arena.pilots import ask
from core.assembly import FrameAssembler
from core.columns import write_columns
from core.errors import ExitCode, UserError
from core.games.game import Game, Seat, open_game, usual_player
from core.job import log
from core.observation import Observation, Player, SeenObject
from core.profile import BUILT_IN_GAME, Profile, load_profile, of_arena
from core.recording import Frame, Header, InputEvent, Label, Recording, WindowInfo, free_name, utc_now, write_frames
from core.runs import RunWriter
from core.settings.record import RecordSettings
from core.words import HOTKEYS, Action, Click

#: digits kept of every number in the file: a hundredth of a pixel at 1280 wide
DIGITS = 5
#: a target farther than this (in fractions of the window) from where it was seen last is another object
_SAME_OBJECT = 0.1
_CLICK_NAMES = {Click.LEFT: "left", Click.RIGHT: "right", Click.DOUBLE: "double"}
DEFAULT_MINUTES = 10.0
#: ticks between two looks at whether to go on
_LOOK_UP_EVERY = 100


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

    def finish(self) -> None:
        """Complete the last frame."""
        if (last := self._assembler.finish()) is not None:
            self.frames.append(last)


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
        seat = self._seat
        now = seat.time
        seen = seat.observe()
        action = ask(self._player, seen)
        self._release(now, action)
        self._note_events(now, action)
        label, target = self._intent(seen)
        while (ahead := self._next_frame / self._fps - now) < seat.tick - 1e-9:
            shown = seen if ahead < 1e-9 else seat.observe(ahead)
            self._waiting.append(self._frame(shown, label, target, action))
        self._last_action = action
        for name, change in seat.step(action).items():
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
            if tick % _LOOK_UP_EVERY == 0 and not go_on(seat.time):
                break
            recorder.play_tick()
        recorder.finish()
    sink.finish()
    return Recording(
        **msgspec.structs.asdict(head), duration=round(seat.time, DIGITS), events=sink.events, frames=sink.frames
    )


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


def record_lockstep(settings: RecordSettings, run: RunWriter) -> dict[str, Any]:
    """Record `settings.minutes` of lock-step play in episodes, one file each; returns what was written."""
    profile = _profile(settings)
    game = open_game(profile)
    name = usual_player(game) if settings.pilot == "auto" else settings.pilot
    player = game.player(name)
    total = (settings.minutes or DEFAULT_MINUTES) * 60
    length = settings.episode_minutes * 60
    began = time.monotonic()
    played, frames, files = 0.0, 0, 0

    def go_on(seconds: float) -> bool:
        run.progress((played + seconds) / total, f"episode {files + 1}: {(played + seconds) / 60:.1f} minutes played")
        return not run.stop_requested

    # What is left may be less than a tick by rounding only; that would be an empty file.
    while (left := total - played) > game.tick / 2 and not run.stop_requested:
        recording = play_episode(
            player,
            profile,
            settings.seed + files,
            name=name,
            fps=settings.fps,
            seconds=min(length, left),
            go_on=go_on,
            game=game,
        )
        if not recording.frames:
            break
        path = save_new(settings.recordings, recording, profile)
        files += 1
        played += recording.duration
        frames += len(recording.frames)
        totals = {f"episode/{name}": value for name, value in _totals(recording.frames).items()}
        run.metrics(files, frames=frames, **totals)
        log.info("saved %s: %d frames of seed %d", path.name, len(recording.frames), settings.seed + files - 1)
    log.info(
        "%d recordings with %d frames, %.1f minutes of play, made in %.1f s: %s",
        *(files, frames, played / 60, time.monotonic() - began, settings.recordings),
    )
    return {"files": files, "frames": frames, "minutes": round(played / 60, 3), "folder": str(settings.recordings)}


def _profile(settings: RecordSettings) -> Profile:
    """The profile, of the arena where that is the source.

    Raises:
        UserError: it is of another game than the source.
    """
    profile = load_profile(settings.profile, settings.folders)
    if settings.source != "arena":
        return profile
    profile = of_arena(profile)
    if profile.environment is not None and profile.environment.name != BUILT_IN_GAME:
        raise UserError(
            f"Profile {profile.name!r} is of {profile.environment.name}, not of the arena: leave out --source arena.",
            ExitCode.BAD_INPUT,
        )
    return profile


def save_new(folder: Path, recording: Recording, profile: Profile) -> Path:
    """Write the recording under a name that no other has, with its columns, and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    frames, recording.frames = recording.frames, []
    try:
        while True:
            path = folder / f"{free_name(folder, recording.kind)}.json"
            # Others may record into the same folder at the same moment: one of them is the first.
            with suppress(FileExistsError):
                write_frames(path, recording, frames)
                write_columns(path, profile)
                return path
    finally:
        recording.frames = frames


def _totals(frames: list[Frame]) -> dict[str, float]:
    totals: dict[str, float] = {}
    for frame in frames:
        for name, change in (frame.outcome or {}).items():
            totals[name] = totals.get(name, 0) + change
    return totals
