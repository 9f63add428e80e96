"""The header of one document: title, publication, notes to the editor, source, classes, journey, history."""

from __future__ import annotations

from kktei.addresses import Addresses
from kktei.encode.bibls import list_bibls
from kktei.encode.context import EDITION, EDITOR, ENCODER
from kktei.encode.correspdesc import corresp_descs
from kktei.encode.desk import Desk
from kktei.encode.editorial import creation, notes
from kktei.encode.elements import Element, el
from kktei.encode.languages import language_name
from kktei.encode.msdesc import list_wit
from kktei.encode.production import made_by
from kktei.encode.relations import list_relation
from kktei.encode.stretches import Attributes
from kktei.model import ActKind, AgentKind, Found, Marking, MarkingKind


def header(desk: Desk) -> Element:
    """The whole teiHeader; what all documents share stands in the corpus file."""
    return el("teiHeader", _file(desk), _profile(desk), _revision(desk))


def _file(desk: Desk) -> Element:
    return el("fileDesc", _title(desk), _publication(desk), _series(desk), _notes(desk), _source(desk))


def _title(desk: Desk) -> Element:
    heading = desk.document.heading
    authors = []
    for agent in heading.senders:
        name = desk.naming.element(agent)
        shown = _main_name(desk, agent.kind, desk.naming.key(agent)) or agent.wording
        rests = desk.rests(agent.found, "sender", desk.head.at(agent.span))
        authors.append(el("author", shown, ref=name.get("ref"), cert=name.get("cert"), **rests))
    title = el("title", heading.head, level="a", type="main", source=f"#{desk.stem}.h")
    return el("titleStmt", title, authors, _translators(desk))


def _translators(desk: Desk) -> list[Element]:
    """Persons who translated the text printed."""
    named = [a for act in made_by(desk) if act.kind is ActKind.TRANSLATED for a in act.agents]
    return [
        el(
            "editor",
            agent.name,
            role="translator",
            **_with(desk.naming.attributes(agent), desk.rests(agent.found, "translated", desk.note.at(agent.span))),
        )
        for agent in named
        if agent.kind is AgentKind.PERSON
    ]


def _with(said: Attributes, rests: Attributes) -> Attributes:
    both = " ".join(filter(None, (said.get("source"), rests["source"])))
    kept = {k: v for k, v in said.items() if k in {"ref", "cert", "resp"}}
    return {**kept, **rests, "source": both or None}


def _main_name(desk: Desk, kind: AgentKind, key: str | None) -> str | None:
    index = desk.naming.index
    record = index.person_of(key or "") if kind is AgentKind.PERSON else index.body_of(key or "")
    return record.names[0].text if record and record.names else None


def _publication(desk: Desk) -> Element:
    imprint = desk.context.imprint
    number = desk.document.record.number
    uri = Addresses(imprint.base_uri).page(desk.stem)
    return el(
        "publicationStmt",
        el("publisher", imprint.publisher or imprint.title),
        el("pubPlace", imprint.place) if imprint.place else None,
        el("date", imprint.date[:4], when=imprint.date) if imprint.date else None,
        el("idno", number, type="document"),
        el("idno", uri, type="URI") if uri else None,
        el("availability", el("licence", imprint.licence_name, target=imprint.licence), status="free"),
    )


def _series(desk: Desk) -> Element:
    scope = el("biblScope", desk.document.record.number, unit="document")
    return el("seriesStmt", el("title", desk.context.imprint.title, level="s"), scope)


def _notes(desk: Desk) -> Element | None:
    """Doubtful places of the note as queries, and the editor's further columns."""
    doubts = [d for d in desk.facts.doubts if not d.certain]
    queries = [
        el("note", d.message, type="query", subtype=str(d.kind), resp=ENCODER, target=desk.note.at(d.span))
        for d in doubts
    ]
    told = [*queries, *notes(desk)]
    return el("notesStmt", told) if told else None


def _source(desk: Desk) -> Element:
    parts = [p for p in (list_wit(desk), list_relation(desk), *list_bibls(desk)) if p is not None and len(p)]
    return el("sourceDesc", parts or el("p", _no_source(desk)))


def _no_source(desk: Desk) -> str:
    """Why nothing is said of the source: no note, a note that was not understood, or one that names none."""
    if not desk.document.record.note.strip():
        return "The document has no source note."
    if not all(sentence.understood for sentence in desk.facts.sentences):
        return "What the source note says of the source was not understood."
    return "The source note names no source."


def _profile(desk: Desk) -> Element:
    descriptions = corresp_descs(desk)
    return el("profileDesc", None if descriptions else creation(desk), _languages(desk), _classes(desk), descriptions)


def _languages(desk: Desk) -> Element:
    told = [desk.language, desk.facts.base_language, desk.facts.composed_in]
    told += [c.witness.language for c in desk.plan.copies]
    tags = dict.fromkeys(tag for tag in told if tag)
    return el("langUsage", [el("language", language_name(tag), ident=tag) for tag in tags])


def _classes(desk: Desk) -> Element:
    """One catRef a question; a silent note is a category of its own."""
    facts = desk.facts
    level = facts.classification
    if level is not None and level.key:
        further = [m for m in facts.markings if m.kind is MarkingKind.CLASSIFICATION and m.key]
        refs = [_cat_ref(desk, "classification", [level, *further])]
    else:
        rests = desk.decision("classification") if desk.decides("classification") else {"resp": ENCODER}
        silent = el("catRef", scheme=f"{EDITION}classification", target=f"{EDITION}cls.unstated", **rests)
        refs = [silent]
    for kind in (MarkingKind.PRECEDENCE, MarkingKind.HANDLING):
        found = [m for m in facts.markings if m.kind is kind and m.key]
        if found:
            refs.append(_cat_ref(desk, str(kind), found))
    if desk.genre:
        refs.append(el("catRef", scheme=f"{EDITION}genre", target=EDITION + desk.genre, **desk.of_genre))
    return el("textClass", refs)


def _cat_ref(desk: Desk, scheme: str, markings: list[Marking]) -> Element:
    keys = dict.fromkeys(f"{EDITION}{m.key}" for m in markings)
    sources = dict.fromkeys(filter(None, (desk.marked(m) for m in markings)))
    rests = desk.rests(markings[0].found, scheme, " ".join(sources) or None)
    return el("catRef", scheme=EDITION + scheme, target=" ".join(keys), **rests)


def _revision(desk: Desk) -> Element:
    when = desk.context.imprint.date or None
    changes = [el("change", "Encoded from the heading and the source note.", when=when, who=ENCODER)]
    if any(f.value and f.found is Found.EDITOR for f in desk.document.editor):
        changes.insert(0, el("change", "Facts added from the editors’ table.", when=when, who=EDITOR))
    return el("revisionDesc", changes)
