"""The correspondents that a heading names: where each begins and ends.

"and" parts two correspondents only where a new one begins after it, and shares a plural title ("Chairmen Khrushchev
and Brezhnev"); a comma begins a post in apposition more often than another correspondent.
"""

import re
from dataclasses import replace

from kktei.model import Agent, AgentKind, Found, Span
from kktei.parse.party import is_full_name, is_held, party
from kktei.parse.personal import is_personal
from kktei.parse.sentences import enclosed
from kktei.parse.vocabulary import Vocabulary

_NEAR = 200  # characters around an "and" that tell what it parts


def agents(head: str, start: int, end: int, vocabulary: Vocabulary) -> tuple[Agent, ...]:
    """The correspondents of ``head[start:end]``, in order."""
    end = start + len(vocabulary.pattern("et_al").sub("", head[start:end]))
    cuts = [(s, e) for s, e in _cuts(head, start, end, vocabulary) if head[s:e].strip(" ,")]
    read = [agent for s, e in cuts for agent in _heads(head, s, e, vocabulary) or (party(head, s, e, vocabulary),)]
    found = [agent for agent in read if not _is_text(agent, vocabulary)]
    shared = vocabulary.match("shared_title", head, start, end)
    if shared and len(cuts) > 1:
        term = next(t for t in (vocabulary.look_up("plural", w) for w in _leads(shared[1])) if t)
        singular = term.key + shared[1][len(term.label) :]
        link = (shared[2] or "").strip()  # "for", of a post
        found = [_share(a, singular, shared[1], link, vocabulary) if _shares(a) else a for a in found]
    return tuple(found)


def looks_like_one(wording: str, vocabulary: Vocabulary) -> bool:
    """Whether words are a correspondent's: a post, a body or a personal name, not a title of anything."""
    text = re.sub(r"\([^()]*\)", "", wording).strip()
    text = vocabulary.pattern("and_others").sub("", text)
    doubted = vocabulary.pattern("doubted").fullmatch(text)
    text = doubted["name"] if doubted else text
    first = re.split(r",\s", text, maxsplit=1)[0]
    return bool(
        vocabulary.match("new_correspondent", text)
        or vocabulary.match("correspondents_looks_like_one", text)
        or vocabulary.match("named_body", first)
        or vocabulary.match("seated_alone", first)
        or vocabulary.pattern("head_person").fullmatch(first)
        or vocabulary.pattern("same_party").fullmatch(first)
        or vocabulary.regex(r"{titles}\s+[A-Z]").match(text)
    )


def _is_text(agent: Agent, vocabulary: Vocabulary) -> bool:
    """Whether words name a text, to which an answer can be given, a day or an occasion: nobody's correspondent."""
    return any(vocabulary.pattern(name).fullmatch(agent.wording) for name in ("a_text", "a_date", "an_occasion"))


def _shares(agent: Agent) -> bool:
    """Whether a correspondent has no title of its own: a name after "Chairmen Berg and"."""
    return agent.found is Found.STATED and not agent.is_post and agent.kind is AgentKind.PERSON


def _heads(head: str, start: int, end: int, vocabulary: Vocabulary) -> tuple[Agent, ...]:
    """Each of several heads of departments ("the Secretaries of State and Defense"); none where it is another party."""
    several = vocabulary.pattern("several_heads").fullmatch(head, start, end)
    term = vocabulary.look_up("plural", several["heads"]) if several else None
    if several is None or term is None:
        return ()
    found: list[Agent] = []
    for field in vocabulary.pattern("a_head").finditer(several["fields"]):
        name = field["field"]
        last = several.start("fields") + field.end()
        span = Span(last - len(name) if found else several.start("heads"), last)
        wording = f"{term.key} {several['of']} {name}"
        found.append(Agent(AgentKind.PERSON, wording, span, wording, wording, name_span=span, found=Found.INFERRED))
    return tuple(found)


def _leads(title: str) -> tuple[str, ...]:
    """The wordings of "Assistant Secretaries of State" that may be the plural, longest first."""
    parts = title.split()
    return tuple(" ".join(parts[:n]) for n in range(len(parts), 0, -1))


def _share(agent: Agent, title: str, plural: str, link: str, vocabulary: Vocabulary) -> Agent:
    name = re.sub(rf"^{re.escape(plural)}\s+", "", agent.wording)
    known = name.startswith(title)
    joined = f"{title} {link} {name.removeprefix(f'{link} ')}" if link else f"{title} {name}"
    wording = name if known else joined
    holder = vocabulary.search("post_holder", wording)
    if holder and agent.name == holder[1]:
        post = wording[: holder.start()].strip()
        return replace(agent, wording=wording, title=post, found=Found.INFERRED)
    return Agent(AgentKind.PERSON, name, agent.span, wording, title, name_span=agent.name_span, found=Found.INFERRED)


def _cuts(head: str, start: int, end: int, vocabulary: Vocabulary) -> list[tuple[int, int]]:
    """The stretches of the single correspondents."""
    inside = enclosed(head)
    found: list[tuple[int, int]] = []
    begin = start
    for match in vocabulary.pattern("correspondents_parts").finditer(head, start, end):
        if match.start() < begin or inside[match.start()]:
            continue
        left = head[max(begin, match.start() - _NEAR) : match.start()]
        right = head[match.end() : min(end, match.end() + _NEAR)]
        if _begins_new(left, right, match[0].strip(), vocabulary):
            found.append((begin, match.start()))
            begin = match.end()
    found.append((begin, end))
    return found


def _begins_new(left: str, right: str, mark: str, vocabulary: Vocabulary) -> bool:
    if vocabulary.match("generation_next", right):
        return False
    if vocabulary.pattern("begun_anew").fullmatch(mark):
        return vocabulary.pattern("post_with_to").fullmatch(left) is None
    if mark != ";" and vocabulary.match("calling_next", right):
        return False
    if mark == "," and _is_apposition(left, right, vocabulary):
        return False
    if vocabulary.match("new_correspondent", right) or vocabulary.match("seated_of_a_list", right):
        return True
    return _comma_parts(left, right, vocabulary) if mark == "," else _and_parts(left, right, mark, vocabulary)


def _is_apposition(left: str, right: str, vocabulary: Vocabulary) -> bool:
    """Whether a post follows a full name and nobody else does ("Jonas Berg, the President’s Special Assistant")."""
    alone = vocabulary.search("joined_right", right) is None
    return alone and is_full_name(left, vocabulary) and vocabulary.match("named_body", right) is None


def _comma_parts(left: str, right: str, vocabulary: Vocabulary) -> bool:
    """Whether another correspondent begins after a comma, rather than a post in apposition."""
    first = vocabulary.pattern("correspondents_begins_new_2").split(right)[0]
    begins = vocabulary.match("correspondents_agent", right) is not None
    if _are_posts(left, first, vocabulary) or vocabulary.pattern("post_of_a_body").fullmatch(left):
        return begins or _are_posts(left, first, vocabulary)
    if begins_with_person(right, vocabulary) or is_held(first, vocabulary):
        return True
    person = is_full_name(left, vocabulary)
    named = left.endswith(")") or is_held(left, vocabulary)
    if named and (begins or is_full_name(vocabulary.pattern("of_a_body").split(first)[0], vocabulary)):
        return True
    if person and vocabulary.search("place_of_a_post", first):
        return False
    if vocabulary.match("named_before", left) and vocabulary.match("lone_post", right):
        return False
    plural = vocabulary.match("plural_before", left) and vocabulary.match("lone_name", right)
    if plural or vocabulary.match("bodies_listed", f"{left}, {right}"):
        return True
    if vocabulary.match("correspondents_begins_new", right):
        return left.endswith(")") or _is_named(left, vocabulary)
    return person and is_full_name(first, vocabulary)


def _are_posts(left: str, right: str, vocabulary: Vocabulary) -> bool:
    """Whether both are posts that nobody's name stands with ("the President, Attorney General, ...")."""
    article = vocabulary.match("correspondents_agent", left)
    posts = (left[article.end() :] if article else left, right)
    return all(vocabulary.pattern("post_alone").fullmatch(post) for post in posts)


def begins_with_person(text: str, vocabulary: Vocabulary, *, listed: bool = False) -> bool:
    """Whether ``text`` begins with a personal name that an initial or a particle shows to be one.

    Where it is the last of a list (``listed``) or a body follows ("of the Planning Staff"), two words that can
    be a name are enough.
    """
    match = vocabulary.match("new_person", text)
    if match is None or vocabulary.match("named_body", match["name"]):
        return False
    if (
        (listed or vocabulary.match("of_a_body", text, match.end()))
        and is_full_name(match["name"], vocabulary)
        and is_personal(match["name"], vocabulary)
    ):
        return True
    return vocabulary.search("shown_personal", match["name"]) is not None


def _and_parts(left: str, right: str, mark: str, vocabulary: Vocabulary) -> bool:
    """Whether another correspondent begins after "and", rather than more words of one."""
    if _are_of_one(left, right, vocabulary):
        return False
    if vocabulary.match("correspondents_begins_new", right) or left.endswith(")"):
        return True
    if mark.startswith(",") and _close_a_list(left, right, vocabulary):
        return True
    if begins_with_person(vocabulary.pattern("of_a_body").split(right)[0], vocabulary):
        return True
    if is_held(left, vocabulary) and is_full_name(vocabulary.pattern("of_a_body").split(right)[0], vocabulary):
        return True
    member = vocabulary.pattern("of_known_body").fullmatch(left)
    if member and is_full_name(member["name"], vocabulary):
        return begins_with_person(right, vocabulary, listed=True)
    return _plainly_parted(left, right, vocabulary)


def _close_a_list(left: str, right: str, vocabulary: Vocabulary) -> bool:
    """Whether what follows ", and" is the last of several persons, posts or bodies."""
    bodies = all(vocabulary.pattern("bodily").fullmatch(words) for words in (left, right))
    return bodies or _are_posts(left, right, vocabulary) or begins_with_person(right, vocabulary, listed=True)


def _are_of_one(left: str, right: str, vocabulary: Vocabulary) -> bool:
    """Whether "and" joins two posts of one holder, or the words of one body ("the Trade and Posts Committee")."""
    joined = vocabulary.match("joined_post", left) or vocabulary.match("joined_command", left)
    if joined and vocabulary.match("joined_holder", right):
        return True
    known = vocabulary.match("named_body", left) or vocabulary.match("titled_left", left)
    return not known and "(" not in left and vocabulary.match("body_right", right) is not None


def _plainly_parted(left: str, right: str, vocabulary: Vocabulary) -> bool:
    """Whether "and" joins two names or bodies, rather than the words of one."""
    person = vocabulary.match("correspondents_plainly_parted", right) is not None
    return (
        not vocabulary.search("place_of_a_post", left)
        and (person or bool(vocabulary.match("correspondents_plainly_parted_2", right)))
        and not vocabulary.match("certain_posts", left)
        and not vocabulary.match("named_body", left)
    )


def _is_named(left: str, vocabulary: Vocabulary) -> bool:
    """Whether the words before a comma end with a name, so that a title after it is another person's."""
    last = left.rsplit(maxsplit=1)[-1] if left.split() else ""
    return not vocabulary.knows("posts", last) and not vocabulary.knows("titles", last)
