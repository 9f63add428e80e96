"""Chunks of a document's text to blocks: what each kind of block looks like in the plain form."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from kktei.findings import Finding, finding
from kktei.read import conventions
from kktei.read.arrange import Begin, End, Loose, Part, arrange
from kktei.read.plain.chunks import Chunk
from kktei.read.plain.footnotes import without_footnotes
from kktei.read.plain.inline import BREAK, PAGE, Calls, read_line
from kktei.transcript import (
    Block,
    Blocks,
    Closing,
    Dateline,
    Heading,
    Inlines,
    Item,
    List,
    PageBreak,
    Paragraph,
    Postscript,
    Quotation,
    Row,
    Salutation,
    Signature,
    Table,
    words,
)

_ATTACHMENT = re.compile(
    r"\[(?P<a>(?:Attachment|Enclosure|Annex|Appendix|Tab)\b[^\[\]]{0,200})\]"
    r"|(?P<b>(?:Attachment|Enclosure|Annex|Appendix)(?: (?:No\. ?)?(?:\d+|[A-Z]))?(?:: .{1,200})?|Tab (?:\d+|[A-Z]))"
)
_END = re.compile(r"\[End (?:of )?(?:attachment|enclosure|annex|appendix|tab)\]", re.IGNORECASE)
_HEADING = re.compile(r"#{1,6} +(?P<words>.+)")
_BULLET = re.compile(r"[-•] +(?=\S)")
_LABEL = re.compile(r"(?P<label>(?:\d{1,3}|[A-Za-z]|[ivxIVX]{2,5})[.)]|\((?:\d{1,3}|[A-Za-z]|[ivx]{2,5})\)) +(?=\S)")
_RULE = re.compile(r"\|(?: *:?-+:? *\|)+")
_CELLS = re.compile(r"(?<!\\)\|")
_NAMED = re.compile(r"(?P<label>Dateline|Salutation|Closing|Signed|Signature|Postscript): *(?P<words>.*)", re.DOTALL)
_PLAIN = re.compile(r"\\(?P<blank> +)?(?=(?P<next>.))", re.DOTALL)


def read_body(parts: Sequence[Chunk], shown: str, found: list[Finding]) -> Blocks:
    """The blocks that a document's chunks stand for; ``found`` gets what is doubtful."""
    chunks, notes = without_footnotes(parts, shown, found)
    calls = Calls(notes)
    out: list[Part] = []
    for chunk in chunks:
        known = len(calls.lost)
        _append(out, _parts(chunk, calls))
        for label in calls.lost[known:]:
            words = f"Footnote {label} is called here, but there is none of that number, or it was called before."
            found.append(finding("R010", words, file=shown, line=chunk.line))
    return arrange(out)


def _append(out: list[Part], parts: Sequence[Part]) -> None:
    """A "Postscript:" that follows a postscript is its next paragraph."""
    for part in parts:
        before = out[-1] if out else None
        if isinstance(part, Postscript) and isinstance(before, Postscript) and not _begins(part):
            out[-1] = Postscript(before.content + part.content)
        else:
            out.append(part)


def _begins(part: Postscript) -> bool:
    return conventions.is_postscript(words(part.content[0]))


def _parts(chunk: Chunk, calls: Calls) -> list[Part]:
    lines = [line.strip(" \t") for line in chunk.lines]
    for reader in (_special, _quotation, _table, _list, _named):
        if (part := reader(lines, calls)) is not None:
            return [part]
    if 1 < len(lines) <= 4 and conventions.is_closing(lines[0]) and all(conventions.is_short(x) for x in lines):
        return [Closing(read_line(lines[0], calls)), Signature(_content(_broken(lines[1:]), calls))]
    return [Loose(_content(lines, calls))]


def _broken(lines: Sequence[str]) -> list[str]:
    return [f"{line}\\" for line in lines[:-1]] + [lines[-1]]


def _content(lines: Sequence[str], calls: Calls) -> Inlines:
    """Lines as one text; a backslash at the end of a line keeps the break."""
    text = ""
    for i, line in enumerate(lines):
        last = i == len(lines) - 1
        kept = not last and line.endswith("\\") and not line.endswith("\\\\")
        text += line[:-1] + BREAK if kept else line if last else f"{line} "
    return read_line(text, calls)


def _special(lines: Sequence[str], calls: Calls) -> Part | None:
    """Page breaks, headings, attachments, and paragraphs that a backslash declares to be nothing else."""
    text = " ".join(lines)
    if match := _PLAIN.match(lines[0]):
        plain = match["blank"] or match["next"].isalnum()
        first = lines[0][match.end() :] if plain else lines[0]
        return Paragraph(_content([first, *lines[1:]], calls))
    if text.startswith("[") and text.endswith("]") and (match := PAGE.fullmatch(text[1:-1].strip())):
        return PageBreak(match["n"])
    if match := _HEADING.fullmatch(text):
        return Heading(read_line(match["words"], calls))
    if _END.fullmatch(text):
        return End()
    if match := _ATTACHMENT.fullmatch(text):
        return Begin(read_line(match["a"] or match["b"], calls))
    return None


def _quotation(lines: Sequence[str], calls: Calls) -> Block | None:
    if not all(line.startswith(">") for line in lines):
        return None
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        bare = line[1:].strip()
        if bare:
            paragraphs[-1].append(bare)
        elif paragraphs[-1]:
            paragraphs.append([])
    return Quotation(tuple(_content(part, calls) for part in paragraphs if part))


def _table(lines: Sequence[str], calls: Calls) -> Block | None:
    if not all(len(line) > 1 and line.startswith("|") and line.endswith("|") for line in lines):
        return None
    head = len(lines) > 1 and bool(_RULE.fullmatch(lines[1]))
    rows = [line for i, line in enumerate(lines) if not (head and i == 1)]
    return Table(tuple(Row(_cells(line, calls), head and i == 0) for i, line in enumerate(rows)))


def _cells(line: str, calls: Calls) -> tuple[Inlines, ...]:
    return tuple(read_line(cell.strip(), calls) for cell in _CELLS.split(line[1:-1]))


def _list(lines: Sequence[str], calls: Calls) -> Block | None:
    items: list[tuple[str, list[str]]] = []
    bullet = bool(_BULLET.match(lines[0]))
    shape = None
    for line in lines:
        match = _BULLET.match(line) if bullet else _LABEL.match(line)
        label = "" if match is None or bullet else match["label"]
        if match and (bullet or shape in {None, _shape(label)}):
            shape = _shape(label)
            items.append((label, [line[match.end() :]]))
        elif items:
            items[-1][1].append(line)
        else:
            return None
    if len(items) < 2 and not bullet:
        return None
    return List(tuple(Item(label, _content(text, calls)) for label, text in items))


def _shape(label: str) -> str:
    return re.sub(r"[A-Z]+", "A", re.sub(r"[a-z]+", "a", re.sub(r"\d+", "1", label)))


_MAKERS: dict[str, Callable[[Inlines], Block]] = {
    "Dateline": lambda content: Dateline(conventions.dated(content)),
    "Salutation": Salutation,
    "Closing": Closing,
    "Signed": Signature,
    "Signature": Signature,
    "Postscript": lambda content: Postscript((content,)),
}


def _named(lines: Sequence[str], calls: Calls) -> Block | None:
    match = _NAMED.fullmatch(lines[0])
    if match is None or not (match["words"] or lines[1:]):
        return None
    return _MAKERS[match["label"]](_content([match["words"], *lines[1:]], calls))
