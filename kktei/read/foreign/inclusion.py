"""XInclude: what a file includes is put in its place, within one folder, to a depth, never in a circle.

Source: XML Inclusions 1.0 (W3C 2006); of XPointer the shorthand (an id) and element(id) are followed.
"""

import copy
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from kktei import files, links
from kktei.errors import InputError
from kktei.findings import Finding, finding
from kktei.tei import XI, XML_ID, Element, MalformedError, q

INCLUDE = f"{{{XI}}}include"
_FALLBACK = f"{{{XI}}}fallback"
_DEEPEST = 10
_MOST = 500  # inclusions in one file
_ELEMENT = re.compile(r"(?:element\()?([^\W\d][\w.-]*)\)?")


class _CannotError(Exception):
    """Why an inclusion is not followed."""


@dataclass
class Inclusions:
    """The inclusions of one file while they are followed."""

    folder: Path
    shown: str
    load: Callable[[Path], Element]
    follow_links: bool = False
    findings: list[Finding] = field(default_factory=list)
    taken: set[Path] = field(default_factory=set)  # files whose contents stand in the file now
    followed: int = 0

    def put(self, root: Element, path: Path, above: tuple[Path, ...] = ()) -> None:
        """Replace the inclusions below ``root``, which is from the file at ``path``; those that fail are findings."""
        for include in list(root.iter(INCLUDE)):
            if include.getparent() is None:
                continue
            try:
                content = self._content(include, path, (*above, path))
            except (_CannotError, InputError, OSError) as problem:
                said = str(problem.__cause__ if isinstance(problem, MalformedError) else problem)
                words = f"the inclusion of {include.get('href') or include.get('xpointer')!r} was not followed: {said}"
                self.findings.append(finding("F004", words, file=self.shown, line=include.sourceline or 0))
                content = _fallback(include)
            _replace(include, content)

    def _content(self, include: Element, path: Path, above: tuple[Path, ...]) -> list[Element | str]:
        self.followed += 1
        if self.followed > _MOST or len(above) > _DEEPEST:
            raise _CannotError(f"there are more than {_MOST} of them, or they stand more than {_DEEPEST} deep")
        there = self._path(include, path)
        if include.get("parse") == "text":
            self.taken.add(there)
            return [files.text(there)]
        pointer = include.get("xpointer") or ""
        if there in above and not pointer:
            raise _CannotError("the file includes itself")
        root = self.load(there)
        picked = copy.deepcopy(_picked(root, pointer))
        if there not in above:
            self.put(picked, there, above)
            if not pointer:
                self.taken.add(there)
        if picked.tag == INCLUDE:
            raise _CannotError("it is an inclusion itself")
        return [picked]

    def _path(self, include: Element, path: Path) -> Path:
        href = unquote(include.get("href") or "")
        if not href:
            return path
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//|/", href):
            raise _CannotError("only files of the same folder are read")
        there = Path(path.parent / href)
        if not (self.follow_links or links.is_inside(there, self.folder)):
            raise _CannotError("it lies outside the folder")
        if not there.is_file():
            raise _CannotError("there is no such file")
        return there.resolve()


def _picked(root: Element, pointer: str) -> Element:
    """The element that an XPointer names."""
    if not pointer:
        return root
    match = _ELEMENT.fullmatch(pointer.strip())
    found = None
    if match:
        found = next((e for e in root.iter(etree.Element) if match[1] in (e.get(XML_ID), e.get("id"))), None)
    if found is None:
        raise _CannotError(f"the pointer {pointer!r} names no element by its id")
    return found


def _fallback(include: Element) -> list[Element | str]:
    fallback = include.find(_FALLBACK)
    return [] if fallback is None else [fallback.text or "", *list(fallback)]


def _replace(include: Element, content: list[Element | str]) -> None:
    parent = include.getparent()
    at, tail = parent.index(include), include.tail
    last: Element | None = parent[at - 1] if at else None
    parent.remove(include)  # lxml takes its tail along
    for part in [*content, tail or ""]:
        if isinstance(part, str):
            if last is None:
                parent.text = (parent.text or "") + part
            else:
                last.tail = (last.tail or "") + part
        else:
            parent.insert(at, part)
            at, last = at + 1, part


def drop_whole_documents(root: Element, path: Path) -> None:
    """Take out of a teiCorpus the inclusions of whole files that are there: these are documents themselves."""
    if root.tag != q("teiCorpus"):
        return
    for include in list(root.iter(INCLUDE)):
        whole = include.get("parse") != "text" and not include.get("xpointer") and include.get("href")
        above = include.getparent()
        if whole and above is not None and above.tag == q("teiCorpus") and _is_document(path.parent / unquote(whole)):
            _replace(include, [])


def _is_document(path: Path) -> bool:
    """Whether a file is there whose first element is a TEI document's."""
    try:
        return path.is_file() and re.search(rb"<(?:[\w.-]+:)?(TEI|teiCorpus)\b", files.xml(path)[:100_000]) is not None
    except (InputError, OSError, ValueError):
        return False
