"""The journey of a document: correspDesc, one an act of communication, with its actions in order."""

import re
from collections.abc import Iterable, Sequence

from kktei.encode.authorities.records import Body, Person, Place
from kktei.encode.communications import DELIVERIES, Communication, Party, is_receipt
from kktei.encode.context import AUTHORITIES, ENCODER
from kktei.encode.correspcontext import context
from kktei.encode.editorial import despatch, received_date, sent_date, sent_place
from kktei.encode.elements import Element, el
from kktei.encode.encoding import DocumentEncoding
from kktei.encode.marked import Attributes
from kktei.encode.marks import date_attributes
from kktei.encode.numbering import Copy
from kktei.model import Act, ActKind, Agent, Found, Span

_COPIES = {
    ActKind.REPEATED: "Repeated",
    ActKind.SENT: "Copy sent",
    ActKind.POUCHED: "Pouched",
    ActKind.RELAYED: "Relayed",
}
_ON_THE_WAY = {ActKind.TRANSMITTED: "transmitted", ActKind.FORWARDED: "forwarded"} | dict.fromkeys(
    DELIVERIES, "delivered"
)
_AFTERWARDS = {ActKind.RETURNED: "returned", ActKind.READ: "read", ActKind.SEEN: "seen"}


def corresp_descs(doc: DocumentEncoding) -> list[Element]:
    """All acts of communication of a document."""
    return [_description(doc, c, n, len(doc.communications)) for n, c in enumerate(doc.communications, 1)]


def _description(doc: DocumentEncoding, corresp: Communication, number: int, whole: int) -> Element:
    key = f"{doc.stem}.c{number}"
    actions = [
        *_sent(doc, corresp),
        *([_carried_by(doc)] if corresp.origin == "carried" else []),
        *(_on_the_way(doc, a) for a in _journey(doc, corresp)),
        *(_within(doc, c) for c in _carriers(doc, corresp)),
        *_received(doc, corresp),
        *(e for a in corresp.acts if a.intended and a.kind in _ON_THE_WAY for e in _meant_for(doc, corresp, a)),
        *(e for a in corresp.acts if a.kind in _COPIES or a.kind is ActKind.RECEIVED for e in _copies(doc, a)),
        *(_afterwards(doc, a) for a in corresp.acts if a.kind in _AFTERWARDS),
    ]
    for n, action in enumerate(actions, 1):
        action.set("n", str(n))
    return el(
        "correspDesc",
        actions,
        context(doc, corresp, number),
        xml_id=key,
        type=doc.context.foreign_kinds.get(doc.document.kind, corresp.kind),
        corresp=f"#{doc.stem}.c{3 - number}" if whole == 2 else None,
        source=_evidence(doc, corresp),
    )


def _party(doc: DocumentEncoding, party: Party) -> Element:
    if party.agent is not None and party.agent.found is Found.EDITOR:
        said = doc.decision(_field(doc, party.agent))
        return doc.naming.element(party.agent, said["source"], resp=said["resp"], evidence="external")
    if party.agent is not None:
        where = doc.head if party.agent in _of_heading(doc) else doc.note
        return doc.naming.element(party.agent, where.at(party.agent.span))
    person = doc.naming.index.of(Person, party.key or "")
    name = person.names[0].text if person and person.names else party.key or ""
    return el("persName", name, ref=f"{AUTHORITIES}{party.key}", cert=party.cert, evidence=party.evidence)


def _field(doc: DocumentEncoding, agent: Agent) -> str:
    """The field of the editors' table that names a correspondent."""
    return "sender" if agent in doc.document.heading.senders else "recipient"


def _of_heading(doc: DocumentEncoding) -> tuple[Agent, ...]:
    return (*doc.document.heading.senders, *doc.document.heading.recipients)


def _sent(doc: DocumentEncoding, corresp: Communication) -> list[Element]:
    """Who sent it, from where, when; nothing where none of these is known."""
    extra: list[Element] = []
    if corresp.origin == "heading":
        extra = [e for e in (sent_place(doc), sent_date(doc), despatch(doc)) if e is not None]
    elif corresp.origin == "carried":
        extra = _not_after(doc)
    elif corresp.origin == "passed":
        extra = _when(doc, corresp.acts[0])
    rests = _rests(doc, corresp, corresp.senders)
    parts = [*(_party(doc, p) for p in corresp.senders), *extra]
    return [el("correspAction", parts, type="sent", **rests)] if parts else []


def _not_after(doc: DocumentEncoding) -> list[Element]:
    """A message is no younger than the telegram that carried it."""
    latest = doc.document.fact("when") or doc.document.fact("notAfter")
    if not latest:
        return []
    return [el("date", notAfter=latest[:10], cert="high", evidence="conjecture", source=f"#{doc.stem}.c1")]


def _carried_by(doc: DocumentEncoding) -> Element:
    """The message travelled in this telegram."""
    note = el("note", "Carried by this telegram.")
    return el("correspAction", note, type="transmitted", corresp=f"#{doc.stem}.c1", resp=ENCODER)


def _received(doc: DocumentEncoding, corresp: Communication) -> Iterable[Element]:
    """The addressees; where the note says when it was put into their hands, with that date.

    A receipt that names nobody is the addressees'; it stands alone where there is none.
    """
    kept = corresp.origin == "heading" and doc.document.heading.unsent  # for them, and nobody got it
    receipt = next((a for a in corresp.acts if is_receipt(a)), None)
    decided = received_date(doc) if corresp.origin == "heading" else None
    if not corresp.recipients:
        yield from _receipt(doc, receipt, decided)
    for party in corresp.recipients:
        act = next((a for a in corresp.acts if _reached(doc, a, party)), receipt)
        yield el(
            "correspAction",
            _party(doc, party),
            _seat(doc, party),
            [decided] if decided is not None else _when(doc, act),
            type="received",
            subtype="intended" if kept else "to",
            **(_rests(doc, corresp, [party]) if act is None else {"source": doc.sentence(act.sentence)}),
        )


def _receipt(doc: DocumentEncoding, act: Act | None, decided: Element | None) -> Iterable[Element]:
    """When it was received by somebody who is not named."""
    when = [decided] if decided is not None else _when(doc, act)
    source = f"#{doc.stem}" if act is None else doc.sentence(act.sentence)
    if when:
        yield el("correspAction", when, type="received", subtype="to", source=source)


def _rests(doc: DocumentEncoding, corresp: Communication, parties: Sequence[Party]) -> Attributes:
    """What a sender or recipient rests on: the heading, a sentence of the note, or an editor's decision."""
    if corresp.origin != "heading":
        return {"source": _evidence(doc, corresp)}
    agents = [p.agent for p in parties if p.agent is not None]
    if agents and agents[0].found is Found.EDITOR:
        return doc.decision(_field(doc, agents[0]))
    return {"source": f"#{doc.stem}.h"}


def _evidence(doc: DocumentEncoding, corresp: Communication) -> str | None:
    """The sentences from which an act of communication is concluded."""
    return " ".join(filter(None, (doc.sentence(s) for s in corresp.evidence))) or None


def _meant_for(doc: DocumentEncoding, corresp: Communication, act: Act) -> Iterable[Element]:
    """Who was to have it in the end, though it was addressed to somebody else."""
    for agent in act.recipients:
        key = doc.naming.key(agent)
        if key is not None and key not in {p.key for p in corresp.recipients}:
            name = doc.naming.element(agent, doc.note.at(agent.span))
            source = doc.sentence(act.sentence)
            yield el("correspAction", name, type="received", subtype="intended", cert="medium", source=source)


def _reached(doc: DocumentEncoding, act: Act, party: Party) -> bool:
    received = act.kind is ActKind.RECEIVED
    if not (received or act.kind in DELIVERIES) or act.intended or party.key is None:
        return False
    return any(doc.naming.key(agent) == party.key for agent in (act.agents if received else act.recipients))


def _seat(doc: DocumentEncoding, party: Party) -> Element | None:
    """A post receives at its seat, which the authority file names."""
    body = doc.naming.index.of(Body, party.key or "")
    place = doc.naming.index.of(Place, body.place) if body and body.kind == "post" and body.place else None
    if place is None or body is None:
        return None
    return el("placeName", place.names[0].text, ref=AUTHORITIES + place.id, source=AUTHORITIES + body.id)


def _copies(doc: DocumentEncoding, act: Act) -> Iterable[Element]:
    """One action for everybody who got a copy."""
    note = el("note", _COPIES[act.kind]) if act.kind in _COPIES else None
    for agent in act.recipients:
        yield el(
            "correspAction",
            _recipient(doc, agent),
            _when(doc, act),
            note if len(act.recipients) == 1 or note is None else el("note", _COPIES[act.kind]),
            type="received",
            subtype="intended" if act.intended else "cc",
            cert="medium" if act.unsure else None,
            source=doc.sentence(act.sentence),
        )


def _recipient(doc: DocumentEncoding, agent: Agent) -> list[Element]:
    """A post named by its seat ("Repeated to Geneva") is the post, at that place."""
    source = doc.note.at(agent.span)
    if doc.naming.tag(agent) != "placeName":
        return [doc.naming.element(agent, source)]
    place = el("placeName", agent.wording, **doc.naming.place(agent.name), source=source)
    post = doc.naming.index.post(agent.name)
    if post is None:
        return [place]
    name = el(
        "orgName", post.names[0].text, ref=AUTHORITIES + post.id, cert="high", evidence="conjecture", source=source
    )
    return [name, place]


def _journey(doc: DocumentEncoding, corresp: Communication) -> list[Act]:
    """On the way: handed to somebody who passed it on, then sent and delivered, last what was only meant."""
    acts = [a for a in corresp.acts if a.kind in _ON_THE_WAY or _telegraphed(a)]
    return sorted(acts, key=lambda a: (a.intended, not (a.kind in DELIVERIES and not _arrived(doc, corresp, a))))


def _arrived(doc: DocumentEncoding, corresp: Communication, act: Act) -> bool:
    return any(_reached(doc, act, party) for party in corresp.recipients)


def _on_the_way(doc: DocumentEncoding, act: Act) -> Element:
    carried = _carrier(doc, act.carrier, act.carrier_span, dated=act.when is not None) if act.carrier else []
    parts: list[Element] = []
    if not _telegraphed(act):
        parts += [doc.naming.element(a, doc.note.at(a.span), role="bearer") for a in act.agents]
        parts += [doc.naming.element(a, doc.note.at(a.span), role=_part(doc, a)) for a in act.recipients]
        if act.place is not None:
            parts.append(doc.naming.element(act.place, doc.note.at(act.place.span)))
        parts += _when(doc, act)
    if not parts and not carried:
        parts.append(_in_words(doc, act))
    named = doc.numbered.named_at(act.carrier_span)
    hearsay = act.reported_by is not None and not _is_document(doc, act.reported_by)
    return el(
        "correspAction",
        parts,
        carried,
        _authority(doc, act),
        type=_ON_THE_WAY.get(act.kind, "transmitted"),
        subtype="intended" if act.intended else None,
        corresp=f"#{named}" if named else None,
        cert="medium" if hearsay or act.intended or act.unsure else None,
        source=doc.sentence(act.sentence),
    )


def _is_document(doc: DocumentEncoding, words: str) -> bool:
    return any(words in r.wording or r.wording in words for r in doc.facts.references)


def _authority(doc: DocumentEncoding, act: Act) -> Element | None:
    """Who says so: another document, or a person."""
    if act.reported_by is None:
        return None
    span = next((r.span for r in doc.facts.references if r.wording == act.reported_by), None)
    named = doc.numbered.named_at(span)
    words = act.reported_by if named is None else el("ref", act.reported_by, target=f"#{named}")
    return el("note", ["according to ", words], type="authority", source=doc.note.at(span))


def _part(doc: DocumentEncoding, agent: Agent) -> str:
    """The addressee is the one to whom it was written; anybody else who was handed it is a recipient."""
    keys = {p.key for c in doc.communications for p in c.recipients}
    return "addressee" if doc.naming.key(agent) in keys - {None} else "recipient"


def _afterwards(doc: DocumentEncoding, act: Act) -> Element:
    """Read, seen, returned; an act without names or date is told in the note's own words."""
    role = "bearer" if act.kind is ActKind.RETURNED else None
    parts = [doc.naming.element(a, doc.note.at(a.span), role=role) for a in act.agents]
    parts += [doc.naming.element(a, doc.note.at(a.span), role="addressee") for a in act.recipients]
    parts += _when(doc, act)
    source = doc.sentence(act.sentence)
    return el("correspAction", parts or _in_words(doc, act), type=_AFTERWARDS[act.kind], source=source)


def _in_words(doc: DocumentEncoding, act: Act) -> Element:
    return el("note", doc.note.words(act.span), source=doc.note.at(act.span))


def _when(doc: DocumentEncoding, act: Act | None) -> list[Element]:
    """The date of an act as the note words it."""
    if act is None or act.when is None:
        return []
    return [el("date", act.when.wording, **date_attributes(act.when), source=doc.note.at(act.when.span))]


def _carriers(doc: DocumentEncoding, corresp: Communication) -> list[Copy]:
    """Copies that are known as part of another document, which therefore carried the text."""
    if corresp is not doc.communications[-1]:
        return []
    named = {a.carrier_span for a in doc.facts.acts}
    return [c for c in doc.numbered.copies if c.witness.carrier_span and c.witness.carrier_span not in named]


def _within(doc: DocumentEncoding, copy: Copy) -> Element:
    """The step of the journey on which a copy within another document was that document's."""
    source = doc.sentence(copy.witness.sentence)
    parts = _carrier(doc, copy.witness.carrier or "", copy.witness.carrier_span)
    return el("correspAction", parts, type="transmitted", corresp=f"#{copy.id}", source=source)


def _telegraphed(act: Act) -> bool:
    """The text printed is a translation of a telegram: the telegram carried it."""
    return act.kind is ActKind.TRANSLATED and act.carrier is not None


def _carrier(doc: DocumentEncoding, words: str, span: Span | None, *, dated: bool = False) -> list[Element]:
    """The document that carried the text: the post and place that sent it, its date unless it is known, its name."""
    source = doc.note.at(span)
    reference = next((r for r in doc.facts.references if r.span == span), None)
    found = re.search(r"\bfrom (?:the )?([A-Z][\w.’' ]*?)(?=,|$)", words)
    parts: list[Element] = []
    place = doc.naming.index.place(found[1]) if found else None
    if found and place is not None:
        numbered = re.search(
            r"(?i)\btelegram\s+\S*\d", words
        )  # a post numbers its telegrams; a commercial one is anybody's
        post = doc.naming.index.post(found[1]) if numbered else None
        if post is not None:
            ref = AUTHORITIES + post.id
            parts.append(el("orgName", post.names[0].text, ref=ref, cert="high", evidence="conjecture", source=source))
        parts.append(el("placeName", found[1], ref=AUTHORITIES + place.id, source=source))
    if reference is not None and reference.when is not None and not dated:
        when = reference.when
        parts.append(el("date", when.wording, **date_attributes(when), source=doc.note.at(when.span)))
    return [*parts, el("note", words, type="carrier", source=source)]
