"""Paragraphs as they follow each other to the blocks of a letter, by where they stand and what they look like."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from kktei import transcript
from kktei.read import conventions as is_


@dataclass(frozen=True, slots=True)
class Loose:
    """A paragraph of which only its words are known; ``lines`` the same with its line breaks, where they may matter."""

    content: transcript.Inlines
    lines: transcript.Inlines = ()


@dataclass(frozen=True, slots=True)
class AttachmentBegin:
    """An attachment begins."""

    heading: transcript.Inlines


@dataclass(frozen=True, slots=True)
class AttachmentEnd:
    """The attachment ends, and the document goes on."""


Part = transcript.Block | Loose | AttachmentBegin | AttachmentEnd


@dataclass
class _Letter:
    """The blocks of a letter, or of an attachment, while they are gathered."""

    blocks: list[transcript.Block] = field(default_factory=list)
    top: bool = True  # nothing but page breaks, dateline, salutation and short lines so far
    closing: bool = False  # the close has come

    def add(self, block: transcript.Block) -> None:
        """Take a block and note where in the letter we are."""
        if isinstance(block, transcript.Dateline) and not self.top and self.closing:
            block = replace(block, closing=True)
        self.blocks.append(block)
        self.top = self.top and (
            isinstance(block, transcript.Dateline | transcript.Salutation | transcript.PageBreak) or _is_line(block)
        )
        self.closing = isinstance(block, transcript.Closing | transcript.Signature) or (
            self.closing and isinstance(block, transcript.Dateline | transcript.PageBreak | transcript.Postscript)
        )


@dataclass
class _Open:
    """An attachment that has begun: its heading, its text, and whether its end is marked."""

    heading: transcript.Inlines
    letter: _Letter
    ended: bool


def arrange(parts: Sequence[Part]) -> tuple[transcript.Blocks, int]:
    """The blocks of a document, and how many ends of attachments have no beginning.

    Loose paragraphs find their kind, attachments what belongs to them.  An end belongs to the nearest attachment
    before it that has none; an attachment that begins in one whose end is still to come stands within that.
    """
    ended, unopened = _ended(parts)
    whole = _Letter()
    within: list[_Open] = []
    for i, part in enumerate(parts):
        letter = within[-1].letter if within else whole
        if isinstance(part, AttachmentBegin):
            if within and not within[-1].ended:
                _close(within, whole)
            within.append(_Open(part.heading, _Letter(), i in ended))
        elif isinstance(part, AttachmentEnd):
            _close(within, whole)
        elif isinstance(part, Loose):
            letter.add(_kind(part, letter, _Following(parts, i)))
        else:
            letter.add(part)
    while within:
        _close(within, whole)
    return tuple(whole.blocks), unopened


def _close(within: list[_Open], whole: _Letter) -> None:
    if within:
        done = within.pop()
        outer = within[-1].letter if within else whole
        outer.blocks.append(transcript.Attachment(done.heading, tuple(done.letter.blocks)))


def _ended(parts: Sequence[Part]) -> tuple[set[int], int]:
    """Which attachments have their end marked, by the place of their beginning; how many ends are left over."""
    open_: list[int] = []
    out: set[int] = set()
    unopened = 0
    for i, part in enumerate(parts):
        if isinstance(part, AttachmentBegin):
            open_.append(i)
        elif isinstance(part, AttachmentEnd) and open_:
            out.add(open_.pop())
        elif isinstance(part, AttachmentEnd):
            unopened += 1
    return out, unopened


class _Following:
    """What stands below a paragraph, looked at only where it matters."""

    def __init__(self, parts: Sequence[Part], at: int) -> None:
        self.parts = parts
        self.at = at
        self.next = at + 1
        while self.next < len(parts) and isinstance(parts[self.next], transcript.PageBreak):
            self.next += 1

    def is_last(self) -> bool:
        """Whether the paragraph is the last of its letter."""
        return _is_last(self.parts, self.at)

    def is_signed(self) -> bool:
        """Whether a name follows, and nothing else."""
        return is_.is_name(self._text()) and _is_last(self.parts, self.next)

    def is_prose(self) -> bool:
        """Whether a paragraph of text follows, no line such as those of a list, an address or a verse."""
        text = self._text()
        return text[-1:] in '.!?…:;—”"' and not is_.is_dateline(text) and not is_.is_salutation(text)

    def _text(self) -> str:
        part = self.parts[self.next] if self.next < len(self.parts) else None
        return transcript.words(part.content).strip() if isinstance(part, Loose) else ""


def _kind(part: Loose, letter: _Letter, below: _Following) -> transcript.Block:
    content, text = part.content, transcript.words(part.content).strip()
    if letter.top and (block := _above(content, text, letter, below)):
        return block
    if _has_text(letter.blocks) and (block := _below(part, text, letter, below)):
        return block
    return transcript.Paragraph(content)


def _above(content: transcript.Inlines, text: str, letter: _Letter, below: _Following) -> transcript.Block | None:
    """What a paragraph above the text is, if not one of the text."""
    if is_.is_dateline(text):
        return transcript.Dateline(is_.dated(content))
    if is_.is_salutation(text):
        return transcript.Salutation(content)
    greeted = any(isinstance(block, transcript.Salutation) for block in letter.blocks)
    return transcript.Salutation(content) if is_.may_be_address(text) and not greeted and below.is_prose() else None


def _below(part: Loose, text: str, letter: _Letter, below: _Following) -> transcript.Block | None:
    """What a paragraph below the text is, if not one of the text."""
    before = letter.blocks[-1]
    lines = part.lines or part.content
    if is_.is_closing(text) or (is_.may_be_address(text) and below.is_signed()):
        return transcript.Closing(part.content)
    if isinstance(before, transcript.Closing) and is_.is_short(text):
        return transcript.Signature(lines)
    ends = letter.closing or (is_.is_of_a_charter(text) and (below.is_last() or below.is_signed()))
    if ends and is_.is_dateline(text):
        return transcript.Dateline(is_.dated(part.content), closing=True)
    if is_.is_postscript(text) or (letter.closing and is_.is_nachschrift(text)):
        return transcript.Postscript((part.content,))
    if letter.closing and isinstance(before, transcript.Postscript) and _goes_on(text):
        letter.blocks.pop()
        return transcript.Postscript((*before.content, part.content))
    first = _first_line(part.lines) if part.lines else text
    signed = is_.is_signature(first) and is_.is_short(text)
    if text.startswith("/s/") or (signed and (isinstance(before, transcript.Signature) or below.is_last())):
        return transcript.Signature(lines)
    return None


def _goes_on(text: str) -> bool:
    """Whether a paragraph below a postscript is one of it: a sentence, not in brackets as an editor's word is."""
    return text[:1].isalnum() and text[-1:] in ".!?…”" and not is_.is_name(text)


def _first_line(lines: transcript.Inlines) -> str:
    at = next((i for i, part in enumerate(lines) if isinstance(part, transcript.LineBreak)), len(lines))
    return transcript.words(lines[:at]).strip()


def _is_line(block: transcript.Block) -> bool:
    """A short paragraph that is no sentence, as classifications and addresses above a dateline are."""
    return isinstance(block, transcript.Paragraph) and is_.is_line_above(transcript.words(block.content).strip())


def _has_text(blocks: Iterable[transcript.Block]) -> bool:
    return any(
        not isinstance(block, transcript.Dateline | transcript.Salutation | transcript.PageBreak) for block in blocks
    )


def _is_last(parts: Sequence[Part], at: int) -> bool:
    """Whether a paragraph ends its letter, but for page breaks, postscripts and attachments."""
    for i in range(at + 1, len(parts)):
        part = parts[i]
        if isinstance(part, transcript.PageBreak):
            continue
        if isinstance(part, Loose):
            return is_.is_postscript(transcript.words(part.content))
        return isinstance(part, AttachmentBegin | AttachmentEnd | transcript.Postscript)
    return True


def may_be_taken(text: str) -> bool:
    """Whether a paragraph with this text could be taken for something else somewhere in a letter."""
    tests = (
        is_.is_dateline,
        is_.is_salutation,
        is_.may_be_address,
        is_.is_closing,
        is_.is_signature,
        is_.is_postscript,
        is_.is_nachschrift,
    )
    return text.startswith("/s/") or any(test(text) for test in tests)
