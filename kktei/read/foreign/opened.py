"""A TEI file of another edition to its documents: each a TEI P5 document of its own, or why there is none."""

import copy
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from lxml import etree

from kktei import files, tei
from kktei.findings import Finding, Severity, finding
from kktei.project import is_file
from kktei.read.foreign.corpus import Place, given, unnamed
from kktei.read.foreign.doctype import Plain, has_doctype, without_doctype
from kktei.read.foreign.inclusion import INCLUDE, Inclusions, drop_whole_documents
from kktei.read.foreign.records import FileContent, holding
from kktei.tei import TEI, XML, XML_ID, Element, name, q, space

_INHERITED = (f"{{{XML}}}lang", f"{{{XML}}}base", f"{{{XML}}}space")
_NOT_NAME = re.compile(r"[\x00-\x1f\x7f/\\]")
Modern = Callable[[Element, Mapping[str, str]], Element]
_BASE = f"{{{XML}}}base"
_BASED: tei.Finder = etree.XPath("boolean(//@xml:base)")
_POINTING: tei.Finder = etree.XPath("//*[@target or @url or @facs]")
_ADDRESSES = ("target", "url", "facs")  # others hold ids and keys more often than addresses
_FOLLOWED = ("http", "https", "")


@dataclass(frozen=True, slots=True)
class OpenedDocument:
    """One document of a file: what it is called; its TEI, or None where the file is the document as it stands."""

    stem: str
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A file: its documents; its records, where it is a register; what is to be told; files that stand in it now."""

    path: Path
    pieces: tuple[OpenedDocument, ...] = ()
    register: bytes | None = None
    findings: tuple[Finding, ...] = ()
    taken: frozenset[Path] = frozenset()
    beside: tuple[tuple[str, bool], ...] = ()  # what its addresses may mean in its folder, and whether that is there
    alone: bool = False  # no other file was read for it

    @property
    def is_plain(self) -> bool:
        """Whether the file is a document as it stands, and nothing else is to be told."""
        return self == Opened(self.path, (OpenedDocument(self.path.stem),), alone=True)


@dataclass(frozen=True, slots=True)
class Opener:
    """Opens the files of one folder; ``is_older`` and ``modern`` know how older TEI becomes P5."""

    folder: Path
    is_older: Callable[[Element], bool]
    modern: Modern
    follow_links: bool = False

    def read(self, path: Path, shown: str) -> Opened:
        """The documents of a file.

        Raises MalformedError where it is not well formed, InputError where it cannot be read.
        """
        plain, root = self._root(path, shown)
        found = list(plain.findings)
        changed, alone = plain.changed, not plain.changed
        taken: frozenset[Path] = frozenset()
        if next(root.iter(INCLUDE), None) is not None:
            drop_whole_documents(root, path)
            inclusions = Inclusions(self.folder, shown, lambda p: self._root(p, p.name)[1], self.follow_links)
            inclusions.put(root, path)
            found += inclusions.findings
            taken, changed, alone = frozenset(inclusions.taken), True, False
        if self.is_older(root):
            found.append(_older(root, shown))
            root, changed = self.modern(root, plain.files), True
        beside: dict[str, bool] = {}
        changed = _follow_bases(root, path.parent, beside) or changed
        made = self._sorted(path, shown, root, found, taken, changed)
        return replace(made, beside=tuple(beside.items()), alone=alone)

    def _root(self, path: Path, shown: str) -> tuple[Plain, Element]:
        data = files.xml(path, shown)
        plain = without_doctype(data, shown) if has_doctype(data) else Plain(data)
        return plain, tei.parse(plain.data, shown)

    def _sorted(
        self, path: Path, shown: str, root: Element, found: list[Finding], taken: frozenset[Path], changed: bool
    ) -> Opened:
        """Which documents a tree of TEI P5 holds, and whether it is a register."""
        holds = holding(root)
        if holds is not FileContent.TEXT:
            found.append(_register(root, shown, holds))
            return Opened(path, (), _written(root), tuple(found), taken)
        if root.tag == q("teiCorpus"):
            return self._corpus(path, shown, root, found, taken)
        if root.tag != q("TEI"):
            return Opened(path, (), None, (*found, no_tei(root, shown)), taken)
        data = _written(root) if changed else None
        return Opened(path, (OpenedDocument(path.stem, data),), None, tuple(found), taken)

    def _corpus(self, path: Path, shown: str, root: Element, found: list[Finding], taken: frozenset[Path]) -> Opened:
        within = [e for e in root.iter(q("TEI")) if all(a.tag == q("teiCorpus") for a in e.iterancestors())]
        said = f"a teiCorpus with {len(within)} documents in it; of its own header they have terms and encodingDesc"
        if names := unnamed(root):
            said += f", nor is what stands beside them in {', '.join(f'<{one}>' for one in names)}"
        for element in within:
            _complete(element)
        found.append(finding("F002", said, file=shown, line=root.sourceline or 0))
        pieces = [OpenedDocument(_stem(e, path, number), _written(e)) for number, e in enumerate(within, 1)]
        for element in within:
            element.getparent().remove(element)
        register = _written(root) if holding(root, of_corpus=True) is not FileContent.TEXT else None
        return Opened(path, tuple(pieces), register, tuple(found), taken)


def _complete(document: Element) -> None:
    """Put into a document of a corpus what the corpora around it say for it: terms, calendars, styles."""
    for one in list(given(document)):
        part = _in_one_line(one.part)
        if one.place is Place.END:
            one.of.append(part)
        elif one.place is Place.AFTER:
            one.of.addnext(part)
        else:
            one.of.getparent().replace(one.of, part)


def _in_one_line(element: Element) -> Element:
    """A copy that moves no line below it: findings name the lines of the file."""
    copied = copy.deepcopy(element)
    for part in copied.iter():
        part.text, part.tail = (said and said.replace("\n", " ") for said in (part.text, part.tail))
    return copied


def _stem(element: Element, path: Path, number: int) -> str:
    """What a document of a corpus is called: its id, else the file's name with its number."""
    own = _NOT_NAME.sub("-", element.get(XML_ID) or "")
    return own or f"{path.stem}-{number}"


def _written(element: Element) -> bytes:
    """An element as a file: what it inherits stands on it, and its lines are those of the file that it is from."""
    inherited = {a: v for above in reversed(list(element.iterancestors())) for a in _INHERITED if (v := above.get(a))}
    line = element.sourceline or 1
    if element.getparent() is not None:
        element = copy.deepcopy(element)
        element.tail = None
    for attribute, value in inherited.items():
        if attribute not in element.attrib:
            element.set(attribute, value)
    etree.cleanup_namespaces(element, keep_ns_prefixes=[p for p in element.nsmap if p])
    return b"\n" * max(0, line - 1) + etree.tostring(element, encoding="UTF-8")


def _older(root: Element, shown: str) -> Finding:
    kind = name(root)
    where = f"in the namespace {space(root)!r}" if space(root) else "in no namespace"
    what = "TEI P4 or P3" if kind.lower().endswith(".2") else f"<{kind}> {where}"
    return finding("F001", f"this is {what}: it was read as TEI P5", file=shown, line=root.sourceline or 0)


def _register(root: Element, shown: str, holds: FileContent) -> Finding:
    beside = "" if holds is FileContent.RECORDS else "; words beside the records are not shown"
    severity = None if holds is FileContent.RECORDS else Severity.WARNING
    return finding("F005", f"used as a register{beside}", file=shown, line=root.sourceline or 0, severity=severity)


def no_tei(root: Element, shown: str) -> Finding:
    """The finding for an XML file with another root, or with TEI's elements outside TEI's namespace."""
    kind, own = name(root), space(root)
    if kind in ("TEI", "teiCorpus") and own != TEI:
        said = f"<{kind}> stands in the namespace {own!r}: this is no TEI"
    else:
        said = f"The root is <{kind}>: this is no TEI document"
    return finding("B003", said, file=shown, line=root.sourceline or 0)


def _follow_bases(root: Element, folder: Path, beside: dict[str, bool]) -> bool:
    """Write out the addresses below ``root`` that have another base than their file, which lies in ``folder``.

    True where there were any. What leads to a file that lies there stays: many editions name as the base of a letter
    the address that it has on the web, and mean its neighbours (it is noted in ``beside`` which were looked for).
    A place of the same file (#p1) stays, too.
    """
    changed = False
    known: dict[Element, str] = {}
    for element in _POINTING(root) if _BASED(root) else ():
        base = _base(element, known)
        for attribute in _ADDRESSES if base else ():
            given = element.get(attribute, "")
            whole = " ".join(_whole(one, base, folder, beside) for one in given.split())
            if whole != " ".join(given.split()):
                element.set(attribute, whole)
                changed = True
    return changed


def _base(element: Element, known: dict[Element, str]) -> str:
    """The base that holds for an element; "" where that is its file."""
    ways = []
    above: Element | None = element
    while above is not None and above not in known:
        ways.append(above)
        above = above.getparent()
    base = known[above] if above is not None else ""
    for part in reversed(ways):
        if _BASE in part.attrib:
            own = urljoin(base, part.get(_BASE, "").strip())
            base = own if _scheme(own) in _FOLLOWED else ""
        known[part] = base
    return base


def _whole(address: str, base: str, folder: Path, beside: dict[str, bool]) -> str:
    if address.startswith("#") or _scheme(address) or (address.startswith("/") and not _scheme(base)):
        return address
    file = address.partition("#")[0]
    if file not in beside:
        beside[file] = is_file(folder / file)
    return address if beside[file] else urljoin(base, address)


def _scheme(address: str) -> str:
    """The scheme of an address; "?" of what is none."""
    try:
        return urlsplit(address).scheme
    except ValueError:
        return "?"
