"""A re-collation keeps every decision."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kktei import collate
from kktei.collate.table import ReadingRow, Rows
from tests.collate.texts import collated, document, rebuilt, table, texts, witness

A = witness("A", "The old king said it and went away.")
B = witness("B", "The young king said so and went off.")
C = witness("C", "The old queen said it and went away.")


def before(hand: Rows, base: Rows | None = None) -> collate.Before:
    return collate.Before(hand, base or hand, "t.csv")


def decided(rows: Rows, of: str, **cells: str) -> Rows:
    """The table in which an editor has written into the row of that lemma."""
    made = []
    for row in rows.rows:
        given = {k: v for k, v in cells.items() if k != "lemma"}
        other = replace(row, lemma=cells.get("lemma", row.lemma), cells={**row.cells, **given})
        made.append(other if row.lemma == of else row)
    return replace(rows, rows=tuple(made))


def row(rows: Rows, **cells: str) -> ReadingRow:
    """The row with those cells."""
    return next(r for r in rows.rows if all(r.of(k) == v for k, v in cells.items()))


def test_a_second_collation_changes_nothing():
    done = collated([A, B, C])
    again = collated([A, B, C], before(table(done)))
    assert collate.written(again.collation) == collate.written(done.collation)
    assert again.findings == ()


@settings(max_examples=15, deadline=None)
@given(texts())
def test_a_second_collation_changes_nothing_whatever_the_texts(witnesses):
    done = collated(witnesses)
    assert collate.written(collated(witnesses, before(table(done))).collation) == collate.written(done.collation)


def test_a_reading_is_chosen_and_stays():
    first = table(collated([A, B, C]))
    hand = decided(first, "old", lemma="@B", who="Editor", why="harder")
    done = collated([A, B, C], before(hand, first))
    kept = row(table(done), who="Editor")
    assert (kept.lemma, kept.of("state"), kept.of("why")) == ("young", "decided", "harder")
    assert "young" in "".join(document(done).find(".//{*}lem[@wit='#d1.wit.B']").itertext())
    again = collated([A, B, C], before(table(done)))
    assert collate.written(again.collation) == collate.written(done.collation)


def test_a_conjecture_has_its_author_and_the_witnesses_stay_what_they_are():
    first = table(collated([A, B, C]))
    done = collated([A, B, C], before(decided(first, "old", lemma="bold", who="Bentley"), first))
    root = document(done)
    lem = next(e for e in root.iter("{*}lem") if e.text == "bold")
    assert lem.get("wit") is None
    assert "Bentley" in "".join(lem.getparent().find("{*}note").itertext())
    assert rebuilt(done) == {w.siglum: w.forms for w in (A, B, C)}


def test_a_reading_that_one_hand_alone_wrote_says_which():
    done = collated([A, replace(B, hand="pencil, later"), C])
    hands = {e.text: e.get("hand") for e in document(done).iter("{*}rdg")}
    assert hands["young"] == "#d1.hand.pencil-later"
    assert hands["queen"] is None


def test_a_correction_elsewhere_leaves_a_decision_alone():
    first = table(collated([A, B, C]))
    hand = decided(first, "old", note="see the draft")
    done = collated([A, witness("B", "Long ago the young king said so and ran off."), C], before(hand, first))
    kept = row(table(done), note="see the draft")
    assert kept.of("state") == "decided"
    assert not [f for f in done.findings if f.code == "K010"]


def test_a_decision_whose_readings_changed_is_to_be_looked_at_again():
    first = table(collated([A, B, C]))
    hand = decided(first, "old", lemma="young", why="because")
    done = collated([A, witness("B", "The youngest king said so and went off."), C], before(hand, first))
    kept = row(table(done), why="because")
    assert (kept.lemma, kept.of("state")) == ("young", "look again")
    told = next(f for f in done.findings if f.code == "K010")
    assert "B had “young”, has “youngest”" in told.message


def test_what_nobody_has_looked_at_is_told_each_time_until_somebody_has():
    first = table(collated([A, B, C]))
    changed = [A, witness("B", "The youngest king said so and went off."), C]
    done = collated(changed, before(decided(first, "old", lemma="young", why="because", who="E"), first))
    again = collated(changed, before(table(done)))
    assert [f.code for f in again.findings] == ["K010"]
    seen = decided(table(again), "young", state="decided")
    assert collated(changed, before(seen, table(again))).findings == ()


def test_a_lemma_of_no_witness_is_told_and_what_was_written_is_kept():
    first = table(collated([A, B, C]))
    for wanted, hint in (("@BB", "Did you mean @B?"), ("@ZZ", "Here A, B, C can be named.")):
        done = collated([A, B, C], before(decided(first, "old", lemma=wanted), first))
        told = next(f for f in done.findings if f.code == "K023")
        assert (told.line, told.hint) == (3, hint)
        kept = row(table(done), state="decided")
        assert (kept.lemma, kept.of("note")) == (wanted, "")
        assert rebuilt(done) == {w.siglum: w.forms for w in (A, B, C)}
        assert wanted not in "".join(document(done).itertext())
        again = collated([A, B, C], before(table(done)))
        assert [f.code for f in again.findings] == ["K023"]
        assert table(again) == table(done)


def test_a_lemma_of_no_witness_where_all_agree_leaves_the_words_in_their_cells():
    first = table(collated([A, B, C]))
    done = collated([A, B, C], before(decided(first, "The", lemma="@Q"), first))
    unknown = collated([A, B, C], collate.Before(table(done), None, "t.csv"))
    assert rebuilt(unknown) == rebuilt(done) == {w.siglum: w.forms for w in (A, B, C)}
    assert [r.lemma for r in table(unknown).rows] == [r.lemma for r in table(done).rows]


def test_a_conjecture_of_nobody_is_told():
    first = table(collated([A, B, C]))
    codes = {
        who: [f.code for f in collated([A, B, C], before(decided(first, "old", lemma="bold", who=who), first)).findings]
        for who in ("", "Bentley")
    }
    assert codes == {"": ["K024"], "Bentley": []}


def test_a_new_witness_keeps_the_decision_and_a_new_reading_asks_for_a_look():
    first = table(collated([A, B]))
    hand = decided(first, "old", note="n")
    same = collated([A, B, C], before(hand, first))
    other = collated([A, B, witness("D", "The bald king said it and went away.")], before(hand, first))
    assert row(table(same), note="n").of("state") == "decided"
    assert row(table(other), note="n").of("state") == "look again"
    assert row(table(other), note="n").readings["D"] == "bald"
    assert "changed: D is new and has “bald”." in next(f.message for f in other.findings if f.code == "K010")


def test_units_are_joined_and_split():
    first = table(collated([A, B, C]))
    joined = decided(first, "old", do="join")
    done = collated([A, B, C], before(joined, first))
    kept = row(table(done), state="decided")
    assert dict(kept.readings) == {"A": "old king", "B": "young king", "C": "old queen"}
    split = decided(table(done), "old king", do="split 1")
    parts = table(collated([A, B, C], before(split, table(done))))
    assert [r.lemma for r in parts.rows if r.of("state") == "decided"] == ["old", "king"]
    assert len({r.id for r in parts.rows}) == len(parts.rows)


@pytest.mark.parametrize(("of", "do"), [("old", "joint"), ("old", "split 9"), ("old", "split two"), ("", "join")])
def test_an_instruction_that_cannot_be_carried_out_stays_and_is_told(of, do):
    first = table(collated([A, B, C]))
    of = of or first.rows[-1].lemma
    done = collated([A, B, C], before(decided(first, of, do=do), first))
    assert [f.code for f in done.findings] == ["K025"]
    assert row(table(done), do=do).lemma == of
    assert rebuilt(done) == {w.siglum: w.forms for w in (A, B, C)}


def test_a_second_row_of_one_id_stays_at_the_end():
    first = table(collated([A, B, C]))
    mine = next(r for r in first.rows if r.lemma == "old")
    twice = (*first.rows, mine, replace(mine, lemma="@B", cells={"note": "mine"}))
    done = collated([A, B, C], before(replace(first, rows=twice), first))
    last = table(done).rows[-1]
    assert (last.id, last.lemma, last.of("note")) == ("", "@B", "mine")
    assert len(table(done).rows) == len(first.rows) + 1, "one that says nothing else goes"


def test_a_row_that_held_a_paragraph_is_split_and_typed_as_one_likes():
    one, other = witness("A", "The old king.\n\nYes."), witness("B", "No.\n\nYes.")
    first = table(collated([one, other]))
    rows = [replace(r, cells={**r.cells, "type": "paragraph", "do": "split 1"}) for r in first.rows]
    done = collated([one, other], before(replace(first, rows=tuple(rows)), first))
    assert rebuilt(done) == {"A": one.forms, "B": other.forms}


def test_what_a_spreadsheet_made_of_a_witness_is_told_and_kept_in_the_note():
    first = table(collated([A, B, C]))
    rows = tuple(replace(r, readings={**r.readings, "B": "1 Jan"}) if r.lemma == "old" else r for r in first.rows)
    done = collated([A, B, C], before(replace(first, rows=rows), first))
    kept = next(r for r in table(done).rows if "1 Jan" in r.of("note"))
    assert kept.readings["B"] == "young"
    assert [f.code for f in done.findings] == ["K013"]


def test_a_deleted_decision_comes_back_and_one_withdrawn_goes():
    first = table(collated([A, B, C]))
    known = table(collated([A, B, C], before(decided(first, "old", note="n"), first)))
    without = replace(known, rows=tuple(r for r in known.rows if r.of("note") != "n"))
    back = collated([A, B, C], before(without, known))
    assert row(table(back), note="n")
    assert [f.code for f in back.findings] == ["K012"]
    gone = collated([A, B, C], before(decided(known, "old", state="withdrawn"), known))
    assert not [r for r in table(gone).rows if r.of("note") == "n" or r.of("state")]


def test_a_decision_about_words_that_are_gone_stays_at_the_end():
    first = table(collated([A, B, C]))
    known = table(collated([A, B, C], before(decided(first, "away", note="n"), first)))
    short = [witness(s, "The old king said it and") for s in "ABC"]
    done = collated(short, before(known))
    last = table(done).rows[-1]
    assert (last.of("note"), last.of("state"), last.place) == ("n", "look again", "")
    assert "K011" in {f.code for f in done.findings}
    again = collated(short, before(table(done)))
    assert collate.written(again.collation, again.further, again.orphans) == collate.written(
        done.collation, done.further, done.orphans
    )


def test_words_in_another_place_are_proposed_as_a_transposition():
    one = witness("A", "In the old days he said it often and nobody listened to him at all.")
    other = witness("B", "He said it often and nobody listened to him at all in the old days.")
    first = collated([one, other])
    assert [f.code for f in first.findings] == ["K016"]
    known = table(first)
    hand = replace(
        known, rows=tuple(replace(r, cells={**r.cells, "type": "transposition"}) if r.varies else r for r in known.rows)
    )
    assert collated([one, other], before(hand, known)).findings == ()


def test_a_row_of_somebodys_own_and_columns_of_their_own_stay():
    first = table(collated([A, B, C]))
    own = replace(
        first, rows=(*first.rows, ReadingRow("x9", "mine", {}, {"note": "mine", "colour": "red"})), further=("colour",)
    )
    done = collated([A, B, C], before(own, first))
    assert (table(done).rows[-1].lemma, table(done).rows[-1].of("colour")) == ("mine", "red")
    assert [f.code for f in done.findings] == ["K014"]
    again = collated([A, B, C], before(table(done)))
    assert ([f.code for f in again.findings], table(again)) == (["K014"], table(done)), "told as what it is each time"


def test_an_own_column_keeps_its_words_where_a_witness_of_its_name_comes():
    first = table(collated([A, B]))
    own = replace(decided(first, "old", C="mine"), further=("C",))
    done = table(collated([A, B, C], before(own, first)))
    assert (done.sigla, done.further, done.findings) == (("A", "B", "C"), ("C (own column)",), ())
    assert row(done, state="decided").of("C (own column)") == "mine"


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_no_decision_is_ever_lost(data):
    worked(data)


@pytest.mark.long
@pytest.mark.timeout(1800)
@settings(max_examples=500, deadline=None)
@given(st.data())
def test_no_decision_is_ever_lost_in_a_long_life(data):
    worked(data)


def worked(data: st.DataObject) -> None:
    """Any order of corrected transcriptions, new witnesses and decisions."""
    witnesses = data.draw(texts())
    known = table(collated(witnesses))
    notes: set[str] = set()
    for turn in range(data.draw(st.integers(1, 4))):
        hand = known
        if known.rows and data.draw(st.booleans()):
            at = data.draw(st.integers(0, len(known.rows) - 1))
            note = f"n{turn}"
            what = data.draw(
                st.sampled_from([{"note": note}, {"note": note, "do": "join"}, {"note": note, "do": "split 1"}])
            )
            rows = list(known.rows)
            joined = " ".join(filter(None, (rows[at].of("note"), note)))
            rows[at] = replace(rows[at], cells={**rows[at].cells, **what, "note": joined})
            hand = replace(known, rows=tuple(rows))
            notes.add(note)
        if data.draw(st.booleans()):
            witnesses = data.draw(texts())
        done = collated(witnesses, collate.Before(hand, known if data.draw(st.booleans()) else None))
        assert rebuilt(done) == {w.siglum: w.forms for w in witnesses}
        known = table(done)
        said = " ".join(r.of("note") for r in known.rows)
        assert {n for n in notes if n not in said} == set()
        assert len({r.id for r in known.rows}) == len(known.rows)


def test_words_before_a_beginning_that_others_have_alone_are_kept():
    """A decided row on a paragraph keeps its place, though a witness has words there now."""
    one, other = witness("A", "the\n\nthe"), witness("B", "the")
    known = table(collated([one, other]))
    rows = list(known.rows)
    rows[1] = replace(rows[1], cells={**rows[1].cells, "note": "n"})
    done = collated([one, witness("B", "the\n\nthe")], collate.Before(replace(known, rows=tuple(rows)), known))
    assert rebuilt(done) == {"A": ("the", "¶", "the"), "B": ("the", "¶", "the")}


def as_rows(done: collate.DecidedCollation, but: set[str]) -> list[tuple[str, str, dict[str, str]]]:
    return [(r.id, r.lemma, dict(r.readings)) for r in table(done).rows if r.id not in but]


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_decision_in_one_row_leaves_all_other_rows_what_they_are(data):
    witnesses = data.draw(texts())
    done = collated(witnesses)
    for _ in range(data.draw(st.integers(1, 3))):
        known = table(done)
        if any(row.of("do") for row in known.rows):  # what could not be carried out may be, once its neighbour changes
            return
        at = data.draw(st.integers(0, len(known.rows) - 1))
        what = data.draw(st.sampled_from([{"note": "n"}, {"type": "ignored"}, {"do": "join"}, {"do": "split 1"}]))
        rows = list(known.rows)
        rows[at] = replace(rows[at], cells={**rows[at].cells, **what})
        done = collated(witnesses, before(replace(known, rows=tuple(rows)), known))
        mine = {row.id for row in rows[at : at + 1 + (what.get("do") == "join")]}
        new = {row.id for row in table(done).rows} - {row.id for row in rows}
        assert len(new) <= (what.get("do") == "split 1")
        assert as_rows(done, mine | new) == [(r.id, r.lemma, dict(r.readings)) for r in rows if r.id not in mine]


def test_an_undecided_row_keeps_its_id_where_its_words_and_those_before_it_change():
    first = collated([A, B, C])
    ids = {r.lemma: r.id for r in table(first).rows}
    done = collated([A, witness("B", "Long ago, a youngest king said this and went off."), C], before(table(first)))
    now = {r.lemma: r.id for r in table(done).rows}
    same = ids.keys() & now.keys()
    assert {"it", "away"} < same
    assert {lemma: now[lemma] for lemma in same} == {lemma: ids[lemma] for lemma in same}


def test_the_id_of_a_lacuna_stays_where_another_witness_has_one_before_it():
    fragment, other = witness("F", "[lost]\n\nand went away."), witness("E", "[lost]\n\nking said it and went away.")
    first = collated([A, fragment])
    more = collated([A, other, fragment], before(table(first)))
    one, both = ({str(e) for e in document(done).xpath("//*[@type='lacuna']/@xml:id")} for done in (first, more))
    assert len(one) == 1
    assert one < both


@pytest.mark.parametrize("remembered", [True, False])
def test_a_table_without_the_column_of_places_keeps_its_rows_and_decisions(remembered):
    first = table(collated([A, B, C]))
    hand = decided(first, "old", note="n")
    bare = replace(hand, rows=tuple(replace(row, place="") for row in hand.rows))
    done = collated([A, B, C], collate.Before(bare, first if remembered else None, "t.csv"))
    assert [r.id for r in table(done).rows] == [r.id for r in first.rows]
    assert row(table(done), note="n").of("state") == "decided"
    assert done.findings == ()
