"""What a volume marks is kept and compared: pointers, senders, source notes without a type, words above a heading."""

from __future__ import annotations

from pathlib import Path

import pytest

from kktei.findings import finding, once
from kktei.model import Link, Span
from kktei.parse import disagreements, load_vocabulary, parse_head, with_marks
from kktei.read import Source, read_source
from kktei.transcript import Attachment, Signature, all_words, words
from tests.read.frus_volume import document, volume


def read(tmp_path: Path, text: str) -> Source:
    (tmp_path / "v.xml").write_text(text, encoding="utf-8")
    return read_source(tmp_path / "v.xml", "v.xml")


def link(head: str, words: str, kind: str) -> Link:
    start = head.index(words)
    return Link("head", Span(start, start + len(words)), kind, "")


def test_marks_count_where_the_words_fit_no_pattern() -> None:
    head = "Winter’s Thoughts on Norland"
    facts = with_marks(parse_head(head), [link(head, "Winter", "sender")], load_vocabulary())
    assert [(a.wording, a.span.of(head)) for a in facts.senders] == [("Winter", "Winter")]
    assert facts.understood


def test_words_that_are_understood_are_not_overruled_by_marks() -> None:
    head = "Letter From Ada Winter to Jonas Berg"
    links = [link(head, "Jonas Berg", "sender")]
    facts = with_marks(parse_head(head), links, load_vocabulary())
    assert [a.wording for a in facts.senders] == ["Ada Winter"]
    ((span, words),) = disagreements(facts, links)
    assert span.of(head) == "Jonas Berg"
    assert "Ada Winter" in words


@pytest.mark.parametrize(
    ("words", "kind"),
    [("Winter", "sender"), ("Ada Winter", "sender"), ("Berg", "recipient"), ("Jonas Berg", "recipient")],
)
def test_agreement_needs_no_word(words: str, kind: str) -> None:
    head = "Letter From Ada Winter to Jonas Berg"
    assert list(disagreements(parse_head(head), [link(head, words, kind)])) == []


def test_a_conversation_s_participants_contradict_nobody() -> None:
    head = "Memorandum of Conversation Between President Winter and Premier Berg"
    assert list(disagreements(parse_head(head), [link(head, "Winter", "sender")])) == []


def test_a_note_of_the_heading_that_begins_source_is_the_source_note(tmp_path: Path) -> None:
    text = volume(1, document(2)).replace(' type="source"', "")
    source = read(tmp_path, text)
    assert [record.note.startswith("Source:") for record in source.records] == [True, True]


def test_what_stands_above_an_attachment_s_heading_stays_there(tmp_path: Path) -> None:
    inner = "<opener><seg>[Enclosure]</seg></opener><head>Memorandum by Lund</head><p>Text.</p>"
    own = document(2)
    end = own.rindex("</div>")
    text = volume(1, f"{own[:end]}<frus:attachment>{inner}</frus:attachment>{own[end:]}")
    source = read(tmp_path, text)
    blocks = [b for r in source.records for b in r.body if isinstance(b, Attachment)]
    assert any(all_words(b).startswith("[Enclosure]") for b in blocks), [all_words(b)[:60] for b in blocks]


def test_signatures_in_a_list_are_several_people_s(tmp_path: Path) -> None:
    names = "<list><item>J. Berg</item><item>A. Winter<lb/>for Karl Lund</item></list>"
    text = volume(1).replace("<signed>", f"<signed>{names}</signed><signed>", 1)
    (record, *_) = read(tmp_path, text).records
    signed = [words(block.content) for block in record.body if isinstance(block, Signature)]
    assert signed[:2] == ["J. Berg", "A. Winter for Karl Lund"]


def test_one_question_is_asked_once_with_the_documents_that_it_is_of() -> None:
    asked = [finding("E001", "“Berg” can be a or b", place=f"document {n}", line=n) for n in range(1, 30)]
    (one,) = once([*asked, asked[0]], {"E001"})
    assert one.message.startswith("“Berg” can be a or b (in 29 documents: 1, 2, 3")
    assert "and 17 more" in one.message
    assert once(asked, {"N006"}) == asked


def test_the_number_of_an_entry_s_pages_is_no_text_of_it(tmp_path: Path) -> None:
    namespace = 'xmlns:frus="http://history.state.gov/frus/ns/1.0"'
    count = f"<frus:page-count-according-to-citation {namespace}>2</frus:page-count-according-to-citation>"
    head = "<head>1. Memorandum from Berg to Winter, May 3, 1961. Trade. Secret. {} DOS, CF, 711.00/5–361.</head>"
    entry = '<div type="document" n="{0}" xml:id="d{0}">{1}{2}</div>'
    told, silent = (head.format(pages) for pages in ("2 pp.", ""))
    text = volume(1)
    at = text.index("<div", text.index("<body")) if "<body" in text else text.index('<div type="document"')
    at = text.index('<div type="document"', at)
    text = text[:at] + entry.format(8, told, count) + entry.format(9, silent, count) + text[at:]
    bodies = {r.number: "".join(map(str, all_words(r.body))) for r in read(tmp_path, text).records}
    assert bodies["8"] == ""
    assert "2" in bodies["9"]
