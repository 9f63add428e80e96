"""Acts that the genre says in other words: a statement made, a clearance, an intention, papers made available."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kktei.model import Act, ActKind, Agent, AgentKind, Found, Span
from kktei.parse.agents import build, grammar
from kktei.parse.journey import SentenceSetting, denied
from kktei.parse.making import Clause, How, complements_at, moment, people
from kktei.parse.tokens import Token, lex

_BY_SUBJECT = (("special_spoken", ActKind.SPOKEN), ("special_disclosed", ActKind.DISCLOSED))
_CARRIED = frozenset(
    {ActKind.SENT, ActKind.FORWARDED, ActKind.TRANSMITTED, ActKind.HANDED, ActKind.DELIVERED, ActKind.OTHER}
)
_NAMES = 12  # tokens of the longest agent
_REACH = 240  # characters within which what an act needs is looked for


def acts(setting: SentenceSetting, span: Span) -> list[Act]:
    """The acts of this kind in ``span``, in order."""
    note = setting.note
    found: list[Act] = []
    for shape, kind in _BY_SUBJECT:
        if match := setting.vocabulary.search(shape, note, span.start, span.end):
            found.extend(_by_subject(setting, match, kind))
    if match := setting.vocabulary.search("special_clearance", note, span.start, span.end):
        found.append(_clearance(setting, match))
    for name in ("special_intended", "special_to_be"):
        for match in setting.vocabulary.pattern(name).finditer(note, span.start, span.end):
            found.extend(_intention(setting, match, span))
    for match in setting.vocabulary.pattern("special_copies_to").finditer(note, span.start, span.end):
        clause = _rest(setting, match.end())
        if recipients := people(note, clause, (How.TO,), setting.vocabulary):
            found.append(
                Act(
                    kind=ActKind.SENT,
                    span=Span(match.start(), max(clause.end, match.end())),
                    sentence=setting.index,
                    agents=(),
                    recipients=recipients,
                    negated=denied(note[span.start : match.start()], setting.vocabulary),
                )
            )
    if match := setting.vocabulary.search("special_attached", note, span.start, span.end):
        whole = Span(match.start(), match.end())
        place = Span(match.start("to"), match.end("to"))
        found.append(
            Act(kind=ActKind.ATTACHED, span=whole, sentence=setting.index, carrier=match["to"], carrier_span=place)
        )
    return found


def with_carrier(setting: SentenceSetting, done: Sequence[Act], span: Span) -> list[Act]:
    """``done``, the summarizing acts with the paper that holds the summary, those of sending with their cover."""
    kinds = {ActKind.SUMMARIZED}
    match = setting.vocabulary.search("special_summary", setting.note, span.start, span.end)
    if match is None:
        kinds = set(_CARRIED)
        match = setting.vocabulary.search("special_covered", setting.note, span.start, span.end)
    if match is None:
        return list(done)
    place = Span(match.start("in"), match.start("in") + len(match["in"].rstrip()))
    return [
        replace(
            act,
            carrier=place.of(setting.note),
            carrier_span=place,
            span=Span(act.span.start, max(act.span.end, place.end)),
        )
        if act.kind in kinds and act.carrier is None and act.span.start < place.start
        else act
        for act in done
    ]


def _at(tokens: Sequence[Token], place: int) -> int:
    """The index of the first token that begins at ``place`` or later."""
    return bisect_left(tokens, place, key=lambda token: token.start)


def _before(setting: SentenceSetting, place: int) -> tuple[Agent, ...]:
    """The agent that ends right before ``place``."""
    last = _at(setting.tokens, place)
    first = last
    while first > max(0, last - _NAMES) and setting.tokens[first - 1].kind in ("NAME", "TITLE", "BODY", "OFFICE"):
        first -= 1
    if first == last:
        return ()
    parsed = grammar(setting.vocabulary)(setting.tokens[first:last], 0)
    return tuple(build(setting.note, parts) for parts in parsed.value) if parsed.status else ()


def _rest(setting: SentenceSetting, place: int) -> Clause:
    return complements_at(setting.tokens, _at(setting.tokens, place), setting.vocabulary)


def _by_subject(setting: SentenceSetting, match: re.Match[str], kind: ActKind) -> Iterator[Act]:
    agents = _before(setting, match.start())
    clause = _rest(setting, match.end())
    if agents:
        span = Span(agents[0].span.start, max(clause.end, match.end()))
        when = moment(clause, setting.calendar)
        yield Act(
            kind=kind,
            span=span,
            sentence=setting.index,
            agents=agents,
            recipients=people(setting.note, clause, (How.TO,), setting.vocabulary),
            when=when,
            reported_by=setting.reported_by,
        )


def _clearance(setting: SentenceSetting, match: re.Match[str]) -> Act:
    """A clearance told in passing ("after clearance at the Department of State by U. Alexis Johnson")."""
    clause = _rest(setting, match.end())
    agents = people(setting.note, clause, (How.BY, How.WITH), setting.vocabulary)
    kind = ActKind.CLEARED if setting.vocabulary.knows("clearance_words", match[1]) else ActKind.APPROVED
    return Act(
        kind=kind,
        span=Span(match.start(), max(clause.end, match.end())),
        sentence=setting.index,
        agents=agents,
        reported_by=setting.reported_by,
    )


def _intention(setting: SentenceSetting, match: re.Match[str], span: Span) -> Iterator[Act]:
    """What was to happen; quotations count too, because they say what a writer meant to happen."""
    tokens = lex(setting.note, match.end(), min(span.end, match.end() + _REACH), setting.vocabulary)
    words = setting.vocabulary
    clause = complements_at(tokens, 0, words)
    recipients = people(setting.note, clause, (How.TO,), setting.vocabulary) or _him(setting, match, tokens)
    agents = (
        people(setting.note, clause, (How.BY,), setting.vocabulary)
        if "who" not in match.re.groupindex
        else _who(setting, match)
    )
    if recipients or agents:
        whole = Span(match.start(), max(clause.end, match.end()))
        yield Act(
            kind=ActKind(term.key) if (term := words.look_up("intended_act", match["verb"])) else ActKind.TRANSMITTED,
            span=whole,
            sentence=setting.index,
            agents=agents,
            recipients=recipients,
            when=moment(clause, setting.calendar),
            intended=True,
        )


def _who(setting: SentenceSetting, match: re.Match[str]) -> tuple[Agent, ...]:
    """The agent of "intended that he pass it along": "he" is the person named last."""
    span = Span(match.start("who"), match.end("who"))
    if match["who"][0].isupper():
        return (Agent(AgentKind.PERSON, match["who"], span, match["who"], name_span=span),)
    return _named_last(setting, match.start(), match["who"], span)


def _him(setting: SentenceSetting, match: re.Match[str], tokens: Sequence[Token]) -> tuple[Agent, ...]:
    """The person named last before "delivered to him"."""
    said = setting.vocabulary.said
    if len(tokens) > 1 and tokens[0].text in said("to") and tokens[1].text in said("him"):
        return _named_last(setting, match.start(), tokens[1].text, Span(tokens[1].start, tokens[1].end))
    return ()


def _named_last(setting: SentenceSetting, before: int, pronoun: str, span: Span) -> tuple[Agent, ...]:
    tokens = lex(setting.note, max(setting.sentence.start, before - _REACH), before, setting.vocabulary)
    last = next((i for i in range(len(tokens) - 1, -1, -1) if tokens[i].kind == "NAME"), None)
    if last is None:
        return ()
    first = last
    while first > 0 and tokens[first - 1].kind == "NAME":
        first -= 1
    name = setting.note[tokens[first].start : tokens[last].end]
    return (Agent(AgentKind.PERSON, name, span, pronoun, found=Found.INFERRED),)
