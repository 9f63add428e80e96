"""Pandoc's inline elements to a line of the plain form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kktei.read.docx.flat import Content
from kktei.read.plain.inline import LINK

Inline = dict[str, Content]

_RENDS = {
    "Emph": "italic",
    "Strong": "bold",
    "Underline": "underline",
    "Strikeout": "strikethrough",
    "Superscript": "superscript",
    "Subscript": "subscript",
    "SmallCaps": "smallcaps",
}
_MARKS = re.compile(r"[\\*|{}]|__")
_CALL = re.compile(r"\[\^?\d{1,3}\]")
_BLANKS = {"Space": " ", "SoftBreak": " "}


@dataclass(frozen=True, slots=True)
class TrackedChange:
    """A tracked change or a comment: its kind, who made it, and its words."""

    kind: str
    author: str
    words: str


@dataclass
class Line:
    """A line while it is gathered.  ``bare`` leaves all marks out, as headings and source notes have none."""

    bare: bool = False
    notes: list[list[Content]] = field(default_factory=list)  # the blocks of each footnote, in order
    changes: list[TrackedChange] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)  # things that a line cannot hold
    odd: list[str] = field(default_factory=list)  # what was read as something else
    typed: bool = False  # calls such as [1] are typed, as the file has no real footnotes
    first_label: int = 1
    layers: bool = False  # tracked changes are what the writer crossed out and added, not an editor's

    def text(self, inlines: Sequence[Inline]) -> str:
        """The words of inline elements, with marks."""
        return "".join(self._one(part["t"], part.get("c")) for part in inlines)

    def _one(self, kind: str, content: Content) -> str:
        if kind == "Str":
            return str(content) if self.bare else self._escaped(content)
        if kind in _BLANKS:
            return _BLANKS[kind]
        if kind == "LineBreak":
            return " " if self.bare else "{break}"
        if kind in _RENDS:
            inner = self.text(content)
            return inner if self.bare or not inner.strip() else f"{{{_RENDS[kind]}: {inner}}}"
        if kind == "Note":
            self.notes.append(content)
            return f"[{self.first_label + len(self.notes) - 1}]"
        if kind == "Span":
            return self._span(content[0], content[1])
        return self._other(kind, content)

    def _escaped(self, text: str) -> str:
        """Words without the marks of the plain form; "[1]" is a mark only where it calls a footnote that is typed."""
        text = _MARKS.sub(lambda m: "".join(f"\\{c}" for c in m[0]), text)
        return text if self.typed else _CALL.sub(r"\\\g<0>", text)

    def _span(self, attributes: list[Content], inner: Sequence[Inline]) -> str:
        classes, pairs = attributes[1], dict(attributes[2])
        author = str(pairs.get("author", ""))
        if "comment-start" in classes:
            self.changes.append(TrackedChange("comment", author, words(inner)))
            return ""
        if "comment-end" in classes:
            return ""
        if "paragraph-insertion" in classes or "paragraph-deletion" in classes:
            self.changes.append(TrackedChange("parted" if "paragraph-insertion" in classes else "joined", author, ""))
            return ""
        if self.layers and not self.bare and ("deletion" in classes or "insertion" in classes):
            return _layer(self.text(inner), "-" if "deletion" in classes else "+")
        if "deletion" in classes:
            self.changes.append(TrackedChange("deletion", author, words(inner)))
            return ""
        if "insertion" in classes:
            self.changes.append(TrackedChange("insertion", author, words(inner)))
        return self.text(inner)

    def _other(self, kind: str, content: Content) -> str:
        if kind == "Quoted":
            left, right = ("‘", "’") if content[0]["t"] == "SingleQuote" else ("“", "”")
            return f"{left}{self.text(content[1])}{right}"
        if kind == "Link":
            return self._link(self.text(content[1]), str(content[2][0]))
        if kind == "Cite":
            return self.text(content[1])
        if kind in {"Code", "Math"}:
            self.odd += ["A formula was read as TeX"] if kind == "Math" else []
            return self._one("Str", content[1])
        alt = words(content[1]) if kind == "Image" else ""
        self.dropped.append(f"An image{f' (“{alt}”)' if alt else ''}" if kind == "Image" else f"A {kind}")
        return ""

    def _link(self, text: str, address: str) -> str:
        """Words that lead to an address on the web; what leads within the file, or elsewhere, is only told."""
        if self.bare or not text.strip() or text.strip() == address:
            return text
        if LINK.fullmatch(f"({address})") and not address.startswith("#"):
            return f"[{text}]({address})"
        self.odd.append(f"A link to {address} was read as mere words")
        return text


def _layer(text: str, sign: str) -> str:
    """Words crossed out or added, in the marks of the plain form; blanks at their edges stand outside."""
    bare = text.strip()
    before, after = (text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]) if bare else (text, "")
    return f"{before}[{sign}{bare}{sign}]{after}" if bare else text


def words(inlines: Sequence[Inline]) -> str:
    """The words of inline elements without any mark."""
    return Line(bare=True).text(inlines).strip()
