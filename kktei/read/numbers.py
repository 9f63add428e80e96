"""Numbers of documents, as sources and tables write them."""

from __future__ import annotations

import re


def number_key(number: str) -> str:
    """A document's number without leading zeros: "007" and "7" are one document."""
    return re.sub(r"^0+(?=\d)", "", number).lower()
