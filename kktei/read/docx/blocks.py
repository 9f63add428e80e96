"""Pandoc's blocks to chunks of the plain form, by their style where they have one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kktei.findings import Finding, finding
from kktei.read.docx.lines import Line, words
from kktei.read.plain.chunks import HEADING, NOTE

Block = dict[str, Any]

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
}
_STARTS = re.compile(r"[#>|]|-(?= )|\\?\[\^?\d+\]:? ")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines of the plain form, and the paragraph of the Word document that they come from."""

    lines: tuple[str, ...]
    paragraph: int


@dataclass
class Layout:
    """A Word document while it is laid out anew."""

    shown: str
    found: list[Finding] = field(default_factory=list)
    chunks: list[Chunk] = field(default_factory=list)
    paragraph: int = 0
    level: int = 1  # of the headings that begin documents
    number: int = 0  # of the last document
    notes: int = 0  # footnotes of the document so far

    def lay_out(self, tree: Mapping[str, Any]) -> list[Chunk]:
        """The chunks of a whole document."""
        if title := tree["meta"].get("title"):
            self._add(words(title["c"]))
        self.level = _document_level(tree["blocks"])
        self._blocks(tree["blocks"], "")
        return self.chunks

    def _add(self, *lines: str) -> None:
        if any(line.strip() for line in lines):
            self.chunks.append(Chunk(lines, self.paragraph))

    def _blocks(self, blocks: Sequence[Block], style: str) -> None:
        for block in blocks:
            self._block(block["t"], block.get("c"), style)

    def _block(self, kind: str, content: Any, style: str) -> None:
        if kind == "Div":
            self._blocks(content[1], dict(content[0][2]).get("custom-style", style).lower())
        elif kind == "Header":
            self._heading(content[0], content[2])
        elif kind in {"Para", "Plain"}:
            self._paragraph(content, style)
        elif kind == "LineBlock":
            self._paragraph([part for line in content for part in (*line, {"t": "LineBreak"})][:-1], style)
        elif kind == "BlockQuote":
            self._blocks(content, "quote")
        elif kind in {"BulletList", "OrderedList"}:
            self._list(kind, content)
        elif kind == "Table":
            self._table(content)
        elif kind not in {"HorizontalRule", "Null"}:
            self._report("R043", f"A {kind} was left out.")

    def _heading(self, level: int, inlines: Sequence[Any]) -> None:
        self.paragraph += 1
        line = Line(bare=True, first_label=0)
        text = " ".join(line.text(inlines).split())
        self._told(line)
        if level != self.level:
            self._add(f"# {text}")
            return
        match = HEADING.fullmatch(text)
        if match is None:
            self.number += 1
            self._report("R040", f"“{text}” has no number; it was taken as document {self.number}.")
            text = f"{self.number}. {text}"
        else:
            self.number = int(re.sub(r"\D", "", match["number"]))
        self.notes = 0
        self._add(text)
        self._footnotes(line)

    def _paragraph(self, inlines: Sequence[Any], style: str) -> None:
        self.paragraph += 1
        plain = words(inlines)
        line = Line(bare=bool(NOTE.match(plain) or style in {"title", "source", "source note"}))
        line.first_label = self.notes + 1
        if line.bare and style not in {"title"} and not NOTE.match(plain):
            self._report("R044", f'A paragraph in the style {style!r} does not begin with "Source:".')
        text = " ".join(line.text(inlines).split())
        self._told(line)
        self._add(_styled(text, style))
        self._footnotes(line)

    def _footnotes(self, line: Line) -> None:
        """The footnotes of a line, as paragraphs of their own right below it."""
        for i, blocks in enumerate(line.notes):
            first, *others = list(_paragraphs(blocks)) or [[]]
            label = line.first_label + i
            self._add(f"[{label}] {self._inner(first)}")
            for other in others:
                self._add(f"    {self._inner(other)}")
        if line.first_label:
            self.notes += len(line.notes)

    def _inner(self, inlines: Sequence[Any]) -> str:
        line = Line()
        text = " ".join(line.text(inlines).split())
        self._told(line)
        return text

    def _list(self, kind: str, content: Any) -> None:
        items = content if kind == "BulletList" else content[1]
        labels = ["-"] * len(items) if kind == "BulletList" else _labels(content[0], len(items))
        texts = []
        for item in items:
            self.paragraph += 1
            texts.append(" ".join(self._inner(part) for part in _paragraphs(item)))
        if len(items) == 1 and labels[0] != "-":
            self._add(f"\\{labels[0]} {texts[0]}")
        else:
            self._add(*(f"{label} {text}" for label, text in zip(labels, texts, strict=True)))

    def _table(self, content: Any) -> None:
        head = [row[1] for row in content[3][1]]
        rows = [row[1] for body in content[4] for part in body[2:4] for row in part] + [r[1] for r in content[5][1]]
        self.paragraph += 1
        lines = [self._row(cells) for cells in (*head, *rows)]
        if head and lines:
            lines.insert(1, "|" + "---|" * len(head[0]))
        self._add(*lines)

    def _row(self, cells: Sequence[Any]) -> str:
        return "| " + " | ".join(" ".join(self._inner(p) for p in _paragraphs(cell[4])) for cell in cells) + " |"

    def _told(self, line: Line) -> None:
        for change in line.changes:
            code, said = _CHANGES[change.kind]
            self._report(code, f"{change.author or 'Somebody'} {said.format(words=change.words)}.")
        for kind in line.dropped:
            self._report("R043", f"{'An image' if kind == 'Image' else kind} was left out.")

    def _report(self, code: str, message: str) -> None:
        self.found.append(finding(code, message, file=self.shown, line=self.paragraph))


def _styled(text: str, style: str) -> str:
    if label := _LABELS.get(style):
        return f"{label}: {text}"
    if style in _QUOTES:
        return f"> {text}"
    if style in _ATTACHMENTS:
        return f"[{text if text.lower().startswith(tuple(_ATTACHMENTS)) else f'Attachment: {text}'}]"
    return f"\\ {text}" if _STARTS.match(text) else text


def _document_level(blocks: Sequence[Block]) -> int:
    """The level of the first numbered heading; without one, the highest level in use."""
    headers = [block["c"] for block in blocks if block["t"] == "Header"]
    numbered = [c[0] for c in headers if HEADING.fullmatch(words(c[2]))]
    return numbered[0] if numbered else min((c[0] for c in headers), default=1)


def _paragraphs(blocks: Sequence[Block]) -> Iterator[list[Any]]:
    """The inline elements of every paragraph below some blocks."""
    for block in blocks:
        kind: str = block["t"]
        content: Any = block.get("c")
        if kind in {"Para", "Plain"}:
            yield content
        elif kind == "Div":
            yield from _paragraphs(content[1])
        elif kind == "BlockQuote":
            yield from _paragraphs(content)
        elif kind in {"BulletList", "OrderedList"}:
            for item in content if kind == "BulletList" else content[1]:
                yield from _paragraphs(item)


def _labels(attributes: Sequence[Any], count: int) -> list[str]:
    """What a numbered list shows before its items."""
    start, style, delimiter = attributes[0], attributes[1]["t"], attributes[2]["t"]
    numbers = [_numeral(start + i, style) for i in range(count)]
    left, right = {"TwoParens": ("(", ")"), "OneParen": ("", ")")}.get(delimiter, ("", "."))
    return [f"{left}{number}{right}" for number in numbers]


def _numeral(number: int, style: str) -> str:
    if style in {"LowerAlpha", "UpperAlpha"} and number <= 26:
        return chr((97 if style == "LowerAlpha" else 65) + number - 1)
    if style in {"LowerRoman", "UpperRoman"} and number < 40:
        tens, ones = divmod(number, 10)
        roman = "x" * tens + ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"][ones]
        return roman if style == "LowerRoman" else roman.upper()
    return str(number)
