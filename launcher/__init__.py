"""The window: cards that start jobs, their logs and charts."""
