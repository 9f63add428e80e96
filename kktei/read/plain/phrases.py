"""The marks within a line of the plain form, written."""

import re
from dataclasses import dataclass

from kktei import transcript
from kktei.read.plain.inline import LABEL, LINK, means_another

_STYLES = {"italic": "*", "bold": "**", "underline": "__"}
_GAPS = {"illegible": "illegible", "lost": "lost", "notDeclassified": "not declassified", "omitted": "..."}
_LANG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_LABEL = re.compile(LABEL)
_SPECIAL = re.compile(r"[\\*\[\]|{}]|__")


@dataclass(frozen=True, slots=True)
class Written:
    """A line's text, and the footnotes that it calls with the labels they got."""

    text: str
    notes: tuple[tuple[str, transcript.Note], ...]


def written(content: transcript.Inlines, labels: set[str]) -> Written:
    """A line in the plain form; ``labels`` are the footnotes' labels in use, and grows."""
    notes: list[tuple[str, transcript.Note]] = []
    return Written(_all(content, labels, notes), tuple(notes))


def _all(content: transcript.Inlines, labels: set[str], notes: list[tuple[str, transcript.Note]]) -> str:
    parts = [_part(part, labels, notes) for part in content]
    for at in range(1, len(parts)):
        if parts[at - 1].endswith("]") and LINK.match(parts[at]):
            parts[at] = f"\\{parts[at]}"  # words in parentheses, not where a reference leads
    return "".join(
        _set_off(content, parts, i) if isinstance(p, transcript.Hi) else parts[i] for i, p in enumerate(content)
    )


def _set_off(content: transcript.Inlines, parts: list[str], at: int) -> str:
    """Words between marks, or in braces where marks would not be read as such: beside or around anything but words."""
    part, text = content[at], parts[at]
    rend = part.rend if isinstance(part, transcript.Hi) else ""
    beside = [content[i] for i in (at - 1, at + 1) if 0 <= i < len(content)]
    before, after = (parts[at - 1][-1:] if at else ""), (parts[at + 1][:1] if at + 1 < len(parts) else "")
    free = all(isinstance(p, transcript.Text) for p in beside) and not any(
        c.isalnum() or c == "\\" for c in (before, after)
    )
    mark = _STYLES.get(rend)
    if mark and free and text[:1].isalnum() and text[-1:].isalnum():
        return f"{mark}{text}{mark}"
    return f"{{{rend}: {text}}}"


def _part(part: transcript.Inline, labels: set[str], notes: list[tuple[str, transcript.Note]]) -> str:
    match part:
        case transcript.Text(text):
            return _SPECIAL.sub(lambda m: "".join(f"\\{mark}" for mark in m[0]), text)
        case transcript.LineBreak():
            return "{break}"
        case transcript.PageBreak(n):
            return f"[p. {n}]"
        case transcript.Gap(reason, _, desc) if desc or reason == "blank":
            return f"[{desc or reason}]"
        case transcript.Gap(reason, extent):
            return f"[{f'{extent} ' if extent else ''}{_GAPS.get(reason, reason)}]"
        case transcript.Note():
            label = _label(part.label, labels)
            notes.append((label, part))
            return f"[{label}]"
    return _around(part, _all(part.content, labels, notes))


def _around(part: transcript.Inline, text: str) -> str:
    match part:
        case transcript.Unclear():
            return f"[{text}?]"
        case transcript.Sic():
            return f"{{sic: {text}}}"
        case transcript.Supplied():
            text = f"{text[:-1]}\\?" if text.endswith("?") else text
            return f"[\\{text}]" if means_another(text) else f"[{text}]"
        case transcript.Deletion():
            return f"[-{text}-]"
        case transcript.Addition():
            return f"[+{text}+]"
        case transcript.Ref(target) if text.strip():
            link = f"({target})" if target.startswith("http") else f"(#{target})"
            return f"[{text}]{link}" if LINK.fullmatch(link) else text
        case transcript.Foreign(lang) if text and _LANG.fullmatch(lang):
            return f"{{foreign {lang}: {text}}}"
    return text


def _label(label: str, labels: set[str]) -> str:
    """How the footnote is called: by its own label, or by the next number where the form has no such label."""
    if not _LABEL.fullmatch(label) and _LABEL.fullmatch(f"^{label}"):
        return f"^{label}"
    if not _LABEL.fullmatch(label):
        label = str(max((int(known) for known in labels if known.isdecimal()), default=0) + 1)
    labels.add(label)
    return label
