"""Opens an export with LeRobot's own loader, in an interpreter that has it, and prints as JSON what it found.

    python read_with_lerobot.py FOLDER

Every row is read through the loader, pictures decoded; every picture shows in binary which one it is.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import torch
from lerobot.datasets.lerobot_dataset import LeRobotDataset

CAMERA = "observation.images.screen"


def shown(picture: torch.Tensor) -> int:
    """The index that a (3, 64, 96) picture says it has: ten squares, most significant first."""
    marks = [picture[:, 8:56, 9 * bit + 3 : 9 * bit + 6].mean() > 0.5 for bit in range(10)]
    return sum(1 << (9 - bit) for bit, mark in enumerate(marks) if mark)


def main() -> None:
    root = Path(sys.argv[1])
    data = LeRobotDataset("understudy/export", root=root, video_backend="pyav")
    rows = [data[index] for index in range(len(data))]
    loader = torch.utils.data.DataLoader(data, batch_size=16, shuffle=True)
    batch = next(iter(loader))
    windows = LeRobotDataset(
        "understudy/export", root=root, video_backend="pyav",
        delta_timestamps={"action": [0.0, 1 / data.fps], CAMERA: [-1 / data.fps, 0.0]},
    )[1]  # fmt: skip
    second = LeRobotDataset("understudy/export", root=root, episodes=[1], video_backend="pyav")
    found = {
        "length": len(data),
        "episodes": data.num_episodes,
        "fps": data.fps,
        "tasks": [row["task"] for row in rows],
        "episode": [row["episode_index"].item() for row in rows],
        "index": [row["index"].item() for row in rows],
        "frame": [row["frame_index"].item() for row in rows],
        "timestamp": [row["timestamp"].item() for row in rows],
        "done": [row["next.done"].item() for row in rows],
        "mode": [row["mode"].item() for row in rows],
        "state": [row["observation.state"].tolist() for row in rows],
        "action": [row["action"].tolist() for row in rows],
        "shown": [shown(row[CAMERA]) for row in rows],
        "picture": list(rows[0][CAMERA].shape),
        "batch": {name: list(value.shape) for name, value in batch.items() if hasattr(value, "shape")},
        "windows": {name: list(value.shape) for name, value in windows.items() if hasattr(value, "shape")},
        "second": len(second),
        "stats": {
            name: {what: np.asarray(value).tolist() for what, value in stats.items()}
            for name, stats in data.meta.stats.items()
        },
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
