"""A critical apparatus by lines: every entry at the foot of the page of its lemma, with the number of its line."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import page
import pytest

from kktei.render.print import render_print, setting
from kktei.render.print.apparatus import unknown_kinds
from kktei.render.print.feet import Counted, Feet, FootMark, LaidLines, following, is_right, lemmas, observed
from tests.render.print.conftest import make_job
from tests.render.print.critical import critical, placed
from tests.render.print.pages import page_texts
from tests.render.print.test_files import letter

PAGES = Counted("page", 5)
LINES = [(1, 1, 10.0), (2, 1, 20.0), (3, 2, 10.0), (4, 2, 20.0)]


def layout(*marks: FootMark, feet: list[tuple[str, int]] | None = None) -> LaidLines:
    return LaidLines(LINES, list(marks), feet or [], [("d", 1, 0.0)])


def lemma(name: str, page: int, x: float, y: float, *, wide: float = 5, words: int = 1) -> list[FootMark]:
    return [FootMark("from", name, page, x, y), FootMark("to", name, page, x + wide, y, one=words == 1)]


def blank(page: int, x: float, y: float) -> FootMark:
    return FootMark("blank", "", page, x, y)


def test_a_lemma_that_begins_a_line_leaves_its_mark_at_the_end_of_the_line_before() -> None:
    end = FootMark("to", "d#1", 2, 5, 16, one=True)
    kept, turned = (
        [blank(1, 90, 26), FootMark("from", "d#1", 1, 93, 26)],
        [blank(1, 99, 26), FootMark("from", "d#1", 1, 99, 26)],
    )
    assert [(found.first, found.page) for found in lemmas(layout(*kept, end))] == [(1, 1)]
    assert [(found.first, found.page) for found in lemmas(layout(*turned, end))] == [(2, 2)]


def test_a_lemma_without_words_is_on_the_line_of_the_word_before() -> None:
    marks = [blank(1, 99, 26), *lemma("d#1", 1, 99, 26, wide=0)]
    assert [(found.first, found.last, found.page) for found in lemmas(layout(*marks))] == [(1, 1, 1)]


def test_the_same_word_twice_in_a_line_is_counted_and_a_lemma_of_more_words_is_not() -> None:
    word = [FootMark("word", "et", 1, x, 16) for x in (10, 30, 60)]
    begin, end = lemma("d#1", 1, 28, 16)
    assert [found.index for found in lemmas(layout(word[0], begin, word[1], end, word[2]))] == [2]
    begin, end = lemma("d#1", 1, 28, 16, words=2)
    assert [found.index for found in lemmas(layout(word[0], begin, word[1], end, word[2]))] == [0]
    assert [found.index for found in lemmas(layout(begin, word[1], end, FootMark("word", "et", 1, 10, 26)))] == [0]


def test_entries_are_called_at_the_first_place_of_their_page() -> None:
    marks = [
        FootMark("hook", "d#n1", 1, 5, 16),
        *lemma("d#1", 1, 20, 16),
        *lemma("d#2", 2, 20, 16),
        *lemma("d#3", 2, 40, 26),
    ]
    found = observed(layout(*marks), Feet(), PAGES)
    assert found.feet == {"!d#n1": ["d#1"], "<d#2": ["d#2", "d#3"]}
    assert found.lines["d#3"] == [2, 2, 2, 0, 2]
    assert observed(layout(*marks), Feet(), Counted("document", 2)).lines["d#3"][0] == 4
    assert observed(layout(*marks), Feet(), Counted("document", 2)).numbers == {"2": (2, False), "4": (4, True)}


def test_what_is_right_stays_and_what_never_settles_stands_at_the_end() -> None:
    marks = [FootMark("hook", "d#n1", 1, 5, 16), *lemma("d#1", 1, 20, 16)]
    right = layout(*marks, feet=[("<d#1", 1), ("<d#1", 1)])
    used = replace(observed(right, Feet(), PAGES), feet={"<d#1": ["d#1"]})
    assert following(right, used, PAGES, 1).feet == {"!d#n1": ["d#1"]}
    assert following(right, used, PAGES, 5) == used
    assert is_right(right, used, used)
    wrong = layout(*marks, feet=[("<d#1", 2)])
    assert not is_right(wrong, used, used)
    assert following(wrong, used, PAGES, 12).ended == ["d"]
    assert following(wrong, used, PAGES, 12).feet == {}


def test_entries_whose_note_is_left_on_the_page_before_are_called_at_the_next_place() -> None:
    left = layout(*lemma("d#1", 2, 20, 16), *lemma("d#2", 2, 20, 26), feet=[("<d#1", 1)])
    used = observed(left, Feet(), PAGES)
    assert used.feet == {"<d#1": ["d#1", "d#2"]}
    after = following(left, used, PAGES, 2)
    assert (after.feet, after.avoided) == ({">d#1": ["d#1", "d#2"]}, ["<d#1"])
    right = replace(left, feet=[(">d#1", 2)])
    assert following(right, after, PAGES, 3) == after


def test_a_line_that_comes_and_goes_with_its_entry_is_kept_from_the_page() -> None:
    marks = [*lemma("d#1", 1, 20, 16), *lemma("d#2", 1, 20, 26), *lemma("d#3", 2, 20, 16)]
    told = {"<d#1": ["d#1"], "<d#2": ["d#2", "d#3"]}
    came_up = layout(*marks, feet=[("<d#1", 1), ("<d#2", 2)])
    used = replace(observed(came_up, Feet(), PAGES), feet=told)
    after = following(came_up, used, PAGES, 5)
    assert (after.feet, after.pads) == (told, {"<d#1": 1})


VERSE = """<lg><l n="4">Arma <persName key="vir">uirumque</persName> <app type="spelling"><lem wit="#A">cano</lem><rdg wit="#B">kano</rdg></app></l>
<l>Italiam <app><lem wit="#B">fato</lem><rdg wit="#A"/></app> profugus</l></lg>
<p>et uidit et <app><lem wit="#A">et</lem><rdg wit="#B">ac</rdg></app> uenit<app><lem wit="#A"/><rdg wit="#B">
statim</rdg></app> domum, <app><lem source="#Bentley">uox</lem><rdg wit="#A #B" hand="#h">nox</rdg></app>.
<app type="punctuation"><lem wit="#A">;</lem><rdg wit="#B">,</rdg></app></p>
<p xml:lang="he">שלום <app><lem wit="#A">קורין</lem><rdg wit="#B">קוראין</rdg></app> עולם</p>
<p>Sic <choice><sic>scripts</sic><corr>scripsi</corr></choice>.</p>
<p><app><lem wit="#A"><witStart/>Incipit</lem><rdg wit="#B">Inci</rdg></app> liber.</p>"""


@pytest.fixture(scope="module")
def volume(tmp_path_factory: pytest.TempPathFactory):
    """A text of some pages, one with all kinds of entries, one that was only corrected, in two series; as a volume."""
    folder = tmp_path_factory.mktemp("apparatus")
    corrected = (
        "<p>Item <persName key='vir'>uir</persName> <choice><sic>errat</sic><corr>errauit</corr></choice> hic.</p>"
    )
    files = [critical(folder / "a.xml", 70), letter(folder, "b.xml", VERSE, 2), letter(folder, "c.xml", corrected, 3)]
    settings = {"apparatus_series": ["substantive", "spelling"], "apparatus_omit": ["punctuation"], "index_by": "line"}
    job = make_job(folder / "out", files, print=settings)
    return job, render_print(job)


def test_every_entry_is_on_the_page_and_line_of_its_lemma(volume) -> None:
    job, findings = volume
    assert {f.code for f in findings} <= {"P007"}
    found = placed(job.target / "screen.pdf")
    assert len(found) == 70
    assert [entry for entry in found if not entry.right] == []
    assert len({entry.page for entry in found}) > 2


def test_series_stand_below_each_other_and_before_the_notes(volume) -> None:
    job, _ = volume
    text = next(t for t in page_texts(job.target / "screen.pdf") if "Note 1n7 " in t)
    first, second, note = text.index("] rdg"), text.rindex("] rdg"), text.index("Note 1n7 ")
    assert first < second < note


def test_forms_of_entries(volume) -> None:
    job, _ = volume
    text = " ".join("\n".join(page_texts(job.target / "screen.pdf")).split())
    assert "v. 4 cano] kano B" in text
    assert "v. 5 fato] om. A" in text
    assert "et3] ac B" in text
    assert re.search(r"profugus\s*5", text), "it was counted"
    assert "post uenit add. statim B" in text
    assert "uox Bentley] nox" in text
    assert "scripsi] scripts" in text
    assert "Incipit] A begins here; Inci B" in text
    assert ";] ," not in text
    assert re.search(r"\d errauit\] errat", text), "by its line, as in the texts with an apparatus beside it"


def test_the_index_names_lines_and_verses(volume) -> None:
    index = "".join(page_texts(volume[0].target / "screen.pdf")[-3:])
    places = re.search(r"uirumque, (\d+)\sv\.\s4, (\d+)\.5", index)
    assert places, "the verse stands before the line of prose"
    assert places[1] == places[2], "on one page; “errauit” has line 5 in the apparatus"


def test_what_has_no_number_is_named_by_its_pages_and_its_title(tmp_path: Path) -> None:
    """Beside others that have numbers: in an index by the lines of documents, and in the list of sources."""
    text = "Item <persName key='vir'>uir</persName> <app><lem wit='#A'>errat</lem><rdg wit='#B'>it</rdg></app> hic."
    kept = "<msDesc><msIdentifier><repository>Archive</repository></msIdentifier></msDesc>"
    files = [letter(tmp_path, f"{name}.xml", f"<p>{text}</p>", f"{name}, Graz") for name in ("first", "second")]
    for file, number in zip(files, (' type="document" n="7"', ""), strict=True):
        said = file.read_text(encoding="utf-8").replace("<p>Private.</p>", kept)
        file.write_text(said.replace("<div>", f"<div{number}>"), encoding="utf-8")
    told = {
        "index_by": "line",
        "apparatus_lines": "document",
        "apparatus": "foot",
        "parts": ["sources", "documents", "indexes"],
    }
    job = make_job(tmp_path / "out", files, print=told)
    render_print(job)
    said = " ".join(" ".join(page_texts(job.target / "screen.pdf")).split())
    assert "Archive: 7; A letter second, Graz" in said
    assert re.search(r"[Uu]ir, 7\.1, p\.\s1", said)


@pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A])
def test_the_volume_is_accessible_and_archivable(volume, profile) -> None:
    report = page.validate_pdf(volume[0].target / "screen.pdf", profile=profile)
    assert [(f.rule_id, f.message) for f in report.failures] == []


def test_the_volume_says_what_its_sigla_are(volume) -> None:
    assert "Codex Secundus" in "".join(page_texts(volume[0].target / "screen.pdf"))


def test_letters_and_the_end_where_the_settings_ask(tmp_path: Path) -> None:
    files = [letter(tmp_path, "b.xml", VERSE, 2)]
    texts = {}
    for form in ("letters", "end"):
        job = make_job(tmp_path / form / "out", files, print={"apparatus": form, "apparatus_positive": True})
        assert {f.code for f in render_print(job)} <= {"P007"}
        texts[form] = "".join(page_texts(job.target / "screen.pdf"))
    assert not (tmp_path / "letters" / "out" / "typst" / "foot.typ").exists()
    assert "cano A] kano B" in texts["end"]
    assert texts["end"].index("et A") > texts["end"].index("scripsi.")


def test_what_no_page_can_hold_stands_at_the_end_and_there_is_always_a_pdf(tmp_path: Path) -> None:
    long = "immo uero longa lectio " * 400
    body = f'<p>Vna <app><lem wit="#A">uox</lem><rdg wit="#B">{long}finis</rdg></app> est.</p>'
    job = make_job(tmp_path / "out", [letter(tmp_path, "b.xml", body)])
    assert [f.code for f in render_print(job) if f.code != "P007"] == ["P014"]
    text = " ".join("".join(page_texts(job.target / "screen.pdf")).split())
    assert "1,1 uox] immo uero" in text
    assert "finis B" in text


def test_a_type_that_no_entry_has_is_told(tmp_path: Path) -> None:
    text = critical(tmp_path / "a.xml", 1)
    text.write_text(text.read_text("utf-8").replace('type="s', 'type="my-kind" n="s'), "utf-8")
    told = {"apparatus_series": ["my-knd substantive"], "apparatus_omit": ["punctation", "case"]}
    found = unknown_kinds(make_job(tmp_path / "out", [text], print=told))
    assert {f.code for f in found} == {"P015"}
    assert [re.findall("“(.*?)”", f.message) for f in found] == [["punctation", "punctuation"], ["my-knd", "my-kind"]]


@pytest.mark.long
def test_each_pass_over_a_long_apparatus_has_a_process_and_finds_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [critical(tmp_path / "a.xml", 60, gap=8)]
    begun: list[int] = []
    monkeypatch.setattr(setting, "begun", lambda *a, real=setting.begun: begun.append(1) or real(*a))
    found = []
    for name, size in (("short", setting._LONG), ("long", 0)):
        monkeypatch.setattr(setting, "_LONG", size)
        job = make_job(tmp_path / name, files)
        render_print(job)
        found.append(((job.target / "screen.pdf").read_bytes(), len(begun)))
    (one, few), (other, many) = found
    assert one == other
    assert many > 2 * few
