"""What a person should do about their recordings, told from the figures."""

from __future__ import annotations

from collections.abc import Iterable

from core.data_statistics import DataStatistics, Readiness
from core.profile import Profile

#: play from which training is worth while, and with which it goes well
ENOUGH_MINUTES, GOOD_MINUTES = 10, 30
#: a mode, or aiming at anything, that was seen for less than this many seconds cannot be learnt
ENOUGH_SECONDS = 20
#: clicks and hotkeys from which an Executor can be trained
ENOUGH_EVENTS = 100
#: shares from which something is worth a word
MUCH_DROPPED, MUCH_DOUBLED, MUCH_IDLE = 0.01, 0.01, 0.8


def advise(statistics: DataStatistics, profiles: Iterable[Profile]) -> list[str]:
    """Sentences on what is missing or wrong, the most important first."""
    return [*_amount(statistics), *_content(statistics, list(profiles)), *_quality(statistics)]


def readiness(statistics: DataStatistics) -> list[Readiness]:
    """For each model, whether there is enough to train it."""
    seconds = {name: 60 * statistics.minutes * count / max(1, statistics.frames) for name, count in _modes(statistics)}
    lasting = [name for name, length in seconds.items() if length >= ENOUGH_SECONDS]
    aimed = 60 * statistics.minutes * _aimed(statistics) / max(1, statistics.frames)
    events = sum(statistics.clicks.values()) + sum(statistics.hotkeys.values())
    lacks = {
        "strategist": "" if len(lasting) > 1 else f"fewer than two modes last {ENOUGH_SECONDS} s or more",
        "tactician": "" if aimed >= ENOUGH_SECONDS else f"only {aimed:.0f} s with a target",
        "executor": "" if events >= ENOUGH_EVENTS else f"only {events} clicks and keys",
    }
    minutes = _minutes(statistics)
    few = f"{minutes:.1f} min of play, at least {ENOUGH_MINUTES} are needed" if minutes < ENOUGH_MINUTES else ""
    enough = f"{minutes:.0f} min of play" + (f"; {GOOD_MINUTES} are better" if minutes < GOOD_MINUTES else "")
    return [
        Readiness(model=model, enough=not (few or lack), reason="; ".join(filter(None, (few, lack))) or enough)
        for model, lack in lacks.items()
    ]


def _minutes(statistics: DataStatistics) -> float:
    """As they are told: five recordings of two minutes are a few hundredths short of ten, which is no lack."""
    return round(statistics.minutes, 1)


def _modes(statistics: DataStatistics) -> list[tuple[str, int]]:
    return list(statistics.modes.items())


def _aimed(statistics: DataStatistics) -> int:
    return sum(count for name, count in statistics.targets.items() if name != "none")


def _amount(statistics: DataStatistics) -> list[str]:
    minutes, said = _minutes(statistics), []
    if minutes < ENOUGH_MINUTES:
        said.append(
            f"{minutes:.1f} minutes are little to learn from: record at least {ENOUGH_MINUTES}, better {GOOD_MINUTES}."
        )
    if len(statistics.rows) == 1:
        said.append("There is one recording only: record in several, so that whole ones can be kept for validation.")
    return said


def _content(statistics: DataStatistics, profiles: list[Profile]) -> list[str]:
    minutes, said = _minutes(statistics), []
    span = f"{60 * minutes:.0f} s" if minutes < 2 else f"{minutes:.0f} minutes"
    for mode in sorted({mode for profile in profiles for mode in profile.modes}):
        seconds = 60 * minutes * statistics.modes.get(mode, 0) / max(1, statistics.frames)
        if not seconds:
            said.append(f"No {mode} in {span}: record some.")
        elif seconds < ENOUGH_SECONDS:
            said.append(f"Only {seconds:.0f} s of {mode} in {span}: record more of it.")
    unused = [key for profile in profiles for key in profile.hotkeys if not statistics.hotkeys.get(key)]
    if statistics.frames and unused:
        keys = ", ".join(dict.fromkeys(unused))
        said.append(f"Never pressed: {keys}. A bot trained on this will not press them either.")
    if statistics.frames and not statistics.objects:
        said.append("No objects were found in any frame: train a detector for this game, and record with it.")
    return said


def _quality(statistics: DataStatistics) -> list[str]:
    frames, said = max(1, statistics.frames), []
    dropped, doubled = statistics.total("dropped"), statistics.total("duplicates")
    if dropped > MUCH_DROPPED * frames:
        said.append(f"{dropped} frames were dropped: close other programs while recording.")
    if doubled > MUCH_DOUBLED * frames:
        said.append(f"{doubled} frames stand twice and are left out: the clock of what recorded them stood still.")
    if statistics.idle_share > MUCH_IDLE:
        said.append(f"{statistics.idle_share:.0%} of the time nothing is pressed: trim away where nobody plays.")
    if statistics.skipped:
        files = "1 file was" if len(statistics.skipped) == 1 else f"{len(statistics.skipped)} files were"
        said.append(f"{files} left out, see why below.")
    return said
