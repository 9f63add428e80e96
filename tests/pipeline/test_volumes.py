"""What the converter makes of a volume is valid: faults of the print stand as printed and are warnings."""

from __future__ import annotations

from pathlib import Path

import pytest

from kktei import tei
from kktei.findings import Finding, Severity
from kktei.pipeline.checking import check_paths
from kktei.pipeline.convert import convert
from kktei.pipeline.watch import Silence
from kktei.project import Project
from tests.pipeline.test_every_word import project_of

FRUS = 'xmlns:frus="http://history.state.gov/frus/ns/1.0" xml:id="frus1958v98"'
DOCUMENT = """<div type="document" xml:id="d{n}" n="{n}"><head>{n}. {head}<note n="1" xml:id="d{n}fn1" type="source">{note}
</note></head><dateline><placeName>Oslo</placeName>, {date}</dateline><p>Text.</p></div>"""
DAY = '<date when="1958-11-17">November 17, 1958</date>'
FILE = "Source: Department of State, Central Files, 812K.4/7–1957."


def volume(*documents: tuple[str, str, str], space: str = "http://www.tei-c.org/ns/1.0") -> str:
    """A volume of documents given by heading, note and date."""
    body = "".join(DOCUMENT.format(n=n, head=h, note=s, date=d) for n, (h, s, d) in enumerate(documents, 1))
    return (
        f'<TEI xmlns="{space}" {FRUS}><teiHeader><fileDesc><titleStmt><title type="complete">Volume</title></titleStmt>'
        "<publicationStmt><p>x</p></publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader>"
        f'<text><body><div type="chapter" xml:id="ch1"><head>Oslo</head>{body}</div></body></text></TEI>'
    )


def made(folder: Path, text: str) -> tuple[Project, list[Finding]]:
    """The edition of a volume and what validation finds in it."""
    project = project_of(folder, {"volume.xml": text})
    convert(project, jobs=1, watch=Silence())
    checked = check_paths([project.root], schema=None, rules=None, jobs=1, force=False, watch=Silence())
    return project, checked.found


def errors(found: list[Finding]) -> list[str]:
    return [f"{f.code} {f.message}" for f in found if f.severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("head", "note", "warned"),
    [
        ("Letter From Ada Winter to Jonas Berg", "Source: Problems of Peace, Spring 1992, pp. 60–62. The text is ibid.",
         {"S040"}),
        ("Letter From Ada Winter to Jonas Berg", f"{FILE} Secret. Delivered to Berg on November 2.", {"S023"}),
        ("Letter From Ada Winter to Jonas Berg", f"{FILE} Also printed in Current Documents, 1962, pp. 1310–1212.",
         {"S053"}),
    ],
)  # fmt: skip
def test_a_fault_of_the_print_is_a_warning(tmp_path: Path, head: str, note: str, warned: set[str]) -> None:
    _, found = made(tmp_path, volume((head, note, DAY)))
    assert errors(found) == []
    assert warned <= {f.code for f in found if f.severity is Severity.WARNING}


def test_every_level_that_a_copy_is_marked_with_is_among_its_categories(tmp_path: Path) -> None:
    note = f"{FILE} Confidential; Immediate; Limited Official Use."
    project, found = made(tmp_path, volume(("Letter From Ada Winter to Jonas Berg", note, DAY)))
    assert errors(found) == []
    refs = tei.load(project.documents / "d001.xml").iter(tei.q("catRef"))
    target = next(r.get("target") for r in refs if r.get("scheme", "").endswith("classification"))
    assert target == "../edition.xml#cls.c ../edition.xml#cls.lou"


@pytest.mark.parametrize(
    ("given", "made_of_it"),
    [
        ('when="1958-11-17" to="1958-11-18"', {"notBefore": "1958-11-17", "notAfter": "1958-11-18"}),
        ('when="1958-11-18" from="1958-11-17"', {"notBefore": "1958-11-17", "notAfter": "1958-11-18"}),
        ('when="1958-11-17" notBefore="1958-11-17" notAfter="1958-11-17"', {"when": "1958-11-17"}),
        ('when="1958-11" notBefore="1958-11-10" notAfter="1958-11-20"',
         {"notBefore": "1958-11-10", "notAfter": "1958-11-20"}),
        ('from="1958-11-18" to="1958-11-17"', {}),
    ],
)  # fmt: skip
def test_a_date_is_a_day_or_a_period(tmp_path: Path, given: str, made_of_it: dict[str, str]) -> None:
    text = volume(("Memorandum of a Conversation", f"{FILE} Secret.", f"<date {given}>November 1958</date>"))
    project, found = made(tmp_path, text)
    assert errors(found) == []
    line = next(tei.load(project.documents / "d001.xml").iter(tei.q("dateline")))
    assert dict(line.find(tei.q("date")).attrib) == made_of_it
