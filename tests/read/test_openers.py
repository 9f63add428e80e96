"""What stands above a text in typed sources: notes without their word, markings, datelines of older volumes."""

from __future__ import annotations

import pytest

from kktei import parse
from kktei.model import Found
from kktei.read.plain import read_plain
from kktei.read.source import Source
from kktei.transcript import Dateline, Paragraph, Salutation, words

WORDS = parse.load_vocabulary()


def read(body: str, note: str = "Source: Berg Papers.") -> Source:
    text = f"Letters\n\n1. Letter From Berg to Winter\n\n{note}\n\n{body}\n\nThe text begins here, and it is long.\n"
    return read_plain(text, "a.txt", lambda said: parse.is_unmarked(said, WORDS))


def stated(source: Source) -> dict[str, str]:
    return {fact.name: fact.value for fact in source.facts.get(source.records[0].id, ())}


@pytest.mark.parametrize(
    ("body", "above", "place", "when"),
    [
        ("SECRET        Nordholm, May 4, 1949—6 p. m.", ["SECRET"], "Nordholm", "1949-05-04T18:00:00"),
        ("SECRET\nNordholm, May 4, 1949.", ["SECRET"], "Nordholm", "1949-05-04"),
        ("Top Secret\tLondon, 4 March 1950", ["Top Secret"], "London", "1950-03-04"),
        ("MOST SECRET   London, 4 March 1944.", ["MOST SECRET"], "London", "1944-03-04"),
        ("Private. London, 3 May 1890.", ["Private."], "London", "1890-05-03"),
        ("No. 14.] Nordholm, March 3, 1904.", ["No. 14.]"], "Nordholm", "1904-03-03"),
        ("12 High Street\nLondon, 4 March 1950", ["12 High Street"], "London", "1950-03-04"),
        ("London,\n4 March 1950", [], "London", "1950-03-04"),
        ("CONFIDENTIAL [WASHINGTON,] May 5, 1949.", ["CONFIDENTIAL"], "WASHINGTON", "1949-05-05"),
        ("WASHINGTON, May 6, 1949—noon.", [], "WASHINGTON", "1949-05-06"),
        ("Department of State, Washington, May 3, 1904.", [], "Washington", "1904-05-03"),
    ],
)
def test_the_dateline_of_what_was_typed(body: str, above: list[str], place: str, when: str) -> None:
    source = read(body)
    blocks = source.records[0].body
    at = next(i for i, block in enumerate(blocks) if isinstance(block, Dateline))
    assert [words(b.content) for b in blocks[:at] if isinstance(b, Paragraph)] == above
    assert (stated(source)["place"], stated(source)["when"]) == (place, when)


@pytest.mark.parametrize(
    ("line", "when", "found"),
    [
        ("Vienna, March 5 [1921].", "1921-03-05", Found.INFERRED),
        ("[Vienna, March 5, 1921.]", "1921-03-05", Found.INFERRED),
        ("Vienna, [March 5,] 1921.", "1921-03-05", Found.INFERRED),
        ("[Vienna, March] 5, 1921", "1921-03-05", Found.INFERRED),
        ("[Vienna,] March 5, 1921", "1921-03-05", Found.STATED),
        ("Vienna, [c. March 5, 1921].", "1921-03-05", Found.INFERRED),
        ("Vienna, March 5?, 1921.", "1921-03-05", Found.INFERRED),
        ("Vienna, 5 March [1921?]", "1921-03-05", Found.INFERRED),
        ("Vienna, Ostersonntag 1912", "1912-04-07", Found.INFERRED),
        ("Vienna, St. Stephen's Day, 1893", "1893-12-26", Found.INFERRED),
        ("Vienna, March 5, 1921 (Saturday)", "1921-03-05", Found.STATED),
        ("Vienna, 5. März 1921 (Samstag)", "1921-03-05", Found.STATED),
        ("Vienna, Ostersonntag 1650", "1650", Found.INFERRED),
        ("Vienna, Easter Monday, 24 April 1916", "1916-04-24", Found.STATED),
        ("Vienna, [c. 1921]", "1921", Found.INFERRED),
        ("*Vienna, March 5, 1921*", "1921-03-05", Found.STATED),
        ("Vienna, March 1921.", "1921-03", Found.STATED),
        ("Vienna, im März 1921", "1921-03", Found.STATED),
    ],
)
def test_what_an_editor_put_in_is_a_date_that_is_not_certain(line: str, when: str, found: Found) -> None:
    source = read(f"{line}\n\nDear Winter:")
    record = source.records[0]
    assert [type(block) for block in record.body] == [Dateline, Salutation, Paragraph]
    facts = {fact.name: fact for fact in source.facts[record.id]}
    assert (facts["place"].value, facts["when"].value, facts["when"].found) == ("Vienna", when, found)
    assert "R061" not in {found.code for found in source.findings}


@pytest.mark.parametrize(
    "line",
    [
        "Vienna, February 30, 1921.",
        "Vienna, Sat. 5 Mar. '21",
        "Vienna, 3/4/1893",
        "Bern, Ostern 1893",
        "B. d. 3. III. [18]93",
    ],
)
def test_no_letter_loses_its_date_in_silence(line: str) -> None:
    source = read(f"{line}\n\nDear Winter:")
    assert "when" not in stated(source)
    assert isinstance(source.records[0].body[1], Salutation)
    assert [(f.code, f.line) for f in source.findings if f.code == "R061"] == [("R061", 7)]


@pytest.mark.parametrize("line", ["London, undated", "I came home in 1893.", "Dateline: Vienna, in spring", "SECRET"])
def test_a_line_that_gives_no_date_is_not_told(line: str) -> None:
    assert "R061" not in {found.code for found in read(f"{line}\n\nDear Winter:").findings}


@pytest.mark.parametrize(
    ("years", "head", "when"),
    [
        (("1890", "1897"), "Letter From Berg to Winter", "1893-03-02"),
        (("1890", "1892"), "Letter From Berg to Winter", None),
        (("1790", "1897"), "Letter From Berg to Winter", None),  # 1793 or 1893
        (("1790", "1897"), "Letter From Berg to Winter, March 1893", "1893-03-02"),
        ((), "Letter From Berg to Winter", None),
    ],
)
def test_a_century_is_told_by_heading_or_neighbours_or_not_at_all(
    years: tuple[str, ...], head: str, when: str | None
) -> None:
    letters = [("Letter From Berg to Winter", f"Bern, 5. März {year}") for year in years]
    text = "Letters"
    for n, (said, line) in enumerate([*letters, (head, "Bern, 2. März 93.")], 1):
        text += f"\n\n{n}. {said}\n\nSource: Berg Papers.\n\n{line}\n\nLieber Karl!\n\nThe text.\n"
    source = read_plain(text, "a.txt")
    facts = {fact.name: fact for fact in source.facts[source.records[-1].id]}
    assert (facts["when"].value if "when" in facts else None) == when
    assert when is None or facts["when"].found is Found.INFERRED
    assert [f.code for f in source.findings] == ([] if when else ["R061"])


def test_a_close_of_two_lines_is_no_part_of_the_name() -> None:
    source = read(
        "Vienna, March 5, 1921\n\nLieber Winter!\n\nEs geht gut.\n\nIn aufrichtiger Verehrung\nIhre ergebene\nA. Berg"
    )
    assert stated(source)["signed"] == "A. Berg"


def test_when_it_was_received_may_stand_right_below() -> None:
    source = read("SECRET    Nordholm, May 4, 1949—6 p. m.\n[Received May 4—9:50 p. m.]")
    assert stated(source)["received"] == "1949-05-04T21:50:00"


@pytest.mark.parametrize(
    "body", ["Dear Sir,\nLondon is nice.", "I left it there.\nLondon, 3 May 1890.", "> SECRET\n> London, 3 May 1890."]
)
def test_a_text_is_no_opener(body: str) -> None:
    assert not any(isinstance(block, Dateline) for block in read(body).records[0].body)


@pytest.mark.parametrize(
    "note",
    [
        "856d.01/10–1449: Telegram",
        '[Lot 54 D 224, Box 12, "Norland—Treaty"]',
        "ALS (Goethe- und Schiller-Archiv Weimar, GSA 71/12, Bl. 4–5).",
        "BArch, R 901/12345, fol. 17",
    ],
)
def test_a_note_without_its_word_is_one_and_told(note: str) -> None:
    source = read("London, 4 March 1950", note)
    assert source.records[0].note == note.strip("[]")
    assert stated(source)["place"] == "London"
    assert [found.code for found in source.findings] == ["R060"]


@pytest.mark.parametrize(
    "text",
    [
        "\\856d.01/10–1449: Telegram",
        "Bodleian Library, Oxford",
        "British Museum, 4 March 1893",
        "Your letter lies in Box 3 of the Berg Papers.",
        "No. 812.",
        "My dear Winter:",
    ],
)
def test_what_may_be_text_is_no_note(text: str) -> None:
    source = read("I came home.", text)
    assert source.records[0].note == ""
    assert "R004" in {found.code for found in source.findings}


def test_a_note_with_its_word_outranks_one_without() -> None:
    source = read("Source: Winter Papers.", "ALS (Berg Papers, Box 3).")
    assert source.records[0].note == "Source: Winter Papers."
    assert words(source.records[0].body[0].content).startswith("ALS")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("note", "repository"),
    [
        ("Quelle: BArch, R 901/12345, fol. 17.", "BArch"),
        ("**Standort:** StA Zürich, B II 12, Nr. 3", "StA Zürich"),
        ("[Источник: РГАСПИ. Ф. 17. Оп. 3. Д. 45. Л. 12.]", "РГАСПИ"),
        ("Fonte: ACS, PCM, 1941-43, fasc. 1/2", "ACS"),
        ("Überlieferung: Privatbesitz, Familie Berg, Oslo.", "Privatbesitz"),
    ],
)
def test_the_word_of_a_note_may_be_in_another_language(note: str, repository: str | None) -> None:
    source = read("London, 4 March 1950", note)
    assert not source.findings
    facts = parse.parse_note(source.records[0].note)
    assert (facts.base.location.repository if facts.base and facts.base.location else None) == repository


def test_a_heading_worded_as_the_first_and_an_unmarked_note_begin_a_document() -> None:
    first = "1. Anna Berg an Karl Vogt\n\nSource: Stadtarchiv Zürich, VII. 12, Nr. 3.\n\nLieber Karl!\n\nText.\n\n"
    note = "Stadtarchiv Zürich, VII. 12, Nr. 4."
    for head, count in (("4. Karl Vogt an Anna Berg", 2), ("4. Zwei Kisten Wein", 1)):
        source = read_plain(f"{first}{head}\n\n{note}\n\nText.\n", "a.txt", lambda s: parse.is_unmarked(s, WORDS))
        assert len(source.records) == count


def test_what_follows_the_place_of_an_unmarked_note_may_have_a_month() -> None:
    assert parse.is_unmarked("ALS (Winter Library, Berg Papers, folder 3). Undated, probably August 1949.", WORDS)
    assert not parse.is_unmarked("Winter Library, Berg Papers, 3 August 1949.", WORDS)
