"""Plain-text transcripts: the parts of a letter known by their looks, or named; marks; what is odd is reported."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kktei.errors import InputError
from kktei.model import DocumentId
from kktei.read import Source
from kktei.read.plain import read_plain
from kktei.transcript import (
    Addition,
    Attachment,
    Block,
    Closing,
    Date,
    Dateline,
    Deletion,
    Foreign,
    Gap,
    Heading,
    Hi,
    Inlines,
    LineBreak,
    List,
    Note,
    PageBreak,
    Paragraph,
    Postscript,
    Quotation,
    Ref,
    Salutation,
    Sic,
    Signature,
    Supplied,
    Table,
    Text,
    Unclear,
    all_words,
    walk,
    words,
)

LETTER = """Moscow, January 4, 1963, 9 p.m.

Dear Mr. Baker:

I have your letter.

Yours sincerely,
John F. Miller
Chairman

P.S. One more thing.
"""


def read(body: str) -> Source:
    return read_plain(f"Letters\n\n1. Letter From Miller to Baker\n\nSource: Here.\n\n{body}", "x")


def blocks(body: str) -> list[Block]:
    return list(read(body).records[0].body)


def line(text: str) -> Inlines:
    (block,) = blocks(f"\\ {text}")
    assert isinstance(block, Paragraph)
    return block.content


def test_a_letter_by_its_looks() -> None:
    found = blocks(LETTER)
    assert [type(b) for b in found] == [Dateline, Salutation, Paragraph, Closing, Signature, Postscript]
    assert found[4] == Signature((Text("John F. Miller"), LineBreak(), Text("Chairman")))
    facts = {f.name: f.value for f in read(LETTER).facts[DocumentId.of("1")]}
    assert facts == {
        "dateline": "Moscow, January 4, 1963, 9 p.m.",
        "place": "Moscow",
        "when": "1963-01-04T21:00:00",
        "signed": "John F. Miller",
    }


@pytest.mark.parametrize(
    ("text", "place", "when"),
    [
        ("Moscow, January 4, 1963.", "Moscow", "1963-01-04"),
        ("Moscow, April 1 1963.", "Moscow", "1963-04-01"),
        ("4 January 1963", None, "1963-01-04"),
        ("Bad Godesberg, Friday, August 10, 1962, 12:30 p.m.", "Bad Godesberg", "1962-08-10T12:30:00"),
        ("Washington, undated.", "Washington", None),
    ],
)
def test_datelines(text: str, place: str | None, when: str | None) -> None:
    facts = {f.name: f.value for f in read(f"{text}\n\nText here.").facts[DocumentId.of("1")]}
    assert (facts.get("place"), facts.get("when"), facts["dateline"]) == (place, when, text)


@pytest.mark.parametrize("text", ["Dear friends of Moscow, January 4, 1963.", "He wrote on January 4, 1963.", "Text."])
def test_what_is_no_dateline(text: str) -> None:
    assert [type(b) for b in blocks(f"{text}\n\nMore text.")] == [Paragraph, Paragraph]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Dateline: Vienna, in spring", Dateline),
        ("Salutation: To all", Salutation),
        ("Closing: So long", Closing),
        ("Signed: The Council", Signature),
        ("Postscript: More", Postscript),
        ("# Second part", Heading),
        ("> quoted\n> more", Quotation),
        ("- one", List),
        ("1. one\n2. two", List),
        ("a) one\nb) two\nand more", List),
        ("| a | b |\n|---|---|\n| 1 | 2 |", Table),
        ("[p. 12]", PageBreak),
        ("1. one point alone.", Paragraph),
        ("\\Dear Sir:", Paragraph),
        ("\\# no heading", Paragraph),
        ("\\Source: in the text.", Paragraph),
        ("\\2. Letter in the text", Paragraph),
    ],
)
def test_parts_that_are_named(text: str, kind: type) -> None:
    assert [type(b) for b in blocks(f"{text}\n\nThe text goes on.")] == [kind, Paragraph]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("*so*", Hi("italic", (Text("so"),))),
        ("**so**", Hi("bold", (Text("so"),))),
        ("__so__", Hi("underline", (Text("so"),))),
        ("{smallcaps: so}", Hi("smallcaps", (Text("so"),))),
        ("{foreign de: Worte}", Foreign("de", (Text("Worte"),))),
        ("[that letter](#102)", Ref("102", (Text("that letter"),))),
        ("[his *note*](#102#3)", Ref("102#3", (Text("his "), Hi("italic", (Text("note"),))))),
        ("[there](https://example.org/a?b=1)", Ref("https://example.org/a?b=1", (Text("there"),))),
        ("[illegible]", Gap("illegible")),
        ("[2 words illegible]", Gap("illegible", "2 words")),
        ("[1 line lost]", Gap("lost", "1 line")),
        ("[...]", Gap("omitted")),
        ("[…]", Gap("omitted")),
        ("[3 lines not declassified]", Gap("notDeclassified", "3 lines")),
        ("[so?]", Unclear((Text("so"),))),
        ("so[?]", Unclear((Text("so"),))),
        ("[1887?]", Supplied((Date((Text("1887?"),), "1887"),))),
        ("[March 1887?]", Supplied((Date((Text("March 1887?"),), "1887-03"),))),
        ("[3 March 1887?]", Supplied((Date((Text("3 March 1887?"),), "1887-03-03"),))),
        ("[a year, 1887?]", Unclear((Text("a year, 1887"),))),
        ("[MS torn]", Gap("lost", desc="MS torn")),
        ("[zwei Worte unleserlich]", Gap("illegible", desc="zwei Worte unleserlich")),
        ("[Here follows a list of ships.]", Gap("omitted", desc="Here follows a list of ships.")),
        ("[three words deleted]", Gap("deleted", desc="three words deleted")),
        ("[left blank]", Gap("blank", desc="left blank")),
        ("[ ]", Gap("blank")),
        ("[---]", Gap("", desc="---")),
        ("[page destroyed]", Gap("lost", desc="page destroyed")),
        ("[destroyed]", Supplied((Text("destroyed"),))),
        ("[the damaged ships]", Supplied((Text("the damaged ships"),))),
        ("[\\torn]", Supplied((Text("torn"),))),
        ("so[sic]", Sic((Text("so"),))),
        ("so [sic!]", Sic((Text("so"),))),
        ("[-so-]", Deletion((Text("so"),))),
        ("[+so+]", Addition((Text("so"),))),
        ("[p. 12]", PageBreak("12")),
        ("[page xii]", PageBreak("xii")),
        ("{break}", LineBreak()),
    ],
)
def test_marks_within_a_line(text: str, found: object) -> None:
    assert line(f"one {text} two") == (Text("one "), found, Text(" two"))


PROSE = "The proofs came this morning and I read them."


@pytest.mark.parametrize("text", ["Citoyen,", "Ada,", "Worthy Sir,", "Reverende Pater,", "Kære Jonas,", "My Lord:"])
def test_a_few_words_above_the_text_are_a_salutation(text: str) -> None:
    assert [type(b) for b in blocks(f"Vienna, May 3, 1921\n\n{text}\n\n{PROSE}")] == [Dateline, Salutation, Paragraph]


@pytest.mark.parametrize(
    "text", ["Roses are red,\n\nViolets are blue", "Ada,\n\nMay 3, 1921", "If he comes at all, as I said when we met,"]
)
def test_other_lines_that_end_in_a_comma_are_none(text: str) -> None:
    assert Salutation not in [type(b) for b in blocks(f"{text}\n\n{PROSE}")]


@pytest.mark.parametrize("text", ["Thine,", "For the Secretary of State,", "Votre très humble serviteur", "Adieu."])
def test_a_few_words_above_the_name_are_a_close(text: str) -> None:
    assert [type(b) for b in blocks(f"{PROSE}\n\n{text}\n\nThos. Berg")] == [Paragraph, Closing, Signature]


@pytest.mark.parametrize(
    ("text", "when"),
    [("Canterbury, 9 October 1095", "1095-10-09"), ("Worms, 9. Oktober 1075", "1075-10-09"), ("c. 1130", "1130")],
)
def test_years_of_the_middle_ages(text: str, when: str) -> None:
    (line, *_) = blocks(f"{text}\n\n{PROSE}")
    assert isinstance(line, Dateline)
    assert [part.when for part in line.content if isinstance(part, Date)] == [when]


@pytest.mark.parametrize("text", ["[seal]", "[in another hand]", "*so* [sic]", "[von fremder Hand]"])
def test_a_remark_is_none_of_the_words_that_an_editor_put_in(text: str) -> None:
    assert not any(isinstance(part, Supplied | Gap) for part in line(f"one {text} two"))


@pytest.mark.parametrize(
    "text", ["2 * 3 * 4", "a* b*", "never [closed", "{other: x}", "snake_case __", "\\*a\\* \\[b\\]"]
)
def test_what_is_no_mark_is_text(text: str) -> None:
    assert line(text) == (Text(re.sub(r"\\(.)", r"\1", text)),)


def test_footnotes() -> None:
    source = read("One[1] and two.[2]\n\n[1] First.\n[2] Second *note*.\n\n    Its second paragraph.\n")
    notes = [part for part in source.records[0].body[0].content if isinstance(part, Note)]  # type: ignore[union-attr]
    assert notes == [
        Note("1", ((Text("First."),),)),
        Note("2", ((Text("Second "), Hi("italic", (Text("note"),)), Text(".")), (Text("Its second paragraph."),))),
    ]
    assert source.findings == ()


@pytest.mark.parametrize(
    ("body", "code", "line_"),
    [
        ("One.[3]", "R010", 7),
        ("One[1] and again.[1]\n\n[1] Note.", "R010", 7),
        ("One.\n\n[4] Never called.", "R011", 9),
        ("One.[1]\n\n[1] Note.\n\n[1] Again.", "R011", 11),
    ],
)
def test_footnotes_that_do_not_fit_are_reported_and_kept(body: str, code: str, line_: int) -> None:
    source = read(body)
    assert [(f.code, f.line) for f in source.findings] == [(code, line_)]
    assert letters(all_words(source.records[0].body)) == letters(body)


def letters(text: str) -> list[str]:
    return sorted(re.findall(r"[^\W\d_]", text))


def test_attachments() -> None:
    found = blocks(
        f"{LETTER}\n[Attachment: A map]\n\nVienna, undated.\n\nThe map.\n\n[End of attachment]\n\nPostscript: x"
    )
    assert [type(b) for b in found][-2:] == [Attachment, Postscript]
    attachment = found[-2]
    assert isinstance(attachment, Attachment)
    assert words(attachment.heading) == "Attachment: A map"
    assert [type(b) for b in attachment.blocks] == [Dateline, Paragraph]


def test_a_numbered_paragraph_is_no_document() -> None:
    source = read("We say:\n\n1. The first point.\n\n2. The second point.\n\n3. The third, which ends here.\n")
    assert len(source.records) == 1
    assert len(source.records[0].body) == 4


def test_the_form_as_documented(root: Path) -> None:
    text = (root / "docs" / "plain-text.md").read_text(encoding="utf-8")
    example = re.search(r"^```text\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    assert example is not None
    source = read_plain(example[1], "x")
    assert source.findings == ()
    assert [type(b) for b in source.records[0].body] == [
        Dateline, Salutation, Paragraph, PageBreak, Paragraph, Closing, Signature, Postscript,
    ]  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(alphabet="abcXYZ .,:;[]*_?-+|>#\\{}12\n\t\f¹²†^", max_size=40), max_size=6))
def test_any_text_is_read_and_no_word_is_lost(parts: list[str]) -> None:
    body = "\n\n".join(parts)
    try:
        source = read(body)
    except InputError:
        return
    got = "".join(f"{r.head} {r.note} {said(r.body)} " for r in source.records)
    kept = letters(got)
    wanted = letters(f"Letter From Miller to Baker Source: Here. {body}")
    marks = sorted(letters("".join(re.findall(r"\[[^\]]*\]|\{[a-z]+: ?|\{break\}|[¹²]", body))))
    missing = list(wanted)
    for letter in kept:
        if letter in missing:
            missing.remove(letter)
    for letter in marks:
        if letter in missing:
            missing.remove(letter)
    assert missing == []


def said(body: tuple[Block, ...]) -> str:
    return all_words(body)


def test_markdown_has_its_headings_by_their_signs_and_its_notes_at_the_end() -> None:
    text = (
        "# 1. Letter to B[^1]\n\n1.  First\n\n2.  Second\n\nText.[^2]\n\n# 2. Letter to C[^3]\n\nMore.[^4]\n\n"
        "[^1]: Source: Library One.\n\n[^2]: A note.\n\n[^3]: Source: Library Two.\n\n[^4]: Another.\n"
    )
    source = read_plain(text, "letters.md")
    assert [(record.number, record.head, record.note) for record in source.records] == [
        ("1", "Letter to B", "Source: Library One."),
        ("2", "Letter to C", "Source: Library Two."),
    ]
    first, second = ([words(block) for block in record.body] for record in source.records)
    assert (first, second) == (["1. First", "2. Second", "Text."], ["More."])
    labels = [note.label for record in source.records for note in walk(record.body) if isinstance(note, Note)]
    assert labels == ["2", "4"]
    assert [f.code for f in source.findings] == ["R001"]
