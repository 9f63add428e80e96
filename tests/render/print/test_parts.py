"""A large volume that is set in parts: the same pages, links, tags and bookmarks as one that is set whole."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import Mock

import page
import pikepdf
import pytest
from msgspec import structs

from kktei.findings import Finding
from kktei.project import data
from kktei.render.contract import from_json
from kktei.render.job import RenderJob
from kktei.render.print import (
    binding,
    compositor,
    feet,
    part_run,
    parted,
    parts,
    portion,
    render,
    render_print,
    rows,
)
from kktei.render.print.checks import Marks
from kktei.render.print.design import design
from kktei.render.print.faces import FOLDERS
from kktei.render.print.feet import Counted, Feet
from kktei.render.print.messages import PART_FILE, PartContent, PartRequest, SetPart
from kktei.render.print.part_run import PartedSource
from kktei.render.print.parts import Piece, windows
from kktei.render.print.places import DocumentMark, DocumentPlace, LaidOut, PagePlace
from tests.render.print.conftest import make_job
from tests.render.print.critical import critical, placed
from tests.render.print.letters import volume
from tests.render.print.pages import page_texts
from tests.render.print.test_facing import letter as facing_letter
from tests.render.print.test_notes import misplaced

LETTERS = 22
LINES = Counted("page", 5)
TABLE = "<table><row role='label'><cell>Day</cell></row><row><cell>Monday</cell></row></table>"


@dataclass(frozen=True)
class Volumes:
    """One volume set whole and in parts, and what was found of the latter."""

    whole: RenderJob
    parted: RenderJob
    tokens: dict[str, list[str]]
    findings: list[Finding]


@pytest.fixture(scope="module")
def small_parts():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "SIZE", 16_000)
        patch.setattr(parts, "_SHARE", 3)
        yield


@pytest.fixture(scope="module")
def volumes(tmp_path_factory, small_parts) -> Volumes:
    folder = tmp_path_factory.mktemp("parts")
    tokens = volume(folder / "tei", LETTERS)
    raised = "<p>See<hi rend='superscript'> <ref target='g0001.xml'>the first letter</ref></hi>.</p>"
    add(folder / "tei" / "g0003.xml", "<p>See <ref target='g0020.xml'>a later letter</ref>.</p>" + raised)
    add(folder / "tei" / "g0021.xml", "<p>See <ref target='g0001.xml'>the first letter</ref>.</p>" + TABLE)
    job = make_job(folder / "parted", sorted((folder / "tei").glob("*.xml")))
    found = render_print(job)
    whole = replace(job, target=folder / "whole")
    whole.target.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "SIZE", 10_000_000)
        render_print(whole)
    return Volumes(whole, job, tokens, found)


def add(file: Path, blocks: str) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace("<closer>", f"{blocks}<closer>"), encoding="utf-8")


def plain(texts: list[str]) -> list[str]:
    return [re.sub(r"\s|\u2060", "", text) for text in texts]


def links(pdf: pikepdf.Pdf) -> list[tuple[int, int, int, int]]:
    """Each link: its page, its place from the left, the page and the height that it leads to."""
    numbers = {p.objgen: n for n, p in enumerate(pdf.pages)}
    found = []
    for number, each in enumerate(pdf.pages):
        for link in each.obj.get("/Annots", ()):
            assert "/A" not in link or not bytes(link.A.URI).startswith(b"kktei:")
            if "/Dest" in link:
                to, _, _, y = list(link.Dest)[:4]
                found.append((number, int(link.Rect[0]), numbers[to.objgen], int(y)))
    return found


def bookmarks(items, depth: int = 0) -> list[tuple[int, str]]:
    return [one for item in items for one in ((depth, item.title), *bookmarks(item.children, depth + 1))]


@pytest.mark.long
def test_pages_are_those_of_the_volume_set_whole(volumes):
    assert [f.code for f in volumes.findings] == ["P007"]
    for name in ("screen.pdf", "print.pdf"):
        whole, in_parts = (plain(page_texts(job.target / name)) for job in (volumes.whole, volumes.parted))
        assert in_parts == whole
    assert not misplaced(page_texts(volumes.parted.target / "screen.pdf"), volumes.tokens)
    assert not (volumes.parted.target / "typst" / "parts").exists()


def test_links_lead_to_the_same_places(volumes):
    with (
        pikepdf.open(volumes.whole.target / "screen.pdf") as whole,
        pikepdf.open(volumes.parted.target / "screen.pdf") as in_parts,
    ):
        expected = [(a, x, b) for a, x, b, _ in links(whole)]
        assert [(a, x, b) for a, x, b, _ in links(in_parts)] == expected
        assert len({b for a, _, b in expected if abs(a - b) > 8}) > 10, "some lead from part to part"


def test_links_name_the_page_that_is_printed_where_they_lead(volumes):
    with pikepdf.open(volumes.parted.target / "screen.pdf") as pdf:
        labels = {page.obj.objgen: page.label for page in pdf.pages}
        found = [link for page in pdf.pages for link in page.obj.get("/Annots", ())]
        said = [(str(link.Contents), f"page {labels[link.Dest[0].objgen]}") for link in found]
    numbered = [pair for pair in said if pair[0].startswith("page ")]
    assert len(numbered) > 150
    assert [pair for pair in numbered if pair[0] != pair[1]] == []


def test_cross_references_name_the_page_on_which_a_document_begins(volumes):
    """Also raised ones, whose figures are not those of the text: that part is told the numbers themselves."""
    texts = plain(page_texts(volumes.parted.target / "screen.pdf"))
    pages = [next(n for n, text in enumerate(texts) if f"sourceg{k:04}z" in text) for k in range(1, LETTERS + 1)]
    labels = [str(page - pages[0] + 1) for page in pages]
    found = re.findall(r"(earlier|later|thefirst)letter\(p\.(\d+)\)", "".join(texts))
    assert [page for kind, page in found if kind == "earlier"] == [labels[max(0, n - 3)] for n in range(LETTERS)]
    assert [pair for pair in found if pair[0] != "earlier"] == [("later", labels[19]), *[("thefirst", labels[0])] * 2]


def test_the_joined_file_is_archivable_and_accessible(volumes):
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A):
        report = page.validate_pdf(volumes.parted.target / "screen.pdf", profile=profile)
        assert [(f.rule_id, f.message) for f in report.failures] == []


def test_bookmarks_are_titles_by_part(volumes):
    told = []
    for job in (volumes.whole, volumes.parted):
        with pikepdf.open(job.target / "screen.pdf") as pdf, pdf.open_outline() as outline:
            told.append(bookmarks(outline.root))
    assert told[0] == told[1]
    assert (1, "1. Letter From Ada Nrg0001 to Bertrand") in told[0]
    assert not any("source" in title or "note" in title for _, title in told[0])


def test_pages_have_the_labels_that_are_printed(volumes):
    for file in (job.target / "screen.pdf" for job in (volumes.whole, volumes.parted)):
        with pikepdf.open(file) as pdf:
            assert pdf.pages[4].label == "v"
            first = next(n for n, text in enumerate(page_texts(file)) if "sourceg0001z" in text)
            assert pdf.pages[first].label == "1"


def test_only_the_changed_part_is_set_again_and_two_processes_give_the_same(volumes, tmp_path, monkeypatch):
    set_again: list[str] = []
    one_part = part_run._set

    def counted(run, name, *more):
        set_again.append(name)
        return one_part(run, name, *more)

    monkeypatch.setattr(part_run, "_set", counted)
    begun: list[int] = []
    begin = binding.Binding.begin
    monkeypatch.setattr(binding.Binding, "begin", lambda *given: begun.append(1) or begin(*given))
    before = (volumes.parted.target / "screen.pdf").read_bytes()
    again = replace(volumes.parted, target=tmp_path / "again", jobs=2)
    again.target.mkdir()
    render_print(again)
    assert not set_again
    assert begun, "what is set was bound while the rest was being set"
    assert (again.target / "screen.pdf").read_bytes() == before
    assert (again.target / "print.pdf").read_bytes() == (volumes.parted.target / "print.pdf").read_bytes()
    file = volumes.parted.documents[11]
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Dear Bertrand", "Dear Bartrend"), encoding="utf-8")
    render_print(again)
    assert len(set_again) in (1, 2), "a letter may lie in two windows"
    changed = (again.target / "screen.pdf").read_bytes()
    taken = []
    guessed = part_run._guessed
    monkeypatch.setattr(part_run, "_guessed", lambda *given: taken.append(found := guessed(*given)) or found)
    monkeypatch.setattr(parted, "_ALONE", 1)
    monkeypatch.setattr(parted, "_MORE", -0.5)  # the other process begins soon, where an earlier run had a part begin
    monkeypatch.setattr(part_run, "version", lambda _: "another, so that all parts are set anew")
    render_print(again)
    assert any(taken), "a part that another process had set from a guess is the volume's"
    assert (again.target / "screen.pdf").read_bytes() == changed
    file.write_text(text, encoding="utf-8")
    render_print(again)
    assert (again.target / "screen.pdf").read_bytes() == before, "nothing is left of a change that was taken back"


NOTHING = from_json(
    '{"type": "SetPart", "skipped": 0, "pages": 120, "next": null, "documents": [], "heads": [], "chapters": [],'
    '"marks": [], "asked": {}, "calls": {}, "seen": {}, "strays": [], "repairs": {}}',
    SetPart,
)


def rows_set(job: RenderJob, monkeypatch, many: int, part: SetPart, front=(), back=()) -> tuple[int, list[str]]:
    """The parts and the pages of the lists before, or the indexes behind, a part; so many rows are set at once."""
    monkeypatch.setattr(parts, "ROWS", many)
    folder, top = job.target / "typst", design(job.settings, None).top * 72 / 25.4
    head = ['#import "/volume.typ": *', "#show: volume"]
    source = PartedSource(
        [], head, front, back, "Documents", top=top, two_sided=True, plain=True, ends_with_list=True, counted=LINES
    )
    own = replace(job, cache=replace(job.cache, folder=job.target / f"cache-{bool(back)}-{many}"))
    run, texts = part_run.Run(own, folder, FOLDERS, 0, source, []), []
    with part_run.ended(run):
        found = parted._back(run, [(0, part)]) if back else parted._front(run, [(0, part)], [])
        part_run.keep_written(run)
    for name, (_, told) in zip(parts.names("back" if back else "front", found), found, strict=True):
        texts += plain(page_texts(folder / "parts" / name / PART_FILE))[told.skipped : told.skipped + told.pages]
    return len(found), texts


def test_a_long_list_of_documents_is_set_in_parts(volumes, monkeypatch):
    """Its rows stand where they stand in one that is set at once, under the same heads and numbers."""
    title = "Letter From Ada to Bertrand, of which a copy went to the embassy, and another " + "to the ministry " * 4
    marks = [
        DocumentMark(id=f"d{n}", number=str(n), title=title[: 40 + n % 90], short="", date="May 1") for n in range(120)
    ]
    part = structs.replace(NOTHING, documents=[DocumentPlace(m, PagePlace(n + 1, 0, 0)) for n, m in enumerate(marks)])
    front = ["#title-page()", '#include "/lists/list-of-documents.typ"']
    some, at_once = (rows_set(volumes.whole, monkeypatch, many, part, front=front) for many in (50, 1000))
    assert (some[0], at_once[0]) == (3, 1)
    assert some[1] == at_once[1]
    assert "ListofDocumentsiii" in some[1][2]


@pytest.mark.long
def test_long_indexes_are_set_in_parts(volumes, monkeypatch):
    """Columns are filled and balanced, and indexes follow each other, as where all is set at once."""
    entries = [
        f'(key: "k{n}", depth: {int(n % 5 > 0)}, initial: "{chr(65 + n // 40)}", always: true, head: [Entry {n}]),\n'
        for n in range(300)
    ]
    first, other = "".join(entries), "".join(entries[:60])
    calls = f'#index-of(first: true, "Names, (Persons", (\n{first}))\n#index-of("Places", (\n{other}))\n'
    back = [*rows.indexes(f'#import "../volume.typ": *\n{calls}'), rows.Block(["#colophon()"])]
    marks = [(f"k{n}", "from" if n % 2 else "text", page) for page in range(1, 9, 2) for n in range(0, 300, 7)]
    part = structs.replace(NOTHING, marks=marks)
    some, at_once = (rows_set(volumes.whole, monkeypatch, many, part, back=back) for many in (200, 1000))
    assert (some[0], at_once[0]) == (3, 1)
    assert some[1] == at_once[1]
    assert some[1][2].startswith("Names,(Persons123"), "the next part has its running head"


def test_windows_cover_all_documents():
    pieces = [Piece(f"d{n}", f"d{n}", "x" * (1 + n % 3) * 100, "", opens=False) for n in range(100)]
    found = windows(pieces, 2000)
    assert found[0].begin == 0
    assert [w.nominal for w in found] == [*(w.begin for w in found[1:]), 100]
    assert all(w.begin < w.nominal <= w.end <= 100 for w in found)
    assert len(windows(pieces, 20_000)) == 1


def test_what_heads_and_lines_ask_for_does_not_hold_all_that_a_part_is_told() -> None:
    """A function of Typst's holds what it names: each line would be set anew where any of it is another."""
    source = (data("xslt") / "print" / "kktei.typ").read_text("utf-8")
    asked = re.findall(r"#let (?:shift|page-label|place-of)\(.*?\n(?=#let |\n)", source, re.DOTALL)
    assert len(asked) == 3
    assert not [body for body in asked if re.search(r"\btold\.", body)]


def test_a_part_ends_before_what_still_needs_a_repair(tmp_path):
    """Of the documents that begin a page the last one before which all is right, or the first: no repair is made behind."""
    stems = [f"d{n}" for n in range(5)]
    content = PartContent(head=[], stems=stems, opens=[False] * 5, lines=[""] * 5, nominal=1)
    request = PartRequest(
        content=content,
        root=str(tmp_path),
        name="p",
        fonts=[],
        top=50,
        two_sided=True,
        early=False,
        mirrored=False,
        timestamp=0,
        counted=LINES,
    )
    marks = [DocumentMark(id=stem, number="", title="", short="", date="") for stem in stems]
    documents = [DocumentPlace(m, PagePlace(n + 2, 0, 20 if n == 3 else 50)) for n, m in enumerate(marks)]
    places = LaidOut(documents, [], [], [], {}, [], [], [], [], {})
    layout = portion._PartPages(places, Marks([("d3#n", 5)], [("d3#n", 6)], []), 2, None, None)
    part = portion.Part(request)
    ended, found, more = portion._ended(part, layout, 1, final=False)
    assert (ended.end, ended.until, found, more) == (3, 5, [], None)
    late = replace(layout, marks=Marks([("d0#n", 2)], [("d0#n", 3)], []))
    ended, found, more = portion._ended(part, late, 1, final=False)
    assert (ended.end, len(found)) == (1, 1)
    assert more


def whole_and_parted(
    folder: Path, files: list[Path], size: int = 12_000, share: float = 3, **tables
) -> tuple[RenderJob, list[list[str]]]:
    """A volume set in parts; the pages of it, those that its source gives by itself, and those of it set whole."""
    job, pages = make_job(folder / "parted", files, edition={"title": "Texts"}, **tables), []
    finished = Mock(wraps=render._finished)
    for how, characters in (("parts", size), ("whole", 10_000_000)):
        target = replace(job, target=folder / how)
        target.target.mkdir()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(parts, "SIZE", characters)
            patch.setattr(parts, "_SHARE", share)
            patch.setattr(render, "_finished", finished)
            assert {f.code for f in render_print(target)} <= {"P007"}
        pages.append(plain(page_texts(target.target / "screen.pdf")))
    assert [len([*call.args[2].files]) > 3 for call in finished.mock_calls] == [True, False]
    source, alone = folder / "parts" / "typst", folder / "alone.pdf"
    compositor.compiler(source, source / "main.typ", FOLDERS).compile(format="pdf", output=str(alone))
    return replace(job, target=folder / "parts"), [pages[0], plain(page_texts(alone)), pages[1]]


@pytest.mark.long
def test_an_apparatus_by_lines_is_set_in_parts(tmp_path):
    files = [critical(tmp_path / f"{n:03}.xml", many, gap=8, seed=n + 1) for n, many in enumerate((200, 40, 40))]
    add_reference = "</p><p>See <ref target='000.xml'>the first</ref>.</p></div>"
    files[1].write_text(files[1].read_text("utf-8").replace("</p></div>", add_reference), "utf-8")
    job, (in_parts, alone, whole) = whole_and_parted(tmp_path, files, size=40_000)
    assert in_parts == whole
    assert alone == in_parts, "the source tells what the parts have found"
    found = placed(job.target / "screen.pdf")
    assert len(found) == 280
    assert [entry for entry in found if not entry.right] == []


@pytest.mark.long
def test_facing_texts_are_set_in_parts(tmp_path):
    files = [facing_letter(tmp_path / f"{n}", paragraphs=2 + n % 4).rename(tmp_path / f"{n}.xml") for n in range(8)]
    _, (in_parts, alone, whole) = whole_and_parted(tmp_path, files, print={"facing": True})
    assert in_parts == alone == whole


def test_what_parts_found_of_an_apparatus_is_told_of_the_whole() -> None:
    """With the pages of the volume and the typesetter's numbers of its lines; without what lies behind a part."""
    found = Feet(
        reserving=False,
        lines={"a#1": [3, 4, 2, 0, 3], "b#1": [1, 1, 4, 0, 4]},
        feet={"<a#1": ["a#1"], "<b#1": ["b#1"]},
        numbers={"6": (5, False), "11": (10, True), "16": (5, False)},
        ended=["a"],
        pads={"<a#1": 2},
    )
    part = feet.of_part(found, {"a"}, set(range(2, 13)), range(2, 4))
    assert part == Feet(
        False, {"a#1": [3, 4, 1, 0, 2]}, {"<a#1": ["a#1"]}, {"5": (5, False), "10": (10, True)}, ["a"], {"<a#1": 2}
    )
    whole = feet.of_the_whole([(part, 6, 11), (replace(part, ended=[]), 9, 11)])
    assert whole.lines == {"a#1": [3, 4, 10, 0, 11]}
    assert list(whole.numbers) == ["5", "10", "16", "21"]
