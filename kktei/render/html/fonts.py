"""The fonts that travel with the site: EB Garamond from its package, cut by script and packed as WOFF2."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import metadata, resources

import uharfbuzz
from fontTools.ttLib import TTFont

from kktei import pool
from kktei.cache import Cache, digest
from kktei.errors import MachineryError

PACKAGE = "fontpkg_eb_garamond"
# A browser loads only the files whose scripts a page uses: see the @font-face rules in site.css.
# "basic" is what English, German, French, Spanish and Italian take; only few pages load more.
SCRIPTS = {
    "basic": "U+0020-007E,U+00A0-00FF,U+0152-0153,U+2000-2022,U+2026,U+202F,U+2032-2033,U+2039-203A,U+2044,U+20AC,"
    "U+2190-2193,U+2212",
    "latin": "U+0100-0151,U+0154-017F,U+0218-021B,U+0259,U+02C6-02DD,U+0300-036F",
    # Of arrows only those that the fonts have: a page with ↩ would fetch the file for nothing.
    "signs": "U+2023-2025,U+2030-2031,U+2034-2037,U+203B-2043,U+2045-20AB,U+20AD-218F,U+2194-21A2,U+FB00-FB06",
    "further": "U+0180-0217,U+021C-024F,U+02B0-02C5,U+02DE-02FF,U+1E00-1EFF,U+2C60-2C7F",
    "greek": "U+0370-03FF,U+1F00-1FFF",
    "cyrillic": "U+0400-052F,U+1C80-1C88,U+20B4,U+2DE0-2DFF,U+A640-A69F",
}
STYLES = {"roman": "EBGaramond[wght].ttf", "italic": "EBGaramond-Italic[wght].ttf"}


# Features that the style sheets and browsers ask of every page's font; the other scripts keep all.
_FEATURES = ("ccmp", "rlig", "kern", "liga", "clig", "calt", "onum", "lnum", "pnum", "tnum")


@dataclass(frozen=True)
class _Cut:
    style: str
    script: str
    weights: tuple[int, int] | None = None  # None: all that the font has
    suffix: str = ""

    @property
    def name(self) -> str:
        return f"eb-garamond-{self.style}-{self.script}{self.suffix}.woff2"

    @property
    def features(self) -> tuple[str, ...]:
        """Those that are kept; () for all.  Small capitals are asked of roman type only."""
        if self.script != "basic":
            return ()
        return (*_FEATURES, "smcp") if self.style == "roman" else _FEATURES


def _cuts() -> list[_Cut]:
    """The files: basic italics are hardly ever bold, so that one weight of them comes by itself."""
    every = [_Cut(style, script) for style in STYLES for script in SCRIPTS]
    plain = _Cut("italic", "basic")
    if plain not in every:
        return every
    apart = [replace(plain, weights=(400, 400)), replace(plain, weights=(500, 800), suffix="-bold")]
    return [cut for cut in every if cut != plain] + apart


def fonts(cache_: Cache, jobs: int = 1) -> Iterator[tuple[str, bytes]]:
    """The font files, each with its name; cut once, then taken from the cache.  Other processes begin at once."""
    cuts = _cuts()
    versions = [metadata.version(package) for package in (PACKAGE, "fonttools", "uharfbuzz")]
    keys = {cut: digest("cut font", *versions, repr(cut), SCRIPTS[cut.script]) for cut in cuts}
    kept = replace(cache_, fresh=False)  # a package's font is always the same
    blobs = {cut: kept.get(keys[cut]) for cut in cuts}
    made = pool.begun(_font, [cut for cut in cuts if blobs[cut] is None], jobs=jobs)

    def results() -> Iterator[tuple[str, bytes]]:
        for cut, known in blobs.items():
            blob = next(made) if known is None else known  # even where another build has kept it meanwhile
            if known is None:
                kept.put(keys[cut], blob)
            yield cut.name, blob

    return results()


def licence() -> bytes:
    """The licence of the fonts."""
    return _package("LICENSE")


def _font(cut: _Cut) -> bytes:
    """One style's glyphs of one script, with all its typographic features, as WOFF2; the same bytes each time."""
    wanted = uharfbuzz.SubsetInput()
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING
    wanted.sets(uharfbuzz.SubsetInputSets.UNICODE).set(_characters(SCRIPTS[cut.script]))
    features = wanted.sets(uharfbuzz.SubsetInputSets.LAYOUT_FEATURE_TAG)
    features.clear()
    for tag in cut.features:
        features.add(_tag(tag))
    if not cut.features:
        features.invert()  # all: small capitals and old-style figures are features
    wanted.sets(uharfbuzz.SubsetInputSets.DROP_TABLE_TAG).add(_tag("STAT"))
    whole = uharfbuzz.Face(uharfbuzz.Blob(_package(f"files/{STYLES[cut.style]}")))
    if cut.weights is not None:
        wanted.set_axis_range(whole, "wght", *cut.weights)
    font = TTFont(io.BytesIO(uharfbuzz.subset(whole, wanted).blob.data), recalcTimestamp=False)
    font.flavor = "woff2"
    packed = io.BytesIO()
    font.save(packed, reorderTables=True)
    return packed.getvalue()


def _characters(ranges: str) -> set[int]:
    """The characters of "U+0020-007E,U+00A0"; fontTools knows it as well, and takes a tenth of a second to come."""
    bounds = (part.removeprefix("U+").partition("-") for part in ranges.split(","))
    return {sign for first, _, last in bounds for sign in range(int(first, 16), int(last or first, 16) + 1)}


@cache
def _package(name: str) -> bytes:
    try:
        return (resources.files(PACKAGE) / name).read_bytes()
    except (ModuleNotFoundError, OSError) as problem:
        raise MachineryError(f"The font package lacks {name}", "Install kktei again: pip install kktei") from problem


def _tag(name: str) -> int:
    """A tag of OpenType as harfbuzz takes it."""
    return int.from_bytes(name.encode(), "big")
