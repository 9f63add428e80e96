"""What the converter makes of a volume is valid: faults of the print stand as printed and are warnings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from kktei import tei
from kktei.findings import Finding, Severity
from kktei.model import DocumentId
from kktei.pipeline.checking import check_paths
from kktei.pipeline.convert import convert
from kktei.pipeline.sources import gather, source_notes
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


NOISY = {
    "a quotation over paragraphs": ("<p>He said: “One.</p><p>Two.</p><p>Three.”</p>", set()),
    "each paragraph of it opened": ("<p>“One.</p><p>Two.</p><p>“Three.</p><p>Four.”</p>", set()),
    "points of a list in quotation marks": ("<p>“a) One.</p><p>“b) Two.”</p>", set()),
    "numbered paragraphs of it, over a page": ("<p>1. “One.</p><pb n='2'/><p>2. “Two.</p><p>3. “Three.”</p>", set()),
    "a bracket over paragraphs": ("<p>[Here pages are left out.</p><p>And more.]</p>", set()),
    "a quotation that never ends": ("<p>“One.</p><p>Two.</p>", {"S110"}),
    "an end without a beginning": ("<p>One.”</p><p>“Two</p>", {"S110"}),
    "a bracket that never ends": ("<p>One (two.</p><p>Three.</p>", {"S111"}),
    "pages and what follows": ("<p>See pp. 1026 ff., pp. 1031, 1040, pp. 1050 and 1060.</p>", set()),
    "a dash between references": ('<p>See <ref target="#d1">pp. 1026</ref>–<ref target="#d1">1031</ref>.</p>', set()),
    "a lost dash": ("<p>See pp. 6164.</p>", {"S050"}),
}


@pytest.mark.parametrize("why", NOISY)
def test_what_the_print_does_rightly_is_no_finding(tmp_path: Path, why: str) -> None:
    text, expected = NOISY[why]
    whole = volume(("Memorandum of a Conversation", f"{FILE} Secret.", DAY)).replace("<p>Text.</p>", text)
    _, found = made(tmp_path, whole)
    assert {f.code for f in found if f.severity is not Severity.INFO} == expected


SUPPLEMENT = "Telegram 17 from Oslo, March 14, 1961. The crisis. Secret. 4 pp. DOS, CF, 600.1/3–161."


def without_notes(text: str) -> str:
    return re.sub(r"<note .*?</note>", "", text, flags=re.DOTALL)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (SUPPLEMENT, set()),
        ("Editorial Note", set()),
        ("Letter From Ada Winter to Jonas Berg", {"R004"}),
    ],
)
def test_a_missing_note_is_told_once_and_only_where_one_is_missing(
    tmp_path: Path, head: str, expected: set[str]
) -> None:
    project = project_of(tmp_path, {"volume.xml": without_notes(volume((head, FILE, DAY)))})
    told = convert(project, jobs=1, watch=Silence()).findings
    assert {f.code for f in told if f.severity is not Severity.INFO} == expected


def test_a_volume_in_one_line_tells_of_each_document_without_a_place(tmp_path: Path) -> None:
    entries = [(SUPPLEMENT, FILE, DAY), ("Letter From Ada Winter to Jonas Berg", FILE, DAY)]
    line = " ".join(without_notes(volume(*entries)).split())
    told = convert(project_of(tmp_path, {"volume.xml": line}), jobs=1, watch=Silence()).findings
    assert [f.place for f in told if f.code == "R004"] == ["document 2"]


def test_a_date_without_a_year_takes_that_of_the_headings_around(tmp_path: Path) -> None:
    """A part of a month, a bound and a period too; none is a word of the addressee's name."""
    dates = ["July 3, 1923", "late August", "between September 3 and 5", "before October 12", "October 14, 1923"]
    whole = "Letters\n" + "".join(
        f"\n{n}. Letter From Ada Winter to Jonas Berg, {day}\n\nSource: Example Library, Box 3.\n\nText.\n"
        for n, day in enumerate(dates, 1)
    )
    project = project_of(tmp_path, {"letters.txt": whole})
    told = convert(project, jobs=1, watch=Silence()).findings
    assert not [f for f in told if f.code == "N008"]
    sent = [
        next(tei.load(project.documents / f"d{n:03}.xml").iter(tei.q("correspAction"))).find(tei.q("date"))
        for n in (2, 3, 4)
    ]
    assert [(d.get("notBefore"), d.get("notAfter")) for d in sent if d is not None] == [
        ("1923-08-21", "1923-08-31"),
        ("1923-09-03", "1923-09-05"),
        (None, "1923-10-12"),
    ]


def test_a_mark_that_contradicts_the_heading_is_told(tmp_path: Path) -> None:
    head = 'Letter From Ada Winter to <persName type="from">Jonas Berg</persName>'
    project = project_of(tmp_path, {"volume.xml": volume((head, FILE, DAY))})
    (found,) = [f for f in convert(project, jobs=1, watch=Silence()).findings if f.code == "N009"]
    assert "Jonas Berg" in found.message


def test_a_note_that_says_only_what_the_text_is_leaves_its_location_open(tmp_path: Path) -> None:
    project = project_of(
        tmp_path, {"volume.xml": volume(("Memorandum by the Joint Chiefs of Staff", "[Enclosure 2]", DAY))}
    )
    assert "N005" in {f.code for f in convert(project, jobs=1, watch=Silence()).findings}


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("", "The document has no source note."),
        ("Lorem ipsum dolor sit amet.", "What the source note says of the source was not understood."),
        ("[Enclosure]", "The source note names no source."),
    ],
)
def test_the_source_is_said_to_be_named_nowhere_only_where_that_is_true(tmp_path: Path, note: str, said: str) -> None:
    text = volume(("Letter From Ada Winter to Jonas Berg", note, DAY))
    project = project_of(tmp_path, {"volume.xml": text if note else without_notes(text)})
    convert(project, jobs=1, watch=Silence())
    source = next(tei.load(project.documents / "d001.xml").iter(tei.q("sourceDesc")))
    assert tei.text_of(source) == said


@pytest.mark.parametrize(
    ("head", "heading", "sender"),
    [
        ('The Ambassador in Norland ( <persName type="from"> Berg </persName> ) to the Secretary of State',
         "The Ambassador in Norland (Berg) to the Secretary of State", "Berg"),
        ('<persName type="from">Mr. Berg </persName>, at Oslo , to Mr. Winter', "Mr. Berg, at Oslo, to Mr. Winter",
         "Mr. Berg"),
        ('Report [<hi> Extract </hi>] by <persName type="from"> Berg</persName> . . . Oslo',
         "Report [Extract] by Berg . . . Oslo", "Berg"),
    ],
)  # fmt: skip
def test_white_space_of_the_markup_reaches_no_heading_and_no_name(
    tmp_path: Path, head: str, heading: str, sender: str
) -> None:
    project = project_of(tmp_path, {"volume.xml": volume((head, FILE, DAY))})
    convert(project, jobs=1, watch=Silence())
    document = tei.load(project.documents / "d001.xml")
    head_element = next(document.iter(tei.q("head")))
    for note in head_element.iter(tei.q("note")):
        for child in list(note):
            note.remove(child)
        note.text = ""
    assert "".join(head_element.itertext()).strip() == f"1. {heading}"
    assert any(sender in "".join(name.itertext()) for name in head_element.iter(tei.q("persName")))
    assert not [t for t in document.iter(tei.q("title")) if "( " in "".join(t.itertext())]


LISTED = (
    '<front><div type="section" xml:id="persons"><head>Persons</head><list type="persons"><item><hi rend="strong">'
    '<persName xml:id="p_BM">Bundy, McGeorge</persName></hi>, Assistant</item><item><hi rend="strong"><persName '
    'xml:id="p_BW">Bundy, William P.</persName></hi>, Assistant</item></list></div></front><body>'
)


def test_who_stands_among_posts_is_no_place(tmp_path: Path) -> None:
    head = "Telegram From the Embassy in Norland to the Department of State"
    first = f"{FILE} Secret. Repeated to Seoul and Bundy."
    second = f"{FILE} Secret. Drafted by Bundy and approved by Seoul."
    text = volume((head, first, DAY), (head, second, DAY)).replace("<body>", LISTED)
    project, found = made(tmp_path, text)
    assert errors(found) == []
    places = {tei.text_of(p) for p in tei.load(project.authorities).iter(tei.q("place"))}
    assert "Seoul" in places
    assert "Bundy" not in places


@pytest.mark.parametrize(
    ("line", "when"),
    [
        ("[Received 9:50 p.m.]", "1958-11-17T21:50:00"),
        ("[Received November 18—3:15 a. m.]", "1958-11-18T03:15:00"),
        ("[Received January 3.]", "1959-01-03"),
        ("[Received November 16, 11 p.m.]", "1958-11-16T23:00:00"),
        ("[Rec’d Dec. 1, 1958, 12:05 a.m.]", "1958-12-01T00:05:00"),
        ("[Received from the Embassy.]", None),
        ("[Received February 30.]", None),
        ("[Received 13 p.m.]", None),
    ],
)
@pytest.mark.parametrize("place", ["dateline", "p"])
def test_when_it_was_received_dates_the_receiving(tmp_path: Path, line: str, when: str | None, place: str) -> None:
    text = volume(("Telegram From the Embassy in Norland to the Department of State", f"{FILE} Secret.", DAY))
    text = text.replace(
        "</dateline>", f"<lb/>{line}</dateline>" if place == "dateline" else f"</dateline><p>{line}</p>"
    )
    project = project_of(tmp_path, {"volume.xml": text})
    convert(project, jobs=1, watch=Silence())
    actions = tei.load(project.documents / "d001.xml").iter(tei.q("correspAction"))
    received = next(a for a in actions if a.get("type") == "received")
    dates = [(d.get("when"), d.get("evidence")) for d in received.iter(tei.q("date"))]
    assert dates == ([(when, "internal")] if when else [])


def test_a_build_and_a_validation_compare_a_calendars_note_with_the_same_words(tmp_path: Path) -> None:
    text = without_notes(volume((SUPPLEMENT, "", DAY), ("Letter From Ada Winter to Jonas Berg", "", DAY)))
    project = project_of(tmp_path, {"volume.xml": text})
    settings = project.settings()
    notes = gather(project, settings, 1).notes
    assert notes == source_notes(project, settings)[0]
    assert notes[DocumentId.of("1")].startswith("Secret. 4 pp. DOS")


TELEGRAM = "Telegram From the Embassy in Norland to the Department of State"


def headed(folder: Path, note: str, above: str) -> tuple[etree._ElementTree, list[Finding]]:
    text = volume((TELEGRAM, note, DAY)).replace("<p>Text.</p>", f"{above}<p>The talks go on, and we are told so.</p>")
    project, found = made(folder, text)
    return tei.load(project.documents / "d001.xml"), found


def targets(document: etree._ElementTree, scheme: str) -> list[tuple[str, str]]:
    refs = [r for r in document.iter(tei.q("catRef")) if r.get("scheme", "").endswith(scheme)]
    return [(r.get("target", "").rpartition("#")[2], r.get("source", "")) for r in refs]


@pytest.mark.parametrize(
    ("above", "level", "precedence"),
    [
        ('<p><hi rend="smallcaps">top secret</hi></p>', "cls.ts", None),
        ('<p><hi rend="smallcaps">confidential \u2003 us urgent</hi></p>', "cls.c", "prec.urgent"),
        ('<p rend="flushleft">Secret</p>', "cls.s", None),
        ('<p><hi rend="smallcaps">confidential   priority</hi></p>', "cls.c", "prec.priority"),
        ('<p><hi rend="smallcaps">secret</hi></p><p><hi rend="smallcaps">niact</hi></p>', "cls.s", "prec.niact"),
        ("<p>No. 14.]</p><p>[Restricted]</p>", "cls.r", None),
        ('<opener><seg><hi rend="smallcaps">secret</hi> </seg> <lb/> <seg>No. 298</seg></opener>', "cls.s", None),
        ("<p>Secret talks</p>", "cls.unstated", None),
        ("<p>The talks are these:</p><list><item>Oslo</item></list><p>Secret</p>", "cls.unstated", None),
    ],
)
def test_markings_above_the_text_count_where_the_note_has_none(
    tmp_path: Path, above: str, level: str, precedence: str | None
) -> None:
    document, found = headed(tmp_path, "812K.4/7–1957: Telegram", above)
    assert errors(found) == []
    stated = level == "cls.unstated"
    assert targets(document, "classification") == [(level, "" if stated else "#d001")]
    assert targets(document, "precedence") == ([(precedence, "#d001")] if precedence else [])
    marked = [t.get("ref", "").rpartition("#")[2] for p in document.iter(tei.q("p")) for t in p.iter(tei.q("term"))]
    assert marked == [] if stated else marked[0] == level


def test_the_note_outranks_what_stands_above_the_text(tmp_path: Path) -> None:
    document, found = headed(tmp_path, f"{FILE} Confidential.", "<p>Secret</p>")
    assert errors(found) == []
    assert [key for key, _ in targets(document, "classification")] == ["cls.c"]


@pytest.mark.parametrize(
    ("above", "number"),
    [("<p>No. 14.]</p>", "14"), ('<opener><seg rendition="#left">No. 391</seg></opener>', "391"),
     ("<p>No. A-67</p>", "A-67"), ("<opener><seg>secret </seg><lb/> <seg>No. 298</seg></opener>", "298"), ("<p>No. 14 is clear.</p>", None), ("<p>No one.</p>", None)],
)  # fmt: skip
def test_the_number_of_a_despatch_is_marked_and_told(tmp_path: Path, above: str, number: str | None) -> None:
    document, found = headed(tmp_path, "812K.4/7–1957", above)
    assert errors(found) == []
    numbers = [i for i in document.iter(tei.q("idno")) if i.get("type") == "despatch"]
    told = [i.text for i in numbers if i.getparent().tag == tei.q("correspAction")]
    assert told == ([number] if number else [])
    assert len(numbers) == 2 * len(told)


def created(project: Project, stem: str) -> dict[str, str | None]:
    header = tei.load(project.documents / f"{stem}.xml").find(".//tei:profileDesc", tei.NS)
    sent = [a for a in header.iter(tei.q("correspAction")) if a.get("type") == "sent"]
    holder = sent[0] if sent else header.find("tei:creation", tei.NS)
    if holder is None:
        return {}
    place, date = holder.find("tei:placeName", tei.NS), holder.find("tei:date", tei.NS)
    told = {} if date is None else {k: v for k, v in date.attrib.items() if k not in {"source", "resp"}}
    return {**told, **({} if place is None else {"place": place.text})}


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Memorandum of a Conversation, Oslo, December 9, 1954",
         {"when": "1954-12-09", "evidence": "internal", "place": "Oslo"}),
        ("Letter From Ada Winter to Jonas Berg, Oslo, 9 December 1954",
         {"when": "1954-12-09", "evidence": "internal", "place": "Oslo"}),
        ("Memorandum of a Conversation, Oslo, December 9–10, 1954",
         {"notBefore": "1954-12-09", "notAfter": "1954-12-10", "evidence": "internal", "cert": "medium",
          "place": "Oslo"}),
        ("Ada Winter to Jonas Berg, Passy, 3 May 1779", {"when": "1779-05-03", "evidence": "internal", "place": "Passy"}),
        ("Anna Berg an Karl Vogt, Wien, am 3. März [1893]",
         {"when": "1893-03-03", "evidence": "internal", "cert": "medium", "place": "Wien"}),
        ("Memorandum of a Meeting, White House, Washington, [May 3?, 1957]",
         {"when": "1957-05-03", "evidence": "internal", "cert": "medium", "place": "Washington"}),
        ("Memorandum of a Conversation, Oslo, December 9", {}),
        ("Memorandum of a Conversation", {}),
    ],
)  # fmt: skip
def test_place_and_date_of_a_heading_date_what_has_no_dateline(
    tmp_path: Path, head: str, expected: dict[str, str]
) -> None:
    text = re.sub(r"<dateline>.*?</dateline>", "", volume((head, f"{FILE} Secret.", DAY)))
    project, found = made(tmp_path, text)
    assert errors(found) == []
    assert created(project, "d001") == expected


def test_the_dateline_outranks_the_heading(tmp_path: Path) -> None:
    project, _ = made(tmp_path, volume(("Memorandum of a Conversation, Bergen, May 2, 1954", f"{FILE} Secret.", DAY)))
    assert created(project, "d001")["when"] == "1958-11-17"


def test_a_calendars_entries_go_on_with_the_year_named_last(tmp_path: Path) -> None:
    heads = (SUPPLEMENT, SUPPLEMENT.replace("March 14, 1961", "April 2"), SUPPLEMENT.replace(", March 14, 1961", ""))
    text = re.sub(r"<dateline>.*?</dateline>", "", without_notes(volume(*((h, "", DAY) for h in heads))))
    project, found = made(tmp_path, text)
    assert errors(found) == []
    assert [created(project, f"d00{n}").get("when") for n in (1, 2, 3)] == ["1961-03-14", "1961-04-02", None]
    assert created(project, "d002")["cert"] == "medium"


@pytest.mark.parametrize("marks", ['xmlns:frus="http://history.state.gov/ns/1.0"', FRUS, 'xml:id="frus1931v98"'])
def test_a_volume_is_one_in_either_namespace_and_without_ids(tmp_path: Path, marks: str) -> None:
    letter = ("Letter From Ada Winter to Jonas Berg", f"{FILE} Secret.", DAY)
    project, found = made(tmp_path, volume(letter, letter).replace(FRUS, marks))
    assert errors(found) == []
    assert [p.name for p in project.document_files()] == ["d001.xml", "d002.xml"]


def test_the_volume_s_own_days_count(tmp_path: Path) -> None:
    """Where no dateline and no heading gives a day; another day in the dateline is a finding."""
    days = 'frus:doc-dateTime-min="1958-10-15T00:00:00-05:00" frus:doc-dateTime-max="1958-10-1{n}T23:59:59-05:00"'
    heads = ("Mr. Berg to Mr. Winter", "Mr. Berg to Mr. Winter", "Memorandum of a Conversation, Oslo, October 16, 1958")
    text = volume(*((head, FILE, DAY if n == 1 else "undated") for n, head in enumerate(heads)))
    for n, last in ((1, 5), (2, 5), (3, 8)):
        text = text.replace(f'xml:id="d{n}"', f'xml:id="d{n}" {days.format(n=last)}')
    text = text.replace(
        "<dateline><placeName>Oslo</placeName>, undated</dateline><p>Text.</p></div></div>", "<p>Text.</p></div></div>"
    )
    project, _ = made(tmp_path, text)
    found = gather(project, project.settings(), 1).findings
    dated = [
        [dict(d.attrib) for d in etree.parse(p).iter(tei.q("date")) if d.getparent().tag == tei.q("correspAction")]
        or [dict(d.attrib) for d in etree.parse(p).iter(tei.q("date")) if d.get("evidence")]
        for p in sorted(project.documents.iterdir())
    ]
    assert [one[0]["when"] for one in dated] == ["1958-10-15", "1958-11-17", "1958-10-16"]
    assert [f.message for f in found if f.code == "R022"] == [
        "The dateline says 1958-11-17, but the volume dates the document 1958-10-15."
    ]


def test_what_is_written_of_a_line_break_is_in_the_grammar(tmp_path: Path) -> None:
    text = volume(("Mr. Berg to Mr. Winter", FILE, DAY)).replace("<p>Text.</p>", "<p>A line<lb/>and another.</p>")
    project, found = made(tmp_path, text)
    assert '<lb type="hard"/>' in (project.documents / "d001.xml").read_text(encoding="utf-8")
    assert not [f for f in found if f.code.startswith("V")]
