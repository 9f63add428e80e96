"""An invented volume: four documents in two chapters, with front matter of every kind."""

from __future__ import annotations

from pathlib import Path

from kktei.cache import Cache
from kktei.config import check
from kktei.render.job import RenderJob

_TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"{id} xml:lang="en">'
_HEADER = """<teiHeader><fileDesc><titleStmt><title>{title}</title></titleStmt><publicationStmt><publisher>Nobody</publisher>
<availability status="free"><licence target="https://example.org/">Free</licence></availability></publicationStmt>
<sourceDesc><p>None.</p></sourceDesc></fileDesc></teiHeader>"""
_AUTHORITIES = """<teiHeader><fileDesc><titleStmt><title>Names</title></titleStmt><publicationStmt><p/></publicationStmt>
<sourceDesc><p>None.</p></sourceDesc></fileDesc></teiHeader><standOff><listPerson>
<person xml:id="pers.winter"><persName><forename>Ada</forename> <surname>Winter</surname></persName></person>
<person xml:id="pers.holm"><persName><forename>Karin</forename> <surname>Holm</surname></persName></person>
</listPerson></standOff></TEI>"""
CHAPTERS = """<list><item>The First Year<list>
<item>Winter and Spring<list><item><ref target="documents/d001.xml">1</ref></item>
<item><ref target="documents/d002.xml">2</ref></item></list></item>
<item>Summer<list><item><ref target="documents/d003.xml">3</ref></item></list></item></list></item>
<item>The Second Year<list><item><ref target="documents/d004.xml">4</ref></item></list></item></list>"""
FRONT = """<div type="preface" xml:id="front.preface">
<head>Preface<note xml:id="front.fn0" place="bottom">Headnote quicksand.</note></head>
<p xml:id="front.p1">These letters were never written.<note xml:id="front.fn1" place="bottom">Footnote marzipan; see <ref
target="documents/d002.xml#d002.p1">Document 2</ref> and the <ref target="#front.item1">list</ref>.</note> President
<persName key="p_1" ref="authorities.xml#pers.winter">Winter</persName> and <persName
ref="authorities.xml#pers.holm">Karin Holm</persName> are as invented as their quarrel.</p>
<div type="section"><head>Selection</head><p>Four were chosen.<note place="bottom">Footnote periwinkle.</note></p>
<table><row role="label"><cell>Year</cell><cell>Letters</cell></row><row><cell>1921</cell><cell>four</cell></row></table>
<quote><p>Quoted buttermilk.</p></quote></div></div>
<pb n="vii"/>
<div type="sources" xml:id="front.sources"><head>Sources and Thanks</head>
{essay}
<list rend="bulleted"><item xml:id="front.item1">Archive of <hi rend="italic">Nowhere</hi></item></list></div>
<div type="persons"><head>Persons</head><list><item><persName ref="authorities.xml#pers.winter">Winter, Ada</persName>,
President</item></list></div>"""
_ESSAY = "The collections of the archive were searched with patience, box after box, and little was found. "


def essay(paragraphs: int) -> str:
    """Paragraphs with a note each, near and far from their ends: ``essaynotea`` is called at ``essaycalla``."""
    made = []
    for n in range(paragraphs):
        words = (_ESSAY * (3 + n % 4)).split(" ")
        at = (n * 37) % len(words)
        words.insert(
            at, f'essaycall{chr(97 + n)}<note place="bottom">essaynote{chr(97 + n)} {_ESSAY * (1 + n % 3)}</note>'
        )
        made.append(f"<p>{' '.join(words)}</p>")
    return "".join(made)


def front_xml(front: str = FRONT, chapters: str = CHAPTERS, paragraphs: int = 3) -> str:
    """A front.xml."""
    head = _TEI.format(id=' xml:id="volume.front"') + _HEADER.format(title="A volume: front matter")
    front = front.replace("{essay}", essay(paragraphs))
    return (
        f"{head}<text><front>{front}</front><body><div type='contents'><head>Contents</head>{chapters}</div></body>"
        "</text></TEI>"
    )


def document(n: int) -> str:
    """A document that points into the front matter."""
    head = _TEI.format(id=f' xml:id="d00{n}"') + _HEADER.format(title=f"Letter {n}")
    return (
        f'{head}<text><body><div type="document" n="{n}"><head>{n}. Letter {n}</head><p xml:id="d00{n}.p1">'
        f'<persName key="p_1" ref="../authorities.xml#pers.winter">Winter</persName> writes letter {n}; see the <ref '
        'target="../front.xml#front.sources">sources</ref>, a <ref target="../front.xml#front.item1">part</ref> of them '
        'and <ref target="../front.xml">all that stands before</ref>.</p></div></body></text></TEI>'
    )


def edition(folder: Path, front: str | None = None) -> Path:
    """Write the volume below ``folder``; ``front`` is another front.xml."""
    (folder / "documents").mkdir(parents=True)
    for n in range(1, 5):
        (folder / "documents" / f"d00{n}.xml").write_text(document(n), encoding="utf-8")
    (folder / "authorities.xml").write_text(_TEI.format(id="") + _AUTHORITIES, encoding="utf-8")
    (folder / "front.xml").write_text(front_xml() if front is None else front, encoding="utf-8")
    return folder


def job(folder: Path, target: Path, cache: Path, *, language: str = "en", front: bool = True) -> RenderJob:
    """A rendering of the volume below ``folder``."""
    target.mkdir(parents=True, exist_ok=True)
    return RenderJob(
        root=folder,
        documents=tuple(sorted((folder / "documents").glob("*.xml"))),
        settings=check({"edition": {"title": "A Volume", "language": language, "date": "2026-01-02"}}),
        target=target,
        cache=Cache(cache),
        authorities=folder / "authorities.xml",
        front=folder / "front.xml" if front else None,
        overrides=folder,
    )
