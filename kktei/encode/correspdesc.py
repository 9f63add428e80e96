"""The journey of a document: correspDesc, one an act of communication, with its actions in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kktei.encode.carriers import carrier, carriers, telegraphed, within
from kktei.encode.communications import DELIVERIES, Communication, Party
from kktei.encode.context import AUTHORITIES, ENCODER
from kktei.encode.correspcontext import context
from kktei.encode.desk import Desk
from kktei.encode.editorial import despatch, received_date, sent_date, sent_place
from kktei.encode.elements import Element, el
from kktei.encode.marks import date_attributes
from kktei.encode.stretches import Attributes
from kktei.model import Act, ActKind, Agent, Found

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


def corresp_descs(desk: Desk) -> list[Element]:
    """All acts of communication of a document."""
    return [_description(desk, c, n, len(desk.told)) for n, c in enumerate(desk.told, 1)]


def _description(desk: Desk, told: Communication, number: int, whole: int) -> Element:
    key = f"{desk.stem}.c{number}"
    actions = [
        _sent(desk, told),
        *([_carried_by(desk)] if told.origin == "carried" else []),
        *(_on_the_way(desk, a) for a in _journey(desk, told)),
        *(within(desk, c) for c in carriers(desk, told)),
        *_received(desk, told),
        *(e for a in told.acts if a.intended and a.kind in _ON_THE_WAY for e in _meant_for(desk, told, a)),
        *(e for a in told.acts if a.kind in _COPIES or a.kind is ActKind.RECEIVED for e in _copies(desk, a)),
        *(_afterwards(desk, a) for a in told.acts if a.kind in _AFTERWARDS),
    ]
    for n, action in enumerate(actions, 1):
        action.set("n", str(n))
    return el(
        "correspDesc",
        actions,
        context(desk, told, number),
        xml_id=key,
        type=told.kind,
        corresp=f"#{desk.stem}.c{3 - number}" if whole == 2 else None,
        source=_evidence(desk, told),
    )


def _party(desk: Desk, party: Party) -> Element:
    if party.agent is not None and party.agent.found is Found.EDITOR:
        said = desk.decision(_field(desk, party.agent))
        return desk.naming.element(party.agent, said["source"], resp=said["resp"], evidence="external")
    if party.agent is not None:
        where = desk.head if party.agent in _of_heading(desk) else desk.note
        return desk.naming.element(party.agent, where.at(party.agent.span))
    person = desk.naming.index.person_of(party.key or "")
    name = person.names[0].text if person and person.names else party.key or ""
    return el("persName", name, ref=f"{AUTHORITIES}{party.key}", cert=party.cert, evidence=party.evidence)


def _field(desk: Desk, agent: Agent) -> str:
    """The field of the editors' table that names a correspondent."""
    return "sender" if agent in desk.document.heading.senders else "recipient"


def _of_heading(desk: Desk) -> tuple[Agent, ...]:
    return (*desk.document.heading.senders, *desk.document.heading.recipients)


def _sent(desk: Desk, told: Communication) -> Element:
    extra: list[Element] = []
    if told.origin == "heading":
        extra = [e for e in (sent_place(desk), sent_date(desk), despatch(desk)) if e is not None]
    elif told.origin == "carried":
        extra = _not_after(desk)
    elif told.origin == "passed":
        extra = _when(desk, told.acts[0])
    rests = _rests(desk, told, told.senders)
    return el("correspAction", [_party(desk, p) for p in told.senders], extra, type="sent", **rests)


def _not_after(desk: Desk) -> list[Element]:
    """A message is no younger than the telegram that carried it."""
    latest = desk.document.fact("when") or desk.document.fact("notAfter")
    if not latest:
        return []
    return [el("date", notAfter=latest[:10], cert="high", evidence="conjecture", source=f"#{desk.stem}.c1")]


def _carried_by(desk: Desk) -> Element:
    """The message travelled in this telegram."""
    note = el("note", "Carried by this telegram.")
    return el("correspAction", note, type="transmitted", corresp=f"#{desk.stem}.c1", resp=ENCODER)


def _received(desk: Desk, told: Communication) -> Iterable[Element]:
    """The addressees; where the note says when it was put into their hands, with that date."""
    for party in told.recipients:
        act = next((a for a in told.acts if _reached(desk, a, party)), None)
        decided = received_date(desk) if told.origin == "heading" else None
        yield el(
            "correspAction",
            _party(desk, party),
            _seat(desk, party),
            [decided] if decided is not None else _when(desk, act),
            type="received",
            subtype="to",
            **(_rests(desk, told, [party]) if act is None else {"source": desk.sentence(act.sentence)}),
        )


def _rests(desk: Desk, told: Communication, parties: Sequence[Party]) -> Attributes:
    """What a sender or recipient rests on: the heading, a sentence of the note, or an editor's decision."""
    if told.origin != "heading":
        return {"source": _evidence(desk, told)}
    agents = [p.agent for p in parties if p.agent is not None]
    if agents and agents[0].found is Found.EDITOR:
        return desk.decision(_field(desk, agents[0]))
    return {"source": f"#{desk.stem}.h"}


def _evidence(desk: Desk, told: Communication) -> str | None:
    """The sentences from which an act of communication is concluded."""
    return " ".join(filter(None, (desk.sentence(s) for s in told.evidence))) or None


def _meant_for(desk: Desk, told: Communication, act: Act) -> Iterable[Element]:
    """Who was to have it in the end, though it was addressed to somebody else."""
    for agent in act.recipients:
        key = desk.naming.key(agent)
        if key is not None and key not in {p.key for p in told.recipients}:
            name = desk.naming.element(agent, desk.note.at(agent.span))
            source = desk.sentence(act.sentence)
            yield el("correspAction", name, type="received", subtype="intended", cert="medium", source=source)


def _reached(desk: Desk, act: Act, party: Party) -> bool:
    if act.kind not in DELIVERIES or act.intended or party.key is None:
        return False
    return any(desk.naming.key(agent) == party.key for agent in act.recipients)


def _seat(desk: Desk, party: Party) -> Element | None:
    """A post receives at its seat, which the authority file names."""
    body = desk.naming.index.body_of(party.key or "")
    place = desk.naming.index.place_of(body.place) if body and body.kind == "post" and body.place else None
    if place is None or body is None:
        return None
    return el("placeName", place.names[0].text, ref=AUTHORITIES + place.id, source=AUTHORITIES + body.id)


def _copies(desk: Desk, act: Act) -> Iterable[Element]:
    """One action for everybody who got a copy."""
    note = el("note", _COPIES[act.kind]) if act.kind in _COPIES else None
    for agent in act.recipients:
        yield el(
            "correspAction",
            _recipient(desk, agent),
            _when(desk, act),
            note if len(act.recipients) == 1 or note is None else el("note", _COPIES[act.kind]),
            type="received",
            subtype="intended" if act.intended else "cc",
            source=desk.sentence(act.sentence),
        )


def _recipient(desk: Desk, agent: Agent) -> list[Element]:
    """A post named by its seat ("Repeated to Geneva") is the post, at that place."""
    source = desk.note.at(agent.span)
    if desk.naming.tag(agent) != "placeName":
        return [desk.naming.element(agent, source)]
    place = el("placeName", agent.wording, **desk.naming.place(agent.name), source=source)
    post = desk.naming.index.post(agent.name)
    if post is None:
        return [place]
    name = el(
        "orgName", post.names[0].text, ref=AUTHORITIES + post.id, cert="high", evidence="conjecture", source=source
    )
    return [name, place]


def _journey(desk: Desk, told: Communication) -> list[Act]:
    """On the way: handed to somebody who passed it on, then sent and delivered, last what was only meant."""
    acts = [a for a in told.acts if a.kind in _ON_THE_WAY or telegraphed(a)]
    return sorted(acts, key=lambda a: (a.intended, not (a.kind in DELIVERIES and not _arrived(desk, told, a))))


def _arrived(desk: Desk, told: Communication, act: Act) -> bool:
    return any(_reached(desk, act, party) for party in told.recipients)


def _on_the_way(desk: Desk, act: Act) -> Element:
    carried = carrier(desk, act.carrier, act.carrier_span, dated=act.when is not None) if act.carrier else []
    parts: list[Element] = []
    if not telegraphed(act):
        parts += [desk.naming.element(a, desk.note.at(a.span), role="bearer") for a in act.agents]
        parts += [desk.naming.element(a, desk.note.at(a.span), role=_part(desk, a)) for a in act.recipients]
        if act.place is not None:
            parts.append(desk.naming.element(act.place, desk.note.at(act.place.span)))
        parts += _when(desk, act)
    if not parts and not carried:
        parts.append(_in_words(desk, act))
    named = desk.plan.named_at(act.carrier_span)
    hearsay = act.reported_by is not None and not _is_document(desk, act.reported_by)
    return el(
        "correspAction",
        parts,
        carried,
        _authority(desk, act),
        type=_ON_THE_WAY.get(act.kind, "transmitted"),
        subtype="intended" if act.intended else None,
        corresp=f"#{named}" if named else None,
        cert="medium" if hearsay or act.intended else None,
        source=desk.sentence(act.sentence),
    )


def _is_document(desk: Desk, words: str) -> bool:
    return any(words in r.wording or r.wording in words for r in desk.facts.references)


def _authority(desk: Desk, act: Act) -> Element | None:
    """Who says so: another document, or a person."""
    if act.reported_by is None:
        return None
    span = next((r.span for r in desk.facts.references if r.wording == act.reported_by), None)
    named = desk.plan.named_at(span)
    words = act.reported_by if named is None else el("ref", act.reported_by, target=f"#{named}")
    return el("note", ["according to ", words], type="authority", source=desk.note.at(span))


def _part(desk: Desk, agent: Agent) -> str:
    """The addressee is the one to whom it was written; anybody else who was handed it is a recipient."""
    keys = {p.key for c in desk.told for p in c.recipients}
    return "addressee" if desk.naming.key(agent) in keys - {None} else "recipient"


def _afterwards(desk: Desk, act: Act) -> Element:
    """Read, seen, returned; an act without names or date is told in the note's own words."""
    role = "bearer" if act.kind is ActKind.RETURNED else None
    parts = [desk.naming.element(a, desk.note.at(a.span), role=role) for a in act.agents]
    parts += [desk.naming.element(a, desk.note.at(a.span), role="addressee") for a in act.recipients]
    parts += _when(desk, act)
    source = desk.sentence(act.sentence)
    return el("correspAction", parts or _in_words(desk, act), type=_AFTERWARDS[act.kind], source=source)


def _in_words(desk: Desk, act: Act) -> Element:
    return el("note", desk.note.words(act.span), source=desk.note.at(act.span))


def _when(desk: Desk, act: Act | None) -> list[Element]:
    """The date of an act as the note words it."""
    if act is None or act.when is None:
        return []
    return [el("date", act.when.wording, **date_attributes(act.when), source=desk.note.at(act.when.span))]
