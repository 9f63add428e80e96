"""One agent in its parts, and the agents of a list after what stands for several of them.

"Berg and Lund (both NE)" gives both an office; "the Secretaries of State and Defense" is one agent of several heads;
"the Chief, WH Division" is a post with its body, not two agents.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kktei.parse.tokens import Token
from kktei.parse.vocabulary import Vocabulary

_MOST = 40  # agents of one list who can share an office
_COMMAND = 6  # letters of the shortest name of a command that is not read as an office before somebody's name
_LINKS = ("of", "for", "to", "at", "in", "the", "from")


@dataclass(frozen=True, slots=True)
class Parts:
    """The tokens of one agent, by what they are."""

    symbol: tuple[Token, ...] = ()  # an office before the name
    title: tuple[Token, ...] = ()
    name: tuple[Token, ...] = ()
    paren: tuple[Token, ...] = ()  # what stands in parentheses after it
    office: tuple[Token, ...] = ()  # "of ACDA", "at the White House"
    post: tuple[Token, ...] = ()  # "Chief of the Aviation Division"
    rest: tuple[Token, ...] = ()  # "in Seoul", "for POLAD": where it is, for whose attention
    shared: tuple[Token, ...] = ()  # the office that stands with another agent of the list ("(both NE)")

    @property
    def all(self) -> tuple[Token, ...]:
        """Every token, in order."""
        joined = (*self.symbol, *self.title, *self.name, *self.paren, *self.office, *self.post, *self.rest)
        return tuple(sorted(joined, key=lambda token: token.start))


def settled(found: list[Parts], words: Vocabulary) -> list[Parts]:
    """The agents of a list, after what stands for several of them."""
    plain = _seats([_bodily(parts, words) for parts in _held(found, words)], words)
    return _shared(_parted(plain, words), words)


def _held(found: Sequence[Parts], words: Vocabulary) -> list[Parts]:
    """The list with one agent for a post and the name after its comma ("the Counselor of Embassy, Jonas Berg")."""
    every: list[Parts] = []
    for parts in found:
        last = every[-1] if every else None
        plain = len(parts.name) > 1 and all(t.kind == "NAME" for t in parts.name) and not (parts.title or parts.symbol)
        if last and _is_its_body(last, parts, words):
            every[-1] = replace(last, office=_bodily(parts, words).name, paren=parts.paren)
        elif last and plain and _follows(last, parts) and _is_lone_post(last, words):
            every[-1] = replace(parts, title=last.all)
        else:
            every.append(parts)
    return every


def _is_its_body(post: Parts, parts: Parts, words: Vocabulary) -> bool:
    """Whether an agent is the body of the post before its comma ("the Chief, WH Division")."""
    named = " ".join(t.text for t in post.name if t.text.lower() not in words.said("the"))
    alone = not (post.paren or post.symbol or post.post or post.office or post.title)
    body = _bodily(parts, words)
    bodily = all(t.kind in ("BODY", "OFFICE") for t in body.name) and not (body.title or body.symbol)
    return alone and bodily and words.knows("posts_of_bodies", named) and _follows(post, parts)


def _follows(one: Parts, two: Parts) -> bool:
    """Whether nothing but a comma stands between two agents."""
    return two.all[0].start - one.all[-1].end == len(", ")


def _is_lone_post(parts: Parts, words: Vocabulary) -> bool:
    """Whether an agent is a post that nobody's name stands with."""
    if parts.paren or parts.symbol or parts.post or parts.title:
        return False
    first = parts.name[0]
    posts = {post.split()[0] for post in words.words("posts")}
    ambiguous = words.knows("bodies", first.text) or words.knows("titles_and_names", parts.name[-1].text)
    return not ambiguous and (first.kind == "TITLE" or (first.text in posts and len(parts.name) == 1))


def _bodily(parts: Parts, words: Vocabulary) -> Parts:
    """A body whose name begins with a symbol ("the NSC Planning Board", "MAAG Oslo"): no person in an office."""
    last = parts.name[-1] if parts.name else None
    if not parts.symbol or parts.title or last is None:
        return parts
    command = len(parts.symbol[0].text) >= _COMMAND and parts.symbol[0].text.isalpha()  # "COMNAVFE Japan"
    if not (command or words.knows("body_words", last.text.split()[-1]) or words.knows("places", last.text)):
        return parts
    whole = (*parts.symbol, *(replace(token, kind="BODY") for token in parts.name))
    return replace(parts, symbol=(), name=whole)


def _seats(found: list[Parts], words: Vocabulary) -> list[Parts]:
    """The list with one agent for several posts of a kind: "the Chiefs in Norland, Sudland, and Westland"."""
    found = _heads(found, words)
    first = next((i for i, parts in enumerate(found) if _is_plural(parts, words)), None)
    after = found[first + 1 :] if first is not None else []
    if first is None or not after or any(p != Parts(name=p.name) or p.name[0].kind != "NAME" for p in after):
        return found
    more = tuple(token for parts in after for token in parts.name)
    return [*found[:first], replace(found[first], rest=(*found[first].rest, *found[first].office, *more), office=())]


def _heads(found: list[Parts], words: Vocabulary) -> list[Parts]:
    """The list with one agent for the heads of several departments ("the Secretaries of State and Defense")."""
    every: list[Parts] = []
    for parts in found:
        last = every[-1] if every else None
        named = [t.text for t in parts.name if t.text.lower() not in words.said("the")]
        field = parts == Parts(name=parts.name) and len(named) == 1 and words.knows("bodies", named[0])
        if last and field and _lead(last) in words.exact("several_heads_of") and not last.paren:
            every[-1] = replace(last, name=(*last.all, *parts.name), office=(), rest=())
        else:
            every.append(parts)
    return every


def _lead(parts: Parts) -> str:
    """The words of a plural post before what it is of ("Secretaries")."""
    return parts.all[0].text.split(" ")[0]


def _is_plural(parts: Parts, words: Vocabulary) -> bool:
    seats = words.exact("several_posts")
    return bool(parts.rest or parts.office) and bool(parts.name) and parts.name[-1].text in seats


def _parted(found: Sequence[Parts], words: Vocabulary) -> list[Parts]:
    """The list with each name by itself that stands in parentheses after a body ("the White House (Berg and Lund)")."""
    every: list[Parts] = []
    joins = {"&", *words.said("and")}
    for parts in found:
        joints = [i for i, t in enumerate(parts.paren) if t.kind == "COMMA" or t.text in joins]
        names = [p for p in _between(parts.paren, joints) if p]
        bodily = all(t.kind in ("BODY", "OFFICE", "WORD") for t in parts.name)
        if bodily and len(names) > 1 and all(t.kind in ("NAME", "TITLE") for name in names for t in name):
            body = tuple(t for t in parts.name if t.kind != "WORD")
            every += [
                Parts(name=own or name, title=name[: len(name) - len(own)] if own else (), shared=body)
                for name in names
                for own in [tuple(t for t in name if t.kind == "NAME")]
            ]
        else:
            every.append(parts)
    return every


def _between(tokens: Sequence[Token], joints: Sequence[int]) -> list[tuple[Token, ...]]:
    """The stretches that the tokens at ``joints`` part."""
    edges = [-1, *joints, len(tokens)]
    return [tuple(tokens[a + 1 : b]) for a, b in pairwise(edges)]


def _shared(found: list[Parts], words: Vocabulary) -> list[Parts]:
    """The list with an office that stands for several with each of them ("Berg and Lund (both NE)", "(all DOD)")."""
    for at, parts in enumerate(found):
        several = words.look_up("for_several", parts.paren[0].text) if parts.paren else None
        if several is None:
            continue
        count = int(several.key) if several.key.isdecimal() else _MOST
        office = parts.paren[1:]
        while office and office[0].text.lower() in words.said(*_LINKS):
            office = office[1:]
        if office and office[0].text.lower() not in words.exact("draft_parts"):
            found[at] = replace(parts, paren=office)
        else:
            found[at], office = replace(parts, paren=()), ()
        for before in range(max(0, at - count + 1), at) if office else ():
            if not (found[before].paren or found[before].office or found[before].symbol):
                found[before] = replace(found[before], shared=office)
    return found
