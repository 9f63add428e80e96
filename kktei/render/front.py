"""The front matter of a volume (front.xml): its sections, each as a small document of its own, and its chapters."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from kktei import tei
from kktei.tei import Element, name, q

PREFIX = "front-"  # begins the stem of every section, so that none is a document's
_PARTS = ("front", "body", "back")
_POINTER = re.compile(r"([^/#]+)\.xml(#.*)?$")


@dataclass(frozen=True, slots=True)
class FrontSection:
    """A section of the front matter."""

    stem: str  # "front-preface": begins its labels, names its file
    kind: str  # what its div says it is: "preface"; "" unknown
    heading: str  # without notes; the fallback where it has none
    text: str  # the section as a TEI document
    ids: tuple[str, ...] = ()  # the section's own first, where it has one
    own: bool = False  # whether the first of ``ids`` is the section's own


@dataclass(frozen=True, slots=True)
class ContentsChapter:
    """A chapter of the volume: its heading, the stems of its documents, the chapters within it."""

    heading: str
    documents: tuple[str, ...] = ()
    chapters: tuple[ContentsChapter, ...] = ()


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """All that a front.xml holds; empty without one."""

    path: Path | None = None
    sections: tuple[FrontSection, ...] = ()
    chapters: tuple[ContentsChapter, ...] = ()
    homes: dict[str, str] = field(default_factory=dict)  # each id to its place: "front-preface#front.p1"; "": the start

    def opened(self, stems: Sequence[str]) -> dict[str, tuple[tuple[int, str], ...]]:
        """For each document with which chapters begin, their depths and headings; ``stems`` are in order.

        A chapter without documents is a heading of the chapter that follows it.
        """
        present = set(stems)
        found: dict[str, tuple[tuple[int, str], ...]] = {}
        waiting: list[tuple[int, str]] = []
        for depth, chapter in _each(self.chapters):
            waiting.append((depth, chapter.heading))
            first = next((stem for stem in chapter.documents if stem in present), None)
            if first is not None:
                found.setdefault(first, tuple(waiting))
                waiting.clear()
            elif chapter.documents and not chapter.chapters:
                waiting.pop()  # none of its documents is there
        return found


def front_matter(path: Path | None, fallback: str) -> FrontMatter:
    """What the front.xml at ``path`` holds; ``fallback`` is the heading of a section that has none.

    The file is one that has passed validation; InputError, with line and column, where it has become another since.
    """
    if path is None:
        return FrontMatter()
    root = tei.load(path)
    text = root.find(q("text"))
    parts = [] if text is None else [child for part in text for child in (part if name(part) in _PARTS else [part])]
    contents = [part for part in parts if _is_contents(part)]
    sections = tuple(_sections(root, _divided([p for p in parts if name(p) and p not in contents]), fallback))
    homes = {i: f"{s.stem}#{'' if s.own and not at else i}" for s in sections for at, i in enumerate(s.ids)}
    homes |= {"": f"{sections[0].stem}#"} if sections else {}
    return FrontMatter(path, sections, tuple(c for div in contents for c in _chapters(div)), homes)


def by_contents(front: Path | None, documents: Sequence[Path]) -> tuple[Path, ...]:
    """The documents of an edition in the order in which the contents of its front matter name them.

    One that they do not name stays behind the document that it follows by its number.
    """
    named = dict.fromkeys(stem for _, one in _each(front_matter(front, "").chapters) for stem in one.documents)
    places = {stem: place for place, stem in enumerate(named)}
    keyed: list[tuple[int, Path]] = []
    for path in documents:
        before = keyed[-1][0] if keyed else -1
        keyed.append((places.get(path.stem, before), path))
    return tuple(path for _, path in sorted(keyed, key=lambda pair: pair[0]))


def _is_contents(part: Element) -> bool:
    return name(part) == "div" and part.get("type") == "contents" and name(part.getparent()) == "body"


# --- sections -------------------------------------------------------------------------


def _divided(parts: Sequence[Element]) -> list[list[Element]]:
    """Each division by itself, what stands between divisions together; breaks of pages go with what follows."""
    groups: list[list[Element]] = []
    for part in parts:
        loose = bool(groups) and not _has_div(groups[-1])
        if loose and (name(part) != "div" or _is_empty(groups[-1])):
            groups[-1].append(part)
        else:
            groups.append([part])
    if len(groups) > 1 and not _has_div(groups[-1]) and _is_empty(groups[-1]):
        last = groups.pop()
        groups[-1] += last
    return [group for group in groups if _has_div(group) or not _is_empty(group)]


def _has_div(parts: Sequence[Element]) -> bool:
    return any(name(part) == "div" for part in parts)


def _is_empty(parts: Sequence[Element]) -> bool:
    return not "".join(t for part in parts for t in part.itertext()).strip()


def _sections(root: Element, groups: Sequence[Sequence[Element]], fallback: str) -> Iterator[FrontSection]:
    taken: set[str] = set()
    for group in groups:
        div = next((part for part in group if name(part) == "div"), None)
        kind = "" if div is None else str(div.get("type") or "")
        own = "" if div is None else str(div.get(tei.XML_ID) or "")
        stem = _stem(own or kind, taken)
        heading = _heading(div) or fallback
        made = _document(root, group, heading)
        ids = dict.fromkeys([own, *(str(e.get(tei.XML_ID)) for part in group for e in part.iter() if _has_id(e))])
        yield FrontSection(stem, kind, heading, made, tuple(i for i in ids if i), bool(own))


def _has_id(element: Element) -> bool:
    return element.get(tei.XML_ID) is not None


def _stem(words: str, taken: set[str]) -> str:
    """A stem that no other section has, made of a section's id or type."""
    plain = re.sub(r"[^a-z0-9]+", "-", words.rpartition("front.")[2].lower()).strip("-") or "section"
    plain = "section" if plain == "index" else plain
    number = next(n for n in range(1, len(taken) + 2) if (plain if n == 1 else f"{plain}-{n}") not in taken)
    stem = plain if number == 1 else f"{plain}-{number}"
    taken.add(stem)
    return PREFIX + stem


def _heading(div: Element | None) -> str:
    head = None if div is None else div.find(q("head"))
    return "" if head is None else " ".join("".join(_words_without_notes(head)).split())


def _words_without_notes(element: Element) -> Iterator[str]:
    """An element's text without its notes."""
    yield element.text or ""
    for child in element:
        if name(child) and name(child) != "note":
            yield from _words_without_notes(child)
        yield child.tail or ""


def _document(root: Element, group: Sequence[Element], heading: str) -> str:
    """A section as a TEI document in the form that the stylesheets know from documents."""
    made = etree.Element(root.tag, nsmap=root.nsmap)
    if root.get(tei.XML_LANG):
        made.set(tei.XML_LANG, root.get(tei.XML_LANG))
    header = root.find(q("teiHeader"))
    if header is not None:
        made.append(copy.deepcopy(header))
    title = made.find(f".//{q('titleStmt')}/{q('title')}")
    if title is not None:
        title[:] = []
        title.text = heading
    body = etree.SubElement(etree.SubElement(made, q("text")), q("body"))
    div = next((copy.deepcopy(part) for part in group if name(part) == "div"), etree.Element(q("div")))
    div.tail = None
    before, after = _around(group)
    for at, part in enumerate(before):
        div.insert(at, copy.deepcopy(part))
    div.extend(copy.deepcopy(part) for part in after)
    div.set("type", "document")
    if div.get("n") is not None:
        del div.attrib["n"]  # it would be taken for a document's number
    body.append(div)
    return str(etree.tostring(made, encoding="unicode"))


def _around(group: Sequence[Element]) -> tuple[Sequence[Element], Sequence[Element]]:
    """What stands before the group's division and after it; all of it "before" where there is none."""
    at = next((n for n, part in enumerate(group) if name(part) == "div"), len(group))
    return group[:at], group[at + 1 :]


# --- chapters -------------------------------------------------------------------------


def _chapters(parent: Element) -> Iterator[ContentsChapter]:
    """The chapters of the lists in an element."""
    for listed in parent.findall(q("list")):
        for item in listed.findall(q("item")):
            if heading := _own_words(item):
                yield ContentsChapter(heading, tuple(_documents(item)), tuple(_chapters(item)))
            else:
                yield from _chapters(item)


def _own_words(item: Element) -> str:
    """The words of an item before its list; "" for one that is only a reference to a document."""
    if [name(child) for child in item if name(child)] == ["ref"] and not _loose(item):
        return ""
    words = [item.text or ""]
    for child in item:
        if name(child) == "list":
            break
        words += [*(_words_without_notes(child) if name(child) not in ("", "note") else ()), child.tail or ""]
    return " ".join("".join(words).split())


def _loose(item: Element) -> str:
    return "".join([item.text or "", *(child.tail or "" for child in item)]).strip()


def _documents(item: Element) -> Iterator[str]:
    """The stems of the documents that an item's own list names."""
    for ref in item.findall(f"{q('list')}/{q('item')}"):
        if not _own_words(ref):
            target = next((str(r.get("target") or "") for r in ref.findall(q("ref"))), "")
            if found := _POINTER.search(target):
                yield found[1]


def _each(chapters: Sequence[ContentsChapter], depth: int = 0) -> Iterator[tuple[int, ContentsChapter]]:
    """Every chapter with its depth, each before those within it."""
    for chapter in chapters:
        yield depth, chapter
        yield from _each(chapter.chapters, depth + 1)
