"""The authority file: read into an index, and grown by what the documents name."""

from kktei.encode.authorities.former import Remembered, from_row, remembered, to_row
from kktei.encode.authorities.grow import grow
from kktei.encode.authorities.index import AuthorityIndex, load
from kktei.encode.authorities.records import Former

__all__ = ["AuthorityIndex", "Former", "Remembered", "from_row", "grow", "load", "remembered", "to_row"]
