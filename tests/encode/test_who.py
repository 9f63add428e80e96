"""Who is taken for a person of an edition, and who wrote to whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from kktei import parse
from kktei.config import Settings
from kktei.encode import authorities
from kktei.encode.authorities.named import others_of, people
from kktei.encode.correspondents import Exchange, exchanges_in
from kktei.encode.names import Naming
from kktei.model import Document, DocumentId, Position, Record


def document(head: str, note: str = "Source: Here.") -> Document:
    at = Position("x", 1)
    record = Record(DocumentId.of("1"), head, note, at, at)
    return Document(record, parse.parse_head(head), parse.parse_note(note, date="1963"))


def names(doc: Document) -> list[str]:
    return [who.asked.name for who in people(doc, 1963)]


def test_persons_are_somebody_posts_and_bodies_are_not() -> None:
    assert names(document("Letter From Chairman Khrushchev to President Kennedy")) == ["Khrushchev", "Kennedy"]
    assert names(document("Letter From the Department of State to Ambassador Gray")) == ["Gray"]
    assert names(document("Letter From the Secretary of State to Ambassador Gray")) == ["Gray"]


@pytest.mark.parametrize(
    ("head", "parties"),
    [
        ("Letter From [Jonas Berg?] to Ada Lund", [("Jonas Berg", None, "low"), ("Ada Lund", None, None)]),
        ("[Jonas Berg?] to Ada Lund", [("Jonas Berg", None, "low"), ("Ada Lund", None, None)]),
        ("Letter From Ada Lund [lost] to Jonas Berg [?]", [("Ada Lund", None, None), ("Jonas Berg", None, "low")]),
        ("Letter From Lady Herle to Fürstin Marie von Pless", [("Herle", "Lady", None), ("Marie von Pless", "Fürstin", None)]),
        ("Letter From Dame Ann Lee to Mme de Staël", [("Ann Lee", "Dame", None), ("de Staël", "Mme", None)]),
        ("The Commissioners to the Admiralty", [("Commissioners", None, None), ("Admiralty", None, None)]),
        (
            "Letter to Lady Mary Herle, the Dean of Wells and Dr. Robert South",
            [("Mary Herle", "Lady", None), ("Dean of Wells", "Dean of Wells", None), ("Robert South", "Dr.", None)],
        ),
    ],
)  # fmt: skip
def test_titles_brackets_and_offices_are_no_part_of_a_name(
    head: str, parties: list[tuple[str, str | None, str | None]], settings: Settings
) -> None:
    doc = document(head)
    known = authorities.load(authorities.grow(None, [doc], settings)[0])
    naming = Naming(known, None, beside=others_of(doc, None))
    assert [(a.name, a.title, naming.attributes(a).get("cert")) for a in doc.heading.named] == parties
    assert all("[" not in name.text and "Commissioners" not in name.text for p in known.people for name in p.names)


@pytest.mark.parametrize(
    ("name", "key"),
    [("Иван Петров", "pers.petrov"), ("Ælfric", "pers.aelfric"), ("Jürgen Müller", "pers.muller"), ("Ada O’Berg", "pers.oberg")],
)  # fmt: skip
def test_an_id_has_the_name_in_latin_letters(name: str, key: str, settings: Settings) -> None:
    known = authorities.load(authorities.grow(None, [document(f"Letter From {name} to the Embassy")], settings)[0])
    assert [person.id for person in known.people] == [key]


def test_a_note_names_persons_as_a_heading_does() -> None:
    note = "Source: Here. Drafted by Gray; cleared by EUR."
    doc = document("Telegram", note)
    assert names(doc) == ["Gray"]
    assert names(replace(doc, not_people=frozenset({"Gray"}))) == []
    both = document("Letter From Ambassador Gray to President Kennedy", note)
    assert names(both) == ["Gray", "Kennedy", "Gray"]
    assert names(replace(both, not_people=frozenset({"Gray"}))) == ["Kennedy"]


@pytest.mark.parametrize(
    ("actions", "senders", "recipients"),
    [
        ("<correspAction type='sent'><persName ref='authorities.xml#a'/></correspAction>", ("a",), ()),
        ("<correspAction type='sent'><orgName ref='authorities.xml#o'/><persName>B</persName></correspAction>", ("o", None), ()),
        ("<correspAction type='sent'><persName ref='https://a.org/b'/></correspAction>", ("https://a.org/b",), ()),
        ("<correspAction type='sent'><placeName ref='authorities.xml#p'/><date when='1963'/></correspAction>", (), ()),
        ("<correspAction type='received' subtype='to'><persName ref='authorities.xml#c'/></correspAction>", (), ("c",)),
        ("<correspAction type='received' subtype='cc'><persName ref='authorities.xml#c'/></correspAction>", (), ()),
        ("<correspAction type='forwarded'><persName ref='authorities.xml#c'/></correspAction>", (), ()),
        ("<correspAction type='sent'><persName ref=''/></correspAction>" * 2, (None, None), ()),
    ],
)  # fmt: skip
def test_exchanges_of_a_text_are_what_it_says(
    actions: str, senders: tuple[str | None, ...], recipients: tuple[str | None, ...]
) -> None:
    text = f"<TEI xmlns='http://www.tei-c.org/ns/1.0'><correspDesc>{actions}</correspDesc></TEI>".replace(
        "authorities.xml", "../authorities.xml"
    )
    assert exchanges_in(text.encode(), "x.xml") == (Exchange(senders, recipients),)


@pytest.mark.parametrize(
    ("head", "facts", "is_sent"),
    [
        ("To James Madison", {"place": "Vienna"}, True),
        ("Letter to James Madison", {"when": "1821-03-04"}, True),
        ("Letter to James Madison", {}, False),  # nothing is known of its sending
        ("Letter From James Madison", {"when": "1821-03-04"}, False),  # to nobody that is known
        ("Paper Prepared for James Madison", {"when": "1821-03-04"}, False),
    ],
)
def test_a_letter_of_which_the_recipient_alone_is_known_was_sent(
    one: Callable[..., Any], head: str, facts: dict[str, str], is_sent: bool
) -> None:
    tree = one("Source: X Papers.", head, facts)
    assert bool(tree.findall(".//{*}correspAction[@type='received']/{*}persName")) is is_sent
    assert bool(tree.findall(".//{*}correspAction[@type='sent']/{*}persName")) is False


@pytest.mark.parametrize(("tail", "kind"), [("", "to"), (", Not Sent", "intended")])
def test_a_letter_that_was_not_sent_was_meant_for_its_recipient(
    one_with: Callable[..., Any], found: Callable[..., list[Any]], tail: str, kind: str
) -> None:
    tree = one_with(head=f"Ada Winter to Jonas Berg{tail}")
    assert found(tree, "//tei:correspAction[@type='received']/@subtype") == [kind]
