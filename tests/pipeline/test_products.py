"""Products are independent: what can be made is published, what cannot is named, and the last line says so."""

from __future__ import annotations

import errno
import time
from collections.abc import Callable
from concurrent.futures import CancelledError
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from kktei import pool
from kktei.cli.console import Console
from kktei.cli.ending import leave
from kktei.errors import InputError
from kktei.findings import Finding
from kktei.pipeline import products
from kktei.pipeline.line import BuildOutcome, Choices, build
from kktei.pipeline.watch import Silence
from kktei.project import Project
from kktei.publish import Staging
from kktei.render.job import RenderJob
from tests.editions import called, digests

LETTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>One</title></titleStmt>
<publicationStmt><p>none</p></publicationStmt><sourceDesc><p>none</p></sourceDesc></fileDesc></teiHeader>
<text><body><p>Every word.</p></body></text></TEI>"""


def codes(outcome: BuildOutcome) -> list[str]:
    return [f.code for f in outcome.findings]


# --- renderers that fail, in the place of real ones ------------------------------------


def writes(job: RenderJob) -> list[Finding]:
    (job.target / "page").write_text("made", encoding="utf-8")
    return []


def tells_whether_it_is_whole(job: RenderJob) -> list[Finding]:
    (job.target / str(job.whole)).write_text("", encoding="utf-8")
    return []


def leaves_nothing(job: RenderJob) -> list[Finding]:
    return [Finding("P001", "why", file=job.shown(job.root))]


def lacks_a_file(job: RenderJob) -> list[Finding]:
    (job.target / "half").write_text("half", encoding="utf-8")
    raise InputError("logo.svg is not there", "Put it there.")


def has_a_fault(job: RenderJob) -> list[Finding]:
    return [Finding("P001", str(1 // len(job.jobs and "")))]


def write_late(file: Path) -> None:
    time.sleep(0.1)
    file.write_text("half", encoding="utf-8")


_late: list[Callable[[], None]] = []


def fails_while_a_worker_writes(job: RenderJob) -> list[Finding]:
    _late[:] = [pool.beside(partial(write_late, job.target / "older"), jobs=2)]
    raise InputError("none.icc is not there", "Put it there.")


def comes_after_that(job: RenderJob) -> list[Finding]:
    with suppress(CancelledError):
        _late.pop()()
    return writes(job)


def finds_a_long_name(job: RenderJob) -> list[Finding]:
    (job.target / ("x" * 300)).write_text("", encoding="utf-8")
    return []


def finds_the_disk_full(job: RenderJob) -> list[Finding]:
    raise OSError(errno.ENOSPC, "No space left on device", str(job.target))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path)
    with Staging(made) as staging:
        (staging.part("print") / "older").write_text("older", encoding="utf-8")
        staging.publish()
    return made


def rendered(project: Project, monkeypatch: pytest.MonkeyPatch, **functions: str) -> products.ProductRun:
    for product, function in functions.items():
        place = (__name__, function) if not function.startswith("no.") else (function.removeprefix("no."), "x")
        monkeypatch.setitem(products._RENDERERS, product, place)

    def job() -> RenderJob:
        return RenderJob(project.root, (), None, project.output, None)  # type: ignore[arg-type]

    with Staging(project) as staging:
        made = products.render({p: p for p in functions}, staging, job, Silence())
        staging.publish()
    return made


@pytest.mark.parametrize(
    ("function", "code", "words"),
    [
        ("lacks_a_file", 3, "logo.svg is not there"),
        ("leaves_nothing", 3, "none of its documents can be read"),
        ("has_a_fault", 70, "a fault of kktei itself"),
        ("finds_a_long_name", 5, "File name too long"),
        ("no.typesetter_that_is_not_there", 4, "The Python package typesetter_that_is_not_there is not installed"),
    ],
)
def test_a_product_that_fails_costs_no_other(
    project: Project, monkeypatch: pytest.MonkeyPatch, function: str, code: int, words: str
) -> None:
    made = rendered(project, monkeypatch, html="writes", print=function, epub=function, docx="writes")
    assert made.made == ("html", "docx")
    assert made.failed == ("print", "epub")
    assert made.code == code
    told = [f for f in made.findings if f.code == "B001"]
    assert [f.place for f in told] == ["print", "epub"]
    assert all(words in f.message for f in told)
    assert "the older one stays" in told[0].message
    assert "older" not in told[1].message
    assert isinstance(made.fault, ZeroDivisionError) == (code == 70)
    assert sorted(digests(project.output)) == [".gitkeep", ".kktei-made", "docx/page", "html/page", "print/older"]


def test_what_a_worker_still_writes_does_not_come_into_the_older_product(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered(project, monkeypatch, print="fails_while_a_worker_writes", docx="comes_after_that")
    assert (project.output / "print" / "older").read_text(encoding="utf-8") == "older"


def test_findings_of_a_product_of_no_document_are_kept(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    made = rendered(project, monkeypatch, print="leaves_nothing")
    assert [f.code for f in made.findings] == ["P001", "B001"]


def test_an_edition_is_whole_and_a_document_asked_for_is_not(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(products._RENDERERS, "print", (__name__, "tells_whether_it_is_whole"))
    for only in ((), ("d001",)):
        build(built, Choices(products=("print",), convert=False, force=True, only=only), Silence())
    assert {"print/True", "print-d001/False"} <= digests(built.output).keys()


def test_a_full_disk_ends_the_run(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    before = digests(project.output)
    with pytest.raises(Exception, match="No space left"):
        rendered(project, monkeypatch, html="writes", print="finds_the_disk_full")
    assert digests(project.output) == before


# --- the command line --------------------------------------------------------------------


@pytest.mark.long
def test_the_others_are_published_and_the_last_line_says_what_is_wanting(built: Project) -> None:
    settings = built.edition / "edition.toml"
    plain = settings.read_text(encoding="utf-8")
    settings.write_text(plain + '\n[print]\nicc_profile = "none.icc"\n', encoding="utf-8")
    book = digests(built.output / "print")
    (built.output / "html" / "index.html").write_text("old", encoding="utf-8")
    done = called("build", cwd=built.root)
    assert done.returncode == 3, done.stderr
    assert "B001" in done.stdout
    assert "none.icc" in done.stdout
    assert done.stderr.splitlines()[-1].startswith("2 of 2 documents built, print not made, 1 error")
    assert (built.output / "html" / "index.html").read_text(encoding="utf-8") != "old"
    assert digests(built.output / "print") == book
    assert "Nothing has changed" not in called("build", cwd=built.root).stderr, "it is tried again"
    assert "Not made by the last build: print" in called("status", cwd=built.root).stdout
    settings.write_text(plain, encoding="utf-8")
    assert called("build", cwd=built.root).returncode == 0
    assert "Not made" not in called("status", cwd=built.root).stdout


def test_a_fault_in_one_product_is_reported_when_the_others_are_published(
    built: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(products._RENDERERS, "print", (__name__, "has_a_fault"))
    outcome = build(built, Choices(("print", "docx"), convert=False))
    assert (outcome.made, outcome.failed, outcome.code) == (("docx",), ("print",), 70)
    assert isinstance(outcome.fault, ZeroDivisionError)
    assert outcome.__getstate__()["fault"] is None
    assert (built.output / "docx" / "edition.docx").is_file()
    with pytest.raises(ZeroDivisionError):  # which the command line reports, with exit code 70
        leave(Console(), outcome)


def test_where_no_document_is_valid_the_message_says_so(built: Project) -> None:
    for document in built.document_files():
        document.write_text("<a>", encoding="utf-8")
    before = digests(built.output)
    done = called("render", "html", cwd=built.root)
    assert done.returncode == 1
    assert "error[B002] No document is valid: nothing was made; output/ is as it was" in done.stdout
    assert done.stderr.splitlines()[-1].startswith("0 of 2 documents rendered, 2 left out")
    assert digests(built.output) == before


@pytest.mark.parametrize("file", ["authorities.xml", "edition.xml"])
@pytest.mark.parametrize("text", ["<x", "", "\ufffe"])
def test_a_shared_file_that_cannot_be_read_costs_no_product(built: Project, file: str, text: str) -> None:
    (built.edition / file).write_text(text, encoding="utf-8")
    outcome = build(built, Choices(("docx",), convert=False))
    assert (outcome.made, outcome.rendered, outcome.code) == (("docx",), 2, 0)
    assert [f.file for f in outcome.findings if f.code == "B004"] == [f"edition/{file}"]


# --- other people's TEI ----------------------------------------------------------------------


@pytest.mark.long
def test_where_nothing_can_be_read_the_reasons_are_given(tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    (letters / "a.xml").write_text("<TEI>\n<p", encoding="utf-8")
    (letters / "b.xml").write_text("<letter/>", encoding="utf-8")
    (letters / "c.xml").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    (letters / "d.xml").write_bytes(b"\xff\xfe<\0")
    (letters / "e.xml").mkdir()
    done = called("render", "docx", "--input", "letters", "--output", "out", cwd=tmp_path)
    assert done.returncode == 3
    for words in (
        "a.xml:2:3: error[C003] not well-formed",
        "b.xml:1: warning[B003] The root is <letter>",
        "c.xml:1: warning[B003] The root is <svg>",
        "d.xml",
        "error[B002] None of the 4 files can be rendered",
    ):
        assert words in done.stdout
    assert done.stderr.splitlines()[-1].startswith("0 of 4 documents rendered, 4 left out")
    assert not (tmp_path / "out").exists()
    (letters / "f.xml").write_text(LETTER, encoding="utf-8")
    done = called("render", "docx", "--input", "letters", "--output", "out", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("1 of 5 documents rendered, 4 left out")
    assert (tmp_path / "out" / "docx" / "edition.docx").is_file()


def test_a_folder_without_xml_is_named(tmp_path: Path) -> None:
    done = called("render", "--input", ".", cwd=tmp_path)
    assert done.returncode == 3
    assert "no XML file" in done.stderr
