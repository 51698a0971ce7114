"""Our Executor beside `imitation`'s behaviour cloning: the same rows, the same number of weights, the same play.

    python3 -m venv /tmp/peer && /tmp/peer/bin/pip install "imitation==1.0.1"
    python benchmarks/bench_bc.py --peer /tmp/peer/bin/python

`imitation` needs gymnasium 0.29, so it lives in an environment of its own, and trains in a process of its own
(bench_bc_peer.py). Its network is a multilayer perceptron as wide as it takes to have as many weights as the Executor.
It gets everything the Executor sees as one row of numbers (objects, state, mode, target), shifted and scaled; and what
was done as one choice each of click, hotkey and the cursor's column and row, because a cursor that is one Gaussian ends
up between two places. Its weights then come back, and both play in the same seat, told mode and target by the same
Strategist and Tactician: with our timing of presses, and with dice at every decision, as `imitation` itself would.
Both train for as many epochs with batches of the same size on one thread; time is processor time.
"""

from __future__ import annotations

import argparse
import math
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core.checkpoint import Checkpoint, build_model
from core.games.game import Game, open_game
from core.home import Home
from core.labels import fill_labels
from core.models.cursor import CursorDensity
from core.models.inputs import Objects
from core.models.layers import TransformerConfig
from core.played import load_folder
from core.policy import PolicyBatch
from core.profile import load_profile
from core.schema import FeatureSchema
from core.settings.training import ExecutorSettings, StrategistSettings, TacticianSettings, TrainSettings
from core.timing import Trigger
from core.words import HOTKEYS, Click
from recorder.episode import play_episode
from recorder.lockstep import save_new
from trainers.closed_loop import play_pilot, play_policy
from trainers.compare import summary
from trainers.corpus import Corpus
from trainers.fit import batches, parameter_groups
from trainers.statistics import fit_normalizers
from trainers.task import Task
from trainers.train_executor import DECISION, ExecutorTask
from trainers.train_strategist import StrategistTask
from trainers.train_tactician import TacticianTask

PEER = Path(__file__).with_name("bench_bc_peer.py")
#: the cursor's columns and rows: a step is as long both ways
COLUMNS, ROWS = 32, 18
CHOICES = (len(Click), len(HOTKEYS), COLUMNS, ROWS)
#: how far back the Strategist looks, in seconds: neither game needs more
HISTORY = 10
RATE = 1e-3
#: room for as many classes of objects
MOST_CLASSES = 16


class Contest(NamedTuple):
    """One game to compare on."""

    profile: str
    player: str
    #: how late the player acts
    delay: float
    minutes: float
    epochs: int
    episodes: int
    episode_minutes: float


CONTESTS = {
    "cartpole": Contest("gymnasium:CartPole-v1", "expert", 0.0, 5, 12, 16, 1),
    "arena": Contest("arena", "aggressor", 0.15, 10, 6, 8, 1.5),
}


def flat(objects: Objects, context: Tensor, mode: Tensor, target: Tensor, wounds: Tensor, slots: int) -> Tensor:
    """(B, W) all that the Executor is given, as one row of numbers, with room for `slots` objects."""
    more = slots - objects.mask.shape[1]
    mask = F.pad(objects.mask, (0, more))[:, :slots, None]
    kind = F.one_hot(F.pad(objects.cls, (0, more))[:, :slots], MOST_CLASSES).float()
    features = F.pad(objects.features, (0, 0, 0, more))[:, :slots]
    there = torch.cat([mask.float(), kind * mask, features * mask], dim=-1).flatten(1)
    aim = F.one_hot(torch.where(target < slots, target, -1) + 1, slots + 1)
    return torch.cat([there, context, F.one_hot(mode, 5).float(), aim.float(), wounds], dim=1)


class Perceptron(nn.Module):
    """The network that `imitation` trained, asked as `TracedExecutor` is."""

    def __init__(self, weights: Any, mean: Tensor, std: Tensor, slots: int) -> None:
        super().__init__()
        self.mean, self.std, self.slots = mean, std, slots
        layers: list[nn.Module] = []
        count = sum(name.startswith("weight") for name in weights)
        for number in range(count):
            weight, bias = weights[f"weight{number}"], weights[f"bias{number}"]
            layer = nn.Linear(weight.shape[1], weight.shape[0])
            layer.load_state_dict({"weight": torch.from_numpy(weight), "bias": torch.from_numpy(bias)})
            layers += [layer, nn.Tanh()] if number < count - 1 else [layer]
        self.net = nn.Sequential(*layers)

    def presses(
        self, objects: Objects, context: Tensor, mode: Tensor, target: Tensor, wounds: Tensor
    ) -> tuple[Tensor, Tensor]:
        row = flat(objects, context, mode, target, wounds, self.slots)
        # One network says all: what it says of the cursor is asked for next, of the same moment.
        click, hotkey, *self.place = self.net((row - self.mean) / self.std).split(CHOICES, dim=1)
        return click, hotkey

    def cursor(self, click: Tensor) -> CursorDensity:
        column, row = self.place
        weight = (column.log_softmax(1)[:, :, None] + row.log_softmax(1)[:, None]).flatten(1)
        x = (torch.arange(COLUMNS) + 0.5) / COLUMNS
        y = (torch.arange(ROWS) + 0.5) / ROWS
        mean = torch.stack(torch.meshgrid(x, y, indexing="ij"), dim=-1).view(1, -1, 2).expand(len(weight), -1, -1)
        # Anywhere within the cell: a flat place has a spread of its width over the root of twelve.
        std = torch.tensor([1 / COLUMNS, 1 / ROWS]) / math.sqrt(12)
        return CursorDensity(weight, mean, std.expand_as(mean))


def record(contest: Contest, game: Game, folder: Path, home: Home) -> Corpus:
    """The rows both learn from."""
    pieces = max(1, round(contest.minutes / 2.5))
    for seed in range(pieces):
        player = game.player(contest.player)
        seconds = 60 * contest.minutes / pieces
        recording = play_episode(player, game.profile, seed, name=contest.player, fps=20, seconds=seconds, game=game)
        save_new(folder, recording, game.profile)
    played = load_folder(folder, game.profile)
    return Corpus(FeatureSchema.of(game.profile), [fill_labels(item, game.profile) for item in played])


def learn(task: Task, settings: TrainSettings, corpus: Corpus, epochs: int) -> tuple[Checkpoint, float]:
    """A model and its training's samples a second of processor time, batches made while it goes."""
    torch.manual_seed(0)
    config = TransformerConfig(settings.d_model, settings.layers, settings.heads, settings.dropout)
    history = HISTORY if settings.model_name == "strategist" else 0
    model = build_model(settings.model_name, corpus.schema, config, history).train()
    fit_normalizers(model, corpus)
    optimizer = torch.optim.AdamW(parameter_groups(model, settings.weight_decay), lr=RATE, betas=(0.9, 0.98))
    steps = epochs * math.ceil(len(task) / settings.batch_size)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps, pct_start=0.05)
    begun, samples = time.process_time(), 0
    for epoch in range(epochs):
        for index in batches(len(task), settings.batch_size, 0, epoch, 1.0):
            loss, _ = task.loss(model, task.batch(index))
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), settings.clip_norm)
            optimizer.step()
            schedule.step()
            samples += len(index)
    rate = samples / (time.process_time() - begun)
    return Checkpoint(settings.model_name, model.eval(), corpus.schema, config, history), rate


def width_for(weights: int, inputs: int) -> int:
    """Width of two hidden layers that together with the choices have about as many weights."""
    outputs = sum(CHOICES)
    width = 1
    while inputs * width + width * width + width * outputs < weights:
        width += 1
    return width


def their_side(
    peer: str, task: ExecutorTask, epochs: int, batch_size: int, weights: int, slots: int, folder: Path
) -> tuple[Perceptron, float, int]:
    """The network `imitation` trained, its samples a second of processor time, and how many weights it has."""
    rows = [task.batch(index) for index in np.array_split(np.arange(len(task)), max(1, len(task) // 512))]
    obs = torch.cat([flat(r.objects, r.context, r.mode, r.target, r.wounds, slots) for r in rows])
    mean, std = obs.mean(0), obs.std(0)
    std = torch.where(std > 1e-4, std, torch.ones_like(std))
    click, hotkey, xy = (torch.cat([getattr(r, name) for r in rows]) for name in ("click", "hotkey", "xy"))
    cells = (xy * torch.tensor([COLUMNS, ROWS])).long().clamp(min=0)
    cells = torch.minimum(cells, torch.tensor([COLUMNS - 1, ROWS - 1]))
    acts = torch.cat([click[:, None], hotkey[:, None], cells], dim=1)
    width = width_for(weights, obs.shape[1])
    given, got = folder / "rows.npz", folder / "weights.npz"
    np.savez(
        given, obs=((obs - mean) / std).numpy().astype(np.float32), acts=acts.numpy(), choices=np.array(CHOICES),
        hidden=np.array([width, width]), batch=batch_size, epochs=epochs, lr=RATE, seed=0,
    )  # fmt: skip
    subprocess.run([peer, str(PEER), str(given), str(got)], check=True, stdout=subprocess.DEVNULL)
    with np.load(got) as weights_file:
        arrays = dict(weights_file)
    network = Perceptron(arrays, mean, std, slots)
    rate = float(arrays["steps"]) * batch_size / float(arrays["seconds"])
    return network, rate, sum(parameter.numel() for parameter in network.parameters())


def compare(name: str, contest: Contest, peer: str) -> None:
    """Train and play both on one game, and print the table."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        home = Home(root, root)
        game = open_game(load_profile(contest.profile, home))
        corpus = record(contest, game, home.recordings, home)
        index = corpus.every(DECISION)
        settings = ExecutorSettings(action_delay=contest.delay, thinning=1)
        task = ExecutorTask(corpus, settings, index)
        strategist_settings = StrategistSettings(history_seconds=HISTORY)
        models = {
            "strategist": learn(StrategistTask(corpus, strategist_settings, index), strategist_settings, corpus, 2)[0],
            "tactician": learn(TacticianTask(corpus, TacticianSettings(), index), TacticianSettings(), corpus, 2)[0],
        }
        ours, our_rate = learn(task, settings, corpus, contest.epochs)
        weights = sum(parameter.numel() for parameter in ours.model.parameters())
        network, their_rate, their_weights = their_side(
            peer, task, contest.epochs, settings.batch_size, weights, corpus.slots, root
        )
    print(
        f"\n{name}: {len(task):,} rows of {contest.player}, {contest.epochs} epochs, batches of {settings.batch_size}"
    )
    print(f"{'':<34}{'weights':>9}{'samples/s':>11}  score {'a game' if game.has_end else 'a minute'} (95 % interval)")
    network.eval()
    for label, count, rate, theirs, dice in (
        ("Executor", weights, our_rate, False, False),
        ("imitation, our timing of presses", their_weights, their_rate, True, False),
        ("imitation, dice as it rolls them", their_weights, their_rate, True, True),
    ):
        batch = PolicyBatch({**models, "executor": ours}, contest.episodes)
        if theirs:
            batch._executor = network  # type: ignore[assignment]
            # A network that is told nothing of a hand's way back was not made to rest.
            batch._mouse, batch._keys = (Trigger(contest.episodes) for _ in range(2))
        if dice:
            # A limit drawn from an exponential of mean 1 is a throw of dice at every decision.
            batch._mouse, batch._keys = (Trigger(contest.episodes, 1.0, 1.0) for _ in range(2))
        _tell(label, f"{count:,}", f"{rate:,.0f}", game, play_policy(batch, *_seats(contest), game=game))
    for label in (contest.player, "random"):
        _tell(label, "", "", game, play_pilot(game.player(label), *_seats(contest), game=game))


def _seats(contest: Contest) -> tuple[range, float]:
    return range(1_000_000, 1_000_000 + contest.episodes), contest.episode_minutes


def _tell(label: str, weights: str, rate: str, game: Game, episodes: list[Any]) -> None:
    figures = summary(episodes)
    score = (figures.per_episode if game.has_end else figures.per_minute)["score"]
    print(f"{label:<34}{weights:>9}{rate:>11}  {score.mean:.0f} ({score.low:.0f}..{score.high:.0f})", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="Our Executor beside imitation's behaviour cloning.")
    parser.add_argument("--peer", required=True, help="python of an environment with imitation")
    parser.add_argument("--game", choices=CONTESTS, help="only this one")
    chosen = parser.parse_args()
    torch.set_num_threads(1)
    for name, contest in CONTESTS.items():
        if chosen.game in (None, name):
            compare(name, contest, chosen.peer)


if __name__ == "__main__":
    main()
