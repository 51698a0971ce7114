"""Recordings as columns on disk: opened in a moment, whatever their length, and made anew from the recording itself
whenever they are missing, stale or damaged. Nothing here is ever the only copy of anything."""

from core.columns.cache import cached_summary, open_played, summary_of, write_columns
from core.columns.summary import Summary

__all__ = ["Summary", "cached_summary", "open_played", "summary_of", "write_columns"]
