"""Play of the arena in a window on a larger screen, as the neighbour records it, with the real detector."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from make_owamcap import MS, START
from PySide6.QtWidgets import QApplication
from test_owamcap import window, write

from arena.renderer import ImageRenderer
from arena.view import observe
from core.formats.owamcap_import import import_owamcap
from core.home import Home
from core.profile import load_profile
from core.recording import read_recording
from core.vision.detector import Detector
from tests.arena.scenes import played

ARENA = load_profile("arena")
LEFT, TOP, WIDTH, HEIGHT = 320, 200, 1280, 720
SCREEN = (1680, 960)
FPS, FRAMES = 20, 24


def test_imported_play_has_the_hud_and_the_objects_of_the_game(qapp: QApplication, home: Home, tmp_path: Path) -> None:
    renderer = ImageRenderer(WIDTH, HEIGHT)
    messages = [window(0, LEFT, TOP, LEFT + WIDTH, TOP + HEIGHT, title=ARENA.window_title)]
    truth = []
    with av.open(str(tmp_path / "play.mkv"), "w", format="matroska") as container:
        stream = container.add_stream("libx264", rate=FPS, options={"crf": "20", "preset": "superfast"})
        stream.width, stream.height, stream.pix_fmt = *SCREEN, "yuv420p"
        stream.codec_context.time_base = Fraction(1, 1000)
        for index, scene in enumerate(played("aggressor", 3, FRAMES)):
            screen = np.full((SCREEN[1], SCREEN[0], 3), 70, np.uint8)
            screen[TOP : TOP + HEIGHT, LEFT : LEFT + WIDTH] = renderer.render_bgra(scene)[..., :3]
            frame = av.VideoFrame.from_ndarray(screen, format="bgr24").reformat(format="yuv420p")
            frame.pts, frame.time_base = index * 1000 // FPS, Fraction(1, 1000)
            container.mux(stream.encode(frame))
            truth.append(observe(scene, index / FPS))
            shown = START + index * 1000 // FPS * MS
            content = {"media_ref": {"uri": "play.mkv", "pts_ns": shown - START}, "source_shape": SCREEN}
            messages.append((shown + 3 * MS, "ScreenCaptured", json.dumps(content).encode()))
        container.mux(stream.encode())

    eye = Detector.for_profile(ARENA, home, confidence=0.35, threads=1)
    path = import_owamcap(write(tmp_path / "play.mcap", messages), ARENA, tmp_path / "recordings", eye=eye, rate=10)
    frames = read_recording(path).frames
    assert len(frames) == FRAMES
    for name in ARENA.state_names:
        off = [abs(frame.state[name] - seen.state[name]) for frame, seen in zip(frames, truth, strict=True)]
        assert np.mean(off) < 0.02, name
    inside = [
        (frame, item)
        for frame, seen in zip(frames, truth, strict=True)
        for item in seen.objects
        if 0.02 < item.x < 0.98 and 0.02 < item.y < 0.98
    ]
    found = [
        any(
            other.cls == item.cls and abs(other.x - item.x) < 0.02 and abs(other.y - item.y) < 0.03
            for other in frame.objects
        )
        for frame, item in inside
    ]
    assert np.mean(found) > 0.9
