from __future__ import annotations

import pytest

from core.torchrun import Place, place


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({}, Place(0, 0, 1)),
        ({"TORCHELASTIC_RUN_ID": "a", "RANK": "0", "LOCAL_RANK": "0", "WORLD_SIZE": "2"}, Place(0, 0, 2)),
        ({"TORCHELASTIC_RUN_ID": "a", "RANK": "5", "LOCAL_RANK": "1", "WORLD_SIZE": "8"}, Place(5, 1, 8)),
        # Other programs call things by these names too.
        ({"RANK": "3"}, Place(0, 0, 1)),
        ({"RANK": "1", "LOCAL_RANK": "1", "WORLD_SIZE": "2", "MASTER_PORT": "29500"}, Place(0, 0, 1)),
        ({"TORCHELASTIC_RUN_ID": "a", "RANK": "captain", "LOCAL_RANK": "0", "WORLD_SIZE": "2"}, Place(0, 0, 1)),
        ({"TORCHELASTIC_RUN_ID": "a", "RANK": "2", "LOCAL_RANK": "0", "WORLD_SIZE": "2"}, Place(0, 0, 1)),
        ({"TORCHELASTIC_RUN_ID": "a", "RANK": "0"}, Place(0, 0, 1)),
    ],
)
def test_only_what_torchrun_says_counts(monkeypatch: pytest.MonkeyPatch, told: dict[str, str], found: Place) -> None:
    for name in ("TORCHELASTIC_RUN_ID", "RANK", "LOCAL_RANK", "WORLD_SIZE", "MASTER_PORT"):
        monkeypatch.delenv(name, raising=False)
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    assert place() == found


def test_the_first_one_leads() -> None:
    assert Place().leads and Place(0, 0, 2).leads and not Place(1, 1, 2).leads
