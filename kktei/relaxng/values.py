"""What is wrong with attributes and values, and what was expected."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kktei.relaxng import dates
from kktei.relaxng.datatypes import Data, Value
from kktei.relaxng.events import Spot
from kktei.relaxng.faults import listed, local_names, shown, tag, wanted
from kktei.relaxng.names import tokens
from kktei.relaxng.patterns import Kind, Pattern, Patterns

if TYPE_CHECKING:
    from kktei.relaxng.walk import OpenElement, State, Walk

_QUOTED = 40


def quoted(text: str) -> str:
    """The beginning of a text, in quotation marks."""
    words = re.sub(r"[ \t\r\n]+", " ", text)
    return f"“{words[:_QUOTED]}…”" if len(words) > _QUOTED else f"“{words}”"


def children_words(walk: Walk, level: OpenElement) -> str:
    """What may come next in an element."""
    return wanted(walk.patterns, walk.patterns.choice(p for _, p in level.state))


def wrong_attribute(walk: Walk, level: OpenElement, name: tuple[str, str], value: str, spot: Spot) -> State:
    """Report an attribute that cannot stand there; the state as if it were right (empty: leave it out)."""
    leaves = {a for _, p in level.state for a in walk.patterns.named(p, Kind.ATTRIBUTE, name)}
    if leaves:
        _wrong_value(walk, level, name, value, spot, sorted(leaves, key=lambda a: a.id))
        return walk.stepped(level.state, frozenset(leaves))
    allowed = [a for leaf in level.known for a in walk.patterns.first(leaf.content) if a.kind is Kind.ATTRIBUTE]
    if any(a.name is not None and a.name.has(*name) for a in allowed):
        _excluded(walk, level, name, spot)
    else:
        return _unknown(walk, level, name, spot)
    return ()


def _excluded(walk: Walk, level: OpenElement, name: tuple[str, str], spot: Spot) -> None:
    walk.fault(
        "V023",
        f"@{shown(*name)} cannot stand on this {tag(level.step.name)} together with its other attributes",
        spot,
        attribute=shown(*name),
        hint="Delete one of the attributes that exclude each other.",
    )


def _unknown(walk: Walk, level: OpenElement, name: tuple[str, str], spot: Spot) -> State:
    open_now = [a for _, p in level.state for a in walk.patterns.first(p) if a.kind is Kind.ATTRIBUTE]
    names = sorted(set(local_names(open_now)), key=str.lower)
    own = shown(*name)
    near = next((n for n in names if n.endswith(f":{name[1]}")), "")
    near = near or walk.guesses.nearest(own, ("attributes", level.state), lambda: names)
    hint = f"Did you mean @{near}?" if near else f"Delete it, or use an attribute of {tag(level.step.name)}."
    walk.fault(
        "V020",
        f"{tag(level.step.name)} has no attribute @{own}",
        spot,
        attribute=own,
        expected=listed(f"@{n}" for n in _particular(names)),
        hint=hint,
    )
    meant = frozenset(
        a for a in open_now if near and shown(*(a.name.listed() or (("", ""),))[0] if a.name else ("", "")) == near
    )
    return walk.stepped(level.state, meant) if meant else ()


# Attributes that every element has are named last, and only where there is nothing else.
_COMMON = {
    "ana",
    "cert",
    "change",
    "corresp",
    "facs",
    "n",
    "next",
    "prev",
    "rend",
    "rendition",
    "resp",
    "sameAs",
    "source",
    "style",
    "xml:base",
    "xml:id",
    "xml:lang",
    "xml:space",
    "copyOf",
    "exclude",
    "select",
    "synch",
}


def _particular(names: list[str]) -> list[str]:
    own = [n for n in names if n not in _COMMON]
    return own or names


def _wrong_value(
    walk: Walk, level: OpenElement, name: tuple[str, str], value: str, spot: Spot, leaves: list[Pattern]
) -> None:
    content = walk.patterns.choice(a.content for a in leaves)
    words, choices = describe(walk.patterns, content)
    walk.fault(
        "V021",
        f"{quoted(value)} is not a right value of {tag(level.step.name)}/@{shown(*name)}",
        spot,
        attribute=shown(*name),
        expected=words,
        hint=_value_hint(walk, value, words, choices),
    )


def _value_hint(walk: Walk, value: str, words: str, choices: list[str]) -> str:
    wrong = next((token for token in tokens(value) if token not in choices), value)
    if choices and (near := walk.guesses.nearest(wrong, ("values", tuple(choices)), lambda: choices)):
        return f"Did you mean “{near}”?"
    if "1963" in words and (hint := dates.hint(value)):
        return hint
    if not value.strip():
        return "Give a value, or delete the attribute: what is not known is left out."
    if "URI" in words and value != value.strip():
        return "Delete the blank at its beginning or end."
    if "URI" in words:
        return "A pointer has no blanks; several pointers are separated by one blank where a list is allowed."
    return "Correct the value, or delete the attribute."


def describe(patterns: Patterns, content: Pattern) -> tuple[str, list[str]]:
    """The values that ``content`` allows in words, and those that can be listed."""
    leaves = patterns.first(content)
    choices: list[str] = []
    words: list[str] = []
    for leaf in leaves:
        if leaf.kind is Kind.LIST:
            inner, more = describe(patterns, leaf.content)
            words.append(f"one or more of {inner}" if more else f"{inner} (one or more, separated by blanks)")
            choices += more
        elif isinstance(leaf.spec, Value):
            choices.append(leaf.spec.value)
        elif isinstance(leaf.spec, Data):
            words.append(leaf.spec.words())
    plain = [leaf.spec.value for leaf in leaves if isinstance(leaf.spec, Value)]
    return listed([*plain, *dict.fromkeys(words)]), choices


def missing_attributes(walk: Walk, level: OpenElement) -> None:
    """Report the attributes that an element needs and does not have."""
    for group in needed(walk.patterns, level.state[0][1]):
        names = listed(f"@{n}" for n in local_names(group))
        content = walk.patterns.choice(a.content for a in group)
        walk.fault(
            "V022",
            f"{tag(level.step.name)} needs {names}",
            level.spot,
            expected=describe(walk.patterns, content)[0] if len(group) == 1 else "",
            hint=f"Add {names} to the start tag.",
        )


def needed(patterns: Patterns, p: Pattern) -> list[list[Pattern]]:
    """The attributes without which a start tag is incomplete, each as the group of which one must stand."""
    if patterns.closed(p).kind is not Kind.NOTHING:
        return []
    match p.kind:
        case Kind.ATTRIBUTE:
            return [[p]]
        case Kind.CHOICE:
            return [[a for part in p.parts for group in needed(patterns, part) for a in group]]
        case _:
            return [group for part in p.parts for group in needed(patterns, part)]


def wrong_content(walk: Walk, level: OpenElement, text: str) -> None:
    """Report an element whose text is not of the datatype that it needs."""
    words, choices = describe(walk.patterns, walk.patterns.choice(p for _, p in level.state))
    walk.fault(
        "V024",
        f"{quoted(text.strip())} is not a right content of {tag(level.step.name)}",
        level.text_spot or level.spot,
        expected=words,
        hint="Correct the text." if not choices else _value_hint(walk, text, words, choices),
    )
