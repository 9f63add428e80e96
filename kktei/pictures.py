"""Pictures that lie beside the TEI: what kind they are, how large, and under which name they are published."""

import base64
import hashlib
import io
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import imagesize
from lxml import etree

from kktei import files, links
from kktei.errors import InputError, KkteiError
from kktei.project import is_file
from kktei.tei import Element, name, parse

FOLDER = "pictures"
LARGEST = 50_000_000  # bytes: more is a file for an archive, not for a reader

# By the bytes that files of the kind begin with, as their specifications say.
_KINDS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg", b"GIF8": "gif", b"II*\0": "tif", b"MM\0*": "tif",
          b"BM": "bmp", b"\0\0\0\x0cjP  ": "jp2"}  # fmt: skip
_BOXED = {b"WEBP": "webp", b"ftypavif": "avif"}  # behind a length
_SIZED = {"png", "jpg", "gif", "webp"}  # kinds whose size is always read, where the file is whole
_ENDS = {"png": b"IEND", "jpg": b"\xff\xd9"}
_SVG = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<!DOCTYPE svg[^>\[]*>\s*)*<svg[\s>]", re.S
)
_HELD = re.compile(rb"data:image/jpe?g;base64,([A-Za-z0-9+/=\s]+)")
# Of a JPEG: a marker, the length behind it, and, where it begins a frame, the number of components.
_SEGMENT = re.compile(rb"\xff+([^\xff])(..)(?:.{5}(.))?", re.S)
_FRAMES = {bytes([n]) for n in range(0xC0, 0xD0)} - {b"\xc4", b"\xc8", b"\xcc"}
# By the ending of a name: media types as IANA has them.
MEDIA_TYPES = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif",
               "svg": "image/svg+xml", "webp": "image/webp",
               "tif": "image/tiff", "tiff": "image/tiff", "jp2": "image/jp2"}  # fmt: skip
_LENGTH = re.compile(r"\s*([\d.]+)\s*(px|pt|mm|cm|in)?\s*")
_PIXELS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_OF_A_MACHINE = re.compile(r"file:|[a-z]:[\\/]", re.I)
_MOVING = {"script", "foreignObject", "iframe", "set", "animate", "handler", "listener"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A file that shows something: its bytes, its kind (the ending of its name), its size in pixels (0: not known)."""

    raw: bytes
    kind: str
    width: int
    height: int

    @property
    def name(self) -> str:
        """Its path in a product: the same picture has the same one, wherever it is shown."""
        return f"{FOLDER}/{hashlib.sha256(self.raw).hexdigest()[:20]}.{self.kind}"

    @property
    def has_inks(self) -> bool:
        """Whether its colours are a press's (CMYK), as only a JPEG's can be, also one that a drawing holds."""
        if self.kind == "svg":
            return any(_four(_decoded(found[1])) for found in _HELD.finditer(self.raw))
        return self.kind == "jpg" and _four(self.raw)


def picture(at: Path, root: Path, url: str) -> Picture:
    """The picture that a document which lies at ``at`` names as ``url``.

    Raises InputError, with why, for what is not there, lies outside of ``root``, is no picture, is larger than a
    picture for readers can be, is damaged as far as its beginning and its end show, or is an SVG that does more than
    be seen.
    """
    if "\0" in (named := unquote(url)) or _OF_A_MACHINE.match(named):
        raise InputError("this is no path as seen from the TEI's file")
    path = at.parent / named
    if not links.is_inside(path, root):
        raise InputError("the picture lies outside the edition")
    if not is_file(path):
        is_folder = os.path.isdir(path)  # noqa: PTH112 - of a name that no file can have, too
        raise InputError("this is a folder" if is_folder else "there is no such file")
    if (size := path.stat().st_size) > LARGEST:
        raise InputError(f"it has {size // 1_000_000} MB; more than {LARGEST // 1_000_000} are for archives")
    raw = files.raw(path, url)
    kind = kind_of(raw)
    if not kind:
        raise InputError("this is no picture of a kind that is known")
    if kind == "svg":
        return Picture(raw, kind, *_drawing(raw))
    width, height = (max(0, int(side)) for side in imagesize.get(io.BytesIO(raw)))
    if not (width and height) and kind in _SIZED:
        raise InputError("it is damaged: its width and height cannot be read")
    if _ENDS.get(kind, b"") not in raw:
        raise InputError("it is damaged: its end is missing")
    return Picture(raw, kind, width, height)


def kind_of(raw: bytes) -> str:
    """The kind of picture that a file's bytes are, as the ending of its name; "" for none that is known."""
    return next(_kinds(raw), "")


def _kinds(raw: bytes) -> Iterator[str]:
    yield from (kind for start, kind in _KINDS.items() if raw.startswith(start))
    yield from (kind for start, kind in _BOXED.items() if raw[8:12] == start or raw[4:12] == start)
    if _SVG.match(raw[:4000]):
        yield "svg"


def _four(raw: bytes) -> bool:
    """Whether the frame of a JPEG has four components."""
    at = 2
    while frame := _SEGMENT.match(raw, at):
        if frame[1] in _FRAMES:
            return frame[3] == b"\4"
        at = frame.start(2) + int.from_bytes(frame[2])
    return False


def _decoded(held: bytes) -> bytes:
    try:
        return base64.b64decode(held)
    except ValueError:
        return b""


def _drawing(raw: bytes) -> tuple[int, int]:
    """The size of an SVG in pixels of the screen; raises InputError where it is more than a drawing."""
    try:
        root = parse(raw, "the picture")
    except KkteiError as problem:
        raise InputError("it is no well-formed SVG") from problem
    if wrong := next((what for element in root.iter() if (what := _active(element))), ""):
        raise InputError(f"the SVG has {wrong}; save it as a plain drawing")
    sizes = [_pixels(root.get(side, "")) for side in ("width", "height")]
    if not all(sizes):
        box = [float(n) for n in re.findall(r"-?[\d.]+", root.get("viewBox", ""))]
        sizes = box[2:] if len(box) == 4 else [0.0, 0.0]
    return round(sizes[0]), round(sizes[1])


def _pixels(length: str) -> float:
    found = _LENGTH.fullmatch(length)
    return float(found[1]) * _PIXELS[found[2] or ""] if found else 0.0


def _active(element: Element) -> str:
    """What an element of SVG does beside being seen; "" nothing."""
    if not isinstance(element.tag, str):
        return "an instruction" if element.tag is etree.ProcessingInstruction else ""
    if name(element) in _MOVING:
        return f"an element {name(element)}"
    for key, value in element.attrib.items():
        local = etree.QName(key).localname
        if local.lower().startswith("on"):
            return f"an attribute {local}"
        if local == "href" and name(element) != "a" and not value.strip().startswith(("#", "data:image/")):
            return "a part that lies elsewhere"
        if local == "href" and re.match(r"\s*(javascript|data|vbscript):", value, re.I) and name(element) == "a":
            return "a link that runs something"
    return ""
