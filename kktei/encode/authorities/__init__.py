"""The authority file: read into an index, and grown by what the documents name."""

from kktei.encode.authorities.former import Remembered, from_row, remembered, to_row
from kktei.encode.authorities.grow import grow
from kktei.encode.authorities.house import House, house_of
from kktei.encode.authorities.identified import identified, with_identifiers, with_links
from kktei.encode.authorities.index import AuthorityIndex, load
from kktei.encode.authorities.lists import file_id
from kktei.encode.authorities.pointed import recall
from kktei.encode.authorities.records import Former
from kktei.encode.authorities.sharing import added_to_house, marks, refreshed

__all__ = [
    "AuthorityIndex",
    "Former",
    "House",
    "Remembered",
    "added_to_house",
    "file_id",
    "from_row",
    "grow",
    "house_of",
    "identified",
    "load",
    "marks",
    "recall",
    "refreshed",
    "remembered",
    "to_row",
    "with_identifiers",
    "with_links",
]
