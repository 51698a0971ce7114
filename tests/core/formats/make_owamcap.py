"""Writes the OWAMcap fixtures with the real tool's writer.

Run once a version, each in an environment that holds that version of mcap-owa-support, owa-core and owa-msgs (0.3.2:
owa-env-desktop and owa-env-gst instead of owa-msgs), and once with `video` in any environment that has PyAV and numpy:

    python tests/core/formats/make_owamcap.py video tests/core/formats/fixtures/owamcap
    python tests/core/formats/make_owamcap.py 0.5.1 tests/core/formats/fixtures/owamcap

What happens in them is told in `SCRIPT`. Every picture of the video shows its own index, see `draw`.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

MS = 1_000_000
START = 1_750_000_000_000_000_000
SCREEN = (320, 180)
#: left, top, right, bottom of the game in `part_*`; in `full_*` it covers the screen, and nothing else comes in front
PART = (64, 36, 256, 144)
FULL = (0, 0, *SCREEN)
FPS, PICTURES = 30, 60
#: pictures whose message the recorder lost
LOST = (7, 8)
#: a message is written this long after its picture was taken, give or take
DELAY_MS = (4, 9, 2, 6)
TITLE = "Outer Belt - arena"

#: (milliseconds, topic, what): `window` active, `held` keys, key `down` or `up`, `move`, button `press` or `release`
SCRIPT: list[tuple[int, str, Any]] = [
    (0, "window", TITLE),
    # Q was held before the recording began: its repeats are no press, the next one after its release is.
    (0, "held", [0x51]),
    (1, "mouse_held", (160, 90)),
    (30, "down", 0x51),
    (200, "up", 0x51),
    (250, "down", 0x51),
    (290, "up", 0x51),
    # 1, held until it repeats: one press.
    (300, "down", 0x31),
    *[(800 + 33 * count, "down", 0x31) for count in range(5)],
    (960, "up", 0x31),
    # A is none of the profile's keys.
    (400, "down", 0x41),
    (420, "up", 0x41),
    (480, "move", (100, 60)),
    (500, "press", (100, 60, "left")),
    (540, "release", (100, 60, "left")),
    # Two presses near each other in time and place, more than 0.4 s after the first click: a double click.
    (950, "press", (120, 70, "left")),
    (980, "release", (120, 70, "left")),
    (1100, "press", (122, 71, "left")),
    (1130, "release", (122, 71, "left")),
    (1200, "move", (200, 100)),
    (1210, "press", (200, 100, "right")),
    (1230, "release", (200, 100, "right")),
    # Mail is in front for a while: nothing of it counts.
    (1300, "window", "Mail"),
    (1350, "down", 0x32),
    (1370, "up", 0x32),
    (1400, "press", (180, 90, "left")),
    (1420, "release", (180, 90, "left")),
    (1500, "window", TITLE),
    # Left Ctrl, the space bar, and 2 of the number pad, which is a 2.
    (1600, "down", 0xA2),
    (1640, "up", 0xA2),
    (1700, "down", 0x20),
    (1740, "up", 0x20),
    (1800, "down", 0x62),
    (1840, "up", 0x62),
]


def cursor_at(ms: float) -> tuple[int, int]:
    """Where the script has the cursor on the screen."""
    place = (160, 90)
    for when, what, value in sorted(SCRIPT, key=lambda line: line[0]):
        if when <= ms and what in ("move", "press", "mouse_held"):
            place = value[:2]
    return place


def picture_ms(index: int) -> float:
    return index * 1000 / FPS


def message_ms(index: int) -> float:
    return picture_ms(index) + DELAY_MS[index % len(DELAY_MS)]


def draw(index: int) -> Any:
    """(180, 320, 3) RGB: six squares inside `PART` spell the index in binary, most significant first."""
    import numpy as np

    picture = np.full((SCREEN[1], SCREEN[0], 3), 40, np.uint8)
    left, top, right, bottom = PART
    picture[top:bottom, left:right] = 90
    for bit in range(6):
        if index >> (5 - bit) & 1:
            picture[top + 16 : top + 48, left + 32 * bit : left + 32 * (bit + 1)] = 230
    return picture


def write_video(path: Path) -> None:
    import av

    with av.open(str(path), "w", format="matroska") as container:
        stream = container.add_stream("libx264", rate=FPS, options={"crf": "30", "preset": "veryslow"})
        stream.width, stream.height, stream.pix_fmt = *SCREEN, "yuv420p"
        stream.codec_context.time_base = Fraction(1, 1000)
        for index in range(PICTURES):
            frame = av.VideoFrame.from_ndarray(draw(index), format="rgb24")
            frame.pts, frame.time_base = round(picture_ms(index)), Fraction(1, 1000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())


class Messages:
    """The message classes of one version."""

    def __init__(self, version: str) -> None:
        self._version = tuple(map(int, version.split(".")))
        if self._version < (0, 4):
            self.keyboard = self.mouse = self.window = importlib.import_module("owa.env.desktop.msg")
            # The package itself wants GStreamer; its messages do not.
            found = importlib.util.find_spec("owa.env")
            where = Path(next(iter(found.submodule_search_locations))) / "gst" / "msg.py"
            spec = importlib.util.spec_from_file_location("gst_msg", where)
            self._screen = importlib.util.module_from_spec(spec)
            sys.modules["gst_msg"] = self._screen
            spec.loader.exec_module(self._screen)
        else:
            self.keyboard, self.mouse, self.window, self._screen = (
                importlib.import_module(f"owa.msgs.desktop.{name}")
                for name in ("keyboard", "mouse", "window", "screen")
            )

    def screen(self, video: str, index: int) -> Any:
        """What refers to a picture, in this version's fields."""
        pts = round(picture_ms(index) * MS)
        utc_ns = START + pts
        if self._version < (0, 4):
            return self._screen.ScreenEmitted(path=video, pts=pts, utc_ns=utc_ns)
        new = self._screen.ScreenCaptured
        if self._version < (0, 5):
            return new(path=video, pts=pts, utc_ns=utc_ns, original_shape=SCREEN, shape=SCREEN)
        if self._version < (0, 5, 1):
            ref = {"type": "external_video", "path": video, "pts_ns": pts}
        else:
            ref = {"uri": video, "pts_ns": pts}
        return new(media_ref=ref, utc_ns=utc_ns, source_shape=SCREEN, shape=SCREEN)


def messages(new: Messages, video: str, rect: tuple[int, int, int, int]) -> list[tuple[float, str, Any]]:
    """(milliseconds, topic, message) in order of time."""
    out: list[tuple[float, str, Any]] = []
    for ms, what, value in SCRIPT:
        if what == "window":
            if rect == FULL and ms:
                continue
            area = rect if value == TITLE else (10, 10, 300, 170)
            out.append((ms, "window", new.window.WindowInfo(title=value, rect=area, hWnd=1)))
        elif what == "held":
            out.append((ms, "keyboard/state", new.keyboard.KeyboardState(buttons=set(value))))
        elif what == "mouse_held":
            state = new.mouse.MouseState(x=value[0], y=value[1], buttons={"left"})
            out.append((ms, "mouse/state", state))
        elif what in ("down", "up"):
            kind = "press" if what == "down" else "release"
            out.append((ms, "keyboard", new.keyboard.KeyboardEvent(event_type=kind, vk=value)))
        elif what == "move":
            out.append((ms, "mouse", new.mouse.MouseEvent(event_type="move", x=value[0], y=value[1])))
        else:
            x, y, button = value
            event = new.mouse.MouseEvent(event_type="click", x=x, y=y, button=button, pressed=what == "press")
            out.append((ms, "mouse", event))
    for index in range(PICTURES):
        if index not in LOST:
            out.append((message_ms(index), "screen", new.screen(video, index)))
    return sorted(out, key=lambda item: item[0])


def write_mcap(path: Path, version: str, rect: tuple[int, int, int, int], video: str) -> None:
    from mcap_owa.highlevel import OWAMcapWriter

    with path.open("wb") as file, OWAMcapWriter(file) as writer:
        for ms, topic, message in messages(Messages(version), video, rect):
            moment = START + round(ms * MS)
            try:
                writer.write_message(message, topic=topic, timestamp=moment)
            except TypeError:
                # Before 0.5.1 the topic came first.
                writer.write_message(topic, message, log_time=moment)


def main() -> None:
    version, folder = sys.argv[1], Path(sys.argv[2])
    if version == "video":
        write_video(folder / "screen.mkv")
        return
    write_mcap(folder / f"full_{version}.mcap", version, FULL, "screen.mkv")
    write_mcap(folder / f"part_{version}.mcap", version, PART, "screen.mkv")


if __name__ == "__main__":
    main()
