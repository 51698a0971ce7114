"""Which recordings the words in the filter ask for."""

from __future__ import annotations

from core.library import Row
from core.library.marks import VIDEO_MISSING
from launcher.mode_colors import mode_words
from launcher.text import tr


class Wanted:
    """What somebody typed: a recording is shown that has all of it."""

    def __init__(self, typed: str = "") -> None:
        words = typed.casefold().split()
        #: what to look for, each with what it asks of the video, if it does
        self._terms: list[tuple[str, frozenset[str]]] = []
        while words:
            asked, taken = _about_video(words)
            self._terms.append((" ".join(words[:taken]), asked))
            del words[:taken]

    def __contains__(self, row: Row) -> bool:
        text, video = _words_of(row), _video_of(row)
        return all(term in text or asked & video for term, asked in self._terms)


def _phrases() -> list[str]:
    return [words.casefold() for words in (tr("no video"), VIDEO_MISSING, tr("video"))]


def _about_video(words: list[str]) -> tuple[frozenset[str], int]:
    """What the first of `words` ask of the video, and how many those are; the last word may still be in typing."""
    typing: set[str] = set()
    longest = 1
    for phrase in _phrases():
        parts = phrase.split()
        if words[: len(parts)] == parts and len(parts) >= longest:
            return frozenset([phrase]), len(parts)
        if len(words) <= len(parts) and phrase.startswith(" ".join(words)):
            typing.add(phrase)
            longest = max(longest, len(words))
    return frozenset(typing), longest


def _video_of(row: Row) -> set[str]:
    no_video, missing, video = _phrases()
    if row.video:
        return {video}
    return {no_video, missing} if VIDEO_MISSING in row.marks else {no_video}


def _words_of(row: Row) -> str:
    """All else that the filter looks at, in small letters."""
    summary = row.summary
    modes = [mode_words(mode) for mode in summary.modes] if summary else []
    marks = [mark for mark in row.marks if mark != VIDEO_MISSING]
    player = summary.player if summary else ""
    return " ".join([row.name, player, row.edits.note, *row.edits.tags, *marks, *modes]).casefold()
