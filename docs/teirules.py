"""TEI's own rules for texts (the Schematron within its RELAX NG) as a schema that kktei.sch includes.

Left out: rules about ODDs, translations of a rule's words, and what kktei.sch says in its own words (S031).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from lxml import etree

from kktei.validate.embedded import SCH, rules_in

SCHEMA = Path(__file__).parent.parent / "schema"
_OF_ODD = re.compile(
    r"""tei:(\w*Spec|content|datatype|moduleRef|dataRef|sequence|alternate|attDef|model|modelSequence|altIdent|path|shift)\b
    |tei:(desc\[\s@type\seq\s'dep|\*\[@(validUntil|schemeVersion|source)\]|\*\[not\(self::tei:schemaSpec|rt/)
    |\*\[\s@min|\(\stei:class""",
    re.VERBOSE,
)
_SAID = {"att.datable.w3c-att-datable-w3c-when"}
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!-- Written by `python docs/generate.py` from tei_all.rng: TEI's own rules for texts, included by kktei.sch.
     Copyright TEI Consortium, CC BY 3.0 and BSD-2: see tei_all.LICENSE. -->
"""


def rules() -> str:
    """The schema of TEI's rules."""
    found = rules_in(etree.parse(str(SCHEMA / "tei_all.rng")).getroot())
    for pattern in found.findall(f"{{{SCH}}}pattern"):
        name = _name(pattern)
        if name:
            pattern.set("id", f"tei.{name}")
        else:
            found.remove(pattern)
    made = etree.Element(f"{{{SCH}}}schema", {"queryBinding": "xslt3"}, nsmap={None: SCH})
    made.extend(found)
    etree.cleanup_namespaces(made)
    return _HEAD + etree.tostring(made, encoding="unicode") + "\n"


def _name(pattern: Any) -> str:
    """The short name of a pattern; empty for one that is left out."""
    found = re.fullmatch(r"tei_all-(.*?)-constraint-(?:rule|assert|report)-\d+", pattern.get("id", ""))
    context = pattern.find(f"{{{SCH}}}rule").get("context", "")
    if not found or found[1] in _SAID or found[1].endswith("-fr") or _OF_ODD.match(context.strip()):
        return ""
    return found[1]


def included(rules_of: str) -> str:
    """``rules_of`` (kktei.sch) with a line for each pattern of TEI's."""
    names = re.findall(r'<pattern id="(tei\.[^"]+)"', rules())
    lines = "".join(f'  <include href="tei.sch#{name}"/>\n' for name in names)
    actives = "".join(f'\n    <active pattern="{name}"/>' for name in names)
    begun = re.sub(r"(<!-- TEI: begin -->\n).*?(  <!-- TEI: end -->)", rf"\1{lines}\2", rules_of, flags=re.DOTALL)
    return re.sub(r"(<!-- TEI: active -->).*?(\n  </phase>)", rf"\1{actives}\2", begun, flags=re.DOTALL)
