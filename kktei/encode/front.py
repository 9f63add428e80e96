"""What a volume has besides documents: its front matter, and its chapters as a table of contents."""

from collections.abc import Iterable, Sequence
from functools import partial

from kktei.config import Settings
from kktei.encode.authorities import AuthorityIndex
from kktei.encode.elements import Element, el, put, write
from kktei.encode.licence import header_beside
from kktei.encode.names import Naming
from kktei.encode.phrases import Attributes, Phrases, by_key, refer
from kktei.encode.text import fill
from kktei.model import Chapter, Front
from kktei.tei import as_id, q
from kktei.transcript import Name


def encode_front(
    settings: Settings, sections: Sequence[Front], chapters: Sequence[Chapter], known: AuthorityIndex | None = None
) -> bytes | None:
    """front.xml: a TEI file with the front matter and the chapters; None where there is neither.

    Names lead to the records of the authorities that are ``known``.
    """
    if not sections and not chapters:
        return None
    made = Phrases("front", by_key if known is None else partial(_refer, Naming(known, None)), folder="documents/")
    parts = [_section(section, made) for section in sections]
    contents = _contents(chapters) if chapters else el("p")
    root = el(
        "TEI",
        header_beside(settings, "front matter", "Taken over from the sources."),
        el(
            "text",
            el("front", parts) if parts else None,
            el("body", el("div", el("head", "Contents"), contents, type="contents")),
        ),
        xml_id=f"{as_id(settings.text('edition.id'))}.front",
        xml_lang=settings.text("edition.language"),
        version="4.5.0",
    )
    return write(root)


def _refer(naming: Naming, name: Name) -> Attributes:
    """What leads a name to its record: pointers are seen from the documents' folder, and this file is beside it."""
    return {key: value and value.replace("../", "") for key, value in refer(naming, name).items()}


def _section(section: Front, made: Phrases) -> Element:
    div = el("div", type=section.kind or "section")
    if section.heading:
        put(div, el("head", section.heading))
    fill(div, section.blocks, made)
    return div


def _contents(chapters: Iterable[Chapter]) -> Element:
    """The chapters as a list; those within a chapter stand in its own list, after its documents."""
    contents = el("list")
    within: list[Element] = []
    for chapter in chapters:
        del within[chapter.depth :]
        item = _chapter(chapter)
        put(_list_in(within[-1]) if within else contents, item)
        within.append(item)
    return contents


def _list_in(item: Element) -> Element:
    found = item.find(q("list"))
    if found is None:
        found = el("list")
        put(item, found)
    return found


def _chapter(chapter: Chapter) -> Element:
    links = [el("ref", one.number, target=one.file) for one in chapter.documents]
    inner = el("list", [el("item", link) for link in links]) if links else None
    return el("item", chapter.heading, inner)
