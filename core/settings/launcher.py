"""Settings of the launcher itself."""

from __future__ import annotations

from core.settings.base import JobSettings


class LauncherSettings(JobSettings):
    """Open the window."""
