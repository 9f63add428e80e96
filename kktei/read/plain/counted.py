"""Every word of a text, capitals aside, against the words of what was read of it: none is lost in silence."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from typing import Any

from kktei import transcript
from kktei.findings import Finding, finding
from kktei.wording import in_digits

_WORD = re.compile(r"[^\W_]+")
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")  # a footnote's mark behind a word is none of its letters
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SOFT = re.compile("\u00ad+[ \t]*(?:[\n\x0b\x85\u2028][ \t]*(?=\\S))?")
_SHOWN = 12  # words in a message
# What a part says in words that are no ``Text``: its own, and those by which the form marks it.  Any: a part of the
# type that stands before it, which Python's types cannot say.
_SAID: dict[type, Callable[[Any], str]] = {
    transcript.Text: lambda part: part.text,
    transcript.Hi: lambda part: part.rend,
    transcript.Gap: lambda part: f"illegible lost torn off missing not declassified blank {part.extent} {part.desc}",
    transcript.Sic: lambda _: "sic",
    transcript.Ref: lambda part: part.target,
    transcript.Foreign: lambda part: f"foreign {part.lang}",
    transcript.Item: lambda part: part.label,
    transcript.Note: lambda part: f"{part.label} {part.label}",
    transcript.PageBreak: lambda part: f"p page fol folio {part.n}",
    transcript.LineBreak: lambda _: "break",
    transcript.Dateline: lambda _: "Dateline",
    transcript.Salutation: lambda _: "Salutation",
    transcript.Closing: lambda _: "Closing",
    transcript.Signature: lambda _: "Signed Signature",
    transcript.Postscript: lambda part: "Postscript " * len(part.content),
    transcript.Attachment: lambda _: "Attachment",
}


def unread(text: str, aside: Collection[int], read: Iterable[str], held: object, shown: str) -> list[Finding]:
    """A finding with the words that stand neither in the texts ``read`` nor in the transcriptions ``held``.

    Lines ``aside`` (from 1) are told already, or hold nothing but a mark of the form.
    """
    lines = ["" if number in aside else line for number, line in enumerate(text.split("\n"), 1)]
    there = Counter(_countable_words(_SOFT.sub("", "\n".join(lines))))
    said = (_SAID[type(part)](part) for part in transcript.walk(held) if type(part) in _SAID)
    here = Counter(word for part in (*read, *said) for word in _countable_words(part))
    missing = there - here
    if not missing:
        return []
    left = sorted(missing, key=lambda word: (-len(word), word))
    line = next((number for number, line in enumerate(lines, 1) if left[0] in _countable_words(line)), 0)
    words = ", ".join(f"“{word[:40]}”" for word in left[:_SHOWN]) + (" …" if len(left) > _SHOWN else "")
    message = f"{missing.total()} words are not in what was read of the source: {words}."
    return [finding("R055", message, file=shown, line=line)]


def _countable_words(text: str) -> list[str]:
    raised = _RAISED.sub(lambda match: f" {match[0].translate(_DIGITS)} ", text)
    return _WORD.findall(in_digits(raised).casefold())
