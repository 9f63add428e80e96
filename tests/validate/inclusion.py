"""Does one grammar accept nothing that another refuses?  Answered by walking both at once.

For each element of the first grammar its attributes are met in one fixed order (there or not
there), then its content child by child; what the second grammar cannot follow is a violation.
Values are compared by datatype; where that is not decided here it counts as a violation.
"""

from __future__ import annotations

from collections.abc import Iterator

from kktei.relaxng.datatypes import Data, Value
from kktei.relaxng.grammar import Grammar
from kktei.relaxng.names import Name
from kktei.relaxng.patterns import Kind, Pattern, Patterns

XI_INCLUDE = ("http://www.w3.org/2001/XInclude", "include")
TEI_ROOT = ("http://www.tei-c.org/ns/1.0", "TEI")

# Types whose values are single words, so that TEI's "word" (one token without blanks) holds them all.
_WORDS = {"NCName", "Name", "ID", "language", "nonNegativeInteger", "decimal", "boolean", "anyURI"}
_SAME = {("NCName", "ID"), ("decimal", "double"), ("Name", "token"), ("NCName", "token"), ("NCName", "Name")}
_WORD = r"[^\p{C}\p{Z}]+"


def violations(mine: Grammar, theirs: Grammar) -> list[str]:
    """Where ``mine`` allows something that ``theirs`` does not."""
    found: list[str] = []
    roots = [(a, _named(theirs.patterns, theirs.start, a.name.listed()[0])) for a in mine.patterns.first(mine.start)]
    todo = [(a, bs[0]) for a, bs in roots if bs]
    found += [f"root {a.name}" for a, bs in roots if not bs]
    seen = set(todo)
    while todo:
        a, b = todo.pop()
        for message, pair in _element(mine.patterns, theirs.patterns, a, b):
            if message:
                found.append(f"{a.name.listed()[0][1]}: {message}")
            elif pair not in seen:
                seen.add(pair)
                todo.append(pair)
    return sorted(set(found))


def _named(patterns: Patterns, p: Pattern, name: Name) -> tuple[Pattern, ...]:
    return patterns.named(p, Kind.ELEMENT, TEI_ROOT if name == XI_INCLUDE else name)


def _element(ours: Patterns, others: Patterns, a: Pattern, b: Pattern) -> Iterator[tuple[str, tuple]]:
    if a.name.listed()[0] == XI_INCLUDE:
        return
    states = {(a.content, b.content)}
    names = sorted({n for leaf in ours.first(a.content) if leaf.kind is Kind.ATTRIBUTE for n in leaf.name.listed()})
    for name in names:
        after = set()
        for p, q in states:
            after.add((absent(ours, p, name), absent(others, q, name)))
            for leaf in ours.named(p, Kind.ATTRIBUTE, name):
                same = others.named(q, Kind.ATTRIBUTE, name)
                match = [x for x in same if within(ours, others, leaf.content, x.content)]
                if not match:
                    yield f"@{name[1]}", ()
                    continue
                after.add((ours.step(p, frozenset([leaf])), others.step(q, frozenset(match))))
        states = {(p, q) for p, q in after if p.kind is not Kind.NOTHING}
        for _, q in states:
            if q.kind is Kind.NOTHING:
                yield f"attributes up to @{name[1]}", ()
                return
    yield from _content(ours, others, {(ours.closed(p), others.closed(q)) for p, q in states})


def _content(ours: Patterns, others: Patterns, states: set[tuple[Pattern, Pattern]]) -> Iterator[tuple[str, tuple]]:
    todo = [(p, q, "") for p, q in states if p.kind is not Kind.NOTHING]
    seen = {(p, q) for p, q, _ in todo}
    while todo:
        p, q, path = todo.pop()
        if p.nullable and not q.nullable:
            yield f"may end after {path or 'nothing'}", ()
        for leaf in ours.first(p):
            if leaf.kind is Kind.TEXT:
                met, label = frozenset([others.text]), "text"
            elif leaf.kind is not Kind.ELEMENT:
                met, label = frozenset(x for x in others.first(q) if within(ours, others, leaf, x)), "a value"
            else:
                name = leaf.name.listed()[0]
                met, label = frozenset(_named(others, q, name)), name[1]
                yield from (("", (leaf, x)) for x in met)
            after = others.step(q, met) if met else others.nothing
            if after.kind is Kind.NOTHING:
                yield f"{label} after {path or 'nothing'}", ()
                continue
            pair = (ours.step(p, frozenset([leaf])), after)
            if pair not in seen:
                seen.add(pair)
                todo.append((*pair, f"{path} {label}".strip()))


def absent(patterns: Patterns, p: Pattern, name: Name) -> Pattern:
    """The pattern if the attribute ``name`` is not there."""
    match p.kind:
        case Kind.ATTRIBUTE:
            return patterns.nothing if p.name.has(*name) else p
        case Kind.CHOICE:
            return patterns.choice(absent(patterns, part, name) for part in p.parts)
        case Kind.GROUP:
            return patterns.group(*(absent(patterns, part, name) for part in p.parts))
        case Kind.INTERLEAVE:
            return patterns.interleave(*(absent(patterns, part, name) for part in p.parts))
        case Kind.MORE:
            return patterns.more(absent(patterns, p.parts[0], name))
        case _:
            return p


def within(ours: Patterns, others: Patterns, a: Pattern, b: Pattern) -> bool:
    """Whether every value of ``a`` is one of ``b``."""
    leaves = others.first(b)
    if any(_anything(leaf) for leaf in leaves):
        return True
    if a.kind is Kind.LIST:
        return any(_list_within(ours, others, a.content, leaf) for leaf in leaves)
    if a.kind is Kind.CHOICE:
        return all(within(ours, others, part, b) for part in a.parts)
    if a.kind is Kind.DATA and isinstance(a.spec, Value):
        return others.accepts(b, a.spec.value)
    if a.kind is Kind.DATA:
        specs = [leaf.spec for leaf in leaves if leaf.kind is Kind.DATA and isinstance(leaf.spec, Data)]
        return any(_narrower(a.spec, spec) for spec in specs)
    return False


def _list_within(ours: Patterns, others: Patterns, inner: Pattern, leaf: Pattern) -> bool:
    """A list of one kind of token; both sides repeat one choice of tokens."""
    if leaf.kind is not Kind.LIST:
        return False
    tokens = list(_data(inner))
    allowed = others.choice(_data(leaf.content))
    if inner.kind is Kind.DATA:
        return others.step(leaf.content, frozenset(x for x in tokens_of(ours, others, inner, leaf))).nullable
    fits = all(within(ours, others, token, allowed) for token in tokens)
    return fits and (leaf.content.nullable or not inner.nullable) and _repeats(leaf.content)


def tokens_of(ours: Patterns, others: Patterns, token: Pattern, leaf: Pattern) -> list[Pattern]:
    return [x for x in others.first(leaf.content) if within(ours, others, token, x)]


def _repeats(p: Pattern) -> bool:
    return p.kind is Kind.MORE or any(_repeats(part) for part in p.parts)


def _data(p: Pattern) -> Iterator[Pattern]:
    if p.kind is Kind.DATA:
        yield p
    for part in p.parts:
        yield from _data(part)


def _anything(leaf: Pattern) -> bool:
    return leaf.kind is Kind.TEXT or (
        leaf.kind is Kind.DATA and isinstance(leaf.spec, Data) and leaf.spec.type == "string" and not leaf.spec.params
    )


def _narrower(a: Data, b: Data) -> bool:
    if set(b.params) <= set(a.params) and (a.type == b.type or (a.type, b.type) in _SAME) and b.less is None:
        return True
    return b.type == "token" and b.params == (("pattern", _WORD),) and (a.type in _WORDS or a.params == b.params)
