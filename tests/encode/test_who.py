"""Who is taken for a person of an edition, and who wrote to whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from kktei import parse
from kktei.encode.authorities.named import people
from kktei.encode.correspondents import Exchange, exchanges_in
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
