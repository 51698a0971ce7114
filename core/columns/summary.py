"""What is worth knowing of a recording without reading it."""

from __future__ import annotations

import msgspec


class Summary(msgspec.Struct, kw_only=True):
    """One recording in figures."""

    #: file stem
    name: str
    #: sequence or shadow
    kind: str
    profile: str
    #: who played: person or pilot:NAME
    player: str
    #: window or arena
    source: str
    #: ISO 8601, UTC
    created: str
    seed: int | None = None
    frames: int
    #: seconds
    duration: float
    #: frames a second that were asked for, and that there are
    fps: float
    frame_rate: float
    dropped: int
    late: int
    #: of the window in physical pixels, and physical pixels per logical one
    width: int
    height: int
    scale: float
    #: file name of the video beside the recording
    video: str | None = None
    #: how often each click, hotkey, recorded mode, and class of a recorded target; "" stands for frames without a label
    clicks: dict[str, int]
    hotkeys: dict[str, int]
    modes: dict[str, int]
    targets: dict[str, int]
    #: how often nothing was recorded for more than half a second
    gaps: int
    #: frames left out because their time did not advance
    duplicates: int
    #: frames with no click or hotkey within a second
    idle_frames: int
    #: objects in all frames together
    objects: int
    #: whether its recorder was cut off, and it was made of what that left behind
    recovered: bool = False
    #: size of the recording's file
    bytes: int = 0
    #: states and classes of the profile that the recording knows nothing of, and those only the recording knows
    missing: list[str] = []
    foreign: list[str] = []

    def unlike_profile(self) -> str:
        """A sentence on what the recording and its profile do not share, "" where they share all."""
        if not (self.missing or self.foreign):
            return ""
        told = [f"it says nothing of {', '.join(self.missing)}"] if self.missing else []
        told += [f"profile {self.profile!r} does not know its {', '.join(self.foreign)}"] if self.foreign else []
        return (
            f"{self.name} was recorded with other names of states and objects, and what is missing counts as 0 or not "
            f"seen: {'; '.join(told)}. Where it is of another game, take it out of the folder."
        )
