"""Word documents (.docx) as sources: through pandoc to the plain form, with styles or plain layout."""

from kktei.read.docx.reader import read_docx

__all__ = ["read_docx"]
