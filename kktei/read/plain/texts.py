"""The texts of witnesses within a document: each below a line of its own, "Text of B:", to the next such line."""

import re
from collections.abc import Sequence

from kktei.findings import Finding, finding
from kktei.model import Position, Transcription
from kktei.read.plain.body import read_body
from kktei.read.plain.chunks import Chunk

# A siglum is an initial, with a second letter and figures if need be: "Text of Treaty:" is a line of a text.
TEXT_OF = re.compile(r"Text of (?P<siglum>[^\W\d_][^\W\d_]?\d{0,3}[¹²³⁴⁵]?):")


def texts_of(parts: Sequence[Chunk]) -> tuple[list[Chunk], list[tuple[Chunk, str, list[Chunk]]]]:
    """What stands before the first such line, and for each the line, the siglum and the text."""
    own: list[Chunk] = []
    apart: list[tuple[Chunk, str, list[Chunk]]] = []
    for part in parts:
        match = TEXT_OF.fullmatch(part.text.strip())
        if match and match["siglum"][0].isupper():
            apart.append((part, match["siglum"], []))
        elif apart:
            apart[-1][2].append(part)
        else:
            own.append(part)
    return own, apart


def transcribed(mark: Chunk, siglum: str, parts: Sequence[Chunk], shown: str, found: list[Finding]) -> Transcription:
    """The text of a witness; one without any words is told."""
    if not parts:
        words = f"Below “{mark.text.strip()}” there is no text."
        hint = "A witness that lacks all of the text needs no line; what is lost is [lost]."
        found.append(finding("K006", words, file=shown, line=mark.line, column=mark.column, hint=hint))
    return Transcription(siglum, Position(shown, mark.line, mark.column), read_body(parts, shown, found))
