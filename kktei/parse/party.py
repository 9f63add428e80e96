"""One correspondent of a heading: what of the words is name, title, post and office."""

import re
from dataclasses import replace

from kktei.model import Agent, AgentKind, Span
from kktei.parse.personal import is_personal
from kktei.parse.vocabulary import Vocabulary

_NEAR = 200  # characters of a post and a name without parentheses


def is_full_name(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text is a personal name alone: two words or more, none of them a post's or a body's, and no calling."""
    text = text.strip()
    if len(text.split()) < 2 or vocabulary.pattern("head_person").fullmatch(text) is None:
        return False
    if vocabulary.pattern("a_calling").fullmatch(text):
        return False
    words = text.split()
    return not any(vocabulary.knows(t, w) for t in ("posts", "body_words", "post_endings") for w in words) and not any(
        vocabulary.knows("titles", w) for w in words[1:]
    )


def correspondent(wording: str, vocabulary: Vocabulary) -> Agent:
    """One correspondent, named as a heading would name them; spans are of ``wording``."""
    return party(wording, 0, len(wording), vocabulary)


def party(head: str, start: int, end: int, vocabulary: Vocabulary) -> Agent:
    """The one correspondent of ``head[start:end]``."""
    article = vocabulary.match("correspondents_agent", head[start:end])
    begin = start + (article.end() if article else 0)
    away = vocabulary.search("head_at", head, begin, end)
    wording = head[begin : away.start() if away else end].strip().rstrip(",")
    span = Span(begin, begin + len(wording))
    if apart := _post_before_name(wording, span, vocabulary) or _with_post(wording, span, vocabulary):
        return apart
    if bare := _unmatched(wording):  # the print has lost the other one
        begin += wording.index(bare)
        wording, span = bare, Span(begin, begin + len(bare))
    if doubted := vocabulary.pattern("doubted").fullmatch(wording):
        return _doubted(wording, span, doubted, vocabulary)
    if kin := vocabulary.pattern("kin_of").fullmatch(wording):
        return _relative(wording, span, kin)
    named = vocabulary.search("post_holder", wording)
    if named and not article and _is_placed(head, wording[: named.start()].strip(), named[1], vocabulary):
        own = Span(span.start, span.start + len(wording[: named.start()].rstrip()))
        return replace(_plain(own.of(head), own, vocabulary), span=span, wording=wording)
    if named and (holder := _in_parentheses(wording, span, named, vocabulary)):
        return holder
    return _plain(wording, span, vocabulary)


def _doubted(wording: str, span: Span, doubted: re.Match[str], vocabulary: Vocabulary) -> Agent:
    """Somebody whom the editors name in brackets, perhaps with a question mark; or the letter is lost."""
    at = span.start + doubted.start("name")
    made = party(" " * at + doubted["name"], at, at + len(doubted["name"]), vocabulary)
    return replace(made, span=span, wording=wording)


def _relative(wording: str, span: Span, kin: re.Match[str]) -> Agent:
    """Somebody's relative, with a name ("her sister Ada") or without."""
    name = kin["name"] or wording
    title = wording.removesuffix(kin["name"] or "").rstrip(" ,")
    return Agent(AgentKind.PERSON, name, span, wording, title, name_span=Span(span.end - len(name), span.end))


def _in_parentheses(wording: str, span: Span, named: re.Match[str], vocabulary: Vocabulary) -> Agent | None:
    """Who holds a post ("Legate (Berg)", "Commander in Chief (Admiral Berg)"), or is of an office ("Berg (INR)")."""
    if own := _of_an_office(wording, span, named, vocabulary):
        return own
    if vocabulary.knows("no_names", named[1]):
        return None
    titled = vocabulary.match("correspondents_person_2", named[1])
    name = named[1][titled.end() :] if titled else named[1]
    own_span = Span(span.start + named.end(1) - len(name), span.start + named.end(1))
    return Agent(AgentKind.PERSON, name, span, wording, wording[: named.start()].strip(), name_span=own_span)


def _plain(wording: str, span: Span, vocabulary: Vocabulary) -> Agent:
    """A correspondent without parentheses: a post alone, a post and a name, a body, or a name."""
    several = any(
        vocabulary.pattern(name).fullmatch(wording) for name in ("many_holders", "owned_body", "seated_together")
    )
    seated = vocabulary.pattern("seated_alone").fullmatch(wording)
    nobody = vocabulary.pattern("others").fullmatch(wording)
    if (_is_post_of_a_nation(wording, vocabulary) or seated or nobody) and not several:
        return Agent(AgentKind.PERSON, wording, span, wording, wording, name_span=span)
    if held := _post_and_name(wording, span, vocabulary):
        return held
    bodily = several or any(vocabulary.pattern(name).fullmatch(wording) for name in ("acronym", "bodily"))
    owned = vocabulary.match("correspondents_person", wording)
    of_a_body = owned is not None and is_full_name(owned[1], vocabulary) and is_personal(owned[1], vocabulary)
    if not of_a_body and (vocabulary.match("named_body", wording) or bodily):
        return Agent(AgentKind.BODY, wording, span, wording, name_span=span)
    return _person(wording, span, vocabulary)


def _is_placed(head: str, before: str, inside: str, vocabulary: Vocabulary) -> bool:
    """Whether a place stands in parentheses after a full name ("Karl Vogt (Bern)"), not a holder after a post.

    One that no list has counts only in a heading without a kind, where no post stands without its article.
    """
    person = is_full_name(before, vocabulary) and is_personal(before, vocabulary)
    if not person or vocabulary.knows("places", inside):
        return person
    symbol = vocabulary.pattern("acronym").fullmatch(inside) or vocabulary.match("correspondents_person_2", inside)
    return not symbol and vocabulary.match("kind_phrase", head) is None


def _unmatched(wording: str) -> str | None:
    """Words without the bracket or quotation mark at an end that nothing closes or opens; None where all are."""
    for opens, closes in ("()", "[]", "“”"):
        if wording.endswith(closes) and opens not in wording:
            return wording[:-1].rstrip()
        if wording.startswith(opens) and closes not in wording:
            return wording[1:].lstrip()
    return None


def _of_an_office(wording: str, span: Span, named: re.Match[str], vocabulary: Vocabulary) -> Agent | None:
    """A person with the symbol of an office in parentheses ("Hilsman (INR)"), or a post with its field."""
    before = wording[: named.start()].strip()
    if _is_field(named[1], vocabulary) and vocabulary.pattern("post_alone").fullmatch(before):
        return Agent(AgentKind.PERSON, wording, span, wording, wording, name_span=span)
    if vocabulary.pattern("acronym").fullmatch(named[1]) is None or _is_post(before, vocabulary):
        return None
    titled = vocabulary.match("correspondents_person_2", before)
    name = before[titled.end() :] if titled else before
    if vocabulary.pattern("head_person").fullmatch(name) is None:
        return None
    at = span.start + len(before) - len(name)
    own = Span(at, at + len(name))
    office = Span(span.start + named.start(1), span.start + named.end(1))
    return Agent(AgentKind.PERSON, name, span, wording, titled[1] if titled else None, named[1], own, office)


def _is_field(text: str, vocabulary: Vocabulary) -> bool:
    """Whether words in parentheses after a post say what it is for ("(International Security Affairs)")."""
    words = text.split()
    tables = ("no_names", "post_endings", "posts")
    return any(vocabulary.knows(table, words[-1]) for table in tables) and (
        len(words) > 1 or vocabulary.knows("no_names", text) or vocabulary.knows("post_endings", text)
    )


def _is_post(text: str, vocabulary: Vocabulary) -> bool:
    return vocabulary.pattern("post_alone").fullmatch(text) is not None or bool(vocabulary.match("named_body", text))


def holds_post(before: str, after: str, vocabulary: Vocabulary) -> bool:
    """Whether the words after a comma name who holds the post before it ("Norland Foreign Minister, Lund")."""
    return (
        _is_post_of_a_nation(before, vocabulary)
        and vocabulary.pattern("head_person").fullmatch(after) is not None
        and is_personal(after, vocabulary)
        and not _is_post(after, vocabulary)
    )


def _is_post_of_a_nation(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text is a post alone, perhaps after a nation that no list has ("Norland Foreign Minister")."""
    post = vocabulary.pattern("post_alone")
    nation, _, rest = text.partition(" ")
    if post.fullmatch(text):
        return True
    return (
        nation[:1].isupper()
        and nation[-1:] != ","
        and not vocabulary.knows("body_words", nation)
        and post.fullmatch(rest) is not None
    )


def _post_before_name(wording: str, span: Span, vocabulary: Vocabulary) -> Agent | None:
    """A post and its holder after a comma; a post with its place there ("Consul General, Oslo") names nobody."""
    before, _, after = wording.partition(", ")
    bodily = vocabulary.pattern("post_of_a_body").fullmatch(before) and "(" not in after
    if bodily or (vocabulary.knows("places", after) and _is_post_of_a_nation(before, vocabulary)):
        return Agent(AgentKind.PERSON, wording, span, wording, wording, name_span=span)
    if not holds_post(before, after, vocabulary):
        return None
    own = Span(span.end - len(after), span.end)
    return Agent(AgentKind.PERSON, after, span, wording, before, name_span=own)


def _with_post(wording: str, span: Span, vocabulary: Vocabulary) -> Agent | None:
    """A name with its post in apposition ("Mr. Jonas Berg, Jr., Deputy to the Legate (Lund)": Berg, not Lund)."""
    body = vocabulary.match("person_of_a_body", wording)
    comma = body or vocabulary.search("apposition", wording)
    if comma is None:
        return None
    before = body[1] if body else wording[: comma.start()]
    titles = vocabulary.regex(r"(?:{titles}\s+)+").match(before)
    name = before[titles.end() :] if titles else before
    seated = vocabulary.pattern("seated_alone").fullmatch(wording, comma.end())  # "Hugh, Bishop of Ely"
    if not (
        is_full_name(name, vocabulary) or ((titles or seated) and vocabulary.pattern("head_person").fullmatch(name))
    ):
        return None
    at = span.start + len(before) - len(name)
    post = Span(span.start + comma.end(), span.end)
    title = titles[0].strip() if titles else None
    own = Span(at, at + len(name))
    return Agent(AgentKind.PERSON, name, span, wording, title, wording[comma.end() :], own, post)


def is_held(wording: str, vocabulary: Vocabulary) -> bool:
    """Whether words are a post and who holds it ("Secretary of the Treasury Berg")."""
    match = vocabulary.match("post_and_name", wording)
    return match is not None and is_personal(match["name"], vocabulary)


def _post_and_name(wording: str, span: Span, vocabulary: Vocabulary) -> Agent | None:
    """A post and its holder without parentheses ("Director of Central Intelligence Berg")."""
    match = vocabulary.match("post_and_name", wording) if len(wording) <= _NEAR else None
    if match is None or not is_personal(match["name"], vocabulary):
        return None
    name_span = Span(span.start + match.start("name"), span.end)
    return Agent(AgentKind.PERSON, match["name"], span, wording, match["post"], name_span=name_span)


def _person(wording: str, span: Span, vocabulary: Vocabulary) -> Agent:
    body = vocabulary.match("correspondents_person", wording)
    titled = vocabulary.match("correspondents_person_2", wording)
    if titled:
        name = vocabulary.pattern("retired").sub("", wording[titled.end() :])
        name = vocabulary.pattern("named_then").sub("", name)
        if not vocabulary.knows("sovereigns", titled[1]):
            name = vocabulary.pattern("named_of").sub("", name)
        begin = span.start + titled.end()
        return Agent(AgentKind.PERSON, name, span, wording, titled[1], name_span=Span(begin, begin + len(name)))
    ranked = body is not None and vocabulary.knows("seated", body[1])  # nobody is called Earl
    if body and not ranked and len(body[1].split()) <= 4 and not vocabulary.knows("titles", body[1]):
        office = Span(span.start + body.start(2), span.start + body.end(2))
        return Agent(
            AgentKind.PERSON, body[1], span, wording, None, body[2], Span(span.start, span.start + body.end(1)), office
        )
    return Agent(AgentKind.PERSON, wording, span, wording, name_span=span)
