"""Who made a document, as respStmt, one an act; where its text came from and how it came to light."""

import re

from kktei.encode.context import EDITION
from kktei.encode.elements import Element, el
from kktei.encode.encoding import DocumentEncoding
from kktei.encode.marks import date_attributes
from kktei.encode.numbering import PRINTED, Copy
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


def responsibility(doc: DocumentEncoding, copy: Copy) -> list[Element]:
    """The respStmts of a copy, in the order of the note."""
    return [_statement(doc, act) for act in made_by(doc) if _made(doc, act) == copy]


def made_by(doc: DocumentEncoding) -> list[Act]:
    """Every act of making that names who did it."""
    return [a for a in doc.facts.acts if a.kind in ROLES and a.agents and not a.negated and not a.intended]


def _made(doc: DocumentEncoding, act: Act) -> Copy | None:
    """The copy that an act made: a draft was revised, the translation printed was translated, all else is the text.

    Where the copy-text is a book, the letter itself is the copy that is lost.
    """
    copies = doc.numbered.copies
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


def _statement(doc: DocumentEncoding, act: Act) -> Element:
    role, word = ROLES[act.kind]
    if act.kind is ActKind.CLEARED and act.in_draft:
        role, word = "role.clearer.draft", "cleared in draft"
    names = [doc.naming.element(agent, doc.note.at(agent.span), tag="orgName") for agent in act.agents]
    return el(
        "respStmt",
        el("resp", word, ref=EDITION + role, when=act.when.iso[:10] if act.when and act.when.iso else None),
        names,
        el("note", f"according to {act.reported_by}", type="authority") if act.reported_by else None,
        cert="medium" if act.reported_by or act.unsure else None,
        **doc.rests(act.found, str(act.kind), doc.sentence(act.sentence)),
    )


def history(doc: DocumentEncoding, copy: Copy) -> Element | None:
    """What the note says of the origin of the copy-text, and of its journey where no correspDesc can tell it."""
    if copy.witness.kind is not WitnessKind.BASE:
        return None
    parts = [part for part in (_origin(doc, copy), *_provenance(doc)) if part is not None]
    return el("history", parts) if parts else None


def _origin(doc: DocumentEncoding, copy: Copy) -> Element | None:
    """That the text is a translation, unless the translation is a copy of its own."""
    apart = any(c.witness.what == PRINTED for c in doc.numbered.copies)
    spans = [s for s in doc.facts.translation_spans if not any(s.holds(n) for n in copy.witness.notations)]
    if apart or not spans:
        return None
    unsure = any(re.search(r"\b(apparently|probably|presumably|possibly)\b", s.of(doc.facts.note)) for s in spans)
    words = [el("p", doc.note.words(span), source=doc.note.at(span)) for span in spans]
    return el("origin", words, cert="medium" if unsure else None)


def _provenance(doc: DocumentEncoding) -> list[Element]:
    """The journey of a document without correspondents (a memorandum of conversation that was sent round)."""
    if doc.communications:
        return []
    return [
        _moved(doc, a) for a in doc.facts.acts if a.kind not in ROLES and a.kind not in _ELSEWHERE and not a.negated
    ]


_ELSEWHERE = frozenset({ActKind.COMPARED, ActKind.DISCLOSED, ActKind.ATTACHED})


def _moved(doc: DocumentEncoding, act: Act) -> Element:
    parts: list[str | Element] = [*doc.note.words(act.span)]
    names = [doc.naming.element(a, doc.note.at(a.span), role="recipient") for a in act.recipients]
    names += [doc.naming.element(a, doc.note.at(a.span), role="bearer") for a in act.agents]
    if act.when is not None:
        names.append(el("date", act.when.wording, **date_attributes(act.when), source=doc.note.at(act.when.span)))
    for number, name in enumerate(names):
        parts += [": " if number == 0 else ", ", name]
    cert = "medium" if act.unsure else None
    return el("provenance", parts, type=str(act.kind), cert=cert, source=doc.sentence(act.sentence))


def additional(doc: DocumentEncoding, copy: Copy) -> Element | None:
    """How the copy-text came to light, and where copies were looked for in vain."""
    if copy.witness.kind is not WitnessKind.BASE:
        return None
    disclosed = [_disclosure(doc, a) for a in doc.facts.acts if a.kind is ActKind.DISCLOSED and not a.negated]
    custody = el("custodialHist", disclosed) if disclosed else None
    search = _search(doc)
    return el("additional", el("adminInfo", custody, search)) if custody is not None or search is not None else None


def _disclosure(doc: DocumentEncoding, act: Act) -> Element:
    when = act.when.iso if act.when else None
    names = [doc.naming.element(a, doc.note.at(a.span)) for a in act.agents]
    to = [doc.naming.element(a, doc.note.at(a.span)) for a in act.recipients]
    parts: list[str | Element] = ["Made available"]
    for word, agents in ((" by ", names), (" to ", to)):
        for number, name in enumerate(agents):
            parts += [word if number == 0 else ", ", name]
    if act.when is not None:
        parts += [", ", el("date", act.when.wording, **date_attributes(act.when), source=doc.note.at(act.when.span))]
    return el("custEvent", parts, type="disclosed", when=when, source=doc.sentence(act.sentence))


def _search(doc: DocumentEncoding) -> Element | None:
    """Copies that the note says are not there."""
    parts: list[str | Element] = []
    for witness in doc.numbered.absent:
        place = witness.location.repository if witness.location else None
        parts.append("; " if parts else f"No {witness.what}: ")
        if place is None:
            parts.append(witness.what)
        else:
            level: Span | None = witness.location.levels[0].span if witness.location else None
            name = el("orgName", place, type="repository", **doc.naming.repository(place), source=doc.note.at(level))
            parts.append(name)
    source = doc.sentences_of(*(w.span for w in doc.numbered.absent))
    return el("note", parts, type="negativeSearch", source=source) if parts else None
