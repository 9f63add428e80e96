"""The history of a document, ``revisionDesc``: taken off before texts are compared, put back with what was done.

It is the editors': whatever stands in it stays.  kktei only adds a ``change`` when it changes the content.
"""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from html import escape
from pathlib import Path

from kktei import programs

_PATIENCE = 5  # seconds

# Each alternative begins with "<", which makes the search quick; the blanks before it are added by hand.
_PARTS = re.compile(
    r"<(?:!--.*?-->|\?.*?\?>|!\[CDATA\[.*?\]\]>"
    r"|(?P<history>(?P<prefix>[\w.-]+:|)revisionDesc\b[^>]*(?:/>|>.*?</(?P=prefix)revisionDesc\s*>)(?:\r?\n)?)"
    r"|(?P<end>/(?:[\w.-]+:)?teiHeader\s*>))",
    re.DOTALL,
)
_OPEN = re.compile(r"<(?:[\w.-]+:)?revisionDesc\b[^>]*?(?P<empty>/)?>")


@dataclass(frozen=True, slots=True)
class Split:
    """A document without its history, the history as it stands, and where it belongs (-1: nowhere)."""

    content: str
    history: str
    at: int

    def whole(self, history: str | None = None) -> str:
        """The document with ``history`` (default: its own) in its place."""
        own = self.history if history is None else history
        return self.content if self.at < 0 else self.content[: self.at] + own + self.content[self.at :]


def split(text: str) -> Split:
    """Take the history off a document's text; comments and instructions are not mistaken for it."""
    for match in _PARTS.finditer(text):
        if match["history"] or match["end"]:
            start = len(text[: match.start()].rstrip(" \t"))
            if match["end"]:
                return Split(text, "", start)
            return Split(text[:start] + text[match.end() :], text[start : match.end()], start)
    return Split(text, "", -1)


def grown(parts: Split, words: str, *, who: str, by: str, today: str) -> str:
    """The history with one more ``change`` on top (TEI's order: the latest first), once a day for the same words."""
    name = f" by <name>{escape(by, quote=False)}</name>" if by else ""
    change = f'<change when="{today}" who="{escape(who)}">{words}{name}.</change>'
    prefix = _prefix(parts)
    change = change.replace("<change", f"<{prefix}change").replace("</change", f"</{prefix}change")
    change = change.replace("<name", f"<{prefix}name").replace("</name", f"</{prefix}name")
    if change in parts.history:
        return parts.history
    opening = _OPEN.search(parts.history)
    if opening is None or opening["empty"]:
        attributes = opening[0][:-2].partition("revisionDesc")[2] if opening else ' status="draft"'
        tag = f"{prefix}revisionDesc"
        return f"    <{tag}{attributes}>\n      {change}\n    </{tag}>\n"
    return f"{parts.history[: opening.end()]}\n      {change}{parts.history[opening.end() :]}"


def begun(history: str) -> str:
    """The history of a new document: a draft, where nothing else is said."""
    opening = _OPEN.search(history)
    if opening is None or " status=" in opening[0]:
        return history
    at = opening.start() + len(opening[0].rstrip("/>"))
    return f'{history[:at]} status="draft"{history[at:]}'


def status(text: str) -> str:
    """What ``revisionDesc/@status`` of a document says."""
    opening = _OPEN.search(split(text).history)
    match = re.search(r"\bstatus\s*=\s*[\"']([^\"']*)", opening[0]) if opening else None
    return match[1] if match else ""


def _prefix(parts: Split) -> str:
    spot = re.compile(r"\s*</?([\w.-]+:)?(?:revisionDesc|teiHeader)")
    match = spot.match(parts.history) or spot.match(parts.content, max(parts.at, 0))
    return (match[1] or "") if match else ""


def author(root: Path, by: str | None) -> str:
    """Who converts: ``by``, or git's user.name in the project, or nobody ("").

    The settings in the project's ``.git`` may be from anybody: no program that they name is run (a pager, a monitor),
    and no file that they include is opened.  What the reader's own settings include is read.
    """
    if by:
        return by
    git = programs.found("git", root)
    if git is None:
        return ""
    own = [str(git), "--no-pager", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}", "config"]
    for where in (("--local", "--no-includes"), ("--global", "--includes"), ("--system", "--includes")):
        name = _answer([*own, *where, "--get", "user.name"], root)
        if name != "":
            return name or ""
    return ""


def _answer(command: list[str], root: Path) -> str | None:
    """What git answers; "" where it knows nothing, None where it does not answer (a pipe stands for its settings)."""
    try:
        told = subprocess.run(
            command,
            cwd=root,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=_PATIENCE,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return told.stdout.strip()


def encoder(file: str) -> str:
    """The pointer from a file of the edition to the respStmt of whoever runs kktei."""
    return "#enc" if file == "edition.xml" else f"{'../' * file.count('/')}edition.xml#enc"
