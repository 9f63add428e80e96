"""Sources and tables of every kind, damaged: read or refused by name, in seconds, and no word lost in silence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kktei.errors import InputError
from kktei.read import read_source
from tests.read.docx_files import word
from tests.read.fuzz import kinds, run
from tests.read.mutants import packed, unpacked
from tests.read.samples import PLAIN

HEAD = "---\ntitle: T\n---\n\n# 1. Letter\n\nSource: Here.\n\n"
COUNTS = {"text": 200, "docx": 80, "xlsx": 100, "csv": 200, "frus": 200, "tei": 200}


@pytest.mark.parametrize("kind", COUNTS)
def test_a_sample_of_what_make_fuzz_runs_in_full(kind: str, tmp_path: Path) -> None:
    (line,) = run(COUNTS[kind], {kind: kinds()[kind]}, tmp_path)
    read, refused = int(line.split()[1]), int(line.split()[3])
    assert read + refused == COUNTS[kind] // len(kinds()[kind][0]) * len(kinds()[kind][0])
    assert min(read, refused) > 0


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    path = tmp_path_factory.mktemp("word") / "w.docx"
    return unpacked(word(f"{HEAD}Text.[^1]\n\n[^1]: Note.\n", path).read_bytes())


def refused(path: Path) -> str:
    with pytest.raises(InputError) as problem:
        read_source(path, f"seeds/{path.name}")
    assert problem.value.message.startswith(f"seeds/{path.name}")
    assert problem.value.hint
    return problem.value.message


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"word/document.xml": b"<w:p/>" * 12_000_000}, "larger than 60 MB"),
        ({"word/styles.xml": b"<s>" + b"x" * 21_000_000 + b"</s>"}, "larger than 20 MB"),
        ({"word/styles.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}, "declares a document type"),
        ({"word/document.xml": b"<x/>"}, "no text of a Word document"),
        ({"word/document.xml": b"<w:docum"}, "is damaged"),
        ({"word/footnotes.xml": b""}, "is damaged"),
        ({"xl/workbook.xml": b"<x/>"}, "a workbook"),
        ({"../../evil": b"x"}, "leads out of it"),
    ],
)
def test_parts_that_are_hostile_or_broken(
    parts: dict[str, bytes], tmp_path: Path, changed: dict[str, bytes], words: str
) -> None:
    (tmp_path / "w.docx").write_bytes(packed(parts | changed))
    assert words in refused(tmp_path / "w.docx")


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        ("<w:p/>" * 100_001, "over 100,000 paragraphs"),
        ("<w:tbl><w:tr><w:tc>" * 100 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 100, "nested too deeply"),
        (f"<w:p><w:r><w:t>{'x' * 10_500_000}</w:t></w:r></w:p>", "one text of over 10 MB"),
        ("<a/>" * 4_000_001, "over 2,000,000 elements"),
    ],
    ids=["paragraphs", "levels", "length", "elements"],
)
def test_texts_that_no_document_has(parts: dict[str, bytes], tmp_path: Path, xml: str, words: str) -> None:
    text = parts["word/document.xml"].replace(b"<w:body>", b"<w:body>" + xml.encode())
    (tmp_path / "w.docx").write_bytes(packed(parts | {"word/document.xml": text}))
    assert words in refused(tmp_path / "w.docx")


def test_footnotes_that_call_each_other_twice_and_twice_again(parts: dict[str, bytes], tmp_path: Path) -> None:
    call = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    notes = "".join(f'<w:footnote w:id="{n}"><w:p>{call.format(n + 1) * 2}</w:p></w:footnote>' for n in range(100, 140))
    text = parts["word/footnotes.xml"].replace(b"</w:footnotes>", f"{notes}</w:footnotes>".encode())
    main = parts["word/document.xml"].replace(b"<w:body>", f"<w:body><w:p>{call.format(100)}</w:p>".encode())
    (tmp_path / "w.docx").write_bytes(packed(parts | {"word/footnotes.xml": text, "word/document.xml": main}))
    assert "call each other again and again" in refused(tmp_path / "w.docx")


def test_the_file_of_the_cases(datadir: Path, tmp_path: Path) -> None:
    path = datadir / "cases" / "hostile" / "14-damaged.docx"
    with pytest.raises(InputError, match=r"14-damaged\.docx is damaged"):
        read_source(path, "seeds/14-damaged.docx")


def test_a_missing_part_that_is_not_needed(parts: dict[str, bytes], tmp_path: Path) -> None:
    for name in (
        "word/styles.xml",
        "[Content_Types].xml",
        "word/theme/theme1.xml",
        "_rels/.rels",
        "word/_rels/document.xml.rels",
    ):
        (tmp_path / "w.docx").write_bytes(packed({part: data for part, data in parts.items() if part != name}))
        source = read_source(tmp_path / "w.docx", "w.docx")
        assert source.records or name == "word/styles.xml"


def test_folders_pipes_and_files_that_nobody_may_read(tmp_path: Path) -> None:
    (tmp_path / "x.docx").mkdir()
    assert "a folder" in refused(tmp_path / "x.docx")
    os.mkfifo(tmp_path / "p.txt")
    assert "a pipe" in refused(tmp_path / "p.txt")
    (tmp_path / "l.txt").symlink_to(tmp_path / "nowhere")
    with pytest.raises(InputError, match=r"seeds/l\.txt cannot be read"):
        read_source(tmp_path / "l.txt", "seeds/l.txt")
    with pytest.raises(InputError, match="a device"):
        read_source(Path("/dev/zero"), "seeds/zero.txt")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_plain_text_in_every_encoding_that_editors_offer(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_text(PLAIN, encoding="utf-8")
    (tmp_path / "b.txt").write_text(PLAIN, encoding=encoding)
    assert read_source(tmp_path / "b.txt", "x.txt") == read_source(tmp_path / "a.txt", "x.txt")


@pytest.mark.parametrize(
    ("text", "said"),
    [("<?xml version='1.0'?>\n<!DOCTYPE TEI>\n<TEI/>", "DOCTYPE"), ("<!DOCTYPE html>\n<html/>", "a web page (HTML)")],
)
def test_a_document_type_is_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "x.xml").write_text(text, encoding="utf-8")
    assert said in refused(tmp_path / "x.xml")


def test_what_no_source_is_as_large_as(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a " * 25_000_001)
    assert "larger than 50 MB" in refused(tmp_path / "a.txt")
    (tmp_path / "a.xml").write_bytes(b"<TEI>" + b"<a/>" * 5_000_001)
    assert "over 5,000,000 tags" in refused(tmp_path / "a.xml")
    with (tmp_path / "b.txt").open("wb") as file:
        file.truncate(100_000_001)
    assert "larger than 100 MB" in refused(tmp_path / "b.txt")
