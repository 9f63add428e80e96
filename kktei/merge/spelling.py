"""What an XML editor changes without changing anything: indents, line ends, quotes, the order of attributes.

A conversion and its base are put into the hand version's spelling, so that only real changes are merged.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from html import unescape

Key = tuple[str, ...]
Merge = Callable[[str, str, str], str | None]

_TOKEN = re.compile(
    r"(?P<space>\s*)(?P<token><!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>"
    r"|<(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>|[^<\s]+|<|\Z)",
    re.DOTALL,
)
_TAG = re.compile(r"<(?P<end>/)?(?P<name>[\w.:-]+)(?P<attributes>.*?)(?P<empty>/)?>", re.DOTALL)
_ATTRIBUTE = re.compile(r"([\w.:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


@dataclass(frozen=True, slots=True)
class XmlToken:
    """A tag, a word, a comment with the white space before it, and what it means however it is spelt."""

    raw: str
    key: Key


@dataclass(slots=True)
class _Parent:
    """An open element: the places of its tokens, and whether text stands among them."""

    children: list[int] = field(default_factory=list)
    mixed: bool = False


def merge_respelt(base: str, hand: str, new: str, merge: Merge) -> str | None:
    """``merge`` of the three in the hand version's spelling; None where it fails or a change is not in the result."""
    was, by_hand, by_source = (tokens(text) for text in (base, hand, new))
    was = _respelt(was, by_hand)
    by_source = _respelt(by_source, was)
    merged = merge(_spelt(was), hand, _spelt(by_source))
    if merged is None or not _holds_both(was, by_hand, by_source, tokens(merged)):
        return None
    return merged


def tokens(text: str) -> list[XmlToken]:
    """A document cut into tags, words and the like; their raw forms together are the text."""
    cut = list(_cut(text))
    weighty = _where_space_counts(cut)
    return [
        XmlToken(space + token, (*key, "space" if space and at in weighty else ""))
        for at, (space, token, key) in enumerate(cut)
    ]


def _cut(text: str) -> Iterator[tuple[str, str, Key]]:
    """White space, what stands after it, and its meaning; a start and an end tag with nothing between are one."""
    held: tuple[str, str, Key] | None = None
    for match in _TOKEN.finditer(text):
        space, token = match["space"], match["token"]
        key = _key(token)
        if held is not None:
            if not space and key == ("end", held[2][1]):
                yield held[0], held[1] + token, ("empty", *held[2][1:])
                held = None
                continue
            yield held
            held = None
        if key[0] == "start":
            held = (space, token, key)
        else:
            yield space, token, key
        if not token:  # the end, with the white space before it
            break
    if held is not None:
        yield held


def _key(token: str) -> Key:
    tag = _TAG.fullmatch(token)
    if tag is None:
        return ("other" if token.startswith("<") else "word", " ".join(unescape(token).split()))
    if tag["end"]:
        return ("end", tag["name"])
    pairs = ((name, " ".join(unescape(a or b).split())) for name, a, b in _ATTRIBUTE.findall(tag["attributes"]))
    return ("empty" if tag["empty"] else "start", tag["name"], *(part for pair in sorted(pairs) for part in pair))


def _where_space_counts(cut: list[tuple[str, str, Key]]) -> set[int]:
    """The tokens whose white space means something: where text stands among elements."""
    found: set[int] = set()
    opened = [_Parent()]
    for at, (_, token, key) in enumerate(cut):
        parent = opened[-1]
        parent.children.append(at)
        parent.mixed |= (key[0] == "word" and bool(token)) or token.startswith("<![CDATA[")
        if key[0] == "start":
            opened.append(_Parent())
        elif key[0] == "end" and len(opened) > 1:
            opened.pop()
            found.update(parent.children if parent.mixed else ())
    return found


def _respelt(plain: list[XmlToken], model: list[XmlToken]) -> list[XmlToken]:
    """``plain`` with each token spelt as in ``model`` where that has it too."""
    out = list(plain)
    matcher = SequenceMatcher(None, [t.key for t in plain], [t.key for t in model])
    for at, there, length in matcher.get_matching_blocks():
        out[at : at + length] = model[there : there + length]
    return out


def _spelt(parts: list[XmlToken]) -> str:
    return "".join(token.raw for token in parts)


def _holds_both(base: list[XmlToken], hand: list[XmlToken], new: list[XmlToken], merged: list[XmlToken]) -> bool:
    """Whether ``merged`` has just those tags and words that both sides' changes to ``base`` give."""
    counts = [Counter(token.key for token in text) for text in (base, hand, new, merged)]
    was, by_hand, by_source, now = counts
    return all(
        now[key] in ({by_hand[key]} if by_hand[key] == by_source[key] else {by_hand[key] + by_source[key] - was[key]})
        for key in set().union(*counts)
    )
