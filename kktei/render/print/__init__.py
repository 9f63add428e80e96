"""TEI to pages: XSLT writes Typst markup, Typst sets it, pikepdf makes the file for the press."""

from kktei.render.print.render import render_document, render_print

__all__ = ["render_document", "render_print"]
