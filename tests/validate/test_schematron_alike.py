"""Our transpiler says what the ISO skeleton says (lxml.isoschematron), on rules and documents made at random.

SchXslt is in no registry that the tests install from; the skeleton knows XPath 1.0, in which these rules are.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from lxml import etree
from lxml.isoschematron import Schematron

from kktei.validate.schematron import CompiledRules

SCH = "http://purl.oclc.org/dsdl/schematron"
SVRL = {"svrl": "http://purl.oclc.org/dsdl/svrl"}
CONTEXTS = (
    "a",
    "b",
    "a/b",
    "a//c",
    "*[@n]",
    "c[2]",
    "a | b",
    "/*",
    "b[not(c)]",
    "c[@n = '2']",
    "*[position() = last()]",
)
TESTS = ("@n", "@n = '1'", "count(*) &gt; 1", "not(b)", "normalize-space()", "../a", "$v = '1'", "following-sibling::*",
         "string-length(.) &lt; 3", "ancestor::b", "false()", "name() = 'c'")  # fmt: skip


def schema(chance: random.Random) -> str:
    number = iter(range(1000))

    def check() -> str:
        kind = chance.choice(("assert", "report"))
        return f'<{kind} id="t{next(number)}" test="{chance.choice(TESTS)}">x</{kind}>'

    def rule() -> str:
        checks = "".join(check() for _ in range(chance.randint(1, 3)))
        return f'<rule context="{chance.choice(CONTEXTS)}"><let name="v" value="@n"/>{checks}</rule>'

    patterns = "".join(f"<pattern>{''.join(rule() for _ in range(chance.randint(1, 4)))}</pattern>" for _ in range(4))
    return f'<schema xmlns="{SCH}" queryBinding="xslt">{patterns}</schema>'


def document(chance: random.Random, depth: int = 0) -> str:
    name, number = chance.choice("abc"), chance.choice(("", ' n="1"', ' n="2"'))
    inside = "".join(document(chance, depth + 1) for _ in range(chance.randint(0, 3))) if depth < 4 else ""
    return f"<{name}{number}>{chance.choice(('', 'x', 'long'))}{inside}</{name}>"


def by_the_skeleton(rules: Schematron, text: str) -> list[tuple[str, str, str]]:
    root = etree.fromstring(text)
    rules.validate(root)
    numbers = {element: f"e{number}" for number, element in enumerate(root.iter(), 1)}
    found = rules.validation_report.xpath("//svrl:failed-assert | //svrl:successful-report", namespaces=SVRL)
    kinds = {"failed-assert": "assert", "successful-report": "report"}
    return sorted(
        (kinds[etree.QName(one).localname], one.get("id"), numbers[root.getroottree().xpath(one.get("location"))[0]])
        for one in found
    )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_rules_made_at_random(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    file = tmp_path / "rules.sch"
    file.write_text(schema(chance), encoding="utf-8")
    ours, theirs = CompiledRules(file, "#DEFAULT", {}), Schematron(etree.parse(file), store_report=True)
    said = 0
    for _ in range(25):
        text = document(chance)
        found = sorted((s.kind, s.id, s.node) for s in ours.run(text, "file:///x.xml"))
        assert found == by_the_skeleton(theirs, text), text
        said += len(found)
    assert said > 50


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 140))
def test_many_rules_made_at_random(seed: int, tmp_path: Path) -> None:
    test_rules_made_at_random(seed, tmp_path)
