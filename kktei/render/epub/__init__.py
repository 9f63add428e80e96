"""TEI to EPUB 3."""

from kktei.render.epub.book import render_epub

__all__ = ["render_epub"]
