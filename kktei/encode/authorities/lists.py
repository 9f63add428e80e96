"""Where new records go in the authority file: at the end of their list, which is made where there is none."""

from collections.abc import Sequence

from kktei.config import Settings
from kktei.encode.authorities.entries import entry
from kktei.encode.authorities.records import AuthorityRecord, Body, Holding, Person, Place, Repository, Work
from kktei.encode.elements import Element, el, fragment, write
from kktei.encode.licence import header_beside
from kktei.encode.splice import Part, Splice, after, apply, before_end_tag, parts_of
from kktei.tei import as_id

# The lists in the order of the file: element, @type, kind of record.
_LISTS: tuple[tuple[str, str | None, type], ...] = (
    ("listPerson", None, Person),
    ("listOrg", "bodies", Body),
    ("listOrg", "repositories", Repository),
    ("listPlace", None, Place),
    ("listBibl", "collections", Holding),
    ("listBibl", "printed", Work),
)


def begin(settings: Settings) -> bytes:
    """A new authority file without records."""
    source = "Compiled from the headings and source notes of the edition."
    root = el(
        "TEI",
        header_beside(settings, "authority records", source),
        el("standOff", el("note", "Everybody and everything that the edition names, once.", type="scope")),
        xml_id=file_id(settings),
        version="4.5.0",
    )
    return write(root)


def file_id(settings: Settings) -> str:
    """The xml:id of an edition's authority file."""
    return f"{as_id(settings.text('edition.id'))}.authorities"


Added = tuple[type, Element]


def new(record: AuthorityRecord, comment: str) -> Added:
    """A new record, to be put into the list of its kind."""
    return type(record), entry(record, comment)


def with_records(data: bytes, added: Sequence[Added]) -> bytes:
    """The file with the new records; unchanged where there are none."""
    if not added:
        return data
    parts = parts_of(data)
    changes: list[Splice] = []
    new_lists: list[Element] = []
    for tag, kind, record_type in _LISTS:
        made = [element for its_type, element in added if its_type is record_type]
        if not made:
            continue
        place = _list(parts, tag, kind)
        if place is not None:
            level = len(place.path)
            changes.append(before_end_tag(data, place, [fragment(e, level) for e in made], level))
        else:
            new_lists.append(el(tag, made, type=kind))
    if new_lists:
        changes.append(_beside(data, parts, new_lists))
    return apply(data, changes)


def _beside(data: bytes, parts: Sequence[Part], lists: Sequence[Element]) -> Splice:
    """New lists at the end of ``standOff``; where there is none it is made, after the header."""
    root = parts[-1]
    holder = min((p for p in parts if p.path[-1] == "standOff"), key=lambda p: len(p.path), default=None)
    if holder is not None:
        level = len(holder.path)
        return before_end_tag(data, holder, [fragment(e, level) for e in lists], level)
    made = fragment(el("standOff", list(lists)), 1)
    header = next((p for p in parts if p.path[1:] == ("teiHeader",)), None)
    return before_end_tag(data, root, [made], 1) if header is None else after(data, header, made, 1)


def _list(parts: Sequence[Part], tag: str, kind: str | None) -> Part | None:
    found = (p for p in parts if p.path[-1] == tag and p.attributes.get("type") == kind)
    return min((p for p in found if "standOff" in p.path), key=lambda p: len(p.path), default=None)
