"""Who made a document, as respStmt, one an act; where its text came from and how it came to light."""

from __future__ import annotations

import re

from kktei.encode.context import EDITION
from kktei.encode.desk import Desk
from kktei.encode.elements import Element, el
from kktei.encode.marks import date_attributes
from kktei.encode.plan import PRINTED, Copy
from kktei.model import Act, ActKind, Span, WitnessKind

# Act -> category of the taxonomy of roles, and the word for it.
ROLES = {
    ActKind.DRAFTED: ("role.drafter", "drafted"),
    ActKind.CLEARED: ("role.clearer", "cleared"),
    ActKind.APPROVED: ("role.approver", "approved"),
    ActKind.INITIALED: ("role.initialer", "initialed"),
    ActKind.SIGNED: ("role.signer", "signed"),
    ActKind.TRANSLATED: ("role.translator", "translated"),
    ActKind.REVISED: ("role.reviser", "revised"),
}


def responsibility(desk: Desk, copy: Copy) -> list[Element]:
    """The respStmts of a copy, in the order of the note."""
    return [_statement(desk, act) for act in made_by(desk) if _made(desk, act) == copy]


def made_by(desk: Desk) -> list[Act]:
    """Every act of making that names who did it."""
    return [a for a in desk.facts.acts if a.kind in ROLES and a.agents and not a.negated and not a.intended]


def _made(desk: Desk, act: Act) -> Copy | None:
    """The copy that an act made: a draft was revised, the translation printed was translated, all else is the text.

    Where the copy-text is a book, the letter itself is the copy that is lost.
    """
    copies = desk.plan.copies
    base = next((c for c in copies if c.witness.kind is WitnessKind.BASE), None)
    if act.kind is ActKind.REVISED:
        wanted = [c for c in copies if c.witness.kind is WitnessKind.DRAFT]
    elif act.kind is ActKind.TRANSLATED:
        wanted = [c for c in copies if c.witness.what == PRINTED]
    elif base is not None and base.witness.publication is not None:
        wanted = [c for c in copies if c.witness.kind is WitnessKind.LOST]
    else:
        wanted = []
    return wanted[0] if wanted else base


def _statement(desk: Desk, act: Act) -> Element:
    role, word = ROLES[act.kind]
    if act.kind is ActKind.CLEARED and act.in_draft:
        role, word = "role.clearer.draft", "cleared in draft"
    names = [desk.naming.element(agent, desk.note.at(agent.span), tag="orgName") for agent in act.agents]
    return el(
        "respStmt",
        el("resp", word, ref=EDITION + role, when=act.when.iso[:10] if act.when and act.when.iso else None),
        names,
        el("note", f"according to {act.reported_by}", type="authority") if act.reported_by else None,
        cert="medium" if act.reported_by else None,
        **desk.rests(act.found, str(act.kind), desk.sentence(act.sentence)),
    )


def history(desk: Desk, copy: Copy) -> Element | None:
    """What the note says of the origin of the copy-text, and of its journey where no correspDesc can tell it."""
    if copy.witness.kind is not WitnessKind.BASE:
        return None
    parts = [part for part in (_origin(desk, copy), *_provenance(desk)) if part is not None]
    return el("history", parts) if parts else None


def _origin(desk: Desk, copy: Copy) -> Element | None:
    """That the text is a translation, unless the translation is a copy of its own."""
    apart = any(c.witness.what == PRINTED for c in desk.plan.copies)
    spans = [s for s in desk.facts.translation_spans if not any(s.holds(n) for n in copy.witness.notations)]
    if apart or not spans:
        return None
    unsure = any(re.search(r"\b(apparently|probably|presumably|possibly)\b", s.of(desk.facts.note)) for s in spans)
    words = [el("p", desk.note.words(span), source=desk.note.at(span)) for span in spans]
    return el("origin", words, cert="medium" if unsure else None)


def _provenance(desk: Desk) -> list[Element]:
    """The journey of a document without correspondents (a memorandum of conversation that was sent round)."""
    if desk.told:
        return []
    return [
        _moved(desk, a) for a in desk.facts.acts if a.kind not in ROLES and a.kind not in _ELSEWHERE and not a.negated
    ]


_ELSEWHERE = frozenset({ActKind.COMPARED, ActKind.DISCLOSED, ActKind.ATTACHED})


def _moved(desk: Desk, act: Act) -> Element:
    parts: list[str | Element] = [*desk.note.words(act.span)]
    names = [desk.naming.element(a, desk.note.at(a.span), role="recipient") for a in act.recipients]
    names += [desk.naming.element(a, desk.note.at(a.span), role="bearer") for a in act.agents]
    if act.when is not None:
        names.append(el("date", act.when.wording, **date_attributes(act.when), source=desk.note.at(act.when.span)))
    for number, name in enumerate(names):
        parts += [": " if number == 0 else ", ", name]
    return el("provenance", parts, type=str(act.kind), source=desk.sentence(act.sentence))


def additional(desk: Desk, copy: Copy) -> Element | None:
    """How the copy-text came to light, and where copies were looked for in vain."""
    if copy.witness.kind is not WitnessKind.BASE:
        return None
    disclosed = [_disclosure(desk, a) for a in desk.facts.acts if a.kind is ActKind.DISCLOSED and not a.negated]
    custody = el("custodialHist", disclosed) if disclosed else None
    search = _search(desk)
    return el("additional", el("adminInfo", custody, search)) if custody is not None or search is not None else None


def _disclosure(desk: Desk, act: Act) -> Element:
    when = act.when.iso if act.when else None
    names = [desk.naming.element(a, desk.note.at(a.span)) for a in act.agents]
    to = [desk.naming.element(a, desk.note.at(a.span)) for a in act.recipients]
    parts: list[str | Element] = ["Made available"]
    for word, told in ((" by ", names), (" to ", to)):
        for number, name in enumerate(told):
            parts += [word if number == 0 else ", ", name]
    if act.when is not None:
        parts += [", ", el("date", act.when.wording, **date_attributes(act.when), source=desk.note.at(act.when.span))]
    return el("custEvent", parts, type="disclosed", when=when, source=desk.sentence(act.sentence))


def _search(desk: Desk) -> Element | None:
    """Copies that the note says are not there."""
    parts: list[str | Element] = []
    for witness in desk.plan.absent:
        place = witness.location.repository if witness.location else None
        parts.append("; " if parts else f"No {witness.what}: ")
        if place is None:
            parts.append(witness.what)
        else:
            level: Span | None = witness.location.levels[0].span if witness.location else None
            name = el("orgName", place, type="repository", **desk.naming.repository(place), source=desk.note.at(level))
            parts.append(name)
    source = desk.sentences_of(*(w.span for w in desk.plan.absent))
    return el("note", parts, type="negativeSearch", source=source) if parts else None
