"""TEI to pages: XSLT writes Typst markup, Typst sets it, pikepdf makes the file for the press.

What only asks the typesetter something, in a process of its own, loads none of the rest.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kktei.render.print.render import render_document, render_print

__all__ = ["render_document", "render_print"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module("kktei.render.print.render"), name)
