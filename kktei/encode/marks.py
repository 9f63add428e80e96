"""Which stretches of a source note and of a heading are marked, and as what."""

import re
from collections.abc import Iterable, Iterator, Sequence

from kktei import model
from kktei.encode.authorities.index import AuthorityIndex
from kktei.encode.authorities.named import split_title
from kktei.encode.context import AUTHORITIES, EDITION, ENCODER
from kktei.encode.marked import Attributes, Mark
from kktei.encode.names import Naming, is_pronoun
from kktei.encode.numbering import NumberedParts, elsewhere
from kktei.encode.places import chain


def note_marks(facts: model.NoteFacts, numbered: NumberedParts, naming: Naming) -> list[Mark]:
    """All marks of a source note, sentences included; where two say the same, the first holds."""
    return [
        *sentence_marks(facts, numbered.stem),
        *_fault_marks(facts, naming),
        *_marking_marks(facts),
        *(m for r in facts.references for m in _reference_marks(r, numbered, naming, facts.doubts)),
        *_witness_marks(facts, numbered, naming),
        *_act_marks(facts, numbered, naming),
        *(m for p in facts.published_in for m in publication_marks(p, naming)),
        *(m for m in (_mention_mark(x, naming) for x in facts.mentions) if m is not None),
    ]


def head_marks(facts: model.HeadFacts, naming: Naming) -> list[Mark]:
    """The correspondents and participants in a heading."""
    return [m for agent in facts.named for m in agent_marks(agent, naming)]


def sentence_marks(facts: model.NoteFacts, stem: str) -> Iterator[Mark]:
    """A seg a sentence; its type is the sentence's role, so that a remark is declared to be one."""
    for number, sentence in enumerate(facts.sentences, 1):
        said: Attributes = {"type": str(sentence.role)}
        if not sentence.understood:
            said = {"type": str(model.SentenceRole.REMARK), "subtype": "notUnderstood"}
        yield Mark(sentence.span, "seg", said, rank=0, id=f"{stem}.s{number}")


def _fault_marks(facts: model.NoteFacts, naming: Naming) -> Iterator[Mark]:
    """Certain faults; a name that lost its space is still a name."""
    for doubt in facts.doubts:
        if doubt.certain and doubt.correction is not None:
            said: Attributes = {"type": str(doubt.kind), "cert": "high", "resp": ENCODER}
            yield Mark(doubt.span, "choice", said, rank=8, correction=doubt.correction)
            if doubt.kind is model.DoubtKind.LOST_SPACE and (who := naming.person(*split_title(doubt.correction))):
                yield Mark(doubt.span, "persName", who)


def _marking_marks(facts: model.NoteFacts) -> Iterator[Mark]:
    for marking in filter(None, (facts.classification, *facts.markings)):
        yield Mark(marking.span, "term", _category(marking))


def _category(marking: model.Marking) -> Attributes:
    return {"type": str(marking.kind), "ref": EDITION + marking.key if marking.key else None}


def _witness_marks(facts: model.NoteFacts, numbered: NumberedParts, naming: Naming) -> Iterator[Mark]:
    for witness in filter(None, (facts.base, *facts.witnesses)):
        if witness.location is not None:
            yield from location_marks(witness.location, numbered, naming)
        if witness.publication is not None:
            yield from publication_marks(witness.publication, naming)
        for span in witness.notations:
            yield Mark(span, "seg", {"type": "notation"})
        if witness.kind is model.WitnessKind.RELATED:
            yield from _quotation_marks(witness, facts, numbered)
        yield from _carrier_mark(witness.carrier_span, numbered)


def _quotation_marks(witness: model.Witness, facts: model.NoteFacts, numbered: NumberedParts) -> Iterator[Mark]:
    """What the note quotes from another record in the sentence that locates it."""
    record = next((r for r in numbered.records if r.witness == witness), None)
    if record is None or witness.sentence >= len(facts.sentences):
        return
    span = facts.sentences[witness.sentence].span
    for match in re.finditer(r"“[^“”]*”", span.of(facts.note)):
        yield Mark(
            model.Span(span.start + match.start(), span.start + match.end()), "quote", {"source": f"#{record.id}"}
        )


def _carrier_mark(span: model.Span | None, numbered: NumberedParts) -> Iterator[Mark]:
    if span is not None:
        named = numbered.named_at(span)
        yield Mark(span, "ref", {"type": "record", "target": f"#{named}" if named else None}, rank=2)


def location_marks(location: model.Location, numbered: NumberedParts, naming: Naming) -> Iterator[Mark]:
    """Every level that stands in words, and the word "ibid." with its targets."""
    if location.ibid is not None:
        targets = numbered.targets(location)
        said: Attributes = {
            "type": "ibid",
            "target": elsewhere(location) or " ".join(f"#{t}" for t in targets) or None,
            "cert": "medium" if location.ambiguous else "high",
        }
        yield Mark(location.ibid, "ref", said)
    records = chain(naming.index, location.levels)
    for level, record in zip(location.levels, records, strict=True):
        if level.span is not None:
            yield Mark(level.span, *_level(level, record, naming.index))


def _level(level: model.Level, record: str | None, index: AuthorityIndex) -> tuple[str, Attributes]:
    ref = AUTHORITIES + record if record else None
    if level.kind is model.LevelKind.REPOSITORY or index.is_repository(record):
        return "orgName", {"type": "repository", "ref": ref}
    if level.kind is model.LevelKind.SETTLEMENT:
        place = index.place(level.text)
        return "placeName", {"ref": AUTHORITIES + place.id if place else None}
    if level.kind.is_number:
        return "idno", {"type": str(level.kind), "corresp": ref}
    return "title", {"type": str(level.kind), "ref": ref}


def publication_marks(work: model.Publication, naming: Naming) -> Iterator[Mark]:
    """A printed text: the whole wording, its author, title, imprint and pages."""
    record = naming.index.work(work.title)
    ref = AUTHORITIES + record.id if record else None
    yield Mark(work.span, "bibl", {"corresp": ref}, rank=2)
    yield Mark(work.title_span, "title", {"level": "m", "ref": ref})
    if work.author and work.author_span:
        yield Mark(
            work.author_span, "author", naming.body(work.author) if work.corporate else naming.person(work.author)
        )
    if work.imprint_span and work.imprint:
        yield from _imprint_marks(work.imprint, work.imprint_span, naming)
    if work.pages_span:
        yield Mark(work.pages_span, "biblScope", page_range(work.pages))


def _imprint_marks(imprint: str, span: model.Span, naming: Naming) -> Iterator[Mark]:
    """Place and year of an imprint: New York, 1963."""
    match = re.fullmatch(r"(.*?)(?:,\s*)?(\d{4})?", imprint)
    if match and match[1]:
        yield Mark(model.Span(span.start, span.start + match.end(1)), "pubPlace", naming.place(match[1]))
    if match and match[2]:
        yield Mark(model.Span(span.start + match.start(2), span.start + match.end(2)), "date", {"when": match[2]})


def page_range(pages: str | None) -> Attributes:
    """First and last page of "1-4", "pp. 653–654" or "97"; nothing of what is no such range or falls."""
    match = re.fullmatch(r"(?:pp?\.\s*)?(\d+)(?:\s*[-–]\s*(\d+))?", pages or "")
    if match is None:
        return {"unit": "page"}
    last = match[2] or match[1]
    if len(last) < len(match[1]):
        last = match[1][: len(match[1]) - len(last)] + last
    if int(last) < int(match[1]):  # a fault of the print, which stands in its words
        return {"unit": "page"}
    return {"unit": "page", "from_": match[1], "to": last}


def _reference_marks(
    reference: model.Reference, numbered: NumberedParts, naming: Naming, faults: Sequence[model.Doubt]
) -> Iterator[Mark]:
    if reference.kind == "document" and reference.target:
        yield Mark(reference.span, "ref", {"type": "document", "target": f"{reference.target.stem}.xml"}, rank=2)
        return
    if reference.kind == "volume":
        yield Mark(reference.span, "bibl", volume_attributes(reference, naming), rank=2)
        if reference.pages_span:
            yield Mark(reference.pages_span, "biblScope", page_range(corrected(reference, faults)))
    else:
        named = numbered.named_at(reference.span)
        said: Attributes = {"type": reference.kind, "target": f"#{named}" if named else None}
        yield Mark(reference.span, "ref", said, rank=2)
    if reference.when is not None:
        yield date_mark(reference.when)


def volume_attributes(reference: model.Reference, naming: Naming) -> Attributes:
    """The record of the printed volume that a reference names."""
    record = naming.index.work(volume_title(reference))
    return {"corresp": AUTHORITIES + record.id if record else None}


def volume_title(reference: model.Reference) -> str:
    """The reference without its pages: "vol. VII"."""
    words = reference.wording
    if reference.pages_span is not None:
        words = words[: reference.pages_span.start - reference.span.start]
    return re.sub(r"(,?\s*pp?\.)?[\s,]*$", "", words.strip())


def corrected(reference: model.Reference, faults: Sequence[model.Doubt]) -> str | None:
    """The pages of a reference, with their fault put right where that is certain."""
    span = reference.pages_span
    held = [d for d in faults if d.certain and d.correction and span is not None and span.holds(d.span)]
    return held[0].correction if held else reference.pages


def _act_marks(facts: model.NoteFacts, numbered: NumberedParts, naming: Naming) -> Iterator[Mark]:
    for act in facts.acts:
        for agent in (*act.agents, *act.recipients, *((act.place,) if act.place else ())):
            yield from agent_marks(agent, naming)
        if act.when is not None:
            yield date_mark(act.when)
        yield from _carrier_mark(act.carrier_span, numbered)


def agent_marks(agent: model.Agent, naming: Naming) -> Iterable[Mark]:
    """Who is named, with the office that stands beside the name."""
    if is_pronoun(agent.wording):
        yield Mark(agent.span, "rs", {"type": "person", **naming.attributes(agent)})
        return
    yield Mark(agent.span, naming.tag(agent), naming.attributes(agent))
    if agent.kind is model.AgentKind.PERSON and agent.office and agent.office_span:
        yield Mark(agent.office_span, "orgName", naming.body(agent.office), rank=6)


def date_mark(when: model.When) -> Mark:
    """A date as worded."""
    return Mark(when.span, "date", date_attributes(when))


def date_attributes(when: model.When) -> Attributes:
    """What a date means; a year that the words do not give is marked as inferred."""
    return {
        "when": iso(when.iso),
        "notBefore": iso(when.not_before),
        "notAfter": iso(when.not_after),
        "cert": "high" if when.year_inferred else None,
        "evidence": "conjecture" if when.year_inferred else None,
    }


def iso(moment: str | None) -> str | None:
    """A moment as TEI takes it: a time has seconds."""
    if moment and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d", moment):
        return f"{moment}:00"
    return moment


_MENTIONS = {"place": "placeName", "title": "title", "telegram": "rs", "date": "date"}


def _mention_mark(mention: model.Mention, naming: Naming) -> Mark | None:
    if mention.kind == "person":
        return Mark(mention.span, "persName", naming.person(*split_title(mention.text)))
    if mention.kind == "body":
        return Mark(mention.span, "orgName", naming.body(mention.text))
    if mention.kind == "repository":
        return Mark(mention.span, "orgName", {"type": "repository", **naming.repository(mention.text)})
    if mention.kind == "date" and mention.when is not None:
        return Mark(mention.span, "date", date_attributes(mention.when))
    if mention.kind == "place":
        return Mark(mention.span, "placeName", naming.place(mention.text))
    if mention.kind == "title":
        record = naming.index.work(mention.text)
        return Mark(mention.span, "title", {"level": "m", "ref": AUTHORITIES + record.id if record else None})
    tag = _MENTIONS.get(mention.kind)
    return Mark(mention.span, tag, {"type": mention.kind} if tag == "rs" else {}) if tag else None


def witness_spans(witness: model.Witness) -> list[model.Span]:
    """All stretches that a witness rests on beyond its sentence."""
    place = witness.location.span if witness.location else None
    return [s for s in (witness.span, place, witness.carrier_span) if s is not None]
