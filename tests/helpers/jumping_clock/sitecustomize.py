"""With this folder on PYTHONPATH a program's wall clock jumps to and fro by up to a day whenever it is looked at."""

from __future__ import annotations

import datetime
import random
import time

_random = random.Random(1)
_time = time.time


def jumping() -> float:
    return _time() + _random.uniform(-86400, 86400)


class Jumping(datetime.datetime):
    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> Jumping:
        return cls.fromtimestamp(jumping(), tz)


time.time = jumping
datetime.datetime = Jumping  # type: ignore[misc]
