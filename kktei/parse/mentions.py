"""Names in the prose that are part of no fact: persons, bodies, places, dates, still to be marked up."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from kktei.model import Act, Agent, Location, Mention, NoteFacts, Span
from kktei.parse.dates import Calendar
from kktei.parse.personal import is_personal
from kktei.parse.tokens import Token
from kktei.parse.vocabulary import Vocabulary

_NEAR = 24  # how many stretches can begin before a name and still cover it


def mentions(facts: NoteFacts, sentences: Iterable[Sequence[Token]], calendar: Calendar) -> tuple[Mention, ...]:
    """The names outside every fact, in order; ``sentences`` are the tokens of the prose."""
    taken = sorted(set(occupied(facts, calendar.vocabulary)))
    english = (tokens for tokens in sentences if tokens and not _foreign(facts.note, tokens, calendar.vocabulary))
    return tuple(m for tokens in english for m in _free(_names(facts.note, tokens, calendar), taken))


def _foreign(note: str, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """Whether a sentence is in another language, whose capitals tell no names ("Abschrift von fremder Hand")."""
    text = note[tokens[0].start : tokens[-1].end]
    return words.search("foreign_small", text) is not None and words.search("english_small", text) is None


def occupied(facts: NoteFacts, words: Vocabulary) -> Iterator[Span]:
    """The stretches of all facts that are names or citations themselves."""
    for mark in (facts.classification, *facts.markings):
        if mark is not None:
            yield mark.span
    for act in facts.acts:
        yield from _of_act(act, words)
    for witness in (facts.base, *facts.witnesses):
        if witness is not None:
            yield from _of_location(witness.location)
            if witness.carrier_span:
                yield witness.carrier_span
            if witness.publication:
                yield witness.publication.span
    for publication in facts.published_in:
        yield publication.span
    for reference in facts.references:
        yield reference.span


def _of_act(act: Act, words: Vocabulary) -> Iterator[Span]:
    agents: tuple[Agent, ...] = (*act.agents, *act.recipients, *((act.place,) if act.place else ()))
    for agent in agents:
        yield agent.span
    if act.when:
        yield act.when.span
    if act.carrier_span and act.carrier and words.match("of_a_telegram", act.carrier):
        yield act.carrier_span


def _of_location(location: Location | None) -> Iterator[Span]:
    if location is not None:
        yield location.span


def _free(found: Iterator[Mention], taken: Sequence[Span]) -> Iterator[Mention]:
    """Those that overlap no stretch of ``taken``, which is sorted and may nest."""
    for mention in found:
        at = bisect_left(taken, mention.span.end, key=lambda span: span.start)
        if not any(span.end > mention.span.start for span in taken[max(0, at - _NEAR) : at]):
            yield mention


def _names(note: str, tokens: Sequence[Token], calendar: Calendar) -> Iterator[Mention]:
    at = 0
    while at < len(tokens):
        token = tokens[at]
        end = at + 1
        if token.kind in ("NAME", "TITLE"):
            while end < len(tokens) and tokens[end].kind == "NAME":
                end += 1
            opens = at == 0 or tokens[at - 1].kind in ("QUOTE", "STOP", "COLON")
            if found := _name(note, tokens[at:end], calendar, opens):
                yield found
        elif token.kind == "BODY":
            yield Mention("body", token.text, Span(token.start, token.end))
        elif token.kind == "DATE":
            span = Span(token.start, token.end)
            yield Mention("date", token.text, span, calendar.parse(token.text, token.start))
        at = end


def _name(note: str, tokens: Sequence[Token], calendar: Calendar, opens: bool) -> Mention | None:
    if len(tokens) > 2 and tokens[0].kind == "NAME" and calendar.vocabulary.knows("no_names", tokens[0].text):
        tokens, opens = tokens[1:], False  # "On Wednesday Jonas Berg spoke"
    span = Span(tokens[0].start, tokens[-1].end)
    if owner := calendar.vocabulary.search("possessive", span.of(note)):
        span = Span(span.start, span.start + owner.start())  # "Gromyko’s" names Gromyko
    text = span.of(note)
    plain = ("titles", "body_words", "posts")
    if len(tokens) == 1 and any(calendar.vocabulary.knows(t, text) for t in plain):
        return None
    no_person = ("seated_alone", "text_of_a_nation")  # "the Earl of Lund", "the Norlandic text"
    if len(tokens) == 1 and any(calendar.vocabulary.match(shape, note, span.start) for shape in no_person):
        return None
    if calendar.vocabulary.knows("places", text):
        return Mention("place", text, span)
    if calendar.vocabulary.knows("repository", text):
        return Mention("repository", text, span)
    titled = tokens[0].kind == "TITLE" and len(tokens) > 1
    full = len(tokens) in (2, 3) and all(t.text[1:2].islower() or len(t.text) == 2 for t in tokens)
    acts = not opens or calendar.vocabulary.match("goes_about", note, span.end) is not None
    single = len(tokens) == 1 and tokens[0].kind == "NAME" and acts and len(text) > 2
    if any(calendar.vocabulary.knows(table, text) for table in ("handling", "classification")):
        return None
    if calendar.vocabulary.knows("language", text) or calendar.vocabulary.search("mentions_name", text):
        return None
    known = titled or full or single
    return Mention("person", text, span) if known and is_personal(text, calendar.vocabulary) else None
