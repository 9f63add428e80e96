"""Who made a document: drafted, cleared, approved, translated, revised, as respStmt, one an act."""

from __future__ import annotations

from kktei.encode.context import EDITION
from kktei.encode.desk import Desk
from kktei.encode.elements import Element, el
from kktei.encode.plan import Copy
from kktei.model import Act, ActKind, WitnessKind

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
    return [_statement(desk, act) for act in _acts_on(desk, copy)]


def _acts_on(desk: Desk, copy: Copy) -> list[Act]:
    """Revisions are made on a draft where there is one; everything else made the text printed."""
    drafts = [c for c in desk.plan.copies if c.witness.kind is WitnessKind.DRAFT]
    made = [a for a in desk.facts.acts if a.kind in ROLES and a.agents and not a.negated and not a.intended]
    on_draft = [a for a in made if a.kind is ActKind.REVISED] if drafts else []
    if copy.witness.kind is WitnessKind.BASE:
        return [a for a in made if a not in on_draft]
    return on_draft if drafts and copy == drafts[0] else []


def _statement(desk: Desk, act: Act) -> Element:
    role, word = ROLES[act.kind]
    if act.kind is ActKind.CLEARED and act.in_draft:
        role, word = "role.clearer.draft", "cleared in draft"
    names = [desk.naming.element(agent, desk.note.at(agent.span)) for agent in act.agents]
    for name in [n for n in names if n.tag.endswith("placeName")]:
        name.tag = name.tag.replace("placeName", "orgName")
    note = el("note", act.reported_by) if act.reported_by else None
    return el(
        "respStmt",
        el("resp", word, ref=EDITION + role, when=_when(act)),
        names,
        note,
        cert="medium" if act.reported_by else None,
        source=desk.sentence(act.sentence),
    )


def _when(act: Act) -> str | None:
    return act.when.iso[:10] if act.when and act.when.iso else None


def history(desk: Desk, copy: Copy) -> Element | None:
    """What the note says of the origin of the text printed: that it is a translation."""
    if copy.witness.kind is not WitnessKind.BASE or not desk.facts.translation_spans:
        return None
    words = [el("p", span.of(desk.facts.note), source=desk.note.at(span)) for span in desk.facts.translation_spans]
    return el("history", el("origin", words))
