"""One source note for several documents: each of them has its place, and its TEI says which note tells it."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from kktei import tei
from kktei.findings import Finding
from kktei.pipeline.convert import convert
from kktei.pipeline.watch import Silence
from kktei.project import Project
from tests.pipeline.test_every_word import project_of

LETTER = "\n{n}. Letter From Ada Winter to Jonas Berg\n\n{note}Vienna, March {n}, 1921.\n\nDear Mr. Berg: Here it is.\n"
DOCUMENT = '<div type="document" n="{n}" xml:id="d{n}"><head>{n}. Mr. Berg to Mr. Winter{note}</head><p>Text.</p></div>'


def places(project: Project) -> dict[str, tuple[str, str]]:
    """For each document the number of its copy-text's box or file, and what the place is taken from."""
    found = {}
    for path in sorted(project.documents.iterdir()):
        place = etree.parse(path).find(f".//{tei.q('witness')}//{tei.q('msIdentifier')}")
        if place is not None:
            found[path.stem] = (place.findtext(tei.q("idno")) or "", place.get("sameAs", "").partition("#")[0])
    return found


def made(folder: Path, name: str, text: str) -> tuple[Project, list[Finding]]:
    project = project_of(folder, {name: text})
    return project, list(convert(project, jobs=1, watch=Silence()).findings)


def test_in_plain_text(tmp_path: Path) -> None:
    """At the first, above the first, and "same as" one that has the place from another's note."""
    notes = {
        1: "Source: The texts of this and the following two documents are from the Example Library, Box 3.\n\n",
        4: "Source: Same source as document 3.\n\n",
    }
    letters = [LETTER.format(n=n, note=notes.get(n, "")) for n in range(1, 8)]
    letters.insert(4, "\nDocuments 5–6 are from 840.00/3–149.\n")
    project, found = made(tmp_path, "letters.txt", "Letters\n" + "".join(letters))
    assert places(project) == {
        "d001": ("Box 3", ""),
        "d002": ("Box 3", "d001.xml"),
        "d003": ("Box 3", "d001.xml"),
        "d004": ("Box 3", "d003.xml"),
        "d005": ("840.00/3–149", ""),
        "d006": ("840.00/3–149", "d005.xml"),
    }
    assert 'source="d001.xml#d001.sn"' in (project.documents / "d002.xml").read_text(encoding="utf-8")
    assert "Documents 5–6 are from" in (project.documents / "d005.xml").read_text(encoding="utf-8")
    assert [f.line for f in found if f.code == "R004"] == [45], "only document 7 has no place"
    assert [f.message for f in found if f.code == "C016"] == [
        "The source note of document 1 gives the place of 2, 3 too.",
        "The source note of document 5 gives the place of 6 too.",
    ]


def test_in_a_volume(tmp_path: Path) -> None:
    """A chapter's own note; a document's own place outranks it, and what is said of a few documents does."""
    own = {
        13: '<note type="source">840.00/3–149</note>',
        14: "<note>Source: Berg Library, Box 9. The texts of this and the following document are from the same file.</note>",
    }
    body = "".join(DOCUMENT.format(n=n, note=own.get(n, "")) for n in range(11, 17))
    text = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="frus1949v07p2"><teiHeader/><text><body><div type="chapter" xml:id="c">'
        "<head>Norland</head><p>All documents in this chapter are from the Winter Library, Box 2.</p><p>Three words more.</p>"
        f"{body}</div></body></text></TEI>"
    )
    project, found = made(tmp_path, "volume.xml", text)
    assert places(project) == {
        "d011": ("Box 2", ""),
        "d012": ("Box 2", "d011.xml"),
        "d013": ("840.00/3–149", ""),
        "d014": ("Box 9", ""),
        "d015": ("Box 9", "d014.xml"),
        "d016": ("Box 2", "d011.xml"),
    }
    assert [f.message.split(" of")[0] for f in found if f.code == "R036"] == ["3 words"]
    assert not [f for f in found if f.code in {"R004", "N005"}]
