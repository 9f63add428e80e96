"""What a press sends back: verse, tables, breaks, faces, sizes and heads of pages, on one volume of odd letters."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from kktei import config
from kktei.errors import SettingsError
from kktei.findings import Finding
from kktei.render.job import RenderJob
from kktei.render.print import render_print
from kktei.render.print.design import design, designs
from tests.render.print.conftest import make_job
from tests.render.print.test_files import letter, nested_tags

CASES = Path(__file__).parents[2] / "data" / "cases" / "print"
TITLE = "Briefe und Papiere von jemandem, dessen Name lang ist, und von seinen vielen Freunden in allen Ländern"
LONG = "A part of a verse that takes nearly the whole of its line"
VERSE = f"""<lg><l n="55">So long a line of verse that it cannot stand within the page and so must turn over at its end, hanging.</l>
<l rend="indent">indented</l><l rend="indent2">twice</l><l style="text-indent: 3em">thrice<note>In verse.</note></l></lg>
<lg><l part="I">Who’s there?</l><l part="M">Nay, answer me.</l><l part="F">Stand!</l><l part="I">{LONG}</l>
<l part="F">And this has little room.</l></lg><lg><lg><l>Upper verse</l><l>lower verse</l></lg><lg><l>Below a stanza</l></lg></lg>
<list><item>outer <list><item>inner</item></list></item></list>
<table><row role="label"><cell>Year</cell><cell>Sum</cell></row><row><cell>1901</cell><cell>£ 8.20</cell></row>
<row><cell>1902 or later</cell><cell>–</cell></row></table>"""
Printed = tuple[RenderJob, list[Finding]]
Box = tuple[float, float, float]


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    folder = tmp_path_factory.mktemp("odd")
    mine = letter(folder, "mine.xml", f"{VERSE}<p>{'More words to come. ' * 99}</p>")
    margin = CASES / "margin.xml"
    short = '<title type="short">Short one</title></titleStmt>'
    mine.write_text(mine.read_text().replace("</titleStmt>", short), encoding="utf-8")
    job = make_job(
        folder / "out",
        [*sorted(set(CASES.glob("*.xml")) - {margin}), mine, margin],
        edition={"title": TITLE, "language": "de", "short_title": "Briefe"},
        print={
            "fonts": ["Garamont", "EB Garamond"],
            "trim": "133x203",
            "series": "Schriften 7",
            "imprint": ["© 2026 Verlag", "Druck: Graz"],
            "dedication": "Für Emil",
            "indexes": "merged",
            "index_by": "document",
        },
    )
    return job, render_print(job)


def boxes(pdf: Path) -> list[dict[str, Box]]:
    """For each page the words with left, bottom and right side (the last of those that are alike), in points."""
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            words: dict[str, Box] = {}
            for n in range(text.count_rects()):
                left, bottom, right, top = text.get_rect(n)
                said = text.get_text_bounded(left - 0.1, bottom - 0.1, right + 0.1, top + 0.1).strip()
                words[said] = (left, bottom, right)
            found.append(words)
    return found


@pytest.fixture(scope="module")
def placed(odd: Printed) -> list[dict[str, Box]]:
    return boxes(odd[0].target / "screen.pdf")


def at(placed: list[dict[str, Box]], start: str) -> Box:
    """Where the only line that begins so stands, on the pages of the documents."""
    (found,) = (box for page in placed[8:] for words, box in page.items() if words.startswith(start))
    return found


def test_each_line_of_verse_begins_where_it_should(placed: list[dict[str, Box]]) -> None:
    first, *others = (at(placed, words)[0] for words in ("One line of verse", "a second line", "a third"))
    assert others == pytest.approx([first, first], abs=1)
    upper, lower, below = (at(placed, words)[1] for words in ("Upper verse", "lower verse", "Below a stanza"))
    assert lower - below > 1.5 * (upper - lower)


def test_verse_turns_over_below_its_beginning_and_is_set_in_as_told(placed: list[dict[str, Box]]) -> None:
    begun, turned = at(placed, "So long a line")[0], at(placed, "and so must turn over")[0]
    steps = [at(placed, words)[0] for words in ("indented", "twice", "thrice")]
    assert begun < steps[0] < steps[1] < steps[2]
    assert turned > begun
    assert at(placed, "55")[1] == pytest.approx(at(placed, "So long a line")[1], abs=4)


def test_a_part_of_a_verse_begins_where_the_part_before_ends(placed: list[dict[str, Box]]) -> None:
    first, second, third, long, short = (
        at(placed, words) for words in ("Who’s there", "Nay, answer", "Stand!", LONG[:20], "And this has little room")
    )
    assert 0 < second[0] - first[2] < 6
    assert 0 < third[0] - second[2] < 6
    assert short[2] < long[2] + 40, "in one line, within the page"


def test_figures_stand_at_the_right_and_columns_are_as_wide_as_their_words(placed: list[dict[str, Box]]) -> None:
    assert at(placed, "£ 8.20")[2] == pytest.approx(at(placed, "–")[2], abs=1)
    assert at(placed, "Sum")[2] == pytest.approx(at(placed, "–")[2], abs=1)
    assert at(placed, "Passage from Marseilles with two servants")[0] == pytest.approx(at(placed, "Item")[0], abs=1)


def test_the_head_of_a_table_is_one_to_who_listens(odd: Printed) -> None:
    with pikepdf.open(odd[0].target / "screen.pdf") as pdf:
        kinds = [str(thing.S) for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/S" in thing]
    assert kinds.count("/TH") >= 6
    assert kinds.count("/THead") == 2


def test_a_list_in_a_list_is_one_in_the_tags(odd: Printed) -> None:
    kinds = nested_tags(odd[0].target / "screen.pdf")
    assert kinds["/LBody", "/L"] == 1


def test_a_break_after_which_nothing_comes_makes_no_empty_line(placed: list[dict[str, Box]]) -> None:
    step = at(placed, "Herzlichst")[1] - at(placed, "Ihr")[1]
    assert at(placed, "Ihr")[1] - at(placed, "Arthur")[1] == pytest.approx(step, abs=1.5)


def test_records_without_ids_feed_the_indexes_and_are_no_text(placed: list[dict[str, Box]]) -> None:
    assert not [words for page in placed for words in page if "48,2" in words or "Anna" in words]
    assert at(placed, "Wien,")


def test_imprint_series_and_dedication_say_what_the_settings_say(placed: list[dict[str, Box]]) -> None:
    begun = [{*page} for page in placed[:8]]
    assert "Schriften 7" in begun[0]
    assert {"© 2026 Verlag", "Druck: Graz"} <= begun[3]
    assert begun[4] == {"Für Emil"}
    assert begun[5] == set()


def test_one_index_names_documents(placed: list[dict[str, Box]]) -> None:
    (page,) = (page for page in placed[8:] if "Register" in page)
    assert "2" in page, "the number of the second document, which names Vienna"


def test_one_blank_character_is_a_space(placed: list[dict[str, Box]]) -> None:
    assert at(placed, "bleiben Sie")


def test_every_other_case_of_a_press_is_right(odd: Printed, placed: list[dict[str, Box]]) -> None:
    """Lines of an address, a word that a witness lacks, a long note on its call's page."""
    first, second = at(placed, "Herrn Dr."), placed[8]["Wien"]
    assert first[0] == pytest.approx(second[0], abs=1)
    assert first[1] > second[1]
    with pypdfium2.PdfDocument(odd[0].target / "screen.pdf") as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    assert any(re.search(r"no\] (om\.|fehlt) B", text) for text in texts)
    assert [text for text in texts if "Im Nachlass" in text] == [
        text for text in texts if re.search(r"hier ?\d\?", text)
    ]
    assert not {"P001", "P005", "P009", "P010"} & {f.code for f in odd[1]}


def test_the_writers_own_note_stands_beside_its_line_and_has_no_number(placed: list[dict[str, Box]]) -> None:
    line, note, editors = (at(placed, words) for words in ("Text with", "own margi", "An editor"))
    assert at(placed, "more.")[0] - line[2] < 5
    assert note[0] > line[2] or note[2] < line[0]
    assert abs(note[1] - line[1]) < 20
    assert editors[1] < line[1]


def test_heads_are_short(placed: list[dict[str, Box]]) -> None:
    tops = [words for page in placed[8:] for words, box in page.items() if box[1] > 520]
    assert {"briefe", "10. Short one"} <= set(tops), "documents without a number get one"
    assert not [words for words in tops if words.startswith("briefe und")]


def test_a_family_that_is_nowhere_is_told(odd: Printed) -> None:
    (told,) = (f.message for f in odd[1] if f.code == "P013")
    assert "“Garamont”" in told
    assert "“EB Garamond”" in told


def test_the_colophon_names_what_was_used(placed: list[dict[str, Box]]) -> None:
    """Nothing of these letters is taken from Libertinus; it is where a deletion's brackets are, or Hebrew."""
    assert [*placed[-1]] == ["Gesetzt aus EB Garamond mit Typst, aus TEI P5."]


def test_the_page_has_the_size_that_a_press_names(odd: Printed) -> None:
    with pypdfium2.PdfDocument(odd[0].target / "screen.pdf") as document:
        assert document[0].get_size() == pytest.approx((133 * 72 / 25.4, 203 * 72 / 25.4), abs=0.1)


def settings(**given: Any) -> config.Settings:
    return config.check({"edition": {"title": "x"}, "print": given})


def test_margins_follow_the_trim() -> None:
    octavo, made = designs()["octavo"], design(settings(trim="6x9in", top="30"))
    assert (made.width, made.height, made.top) == (152.4, 228.6, 30)
    assert made.inside / made.width == pytest.approx(octavo.inside / octavo.width, abs=0.001)


def test_a_house_has_designs_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "print").mkdir()
    (tmp_path / "print" / "house.toml").write_text('like = "large-print"\nwidth = 170\ntwo_sided = false\n')
    made = design(settings(design="house"), tmp_path)
    assert (made.width, made.two_sided, made.size) == (170, False, designs()["large-print"].size)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("size = 'ten'", "size: 'ten' is not a length"),
        ("sice = 10", "“sice” is not a part of a design"),
        ("like = 'x'", "names no design"),
        ("two_sided = 'yes'", "cannot be 'yes'"),
        ("heading_align = 'up'", "cannot be 'up'"),
        ("size = true", "is not a length"),
    ],
)
def test_what_is_wrong_in_a_design_is_told(tmp_path: Path, written: str, told: str) -> None:
    (tmp_path / "print").mkdir()
    (tmp_path / "print" / "house.toml").write_text(written)
    with pytest.raises(SettingsError, match=re.escape(told)) as problem:
        design(settings(design="house"), tmp_path)
    assert "edition/print/house.toml" in problem.value.message


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"trim": "small"}, "is no size of a page"),
        ({"trim": "1x1"}, "its width would be 1 mm"),
        ({"trim": "13.3x20.3"}, 'did you mean "133x203"?'),
        ({"trim": "6x9"}, 'did you mean "6x9in"?'),
        ({"trim": "1560x2340"}, "its width would be 1560 mm"),
        ({"size": "10,5"}, "write '10.5'"),
        ({"size": "10.5pt"}, "write '10.5', without the unit"),
        ({"size": "105"}, "'105' is not between 4 and 60"),
        ({"width": "wide"}, "'wide' is not a length"),
        ({"bleed": 300}, "300 is not between 0 and 25"),
        ({"size": 12, "leading": 11}, "lines would run into each other"),
        ({"width": 60, "inside": 30}, "leave no room for text"),
        ({"design": "nowhere"}, "no design “nowhere”"),
        ({"design": "octava"}, "did you mean “octavo”?"),
        ({"design": "../x"}, "no design"),
    ],
)
def test_a_page_that_cannot_be_is_told(tmp_path: Path, given: dict[str, Any], told: str) -> None:
    with pytest.raises(SettingsError, match=re.escape(told)):
        design(settings(**given), tmp_path)


def test_all_lengths_that_do_not_fit_are_told_with_their_lines(tmp_path: Path) -> None:
    (tmp_path / "edition.toml").write_text("[print]\ninside = 100\nsize = 14\nleading = 6\n", encoding="utf-8")
    with pytest.raises(SettingsError) as said:
        design(settings(inside=100, size=14, leading=6), tmp_path)
    assert said.value.message.startswith("edition.toml:2:1: the margins leave no room for text: print.width (156)")
    assert "edition.toml:4:1: print.leading (6) is less than print.size (14)" in (said.value.hint or "")


def test_lengths_may_be_numbers() -> None:
    made = design(settings(size=10, leading=13.5))
    assert (made.size, made.leading) == (10, 13.5)


@pytest.mark.parametrize("email", ["nobody", "a@b", "a b@example.org", "Ada <ada@example.org>"])
def test_an_address_that_is_none_is_told(email: str) -> None:
    with pytest.raises(SettingsError, match="is no address of e-mail"):
        config.check({"edition": {"title": "x", "email": email}})
