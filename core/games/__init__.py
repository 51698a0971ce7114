"""Games that are played in lock-step: one interface for recording, play in a closed loop and everything else."""
