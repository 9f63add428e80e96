"""Lists as the index pages show them: plain rows for the stylesheets."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import lru_cache

from kktei.render.contract import from_json, to_json
from kktei.render.html import parts
from kktei.render.html.archives import HoldingLevel, holders, level_name
from kktei.render.html.catalogues import identifiers_of
from kktei.render.html.context import address
from kktei.render.html.entry import DocumentEntry
from kktei.render.html.given import NameContext
from kktei.render.html.index import DocumentPage, Index, RegisterEntry
from kktei.render.html.mapparts import PlaceMap
from kktei.render.records import RecordFact
from kktei.spool import Laid

_ROLE_ORDER = (
    "sent", "received", "copied", "intended", "reached", "delivered", "forwarded", "transmitted", "returned",
    "role.drafter", "role.clearer", "role.clearer.draft", "role.approver", "role.translator", "role.reviser",
)  # fmt: skip


def document_row(document: DocumentPage, index: Index) -> parts.DocumentRow:
    """A document as a row of a table; made once, because everybody's page lists it."""
    laid = index.rows.get(document.stem)
    if laid is not None:
        return _row(laid)
    row = _document_row(document, index)
    index.rows[document.stem] = index.spool.lay(to_json(row).encode())
    return row


@lru_cache(maxsize=1000)
def _row(laid: Laid) -> parts.DocumentRow:
    return from_json(laid.read(), parts.DocumentRow)


def _document_row(document: DocumentPage, index: Index) -> parts.DocumentRow:
    entry, date = document.entry, document.date
    return parts.DocumentRow(
        address=address(document.path),
        number=entry.number,
        title=document.named,
        start=date.start,
        end=date.end,
        said=document.said,
        lasting=date.lasting,
        inferred=date.inferred,
        senders=_people(entry, "sent", index),
        recipients=_people(entry, "received", index),
        genre=entry.genre,
        classes=tuple(c for c in index.classes(document) if c.startswith("cls.")),
        repository=next((level_name(held, index) for w in entry.copies for held in holders(w)), ""),
        language=entry.language,
        title_language=entry.title_language,
        summary=entry.summary,
        incipit="" if entry.summary else entry.incipit,
        further=_further(entry, index),
    )


def _people(entry: DocumentEntry, act: str, index: Index, exchange: int | None = None) -> tuple[parts.NameLink, ...]:
    """Those who did this in an act of communication: by default the first in which somebody did."""
    rows = [row for row in entry.agents if row.act == act]
    wanted = min((row.exchange for row in rows), default=0) if exchange is None else exchange
    found = dict.fromkeys(row.key for row in rows if row.exchange == wanted and row.key in index.names)
    return tuple(name_link(index.names[key]) for key in found)


def _further(entry: DocumentEntry, index: Index) -> tuple[parts.ActRow, ...]:
    """The acts of communication after the first: the message that a telegram carries has its own two sides."""
    acts = sorted({row.exchange for row in entry.agents if row.act in ("sent", "received")})
    found = [
        parts.ActRow(senders=_people(entry, "sent", index, act), recipients=_people(entry, "received", index, act))
        for act in acts[1:]
    ]
    return tuple(act for act in found if act.senders or act.recipients)


def name_link(name: RegisterEntry) -> parts.NameLink:
    """A name with its page."""
    return parts.NameLink(name=name.name, address=address(name.path))


def by_date(index: Index) -> list[int]:
    """All documents in order of time."""
    return sorted(range(len(index.documents)), key=lambda p: (index.documents[p].order, p))


def register_row(name: RegisterEntry) -> parts.RegisterRow:
    """A name as a row of its register."""
    variants = [v for v in name.variants if v.casefold() not in name.name.casefold()]
    return parts.RegisterRow(
        heading=name.sort,
        order=name.order,
        address=address(name.path),
        variants=tuple(variants[:6]),
        count=len(name.documents),
    )


def name_page(
    name: RegisterEntry,
    index: Index,
    labels: Mapping[str, parts.CategoryLabel],
    maps: tuple[PlaceMap, ...],
    partners: tuple[parts.PartnerRow, ...] = (),
) -> NameContext:
    """Everything about a person, a body or a place; ``partners`` are those with whom they exchanged documents."""
    entry = name_entry(name, index, partners)
    return NameContext(entry=entry, maps=maps, labels=named_labels([entry], labels))


def name_entry(name: RegisterEntry, index: Index, partners: tuple[parts.PartnerRow, ...] = ()) -> parts.NameRow:
    """What is told of a name, wherever it stands."""
    return parts.NameRow(
        id=name.path.partition("#")[2],
        name=name.name,
        kind=name.kind,
        variants=tuple(name.variants),
        called=tuple(name.called),
        about=facts(name, index),
        ids=identifiers_of(name.record),
        roles=role_rows(name, index),
        partners=partners,
    )


def named_labels(
    names: Iterable[parts.NameRow], labels: Mapping[str, parts.CategoryLabel]
) -> dict[str, parts.CategoryLabel]:
    """The labels that these names need: of what they did, and of their documents' kinds."""
    roles = [role for name in names for role in name.roles]
    used = {role.role for role in roles} | {document.genre for role in roles for document in role.documents}
    return {key: labels[key] for key in sorted(used) if key in labels}


def role_rows(name: RegisterEntry, index: Index) -> tuple[parts.RoleRow, ...]:
    """The documents of a name by what it did in them."""
    order = {role: at for at, role in enumerate(_ROLE_ORDER)}
    roles = sorted(name.uses, key=lambda r: (r == "mentioned", order.get(r, len(order)), r))
    return tuple(parts.RoleRow(role=role, documents=document_rows(name.uses[role], index)) for role in roles)


def document_rows(places: Iterable[int], index: Index) -> tuple[parts.DocumentRow, ...]:
    """Documents by their places, as rows."""
    return tuple(document_row(index.documents[place], index) for place in places)


def facts(name: RegisterEntry | None, index: Index) -> tuple[parts.FactRow, ...]:
    """What the record of a name tells."""
    return tuple(_fact(fact, index) for fact in name.record.about) if name and name.record else ()


def _fact(fact: RecordFact, index: Index) -> parts.FactRow:
    known = index.names.get(fact.ref)
    text = known.name if known and fact.text == fact.ref else fact.text
    return parts.FactRow(element=fact.element, text=text, address=address(known.path) if known and known.uses else "")


def level_row(level: HoldingLevel, index: Index, depth: int = 0) -> parts.LevelRow:
    """A level of an archive with all below it."""
    copies: dict[tuple[int, str], dict[str, None]] = {}
    for place, roles, mark in level.copies:  # several copies of one document in one lot are one row
        copies.setdefault((place, mark), {}).update(dict.fromkeys(roles))
    return parts.LevelRow(
        id=level.anchor,
        name=level.name,
        where=level.where,
        depth=depth,
        count=len(level.documents),
        copies=tuple(
            _copy(document_row(index.documents[place], index), tuple(roles), mark)
            for (place, mark), roles in copies.items()
        ),
        below=tuple(level_row(below, index, depth + 1) for below in level.below.values()),
    )


def _copy(row: parts.DocumentRow, roles: tuple[str, ...], mark: str) -> parts.CopyRow:
    return parts.CopyRow(**{part.name: getattr(row, part.name) for part in fields(row)}, roles=roles, mark=mark)


def taxonomy_rows(index: Index) -> tuple[parts.TaxonomyRow, ...]:
    """Vocabularies that documents are put in, each category with its documents."""
    using: dict[str, list[int]] = {}
    for place, document in enumerate(index.documents):
        for key in index.classes(document):
            using.setdefault(key, []).append(place)
    found = []
    for taxonomy in index.records.taxonomies:
        rows = tuple(
            parts.CategoryRow(key=c.key, name=c.name, about=c.about, documents=document_rows(using[c.key], index))
            for c in taxonomy.categories
            if c.key in using
        )
        if rows:
            found.append(parts.TaxonomyRow(key=taxonomy.key, about=taxonomy.about, categories=rows))
    return tuple(found)


def labels(index: Index) -> dict[str, parts.CategoryLabel]:
    """Every category: its name, its meaning and, where documents are put in it, where they are listed."""
    used = {key for document in index.documents for key in index.classes(document)}
    found = {hand.key: parts.CategoryLabel(name=hand.name) for hand in index.records.hands}
    for taxonomy in index.records.taxonomies:
        for c in taxonomy.categories:
            listed = f"markings.html#{c.key}" if c.key in used else None
            found[c.key] = parts.CategoryLabel(name=c.name or c.key, about=c.about, address=listed)
    return found
