"""Known faults of FRUS volumes, and names that cannot mean whom they point to: found, reported and not copied."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kktei.findings import Finding, finding
from kktei.model import Authority
from kktei.notation import own_table
from kktei.read.conventions import when_of
from kktei.read.plain import IsNote, never
from kktei.read.values import read_value
from kktei.read.xml.flat import flat
from kktei.read.xml.inline import InlineReading, dated
from kktei.read.xml.places import VolumePlaces
from kktei.tei import Element, name, text_of
from kktei.transcript import Date, Inlines

_UNDATED = re.compile(r"\b(?:undated|not dated|no date|n\. ?d\.)", re.IGNORECASE)
_PARTIAL = re.compile(
    r"--(?:\d\d(?:-\d\d)?|-\d\d)|\d\d:\d\d:\d\d\S*|-\d{4}\S*"
)  # TEI has these too: days of any year, hours
_DATES = {"when": "when", "notBefore": "not_before", "from": "not_before", "notAfter": "not_after", "to": "not_after"}
_KEPT = "Its words were kept without it."
_POINTERS = {"persName", "gloss", "term", "orgName"}
_FROM_TO = re.compile(r"\b[Ff]rom (?P<from>.+?)(?: to (?=the |[A-Z])|$)")
_AND = re.compile(r",? and (?:the )?")
_NAME = r"[A-ZÀ-Þ][\w.'’-]*"
_TITLE = r"(?:President|Chairman|Premier|Secretary|Ambassador|Senator|Minister|Marshal|Admiral|General|Mrs?\.|Dr\.)"
# What stands for a sender by itself.  "European" in "Secretary for European and Canadian Affairs (Tyler)" does not.
_SENDER = re.compile(
    rf"{_TITLE} (?:{_NAME} )*{_NAME}"
    rf"|{_NAME}(?: {_NAME})+"
    rf"|(?:Secretary|Minister|Director|Chief|Chairman|Governor) of (?:the )?{_NAME} (?!Affairs|Security|Staff){_NAME}"
    rf"|(?:Department|Embassy|Mission|Legation|Consulate|Delegation|Government|Ministry)\b.*"
    rf"|.*\({_NAME}(?: {_NAME})*\)"
)
# Titles that tell two people of one surname apart, and the words that the list of persons has for them.
_POSTS = {
    "president": re.compile(r"\bpresident of the (?:united states|republic|soviet)|^president\b", re.IGNORECASE),
    "attorney general": re.compile(r"attorney general", re.IGNORECASE),
    "chairman": re.compile(r"chairman|premier", re.IGNORECASE),
    "secretary of state": re.compile(r"secretary of state", re.IGNORECASE),
    "mrs.": re.compile(r"\b(?:wife|widow|first lady)\b", re.IGNORECASE),
}
_GIVEN = re.compile(r"[A-ZÀ-Þ][\w'’-]*\.?")
_WORDS = own_table("kktei", "names.toml")
_TITLES = frozenset(_WORDS["titles"])


@dataclass
class Faults:
    """Looks at one volume's documents with its list of persons at hand."""

    shown: str
    people: Mapping[str, Authority]
    places: VolumePlaces
    found: list[Finding] = field(default_factory=list)
    is_note: IsNote = never  # tells source notes that nothing marks as such
    unheld: dict[str, int] = field(default_factory=dict)  # elements whose words were kept but not their markup
    ids: set[str] = field(default_factory=set)  # of the documents that were read
    meant: dict[str, dict[str, list[int]]] = field(default_factory=dict)  # words for a person: whom, in which lines

    def report(self, code: str, words: str, element: Element, place: str, hint: str = "") -> None:
        """Keep a finding at the element's line."""
        self.found.append(finding(code, words, file=self.shown, line=element.sourceline or 0, place=place, hint=hint))

    def tell(self, reading: InlineReading) -> None:
        """Count what a reading could not hold."""
        told = {**reading.unheld, **({"ref/@target": reading.untargeted} if reading.untargeted else {})}
        for tag, n in told.items():
            self.unheld[tag] = self.unheld.get(tag, 0) + n

    def trusts(self, element: Element, key: str, place: str) -> bool:
        """Whether a name keeps its key: the key is in the list; a contradiction with the wording is only reported."""
        pointer = next((str(v) for a in ("corresp", "key", "ref", "target") if (v := element.get(a))), "")
        if not self.people or not pointer.startswith("#") or name(element) not in _POINTERS:
            return True
        wording, entry = text_of(element), self.people.get(key)
        if entry is None and key not in self.places.spots:
            words = f"{wording!r} points to #{key}, which the volume's lists of persons and terms do not have."
            self.report("R024", words, element, place)
            return False
        if entry is not None and entry.kind == "person":
            self.meant.setdefault(wording, {}).setdefault(key, []).append(element.sourceline or 0)
        why = disagreement(wording, entry, self.people.values()) if entry is not None else None
        if entry is None or why is None:
            return True
        words = f'{wording!r} points to #{key}, "{entry.name}": {why}.'
        self.report("R021", words, element, place, "The pointer stays; correct the words or the pointer.")
        return True

    def several(self) -> Iterator[Finding]:
        """Words that point to two people of the list or more: namesakes, or a slip."""
        for wording, meant in self.meant.items():
            if len(meant) > 1:
                rare = min(meant, key=lambda key: len(meant[key]))
                told = ", ".join(f'"{self.people[key].name}" ({len(lines)})' for key, lines in meant.items())
                words = f"{wording!r} points to {told}."
                yield finding("R063", words, file=self.shown, line=meant[rare][0])

    def leads(self, element: Element, place: str) -> str | None:
        """Where a reference leads in the edition; a pointer that leads nowhere in the volume is reported."""
        pointer = str(element.get("target") or element.get("corresp") or "")
        target = self.places.lead(pointer)
        if target is None and pointer and not _of_contents(element):
            words = f"The reference {text_of(element)!r} points to {pointer}, which the volume does not have."
            self.report("R028", words, element, place, "Its words were kept, the pointer was left out.")
            return None
        return target

    def first_of_its_id(self, element: Element, key: str, place: str) -> None:
        """A second document with an id that another has."""
        if key and key in self.ids:
            words = f"Two documents have the id {key}; references to it lead to the first."
            self.report("R028", words, element, place)
        self.ids.add(key)

    def date(self, element: Element, content: Inlines, dateline: str | None, place: str) -> Date:
        """A date without what is impossible or contradicts its words; ``dateline``: the words of the line it dates."""
        date = self._possible(element, content, place)
        if dateline is not None and not set(element.attrib) & set(_DATES):
            return Date(content, when_of(text_of(element)) or "")
        if dateline is None or not date.when:
            return date
        own = when_of(text_of(element))
        if own is None and _UNDATED.search(dateline):
            words = f'The dateline says "undated", but the date is given as {date.when}.'
            self.report("R023", words, element, place, "The value was left out; the editor's table can give a date.")
            return Date(content)
        said = own or when_of(dateline)
        other = element.get("calendar", "gregorian").lower().lstrip("#") != "gregorian"
        if other or said is None or len(date.when) < 10 or said[:10] == date.when[:10]:
            return date
        words = f"The dateline says {said[:10]}, but the value {date.when} names another day."
        self.report("R022", words, element, place, "The day of the dateline was taken.")
        return Date(content, said, date.not_before, date.not_after)

    def _possible(self, element: Element, content: Inlines, place: str) -> Date:
        """The date with those of its values that can be."""
        given: dict[str, str] = {}
        for attribute, part in _DATES.items():
            value = element.get(attribute)
            if not value:
                continue
            if (read := _real(value)) is not None:
                given.setdefault(part, read)
            else:
                words = f'The value of {attribute}, "{value}", is no date that there is.'
                self.report("R029", words, element, place, f"The words {text_of(element)!r} were kept without it.")
        first, last = given.get("not_before", ""), given.get("not_after", "")
        if first and last and first > last and not last.startswith(first):
            self.report("R029", f"The period from {first} to {last} ends before it begins.", element, place, _KEPT)
            del given["not_before"], given["not_after"]
        return dated(content, **given)

    def senders(self, head: Element, place: str) -> None:
        """A heading that marks one of two senders but not the other."""
        for part in _unmarked_senders(head):
            self.report("R025", f'"{part}" is a sender in the heading but not marked as one.', head, place)


def _real(value: str) -> str | None:
    """A value of TEI's dates, where it is one that there is."""
    if _PARTIAL.fullmatch(value):
        return value
    if not re.match(r"\d{4}(?:-|$)", value):
        return None
    try:
        read = read_value("date", value)
    except ValueError:
        return None
    return read if isinstance(read, str) else None


def _of_contents(element: Element) -> bool:
    """Whether a reference stands in the volume’s own contents, which the edition makes anew."""
    return any(above.get("type") == "toc" for above in element.iterancestors())


def _unmarked_senders(head: Element) -> list[str]:
    """The words of the senders that are not marked, in a heading that marks one of its senders at least."""
    line = flat(head, "head")
    match = _FROM_TO.search(line.text)
    marked = [link.span for link in line.links if link.kind == "sender"]
    if match is None or not marked:
        return []
    found, at = [], match.start("from")
    for part in _AND.split(match["from"]):
        at = line.text.index(part, at)
        end = at + len(part)
        if _SENDER.fullmatch(part.strip(" ,")) and not any(span.start < end and at < span.end for span in marked):
            found.append(part.strip(" ,"))
        at = end
    return found


def disagreement(wording: str, entry: Authority, people: Iterable[Authority]) -> str | None:
    """Why the words cannot mean the entry; None where they can."""
    surname, _, given = entry.name.partition(",")
    match = re.search(rf"(?<!\w){re.escape(surname)}(?!\w)", wording)
    if entry.kind != "person":
        return None
    if match is None:
        return _named_otherwise(wording, entry, people)
    before = wording[: match.start()].strip()
    for post, words in _POSTS.items():
        if before.lower().removeprefix("the ") == post:
            return _holds_no_post(before, words, entry, [p for p in people if _surname(p) == surname])
    return _forenames_disagree(before, given)


def _named_otherwise(wording: str, entry: Authority, people: Iterable[Authority]) -> str | None:
    """Another of the list whose surname the words end with; a post ("the President") and other names say nothing."""
    last = re.sub(r"['’]s$", "", wording.strip()).rpartition(" ")[2]
    if not last[:1].isupper() or last.lower() in _TITLES or last in f"{entry.name} {entry.note}":
        return None
    other = next((p for p in people if p.kind == "person" and _surname(p) == last), None)
    return f'that is the name of "{other.name}"' if other else None


def _surname(person: Authority) -> str:
    return person.name.partition(",")[0]


def _holds_no_post(before: str, words: re.Pattern[str], entry: Authority, namesakes: list[Authority]) -> str | None:
    """A namesake who held the post, where the entry did not."""
    better = [p for p in namesakes if p.key != entry.key and (words.search(p.note) or words.search(p.name))]
    return f'{before} is rather "{better[0].name}"' if better and not words.search(entry.note) else None


def _forenames_disagree(before: str, given: str) -> str | None:
    """Whether the forenames before the surname begin otherwise than those of the entry."""
    said, known = _forenames(before.replace("H.E.", "")), [word[0] for word in _forenames(given)]
    if not said or not known:
        return None
    if not {said[0][0], *_WORDS["short"].get(said[0].lower(), "")} & set(known):
        return f"the forename is not {given.strip()}"
    other = "(" in given  # the list gives another name beside it
    if len(said) > 1 and len(known) > 1 and said[1][0] not in known and not other:
        return f"the second initial is not that of “{given.strip()}”"
    return None


def _forenames(words: str) -> list[str]:
    return [word for word in _GIVEN.findall(words) if word.rstrip(".").lower() not in _TITLES]
