"""The journey of a document: correspDesc, one an act of communication, with its actions in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kktei.encode.communications import DELIVERIES, Communication, Party, communications
from kktei.encode.context import AUTHORITIES, stem_of
from kktei.encode.desk import Desk
from kktei.encode.editorial import sent_date, sent_place
from kktei.encode.elements import Element, el
from kktei.encode.marks import date_attributes
from kktei.model import Act, ActKind, Agent, AgentKind

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
    told = communications(desk.document, desk.naming, desk.context.partners)
    return [_description(desk, c, n, len(told)) for n, c in enumerate(told, 1)]


def _description(desk: Desk, told: Communication, number: int, whole: int) -> Element:
    key = f"{desk.stem}.c{number}"
    actions = [
        _sent(desk, told, number),
        *([_carried_by(desk)] if told.origin == "carried" else []),
        *(_on_the_way(desk, a) for a in told.acts if a.kind in _ON_THE_WAY),
        *_received(desk, told),
        *(e for a in told.acts if a.kind in _COPIES or a.kind is ActKind.RECEIVED for e in _copies(desk, a)),
        *(_afterwards(desk, a) for a in told.acts if a.kind in _AFTERWARDS),
    ]
    for n, action in enumerate(actions, 1):
        action.set("n", str(n))
    return el(
        "correspDesc",
        actions,
        _context(desk, told, number),
        xml_id=key,
        type=told.kind,
        corresp=f"#{desk.stem}.c{3 - number}" if whole == 2 else None,
        source=" ".join(filter(None, (desk.sentence(s) for s in told.evidence))) or None,
    )


def _party(desk: Desk, party: Party) -> Element:
    if party.agent is not None:
        where = desk.head if party.agent in _of_heading(desk) else desk.note
        return desk.naming.element(party.agent, where.at(party.agent.span))
    person = desk.naming.index.person_of(party.key or "")
    name = person.names[0].text if person and person.names else party.key or ""
    return el("persName", name, ref=f"{AUTHORITIES}{party.key}", cert=party.cert, evidence=party.evidence)


def _of_heading(desk: Desk) -> tuple[Agent, ...]:
    return (*desk.document.heading.senders, *desk.document.heading.recipients)


def _sent(desk: Desk, told: Communication, number: int) -> Element:
    extra: list[Element] = []
    if told.origin == "heading":
        extra = [e for e in (sent_place(desk), sent_date(desk)) if e is not None]
    elif told.origin == "passed":
        extra = _when(desk, told.acts[0])
    return el("correspAction", [_party(desk, p) for p in told.senders], extra, type="sent")


def _carried_by(desk: Desk) -> Element:
    """The message travelled in this telegram."""
    return el("correspAction", el("note", "Carried by this telegram."), type="transmitted", corresp=f"#{desk.stem}.c1")


def _received(desk: Desk, told: Communication) -> Iterable[Element]:
    """The addressees; where the note says when it was put into their hands, with that date."""
    for party in told.recipients:
        act = next((a for a in told.acts if _reached(desk, a, party)), None)
        yield el(
            "correspAction",
            _party(desk, party),
            _seat(desk, party),
            _when(desk, act) if act else None,
            type="received",
            subtype="to",
            source=desk.sentence(act.sentence) if act else None,
        )


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
    if agent.kind is AgentKind.PERSON or desk.naming.tag(agent) != "placeName":
        return [desk.naming.element(agent, source)]
    place = el("placeName", agent.wording, **desk.naming.place(agent.name), source=source)
    post = desk.naming.index.post(agent.name)
    if post is None:
        return [place]
    name = el(
        "orgName", post.names[0].text, ref=AUTHORITIES + post.id, cert="high", evidence="conjecture", source=source
    )
    return [name, place]


def _on_the_way(desk: Desk, act: Act) -> Element:
    kind = _ON_THE_WAY[act.kind]
    copy = desk.plan.copy_at(act.carrier_span)
    parts: list[Element] = [desk.naming.element(a, desk.note.at(a.span), role="bearer") for a in act.agents]
    parts += [desk.naming.element(a, desk.note.at(a.span), role=_part(desk, a)) for a in act.recipients]
    if act.place is not None:
        parts.append(desk.naming.element(act.place, desk.note.at(act.place.span)))
    parts += _when(desk, act)
    if act.carrier:
        parts.append(el("note", act.carrier, source=desk.note.at(act.carrier_span)))
    if act.reported_by:
        parts.append(el("note", act.reported_by, type="authority"))
    return el(
        "correspAction",
        parts,
        type=kind,
        subtype="intended" if act.intended else None,
        corresp=f"#{copy.id}" if copy else None,
        cert="medium" if act.reported_by else "low" if act.intended else None,
        source=desk.sentence(act.sentence),
    )


def _part(desk: Desk, agent: Agent) -> str:
    """The addressee is the one to whom it was written; anybody else who was handed it is a recipient."""
    told = communications(desk.document, desk.naming, desk.context.partners)
    keys = {p.key for c in told for p in c.recipients}
    return "addressee" if desk.naming.key(agent) in keys - {None} else "recipient"


def _afterwards(desk: Desk, act: Act) -> Element:
    role = "bearer" if act.kind is ActKind.RETURNED else None
    parts = [desk.naming.element(a, desk.note.at(a.span), role=role) for a in act.agents]
    parts += [desk.naming.element(a, desk.note.at(a.span), role="addressee") for a in act.recipients]
    return el("correspAction", parts, _when(desk, act), type=_AFTERWARDS[act.kind], source=desk.sentence(act.sentence))


def _when(desk: Desk, act: Act | None) -> list[Element]:
    if act is None or act.when is None:
        return []
    return [el("date", act.when.wording, **date_attributes(act.when), source=desk.note.at(act.when.span))]


def _context(desk: Desk, told: Communication, number: int) -> Element | None:
    near = desk.context.neighbours
    refs: list[Element] = []
    if number == 1:
        refs += _links(near.previous, near.next, None)
    if told.pair:
        refs += _links(*near.between.get(told.pair, (None, None)), "correspondence")
    refs += _reported(desk, told.acts)
    return el("correspContext", refs) if refs else None


def _links(previous: str | None, following: str | None, subtype: str | None) -> list[Element]:
    told = (("prev", previous), ("next", following))
    return [
        el("ref", f"Document {number}", type=kind, subtype=subtype, target=f"{stem_of(number)}.xml")
        for kind, number in told
        if number is not None
    ]


def _reported(desk: Desk, acts: Sequence[Act]) -> Iterable[Element]:
    """Documents of the edition that report on it: named where the note says that it was summarized."""
    sentences = {a.sentence for a in acts if a.kind is ActKind.SUMMARIZED}
    for reference in desk.facts.references:
        if reference.kind == "document" and reference.target:
            inside = [i for i, s in enumerate(desk.facts.sentences) if s.span.holds(reference.span)]
            if set(inside) & sentences:
                yield el(
                    "ref",
                    reference.wording,
                    type="reportedIn",
                    target=f"{stem_of(reference.target)}.xml",
                    source=desk.note.at(reference.span),
                )
