"""The fonts that travel with the site: EB Garamond from its package, cut by script and packed as WOFF2."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from functools import cache
from importlib import metadata, resources
from pathlib import Path

import uharfbuzz
from fontTools.subset import parse_unicodes
from fontTools.ttLib import TTFont

from kktei import pool
from kktei.cache import Cache, digest
from kktei.errors import MachineryError, OutputError
from kktei.job import Lay, nothing_stands, sha256

PACKAGE = "fontpkg_eb_garamond"
# A browser loads only the files whose scripts a page uses: see the @font-face rules in site.css.
SCRIPTS = {
    "latin": "U+0020-024F,U+0259,U+02B0-036F,U+1E00-1EFF,U+2000-206F,U+2070-21FF,U+2212,U+2C60-2C7F,U+FB00-FB06",
    "greek": "U+0370-03FF,U+1F00-1FFF",
    "cyrillic": "U+0400-052F,U+1C80-1C88,U+20B4,U+2DE0-2DFF,U+A640-A69F",
}
STYLES = {"roman": "EBGaramond[wght].ttf", "italic": "EBGaramond-Italic[wght].ttf"}


@dataclass(frozen=True)
class _Cut:
    style: str
    script: str

    @property
    def name(self) -> str:
        return f"eb-garamond-{self.style}-{self.script}.woff2"


def write_fonts(target: Path, cache_: Cache, jobs: int = 1, lay: Lay = nothing_stands) -> None:
    """Write the font files and their licence to ``target``; cut once, then taken from the cache.

    ``lay`` gives those that the former results have.
    """
    cuts = [_Cut(style, script) for style in STYLES for script in SCRIPTS]
    versions = [metadata.version(package) for package in (PACKAGE, "fonttools", "uharfbuzz")]
    keys = {cut: digest("font", *versions, repr(cut), SCRIPTS[cut.script]) for cut in cuts}
    kept = replace(cache_, fresh=False)  # a package's font is always the same
    blobs = {cut: kept.get(keys[cut]) for cut in cuts}
    missing = [cut for cut in cuts if blobs[cut] is None]
    for cut, blob in zip(missing, pool.each(_font, missing, jobs=jobs, batch=1), strict=True):
        blobs[cut] = blob
        kept.put(keys[cut], blob)
    try:
        target.mkdir(parents=True, exist_ok=True)
        (target / "LICENSE.txt").write_bytes(_package("LICENSE"))
        for cut, found in blobs.items():
            if not lay(target / cut.name, sha256(found or b"")):
                (target / cut.name).write_bytes(found or b"")
    except OSError as problem:
        raise OutputError(f"The fonts cannot be written: {problem.strerror}") from problem


def _font(cut: _Cut) -> bytes:
    """One style's glyphs of one script, with all its typographic features, as WOFF2; the same bytes each time."""
    wanted = uharfbuzz.SubsetInput()
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING
    wanted.sets(uharfbuzz.SubsetInputSets.UNICODE).set(set(parse_unicodes(SCRIPTS[cut.script].replace("U+", ""))))
    features = wanted.sets(uharfbuzz.SubsetInputSets.LAYOUT_FEATURE_TAG)
    features.clear()
    features.invert()  # all: small capitals and old-style figures are features
    wanted.sets(uharfbuzz.SubsetInputSets.DROP_TABLE_TAG).add(int.from_bytes(b"STAT", "big"))
    whole = uharfbuzz.Face(uharfbuzz.Blob(_package(f"files/{STYLES[cut.style]}")))
    font = TTFont(io.BytesIO(uharfbuzz.subset(whole, wanted).blob.data), recalcTimestamp=False)
    font.flavor = "woff2"
    packed = io.BytesIO()
    font.save(packed, reorderTables=True)
    return packed.getvalue()


@cache
def _package(name: str) -> bytes:
    try:
        return (resources.files(PACKAGE) / name).read_bytes()
    except (ModuleNotFoundError, OSError) as problem:
        raise MachineryError(f"The font package lacks {name}", "Install kktei again: pip install kktei") from problem
