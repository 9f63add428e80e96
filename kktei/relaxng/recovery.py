"""An element that does not fit: what is wrong with it, and how the reading goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kktei.relaxng.events import Start
from kktei.relaxng.faults import TEI, listed, local_names, nearest, shown, tag, wanted
from kktei.relaxng.patterns import Kind, Pattern, Patterns
from kktei.relaxng.values import children_words

if TYPE_CHECKING:
    from kktei.relaxng.walk import OpenElement, Walk

Outcome = tuple[tuple[Pattern, ...], bool]  # the patterns to read it with (none: do not check it), and whether it fits

_AHEAD = 3  # how many missing elements in a row are looked for
_PARENTS = 6  # how many possible parents a hint names


def unexpected(walk: Walk, parent: OpenElement, event: Start) -> Outcome:
    """Report a start tag that its parent does not expect here; the element itself is the open level."""
    if len(walk.levels) == 2:
        return _wrong_root(walk, parent, event)
    by_name = walk.grammar.by_name
    if event.name not in by_name:
        return _unknown(walk, parent, event)
    if gap := _missing_before(walk, parent, event):
        return gap
    own = [leaf for known in parent.known for leaf in walk.grammar.within(known, event.name)]
    if own:
        return _out_of_order(walk, parent, event, own)
    return _not_here(walk, parent, event, by_name[event.name])


def included(walk: Walk, parent: OpenElement) -> tuple[Pattern, ...]:
    """What an XInclude may stand for where the schema does not know it: a whole document, or else anything."""
    expected = _expected(walk, parent)
    return tuple(leaf for leaf in expected if "TEI" in local_names([leaf])) or tuple(expected)


def _expected(walk: Walk, parent: OpenElement) -> list[Pattern]:
    leaves = (leaf for _, p in parent.state for leaf in walk.patterns.first(p) if leaf.kind is Kind.ELEMENT)
    return list(dict.fromkeys(leaves))


def _me(walk: Walk) -> str:
    return tag(walk.levels[-1].step.name)


def _wrong_root(walk: Walk, parent: OpenElement, event: Start) -> Outcome:
    names = local_names(_expected(walk, parent))
    near = nearest(event.name[1], names)
    space = f" in the namespace {event.name[0]!r}" if event.name[1] in names else ""
    walk.fault(
        "V017",
        f"The document begins with {_me(walk)}{space}, which this schema does not expect",
        event.spot,
        expected=listed(tag(n) for n in names),
        hint=f'Write <{near} xmlns="{TEI}">.' if near else "Is this the right schema for the file?",
    )
    leaves = [leaf for leaf in _expected(walk, parent) if event.name[1] == local_names([leaf])[0]]
    return (tuple(leaves), False) if not space else ((), False)


def _unknown(walk: Walk, parent: OpenElement, event: Start) -> Outcome:
    expected = _expected(walk, parent)
    own = shown(*event.name)
    near = walk.guesses.nearest(own, ("elements", parent.state), lambda: local_names(expected))
    near = near or walk.guesses.nearest(own, "elements", lambda: walk.grammar.names)
    if near == own or (event.name[1] in walk.grammar.names and event.name[0] != TEI):
        return _wrong_space(walk, expected, event)
    walk.fault(
        "V010",
        f"There is no element {_me(walk)} in this schema",
        event.spot,
        expected=children_words(walk, parent),
        hint=f"Did you mean {tag(near)}?" if near else "Use one of the elements that may stand here.",
    )
    meant = tuple(leaf for leaf in expected if near and near in local_names([leaf]))
    if near and not meant:
        parent.misplaced.add(near)
    return meant, bool(meant)


def _wrong_space(walk: Walk, expected: list[Pattern], event: Start) -> Outcome:
    space = f"the namespace {event.name[0]}" if event.name[0] else "no namespace"
    walk.fault(
        "V016",
        f"{_me(walk)} is in {space}",
        event.spot,
        expected=f"{tag(event.name[1])} in TEI's namespace {TEI}",
        hint="Correct the prefix, or the xmlns attribute that it depends on.",
    )
    meant = tuple(leaf for leaf in expected if event.name[1] in local_names([leaf]))
    return meant, bool(meant)


def _missing_before(walk: Walk, parent: OpenElement, event: Start) -> Outcome | None:
    """What must stand before the element, if that is all that is wrong."""
    for leaf, p in parent.state:
        groups, after = _ahead(walk.patterns, p, event.name)
        if after is None:
            continue
        for group in groups:
            names = [n for n in local_names(group) if n not in parent.misplaced]
            if len(names) == len(local_names(group)):
                _report_missing(walk, parent, names, event)
        parent.state = ((leaf, after),)
        return walk.patterns.named(after, Kind.ELEMENT, event.name), True
    return None


def _report_missing(walk: Walk, parent: OpenElement, names: list[str], event: Start) -> None:
    missing = listed(tag(n) for n in names)
    fault = walk.fault(
        "V012",
        f"{tag(parent.step.name)} needs {missing} before {_me(walk)}",
        event.spot,
        expected=missing,
        hint=f"Add {missing} before {_me(walk)}.",
    )
    parent.missed |= dict.fromkeys(names, (fault, walk.levels[-1].step.name))


def _ahead(patterns: Patterns, p: Pattern, name: tuple[str, str]) -> tuple[list[list[Pattern]], Pattern | None]:
    """The elements that are missing before one of ``name`` could come, and the pattern after them."""
    groups: list[list[Pattern]] = []
    for _ in range(_AHEAD):
        need = needed(p)
        if not need:
            break
        groups.append(need)
        p = patterns.step(p, frozenset(need))
        if patterns.named(p, Kind.ELEMENT, name):
            return groups, p
    return [], None


def needed(p: Pattern) -> list[Pattern]:
    """The element leaves of which one must come next, sooner or later; none where nothing is required."""
    if p.nullable:
        return []
    match p.kind:
        case Kind.ELEMENT:
            return [p]
        case Kind.CHOICE:
            return [leaf for part in p.parts for leaf in needed(part)]
        case Kind.GROUP | Kind.INTERLEAVE | Kind.MORE:
            return next((leaves for part in p.parts if (leaves := needed(part))), [])
        case _:
            return []


def _out_of_order(walk: Walk, parent: OpenElement, event: Start, own: list[Pattern]) -> Outcome:
    before = _right_place(walk.patterns, parent, event.name)
    name = walk.levels[-1].step.name
    if name in parent.missed:  # it was missing there, and here it is: one fault, not two
        fault, before = parent.missed[name]
        walk.withdraw(fault)
        # The fault may have named several of which one was enough: none of them is missing any more.
        parent.missed = {one: said for one, said in parent.missed.items() if said[0] != fault}
    again = parent.step.children[name] > 1
    parent.misplaced.add(name)
    if again and (before is None or before == name):
        walk.fault(
            "V014",
            f"{tag(parent.step.name)} has {tag(name)} more than once",
            event.spot,
            expected=children_words(walk, parent) or f"the end of {tag(parent.step.name)}",
            hint=f"Delete this {tag(name)}, or join it with the one before.",
        )
    else:
        where = f"before {tag(before)}" if before else "elsewhere"
        walk.fault(
            "V013",
            f"{tag(name)} stands in the wrong place in {tag(parent.step.name)}: it must come {where}",
            event.spot,
            expected=children_words(walk, parent) or f"the end of {tag(parent.step.name)}",
            hint=f"Move {tag(name)} {where}.",
        )
    return tuple(dict.fromkeys(own)), False


def _right_place(patterns: Patterns, parent: OpenElement, name: tuple[str, str]) -> str | None:
    """The sibling before which the element could have stood, the nearest one."""
    for state, sibling in reversed(parent.trail.items()):
        if any(patterns.named(p, Kind.ELEMENT, name) for _, p in state):
            return sibling
    return None


def _not_here(walk: Walk, parent: OpenElement, event: Start, known: tuple[Pattern, ...]) -> Outcome:
    name = walk.levels[-1].step.name
    walk.fault(
        "V011",
        f"{tag(name)} is not allowed in {tag(parent.step.name)}",
        event.spot,
        expected=children_words(walk, parent) or "nothing: it must be empty",
        hint=_where_allowed(walk, parent, event),
    )
    return (known if len(known) == 1 else ()), False


def _where_allowed(walk: Walk, parent: OpenElement, event: Start) -> str:
    name = tag(walk.levels[-1].step.name)
    above = walk.levels[-3]
    if any(walk.patterns.named(p, Kind.ELEMENT, event.name) for _, p in above.state) or any(
        walk.grammar.within(known, event.name) for known in above.known
    ):
        return f"It may stand in {tag(above.step.name)}: should {tag(parent.step.name)} have been closed before it?"
    inside = [leaf for leaf in _expected(walk, parent) if walk.grammar.within(leaf, event.name)]
    if names := local_names(inside):
        return f"Put {name} into {listed(tag(n) for n in names[:_PARENTS])}."
    parents = list(walk.grammar.parents.get(event.name, ()))
    return f"{name} may stand in {listed(tag(n) for n in parents[:_PARENTS])}." if parents else "Delete it."


def incomplete(walk: Walk, level: OpenElement) -> None:
    """Report an element that ends before all that it needs has come."""
    for _, p in level.state:
        missing = _still_needed(walk, p, level)
        if missing is None:
            return  # it stands in the wrong place, which has been said
        words = wanted(walk.patterns, p)
        names = " and ".join(missing) or words
        walk.fault(
            "V012",
            f"{tag(level.step.name)} lacks {names}",
            level.spot,
            expected=words,
            hint=f"Add {names}." if missing else f"Complete {tag(level.step.name)}, or delete it.",
        )
        return


def _still_needed(walk: Walk, p: Pattern, level: OpenElement) -> list[str] | None:
    missing: list[str] = []
    known = False
    for _ in range(_AHEAD):
        need = needed(p)
        if not need:
            break
        names = local_names(need)
        if level.misplaced & set(names):
            known = True
        else:
            missing.append(listed(tag(n) for n in names))
        p = walk.patterns.step(p, frozenset(need))
    return None if known and not missing else missing
