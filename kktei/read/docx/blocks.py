"""Pandoc's blocks to chunks whose marks are known: by their style where they have one, else by what they look like."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from kktei.findings import Finding, finding
from kktei.read.arrange import AttachmentBegin
from kktei.read.docx.flat import Block, Content, children, holds, labels, merged, nests, paragraphs, rows
from kktei.read.docx.lines import Line, words
from kktei.read.plain.body import MAKERS
from kktei.read.plain.chunks import HEADING, NOTE, Chunk, Making
from kktei.read.plain.inline import Calls, Odd, read_line, tidy
from kktei.read.plain.marked import BREAK, Marked, cleaned, joined, spliced
from kktei.read.plain.unseen import healed
from kktei.transcript import Heading, Inlines, Item, List, Note, Paragraph, Quotation, Row, Table, Text
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
_SOURCES = {"source", "source note"}
_ATTACHMENTS = {"attachment", "enclosure"}
_CHANGES = {
    "insertion": ("R041", "inserted “{words}”; it was taken as accepted"),
    "deletion": ("R041", "deleted “{words}”; it was taken as deleted"),
    "comment": ("R042", "remarks: “{words}”"),
    "parted": ("R041", "parted this paragraph from the next; it was taken as accepted"),
    "joined": ("R041", "joined this paragraph to the next; they were kept apart"),
}
_TYPED = re.compile(r"\s*\[\^?\d+\]:? +\S")
_META = ("title", "subtitle", "author", "date", "abstract")


@dataclass(frozen=True, slots=True)
class WordLine:
    """A line of the file as it stands there, and without what nobody sees; with the number of its paragraph."""

    paragraph: int
    line: str
    seen: Marked


@dataclass
class WordLayout:
    """A Word document while it is laid out anew."""

    shown: str
    found: list[Finding] = field(default_factory=list)
    cleaned: Sequence[str] = ()  # the words of each line without characters that nobody sees, where that is known
    chunks: list[Chunk] = field(default_factory=list)
    said: list[WordLine] = field(default_factory=list)  # every line
    paragraph: int = 0
    level: int = 1  # of the headings that begin documents
    numbers: set[str] = field(default_factory=set)  # that headings have
    number: int = 0  # of the last document
    notes: int = 0  # footnotes of the document so far
    typed: bool = False  # footnotes are typed, none is real
    layers: bool = False  # tracked changes are the writer's own
    near: str = ""  # the words of the paragraph, for findings

    def lay_out(self, tree: Mapping[str, Content]) -> list[Chunk]:
        """The chunks of a whole document."""
        self.typed = not holds([block for block in tree["blocks"] if block["t"] != "Header"], "Note")
        for key in _META:
            for line in _meta(tree["meta"].get(key)):
                self._add(self._seen(Marked(" ".join(line.split()))))
        self.level, self.numbers = _document_level(tree["blocks"])
        self._blocks(tree["blocks"], "")
        return self.chunks

    def _add(self, line: str, made: Making | None = None, *, sourced: bool = False) -> None:
        if line.strip():
            self.chunks.append(Chunk(self.paragraph, (line,), made, self.typed, sourced))

    def _blocks(self, blocks: Sequence[Block], style: str) -> None:
        for block in blocks:
            self._block(block["t"], block.get("c"), style)

    def _block(self, kind: str, content: Content, style: str) -> None:
        if kind == "Div":
            self._blocks(content[1], _style({"t": kind, "c": content}) or style)
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
        plain = self.near = words(inlines)
        match = HEADING.fullmatch(plain)
        # Without a number before the numbered documents: a preface.
        begins = level == self.level and not (match is None and not self.number and self.numbers)
        line = Line(bare=True, first_label=1 if level == self.level else self.notes + 1)
        line.apart = _source(inlines) if begins else -1
        if level < self.level and self.number:
            self._report(
                "R045", f"The heading “{plain}” stands above the documents; it was read as part of the last one."
            )
        if begins and match is None:
            number = self._free()
            self._report("R040", f"“{plain}” has no number; it was taken as document {number}.")
        elif begins and match:
            self.number = int(re.sub(r"\D", "", match["number"]))
        self.notes = 0 if begins else self.notes
        text = self._text(line, inlines)
        if not begins:
            self._add(text, lambda read: Heading(read(text)))
            return
        self._add(spliced(text, 0, 0, f"{number}. ") if match is None else text)
        parts = [self._text(Line(bare=True, first_label=self.notes + 1), part) for part in paragraphs(line.source)]
        if parts:
            self._add(joined(parts, " "), sourced=True)

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
        sourced = style in _SOURCES
        if sourced and plain and not NOTE.match(plain):
            words_of = 'does not begin with "Source:"; it was read as the source note, as its style says'
            self._report("R044", f"A paragraph in the style {style!r} {words_of}.")
        bare = sourced or style == "title" or bool(NOTE.match(plain))
        text = self._text(Line(bare=bare, first_label=self.notes + 1, layers=self.layers), inlines)
        if style == "title" and not self.number and self.chunks:
            self.chunks.insert(0, Chunk(self.paragraph, (text,), typed=self.typed))
            return
        if not self.typed and _TYPED.match(plain):
            self._report(
                "R016", "This paragraph looks like a footnote, but the file has real ones; it was read as text."
            )
        self._add(text, _styled(text, style), sourced=sourced)

    def _inner(self, inlines: Sequence[Content]) -> Marked:
        """The line of a paragraph within an item or a cell."""
        return self._text(Line(first_label=self.notes + 1, layers=self.layers), inlines)

    def _text(self, line: Line, inlines: Sequence[Content]) -> Marked:
        """A line with its footnotes, of which those that others call stand at the end of these."""
        text = self._gathered(line, inlines)
        calls = {str(line.first_label + i): blocks for i, blocks in enumerate(line.notes)}
        self._count(line)
        notes = {label: self._note(label, blocks) for label, blocks in calls.items()}
        return Marked(
            text,
            tuple(replace(m, instead=notes[m.instead.label]) if isinstance(m.instead, Note) else m for m in text.marks),
        )

    def _gathered(self, line: Line, inlines: Sequence[Content]) -> Marked:
        text = self._seen(line.text(inlines))
        self._report_changes(line)
        return text

    def _count(self, line: Line) -> None:
        self.notes = max(self.notes, line.first_label + len(line.notes) - 1)

    def _seen(self, line: Marked) -> Marked:
        """The line without what nobody sees, once it is known what that is."""
        seen = cleaned(line, healed([self.cleaned[len(self.said)]])[0]) if self.cleaned else line
        self.said.append(WordLine(self.paragraph, line, seen))
        return seen

    def _note(self, label: str, blocks: Sequence[Block]) -> Note:
        """A footnote; those that it calls follow at its end with their labels."""
        waiting = [(label, blocks)]
        content: list[Inlines] = []
        for number, (called, inner) in enumerate(waiting):
            for i, part in enumerate(paragraphs(inner)):
                line = Line(first_label=self.notes + 1, layers=self.layers)
                text = self._gathered(line, part)
                waiting += [(str(line.first_label + i), blocks) for i, blocks in enumerate(line.notes)]
                self._count(line)
                read = self._read(text)
                content.append(tidy([Text(f"[{called}] "), *read]) if number and i == 0 else read)
        return Note(label, tuple(content) or ((),))

    def _read(self, text: Marked) -> Inlines:
        """A line of a footnote."""
        calls = Calls(typed=False)
        within = [m.instead.label for m in text.marks if isinstance(m.instead, Note)]
        plain = (
            replace(m, instead=Text(f"[{m.instead.label}]")) if isinstance(m.instead, Note) else m for m in text.marks
        )
        read = read_line(Marked(text, tuple(plain)), calls)
        for odd in [*calls.odd, *(_deeper(label) for label in within)]:
            self.found.append(finding(odd.code, odd.message, file=self.shown, line=self.paragraph))
        return read

    def _list(self, kind: str, content: Content) -> None:
        items = content if kind == "BulletList" else content[1]
        marks = [""] * len(items) if kind == "BulletList" else labels(content[0], len(items))
        texts = []
        for item in items:
            self.paragraph += 1
            self.near = words(next(paragraphs(item), []))
            texts.append(self._broken(item))
            if nests(item):
                self._report("R045", "A list or table within an item of a list was read as lines of that item.")
        listed = [f"{label} {text}".strip() for label, text in zip(marks, texts, strict=True)]
        if len(items) == 1 and marks[0]:
            alone = spliced(texts[0], 0, 0, f"{marks[0]} ")
            self._add(alone, lambda read: Paragraph(read(alone)))
        else:
            self._add(" ".join(listed), lambda read: List(tuple(map(Item, marks, map(read, texts)))))

    def _table(self, content: Content) -> None:
        self.paragraph += 1
        self._blocks(content[1][1], "")
        cells = rows(content)
        heads = len(content[3][1])
        lines = [[self._broken(cell) for cell in row] for row in cells]
        self._add(
            " ".join(cell for line in lines for cell in line),
            lambda read: Table(tuple(Row(tuple(map(read, line)), i < heads) for i, line in enumerate(lines))),
        )
        self.near = words(next(paragraphs(cells[0][0]), [])) if cells and cells[0] else ""
        if merged(content):
            self._report(
                "R045", "A table has merged cells; their words stand in the first of them, the others are empty."
            )
        if any(nests(cell) for row in cells for cell in row):
            self._report("R045", "A list or table within a cell of a table was read as lines of that cell.")

    def _broken(self, blocks: Sequence[Block]) -> Marked:
        """The paragraphs of an item or a cell as lines of one."""
        return joined([self._inner(part) for part in paragraphs(blocks)], BREAK)

    def _report_changes(self, line: Line) -> None:
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


def _source(inlines: Sequence[Content]) -> int:
    """Which footnote of a heading is its source note; -1 where none is."""
    line = Line(bare=True)
    line.text(inlines)
    firsts = [words(next(paragraphs(blocks), [])) for blocks in line.notes]
    styled = (i for i, blocks in enumerate(line.notes) if any(_style(block) in _SOURCES for block in blocks[:1]))
    return next((i for i, first in enumerate(firsts) if NOTE.match(first)), next(styled, -1))


def _style(block: Block) -> str:
    """The style of a paragraph, in small letters."""
    return str(dict(block["c"][0][2]).get("custom-style", "")).lower() if block["t"] == "Div" else ""


def _deeper(label: str) -> Odd:
    words = f"Footnote {label} is called within a footnote, where none can stand; it was put at the end of that."
    return Odd("R010", words, f"[{label}]")


def _meta(value: Content) -> list[str]:
    """The paragraphs that Word's styles Title, Subtitle, Author, Date and Abstract hold at the beginning."""
    if value is None:
        return []
    if value["t"] == "MetaInlines":
        return [words(value["c"])]
    if value["t"] == "MetaBlocks":
        return [words(part) for part in paragraphs(value["c"])]
    return [line for one in value["c"] for line in _meta(one)] if value["t"] == "MetaList" else [str(value["c"])]


def _styled(text: Marked, style: str) -> Making | None:
    """What the style of a paragraph says that it is."""
    if label := _LABELS.get(style):
        return lambda read: MAKERS[label](read(text))
    if style in _QUOTES:
        return lambda read: Quotation((read(text),))
    if style in _ATTACHMENTS:
        named = text.lower().startswith(tuple(_ATTACHMENTS))
        return lambda read: AttachmentBegin(read(text if named else spliced(text, 0, 0, "Attachment: ")))
    return None


def _document_level(blocks: Sequence[Block]) -> tuple[int, set[str]]:
    """The level of the first numbered heading, without one the highest in use; and the numbers of its headings."""
    headers = [(block["c"][0], HEADING.fullmatch(words(block["c"][2]))) for block in blocks if block["t"] == "Header"]
    level = next((at for at, match in headers if match), min((at for at, _ in headers), default=1))
    return level, {in_digits(match["number"]) for at, match in headers if match and at == level}
