"""RDF: documents, copies, people and archives in the words of RiC-O and schema.org; what facts rest on, in PROV's."""

import re
from collections.abc import Iterable
from pathlib import Path

from kktei.described import TeiAgent, TeiCopy
from kktei.export.described import Licence, TeiDocument, TeiRecord
from kktei.export.edition import Edition, Named, same_as
from kktei.export.formats import Missed, Writing, untold
from kktei.export.triples import Graph, Node, graph
from kktei.identifiers import doi_address, licence_name

_TYPES = {
    "person": ("rico:Person", "schema:Person"),
    "body": ("rico:CorporateBody", "schema:Organization"),
    "repository": ("rico:CorporateBody", "schema:ArchiveOrganization"),
    "place": ("rico:Place", "schema:Place"),
    "unit": ("rico:RecordSet", "schema:Collection"),
    "work": ("schema:CreativeWork",),
}
_RELATIONS = {
    "copyOf": "rico:isCopyOf",
    "translationOf": "schema:translationOfWork",
    "revisionOf": "prov:wasRevisionOf",
    "versionOf": "rico:isRelatedTo",
    "transmits": "schema:hasPart",
}
_DATATYPES = (
    (re.compile(r"\d{4}-\d\d-\d\d"), "xsd:date"),
    (re.compile(r"\d{4}-\d\d"), "xsd:gYearMonth"),
    (re.compile(r"\d{4}"), "xsd:gYear"),
)


def write(edition: Edition, folder: Path, missed: Missed) -> Writing:
    """``edition.ttl`` and ``edition.jsonld``, which say the same; ``evidence.ttl`` and ``evidence.jsonld``."""
    with graph(folder, "edition") as main, graph(folder, "evidence") as evidence:
        for record in edition.records.values():
            main.add(_record(record, edition, edition.addresses.record(record.key)))
        while (document := (yield)) is not None:
            untold(document, edition, missed, records=True)
            for own in edition.own_records(document):
                main.add(_record(own, edition, _own_address(own, document, edition)))
            _document(document, edition, main, missed)
            for at, copy in enumerate(document.copies):
                main.add(_copy(copy, _copy_address(document, at, edition), document, edition))
            for at, _ in enumerate(document.facts):
                evidence.add(_fact(document, at, edition))
        main.add(_edition(edition))  # knows by now what all of them say of licences


def _edition(edition: Edition) -> Node:
    node = Node(edition.base, ("schema:Dataset", "schema:Collection"))
    node.say("schema:name", edition.title, language=edition.language)
    node.say("schema:description", edition.description, language=edition.language)
    for who in edition.editors:
        node.say("schema:editor", who)
    node.say("schema:publisher", edition.publisher)
    node.say("schema:datePublished", edition.issued, datatype(edition.issued))
    _licences(edition.licences, node)
    return node


def _licences(licences: Iterable[Licence], node: Node) -> None:
    for licence in licences:
        node.link("schema:license", licence.address)
        node.say("schema:conditionsOfAccess", "" if licence_name(licence.address) else licence.name)


def _own_address(record: TeiRecord, document: TeiDocument, edition: Edition) -> str:
    """A record of a document's own file lies in that."""
    return f"{edition.addresses.tei(document.name)}#{record.key}"


def _record(record: TeiRecord, edition: Edition, address: str) -> Node:
    node = Node(address, _TYPES[record.kind])
    node.say("schema:name", record.name)
    node.say("schema:familyName", record.family)
    node.say("schema:givenName", record.given)
    for variant in record.variants:
        node.say("schema:alternateName", variant)
    for name, day in (("schema:birthDate", record.born), ("schema:deathDate", record.died)):
        node.say(name, day, datatype(day))
    node.say("schema:temporalCoverage", record.dates)
    node.say("schema:materialExtent", record.extent)
    node.link("schema:subjectOf", record.finding_aid)
    for same in same_as(record):
        node.link("owl:sameAs", same)
    if parent := edition.records.get(record.parent):
        within = "rico:isOrWasIncludedIn" if parent.kind == "unit" else "rico:hasOrHadHolder"
        node.link(
            within if record.kind == "unit" else "rico:isOrWasSubordinateTo", edition.addresses.record(parent.key)
        )
    return node


def _document(document: TeiDocument, edition: Edition, to: Graph, missed: Missed) -> None:
    page = edition.addresses.page(document.name)
    node = Node(page, ("rico:Record", "schema:ArchiveComponent"))
    own = document.language in ("", edition.language)  # in which language the title of another is, nobody says
    node.say("schema:name", document.heading, language=edition.language if own else "")
    node.say("schema:position", document.number)
    node.say("schema:genre", edition.genre(document))
    node.link("schema:genre", edition.genre_address(document))
    node.say("schema:inLanguage", document.language)
    node.link("schema:isPartOf", edition.base)
    for _, value in edition.numbers(document):
        node.link("schema:sameAs", doi_address(value))
        node.say("schema:identifier", value)
    _licences(document.licences, node)
    node.say("schema:copyrightNotice", document.source.rights)
    node.link("schema:usageInfo", document.source.rights_address)
    node.say("dcterms:source", document.source.words)
    node.link("schema:isBasedOn", document.source.address)
    node.link("schema:encoding", edition.addresses.tei(document.name))
    day = document.date.day
    node.say("rico:creationDate", day or document.date.edtf, datatype(day))
    if not day and document.date.edtf:
        missed.loss("dates within bounds have no datatype but EDTF's words", document.name)
    _agents(node, "rico:hasAuthor", document.senders, document, edition)
    _agents(node, "rico:hasAddressee", document.recipients, document, edition)
    if document.place:
        node.link("schema:locationCreated", _about(document.place, document, edition))
    for mention in document.mentioned:
        node.link("schema:mentions", _about(mention, document, edition))
    for at in range(len(document.copies)):
        node.link("rico:hasOrHadInstantiation", _copy_address(document, at, edition))
    to.add(node)


def _agents(node: Node, name: str, agents: tuple[TeiAgent, ...], document: TeiDocument, edition: Edition) -> None:
    for agent in agents:
        node.link(name, _about(agent, document, edition))
        if agent.key not in edition.records:
            node.say(name.replace("rico:hasAuthor", "schema:author").replace("rico:hasAddressee", "schema:recipient"),
                     agent.name)  # fmt: skip


def _about(named: Named, document: TeiDocument, edition: Edition) -> str:
    """The address of the record that is named, or a catalogue's that the name itself points to; or ""."""
    if named.key in edition.records:
        return edition.addresses.record(named.key)
    if own := edition.own_record(named, document):
        return _own_address(own, document, edition)
    return edition.identifier(named)


def _copy_address(document: TeiDocument, at: int, edition: Edition) -> str:
    """A copy's place on the page of its document; by its number where it has no id."""
    return f"{edition.addresses.page(document.name)}#{document.copies[at].id or f'copy-{at + 1}'}"


def _copy(copy: TeiCopy, address: str, document: TeiDocument, edition: Edition) -> Node:
    page = edition.addresses.page(document.name)
    node = Node(address, ("rico:Instantiation",))
    node.link("rico:isOrWasInstantiationOf", page)
    node.say("rico:title", copy.title)
    node.say("schema:itemLocation", ", ".join(filter(None, (copy.where, copy.around))) if copy.levels else "")
    node.say("schema:description", copy.words)
    node.say("rico:scopeAndContent", "; ".join(copy.parts))
    node.say("schema:inLanguage", copy.language)
    for role in copy.roles:
        node.say("schema:additionalType", edition.category(role))
    keyed = [level.key for level in copy.levels if level.key in edition.records]
    if copy.holder and copy.holder.key in edition.records:
        node.link("schema:holdingArchive", edition.addresses.record(copy.holder.key))
    if keyed and edition.records[keyed[-1]].kind == "unit":
        node.link("rico:isOrWasIncludedIn", edition.addresses.record(keyed[-1]))
    ids = {other.id for other in document.copies}
    for relation in document.relations:
        if copy.id in relation.active and relation.name in _RELATIONS:
            for passive in relation.passive:
                if passive in ids:
                    node.link(_RELATIONS[relation.name], f"{page}#{passive}")
    return node


def _fact(document: TeiDocument, at: int, edition: Edition) -> Node:
    fact = document.facts[at]
    page = edition.addresses.page(document.name)
    node = Node(f"{page}#fact-{at + 1}", ("prov:Entity",))
    node.link("schema:about", f"{page}#{fact.of}" if fact.of and fact.of != document.id else page)
    node.say("rdfs:label", fact.what)
    node.say("prov:value", fact.value)
    if fact.key in edition.records:
        node.link("rdfs:seeAlso", edition.addresses.record(fact.key))
    for source in fact.source:
        within = source.startswith(f"{document.name}.") or source == document.name
        shared = edition.addresses.record(source) if source in edition.records else ""
        node.link("prov:wasDerivedFrom", f"{page}#{source}" if within else shared)
    for words in fact.words:
        node.say("schema:citation", words)
    node.say("schema:disambiguatingDescription", " ".join(filter(None, (fact.cert, fact.evidence))))
    return node


def datatype(day: str) -> str:
    """The datatype of a day, month or year; "" for anything else."""
    return next((name for pattern, name in _DATATYPES if pattern.fullmatch(day)), "")
