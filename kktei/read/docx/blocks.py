"""Pandoc's blocks to chunks of the plain form, by their style where they have one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kktei.findings import Finding, finding
from kktei.read.docx.flat import Block, Content, children, holds, labels, merged, nests, paragraphs, rows
from kktei.read.docx.lines import Line, words
from kktei.read.plain.chunks import HEADING, NOTE
from kktei.wording import in_digits

_LABELS = {
    "dateline": "Dateline",
    "date": "Dateline",
    "salutation": "Salutation",
    "closing": "Closing",
    "signature": "Signed",
    "signed": "Signed",
    "postscript": "Postscript",
}
_QUOTES = {"block text", "quote", "quotation", "intense quote"}
_ATTACHMENTS = {"attachment", "enclosure"}
_CHANGES = {
    "insertion": ("R041", "inserted “{words}”; it was taken as accepted"),
    "deletion": ("R041", "deleted “{words}”; it was taken as deleted"),
    "comment": ("R042", "remarks: “{words}”"),
    "parted": ("R041", "parted this paragraph from the next; it was taken as accepted"),
    "joined": ("R041", "joined this paragraph to the next; they were kept apart"),
}
_STARTS = re.compile(r"[#>|]|[-*](?= )|\\?\[\^?\d+\]:? ")
_TYPED = re.compile(r"\s*\[\^?\d+\]:? +\S")
_META = ("title", "subtitle", "author", "date", "abstract")


@dataclass(frozen=True, slots=True)
class WordChunk:
    """Lines of the plain form, and the paragraph of the Word document that they come from."""

    lines: tuple[str, ...]
    paragraph: int


@dataclass
class Layout:
    """A Word document while it is laid out anew."""

    shown: str
    found: list[Finding] = field(default_factory=list)
    chunks: list[WordChunk] = field(default_factory=list)
    paragraph: int = 0
    level: int = 1  # of the headings that begin documents
    numbers: set[str] = field(default_factory=set)  # that headings have
    number: int = 0  # of the last document
    notes: int = 0  # footnotes of the document so far
    waiting: list[tuple[str, Sequence[Block]]] = field(default_factory=list)  # footnotes to come below what calls them
    typed: bool = False  # footnotes are typed, none is real
    layers: bool = False  # tracked changes are the writer's own
    near: str = ""  # the words of the paragraph, for findings

    def lay_out(self, tree: Mapping[str, Content]) -> list[WordChunk]:
        """The chunks of a whole document."""
        for key in _META:
            for line in _meta(tree["meta"].get(key)):
                self._add(line)
        self.typed = not holds([block for block in tree["blocks"] if block["t"] != "Header"], "Note")
        self.level, self.numbers = _document_level(tree["blocks"])
        self._blocks(tree["blocks"], "")
        return self.chunks

    def _add(self, *lines: str) -> None:
        if any(line.strip() for line in lines):
            self.chunks.append(WordChunk(lines, self.paragraph))

    def _blocks(self, blocks: Sequence[Block], style: str) -> None:
        for block in blocks:
            self._block(block["t"], block.get("c"), style)

    def _block(self, kind: str, content: Content, style: str) -> None:
        if kind == "Div":
            self._blocks(content[1], dict(content[0][2]).get("custom-style", style).lower())
        elif kind == "Header":
            self._heading(content[0], content[2])
        elif kind in {"Para", "Plain"}:
            self._paragraph(content, style)
        elif kind in {"LineBlock", "CodeBlock"}:
            self._paragraph(next(paragraphs([{"t": kind, "c": content}])), style)
        elif kind in {"Figure", "DefinitionList"}:
            self._blocks(children(kind, content), style)
        elif kind == "BlockQuote":
            self._blocks(content, "quote")
        elif kind in {"BulletList", "OrderedList"}:
            self._list(kind, content)
        elif kind == "Table":
            self._table(content)
        elif kind not in {"HorizontalRule", "Null"}:
            self._report("R043", f"A {kind} was left out.")

    def _heading(self, level: int, inlines: Sequence[Content]) -> None:
        self.paragraph += 1
        self.near = words(inlines)
        line = Line(bare=True, first_label=self.notes + 1 if level != self.level else 0 if _sourced(inlines) else 1)
        text = " ".join(line.text(inlines).split())
        self._told(line)
        if level < self.level and self.number:
            self._report(
                "R045", f"The heading “{text}” stands above the documents; it was read as part of the last one."
            )
        match = HEADING.fullmatch(text)
        # Without a number before the numbered documents: a preface.
        if level != self.level or (match is None and not self.number and self.numbers):
            self._add(f"# {text}")
            self._noted(line)
            return
        if match is None:
            number = self._free()
            self._report("R040", f"“{text}” has no number; it was taken as document {number}.")
            text = f"{number}. {text}"
        else:
            self.number = int(re.sub(r"\D", "", match["number"]))
        self.notes = 0
        self._add(text)
        self._noted(line)

    def _free(self) -> str:
        """The next number, or where a heading has that, the last one with a letter."""
        if str(self.number + 1) not in self.numbers:
            self.number += 1
            return str(self.number)
        letter = next(c for c in "abcdefghijklmnopqrstuvwxyz" if f"{self.number}{c}" not in self.numbers)
        self.numbers.add(f"{self.number}{letter}")
        return f"{self.number}{letter}"

    def _paragraph(self, inlines: Sequence[Content], style: str) -> None:
        self.paragraph += 1
        plain = self.near = words(inlines)
        bare = bool(NOTE.match(plain) or style in {"title", "source", "source note"})
        line = Line(bare=bare, typed=self.typed, layers=self.layers)
        line.first_label = self.notes + 1
        if line.bare and style not in {"title"} and not NOTE.match(plain):
            self._report("R044", f'A paragraph in the style {style!r} does not begin with "Source:".')
        text = " ".join(line.text(inlines).split())
        self._told(line)
        if style == "title" and not self.number and self.chunks:
            self.chunks.insert(0, WordChunk((re.sub(r"\[\d+\]", "", text),), self.paragraph))
            self._noted(line)
            return
        if not self.typed and _TYPED.match(plain):
            self._report(
                "R016", "This paragraph looks like a footnote, but the file has real ones; it was read as text."
            )
        self._add(_styled(text, style, typed=self.typed))
        self._noted(line)

    def _noted(self, line: Line) -> None:
        """The footnotes that a line calls, as paragraphs right below it; those that they call come after them."""
        self._called(line)
        while self.waiting:
            label, blocks = self.waiting.pop(0)
            first, *others = list(paragraphs(blocks)) or [[]]
            self._add(f"[{label}] {self._inner(first)}")
            for other in others:
                self._add(f"    {self._inner(other)}")

    def _called(self, line: Line) -> None:
        """Keep the footnotes of a line until what calls them is written."""
        self.waiting += [(str(line.first_label + i), blocks) for i, blocks in enumerate(line.notes)]
        self.notes = max(self.notes, line.first_label + len(line.notes) - 1)

    def _inner(self, inlines: Sequence[Content]) -> str:
        """The text of a paragraph within an item, a cell or a footnote."""
        line = Line(typed=self.typed, first_label=self.notes + 1, layers=self.layers)
        text = " ".join(line.text(inlines).split())
        self._told(line)
        self._called(line)
        return text

    def _list(self, kind: str, content: Content) -> None:
        items = content if kind == "BulletList" else content[1]
        marks = ["-"] * len(items) if kind == "BulletList" else labels(content[0], len(items))
        texts = []
        for item in items:
            self.paragraph += 1
            texts.append("{break}".join(self._inner(part) for part in paragraphs(item)))
            if nests(item):
                self._report("R045", "A list or table within an item of a list was read as lines of that item.")
        if len(items) == 1 and marks[0] != "-":
            self._add(f"\\{marks[0]} {texts[0]}")
        else:
            self._add(*(f"{label} {text}" for label, text in zip(marks, texts, strict=True)))
        self._noted(Line())

    def _table(self, content: Content) -> None:
        self.paragraph += 1
        self._blocks(content[1][1], "")
        cells = rows(content)
        lines = [self._row(row) for row in cells]
        if content[3][1] and lines:
            lines.insert(len(content[3][1]), "|" + "---|" * len(cells[0]))
        self._add(*lines)
        self._noted(Line())
        self.near = words(next(paragraphs(cells[0][0]), [])) if cells and cells[0] else ""
        if merged(content):
            self._report(
                "R045", "A table has merged cells; their words stand in the first of them, the others are empty."
            )
        if any(nests(cell) for row in cells for cell in row):
            self._report("R045", "A list or table within a cell of a table was read as lines of that cell.")

    def _row(self, cells: Sequence[Content]) -> str:
        return "| " + " | ".join("{break}".join(self._inner(p) for p in paragraphs(cell)) for cell in cells) + " |"

    def _told(self, line: Line) -> None:
        for change in line.changes:
            code, said = _CHANGES[change.kind]
            self._report(code, f"{change.author or 'Somebody'} {said.format(words=change.words)}.")
        for thing in line.dropped:
            self._report("R043", f"{thing} was left out.")
        for odd in line.odd:
            self._report("R045", f"{odd}.")

    def _report(self, code: str, message: str) -> None:
        brief = self.near if len(self.near) <= 60 else f"{self.near[:59]}…"
        place = f"paragraph {self.paragraph}{f', “{brief}”' if brief else ''}"
        self.found.append(finding(code, message, file=self.shown, line=self.paragraph, place=place))


def _sourced(inlines: Sequence[Content]) -> bool:
    """Whether a heading has its source note as a footnote."""
    line = Line(bare=True)
    line.text(inlines)
    return any(NOTE.match(words(next(paragraphs(blocks), []))) for blocks in line.notes)


def _meta(value: Content) -> list[str]:
    """The paragraphs that Word's styles Title, Subtitle, Author, Date and Abstract hold at the beginning."""
    if value is None:
        return []
    if value["t"] == "MetaInlines":
        return [words(value["c"])]
    if value["t"] == "MetaBlocks":
        return [words(part) for part in paragraphs(value["c"])]
    return [line for one in value["c"] for line in _meta(one)] if value["t"] == "MetaList" else [str(value["c"])]


def _styled(text: str, style: str, *, typed: bool = False) -> str:
    if label := _LABELS.get(style):
        return f"{label}: {text}"
    if style in _QUOTES:
        return f"> {text}"
    if style in _ATTACHMENTS:
        return f"[{text if text.lower().startswith(tuple(_ATTACHMENTS)) else f'Attachment: {text}'}]"
    starts = _STARTS.match(text) and not (typed and text.startswith("["))
    return f"\\ {text}" if starts else text


def _document_level(blocks: Sequence[Block]) -> tuple[int, set[str]]:
    """The level of the first numbered heading, without one the highest in use; and the numbers of its headings."""
    headers = [(block["c"][0], HEADING.fullmatch(words(block["c"][2]))) for block in blocks if block["t"] == "Header"]
    level = next((at for at, match in headers if match), min((at for at, _ in headers), default=1))
    return level, {in_digits(match["number"]) for at, match in headers if match and at == level}
