"""Learning from recordings, and judging what was learnt."""
