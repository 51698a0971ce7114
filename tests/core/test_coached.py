from __future__ import annotations

import logging
from pathlib import Path

import pytest
from helpers.plays import ARENA, frame, recording_of, thing

from core.coached import coached, corrections_for
from core.edits import change_edits, relabel
from core.formats.corrections import Correction, Decision, write_corrections
from core.home import CORRECTIONS
from core.played import NO_TARGET, Played, load_folder
from core.recording import LABEL_SOURCES, Label, write_recording
from core.words import MODES, Action

DRONE, ORE = thing("drone", 0.4, 0.5), thing("ore", 0.8, 0.2)
SEEN = [ORE, DRONE]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Three frames, the second labelled by a pilot, the third by a person."""
    frames = [
        frame(0.0, DRONE, ORE),
        frame(0.1, DRONE, ORE, label=Label("FIGHT", 0, "pilot")),
        frame(0.2, DRONE, ORE, label=Label("LOOT", 1, "person")),
    ]
    folder = tmp_path / "recordings"
    folder.mkdir()
    write_recording(folder / "sequence_a.json", recording_of(frames))
    return folder / "sequence_a.json"


def read(path: Path) -> Played:
    (played,) = load_folder(path.parent, ARENA)
    return played


def labels(played: Played) -> list[tuple[str, int, str]]:
    """Mode, slot of the target and source of each frame."""
    return [
        (MODES[mode].value if mode >= 0 else "", int(target), LABEL_SOURCES[source])
        for mode, target, source in zip(played.mode, played.target, played.label_source, strict=True)
    ]


def test_corrections_label_the_moments_they_are_about_and_a_persons_word_stands(path: Path) -> None:
    before = labels(read(path))
    slot = before[1][1]
    corrections = [
        Correction(recording="sequence_a", t=0.15, objects=SEEN, better=Decision("FLEE", None), confidence=0.5),
        Correction(recording="sequence_a", frame=0, objects=SEEN, better=Decision(target=1)),
        Correction(recording="sequence_a", frame=2, objects=SEEN, better=Decision("FLEE", None)),
        Correction(recording="sequence_b", frame=0, better=Decision("LOOT")),
        Correction(frame=0, better=Decision("LOOT")),
    ]
    (path.parent.parent / CORRECTIONS).mkdir()
    write_corrections(path.parent.parent / CORRECTIONS / "v2_corrections_1.json", corrections, profile="arena")
    played = read(path)
    assert labels(played) == [("", slot, "coach"), ("FLEE", NO_TARGET, "coach"), before[2]]
    assert played.confidence[1] == 0.5


@pytest.mark.parametrize(
    "correction",
    [
        Correction(t=-0.1, better=Decision("FLEE")),
        Correction(t=0.31, better=Decision("FLEE")),
        Correction(frame=3, better=Decision("FLEE")),
        Correction(frame=-1, better=Decision("FLEE")),
        Correction(better=Decision("FLEE")),
        Correction(frame=0, better=Decision(action=Action(0.5, 0.5))),
        # a target that is not in view there, or that nobody can tell
        Correction(frame=0, objects=[thing("drone", 0.46, 0.5)], better=Decision(target=0)),
        Correction(frame=0, objects=[thing("raider", 0.4, 0.5)], better=Decision(target=0)),
        Correction(frame=0, objects=[thing("nothing known", 0.4, 0.5)], better=Decision(target=0)),
        Correction(frame=0, objects=SEEN, better=Decision(target=7)),
        Correction(frame=0, better=Decision(target=0)),
    ],
)
def test_a_correction_that_speaks_of_no_moment_or_target_here_changes_nothing(
    path: Path, correction: Correction
) -> None:
    played = read(path)
    assert labels(coached(played, [correction], ARENA)) == labels(played)


def test_what_a_person_says_later_wins_and_a_damaged_file_is_told_once(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = path.parent.parent / CORRECTIONS
    folder.mkdir()
    spoken = [Correction(recording="sequence_a", frame=k, better=Decision("FLEE")) for k in (0, 1)]
    write_corrections(folder / "v2_corrections_1.json", spoken, profile="arena")
    (folder / "v2_corrections_2.json").write_text("{")
    write_recording(path.with_name("sequence_b.json"), recording_of([frame(0.0, DRONE)]))
    change_edits(path, lambda edits: relabel(edits, 0.05, 0.15, mode="CAUTIOUS"))
    with caplog.at_level(logging.WARNING, "understudy"):
        one, other = load_folder(path.parent, ARENA)
    assert [mode for mode, _, _ in labels(one)] == ["FLEE", "CAUTIOUS", "LOOT"] and len(other) == 1
    assert len([record for record in caplog.records if "v2_corrections_2.json" in record.getMessage()]) == 1


def test_corrections_that_were_written_since_are_seen(path: Path) -> None:
    folder = path.parent.parent / CORRECTIONS
    assert corrections_for(path, ARENA) == []
    folder.mkdir()
    spoken = [Correction(recording="sequence_a", frame=0, better=Decision("FLEE"))]
    write_corrections(folder / "v2_corrections_1.json", spoken, profile="arena")
    assert corrections_for(path, ARENA) == spoken
