"""A long document in pieces: a part of a large volume may end within it, between two paragraphs of its text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kktei.render.print.feet import Counted, Feet
from kktei.render.print.parts import Piece
from kktei.render.print.quoting import literal, unquoted

_LONG = 20_000  # characters of the source from which a document is cut
_LEAST = 400  # of a piece
_STRING = r'"(?:[^"\\]|\\.)*"'
_TOKEN = re.compile(_STRING + r"|[\[\]]")
_ID = re.compile(rf"#p\(({_STRING})")
_LEMMA = re.compile(rf"#lemma\(({_STRING})")
_ENTRY = re.compile(rf"^(?={_STRING}: \()", re.MULTILINE)
_KEY = re.compile(_STRING)
_HEADING = re.compile(rf'#document-heading\(((?:{_STRING}|[^"\[(])*?), language: ')
_AROUND = ("#letter(", "#lang(")  # what holds paragraphs without a form of its own


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph of the text itself: where its call, its words and what is behind it begin, and what it lies in."""

    begin: int
    words: int
    end: int
    around: tuple[str, ...]


def cut(pieces: Sequence[Piece], counted: Counted, feet: Feet | None) -> list[Piece]:
    """The same, long documents in several; those with an apparatus only where it is at the foot and counts by pages."""
    by_page = counted.by == "page" and not (feet and feet.ended)
    return [part for piece in pieces for part in (_cut(piece) if _is_cut(piece, by_page=by_page) else [piece])]


def _is_cut(piece: Piece, *, by_page: bool) -> bool:
    return piece.size > _LONG and (by_page or not piece.entries)


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
            yield replace(piece, markup=text, entries=own, lines=chapter + _lines(imports, "", text, following))
            continue
        name = _ID.match(markup, this.begin)
        stem = unquoted(name[1][1:-1] if name else "") + "~"
        before = f"{''.join(this.around)}\n#resumed({literal(stem)}, {heading[1]})[\n"
        first = f"{markup[this.begin : this.words]}#piece({literal(stem)});{markup[this.words : this.end]}\n]"
        lines = _lines(imports, before, first + text[this.end - this.begin :], following)
        yield Piece(stem, f"{piece.file}~{number}", text, lines, opens=False, entries=own)


def _own(entries: Mapping[str, str], text: str, *others: str) -> str:
    """The entries of an apparatus with a lemma in a text; where there are others, those with none in these."""
    named = {*_LEMMA.findall("".join(others) or text)}
    return "".join(entry for key, entry in entries.items() if (key in named) != bool(others))


def _lines(imports: str, before: str, text: str, following: _Paragraph | None) -> str:
    """The lines of a piece; what goes on in the next is left open there."""
    whole = before + text
    if following:
        whole = whole.replace("#letter(", "#letter(ends: false, ", 1) + "]" * len(following.around)
    return f"#[\n{imports}\n{whole}]"


def _begins(markup: str) -> Iterator[_Paragraph]:
    """The paragraphs with which pieces begin."""
    last = 0
    for before, this in pairwise(_paragraphs(markup)):
        follows = before.around == this.around and not markup[before.end : this.begin].strip()
        if follows and this.begin - last >= _LEAST:
            last = this.begin
            yield this


def _paragraphs(markup: str) -> Iterator[_Paragraph]:
    opened: list[tuple[int, int]] = []  # where the line of a bracket begins, and what is in it
    for token in _TOKEN.finditer(markup):
        if token[0] == "[":
            opened.append((markup.rfind("\n", 0, token.start()) + 1, token.end()))
        elif token[0] == "]" and opened:
            begin, words = opened.pop()
            around = all(markup.startswith(_AROUND, line) for line, _ in opened)
            if opened and around and _ID.match(markup, begin):
                yield _Paragraph(begin, words, token.end(), tuple(markup[a:b] for a, b in opened))
