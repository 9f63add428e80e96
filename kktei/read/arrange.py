"""Paragraphs as they follow each other to the blocks of a letter, by where they stand and what they look like."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from kktei.read import conventions as is_
from kktei.transcript import (
    Attachment,
    Block,
    Blocks,
    Closing,
    Dateline,
    Inlines,
    PageBreak,
    Paragraph,
    Postscript,
    Salutation,
    Signature,
    words,
)


@dataclass(frozen=True, slots=True)
class Loose:
    """A paragraph of which only its words are known."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class Begin:
    """An attachment begins."""

    heading: Inlines


@dataclass(frozen=True, slots=True)
class End:
    """The attachment ends, and the document goes on."""


Part = Block | Loose | Begin | End


@dataclass
class _Letter:
    """The blocks of a letter, or of an attachment, while they are gathered."""

    blocks: list[Block] = field(default_factory=list)
    top: bool = True  # nothing but page breaks, dateline and salutation so far
    closing: bool = False  # the close has come

    def add(self, block: Block) -> None:
        """Take a block and note where in the letter we are."""
        if isinstance(block, Dateline) and not self.top and self.closing:
            block = replace(block, closing=True)
        self.blocks.append(block)
        self.top = self.top and isinstance(block, Dateline | Salutation | PageBreak)
        self.closing = isinstance(block, Closing | Signature) or (
            self.closing and isinstance(block, Dateline | PageBreak | Postscript)
        )


def arrange(parts: Sequence[Part]) -> Blocks:
    """The blocks of a document: loose paragraphs find their kind, attachments what belongs to them."""
    letter = whole = _Letter()
    heading: Inlines = ()
    for i, part in enumerate(parts):
        if isinstance(part, Begin | End) and letter is not whole:
            whole.blocks.append(Attachment(heading, tuple(letter.blocks)))
            letter = whole
        if isinstance(part, Begin):
            letter, heading = _Letter(), part.heading
        elif isinstance(part, Loose):
            letter.add(_kind(part.content, letter, _is_last(parts[i + 1 :])))
        elif not isinstance(part, End):
            letter.add(part)
    if letter is not whole:
        whole.blocks.append(Attachment(heading, tuple(letter.blocks)))
    return tuple(whole.blocks)


def _kind(content: Inlines, letter: _Letter, last: bool) -> Block:
    text = words(content).strip()
    if letter.top:
        if is_.is_dateline(text):
            return Dateline(is_.dated(content))
        return Salutation(content) if is_.is_salutation(text) else Paragraph(content)
    if is_.is_closing(text):
        return Closing(content)
    if letter.blocks and isinstance(letter.blocks[-1], Closing) and is_.is_short(text):
        return Signature(content)
    if letter.closing and is_.is_dateline(text):
        return Dateline(is_.dated(content), closing=True)
    if is_.is_postscript(text):
        return Postscript((content,))
    if text.startswith("/s/") or (last and _has_text(letter.blocks) and is_.is_signature(text)):
        return Signature(content)
    return Paragraph(content)


def _has_text(blocks: Iterable[Block]) -> bool:
    return any(isinstance(block, Paragraph) for block in blocks)


def _is_last(rest: Sequence[Part]) -> bool:
    """Whether a paragraph ends its letter, but for page breaks, postscripts and attachments."""
    for part in rest:
        if isinstance(part, PageBreak):
            continue
        if isinstance(part, Loose):
            return is_.is_postscript(words(part.content))
        return isinstance(part, Begin | End | Postscript)
    return True


def may_be_taken(text: str) -> bool:
    """Whether a paragraph with this text could be taken for something else somewhere in a letter."""
    tests = (is_.is_dateline, is_.is_salutation, is_.is_closing, is_.is_signature, is_.is_postscript)
    return text.startswith("/s/") or any(test(text) for test in tests)
