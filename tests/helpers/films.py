"""Recordings with a video whose pictures tell their own number."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from helpers.plays import frame, recording_of, thing

from core.recording import Label, Recording, write_recording
from core.video import Picture, VideoReader, VideoWriter
from core.words import Action, Click

FPS = 30
WIDTH, HEIGHT = 128, 72
#: bits of a picture's number, one block each
_BITS = 8


def numbered(number: int, width: int = WIDTH, height: int = HEIGHT) -> Picture:
    """A picture with `number` in it as black and white columns, (height, width, 4) BGRA."""
    image = np.zeros((height, width, 4), np.uint8)
    side = width // _BITS
    for bit in range(_BITS):
        image[:, bit * side : (bit + 1) * side] = 255 * (number >> bit & 1)
    return image


def number_in(picture: Picture) -> int:
    """What `numbered` put there, (height, width, 3) BGR."""
    side = picture.shape[1] // _BITS
    return sum(int(picture[:, bit * side : (bit + 1) * side].mean() > 127) << bit for bit in range(_BITS))


def filmed(folder: Path, name: str, frames: int = 75, *, first: int = 0, width: int = WIDTH, crf: int = 23) -> Path:
    """A recording of `frames` frames at 30 a second with its video; picture i shows number `first` + i."""
    folder.mkdir(parents=True, exist_ok=True)
    film = VideoWriter(folder / f"{name}.mkv", width, HEIGHT, fps=FPS, crf=crf)
    rows = []
    for index in range(frames):
        t = round(index / FPS, 5)
        while film.add(t, numbered(first + index, width)) is None:
            pass
        action = Action(0.5, 0.5, Click.LEFT if index % 30 == 5 else Click.NONE)
        rows.append(frame(t, thing("drone", 0.4 + index / 1000, 0.5), action=action, label=Label("FIGHT", 0, "pilot")))
        rows[-1].frame_index = index
    film.close()
    recording = recording_of(rows)
    recording.video = f"{name}.mkv"
    recording.window.width, recording.window.height = width, HEIGHT
    write_recording(folder / f"{name}.json", recording)
    return folder / f"{name}.json"


def numbers_by_frame(path: Path, recording: Recording) -> list[int]:
    """What each frame's picture shows."""
    assert recording.video is not None
    with VideoReader(path.parent / recording.video) as reader:
        shown = {index: number_in(picture) for index, picture in reader.read()}
    return [shown[frame.frame_index] for frame in recording.frames if frame.frame_index is not None]
