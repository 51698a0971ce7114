"""Worst moments: where the models and the player differ most, to look at what went wrong."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.errors import UserError
from core.features import Floats, Ints
from core.formats import sources
from core.library.places import stem_of, video_of
from core.offline_figures import SeenThing, WorstMoment
from core.piece_names import recording_name
from core.profile import Profile
from core.words import HOTKEYS, PRESSES
from trainers.calibration import surprise
from trainers.judged import Judged

#: moments told of each kind, and seconds between two of them in one recording
EACH, APART = 4, 5.0
#: pixels of a picture's width in the report
_WIDTH = 480
_JPEG_QUALITY = 70


@dataclass(frozen=True)
class _Candidates:
    """K moments at which they differ in one way."""

    what: str
    at: Ints
    surprise: NDArray[np.float64]
    player: list[str]
    model: list[str]
    #: (K,) slots of the targets, -1 for none
    target: Ints
    model_target: Ints
    #: (K, 2) cursors, None where it is not about them
    xy: Floats | None = None
    model_xy: Floats | None = None


def worst_moments(answers: Judged, profile: Profile, folder: Path) -> list[WorstMoment]:
    """The moments of each kind that surprised the models most, the worst first.

    Pictures come from the videos in `folder`.
    """
    found = [_mode(answers), _target(answers), _click(answers), _hotkey(answers)]
    moments = [_told(answers, profile, item, row) for item in found for row in _apart(answers, item)]
    _add_pictures(moments, answers, folder)
    return moments


def _mode(answers: Judged) -> _Candidates:
    mode, names = answers.mode, answers.corpus.schema.modes
    rows = np.flatnonzero(~mode.right)
    best, p = mode.best[rows], mode.p[rows]
    none = np.full(len(rows), -1, np.int64)
    return _Candidates(
        "mode", mode.at[rows], surprise(p, mode.truth[rows]), [names[k] for k in mode.truth[rows]],
        [_sure(names[k], p[i, k]) for i, k in enumerate(best)], answers.corpus.target[mode.at[rows]], none,
    )  # fmt: skip


def _target(answers: Judged) -> _Candidates:
    target, corpus = answers.target, answers.corpus
    rows = np.flatnonzero(~target.right)
    truth, best, p = target.truth[rows], target.best[rows], target.p[rows]
    cls = corpus.take(target.at[rows], corpus.slots).cls

    def name(row: int, slot: int) -> str:
        return "none" if slot == corpus.slots else corpus.schema.classes[cls[row, slot]]

    return _Candidates(
        "target", target.at[rows], surprise(p, truth), [name(i, k) for i, k in enumerate(truth)],
        [_sure(name(i, k), p[i, k]) for i, k in enumerate(best)],
        np.where(truth == corpus.slots, -1, truth), np.where(best == corpus.slots, -1, best),
    )  # fmt: skip


def _click(answers: Judged) -> _Candidates:
    presses, corpus = answers.presses, answers.corpus
    rows = np.flatnonzero(presses.clicked)
    truth, p = presses.click.truth[rows], presses.click.p[rows]
    chance = p[np.arange(len(rows)), truth]
    names = [PRESSES["click"][kind] for kind in truth]
    at = presses.click.at[rows]
    return _Candidates(
        "click", at, surprise(p, truth) + presses.cursor_surprise[rows], [f"{name} click" for name in names],
        [f"{name} click {share:.0%} likely now, {error:.0%} of the window away"
         for name, share, error in zip(names, chance, presses.error[rows], strict=True)],
        corpus.target[at], np.full(len(rows), -1, np.int64), presses.xy[rows], presses.cursor[rows],
    )  # fmt: skip


def _hotkey(answers: Judged) -> _Candidates:
    presses, corpus = answers.presses, answers.corpus
    rows = np.flatnonzero(presses.hotkey.truth != 0)
    truth, p = presses.hotkey.truth[rows], presses.hotkey.p[rows]
    other = p.copy()
    other[:, 0] = 0
    at, best = presses.hotkey.at[rows], other.argmax(axis=1)
    return _Candidates(
        "hotkey", at, surprise(p, truth), [HOTKEYS[kind] for kind in truth],
        [f"{HOTKEYS[k]} {p[i, k]:.0%} likely now, {HOTKEYS[truth[i]]} {p[i, truth[i]]:.0%}"
         if k != truth[i] else f"{HOTKEYS[k]} {p[i, k]:.0%} likely now" for i, k in enumerate(best)],
        corpus.target[at], np.full(len(rows), -1, np.int64),
    )  # fmt: skip


def _sure(name: str, share: float) -> str:
    return f"{name}, {share:.0%} sure"


def _apart(answers: Judged, found: _Candidates) -> list[int]:
    """The `EACH` most surprising rows, none within `APART` seconds of a worse one."""
    clock = answers.corpus.clock[found.at]
    rows: list[int] = []
    for row in np.argsort(-found.surprise, kind="stable").tolist():
        if len(rows) == EACH:
            break
        # Two recordings lie far apart on the common clock.
        if all(abs(clock[row] - clock[other]) >= APART for other in rows):
            rows.append(row)
    return rows


def _told(answers: Judged, profile: Profile, found: _Candidates, row: int) -> WorstMoment:
    corpus, at = answers.corpus, int(found.at[row])
    scene = corpus.take(np.array([at]), corpus.slots)
    names = corpus.schema.classes
    things = []
    for slot in range(int(scene.count[0])):
        name = names[scene.cls[0, slot]]
        x, y, w, h = (round(float(value), 4) for value in scene.box[0, slot, :4])
        is_target, is_model_target = bool(slot == found.target[row]), bool(slot == found.model_target[row])
        things.append(SeenThing(name, profile.roles[name].value, x, y, w, h, is_target, is_model_target))
    return WorstMoment(
        what=found.what,
        recording=recording_name(corpus.recordings[int(corpus.recording[at])].name),
        t=round(float(corpus.t[at]), 3),
        player=found.player[row],
        model=found.model[row],
        surprise=round(float(found.surprise[row]), 3),
        things=things,
        player_xy=_place(found.xy, row),
        model_xy=_place(found.model_xy, row),
    )


def _place(xy: Floats | None, row: int) -> tuple[float, float] | None:
    return None if xy is None else (round(float(xy[row, 0]), 4), round(float(xy[row, 1]), 4))


def _add_pictures(moments: list[WorstMoment], answers: Judged, folder: Path) -> None:
    """Put the video's pictures to the moments of recordings that have a video."""
    from core.video import VideoReader

    files = {stem_of(path): path for path in sources(folder)}
    for name in {moment.recording for moment in moments}:
        video = video_of(files[name]) if name in files and files[name].is_file() else None
        if video is None or not video.is_file():
            continue
        try:
            with VideoReader(video) as reader:
                for moment in moments:
                    if moment.recording == name and (index := _frame_index(answers, moment)) >= 0:
                        moment.picture = _jpeg(reader.frame(index))
        except (UserError, IndexError):  # the drawing does without
            continue


def _frame_index(answers: Judged, moment: WorstMoment) -> int:
    for item in answers.corpus.recordings:
        if recording_name(item.name) == moment.recording:
            at = int(np.searchsorted(item.scenes.t, moment.t - 2e-3))
            if at < len(item) and abs(float(item.scenes.t[at]) - moment.t) < 2e-3:
                return int(item.frame_index[at])
    return -1


def _jpeg(picture: NDArray[np.uint8]) -> str:
    """A (height, width, 3 or 4) BGR picture in base64."""
    from PIL import Image

    image = Image.fromarray(np.ascontiguousarray(picture[..., 2::-1]))
    image.thumbnail((_WIDTH, _WIDTH))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=_JPEG_QUALITY)
    return base64.b64encode(buffer.getvalue()).decode()
