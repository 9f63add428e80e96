"""The corpus file: made once, then kept to the byte but for the list of documents."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lxml import etree

from kktei import parse, tei
from kktei.config import Settings
from kktei.encode import encode_corpus, grow_corpus

_FILES = [f"documents/d{n:03d}.xml" for n in range(91, 121)]
_WORDS = parse.load_vocabulary()


@pytest.fixture(scope="module")
def fresh(settings: Settings) -> bytes:
    return encode_corpus(settings, _FILES, _WORDS)


def test_it_holds_what_all_documents_share(fresh: bytes, found: Any) -> None:
    tree = tei.parse(fresh, "edition.xml")
    ids = {e.get(tei.XML_ID) for e in tree.iter() if e.get(tei.XML_ID)}
    assert {"ed", "enc", "bibl.source", "classification", "genre", "witnessRole", "role", "relation"} <= ids
    assert {"cls.s", "cls.unstated", "prec.opimm", "hnd.eyesonly", "gen.memcon", "wit.base", "role.drafter"} <= ids
    assert [e.get("href") for e in tree.findall(f"{{{tei.XI}}}include")] == _FILES


def test_a_name_with_blanks_is_escaped_also_where_it_was_not(settings: Settings) -> None:
    files = ["documents/Brief 1 #2.xml", "documents/Grüße.xml"]
    made = encode_corpus(settings, files, _WORDS)
    root = tei.parse(made, "edition.xml")
    named = [e.get("href") for e in root.findall(f"{{{tei.XI}}}include")]
    assert named == ["documents/Brief%201%20%232.xml", "documents/Grüße.xml"]
    assert encode_corpus(settings, files, _WORDS, made) == made
    assert encode_corpus(settings, files, _WORDS, made.replace(b"Brief%201%20%232", b"Brief 1 #2")) == made


def test_with_nothing_new_not_a_byte_changes(fresh: bytes, settings: Settings) -> None:
    assert encode_corpus(settings, _FILES, _WORDS, fresh) == fresh


def test_an_older_file_learns_how_its_parts_are_cited(fresh: bytes, settings: Settings) -> None:
    """Once, at its place and beside an editor's own words; whoever takes it out again is heeded."""
    older = re.sub(rb"\n *<refsDecl>.*</refsDecl>", b"", fresh, flags=re.DOTALL)
    by_hand = older.replace(b"Structured description", b"Our description")
    assert grow_corpus(settings, _FILES, _WORDS, older, older) == fresh
    grown = grow_corpus(settings, _FILES, _WORDS, by_hand, older)
    assert grown == fresh.replace(b"Structured description", b"Our description")
    assert grow_corpus(settings, _FILES, _WORDS, by_hand, grown) == by_hand


@pytest.mark.parametrize(
    "before", [_FILES[:-3], _FILES[3:7] + _FILES[8:], [], _FILES[:1], ["documents/old.xml", *_FILES], _FILES[::-1]]
)
def test_the_list_of_documents_is_kept_right(fresh: bytes, settings: Settings, before: list[str]) -> None:
    other = encode_corpus(settings, before, _WORDS, fresh)
    back = encode_corpus(settings, _FILES, _WORDS, other)
    assert back == fresh


@pytest.mark.parametrize("declared", ["xmlns:inc='{}'", "xmlns:xi \n=  '{}'", 'xmlns:x.i-1="{}"', ""])
def test_a_document_comes_in_by_the_prefix_that_the_file_has(declared: str, fresh: bytes, settings: Settings) -> None:
    """Declared as XML allows it; where only the elements declare theirs, each new one does."""
    prefix = re.sub(r"xmlns:([\w.-]+).*", r"\1", declared, flags=re.DOTALL) or "xi"
    root = f' xmlns:xi="{tei.XI}"'.encode()
    assert root in fresh
    other = fresh.replace(root, f" {declared.format(tei.XI)}".encode()).replace(b"<xi:", f"<{prefix}:".encode())
    if not declared:
        other = other.replace(b"<xi:include", b"<xi:include" + root)
    again = encode_corpus(settings, ["documents/d1.xml", *_FILES], _WORDS, other)
    found = [e.get("href") for e in tei.parse(again, "edition.xml").iter(f"{{{tei.XI}}}include")]
    assert found == ["documents/d1.xml", *_FILES]
    assert again.count(tei.XI.encode()) == (1 if declared else len(found)), "nothing is declared twice"


def test_what_an_editor_wrote_stays(fresh: bytes, settings: Settings) -> None:
    edited = fresh.replace(b"<projectDesc>", b"<!-- mine -->\n      <projectDesc >", 1)
    edited = edited.replace(
        b'  <xi:include href="documents/d100.xml"/>', b'  <!-- here -->\n  <xi:include href="documents/d100.xml"/>'
    )
    again = encode_corpus(settings, [*_FILES, "documents/d121.xml"], _WORDS, edited)
    assert again.replace(b'\n  <xi:include href="documents/d121.xml"/>', b"") == edited


def test_a_category_that_the_vocabulary_gained_is_added(fresh: bytes, settings: Settings) -> None:
    without = fresh.replace(
        b'          <category xml:id="hnd.verbatim"><catDesc>Verbatim Text</catDesc></category>\n', b""
    )
    assert without != fresh
    again = encode_corpus(settings, _FILES, _WORDS, without)
    tree = tei.parse(again, "edition.xml")
    assert (
        tree.xpath("//tei:taxonomy[@xml:id='handling']/tei:category/@xml:id", namespaces=tei.NS).count("hnd.verbatim")
        == 1
    )
    assert len(again) == len(fresh)


def test_a_broken_file_is_said_to_be_broken(settings: Settings) -> None:
    with pytest.raises(tei.MalformedError):
        encode_corpus(settings, _FILES, _WORDS, b"<teiCorpus>")


def test_a_title_changed_in_the_settings_reaches_the_file(fresh: bytes, settings: Settings) -> None:
    other = Settings({**settings.values, "edition.title": "Letters & more", "edition.licence_name": "CC BY 4.0"})
    again = encode_corpus(other, _FILES, _WORDS, fresh)
    assert b'<title type="main">Letters &amp; more</title>' in again
    assert b">CC BY 4.0</licence>" in again
    assert encode_corpus(settings, _FILES, _WORDS, again) == fresh


def test_of_two_titles_the_one_that_an_editor_wrote_stays(settings: Settings) -> None:
    plain = Settings({**settings.values, "edition.title": "Letters", "edition.subtitle": "A volume"})
    other = Settings({**settings.values, "edition.title": "More letters", "edition.subtitle": "Another volume"})
    last = encode_corpus(plain, _FILES, _WORDS)
    grown = grow_corpus(other, _FILES, _WORDS, last.replace(b">A volume<", b">Our volume<"), last)
    assert b'<title type="main">More letters</title>' in grown
    assert b'<title type="sub">Our volume</title>' in grown


def _without(data: bytes, element: str, instead: bytes = b"") -> bytes:
    return re.sub(rb" *<%b>.*</%b>\n" % (element.encode(), element.encode()), instead, data, flags=re.DOTALL)


BROUGHT = {
    "no classDecl": lambda data: _without(data, "classDecl"),
    "an empty one": lambda data: _without(data, "classDecl", b"<classDecl/>"),
    "an encodingDesc of words": lambda data: _without(
        data, "encodingDesc", b"<encodingDesc><p>Ours.</p></encodingDesc>"
    ),
    "no encodingDesc": lambda data: _without(data, "encodingDesc"),
    "a header in one line": lambda data: re.sub(rb">\s+<", b"><", _without(data, "encodingDesc")),
    "in a prefix": lambda data: re.sub(
        rb"<(/?)(?=[a-zA-Z])(?!xi:)", rb"<\1t:", _without(data, "encodingDesc").replace(b"xmlns=", b"xmlns:t=")
    ),
    "with Windows' ends of lines": lambda data: _without(data, "encodingDesc").replace(b"\n", b"\r\n"),
    "a document within, with one of its own": lambda data: _without(data, "classDecl").replace(
        b"</teiCorpus>", _inner(data) + b"</teiCorpus>"
    ),
    "an id that is another's": lambda data: _without(data, "classDecl", b"<p xml:id='genre'>x</p>"),
}


def _inner(data: bytes) -> bytes:
    head = re.search(rb"<fileDesc>.*</fileDesc>", data, re.DOTALL)
    assert head
    plain = re.sub(rb' xml:id="[^"]*"', b"", head[0])
    return (
        b"<TEI><teiHeader>%b<encodingDesc><classDecl><taxonomy><desc>x</desc></taxonomy></classDecl></encodingDesc>"
        b"</teiHeader><text><body><p>x</p></body></text></TEI>" % plain
    )


@pytest.mark.parametrize("what", BROUGHT)
def test_a_file_that_was_brought_gets_the_taxonomies(
    what: str, fresh: bytes, settings: Settings, tei_all: etree.RelaxNG
) -> None:
    data = BROUGHT[what](fresh)
    made = encode_corpus(settings, _FILES, _WORDS, data)
    root, whole = tei.parse(made, "edition.xml"), tei.parse(fresh, "edition.xml")
    ids = [str(key) for key in root.xpath("//@xml:id")]
    assert sorted(ids) == sorted(map(str, whole.xpath("//@xml:id")))
    header = "/tei:teiCorpus/tei:teiHeader/tei:encodingDesc/tei:classDecl/tei:taxonomy/tei:category"
    assert len(root.xpath(header, namespaces=tei.NS)) == len(whole.xpath(header, namespaces=tei.NS))
    for include in list(root.iter(f"{{{tei.XI}}}include")):
        root.replace(include, _document(whole))
    assert tei_all.validate(root), tei_all.error_log.last_error
    assert encode_corpus(settings, _FILES, _WORDS, made) == made, "the second time nothing is added"
    assert made.count(b"\r\n") == (made.count(b"\n") if b"\r\n" in data else 0)


def _document(whole: Any) -> Any:
    """Something valid in an include's place."""
    return etree.fromstring(_inner(etree.tostring(whole)).replace(b"<TEI>", b'<TEI xmlns="%b">' % tei.TEI.encode()))


def test_without_a_header_there_is_no_place_for_them(fresh: bytes, settings: Settings) -> None:
    bare = _without(fresh, "teiHeader")
    assert encode_corpus(settings, _FILES, _WORDS, bare) == bare
