"""Headings in other languages than English, by the forms that their vocabularies hold.

A language is data: ``vocabulary/LANG/heads.toml`` has its kinds and, under ``[patterns]``, the forms of its headings
(``form_...``, tried in the order of the file) with the groups ``kind``, ``from`` and ``to``.
"""

import re
from importlib import resources

from kktei.model import Agent, AgentKind, HeadFacts, Span
from kktei.parse.personal import is_personal
from kktei.parse.repeated import is_same
from kktei.parse.vocabulary import Vocabulary, load_vocabulary

_LONGEST = 400  # no heading is longer
_YEAR = re.compile(r"\b1\d{3}\b")


def languages() -> tuple[str, ...]:
    """The languages other than English that have a vocabulary, sorted."""
    shelf = resources.files("kktei") / "vocabulary"
    found = (folder.name for folder in shelf.iterdir() if (folder / "heads.toml").is_file())
    return tuple(sorted(set(found) - {"en"}))


def read_foreign_head(head: str, language: str) -> HeadFacts | None:
    """What a heading in ``language`` says; None where no form of that language fits it."""
    return _read(head, load_vocabulary(language=language), alone=True)


def read_any(head: str) -> HeadFacts | None:
    """What a heading says whose language is not known: only forms that name a kind with a correspondent count.

    Where a date at its end has a month of that language, two correspondents do ("Clara Holm an Paul Wieland, 3. März
    1893").
    """
    for language in languages():
        words = load_vocabulary(language=language)
        facts = _read(head, words, alone=False)
        if facts is not None:
            return facts
        tail = words.search("foreign_tail", head)
        if tail and words.regex(r"\b{months}\b").search(tail[0]):
            facts = _read(head, words, alone=True)
            if facts is not None and facts.senders and facts.recipients:
                return facts
    return _between_two(head)


def _between_two(head: str) -> HeadFacts | None:
    """Two full names alone ("Ottilie Brandt an Paul Heyse"), in the first language that has the form."""
    english = load_vocabulary()
    shape = english.pattern("full_name")
    for language in languages():
        facts = _read(head, load_vocabulary(language=language), alone=True)
        parties = (*facts.senders, *facts.recipients) if facts and facts.senders and facts.recipients else ()
        full = (shape.fullmatch(agent.wording) and is_personal(agent.wording, english) for agent in parties)
        if facts is not None and not facts.kind and len(parties) == 2 and all(full):
            return facts
    return None


def _read(head: str, words: Vocabulary, *, alone: bool) -> HeadFacts | None:
    if len(head) > _LONGEST:
        return None
    number = words.match("head_number", head)
    start = number.end() if number else 0
    end = _end(head, start, words)
    after = words.search("kind_after", head, start, end)  # "Anna Berg an Karl Vogt (Telegramm)"
    end = after.start() if after else end
    for name in words.patterns:
        match = words.pattern(name).fullmatch(head, start, end) if name.startswith("form_") else None
        if match and (alone or (after and {*match.groupdict()} >= {"from", "to"}) or _tells(head, name, match, words)):
            facts = _facts(head, match, words, after)
            dated = any(_YEAR.search(agent.wording) for agent in (*facts.senders, *facts.recipients))
            return None if dated else facts  # a year is no part of a name: the date is in another language
    return None


def _tells(head: str, form: str, match: re.Match[str], words: Vocabulary) -> bool:
    """Whether a form is enough where the language is not known: more than a word that may be a kind, or posts alone."""
    groups = {k for k, v in match.groupdict().items() if v}
    if "kind" in groups:
        return len(groups) > 1 or form != "form_kind"  # a talk has a kind and neither sender nor recipient
    parties = [agent for group in ("from", "to") for agent in _parties(head, match, group, words)]
    posts = (
        agent.kind is AgentKind.BODY or is_same(agent, words) or words.match("rank", agent.title or "")
        for agent in parties
    )
    return groups >= {"from", "to"} and all(posts)


def _end(head: str, start: int, words: Vocabulary) -> int:
    """Where the heading ends without its place, its date and its full stop."""
    end = len(head.rstrip())
    while tail := words.search("foreign_tail", head, start, end):
        if tail.start() <= start:
            break
        end = tail.start()
    last = len(head[:end].rstrip(" .,"))
    ordinal = words.search("ordinal_last", head, start, last + 1) if "ordinal_last" in words.patterns else None
    return ordinal.end() if ordinal else last


def _facts(head: str, match: re.Match[str], words: Vocabulary, after: re.Match[str] | None = None) -> HeadFacts:
    told = match if match.groupdict().get("kind") or after is None else after
    named = told.groupdict().get("kind")
    span = Span(*told.span("kind")) if named else Span(match.start(), match.start())
    kind = named.lower() if named else ""
    senders = _parties(head, match, "from", words)
    return HeadFacts(head, kind, span, senders, _parties(head, match, "to", words), True)


def _parties(head: str, match: re.Match[str], group: str, words: Vocabulary) -> tuple[Agent, ...]:
    if not match.groupdict().get(group):
        return ()
    begin, found = match.start(group), []
    end = begin + len(words.pattern("and_others").sub("", match[group]))
    shared = words.pattern("shared").fullmatch(head, begin, end) if "shared" in words.patterns else None
    if shared:  # "MM. Berg et Lund"
        names = words.pattern("shared_name").finditer(head, *shared.span("names"))
        spans = [Span(*name.span("name")) for name in names]
        honour = shared["honour"] or None
        return tuple(Agent(AgentKind.PERSON, s.of(head), s, s.of(head), honour, name_span=s) for s in spans)
    for joint in words.pattern("joint").finditer(head, begin, end):
        found.append(agent(head, begin, joint.start(), words))
        begin = joint.end()
    return (*found, agent(head, begin, end, words))


def agent(head: str, start: int, end: int, words: Vocabulary) -> Agent:
    """Who is named at ``head[start:end]``: a body, somebody with title, name and post, or a post alone."""
    first = head[start:end].split(maxsplit=1)
    if len(first) == 2 and first[0] in words.exact("articles"):
        start = head.index(first[1], start)
    elided = words.match("elided_article", head, start, end) if "elided_article" in words.patterns else None
    start = elided.end() if elided else start
    wording = head[start:end].strip(" ,")
    span = Span(start, start + len(wording))
    if _is_body(wording, words):
        return Agent(AgentKind.BODY, wording, span, wording, name_span=span)
    return _person(wording, span, words)


def _is_body(wording: str, words: Vocabulary) -> bool:
    """Whether the noun that leads is a body's ("Botschaft in Oslo", not "Staatssekretär des Auswärtigen Amts")."""
    noun = words.pattern("after_noun").split(wording, maxsplit=1)[0] or wording
    found = [re.search(rf"(?<!\w){re.escape(body)}(?!er|ur|mann)", noun) for body in words.words("bodies")]
    if any(match and match.start() == 0 for match in found):
        return True
    return any(found) and words.match("rank", wording) is None


def _person(wording: str, span: Span, words: Vocabulary) -> Agent:
    """Somebody with title, name and post, as far as they can be told apart; else a post that nobody is named with."""
    for form in ("agent_honoured", "agent_titled", "agent_seated", "agent_last", "agent_first", "agent_alone"):
        match = words.pattern(form).fullmatch(wording)
        named = match and next((k for k in ("name", "inner", "initialed") if match.groupdict().get(k)), None)
        if match and named and not any(words.match(w, match[named]) for w in ("rank", "a_field")):
            parts = match.groupdict()
            place = Span(span.start + match.start(named), span.start + match.end(named))
            said = parts.get("post")
            post = said if said and words.match("rank", said) else None  # "Oslo" is where the letter comes from
            office = Span(span.start + match.start("post"), span.end) if post else None
            title = (parts.get("title") or "").strip() or None
            return Agent(AgentKind.PERSON, match[named], span, wording, title, post, place, office)
    return Agent(AgentKind.PERSON, wording, span, wording, wording, name_span=span)
