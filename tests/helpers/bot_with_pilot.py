"""`understudy bot`, with a scripted pilot where the trained models would sit.

python bot_with_pilot.py PILOT [flags of understudy bot ...]
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

import core.policy
from arena.pilots import load_pilot
from bot.__main__ import main

if __name__ == "__main__":
    pilot = sys.argv[1]

    def seated(*args: Any, **options: Any) -> Any:
        return load_pilot(pilot)

    core.policy.load_policy = seated
    sys.exit(main(sys.argv[2:]))
