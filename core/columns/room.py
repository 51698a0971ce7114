"""Room for numbers that is given back to the system at once, so that memory does not grow with what passes through it.

What the C library frees it keeps for later, in pieces, and the larger the pieces were, the more of it.
"""

from __future__ import annotations

import math
import mmap
import sys
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

# Without these it would be shared memory, which other systems do not tell apart.
_KIND = {} if sys.platform == "win32" else {"flags": mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS}


def zeros(shape: tuple[int, ...], dtype: DTypeLike) -> NDArray[Any]:
    """Like `numpy.zeros`; what is not touched costs nothing."""
    kind, count = np.dtype(dtype), math.prod(shape)
    # A map of no bytes is an error.
    held = mmap.mmap(-1, max(count * kind.itemsize, 1), **_KIND)
    return np.frombuffer(held, kind, count).reshape(shape)
