"""What an edition of letters or of documents tells of how its text survives, in any language: a sentence a time.

Where it is printed, that an original is lost, where another copy lies, who saw it or wrote it, what hands wrote on it.
The shapes are those of ``vocabulary/LANG/notes.toml``; what none of them takes is left to the readers after this one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kktei.model import Act, ActKind, Agent, Found, NoteFacts, SentenceRole, Span, Witness, WitnessKind
from kktei.parse import foreign, publications, shelfmarks, witnesses
from kktei.parse.dates import Calendar
from kktei.parse.draft import Draft, Reading
from kktei.parse.tokens import lex
from kktei.parse.vocabulary import Vocabulary, load_vocabulary

_LONGEST = 2000  # characters of the longest sentence that is looked at
_ACTS = (("note_seen", ActKind.SEEN), ("note_drafted", ActKind.DRAFTED))


def survival_in(draft: Draft, index: int, span: Span) -> Reading:
    """What a sentence says of the text's survival; an empty reading where it says nothing of it."""
    if span.end - span.start > _LONGEST:
        return Reading()
    gone = loss(draft, index, span)
    if gone.roles:
        return gone
    if draft.vocabulary.pattern("states_alone").fullmatch(draft.note, span.start, span.end):
        return _copy(draft, index, span)
    if draft.vocabulary.pattern("paper_kind_alone").fullmatch(draft.note, span.start, span.end):
        return Reading((SentenceRole.NOTATION,))
    for language, words in _tongues(draft.vocabulary):
        passage = _Passage(draft, index, span, words, language)
        for reader in (_printed, _acted, _received, _hand):
            found = reader(passage)
            if found.roles:
                return found
    return _copy(draft, index, span)


@dataclass(frozen=True, slots=True)
class _Passage:
    """A sentence of a draft, and the language in which it is tried."""

    draft: Draft
    index: int
    span: Span
    words: Vocabulary
    language: str

    def told(self, name: str) -> re.Match[str] | None:
        """The set phrase ``name`` at the beginning, where the language has it."""
        here = name in self.words.patterns
        return self.words.match(name, self.draft.note, self.span.start, self.span.end) if here else None

    def all_told(self, name: str) -> re.Match[str] | None:
        """The set phrase ``name``, if the sentence is nothing else."""
        return self.words.pattern(name).fullmatch(self.draft.note, self.span.start, self.span.end)

    def quoted(self, start: int) -> list[Span]:
        """What is quoted from ``start`` on."""
        return [
            Span(*m.span("words")) for m in self.words.pattern("quoted").finditer(self.draft.note, start, self.span.end)
        ]


def known_from(facts: NoteFacts) -> NoteFacts:
    """The facts; of a text whose original is lost, the one print or copy that the note names is the copy-text.

    That follows and is not said, so it is marked as inferred; with two prints nothing follows.
    """
    if facts.base is not None or not any(w.kind is WitnessKind.LOST for w in facts.witnesses):
        return facts
    copies = [w for w in facts.witnesses if w.kind is WitnessKind.COPY and w.location and not w.absent]
    if len(copies) + len(facts.published_in) != 1:
        return facts
    if copies:
        base = replace(copies[0], kind=WitnessKind.BASE, found=Found.INFERRED)
        return replace(facts, base=base, witnesses=tuple(w for w in facts.witnesses if w is not copies[0]))
    work = facts.published_in[0]
    at = next(i for i, sentence in enumerate(facts.sentences) if sentence.span.holds(work.span))
    base = Witness(WitnessKind.BASE, work.wording, work.span, at, publication=work, found=Found.INFERRED)
    return replace(facts, base=base, published_in=())


def told_lost(note: str, span: Span, vocabulary: Vocabulary) -> re.Match[str] | None:
    """What a sentence calls lost or not found ("MS not found", "Source: Original perdu"), if it says nothing else."""
    label = vocabulary.match("source_source", note, span.start, span.end)
    start = label.end() if label else span.start
    found = (words.pattern("note_lost").fullmatch(note, start, span.end) for _, words in _tongues(vocabulary))
    return next((match for match in found if match), None)


def loss(draft: Draft, index: int, span: Span) -> Reading:
    """An original of which a sentence says that it is lost or not found."""
    match = told_lost(draft.note, span, draft.vocabulary)
    if match is None:
        return Reading()
    what = match.groupdict().get("what") or match[0].strip(" .")
    form = witnesses.form_of(what, draft.vocabulary)
    whole = Span(*match.span())
    gone = Witness(WitnessKind.LOST, what, whole, index, form=form, absent=True)
    return Reading((SentenceRole.WITNESS,), witnesses=(gone,))


def _tongues(vocabulary: Vocabulary) -> Iterator[tuple[str, Vocabulary]]:
    yield "en", vocabulary
    for language in foreign.languages():
        yield language, load_vocabulary(language=language)


def _printed(passage: _Passage) -> Reading:
    """Where the text is printed; a facsimile or an extract is a print as well."""
    match = passage.all_told("note_printed")
    if match is None:
        return Reading()
    note, words = passage.draft.note, passage.draft.vocabulary
    start, end = next(match.span(group) for group, said in match.groupdict().items() if said)
    stop = words.search("works_stop", note, start, end)
    works = publications.read_publications(note, start, stop.start() if stop else end, words)
    return Reading((SentenceRole.PUBLICATION,), published=tuple(works))


def _acted(passage: _Passage) -> Reading:
    """Who saw the text and when, and who wrote it, where a language has a set phrase for it."""
    for name, kind in _ACTS:
        match = passage.told(name)
        if match is not None:
            acts = tuple(_act(kind, passage, part) for part in _parts(match, passage.words))
            role = SentenceRole.JOURNEY if kind is ActKind.SEEN else SentenceRole.DRAFTING
            return Reading((role,), acts=acts, notations=passage.quoted(match.end()))
    return Reading()


def _parts(match: re.Match[str], words: Vocabulary) -> Iterator[re.Match[str]]:
    """The people of a phrase, each group with its date ("X und Y am 3. März sowie Z am 4. März")."""
    yield from words.pattern("note_people").finditer(match.string, *match.span("who"))


def _act(kind: ActKind, passage: _Passage, part: re.Match[str]) -> Act:
    words, begin = passage.words, part.start("people")
    calendar = Calendar(part.string, words, passage.draft.calendar.own, language=passage.language)
    agents = list[Agent]()
    for joint in words.pattern("note_joint").finditer(part.string, *part.span("people")):
        agents.append(foreign.agent(part.string, begin, joint.start(), words))
        begin = joint.end()
    agents.append(foreign.agent(part.string, begin, part.end("people"), words))
    when = calendar.parse(part["when"], part.start("when")) if part["when"] else None
    whole = Span(part.start("people"), part.end("when") if part["when"] else part.end("people"))
    return Act(kind=kind, span=whole, sentence=passage.index, agents=tuple(agents), when=when)


def _received(passage: _Passage) -> Reading:
    """When the text was received, where nothing says by whom ("Eingegangen am 5. Mai 1963")."""
    if passage.told("note_received") is None or (match := passage.all_told("note_received")) is None:
        return Reading()
    calendar = Calendar(match.string, passage.words, passage.draft.calendar.own, language=passage.language)
    english = lex(match.string, *match.span("when"), passage.words) if passage.language == "en" else []
    when = calendar.read(english) or calendar.parse(match["when"], match.start("when"))
    act = Act(kind=ActKind.RECEIVED, span=Span(*match.span()), sentence=passage.index, agents=(), when=when)
    return Reading((SentenceRole.JOURNEY,), acts=(act,))


def _hand(passage: _Passage) -> Reading:
    """What was written, stamped or changed on the paper."""
    if passage.told("note_hand") is None:
        return Reading()
    return Reading((SentenceRole.NOTATION,), notations=passage.quoted(passage.span.start))


def _copy(draft: Draft, index: int, span: Span) -> Reading:
    """Another copy, with its shelfmark ("Weitere Abschrift: BArch, N 12/3")."""
    if lies := draft.vocabulary.match("copy_lies", draft.note, span.start, span.end):
        return _elsewhere(draft, index, span, lies)
    lead = draft.vocabulary.match("another_text", draft.note, span.start, span.end)
    start = lead.end() if lead else span.start
    mark = shelfmarks.read_within(draft.note, Span(start, span.end), draft.vocabulary)
    if mark is None or mark.state is None:
        return Reading()
    if mark.location is None:  # of the copy-text itself ("Abschrift.")
        told = draft.base and draft.base.location and not draft.base.form and not lead
        return Reading(
            (SentenceRole.NOTATION,), base=replace(draft.base, form=mark.form) if draft.base and told else None
        )
    if draft.note[mark.state.end : mark.state.end + 1] == ".":
        return Reading()  # after a stop the words tell of the same copy
    place = draft.citations.keep(mark.location)
    form = witnesses.kind_of(mark.form or "", False, draft.vocabulary)
    kind = WitnessKind.DRAFT if form is WitnessKind.DRAFT else WitnessKind.COPY
    made = Witness(kind, mark.state.of(draft.note), span, index, place, form=mark.form)
    return Reading((SentenceRole.WITNESS,), witnesses=(made,))


def _elsewhere(draft: Draft, index: int, span: Span, lies: re.Match[str]) -> Reading:
    """A copy of which a sentence says where it is, if that is a shelfmark."""
    mark = shelfmarks.read_within(draft.note, Span(lies.end(), span.end), draft.vocabulary)
    if mark is None or mark.location is None:
        return Reading()
    what = Span(*lies.span("what"))
    place = draft.citations.keep(mark.location)
    whole = Span(what.start, place.span.end)
    made = witnesses.make(draft.note, what, index, place, draft.translated, draft.vocabulary, whole)
    return Reading((SentenceRole.WITNESS,), witnesses=(made,))
