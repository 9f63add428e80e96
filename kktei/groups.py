"""Notes that speak for several documents ("Documents 12–15 are from ..."): for which of them."""

import re
from dataclasses import dataclass
from functools import cache

from kktei.notation import own_table
from kktei.wording import filled


@cache
def _counts() -> list[str]:
    return list(own_table("kktei", "vocabulary/en/language.toml")["numbers"])


@cache
def _pattern(name: str) -> re.Pattern[str]:
    parts: dict[str, str] = own_table("kktei", "groups.toml")
    parts["count"] = rf"(?:{'|'.join(_counts())}|\d{{1,2}})"
    parts["otherwise"] = filled(parts, "subject").replace("?P<", "?P<of_")  # in the other half of a pattern
    return re.compile(filled(parts, name), re.IGNORECASE)


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
    if lead := _pattern("lead").match(note):
        return _group(lead, lead.end())
    same = _pattern("same").search(note)
    return _group(same, 0) if same else None


def is_group(words: str) -> bool:
    """Whether words are a source note that begins with the documents for which it is."""
    group = group_of(words)
    return group is not None and group.place > 0


def says_same(sentence: str) -> bool:
    """Whether a sentence does nothing but name other documents from the same place."""
    return _pattern("same").fullmatch(sentence.strip()) is not None


def _group(match: re.Match[str], place: int) -> Group:
    told = {name.removeprefix("of_"): value for name, value in match.groupdict().items() if value}
    if "numbers" in told:
        return Group(place, ranges=_ranges(told["numbers"]))
    if "part" in told:
        return Group(place, part=True)
    count = re.search(rf"\b{_pattern('count').pattern}\b", told["subject"], re.IGNORECASE)
    said = count[0].lower() if count else "one"
    number = int(said) if said.isdigit() else _counts().index(said) + 1
    return Group(place, following=number - ("from_here" in told and place > 0))


def _ranges(numbers: str) -> tuple[tuple[int, int], ...]:
    """The ranges of "12–15" and "12, 14, and 16 to 18"."""
    parts = re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+", numbers)
    ends = [[int(n) for n in re.findall(r"\d+", part)] for part in parts]
    return tuple((min(one), max(one)) for one in ends)
