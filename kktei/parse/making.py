"""Clauses of acts with their complements: "drafted by X in Y on Z; cleared ... and approved ...".

One grammar serves drafting ("Drafted and approved by Thompson and cleared in draft by Rusk and at
the White House"), distribution ("Also sent to Bonn and repeated to London") and the journey ("was
handed to Thompson by Dobrynin on April 29").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import parsy

from kktei.model import ActKind, Agent, When
from kktei.parse.agents import Parts, build, grammar, kind, with_office, word
from kktei.parse.dates import Calendar
from kktei.parse.tokens import Token
from kktei.parse.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Complement:
    """One complement of a verb: its preposition and what follows it."""

    how: str  # to, by, in, for, when, carrier, draft
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
def _adverb(words: Vocabulary) -> Any:
    judged = word(*words.words("judged_as"))
    return kind("PRECEDENCE") | word(*words.words("adverbs")) | (word("as") >> judged)


@cache
def _in_draft(words: Vocabulary) -> Any:
    parts = word(*words.words("draft_parts"))
    bracketed = kind("LEFT") >> word("in") >> parts << kind("RIGHT")
    return word("in") >> kind("LEFT").optional() >> parts | bracketed


@cache
def _when(words: Vocabulary) -> Any:
    """A date or a time with the words around it ("on the evening of May 3")."""
    about, again = word(*words.words("about_dates")).many(), word("on", "that", "the", "same", "of").many()
    day = parsy.test_item(lambda t: t.text in ("day", "today"), "day")  # Mr. Day is no day
    moment = kind("DATE", "TIME") | day
    more = kind("COMMA").optional() >> parsy.seq(again, moment).map(lambda p: [*p[0], p[1]])
    return parsy.seq(kind("COMMA").optional() >> about, moment, more.many()).map(_dated)


def _dated(found: Any) -> Complement:
    first, moment, more = found
    tokens = [moment, *(t for group in more for t in group)]
    lead = [t for t in first if t.text.lower() in ("that", "same", "the")]
    return Complement("when", (*lead, *tokens))


@cache
def _thing(words: Vocabulary) -> Any:
    """The object of a verb: it begins with a determiner and ends before the next complement."""
    stops = words.exact("object_stops")
    tail = parsy.test_item(lambda t: t.kind in ("WORD", "NAME", "BODY") and t.text.lower() not in stops, "object")
    begins = word(*words.words("determiners"))
    return parsy.seq(begins, tail.many()).map(lambda p: Complement("object", (p[0], *p[1])))


@cache
def _means(words: Vocabulary) -> Any:
    """How it travelled: "by diplomatic pouch"."""
    named = word(*words.words("means_adjectives")).many() >> word(*words.words("means"))
    return (word("by") >> named).map(lambda t: Complement("means", (t,)))


CARRIER = (word("in", "by", "as", "with", "via", "under", "through") >> kind("TELEGRAM")).map(
    lambda t: Complement("carrier", (t,))
)
HIM = parsy.seq(word("to", "by"), word("him", "her", "them")).map(lambda p: Complement(p[0].text.lower(), (p[1],)))
_BEFORE_DATES = ("on", "about", "around", "approximately", "before", "after", "dated", "of", "that", "same")
_PREPOSITIONS = ("to", "with", "from", "through", "via", "as", "under")


@cache
def _complement(words: Vocabulary) -> Any:
    """The parser of one complement, chosen by its first token."""
    agents, dated, thing = grammar(words), _when(words), _thing(words)
    in_draft = _in_draft(words).map(lambda t: Complement("draft", (t,)))
    how = _adverb(words).map(lambda t: Complement("adverb", (t,)))
    purpose = (word("for") >> word(*words.words("purposes"))).map(lambda t: Complement("purpose", (t,)))
    acted = parsy.seq(word("by", "with", "from", "to", "for", "in", "at", "through", "via"), agents).map(
        lambda p: Complement(p[0].text.lower(), (p[0],), tuple(p[1]))
    )
    joint = kind("COMMA", "SEMI").optional() >> word("and", "but", "or").optional() >> kind("COMMA").optional()
    so = (in_draft | _means(words)) << kind("COMMA").optional()  # "and, in draft, with Lund"
    joined = (joint >> (so | acted)).map(lambda c: replace(c, linked=True))
    spoken = dict.fromkeys(("in", "by", "at"), in_draft | CARRIER | dated | acted | HIM)
    spoken |= dict.fromkeys(_PREPOSITIONS, CARRIER | acted | HIM) | {"for": purpose | acted}
    spoken |= dict.fromkeys(_BEFORE_DATES, dated) | dict.fromkeys(("the", "this"), dated | thing)
    spoken |= dict.fromkeys(words.exact("determiners") - {"the", "this"}, thing)
    spoken |= dict.fromkeys(("and", "but", "or"), joined)
    spoken["by"], spoken["as"] = _means(words) | spoken["by"], how | spoken["as"]
    begins = parsy.peek(word(*words.words("determiners")))
    told = (agents << begins).map(lambda p: Complement("to", (), tuple(p)))  # "sent Berg a copy"
    kinds = dict.fromkeys(("NAME", "TITLE", "BODY"), told)
    kinds |= {"DATE": dated, "TIME": dated, "COMMA": dated | joined, "SEMI": joined, "LEFT": in_draft}
    return _chosen(spoken, kinds | {"PRECEDENCE": how}, how)


def _chosen(spoken: Mapping[str, Any], kinds: Mapping[str, Any], otherwise: Any) -> Any:
    """The parser that the next token asks for: one look instead of trying every kind of complement."""

    def choose(stream: Sequence[Token], index: int) -> Any:
        if index >= len(stream):
            return parsy.Result.failure(index, "a complement")
        token = stream[index]
        parser = kinds.get(token.kind) or spoken.get(token.text.lower(), otherwise)
        return parser(stream, index)

    return parsy.Parser(choose)


@cache
def _clause(words: Vocabulary) -> Any:
    verb = kind("ACT")
    lead = (_adverb(words) | _in_draft(words)).many()
    verbs = parsy.seq(verb, (kind("COMMA").optional() >> word("and", "or").optional() >> lead >> verb).many()).map(
        lambda p: [p[0], *p[1]]
    )
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
    return found


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


def people(note: str, clause: Clause, how: Sequence[str]) -> tuple[Agent, ...]:
    """The agents after any of the prepositions ``how``; "in S/S by X" gives X the office S/S."""
    found: list[Agent] = []
    office: Agent | None = None
    for complement in clause.complements:
        agents = tuple(build(note, parts) for parts in complement.agents)
        if complement.how in ("in", "at") and "by" in how and agents:
            office = agents[0]
            found.append(office)
            found.extend(agents[1:])
        elif complement.how in how:
            if found and found[-1] is office and complement.how == "by" and not complement.linked:
                found.pop()
                agents = tuple(with_office(agent, office) for agent in agents) if office else agents
            found.extend(agents)
            office = None
    return tuple(found)


def moment(clause: Clause, calendar: Calendar) -> When | None:
    """The first date or time of a clause."""
    for complement in clause.complements:
        if complement.how == "when":
            return calendar.read(complement.tokens)
    return None
