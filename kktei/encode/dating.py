"""The year in which a document was written, as far as it is known."""

import re

from kktei.model import Document


def year_of(document: Document, years: str) -> int | None:
    """The editor's year, or the one year of the volume ("1963"); None where neither is given."""
    for name in ("when", "notBefore", "notAfter"):
        if match := re.match(r"\d{4}", document.fact(name) or ""):
            return int(match[0])
    return int(years) if re.fullmatch(r"\d{4}", years) else None
