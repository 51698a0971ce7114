"""Pictures of the arena with their true boxes, to train the detector on.

Some are moments of real play by the pilots, some are posed. Some went through a video encoder, as recorded pictures do.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import cycle
from random import Random
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from arena.detector_poses import posed_scene
from arena.pilots import PILOTS, load_pilot
from arena.renderer import ImageRenderer
from arena.renderer_effects import Flash
from arena.scene import TICK, Scene
from arena.seat import Seat
from arena.view import observe
from core.observation import SeenObject

#: window sizes by how often each is drawn
_SIZES = {(1280, 720): 60, (960, 540): 14, (854, 480): 6, (1600, 900): 14, (1920, 1080): 6}
#: length of an episode, and the range of ticks between two pictures of it
_EPISODE_TICKS = 1800
_PICTURE_EVERY = (10, 50)
#: share of pictures that go through the video encoder, and the range of its quality (x264's crf)
_ENCODED = 0.4
_CRF = (18, 32)
_PLAYERS = (*PILOTS, "random")


class LabelledPicture(NamedTuple):
    """A picture of the window, (height, width, 3) uint8, BGR, of a size that varies; and what is in it."""

    pixels: NDArray[np.uint8]
    objects: list[SeenObject]


def labelled_pictures(seed: str, posed_share: float = 0.5) -> Iterator[LabelledPicture]:
    """An endless stream of pictures that follows `seed` alone; streams of different seeds share no episode."""
    random = Random(f"detector pictures {seed}")
    played = _played(random)
    renderers: dict[tuple[int, int], ImageRenderer] = {}
    while True:
        scene = posed_scene(random) if random.random() < posed_share else next(played)
        size = random.choices(list(_SIZES), list(_SIZES.values()))[0]
        if size not in renderers:
            renderers[size] = ImageRenderer(*size)
        ahead = random.uniform(0.0, TICK)
        flashes = [Flash(random.random(), random.random(), random.uniform(0.0, 0.3))] if random.random() < 0.3 else []
        pixels = np.ascontiguousarray(renderers[size].render_bgra(scene, ahead, flashes)[..., :3])
        if random.random() < _ENCODED:
            pixels = _through_encoder(pixels, random.randint(*_CRF))
        yield LabelledPicture(pixels, observe(scene, 0.0, ahead).objects)


def _played(random: Random) -> Iterator[Scene]:
    """Moments of play, one pilot after the other, every episode with a seed of its own."""
    for name in cycle(_PLAYERS):
        player, seed = load_pilot(name), random.getrandbits(48)
        seat = Seat(seed)
        player.reset(seed)
        next_picture = random.randint(*_PICTURE_EVERY)
        for tick in range(_EPISODE_TICKS):
            if tick == next_picture:
                next_picture += random.randint(*_PICTURE_EVERY)
                yield seat.scene()
            seat.step(player.act(seat.observe()))


def _through_encoder(pixels: NDArray[np.uint8], crf: int) -> NDArray[np.uint8]:
    """A BGR picture (height, width, 3) as it looks after H.264 of this quality."""
    import av

    height, width = pixels.shape[:2]
    file = io.BytesIO()
    with av.open(file, "w", format="matroska") as video:
        stream = video.add_stream("libx264", rate=30, options={"crf": str(crf), "preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        video.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="bgr24")))
        video.mux(stream.encode())
    file.seek(0)
    with av.open(file) as video:
        decoded: NDArray[np.uint8] = next(video.decode(video=0)).to_ndarray(format="bgr24")
    return decoded
