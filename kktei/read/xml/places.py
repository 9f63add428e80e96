"""Where the pointers of a volume lead: to a document, a footnote or a page of the edition, to the web, or nowhere."""

import re
from dataclasses import dataclass, field

_RANGE = re.compile(r"range\(\s*#?(?P<first>[^,()\s]+)\s*,[^()]*\)")
_ELSEWHERE = re.compile(r"(?P<volume>frus[\w.-]+?)(?:\.xml)?(?:#(?P<spot>[\w.-]+))?")
_ADDRESS = re.compile(r"(?:https?://|mailto:)\S+")
_USUAL = re.compile(r"d0*(?P<number>\d+[A-Za-z]?)(?:fn(?P<note>[1-9]\d*))?")
_SITE = "https://history.state.gov/historicaldocuments/"


@dataclass
class VolumePlaces:
    """Where a volume's ids stand in the edition.

    "103" is a document, "103#2" its second footnote, "103#pg12" a page of it, "103#sn" its source note; "" is what
    lies in no document: front and back matter, chapters, documents that were left out.
    """

    volume: str = ""  # the volume's own id
    spots: dict[str, str] = field(default_factory=dict)
    documents: int = 0  # how many the volume has
    partial: bool = False  # one division of a volume: the rest of it may come from other files

    def lead(self, pointer: str) -> str | None:
        """The target of a ``Ref``; "" where it leads to what is in no document, None where it leads nowhere."""
        first = first_pointer(pointer)
        if self.volume:
            first = re.sub(rf"^{re.escape(self.volume)}(?:\.xml)?(?=#)", "", first)
        if first.startswith("#"):
            return self.spots.get(first[1:], self._elsewhere(first[1:]))
        if match := _ELSEWHERE.fullmatch(first):
            return f"{_SITE}{match['volume']}{'/' + match['spot'] if match['spot'] else ''}"
        return first if _ADDRESS.fullmatch(first) else None

    def _elsewhere(self, key: str) -> str | None:
        """Where the ids of other documents of the volume stand, as such volumes give them: d102, d102fn3."""
        match = _USUAL.fullmatch(key) if self.partial else None
        if match is None:
            return None
        return f"{match['number']}#{match['note']}" if match["note"] else match["number"]


def first_pointer(pointers: str) -> str:
    """The first of several pointers, or of the two ends of a range."""
    if match := _RANGE.search(pointers):
        return f"{pointers[: match.start()].strip().rstrip('#')}#{match['first']}"
    return (pointers.split() or [""])[0]
