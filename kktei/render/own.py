"""An edition's own stylesheets (edition/xslt/html.xsl, epub.xsl, print.xsl), imported last into those of kktei."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from xml.parsers import expat

from lxml import etree

from kktei import files, saxon, tei, trust
from kktei.cache import digest
from kktei.errors import InputError, MachineryError
from kktei.findings import Finding, finding
from kktei.project import data
from kktei.render.job import RenderJob

_XSL = "http://www.w3.org/1999/XSL/Transform"
_FETCH = {"import", "include", "import-schema", "use-package"}
_ROOTS = {f"{{{_XSL}}}{name}" for name in ("stylesheet", "transform")}


@dataclass(frozen=True, slots=True)
class Sheet:
    """The stylesheet of a product: kktei's; where ``own`` is not empty, the edition's with kktei's imported into it.

    ``shown`` is the edition's file as users read it.
    """

    product: str
    own: str = ""
    shown: str = ""

    @property
    def mark(self) -> str:
        """What results depend on beside kktei itself: for keys of the cache."""
        return digest("own sheet", self.own) if self.own else ""

    def compiled(self) -> saxon.Stylesheet:
        """The stylesheet, compiled once a process; MachineryError where it cannot be."""
        return _compiled(self)

    @property
    def hint(self) -> str:
        """What to do where the edition's own is at fault."""
        return f"{self.shown} is the edition's own stylesheet: correct it there, or take it away."

    def suspected(self, problem: str) -> str:
        """``problem`` of what was made with it, with the name of the edition's own, from which it may come."""
        return f"{problem} ({self.shown} may have written this)" if self.own else problem


@lru_cache(maxsize=8)
def _compiled(sheet: Sheet) -> saxon.Stylesheet:
    if not sheet.own:
        return saxon.stylesheet(_ours(sheet.product))
    try:
        return saxon.stylesheet_from(sheet.own, sheet.shown)
    except MachineryError as problem:
        place = re.search(rf" on line (\d+)(?: column (\d+))? of {re.escape(sheet.shown)}", problem.message)
        where = ":".join(filter(None, (sheet.shown, *(place.groups() if place else ()))))
        words = problem.message.partition(" cannot be used: ")[2]
        hint = "Correct it, or take it away; docs/own.md says what it may hold."
        raise MachineryError(f"{where}: this stylesheet cannot be used: {words}", hint) from problem


def _ours(product: str) -> Path:
    return data("xslt") / f"{product}.xsl"


def sheet_of(job: RenderJob, product: str) -> tuple[Sheet, list[Finding]]:
    """The stylesheet of ``product`` ("html", "epub", "print"), and a finding where the edition's own is not used.

    It is code: what it writes runs in the browsers of readers, and it may take for ever.  So it is used only where
    the reader trusts it.  It reads no file and asks no network all the same: what would do so while it is compiled
    is refused here, what would do so later by :mod:`kktei.saxon`.
    Raises InputError where the file cannot be read, MachineryError where it holds what it must not.
    """
    file = (job.overrides or job.root) / "xslt" / f"{product}.xsl"
    if not (file.exists() or file.is_symlink()):
        return Sheet(product), []
    shown = job.shown(file)
    raw = files.raw(file, shown)
    if not job.trusted.holds_for(raw):
        words = f"{shown} is code and is not used: it is not trusted as it stands"
        return Sheet(product), [finding("B006", words, file=shown)]
    sheet = Sheet(product, spliced(raw, shown, _ours(product).as_uri()), shown)
    sheet.compiled()  # a broken one costs the product, once, and not each document
    return sheet, []


def misnamed(job: RenderJob) -> list[Finding]:
    """A finding for each stylesheet of the edition that no product asks for."""
    folder = (job.overrides or job.root) / "xslt"
    known = set(trust.SHEETS)
    others = sorted(p for p in folder.glob("*") if f"xslt/{p.name}" not in known and not p.name.startswith("."))
    return [finding("B007", f"No product uses {job.shown(p)}", file=job.shown(p)) for p in others]


def spliced(raw: bytes, shown: str, imported: str) -> str:
    """The text of a stylesheet with an import put in as its first child; its lines stay where they are."""
    text = files.as_utf8(raw, shown)
    try:
        root = tei.parse(text, shown)
    except tei.MalformedError as problem:
        place = f"{shown}:{problem.line}:{problem.column}"
        raise MachineryError(f"{place}: this stylesheet is not well formed: {problem.said}") from problem
    except InputError as problem:
        raise MachineryError(problem.message, problem.hint) from problem
    if root.tag not in _ROOTS:
        hint = f'It should be <xsl:stylesheet version="3.0" xmlns:xsl="{_XSL}">.'
        raise MachineryError(f"{shown}:{root.sourceline}: the root is <{tei.name(root)}>, no stylesheet", hint)
    for line, words in _refused(root):
        hint = "A product's own stylesheet is one file, and opens none."
        raise MachineryError(f"{shown}:{line}: {words} must not stand in an edition's stylesheet", hint)
    at = _end_of_start_tag(text)
    bring = f'<import xmlns="{_XSL}" href="{imported}"/>'.encode()
    return files.undeclared(text[:at] + bring + text[at:])


def _refused(root: tei.Element) -> Iterator[tuple[int, str]]:
    """What is carried out while a stylesheet is compiled, when files can be opened: lines, and words."""
    for element in root.iter(etree.Element):
        line, ours = int(element.sourceline or 0), tei.space(element) == _XSL
        if ours and tei.name(element) in _FETCH:
            yield line, f"xsl:{tei.name(element)}"
        for name in map(str, element.keys()):
            if name in ("static", "use-when") if ours else name == f"{{{_XSL}}}use-when":
                yield line, name.rpartition("}")[2]
            elif ours and name.startswith("_"):
                yield line, f"the attribute {name}"


def _end_of_start_tag(text: bytes) -> int:
    """The place in the bytes after the root's start tag: where the next thing begins."""
    after: list[int] = []  # empty before the root, then -1, then the place
    parser = expat.ParserCreate()

    def start(*_: object) -> None:
        if not after:
            after.append(-1)
        else:
            note()

    def note(*_: object) -> None:
        if after == [-1]:
            after[0] = parser.CurrentByteIndex

    parser.StartElementHandler = start
    parser.EndElementHandler = parser.CharacterDataHandler = note
    parser.CommentHandler = parser.ProcessingInstructionHandler = note
    parser.Parse(text, True)
    return after[0]
