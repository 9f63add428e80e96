"""The marks within a line of the plain form, written."""

from __future__ import annotations

import re
from dataclasses import dataclass

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

_STYLES = {"italic": "*", "bold": "**", "underline": "__"}
_GAPS = {"illegible": "illegible", "lost": "lost", "notDeclassified": "not declassified", "omitted": "..."}
_SPECIAL = re.compile(r"[\\*\[\]|]|__")


@dataclass(frozen=True, slots=True)
class Written:
    """A line's text, and the footnotes that it calls with the labels they got."""

    text: str
    notes: tuple[tuple[str, Note], ...]


def written(content: Inlines, labels: set[str]) -> Written:
    """A line in the plain form; ``labels`` are the footnotes' labels in use, and grows."""
    notes: list[tuple[str, Note]] = []
    return Written(_all(content, labels, notes), tuple(notes))


def _all(content: Inlines, labels: set[str], notes: list[tuple[str, Note]]) -> str:
    return "".join(_part(part, labels, notes) for part in content)


def _part(part: Inline, labels: set[str], notes: list[tuple[str, Note]]) -> str:
    match part:
        case Text(text):
            return _SPECIAL.sub(lambda m: "".join(f"\\{mark}" for mark in m[0]), text)
        case LineBreak():
            return "\\\n"
        case PageBreak(n):
            return f"[p. {n}]"
        case Gap(reason, extent):
            return f"[{f'{extent} ' if extent else ''}{_GAPS.get(reason, reason)}]"
        case Note():
            label = _label(part.label, labels)
            notes.append((label, part))
            return f"[{label}]"
    return _around(part, _all(part.content, labels, notes))


def _around(part: Inline, text: str) -> str:
    match part:
        case Hi(rend):
            mark = _STYLES.get(rend, "")
            return f"{mark}{text}{mark}"
        case Unclear():
            return f"[{text}?]"
        case Supplied():
            return f"[{text[:-1]}\\?]" if text.endswith("?") else f"[{text}]"
        case Deletion():
            return f"[-{text}-]"
        case Addition():
            return f"[+{text}+]"
    return text


def _label(label: str, labels: set[str]) -> str:
    """The footnote's own label, or the next number where it is none or in use."""
    if not label.isdecimal() or label in labels:
        label = str(max((int(known) for known in labels), default=0) + 1)
    labels.add(label)
    return label
