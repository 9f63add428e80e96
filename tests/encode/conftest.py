"""The thirty documents of the seed, read, parsed and encoded once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from kktei import config, encode, parse, read, tei
from kktei.config import Settings
from kktei.encode import authorities
from kktei.encode.authorities import AuthorityIndex
from kktei.model import Document, DocumentId, EditorFact, Position, Record
from kktei.project import data


@pytest.fixture(scope="session")
def settings(root: Path) -> Settings:
    return config.load(root / "edition" / "edition.toml")


@pytest.fixture(scope="session")
def records(root: Path) -> tuple[Record, ...]:
    name = "kennedy-khrushchev-exchanges.txt"
    return read.read_source(root / "seeds" / name, name).records


@pytest.fixture(scope="session")
def documents(root: Path, records: tuple[Record, ...]) -> tuple[Document, ...]:
    facts, _ = read.read_facts(root / "edition" / "facts.csv", "facts.csv")
    known = [r.id for r in records]
    read_apart = [_document(r, facts.get(r.id, ()), known) for r in records]
    notes = parse.across([d.note for d in read_apart])
    return tuple(replace(d, note=note) for d, note in zip(read_apart, notes, strict=True))


def _document(record: Record, facts: tuple[EditorFact, ...], known: list[DocumentId]) -> Document:
    note = parse.parse_note(record.note, date="1963", known_documents=known)
    return Document(record, parse.parse_head(record.head), note, facts)


@pytest.fixture(scope="session")
def index(root: Path) -> AuthorityIndex:
    return authorities.load((root / "edition" / "authorities.xml").read_bytes())


@pytest.fixture(scope="session")
def surroundings(
    documents: tuple[Document, ...], index: AuthorityIndex, settings: Settings
) -> Mapping[DocumentId, encode.Context]:
    return encode.contexts(documents, index, settings, parse.load_vocabulary())


@pytest.fixture(scope="session")
def encoded(documents: tuple[Document, ...], surroundings: Mapping[DocumentId, encode.Context]) -> Mapping[str, bytes]:
    return {d.record.number: encode.encode_document(d, surroundings[d.id]) for d in documents}


@pytest.fixture(scope="session")
def trees(encoded: Mapping[str, bytes]) -> Mapping[str, Any]:
    return {number: tei.parse(data, number) for number, data in encoded.items()}


@pytest.fixture(scope="session")
def one(one_with: Callable[..., Any]) -> Callable[..., Any]:
    """Encode a heading and a note of one's own; the tree comes back."""

    def encode_one(note: str, head: str = "Letter From X to Y", facts: Mapping[str, str] | None = None) -> Any:
        at = Position("facts.csv", 2)
        return one_with(*(EditorFact(n, v, at) for n, v in (facts or {}).items()), note=note, head=head)

    return encode_one


@pytest.fixture(scope="session")
def one_with(index: AuthorityIndex, settings: Settings) -> Callable[..., Any]:
    """Encode one document with facts of an editor."""

    def encode_one(
        *facts: EditorFact,
        note: str = "Source: X Papers.",
        head: str = "Letter From X to Y",
        body: Any = (),
        own: Settings = settings,
    ) -> Any:
        at = Position("test.txt", 1)
        record = Record(DocumentId.of("1"), head, note, at, at, body)
        read_apart = Document(record, parse.parse_head(head), parse.parse_note(note, date="1963"), facts)
        document = parse.decided(read_apart, parse.load_vocabulary())
        context = encode.contexts([document], index, own, parse.load_vocabulary())[DocumentId.of("1")]
        return tei.parse(encode.encode_document(document, context), "d001.xml")

    return encode_one


@pytest.fixture(scope="session")
def found() -> Callable[..., list[Any]]:
    """XPath in a tree, with the prefix tei."""

    def xpath(tree: Any, path: str) -> list[Any]:
        return list(tree.xpath(path, namespaces=tei.NS))

    return xpath


_WHITE = {ord(c): None for c in " \t\r\n"}


@pytest.fixture(scope="session")
def text_of_note() -> Callable[[Any], str]:
    def text(note: Any) -> str:
        parts = note.xpath(".//text()[not(ancestor::tei:corr)]", namespaces=tei.NS)
        return bare("".join(parts))

    return text


def bare(text: str) -> str:
    """A text without white space as XML counts it."""
    return text.translate(_WHITE)


@pytest.fixture(scope="session")
def tei_all(datadir: Path) -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(str(data("schema") / "tei_all.rng")))
