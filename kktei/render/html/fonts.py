"""The fonts that travel with the site: EB Garamond from its package, cut to the scripts of letters and packed as WOFF2."""

from __future__ import annotations
from pathlib import Path
from kktei.cache import Cache
def write_fonts(target: Path, cache: Cache) -> None:
    """TBD."""
