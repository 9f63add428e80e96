"""Words that came through a wrong encoding are told by kind; those that are only strange are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from kktei.read.facts import read_facts
from kktei.read.garbled import garbled
from kktei.read.plain import read_plain

SAID = "Der Müller fährt für 5 € „schön“ – Straße, élysée, à Genève"


@pytest.mark.parametrize(
    ("true", "wrong", "name"),
    [
        ("utf-8", "cp1252", "UTF-8 that was read as Windows-1252"),
        ("utf-8", "latin-1", "UTF-8 that was read as Windows-1252"),
        ("utf-8", "mac_roman", "UTF-8 that was read as Mac Roman"),
        ("utf-8", "cp850", "UTF-8 that was read as an encoding of DOS (850)"),
        ("cp1252", "mac_roman", "Windows-1252 that was read as Mac Roman"),
        ("mac_roman", "cp1252", "Mac Roman that was read as Windows-1252"),
        ("cp1252", "cp850", "Windows-1252 that was read as an encoding of DOS (850)"),
    ],
)
def test_encodings_that_were_taken_for_another(true: str, wrong: str, name: str) -> None:
    first, *more = garbled(SAID.encode(true, "ignore").decode(wrong, "replace"))
    assert (first.meant, first.kind, more) == ("Müller", f"this is {name}", [])
    assert first.at == 4
    assert first.count > 2


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (SAID.encode().decode("cp1252").encode().decode("cp1252", "replace"), "Müller"),
        ("Привет".encode().decode("cp1251"), "Привет"),
        ("łódź".encode().decode("cp1252"), "łódź"),
        ("f„hrt", "fährt"),
        ("M&uuml;ller &amp; Sohn", "Müller"),
        ("M=C3=BCller", "Müller"),
        ("K=F6ln", "Köln"),
        (r"M\u00fcller", "Müller"),
        (r"M\'fcller", "Müller"),
        ("M?ller", "M?ller"),
    ],
)
def test_other_ways_to_lose_a_letter(text: str, meant: str) -> None:
    assert [one.meant for one in garbled(text)] == [meant]


@pytest.mark.parametrize(
    "text",
    [
        SAID,
        "‚Ärger‘, ‚Äpfel‘, 4√2 ≈ ±5, x³, 5‰, Âge, São, SÃO, Château, ÉTÉ, Ãrea",
        "Рёбра, СССР, ГОСТ, Привет; Ελλάδα; Đặng; łódź",
        "AT&T; R&D; word[?] why? [so?] https://example.org/a?b=c",
    ],
)
def test_what_is_only_strange(text: str) -> None:
    assert list(garbled(text)) == []


def test_sources_and_tables_say_where(tmp_path: Path) -> None:
    source = read_plain("T\n\n1. Letter\n\nSource: Here.\n\nDer MÃ¼ller fÃ¤hrt.\n", "a.txt")
    (found,) = source.findings
    assert (found.code, found.line, found.column) == ("R051", 7, 5)
    assert (
        found.message
        == "“MÃ¼ller” (“Müller”) and another word: this is UTF-8 that was read as Windows-1252; it was kept."
    )
    table = tmp_path / "facts.csv"
    table.write_text("n,place,who\n1,ZÃ¼rich,E\n2,KÃ¶ln,E\n", encoding="utf-8")
    facts, told = read_facts(table, "facts.csv")
    assert [fact.value for row in facts.values() for fact in row] == ["ZÃ¼rich", "KÃ¶ln"]
    assert [(f.code, f.line, f.column) for f in told] == [("R051", 2, 2)]
