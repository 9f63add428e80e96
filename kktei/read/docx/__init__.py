"""Word documents (.docx) as sources: through pandoc to the plain form, with styles or plain layout."""

from kktei.read.docx.reader import read_body, read_docx

__all__ = ["read_body", "read_docx"]
