"""Other texts: what they are, in which language, where; printed, carried, lost, absent."""

from __future__ import annotations

from kktei.model import NoteFacts, WitnessKind
from kktei.parse import across, parse_note
from tests.parse.notes import SOURCE, after, flat


def test_a_joint_subject_is_two_texts() -> None:
    facts = after(
        "Another copy of this message and the transliterated Russian text is in the Kennedy Library, Bundy Papers."
    )
    assert [(w.kind, w.language, w.location.repository) for w in facts.witnesses] == [
        (WitnessKind.COPY, None, "Kennedy Library"),
        (WitnessKind.ORIGINAL, "ru-Latn", "Kennedy Library"),
    ]


def test_a_text_in_a_telegram_is_located_by_the_parenthesis_after_it() -> None:
    facts = after("Another English text is in telegram 2839 from Moscow, May 8. (Ibid., Central Files, DEF 18-4)")
    (text,) = facts.witnesses
    assert (text.kind, text.language, text.carrier) == (WitnessKind.VARIANT, "en", "telegram 2839 from Moscow, May 8")
    assert text.location.path == ("Central Files", "DEF 18-4")
    assert [r.wording for r in facts.references] == ["telegram 2839 from Moscow, May 8"]


def test_lost_and_absent_texts_are_no_copies() -> None:
    prose = "The original letter has not been located. There are no copies of the message in Department of State or White House Files."
    facts = after(prose)
    assert [(w.kind, w.absent) for w in facts.witnesses] == [
        (WitnessKind.LOST, True),
        (WitnessKind.COPY, True),
        (WitnessKind.COPY, True),
    ]
    assert [w.location.repository for w in facts.witnesses[1:]] == ["Department of State", "White House Files"]
    assert flat(SOURCE + prose)["copies"] == []


def test_drafts_are_counted_and_their_form_is_kept() -> None:
    (drafts,) = after("Two undated typed drafts of the letter are at the Johnson Library.").witnesses
    assert (drafts.kind, drafts.count, drafts.form) == (WitnessKind.DRAFT, 2, "typed")


def test_translation() -> None:
    facts = after("The source text is a Department of State translation of a commercial telegram from Moscow.")
    assert facts.translation
    (act,) = facts.acts
    assert ([a.name for a in act.agents], act.carrier) == (["Department of State"], "a commercial telegram from Moscow")
    assert after("The source text is marked “unofficial translation.”").translation
    assert not after("A slightly different translation is in the Kennedy Library, Bundy Papers.").translation


def test_what_is_written_on_the_copy_is_kept() -> None:
    facts = after("This letter, which bears the notation “informal translation,” was handed to Thompson.")
    assert [span.of(facts.note) for span in facts.base.notations] == ["informal translation"]


def test_publications_are_parted_and_cut() -> None:
    prose = "Also printed in Documents on Disarmament, 1963, pp. 1-4, and American Foreign Policy: Current Documents, 1963, pp. 940-942."
    first, second = after(prose).published_in
    assert (first.title, first.pages) == ("Documents on Disarmament, 1963", "pp. 1-4")
    assert (second.title, second.pages) == ("American Foreign Policy: Current Documents, 1963", "pp. 940-942")


def test_a_book_can_be_the_source() -> None:
    facts = flat("Source: William Manchester, The Death of a President (New York, 1967), pp. 653-654. Secret.")
    assert (facts["repository"], facts["path"]) == (None, [])
    assert facts["published_in"] == ["William Manchester, The Death of a President (New York, 1967), pp. 653-654"]


def test_another_text_that_is_printed_elsewhere_is_a_cross_reference() -> None:
    facts = flat(SOURCE + "The full text of telegram 306 is printed in vol. VII, pp. 797–798.")
    assert (facts["published_in"], facts["refs"]) == ([], ["telegram 306", "vol. VII, pp. 797–798"])


def test_faults_of_the_text() -> None:
    facts = after("Mrs.Kennedy wrote it; see vol. VII, pp. 685686.")
    assert [(d.kind.value, d.correction, d.certain) for d in facts.doubts] == [
        ("lostSpace", "Mrs. Kennedy", True),
        ("lostEnDash", "685–686", True),
    ]
    note = "Source: William Manchester, The Death of a President, November 20-November 25, 1963 (New York, 1963), pp. 653-654."
    (doubt,) = after_source(note).doubts
    assert (doubt.kind.value, doubt.certain, doubt.span.of(note)) == ("imprint", False, "1963")


def after_source(note: str) -> NoteFacts:
    """The facts of a whole note."""

    return parse_note(note)


def test_one_lot_under_two_names_is_doubted_where_the_name_is_the_rarer() -> None:
    usual = [
        parse_note(f"Source: Department of State, Presidential Correspondence{mark} Lot 66 D 204. Secret.")
        for mark in ":,"
    ]
    odd = parse_note("Source: Department of State, Presidential Files: Lot 66 D 204. Secret.")
    *others, doubted = across([*usual, odd])
    assert others == usual
    (doubt,) = doubted.doubts
    assert (doubt.kind.value, doubt.certain, doubt.span.of(odd.note)) == ("seriesName", False, "Presidential Files")


def test_ibid_after_a_printed_work_is_that_work() -> None:
    for note, wording in (
        ("For text of the treaty, see Foreign Relations, 1952–1954, vol. XV, pp. 20–24. (Ibid., pp. 30–31)", "Ibid., pp. 30–31"),
        ("Also printed in Lund, The Question, p. 11. A second version is ibid., p. 13.", "ibid., p. 13"),
    ):  # fmt: skip
        facts = after(note)
        assert facts.references[-1].wording == wording
        assert facts.references[-1].pages
        assert not [w for w in facts.witnesses if w.location]
    facts = parse_note("Source: Problems of Peace, Spring 1992, pp. 60–62. The Norlandic-language text is ibid.")
    assert [(r.kind, r.wording) for r in facts.references] == [("publication", "ibid.")]
    facts = after(
        "For text of the treaty, see Voices, pp. 2–4. A copy is in the Kennedy Library, Berg Papers. A draft is ibid."
    )
    assert [w.location.repository for w in facts.witnesses] == ["Kennedy Library"] * 2


def test_a_day_book_lies_in_the_house_whatever_series_was_cited() -> None:
    note = "Source: Winter Library, Berg Files, Oslo. Secret. The time of the meeting is from the President’s Daily Diary. (Ibid.) Both met again. (Ibid.)"
    (book,) = parse_note(note).witnesses
    assert [level.text for level in book.location.levels] == ["Winter Library", "President’s Daily Diary"]
    assert book.what == "President’s Daily Diary"
    note = (
        "Source: Winter Library, Berg Files, Oslo. Secret. The meeting ended at 9 a.m. (Ibid., Lund Appointment Book)"
    )
    (book,) = parse_note(note).witnesses
    assert [level.text for level in book.location.levels] == ["Winter Library", "Lund Appointment Book"]


def test_what_a_parenthesis_states_is_located() -> None:
    facts = after(
        "(Copies of Berg’s memorandum, the first draft, and the second draft are in Department of State, Oslo Files: Lot 61 D 167, Norland)"
    )
    assert [w.location.path for w in facts.witnesses] == [("Oslo Files", "Lot 61 D 167", "Norland")]
    facts = after("Prepared by Berg from notes. (Memorandum from Berg to Lund, May 3, and notes; both ibid.)")
    assert [w.what for w in facts.witnesses] == ["Memorandum from Berg to Lund, May 3, and notes"]
    assert facts.references == ()
    assert not after("The source text is the Department of State copy.").witnesses


def test_a_work_in_which_something_is_counts_for_what_is_in_it() -> None:
    facts = after("The remarks made by both are in Department of State Bulletin, June 14, 1965, pp. 950–952.")
    assert [r.wording for r in facts.references] == ["Department of State Bulletin, June 14, 1965, pp. 950–952"]
    assert after("The text is in Public Papers: Berg, 1965, pp. 3–5.").published_in
    facts = after(
        "Lund’s speech was broadcast on May 3. It is printed in Foreign Relations, 1964–1968, volume XI, Document 291."
    )
    assert not facts.published_in


def test_a_telegram_named_again_by_its_number_is_one_reference() -> None:
    note = SOURCE + "Telegram 6 to Oslo, May 3, reports it. Telegram 6 also notes a reply; see footnotes 2 and 3 below."
    assert flat(note)["refs"] == ["Telegram 6 to Oslo, May 3", "footnotes 2 and 3 below"]
