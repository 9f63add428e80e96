"""TEI to a Word file, and to what else pandoc writes from the same words: InDesign's ICML, JATS."""

from kktei.render.docx.word import render_docx, render_icml, render_jats

__all__ = ["render_docx", "render_icml", "render_jats"]
