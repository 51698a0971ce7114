"""What a person can do with recordings: the commands `understudy recordings ...` and the launcher's page call this.

Nothing here needs Qt or torch. Functions take paths of recordings, raise a UserError in one sentence for whatever the
user can put right (a full disk too), and may be called while a recorder or another program works in the same folder.
"""

from core.library.changing import (
    annotate,
    cut_out,
    keep_all,
    redo,
    relabel,
    tag,
    trim,
    undo,
    untag,
)
from core.library.deleting import delete_to_bin
from core.library.importing import Imported, import_files
from core.library.merging import merge
from core.library.names import find, find_one
from core.library.places import recordings_in, unfinished, video_of
from core.library.rows import Row, list_recordings, rows_of
from core.library.splitting import split_at
from core.library.tracks import Followed, followed

__all__ = [
    "Followed",
    "Imported",
    "Row",
    "annotate",
    "cut_out",
    "delete_to_bin",
    "find",
    "find_one",
    "followed",
    "import_files",
    "keep_all",
    "list_recordings",
    "merge",
    "recordings_in",
    "redo",
    "relabel",
    "rows_of",
    "split_at",
    "tag",
    "trim",
    "undo",
    "unfinished",
    "untag",
    "video_of",
]
