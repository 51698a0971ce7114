"""The one clock that frames and inputs are stamped with."""

from __future__ import annotations

import time

#: Seconds on the machine's steady clock. On Linux it reads the same as `time.monotonic()`; on Windows that one only
#: moves every 15 ms.
now = time.perf_counter
