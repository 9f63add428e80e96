"""The authority file: read into an index, and grown by what the documents name."""

from kktei.encode.authorities.former import Remembered, from_row, remembered, to_row
from kktei.encode.authorities.grow import grow
from kktei.encode.authorities.index import AuthorityIndex, load
from kktei.encode.authorities.lists import file_id
from kktei.encode.authorities.pointed import recall
from kktei.encode.authorities.records import Former

__all__ = [
    "AuthorityIndex",
    "Former",
    "Remembered",
    "file_id",
    "from_row",
    "grow",
    "load",
    "recall",
    "remembered",
    "to_row",
]
