"""The marks within a line of the plain form, read: ``*italic*``, ``[illegible]``, ``[p. 12]``, ``[1]`` and the rest."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from kktei.read.plain.brackets import meaning_of
from kktei.read.plain.marked import BREAK, THERE, LineMark, Marked, cut, stripped
from kktei.transcript import (
    Addition,
    Deletion,
    Foreign,
    Hi,
    Inline,
    Inlines,
    LineBreak,
    Note,
    Ref,
    Sic,
    Supplied,
    Text,
    Unclear,
)

LABEL = r"\^?\d+[a-z]?|\^\w{1,20}|[*†‡§]{1,4}"  # of a footnote: [1], [12a], [^1], [^a], [*]
_CALL = re.compile(LABEL)
_YEAR = re.compile(r"1\d\d\d|20\d\d")
_MARKS = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])|(?P<mark>\*\*\*(?!\*)|\*\*|\*|__|[\[\]])"
    r"|(?P<break>\x01|\{break\})|\{(?P<rend>[a-z]+)(?: (?P<lang>[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*))?: ?"
)
# Behind words in brackets: an address, a document's number, or a footnote or page there (#102, #102#3, #102#pg12).
LINK = re.compile(r"\((?:(?P<url>https?://[^\s()\[\]{}|*\\]+)|#(?P<spot>\d\w*(?:#\w+)?))\)")
RENDS = frozenset(
    {"italic", "bold", "underline", "smallcaps", "letterspaced", "superscript", "subscript", "strikethrough"}
)
_STYLES = {"*": "italic", "**": "bold", "__": "underline", "***": "bold"}
_DOUBT = re.compile(r"(?<!\\)(?:\\\\)*\?$")
_BLANKS = re.compile(r"[ \t\r\n]+")
_BRACKETS = re.compile(r"\\.|[\[\]{}]", re.DOTALL)
_SQUARE = re.compile(r"(?P<mark>[\[\]])|(?P<break>\x01)")  # what is a mark in a line whose other marks are known
_DECLARED = re.compile(r"\\(?=[^\W_])")  # "[\\torn]" is the word "torn", put in by an editor
_AFTER_WORD: Mapping[str, Callable[[Inlines], Inline]] = {"?": Unclear, "sic": Sic, "sic!": Sic, "!": Sic}
_DEPTH = 12  # of marks within marks; what lies deeper is text


@dataclass(frozen=True, slots=True)
class Odd:
    """Something doubtful within a line: the finding's code, its words, and how the spot is written in the source."""

    code: str
    message: str
    spot: str
    last: bool = False  # the last such spot in a line is meant, not the first


@dataclass
class Calls:
    """The footnotes of one document by label, how often each was called, and what was doubtful on the way.

    A label has several footnotes where numbers start again; the first call gets the first of them.
    """

    notes: Mapping[str, Sequence[tuple[str, ...]]] = field(default_factory=dict)
    called: Counter[str] = field(default_factory=Counter)
    odd: list[Odd] = field(default_factory=list)
    within: list[tuple[str, tuple[str, ...]]] | None = None  # footnotes that the footnote being read calls
    typed: bool = True  # "[1]" may call a footnote


def read_line(text: str, calls: Calls) -> Inlines:
    """The inline parts of a text; blanks are folded, and what is no mark is text."""
    return tidy(_parts(text if isinstance(text, Marked) else _BLANKS.sub(" ", text), calls, 0))


def _parts(text: str, calls: Calls, depth: int) -> list[Inline]:
    line = _MarkedLine(text, calls, depth) if isinstance(text, Marked) else _Line(text, calls, depth)
    return line.parts()


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
    """One line while it is read; ``depth`` counts the marks around it."""

    brackets = _BRACKETS
    links = True  # "[words](address)" leads there

    def __init__(self, text: str, calls: Calls, depth: int) -> None:
        self.text = text
        self.calls = calls
        self.depth = depth
        self.ends = _pairs(text, self.brackets)
        self.escaped = text.find("\\[")  # where the first bracket that is no mark stands
        self.unclosed: set[str] = set()  # marks that nothing closes from here to the end

    def parts(self) -> list[Inline]:
        """All parts of the line."""
        out: list[Inline] = []
        at = 0
        while match := _MARKS.search(self.text, at):
            out.append(Text(self.text[at : match.start()]))
            at = self._part(match, out)
        out.append(Text(self.text[at:]))
        return out

    def _part(self, match: re.Match[str], out: list[Inline]) -> int:
        """Append what a mark stands for; where the text goes on."""
        if match["escaped"]:
            out.append(Text(match["escaped"]))
        elif match["break"]:
            out.append(LineBreak())
        elif match["rend"]:
            return self._brace(match, out)
        elif match["mark"] == "[":
            return self._bracket(match, out)
        elif match["mark"] == "]":
            if not 0 <= self.escaped < match.start():  # which opens in \\[3] just for the eye
                self._doubt("R014", "A bracket is closed here that was not opened", match)
            out.append(Text("]"))
        else:
            return self._style(match, out)
        return match.end()

    def _doubt(self, code: str, words: str, match: re.Match[str]) -> None:
        near = self.text[max(0, match.start() - 20) : match.end() + 20].replace(BREAK, " ").replace(THERE, "").strip()
        self.calls.odd.append(
            Odd(code, f"{words}: “{near}”; it is kept as it is written.", self.text[match.start() :][:12])
        )

    def _style(self, match: re.Match[str], out: list[Inline]) -> int:
        mark = match["mark"]
        if self._opens(match) and self.depth < _DEPTH:
            told = mark in self.unclosed
            end = self._closer(mark, match.end())
            if end > match.end():
                content = self._inner(self.text[match.end() : end])
                out.append(Hi(_STYLES[mark], (Hi("italic", content),) if mark == "***" else content))
                return end + len(mark)
            if not told and self.text[match.end()].isalnum() and not self._around(match)[0].isalnum():
                self._doubt("R014", f"Words are set off with {mark} and never closed", match)
        out.append(Text(mark))
        return match.end()

    def _closer(self, mark: str, at: int) -> int:
        """Where the next mark of this kind stands that closes, outside brackets; -1 where none does."""
        if mark in self.unclosed:
            return -1
        while match := _MARKS.search(self.text, at):
            if match["mark"] == mark and self._closes(match):
                return match.start()
            opened = match["rend"] or match["mark"] == "["
            at = self.ends.get(match.start(), match.end() - 1) + 1 if opened else match.end()
        self.unclosed.add(mark)
        return -1

    def _opens(self, match: re.Match[str]) -> bool:
        """CommonMark's rule: a mark opens before a word, not before a blank, nor between a word and a point.

        Nor between figures, where it is no mark at all: "2*3*4".
        """
        before, after = self._around(match)
        if not after or after.isspace() or after == BREAK or (before.isdigit() and after.isdigit()):
            return False
        return _is_word(after) or after in "[\\*" or not _is_word(before)

    def _closes(self, match: re.Match[str]) -> bool:
        before, after = self._around(match)
        return bool(before) and not before.isspace() and before != BREAK and not (before.isdigit() and after.isdigit())

    def _around(self, match: re.Match[str]) -> tuple[str, str]:
        return self.text[match.start() - 1 : match.start()], self.text[match.end() : match.end() + 1]

    def _bracket(self, match: re.Match[str], out: list[Inline]) -> int:
        """What stands in square brackets; text where the bracket is never closed."""
        end = self.ends.get(match.start(), -1)
        if end < 0 or self.depth >= _DEPTH:
            why = "A bracket is opened here and never closed" if end < 0 else "Brackets are too deep here"
            self._doubt("R014", why, match)
            out.append(Text("[" if end < 0 else self.text[match.start() : end + 1]))
            return max(match.end(), end + 1)
        inside = cut(self.text, match.end(), end)
        if self.links and inside.strip() and (link := LINK.match(self.text, end + 1)):
            out.append(Ref(link["url"] or link["spot"], self._inner(inside)))
            return link.end()
        if (around := _AFTER_WORD.get(inside.strip().casefold())) and _mark_word(out, around):
            return end + 1
        out.append(self._meaning(inside))
        return end + 1

    def _brace(self, match: re.Match[str], out: list[Inline]) -> int:
        """``{smallcaps: words}``: any way of setting words off by its name; ``{foreign de: Worte}``: a language."""
        end = self.ends.get(match.start(), -1)
        known = match["rend"] == "foreign" if match["lang"] else match["rend"] in {*RENDS, "sic"}
        if end < 0 or not known or not self.text[match.end() : end] or self.depth >= _DEPTH:
            why = "A brace is opened here and never closed" if end < 0 else "This is no way of setting words off"
            self._doubt("R014", why, match)
            out.append(Text(match[0]))
            return match.end()
        content = self._inner(self.text[match.end() : end])
        if match["rend"] == "sic":
            out.append(Sic(content))
        else:
            out.append(Foreign(match["lang"], content) if match["lang"] else Hi(match["rend"], content))
        return end + 1

    def _meaning(self, inside: str) -> Inline:
        said = stripped(inside)
        if self.calls.typed and _CALL.fullmatch(said) and (note := self._note(said)):
            return note
        if known := meaning_of(said):
            return known
        if _CALL.fullmatch(said) and not _YEAR.fullmatch(said):
            return Text(f"[{said}]")
        if len(said) > 2 and said[0] == said[-1] and said[0] in "-+":
            kind: Callable[[Inlines], Inline] = Deletion if said[0] == "-" else Addition
            return kind(self._inner(cut(said, 1, -1)))
        if _DOUBT.search(said) and len(said) > 1:
            return Unclear(self._inner(cut(said, 0, len(said[:-1].rstrip(" ")))))
        return Supplied(self._inner(cut(said, 1, len(said)) if _DECLARED.match(said) else inside))

    def _inner(self, text: str) -> Inlines:
        return _kept(_parts(text, self.calls, self.depth + 1))

    def _note(self, said: str) -> Note | None:
        label = said.lstrip("^")
        notes, called = self.calls.notes.get(label, ()), self.calls.called[label]
        if called < len(notes):
            self.calls.called[label] += 1
            if self.calls.within is None:
                return Note(label, _footnote(notes[called], self.calls))
            self.calls.within.append((said, notes[called]))
            words = (
                f"Footnote {label} is called within a footnote, where none can stand; it was put at the end of that."
            )
            self.calls.odd.append(Odd("R010", words, f"[{said}]"))
            return None
        if notes or not _YEAR.fullmatch(said):
            why = "was called before" if notes else "is called here, but the document has no footnote of that name"
            words = f"Footnote {label} {why}; [{said}] is kept as it is written."
            self.calls.odd.append(Odd("R010", words, f"[{said}]", bool(notes)))
        return None


class _MarkedLine(_Line):
    """A line whose marks are known but for brackets, which mean the same in all lines."""

    brackets = _SQUARE
    links = False

    def __init__(self, text: Marked, calls: Calls, depth: int) -> None:
        super().__init__(text, calls, depth)
        self.escaped = -1
        self.marks = text.marks

    def parts(self) -> list[Inline]:
        """All parts of the line, in the order of what begins first: a mark, or a bracket that reaches beyond it."""
        out: list[Inline] = []
        at = known = 0
        while at < len(self.text):
            while known < len(self.marks) and self.marks[known].end <= at:
                known += 1
            mark = self.marks[known] if known < len(self.marks) else None
            bracket = _SQUARE.search(self.text, at)
            start = max(mark.start, at) if mark else len(self.text)
            holds = bracket and mark and bracket.start() == start and self._holds(bracket, mark)
            if bracket and (bracket.start() < start or holds):
                out.append(Text(self.text[at : bracket.start()]))
                at = self._part(bracket, out)
                continue
            out.append(Text(self.text[at:start]))
            at = self._marked(mark, start, out) if mark else len(self.text)
        return out

    def _part(self, match: re.Match[str], out: list[Inline]) -> int:
        if match["break"]:
            out.append(LineBreak())
            return match.end()
        if match["mark"] == "[":
            return self._bracket(match, out)
        self._doubt("R014", "A bracket is closed here that was not opened", match)
        out.append(Text("]"))
        return match.end()

    def _holds(self, bracket: re.Match[str], mark: LineMark) -> bool:
        """Whether a bracket closes after a mark that begins where it does, or began before."""
        return self.ends.get(bracket.start(), -1) >= mark.end and not mark.instead

    def _marked(self, mark: LineMark, start: int, out: list[Inline]) -> int:
        """Append what a mark stands for, cut short where a bracket begins in it that closes after it."""
        if mark.instead is not None:
            out.append(mark.instead)
            return mark.end
        opened = (at for at, close in self.ends.items() if start < at < mark.end <= close)
        end = min(opened, default=mark.end)
        within = cut(self.text, start, end)
        content = _kept(_parts(Marked(within, _inner_marks(within)), self.calls, self.depth))
        said = within.strip() or any(not isinstance(part, Text) for part in content)
        out += [mark.around(content)] if mark.around and said else content
        return end


def _inner_marks(line: str) -> tuple[LineMark, ...]:
    """The marks within the outermost one, which is the whole line."""
    return line.marks[1:] if isinstance(line, Marked) else ()


def _footnote(texts: Sequence[str], calls: Calls) -> tuple[Inlines, ...]:
    """The paragraphs of a footnote; those that it calls itself follow at its end with their labels."""
    within: list[tuple[str, tuple[str, ...]]] = []
    calls.within = within
    content = [read_line(text, calls) for text in texts]
    for said, inner in within:  # which grows while those are read
        first, *others = (read_line(text, calls) for text in inner)
        content += [tidy([Text(f"[{said}] "), *first]), *others]
    calls.within = None
    return tuple(content)


def _pairs(text: str, brackets: re.Pattern[str]) -> dict[int, int]:
    """Where each bracket and brace that is closed has its end."""
    open_: dict[str, list[int]] = {"[": [], "{": []}
    ends: dict[int, int] = {}
    for match in brackets.finditer(text):
        if match[0] in open_:
            open_[match[0]].append(match.start())
        elif match[0] in "]}" and (before := open_["[" if match[0] == "]" else "{"]):
            ends[before.pop()] = match.start()
    return ends


def _kept(parts: list[Inline]) -> Inlines:
    """Parts with the blanks at their ends, which belong to the words around."""
    out: list[Inline] = []
    for part in parts:
        if isinstance(part, Text) and out and isinstance(last := out[-1], Text):
            out[-1] = Text(last.text + part.text)
        elif part != Text(""):
            out.append(part)
    return tuple(out)


def _mark_word(out: list[Inline], around: Callable[[Inlines], Inline]) -> bool:
    """Make the word before a "[?]" a doubtful one, before a "[sic]" one that stands so."""
    if not out or not isinstance(last := out[-1], Text):
        return False
    text = last.text.rstrip(" \N{NO-BREAK SPACE}") if around is Sic else last.text
    if not text or text[-1].isspace():
        return False
    start = max(text.rfind(blank) for blank in " \N{NO-BREAK SPACE}") + 1
    out[-1] = Text(text[:start])
    out.append(around((Text(text[start:]),)))
    return True


def means_another(text: str) -> bool:
    """Whether a text in brackets would not be read as words that an editor put in; a backslash says that it is."""
    return text.casefold() in _AFTER_WORD or bool(_CALL.fullmatch(text) or meaning_of(text))


def _is_word(mark: str) -> bool:
    return bool(mark) and (mark.isalnum() or mark in "\"'“‘(«")
