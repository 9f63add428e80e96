"""Characters that nobody sees, as texts copied from PDF files and web pages have them: taken out and told, or kept.

Only what parts or hides words goes; what says something (no break here, a narrow blank, right to left) stays.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kktei.findings import Finding, finding
from kktei.read.garbled import garbled

_SOFT = "\u00ad"
_ENDS = "\n\x0b\f\x85\u2028\u2029"  # of lines, paragraphs and pages
# Possessive, and never from within a run: nothing here may be tried in more ways than the text is long.
_RUN = rf"(?<!{_SOFT}){_SOFT}++[ \t]*+"
_AT_END = re.compile(rf"{_RUN}$")
_PARTED = re.compile(rf"{_RUN}[\n\x0b\x85\u2028][ \t]*+(?P<word>[^\s{_SOFT}]++)")
_CUT_OFF = re.compile(rf"{_RUN}(?:\n[ \t]*+(?=[\n\f\u2029]|\Z)|(?=[\f\u2029]|\Z))")
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ſt", "ﬆ": "st"}
_LATIN = "A-Za-z0-9\u00aa-\u024f\u0370-\u052f\u1e00-\u1fff"  # Latin, Greek, Cyrillic: their letters need no joiners
_NO_BLANKS = "\u0e00-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"  # scripts that part words by U+200B, not by blanks
_MARKS = "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"  # which way to read
_RIGHT_TO_LEFT = re.compile("[\u0590-\u065f\u066a-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")  # but no digits
_OUT = (
    ("soft hyphens within lines", re.compile(rf"(?<!{_SOFT}){_SOFT}++(?![ \t]*+(?:[{_ENDS}]|\Z))")),
    ("zero-width blanks", re.compile(f"\u200b(?![{_NO_BLANKS}])(?<![{_NO_BLANKS}]\u200b)")),
    ("zero-width joiners", re.compile(f"(?<=[{_LATIN}])[\u200c\u200d]+(?=[{_LATIN}])")),
    ("invisible signs", re.compile("[\ufeff\u034f\u2060-\u2064]")),
    ("ligatures, read as letters,", re.compile(f"[{''.join(LIGATURES)}]")),
)
_ANY = re.compile(f"[{_SOFT}\u200b-\u200d\ufeff\u034f\u2060-\u2064{''.join(LIGATURES)}]")
_MARK = re.compile(f"[{_MARKS}]")
_STARTS = re.compile(rf"[{_MARKS}\s]*(?:(?:\d[{_MARKS}]*){{1,9}}[A-Za-z]?[{_MARKS}]*[.．][{_MARKS}\s]*)?")
_INDENT = re.compile(r"^[^\S\n\f]+", re.MULTILINE)
_MOST_KINDS = 20
_DOUBTFUL = re.compile("[\ufffd\ue000-\uf8ff\x7f-\x9f]")


def seen(text: str, shown: str) -> tuple[str, list[Finding]]:
    """The text without what nobody sees, each word on its line as before, and findings for what was done.

    Soft hyphens at ends of lines stay: :func:`healed` joins the word.
    """
    text = re.sub(r"\r\n?", "\n", text)
    found = [*_doubts(text, shown), *_garbled(text, shown)]
    if _ANY.search(text):
        found += _parted(text, shown)
        for name, pattern in _OUT:
            text, more = _without(text, name, pattern, shown)
            found += more
    if _MARK.search(text):
        text, more = _directed(text, shown)
        found += more
    return _INDENT.sub(lambda match: re.sub(r"[^ \t]", " ", match[0]), text), found


def healed(lines: Sequence[str]) -> tuple[str, ...]:
    """Lines of a paragraph with the words whole that soft hyphens part at their ends."""
    out: list[str] = []
    held: list[str] = []  # a line so far, which goes on
    for line in lines:
        said = line.lstrip(" \t") if held else line
        held.append(_AT_END.sub("", said))
        if held[-1] == said:
            out.append("".join(held))
            held = []
    return (*out, "".join(held)) if held else tuple(out)


def _without(text: str, name: str, pattern: re.Pattern[str], shown: str) -> tuple[str, list[Finding]]:
    first = pattern.search(text)
    if first is None:
        return text, []
    changed, count = pattern.subn(lambda match: LIGATURES.get(match[0], ""), text)
    start, column = first.start(), first.start() - text.rfind("\n", 0, first.start())
    word = re.match(r"\S*", changed[start - len(_before(text, start)) :][:60])
    words = f"{count} {name} were taken out, first in “{word[0] if word else ''}”."
    if "ligatures" in name:
        words = words.replace(" were taken out, first", " first")
    return changed, [finding("R050", words, file=shown, line=text.count("\n", 0, start) + 1, column=column)]


def _parted(text: str, shown: str) -> list[Finding]:
    """Words that soft hyphens part at the ends of lines, and at ends of paragraphs, where nothing can be joined."""
    found = []
    parted = list(_PARTED.finditer(text))
    if parted:
        first = f"first “{_before(text, parted[0].start())}{parted[0]['word'][:40]}”"
        words = f"{len(parted)} words with soft hyphens at the end of a line were joined, {first}."
        found.append(finding("R050", words, file=shown, line=text.count("\n", 0, parted[0].start()) + 1))
    cut = list(_CUT_OFF.finditer(text))
    if cut:
        at = cut[0].start()
        more = f" and {len(cut) - 1} others" if len(cut) > 1 else ""
        words = f"A paragraph ends within a word, “{_before(text, at)}”{more}, by a soft hyphen; write the word whole."
        found.append(finding("R015", words, file=shown, line=text.count("\n", 0, at) + 1))
    return found


def _before(text: str, at: int) -> str:
    """The word right before a place."""
    return re.split(r"\s", text[max(0, at - 40) : at])[-1]


def _directed(text: str, shown: str) -> tuple[str, list[Finding]]:
    """Marks of direction only in lines with words from right to left, and not before their first word or number."""
    lines = text.split("\n")
    kept = [_line(line) for line in lines]
    gone = [(i, len(line) - len(new)) for i, (line, new) in enumerate(zip(lines, kept, strict=True), 1) if line != new]
    if not gone:
        return text, []
    count = sum(number for _, number in gone)
    words = f"{count} marks of direction without words from right to left beside them were taken out."
    return "\n".join(kept), [finding("R050", words, file=shown, line=gone[0][0])]


def _line(line: str) -> str:
    if not _RIGHT_TO_LEFT.search(line):
        return _MARK.sub("", line)
    start = _STARTS.match(line)
    end = start.end() if start else 0
    return _MARK.sub("", line[:end]) + line[end:]


def _doubts(text: str, shown: str) -> list[Finding]:
    """Characters that are most likely the trace of an accident; they stay."""
    out = []
    there = sorted(Counter(_DOUBTFUL.findall(text)).items())
    for char, count in there[:_MOST_KINDS]:
        at = text.index(char)
        times = f"{count} times, first in" if count > 1 else "in"
        after = re.split(r"\s", text[at + 1 : at + 21])[0]
        words = f"U+{ord(char):04X}{_meaning(char)} stands {times} “{_before(text, at)}{char}{after}”; it was kept."
        line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
        out.append(finding("R051", words, file=shown, line=line, column=column))
    if more := there[_MOST_KINDS:]:
        words = f"{sum(count for _, count in more)} other characters of {len(more)} such kinds were kept."
        out.append(finding("R051", words, file=shown))
    return out


def _garbled(text: str, shown: str) -> Iterator[Finding]:
    for one in garbled(text):
        line, column = text.count("\n", 0, one.at) + 1, one.at - text.rfind("\n", 0, one.at)
        yield finding("R051", one.message, file=shown, line=line, column=column)


def _meaning(char: str) -> str:
    if char == "\ufffd":
        return ", which stands for a character that was lost,"
    if "\x7f" <= char <= "\x9f":
        meant = char.encode("latin-1").decode("cp1252", "replace")
        known = f"; in Windows-1252 it is “{meant}”" if meant not in {"\ufffd", char} else ""
        return f", a control character{known},"
    return ", which only some font knows,"
