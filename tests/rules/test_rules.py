"""For each code the smallest text that breaks just that rule, and the words that are said about it.

A folder is named by its code.  ``text.xml`` is checked with the shared authorities and corpus (or the
folder's own), ``rules.sch``, ``note.txt`` and ``edition.toml`` beside it are used where they are there; a
folder without ``text.xml`` is a whole edition.  ``expected.txt`` is the golden: ``KKTEI_GOLDEN=1 pytest
tests/rules`` writes it anew, and the diff is reviewed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kktei import report
from kktei.config import load
from kktei.findings import Finding, codes
from kktei.model import DocumentId
from kktei.validate import apply_suppressions, check_documents, check_edition, check_text

HERE = Path(__file__).resolve().parent
SHARED = HERE / "shared"
FOLDERS = sorted(path for path in HERE.iterdir() if path.is_dir() and path.name in codes())

# No text can show these: V008 is about a file that is not there, V030 about a gap in our explanation.
WITHOUT_TEXT = {"V008", "V030"}


def findings(folder: Path) -> list[Finding]:
    """What is found in a folder."""
    text = folder / "text.xml"
    if not text.is_file():
        files = sorted(folder.glob("?00*.xml"))
        shared = {"root": folder, "authorities": folder / "authorities.xml", "corpus": folder / "edition.xml"}
        singly = check_documents(files, **shared)
        return [f for one in singly.values() for f in one] + check_edition(files, **shared)
    note = folder / "note.txt"
    rules = folder / "rules.sch"
    found = check_documents(
        [text],
        root=folder,
        authorities=SHARED / "authorities.xml",
        corpus=SHARED / "edition.xml",
        notes={DocumentId.of_stem(text.stem): note.read_text(encoding="utf-8")} if note.is_file() else None,
        rules=rules if rules.is_file() else None,
        strictness="declared" if folder.name in LENIENT else "kktei",
    )[text]
    settings = folder / "edition.toml"
    return apply_suppressions(found, load(settings)) if settings.is_file() else found


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_code(folder: Path) -> None:
    found = findings(folder)
    words = report.as_text(found) + "\n"
    golden = folder / "expected.txt"
    if os.environ.get("KKTEI_GOLDEN"):
        golden.write_text(words, encoding="utf-8")
    assert {f.code for f in found} - {folder.name} <= ALONGSIDE.get(folder.name, set())
    assert folder.name in {f.code for f in found}
    assert words == golden.read_text(encoding="utf-8")


# What the smallest text cannot help breaking as well.
ALONGSIDE = {"V041": {"V002"}, "V052": {"V021"}, "V023": {"S300"}}
# What only a lenient check says.
LENIENT = {"V080", "V081"}


def test_every_code_has_its_text() -> None:
    rooms = {name for name in codes() if name[0] in "VS"}
    assert rooms - WITHOUT_TEXT == {folder.name for folder in FOLDERS}


def test_what_a_merge_has_made_loses_no_word_either() -> None:
    """The same rule, before the text is written; of other rules nothing is said then."""
    folder = HERE / "S100"
    notes = {DocumentId.of("2"): (folder / "note.txt").read_text(encoding="utf-8")}
    lost = check_text((folder / "text.xml").read_bytes(), notes, "text.xml")
    assert [f.message for f in lost] == [f.message for f in findings(folder) if f.code == "S100"]
    assert check_text((folder / "text.xml").read_bytes(), {DocumentId.of("3"): "Other words."}, "text.xml") == []


def test_of_two_with_one_number_the_copy_is_named(tmp_path: Path) -> None:
    """The address of the first lasts, whatever the copy is called."""
    for file in (HERE / "S204").glob("*.xml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "d002a.xml").unlink()
    (tmp_path / "c002 copy.xml").write_bytes((tmp_path / "d002.xml").read_bytes())
    found = [f for f in findings(tmp_path) if f.code == "S204"]
    assert [(Path(f.file).name, f.message) for f in found] == [("c002 copy.xml", "d002.xml is document 2 too")]
