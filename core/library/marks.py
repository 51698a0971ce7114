"""What is wrong or odd about a recording, in short words."""

from __future__ import annotations

from core.library.summaries import Summary

#: shares and seconds from which something is worth a mark
DROPPED, SHORT = 0.01, 10.0
VIDEO_MISSING = "video missing"


def quality_marks(summary: Summary, *, video_found: bool, profile_found: bool) -> tuple[str, ...]:
    """Marks in the order of their weight; none for a recording as it should be."""
    found = []
    if not profile_found:
        found.append(f"no profile {summary.profile}")
    if not summary.objects:
        found.append("no objects seen")
    if not summary.clicks and not summary.hotkeys:
        found.append("no input")
    if summary.video and not video_found:
        found.append(VIDEO_MISSING)
    if summary.recovered:
        found.append("was recovered")
    if (share := summary.dropped / max(summary.dropped + summary.frames, 1)) > DROPPED:
        found.append(f"{share:.1%} dropped")
    if summary.duration < SHORT:
        found.append(f"only {summary.duration:.0f} s long")
    if summary.gaps:
        found.append("1 pause" if summary.gaps == 1 else f"{summary.gaps} pauses")
    if len(summary.modes) == 1 and (only := next(iter(summary.modes))):
        found.append(f"only {only}")
    return tuple(found)
