"""A note cut into sentences: what ends one, and what does not.

A full stop ends no sentence after an abbreviation or an initial, inside parentheses or inside a
quotation; after "p.m.", "U.S." or a one-letter office ("approved in S.") it does so only where a
word follows that opens sentences.  A classification always opens a sentence.  A parenthesis after
a full stop belongs to the sentence before it, which it locates.
"""

import re

from kktei.model import Span
from kktei.parse.vocabulary import Vocabulary

_PAIRS = {"(": ")", "“": "”", "[": "]"}
_MARKS = re.compile(r"[()“”\[\]\"]")
_STOP = re.compile(r"(?:[.!]|(?<!\()\?)[”\"’)\]]*(?=\s|$)|(?<=\w[a-z]{3})\.(?=[A-Z][a-z]+\s)")  # a blank may be lost
_LAST_WORD = re.compile(r"[\w.&/’'-]*$")
_CITING = re.compile(r"\s*\(")


def _curly(mark: str) -> str:
    return "“" if mark == '"' else mark


def enclosed(note: str) -> bytearray:
    """For every character, 1 where it stands inside matched parentheses or quotation marks.

    One pass with a stack; an opening mark without its closing mark encloses nothing.
    """
    inside = bytearray(len(note))
    stack: list[int] = []
    spans: list[tuple[int, int]] = []
    for match in _MARKS.finditer(note):
        at, char = match.start(), match[0]
        if char == '"':  # a straight mark opens before a word
            opens = (at == 0 or note[at - 1] in " \t\n([—–") and not note[at + 1 : at + 2].isspace()
            char = "“" if opens else "”"
        if char in _PAIRS:
            stack.append(at)
            continue
        while stack and _PAIRS[_curly(note[stack[-1]])] != char:
            stack.pop()
        if stack:
            spans.append((stack.pop(), at))
    done = 0
    for start, end in sorted(spans):
        if end > done:
            begin = max(start + 1, done)
            inside[begin:end] = b"\x01" * (end - begin)
            done = end
    return inside


def matching(note: str, opening: int, inside: bytearray) -> int:
    """The place after the mark that closes the one at ``opening`` (an outermost one)."""
    end = inside.find(0, opening + 1)
    return (len(note) if end < 0 else end) + 1


def _ends(note: str, stop: re.Match[str], vocabulary: Vocabulary, begins: re.Pattern[str]) -> bool:
    """Whether the full stop at ``stop`` ends a sentence."""
    if note[stop.start()] != "." or stop.end() == len(note):
        return True
    after = note[stop.end() : stop.end() + 80].lstrip()
    if begins.match(after):
        return True
    if not after or not (after[0].isupper() or after[0].isdigit() or after[0] in "“\"([‘'"):
        return not after
    if stop.end() - stop.start() > 1 and note[stop.end() - 1] in '”"' and after[0].isupper():
        return True
    found = _LAST_WORD.search(note, max(0, stop.start() - 24), stop.start())
    word = (found[0] if found else "").lstrip("(“‘'’").rpartition("-")[2]
    if vocabulary.match("citing_begins", after):
        return True  # "... to 12:10 p.m. (Ibid., ...)"
    if word in vocabulary.exact("doubtful_stops") or (len(word) == 1 and word.isupper()):
        opener = re.match(r"[^\W\d_]+", after)
        return (
            opener is not None
            and opener[0] in vocabulary.exact("openers")
            and not _is_name(note, stop, word, vocabulary)
        )
    if re.fullmatch(r"(?:[A-Z]\.)+[A-Z]", word):  # George H.W. Bush
        return False
    return word not in vocabulary.exact("abbreviations") and not after[0].isdigit()


def _is_name(note: str, stop: re.Match[str], word: str, vocabulary: Vocabulary) -> bool:
    """Whether a single letter is an initial ("U. Alexis"): not after "in" ("approved in S.")."""
    before = note[max(0, stop.start() - 16) : stop.start() - 1].rstrip()
    joined = before.endswith((",", "/")) or vocabulary.search("no_initial_before", before)
    return len(word) == 1 and not joined


def split(note: str, vocabulary: Vocabulary) -> list[Span]:
    """The sentences of ``note``: in order, disjoint, white space alone between them."""
    inside = enclosed(note)
    begins = vocabulary.pattern("sentence_begins")
    second = {m.end() for m in vocabulary.pattern("second_place").finditer(note)}
    lost = {m.end() for m in vocabulary.pattern("lost_stop").finditer(note)} | second
    if lost:  # "Unclassified" opens no sentence within "Sensitive But Unclassified"
        levels = vocabulary.regex(r"\b{classification}").finditer(note)
        lost -= {at for level in levels for at in range(level.start() + 1, level.end())}
    days = {m.end("day") for m in vocabulary.pattern("day_with_stop").finditer(note)}
    label = vocabulary.match("source_label", note)
    opens = label.end() if label else 0
    spans: list[Span] = []
    start = skip_space(note, 0)
    for at, stop in _stops(note, lost):
        if at < max(start, opens) or (stop and inside[at] and not _closes(inside, stop)):
            continue
        if at in second and (spans or inside[at]):
            continue
        if stop and (stop.end() in days or not _ends(note, stop, vocabulary, begins)):
            continue
        end = _with_citation(note, stop.end(), inside) if stop else start + len(note[start:at].rstrip())
        spans.append(Span(start, end))
        start = skip_space(note, end)
    if start < len(note):
        spans.append(Span(start, len(note.rstrip()) if note.strip() else start))
    return [span for span in spans if span.end > span.start]


def _stops(note: str, lost: set[int]) -> list[tuple[int, re.Match[str] | None]]:
    """Every place where a sentence may end: the stops, and where the printer ``lost`` one."""
    printed: list[tuple[int, re.Match[str] | None]] = [(m.start(), m) for m in _STOP.finditer(note)]
    return sorted(printed + [(place, None) for place in lost], key=lambda pair: pair[0])


def _closes(inside: bytearray, stop: re.Match[str]) -> bool:
    """Whether the stop is the last thing in its quotation or parenthesis (".”")."""
    return stop.end() - stop.start() > 1 and not inside[stop.end() - 1]


def _with_citation(note: str, end: int, inside: bytearray) -> int:
    """``end`` moved behind the parentheses that follow the full stop."""
    while found := _CITING.match(note, end):
        opening = found.end() - 1
        if opening + 1 >= len(note) or not inside[opening + 1]:
            return end
        end = matching(note, opening, inside)
        if note[end : end + 1] == ".":
            end += 1
    return end


def skip_space(note: str, at: int) -> int:
    """The place of the first character from ``at`` on that is no white space."""
    while at < len(note) and note[at].isspace():
        at += 1
    return at
