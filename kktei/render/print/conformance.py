"""A structural check of PDF/X-4: boxes, output intent, colours, fonts, metadata, and what must not be there.

The rules are those of ISO 15930-7 that can be seen in the file's structure; it is no proof of
the rest (the profile's own soundness, say).  Stricter than the norm in one point: text is black
ink alone, since that is what a book's text should be.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf

_STRINGS = re.compile(rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>", re.DOTALL)
_FOREIGN = frozenset(b"rg RG g G cs CS sc SC scn SCN sh ri Do BI".split())
_REGISTRATION = [b"1", b"1", b"1", b"1"]  # the ink of all plates, for registration marks
_INK = re.compile(rb"\s[kK](?=\s|$)")
_SHARES = 200  # bytes before an ink's operator, in which its four shares stand
_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_FORBIDDEN = ("/OpenAction", "/AA", "/AcroForm", "/Names", "/OCProperties", "/Perms")


def faults(path: Path) -> list[str]:
    """What keeps the file from being PDF/X-4, in words; empty where nothing was found."""
    rules: list[Callable[[Pdf], Iterator[str]]] = [_file, _information, _intent, _boxes, _extras, _fonts, _colours]
    with Pdf.open(path) as pdf:
        return [fault for rule in rules for fault in rule(pdf)]


def _file(pdf: Pdf) -> Iterator[str]:
    if pdf.pdf_version > "1.6":
        yield f"the file is PDF {pdf.pdf_version}; PDF/X-4 is at most 1.6"
    if pdf.is_encrypted:
        yield "the file is encrypted"
    if "/ID" not in pdf.trailer:
        yield "the file has no identifier"
    for key in _FORBIDDEN:
        if key in pdf.Root:
            yield f"the document has {key}"


def _information(pdf: Pdf) -> Iterator[str]:
    info: Object = pdf.trailer.get("/Info", Dictionary())
    for key in ("/Title", "/CreationDate", "/ModDate", "/Trapped"):
        if key not in info:
            yield f"the document information lacks {key}"
    metadata = pdf.Root.get("/Metadata")
    text = metadata.read_bytes().decode("utf-8", "replace") if metadata is not None else ""
    if "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>" not in text:
        yield "the metadata does not say PDF/X-4"
    for key in ("dc:title", "xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate", "xmpMM:DocumentID", "pdf:Trapped"):
        if f"<{key}>" not in text:
            yield f"the metadata lacks {key}"


def _intent(pdf: Pdf) -> Iterator[str]:
    intents = [i for i in pdf.Root.get("/OutputIntents", []) if i.get("/S") == Name.GTS_PDFX]
    if len(intents) != 1:
        yield f"there are {len(intents)} output intents for PDF/X, not one"
        return
    if not str(intents[0].get("/OutputConditionIdentifier", "")):
        yield "the output intent names no printing condition"
    profile = intents[0].get("/DestOutputProfile")
    if profile is None:
        yield "the output intent holds no profile"
        return
    data = profile.read_bytes()
    if data[36:40] != b"acsp" or data[12:16] != b"prtr":
        yield "the output intent's profile is no ICC profile of an output device"
    if {b"CMYK": 4, b"GRAY": 1, b"RGB ": 3}.get(data[16:20]) != profile.get("/N"):
        yield "the output intent's profile has another number of colours than it says"


def _boxes(pdf: Pdf) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, 1):
        if "/TrimBox" not in page.obj or "/MediaBox" not in page.obj:
            yield f"page {number} has no trim box of its own"
            continue
        if "/ArtBox" in page.obj:
            yield f"page {number} has both trim box and art box"
        trim, bleed, media = (
            _rectangle(page.obj.get(k, page.obj.TrimBox)) for k in ("/TrimBox", "/BleedBox", "/MediaBox")
        )
        if not (_within(trim, bleed) and _within(bleed, media)):
            yield f"page {number}: trim, bleed and media box do not lie within each other"


def _rectangle(box: Object) -> tuple[float, ...]:
    return tuple(float(n) for n in box)


def _within(inner: tuple[float, ...], outer: tuple[float, ...]) -> bool:
    near = 0.001
    return (
        inner[0] >= outer[0] - near
        and inner[1] >= outer[1] - near
        and inner[2] <= outer[2] + near
        and inner[3] <= outer[3] + near
        and inner[0] < inner[2]
        and inner[1] < inner[3]
    )


def _extras(pdf: Pdf) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, 1):
        for key in ("/Annots", "/AA", "/PresSteps"):
            if key in page.obj:
                yield f"page {number} has {key}"
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream):
            if "/F" in thing:
                yield "a stream lies outside the file"
            if "/LZWDecode" in str(thing.get("/Filter", "")):
                yield "a stream is packed with LZW"
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") in (Name.JavaScript, Name.Launch, Name.URI):
            yield f"the file holds an action ({thing.S})"


def _fonts(pdf: Pdf) -> Iterator[str]:
    seen: set[tuple[int, int]] = set()
    for number, page in enumerate(pdf.pages, 1):
        resources: Object = page.obj.get("/Resources", Dictionary())
        for name, font in dict(resources.get("/Font", Dictionary())).items():
            if font.objgen in seen:
                continue
            seen.add(font.objgen)
            inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            descriptor = inner.get("/FontDescriptor", Dictionary())
            if font.get("/Subtype") != Name.Type3 and not any(key in descriptor for key in _FONT_FILES):
                yield f"the font {font.get('/BaseFont', name)} on page {number} is not embedded"


def _colours(pdf: Pdf) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, 1):
        resources: Object = page.obj.get("/Resources", Dictionary())
        if wrong := next(_unfit(resources), ""):
            yield f"page {number} has {wrong}"
        contents = page.obj.get("/Contents")
        parts = [] if contents is None else list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        drawn = b"\n".join(part.read_bytes() for part in parts)
        allowed = _allowed(resources)
        if _operators(drawn) <= allowed and not _is_coloured(drawn):
            continue  # nearly all, and at once; what else looks like colour may be words
        drawn = _STRINGS.sub(b"()", drawn)
        for operator in sorted(_operators(drawn) - allowed):
            yield f"page {number} has colour or content that is not plain black ink ({operator.decode()})"
        if _is_coloured(drawn):
            yield f"page {number} has coloured ink in its text"


def _operators(drawn: bytes) -> frozenset[bytes]:
    """What is drawn that is not plain black ink, by its operators."""
    return _FOREIGN.intersection(drawn.replace(b"]", b"] ").split())


def _is_coloured(drawn: bytes) -> bool:
    """Whether there are inks beside black, but for the marks of registration."""
    inks = (drawn[max(0, at.start() - _SHARES) : at.start()].split()[-4:] for at in _INK.finditer(drawn))
    return any(set(ink[:3]) - {b"0", b"0.0"} and ink != _REGISTRATION for ink in inks)


def _allowed(resources: Object) -> set[bytes]:
    """What pictures and drawings in calibrated colours need beside black ink."""
    found: set[bytes] = set()
    if len(resources.get("/ColorSpace", Dictionary())) or len(resources.get("/Pattern", Dictionary())):
        found |= {b"cs", b"CS", b"sc", b"SC", b"scn", b"SCN"}
    found |= {b"Do"} if len(resources.get("/XObject", Dictionary())) else set()
    return found | ({b"sh"} if len(resources.get("/Shading", Dictionary())) else set())


def _unfit(resources: Object) -> Iterator[str]:
    """What of a page's resources, or of a drawing's in it, has colours of a device that nobody knows."""
    for space in dict(resources.get("/ColorSpace", Dictionary())).values():
        if not _is_fit(space):
            yield "a colour space that is not calibrated"
    for pattern in dict(resources.get("/Pattern", Dictionary())).values():
        shading = pattern.get("/Shading")
        yield from _unfit(pattern.get("/Resources", Dictionary()))
        if shading is not None and not _is_fit(shading.get("/ColorSpace")):
            yield "a shading that is not calibrated"
    for shading in dict(resources.get("/Shading", Dictionary())).values():
        if not _is_fit(shading.get("/ColorSpace")):
            yield "a shading that is not calibrated"
    for thing in dict(resources.get("/XObject", Dictionary())).values():
        yield from _unfit_picture(thing)


def _unfit_picture(thing: Object) -> Iterator[str]:
    if thing.get("/Subtype") == Name.Image:
        if not thing.get("/ImageMask") and not _is_fit(thing.get("/ColorSpace")):
            yield "a picture in colours that are not calibrated"
    else:
        yield from _unfit(thing.get("/Resources", Dictionary()))
        if _operators(_STRINGS.sub(b"()", thing.read_bytes())) & {b"rg", b"RG", b"BI"}:
            yield "a drawing in colours that are not calibrated"


def _is_fit(space: Object | None) -> bool:
    """Whether colours are calibrated, or inks of the printing condition."""
    if isinstance(space, pikepdf.Array):
        if space[0] in (Name.Indexed, Name.Pattern) and len(space) > 1:
            return _is_fit(space[1])
        return space[0] in (Name.ICCBased, Name.CalGray, Name.CalRGB, Name.Lab)
    return space in (Name.DeviceGray, Name.DeviceCMYK, Name.Pattern)
