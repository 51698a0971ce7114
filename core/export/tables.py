"""Tables as LeRobot reads them."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray


def arrow_column(values: NDArray[Any], kind: Any) -> Any:
    """(K, D) values as a column: plain where D is 1, else lists of fixed length."""
    import pyarrow as pa

    flat = pa.array(np.ascontiguousarray(values).ravel())
    return flat if values.shape[1] == 1 else pa.FixedSizeListArray.from_arrays(flat, type=kind)


def task_table(tasks: list[str]) -> Any:
    """A table that pandas, with which LeRobot reads it, takes for a frame with the tasks as its index."""
    import pyarrow as pa

    index = "__index_level_0__"
    table = pa.table({"task_index": pa.array(range(len(tasks)), pa.int64()), index: pa.array(tasks, pa.string())})

    def column(name: str | None, field_name: str, kind: str, numpy_type: str) -> dict[str, Any]:
        return {
            "name": name,
            "field_name": field_name,
            "pandas_type": kind,
            "numpy_type": numpy_type,
            "metadata": None,
        }

    told = {
        "index_columns": [index],
        "column_indexes": [],
        "columns": [column("task_index", "task_index", "int64", "int64"), column(None, index, "unicode", "object")],
        "pandas_version": "2.0.0",
    }
    return table.replace_schema_metadata({"pandas": msgspec.json.encode(told)})
