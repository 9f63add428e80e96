"""What a document is called: its number, the file that it has, what it is compared by."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from kktei.wording import in_digits

LONGEST = 9  # digits of a document's number; more are no number of a document
_FOLDER = "documents"  # below edition/
_NAMED = re.compile(r"d[0-9]+[a-z]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DocumentId:
    """The identity of one document, made where its source is read; two are equal where their ``key`` is.

    ``number`` is the source's number in the digits 0 to 9, with the zeros that it is written with ("007"), or "" of
    TEI under another name.  ``stem`` is the name of its file and begins its ids ("d007").
    """

    number: str = field(compare=False)
    stem: str = field(compare=False)
    key: str

    @classmethod
    def of(cls, number: str) -> DocumentId:
        """The document with this number: "007", "٧", "d007" and "7" are one.  A stem holds only what an id can hold."""
        number = re.sub(r"^[dD](?=[0-9])", "", in_digits(number))
        bare = re.sub(r"^0+(?=[0-9])", "", number)
        digits = bare[: len(bare) - len(bare.lstrip("0123456789"))]
        rest = "".join(c for c in bare[len(digits) :] if c.isascii() and (c.isalnum() or c in "-_"))
        return cls(number, f"d{digits.zfill(3)}{rest}", bare.lower())

    @classmethod
    def of_stem(cls, stem: str) -> DocumentId:
        """The document that a file has, by its name without ".xml": d007.xml and d7.xml are document 7."""
        named = _NAMED.fullmatch(stem)
        return replace(cls.of(stem), stem=stem) if named else cls("", stem, f"{stem}.xml")

    @classmethod
    def of_id(cls, identifier: str) -> DocumentId:
        """The document that is called after an id: nothing in it can lead out of the folder."""
        return cls.of_stem(re.sub(r"[^\w-]+", "-", identifier).strip("-") or "letter")

    @property
    def file(self) -> str:
        """Where it lies below ``edition/``."""
        return f"{_FOLDER}/{self.stem}.xml"
