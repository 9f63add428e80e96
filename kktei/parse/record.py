"""A note's facts as one flat record, for ``kktei notes`` and for measuring accuracy."""

from kktei.model import Act, ActKind, Agent, Found, HeadFacts, LevelKind, Location, NoteFacts, Witness, WitnessKind

_NOT_A_ROLE = frozenset({ActKind.DRAFTED, ActKind.APPROVED, ActKind.CLEARED})


def record(head: HeadFacts, note: NoteFacts) -> dict[str, object]:
    """The fields of the record format, in its order; every "ibid." resolved."""
    place = note.base.location if note.base else None
    works = [note.base.publication] if note.base and note.base.publication else []
    return {
        "doc_type": head.kind or note.kind,
        "from": [agent.wording for agent in head.senders],
        "to": [agent.wording for agent in head.recipients],
        "repository": _stated(place),
        "path": list(place.path) if place else [],
        "lot": _value(place, LevelKind.LOT),
        "box": _value(place, LevelKind.BOX),
        "folder": _value(place, LevelKind.FOLDER),
        "file_number": _value(place, LevelKind.FILE),
        "classification": note.classification.label if note.classification else None,
        "markings": [mark.text for mark in note.markings],
        "drafted_by": _role(note, ActKind.DRAFTED),
        "approved_by": _role(note, ActKind.APPROVED),
        "cleared_by": _role(note, ActKind.CLEARED),
        "copies": [copy for witness in note.witnesses if (copy := _copy(witness))],
        "published_in": [work.wording for work in (*works, *note.published_in)],
        "refs": _references(note),
        "translation": note.translation,
        "other_roles": [other for act in note.acts for other in _other(act)],
    }


def _references(note: NoteFacts) -> list[str]:
    """The cross references, each once: a telegram named again by its number alone is the one named before."""
    found: list[str] = []
    for reference in note.references:
        again = reference.kind == "telegram" and len(reference.wording.split()) == 2
        if not (again and any(w.lower().startswith(f"{reference.wording.lower()} ") for w in found)):
            found.append(reference.wording)
    return found


def _stated(place: Location | None) -> str | None:
    """The holding institution, where the note names it (itself or by "ibid.")."""
    levels = [lv for lv in place.levels if lv.kind is LevelKind.REPOSITORY] if place else []
    return levels[0].text if levels and levels[0].found is not Found.INFERRED else None


def _value(place: Location | None, kind: LevelKind) -> str | None:
    return place.value(kind) if place else None


def _role(note: NoteFacts, kind: ActKind) -> list[dict[str, str | None]]:
    named = [agent for act in note.acts if act.kind is kind and _counts(act) for agent in act.agents]
    seen: set[tuple[str, str | None]] = set()
    found = []
    for agent in named:
        if (agent.name, agent.office) not in seen:
            seen.add((agent.name, agent.office))
            found.append({"name": agent.name, "office": agent.office, "title": agent.title})
    return found


def _counts(act: Act) -> bool:
    """Not what was only intended, nor an approval told of a reader ("the President approved it")."""
    told = bool(act.agents) and act.agents[0].span.start == act.span.start and act.kind is not ActKind.DRAFTED
    return not (act.intended or act.negated or told)


def _copy(witness: Witness) -> dict[str, object] | None:
    if witness.absent or witness.location is None:
        return None
    if witness.kind is WitnessKind.RELATED and len(witness.location.levels) == 1:
        return None  # "(Johnson Library)" tells whose a diary is, and locates no text
    return {"what": witness.what, "repository": witness.location.repository, "path": list(witness.location.path)}


def _other(act: Act) -> list[dict[str, str | None]]:
    if act.kind in _NOT_A_ROLE or act.intended or act.negated:
        return []
    when = act.when.iso or act.when.wording if act.when else None
    towards = act.kind.value + (" to" if act.recipients else "")
    people: tuple[Agent, ...] = act.recipients or act.agents
    return [{"role": towards, "who": agent.wording, "date": when} for agent in people]
