"""Kinds of sentences met in the notes of many volumes: who did what on whose word, and where papers lie."""

from __future__ import annotations

import pytest

from kktei.parse import parse_note
from tests.parse.notes import SOURCE, after, flat, people


@pytest.mark.parametrize(
    ("prose", "cleared"),
    [
        ("Cleared by Day, in draft by Lund (JCS), and for substance by Berg (BOB), and Winter at the White House.", ["Day|", "Lund|JCS", "Berg|BOB", "Winter|White House"]),
        ("Cleared by Day (INR), (in draft) Lund (EUR), and Berg (S/P) (in substance).", ["Day|INR", "Lund|EUR", "Berg|S/P"]),
        ("Cleared by Day, in draft by Lund and Berg (all DOD).", ["Day|", "Lund|DOD", "Berg|DOD"]),
    ],
)  # fmt: skip
def test_how_one_of_a_list_cleared_loses_nobody(prose: str, cleared: list[str]) -> None:
    assert [f"{name}|{office or ''}" for _, name, office in people(after(prose), "cleared")] == cleared


@pytest.mark.parametrize(
    "prose",
    [
        "There is no indication that the President saw this memorandum.",
        "No evidence has been found that it was sent to Berg.",
        "The memorandum does not indicate whether the President saw it.",
        "The transcript was prepared by the Office of the Historian specifically for this volume.",
    ],
)
def test_what_is_not_known_or_was_done_by_the_editors_is_no_act(prose: str) -> None:
    facts = after(prose)
    assert [act for act in facts.acts if not act.negated] == []
    assert all(sentence.understood for sentence in facts.sentences)


def test_a_doubt_does_not_reach_past_but() -> None:
    (act,) = after("The drafter is not known, but the memorandum was sent to Berg.").acts
    assert not act.negated


def test_both_lie_where_a_parenthesis_says() -> None:
    copies = flat(SOURCE + "A memorandum was prepared by Berg, and notes by Day. (Both ibid., POL 1 NORLAND)")["copies"]
    assert copies == [{"what": "Both", "repository": "Department of State", "path": ["Central Files", "POL 1 NORLAND"]}]


@pytest.mark.parametrize(
    "folder",
    ["Miscellaneous Papers, February to December 1968", "Memos to the President, January–April 1970"],
)
def test_months_after_a_series_belong_to_its_title(folder: str) -> None:
    assert flat(f"Source: Berg Library, Winter Papers, Box 2, {folder}. Secret.")["folder"] == folder


def test_a_telegram_has_both_its_posts_but_not_who_was_shown_it() -> None:
    text = after("Berg gave telegram 12 to President Winter. See telegram 5 from Oslo to Bergen, May 3.")
    assert [r.wording for r in text.references] == ["telegram 12", "telegram 5 from Oslo to Bergen, May 3"]


def test_precedence_in_lower_case_hides_no_post() -> None:
    (act,) = after("Also sent niact to Tokyo.").acts
    assert [agent.wording for agent in act.recipients] == ["Tokyo"]


def test_a_sentence_about_the_source_is_no_repository() -> None:
    assert parse_note("Source: The text of the letter is from telegram 123 to Oslo, May 3.").base is None


@pytest.mark.parametrize(
    "prose",
    [
        "Notes of this meeting were also drafted by Berg.",
        "A memorandum of this conversation was prepared by Berg.",
        "Attached to the source text is a covering memorandum, dated May 3, drafted by Berg, not printed.",
    ],
)
def test_who_wrote_another_paper_drafted_not_this_one(prose: str) -> None:
    assert people(after(prose), "drafted") == []


def test_a_body_with_a_symbol_before_it_is_one_body() -> None:
    assert people(after("Prepared by the NSC Planning Board and approved by Berg."), "drafted") == [
        (None, "the NSC Planning Board", None)
    ]


def test_talking_points_lie_somewhere() -> None:
    copies = flat(SOURCE + "Berg’s talking points, drafted by Day, are ibid., POL 1 NORLAND.")["copies"]
    assert [copy["path"] for copy in copies] == [["Central Files", "POL 1 NORLAND"]]


def test_presidential_materials_lie_in_no_record_group() -> None:
    note = (
        "Source: National Archives, RG 59, Central Files, POL 1. A note is ibid., Winter Presidential Materials, Box 2."
    )
    assert [copy["path"] for copy in flat(note)["copies"]] == [["Winter Presidential Materials", "Box 2"]]


def test_a_subject_file_goes_on_after_a_comma() -> None:
    assert (
        flat("Source: National Archives, RG 59, Central Files, POL 33–6, KOR N–US. Secret.")["file_number"]
        == "POL 33–6, KOR N–US"
    )


def test_who_acted_on_another_day_has_an_act_of_his_own() -> None:
    acts = after("Drafted by Berg and approved in S on March 2 and in the White House on March 4.", date="1963").acts
    told = [(a.kind.value, [x.name for x in a.agents], a.when and a.when.iso) for a in acts]
    assert told == [
        ("drafted", ["Berg"], None),
        ("approved", ["S"], "1963-03-02"),
        ("approved", ["the White House"], "1963-03-04"),
    ]


@pytest.mark.parametrize(
    ("prose", "agents"),
    [
        ("Drafted by Captain Jonas Berg, USN.", ["Jonas Berg|USN"]),
        ("Typed by Ada Winter of Berg’s office.", ["Ada Winter|Berg’s office"]),
        ("Delivered by Berg on May 3 at 6 p.m. in Oslo.", ["Berg|"]),
        ("The minutes were drafted by Berg.", ["Berg|"]),
    ],
)
def test_who_did_it(prose: str, agents: list[str]) -> None:
    assert [f"{a.name}|{a.office or ''}" for act in after(prose).acts for a in act.agents] == agents


@pytest.mark.parametrize("symbol", ["COMUSMACV", "MAAG Oslo", "COMNAVFE Japan"])
def test_a_command_is_nobody(symbol: str) -> None:
    (act,) = after(f"Repeated to {symbol}.").acts
    assert [(a.kind.value, a.name) for a in act.recipients] == [("body", symbol)]


@pytest.mark.parametrize(
    ("cited", "path"),
    [
        ("White House Central Files, Daily Diary", ["Winter Presidential Materials", "White House Central Files", "Daily Diary"]),
        ("NSC Files, Box 9", ["Winter Presidential Materials", "NSC Files", "Box 9"]),
        ("RG 59, Central Files 1970–73, POL 7 NOR", ["RG 59", "Central Files 1970–73", "POL 7 NOR"]),
    ],
)  # fmt: skip
def test_files_beside_each_other_in_one_fonds(cited: str, path: list[str]) -> None:
    source = (
        "Source: National Archives, Winter Presidential Materials, NSC Files, Box 3, Subject Files, Norland. Secret. "
    )
    copies = flat(f"{source}Another copy is ibid., {cited}.")["copies"]
    assert copies == [{"what": "Another copy", "repository": "National Archives", "path": path}]


def test_where_another_text_is_printed_is_no_print_of_this_one() -> None:
    text = flat(SOURCE + "The attached telegram is published in Foreign Relations, 1964–1968, volume VI, Document 20.")
    assert (text["published_in"], len(text["refs"])) == ([], 1)  # type: ignore[arg-type]


def test_a_citation_ends_a_sentence_after_the_hour() -> None:
    facts = after("The talk lasted to 9 p.m. (Ibid., POL 1 NOR) Brackets are in the original.")
    assert len(facts.sentences) == len(after("").sentences) + 2


def test_who_cleared_for_substance_in_parentheses_is_not_lost() -> None:
    facts = after("Cleared by Day and (for substance) by Berg (NSC) and Lund (ACDA).")
    assert [name for _, name, _ in people(facts, "cleared")] == ["Day", "Berg", "Lund"]


def test_another_memorandum_with_its_drafter_lies_where_the_note_says() -> None:
    copies = flat(SOURCE + "There is another memorandum of this talk, drafted by Lund, in A Library, Day Papers.")[
        "copies"
    ]
    assert [(copy["repository"], copy["path"]) for copy in copies] == [("A Library", ["Day Papers"])]  # type: ignore[index]


@pytest.mark.parametrize(
    ("cited", "paths"),
    [
        ("Two other papers are ibid., POL 27 ARAB and POL 28 VIET, respectively.", [["Central Files", "POL 27 ARAB"], ["Central Files", "POL 28 VIET"]]),
        ("A draft is in A Library, Day Papers, Trips Abroad, Box 3, Norland. Notes are ibid., Visits at Home, Box 4, Sudland.", [["Day Papers", "Trips Abroad", "Box 3", "Norland"], ["Day Papers", "Visits at Home", "Box 4", "Sudland"]]),
    ],
)  # fmt: skip
def test_each_place_of_other_papers(cited: str, paths: list[list[str]]) -> None:
    assert [copy["path"] for copy in flat(SOURCE + cited)["copies"]] == paths  # type: ignore[index]


@pytest.mark.parametrize(
    ("prose", "kind", "agents"),
    [
        ("Approved by the Acting Chief, WH Division, who signed for Berg.", "signed", ["Acting Chief, WH Division"]),
        ("Cleared by the Director, CIA, and Lund.", "cleared", ["Director, CIA", "Lund"]),
        ("Concurred in by ACDA and (subject to the reservation in footnote 3) JCS.", "other", ["ACDA", "JCS"]),
        ("Concurred in by Berg of IO, Assistant Secretary Ada B. Lund of EUR, and Assistant Legal Adviser Day.", "other", ["Berg of IO", "Assistant Secretary Ada B. Lund of EUR", "Assistant Legal Adviser Day"]),
        ("Reviewed by the East Asian and Pacific Regional Group.", "other", ["the East Asian and Pacific Regional Group"]),
        ("Approved by the 303 Committee.", "approved", ["the 303 Committee"]),
        ("The final draft printed here was approved for transmittal to the NSC by the Planning Board.", "approved", ["the Planning Board"]),
    ],
)  # fmt: skip
def test_posts_with_their_bodies_and_bodies_of_several_words(prose: str, kind: str, agents: list[str]) -> None:
    assert [a.wording for act in after(prose).acts if act.kind.value == kind for a in act.agents] == agents


@pytest.mark.parametrize(
    ("prose", "recipients"),
    [
        ("Forwarded by the Defense Intelligence Agency to Berg.", ["Berg"]),
        ("Sent for information to all NATO capitals, Moscow, and USNATO.", ["all NATO capitals", "Moscow", "USNATO"]),
        ("Copies were sent to the Secretaries of State and Defense, the Director of Trade, and Berg.", ["Secretaries of State and Defense", "Director of Trade", "Berg"]),
        ("A copy was sent to the Assistant Deputy Director.", ["Assistant Deputy Director"]),
        ("This summary was forwarded by Berg to the President.", ["President"]),
    ],
)  # fmt: skip
def test_who_received_it_is_whole(prose: str, recipients: list[str]) -> None:
    facts = after(prose)
    assert [a.wording for act in facts.acts for a in act.recipients] == recipients
    assert facts.unread == ()


@pytest.mark.parametrize(
    ("prose", "published", "references"),
    [
        ("For Lund’s account, see Foreign Relations, 1961–1963, volume VI, Document 4.", 0, 1),
        ("References are to NSC 54/1; for text, see Foreign Relations, 1961–1963, volume VI, Document 4.", 0, 1),
        ("Day met Lund to deliver his oral statement; printed in Foreign Relations, 1961–1963, volume VI, Document 4.", 0, 1),
        ("Drafted by Berg; printed in Foreign Relations, 1961–1963, volume VI, Document 4.", 1, 0),
        ("The letter was released; for text, see Foreign Relations, 1961–1963, volume VI, Document 4.", 1, 0),
        ("(Telegram CAP 89 from Berg to the President, May 3; A Library, Day Papers)", 0, 1),
    ],
)  # fmt: skip
def test_whose_text_a_publication_prints(prose: str, published: int, references: int) -> None:
    facts = after(prose)
    assert (len(facts.published_in), len(facts.references)) == (published, references)
    assert facts.classification is not None


@pytest.mark.parametrize(
    ("cited", "what", "path"),
    [
        ("(Memorandum from Arthur A. Berg to Lund, May 3; ibid., 612.00)", "Memorandum from Arthur A. Berg to Lund, May 3", ["Central Files", "612.00"]),
        ("A note is in A Library, Day Papers, Berg. (Ibid., Recordings and Transcripts, Tape 6)", "A note", ["Recordings and Transcripts", "Tape 6"]),
        ("A note was sent. (A Library, JCS Records, Norland (3); JCS 1776/5 attached thereto)", "A note", ["JCS Records", "Norland (3)"]),
    ],
)  # fmt: skip
def test_what_lies_where(cited: str, what: str, path: list[str]) -> None:
    last = flat(SOURCE + cited)["copies"][-1]  # type: ignore[index]
    assert (last["what"], last["path"]) == (what, path)


@pytest.mark.parametrize(
    ("place", "folder"),
    [
        ("Sensitive Files of Jonas Berg, Jr., 1981–1982, Lot 83 D 288, Norland", "Norland"),
        ("Job 81B1: Subject Files of the Coordinator (1977), Box 1, Folder 2", "2"),
        ("NSDD Files, NSDD 75, Relations With Norland", "NSDD 75, Relations With Norland"),
        (
            "Berg Papers, Box TS 36, Geopolitical File, Norland, Chronological File, 4–9 July 1973",
            "Chronological File, 4–9 July 1973",
        ),
        ("National Security File, Country File, Vol. II, Cables, 3/64–12/66", "Vol. II, Cables, 3/64–12/66"),
        ("NSC Files, Box 5, NSSM 69, Folder 2", "2"),
        ("NSC Files, NSSM Files, NSSM 69", "NSSM 69"),
    ],
)
def test_the_folder_of_a_place(place: str, folder: str) -> None:
    assert flat(f"Source: Berg Library, {place}. Secret.")["folder"] == folder


@pytest.mark.parametrize(
    ("prose", "acts"),
    [
        ("Sent to Berg, who delivered it, and to Paris.", [("sent", "", "Berg+Paris"), ("delivered", "Berg", "")]),
        ("The Embassy of Norland delivered this note.", [("delivered", "Embassy of Norland", "")]),
        ("The text was telegraphed to Oslo in telegram 45; Ambassador Berg reported its delivery.", [("sent", "", "Oslo")]),
        ("Sent to Oslo for Berg’s information and by pouch to the Consulates in Bergen and Moss.", [("sent", "", "Oslo+Consulates in Bergen and Moss")]),
        ("Rusk gave a copy of the letter to Norland Foreign Minister Lund.", [("handed", "Rusk", "Norland Foreign Minister Lund")]),
        ("A copy was given to the Norland Minister of Trade.", [("handed", "", "Norland Minister of Trade")]),
        ("Repeated via CAS channels to Berg.", [("repeated", "", "Berg")]),
        ("This memorandum was forwarded to the Planning Board as NSC 5514/1 on March 12.", [("forwarded", "", "the Planning Board")]),
        ("Sent to the field as Infotel 45.", [("sent", "", "field")]),
        ("Forwarded by Berg’s office to Lund.", [("forwarded", "Berg’s office", "Lund")]),
        ("Originally sent to Lund.", [("sent", "", "Lund")]),
        ("Repeated to the Embassy in Oslo exclusive for Ambassador Berg.", [("repeated", "", "the Embassy in Oslo exclusive for Ambassador Berg")]),
        ("Repeated to Eighth Army Command.", [("repeated", "", "Eighth Army Command")]),
    ],
)  # fmt: skip
def test_the_journey_by_its_words(prose: str, acts: list[tuple[str, str, str]]) -> None:
    told = [(a.kind.value, "+".join(x.wording for x in a.agents), "+".join(x.wording for x in a.recipients)) for a in after(prose).acts]  # fmt: skip
    assert told == acts


def test_offices_in_parentheses_end_no_search_for_what_was_not_read() -> None:
    (unread,) = after("Drafted by Jonas Berg (EUR) zzz and Ada Lund.").unread
    assert unread.words == ("Ada Lund",)


@pytest.mark.parametrize("name", ["St. John", "Under Secretary Berg’s office", "Winter"])
def test_a_name_with_a_stop_an_office_of_somebody_and_one_after_an_adverb(name: str) -> None:
    cleared = [a.wording for act in after(f"Cleared by Day and substantively by {name}.").acts for a in act.agents]
    assert cleared == ["Day", name]


@pytest.mark.parametrize(
    ("prose", "acts"),
    [
        ("A note indicates that the Secretary of Defense, the Director of Trade, and Berg received copies.", [("received", "Secretary of Defense+Director of Trade+Berg", "")]),
        ("According to Lund, Berg, Day, and Winter saw the memorandum.", [("seen", "Berg+Day+Winter", "")]),
        ("In Oslo, Berg approved it.", [("approved", "Berg", "")]),
        ("Sent to Berg; Lund and Day approved it.", [("sent", "", "Berg"), ("approved", "Lund+Day", "")]),
        ("Passed by Berg to the Norland Foreign Office on March 5.", [("relayed", "Berg", "Norland Foreign Office")]),
    ],
)  # fmt: skip
def test_every_subject_of_a_list(prose: str, acts: list[tuple[str, str, str]]) -> None:
    told = [(a.kind.value, "+".join(x.wording for x in a.agents), "+".join(x.wording for x in a.recipients)) for a in after(prose).acts]  # fmt: skip
    assert told == acts


def test_what_was_to_be_done_is_not_said_to_have_happened() -> None:
    acts = after("The text was sent to Oslo with the instruction that it be delivered to Prime Minister Lund.").acts
    assert [act.intended for act in acts] == [False, True]
