"""What happens to the files of an edition: each accident is named, and the rest of the edition is validated."""

from __future__ import annotations

import json
import random
import shutil
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from kktei.cache import Cache
from kktei.cli import main
from kktei.findings import Finding, Severity, finding
from kktei.project import Project
from kktei.validate import check_documents, check_edition
from kktei.validate.documents import _unpacked
from tests.editions import called, kktei

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0">'


@pytest.fixture
def edition(tmp_path: Path, starter: Path) -> Path:
    for name in ("edition", "seeds"):
        shutil.copytree(starter / name, tmp_path / name)
    return tmp_path


def write(text: str | bytes) -> Callable[[Path], object]:
    return lambda file: file.write_bytes(text if isinstance(text, bytes) else text.encode())


def folder(file: Path) -> None:
    file.unlink(missing_ok=True)
    file.mkdir()


def dangling(file: Path) -> None:
    file.unlink(missing_ok=True)
    file.symlink_to("nowhere.xml")


def utf16(file: Path) -> None:
    file.write_bytes(file.read_text(encoding="utf-8").encode("utf-16"))


def cut_tag(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"</title>", b"</title", 1))


def wrong_byte(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"</title>", b"\xe9</title>", 1))


ACCIDENTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty": (write(""), "V006"),
    "blank": (write("\n\n"), "V006"),
    "another root": (write("<x/>"), "V017"),
    "no XML": (write("Dear John,"), "V001"),
    "an end tag without >": (cut_tag, "V001"),
    "a wrong byte": (wrong_byte, "V004"),
    "half of UTF-16": (write(b"\xff\xfe<"), "V004"),
    "a doctype": (write(f"<!DOCTYPE TEI>{TEI}</TEI>"), "V007"),
    "2,000 levels": (write(f"{TEI}{'<p>' * 2000}{'</p>' * 2000}</TEI>"), "V070"),
    "20,000 attributes": (write(TEI + "<p" + "".join(f" a{n}=''" for n in range(20_000)) + "/></TEI>"), "V070"),
    "a folder": (folder, "V008"),
    "a link to nothing": (dangling, "V008"),
}  # fmt: skip


Validate = Callable[[Path], tuple[int, list[dict[str, object]]]]


@pytest.fixture
def validated(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Validate:
    """The exit code and the findings of ``kktei validate``, as a user calls it."""

    def call(folder: Path) -> tuple[int, list[dict[str, object]]]:
        monkeypatch.chdir(folder)
        with pytest.raises(SystemExit) as leaving:
            sys.exit(main.run(["validate", "--format", "json", "-q", "--jobs", "1"]))
        return int(leaving.value.code or 0), json.loads(capfd.readouterr().out)

    return call


@pytest.mark.parametrize("name", ["empty", "an end tag without >", "a folder", "a link to nothing", "2,000 levels"])
def test_a_document_costs_itself_alone(name: str, edition: Path, validated: Validate) -> None:
    happens, code = ACCIDENTS[name]
    first, second = Project(edition).document_files()[:2]
    second.write_bytes(second.read_bytes().replace(b"<head", b"<hj/><head", 1))
    happens(first)
    exit_code, rows = validated(edition)
    assert exit_code == 1
    mine = [row for row in rows if row["file"] == f"edition/documents/{first.name}"]
    assert code in {row["code"] for row in mine}
    assert all(row["hint"] for row in mine if row["code"] == code)
    assert "V010" in {row["code"] for row in rows if row["file"] == f"edition/documents/{second.name}"}


@pytest.mark.parametrize("name", ACCIDENTS)
@pytest.mark.parametrize("file", ["authorities.xml", "edition.xml", "front.xml"])
def test_a_shared_file_is_named_once_and_not_at_each_pointer(name: str, file: str, edition: Path) -> None:
    happens, code = ACCIDENTS[name]
    path = edition / "edition" / file
    if not path.is_file():
        shutil.copy(edition / "edition" / "authorities.xml", path)
    happens(path)
    project = Project(edition)
    files = project.document_files()
    shared = {"root": edition, "authorities": project.authorities, "corpus": project.corpus}
    found = check_edition(files, **shared, front=project.front)
    codes = {f.code for f in found if f.severity is Severity.ERROR and f.file == f"edition/{file}"}
    assert code in codes
    assert file == "front.xml" or "V041" in codes
    assert not [f for f in found if f.code in ("S201", "S202")]
    single = [f for one in check_documents(files, **shared).values() for f in one]
    assert not [f for f in single if f.severity is Severity.ERROR]


@pytest.mark.parametrize("file", ["documents/d001.xml", "authorities.xml", "edition.xml", "edition.toml"])
def test_the_encodings_of_xml_editors(file: str, edition: Path, validated: Validate) -> None:
    utf16(edition / "edition" / file)
    assert validated(edition)[0] == 0


@pytest.mark.parametrize("accident", [folder, dangling, cut_tag])
def test_what_cannot_be_read_costs_no_neighbour(
    accident: Callable[[Path], object], edition: Path, validated: Validate
) -> None:
    """The neighbours' pointers lead to a document that is there; what is wrong with it is said of itself."""
    accident(edition / "edition" / "documents" / "d002.xml")
    _, found = validated(edition)
    wrong = {(f["file"], f["code"]) for f in found if f["severity"] == "error"}
    assert {file for file, _ in wrong} == {"edition/documents/d002.xml"}


def test_what_stands_in_the_place_of_a_file_makes_a_build_look_again(built: Project) -> None:
    """It was taken for nothing at all: the build said that nothing had changed."""
    dangling(built.documents / "d900.xml")
    done = called("build", "-q", cwd=built.root)
    assert done.returncode == 1
    assert "edition/documents/d900.xml: error[V008]" in done.stdout


@pytest.mark.parametrize(
    ("names", "exit_code"), [(("documents/d001.xml", "authorities.xml"), 1), (("edition.toml",), 3)]
)
def test_files_without_permission(names: tuple[str, ...], exit_code: int, edition: Path) -> None:
    for name in names:
        (edition / "edition" / name).chmod(0)
    done = kktei("validate", "--jobs", "1", cwd=edition, powerless=True)
    for name in names:
        (edition / "edition" / name).chmod(0o644)
        said = [line for line in (done.stdout + done.stderr).splitlines() if name in line]
        assert "cannot be read: Permission denied" in said[0]
    assert done.returncode == exit_code


def test_a_file_name_that_no_file_has(tmp_path: Path) -> None:
    letter = tmp_path / "d1.xml"
    pointers = " ".join(("x" * 5000 + ".xml", "%00.xml", "../" * 500 + "x.xml#y"))
    letter.write_text(f'{TEI}<text><body><p><ref target="{pointers}">x</ref></p></body></text></TEI>')
    assert [f.code for f in check_edition([letter], root=tmp_path)] == ["S201"] * 3


def test_pointers_are_uris_and_so_are_suggestions(tmp_path: Path) -> None:
    pointers = "a%20b.xml a%20b.xml#x %C3%BCml%C3%A4ut.xml ümläut.xml a%20c.xml a%20b.xml#y"
    names = ("a b.xml", "ümläut.xml", "50%25.xml")
    for number, name in enumerate(names):
        ids = f'xml:id="x{number or ""}"'
        (tmp_path / name).write_text(f"{TEI}<text><body><p {ids}>x</p></body></text></TEI>")
    letter = tmp_path / "d1.xml"
    letter.write_text(f'{TEI}<text><body><p><ref target="{pointers} 50%25.xml">x</ref></p></body></text></TEI>')
    found = check_edition([letter, *(tmp_path / name for name in names)], root=tmp_path)
    assert [f.hint for f in found if f.code == "S201"] == ["Did you mean “a%20b.xml”?"]
    assert [f.message for f in found if f.code == "S202"] == ["a b.xml has no “y”"]


def test_a_file_in_another_folder_is_suggested_by_its_way(tmp_path: Path) -> None:
    (tmp_path / "d1.xml").write_text(f'{TEI}<text><body><p><ref target="../d2.xml">x</ref></p></body></text></TEI>')
    (tmp_path / "d2.xml").write_text(f"{TEI}<text><body><p>x</p></body></text></TEI>")
    found = check_edition([tmp_path / "d1.xml", tmp_path / "d2.xml"], root=tmp_path)
    assert [f.hint for f in found if f.code == "S201"] == ["Did you mean “d2.xml”?"]


# --- remembered verdicts --------------------------------------------------------------


def test_damaged_verdicts_are_forgotten() -> None:
    whole = [finding("S050", "a dash", file="a.xml", line=3), finding("V021", "a value", file="a.xml", hint="h")]
    blob = json.dumps([asdict(f) for f in whole]).encode()
    assert _unpacked(blob) == whole
    unlike = 0
    for seed in range(600):
        chance = random.Random(seed)
        raw = bytearray(blob)
        match chance.randrange(3):
            case 0:
                raw[chance.randrange(len(raw))] = chance.randrange(256)
            case 1:
                del raw[chance.randrange(len(raw)) :]
            case 2:
                at = chance.randrange(len(raw))
                raw[at : at + 5] = chance.choice((b"null", b"[]", b"1e9", b"true", b'""', b"{}", b"[" * 2000))
        kept = _unpacked(bytes(raw))
        unlike += kept is None
        assert kept is None or all(isinstance(f, Finding) and isinstance(f.severity, Severity) for f in kept)
    assert unlike > 300


@pytest.mark.parametrize(
    "blob",
    [
        b"", b"{}", b"[]x", b"null", b"3", b"[3]", b"[[]]", b"[{}]", b"[" * 100_000, b"\xff\xfe", b'[{"code": "Q999", "message": "x"}]',
        b'[{"code": "S050"}]', b'[{"code": "S050", "message": 3, "severity": "error"}]', b'[{"code": "S050", "message": "x", "severity": "odd"}]',
        b'[{"code": "S050", "message": "x", "severity": "error", "line": "3"}]', b'[{"code": "S050", "message": "x", "severity": "error", "line": true}]',
        b'[{"code": ["S050"], "message": "x", "severity": "error"}]',
    ],
)  # fmt: skip
def test_blobs_that_are_no_verdicts(blob: bytes) -> None:
    assert _unpacked(blob) is None


def test_a_ruined_cache_changes_no_verdict(edition: Path, tmp_path: Path) -> None:
    files = Project(edition).document_files()
    cache = Cache(tmp_path / "cache")
    first = check_documents(files, root=edition, cache=cache)
    for blob in (p for p in (tmp_path / "cache").rglob("*") if p.is_file()):
        blob.write_bytes(b'[{"code": "V021"')
    assert check_documents(files, root=edition, cache=cache) == first
