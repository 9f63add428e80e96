"""A source note to facts: its sentences, the role of each, and the grammar of that role.

A sentence is shown to one reader after another (:mod:`kktei.parse.prose`); what no reader
understands stays prose.  The order of the note is kept throughout, because "ibid." means the
location cited last.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from kktei import groups
from kktei.model import (
    DocumentId,
    Location,
    NoteFacts,
    Publication,
    Sentence,
    SentenceRole,
    Span,
    Unread,
    Witness,
    WitnessKind,
)
from kktei.parse import calendar, faults, inline, markings, mentions, prose, sentences, shelfmarks, source, survival
from kktei.parse.draft import Draft, Reading
from kktei.parse.locations import names_repository
from kktei.parse.sentences import enclosed
from kktei.parse.tidy import tidied
from kktei.parse.vocabulary import Vocabulary, load_vocabulary

_LABEL = "Source:"
_STOP = re.compile(r"[.,;]\s+")
_FULL_STOP = re.compile(r"\.\s")
_FURTHEST = 120  # characters of the markings that stand before a place
_STOPS = 5  # so many sentences from the first a classification may stand where a title has full stops
_FACTS = frozenset({SentenceRole.DRAFTING, SentenceRole.DISTRIBUTION, SentenceRole.JOURNEY})


def parse_note(
    note: str,
    *,
    vocabulary: Vocabulary | None = None,
    date: str | None = None,
    known_documents: Collection[DocumentId] = (),
    before: tuple[DocumentId, Location] | None = None,
) -> NoteFacts:
    """What ``note`` says, every fact with its stretch; never raises for a string.

    ``date`` is the document's own date (ISO), from which a date without a year takes it;
    ``known_documents`` are the edition's documents, which references point to; ``before`` is the document before and
    where its copy-text lies, which "ibid." as the note's first word stands for.
    """
    words = vocabulary or load_vocabulary()
    if (group := groups.group_of(note)) and group.place:
        again = _labelled_again(note, group.place, words)
        told = parse_note(again, vocabulary=words, date=date, known_documents=known_documents)
        return replace(told, note=note, sentences=_from_the_start(note, told.sentences))
    if first := _marked_first(note, words):
        marks, begin = first
        again = f"{_LABEL:{begin}}{note[begin:]}"
        told = parse_note(again, vocabulary=words, date=date, known_documents=known_documents)
        return markings.put_first(replace(told, note=note, sentences=_from_the_start(note, told.sentences)), marks)
    whole = Span(0, len(note))
    if not source.is_source(note, whole, words):
        if found := shelfmarks.read_shelfmark_note(note, words):
            return _shelfmark(Draft.of(note, words, date, known_documents), found)
        if short := inline.read_inline(note, words):
            return _inline(note, short, words)
    elif labelled := _labelled(note, words):
        return _shelfmark(Draft.of(note, words, date, known_documents), labelled)
    draft = Draft.of(_unbracketed(note), words, date, known_documents)
    draft.citations.before = before if is_again(note, words) else None
    place = calendar.place_of(note, words)
    for index, span in enumerate(_spans(draft.note, place, words)):
        draft.sentences.append(_sentence(draft, index, span, place))
    return _finished(replace(draft.facts(), note=note), draft)


def is_unmarked(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a paragraph below a heading is a source note, though no "Source:" says so ("ALS (DLC: Berg Papers)").

    It must begin with the place, and have a number or say how the text survives: "Bodleian Library, Oxford" above a
    letter is where somebody wrote.  One that several documents have says so before the place.
    """
    if groups.is_group(text):
        return True
    found = shelfmarks.read_shelfmark_note(text, vocabulary)
    before = text[: found.sentence.start].strip() if found else ""
    formed = found is not None and found.mark.form is not None and not before
    place = found.sentence.of(text) if found and formed else text  # after "ALS (Archive, folder 3)." all tells of it
    if vocabulary.regex(r"\b{months}\b").search(place) or vocabulary.search("of_a_text", place):
        return False
    if found:
        told = bool(found.mark.form) or any(mark.isdigit() for mark in found.sentence.of(text))
        return found.mark.location is not None and told and not (before and not found.states)
    short = inline.read_inline(text, vocabulary)
    return short is not None and short.location is not None and any(mark.isdigit() for mark in text)


def is_again(note: str, vocabulary: Vocabulary) -> bool:
    """Whether a note begins with "ibid.", and so has the place of the document before."""
    return vocabulary.match("ibid_first", note) is not None


def again_number(note: str, vocabulary: Vocabulary) -> str:
    """The number of the document where a note says that its place is ("As document 6"); empty where it names none."""
    match = vocabulary.match("ibid_first", note)
    return (match["number"] or "") if match else ""


def _marked_first(note: str, words: Vocabulary) -> tuple[markings.Markings, int] | None:
    """The markings between "Source:" and the place, and where that begins ("Source: Secret. National Archives")."""
    label = words.match("source_source", note)
    begin = label.end() if label else len(note)
    for stop in _STOP.finditer(note, begin, begin + _FURTHEST):
        marks = markings.read_markings(note, begin, stop.start(), words, bare=True)
        if marks is None or not all(mark.key for mark in marks.others):
            return None
        if names_repository(_FULL_STOP.split(note[stop.end() :], maxsplit=1)[0], words):
            return marks, stop.end()
    return None


def _labelled_again(note: str, place: int, words: Vocabulary) -> str:
    """The note of several documents as if it were one's own, every word of the place where it was."""
    rest = _unbracketed(note)[place:]
    label = "" if is_unmarked(rest, words) else _LABEL
    return f"{label:{place}}{rest}"


def _from_the_start(note: str, told: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """The sentences, the first from the first word: what it said before the place was blanked."""
    first = Span(len(note) - len(note.lstrip()), told[0].span.end)
    return (replace(told[0], span=first), *told[1:])


def _unbracketed(note: str) -> str:
    """The note without the brackets that may stand around the whole of it; blanks keep every other place."""
    inner = note.strip()
    if not (inner.startswith("[") and inner.endswith("]") and inner[1:-1].strip()) or 0 in enclosed(inner)[1:-1]:
        return note
    start = note.index("[")
    end = start + len(inner) - 1
    return f"{note[:start]} {note[start + 1 : end]} {note[end + 1 :]}"


def _inline(note: str, short: inline.Inline, words: Vocabulary) -> NoteFacts:
    start = len(note) - len(note.lstrip())
    sentence = Sentence(Span(start, len(note.rstrip())), SentenceRole.LOCATION)
    place = short.location
    base = Witness(WitnessKind.BASE, "source text", place.span, 0, place) if place else None
    said = short.kind.of(note) if short.kind else ""
    term = words.look_up("kind", said)
    kind = term.label if term else said.lower() or None
    return NoteFacts(note, (sentence,), base, kind=kind, kind_span=short.kind)


def _spans(note: str, place: Span | None, words: Vocabulary) -> list[Span]:
    """The sentences; an entry's place is one, whatever stops it holds."""
    if place is None:
        found = [part for span in sentences.split(note, words) for part in _apart(note, span, words)]
        return _titled(note, _housed(note, found, words), words)
    return [*sentences.split(note[: place.start], words), Span(place.start, len(note.rstrip()))]


def _housed(note: str, found: list[Span], words: Vocabulary) -> list[Span]:
    """The sentences; a stop between the house and its holdings stands for a comma ("National Archives. RG 59, ...").

    So does one between what the text is and its house ("Source: Unsigned copy. National Archives, RG 59").
    """
    label = words.match("source_source", note)
    survives = words.match("source_survives", note, label.end()) if label else None
    if survives and len(found) > 1 and survives.end() >= found[1].start:
        return [Span(found[0].start, found[1].end), *found[2:]]
    if len(found) < 2 or not words.pattern("house_alone").fullmatch(note, found[0].start, found[0].end):
        return found
    below = words.match("below_a_house", note, found[1].start, found[1].end)
    return [Span(found[0].start, found[1].end), *found[2:]] if below else found


def _apart(note: str, span: Span, words: Vocabulary) -> list[Span]:
    """A classification by itself, where what a parenthesis after it cites belongs to none of its words."""
    level = words.match("level_then_aside", note, span.start, span.end)
    return [Span(span.start, level.end("level")), Span(level.end(), span.end)] if level else [span]


def _titled(note: str, found: list[Span], words: Vocabulary) -> list[Span]:
    """The sentences; what stands between the place and the classification is the end of a title with full stops.

    "..., Lot 12 D 345, 20. General Berg. N 1961. Secret.": the folder is "20. General Berg. N 1961".
    """
    if len(found) < 3 or not source.is_source(note, found[0], words):
        return found
    level = next((i for i, s in enumerate(found[:_STOPS]) if i and words.match("a_level", note, s.start, s.end)), 0)
    between = found[1:level]
    if not between or not all(words.match("title_piece", note, s.start, s.end) for s in between):
        return found
    if note[found[0].end - 1] == ";" or words.search("numbered_last", note, found[0].start, found[0].end):
        return found  # no title goes on after "Box 2.", nor before a second repository
    if any(words.match("of_the_copy", note, s.start, s.end) for s in between):
        return found
    if any(words.knows(t, s.of(note).strip(" .")) for s in between for t in ("handling", "precedence")):
        return found
    return [Span(found[0].start, between[-1].end), *found[level:]]


def _labelled(note: str, words: Vocabulary) -> shelfmarks.ShelfmarkNote | None:
    """A shelfmark after "Source:", where its archive is none of those whose papers notes locate level by level."""
    label = words.match("source_source", note)
    found = shelfmarks.read_shelfmark_note(f"{' ' * label.end()}{note[label.end() :]}", words) if label else None
    if found is None or label is None or words.search("second_place", note, found.sentence.start, found.sentence.end):
        return None
    place = found.mark.location
    if not found.mark.print and (place is None or words.look_up("repository", place.levels[0].text)):
        return None
    before = [span for span in found.others if span.start < found.sentence.start]
    return found if all(survival.told_lost(note, span, words) for span in before) else None


def _shelfmark(draft: Draft, found: shelfmarks.ShelfmarkNote) -> NoteFacts:
    """A note with a shelfmark; what else it tells is read as prose, and is a finding where it is not understood."""
    mark = found.mark
    begin = len(draft.note) - len(draft.note.lstrip())
    for index, span in enumerate(sorted((found.sentence, *found.states, *found.others))):
        if span == found.sentence:
            draft.take(Reading(base=_base(draft.note, mark, index)))
            role = SentenceRole.LOCATION if mark.location or mark.print else SentenceRole.NOTATION
            draft.sentences.append(Sentence(span, role))
        elif span in found.states:
            draft.sentences.append(Sentence(span, SentenceRole.NOTATION))
        else:
            draft.sentences.append(_survives(draft, index, span) or _sentence(draft, index, span))
    first = draft.sentences[0]  # begins with its label
    draft.sentences[0] = replace(first, span=Span(begin, first.span.end))
    return _finished(replace(draft.facts(), kind=mark.kind, kind_span=mark.state if mark.kind else None), draft)


def _base(note: str, mark: shelfmarks.Shelfmark, index: int) -> Witness | None:
    if mark.print:
        work = Publication(mark.print.of(note), mark.print, mark.print.of(note), mark.print)
        return Witness(WitnessKind.BASE, "source text", mark.print, index, publication=work)
    place = mark.location
    return Witness(WitnessKind.BASE, "source text", place.span, index, place, form=mark.form) if place else None


def _finished(facts: NoteFacts, draft: Draft) -> NoteFacts:
    """The facts with what is told of all of them: faults, names in passing, what was not read."""
    words = draft.vocabulary
    facts = replace(facts, doubts=faults.doubts(facts, words))
    facts = replace(facts, mentions=mentions.mentions(facts, draft.tokens, draft.calendar))
    return survival.known_from(tidied(replace(facts, unread=tuple(_unread(facts, words)))))


def _sentence(draft: Draft, index: int, span: Span, place: Span | None = None) -> Sentence:
    if place is not None and span.start == place.start:
        return _whole_sentence(draft, span, _placed(draft, index, place))
    if _summarises(draft, span):
        return Sentence(span, SentenceRole.REMARK)
    if any(draft.vocabulary.pattern(p).fullmatch(span.of(draft.note)) for p in ("calendar_extent", "extent_alone")):
        return Sentence(span, SentenceRole.REMARK)
    if index == 0 or (draft.base is None and source.is_source(draft.note, span, draft.vocabulary)):
        found = _source(draft, index, span)
        if found.roles:
            return _whole_sentence(draft, span, found)
    level = draft.vocabulary.match("a_level", draft.note, span.start, span.end) is not None
    if draft.classification is None and (level or not draft.markings):
        end = _content_end(draft.note, span)
        marks = markings.read_markings(draft.note, span.start, end, draft.vocabulary, bare=index == 1)
        if marks:
            return _whole_sentence(draft, span, Reading((SentenceRole.CLASSIFICATION,), marks=marks))
    elif level and draft.vocabulary.match("level_alone", draft.note, span.start, span.end):
        return Sentence(span, SentenceRole.REMARK)  # of another copy, which the sentence before locates
    if (draft.classification or draft.markings) and (more := _more_markings(draft, span)):
        return _whole_sentence(draft, span, Reading((SentenceRole.CLASSIFICATION,), marks=more))
    return _prose(draft, index, span)


def _prose(draft: Draft, index: int, span: Span) -> Sentence:
    """What follows place and classification; of a text without a copy first what else is known of it."""
    lost = draft.base is None and any(w.kind is WitnessKind.LOST for w in draft.witnesses)
    alone = draft.vocabulary.pattern("states_alone").fullmatch(draft.note, span.start, span.end)
    if (lost or alone) and (first := _survives(draft, index, span)):
        return first
    told = prose.read_sentence(draft, index, span)
    if not told.understood and groups.says_same(span.of(draft.note)):
        return Sentence(span, SentenceRole.REMARK)
    return told if told.understood else _survives(draft, index, span) or told


def _survives(draft: Draft, index: int, span: Span) -> Sentence | None:
    """A sentence that tells how the text survives, in whatever language."""
    found = survival.survival_in(draft, index, span)
    return _whole_sentence(draft, span, found) if found.roles else None


def _whole_sentence(draft: Draft, span: Span, found: Reading) -> Sentence:
    """A sentence that one reader understands whole, or that nothing is understood of."""
    roles = draft.take(found)
    return Sentence(span, roles[0]) if roles else Sentence(span, SentenceRole.REMARK, understood=False)


def _more_markings(draft: Draft, span: Span) -> markings.Markings | None:
    """A sentence after the classification that is nothing but known markings ("Controlled Dissem.")."""
    more = markings.read_markings(draft.note, span.start, _content_end(draft.note, span), draft.vocabulary, bare=True)
    if more is None or more.classification or not all(mark.key for mark in more.others):
        return None
    return more


def _summarises(draft: Draft, span: Span) -> bool:
    """Whether a sentence belongs to the summary that some volumes put before "Source:"."""
    if not draft.vocabulary.match("summary_lead", draft.note):
        return False
    source = draft.vocabulary.search("summary_source", draft.note)
    return source is not None and span.start < source.start()


def _placed(draft: Draft, index: int, place: Span) -> Reading:
    """A calendar entry's place."""
    location = draft.citations.placed(place.start, place.end)
    if location is None:
        return Reading()
    base = Witness(WitnessKind.BASE, "source text", location.span, index, location)
    return Reading((SentenceRole.LOCATION,), base)


def _source(draft: Draft, index: int, span: Span) -> Reading:
    again = index == 0 and draft.vocabulary.match("ibid_first", draft.note, span.start, span.end)
    if not (again or source.is_source(draft.note, span, draft.vocabulary) or prose.locates(draft, span)):
        return Reading()
    gone = survival.loss(draft, index, span)
    if gone.roles:
        return gone
    end = prose.body_end(draft.note, span, draft.vocabulary)
    found = source.read_source(draft.note, Span(span.start, end), draft.citations, draft.vocabulary, index)
    if found is None:
        return Reading()
    return Reading((SentenceRole.LOCATION if found.base else SentenceRole.CLASSIFICATION,), found.base, found.marks)


def _content_end(note: str, span: Span) -> int:
    return span.start + len(span.of(note).rstrip(". "))


def _unread(facts: NoteFacts, vocabulary: Vocabulary) -> Iterator[Unread]:
    """Clauses that tell what was done with the text and whose date, place or name is in no fact.

    What a clause says beside (what a covering paper reads, why) is not looked at.
    """
    held = [span for act in facts.acts for span in (act.span, act.carrier_span) if span is not None]
    told = " ".join(act.reported_by or "" for act in facts.acts)
    for sentence in facts.sentences:
        if not sentence.understood or sentence.role not in _FACTS:
            continue
        if vocabulary.search("made_by_many", facts.note, sentence.span.start, sentence.span.end):
            continue
        for clause in _clauses(facts.note, sentence.span, vocabulary):
            named = [span for span in _names_within(facts, clause, vocabulary) if not any(s.holds(span) for s in held)]
            if words := tuple(text for text in (span.of(facts.note) for span in named) if text not in told):
                yield Unread(clause if clause.start == sentence.span.start else sentence.span, words)


def _clauses(note: str, sentence: Span, vocabulary: Vocabulary) -> Iterator[Span]:
    """What a sentence says before an aside, and after one where its list goes on (", who was in Bonn, and to Oslo")."""
    aside = vocabulary.search("unread_aside", note, sentence.start, sentence.end)
    yield Span(sentence.start, aside.start() if aside else sentence.end)
    resumed = vocabulary.search("unread_resumes", note, sentence.start, sentence.end)
    if resumed:
        aside = vocabulary.search("unread_aside", note, resumed.end(), sentence.end)
        yield Span(resumed.end(), aside.start() if aside else sentence.end)


def _names_within(facts: NoteFacts, clause: Span, vocabulary: Vocabulary) -> list[Span]:
    """Dates, places and names of a clause, also those that were not declassified."""
    inside = enclosed(facts.note[: clause.end])
    found = [m.span for m in facts.mentions if clause.holds(m.span) and not inside[m.span.start]]
    withheld = vocabulary.pattern("withheld_name").finditer(facts.note, clause.start, clause.end)
    return sorted(found + [Span(*match.span("name")) for match in withheld])
