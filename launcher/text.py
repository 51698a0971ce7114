"""Words for the eye: translation, durations, sizes and times of day."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication


def tr(text: str) -> str:
    """`text` in the user's language; placeholders are filled by the caller, after the translation.

    `scripts/translations.py` collects the texts, in the empty context.
    """
    return QCoreApplication.translate("", text)


def later(text: str) -> str:
    """`text` as it is, but marked to be collected; `tr` is for where it is used, when a translation is there."""
    return text


def duration(seconds: float) -> str:
    """A length of time in its two largest units: "42 s", "3 min 05 s", "2 h 07 min"."""
    whole = max(0, round(seconds))
    if whole < 60:
        return tr("{0} s").format(whole)
    if whole < 3600:
        return tr("{0} min {1:02} s").format(*divmod(whole, 60))
    return tr("{0} h {1:02} min").format(*divmod(whole // 60, 60))


def size(count: float) -> str:
    """`count` bytes as a person says it: "12 MB"."""
    for unit in ("B", "kB", "MB", "GB"):
        if count < 1000:
            return f"{count:.0f} {unit}" if count >= 10 or unit == "B" else f"{count:.1f} {unit}"
        count /= 1000
    return f"{count:.1f} TB"


def count_words(count: int) -> str:
    """A count with its thousands apart: "54 000"."""
    return f"{count:,}".replace(",", "\u202f")


def when(moment: float, now: float) -> str:
    """A unix time as a clock time today, and with its date on other days."""
    then, today = datetime.fromtimestamp(moment), datetime.fromtimestamp(now)
    if then.date() == today.date():
        return tr("today {0}").format(f"{then:%H:%M:%S}")
    return f"{then:%Y-%m-%d %H:%M}"


def plain(value: object) -> str:
    """A JSON value for a table's cell: numbers short, the rest as they are."""
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if value is None:
        return tr("not set")
    if isinstance(value, float):
        return f"{value:.4g}" if abs(value) < 1e6 else f"{value:.0f}"
    return str(value)
