"""Pandoc's inline elements to a line: its words, and what stretches of them are."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from kktei.read.docx.flat import Content
from kktei.read.docx.spacing import SPACED
from kktei.read.plain.inline import LINK
from kktei.read.plain.marked import BREAK, THERE, LineMark, Marked, folded
from kktei.transcript import Addition, Deletion, Hi, Inline, Inlines, Note, PageBreak, Ref

Element = dict[str, Content]

_RENDS = {
    "Emph": "italic",
    "Strong": "bold",
    "Underline": "underline",
    "Strikeout": "strikethrough",
    "Superscript": "superscript",
    "Subscript": "subscript",
    "SmallCaps": "smallcaps",
}
_PAGE = "Source Page"  # the style of page breaks in the Word files that kktei writes
_PAGE_MARK = re.compile(r"\[?(?P<n>[\w.-]{1,20})\]?")
_BLANKS = {"Space": " ", "SoftBreak": " "}


@dataclass(frozen=True, slots=True)
class TrackedChange:
    """A tracked change or a comment: its kind, who made it, and its words."""

    kind: str
    author: str
    words: str


@dataclass
class Line:
    """A line while it is gathered.  ``bare`` leaves all marks out but calls, as headings and source notes have none."""

    bare: bool = False
    notes: list[list[Content]] = field(default_factory=list)  # the blocks of each footnote, in order
    changes: list[TrackedChange] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)  # things that a line cannot hold
    odd: list[str] = field(default_factory=list)  # what was read as something else
    first_label: int = 1
    layers: bool = False  # tracked changes are what the writer crossed out and added, not an editor's
    apart: int = -1  # which footnote is none, but the source note
    source: list[Content] = field(default_factory=list)  # its blocks
    _pieces: list[str] = field(default_factory=list)
    _length: int = 0  # of them all
    _marks: list[LineMark] = field(default_factory=list)

    def text(self, inlines: Sequence[Element]) -> Marked:
        """The words of inline elements with their marks; a footnote's mark has its label, and nothing in it yet."""
        self._all(inlines)
        return folded(Marked("".join(self._pieces), tuple(self._marks)))

    def _all(self, inlines: Sequence[Element]) -> None:
        for part in inlines:
            self._one(part["t"], part.get("c"))

    def _say(self, words: str) -> None:
        self._pieces.append(words)
        self._length += len(words)

    def _one(self, kind: str, content: Content) -> None:
        if kind == "Str":
            self._say(str(content))
        elif kind in _BLANKS:
            self._say(_BLANKS[kind])
        elif kind == "LineBreak":
            self._say(" " if self.bare else BREAK)
        elif kind in _RENDS:
            self._within(partial(Hi, _RENDS[kind]), content)
        elif kind == "Note":
            self._note(content)
        elif kind == "Span":
            self._span(content[0], content[1])
        else:
            self._other(kind, content)

    def _within(self, around: Callable[[Inlines], Inline], inlines: Sequence[Element], *, trim: bool = False) -> None:
        """Inline elements in a mark, where they have words; blanks at its ends can stand outside."""
        start, pieces, known = self._length, len(self._pieces), len(self._marks)
        self._all(inlines)
        said = "".join(self._pieces[pieces:])
        if self.bare or not said.strip():
            return
        before, after = (len(said) - len(said.lstrip()), len(said) - len(said.rstrip())) if trim else (0, 0)
        self._marks.insert(known, LineMark(start + before, self._length - after, around))

    def _note(self, content: Content) -> None:
        if self.apart == 0:
            self.source = content
        else:
            self.notes.append(content)
            label = str(self.first_label + len(self.notes) - 1)
            self._marks.append(LineMark(self._length, self._length + 1, instead=Note(label, ())))
            self._say(THERE)
        self.apart -= 1

    def _span(self, attributes: list[Content], inner: Sequence[Element]) -> None:
        classes, pairs = attributes[1], dict(attributes[2])
        author = str(pairs.get("author", ""))
        if "comment-start" in classes:
            self.changes.append(TrackedChange("comment", author, words(inner)))
        elif "paragraph-insertion" in classes or "paragraph-deletion" in classes:
            self.changes.append(TrackedChange("parted" if "paragraph-insertion" in classes else "joined", author, ""))
        elif self.layers and not self.bare and ("deletion" in classes or "insertion" in classes):
            self._within(Deletion if "deletion" in classes else Addition, inner, trim=True)
        elif "deletion" in classes:
            self.changes.append(TrackedChange("deletion", author, words(inner)))
        elif pairs.get("custom-style") == SPACED:
            self._within(partial(Hi, "letterspaced"), inner)
        elif pairs.get("custom-style") == _PAGE and not self.bare and (page := _PAGE_MARK.fullmatch(words(inner))):
            self._marks.append(LineMark(self._length, self._length + 1, instead=PageBreak(page["n"])))
            self._say(THERE)
        elif "comment-end" not in classes:
            if "insertion" in classes:
                self.changes.append(TrackedChange("insertion", author, words(inner)))
            self._all(inner)

    def _other(self, kind: str, content: Content) -> None:
        if kind == "Quoted":
            left, right = ("‘", "’") if content[0]["t"] == "SingleQuote" else ("“", "”")
            self._say(left)
            self._all(content[1])
            self._say(right)
        elif kind == "Link":
            self._link(content[1], str(content[2][0]))
        elif kind == "Cite":
            self._all(content[1])
        elif kind in {"Code", "Math"}:
            self.odd += ["A formula was read as TeX"] if kind == "Math" else []
            self._say(str(content[1]))
        else:
            alt = words(content[1]) if kind == "Image" else ""
            self.dropped.append(f"An image{f' (“{alt}”)' if alt else ''}" if kind == "Image" else f"A {kind}")

    def _link(self, inlines: Sequence[Element], address: str) -> None:
        """Words that lead to an address on the web; what leads within the file, or elsewhere, is only told."""
        said = words(inlines)
        if LINK.fullmatch(f"({address})") and not address.startswith("#") and said != address:
            self._within(partial(Ref, address), inlines)
            return
        self._all(inlines)
        if said and said != address and not self.bare:
            self.odd.append(f"A link to {address} was read as mere words")


def words(inlines: Sequence[Element]) -> str:
    """The words of inline elements without any mark."""
    return Line(bare=True).text(inlines).replace(THERE, "").strip()
