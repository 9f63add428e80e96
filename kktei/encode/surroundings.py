"""The contexts of all documents of an edition: neighbours, partners in letters, settings."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from kktei.addresses import Addresses
from kktei.config import Settings
from kktei.encode.authorities.index import AuthorityIndex
from kktei.encode.authorities.records import Person
from kktei.encode.communications import communications
from kktei.encode.context import Context, Imprint, Neighbours, Pair
from kktei.encode.correspondents import Exchange, exchanges
from kktei.encode.encoding import naming_for
from kktei.encode.taxonomies import Terms
from kktei.model import Document, DocumentId
from kktei.tei import as_id


def imprint_of(settings: Settings) -> Imprint:
    """What every document says of its publication."""
    said = settings.text
    return Imprint(
        edition=as_id(said("edition.id")),
        title=said("edition.title"),
        publisher=said("edition.publisher"),
        place=said("edition.place"),
        date=said("edition.date"),
        licence=said("edition.licence"),
        licence_name=said("edition.licence_name"),
        base_uri=Addresses.of(settings).base,
        language=said("edition.language"),
        years=said("source.years"),
        schemas=settings.texts("convert.schemas"),
        volume_title=said("source.title"),
        volume=said("source.volume"),
        source_address=said("source.address"),
        rights=said("rights.text"),
        rights_licence=said("rights.licence"),
    )


def contexts(
    documents: Sequence[Document],
    authorities: AuthorityIndex,
    settings: Settings,
    vocabulary: Terms,
    known: Mapping[DocumentId, Sequence[Exchange]] | None = None,
) -> dict[DocumentId, Context]:
    """For each document what its encoding has to know of the rest, ``documents`` in the edition's order.

    ``known`` gives the exchanges of documents whose source is not at hand, as their TEI has them.
    """
    imprint = imprint_of(settings)
    genres = {term.label: term.key for term, _ in vocabulary.rows.get("kind", ())}
    foreign = vocabulary.rows.get("foreign_kind", ())
    others = {w: t.key for t, words in foreign for w in map(str.lower, words) if w not in genres}
    plain = Context(
        imprint, authorities, {**genres, **others}, {w: key.rpartition(".")[2] for w, key in others.items()}
    )

    def exchanged(document: Document, partners: Mapping[str, str]) -> Sequence[Exchange]:
        if known and document.id in known:
            return known[document.id]
        return exchanges(communications(document, naming_for(document, plain), partners))

    partners = _partners([exchanged(d, {})[:1] for d in documents], authorities)
    pairs = {d.id: frozenset(one.pair for one in exchanged(d, partners) if one.pair) for d in documents}
    order = [d.id for d in documents]
    between = _between(order, pairs)
    made = {}
    for before, one, after in _in_threes(order):
        made[one] = replace(plain, neighbours=Neighbours(before, after, between[one]), partners=partners)
    return made


def _partners(every: Iterable[Sequence[Exchange]], authorities: AuthorityIndex) -> dict[str, str]:
    """For each person with whom they exchange most of their letters, by the headings."""
    counts: dict[str, Counter[str]] = {}
    for exchange in chain.from_iterable(every):
        for one in exchange.senders:
            for other in exchange.recipients:
                if one and other and authorities.of(Person, one) and authorities.of(Person, other):
                    counts.setdefault(one, Counter())[other] += 1
                    counts.setdefault(other, Counter())[one] += 1
    return {key: min(found, key=lambda k: (-found[k], k)) for key, found in sorted(counts.items())}


def _between(
    order: Sequence[DocumentId], pairs: Mapping[DocumentId, frozenset[frozenset[str]]]
) -> dict[DocumentId, dict[frozenset[str], Pair]]:
    """For each document and each pair of its correspondents the nearest documents between the same two."""
    chains: dict[frozenset[str], list[DocumentId]] = {}
    for one in order:
        for pair in pairs[one]:
            chains.setdefault(pair, []).append(one)
    found: dict[DocumentId, dict[frozenset[str], Pair]] = {one: {} for one in order}
    for pair, documents in chains.items():
        for before, one, after in _in_threes(documents):
            found[one][pair] = (before, after)
    return found


def _in_threes(order: Sequence[DocumentId]) -> Iterable[tuple[DocumentId | None, DocumentId, DocumentId | None]]:
    """Each with the one before it and the one after it."""
    return zip([None, *order], order, [*order[1:], None], strict=False)
