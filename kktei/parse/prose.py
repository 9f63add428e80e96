"""Every sentence after the location and the classification: shown to each reader, in the genre's order."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kktei.model import (
    Act,
    ActKind,
    DocumentId,
    Found,
    Level,
    LevelKind,
    Reference,
    Sentence,
    SentenceRole,
    Span,
    Witness,
    WitnessKind,
)
from kktei.parse import citations, journey, making, printed, remarks, special, witnesses
from kktei.parse.dates import Calendar
from kktei.parse.draft import Draft, Reading
from kktei.parse.journey import SentenceSetting
from kktei.parse.locations import names_repository
from kktei.parse.publications import looks_printed
from kktei.parse.tokens import DATE, Token, lex, unquoted
from kktei.parse.vocabulary import Vocabulary

_RECENT = 40  # witnesses that a later citation can still speak of
_OPENING = 600  # characters within which a sentence names what it speaks of
_MAKING_ROLE = {ActKind.DRAFTED, ActKind.APPROVED, ActKind.CLEARED, ActKind.SIGNED, ActKind.INITIALED}
_OF_OTHERS = {SentenceRole.REFERENCE, SentenceRole.REMARK, SentenceRole.CITATION, SentenceRole.NOTATION}
_DISTRIBUTION_ROLE = {ActKind.SENT, ActKind.REPEATED, ActKind.POUCHED, ActKind.RELAYED}
_KINDS = {"TELEGRAM": "telegram", "DOCUMENT": "document", "VOLUME": "volume"}


def body_end(note: str, span: Span, vocabulary: Vocabulary) -> int:
    """Where a sentence's own words end: before the citations that follow its full stop."""
    end = span.end
    for inner in reversed(list(citations.parentheses(note, span.start, span.end))):
        stop = inner.end + 1
        if note[stop:end].strip() not in ("", "."):
            break
        before = inner.start - 1
        while before > span.start and note[before - 1].isspace():
            before -= 1
        word = re.search(r"(\w+)\.[”\"’]*$", note[max(span.start, before - 20) : before])
        if not re.search(r"[.?!][”\"’]*$", note[max(span.start, before - 3) : before]) or (
            word and word[1] in vocabulary.exact("abbreviations")
        ):
            break
        end = before
    return end


def locates(draft: Draft, span: Span) -> bool:
    """Whether a first sentence without "Source:" is a location all the same."""
    text = span.of(draft.note)
    return names_repository(text, draft.vocabulary) and draft.vocabulary.search("states_being", text) is None


def read_sentence(draft: Draft, index: int, span: Span) -> Sentence:
    """The sentence with its role; what it says is added to ``draft``, where the readers after it find it."""
    end = body_end(draft.note, span, draft.vocabulary)
    every = lex(draft.note, span.start, span.end, draft.vocabulary)
    draft.take(Reading(tokens=every))
    tokens = unquoted(every)
    readers = (
        _publications(draft, index, span, end),
        _witnesses(draft, index, span, end),
        _acts(draft, index, span, end, tokens),
        _citations(draft, index, span, end),
        remarks.read_remarks(draft, index, span),
        _references(draft, span, tokens),
    )
    roles = [role for reader in readers for found in reader for role in draft.take(found)]
    if not roles:
        return Sentence(span, SentenceRole.REMARK, understood=False)
    return Sentence(span, roles[0])


def _publications(draft: Draft, index: int, span: Span, end: int) -> Iterator[Reading]:
    found = printed.read_printed(draft.note, span.start, end, draft.vocabulary)
    if found is None or not found.works:
        return
    roles = (SentenceRole.PUBLICATION,)
    if not found.about_this or _of_another(draft, found):
        yield Reading(roles, references=printed.as_references(found, draft.vocabulary))
        return
    told: list[Witness] = []
    if found.subject:
        what = found.subject.of(draft.note)
        kind = witnesses.kind_of(what, draft.translated, draft.vocabulary)
        if kind is not WitnessKind.COPY:
            language = witnesses.language_of(what, draft.vocabulary)
            told = [Witness(kind, what, found.span, index, publication=w, language=language) for w in found.works]
    yield Reading(roles, published=found.works, witnesses=told)


def _of_another(draft: Draft, found: printed.PrintedCitation) -> bool:
    """Whether "It is printed in ..." takes up another text, of which the sentence before speaks."""
    taken_up = found.subject and draft.vocabulary.match("pronoun", found.subject.of(draft.note))
    return bool(taken_up and draft.sentences and draft.sentences[-1].role in _OF_OTHERS)


def _witnesses(draft: Draft, index: int, span: Span, end: int) -> Iterator[Reading]:
    note, vocabulary = draft.note, draft.vocabulary
    understood = False
    aside = citations.parentheses(note, span.start, span.end)  # "(Copies of both are in ...)"
    for part in (*witnesses.clauses(note, span.start, end, vocabulary), *aside):
        said = witnesses.statement(note, part.start, part.end, vocabulary)
        found = _stated(draft, index, said) if said else Reading()
        understood = understood or bool(found.roles)
        yield found
    if not understood:
        carried = _carried(draft, index, span, end)
        yield carried if carried.roles else _of_department(draft, index, span, end)


def _of_department(draft: Draft, index: int, span: Span, end: int) -> Reading:
    """A text that lies in a department's file, cited without the word "in"."""
    note, vocabulary = draft.note, draft.vocabulary
    department = witnesses.department_of(note, span.start, end, draft.citations, vocabulary)
    if not department or not witnesses.speaks_of_text(note[span.start : department.span.start], vocabulary):
        return Reading()
    phrase = vocabulary.search("prose_witnesses", note[span.start : department.span.start])
    start = span.start + phrase.start() if phrase else span.start
    stop = vocabulary.search("prose_witnesses_2", note, start, department.span.start)
    what = Span(start, stop.start() if stop else department.span.start)
    whole = Span(start, department.span.end)
    made = witnesses.make(note, what, index, department, draft.translated, vocabulary, whole)
    return Reading((SentenceRole.WITNESS,), witnesses=(made,))


def _stated(draft: Draft, index: int, said: witnesses.Statement) -> Reading:
    again = [work for place in said.places if (work := printed.again(draft, place))]
    held = [
        place
        for place in said.places
        if not looks_printed(place.of(draft.note), draft.vocabulary)
        and not draft.vocabulary.search("a_copy", place.of(draft.note))
        and not any(place.holds(work.span) for work in again)
    ]
    locations = [loc for place in held if (loc := draft.citations.read(place.start, place.end))]
    texts = witnesses.subjects(draft.note, said.subject, draft.vocabulary)
    whole = Span(said.subject.start, said.places[-1].end if said.places else said.subject.end)
    told = [
        witnesses.make(draft.note, what, index, location, draft.translated, draft.vocabulary, whole)
        for location in locations
        for what in texts
    ]
    originals = (w.language for w in told if w.kind is WitnessKind.ORIGINAL and w.language)
    first = next(originals, None) if draft.composed_in is None else None
    role = SentenceRole.WITNESS if locations else SentenceRole.PUBLICATION
    return Reading(
        (role,) if locations or again else (),
        witnesses=told,
        references=again,
        composed_in=first[:2] if first else None,
    )


def _carried(draft: Draft, index: int, span: Span, end: int) -> Reading:
    """A text that a telegram carries ("Another English text is in telegram 2839 from Moscow, May 8")."""
    match = draft.vocabulary.search("prose_in_telegram", draft.note, span.start, end)
    if match is None or not witnesses.speaks_of_text(draft.note[span.start : match.start()], draft.vocabulary):
        return Reading()
    token = next((t for t in lex(draft.note, match.end(), end, draft.vocabulary) if t.kind == "TELEGRAM"), None)
    if token is None:
        return Reading()
    what, whole = Span(span.start, match.start()), Span(span.start, token.end)
    made = witnesses.make(draft.note, what, index, None, draft.translated, draft.vocabulary, whole)
    if made.kind is WitnessKind.RELATED:
        return Reading()
    told = replace(made, carrier=token.text, carrier_span=Span(token.start, token.end))
    return Reading((SentenceRole.WITNESS,), witnesses=(told,))


def _acts(draft: Draft, index: int, span: Span, end: int, tokens: list[Token]) -> Iterator[Reading]:
    asides = [
        Span(*m.span()) for m in draft.vocabulary.pattern("journey_unsure_aside").finditer(draft.note, span.start, end)
    ]
    inner = [t for t in tokens if t.end <= end and not any(a.start <= t.start < a.end for a in asides)]
    reported = _reporter(draft, inner)
    setting = SentenceSetting(
        draft.note, span, index, inner, draft.calendar, draft.vocabulary, reported, draft.own_telegrams
    )
    found = making.clauses(inner, draft.vocabulary)
    others = special.acts(setting, Span(span.start, end))
    done = [act for act in journey.acts(found, setting) if not any(_is_one(act, other) for other in others)]
    acts = special.with_carrier(setting, done, Span(span.start, end)) + others
    handed = _handed_translation(draft, index, Span(span.start, end))
    yield Reading(tuple(_role(act) for act in acts[:1]), acts=acts, witnesses=handed)


def _is_one(act: Act, other: Act) -> bool:
    """Whether two readers found the same intention ("intended to be delivered to him by Berg")."""
    return act.intended and other.intended and act.span.start < other.span.end and other.span.start < act.span.end


def _handed_translation(draft: Draft, index: int, span: Span) -> tuple[Witness, ...]:
    """A translation that changed hands and that no sentence locates is a witness, lost as far as is known."""
    match = draft.vocabulary.search("prose_handed", draft.note, span.start, span.end)
    if not match:
        return ()
    what = Span(match.start("what"), match.end("what"))
    language = witnesses.language_of(match["what"], draft.vocabulary)
    return (Witness(WitnessKind.LOST, match["what"], what, index, language=language, found=Found.INFERRED),)


def _reporter(draft: Draft, tokens: list[Token]) -> str | None:
    """Who is responsible for what the sentence says ("According to Manchester")."""
    if len(tokens) < 3 or not draft.vocabulary.match("according_to", draft.note, tokens[0].start, tokens[1].end):
        return None
    stop = next((t for t in tokens[2:] if t.kind in ("COMMA", "LEFT")), None)
    return draft.note[tokens[2].start : stop.start].strip() if stop else None


def _role(act: Act) -> SentenceRole:
    if act.kind in _MAKING_ROLE:
        return SentenceRole.DRAFTING
    return SentenceRole.DISTRIBUTION if act.kind in _DISTRIBUTION_ROLE else SentenceRole.JOURNEY


def _citations(draft: Draft, index: int, span: Span, end: int) -> Iterator[Reading]:
    inside = list(citations.parentheses(draft.note, span.start, span.end))
    again = {inner: work for inner in inside if (work := printed.again(draft, inner))}
    found = [
        cited
        for inner in inside
        if inner not in again
        for cited in citations.read_citations(draft.note, inner, draft.citations, draft.vocabulary, inner.start > end)
    ]
    yield Reading((SentenceRole.CITATION,) if found or again else (), references=tuple(again.values()))
    if found:
        opening = Span(span.start, min(end, span.start + _OPENING))
        subject = printed.subject_of(draft.note, opening, draft.vocabulary)
        book = draft.vocabulary.search("day_book", draft.note, opening.start, len(draft.note[:end].rstrip(" .")))
        for cited in found:
            yield _locate(draft, index, *(_in_book(book, cited, draft) if book else (subject, cited)))


def _in_book(book: re.Match[str], cited: citations.CitedPlace, draft: Draft) -> tuple[Span, citations.CitedPlace]:
    """The day-book from which a sentence has what it says: "(Ibid.)" after it is the house, and the book lies there."""
    what = Span(book.start("book"), book.end("book"))
    place = cited.location
    if place.ibid is None or any(level.span for level in place.levels):
        return what, cited
    house = [level for level in place.levels if level.kind is LevelKind.REPOSITORY]
    within = Level(LevelKind.COLLECTION, what.of(draft.note), span=what)
    found = replace(place, levels=(*house, within))
    return what, citations.CitedPlace(draft.citations.keep(found), None)


def _locate(draft: Draft, index: int, subject: Span, cited: citations.CitedPlace) -> Reading:
    """The location of the text that the sentence speaks of, or a witness that lies there."""
    last = len(draft.witnesses)
    recent = [(i, draft.witnesses[i]) for i in range(max(0, last - _RECENT), last)]
    own = [i for i, w in recent if w.sentence == index and w.location is None and w.publication is None]
    if own and cited.what is None:
        return Reading(located=dict.fromkeys(own, cited.location))
    first = cited.location.levels[0]
    open_ones = [
        i
        for i, w in recent
        if w.location and len(w.location.levels) == 1 and first.span is None and w.location.levels[0].text == first.text
    ]
    if open_ones and cited.what is None and cited.location.ibid is None:
        return Reading(located=dict.fromkeys(open_ones, cited.location))
    if cited.what is None and _told_already(draft, subject, cited):
        return Reading()
    what = cited.what or subject
    whole = Span(cited.what.start, cited.location.span.end) if cited.what else cited.location.span
    made = witnesses.make(draft.note, what, index, cited.location, draft.translated, draft.vocabulary, whole)
    return Reading(witnesses=(made,))


def _told_already(draft: Draft, subject: Span, cited: citations.CitedPlace) -> bool:
    """Whether "(Ibid.)" follows what happened, not a text, and what it cites has been told of."""
    if cited.location.ibid is None or witnesses.speaks_of_text(subject.of(draft.note), draft.vocabulary):
        return False
    path = [level.text for level in cited.location.levels]
    return any(w.location and [lv.text for lv in w.location.levels] == path for w in draft.witnesses[-_RECENT:])


def _references(draft: Draft, span: Span, tokens: list[Token]) -> Iterator[Reading]:
    # "Sent to Paris as Topol 2512" is this telegram itself
    own = {
        t.start for before, t in pairwise(tokens) if before.text in draft.vocabulary.said("as") and t.kind == "TELEGRAM"
    }
    found = [r for r in references(tokens, draft.calendar, draft.known) if r.span.start not in own]
    found += _dated_letters(draft.note, span.start, span.end, draft.calendar)
    taken = sorted(_taken(draft, span))
    texts = [w.span for w in draft.witnesses[-_RECENT:] if w.location and span.holds(w.span)]
    fresh = [r for r in found if not _overlaps(r.span, taken)]
    fresh = [r for r in fresh if r.kind != "memorandum" or not any(text.holds(r.span) for text in texts)]
    fresh.sort(key=lambda r: r.span)
    yield Reading((SentenceRole.REFERENCE,) if fresh else (), references=fresh)


def _taken(draft: Draft, span: Span) -> set[Span]:
    """The stretches of this sentence in which a number is no reference of its own."""
    places = {w.location.span for w in draft.witnesses if w.location}
    return {s for s in places | {p.span for p in draft.published} | {r.span for r in draft.references} if span.holds(s)}


def _overlaps(span: Span, taken: Sequence[Span]) -> bool:
    at = bisect_left(taken, span.end, key=lambda other: other.start)
    return any(other.end > span.start for other in taken[max(0, at - 4) : at])


def references(tokens: Sequence[Token], calendar: Calendar, known: Collection[DocumentId]) -> list[Reference]:
    """The references among ``tokens``; a document known to this edition gets its number as target."""
    found = []
    for token in tokens:
        if token.kind in _KINDS:
            found.append(_reference(token, calendar, known))
    return found


def _reference(token: Token, calendar: Calendar, known: Collection[DocumentId]) -> Reference:
    """The reference that one token is."""
    kind = "footnote" if calendar.vocabulary.match("of_a_footnote", token.text) else _KINDS[token.kind]
    text, end = token.text, token.end
    pages = calendar.vocabulary.search("references_pages", text) if kind == "volume" else None
    number = calendar.vocabulary.match("references_reference", text)
    target = DocumentId.of(number[1]) if number else None
    when = None
    dated = re.search(rf",\s+({_date(calendar.vocabulary)})$", text) if kind == "telegram" else None
    if dated:
        when = calendar.day(Token("DATE", dated[1], token.start + dated.start(1), token.start + dated.end(1)))
    span = Span(token.start, end)
    place = Span(token.start + pages.start(1), token.start + pages.end(1)) if pages else None
    return Reference(kind, text, span, target if target in known else None, pages[1] if pages else None, place, when)


def _dated_letters(note: str, start: int, end: int, calendar: Calendar) -> list[Reference]:
    """Dated memoranda and letters that are named by sender and recipient."""
    shape = calendar.vocabulary.pattern("references_named")
    found = []
    for match in shape.finditer(note, start, end):
        found.append(Reference("memorandum", match[0], Span(match.start(), match.end())))
    return found


def _date(vocabulary: Vocabulary) -> str:
    return vocabulary.regex(DATE).pattern
