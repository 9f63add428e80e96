"""Long documents: the work grows with their length and no faster, and whatever the notes, there is a PDF with each."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kktei.findings import Finding
from kktei.project import data
from kktei.render.epub import render_epub
from kktei.render.job import RenderJob
from kktei.render.print import render_print
from kktei.render.print.checks import MANY, PAGES, Marks, Stray, repairs, strays
from kktei.render.words import words
from kktei.saxon import stylesheet
from tests.render.print.conftest import make_job
from tests.render.print.pages import page_texts
from tests.render.print.test_files import letter
from tests.render.volumes import edition, job

pytestmark = pytest.mark.long

LONG: dict[str, Callable[[int], str]] = {
    "notes in a paragraph": lambda n: f"<p>{' '.join(f'some words c{i}<note>Note {i}.</note>' for i in range(n))}</p>",
    "notes far from each other": lambda n: f"<p>{' '.join('word ' * 20 + f'<note>Note {i}.</note>' for i in range(n))}</p>",
    "paragraphs": lambda n: "".join(f"<p>Paragraph {i}.</p>\n" for i in range(n)),
    "paragraphs with notes": lambda n: "".join(f"<p>Paragraph<note>Note {i}.</note> {i}.</p>" for i in range(n)),
    "items": lambda n: f"<list>{''.join(f'<item>Item<note>Note {i}.</note> {i}</item>' for i in range(n))}</list>",
    "rows": lambda n: f"<table>{''.join(f'<row><cell>{i}<note>Note.</note></cell><cell>x</cell></row>' for i in range(n))}</table>",
    "entries": lambda n: f"<p>{' '.join(f'and <app><lem>one</lem><rdg>two{i}</rdg></app> words' for i in range(n))}</p>",
    "lines": lambda n: f"<lg>{''.join(f'<l>Line {i}</l>' for i in range(n))}</lg>",
    "loose text": lambda n: f"<div>{''.join(f'text {i} <p>and</p>' for i in range(n))}</div>",
}  # fmt: skip


def transformed(tmp_path: Path, body: str) -> float:
    """Seconds of computing for the source of a document."""
    sheet = stylesheet(data("xslt") / "print.xsl")
    source = sheet.parse(letter(tmp_path, "long.xml", body).read_text(encoding="utf-8"), "file:///long.xml")
    began = time.process_time()
    sheet.run(source, params={"stem": "long", "texts": json.dumps(words("en"))})
    return time.process_time() - began


@pytest.mark.parametrize("kind", LONG)
def test_four_times_the_length_is_not_sixteen_times_the_work(tmp_path: Path, kind: str) -> None:
    small, large = (LONG[kind](n) for n in (150, 600))
    transformed(tmp_path, small)
    assert min(transformed(tmp_path, large) for _ in range(2)) < 9 * max(transformed(tmp_path, small), 0.02)


@pytest.mark.parametrize("kind", ["notes in a paragraph", "rows", "entries"])
def test_more_notes_than_pages_hold_stand_at_the_end(tmp_path: Path, kind: str) -> None:
    file = letter(tmp_path, "long.xml", f"<head>Long</head>{LONG[kind](180)}<p>Last<note>The last.</note> words.</p>")
    other = letter(tmp_path, "other.xml", "<head>Other</head><p>A call<note>At the foot.</note> here.</p>")
    passes: list[tuple[int, int]] = []
    job = replace(
        make_job(tmp_path / "out", [file, other]),
        progress=lambda what, done, whole: passes.append((done, whole)) if what == "print: passes" else None,
    )
    found = render_print(job)
    held = kind == "entries"  # an apparatus is run in at the foot: the pages hold it
    assert [(f.code, f.file) for f in found if f.severity != "info"] == ([] if held else [("P009", "long.xml")])
    assert len(passes) <= 4, "it is seen at once that there is no hope"
    texts = page_texts(job.target / "screen.pdf")
    whole = re.sub(r"\s+", " ", "\n".join(texts))
    for number in range(180):
        assert len(re.findall({"entries": rf"\btwo{number}\b", "rows": ""}.get(kind, rf"Note {number}\."), whole)) >= 1
    assert whole.count("The last.") == 1
    assert whole.count("At the foot.") == 1
    foot = next(text for text in texts if "A call" in text)
    assert "At the foot." in foot, "the notes of the other document are where they were"


def stray(n: int, page: int, block: str = "d#p") -> Stray:
    return Stray("strayed", f"d#n{n}", block, page, page + 1)


def test_remedies_are_tried_while_there_is_hope() -> None:
    assert repairs([stray(1, 1), stray(2, 1)], {}) == {"d#p": "short"}
    assert repairs([stray(n, n, "d#p" if n < PAGES else "d#q") for n in range(1, PAGES + 1)], {}) != {"d": "endnotes"}
    assert repairs([stray(n, n) for n in range(PAGES)], {}) == {"d": "endnotes"}
    assert repairs([stray(n, 1) for n in range(MANY)], {"d#x": "loose"}) == {"d#x": "loose", "d": "endnotes"}
    assert repairs([stray(1, 1)], {}, final=True) == {"d": "endnotes"}


def test_a_long_note_that_the_heading_holds_for_a_line_too_low_stands_at_its_call(tmp_path: Path) -> None:
    first, second = "text that ends in the second line, " * 2 + "as it does.", "lines above the call, " * 3
    note = f"<note>notewords {'that fill the whole page, ' * 170} endwords</note>"
    body = f"<p>{first}</p><p>{second}callwords{note} {'and text that goes on, ' * 60}.</p>"
    file = letter(tmp_path, "long.xml", f"<head>Long</head><opener><salute>Dear Ada,</salute></opener>{body}")
    job = make_job(tmp_path / "out", [file])
    assert "P009" not in {f.code for f in render_print(job)}
    pages = [text for text in page_texts(job.target / "screen.pdf") if "words" in text]
    assert all("callwords" in text and "notewords" in text for text in pages[:1])
    assert "endwords" in pages[1], "it goes on"


def test_a_closer_alone_never_moves_notes() -> None:
    closer = Stray("closer", "d#c", "d#p", 1, 2)
    made: dict[str, str] | None = {}
    for _ in range(8):
        following = repairs([closer], made or {}, final=True)
        if following is None:
            break
        made = following
    assert made == {"d#p": "shortest", "d": "page"}
    assert strays(Marks([], [], [])) == []


@pytest.mark.parametrize("render", [render_print, render_epub])
def test_of_many_documents_the_run_s_own_process_holds_no_engine(
    render: Callable[[RenderJob], list[Finding]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("kktei.render.job._MANY", 4)
    monkeypatch.setattr("kktei.saxon.Stylesheet.run", none)
    made = job(edition(tmp_path / "tei"), tmp_path / "out", tmp_path / "cache")
    assert {f.code for f in render(made)} <= {"P007"}
    assert {*made.target.iterdir()}
