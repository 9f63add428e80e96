"""What the explanations say, where tests/rules has no text for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kktei.findings import Finding
from kktei.project import data
from kktei.relaxng.dates import hint
from kktei.validate.check import Schema, check, own_schema

TEI = "http://www.tei-c.org/ns/1.0"


@pytest.fixture
def base(root: Path) -> str:
    return (root / "tests" / "rules" / "S000" / "text.xml").read_text(encoding="utf-8")


def found(text: str | bytes) -> list[Finding]:
    return check(text.encode() if isinstance(text, str) else text, "text.xml", own_schema())


def test_all_faults_are_found_in_one_run(base: str) -> None:
    text = base.replace("<publisher>", "<publishr>").replace("</publisher>", "</publishr>")
    text = text.replace('when="1963-04-03"', 'when="1963-02-30"').replace(
        "<p>Dear John,</p>", "<p>Dear <hj>J</hj></p><q/>x"
    )
    assert [f.code for f in found(text)] == ["V010", "V021", "V010", "V015"]


def test_a_misspelt_element_is_read_as_what_was_meant(base: str) -> None:
    """Its children are checked, and it is not missed as well."""
    text = base.replace("<titleStmt><title>", '<titelStmt><title lang="en">').replace("</titleStmt>", "</titelStmt>")
    assert [(f.code, f.hint) for f in found(text)] == [
        ("V010", "Did you mean <titleStmt>?"),
        ("V020", "Did you mean @xml:lang?"),
    ]


def test_fifty_faults_keep_their_places(base: str) -> None:
    text = base.replace("<p>Dear John,</p>", "\n".join("<p><persname>X</persname></p>" for _ in range(50)))
    lines = [f.line for f in found(text)]
    assert len(lines) == 50
    assert lines == sorted(set(lines))


def test_what_is_missing_and_comes_too_late_is_one_fault(base: str) -> None:
    start, end = base.index("<titleStmt>"), base.index("</titleStmt>") + len("</titleStmt>")
    title, behind = base[start:end], "</publicationStmt>"
    text = (base[:start] + base[end:]).replace(behind, behind + title)
    assert [(f.code, f.hint) for f in found(text)] == [("V013", "Move <titleStmt> before <publicationStmt>.")]


@pytest.mark.parametrize(
    ("given", "advice"),
    [
        ("1963-4-3", "Did you mean “1963-04-03”?"),
        ("3 April 1963", "Did you mean “1963-04-03”?"),
        ("April 3, 1963", "Did you mean “1963-04-03”?"),
        ("3.4.1963", "Did you mean “1963-04-03”?"),
        ("19630403", "Did you mean “1963-04-03”?"),
        ("April 1963", "Did you mean “1963-04”?"),
        ("1963-13-01", "There is no month 13."),
        ("1963-02-29", "February 1963 has 28 days."),
        ("1964-02-30", "February 1964 has 29 days."),
        ("4/3/1963", "Write year-month-day; the order of day and month here cannot be told."),
        ("1963-04-03 16:00", "Write a moment as 1963-04-03T16:00:00, hours from 00 to 23."),
        ("soon", ""),
    ],
)
def test_dates_that_people_write(given: str, advice: str) -> None:
    assert hint(given) == advice


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("", "V006", 1, 1),
        ("no XML at all", "V001", 1, 1),
        ("<TEI", "V006", 1, 1),
        ("<TEI xmlns='x'>\n<text>", "V002", 2, 7),
        ("<a>\n <b></a>", "V002", 2, 7),
        ("<a/>\n<b/>", "V002", 2, 1),
        ("\n<?xml version='1.0'?><a/>", "V001", 2, 1),
        ("<a>x & y</a>", "V003", 1, 7),
        ("<a>A&B<b/></a>", "V003", 1, 7),
        ("<a b='A&amp'/>", "V003", 1, 12),
        ("<a>x < y</a>", "V001", 1, 7),
        ("<a>&#xFFFF;</a>", "V003", 1, 4),
        ("<a>\x00</a>", "V004", 1, 4),
        ("<a>\x07</a>", "V004", 1, 4),
        ("<a b=1/>", "V001", 1, 6),
        ("<?xml version='1.0' encoding='klingon'?><a/>", "V004", 1, 21),
    ],
)
def test_not_well_formed(text: str, code: str, line: int, column: int) -> None:
    last = found(text)[-1]
    assert (last.code, last.line, last.column) == (code, line, column)
    assert last.message
    assert last.hint


def test_bytes_of_windows_1252() -> None:
    last = found("<a>\n“Herr Müller”</a>".encode("cp1252"))[-1]
    assert (last.code, last.line, last.column) == ("V004", 2, 1)
    assert "0x93" in last.message
    assert "“" in last.hint


def test_an_entity_bomb_is_refused_at_once() -> None:
    lines = [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 20)]
    bomb = '<!DOCTYPE a [<!ENTITY a0 "x">' + "".join(lines) + "]><a>&a19;</a>"
    assert [f.code for f in found(bomb)] == ["V007"]


def test_an_external_entity_is_not_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    text = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]><a>&x;</a>'
    assert [f.code for f in found(text)] == ["V007"]
    assert not [f for f in found(text) if "secret" in f.message + f.hint]


def test_utf_16_is_read(base: str) -> None:
    assert found(base.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")) == []


def test_depth_does_not_matter() -> None:
    deep = f'<TEI xmlns="{TEI}">' + "<p>" * 499 + "</p>" * 499 + "</TEI>"
    assert found(deep)[0].code == "V011"
    for levels in (500, 3_000, 300_000):
        deeper = found(f'<TEI xmlns="{TEI}">' + "<p>" * levels + "</p>" * levels + "</TEI>")
        assert [(f.code, f.line, f.column) for f in deeper] == [("V070", 1, 41 + 3 * 499 + 1)]


def test_an_include_stands_for_a_document(root: Path, datadir: Path) -> None:
    corpus = (root / "edition" / "edition.xml").read_bytes()
    assert check(corpus, "edition.xml", Schema(data("schema") / "tei_all.rng", foreign=True)) == []
