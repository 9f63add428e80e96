"""A Word file as a package: whether it is sound, and its XML put into the shape in which pandoc drops no words."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from kktei.errors import InputError
from kktei.tei import Element

_MAX_UNPACKED = 500_000_000
_MAX_XML = 60_000_000
_TEXTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_ASIDE = re.compile(r"word/(?:header|footer)\d*\.xml")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_UNWRAPPED = tuple(f"{_W}{name}" for name in ("fldSimple", "smartTag", "customXml", "dir", "bdo", "sdtContent", "sdt"))
_SIGNS = {"Symbol", "Wingdings", "Wingdings 2", "Wingdings 3", "Webdings"}  # fonts whose signs pandoc knows
_CUTS = {f"{_W}{name}" for name in ("footnoteReference", "endnoteReference", "br", "tab", "sym", "noBreakHyphen")}
_CUTS.add("{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath")
_PICTURES = "boolean(.//*[local-name()='blip' or local-name()='imagedata'])"


@dataclass
class Package:
    """A Word file: its bytes for pandoc, the words it holds, and what pandoc cannot hold of it."""

    data: bytes
    words: list[str] = field(default_factory=list)  # letters and digits between notes, breaks and paragraphs
    left_out: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)


def opened(data: bytes, shown: str) -> Package:
    """The file, checked and made ready; InputError where it is damaged, too large or no Word document."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            _check(parts, shown)
            package = Package(b"")
            package.data = _ready(parts, package, shown)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as problem:
        raise InputError(f"{shown} is damaged: {problem}", "Save it again as .docx.") from problem
    return package


def _check(parts: zipfile.ZipFile, shown: str) -> None:
    sizes = {part.filename: part.file_size for part in parts.infolist()}
    if "word/document.xml" not in sizes:
        kind = "an OpenDocument file (.odt)" if "mimetype" in sizes and "content.xml" in sizes else "a ZIP file"
        raise InputError(f"{shown} is {kind} but no Word document", "Save the text as .docx or as UTF-8 text.")
    if sum(sizes.values()) > _MAX_UNPACKED or max(sizes[name] for name in _TEXTS if name in sizes) > _MAX_XML:
        raise InputError(f"{shown} unpacks to {sum(sizes.values()) // 1_000_000} MB", "Split it into smaller files.")


def _ready(parts: zipfile.ZipFile, package: Package, shown: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as ready:
        for name in dict.fromkeys(parts.namelist()):
            data = parts.read(name)
            if name in _TEXTS:
                root = _parsed(data, name, shown)
                _prepare(root, package)
                package.words += list(_words(root))
                data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            elif _ASIDE.fullmatch(name):
                _aside(_parsed(data, name, shown), "header" if "header" in name else "footer", package)
            ready.writestr(name, data)
    return out.getvalue()


def _parsed(data: bytes, name: str, shown: str) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as problem:
        raise InputError(f"{shown} is damaged: {name}: {problem.msg}", "Save it again as .docx.") from problem
    info: Any = root.getroottree().docinfo
    if info.doctype:
        raise InputError(f"{shown} is damaged: {name} declares a document type", "Save it again as .docx.")
    return root


def _prepare(root: Element, package: Package) -> None:
    for choice in list(root.iter(f"{_MC}AlternateContent")):
        _choose(choice)
    for ruby in list(root.iter(f"{_W}ruby")):
        above = _said(ruby.find(f"{_W}rt"))
        package.left_out.append(f"The words “{above}” above “{_said(ruby.find(f'{_W}rubyBase'))}” were left out.")
        _unwrap_run(ruby)
    for box in list(root.iter(f"{_W}txbxContent")):
        _lift(box, package)
    for wrapper in list(root.iter(*_UNWRAPPED)):
        _unwrap(wrapper)
    for mark in list(root.iter(f"{_W}cr", f"{_W}ptab", f"{_W}br")):
        _space(mark)
    _told(root, package)


def _choose(choice: Element) -> None:
    """The first choice that has anything in it, in the place of all."""
    kept = next((one for one in choice if len(one)), None)
    for child in list(kept) if kept is not None else ():
        choice.addprevious(child)
    _remove(choice)


def _unwrap(wrapper: Element) -> None:
    if wrapper.tag == f"{_W}sdt":
        for extra in wrapper.findall(f"{_W}sdtPr") + wrapper.findall(f"{_W}sdtEndPr"):
            wrapper.remove(extra)
    for child in list(wrapper):
        if not str(child.tag).endswith("Pr"):
            wrapper.addprevious(child)
    _remove(wrapper)


def _unwrap_run(ruby: Element) -> None:
    """The base of a ruby stands in a run of its own within a run: its runs go before the outer one."""
    run, base = ruby.getparent(), ruby.find(f"{_W}rubyBase")
    if run is None:
        return
    for inner in list(base) if base is not None else ():
        run.addprevious(inner)
    _remove(ruby)


def _lift(box: Element, package: Package) -> None:
    """The paragraphs of a text box, after the paragraph that it is anchored in."""
    anchor = next((up for up in box.iterancestors(f"{_W}p")), None)
    holder = next((up for up in box.iterancestors(f"{_W}drawing", f"{_W}pict")), None)
    if anchor is None or anchor.getparent() is None:
        return
    said, above = _brief(_said(box)), _brief(_said(anchor, box))
    package.changed.append(f"The text box “{said}” was read as paragraphs below “{above}”.")
    for block in reversed(list(box)):
        anchor.addnext(block)
    _remove(box)
    if holder is not None and holder.getparent() is not None and not holder.xpath(_PICTURES):
        _remove(holder)


def _space(mark: Element) -> None:
    """Breaks of pages are layout and become a blank; other breaks and tabs take the shape that pandoc knows."""
    kind = mark.get(f"{_W}type")
    if mark.tag == f"{_W}cr":
        mark.tag = f"{_W}br"
    elif mark.tag == f"{_W}ptab":
        mark.tag = f"{_W}tab"
    elif kind in {"page", "column"}:
        mark.attrib.clear()
        mark.tag = f"{_W}tab"


def _told(root: Element, package: Package) -> None:
    hidden = (run for run in root.iter(f"{_W}r") if run.find(f"{_W}rPr/{_W}vanish") is not None and _said(run).strip())
    package.changed += [
        f"The words “{_brief(_said(run))}” are hidden in Word; they were read as text." for run in hidden
    ]
    for sign in root.iter(f"{_W}sym"):
        if sign.get(f"{_W}font") not in _SIGNS:
            package.left_out.append(f"A sign of the font {sign.get(f'{_W}font')} was left out{_near(sign)}.")
    package.left_out += [f"An embedded object was left out{_near(one)}." for one in root.iter(f"{_W}object")]
    package.left_out += ["An inserted file was left out." for _ in root.iter(f"{_W}altChunk")]


def _near(element: Element) -> str:
    paragraph = next(element.iterancestors(f"{_W}p"), None)
    return f" in “{_brief(_said(paragraph))}”" if paragraph is not None else ""


def _aside(root: Element, kind: str, package: Package) -> None:
    said = " ".join(_said(root).split())
    message = f"The {kind} of the pages “{_brief(said)}” was left out."
    if re.search(r"[^\W\d_]", said) and message not in package.left_out:
        package.left_out.append(message)


def _words(root: Element) -> Iterator[str]:
    """Letters and digits of each stretch of text, without what was deleted or moved away."""
    held = ""
    for part in root.iter(f"{_W}t", f"{_W}p", *_CUTS):
        if part.tag != f"{_W}t":
            yield held
            held = ""
        elif next(part.iterancestors(f"{_W}moveFrom", f"{_W}del"), None) is None:
            held += "".join(char for char in part.text or "" if char.isalnum())
    yield held


def _said(element: Element | None, without: Element | None = None) -> str:
    if element is None:
        return ""
    inside = set(without.iter(f"{_W}t")) if without is not None else set()
    return "".join(part.text or "" for part in element.iter(f"{_W}t") if part not in inside)


def _brief(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:39]}…"


def _remove(element: Element) -> None:
    """Take an element out; XML of Word has no text after elements."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
