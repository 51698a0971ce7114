"""The pictures the detector learns from."""

from __future__ import annotations

from collections import Counter
from itertools import islice

import numpy as np
from PySide6.QtWidgets import QApplication

from arena.detector_data import labelled_pictures
from core.profile import load_profile


def test_the_stream_follows_its_seed(qapp: QApplication) -> None:
    first, again, other = (list(islice(labelled_pictures(seed), 6)) for seed in ("a", "a", "b"))
    for one, two in zip(first, again, strict=True):
        assert np.array_equal(one.pixels, two.pixels)
        assert one.objects == two.objects
    assert [picture.objects for picture in first] != [picture.objects for picture in other]


def test_every_class_comes_up_often_and_every_window_is_16_to_9(qapp: QApplication) -> None:
    pictures = list(islice(labelled_pictures("c"), 150))
    seen = Counter(item.cls for picture in pictures for item in picture.objects)
    assert all(seen[name] >= 10 for name in load_profile("arena").class_names), seen
    assert len({picture.pixels.shape for picture in pictures}) >= 4
    for picture in pictures:
        height, width, channels = picture.pixels.shape
        assert channels == 3
        assert abs(width * 9 / 16 - height) <= 1


def test_played_pictures_alone_come_from_several_players(qapp: QApplication) -> None:
    pictures = list(islice(labelled_pictures("d", posed_share=0.0), 12))
    assert all(picture.objects for picture in pictures[:1])
    assert len({tuple(picture.objects) for picture in pictures}) == 12


def test_a_box_lies_on_its_thing(qapp: QApplication) -> None:
    """Crates are the only yellow things of their size: in the middle of each box there is yellow."""
    hits = []
    for pixels, objects in islice(labelled_pictures("e", posed_share=1.0), 40):
        height, width = pixels.shape[:2]
        for item in objects:
            if item.cls == "crate" and item.w > 0.03 and item.h > 0.053:
                x, y, reach = item.x * width, item.y * height, 0.3 * item.w * width
                part = pixels[round(y - reach) : round(y + reach), round(x - reach) : round(x + reach)].astype(int)
                blue, _, red = part.mean(axis=(0, 1))
                hits.append(red - blue > 50)
    assert len(hits) > 20
    assert np.mean(hits) > 0.9
