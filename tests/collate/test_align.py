"""What the aligner guarantees."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from kktei.collate import Rules, align
from tests.collate.texts import collated, table, texts, witness

_TEXTS = st.lists(st.lists(st.sampled_from("abcdefg"), max_size=12), min_size=2, max_size=5)


def columns(given: list[list[str]], base: int) -> list[list[tuple[int, int]]]:
    return [sorted(column.items()) for column in align(given, base).columns]


@settings(max_examples=40, deadline=None)
@given(_TEXTS, st.randoms(use_true_random=False))
def test_the_order_in_which_witnesses_come_changes_nothing(given_texts, random):
    order = list(range(len(given_texts)))
    random.shuffle(order)
    there = columns([given_texts[i] for i in order], order.index(0))
    back = [sorted((order[w], i) for w, i in column) for column in there]
    alike = [i for i, text in enumerate(given_texts) if given_texts.count(text) > 1]
    if not alike:
        assert back == columns(given_texts, 0)
    assert len(back) == len(columns(given_texts, 0))


@settings(max_examples=40, deadline=None)
@given(_TEXTS)
def test_every_token_stands_once_and_in_order(given_texts):
    found = align(given_texts, 0).columns
    for witness_, text in enumerate(given_texts):
        assert [column[witness_] for column in found if witness_ in column] == list(range(len(text)))


def test_where_nothing_agrees_it_stops_trying_says_so_and_is_quick():
    here, there = ([f"{side}{i}" for i in range(3000)] for side in "ab")
    start = time.process_time()
    made = align([here, there], 0)
    assert made.apart == [(0, 3000, 3000)]
    assert time.process_time() - start < 10


def test_a_fragment_stands_where_its_words_are():
    whole = witness("A", "The old king said it.\n\nYours,\n\nC.")
    fragment = witness("F", "[lost]\n\nking said it.")
    rows = [r for r in table(collated([whole, fragment])).rows if r.readings["F"] not in {"", "[lacuna]"}]
    assert rows == []


def beside(one: str, other: str, lacunae: tuple[int, ...] = ()) -> list[str]:
    """For each word of the other where it stands: the word of the one that it stands beside, or "-"."""
    texts_ = [one.split(), other.split()]
    return [
        texts_[0][c[0]] + str(texts_[0][: c[0]].count(texts_[0][c[0]])) if 0 in c else "-"
        for c in align(texts_, 0, [(), lacunae]).columns
        if 1 in c
    ]


def test_of_words_that_stand_twice_the_first_agree_and_what_lies_after_is_lacking():
    assert beside("full of eyes and their feet full of eyes .", "full of eyes .") == ["full0", "of0", "eyes0", ".0"]
    assert beside("he came . he went .", "he came .") == ["he0", "came0", ".0"]
    assert beside("he came .", "he came . he went .") == ["he0", "came0", ".0", "-", "-", "-"]


def test_what_agrees_by_chance_makes_the_gap_of_its_neighbour_wider():
    """A word that was given up counts as a gap when the next one is weighed, on both sides."""
    assert beside("w6 w12 w0 w3 w1 w4 w10 w5 w2 w14", "w5 w11 w13 w12 w12") == ["w60", "w120", "-", "-", "-"]
    assert beside("w7 w8 w11 w7 w14 w11 w8 w5 w11 w7", "w13 w14 w0 w14") == ["w110", "-", "-", "-"]


STORY = """in the beginning the old king said to the people of the land that winter would be long and the harvest small and
nobody who heard him doubted it for the signs were plain and every one of the elders had seen them before in other years"""


def test_a_word_in_a_large_gap_that_agrees_by_chance_stands_beside_its_neighbours():
    there = "in the beginning the old king of the elders had seen them before in other years"
    assert "of1" in beside(STORY, there)
    strayed = "in the beginning the old king wrote the law down had seen them before in other years"
    assert beside(STORY, strayed)[6:10] == ["-", "-", "-", "-"]
    signs = "in the beginning the old king found signs again had seen them before in other years"
    assert "signs0" in beside(STORY, signs), "a rare word is no chance"


def test_the_last_word_before_a_lacuna_stands_beside_the_words_before_it():
    text = f"{STORY} and a while later they were seen"
    assert beside(text, "in the beginning the old king said winters", (8,))[-2:] == ["said0", "-"]


def test_types_of_units():
    rules = Rules(words={"&": "and"})
    a = witness("A", "The King, and his café; he went a long way")
    b = witness("B", "The king & his cafe, he walked a way")
    found = [(r.lemma, r.of("type")) for r in table(collated([a, b], rules=rules)).rows if r.varies]
    assert ("went", "substantive") in found
    assert ("long", "substantive") in found
    assert ("café ;", "spelling") in found


@settings(max_examples=15, deadline=None)
@given(texts())
def test_units_hold_every_word_of_every_witness(witnesses):
    done = collated(witnesses).collation
    for i, text in enumerate(witnesses):
        assert tuple(t for unit in done.units for t in unit.readings[i] or ()) == text.tokens
