"""TEI to a Word file."""

from kktei.render.docx.word import render_docx

__all__ = ["render_docx"]
