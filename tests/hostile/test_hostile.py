"""A sample of what `make fuzz` does, and what it has shown so far, each in its smallest form."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.editions import digests
from tests.hostile import words
from tests.hostile.samples import TRANSCRIPT
from tests.hostile.trial import Range, called, commands, in_sample

FOUND = {
    "a label of the vocabulary that is a number": (
        "edition/vocabulary.toml",
        b'[[handling]]\nkey = "hnd.x"\nlabel = 1\nwords = ["X"]\n',
        ["convert"],
        3,
    ),
    "a prefix that is not declared in a volume": (
        "seeds/volume.xml",
        b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><div type="document" n="1"><x:y/></div></body></text></TEI>',
        ["convert"],
        None,
    ),
    "a blank pointer of a name in a volume": (
        "seeds/volume.xml",
        b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><div type="document" n="1"><head>1. Letter From '
        b'<persName corresp=" ">Ada Winter</persName></head><p>x</p></div></body></text></TEI>',
        ["convert"],
        None,
    ),
}


@pytest.fixture(scope="module")
def place(starter: Path, tmp_path_factory: pytest.TempPathFactory) -> Range:
    folder = tmp_path_factory.mktemp("range")
    shutil.copytree(starter, folder / "sound", symlinks=True)
    return Range(folder)


# Two cases of each kind after every change, two more in CI.
@pytest.mark.parametrize("after", [0, pytest.param(26, marks=pytest.mark.long)])
@pytest.mark.parametrize("first", range(13))
def test_a_sample_of_every_kind(first: int, after: int, place: Range) -> None:
    numbers = (after + first, after + first + 13)
    faults = [f for number in numbers for f in place.trial(number, "suite", rendered=number < 4)]
    assert faults == []


def test_the_same_number_is_the_same_case(place: Range) -> None:
    assert place.case(17) == place.case(17)
    assert len({place.case(number)[2] for number in range(0, 13 * 20, 13)}) > 10


def test_products_are_made_of_every_kind_and_every_product_of_some(place: Range) -> None:
    asked = {(place.kind(n), *commands(place.kind(n), n, rendered=True)[-1]) for n in range(10_000) if in_sample(n)}
    assert len(asked) == len(place.samples) * 6
    assert sum(map(in_sample, range(10_000))) == 400
    for kind in place.samples:
        assert commands(kind, 1, rendered=False), kind
        assert not [c for c in commands(kind, 1, rendered=False) if c[0] == "render"]


def test_nothing_of_one_case_is_there_in_the_next(place: Range) -> None:
    before = digests(place.sound / "edition") | digests(place.sound / "seeds")
    for number in (n for n in range(13) if place.kind(n) in {"text", "tei", "xlsx", "notes"}):
        place.trial(number, "suite", rendered=False)
        project = place._restored()
        assert digests(project / "edition") | digests(project / "seeds") == before
        assert sorted(p.name for p in project.iterdir()) == [".kktei-cache", "edition", "seeds", "templates"]
        assert [p.name for p in (project / ".kktei-cache").iterdir()] == ["blobs"]


@pytest.mark.parametrize("what", FOUND)
def test_what_has_been_found(what: str, place: Range, tmp_path: Path) -> None:
    file, data, command, code = FOUND[what]
    project = Path(shutil.copytree(place.sound, tmp_path / "letters", symlinks=True))
    (project / file).write_bytes(data)
    got, said = called(command, project)
    assert got in ({0, 1, 3} if code is None else {code}), said


def test_a_lost_word_and_a_fault_would_be_seen(place: Range, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The harness itself: that it does not pass because it looks away."""
    wanted = words.of_input("text", TRANSCRIPT.encode())
    assert {"suitcase", "greetings", "nachlass", "herzlich"} <= wanted
    assert words.missing(wanted, words.folded(TRANSCRIPT.replace("suitcase", ""))) == ["suitcase"]
    word = (Path(__file__).parents[2] / "kktei" / "starter" / "templates" / "letters.docx").read_bytes()
    assert {"footnotes", "postscript", "confidential"} <= words.of_input("docx", word)
    number = next(n for n in range(200) if place.case(n)[0] == "text" and words.of_input(*place.case(n)[::2]))
    page = next(n for n in range(200) if place.case(n)[0] == "tei" and words.of_text(place.case(n)[2]))
    monkeypatch.setattr(words, "of_page", lambda _: "")
    assert any("words lost on the page" in fault.what for fault in place.trial(page, rendered=False))
    monkeypatch.setattr(words, "of_edition", lambda *_: "")
    assert any("words lost" in fault.what for fault in place.trial(number, rendered=False))
    monkeypatch.setattr("kktei.pipeline.checking.check_paths", 3)
    monkeypatch.setattr("kktei.cli.validate.check_paths", 3)
    assert any("exit 70" in fault.what for fault in place.trial(number, rendered=False))


def test_a_word_that_is_missing_on_a_page_would_be_seen(tmp_path: Path) -> None:
    tei = "<TEI><teiHeader>header</teiHeader><text><body><p>Dear <hi>Jonas</hi> &#228;lter <sic>teh</sic></p></body></text></TEI>"
    assert words.of_text(tei.encode()) == {"dear", "jonas", "älter"}
    (tmp_path / "page.html").write_text("<p>Dear <b>Jo</b>nas</p>")
    assert words.missing(words.of_text(tei.encode()), words.of_page(tmp_path / "page.html")) == ["älter"]


def test_no_place_for_temporary_files_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.xml").write_text("<TEI/>", encoding="utf-8")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    code, said = called(["render", "html", "--input", "a.xml", "--output", "out"], tmp_path)
    assert code == 5
    assert "Set TMPDIR" in said
