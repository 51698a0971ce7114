"""What a picture costs: `python benchmarks/bench_sight.py [pictures]`.

Prints the milliseconds it takes to draw the arena at 1280x720, to read its HUD, and to find the objects in it on one
thread, and how well they are found on episodes of their own, straight and through the recorder's video.
"""

from __future__ import annotations

import io
import sys
import time
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from arena.pilots import PILOTS, load_pilot
from arena.renderer import ImageRenderer
from arena.seat import Seat
from core.profile import load_profile
from core.settings.record import RecordSettings
from core.vision.detector import Detector
from core.vision.hud import HudReader
from trainers.detector_scores import Scores, score

#: seeds of the episodes that are looked at; the detector's training draws its own from 48 bits
FIRST_SEED = 770_000
#: ticks of play, and ticks between two pictures: 3 minutes, so that deeper sectors are seen too
TICKS, EVERY = 3600, 20
Picture = NDArray[np.uint8]


def main(count: int) -> None:
    """Measure on `count` pictures of each built-in pilot's play."""
    settings = RecordSettings()
    profile = load_profile("arena")
    renderer, reader = ImageRenderer(), HudReader(profile)
    assert profile.detector_path is not None
    detector = Detector(profile.detector_path, profile.class_names, confidence=0.01, threads=1)
    pictures, true = [], []
    drawing, reading, finding = [], [], []
    found = []
    for index, name in enumerate(PILOTS):
        seat, pilot = Seat(FIRST_SEED + index), load_pilot(name)
        pilot.reset(FIRST_SEED + index)
        for tick in range(min(TICKS, count * EVERY)):
            if tick % EVERY == 0:
                scene = seat.scene()
                start = time.perf_counter()
                picture = renderer.render_bgra(scene, 0.02)
                drawn = time.perf_counter()
                reader.read(picture)
                read = time.perf_counter()
                found.append(detector.detect(picture))
                finding.append(time.perf_counter() - read)
                drawing.append(drawn - start)
                reading.append(read - drawn)
                pictures.append(picture[..., :3].copy())
                true.append(seat.observe(0.02).objects)
            seat.step(pilot.act(seat.observe()))
    for what, taken in (("draw", drawing), ("read the HUD", reading), ("find objects", finding)):
        half, most = np.quantile(np.array(taken) * 1000, (0.5, 0.99))
        print(f"{what:<14} {half:6.2f} ms, p99 {most:6.2f} ms")
    tell("straight", score(found, true, settings.confidence))
    seen = [detector.detect(picture) for picture in through_video(pictures, settings.video_crf)]
    tell(f"H.264 crf {settings.video_crf}", score(seen, true, settings.confidence))


def tell(what: str, scores: Scores) -> None:
    print(
        f"{what:<14} mAP50 {scores.map50:.4f}, mAP50-95 {scores.map50_95:.4f}, recall {scores.recall:.4f}, "
        f"precision {scores.precision:.4f}, {scores.false_per_picture:.3f} wrong a picture"
    )


def through_video(pictures: list[Picture], crf: int) -> list[Picture]:
    """Pictures after the recorder's video encoder."""
    file = io.BytesIO()
    with av.open(file, "w", format="matroska") as video:
        stream = video.add_stream("libx264", rate=30, options={"crf": str(crf), "preset": "veryfast", "g": "30"})
        stream.height, stream.width = pictures[0].shape[:2]
        stream.pix_fmt = "yuv420p"
        for picture in pictures:
            video.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="bgr24")))
        video.mux(stream.encode())
    file.seek(0)
    with av.open(file) as video:
        return [frame.to_ndarray(format="bgr24") for frame in video.decode(video=0)]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
