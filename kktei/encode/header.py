"""The header of one document: title, publication, notes to the editor, source, classes, journey, history."""

from kktei.addresses import Addresses
from kktei.encode.authorities.records import Body, Person
from kktei.encode.bibls import list_bibls
from kktei.encode.calendars import calendars
from kktei.encode.context import EDITION, EDITOR, ENCODER
from kktei.encode.correspdesc import corresp_descs
from kktei.encode.editorial import creation, notes
from kktei.encode.elements import Element, el
from kktei.encode.encoding import DocumentEncoding
from kktei.encode.languages import language_name
from kktei.encode.licence import availability
from kktei.encode.marked import Attributes
from kktei.encode.msdesc import list_wit
from kktei.encode.printedsource import printed_source
from kktei.encode.production import made_by
from kktei.encode.relations import list_relation
from kktei.model import IDENTIFIERS, ActKind, AgentKind, Found, Marking, MarkingKind


def header(doc: DocumentEncoding) -> Element:
    """The whole teiHeader; what all documents share stands in the corpus file."""
    return el("teiHeader", _file(doc), _profile(doc), _revision(doc))


def _file(doc: DocumentEncoding) -> Element:
    return el("fileDesc", _title(doc), _publication(doc), _series(doc), _notes(doc), _source(doc))


def _title(doc: DocumentEncoding) -> Element:
    heading = doc.document.heading
    authors = []
    for agent in heading.senders:
        name = doc.naming.element(agent)
        shown = _main_name(doc, agent.kind, doc.naming.key(agent)) or agent.wording
        rests = doc.rests(agent.found, "sender", doc.head.at(agent.span))
        tag = "persName" if doc.naming.tag(agent) == "persName" else "orgName"  # a place as sender is its office
        authors.append(el("author", el(tag, shown, ref=name.get("ref"), cert=name.get("cert"), **rests)))
    title = el("title", heading.head, level="a", type="main", source=f"#{doc.stem}.h")
    return el("titleStmt", title, authors, _translators(doc))


def _translators(doc: DocumentEncoding) -> list[Element]:
    """Persons who translated the text printed."""
    named = [a for act in made_by(doc) if act.kind is ActKind.TRANSLATED for a in act.agents]
    return [
        el(
            "editor",
            agent.name,
            role="translator",
            **_with(doc.naming.attributes(agent), doc.rests(agent.found, "translated", doc.note.at(agent.span))),
        )
        for agent in named
        if agent.kind is AgentKind.PERSON
    ]


def _with(said: Attributes, rests: Attributes) -> Attributes:
    both = " ".join(filter(None, (said.get("source"), rests["source"])))
    kept = {k: v for k, v in said.items() if k in {"ref", "cert", "resp"}}
    return {**kept, **rests, "source": both or None}


def _main_name(doc: DocumentEncoding, kind: AgentKind, key: str | None) -> str | None:
    index = doc.naming.index
    record = index.of(Person, key or "") if kind is AgentKind.PERSON else index.of(Body, key or "")
    return record.names[0].text if record and record.names else None


def _publication(doc: DocumentEncoding) -> Element:
    imprint = doc.context.imprint
    number = doc.document.record.number
    uri = Addresses(imprint.base_uri).page(doc.stem)
    return el(
        "publicationStmt",
        el("publisher", imprint.publisher or imprint.title),
        el("pubPlace", imprint.place) if imprint.place else None,
        el("date", imprint.date[:4], when=imprint.date) if imprint.date else None,
        el("idno", number, type="document"),
        el("idno", uri, type="URI") if uri else None,
        [el("idno", doc.document.fact(name), type=name.upper()) for name in IDENTIFIERS if doc.document.fact(name)],
        availability(imprint.licence_name, imprint.licence),
    )


def _series(doc: DocumentEncoding) -> Element:
    scope = el("biblScope", doc.document.record.number, unit="document")
    return el("seriesStmt", el("title", doc.context.imprint.title, level="s"), scope)


def _notes(doc: DocumentEncoding) -> Element | None:
    """Doubtful places of the note as queries, and the editor's further columns."""
    doubts = [d for d in doc.facts.doubts if not d.certain]
    queries = [
        el("note", d.message, type="query", subtype=str(d.kind), resp=ENCODER, target=doc.note.at(d.span))
        for d in doubts
    ]
    found = [*queries, *notes(doc)]
    return el("notesStmt", found) if found else None


def _source(doc: DocumentEncoding) -> Element:
    parts = [p for p in (list_wit(doc), list_relation(doc), *list_bibls(doc)) if p is not None and len(p)]
    silent = None if parts else _no_source(doc)
    volume = printed_source(doc, silent)
    if volume is not None:
        parts.insert(0, volume)
    return el("sourceDesc", parts or el("p", silent))


def _no_source(doc: DocumentEncoding) -> str:
    """Why nothing is said of the source: no note, a note that was not understood, or one that names none."""
    if not doc.document.record.note.strip():
        return "The document has no source note."
    if not all(sentence.understood for sentence in doc.facts.sentences):
        return "What the source note says of the source was not understood."
    return "The source note names no source."


def _profile(doc: DocumentEncoding) -> Element:
    descriptions = corresp_descs(doc)
    return el(
        "profileDesc",
        None if descriptions else creation(doc),
        _languages(doc),
        calendars(doc),
        _classes(doc),
        descriptions,
    )


def _languages(doc: DocumentEncoding) -> Element:
    spoken = [doc.language, doc.text_language, doc.facts.base_language, doc.facts.composed_in]
    spoken += [c.witness.language for c in doc.numbered.copies]
    tags = dict.fromkeys(tag for tag in spoken if tag)
    return el("langUsage", [el("language", language_name(tag), ident=tag) for tag in tags])


def _classes(doc: DocumentEncoding) -> Element:
    """One catRef a question; a silent note is a category of its own."""
    facts = doc.facts
    level = facts.classification
    if level is not None and level.key:
        further = [m for m in facts.markings if m.kind is MarkingKind.CLASSIFICATION and m.key]
        refs = [_cat_ref(doc, "classification", [level, *further])]
    else:
        rests = doc.decision("classification") if doc.decides("classification") else {"resp": ENCODER}
        silent = el("catRef", scheme=f"{EDITION}classification", target=f"{EDITION}cls.unstated", **rests)
        refs = [silent]
    for kind in (MarkingKind.PRECEDENCE, MarkingKind.HANDLING):
        found = [m for m in facts.markings if m.kind is kind and m.key]
        if found:
            refs.append(_cat_ref(doc, str(kind), found))
    if doc.genre:
        refs.append(el("catRef", scheme=f"{EDITION}genre", target=EDITION + doc.genre, **doc.of_genre))
    return el("textClass", refs)


def _cat_ref(doc: DocumentEncoding, scheme: str, markings: list[Marking]) -> Element:
    keys = dict.fromkeys(f"{EDITION}{m.key}" for m in markings)
    sources = dict.fromkeys(filter(None, (doc.marked(m) for m in markings)))
    rests = doc.rests(markings[0].found, scheme, " ".join(sources) or None)
    return el("catRef", scheme=EDITION + scheme, target=" ".join(keys), **rests)


def _revision(doc: DocumentEncoding) -> Element:
    when = doc.context.imprint.date or None
    changes = [el("change", "Encoded from the heading and the source note.", when=when, who=ENCODER)]
    if any(f.value and f.found is Found.EDITOR for f in doc.document.editor):
        changes.insert(0, el("change", "Facts added from the editors’ table.", when=when, who=EDITOR))
    return el("revisionDesc", changes)
