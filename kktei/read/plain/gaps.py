"""What editors write in brackets for words that are not there: ``[illegible]``, ``[2 lines lost]``, ``[...]``."""

from __future__ import annotations

import re

from kktei.transcript import Gap

_EXTENT = (
    r"(?:word|line|letter|page|paragraph|sheet|leaf|leaves|passage|sentence|character|figure|digit|remainder|rest|text"
    r"|name|signature|date|corner|margin|cm|mm|inch)(?:es|s)?(?: and .{1,20}| or .{1,20})?(?: (?:is|are|has been))?"
)
_ILLEGIBLE = re.compile(rf"(?P<extent>.{{0,40}}?)\s*illegible|illegible (?P<more>{_EXTENT})", re.IGNORECASE)
_LOST = re.compile(rf"(?P<extent>(?:.{{0,40}}?\b{_EXTENT})?)\s*(?:lost|torn off|missing)", re.IGNORECASE)
_DECLASSIFIED = re.compile(r"(?P<extent>.{0,60}?)\s*not declassified")
_OMITTED = re.compile(r"\. ?\. ?\.(?: ?\.)?|…")


def gap_of(said: str) -> Gap | None:
    """The gap that some words in brackets stand for, if they stand for one; an extent must be one of a text."""
    if _OMITTED.fullmatch(said):
        return Gap("omitted")
    if said == "?":
        return Gap("illegible")
    for pattern, reason in ((_ILLEGIBLE, "illegible"), (_LOST, "lost"), (_DECLASSIFIED, "notDeclassified")):
        if match := pattern.fullmatch(said):
            return Gap(reason, (match["extent"] or match.groupdict().get("more") or "").strip())
    return None
