"""Clauses of acts with their complements: "drafted by X in Y on Z; cleared ... and approved ...".

One grammar serves drafting ("Drafted and approved by Thompson and cleared in draft by Rusk and at
the White House"), distribution ("Also sent to Bonn and repeated to London") and the journey ("was
handed to Thompson by Dobrynin on April 29").
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from itertools import pairwise

import parsy

from kktei.model import ActKind, Agent, When
from kktei.parse.agents import Parser, build, grammar, kind, said, with_office, word
from kktei.parse.dates import Calendar
from kktei.parse.lists import Parts
from kktei.parse.tokens import Token
from kktei.parse.vocabulary import Vocabulary


class How(StrEnum):
    """What a complement says of an act: by the key of its preposition, or what it tells."""

    TO = "to"
    BY = "by"
    WITH = "with"
    FROM = "from"
    FOR = "for"
    IN = "in"
    AT = "at"
    THROUGH = "through"
    VIA = "via"
    WHEN = "when"
    OBJECT = "object"
    MEANS = "means"
    CARRIER = "carrier"
    DRAFT = "draft"
    ADVERB = "adverb"
    PURPOSE = "purpose"


_AGENTS_AFTER = (How.BY, How.WITH, How.FROM, How.TO, How.FOR, How.IN, How.AT, How.THROUGH, How.VIA)


@dataclass(frozen=True, slots=True, kw_only=True)
class Complement:
    """One complement of a verb: its preposition and what follows it."""

    how: How
    tokens: tuple[Token, ...] = ()
    agents: tuple[Parts, ...] = ()
    linked: bool = False  # joined to what is before it by "and" or a comma


@dataclass(slots=True)
class Clause:
    """Verbs that share complements."""

    verbs: list[Token]
    complements: list[Complement] = field(default_factory=list)
    start: int = 0
    end: int = 0
    at: int = 0  # index of the first verb among the tokens


@cache
def _adverb(words: Vocabulary) -> Parser:
    judged = word(*words.words("judged_as"))
    return kind("PRECEDENCE") | word(*words.words("adverbs")) | (said(words, "as") >> judged)


@cache
def _in_draft(words: Vocabulary) -> Parser:
    parts = word(*words.words("draft_parts"))
    bracketed = kind("LEFT") >> parsy.seq(said(words, "in"), parts) << kind("RIGHT")
    return parsy.seq(said(words, "in") << kind("LEFT").optional(), parts) | bracketed


@cache
def _when(words: Vocabulary) -> Parser:
    """A date or a time with the words around it ("on the evening of May 3")."""
    about = word(*words.words("about_dates")).many()
    again = said(words, "on", "that", "the", "same", "of").many()
    days, leading = words.said("day", "today"), words.said("that", "same", "the")
    day = parsy.test_item(lambda t: t.text in days, "day")  # Mr. Day is no day
    moment = kind("DATE", "TIME") | day
    more = kind("COMMA").optional() >> parsy.seq(again, moment).map(lambda p: [*p[0], p[1]])
    return parsy.seq(kind("COMMA", "COLON").optional() >> about, moment, more.many()).map(
        lambda p: Complement(
            how=How.WHEN,
            tokens=(*(t for t in p[0] if t.text.lower() in leading), p[1], *(t for group in p[2] for t in group)),
        )
    )


@cache
def _thing(words: Vocabulary) -> Parser:
    """The object of a verb: it begins with a determiner and ends before the next complement."""
    stops = words.exact("object_stops")
    tail = parsy.test_item(lambda t: t.kind in ("WORD", "NAME", "BODY") and t.text.lower() not in stops, "object")
    begins = word(*words.words("determiners"))
    return parsy.seq(begins, tail.many()).map(lambda p: Complement(how=How.OBJECT, tokens=(p[0], *p[1])))


@cache
def _means(words: Vocabulary) -> Parser:
    """How it travelled: "by diplomatic pouch"."""
    named = word(*words.words("means_adjectives")).many() >> word(*words.words("means"))
    return (said(words, "by") >> named).map(lambda t: Complement(how=How.MEANS, tokens=(t,)))


@cache
def _channel(words: Vocabulary) -> Parser:
    """By whose wires it travelled ("via CAS channels")."""
    named = kind("OFFICE", "BODY", "NAME").many() >> word(*words.words("channels"))
    return (said(words, "via", "through") >> named).map(lambda t: Complement(how=How.MEANS, tokens=(t,)))


@cache
def _numbered(words: Vocabulary) -> Parser:
    """Under which number it went on ("circulated as NSC 5514/1")."""
    return (said(words, "as") >> kind("OFFICE").optional() >> kind("NUMBER")).map(
        lambda t: Complement(how=How.ADVERB, tokens=(t,))
    )


def _carrier(words: Vocabulary) -> Parser:
    """The document with which it came."""
    before = said(words, "in", "by", "as", "with", "via", "under", "through")
    return (before >> kind("TELEGRAM")).map(lambda t: Complement(how=How.CARRIER, tokens=(t,)))


def _after(words: Vocabulary, how: How, agents: Parser) -> Parser:
    """Agents after one preposition."""
    return parsy.seq(said(words, how), agents).map(lambda p: Complement(how=how, tokens=(p[0],), agents=tuple(p[1])))


def _him(words: Vocabulary, how: How) -> Parser:
    """A pronoun, which names nobody, after one preposition."""
    return (said(words, how) >> said(words, "him")).map(lambda t: Complement(how=how, tokens=(t,)))


@cache
def _beside(words: Vocabulary) -> Parser:
    """What is told of somebody before the list goes on ("for Berg, who was in Bonn, and to Oslo"); no act is in it."""
    plain = parsy.test_item(lambda t: t.kind not in ("COMMA", "SEMI", "STOP", "ACT", "QUOTE"), "a word")
    goes_on = parsy.peek(parsy.seq(kind("COMMA"), said(words, "and"), said(words, "to", "by", "with", "for")))
    return kind("COMMA") >> said(words, "who", "which") >> plain.many() << goes_on


_BEFORE_DATES = ("on", "about", "around", "approximately", "before", "after", "dated", "of", "that", "same")
_PREPOSITIONS = ("to", "with", "from", "through", "via", "under")


@cache
def _complement(words: Vocabulary) -> Parser:
    """The parser of one complement, chosen by its first token."""
    agents, dated, thing = grammar(words), _when(words), _thing(words)
    genitive = words.words("genitive_endings")
    in_draft = _in_draft(words).map(lambda t: Complement(how=How.DRAFT, tokens=tuple(t)))
    how = _adverb(words).map(lambda t: Complement(how=How.ADVERB, tokens=(t,)))
    whose = said(words, "the").optional() >> parsy.test_item(lambda t: t.text.endswith(genitive), "whose")
    purpose = (said(words, "for") >> whose.optional() >> word(*words.words("purposes"))).map(
        lambda t: Complement(how=How.PURPOSE, tokens=(t,))
    )
    acted = parsy.alt(*(_after(words, way, agents) for way in _AGENTS_AFTER))
    carrier, him = _carrier(words), _him(words, How.TO) | _him(words, How.BY)
    joint = kind("COMMA", "SEMI").optional() >> said(words, "and", "but", "or").optional() >> kind("COMMA").optional()
    so = (in_draft | _means(words)) << kind("COMMA").optional()  # "and, in draft, with Lund"
    hastened = (_adverb(words) | purpose).many() >> acted  # "and priority to Bern", "and for information to Oslo"
    joined = (_beside(words).optional() >> joint >> (so | hastened)).map(lambda c: replace(c, linked=True))
    of = words.said
    spoken = dict.fromkeys(of("in", "at"), in_draft | carrier | dated | acted | him)
    spoken |= dict.fromkeys(of("by"), _means(words) | in_draft | carrier | dated | acted | him)
    spoken |= dict.fromkeys(of(*_PREPOSITIONS), _channel(words) | carrier | acted | him) | dict.fromkeys(
        of("for"), purpose | acted
    )
    spoken |= dict.fromkeys(of("as"), how | _numbered(words) | carrier | acted | him)
    spoken |= dict.fromkeys(of(*_BEFORE_DATES), dated) | dict.fromkeys(of("the", "this"), dated | thing)
    spoken |= dict.fromkeys(words.exact("determiners") - of("the", "this"), thing)
    spoken |= dict.fromkeys(of("and", "but", "or"), joined)
    begins = parsy.peek(word(*words.words("determiners")))
    told = (agents << begins).map(lambda p: Complement(how=How.TO, agents=tuple(p)))  # "sent Berg a copy"
    kinds = dict.fromkeys(("NAME", "TITLE", "BODY"), told)
    kinds |= {"DATE": dated, "TIME": dated, "COLON": dated, "COMMA": dated | joined, "SEMI": joined, "LEFT": in_draft}
    return _chosen(spoken, kinds | {"PRECEDENCE": how}, how)


def _chosen(spoken: Mapping[str, Parser], kinds: Mapping[str, Parser], otherwise: Parser) -> Parser:
    """The parser that the next token asks for: one look instead of trying every kind of complement."""

    def choose(stream: Sequence[Token], index: int) -> Parser:
        if index >= len(stream):
            return parsy.Result.failure(index, "a complement")
        token = stream[index]
        parser = kinds.get(token.kind) or spoken.get(token.text.lower(), otherwise)
        return parser(stream, index)

    return parsy.Parser(choose)


@cache
def _clause(words: Vocabulary) -> Parser:
    verb = kind("ACT")
    lead = (_adverb(words) | _in_draft(words)).many()
    verbs = parsy.seq(
        verb, (kind("COMMA").optional() >> said(words, "and", "or").optional() >> lead >> verb).many()
    ).map(lambda p: [p[0], *p[1]])
    return parsy.seq(verbs, _complement(words).many(), parsy.index)


def clauses(tokens: Sequence[Token], vocabulary: Vocabulary) -> list[Clause]:
    """Every verb of ``tokens`` with what depends on it, in order."""
    parser = _clause(vocabulary)
    found: list[Clause] = []
    at = 0
    while at < len(tokens):
        if tokens[at].kind != "ACT":
            at += 1
            continue
        result = parser(tokens, at)
        verbs, complements, stop = result.value
        last = tokens[stop - 1]
        found.append(Clause(verbs, complements, tokens[at].start, last.end, at))
        at = stop
    for one, two in pairwise(found):
        _give_back(one, two, tokens, vocabulary)
    return found


def _give_back(one: Clause, two: Clause, tokens: Sequence[Token], words: Vocabulary) -> None:
    """What goes on with a list after a clause in between ("sent to Berg, who delivered it, and to Paris")."""
    before = next((token for token in reversed(tokens[: two.at]) if token.kind != "COMMA"), None)
    ways = {c.how for c in one.complements if c.agents}
    for number, complement in enumerate(two.complements):
        first = complement.tokens[0].start if complement.tokens else 0
        last = [token for token in tokens[two.at :] if token.end <= first][-2:]
        parted = [token.kind == "COMMA" or token.text in words.said("and") for token in last] == [True, True]
        if before and before.text in words.said("who") and complement.how in ways and complement.linked and parted:
            one.complements += two.complements[number:]
            one.end, two.end = two.end, (last[0].start if number else two.verbs[-1].end)
            del two.complements[number:]
            return


def complements_at(tokens: Sequence[Token], at: int, vocabulary: Vocabulary) -> Clause:
    """What depends on a verb that is no token of its own and ends before ``tokens[at]``."""
    if at >= len(tokens):
        return Clause([])
    result = _complement(vocabulary).many()(tokens, at)
    end = tokens[result.index - 1].end if result.index > at else tokens[at].start
    return Clause([], result.value, tokens[at].start, end, at)


def act_kind(token: Token, vocabulary: Vocabulary) -> ActKind:
    """The act that a verb speaks of."""
    term = vocabulary.look_up("act", token.text)
    return ActKind(term.key) if term else ActKind.OTHER


def people(note: str, clause: Clause, how: Sequence[How], words: Vocabulary) -> tuple[Agent, ...]:
    """The agents after any of the prepositions ``how``; "in S/S by X" gives X the office S/S."""
    found: list[Agent] = []
    office: Agent | None = None
    for complement in clause.complements:
        agents = tuple(build(note, parts) for parts in complement.agents)
        if complement.how in (How.IN, How.AT):  # "delivered by the Ambassador in Oslo": a place does nothing
            agents = tuple(agent for agent in agents if not words.knows("places", agent.name))
        if complement.how in (How.IN, How.AT) and How.BY in how and agents:
            office = agents[0]
            found.append(office)
            found.extend(agents[1:])
        elif complement.how in how:
            if found and found[-1] is office and complement.how is How.BY and not complement.linked:
                found.pop()
                agents = tuple(with_office(agent, office, words) for agent in agents) if office else agents
            found.extend(agents)
            office = None
    return tuple(found)


def moment(clause: Clause, calendar: Calendar) -> When | None:
    """The first date or time of a clause."""
    for complement in clause.complements:
        if complement.how is How.WHEN:
            return calendar.read(complement.tokens)
    return None


def parted(clause: Clause) -> list[Clause]:
    """A clause cut where other agents of its verbs follow who acted otherwise: on another day, or in draft alone."""
    pairs = list(pairwise(clause.complements))
    days = [at + 1 for at, (one, two) in enumerate(pairs) if one.how is How.WHEN and _named_after(two)]
    dated = [part for part in _cut(clause, days) if any(c.how is How.WHEN for c in part.complements)]
    if days and len(dated) == len(days) + 1:
        return dated
    drafts = [at for at, (one, two) in enumerate(pairs) if at and one.how is How.DRAFT and one.linked and two.agents]
    plain = [at + 2 for at in drafts if at + 2 < len(clause.complements) and _named_after(clause.complements[at + 2])]
    return _cut(clause, sorted({*drafts, *plain}))


def _named_after(complement: Complement) -> bool:
    return complement.linked and bool(complement.agents) and bool(complement.tokens)


def _cut(clause: Clause, cuts: Sequence[int]) -> list[Clause]:
    """The clause cut before the complements of these numbers."""
    if not cuts:
        return [clause]
    told = [clause.complements[a:b] for a, b in pairwise([0, *cuts, len(clause.complements)])]
    starts = [clause.start, *(part[0].tokens[0].start for part in told[1:])]
    ends = [*(_end(part[-1]) for part in told[:-1]), clause.end]
    return [replace(clause, complements=c, start=s, end=e) for c, s, e in zip(told, starts, ends, strict=True)]


def _end(complement: Complement) -> int:
    """Where a complement's last word ends."""
    return max([token.end for token in (*complement.tokens, *(t for parts in complement.agents for t in parts.all))])
