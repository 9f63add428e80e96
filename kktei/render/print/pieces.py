"""A long document in pieces: a part of a large volume may end within it, between two blocks of its text."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from kktei.render.print.feet import Counted, Feet
from kktei.render.print.parts import Piece
from kktei.render.print.quoting import literal, unquoted

_LONG = 20_000  # characters of the source from which a document is cut
_LEAST = 400  # of a piece
_STRING = r'"(?:[^"\\]|\\.)*"'
_TOKEN = re.compile(_STRING + r"|[\[\]]")
_LEMMA = re.compile(rf"#lemma\(({_STRING})")
_ENTRY = re.compile(rf"^(?={_STRING}: \()", re.MULTILINE)
_KEY = re.compile(_STRING)
_HEADING = re.compile(rf'#document-heading\(((?:{_STRING}|[^"\[(])*?), language: ')
_PARAGRAPH = re.compile(rf"^#(?:p|closing)\((?:{_STRING}|[^\"\[])*\[", re.MULTILINE)
_NAMED = rf"(?P<line>verse|item|extract)\((?:{_STRING}|[^\"\[(])*?(?:id|place|follows): "
_BLOCK = re.compile(rf"#(?:(?P<kind>p|stanza)\(|{_NAMED})(?P<name>{_STRING})|#stage\[")
# Which blocks may begin a piece, and behind which: there they look the same at a page's top whatever stands before.
_BEHIND = {
    "p": ("p",),
    "stanza": ("p", "stanza", "stage", "verse"),
    "verse": ("verse",),
    "item": ("item",),
    "extract": ("extract",),
}
_AROUND = (
    "#letter(",
    "#lang(",
    "#stanza(",
    "#mixed(",
    "#items[",
)  # what holds blocks and may be left open and gone on with
_ENDING = ("#letter(", "#stanza(")  # which of them do something at their end


@dataclass(frozen=True, slots=True)
class _Block:
    """A block of the text: where its call, its words and what is behind it begin, and what it lies in."""

    kind: str
    stem: str  # of the piece that it may begin
    begin: int
    words: int
    end: int
    around: tuple[tuple[int, int], ...]


def cut(pieces: Sequence[Piece], counted: Counted, feet: Feet | None, whole: Set[str] = frozenset()) -> list[Piece]:
    """The same, long documents in several, but for those that are to be ``whole``.

    Those with an apparatus are cut only where it is at the foot and counts by pages.
    """
    by_page = counted.by == "page" and not (feet and feet.ended)
    is_cut = [p.size > _LONG and p.stem not in whole and (by_page or not p.entries) for p in pieces]
    return [part for piece, cuts in zip(pieces, is_cut, strict=True) for part in (_cut(piece) if cuts else [piece])]


def _cut(piece: Piece) -> Iterator[Piece]:
    """Pieces that begin with a paragraph after another: there a page looks the same whatever stands before it."""
    markup, heading = piece.markup, _HEADING.search(piece.markup)
    begins = [*_begins(markup)] if heading else []
    if heading is None or not begins:
        yield piece
        return
    imports = markup.partition("\n")[0].replace('"../', '"/')
    entries = {key[0]: entry for entry in _ENTRY.split(piece.entries) if (key := _KEY.match(entry))}
    for number, (this, following) in enumerate(pairwise([None, *begins, None]), 1):
        text = markup[this.begin if this else markup.index("\n") : following.begin if following else len(markup)]
        own = _own(entries, text, *((markup[begins[0].begin :],) if this is None else ()))
        if this is None:
            chapter = piece.lines.rpartition("#include")[0]
            yield replace(piece, markup=text, entries=own, lines=chapter + _lines(markup, imports, "", text, following))
            continue
        before = "".join(markup[a:b] for a, b in this.around).replace("#stanza(", "#stanza(begins: false, ")
        resumed = (
            f"\n#resumed({literal(this.stem)}, {heading[1]}, kind: {literal(this.kind)})[\n{_begun(this, text)}\n]"
        )
        lines = _lines(markup, imports, before, resumed + text[this.end - this.begin :], following)
        yield Piece(this.stem, f"{piece.file}~{number}", text, lines, opens=False, entries=own)


def _begun(block: _Block, text: str) -> str:
    """The block with which a piece begins, with the mark of that where its words begin a page."""
    at = block.words - block.begin if block.kind in ("p", "stanza") else 0
    if block.kind == "extract" and (inner := _PARAGRAPH.search(text)):
        at = inner.end()
    return f"{text[:at]}#piece({literal(block.stem)});{text[at : block.end - block.begin]}"


def _own(entries: Mapping[str, str], text: str, *others: str) -> str:
    """The entries of an apparatus with a lemma in a text; where there are others, those with none in these."""
    named = {*_LEMMA.findall("".join(others) or text)}
    return "".join(entry for key, entry in entries.items() if (key in named) != bool(others))


def _lines(markup: str, imports: str, before: str, text: str, following: _Block | None) -> str:
    """The lines of a piece; what goes on in the next is left open there."""
    whole = before + text
    for begin, end in following.around if following else ():
        opened = markup[begin:end]
        name = next((name for name in _ENDING if opened.startswith(name)), opened)
        given = opened.removeprefix(name)
        for there in (opened, f"{name}begins: false, {given}"):
            whole = whole.replace(there, there.replace(name, f"{name}ends: false, "), 1) if given else whole
    return f"#[\n{imports}\n{whole}{']' * len(following.around if following else ())}]"


def _begins(markup: str) -> Iterator[_Block]:
    """The blocks with which pieces begin."""
    last = 0
    for before, this in pairwise(_blocks(markup)):
        follows = before.around == this.around and not markup[before.end : this.begin].strip()
        if follows and before.kind in _BEHIND.get(this.kind, ()) and this.begin - last >= _LEAST:
            last = this.begin
            yield this


def _blocks(markup: str) -> list[_Block]:
    """Those that lie in what may be parted, a list if it is long: each piece of it is a list by its tags."""
    found, opened, short = list[_Block](), list[tuple[int, int]](), set[tuple[int, int]]()
    for token in _TOKEN.finditer(markup):
        if token[0] == "[":  # where its line begins, and what is in it
            opened.append((markup.rfind("\n", 0, token.start()) + 1, token.end()))
        elif token[0] == "]" and opened:
            begin, words = opened.pop()
            if token.end() - begin < _LONG:
                short.add((begin, words))
            around = all(markup.startswith(_AROUND, line) for line, _ in opened)
            if opened and around and (block := _BLOCK.match(markup, begin)):
                stem = unquoted((block["name"] or '""')[1:-1]) + "~"
                kind = block["kind"] or block["line"] or "stage"
                found.append(_Block(kind, stem, begin, words, token.end(), tuple(opened)))
    return [block for block in found if block.kind != "item" or block.around[-1] not in short]
