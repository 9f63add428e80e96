"""A document against a grammar, event by event; after a fault it goes on, so that all faults are found."""

from dataclasses import dataclass, field

from kktei.relaxng import recovery, values
from kktei.relaxng.events import Attributes, End, Event, Pause, Spot, Start, TextEvent
from kktei.relaxng.faults import Fault, Guesses, tag
from kktei.relaxng.grammar import Grammar
from kktei.relaxng.patterns import Kind, Pattern, Patterns
from kktei.relaxng.places import PathStep

State = tuple[tuple[Pattern, Pattern], ...]  # which element pattern, and what may still follow in it

_INCLUDE = ("http://www.w3.org/2001/XInclude", "include")


@dataclass(slots=True)
class OpenElement:
    """An open element."""

    step: PathStep
    spot: Spot
    state: State  # empty: nothing is known about what it may hold, so nothing is checked in it
    fits: bool = True  # whether its parent expected it here
    text: list[str] = field(default_factory=list)
    text_spot: Spot | None = None
    children: bool = False
    misplaced: set[str] = field(default_factory=set)  # reported once; not to be missed as well
    # The states that were left, in the order in which they were last left, each with the child that followed.
    trail: dict[State, str] = field(default_factory=dict)
    # What was missing: the number of the fault that says so, and before which sibling.
    missed: dict[str, tuple[int, str]] = field(default_factory=dict)
    wordy: bool = False  # text that is not allowed has been reported
    known: tuple[Pattern, ...] = ()  # the element patterns it was opened with


class Walk:
    """One reading of one document."""

    def __init__(self, grammar: Grammar, data: bytes) -> None:
        self.grammar = grammar
        self.patterns: Patterns = grammar.patterns
        self._faults: dict[int, Fault] = {}
        self._count = 0
        self.guesses = Guesses()
        self.document = ""  # the id of the document, as people name it
        self._data = data
        self.levels: list[OpenElement] = [
            OpenElement(PathStep(""), Spot(1, 1, 0), ((grammar.patterns.nothing, grammar.start),))
        ]

    def take(self, event: Event) -> None:
        """The next event of the document."""
        match event:
            case Start():
                self._open(event)
            case End():
                self._close()
            case TextEvent():
                level = self.levels[-1]
                if event.text.strip(" \t\r\n") and level.text_spot is None:
                    level.text_spot = event.spot
                level.text.append(event.text)
            case Pause():
                pass

    def fault(
        self, code: str, message: str, spot: Spot, *, attribute: str = "", expected: str = "", hint: str = ""
    ) -> int:
        """Note a fault at the element that is open; its number."""
        self._count += 1
        step = self.levels[-1].step if len(self.levels) > 1 else None
        self._faults[self._count] = Fault(code, message, spot, step, attribute, expected, hint)
        return self._count

    def withdraw(self, number: int) -> None:
        """Take a fault back: what was missing has come, in the wrong place."""
        del self._faults[number]

    @property
    def faults(self) -> list[Fault]:
        """The faults so far, in the order in which they were met."""
        return list(self._faults.values())

    # --- start tags -------------------------------------------------------------------

    def _open(self, event: Start) -> None:
        parent = self.levels[-1]
        self._words(parent)
        parent.children = True
        step = PathStep.of(event, parent.step if len(self.levels) > 1 else None)
        if step.id and (step.name == "div" or (step.name == "TEI" and not self.document)):
            deep = step.name == "div" and len(self.levels) > 4
            self.document = self.document if deep else step.id.rpartition(".")[2]
        found = self._candidates(parent, event.name)
        level = OpenElement(step, event.spot, (), known=found)
        self.levels.append(level)
        if not found and parent.state:
            if event.name == _INCLUDE and event.name not in self.grammar.by_name:
                level.known = recovery.included(self, parent)
                return  # it stands for the document that it includes, which is checked by itself
            level.known, level.fits = recovery.unexpected(self, parent, event)
        level.state = tuple((leaf, leaf.content) for leaf in level.known)
        if level.state:
            self._attributes(level, event)

    def _candidates(self, parent: OpenElement, name: tuple[str, str]) -> tuple[Pattern, ...]:
        if len(parent.state) == 1:
            return self.patterns.named(parent.state[0][1], Kind.ELEMENT, name)
        leaves = (leaf for _, p in parent.state for leaf in self.patterns.named(p, Kind.ELEMENT, name))
        return tuple(dict.fromkeys(leaves))

    def _attributes(self, level: OpenElement, event: Start) -> None:
        places: Attributes | None = None
        for name, value in event.attributes:
            after = self._attribute(level.state, name, value)
            if after:
                level.state = after
            else:
                places = places or Attributes(self._data, event.spot)
                level.state = values.wrong_attribute(self, level, name, value, places.spot(name)) or level.state
        closed = tuple((leaf, q) for leaf, p in level.state if (q := self.patterns.closed(p)).kind is not Kind.NOTHING)
        if not closed:
            values.missing_attributes(self, level)
            closed = tuple((leaf, self.patterns.stripped(p)) for leaf, p in level.state)
        level.state = closed

    def _attribute(self, state: State, name: tuple[str, str], value: str) -> State:
        after = []
        for leaf, p in state:
            met = frozenset(
                a for a in self.patterns.named(p, Kind.ATTRIBUTE, name) if self.patterns.accepts(a.content, value)
            )
            if met and (q := self.patterns.step(p, met)).kind is not Kind.NOTHING:
                after.append((leaf, q))
        return tuple(after)

    def stepped(self, state: State, met: frozenset[Pattern]) -> State:
        """The state once something that matches each leaf of ``met`` has been read; empty where none could be."""
        after = ((leaf, self.patterns.step(p, met)) for leaf, p in state)
        return tuple((leaf, p) for leaf, p in after if p.kind is not Kind.NOTHING)

    # --- text and end tags ------------------------------------------------------------

    def _words(self, level: OpenElement) -> None:
        """Text that stands before or between children."""
        if level.text_spot is not None and level.state:
            met = frozenset((self.patterns.text,))
            after = self.stepped(level.state, met)
            if after:
                level.state = after
            else:
                self._no_text(level)
        level.text = []
        level.text_spot = None

    def _no_text(self, level: OpenElement) -> None:
        if level.wordy or level.text_spot is None:
            return
        level.wordy = True
        self.fault(
            "V015",
            f"{tag(level.step.name)} must not hold text of its own: {values.quoted(''.join(level.text).strip())}",
            level.text_spot,
            expected=values.children_words(self, level),
            hint="Put the text into an element that may hold text, or delete it.",
        )

    def _close(self) -> None:
        level = self.levels[-1]
        whole = "".join(level.text)
        before = self._count
        if level.state:
            if level.children:
                self._words(level)
                done = tuple(leaf for leaf, p in level.state if p.nullable)
            else:
                done = tuple(leaf for leaf, p in level.state if self.patterns.accepts(p, whole))
            if not done:
                self._unfinished(level, whole)
        else:
            done = ()
        self.levels.pop()
        parent = self.levels[-1]
        # A faulty child counts as what it was meant to be; its faults are known.
        accepted = done if done and self._count == before else level.known
        if level.fits and accepted and parent.state:
            self._advance(parent, level, accepted)

    def _advance(self, parent: OpenElement, child: OpenElement, accepted: tuple[Pattern, ...]) -> None:
        met = frozenset(accepted)
        after = self.stepped(parent.state, met)
        if after != parent.state:
            parent.trail.pop(parent.state, None)
            parent.trail[parent.state] = child.step.name
            parent.state = after

    def _unfinished(self, level: OpenElement, text: str) -> None:
        if not level.children and text.strip(" \t\r\n"):
            if any(leaf.kind in (Kind.DATA, Kind.LIST) for _, p in level.state for leaf in self.patterns.first(p)):
                values.wrong_content(self, level, text)
                return
            met = frozenset((self.patterns.text,))
            if all(self.patterns.step(p, met).kind is Kind.NOTHING for _, p in level.state):
                self._no_text(level)
                if any(p.nullable for _, p in level.state):
                    return  # without the text it is complete
        recovery.incomplete(self, level)
