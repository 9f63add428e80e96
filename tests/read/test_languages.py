"""Datelines, salutations and closes of letters in German, French, Spanish, Italian and Russian."""

from __future__ import annotations

from pathlib import Path

import pytest

from kktei.model import DocumentId
from kktei.read import read_source
from kktei.read.conventions import is_closing, is_dateline, is_salutation, when_of
from kktei.transcript import Closing, Dateline, Paragraph, Salutation, Signature


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("Wien, den 4. März 1921", "1921-03-04"),
        ("Wien, am 4. März 1921.", "1921-03-04"),
        ("4.3.1921", "1921-03-04"),
        ("Berlin, Montag, 7. Jänner 1921", "1921-01-07"),
        ("Berlin, Montag, 7. Februar 1921", "1921-02-07"),
        ("Paris, le 1er mars 1921", "1921-03-01"),
        ("Madrid, a 4 de marzo de 1921", "1921-03-04"),
        ("Roma, 4 marzo 1921", "1921-03-04"),
        ("Москва, 4 марта 1921 г.", "1921-03-04"),
        ("Bern, den 2ten März 1893, abends.", "1893-03-02"),
        ("Bern, Freitag den 3. März 1893.", "1893-03-03"),
        ("Bern, am 5. März 1893 früh", "1893-03-05"),
        ("Bern, 5. März 1893, ½ 9 Uhr", "1893-03-05"),
        ("B. d. 3. III. 1893", "1893-03-03"),
        ("Bern 3/4 1893", "1893-04-03"),
        ("Bern, 13/4/1893", "1893-04-13"),
        ("Bern, 3/4/1893", None),
        ("Bern, 2. März 93.", None),
        ("Berlin W., Matthäikirchstr. 3, 4. März 1893", "1893-03-04"),
        ("Paris, 12 rue de Rivoli, le 5 mars 1893, soir", "1893-03-05"),
        ("Roma, 4 marzo 1921, sera", "1921-03-04"),
        ("Madrid, 4 de marzo de 1921, por la noche", "1921-03-04"),
        ("Москва, 4.III.1921 г.", "1921-03-04"),
        ("Köln, undatiert", None),
        ("Wien, 31. April 1921", None),
    ],
)
def test_datelines(line: str, iso: str | None) -> None:
    assert is_dateline(line)
    assert when_of(line) == iso


@pytest.mark.parametrize(
    "line",
    [
        "Sehr geehrter Herr Dr. Berg,",
        "Lieber Freund!",
        "Mon cher ami,",
        "Monsieur,",
        "Estimado señor:",
        "Caro Luigi,",
        "Дорогой Иван Петрович!",
    ],
)
def test_salutations(line: str) -> None:
    assert is_salutation(line)


@pytest.mark.parametrize(
    "line",
    [
        "In aufrichtiger Verehrung",
        "Ihre ergebene",
        "Mit besten Empfehlungen verbleibe ich",
        "Leben Sie wohl!",
        "Mit freundlichen Grüßen",
        "Hochachtungsvoll",
        "Ihr sehr ergebener",
        "Dein",
        "Bien à vous,",
        "Veuillez agréer, Monsieur, l’expression de mes sentiments distingués.",
        "Un abrazo,",
        "Suo",
        "С уважением,",
    ],
)
def test_closes(line: str) -> None:
    assert is_closing(line)


@pytest.mark.parametrize(
    "line",
    ["Lieber wäre mir ein Brief.", "Ihr Brief kam heute.", "Cher est le prix.", "Dein Brief kam heute,", "Am 4. März"],
)
def test_sentences_are_none_of_these(line: str) -> None:
    assert [test(line) for test in (is_salutation, is_closing, is_dateline)] == [False] * 3


def test_a_german_letter(tmp_path: Path) -> None:
    path = tmp_path / "briefe.txt"
    lines = [
        "Briefe",
        "1. Brief von Ada Winter an Jonas Berg",
        "Source: Archiv, Nachlass Berg.",
        "Wien, den 4. März 1921",
    ]
    lines += ["Lieber Herr Berg,", "die Fahnen kamen heute früh.", "Mit herzlichem Gruß\nAda Winter"]
    path.write_text("\n\n".join(lines), encoding="utf-8")
    source = read_source(path, "briefe.txt")
    kinds = [type(block) for block in source.records[0].body]
    assert kinds == [Dateline, Salutation, Paragraph, Closing, Signature]
    assert {f.name: f.value for f in source.facts[DocumentId.of("1")]} == {
        "dateline": "Wien, den 4. März 1921",
        "place": "Wien",
        "when": "1921-03-04",
        "signed": "Ada Winter",
    }
