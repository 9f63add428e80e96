"""A folder of somebody's letters that has not changed is not rendered again."""

from __future__ import annotations

from pathlib import Path

import pytest

from kktei.cache import Cache
from kktei.findings import Finding, finding
from kktei.job import sha256
from kktei.pipeline.foreign import render_foreign
from kktei.pipeline.line import BuildOutcome, Choices
from kktei.pipeline.taking import Taken, changed_in_reading, take
from kktei.pipeline.watch import Silence
from kktei.read.foreign import Opener
from kktei.render.job import RenderJob
from tests.websites import document


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    folder = tmp_path / "letters"
    folder.mkdir()
    for name in "ab":
        (folder / f"{name}.xml").write_text(document(f"<p>{name}</p>", name), encoding="utf-8")
    return folder


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Notes each run of the renderer, which only copies the documents' names."""
    made: list[str] = []

    def render(job: RenderJob) -> list[Finding]:
        made.append(job.target.name)
        (job.target / "names.txt").write_text(" ".join(p.stem for p in job.documents), encoding="utf-8")
        return [finding("H012", "there is no title", file="a.xml")]

    monkeypatch.setattr("kktei.pipeline.products.renderer", lambda _product: render)
    return made


def rendered(letters: Path, *, force: bool = False) -> BuildOutcome:
    choices = Choices(("html",), 1, force, convert=False)
    return render_foreign(letters, letters.parent / "site", choices, Silence())


def test_what_has_not_changed_is_not_rendered_again(letters: Path, runs: list[str]) -> None:
    first, again = rendered(letters), rendered(letters)
    assert (len(runs), first.idle, again.idle) == (1, False, True)
    assert (again.findings, again.documents, again.rendered) == (first.findings, 2, 2)
    assert not rendered(letters, force=True).idle


@pytest.mark.parametrize("change", ["a letter", "a picture", "a setting", "the results", "another letter"])
def test_a_change_of_anything_is_seen(letters: Path, runs: list[str], change: str) -> None:
    (letters / "p.png").write_bytes(b"1")
    rendered(letters)
    what = {
        "a letter": letters / "a.xml",
        "a picture": letters / "p.png",
        "a setting": letters / "edition.toml",
        "the results": letters.parent / "site" / "html" / "names.txt",
        "another letter": letters / "c.xml",
    }[change]
    what.write_text('[edition]\ntitle = "T"\n' if what.suffix == ".toml" else document("<p>new</p>", "n"), "utf-8")
    assert not rendered(letters).idle
    assert len(runs) == 2


def test_a_document_as_it_stands_is_parsed_once(
    letters: Path, runs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (letters / "older.xml").write_text("<TEI.2><text><body><p>c</p></body></text></TEI.2>", encoding="utf-8")
    read: list[str] = []
    opened = Opener.read
    monkeypatch.setattr(Opener, "read", lambda self, path, shown: read.append(shown) or opened(self, path, shown))
    first = rendered(letters)
    (letters / "b.xml").write_text(document("<p>new</p>", "b"), encoding="utf-8")
    again = rendered(letters)
    assert read == ["a.xml", "b.xml", "older.xml", "b.xml", "older.xml"], "only what is read as something else, or new"
    assert [f.code for f in first.findings] == [f.code for f in again.findings] == ["H012", "F001"]


def test_a_letter_with_a_base_is_parsed_again_when_what_it_may_mean_has_come(
    letters: Path, runs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = document("<p xml:base='https://example.org/x/'><ref target='b.xml'/><ref target='c.xml'/></p>", "a")
    (letters / "a.xml").write_text(text, encoding="utf-8")
    read: list[str] = []
    opened = Opener.read
    monkeypatch.setattr(Opener, "read", lambda self, path, shown: read.append(shown) or opened(self, path, shown))
    rendered(letters)
    (letters / "edition.toml").write_text('[edition]\ntitle = "T"\n', "utf-8")
    rendered(letters)
    assert read == ["a.xml", "b.xml"]
    (letters / "c.xml").write_text(document("<p>c</p>", "c"), encoding="utf-8")
    rendered(letters)
    assert read[2:] == ["a.xml", "c.xml"]


def test_what_a_preview_shows_of_a_file_that_is_changed_in_reading(tmp_path: Path) -> None:
    plain = document("<p>Plain.</p>", "plain")
    (tmp_path / "plain.xml").write_text(plain, encoding="utf-8")
    (tmp_path / "half.xml").write_text("<TEI", encoding="utf-8")
    declared = plain.replace("<TEI", '<!DOCTYPE TEI [<!ENTITY who "Anna">]><TEI', 1).replace("Plain", "&who;")
    (tmp_path / "declared.xml").write_text(declared, encoding="utf-8")
    told = {
        name: changed_in_reading(tmp_path / f"{name}.xml", tmp_path, follow_links=False) for name in ("plain", "half")
    }
    assert told == {"plain": None, "half": None}
    assert "<p>Anna.</p>" in (changed_in_reading(tmp_path / "declared.xml", tmp_path, follow_links=False) or "")


def test_what_was_changed_in_reading_is_laid_when_it_is_read(letters: Path, tmp_path: Path) -> None:
    file = letters / "a.xml"
    file.write_text(document("<p xml:base='https://example.org/x/'><ref target='d.xml'/></p>", "a"), encoding="utf-8")
    cache = Cache(tmp_path / "cache" / "blobs")

    def taken(name: str) -> Taken:
        return take([file, letters / "b.xml"], letters, [], tmp_path / name, cache, follow_links=False)

    (tmp_path / "first").mkdir()
    first, again = taken("first"), taken("again")
    made = first.documents[0].read_bytes()
    assert not (tmp_path / "again").exists()
    assert [again.digests[path] for path in again.documents] == [sha256(made), sha256((letters / "b.xml").read_bytes())]
    (tmp_path / "again").mkdir()
    again.provide(again.documents)
    assert again.documents[0].read_bytes() == made
    gone = taken("gone")
    for blob in cache.folder.glob("??/*"):
        blob.unlink()
    (tmp_path / "gone").mkdir()
    gone.provide(gone.documents)
    assert gone.documents[0].read_bytes() == made, "what a cache has lost is read again"
