"""XPath expressions evaluated with the functions of a stylesheet."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kktei.saxon import Stylesheet, Value, stylesheet_from


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
    driver = _driver(path, tuple(sorted(namespaces.items())))
    source = driver.parse(context, uri) if context is not None else None
    given = {**(params or {}), "expression": expression, "given": source is not None}
    return driver.items(source, params=given, template="driver")


@cache
def _driver(path: Path, namespaces: tuple[tuple[str, str], ...]) -> Stylesheet:
    """The stylesheet, compiled once, whose functions an expression may call that is given later."""
    bound = " ".join(f'xmlns:{prefix}="{iri}"' for prefix, iri in namespaces)
    return stylesheet_from(
        f"""<xsl:package version="3.0" declared-modes="no" name="driver" {bound}
            xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <xsl:import href="{path.resolve().as_uri()}"/>
          <xsl:expose component="function" names="*" visibility="public"/>
          <xsl:param name="expression" as="xs:string"/>
          <xsl:param name="given" as="xs:boolean"/>
          <xsl:template name="driver" visibility="public">
            <xsl:evaluate xpath="$expression" context-item="if ($given) then . else ()"/>
          </xsl:template>
        </xsl:package>"""
    )
