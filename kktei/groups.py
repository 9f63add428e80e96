"""Notes that speak for several documents ("Documents 12–15 are from ..."): for which of them."""

import re
from dataclasses import dataclass

_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNT = rf"(?:{'|'.join(_COUNTS)}|\d{{1,2}})"
_KINDS = r"(?:documents?|docs?\.|letters?|telegrams?|messages?|papers?|memoranda|despatches|items?)"
_NUMBER = r"\d{1,5}[a-z]?"
_AND = r"(?:\s*[-–—]\s*|\s*,\s*(?:and\s+)?|\s+(?:to|through|and)\s+)"
_NUMBERED = rf"(?:{_KINDS}|nos?\.|numbers)\s+(?P<numbers>{_NUMBER}(?:{_AND}{_NUMBER})+)"
_NEXT = rf"(?:{_COUNT}\s+)?(?:following|next|succeeding)(?:\s+{_COUNT})?"
_THIS = rf"this(?:\s+{_KINDS})?\s+and\s+(?:of\s+)?the\s+{_NEXT}(?:\s+{_KINDS})?"
_PART = r"(?:all\s+)?(?:the\s+)?documents\s+(?:printed\s+)?in\s+this\s+(?:chapter|section|compilation|part|volume)"
_MEANT = rf"(?P<subject>{_NUMBERED}|{_THIS}|(?P<from_here>the\s+{_NEXT}\s+{_KINDS})|(?P<part>{_PART}))"
_SUBJECT = rf"(?:the\s+)?(?:(?:source\s+)?texts?\s+of\s+)?{_MEANT}"
_OTHERWISE = _SUBJECT.replace("?P<", "?P<of_")  # the same, in the other half of a pattern
_IS = r"(?:is|are|was|were|come|comes|have\s+been)\s+(?:(?:all|both|also|taken|printed|drawn|located|found)\s+)*"
_LEAD = re.compile(
    rf"\s*\[?(?:sources?(?:\s+text)?\s*[:—–-]\s*)?"
    rf"(?:{_SUBJECT}\s+{_IS}(?:from|in)\s+|sources?\s+(?:note\s+)?(?:for|of)\s+{_OTHERWISE}\s*:\s*)"
    r"(?!the\s+same\b|private\b)(?:the\s+)?(?=\S)",
    re.IGNORECASE,
)
_SAME = re.compile(
    rf"{_SUBJECT}\s+{_IS}(?:from|in)\s+(?:the\s+)?same\s+\w+\.?"
    rf"|(?:the\s+)?same\s+(?:source|place|note)\s+(?:applies|holds)\s+(?:also\s+)?(?:to|for)\s+{_OTHERWISE}\.?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Group:
    """The documents that a note speaks for, and where in the note the place begins (0: as in any other note)."""

    place: int
    ranges: tuple[tuple[int, int], ...] = ()  # of numbers
    following: int = 0  # documents after the note's own
    part: bool = False  # all documents of its chapter

    def numbers(self, number: str) -> bool:
        """Whether it names the document of this number."""
        count = int(re.sub(r"\D", "", number) or 0)
        return any(first <= count <= last for first, last in self.ranges)


def group_of(note: str) -> Group | None:
    """The documents that a note is given once for; None where it speaks of its own alone."""
    if lead := _LEAD.match(note):
        return _group(lead, lead.end())
    same = _SAME.search(note)
    return _group(same, 0) if same else None


def is_group(words: str) -> bool:
    """Whether words are a source note that begins with the documents for which it is."""
    group = group_of(words)
    return group is not None and group.place > 0


def says_same(sentence: str) -> bool:
    """Whether a sentence does nothing but name other documents from the same place."""
    return _SAME.fullmatch(sentence.strip()) is not None


def _group(match: re.Match[str], place: int) -> Group:
    told = {name.removeprefix("of_"): value for name, value in match.groupdict().items() if value}
    if "numbers" in told:
        return Group(place, ranges=_ranges(told["numbers"]))
    if "part" in told:
        return Group(place, part=True)
    count = re.search(rf"\b{_COUNT}\b", told["subject"], re.IGNORECASE)
    said = count[0].lower() if count else "one"
    number = int(said) if said.isdigit() else _COUNTS.index(said) + 1
    return Group(place, following=number - ("from_here" in told and place > 0))


def _ranges(numbers: str) -> tuple[tuple[int, int], ...]:
    """The ranges of "12–15" and "12, 14, and 16 to 18"."""
    parts = re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+", numbers)
    ends = [[int(n) for n in re.findall(r"\d+", part)] for part in parts]
    return tuple((min(one), max(one)) for one in ends)
