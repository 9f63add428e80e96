"""The web edition: TEI to a site of static pages, through XSLT."""

from kktei.render.html.site import render_site

__all__ = ["render_site"]
