"""Cases that need a folder of letters: names of files, references, registers, dates; all rendered once."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from kktei.findings import Finding
from kktei.pipeline.foreign import render_foreign
from kktei.pipeline.line import Choices
from kktei.pipeline.watch import Silence

pytestmark = pytest.mark.long

NAMES = {"a": "anchor-text", "b": "back-lists", "n": "nested-a", "r": "rs-several", "t": "title-level-a"}


@pytest.fixture(scope="module")
def site(datadir: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Finding]]:
    folder = tmp_path_factory.mktemp("cases")
    source = folder / "in"
    shutil.copytree(datadir / "cases" / "web", source)
    for letter, case in NAMES.items():  # each with a name of its own
        (source / case / "a.xml").rename(source / case / f"{letter}.xml")
    (source / "tei").mkdir()
    for number in ("002", "003", "004", "006", "008", "030", "032", "034", "035", "042", "044", "045", "046"):
        for case in (datadir / "cases" / "tei").glob(f"{number}-*"):
            (shutil.copytree if case.is_dir() else shutil.copyfile)(case, source / "tei" / case.name)
    done = render_foreign(source, folder / "out", Choices(("html",)), Silence())
    assert done.made == ("html",)
    assert not done.left_out
    return folder / "out" / "html", list(done.findings)


def text(site: tuple[Path, list[Finding]], page: str) -> str:
    return (site[0] / f"{page}.html").read_text(encoding="utf-8")


def leads(site: tuple[Path, list[Finding]], page: str) -> list[str]:
    """Where the references of a letter lead."""
    return re.findall(r'class="ref" href="\.\./documents/([^"]+)\.html"', text(site, f"documents/{page}"))


def register(site: tuple[Path, list[Finding]], kind: str) -> str:
    plain = re.sub(r"<[^>]*>", " ", text(site, f"{kind}/index"))
    return " ".join(plain.split()).partition("the number of documents. ")[2]


def test_letters_of_one_name_are_two(site: tuple[Path, list[Finding]]) -> None:
    pages = {p.stem for p in (site[0] / "documents").glob("*.html")}
    again = next(p for p in pages if p.startswith("001-"))
    assert "The zebra letter" in text(site, "documents/001")
    assert leads(site, again) == ["001"]
    lower = next(p for p in pages if p.startswith("brief-"))
    assert leads(site, lower) == ["brief"]
    assert leads(site, "brief") == [lower]
    assert {"c1", "c2"} <= pages, "a corpus is its documents"


def test_references_lead_where_they_say(site: tuple[Path, list[Finding]]) -> None:
    assert leads(site, "L01219") == ["L01220"]
    assert leads(site, "L1") == ["L2", "L2"], "empty ones have the title of what they lead to"
    other = next(p.stem for p in (site[0] / "documents").glob("l1-*.html"))
    assert len(set(leads(site, other))) == 1
    assert len(leads(site, other)) == 4
    assert [f.file for f in site[1] if f.code == "H013"] == ["tei/045-ref-by-document-id.xml"]


def test_what_was_read_in_another_form_is_told(site: tuple[Path, list[Finding]]) -> None:
    told = {f.file: f.message for f in site[1] if f.code == "F001"}
    assert "no namespace" in told["tei/004-no-namespace.xml"]
    assert "P4" in told["tei/008-tei-p4.xml"]
    assert "H014" in {f.code for f in site[1] if f.file == "anchor-text/a.xml"}
    assert "these words are inside an anchor" in text(site, "documents/a")


def test_registers_have_names_and_no_running_forms(site: tuple[Path, list[Finding]]) -> None:
    persons, places = register(site, "persons"), register(site, "places")
    for name in ("Adams, Eve 1", "Oak, Paul 1", "Bahr, Hermann", "Winter, Ada"):
        assert name in persons
    assert not re.search("(?<!“)(meinem Sohn|den beiden|die beiden)|of Wien", persons), "unless nothing else names them"
    order = ["Äneas", "d’Annunzio", "Bahr, Hermann", "Österreicher", "Wagner", "?? [Weber, ein Gast]", "Zorn"]
    assert [persons.index(name) for name in order] == sorted(persons.index(name) for name in order)
    assert "Wien Vienna · Vindobona" in places
    assert "“das Stück”" in register(site, "works"), "by the words that name it, marked as such"


def test_an_id_of_two_letters_without_records_is_two_persons(site: tuple[Path, list[Finding]]) -> None:
    assert any(f.code == "F006" and f.place == "p2" for f in site[1])
    assert "Berg, Jonas" in register(site, "persons")
    assert "Schnitzler, Arthur" in register(site, "persons")


def test_records_in_the_back_are_no_text(site: tuple[Path, list[Finding]]) -> None:
    assert "Vindobona" not in text(site, "documents/b")
    assert "<h1>Bahr to Schnitzler, 15 May 1902" in text(site, "documents/t")
    assert not re.search(r"<a [^>]*>(?:(?!</a>).)*<a ", text(site, "documents/n"), re.DOTALL), "no link in a link"


def test_dates_are_told_as_they_are(site: tuple[Path, list[Finding]]) -> None:
    for page, words in {
        "030-date-bce": "March 20, 44 BCE",
        "032-date-old-style": "1 Jan. 1787 O.S.",
        "034-date-no-year": "March 4",
        "035-date-metadata-false": "between 1787 and February 1789",
    }.items():
        assert words in text(site, f"documents/{page}")
    claimed = re.findall(
        r'<meta name="(?:DC.date|citation_date)" content="([^"]*)"', text(site, "documents/035-date-metadata-false")
    )
    assert set(claimed) == {"1787/1789-02"}
    assert text(site, "documents/044-several-senders").count('name="citation_author"') == 3
