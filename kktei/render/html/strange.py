"""Findings on documents that are not as a document is: without words or title, several in one file, loose pointers."""

import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote

from kktei import links, tei
from kktei.findings import Finding, finding
from kktei.render.html.entry import DocumentEntry
from kktei.render.html.index import Index
from kktei.render.html.pages import WrittenPage
from kktei.render.job import RenderJob
from kktei.render.targets import Targets, places

_HOLDS = "/text()"  # ends the name of an element that holds words and should not


def strange_documents(job: RenderJob, index: Index) -> Iterator[Finding]:
    """What is strange about documents as wholes, in their order."""
    targets = Targets(places(job, [d.id for d in index.documents]))
    for at, (path, document) in enumerate(zip(job.documents, index.documents, strict=True)):
        shown, entry = job.shown(path), document.entry
        if not entry.has_words:
            reason = "" if entry.texts else _reason(tei.load(path, shown))
            yield finding("H010", f"nothing of this file can be shown as a text{reason}", file=shown)
        if entry.texts > 1:
            yield finding("H011", f"{entry.texts} texts in one file are shown on one page", file=shown)
        if not entry.titled:
            yield finding("H012", f"there is no title; the page is called {document.title!r}", file=shown)
        yield from _apparatus(path, shown, entry)
        yield from _misdated(path, shown, entry)
        if lost := [p for p in entry.lost if not _leads(p, at, path, targets, job, index)]:
            others = f", and {len(lost) - 1} others" if len(lost) > 1 else ""
            said = f"the reference {lost[0]} leads nowhere{others}"
            yield finding("H013", said, file=shown, count=len(lost))


def _sigla(path: Path, shown: str, unknown: Sequence[str]) -> Iterator[Finding]:
    """Sigla that no witness has, each with the nearest that one has."""
    if not unknown:
        return
    root = tei.load(path, shown)
    known = [w.get(tei.XML_ID, "") for w in root.iter(tei.q("witness"))]
    for siglum in unknown:
        near = difflib.get_close_matches(siglum, known, n=1, cutoff=0.3) or known[:1] * (len(known) == 1)
        at = next((e for e in root.iter("*") if f"#{siglum}" in e.get("wit", "").split()), None)
        line = 0 if at is None else at.sourceline or 0
        said = f"no witness has the siglum {siglum}" + (f"; did you mean {near[0]}?" if near else "")
        yield finding("H021", said, file=shown, line=line, place=siglum)


def _apparatus(path: Path, shown: str, entry: DocumentEntry) -> Iterator[Finding]:
    """Sigla that no witness has, and entries that could not be joined to the text."""
    yield from _sigla(path, shown, entry.sigla)
    if apart := entry.unplaced:
        others = f", and {len(apart) - 1} others" if len(apart) > 1 else ""
        said = f"an entry of the apparatus has no certain place in the text: {apart[0]}{others}"
        yield finding("H022", said, file=shown, count=len(apart))


def _misdated(path: Path, shown: str, entry: DocumentEntry) -> Iterator[Finding]:
    """Dates that are none, each where it stands first."""
    if not (entry.misdated or entry.recounted):
        return
    root = tei.load(path, shown)
    told = [("H033", value, "is a year earlier than its words; the words are believed") for value in entry.recounted]
    told += [("H015", value, "is no date of the calendar; what can be read of it is shown") for value in entry.misdated]
    for code, value, said in told:
        at = next((e for e in root.iter("*") if value in e.attrib.values()), root)
        yield finding(code, f"{value!r} {said}", file=shown, line=at.sourceline or 0, place=tei.name(at))


def _reason(root: tei.Element) -> str:
    namespace = tei.space(root)
    if namespace != tei.TEI:
        return (
            f": its first element is in {f'the namespace {namespace}' if namespace else 'no namespace'}, not in TEI's"
        )
    return ": it has no text element"


def _leads(pointer: str, at: int, path: Path, targets: Targets, job: RenderJob, index: Index) -> bool:
    """Whether a pointer of a reference leads to a document, a record or a file beside the documents."""
    file, _, fragment = pointer.partition("#")
    if targets.find(at, pointer) is not None or fragment in index.known:
        return True
    front = job.front is not None and file.rpartition("/")[2] == job.front.name
    return bool(file) and (front or is_beside(job.origin(path).parent / unquote(file), job.root))


def is_beside(file: Path, root: Path) -> bool:
    """Whether a file is there, in the edition; a name that no file can have is none."""
    try:
        return file.is_file() and links.is_inside(file, root)
    except (OSError, ValueError):
        return False


def unknown_elements(page: WrittenPage, job: RenderJob) -> Iterator[Finding]:
    """A finding for each name of element that the stylesheets do not know, or do not expect words in."""
    if page.document is None or not page.unknown:
        return
    shown = job.shown(page.document)
    root = tei.load(page.document, shown)
    for name in sorted(set(page.unknown)):
        element = name.removesuffix(_HOLDS)
        local, holds = element.rpartition(":")[2], element != name
        at = next((e for e in root.iter() if tei.name(e) == local and (not holds or tei.text_of(e))), None)
        code, said = "H001", f"<{element}> has no form of its own on the site; its words are shown as they run"
        if holds:
            code, said = "H014", f"there are words in {element}, which is to be empty"
        line = 0 if at is None else at.sourceline or 0
        yield finding(code, said, file=shown, line=line, place=element, count=page.unknown.count(name))
