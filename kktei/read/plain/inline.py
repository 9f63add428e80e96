"""The marks within a line of the plain form, read: ``*italic*``, ``[illegible]``, ``[p. 12]``, ``[1]`` and the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kktei.transcript import (
    Addition,
    Deletion,
    Gap,
    Hi,
    Inline,
    Inlines,
    LineBreak,
    Note,
    PageBreak,
    Supplied,
    Text,
    Unclear,
)

BREAK = "\x01"  # stands for a line break that matters; control characters cannot come from a source
PAGE = re.compile(r"(?:p|page)\.? ?(?P<n>[0-9ivxlcdmIVXLCDM]+[a-z]?|[0-9]+[rv])")
ILLEGIBLE = re.compile(r"(?P<extent>.{0,40}?)\s*illegible")
LOST = re.compile(r"(?P<extent>.{0,40}?)\s*(?:lost|torn off|missing)")
DECLASSIFIED = re.compile(r"(?P<extent>.{0,60}?)\s*not declassified")
OMITTED = re.compile(r"\. ?\. ?\.(?: ?\.)?|…")
_CALL = re.compile(r"\^?(?P<label>\d+)")
_MARKS = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])|(?P<mark>\*\*|\*|__|\[)|(?P<break>\x01|\{break\})|\{(?P<rend>[a-z]+): ?"
)
RENDS = frozenset({"italic", "bold", "underline", "smallcaps", "superscript", "subscript", "strikethrough"})
_STYLES = {"*": "italic", "**": "bold", "__": "underline"}
_DOUBT = re.compile(r"(?<!\\)(?:\\\\)*\?$")
_BLANKS = re.compile(r"[ \t\r\n]+")


@dataclass
class Calls:
    """The footnotes of one document by label, which of them were called, and which calls led nowhere."""

    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    called: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def read_line(text: str, calls: Calls) -> Inlines:
    """The inline parts of a text; blanks are folded, and what is no mark is text."""
    return tidy(_Line(_BLANKS.sub(" ", text), calls).parts(None)[0])


def tidy(parts: list[Inline]) -> Inlines:
    """Texts side by side become one, blanks at both ends go."""
    out: list[Inline] = []
    for part in parts:
        if isinstance(part, Text) and out and isinstance(out[-1], Text):
            out[-1] = Text(out[-1].text + part.text)
        elif not isinstance(part, Text) or part.text:
            out.append(part)
    out = [Text(_BLANKS.sub(" ", p.text)) if isinstance(p, Text) else p for p in out]
    if out and isinstance(out[0], Text):
        out[0] = Text(out[0].text.lstrip(" "))
    if out and isinstance(last := out[-1], Text):
        out[-1] = Text(last.text.rstrip(" "))
    return tuple(part for part in out if part != Text(""))


class _Line:
    """One line while it is read."""

    def __init__(self, text: str, calls: Calls) -> None:
        self.text = text
        self.calls = calls

    def parts(self, closing: str | None, at: int = 0) -> tuple[list[Inline], int]:
        """Parts from ``at`` to the closing mark (-1 where it never comes) or to the end."""
        out: list[Inline] = []
        while match := _MARKS.search(self.text, at):
            out.append(Text(self.text[at : match.start()]))
            at = match.end()
            if match["escaped"]:
                out.append(Text(match["escaped"]))
            elif match["break"]:
                out.append(LineBreak())
            elif match["rend"]:
                at = self._brace(match, out)
            elif match["mark"] == closing and self._closes(match):
                return out, match.end()
            elif match["mark"] == "[":
                at = self._bracket(match, out)
            else:
                at = self._style(match, out)
        out.append(Text(self.text[at:]))
        return out, -1 if closing else len(self.text)

    def _style(self, match: re.Match[str], out: list[Inline]) -> int:
        mark = match["mark"]
        if self._opens(match):
            inner, end = self.parts(mark, match.end())
            if end > 0 and (content := _kept(inner)):
                out.append(Hi(_STYLES[mark], content))
                return end
        out.append(Text(mark))
        return match.end()

    def _opens(self, match: re.Match[str]) -> bool:
        """CommonMark's rule: a mark opens before a word, not before a blank, nor between a word and a point."""
        before, after = self._around(match)
        if not after or after.isspace() or after == BREAK:
            return False
        return _is_word(after) or after in "[\\*" or not _is_word(before)

    def _closes(self, match: re.Match[str]) -> bool:
        before, _ = self._around(match)
        return bool(before) and not before.isspace() and before != BREAK

    def _around(self, match: re.Match[str]) -> tuple[str, str]:
        return self.text[match.start() - 1 : match.start()], self.text[match.end() : match.end() + 1]

    def _bracket(self, match: re.Match[str], out: list[Inline]) -> int:
        """What stands in square brackets; text where the bracket is never closed."""
        end = self._end(match.end())
        if end < 0:
            out.append(Text("["))
            return match.end()
        inside = self.text[match.end() : end]
        if inside.strip() == "?" and _doubt_word(out):
            return end + 1
        out.append(self._meaning(inside))
        return end + 1

    def _brace(self, match: re.Match[str], out: list[Inline]) -> int:
        """``{smallcaps: words}``: any way of setting words off by its name."""
        end = self._end(match.end(), "{}")
        if end < 0 or match["rend"] not in RENDS or not self.text[match.end() : end]:
            out.append(Text(match[0]))
            return match.end()
        out.append(Hi(match["rend"], self._inner(self.text[match.end() : end])))
        return end + 1

    def _end(self, at: int, pair: str = "[]") -> int:
        depth = 1
        while at < len(self.text):
            mark = self.text[at]
            if mark == "\\":
                at += 1
            depth += (mark == pair[0]) - (mark == pair[1])
            if depth == 0:
                return at
            at += 1
        return -1

    def _meaning(self, inside: str) -> Inline:
        said = inside.strip()
        if (match := _CALL.fullmatch(said)) and (note := self._note(match["label"])):
            return note
        if match := PAGE.fullmatch(said):
            return PageBreak(match["n"])
        if gap := _gap(said):
            return gap
        if len(said) > 2 and said[0] == said[-1] and said[0] in "-+":
            kind: Callable[[Inlines], Inline] = Deletion if said[0] == "-" else Addition
            return kind(self._inner(said[1:-1]))
        if _DOUBT.search(said) and len(said) > 1:
            return Unclear(self._inner(said[:-1]))
        if _CALL.fullmatch(said):
            return Text(f"[{said}]")
        return Supplied(self._inner(inside)) if said else Text(f"[{inside}]")

    def _inner(self, text: str) -> Inlines:
        return _kept(_Line(text, self.calls).parts(None)[0])

    def _note(self, label: str) -> Note | None:
        if label in self.calls.called or label not in self.calls.notes:
            self.calls.lost.append(label)
            return None
        self.calls.called.append(label)
        return Note(label, tuple(read_line(text, self.calls) for text in self.calls.notes[label]))


def _gap(said: str) -> Gap | None:
    if OMITTED.fullmatch(said):
        return Gap("omitted")
    if said == "?":
        return Gap("illegible")
    for pattern, reason in ((ILLEGIBLE, "illegible"), (LOST, "lost"), (DECLASSIFIED, "notDeclassified")):
        if match := pattern.fullmatch(said):
            return Gap(reason, match["extent"].strip())
    return None


def _kept(parts: list[Inline]) -> Inlines:
    """Parts with the blanks at their ends, which belong to the words around."""
    out: list[Inline] = []
    for part in parts:
        if isinstance(part, Text) and out and isinstance(last := out[-1], Text):
            out[-1] = Text(last.text + part.text)
        elif part != Text(""):
            out.append(part)
    return tuple(out)


def _doubt_word(out: list[Inline]) -> bool:
    """Make the word before a "[?]" a doubtful one."""
    if not out or not isinstance(last := out[-1], Text) or not last.text or last.text[-1].isspace():
        return False
    start = max(last.text.rfind(blank) for blank in " \N{NO-BREAK SPACE}") + 1
    word = last.text[start:]
    out[-1] = Text(last.text[:start])
    out.append(Unclear((Text(word),)))
    return True


def _is_word(mark: str) -> bool:
    return bool(mark) and (mark.isalnum() or mark in "\"'“‘(«")
