"""The files that pandoc wrote of an edition's parts in one: it holds all that it reads, 1.2 MB of memory a letter.

Each file has identifiers of its own, which the joined one has once: those of notes, links, lists, pictures, bookmarks.
"""

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from kktei import files, tei
from kktei.render.docx.parts import W
from kktei.tei import Element

AGAIN = "kktei-again-"  # begins the id of what stands again where a part goes on in it: a heading, a division
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_BODY, _NOTES = "word/document.xml", "word/footnotes.xml"
_RELATIONS = {_BODY: "word/_rels/document.xml.rels", _NOTES: "word/_rels/footnotes.xml.rels"}
_STYLES, _LISTS, _TYPES = "word/styles.xml", "word/numbering.xml", "[Content_Types].xml"
_HELD = (_BODY, _NOTES, *_RELATIONS.values(), _STYLES, _LISTS, _TYPES)
_COUNTED = {
    f"{W}bookmarkStart": f"{W}id",
    f"{W}bookmarkEnd": f"{W}id",
    f"{W}footnoteReference": f"{W}id",
    f"{W}footnote": f"{W}id",
    "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr": "id",
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}cNvPr": "id",
}
_OF_A_PLACE = ("image", "hyperlink")  # relations that the text asks for; the others are the same in each file
_NUMBER = re.compile(r"\d+")
_FIRST_LIST = 1000  # the number of pandoc's for what is no list; those of its lists follow
_DESTINATION = "HyperlinkTextDestination"


@dataclass
class _Names:
    """Identifiers that are taken."""

    taken: set[str] = field(default_factory=set)

    def free(self, name: str) -> str:
        """The name, or one made of it as pandoc makes them, which from now on is taken."""
        found, more = name, 0
        while found in self.taken:
            more += 1
            found = f"{name}-{more}"
        self.taken.add(found)
        return found

    def tell(self, root: Element, element: str, key: str) -> None:
        """Let all elements of a kind have names that are free; nothing leads to those that pandoc gave to headings."""
        for one in root.iter(element):
            if (name := one.get(key)) and not name.startswith(AGAIN):
                one.set(key, self.free(name))


def _root(raw: bytes) -> Element:
    return etree.fromstring(raw, tei.parser())


def _write(root: Element, target: Path) -> None:
    """The file, with what stands before its root."""
    etree.ElementTree(root).write(target, xml_declaration=True, encoding="UTF-8")


# --- JATS -----------------------------------------------------------------------------


def join_jats(parts: Sequence[Path], target: Path) -> None:
    """One article."""
    articles = _articles(parts)
    whole = next(articles)
    for part in articles:
        _go_on(whole.find("body"), part.find("body"))
        _add_notes(whole, part.find("back"))
    _write(whole, target)


def _articles(parts: Sequence[Path]) -> Iterator[Element]:
    """The parts, each with identifiers that no other has."""
    names, notes = _Names(), 0
    for path in parts:
        part = _root(files.raw(path))
        fresh = {str(note.get("id")): f"fn{notes + n}" for n, note in enumerate(part.iter("fn"), 1)}
        for note in (*part.iter("fn"), *part.iter("xref")):
            key = "id" if note.tag == "fn" else "rid"
            note.set(key, fresh.get(str(note.get(key)), note.get(key)))
        notes += len(fresh)
        names.tell(part, "*", "id")
        yield part


def _go_on(text: Element, more: Element) -> None:
    """Add to a text; what goes on in a section or division stands in that."""
    for child in list(more):
        if str(child.get("id", "")).startswith(AGAIN):
            if child.tag == "sec":
                child.remove(child[0])
            _go_on(text.findall(child.tag)[-1], child)
        else:
            text.append(child)


def _add_notes(whole: Element, back: Element | None) -> None:
    if back is None or back.find("fn-group") is None:
        return
    there = whole.find("back/fn-group")
    if there is None:
        for empty in whole.findall("back"):
            whole.remove(empty)
        whole.append(back)
    else:
        there.extend(back.findall("fn-group/fn"))


# --- InDesign -------------------------------------------------------------------------


def join_story(parts: Sequence[Path], target: Path) -> None:
    """One story: its styles, its paragraphs, its links."""
    stories = _stories(parts)
    whole = next(stories)
    story, known = whole.find("Story"), {e.get("Self") for e in whole.iter(*_DEFINED)}
    for part in stories:
        etree.SubElement(story, "Br").tail = "\n"
        story.extend(part.find("Story").findall("*")[1:])  # behind what is said of the story
        for style in [e for e in part.iter(*_DEFINED) if e.get("Self") not in known]:
            known.add(style.get("Self"))
            (whole if style.tag == _ADDRESS else whole.find(style.getparent().tag)).append(style)
        whole.extend(part.findall("Hyperlink"))
    _write(whole, target)


def _stories(parts: Sequence[Path]) -> Iterator[Element]:
    """The parts, each with identifiers that no other has."""
    names, links = _Names(), 0
    for path in parts:
        part = _root(files.raw(path))
        links += _count_links(part, links)
        names.tell(part, _DESTINATION, "Self")
        yield part


_ADDRESS = "HyperlinkURLDestination"
_DEFINED = ("CharacterStyle", "ParagraphStyle", "TableStyle", "CellStyle", _ADDRESS)


def _count_links(part: Element, before: int) -> int:
    """Give the links numbers behind those before; how many they are."""

    def later(name: str) -> str:
        return _NUMBER.sub(lambda found: str(int(found[0]) + before), name)

    sources = list(part.iter("HyperlinkTextSource"))
    for source in sources:
        source.set("Self", later(str(source.get("Self"))))
    for link in part.iter("Hyperlink"):
        link.set("Self", later(str(link.get("Self"))))
        link.set("Source", later(str(link.get("Source"))))
    return len(sources)


# --- Word -----------------------------------------------------------------------------


def join_word(parts: Sequence[Path], target: Path) -> None:
    """One Word file: what is no text is the first one's, with the styles, lists and pictures of the others."""
    names = _Names()
    with zipfile.ZipFile(parts[0]) as first, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        whole = _trees(first)
        names.tell(whole[_BODY], f"{W}bookmarkStart", f"{W}name")
        for path in parts[1:]:
            with zipfile.ZipFile(path) as archive:
                part = _trees(archive)
                names.tell(part[_BODY], f"{W}bookmarkStart", f"{W}name")
                for name, raw in _pictures(archive, part, _last(whole)):
                    made.writestr(name, raw)
            _add(whole, part)
        for info in first.infolist():
            tree = whole.get(info.filename)
            raw = first.read(info) if tree is None else etree.tostring(tree, xml_declaration=True, encoding="UTF-8")
            made.writestr(info, raw)


def _trees(archive: zipfile.ZipFile) -> dict[str, Element]:
    return {name: _root(archive.read(name)) for name in _HELD if name in archive.namelist()}


def _last(whole: dict[str, Element]) -> int:
    """The last number that pandoc gave: it counts notes, bookmarks, pictures and relations together."""
    counted = [e.get(_COUNTED[e.tag]) for name in _RELATIONS for e in whole[name].iter(*_COUNTED)]
    related = [_NUMBER.search(str(e.get("Id"))) for name in _RELATIONS.values() for e in whole[name]]
    return max(*map(int, counted), *(int(found[0]) for found in related if found), 0)


def _pictures(archive: zipfile.ZipFile, part: dict[str, Element], more: int) -> Iterator[tuple[str, bytes]]:
    """Raise the numbers of a part by ``more``; its pictures, by their names in the joined file."""
    renamed: dict[str, str] = {}
    for name, relations in _RELATIONS.items():
        for element in part[name].iter(*_COUNTED):
            if (key := _COUNTED[element.tag]) and int(element.get(key)) > 0:  # others are separators of notes
                element.set(key, str(int(element.get(key)) + more))
        for key in (f"{_R}id", f"{_R}embed"):
            for element in part[name].iterfind(f".//*[@{key}]"):
                element.set(key, _raised(element.get(key), more))
        for relation in part[relations]:
            relation.set("Id", _raised(relation.get("Id"), more))
            if str(relation.get("Type")).endswith("/image"):
                before = str(relation.get("Target"))
                relation.set("Target", _raised(before, more))
                renamed[f"word/{before}"] = f"word/{relation.get('Target')}"
    for element in part[_TYPES]:
        name = str(element.get("PartName", ""))[1:]
        if name in renamed:
            element.set("PartName", f"/{renamed[name]}")
    yield from ((name, archive.read(before)) for before, name in renamed.items())


def _raised(name: str, more: int) -> str:
    """A name with the number in it raised."""
    return _NUMBER.sub(lambda found: str(int(found[0]) + more), name, count=1)


def _add(whole: dict[str, Element], part: dict[str, Element]) -> None:
    """Add a part to the joined file."""
    _add_lists(whole[_LISTS], part)
    body, last = whole[_BODY].find(f"{W}body"), whole[_BODY].find(f"{W}body/{W}sectPr")
    for element in list(part[_BODY].find(f"{W}body")):
        if element.tag != f"{W}sectPr" and "".join(element.itertext()) != AGAIN:
            body.append(element) if last is None else last.addprevious(element)
    whole[_NOTES].extend(note for note in list(part[_NOTES]) if int(note.get(f"{W}id")) > 0)
    for name in _RELATIONS.values():
        whole[name].extend(r for r in list(part[name]) if str(r.get("Type")).rpartition("/")[2] in _OF_A_PLACE)
    styles = {style.get(f"{W}styleId") for style in whole[_STYLES].iter(f"{W}style")}
    whole[_STYLES].extend(s for s in part[_STYLES].findall(f"{W}style") if s.get(f"{W}styleId") not in styles)
    types = {(e.get("PartName"), e.get("Extension")) for e in whole[_TYPES]}
    whole[_TYPES].extend(e for e in list(part[_TYPES]) if (e.get("PartName"), e.get("Extension")) not in types)


def _add_lists(lists: Element, part: dict[str, Element]) -> None:
    """Add the lists of a part, which count by themselves, and the kinds of lists that are new."""
    number = f"{W}numId"
    more = max(int(one.get(number)) for one in lists.iter(f"{W}num")) - _FIRST_LIST
    known = {kind.get(f"{W}abstractNumId") for kind in lists.iter(f"{W}abstractNum")}
    first = lists.find(f"{W}num")
    for kind in part[_LISTS].findall(f"{W}abstractNum"):
        if kind.get(f"{W}abstractNumId") not in known:
            first.addprevious(kind)
    for one in part[_LISTS].findall(f"{W}num"):
        if int(one.get(number)) > _FIRST_LIST:
            one.set(number, str(int(one.get(number)) + more))
            lists.append(one)
    for name in _RELATIONS:
        for used in part[name].iter(number):
            if int(used.get(f"{W}val")) > _FIRST_LIST:
                used.set(f"{W}val", str(int(used.get(f"{W}val")) + more))
