"""Every word of a plain text is in what was read of it or in a finding: counted apart from the reader's own count."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kktei.errors import InputError
from kktei.model import DocumentId, Position, Record
from kktei.read import Source, read_source
from kktei.read.plain import read_plain
from kktei.read.plain.counted import unread
from kktei.read.plain.unseen import healed, seen
from kktei.read.plain.writer import write_plain
from kktei.transcript import Paragraph, Text, walk
from tests.read.mutants import mutants
from tests.read.strategies import bodies

AT = Position("", 1)
NOTE = "Source: Example Library, Box 2."


def letters(texts: list[str]) -> Counter[str]:
    """Letters and digits; ligatures, digits and raised digits as what they stand for."""
    known = (c for text in texts for c in unicodedata.normalize("NFKC", text) if c.isalnum())
    return Counter(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in known)


def told(source: Source) -> list[str]:
    """Every text of a source, whatever part it stands in, and every message."""
    out = [source.title, *(f.message for f in source.findings)]
    for record in source.records:
        out += [record.number, record.head, record.note]
    for part in walk((*(f.blocks for f in source.front), *((r.head_notes, r.body) for r in source.records))):
        for name in ("text", "label", "n", "target", "extent", "desc", "rend", "lang", "reason"):
            out.append(str(getattr(part, name, "")))
    return out


# Marks of the form, of which only their meaning is kept; the letters of a lost word would hardly all be among these.
MARKS = re.compile(
    r"\{(?:[a-z]+|foreign [\w-]+): ?|\{break\}|\[End of[^\]]*\]|(?:^|[\f\v\u2028\u2029])[ \t\u200b\u200e]*(?:Dateline|Salutation|Closing|Signed|Signature|Postscript):"
    r"|\[(?:p|page|fol)\b\.?|illegible|lost|not declassified|blank|sic|\[\^?\w{1,9}\]:?",
    re.MULTILINE,
)


def check(text: str) -> Source | None:
    """Read a text; None where it is refused.  Fails where the reader reports or makes a loss."""
    try:
        source = read_plain(text, "seeds/letters.txt")
    except InputError:
        return None
    assert [f.message for f in source.findings if f.code == "R055"] == []
    if not {"R003"} & {f.code for f in source.findings}:
        missing = letters([MARKS.sub(" ", text)]) - letters(told(source))
        assert not missing, (missing, text)
    return source


def source_of(body: object) -> str:
    record = Record(DocumentId.of("7"), "Letter From Miller to Baker", NOTE, AT, AT, body)  # type: ignore[arg-type]
    return write_plain("Letters", [record]).text


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(bodies())
def test_of_what_the_form_can_hold(body: object) -> None:
    assert check(source_of(body)) is not None


PIECES = """1. Letter From A to B|2. Letter|٣. Letter|Source: There.|[1] Source: There.|Dear B:|word[1]|[1] Note.|[1]|¹ Note.|word¹|*|**|__
[|]|{|}|\\|{smallcaps: x}|{foreign de: Wort}|[End of attachment]|[Attachment]|Enclosure|Tab A|# Heading|> quoted|- item|1. item|a) item
| a | b ||Dateline: here|Postscript: more|Signed: A|P.S. more|/s/ A|Sincerely,|[p. 3]|[illegible]|[2 lines lost]|[...]|[?]|word[?]|[so?]
[-gone-]|[+new+]|[x](#102)|[x](https://example.org/a)|\\2. so|docu\u00adment|docu\u00ad|\u200b|\u200e|o\ufb03ce|\u2028|\u2029|\f|\x0b|\t|Notes|* item
[^a]|[^a] Note.|    more|Title|12a. Letter|word|***word***|w*or*d|[a]b|[12|12]|{break}|1921|[1921]|†|word†|† Note.|{x: y}|[]|[ ]|| |---|"""


def test_of_anything_that_looks_like_the_form() -> None:
    pieces = [piece for line in PIECES.split("\n") for piece in line.split("|")] + ["|", "| a | b |", "|---|---|"]
    read = 0
    for seed in range(1500):
        chance = Random(seed)
        parts = ["T\n\n1. Letter From A to B\n\n"] if chance.random() < 0.7 else []
        for _ in range(chance.randrange(25)):
            parts += [chance.choice(pieces), chance.choice(["\n\n", "\n\n", "\n", " ", " ", ""])]
        read += check("".join(parts)) is not None
    assert read > 1000


def test_of_a_source_that_was_damaged(root: Path, datadir: Path) -> None:
    seed = root / "seeds" / "kennedy-khrushchev-exchanges.txt"
    for path in (seed, datadir / "cases" / "sources" / "020-heading-footnotes.txt"):
        for changed in mutants(path.read_bytes()[:6000], 150, path.name):
            check(changed.decode("utf-8", "ignore").translate(dict.fromkeys([*range(9), *range(14, 32)])))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc", "Co"]) | st.sampled_from("[]{}*\\|#>\n\u00ad\u200b\u2028 12."),
        max_size=60,
    )
)
@example("x\u00ad\n\u00ad\ny")
def test_of_any_text(text: str) -> None:
    check(f"T\n\n1. Letter From A to B\n\n{text}\n")


@pytest.mark.parametrize(
    "name", ["03a-first-paragraph-lost", "03b-two-line-heading-lost", "03c-arabic-digits-lose-a-document"]
)
def test_of_the_cases(datadir: Path, name: str) -> None:
    source = check((datadir / f"cases/hostile/{name}.txt").read_text(encoding="utf-8"))
    assert source is not None
    assert len(source.records) == {"03a": 1, "03b": 2, "03c": 2}[name[:3]]


def test_of_the_seed(root: Path) -> None:
    path = root / "seeds" / "kennedy-khrushchev-exchanges.txt"
    source = read_source(path, "seeds/x.txt")
    assert "R055" not in {f.code for f in source.findings}
    assert not letters([path.read_text(encoding="utf-8")]) - letters(told(source))


def test_a_word_that_a_reader_loses_is_named() -> None:
    """Whatever is left out of the result, the count finds it and names its line."""
    text = "T\n\n1. Letter\n\nOne two three.\n\nFour w*or*d five.[1]\n\n[1] Six."
    held = read_plain(text, "x").records[0].body
    assert unread(text, set(), ["T", "1", "Letter"], held, "x") == []
    (loss,) = unread(text, set(), ["T", "1", "Letter"], held[:-1], "x")
    assert (loss.code, loss.line) == ("R055", 7)
    assert all(f"“{word}”" in loss.message for word in ("four", "w", "or", "d", "five", "six"))
    (loss,) = unread(text, set(), ["T", "1", "Letter"], (Paragraph((Text("One twothree."),)), *held[1:]), "x")
    assert loss.message.startswith("2 words")


@given(
    st.lists(
        st.text(st.sampled_from("ab \u00ad"), max_size=6).map(lambda line: line.lstrip("\u00ad ")).filter(bool),
        max_size=6,
    )
)
def test_a_soft_hyphen_at_the_end_joins_and_nothing_else_does(lines: list[str]) -> None:
    text, _ = seen("\n".join(lines), "x")
    whole = " ".join(healed(text.split("\n")))
    assert "\u00ad" not in whole
    assert whole.split() == re.sub("\u00ad+ *\n *", "", "\n".join(lines)).replace("\u00ad", "").split()
