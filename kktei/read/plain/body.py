"""Chunks of a document's text to blocks: what each kind of block looks like in the plain form."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby, pairwise

from kktei.findings import Finding, finding
from kktei.read import conventions
from kktei.read.arrange import AttachmentBegin, AttachmentEnd, Loose, Part, arrange
from kktei.read.plain.bare import bracketed
from kktei.read.plain.brackets import PAGE
from kktei.read.plain.chunks import Chunk
from kktei.read.plain.footnotes import uncalled, without_footnotes
from kktei.read.plain.inline import Calls, Odd, read_line
from kktei.read.plain.marked import BREAK, Marked, cut, stripped
from kktei.read.plain.openers import apart
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
    Text,
    words,
)

_ENCLOSED = "Attachment|Enclosure|Annex|Appendix|Tab|ATTACHMENT|ENCLOSURE|ANNEX|APPENDIX|TAB"
_NUMBER = r"(?:(?:No\. ?|#)?(?:\d+|[A-Z]|[IVX]{1,5})|\((?:\d+|[A-Za-z])\))"
_ATTACHMENT = re.compile(
    rf"\[(?P<a>(?:{_ENCLOSED}|attachment|enclosure)\b[^\[\]]{{0,200}})\]"
    rf"|(?P<b>(?!Tab$|TAB$)(?:{_ENCLOSED})(?: {_NUMBER})?(?:: .{{1,200}})?)"
)
END = re.compile(r"\[End (?:of )?(?:the )?(?:attachment|enclosure|annex|appendix|tab)(?: \w{1,5})?\]", re.IGNORECASE)
_HEADING = re.compile(r"#{1,6}[ \u00a0]+(?P<words>.+)")
_BULLET = re.compile(r"[-•][ \u00a0]+(?=\S)")
_STAR = re.compile(r"\*[ \u00a0]+(?=\S)")
_HYPHEN = re.compile(r"(\w+-)[ \t]*$")
_LOWER = re.compile(r"[ \t]*(\[p[^\]]{1,9}\]|(?!(?:and|or|und|oder|et|ou|to)\b)[^\W\d_A-ZÀ-Þ]\w*)")
_TABS = re.compile(r"\S\t+(?=\S)")
_LABEL = re.compile(
    r"(?P<label>(?:\d{1,3}|[A-Za-z]|[ivxIVX]{2,5})[.)]|\((?:\d{1,3}|[A-Za-z]|[ivx]{2,5})\))[ \u00a0]+(?=\S)"
)
_RULE = re.compile(r"\|(?: *:?-+:? *\|)+")
_CELLS = re.compile(r"(?<!\\)\|")
_NAMED = re.compile(
    r"(?P<label>Dateline|Salutation|Closing|Signed|Signature|Postscript):[ \u00a0]*(?P<words>.*)", re.DOTALL
)
_VERSES, _SHORT_LINE = 3, 55  # so many lines, each at most so long, are taken for verse
_LINES_OF_A_CLOSE = 8
_OPEN_ROW = re.compile(r"\|\s.*?\S\s+\|\s")  # a row of a table without its last bar
_LAST = 2  # so many paragraphs at the end of a letter may be its close
_KEPT = re.compile(r"\{break\}|\\$")  # a line break that the form hears
_PLAIN = re.compile(r"\\(?P<blank> +)?(?=(?P<next>.))", re.DOTALL)


def read_body(parts: Sequence[Chunk], shown: str, found: list[Finding]) -> Blocks:
    """The blocks that a document's chunks stand for; ``found`` gets what is doubtful."""
    chunks, notes = without_footnotes(bracketed(apart(parts), shown, found), shown, found)
    calls = Calls(notes, typed=all(part.typed for part in parts))
    out: list[Part] = []
    for left, chunk in zip(range(len(chunks), 0, -1), chunks, strict=True):
        known = len(calls.odd)
        _append(out, parts_of := _parts(chunk, calls))
        found += [_located(odd, chunk, shown) for odd in calls.odd[known:]]
        joined = all(isinstance(part, Loose) and not part.lines for part in parts_of)
        found += _layout(chunk, shown, last=joined and left <= _LAST)
    if out and isinstance(out[-1], AttachmentBegin) and not (chunks[-1].made or chunks[-1].text.startswith("[")):
        out[-1] = Paragraph(out[-1].heading)  # "Enclosure" below a letter only says that there was one
    out += _never_called(parts, calls, shown, found)
    blocks, unopened = arrange(out)
    for _ in range(unopened):
        words = "An attachment ends in this document that did not begin; what follows is read as the letter itself."
        found.append(finding("R014", words, file=shown, line=parts[0].line))
    return blocks


def _located(odd: Odd, chunk: Chunk, shown: str) -> Finding:
    """A finding at the line and column of its spot; at the beginning of the chunk where it is a footnote's."""
    for length in range(len(odd.spot), 0, -3):
        for i, line in enumerate(chunk.lines):
            at = (line.rfind if odd.last else line.find)(odd.spot[:length])
            if at >= 0:
                return finding(odd.code, odd.message, file=shown, line=chunk.line + i, column=at + 1)
    return finding(odd.code, odd.message, file=shown, line=chunk.line)


def _never_called(parts: Sequence[Chunk], calls: Calls, shown: str, found: list[Finding]) -> list[Part]:
    """Footnotes whose call turned out to be part of another mark, as paragraphs at the end: no word is lost."""
    out: list[Part] = []
    left = [(label, texts[calls.called[label] :]) for label, texts in calls.notes.items()]
    calls.called.update({label: len(texts) for label, texts in left})  # lest one be put in where it calls itself
    for label, texts in left:
        for paragraphs in texts:
            found.append(uncalled(label, "is called only within another mark", shown, parts[0]))
            first, *others = (read_line(text, calls) for text in paragraphs)
            out += [Paragraph((Text(f"[{label}] "), *first)), *(Paragraph(line) for line in others)]
    return out


def _layout(chunk: Chunk, shown: str, *, last: bool) -> list[Finding]:
    """What the layout of the lines seems to say and the form does not hear; ``last`` ones may be a close."""
    out = []
    for i, (line, after) in enumerate(pairwise(chunk.lines)):
        if (cut := _HYPHEN.search(line)) and (rest := _LOWER.match(after)):
            words = f"The line ends within a word: “{cut[1]} {rest[1]}” is read with a blank; write the word whole."
            out.append(finding("R015", words, file=shown, line=chunk.line + i, column=cut.start() + 1))
    tabs = {len(_TABS.findall(line)) for line in chunk.lines}
    if len(chunk.lines) > 1 and len(tabs) == 1 and tabs != {0}:
        words = "Lines with tabs are read as one paragraph; write a table with bars: | one | two |"
        out.append(finding("R015", words, file=shown, line=chunk.line))
    lines = [line.strip() for line in chunk.lines]
    verse = (_like_verse(lines) or (last and _willed(lines))) and not _closed(lines)
    if verse or any(map(_short_lines, _quoted(chunk.lines))):
        words = "Short lines are read as one paragraph; to keep them, as of verse, end each but the last with {break}."
        out.append(finding("R015", words, file=shown, line=chunk.line))
    return out


def _like_verse(lines: Sequence[str]) -> bool:
    """Whether lines are verse rather than prose that was broken at a margin: short, uneven, each with a capital."""
    plain = all(line[:1].isupper() or line[:1] in "“‘\"'" for line in lines)
    kept = any(map(_KEPT.search, lines))
    return len(lines) >= _VERSES and plain and max(map(len, lines)) <= _SHORT_LINE and not kept


def _willed(lines: Sequence[str]) -> bool:
    """Whether three lines and more end where somebody wanted it: the next word would have had room, a margin given."""
    longest = max(map(len, lines))
    room = any(len(line) + 1 + len(after.split()[0]) <= longest for line, after in pairwise(lines))
    return len(lines) >= _VERSES and longest <= _SHORT_LINE and room and not any(map(_KEPT.search, lines))


def _short_lines(lines: Sequence[str]) -> bool:
    """Whether quoted lines end where somebody wanted it: short, and not all but the last as long as a margin lets."""
    *most, last = map(len, lines)
    longest = max([*most, last])
    at_margin = longest > _SHORT_LINE * 0.8 and all(length > longest * 0.75 for length in most)
    return bool(most) and longest <= _SHORT_LINE and not at_margin and not any(map(_KEPT.search, lines))


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
    if chunk.made is not None:
        return [chunk.made(partial(read_line, calls=calls))]
    if isinstance(chunk.text, Marked):
        whole = _bracketed(chunk.text, calls)
        return [whole] if whole else _close_of_lines(chunk.text, calls) or [Loose(read_line(chunk.text, calls))]
    lines = [line.strip(" \t") for line in chunk.lines]
    for reader in (_special, _quotation, _table, _list, _named_block):
        if (part := reader(lines, calls)) is not None:
            return [part]
    if ends := _closed(lines):
        return [Closing(_content(_broken(lines[:ends]), calls)), Signature(_content(_broken(lines[ends:]), calls))]
    if 1 < len(lines) <= 4 and all(_is_apart(line) for line in lines):
        again = replace(calls, called=calls.called.copy(), odd=[])
        return [Loose(_content(lines, calls), _content(_broken(lines), again))]
    return [Loose(_content(lines, calls))]


def _close_of_lines(line: Marked, calls: Calls) -> list[Part]:
    """A close and its signature that a line break parts within one paragraph of a word processor; else nothing."""
    lines = line.split(BREAK)
    if not (ends := _closed([part.strip() for part in lines])):
        return []
    at = len(BREAK.join(lines[:ends]))
    close, name = stripped(cut(line, 0, at)), stripped(cut(line, at + 1))
    return [Closing(read_line(close, calls)), Signature(read_line(name, calls))]


def _closed(lines: Sequence[str]) -> int:
    """How many of these lines are the complimentary close above a signature; 0 where they are something else."""
    if not 1 < len(lines) <= _LINES_OF_A_CLOSE or not all(map(conventions.is_short, lines)):
        return 0
    ends = 0
    while ends < len(lines) - 1:
        if conventions.is_closing(lines[ends]) or (ends and conventions.is_salutation(lines[ends])):
            ends += 1
        elif ends + 2 < len(lines) and conventions.is_closing(" ".join(lines[ends : ends + 2])):
            ends += 2
        else:
            break
    return ends


def _is_apart(line: str) -> bool:
    """Whether a line may stand by itself, as a name and an office below it do."""
    return conventions.is_short(line) and not _TABS.search(line) and not line[0].islower()


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
    if match := _HEADING.fullmatch(text):
        return Heading(read_line(match["words"], calls))
    return _bracketed(text, calls)


def _bracketed(text: str, calls: Calls) -> Part | None:
    """What stands in brackets by itself: a page, an attachment and its end; "Enclosure" without brackets too."""
    if text.startswith("[") and text.endswith("]") and (match := PAGE.fullmatch(text[1:-1].strip())):
        return PageBreak(match["n"])
    if END.fullmatch(text):
        return AttachmentEnd()
    if match := _ATTACHMENT.fullmatch(text):
        return AttachmentBegin(read_line(cut(text, *match.span("a" if match["a"] else "b")), calls))
    return None


def _quotation(lines: Sequence[str], calls: Calls) -> Block | None:
    paragraphs = _quoted(lines)
    return Quotation(tuple(_content(part, calls) for part in paragraphs)) if paragraphs else None


def _quoted(lines: Sequence[str]) -> list[list[str]]:
    """The paragraphs of lines that all begin with ">"; none where one does not."""
    bare = [line.strip()[1:].strip() if line.strip().startswith(">") else None for line in lines]
    if None in bare:
        return []
    return [list(part) for full, part in groupby((line or "" for line in bare), key=bool) if full]


def _table(lines: Sequence[str], calls: Calls) -> Block | None:
    if not all(
        len(line) > 1 and line.startswith("|") and (line.endswith("|") or _OPEN_ROW.match(line)) for line in lines
    ):
        return None
    head = len(lines) > 1 and bool(_RULE.fullmatch(lines[1]))
    rows = [line for i, line in enumerate(lines) if not (head and i == 1)]
    return Table(tuple(Row(_cells(line, calls), head and i == 0) for i, line in enumerate(rows)))


def _cells(line: str, calls: Calls) -> tuple[Inlines, ...]:
    return tuple(read_line(cell.strip(), calls) for cell in _CELLS.split(line[1:].removesuffix("|")))


def _list(lines: Sequence[str], calls: Calls) -> Block | None:
    items: list[tuple[str, list[str]]] = []
    stars = sum(bool(_STAR.match(line)) for line in lines) > 1
    mark = _STAR if stars else _BULLET
    bullet = bool(mark.match(lines[0]))
    shape = None
    for line in lines:
        match = mark.match(line) if bullet else _LABEL.match(line)
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


MAKERS: dict[str, Callable[[Inlines], Block]] = {  # of what a text says it is
    "Dateline": lambda content: Dateline(conventions.dated(content)),
    "Salutation": Salutation,
    "Closing": Closing,
    "Signed": Signature,
    "Signature": Signature,
    "Postscript": lambda content: Postscript((content,)),
}


def _named_block(lines: Sequence[str], calls: Calls) -> Block | None:
    match = _NAMED.fullmatch(lines[0])
    if match is None or not (match["words"] or lines[1:]):
        return None
    return MAKERS[match["label"]](_content([match["words"], *lines[1:]], calls))
