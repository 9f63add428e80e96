"""XPath expressions evaluated with the functions of a stylesheet."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kktei.saxon import Value, stylesheet_from


def evaluate(
    path: Path,
    expression: str,
    *,
    context: str | None = None,
    uri: str = "file:///context.xml",
    namespaces: Mapping[str, str],
    params: Mapping[str, Value] | None = None,
) -> list[str]:
    """An XPath expression with the functions of the stylesheet at ``path`` at hand.

    ``context`` is the text of a document to evaluate it on; each item of the result comes serialised.
    """
    bound = " ".join(f'xmlns:{prefix}="{iri}"' for prefix, iri in namespaces.items())
    escaped = expression.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    driver = stylesheet_from(
        f"""<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" {bound}>
          <xsl:import href="{path.resolve().as_uri()}"/>
          <xsl:template name="driver"><xsl:sequence select="{escaped}"/></xsl:template>
        </xsl:stylesheet>"""
    )
    source = driver.parse(context, uri) if context is not None else None
    return driver.items(source, params=params, template="driver")
