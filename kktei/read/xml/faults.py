"""Known faults of FRUS volumes: found, reported and not copied."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kktei.findings import Finding, finding
from kktei.model import Authority
from kktei.read.conventions import when_of
from kktei.read.xml.flat import flat
from kktei.tei import Element, text_of
from kktei.transcript import Date, Inlines

# Titles that tell two people of one surname apart, and the words that the list of persons has for them.
_POSTS = {
    "president": re.compile(r"\bpresident of the (?:united states|republic|soviet)|^president\b", re.IGNORECASE),
    "attorney general": re.compile(r"attorney general", re.IGNORECASE),
    "chairman": re.compile(r"chairman|premier", re.IGNORECASE),
    "secretary of state": re.compile(r"secretary of state", re.IGNORECASE),
    "mrs.": re.compile(r"\b(?:wife|widow|first lady)\b", re.IGNORECASE),
}
_GIVEN = re.compile(r"[A-Z][\w'’-]*\.?")
_FROM_TO = re.compile(r"\b[Ff]rom (?P<from>.+?)(?: to (?=the |[A-Z])|$)")
_AND = re.compile(r",? and (?:the )?")


@dataclass
class Faults:
    """Looks at one volume's documents with its list of persons at hand."""

    shown: str
    people: Mapping[str, Authority]
    found: list[Finding] = field(default_factory=list)
    unheld: dict[str, int] = field(default_factory=dict)  # elements whose words were kept but not their markup

    def report(self, code: str, words: str, element: Element, place: str, hint: str = "") -> None:
        """Keep a finding at the element's line."""
        self.found.append(finding(code, words, file=self.shown, line=element.sourceline or 0, place=place, hint=hint))

    def trusts(self, element: Element, key: str, place: str) -> bool:
        """Whether a name may keep its key: the key is in the list, and the entry can be meant by the wording."""
        entry = self.people.get(key)
        if not key.startswith("p_") or not self.people:
            return True
        wording = text_of(element)
        if entry is None:
            self.report(
                "R024", f"{wording!r} points to #{key}, which the list of persons does not have.", element, place
            )
            return False
        if (why := self._disagrees(wording, entry)) is None:
            return True
        words = f'{wording!r} points to #{key}, "{entry.name}": {why}.'
        self.report("R021", words, element, place, "The pointer was left out.")
        return False

    def _disagrees(self, wording: str, entry: Authority) -> str | None:
        surname, _, given = entry.name.partition(",")
        namesakes = [p for p in self.people.values() if p.name.partition(",")[0] == surname and p.key != entry.key]
        if surname not in wording:
            return None  # a post ("the President") or another form of the name: nothing to compare
        before = wording[: wording.index(surname)].strip()
        for post, words in _POSTS.items():
            if before.lower().removeprefix("the ") == post:
                better = [p for p in namesakes if words.search(p.note) or words.search(p.name)]
                if better and not words.search(entry.note):
                    return f'{before} is rather "{better[0].name}"'
                return None
        return _initials_disagree(before, given)

    def date(self, element: Element, content: Inlines, dateline: str, place: str) -> Date | None:
        """A date without what contradicts its words; None where nothing does."""
        when = str(element.get("when") or "")
        if not when:
            return None
        if re.search(r"\bundated\b", dateline, re.IGNORECASE):
            words = f'The dateline says "undated", but the date is given as {when}.'
            self.report("R023", words, element, place, "The value was left out; the editor's table can give a date.")
            return Date(content)
        said = when_of(text_of(element)) or when_of(dateline)
        if said is None or len(when) < 10 or said[:10] == when[:10]:
            return None
        words = f"The dateline says {said[:10]}, but the value {when} names another day."
        self.report("R022", words, element, place, "The day of the dateline was taken.")
        return Date(content, said)

    def senders(self, head: Element, place: str) -> None:
        """A heading that marks one of two senders but not the other."""
        line = flat(head, "head")
        match = _FROM_TO.search(line.text)
        marked = [link.span for link in line.links if link.kind == "sender"]
        if match is None or not marked:
            return
        start = match.start("from")
        for part in _parts(match["from"]):
            at = line.text.index(part, start)
            if not any(span.start < at + len(part) and at < span.end for span in marked):
                self.report("R025", f'"{part}" is a sender in the heading but not marked as one.', head, place)
            start = at


def _parts(words: str) -> list[str]:
    return [part for part in _AND.split(words) if part[:1].isupper()]


def _initials_disagree(before: str, given: str) -> str | None:
    """Whether the forenames before the surname begin otherwise than those of the entry."""
    said = [word[0] for word in _GIVEN.findall(before) if word.rstrip(".").lower() not in _TITLES]
    known = [word[0] for word in _GIVEN.findall(given)]
    if not said or not known:
        return None
    if said[0] != known[0] and said[0] not in known:
        return f"the forename is not {given.strip()}"
    if len(said) > 1 and len(known) > 1 and said[1] != known[1]:
        return f"the second initial is not {given.strip()}"
    return None


_TITLES = frozenset(  # words before a name that are no forenames
    {"president", "chairman", "premier", "prime", "foreign", "minister", "secretary", "ambassador", "attorney"}
    | {"general", "mr", "mrs", "miss", "dr", "senator", "governor", "marshal", "admiral", "colonel", "captain"}
    | {"major", "under", "assistant", "deputy", "vice", "of", "state", "the", "sir", "lord", "lady"}
)
