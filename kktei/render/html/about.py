"""Prose for the pages about the edition: the settings' description, and what readers should know of the encoding."""

import re
from collections.abc import Iterable
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from kktei.config import Settings
from kktei.project import data


def about(settings: Settings) -> list[str]:
    """The paragraphs of the edition's description."""
    return [" ".join(p.split()) for p in re.split(r"\n\s*\n", settings.text("edition.description")) if p.strip()]


def prose(own: bool, language: str) -> str:
    """What a reader should know of the encoding, as XHTML, in the site's language or in English.

    "" where the edition is not one of kktei's (``own``): letters of other editions follow rules of their own.
    """
    if not own:
        return ""
    theirs = data("docs") / f"readers.{language}.md"
    return _markdown(theirs if theirs.is_file() else data("docs") / "readers.en.md")


def _markdown(file: Path) -> str:
    """A file of the project; links only to what is on the web."""
    if not file.is_file():
        return ""
    markdown = MarkdownIt("commonmark", {"html": False, "xhtmlOut": True}).enable("table")
    tokens = markdown.parse(file.read_text(encoding="utf-8"))
    for token in tokens:
        token.children = _unlinked(token.children or []) if token.type == "inline" else token.children
    rendered: str = markdown.renderer.render(tokens, markdown.options, {})
    return rendered


def _unlinked(tokens: Iterable[Token]) -> list[Token]:
    """Without the marks of links that lead to files of the project; their words stay."""
    kept: list[Token] = []
    leads = True  # the link that is open; there are none within links
    for token in tokens:
        if token.type == "link_open":
            leads = str(token.attrGet("href")).startswith(("http://", "https://"))
        if leads or not token.type.startswith("link_"):
            kept.append(token)
    return kept
