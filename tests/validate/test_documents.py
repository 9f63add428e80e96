"""Many documents: cache, processes, suppressions, other people's schemas, forms of the report."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from kktei import report
from kktei.cache import Cache
from kktei.config import Settings, Suppression
from kktei.errors import InputError, MachineryError
from kktei.findings import Finding, Severity, codes, finding
from kktei.model import DocumentId
from kktei.project import data
from kktei.validate import apply_suppressions, check_documents, check_edition
from kktei.validate.check import unreadable
from kktei.validate.documents import _exemplified
from kktei.validate.summary import places


@pytest.fixture
def edition(tmp_path: Path, root: Path) -> Path:
    shutil.copytree(root / "edition", tmp_path / "edition", ignore=shutil.ignore_patterns(".kktei"))
    return tmp_path


def documents(folder: Path) -> list[Path]:
    return sorted((folder / "edition" / "documents").glob("*.xml"))


def surroundings(folder: Path) -> dict[str, Path]:
    edition = folder / "edition"
    return {"root": folder, "authorities": edition / "authorities.xml", "corpus": edition / "edition.xml"}


def test_one_process_and_two_find_the_same(edition: Path) -> None:
    files = documents(edition)
    files[3].write_text(files[3].read_text(encoding="utf-8").replace("body>", "bodi>"), encoding="utf-8")
    alone = check_documents(files, **surroundings(edition))
    together = check_documents(files, jobs=2, **surroundings(edition))
    assert alone == together
    assert list(alone) == files
    assert next(f.code for f in alone[files[3]] if f.severity is Severity.ERROR) == "V010"
    assert not [f for file in files if file != files[3] for f in alone[file] if f.severity is Severity.ERROR]


def test_the_cache_knows_bytes_notes_and_authorities(edition: Path) -> None:
    files, around, cache = documents(edition)[:3], surroundings(edition), Cache(edition / "cache")
    first = check_documents(files, cache=cache, **around)
    kept = len([p for p in (edition / "cache").rglob("*") if p.is_file()])
    assert kept == 2 * 3  # what the grammar says, and all
    assert check_documents(files, cache=cache, **around) == first
    assert kept == len([p for p in (edition / "cache").rglob("*") if p.is_file()])
    wrong = check_documents(files, cache=cache, notes={DocumentId.of("91"): "Other words."}, **around)
    assert "S100" in {f.code for f in wrong[files[0]]}
    people = edition / "edition" / "authorities.xml"
    people.write_text(people.read_text(encoding="utf-8").replace("pers.khrushchev", "pers.nobody"), encoding="utf-8")
    assert "S061" in {f.code for f in check_documents(files, cache=cache, **around)[files[0]]}


def test_words_of_shared_files_cost_no_check(edition: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files, around, cache = documents(edition)[:2], surroundings(edition), Cache(edition / "cache")
    first = check_documents(files, cache=cache, **around)
    monkeypatch.setattr("kktei.validate.documents.check", None)  # the grammar is not asked again, whatever changes
    monkeypatch.setattr("kktei.validate.documents.apply", None)
    people = edition / "edition" / "authorities.xml"
    text = people.read_text(encoding="utf-8")
    people.write_text(text.replace("Khrushchev", "Chruschtschow"), encoding="utf-8")
    assert check_documents(files, cache=cache, **around) == first
    people.write_text(text.replace("pers.khrushchev", "pers.nobody"), encoding="utf-8")
    with pytest.raises(TypeError):  # the rules are
        check_documents(files, cache=cache, **around)


def test_nothing_is_written(edition: Path) -> None:
    before = {p: p.read_bytes() for p in (edition / "edition").rglob("*") if p.is_file()}
    check_documents(documents(edition), **surroundings(edition))
    check_edition(documents(edition), **surroundings(edition))
    assert {p: p.read_bytes() for p in (edition / "edition").rglob("*") if p.is_file()} == before


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    gone = tmp_path / "gone.xml"
    (found,) = check_documents([gone], root=tmp_path)[gone]
    assert (found.code, found.message) == ("V008", "The file cannot be read: No such file or directory")
    assert found.hint == codes()["V008"].remedy
    elsewhere = InputError("a.xml:2:1: the byte 0xFF is not UTF-8").at(2, 1)
    assert unreadable(elsewhere, "a.xml").message == "The byte 0xFF is not UTF-8"


def test_warnings_of_a_code_are_one_for_a_document() -> None:
    errors = [finding("V012", words) for words in "abc"]
    mild = [replace(finding("S061", words), severity=Severity.WARNING) for words in ("first", "second")]
    first, *rest = reversed(_exemplified([mild[0], *errors, mild[1]]))
    assert (first.message, first.count) == ("first (and 1 more of this kind in the document)", 2)
    assert [f.message for f in reversed(rest)] == ["a", "b", "c"]
    assert [f.message for f in _exemplified(mild[:1])] == ["first"]


def test_nothing_stands_in_a_file_that_cannot_be_read() -> None:
    assert places(b'<a xml:id="x"/>', "a.xml", {"x"}).of("x") == (
        ("e1/@Q{http://www.w3.org/XML/1998/namespace}id", "id"),
    )
    assert places(b"<a", "a.xml", {"x"}).of("x") == ()


def test_letters_of_others_against_tei_all(datadir: Path) -> None:
    """One is not well formed and is reported, the rest go on."""
    files = sorted((datadir / "letters" / "tillich").rglob("*.xml"))
    found = check_documents(files, root=datadir, grammar=data("schema") / "tei_all.rng")
    assert len(found) == len(files) == 25
    broken = [file.name for file in files if any(f.code == "V002" for f in found[file])]
    assert broken == ["L01064.xml"]
    invalid = {file.name for file in files if found[file]}
    assert invalid == {"L00024.xml", "L00184.xml", "L00280.xml", "L01064.xml", "L01609.xml"}  # as lxml says too


def test_a_schema_that_is_none(tmp_path: Path) -> None:
    letter = tmp_path / "a.xml"
    letter.write_text("<a/>")
    for text, why in (("<a/>", "not a RELAX NG schema"), ("<a", "not well formed"), (None, "cannot be")):
        schema = tmp_path / f"{why[:5]}.rng"
        if text is not None:
            schema.write_text(text)
        with pytest.raises(MachineryError, match=why):
            check_documents([letter], root=tmp_path, grammar=schema)


def test_suppressions() -> None:
    warning = finding(
        "S050", "Possible lost en dash: “pp. 1034”", file="edition/documents/d118.xml", place="d118, note"
    )
    error = finding("V021", "“x” is wrong", file="edition/documents/d118.xml")
    settings = Settings(
        {},
        (
            Suppression("S050", "a real page", file="edition/documents/d11*.xml", place="1034", line=9),
            Suppression("V021", "never mind", line=12),
            Suppression("S054", "long gone", line=15),
        ),
    )
    kept = apply_suppressions([warning, error], settings)
    assert [(f.code, f.line) for f in kept] == [("V021", 0), ("V052", 12), ("V050", 15)]
    assert "long gone" in kept[2].hint


@pytest.mark.parametrize(
    ("code", "place", "kept"),
    [("S060", "", False), ("S060", "d118", False), ("S060", "#x", False), ("S060", "d119", True), ("V080", "", False)],
)
def test_an_error_of_a_rule_and_a_warning_of_the_grammar_are_suppressed_where_they_are_meant(
    code: str, place: str, kept: bool
) -> None:
    one = finding(code, "@ref points to #x", file="d118.xml", place="d118, p")
    found = apply_suppressions([one], Settings({}, (Suppression(code, "known", place=place, line=3),)))
    assert [f.code for f in found] == ([code, "V050"] if kept else [])


# --- the report -----------------------------------------------------------------------


def many() -> list[Finding]:
    return [
        finding("V010", "no <hj>", file=f"d{n % 3}.xml", line=n + 1, column=2, place="p", hint="h") for n in range(50)
    ]


def test_fifty_of_one_cause_are_told_once() -> None:
    text = report.as_text([*many(), finding("V021", "once", file="d1.xml", line=7)])
    assert text.count("error[") == 2
    assert "(50 times in 3 files; also d0.xml:4, d0.xml:7" in text
    assert report.summary(many()) == "50 errors"
    assert len(json.loads(report.as_json(many()))) == 50


def test_sarif() -> None:
    log = json.loads(report.render([*many(), finding("S050", "dash “x”", expected="–")], "sarif"))
    run = log["runs"][0]
    assert log["version"] == "2.1.0"
    assert [r["id"] for r in run["tool"]["driver"]["rules"]] == ["S050", "V010"]
    assert len(run["results"]) == 51
    one = run["results"][-1]
    assert one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "d2.xml"
    assert one["level"] == "error"
    assert run["results"][0]["level"] == "warning"
    assert "locations" not in run["results"][0]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_github_commands_cannot_be_broken_out_of() -> None:
    nasty = finding("V010", "a\n::error::b %0A", file="x,y:z.xml", line=3, column=4)
    line = report.render([nasty], "github")
    assert line == "::error file=x%2Cy%3Az.xml,line=3,col=4,title=V010::a%0A::error::b %250A"
