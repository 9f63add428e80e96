"""Identifiers of catalogues in the authority file: their check digits.  Their form is a rule of kktei.sch (S123)."""

from collections.abc import Iterator
from pathlib import Path

from kktei import tei
from kktei.errors import InputError
from kktei.findings import Finding, finding
from kktei.identifiers import fault, mistyped


def identified(file: Path, shown: str) -> Iterator[Finding]:
    """S208 for each ``idno`` with a wrong check digit; nothing of a file that cannot be read."""
    try:
        root = tei.load(file)
    except InputError:
        return
    for idno in root.iter(tei.q("idno")):
        kind, record = idno.get("type", ""), idno.getparent()
        if mistyped(kind, tei.text_of(idno)):
            wrong = fault(kind, tei.text_of(idno))
            key = record.get(tei.XML_ID) if record is not None else None
            place = f"{tei.name(record)}#{key}, idno" if key else "idno"
            line = idno.sourceline or 1
            yield finding("S208", wrong[:1].upper() + wrong[1:], file=shown, line=line, column=1, place=place)
