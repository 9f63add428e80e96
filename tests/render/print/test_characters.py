"""A character without a face costs nothing but itself: its number stands in a box, or nothing where nobody sees it."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from kktei.cache import Cache
from kktei.findings import Finding
from kktei.render.print import glyphs, render_print
from kktei.render.print.faces import FOLDERS, faces
from kktei.render.print.messages import KnownFaces
from kktei.render.print.scripts import font_for
from tests.render.print.conftest import make_job
from tests.render.print.pages import page_texts
from tests.render.print.test_data import letter


def found_in(found: list[Finding]) -> list[tuple[str, str, str]]:
    return [(f.file, f.message.split("; ")[0].split(" has ")[1][:6], f.severity) for f in found if f.code == "P004"]


@pytest.fixture(scope="module")
def kanji(tmp_path_factory: pytest.TempPathFactory):
    """日 and U+FEFF in every place of a letter and of a volume."""
    folder = tmp_path_factory.mktemp("kanji")
    (folder / "texts").mkdir()
    (folder / "texts" / "en.json").write_text('{"print.contents": "語"}', encoding="utf-8")
    files = [folder / "one.xml", folder / "two.xml"]
    files[0].write_text(letter("日 \ufeffx"), encoding="utf-8")
    files[1].write_text(letter("plain").replace(' xml:lang="plain"', "").replace("<p>", "<p>\n日 "), encoding="utf-8")
    title = "Title 日 \ufeffx"
    job = make_job(folder / "out", files, edition={"title": title, "editors": [title], "subtitle": title})
    return job, render_print(job)


def test_many_characters_of_a_script_are_one_finding(tmp_path) -> None:
    file = tmp_path / "a.xml"
    file.write_text(
        letter("x").replace("<p>", f"<p>\n{''.join(chr(n) for n in range(0x4E00, 0x4E00 + 300))} "), encoding="utf-8"
    )
    job = make_job(tmp_path / "out", [file])
    (told,) = [f for f in render_print(job) if f.code == "P004"]
    assert "300 characters of one kind, U+4E00 CJK UNIFIED IDEOGRAPH-4E00" in told.message
    assert "297 more" in told.message
    assert told.count == 300
    assert told.line == file.read_text(encoding="utf-8").partition("\u4e00")[0].count("\n") + 1 > 2
    assert "U+4E00U+4E01" in "".join(page_texts(job.target / "screen.pdf")).replace(" ", "").replace("\r\n", "")


def test_a_script_that_many_files_have_is_named_once() -> None:
    passages = [glyphs.Passage(f"שלום {n}", f"{n}.xml", str(n)) for n in range(20)]
    (told,) = glyphs.findings({"ש": "U+05E9", "ל": "U+05DC"}, passages)
    assert (told.file, told.count) == ("0.xml", 2)
    assert "in 19 other places" in told.message
    assert "Noto Serif Hebrew" in told.hint


def test_what_no_face_has_is_named_once_a_file_with_the_line(kanji) -> None:
    _, found = kanji
    assert found_in(found) == [
        ("one.xml", "U+65E5", "error"),
        ("one.xml", "U+FEFF", "warning"),
        ("two.xml", "U+65E5", "error"),
        *[("edition/edition.toml", code, kind) for _ in range(3) for code, kind in (("U+65E5", "error"), ("U+FEFF", "warning"))],
        ("", "U+8A9E", "error"),
    ]  # fmt: skip
    told = [f for f in found if f.code == "P004"]
    assert [f.place for f in told[3:]] == ["edition.title"] * 2 + ["edition.editors"] * 2 + ["edition.subtitle"] * 2 + [
        "texts"
    ]
    assert told[0].line == 1
    assert told[2].line > 1
    assert len([f for f in told if "Noto Serif SC" in f.hint]) == 1, "what to install stands once a kind"


def test_its_number_stands_in_its_place_everywhere(kanji) -> None:
    job, _ = kanji
    texts = page_texts(job.target / "screen.pdf")
    whole = "".join(texts)
    assert "日" not in whole
    assert "\ufeff" not in whole
    assert "title U+65E5" in texts[0], "half title, in lower case"
    assert "Title U+65E5 x" in texts[1] or "Title U+65E5 x" in texts[2]
    assert any(text.startswith("U+8A9E") for text in texts), "the heading of the contents"
    assert whole.count("U+65E5 x") > 15, "heading, notes, lists, index"
    assert (job.target / "print.pdf").is_file()


def test_of_an_unseen_character_in_a_title_nothing_is_left(tmp_path) -> None:
    file = tmp_path / "a.xml"
    file.write_text(letter("\ufeff"), encoding="utf-8")
    job = make_job(tmp_path / "out", [file], edition={"title": "\ufeff"})
    assert {f.code for f in render_print(job)} <= {"P002", "P003", "P004", "P007"}
    assert (job.target / "screen.pdf").is_file()


def test_a_character_that_only_the_typesetter_knows_of_is_found_by_setting(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(glyphs, "coverage", lambda *_: glyphs.Coverage({}, []))
    file = tmp_path / "a.xml"
    file.write_text(letter("日 \ufeffx"), encoding="utf-8")
    job = make_job(tmp_path / "out", [file])
    assert found_in(render_print(job)) == [("a.xml", "U+65E5", "error"), ("a.xml", "U+FEFF", "warning")]
    assert "U+65E5 x" in "".join(page_texts(job.target / "screen.pdf"))


def test_the_families_are_known_of_which_something_is_set(tmp_path) -> None:
    """Brackets of a deletion are the template's; of the words that a volume may need most are not set."""
    passages = [
        glyphs.Passage(glyphs.called('#sign("del", [x])'), "a.xml", "a"),
        glyphs.Passage("‸", "", glyphs.WORDS),
    ]
    families = ["EB Garamond", "Libertinus Serif", "New Computer Modern", "New Computer Modern Math"]
    assert glyphs.coverage(passages, families, FOLDERS, Cache(tmp_path)) == glyphs.Coverage({}, families[:2])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("plain, (ASCII)", set()),
        ("é ä", {"é", "ä"}),
        ("e\u0301x\u0302 y", {"e\u0301", "x\u0302"}),
        ("日本\u3099", {"日", "本\u3099"}),
        ("a\u0302\u0323b", {"a\u0302\u0323"}),
        (" \u0302", {"\u0302"}),
        ("\0\t\n\x7f", {"\0", "\x7f"}),
        ("\U000e0100\U0001f600\ufe0f", {"\U000e0100", "\U0001f600\ufe0f"}),
    ],
)
def test_characters_go_with_their_marks(text: str, found: set[str]) -> None:
    assert glyphs.clusters(text) == found


def test_the_longest_is_looked_for_first() -> None:
    assert glyphs.pattern(["x", "x\u0302", "]"]) == r"\x{78}\x{302}|\x{5d}|\x{78}"


@pytest.mark.parametrize(
    ("character", "words"),
    [
        ("日", "Noto Serif SC"),
        ("ક", "Noto Serif Gujarati"),
        ("ܐ", "Noto Sans Syriac"),
        ("م", "Noto Naskh Arabic"),
        ("\U0001f600", "Emoji"),
        ("\ue123", "private use"),
        ("\x92", "Windows-1252"),
        ("\ufeff", "Delete it"),
        ("\U0001ffff", "no character"),
    ],
)
def test_each_kind_says_what_to_do(character: str, words: str) -> None:
    assert words in font_for(character)


@pytest.mark.parametrize("italic", [False, True])
def test_a_face_of_the_editions_own_is_used_and_goes_with_the_source(tmp_path, italic) -> None:
    """A font in edition/fonts/ that print.fonts names, of which one style lies there only."""
    file = tmp_path / "a.xml"
    file.write_text(letter("x <hi rend='italic'>y</hi>"), encoding="utf-8")
    (tmp_path / "fonts").mkdir()
    font = TTFont(next(iter((resources.files("fontpkg_eb_garamond") / "files").glob("EBGaramond[[]*.ttf"))))
    for record in font["name"].names:
        if record.nameID in (1, 4, 6, 16):
            font["name"].setName("HouseFace", record.nameID, record.platformID, record.platEncID, record.langID)
    font["OS/2"].fsSelection |= italic
    font["head"].macStyle |= 2 * italic
    font.save(tmp_path / "fonts" / "House.TTF")
    (tmp_path / "fonts" / "licence.txt").write_text("free", encoding="utf-8")
    job = make_job(tmp_path / "out", [file], print={"fonts": ["HouseFace", "EB Garamond"]})
    found = render_print(job)
    assert not [f for f in found if f.severity == "error"]
    (told,) = (f.message for f in found if f.code == "P016")
    assert ("only italics" in told) == italic
    assert [p.name for p in (job.target / "typst" / "fonts").iterdir()] == ["001.ttf"]
    with pikepdf.open(job.target / "screen.pdf") as pdf:
        names = {str(font.BaseFont).partition("+")[2] for _, font in pdf.pages[0].Resources.Font.items()}
    assert any("HouseFace" in name for name in names) != italic
    assert any("Garamond" in name and "Italic" in name for name in names), "italics are those of the next family"


def test_italics_are_set_in_the_families_that_have_some(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    styles = {"Plain": ["normal"], "Both": ["normal", "italic"]}
    known = KnownFaces(installed=[], missing=[], known=[*styles], styles=styles)
    monkeypatch.setattr("kktei.render.print.faces.ask", lambda _request, _kind: known)
    found = faces(make_job(tmp_path / "out", [tmp_path / "a.xml"], print={"fonts": [*styles]}), tmp_path / "fonts")
    assert (found.families[:2], found.italics[0]) == (["Plain", "Both"], "Both")
    assert [f.code for f in found.findings] == ["P016"]
