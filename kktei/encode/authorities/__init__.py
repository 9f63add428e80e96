"""The authority file: read into an index, and grown by what the documents name."""

from kktei.encode.authorities.grow import grow
from kktei.encode.authorities.index import AuthorityIndex, load

__all__ = ["AuthorityIndex", "grow", "load"]
