"""Schematron that stands in a RELAX NG grammar or in an ODD, as a schema of its own; the grammar that an ODD names.

Source: ISO/IEC 19757-3, annex on embedding; TEI P5, chapter 23 (constraintSpec).
"""

import re
from copy import deepcopy
from pathlib import Path

from lxml import etree

from kktei import files
from kktei.errors import InputError, MachineryError
from kktei.tei import NS, TEI, Element, name, q

SCH = "http://purl.oclc.org/dsdl/schematron"
_OLD = "http://www.ascc.net/xml/schematron"  # Schematron 1.5, which TEI's schemas still declare
_KNOWN = {"tei": TEI, "xs": "http://www.w3.org/2001/XMLSchema", "rng": "http://relaxng.org/ns/structure/1.0",
          "sch": SCH, "xi": NS["xi"]}  # fmt: skip
_PREFIX = re.compile(r"\b([A-Za-z_][\w.-]*):(?=[A-Za-z_*])")
_TESTS = ("assert", "report")


def has_rules(path: Path) -> bool:
    """Whether a schema has Schematron in it, by a look at its text; a file that cannot be read has none."""
    try:
        return SCH.encode() in files.raw(path)
    except InputError:
        return False


def rules_in(root: Element) -> Element:
    """A Schematron schema made of the rules in a grammar or an ODD; None where there are none."""
    schema = etree.Element(f"{{{SCH}}}schema", queryBinding="xslt3")
    patterns = [p for p in (_pattern(e, n) for n, e in enumerate(_outermost(root), 1)) if p is not None]
    if not patterns:
        return None
    given = {n.get("prefix"): n.get("uri") for n in root.iter(f"{{{SCH}}}ns") if n.get("prefix")}
    spaces = {**_KNOWN, **{prefix: uri for prefix, uri in given.items() if uri != _OLD}}
    used = {p for pattern in patterns for e in pattern.iter() for v in e.attrib.values() for p in _PREFIX.findall(v)}
    for prefix in sorted(used & spaces.keys()):
        etree.SubElement(schema, f"{{{SCH}}}ns", prefix=prefix, uri=spaces[prefix])
    schema.extend(patterns)
    return schema


def _outermost(root: Element) -> list[Element]:
    """Patterns, and rules and tests that stand in none, in their order."""
    kinds = [f"{{{SCH}}}{kind}" for kind in ("pattern", "rule", *_TESTS)]
    return [e for e in root.iter(*kinds) if not any(a.tag in kinds for a in e.iterancestors())]


def _pattern(element: Element, number: int) -> Element:
    """An element as a pattern of its own; a test without a rule is about what its ODD specifies."""
    made = deepcopy(element)
    made.tail = None
    for old in list(made.iter(f"{{{SCH}}}ns")):
        if old.getparent() is not None:
            old.getparent().remove(old)
    if name(element) in _TESTS:
        spec = next((a for a in element.iterancestors(q("elementSpec"))), None)
        if spec is None:
            return None
        rule = etree.Element(f"{{{SCH}}}rule", context=f"tei:{spec.get('ident')}")
        rule.append(made)
        made = rule
    if name(made) == "rule":
        pattern = etree.Element(f"{{{SCH}}}pattern")
        pattern.append(made)
        made = pattern
    made.set("id", made.get("id") or _named(element) or f"rules-{number}")
    return made


def _named(element: Element) -> str:
    spec = next((a for a in element.iterancestors(q("constraintSpec"))), None)
    return "" if spec is None else str(spec.get("ident") or "")


def grammar_of(path: Path, root: Element) -> Path:
    """The RELAX NG grammar that an ODD names (schemaRef), or that lies beside it under its name.

    MachineryError where there is none: an ODD is the source of a grammar, which TEI's own programs make of it.
    """
    named = [e.get("url") or "" for e in root.iter(q("schemaRef"))]
    for candidate in [*(path.parent / url for url in named if url), path.with_suffix(".rng"), path.with_suffix(".rnc")]:
        inside = candidate.resolve().is_relative_to(path.parent.resolve())
        if candidate.suffix in (".rng", ".rnc") and inside and candidate.is_file():
            return candidate
    hint = f"Make one of it (TEI's Roma or teitorelaxng) and put it beside the ODD as {path.stem}.rng."
    raise MachineryError(f"{path.name} is an ODD, and names no RELAX NG grammar that lies beside it", hint)
