"""Numbers of documents, as sources and tables write them, in the digits of any script."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 9  # digits of a document's number; more are no number of a document


def number_key(number: str) -> str:
    """A document's number without leading zeros, in the digits 0 to 9: "007", "٧" and "7" are one document."""
    return re.sub(r"^0+(?=[0-9])", "", in_ascii(number)).lower()


def in_ascii(number: str) -> str:
    """Decimal digits of any script (١, १, fullwidth １) as 0 to 9; everything else as it is."""
    if number.isascii():
        return number
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in number)
