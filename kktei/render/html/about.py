"""Prose for the pages about the edition: the settings' description, the schema's documentation, the accuracy report."""

from __future__ import annotations

import re
from pathlib import Path

from markdown_it import MarkdownIt

from kktei.config import Settings
from kktei.project import data


def about(settings: Settings) -> list[str]:
    """The paragraphs of the edition's description."""
    return [" ".join(p.split()) for p in re.split(r"\n\s*\n", settings.text("edition.description")) if p.strip()]


def prose(own: bool) -> dict[str, str]:
    """Documentation as XHTML: "encoding" (the schema's), "accuracy" (of reading notes).

    Both are "" where there is none, and where the edition is not one of kktei's (``own``).
    """
    if not own:  # letters of other editions do not follow kktei's schema
        return {"encoding": "", "accuracy": ""}
    return {
        "encoding": _markdown(data("schema") / "README.md"),
        "accuracy": _markdown(data("docs") / "source-notes.md"),
    }


def _markdown(file: Path) -> str:
    if not file.is_file():
        return ""
    text: str = (
        MarkdownIt("commonmark", {"html": False, "xhtmlOut": True})
        .enable("table")
        .render(file.read_text(encoding="utf-8"))
    )
    # Headings go one level down: the page has its own h1.  Links to files of the project lead nowhere here.
    lower = re.sub(r"(</?h)([1-5])>", lambda m: f"{m[1]}{int(m[2]) + 1}>", text)
    return re.sub(r'<a href="(?!https?://)[^"]*">(.*?)</a>', r"\1", lower, flags=re.S)
