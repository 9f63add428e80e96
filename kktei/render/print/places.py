"""What a layout says of itself: where documents, headings, marks of the indexes and asked places stand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

# The words of a heading are those of its document's mark, or what the front matter gives as its supplement: a body
# holds notes as well.
_QUERY = """{
  let plain(it) = {
    if type(it) == str { it }
    else if it.has("text") { if type(it.text) == str { it.text } else { plain(it.text) } }
    else if it.has("children") { it.children.map(plain).join("") }
    else if it.has("body") { plain(it.body) }
    else if it == [ ] { " " }
    else { "" }
  }
  let spot(m) = { let at = m.location().position(); (at.page, at.x.pt(), at.y.pt()) }
  (
    documents: query(<k-document>).map(m => (m.value, ..spot(m))),
    heads: query(selector(heading).or(<k-document>)).map(m => if m.func() == metadata {
      (0, if m.value.number == "" { "" } else { m.value.number + ". " } + m.value.title, ..spot(m))
    } else {
      let own = m.at("label", default: none) == <k-section>
      (m.level, plain(if own { m.supplement } else { m.body }), ..spot(m))
    }),
    chapters: query(<k-chapter>).map(m => (int(plain(m.supplement)), plain(m.body), ..spot(m))),
    marks: query(<k-i>).map(m => (..m.value, m.location().page())),
    note_ends: query(<k-entry-end>).map(m => (m.value, m.location().page())),
    floats: query(<k-float-call>).map(m => m.location().page()).zip(query(<k-float>).map(m => m.location().page())),
    main: query(<k-main>).map(m => m.location().page()),
    asked: ASKED.map(id => query(label(id)).map(m => (id, ..spot(m))).at(0, default: ())),
  )
}"""


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the pages: the page (the first is 1), and points from its left and its top."""

    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Head:
    """A heading, as the bookmarks have it."""

    level: int
    title: str
    place: Place


@dataclass(frozen=True, slots=True)
class Places:
    """Where a layout put things; ``floats`` are pages of a picture's place in the text and of the picture."""

    documents: list[tuple[dict[str, str], Place]]
    heads: list[Head]
    chapters: list[Head]
    marks: list[tuple[str, str, int]]
    note_ends: list[tuple[str, int]]
    floats: list[tuple[int, int]]
    main: list[int]
    asked: dict[str, Place]

    @classmethod
    def of(cls, found: dict[str, Any]) -> Places:
        """From the answer to the query."""
        return cls(
            [(value, Place(*spot)) for value, *spot in found["documents"]],
            list(heads_of(found["heads"])),
            [Head(depth, title, Place(*spot)) for depth, title, *spot in found["chapters"]],
            [(key, role, page) for key, role, page in found["marks"]],
            [(note, page) for note, page in found["note_ends"]],
            [(call, page) for call, page in found["floats"]],
            found["main"],
            {row[0]: Place(*row[1:]) for row in found["asked"] if row},
        )


def query(asked: Sequence[str] = ()) -> str:
    """The question; ``asked`` are labels of which the places are wanted."""
    return _QUERY.replace("ASKED", f"json(bytes({json.dumps(json.dumps(list(asked)))}))")


def heads_of(found: Sequence[Sequence[Any]]) -> tuple[Head, ...]:
    """Each heading once: that of a document follows its mark, and has its words."""
    heads: list[Head] = []
    said = ""
    for level, title, *spot in found:
        if level == 0:
            said = title
        else:
            heads.append(Head(level, said or title, Place(*spot)))
            said = ""
    return tuple(heads)
