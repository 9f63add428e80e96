"""Pictures for the products on paper and in one file: which are asked for, how wide they stand, how fine they are.

The site has all pictures (``kktei.render.html.pictures``); book, e-book and Word file have those that the edition asks
for (``pictures.figures``, ``pictures.facsimiles``).
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from kktei import files, pictures, tei
from kktei.errors import InputError, KkteiError, refused
from kktei.findings import Finding, finding
from kktei.pictures import Picture
from kktei.render.contract import to_json
from kktei.render.job import RenderJob
from kktei.tei import Element

_ADDRESS = re.compile(r"(?!file:)[a-z][a-z0-9+.-]+:|//", re.I)  # as xslt/tei/pictures.xsl has it
_FILE = re.compile(r".*\.(jpe?g|png|gif|webp|avif|tiff?|jp2|bmp|svg)", re.I)
_WIDTH = re.compile(r"\s*([\d.]+)\s*(mm|cm|in|pt|pc|px|%)\s*")
_MILLIMETRES = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "pc": 25.4 / 6, "px": 25.4 / 96}
_PRESS = 300  # dots an inch that a press asks for
_TALLEST = 0.8  # of the page's text, so that a caption has room
_MENTIONS = re.compile(
    rb"""<(?:[\w.-]+:)?graphic\s|\bfacs\s*=\s*["'][^"'<]*\.(?:jpe?g|png|gif|webp|avif|tiff?|jp2|bmp|svg)\s*["'\s]""",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Medium:
    """A product: its name for readers, the kinds of picture that it takes, the room for one in millimetres.

    ``dots`` is what a millimetre is reckoned by where the TEI gives no width; ``press`` whether they are checked, and
    inks are refused.
    """

    called: str
    kinds: tuple[str, ...]
    width: float
    height: float
    dots: int = _PRESS
    press: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPlate:
    """What a stylesheet is told of a picture: its file, its width on paper."""

    file: str
    millimetres: float


@dataclass
class Plates:
    """By document, what its stylesheet is told of each picture; the files to lay beside; what cannot be shown."""

    rows: dict[Path, dict[str, ShownPlate]] = field(default_factory=dict)
    frontispiece: ShownPlate | None = None
    files: dict[str, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def told(self, job: RenderJob) -> RenderJob:
        """The job with the parameters of each stylesheet; none for a document without pictures."""
        said = asked(job)
        rows = {path: to_json(one) for path, one in self.rows.items()}
        return replace(job, pictures={path: {"pictures": one, **said} for path, one in rows.items()})

    def shown(
        self, picture: Picture, url: str, wide: float, medium: Medium, told: Callable[[str, str], Finding]
    ) -> ShownPlate:
        """A picture that stands so many millimetres wide: its file is laid beside; where it is coarse, that is told."""
        self.files[picture.name] = picture.raw
        if words := _coarse(url, picture, wide, medium):
            self.findings.append(told("P021", words))
        return ShownPlate(file=picture.name, millimetres=round(wide, 1))

    def write(self, folder: Path) -> None:
        """Lay the pictures below ``folder``; raises OutputError."""
        with refused("A picture cannot be copied"):
            for name, raw in self.files.items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(raw)


def asked(job: RenderJob) -> dict[str, str]:
    """What the settings say of pictures, as the stylesheets are told."""
    return {key: job.settings.text(f"pictures.{key}") for key in ("figures", "facsimiles")}


def plates(job: RenderJob, medium: Medium) -> Plates:
    """The pictures that the edition wants in a product, of all documents of the job."""
    found = Plates()
    said = asked(job)
    if said["figures"] == said["facsimiles"] == "none":
        return found
    for path in (*job.documents, *([job.front] if job.front else [])):
        try:
            raw = files.raw(path)
            if _MENTIONS.search(raw) or b"\0" in raw[:200]:  # what is in UTF-16 is looked at
                _document(job, medium, path, tei.load(path), found)
        except KkteiError:  # whoever sets the document says so
            continue
    return found


def _document(job: RenderJob, medium: Medium, path: Path, root: Element, found: Plates) -> None:
    for graphic, url, whole in _wanted(root, asked(job)):
        if url in found.rows.get(path, {}):
            continue
        told = partial(finding, file=job.shown(path), line=graphic.sourceline or 0)
        try:
            shown = _taken(job.origin(path), job.root, url, medium)
        except InputError as problem:
            found.findings.append(told("P020", f"{url} is not in the {medium.called}: {problem.message}"))
            continue
        wide = _page(shown, medium) if whole else _width(shown, graphic, medium)
        found.rows.setdefault(path, {})[url] = found.shown(shown, url, wide, medium, told)


def _taken(at: Path, root: Path, url: str, medium: Medium) -> Picture:
    """A picture that a product takes; raises InputError, with why, for others."""
    shown = pictures.picture(at, root, url)
    if shown.kind not in medium.kinds:
        kinds = ", ".join(kind.upper() for kind in medium.kinds)
        raise InputError(f"the {medium.called} takes {kinds}, and this is {shown.kind.upper()}")
    if not shown.width or not shown.height:
        raise InputError("its width and height cannot be read")
    if medium.press and shown.has_inks:  # no PDF/A has such beside calibrated colours: it would cost the document
        raise InputError("its colours are those of a press (CMYK); save it as RGB")
    return shown


def _coarse(url: str, shown: Picture, wide: float, medium: Medium) -> str:
    """What a press says of a picture that is printed so many millimetres wide; "" where it is fine."""
    dots = shown.width / (wide / 25.4)
    if not medium.press or shown.kind == "svg" or dots >= _PRESS - 1:
        return ""
    return f"{url} has {dots:.0f} dots an inch at its printed width of {wide:.0f} mm; a press asks for {_PRESS}"


def frontispiece(job: RenderJob, medium: Medium, found: Plates) -> None:
    """The picture that faces the title page, where the settings name one."""
    named = job.settings.text("pictures.frontispiece")
    if not named:
        return
    told = partial(finding, file="edition/edition.toml", place="pictures.frontispiece")
    try:
        shown = _taken((job.overrides or job.root) / "edition.toml", job.root, named, medium)
    except InputError as problem:
        said = f"{named} (pictures.frontispiece) is not in the {medium.called}: {problem.message}"
        found.findings.append(told("P020", said))
        return
    found.frontispiece = found.shown(shown, named, _page(shown, medium), medium, told)


def _wanted(root: Element, said: Mapping[str, str]) -> Iterator[tuple[Element, str, bool]]:
    """Each picture in a file that is asked for: its element, its address, whether it has a page of its own."""
    if said["figures"] != "none":
        for graphic in _of(root.iter(), "graphic"):
            around = [tei.name(e) for e in graphic.iterancestors() if isinstance(e.tag, str)]
            if "text" in around and (url := _file(graphic.get("url"))):
                yield graphic, url, said["figures"] == "page" or _fills(graphic.getparent())
    if said["facsimiles"] != "none":
        ids = {e.get(tei.XML_ID): e for e in root.iter() if isinstance(e.tag, str) and e.get(tei.XML_ID)}
        for graphic in _of(root.iter(), "graphic"):
            parents = [tei.name(e) for e in graphic.iterancestors() if isinstance(e.tag, str)]
            if {"facsimile", "sourceDoc"} & set(parents) and (url := _file(graphic.get("url"))):
                yield graphic, url, True
        for page in _of(root.iter(), "pb"):  # may have a name in a catalogue
            pointer = next(iter(page.get("facs", "").split()), "")
            if pointer.removeprefix("#") not in ids and _FILE.fullmatch(pointer) and (url := _file(pointer)):
                yield page, url, True


def _of(elements: Iterator[Element], name: str) -> Iterator[Element]:
    yield from (e for e in elements if isinstance(e.tag, str) and tei.name(e) == name)


def _file(url: str | None) -> str:
    """What names a picture in a file, as the stylesheets have it; "" for the web."""
    plain = " ".join((url or "").split())
    return "" if _ADDRESS.match(plain) else plain


def _fills(figure: Element | None) -> bool:
    """Whether a figure says that it fills a page (as xslt/tei/pictures.xsl has it)."""
    said: Sequence[str] = [] if figure is None else [*figure.get("place", "").split(), *figure.get("rend", "").split()]
    return bool({"page", "fullpage", "full-page", "plate"} & set(said))


def _page(shown: Picture, medium: Medium) -> float:
    return min(medium.width, medium.height * 0.92 * shown.width / shown.height)


def _width(shown: Picture, graphic: Element, medium: Medium) -> float:
    """How wide a figure stands: as the TEI says; else as its dots allow, but half of the line at least."""
    stated = _WIDTH.fullmatch(graphic.get("width", ""))
    if stated and stated[2] == "%":
        wide = medium.width * float(stated[1]) / 100
    elif stated and stated[2] != "px":
        wide = float(stated[1]) * _MILLIMETRES[stated[2]]
    elif shown.kind == "svg":
        wide = shown.width * _MILLIMETRES["px"]
    else:
        wide = max(medium.width / 2, shown.width / medium.dots * 25.4)
    return max(1.0, min(wide, medium.width, medium.height * _TALLEST * shown.width / shown.height))
