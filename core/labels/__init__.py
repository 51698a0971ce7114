"""Modes and targets in hindsight: what a player was after, told from what they did and what came of it."""

from core.labels.hindsight import HindsightLabels, fill_labels, label_in_hindsight
from core.labels.steps import MARGIN, slot_under

__all__ = ["MARGIN", "HindsightLabels", "fill_labels", "label_in_hindsight", "slot_under"]
