from __future__ import annotations

import base64
import io
import itertools
from pathlib import Path

import numpy as np
import torch
from helpers.films import filmed, number_in
from helpers.plays import ARENA, untrained_models
from PIL import Image

from core.labels import fill_labels
from core.played import load_folder
from trainers.judged import judge
from trainers.worst import APART, worst_moments


def test_a_worst_moment_shows_the_videos_picture_of_that_very_frame(tmp_path: Path) -> None:
    filmed(tmp_path, "sequence_film", frames=250)
    played = [fill_labels(item, ARENA) for item in load_folder(tmp_path, ARENA)]
    moments = worst_moments(judge(untrained_models(), played, torch.device("cpu")), ARENA, tmp_path)
    assert moments
    for moment in moments:
        picture = np.asarray(Image.open(io.BytesIO(base64.b64decode(moment.picture))))
        assert number_in(picture[..., ::-1]) == round(moment.t * 30)
        (drone,) = moment.things
        assert drone.name == "drone" and drone.role == "enemy" and abs(drone.x - (0.4 + 0.03 * moment.t)) < 1e-3
    for what in {moment.what for moment in moments}:
        times = sorted(moment.t for moment in moments if moment.what == what)
        assert all(later - earlier >= APART for earlier, later in itertools.pairwise(times))


def test_without_its_video_a_moment_is_told_all_the_same(tmp_path: Path) -> None:
    filmed(tmp_path, "sequence_film", frames=60)
    (tmp_path / "sequence_film.mkv").write_bytes(b"no video")
    played = [fill_labels(item, ARENA) for item in load_folder(tmp_path, ARENA)]
    moments = worst_moments(judge(untrained_models(), played, torch.device("cpu")), ARENA, tmp_path)
    assert moments and not any(moment.picture for moment in moments)
