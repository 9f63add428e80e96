"""Marks that somebody gave the calls of footnotes in Word ("*", "a"): labels, and no words of text or note."""

from __future__ import annotations

from collections.abc import Mapping

from kktei.read.docx.shape import Reshaped, W, said_by
from kktei.tei import Element

_CALLS = {f"{W}footnoteReference": ("footnotes", "footnote"), f"{W}endnoteReference": ("endnotes", "endnote")}
_OFF = {"0", "false", "off"}


def take_marks(roots: Mapping[str, Element], told: Reshaped) -> None:
    """Take the marks out of text and notes, since notes are numbered anew; letters and figures among them are told."""
    notes = {
        (kind, note.get(f"{W}id")): note
        for kind, tag in _CALLS.values()
        if kind in roots
        for note in roots[kind].iter(f"{W}{tag}")
    }
    said: dict[str, None] = {}
    for call in [call for kind in ("document", "footnotes", "endnotes") if kind in roots
                 for call in roots[kind].iter(*_CALLS)]:  # fmt: skip
        if str(call.get(f"{W}customMarkFollows") or "0") in _OFF:
            continue
        mark = "".join(_taken(call))
        if (note := notes.get((_CALLS[str(call.tag)][0], call.get(f"{W}id")))) is not None:
            _begin_without(note, mark)
        if any(char.isalnum() for char in mark):
            said[mark] = None
    if said:
        marks = ", ".join(f"“{mark}”" for mark in list(said)[:5]) + (" ..." if len(said) > 5 else "")
        told.changed.append(f"Footnotes bear marks of their own in Word ({marks}); they were numbered anew.")


def _taken(call: Element) -> list[str]:
    """The words behind a call in its run, which are taken out: by the form of Word these are the mark."""
    marks = [part for part in call.itersiblings() if part.tag in (f"{W}t", f"{W}sym")]
    for part in marks:
        call.getparent().remove(part)
    return [part.text or "" for part in marks]


def _begin_without(note: Element, mark: str) -> None:
    """Take the mark from the beginning of a note, with a blank or in runs of its own; some programs write it twice."""
    bare = mark.strip()
    for words in list(note.iter(f"{W}t")) if bare else ():
        if not (said := (words.text or "").strip()):
            continue
        if said != bare or said_by(words.getparent()).strip() != said:
            after = said.removeprefix(bare)
            words.text = after.lstrip() if after[:1].isspace() else words.text
            return
        words.text = ""
