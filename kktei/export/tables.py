"""The edition as tables: which there are, their columns, and the rows that a document gives.

CSV, SQLite and Parquet hold the same tables; keys lead from one to the other.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from kktei.described import TeiAgent, TeiLevel, TeiPlace
from kktei.export.described import TeiDocument, TeiRecord
from kktei.export.edition import Edition, Named, links
from kktei.export.formats import Missed, Writing, untold
from kktei.identifiers import address, catalogued, doi_address

Row = tuple[str | int | None, ...]


@dataclass(frozen=True)
class DataTable:
    """A table: columns with what they hold; whole numbers are named in ``numbers``."""

    name: str
    about: str
    columns: dict[str, str]
    rows: Callable[[TeiDocument, Edition], Iterator[Row]]  # of one document; the authority file may have more
    key: str = ""
    refers: tuple[tuple[str, str], ...] = ()  # a column, and the table that it leads to
    numbers: frozenset[str] = frozenset()


def _documents(document: TeiDocument, edition: Edition) -> Iterator[Row]:
    base = document.base
    yield (
        document.key, document.edition or edition.id, document.id, document.number, document.title, document.genre,
        edition.genre(document), edition.genre_address(document),
        document.date.first, document.date.last, document.date.edtf, int(document.date.inferred),
        *_place(document.place, document, edition),
        document.language, "; ".join(edition.markings(document, "cls")), base.where if base else "", document.note,
        document.text, edition.addresses.page(document.name), document.licence,
        document.source.words, document.source.address, document.source.rights, document.source.rights_address,
    )  # fmt: skip


def _parties(document: TeiDocument, edition: Edition) -> Iterator[Row]:
    for act in document.communications:
        for at, step in enumerate(act.steps, 1):
            for agent in step.agents:
                place = _key(step.places[0] if step.places else None, document, edition)
                yield (document.key, act.id, at, *_agent(agent, document, edition), agent.act, agent.role,
                       step.date.first, step.date.last, place, agent.cert, agent.evidence)  # fmt: skip


def _key(named: Named | None, document: TeiDocument, edition: Edition) -> str:
    """The record that a name leads to, in the authority file or in the document's own; or ""."""
    own = edition.own_record(named, document)
    return _own_key(own.key, document) if own is not None else edition.recorded(named)


def _own_key(key: str, document: TeiDocument) -> str:
    return f"{document.key}#{key}"


def _agent(agent: TeiAgent, document: TeiDocument, edition: Edition) -> Row:
    return _key(agent, document, edition), agent.name, edition.identifier(agent)


def _place(place: TeiPlace | None, document: TeiDocument, edition: Edition) -> Row:
    """Its record, its name, the address of a catalogue."""
    return (
        (_key(place, document, edition), edition.place_name(place), edition.identifier(place))
        if place is not None
        else ("", "", "")
    )


def _holder(holder: TeiLevel | None, edition: Edition) -> Row:
    """Its record, its name, the address of a catalogue."""
    if holder is None:
        return "", "", ""
    key = edition.recorded(holder)
    found = links(edition.records[key].ids) if key else catalogued([holder.key])
    return key, holder.name, next(iter(found.values()), "")


def _acts(document: TeiDocument, edition: Edition) -> Iterator[Row]:
    for act in document.communications:
        for at, step in enumerate(act.steps, 1):
            place = step.places[0] if step.places else None
            yield (document.key, act.id, at, act.type, step.type, step.subtype, step.date.first, step.date.last,
                   *_place(place, document, edition), step.note)  # fmt: skip


def _copies(document: TeiDocument, edition: Edition) -> Iterator[Row]:
    for at, copy in enumerate(document.copies, 1):
        keyed = [level.key for level in copy.levels if level.key in edition.records]
        yield (
            copy.id or f"{document.key}.copy{at}", document.key, " ".join(r.removeprefix("wit.") for r in copy.roles),
            *_holder(copy.holder, edition), keyed[-1] if keyed else "", copy.where,
            copy.town, copy.country_name or copy.country,
            copy.language, copy.form, copy.extent, "; ".join(marking.name for marking in copy.markings), copy.title,
            "; ".join(copy.parts),
        )  # fmt: skip


def _makers(document: TeiDocument, edition: Edition) -> Iterator[Row]:
    for at, copy in enumerate(document.copies, 1):
        for maker in copy.makers:
            yield (
                copy.id or f"{document.key}.copy{at}",
                edition.category(maker.act or maker.role),
                *_agent(maker, document, edition),
            )


def _relations(document: TeiDocument, _edition: Edition) -> Iterator[Row]:
    for relation in document.relations:
        for active in relation.active:
            for passive in relation.passive:
                yield document.key, active, relation.name, passive, " ".join(relation.evidence)


def _mentions(document: TeiDocument, edition: Edition) -> Iterator[Row]:
    for mention in document.mentioned:
        yield (
            document.key,
            _key(mention, document, edition),
            mention.kind,
            mention.name,
            mention.times,
            edition.identifier(mention),
        )


def _facts(document: TeiDocument, _edition: Edition) -> Iterator[Row]:
    for fact in document.facts:
        yield (document.key, fact.of, fact.what, fact.value, fact.key, " ".join(fact.source), " … ".join(fact.words),
               fact.cert, fact.evidence, fact.resp)  # fmt: skip


def _levels(document: TeiDocument, edition: Edition) -> Iterator[Row]:
    for at, copy in enumerate(document.copies, 1):
        for depth, level in enumerate(copy.levels, 1):
            key = edition.recorded(level)
            yield copy.id or f"{document.key}.copy{at}", depth, level.element, level.type, key, level.name


def records(edition: Edition) -> Iterator[Row]:
    """The rows of the table of records."""
    return map(_record, edition.records.values())


def _records_within(document: TeiDocument, edition: Edition) -> Iterator[Row]:
    for record in edition.own_records(document):
        yield _record(replace(record, key=_own_key(record.key, document), parent=""))


def _record(record: TeiRecord) -> Row:
    return (record.key, record.kind, record.type, record.name, record.inverted, record.born, record.died,
            record.town, record.country, record.geo, record.parent, record.dates, record.extent,
            record.finding_aid)  # fmt: skip


def identifiers(edition: Edition) -> Iterator[Row]:
    """The rows of the table of identifiers."""
    for record in edition.records.values():
        yield from _identified(record.key, record)


def _identifiers_within(document: TeiDocument, edition: Edition) -> Iterator[Row]:
    for record in edition.own_records(document):
        yield from _identified(_own_key(record.key, document), record)


def _identified(key: str, record: TeiRecord) -> Iterator[Row]:
    return ((key, kind, value, address(kind, value)) for kind, value in record.numbers)


def _numbers(document: TeiDocument, edition: Edition) -> Iterator[Row]:
    for kind, value in edition.numbers(document):
        yield document.key, kind, value, doi_address(value) or (value if "://" in value else "")


_DOCUMENT = ("document", "documents")
TABLES = (
    DataTable("documents", "The documents", {
        "document": "name of its file", "edition": "the edition's id", "id": "xml:id",
        "number": "number in the edition", "title": "title",
        "genre": "kind, as a key", "genre_name": "kind, in words",
        "genre_address": "kind, in a vocabulary of others (AAT, GND)", "first": "earliest day", "last": "latest day",
        "edtf": "date in EDTF", "inferred": "1 where the date is an inference",
        "place_key": "place of writing, a record",
        "place": "place of writing", "place_identifier": "place of writing, the address of a catalogue",
        "language": "language (BCP 47)", "classification": "classification",
        "copy_text": "where the copy that the text follows lies", "source_note": "source note, corrected",
        "text": "the whole text as read", "address": "page on the web", "licence": "licence of the encoding",
        "printed_source": "the print that it is taken from", "printed_source_address": "its address there",
        "text_rights": "who owns the text", "text_rights_address": "licence or rights statement of the text",
    }, _documents, key="document", numbers=frozenset({"inferred"})),
    DataTable("numbers", "What other systems call the documents", {
        "document": "the document", "type": "which system", "value": "its identifier",
        "address": "of a DOI or an address, where it leads",
    }, _numbers, refers=(_DOCUMENT,)),
    DataTable("acts", "The steps of each communication: sent, delivered, received …", {
        "document": "the document", "act": "the communication", "step": "which step of it", "kind": "kind of message",
        "what": "what was done", "way": "to: meant for; cc: copied to", "first": "earliest day", "last": "latest day",
        "place_key": "where, a record", "place": "where", "place_identifier": "where, the address of a catalogue",
        "note": "note",
    }, _acts, refers=(_DOCUMENT,), numbers=frozenset({"step"})),
    DataTable("parties", "Who took part in each step", {
        "document": "the document", "act": "the communication", "step": "which step of it", "record": "who, a record",
        "name": "who, as named", "identifier": "who, the address of a catalogue",
        "did": "what they did", "role": "role", "first": "earliest day", "last": "latest day",
        "place_key": "where, a record", "certainty": "how sure", "evidence": "on what",
    }, _parties, refers=(_DOCUMENT,), numbers=frozenset({"step"})),
    DataTable("copies", "The copies of each document", {
        "copy": "the copy", "document": "the document", "roles": "what it is (base: the text follows it)",
        "holder_key": "who holds it, a record", "holder": "who holds it",
        "holder_identifier": "who holds it, the address of a catalogue",
        "unit": "the lowest archival unit with a record",
        "place": "where it lies, in one line, or what is said in prose",
        "town": "in which town", "country": "in which country",
        "language": "language (BCP 47)", "form": "form", "extent": "extent",
        "markings": "what stands on it", "title": "title of its own", "parts": "the parts of a volume of several",
    }, _copies, key="copy", refers=(_DOCUMENT,)),
    DataTable("levels", "Where each copy lies, level by level", {
        "copy": "the copy", "depth": "1 is the outermost", "element": "TEI element", "type": "type of number",
        "record": "the unit's record", "name": "as named",
    }, _levels, refers=(("copy", "copies"),), numbers=frozenset({"depth"})),
    DataTable("makers", "Who made the copies", {
        "copy": "the copy", "role": "drafted, cleared, approved …", "record": "who, a record", "name": "who, as named",
        "identifier": "who, the address of a catalogue",
    }, _makers, refers=(("copy", "copies"),)),
    DataTable("relations", "How copies and documents stand to each other", {
        "document": "where it is told", "active": "the one", "relation": "how", "passive": "to the other",
        "evidence": "the words that say so",
    }, _relations, refers=(_DOCUMENT,)),
    DataTable("mentions", "Whom and what the texts name", {
        "document": "the document", "record": "a record", "kind": "person, body, place", "name": "as named first",
        "times": "how often", "identifier": "the address of a catalogue",
    }, _mentions, refers=(_DOCUMENT,), numbers=frozenset({"times"})),
    DataTable("facts", "Every statement with what it rests on", {
        "document": "the document", "part": "the part of the header that it stands in", "what": "what is stated",
        "value": "the value", "key": "the record or category", "source": "ids that it rests on",
        "words": "the words there", "certainty": "how sure", "evidence": "internal, external, conjecture",
        "responsible": "who says so",
    }, _facts, refers=(_DOCUMENT,)),
    DataTable("records", "Persons, bodies, places, repositories, archival units and printed works", {
        "record": "the record (DOCUMENT#ID: of a document's own file)", "kind": "kind",
        "type": "type", "name": "name", "heading": "name inverted",
        "born": "year or day of birth", "died": "year or day of death", "town": "town", "country": "country",
        "geo": "coordinates", "parent": "what it belongs to, a record", "dates": "of an archival unit: of what time",
        "extent": "how large", "finding_aid": "the address of its finding aid",
    }, _records_within, key="record"),
    DataTable("identifiers", "What other catalogues call these", {
        "record": "the record", "authority": "which catalogue", "value": "its identifier", "address": "its address",
    }, _identifiers_within, refers=(("record", "records"),)),
)  # fmt: skip
_SHARED = {"records": records, "identifiers": identifiers}


def rows_to(take: Callable[[str, Iterable[Row]], object], edition: Edition, missed: Missed) -> Writing:
    """Hand on the rows of every table, each with its name: first those of the records, then as documents come."""
    for name, rows in _SHARED.items():
        take(name, rows(edition))
    while (document := (yield)) is not None:
        untold(document, edition.of(document), missed, records=True)
        for table in TABLES:
            take(table.name, table.rows(document, edition.of(document)))
