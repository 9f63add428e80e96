"""What a layout says of itself: where documents, headings, marks of the indexes and asked places stand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

# The words of a heading are those of its document's mark, or what the front matter gives as its supplement: a body
# holds notes as well.  A document's mark is a heading of level 0.
_QUERY = """{
  let plain(it) = {
    if type(it) == str { it }
    else if it.func() == metadata { plain(it.value) }
    else if it.has("text") { if type(it.text) == str { it.text } else { plain(it.text) } }
    else if it.has("children") { it.children.map(plain).join("") }
    else if it.has("body") { plain(it.body) }
    else if it == [ ] { " " }
    else { "" }
  }
  let spot(m) = { let at = m.location().position(); (page: at.page, x: at.x.pt(), y: at.y.pt()) }
  let head(level, title, m) = (level: level, title: if title == none { "" } else { title }, place: spot(m))
  (
    documents: query(selector(<k-document>).or(<k-piece>)).map(m => (document: m.value, place: spot(m))),
    heads: query(selector(heading).or(<k-document>)).map(m => if m.func() == metadata {
      head(0, if m.value.number == "" { "" } else { m.value.number + ". " } + m.value.title, m)
    } else {
      head(m.level, plain(if m.at("label", default: none) == <k-section> { m.supplement } else { m.body }), m)
    }),
    chapters: query(<k-chapter>).map(m => head(int(plain(m.supplement)), plain(m.body), m)),
    marks: query(<k-i>).map(m => (..m.value, m.location().page())),
    calls: query(<k-call>).map(m => (m.value, spot(m))).to-dict(),
    note_ends: query(<k-entry-end>).map(m => (m.value, m.location().page())),
    floats: query(<k-float-call>).map(m => m.location().page()).zip(query(<k-float>).map(m => m.location().page())),
    rows: query(<k-row>).map(m => (m.value, spot(m))),
    main: query(<k-main>).map(m => m.location().page()),
    asked: ASKED.map(id => (id, query(label(id)).map(spot))).filter(p => p.last() != ()).map(array.flatten).to-dict(),
  )
}"""


@dataclass(frozen=True, slots=True)
class PagePlace:
    """A place on the pages: the page (the first is 1), and points from its left and its top."""

    page: int
    x: float
    y: float

    def later(self, pages: int) -> PagePlace:
        """The place, so many pages on."""
        return PagePlace(self.page + pages, self.x, self.y)


@dataclass(frozen=True, slots=True)
class Head:
    """A heading, as the bookmarks have it."""

    level: int
    title: str
    place: PagePlace

    def later(self, pages: int) -> Head:
        """The heading, so many pages on."""
        return Head(self.level, self.title, self.place.later(pages))


class DocumentMark(msgspec.Struct, frozen=True, kw_only=True):
    """What a document's mark says of it."""

    id: str
    number: str
    title: str
    short: str
    date: str


@dataclass(frozen=True, slots=True)
class DocumentPlace:
    """Where a document begins."""

    document: DocumentMark
    place: PagePlace


@dataclass(frozen=True, slots=True)
class LaidOut:
    """Where a layout put things; ``floats`` are pages of a picture's place in the text and of the picture."""

    documents: list[DocumentPlace]
    heads: list[Head]
    chapters: list[Head]
    marks: list[tuple[str, str, int]]
    calls: dict[str, PagePlace]
    note_ends: list[tuple[str, int]]
    floats: list[tuple[int, int]]
    rows: list[
        tuple[tuple[int, float, float], PagePlace]
    ]  # of a list: the row, the height of its line, a page's middle
    main: list[int]
    asked: dict[str, PagePlace]


def query(asked: Sequence[str] = ()) -> str:
    """The question; ``asked`` are labels of which the places are wanted."""
    return _QUERY.replace("ASKED", f"json(bytes({json.dumps(json.dumps(list(asked)))}))")


def headings(found: Sequence[Head]) -> list[Head]:
    """Each heading once: that of a document follows its mark, and has its words."""
    heads: list[Head] = []
    said = ""
    for head in found:
        if head.level == 0:
            said = head.title
        else:
            heads.append(Head(head.level, said or head.title, head.place))
            said = ""
    return heads
