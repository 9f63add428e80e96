"""A document of a plain text while its chunks are gathered, and what in the text only looks like one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from kktei.findings import Finding, finding
from kktei.read.plain.chunks import CALLED_NOTE, Chunk, IsNote
from kktei.read.plain.footnotes import CALL
from kktei.read.plain.marked import BREAK, THERE

ENDS_A_SENTENCE = tuple(".;:,?!。؟")
_LONGEST = 200  # characters of what looks like a heading
_BEFORE = 15  # characters that a number of any kind may take: "No. 12a) ", "XXXVIII. "

_CALLS = re.compile(r"\[\^?(?P<label>\d+|\*+)\]$")


@dataclass
class DocumentDraft:
    """A document: its heading, its number in the digits 0 to 9, the words after it, its note, and the rest."""

    heading: Chunk
    number: str
    head: str
    note: Chunk | None = None
    rest: list[Chunk] = field(default_factory=list)

    @property
    def label(self) -> str:
        """What calls the source note, where it is a footnote of the heading; it is in neither of them."""
        match = CALLED_NOTE.match(self.note.lines[0]) if self.note is not None and self.note.typed else None
        return match["label"] if match else ""

    @property
    def above(self) -> Chunk:
        """What may call footnotes before the text: the heading, and the source note."""
        head = re.sub(rf"\[\^?{re.escape(self.label)}\]$", "", self.head) if self.label else self.head
        bare = CALLED_NOTE.sub("", self.note.text) if self.note is not None else ""
        return Chunk(self.heading.line, (f"{self.number}. {head} {bare}",), typed=self.heading.typed)

    def takes(self, part: Chunk, is_note: IsNote) -> None:
        """A chunk below the heading: the source note, or what else there is.

        The first may be one that no "Source:" marks; a note that is marked outranks it.
        """
        first = not self.rest and self.note is None
        if part.is_note and (self.note is None or not self.note.is_note):
            self.rest += [self.note] if self.note is not None else []
            self.note = part
        elif first and part.made is None and not CALL.search(part.text) and is_note(part.text):
            self.note = part
        else:
            self.rest.append(part)


def bring_sources_home(drafts: Sequence[DocumentDraft]) -> None:
    """Give headings the source notes that they call and that stand at the end of a file, as Markdown has them."""
    last = drafts[-1]
    stand = [*([last.note] if last.note is not None else []), *last.rest]
    called = {match["label"]: part for part in stand if part.typed and (match := CALLED_NOTE.match(part.lines[0]))}
    for draft in drafts[:-1]:
        match = _CALLS.search(draft.head)
        if match is None or draft.note is not None or match["label"] not in called:
            continue
        draft.note = called.pop(match["label"])
        if draft.note is last.note:
            own = _CALLS.search(last.head)
            last.note = called.pop(own["label"], None) if own else None
            last.rest = [part for part in last.rest if part is not last.note]
        last.rest = [part for part in last.rest if part is not draft.note]


def ends_a_sentence(part: Chunk) -> bool:
    """Whether a chunk ends as a sentence does, and not as a heading."""
    return part.text.rstrip(f" \t\"'”’»){THERE}").endswith(ENDS_A_SENTENCE)


def brief(part: Chunk) -> str:
    """The words of a chunk as a message can hold them."""
    text = part.text.replace(BREAK, " ").replace(THERE, "")
    return text if len(text) <= 50 else f"{text[:49]}…"


def lookalikes(
    before: Sequence[Chunk], drafts: Sequence[DocumentDraft], shown: str, told: Sequence[Finding]
) -> list[Finding]:
    """Lines that begin as the headings of this source do, and were read as paragraphs: two documents may be one."""
    heads = [draft.head.split() for draft in drafts]
    begins = {" ".join(head[:2]) for head in heads if len(head) > 2}
    lines = {f.line for f in told}
    found: list[Finding] = []
    for where, part in _paragraphs(before, drafts):
        if len(part.text) > _LONGEST or part.line in lines or ends_a_sentence(part) or part.text.startswith("\\"):
            continue
        if part.text.strip(" ,.") in begins:  # no more than a name: a signature
            continue
        if any(0 <= part.text.find(begin) <= _BEFORE for begin in begins):
            words = f"“{brief(part)}” looks like the headings of this source, but was read as a paragraph {where}."
            found.append(finding("R053", words, file=shown, line=part.line, column=part.column))
    return found


def _paragraphs(before: Sequence[Chunk], drafts: Sequence[DocumentDraft]) -> Iterator[tuple[str, Chunk]]:
    """What was read as paragraphs, but for what stands above a source note, which is told with that."""
    for part in before[1:]:
        yield "before the first document", part
    for draft in drafts:
        for part, after in zip_longest(draft.rest, draft.rest[1:]):
            if after is None or not after.is_note:
                yield f"of document {draft.number}", part


def other_digits(drafts: Sequence[DocumentDraft], shown: str) -> list[Finding]:
    """Numbers in the digits of another script, which the edition writes in 0 to 9."""
    other = [(draft, match["number"]) for draft in drafts if (match := draft.heading.heading)]
    other = [(draft, number) for draft, number in other if not number.isascii()]
    if not other:
        return []
    first, said = other[0]
    words = f"{len(other)} numbers in digits of another script are read in 0 to 9, first “{said}” as {first.number}."
    return [finding("R050", words, file=shown, line=first.heading.line, column=first.heading.column)]


def is_list(part: Chunk) -> bool:
    """Whether further lines of a chunk begin with labels, as items do."""
    return any(re.match(r"\s*(?:\(?\w{1,4}[.)]|[-•*])\s", line) for line in part.lines[1:])
