"""The history is taken off and put back unharmed; three versions become one only where nothing is lost."""

from __future__ import annotations

import subprocess
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kktei.merge import author
from kktei.merge.history import begun, encoder, grown, split, status
from kktei.merge.spelling import merge_respelt, tokens
from kktei.merge.threeway import merge

HEADER = "<TEI>\n  <teiHeader>\n    <fileDesc/>\n{}  </teiHeader>\n</TEI>\n"
BLOCK = '    <revisionDesc status="draft">\n      <change when="2026">Begun.</change>\n    </revisionDesc>\n'


@pytest.mark.parametrize(
    ("text", "history"),
    [
        (HEADER.format(BLOCK), BLOCK),
        (HEADER.format(""), ""),
        (HEADER.format("    <revisionDesc/>\n"), "    <revisionDesc/>\n"),
        (HEADER.format(f"<!-- <revisionDesc>old</revisionDesc> -->\n{BLOCK}"), BLOCK),
        (HEADER.format("<?x <revisionDesc/> ?>\n"), ""),
        (
            HEADER.format(BLOCK).replace("revisionDesc", "t:revisionDesc"),
            BLOCK.replace("revisionDesc", "t:revisionDesc"),
        ),
        (HEADER.format(BLOCK).replace("\n", "\r\n"), BLOCK.replace("\n", "\r\n")),
        ("<TEI><text><p>revisionDesc</p></text></TEI>", ""),
    ],
)
def test_the_history_is_found(text: str, history: str) -> None:
    parts = split(text)
    assert parts.history == history
    assert parts.whole() == text


@given(
    st.lists(st.sampled_from(["<", ">", "<!--", "-->", BLOCK, "</teiHeader>", "  ", "\n", "x", "<?", "?>"])).map(
        "".join
    )
)
def test_taking_off_and_putting_back_changes_nothing(text: str) -> None:
    assert split(text).whole() == text


def test_a_change_comes_on_top_once_a_day() -> None:
    parts = split(HEADER.format(BLOCK))
    once = grown(parts, "Converted", who="#enc", by="A & B", today="2026-11-23")
    assert once.index("A &amp; B") < once.index("Begun.")
    again = grown(split(parts.whole(once)), "Converted", who="#enc", by="A & B", today="2026-11-23")
    assert again == once


def test_a_new_history_is_a_draft() -> None:
    parts = split(HEADER.format(""))
    text = parts.whole(grown(parts, "Converted", who="#enc", by="", today="2026-11-23"))
    assert status(text) == "draft"
    assert begun("<revisionDesc><change/></revisionDesc>") == '<revisionDesc status="draft"><change/></revisionDesc>'
    assert begun('<revisionDesc status="published"/>') == '<revisionDesc status="published"/>'


def test_pointers_to_the_encoder() -> None:
    assert [encoder(f) for f in ("edition.xml", "authorities.xml", "documents/d001.xml")] == [
        "#enc", "edition.xml#enc", "../edition.xml#enc",
    ]  # fmt: skip


def test_who_converts(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    subprocess.run(["git", "config", "user.name", "Ada Winter"], cwd=tmp_path, check=True)
    assert author(tmp_path, None) == "Ada Winter"
    assert author(tmp_path, "J. Berg") == "J. Berg"


LINES = st.lists(st.sampled_from(["<p>a</p>\n", "<p>b</p>\n", "<q>c</q><r>d</r>\n", "\n", "text\n"]), max_size=8).map(
    "".join
)


@given(LINES, LINES)
def test_one_side_alone_wins(base: str, other: str) -> None:
    assert merge(base, base, other) == other
    assert merge(base, other, base) == other
    assert merge(base, other, other) == other


@given(LINES, LINES, LINES)
def test_merging_is_even_handed(base: str, hand: str, new: str) -> None:
    """Only white space that means nothing is always the hand version's."""
    one, other = merge(base, hand, new), merge(base, new, hand)
    if one is not None and other is not None:
        assert [t.key for t in tokens(one)] == [t.key for t in tokens(other)]


@given(st.lists(st.sampled_from("abcdef"), min_size=3, max_size=8), st.data())
def test_what_either_side_wrote_is_in_the_result(letters: list[str], data: st.DataObject) -> None:
    base = [f"<p>{c}{i}</p>\n" for i, c in enumerate(letters)]
    hand, new = list(base), list(base)
    hand.insert(data.draw(st.integers(0, len(base))), "<p>HAND</p>\n")
    new[data.draw(st.integers(0, len(base) - 1))] = "<p>NEW</p>\n"
    merged = merge("".join(base), "".join(hand), "".join(new))
    if merged is not None:
        assert "HAND" in merged
        assert "NEW" in merged


MARKUP = st.lists(
    st.sampled_from(["<p>", "</p>", "<hi rend='a\"b' n=\"1\">", "</hi>", "<lb/>", "<!-- <p> -->", "<?x?>", "a", " ", "\n", "<", "&amp;"]),
    max_size=12,
).map("".join)  # fmt: skip


@given(MARKUP)
def test_tokens_are_the_text(text: str) -> None:
    assert "".join(t.raw for t in tokens(text)) == text


@given(MARKUP, MARKUP, MARKUP)
def test_whatever_is_merged_holds_what_both_sides_added(base: str, hand: str, new: str) -> None:
    merged = merge_respelt(base, hand, new, merge)
    if merged is not None:
        counts = [Counter(t.key for t in tokens(text)) for text in (merged, hand, new, base)]
        was, by_hand, by_source, before = counts
        assert (by_hand - before) | (by_source - before) <= was


def keys(text: str) -> list[tuple[str, ...]]:
    return [token.key for token in tokens(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('<p n="1" rend="a">x</p>', "<p  rend = 'a'\n n='1' >x</p >"),
        ("<lb n='&quot;'/>", "<lb n='\"'></lb>"),
        ("<div>\n  <p>x y</p>\n</div>\n", "<div><p>x\n   y</p></div>"),
        ("<p>caf&#xE9; &gt;</p>", "<p>café ></p>"),
    ],
)
def test_spellings_that_mean_the_same(one: str, other: str) -> None:
    assert keys(one) == keys(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>a <hi>b</hi></p>", "<p>a<hi>b</hi></p>"),
        ("<p>a<hi>b</hi> <hi>c</hi></p>", "<p>a<hi>b</hi><hi>c</hi></p>"),
        ("<p>a b</p>", "<p>ab</p>"),
        ("<p n='1'/>", "<p n='2'/>"),
        ("<p n='1'/>", "<p m='1'/>"),
        ("<p/>", "<q/>"),
        ("<p>x</p>", "<!-- <p>x</p> -->"),
        ("<p><![CDATA[a]]></p>", "<p>a</p>"),
    ],
)
def test_differences_that_mean_something(one: str, other: str) -> None:
    assert keys(one) != keys(other)


def test_a_blank_that_the_source_puts_in_is_not_lost() -> None:
    base = '<div>\n<p n="1">one</p>\n<p>a<hi>b</hi><hi>c</hi></p>\n</div>\n'
    hand = base.replace('n="1"', "n='1'").replace("one", "ones")
    merged = merge(base, hand, base.replace("</hi><hi>", "</hi> <hi>").replace("<p n", "<p>new</p>\n<p n"))
    assert merged is not None
    assert "</hi> <hi>" in merged
    assert "<p n='1'>ones</p>" in merged
    assert "<p>new</p>" in merged
