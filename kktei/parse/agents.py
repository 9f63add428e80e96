"""Lists of agents: who drafted, cleared, approved, handed over, received.

The grammar is written with parsy, over the tokens of :mod:`tokens`: small named parsers that read
like the genre ("a person is an office symbol, a title, a name, an affiliation; all but the name may
be missing"), in plain Python, with no grammar file to compile and no backtracking beyond one agent.
Lark's LALR needs an unambiguous grammar, which prose is not; its Earley and pyparsing are an order
of magnitude slower.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import parsy

from kktei.model import Agent, AgentKind, Span
from kktei.parse.lists import Parts, settled
from kktei.parse.tokens import Token
from kktei.parse.vocabulary import Vocabulary

Parser = Any  # a parsy.Parser of tokens; parsy has no types
_GROUP = 4  # words between "all" and the noun of a group


def kind(*names: str) -> Parser:
    """A parser of one token of these kinds."""
    return parsy.test_item(lambda token: token.kind in names, "/".join(names))


def word(*texts: str) -> Parser:
    """A parser of one token with one of these texts (lower case)."""
    wanted = frozenset(texts)
    return parsy.test_item(lambda token: token.text.lower() in wanted, "/".join(texts))


def said(words: Vocabulary, *keys: str) -> Parser:
    """A parser of one particle with one of these keys."""
    return word(*words.said(*keys))


def may(parser: Parser, default: object, *begins: str) -> Parser:
    """``parser`` where the next token has a kind or text in ``begins``, else ``default``: one look, no trial."""
    wanted = frozenset(begins)

    def run(stream: Sequence[Token], index: int) -> object:
        if index < len(stream) and (stream[index].kind in wanted or stream[index].text in wanted):
            result = parser(stream, index)
            if result.status:
                return result
        return parsy.Result.success(index, default)

    return parsy.Parser(run)


def _tuple(found: Token | Sequence[Token] | None) -> tuple[Token, ...]:
    if isinstance(found, Token):
        return (found,)
    return tuple(found or ())


NAMES = kind("NAME").at_least(1)
PAREN = (
    kind("LEFT")
    >> parsy.test_item(lambda t: t.kind not in ("LEFT", "RIGHT"), "inside").at_least(1).map(tuple)
    << kind("RIGHT")
)


@cache
def _name(words: Vocabulary) -> Parser:
    """A name with its "Jr." or "III"."""

    def generation(token: Token) -> bool:
        return words.match("agents_generations", token.text) is not None

    last = parsy.seq(kind("COMMA"), parsy.test_item(generation, "Jr."))
    numbered = parsy.test_item(lambda t: t.kind == "OFFICE" and generation(t), "II").map(lambda t: [t])
    return parsy.seq(NAMES, may(last | numbered, [], "COMMA", "OFFICE")).map(lambda p: (*p[0], *p[1]))


@cache
def _parens(words: Vocabulary) -> Parser:
    """Parentheses after a name: the first that holds an office, not how or when he did it."""

    def office(found: Sequence[tuple[Token, ...]]) -> tuple[Token, ...]:
        return next((p for p in found if not words.match("agents_no_office", " ".join(t.text for t in p))), ())

    return PAREN.at_least(1).map(office)


_LINKS = ("of", "for", "to", "at", "in", "the")
_WITHIN = may(PAREN, (), "LEFT")  # of an office or a person named: "of DOD (ISA)", "for Winter (EUR)"


@cache
def _owner(words: Vocabulary) -> Parser:
    endings = words.words("genitive_endings")
    return parsy.test_item(lambda t: t.text.endswith(endings), "whose")


@cache
def _affiliation(words: Vocabulary) -> Parser:
    """Where an agent is from: "of the Office of Soviet Union Affairs", but not "from Lund’s notes"."""
    the = said(words, "the")
    between = said(words, "of", "for", "and", "the").many()
    named = parsy.seq(
        kind("NAME", "BODY", "OFFICE", "TITLE"), (between + kind("NAME", "BODY", "OFFICE").at_least(1)).many()
    ).map(lambda p: (p[0], *(t for group in p[1] for t in group)))
    owned = parsy.peek(parsy.seq(the.optional(), _owner(words))).should_fail("an owner")
    office = kind("BODY", "OFFICE").map(_tuple) | named
    own = parsy.seq(the.optional() >> _owner(words), word(*words.words("own_bodies"))).map(tuple)  # "of Berg’s office"
    return said(words, "of", "at", "in", "from") >> (own | owned >> the.optional() >> office)


@cache
def _post_tail(words: Vocabulary) -> Parser:
    links = said(words, *_LINKS).at_least(1) + kind("NAME", "BODY", "OFFICE", "TITLE").at_least(1)
    return links.many().map(lambda groups: [token for group in groups for token in group])


_AGENT = ("NAME", "TITLE", "BODY", "OFFICE")


@cache
def _manner(words: Vocabulary) -> Parser:
    """How the next of a list did it ("cleared by Day, for substance by Berg, and (in draft) Lund")."""
    parts = word(*words.words("draft_parts"))
    bracketed = kind("LEFT") >> said(words, "in", "for") >> parts >> kind("RIGHT")
    return bracketed | said(words, "for") >> parts << parsy.peek(said(words, "by", "with"))


def _owns(token: Token, words: Vocabulary) -> bool:
    return token.text.endswith(words.words("genitive_endings"))


@cache
def _office_of(words: Vocabulary) -> Parser:
    """The office of somebody ("Under Secretary Berg’s office"), a body."""
    owner = parsy.test_item(lambda t: t.kind == "NAME" and _owns(t, words), "whose")
    office = parsy.seq(kind("TITLE").many(), owner, word(*words.words("own_bodies")))
    return office.map(lambda p: Parts(name=tuple(replace(t, kind="BODY") for t in (*p[0], p[1], p[2]))))


@cache
def _no_verb(words: Vocabulary) -> Parser:
    """Where somebody is no more of a list, but begins a clause ("sent to Oslo; Berg reported ...")."""
    verbs, endings = words.exact("finite_verbs"), words.words("finite_ending")
    verb = parsy.test_item(lambda t: t.kind == "WORD" and (t.text in verbs or t.text.endswith(endings)), "a verb")
    acts = parsy.seq(kind("ACT"), word(*words.words("determiners")) | kind("NAME", "TITLE"))
    both = said(words, "and") >> kind("TITLE", "NAME").at_least(1) >> (verb | acts)  # "; Lund and Day approved it"
    return parsy.peek(verb | acts | both).should_fail("a clause")


@cache
def _group(words: Vocabulary) -> Parser:
    """Addressees that nobody names ("all NATO capitals")."""
    nouns = words.exact("group_nouns")
    between = parsy.test_item(lambda t: t.kind in ("NAME", "OFFICE", "WORD") and t.text not in nouns, "a word")
    lead = said(words, "the").optional() >> word(*words.words("group_quantifiers"))
    group = parsy.seq(lead, between.times(0, _GROUP), word(*nouns))
    field = said(words, "the") >> word(*words.words("fields"))
    but = parsy.seq(word(*words.words("exceptions")), kind("NAME", "BODY").at_least(1)).map(lambda p: (p[0], *p[1]))
    without = may(but, (), *words.words("exceptions"))  # "all capitals except Oslo" is who they are
    whole = parsy.seq(group, without).map(lambda p: (p[0][0], *p[0][1], p[0][2], *p[1])) | field.map(_tuple)
    return whole.map(lambda tokens: Parts(name=tuple(replace(t, kind="BODY") for t in tokens)))


@cache
def _partly(words: Vocabulary) -> Parser:
    """How he did it, inside the list ("Nitze (DOD/ISA) in draft, and Kohler")."""
    how = said(words, "in") >> word(*words.words("draft_parts")) | said(words, "for") >> NAMES
    when = may(kind("COMMA") | said(words, "on"), None, "COMMA", *words.said("on")) >> kind("DATE")
    parted = kind("COMMA", "SEMI").optional() >> said(words, "and").optional()
    more = kind("COMMA", "SEMI") | said(words, "and")
    return how << parsy.peek(more) | when << parsy.peek(more) << parsy.peek(parted >> kind(*_AGENT))


@cache
def _apposition(words: Vocabulary) -> Parser:
    posts = frozenset(post.split()[0] for post in words.words("posts"))
    opens = parsy.test_item(lambda t: t.kind in ("TITLE", "NAME") and t.text.split()[0] in posts, "post")
    whose = parsy.seq(parsy.peek(kind("NAME")) >> _owner(words), kind("WORD").at_least(1)).map(
        lambda p: (p[0], *p[1])
    )  # "Berg’s secretary"
    beside = words.said(*_LINKS, "and", "who", "which")
    plain = parsy.test_item(lambda t: t.kind == "WORD" and t.text not in beside, "a word")
    staff = parsy.seq(kind("OFFICE", "BODY"), plain.at_least(1)).map(lambda p: (p[0], *p[1]))  # "NSC staff officer"
    return kind("COMMA") >> (whose | staff | _post(opens, words))


def _post(opens: Parser, words: Vocabulary) -> Parser:
    endings, posts = words.exact("post_endings"), {p for p in words.words("posts") if " " in p}
    branch = parsy.seq(kind("COMMA"), kind("NAME", "BODY", "OFFICE").at_least(1)).map(lambda p: p[1])
    concern = branch.bind(lambda p: parsy.success(p) if p[-1].text in endings else parsy.fail("a post's concern"))
    links = words.said(*_LINKS)
    plain = parsy.test_item(lambda t: t.kind == "WORD" and t.text not in links, "a word")
    second = may(  # "and press officer"
        parsy.seq(said(words, "and"), plain.times(1, 3)).map(lambda p: [p[0], *p[1]]), [], *words.said("and")
    )
    tail = parsy.seq(_post_tail(words), may(concern, [], "COMMA")).map(lambda p: [*p[0], *p[1]])
    return said(words, "the").optional() >> parsy.seq(opens, kind("TITLE", "NAME").many(), second, tail).bind(
        lambda p: (
            parsy.fail("a person with his title")
            if _is_titled(p[0], p[1], words)
            else parsy.success((p[0], *p[1], *p[2], *p[3]))
            if p[3] or _whole(p[0], p[1], words) or " ".join(t.text for t in (p[0], *p[1])) in posts
            else parsy.fail("a post names what it is for")
        )
    )


def _is_titled(post: Token, more: Sequence[Token], words: Vocabulary) -> bool:
    """Whether a title and names are somebody ("Assistant Secretary Jonas Berg of NE"), not a post of the one before."""
    endings = ("post_endings", "no_names", "titles", "posts", "body_words")
    return (
        post.kind == "TITLE"
        and bool(more)
        and not any(words.knows(table, token.text) for token in more for table in endings)
    )


def _whole(post: Token, more: Sequence[Token], words: Vocabulary) -> bool:
    """Whether one token is a whole post ("Assistant Secretary of State for European Affairs") and no name follows."""
    return not more and not words.said("for").isdisjoint(post.text.split()[1:-1])


@cache
def _tail(words: Vocabulary) -> Parser:
    """What follows a name: parentheses, where somebody is from, a post in apposition."""
    of = _affiliation(words)
    of_comma = parsy.seq(kind("COMMA"), parsy.peek(said(words, "of")), of).map(lambda p: p[2])
    serving = frozenset(words.words("services"))
    service = kind("COMMA") >> parsy.test_item(lambda t: t.text in serving, "a service").map(_tuple)
    affiliation = may((of << _WITHIN) | of_comma | service, (), *words.said("of", "at", "in", "from"), "COMMA")
    return parsy.seq(may(_parens(words), (), "LEFT"), affiliation, may(_apposition(words), (), "COMMA"))


@cache
def _whoever(words: Vocabulary) -> Parser:
    """One agent by his name, post or body, with what belongs to it."""
    symbol = may((kind("OFFICE") << parsy.peek(kind("TITLE", "NAME"))).map(_tuple), (), "OFFICE")
    title, tail = kind("TITLE").at_least(1).map(tuple), _tail(words)
    parens, the = may(_parens(words), (), "LEFT"), said(words, "the")
    article = may(the, None, *words.said("the"), *(text.capitalize() for text in words.said("the")))
    named = parsy.seq(article >> symbol, may(title, (), "TITLE"), _name(words), tail).map(
        lambda p: Parts(p[0], p[1], p[2], *p[3])
    )
    post = parsy.seq(article, title, _post_tail(words), parens).map(lambda p: Parts(name=(*p[1], *p[2]), paren=p[3]))
    with_article = parsy.seq(the.optional(), kind("BODY", "OFFICE")).map(lambda p: tuple(t for t in p if t))
    body = parsy.seq(with_article, parens).map(lambda p: Parts(name=p[0], paren=p[1]))
    nation = kind("NAME") << parsy.peek(kind("TITLE"))
    held = parsy.seq(the.optional() >> nation, title, _name(words), tail).map(  # "Norland Foreign Minister Lund"
        lambda p: Parts((), (p[0], *p[1]), p[2], *p[3])
    )
    there = parsy.seq(the >> nation, title, _post_tail(words), parens).map(  # "the Norland Minister of Trade"
        lambda p: Parts(name=(p[0], *p[1], *p[2]), paren=p[3])
    )
    nation_of = kind("NAME") << parsy.peek(kind("BODY"))  # "the Norland Foreign Office"
    abroad = parsy.seq(the >> nation_of, kind("BODY"), parens).map(
        lambda p: Parts(name=(replace(p[0], kind="BODY"), p[1]), paren=p[2])
    )
    return held | there | abroad | _office_of(words) | named | post | body | _group(words)


@cache
def _attention(words: Vocabulary) -> Parser:
    """For whom there it is ("CINCPAC for POLAD", "the Embassy exclusive for Ambassador Berg")."""
    served = parsy.test_item(lambda t: t.kind in ("TITLE", "OFFICE", "NAME") and not _owns(t, words), "whom")
    only = word(*words.words("exclusively")).optional()
    whom = only >> said(words, "for") >> said(words, "the").optional() >> served.at_least(1) << _WITHIN
    return may(whom, (), *words.said("for"), *words.words("exclusively"))


@cache
def grammar(words: Vocabulary) -> Parser:
    """The parser of a list of agents, with the words of a vocabulary; gives Parts, one an agent."""
    away = may(_affiliation(words), (), *words.said("in", "at"))
    agent = parsy.seq(_whoever(words), away, _attention(words)).map(lambda p: replace(p[0], rest=(*p[1], *p[2])))
    agent = agent << may(_partly(words), None, *words.said("in", "for", "on"), "COMMA", "DATE")
    aside = _manner(words) | PAREN  # "and (for substance) by Berg", "and (subject to a reservation) JCS"
    parted = said(words, "and", "or").optional() >> may(aside, None, "LEFT", *words.said("for"))
    by = parted >> kind("COMMA").optional() >> said(words, "by", "with").optional()
    partly = may(aside >> said(words, "by", "with").optional(), None, "LEFT")
    separator = kind("SEMI", "COMMA") >> by | word("&", *words.said("and", "or", "with", "plus")) >> partly
    more = (separator >> agent << _no_verb(words)).many()
    return parsy.seq(agent, more).map(lambda p: settled(_reached([p[0], *p[1]], words), words))


def _reached(found: Sequence[Parts], words: Vocabulary) -> list[Parts]:
    """The list without those of whom a parenthesis says that it did not reach them ("Copies to Berg (not sent)")."""
    return [p for p in found if not (p.paren and words.match("agents_not_reached", " ".join(t.text for t in p.paren)))]


def build(note: str, parts: Parts) -> Agent:
    """The agent that ``parts`` speak of."""
    tokens = parts.all
    end = tokens[-1].end
    if parts.paren and tokens[-1] is parts.paren[-1]:
        closing = re.compile(r"\s*\)").match(note, end)
        end = closing.end() if closing else end
    span = Span(tokens[0].start, end)
    return _agent(note, parts, span)


def _agent(note: str, parts: Parts, span: Span) -> Agent:
    name = _extent(parts.name)
    bodily = all(t.kind in ("BODY", "OFFICE", "WORD") for t in parts.name)
    office = parts.paren or parts.office or parts.symbol or parts.shared
    if bodily and parts.paren and all(t.kind in ("NAME", "TITLE") for t in parts.paren):
        inner = _extent(tuple(t for t in parts.paren if t.kind == "NAME") or parts.paren)
        return Agent(AgentKind.PERSON, inner.of(note), span, span.of(note), None, name.of(note), inner, name)
    title = parts.title or parts.post
    where = _extent(office) if office else None
    person = not bodily
    return Agent(
        AgentKind.PERSON if person else AgentKind.BODY,
        name.of(note),
        span,
        span.of(note),
        _extent(title).of(note) if title else None,
        where.of(note) if where else None,
        name,
        where,
    )


def _extent(tokens: Sequence[Token]) -> Span:
    return Span(tokens[0].start, tokens[-1].end)


def with_office(agent: Agent, office: Agent, words: Vocabulary) -> Agent:
    """``agent`` with the body in which it acted ("in S/S by Brubeck"), where it names none itself."""
    if agent.office or agent.kind is AgentKind.BODY or office.name_span is None:
        return agent
    first, _, rest = office.name.partition(" ")
    name = rest if first in words.said("the") else office.name
    span = Span(office.name_span.end - len(name), office.name_span.end)
    return replace(agent, office=name, office_span=span)
