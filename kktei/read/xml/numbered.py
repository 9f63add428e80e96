"""The number of a volume's document, and the id that its division goes by."""

import re

from kktei.wording import in_digits

_SAID = re.compile(r"\s*\[?0*(?P<number>\d{1,9}[A-Za-z]?)[.\]]?\s*")
_HEADING = re.compile(r"\s*\[?0*(?P<number>\d{1,9}[A-Za-z]?)(?:\.\s*|\]\.?\s+)")
_LINE = re.compile(r"\s*(?:no|nr|n[º°o]|№|doc|document)\.?\s*0*(?P<number>\d{1,9}[a-z]?)[.:]?\s*", re.IGNORECASE)
_ID = re.compile(r"d0*(?P<number>\d{1,9}[A-Za-z]?)")


def document_number(n: str, heading: str, key: str) -> str:
    """What the division says (``n``), else its heading ("5. Letter"), else its id ("d5"); "" where none has one."""
    for match in (_SAID.fullmatch(n), _HEADING.match(heading), _ID.fullmatch(key)):
        if match is not None:
            return in_digits(match["number"])
    return ""


def heading_number(heading: str) -> tuple[str, int]:
    """The number that a heading begins with and where the words after it begin; "" and 0 where it has none."""
    match = _HEADING.match(heading)
    return (in_digits(match["number"]), match.end()) if match else ("", 0)


def numbered_line(line: str, number: str) -> int:
    """Where a heading's line ends that says the document's number and nothing else ("No. 5"); 0 where none does."""
    match = _LINE.match(line)
    return match.end() if match and in_digits(match["number"]).casefold() == number.casefold() else 0
