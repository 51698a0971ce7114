"""The other side of bench_bc.py: `imitation`'s behaviour cloning. Runs in an environment of its own that has it.

`python bench_bc_peer.py ROWS.npz OUT.npz`, where ROWS holds obs (N, W) float32, acts (N, A) int64, choices (A,) int64,
hidden (H,) int64 (widths of the layers), batch, epochs, lr, seed. OUT gets the layers' weights, the steps and the
processor seconds that training took.
"""

from __future__ import annotations

import sys
import time

import gymnasium
import numpy as np
import torch
from imitation.algorithms import bc
from imitation.data.types import Transitions
from stable_baselines3.common.policies import ActorCriticPolicy


def main() -> None:
    rows = np.load(sys.argv[1])
    obs, acts = rows["obs"], rows["acts"]
    seed, batch, epochs = int(rows["seed"]), int(rows["batch"]), int(rows["epochs"])
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    seen = gymnasium.spaces.Box(-np.inf, np.inf, obs.shape[1:], np.float32)
    done = gymnasium.spaces.MultiDiscrete(rows["choices"])
    policy = ActorCriticPolicy(
        seen, done, lr_schedule=lambda left: float(rows["lr"]), net_arch={"pi": rows["hidden"].tolist(), "vf": [1]}
    )
    size = len(obs)
    demonstrations = Transitions(
        obs=obs, acts=acts, next_obs=obs, dones=np.zeros(size, bool), infos=np.array([{}] * size)
    )
    trainer = bc.BC(
        observation_space=seen, action_space=done, rng=np.random.default_rng(seed), policy=policy,
        demonstrations=demonstrations, batch_size=batch, optimizer_kwargs={"lr": float(rows["lr"])}, device="cpu",
    )  # fmt: skip
    begun = time.process_time()
    trainer.train(n_epochs=epochs, log_interval=10**9, progress_bar=False)
    taken = time.process_time() - begun
    layers = [*policy.mlp_extractor.policy_net, policy.action_net]
    linear = [layer for layer in layers if isinstance(layer, torch.nn.Linear)]
    arrays = {}
    for number, layer in enumerate(linear):
        arrays[f"weight{number}"], arrays[f"bias{number}"] = (
            value.detach().numpy() for value in (layer.weight, layer.bias)
        )
    np.savez(sys.argv[2], seconds=taken, steps=epochs * (size // batch), **arrays)


if __name__ == "__main__":
    main()
