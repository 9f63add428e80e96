"""Chunks of a document's text to blocks."""

from __future__ import annotations

from collections.abc import Sequence

from kktei.findings import Finding
from kktei.read.plain.chunks import Chunk
from kktei.transcript import Block, Paragraph, Text


def read_body(parts: Sequence[Chunk], shown: str, found: list[Finding]) -> tuple[Block, ...]:
    """The blocks that a document's chunks stand for."""
    return tuple(Paragraph((Text(part.text.strip()),)) for part in parts)
