"""A document's heading: its kind, who sent it and to whom.

"Letter From X to Y" is the pattern.  The "to" that parts sender and recipient is not the one of a
post ("the Ambassador to Vietnam (Lodge)"); "and" parts two correspondents only where a new one
begins after it, and shares a plural title ("Chairmen Khrushchev and Brezhnev").
"""

from __future__ import annotations

import re

from kktei.model import Agent, AgentKind, Found, HeadFacts, Span
from kktei.parse.sentences import enclosed
from kktei.parse.vocabulary import Vocabulary, load_vocabulary

_NEAR = 200  # characters around an "and" or "to" that tell what it parts
_FROM = re.compile(
    r"\s+(?:From|from|[Bb]y|(?:Prepared|Submitted|Drafted|Written|Adopted|Approved|Issued)\s+(?:in|by|at|for))\s+"
)
_NO_CORRESPONDENTS = re.compile(
    r"(?:memorand(?:um|a) of (?:a )?(?:telephone )?conversation|record of|summary record"
    r"|minutes|notes? (?:of|on)|transcript|editorial note|memorandum for the (?:record|files?"
    r"|president’?s files?))\b",
    re.IGNORECASE,
)
_POST_BEFORE_TO = re.compile(
    r"(?:Ambassador|Representative|Assistants?|Advis[eo]r|Delegat(?:e|ion)|Mission|Counsel"
    r"|Counselor|Consultant|Deputy|Observer|Minister|Liaison|Envoy|Aide|Secretary|Candidate"
    r"|Emissary|Chargé|Legate|Commissioner|Attaché|Successor|Interpreter)$"
)
_NEW_CORRESPONDENT = re.compile(
    r"the\s+(?:[A-Z][\w.’'-]*\s+){0,6}?(?:Embass|Mission|Department|Deleg|Secretar|Under"
    r"|Assistant|Deputy|Acting|Chairman|Director|Joint|President|Ambassador|Consul|Chief"
    r"|Special|Permanent|White House|Central|Office|Bureau|Ministry|Counsel|Attorney|Commander"
    r"|Chargé|Vice|Interests|Liaison|Administrator|Executive|Ad Hoc|Agency|National|Military"
    r"|Command)"
)
_PLURALS = {
    "Chairmen": "Chairman",
    "Presidents": "President",
    "Secretaries": "Secretary",
    "Ambassadors": "Ambassador",
    "Senators": "Senator",
    "Ministers": "Minister",
    "Messrs.": "Mr.",
    "Generals": "General",
    "Assistant Secretaries": "Assistant Secretary",
    "Prime Ministers": "Prime Minister",
    "Foreign Ministers": "Foreign Minister",
}
_BODY = re.compile(
    r"(?:[\w.’]+\s+){0,4}?(?:Embass(?:y|ies)|Mission|Department|Ministry|Consulate|Delegation"
    r"|Government|Agency|Joint Chiefs|White House|Bureau|Office of|Interests Section|Legation"
    r"|Council|Committee|Board|Commission|Staff|Certain|All|Posts|Group|Liaison Office"
    r"|Command)\b"
)


def parse_head(head: str, *, vocabulary: Vocabulary | None = None) -> HeadFacts:
    """What ``head`` (without its number) says; ``understood`` is False where no pattern fits.

    Spans are of ``head``.  Never raises for a string.
    """
    words = vocabulary or load_vocabulary()
    end = len(head.rstrip())
    opening = _opening(head)
    kind, kind_span, known = _kind(head, opening[0] if opening else end, words)
    if opening is None:
        recipients = _addressed(head, kind_span.end, end, words) if known else ()
        return HeadFacts(head, kind, kind_span, (), recipients, known or bool(_NO_CORRESPONDENTS.match(kind)))
    if kind in ("entry", "diary entry"):
        return HeadFacts(head, "diary entry", kind_span, (), (), True)
    if head[: opening[1]].rstrip().endswith("for"):
        return HeadFacts(head, kind, kind_span, (), _agents(head, opening[1], end, words), bool(kind))
    start = opening[1]
    parting = _parting(head, start, end)
    senders = _agents(head, start, parting[0] if parting else end, words)
    recipients = _agents(head, parting[1], end, words) if parting else ()
    return HeadFacts(head, kind, kind_span, senders, recipients, bool(kind and senders))


def correspondent(words: str, vocabulary: Vocabulary) -> Agent:
    """One correspondent, named as a heading would name them; spans are of ``words``."""
    return _agent(words, 0, len(words), vocabulary)


def _opening(head: str) -> tuple[int, int] | None:
    """Where the kind ends and the sender begins."""
    inside = enclosed(head)
    for match in _FROM.finditer(head):
        if not inside[match.start()] and match.start() > 0:
            return match.start(), match.end()
    return None


def _kind(head: str, end: int, vocabulary: Vocabulary) -> tuple[str, Span, bool]:
    start = len(head) - len(head.lstrip())
    text = head[start:end]
    known = vocabulary.regex(r"{kind}(?=$|[\s,.:(])").match(text)
    term = vocabulary.look_up("kind", text) or (
        vocabulary.look_up("kind", known[0]) if known and _may_stop(text, known.end()) else None
    )
    if term:
        stop = start + (len(text) if vocabulary.look_up("kind", text) else known.end() if known else len(text))
        return term.label, Span(start, stop), True
    short = re.match(
        r"(.+?)(?=\s+(?:of\s+(?:the|an?|President|Secretary)|Nos?\.|on|Between|Among|With"
        r"|Concerning|Regarding)\s|\s+(?:[A-Z/]+\s*)?\d|,|:|$)",
        text,
    )
    words = (short[1] if short else text).strip()
    label = re.sub(r"^text of\s+", "", words.lower())
    return label, Span(start, start + len(words)), end < len(head.rstrip())


def _may_stop(text: str, at: int) -> bool:
    """A known kind may be followed by what is no part of it: a number, "of the ...", a name."""
    return (
        re.match(
            r"\s*(?:$|[,.:(]|\d|No\.|Between|With|Among|[Tt]o\s|[Ff]or\s|of the\s|on\s|Concerning|Regarding)", text[at:]
        )
        is not None
    )


def _addressed(head: str, start: int, end: int, vocabulary: Vocabulary) -> tuple[Agent, ...]:
    """The recipient of "Memorandum for President Nixon", "Telegram to the Embassy in X"."""
    match = re.match(r"\s+(?:[Tt]o|[Ff]or)\s+", head[start:end])
    return _agents(head, start + match.end(), end, vocabulary) if match else ()


def _parting(head: str, start: int, end: int) -> tuple[int, int] | None:
    """The "to" between sender and recipient."""
    inside = enclosed(head)
    places = [m for m in re.finditer(r"\s+[Tt]o\s+", head[:end]) if m.start() >= start and not inside[m.start()]]
    for match in places:
        if head[match.start() - 1] == ")":
            return match.start(), match.end()
        if not _POST_BEFORE_TO.search(head, max(start, match.start() - 30), match.start()):
            return match.start(), match.end()
        if _is_bare_post(head, start, match, end):
            return match.start(), match.end()
    return None


def _is_bare_post(head: str, start: int, match: re.Match[str], end: int) -> bool:
    """Whether the post needs no "to" of its own ("the Acting Secretary to the Embassy in X")."""
    before, after = (
        head[max(start, match.start() - 30) : match.start()],
        head[match.end() : min(end, match.end() + _NEAR)],
    )
    return bool(
        re.search(r"(?:Secretary|Mission)$", before)
        and re.match(r"the\s+(?:Embassy|Mission|Department|Delegation)|President\s", after)
        and " to " not in after
    )


def _agents(head: str, start: int, end: int, vocabulary: Vocabulary) -> tuple[Agent, ...]:
    cuts = _cuts(head, start, end, vocabulary)
    shared = vocabulary.regex(
        r"(?:the\s+)?((?:Chairmen|Presidents|Secretaries|Assistant Secretaries|Ambassadors"
        r"|Senators|Ministers|Prime Ministers|Foreign Ministers|Messrs\.|Generals)(?: of \w+)?)\s+"
    ).match(head, start, end)
    agents = [_agent(head, s, e, vocabulary) for s, e in cuts if e > s]
    if shared and len(agents) > 1:
        plural = shared[1]
        first = plural.split(" of ")[0]
        singular = plural.replace(first, _PLURALS[first])
        agents = [_share(agent, singular, plural) for agent in agents]
    return tuple(agents)


def _share(agent: Agent, title: str, plural: str) -> Agent:
    name = re.sub(rf"^{re.escape(plural)}\s+", "", agent.wording)
    known = name.startswith(title)
    wording = name if known else f"{title} {name}"
    return Agent(AgentKind.PERSON, name, agent.span, wording, title, name_span=agent.name_span, found=Found.INFERRED)


def _cuts(head: str, start: int, end: int, vocabulary: Vocabulary) -> list[tuple[int, int]]:
    """The stretches of the single correspondents."""
    inside = enclosed(head)
    found: list[tuple[int, int]] = []
    begin = start
    for match in re.finditer(r"\s*,\s+and\s+|\s+and\s+|\s*[,;]\s+", head[:end]):
        if match.start() < begin or inside[match.start()]:
            continue
        left = head[max(begin, match.start() - _NEAR) : match.start()]
        if _begins_new(left, head[match.end() : min(end, match.end() + _NEAR)], match[0].strip(), vocabulary):
            found.append((begin, match.start()))
            begin = match.end()
    found.append((begin, end))
    return found


def _begins_new(left: str, right: str, mark: str, vocabulary: Vocabulary) -> bool:
    if _NEW_CORRESPONDENT.match(right):
        return True
    person = re.match(r"(?:[A-Z][\w.’'-]*\s*){1,4}(?:$|,|\sand\s)", right) is not None
    titled = vocabulary.regex(r"{titles}\s+(?:of\s+[A-Z]\w+\s+)?[A-Z]").match(right) is not None
    if titled:
        return True
    if left.endswith(")"):
        return mark != "," or titled
    plain = not re.search(r"\b(?:of|for|in|at)\b", left)
    return (
        plain
        and (person or bool(re.match(r"(?:[A-Z][\w.’'-]*\s+){2,3}of\s", right)))
        and not left.startswith("Certain")
        and not _BODY.match(left)
    )


def _agent(head: str, start: int, end: int, vocabulary: Vocabulary) -> Agent:
    article = re.match(r"[Tt]he\s+", head[start:end])
    begin = start + (article.end() if article else 0)
    wording = head[begin:end].strip()
    span = Span(begin, begin + len(wording))
    named = re.search(r"\(([^()]+)\)$", wording)
    if named:
        name_span = Span(span.start + named.start(1), span.start + named.end(1))
        return Agent(AgentKind.PERSON, named[1], span, wording, wording[: named.start()].strip(), name_span=name_span)
    if _BODY.match(wording):
        return Agent(AgentKind.BODY, wording, span, wording, name_span=span)
    return _person(wording, span, vocabulary)


def _person(wording: str, span: Span, vocabulary: Vocabulary) -> Agent:
    body = re.match(r"(.+?)\s+of\s+(?:the\s+)?(.+)$", wording)
    titled = vocabulary.regex(r"({titles}(?:\s+for\s+.*{post_endings})?)\s+(?=[A-Z])").match(wording)
    if titled:
        name = wording[titled.end() :]
        return Agent(
            AgentKind.PERSON, name, span, wording, titled[1], name_span=Span(span.start + titled.end(), span.end)
        )
    if body and len(body[1].split()) <= 4 and not vocabulary.knows("titles", body[1]):
        office = Span(span.start + body.start(2), span.start + body.end(2))
        return Agent(
            AgentKind.PERSON, body[1], span, wording, None, body[2], Span(span.start, span.start + body.end(1)), office
        )
    return Agent(AgentKind.PERSON, wording, span, wording, name_span=span)
