"""Data Statistics in words, for the command line."""

from __future__ import annotations

from collections.abc import Iterator

from core.data_statistics import SHARES, Counts, DataStatistics, RecordingRow

#: of `SHARES`, those that count events
_EVENTS = ("clicks", "hotkeys")


def as_text(statistics: DataStatistics) -> str:
    """All of it: totals, shares, samples, a table of the recordings, what was left out and what to do."""
    return "\n".join(_lines(statistics))


def _lines(statistics: DataStatistics) -> Iterator[str]:
    yield ""
    recordings = "1 recording" if len(statistics.rows) == 1 else f"{len(statistics.rows)} recordings"
    yield (
        f"{recordings}, {statistics.frames} frames, {_length(statistics.minutes)} "
        f"({', '.join(statistics.players)}; {', '.join(statistics.resolutions)})"
    )
    yield (
        ", ".join(f"{name} {statistics.total(name)}" for name in ("dropped", "late", "duplicates", "gaps"))
        + f", idle {statistics.idle_share:.0%}"
    )
    for name in SHARES:
        counts: Counts = getattr(statistics, name)
        uneven = statistics.imbalance(name)
        yield (
            f"{name:<8} {_shares(counts) or '-'}"
            + (f", {sum(counts.values())} in all" if name in _EVENTS else "")
            + (f"  (commonest to rarest {uneven:.0f} : 1)" if uneven is not None else "")
        )
    yield f"labels   by {_shares(statistics.labels) or '-'}"
    yield ""
    for model, counts in statistics.samples.items():
        sources = ", ".join(f"{count} {source}" for source, count in counts.items())
        yield f"samples  {model:<11} {sum(counts.values()):>8}  ({sources})"
    yield ""
    yield from _table(statistics.rows)
    yield ""
    yield from (f"left out: {reason}" for reason in statistics.skipped.values())
    for item in statistics.readiness:
        yield f"{'ready' if item.enough else 'not enough'} to train the {item.model.capitalize()}: {item.reason}"
    yield from (f"-> {line}" for line in statistics.advice)


def _shares(counts: Counts) -> str:
    total = sum(counts.values())
    ordered = sorted(counts.items(), key=lambda item: -item[1])
    return ", ".join(f"{name} {count / total:.1%}" for name, count in ordered if count)


def _length(minutes: float) -> str:
    return f"{minutes / 60:.1f} h" if minutes >= 120 else f"{minutes:.1f} min"


def _table(rows: list[RecordingRow]) -> Iterator[str]:
    head = ("recording", "player", "min", "frames", "fps", "dropped", "gaps", "idle", "size", "modes")
    cells = [
        (
            *(row.name, row.player, f"{row.minutes:.1f}", str(row.frames), f"{row.frame_rate:.1f}", str(row.dropped)),
            *(str(row.gaps), f"{row.idle_share:.0%}", row.resolution, _shares(row.modes)),
        )
        for row in rows
    ]
    widths = [max(len(line[column]) for line in (head, *cells)) for column in range(len(head))]
    for line in (head, *cells):
        yield "  ".join(f"{text:<{width}}" for text, width in zip(line, widths, strict=True)).rstrip()
