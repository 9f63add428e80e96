"""Kinds of source notes and headings that whole volumes showed: what each has to give."""

from __future__ import annotations

from typing import Any

import pytest

from tests.parse.notes import after, flat

_LIBRARY = "Source: A Library, Berg Papers. "
NOTES: list[tuple[str, dict[str, Any]]] = [
    ("Source: Department of State, Norland Desk Files: Lot 12 D 345, 20. General Berg. N 1961. Secret.",
     {"folder": "20. General Berg. N 1961", "lot": "12 D 345", "classification": "Secret"}),
    (_LIBRARY[:-2] + ", Box 2. Autograph. Secret.", {"box": "2", "path": ["Berg Papers", "Box 2"], "classification": "Secret"}),
    (_LIBRARY[:-2] + ", Box 2, Norland. Carbon copy. Secret.", {"folder": "Norland", "classification": "Secret"}),
    ("Source: A Library, Berg Papers, Vol. II. Korea. Top Secret; Exdis.", {"classification": "Top Secret", "markings": ["Exdis"]}),
    ("Source: A Library, Berg Papers. Nodis. Secret.", {"classification": "Secret", "markings": ["Nodis"], "path": ["Berg Papers"]}),
    ("Source: Berg Library, Winter Papers, Box 3, Visits. Secret. 4 pages not declassified.", {"classification": "Secret", "folder": "Visits"}),
    ("[Source: Eisenhower Library, Lund Papers, Norland. Confidential. The letter was handed to Berg.]", {"classification": "Confidential", "folder": "Norland"}),
    (_LIBRARY + "Secret; [handling restriction not declassified] The paper was prepared for Berg.", {"markings": ["[handling restriction not declassified]"]}),
    (_LIBRARY + "Secret. Printed from an informal English translation.", {"translation": True}),
    ("Source Washington National Records Center, RG 330, OASD Files: FRC 12 A 345, Norland. Secret.", {"repository": "Washington National Records Center", "folder": "Norland"}),
    ("source: Department of State, Central Files, 812K.6/2–1157. Secret.", {"file_number": "812K.6/2–1157"}),
    (_LIBRARY + "Confidential Drafted by Ada Winter.", {"classification": "Confidential"}),
    (_LIBRARY + "Secret: Niact. Repeated to Oslo.", {"markings": ["Niact"]}),
    (_LIBRARY + "Secret; Exdis.Sent to Oslo.", {"markings": ["Exdis"]}),
    (_LIBRARY + "Top Secret.The panel met in Oslo.", {"classification": "Top Secret"}),
    (_LIBRARY + "UK Secret; Exdis.", {"classification": "Secret", "markings": ["Exdis"]}),
    (_LIBRARY + "Unclassified with Confidential attachment.", {"classification": "Unclassified"}),
    ("Summary: The Embassy was told to deliver a note. Berg agreed. Source: A Library, Berg Papers. Secret.", {"repository": "A Library", "classification": "Secret"}),
    ("712.00/45½", {"file_number": "712.00/45½"}),
    ("712.00/45: Telegram", {"file_number": "712.00/45"}),
    ("File No. 712.00/45", {"file_number": "712.00/45"}),
    ("W/N files, lot 14 D 567, “Norland, 1951”", {"lot": "14 D 567", "folder": "“Norland, 1951”"}),
    ("123 Berg, Jonas/14", {"file_number": "123 Berg, Jonas/14"}),
    ("103 NSA/9–2054", {"file_number": "103 NSA/9–2054"}),
    ("Winter Papers: Telegram", {"path": ["Winter Papers"]}),
]  # fmt: skip
UNDERSTOOD = [
    "Berg was in Oslo for the Norland Council meeting.",
    "Berg visited Oslo May 3–5.",
    "The President spoke at 9 a.m. at the Winter Hotel.",
    "His address was broadcast live on radio and television.",
    "Outside the System.",
    "Copied to Winter, Lund, and Day.",
    "An unknown hand initialed the memorandum on Berg’s behalf.",
    "A typed note at the bottom of the first page reads, “Seen by J.B.”",
    "Printed also in Department of Norland, Relations, 1945–1967, Book 10, pp. 13–14.",
    "For Berg’s account of the meeting, see The Long Winter, pp. 3–4.",
    "Minutes of the meeting were not found.",
    "In his memoirs, Berg recalled: “It was cold.”",
    "The editor took this text down from a tape.",
    "The whole report was not filed here.",
    "Lund sent the summary to Berg under a July 26 memorandum.",
    "The paper says that the session was to begin at noon.",
    "Additional material is in the Norland Society, Berg Papers, Box 3.",
    "The drafter is not identified.",
    "No interpreter is named in the text.",
    "The talks went on after dinner.",
    "In a covering note to Berg, Lund wrote: “Read this.”",
    "Hanes was Berg’s Special Assistant.",
    "The minutes of the meeting do not include the latter topic.",
    "The telegram indicated that the signed original would follow by pouch.",
    "On January 3 Lund sent Secretary of State Winter copies of his memoranda of conversation with Moe.",
    "Regarding the terms of reference, see NSC 25, August 12, p. 605.",
    "Also ibid., NSC Files, Box 364, NSSMs 1–42. Secret.",
    "The Acting Secretary of State on that day was Irwin.",
    "A memorandum of this meeting was also prepared by Harold H. Saunders.",
    "Copies of this note and the memorandum of conversation were also sent to Helms and Moe.",
]


@pytest.mark.parametrize(("note", "fields"), NOTES)
def test_note(note: str, fields: dict[str, Any]) -> None:
    facts = flat(note, head="X")
    assert {name: facts[name] for name in fields} == fields


@pytest.mark.parametrize("sentence", UNDERSTOOD)
def test_sentence_is_understood(sentence: str) -> None:
    facts = after(sentence)
    assert [s.span.of(facts.note) for s in facts.sentences if not s.understood] == []


def test_one_recipient_is_not_cut_into_its_places() -> None:
    roles = flat(
        _LIBRARY
        + "Secret. Repeated to the Departments of the Army, Navy, and Air Force and the MAAG Chiefs in Norland, Sudland, and Westland."
    )
    assert [one["who"] for one in roles["other_roles"]] == [
        "the Departments of the Army, Navy, and Air Force",
        "MAAG Chiefs in Norland, Sudland, and Westland",
    ]
    roles = flat(_LIBRARY + "Secret. Cleared with the Offices of Strategic Research and Central Reference.")
    assert [one["name"] for one in roles["cleared_by"]] == ["the Offices of Strategic Research and Central Reference"]
