"""What the plain form can hold comes back the same, through text and through TEI; what it cannot is listed."""

from __future__ import annotations

from hypothesis import HealthCheck, example, given, settings

from kktei.encode.elements import el, write
from kktei.encode.text import encode_body
from kktei.findings import Severity
from kktei.model import DocumentId, Position, Record
from kktei.read.plain import read_plain
from kktei.read.plain.writer import write_plain
from kktei.read.xml.body import read_div
from kktei.read.xml.inline import InlineReading
from kktei.transcript import Attachment, Block, Foreign, Heading, Name, Paragraph, Text, Unclear, walk
from kktei.validate import check_text
from tests.read.strategies import bodies

AT = Position("", 1)


def record(body: tuple[Block, ...]) -> Record:
    return Record(DocumentId.of("7"), "Letter From Miller to Baker", "Source: Town Archive.", AT, AT, body)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(bodies())
@example((Paragraph((Text("Dear Sir:"),)),))
@example((Paragraph((Text("Attachment"),)),))
def test_what_is_not_listed_as_lost_comes_back(body: tuple[Block, ...]) -> None:
    written = write_plain("Letters", [record(body)])
    (again,) = read_plain(written.text, "x").records
    assert (again.head, again.note) == ("Letter From Miller to Baker", "Source: Town Archive.")
    if not written.lost:
        assert again.body == body


def test_a_text_without_anything_rare_is_held_whole() -> None:
    held, count = 0, 0

    @settings(max_examples=100, deadline=None, database=None, derandomize=True)
    @given(bodies())
    def measure(body: tuple[Block, ...]) -> None:
        nonlocal held, count
        if any(not part.heading for part in walk(body) if isinstance(part, Attachment)):
            return  # an attachment without a heading has no form
        count += 1
        held += not write_plain("Letters", [record(body)]).lost

    measure()
    assert held / count > 0.8


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(bodies())
def test_tei_gives_the_transcription_back(body: tuple[Block, ...]) -> None:
    div = el("div", el("head", "7. Letter"), type="document")
    encode_body(div, record(body), "d007")
    assert read_div(div, InlineReading(), own=True) == body


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(bodies().filter(bool))
def test_every_transcription_is_valid_tei(body: tuple[Block, ...]) -> None:
    div = el("div", el("head", "7. Letter"), type="document", n="7")
    encode_body(div, record(body), "d007")
    header = el("fileDesc", el("titleStmt", el("title", "x")), el("publicationStmt", el("publisher", "x")))
    header.append(el("sourceDesc", el("p", "x")))
    root = el("TEI", el("teiHeader", header), el("text", el("body", div)), version="4.5.0")
    assert [f.message for f in check_text(write(root), {}) if f.severity is Severity.ERROR] == []


def test_what_cannot_be_held_is_named() -> None:
    body = (
        Paragraph(
            (Text("The "), Foreign("fr", (Text("détente"),)), Text(" of "), Name("person", (Text("Rusk"),), "p_RD3"))
        ),
        Heading((Unclear((Text("a"),)),)),
    )
    lost = write_plain("Letters", [record(body)]).lost
    assert lost == ("document 7: Name kind='person' key='p_RD3' \"Rusk\"",)
