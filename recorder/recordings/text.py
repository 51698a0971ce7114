"""Recordings in words, as a table and as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from core.edits import Edits, StretchLabel
from core.library import Followed, Row
from core.words import MODES
from recorder.report import clock

#: columns of a table that goes to a file or another program
_WIDTH = 160


def print_table(rows: Sequence[Row]) -> None:
    """Print one line a recording, as wide as the terminal."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("name", "when", "length", "frames", "player", "modes", "tags", "marks"):
        table.add_column(name, justify="right" if name in ("length", "frames") else "left")
    read = [row for row in rows if row.summary is not None]
    for row in read:
        table.add_row(*map(Text, _cells(row)))
    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else _WIDTH)
    if read:
        console.print(table)
    seconds = sum(row.seconds or 0 for row in read)
    print(f"{counted(len(read), 'recording')}, {clock(seconds)} of play that counts")
    # A sentence needs a line of its own: in a column it would be torn to pieces.
    for row in rows:
        if row.problem:
            print(row.problem)


def counted(number: int, one: str, several: str = "") -> str:
    """Such as "1 recording" and "2 recordings"."""
    return f"{number} {one if number == 1 else several or f'{one}s'}"


def _cells(row: Row) -> tuple[str, ...]:
    summary, tags = row.summary, " ".join(row.edits.tags)
    assert summary is not None, "only those that could be read stand in the table"
    length = clock(row.seconds or 0)
    if row.edits.keep:
        length += f" of {clock(summary.duration)}"
    marks = ", ".join(row.marks)
    return (
        row.name, _when(summary.created), length, str(summary.frames), summary.player,
        mode_shares(summary.modes), tags, marks,
    )  # fmt: skip


def mode_shares(modes: dict[str, int]) -> str:
    """Such as "FIGHT 60% LOOT 40%"; frames without a label are "?"."""
    total = sum(modes.values())
    order = [*MODES, *sorted(modes.keys() - {*MODES, ""}), ""]
    known = [(name, modes[name] / total) for name in order if modes.get(name)]
    return " ".join(f"{name or '?'} {share:.0%}" for name, share in known)


def row_text(row: Row, seen: Sequence[Followed] | None = None) -> str:
    """All that is known of a recording, a line each; `seen` are the objects to list, None where nobody asked."""
    lines: list[tuple[str, str]] = [("file", str(row.path))]
    if (summary := row.summary) is not None:
        lines += [
            ("recorded", f"{_when(summary.created)}, {summary.source}, profile {summary.profile}, by {summary.player}"),
            ("length", f"{clock(summary.duration)} ({summary.duration:.1f} s), {summary.frames} frames"),
            (
                "rate",
                f"{summary.frame_rate:.1f} of {summary.fps:g} fps, {summary.dropped} dropped, {summary.late} late",
            ),
            ("window", f"{summary.width}x{summary.height}, scale {summary.scale:g}"),
            ("video", "none" if not summary.video else summary.video if row.video else f"{summary.video} (missing)"),
            ("size", f"{row.bytes / 1e6:.1f} MB"),
            ("modes", mode_shares(summary.modes) or "-"),
            ("targets", _counts(summary.targets)),
            ("clicks", _counts(summary.clicks)),
            ("hotkeys", _counts(summary.hotkeys)),
            ("objects", f"{summary.objects / max(summary.frames, 1):.1f} a frame"),
        ]
    lines += [("kept", kept_words(row.edits)), ("tags", " ".join(row.edits.tags) or "-")]
    lines += [("label", _label_words(label)) for label in row.edits.labels]
    for name, value in (("note", row.edits.note), ("marks", ", ".join(row.marks)), ("problem", row.problem)):
        lines += [(name, value)] if value else []
    lines += [(f"track {item.track}", _followed_words(item)) for item in seen or ()]
    lines += [("tracks", "no object was in view")] if seen is not None and not seen else []
    return "\n".join([row.name, *(f"  {name:<9} {value}" for name, value in lines)])


def _followed_words(item: Followed) -> str:
    stretch = f"{item.start:.2f} to {item.stop:.2f} s, {counted(item.frames, 'frame')}"
    return f"{item.cls:<9} {stretch}, first at {item.x:.2f}, {item.y:.2f}"


def _label_words(label: StretchLabel) -> str:
    track = label.target_track
    target = None if track is None else "no target" if track < 0 else f"target {track}"
    return f"{label.start:g} to {label.stop:g} s: {', '.join(filter(None, (label.mode, target)))} ({label.by})"


def kept_words(edits: Edits) -> str:
    """What counts, in words."""
    if not edits.keep:
        return "all of it counts"
    stretches = ", ".join(f"{start:.2f} to {stop:.2f} s" for start, stop in edits.keep)
    return f"{stretches} {'counts' if len(edits.keep) == 1 else 'count'}"


def tag_words(edits: Edits) -> str:
    """Tags and note, in words."""
    tags = f"tagged {' '.join(edits.tags)}" if edits.tags else "no tags"
    return f"{tags}, with a note" if edits.note else tags


def as_json(rows: Sequence[Row], seen: Sequence[Sequence[Followed] | None] = ()) -> str:
    """The rows as a JSON list, each with the objects `seen` in it, where those were asked for."""
    found = [_row_json(row) for row in rows]
    for item, objects in zip(found, seen, strict=False):
        if objects is not None:
            item["objects"] = msgspec.to_builtins(objects)
    return json.dumps(found, indent=2)


def _row_json(row: Row) -> dict[str, Any]:
    return {
        "name": row.name,
        "path": str(row.path),
        "problem": row.problem,
        "marks": list(row.marks),
        "video": str(row.video) if row.video else None,
        "bytes": row.bytes,
        "seconds": row.seconds,
        "edits": msgspec.to_builtins(row.edits.state),
        "summary": msgspec.to_builtins(row.summary),
    }


def _counts(counts: dict[str, int]) -> str:
    ranked = sorted(counts.items(), key=lambda item: -item[1])
    return ", ".join(f"{name or '?'} {count}" for name, count in ranked) or "-"


def _when(created: str) -> str:
    """A moment in the local time."""
    try:
        return f"{datetime.fromisoformat(created).astimezone():%Y-%m-%d %H:%M}"
    except (ValueError, OverflowError, OSError):
        return created
