"""Where the copy printed lies: repositories, levels, numbers, folders; and "ibid." in its depths."""

from __future__ import annotations

import pytest

from kktei.model import DocumentId, Found, LevelKind
from kktei.parse import findings_of, parse_note
from tests.parse.notes import SOURCE, after, flat

LOCATIONS = [
    ("Department of State, Presidential Correspondence, Lot 66 D 204", "Department of State", "66 D 204", None, None, None),
    ("Department of State, S/S Files: Lot 77D163, Box 3, Moscow 1/5–9", "Department of State", "77D163", "3", "Moscow 1/5–9", None),
    ("Department of State, Central Files, 396.1–GE/5–2559", "Department of State", None, None, None, "396.1–GE/5–2559"),
    ("National Archives, RG 59, Central Foreign Policy File, D820116–0868", "National Archives", None, None, None, "D820116–0868"),
    ("National Archives, RG 59, Central Files 1970–73, Box 2550, POL US–USSR", "National Archives", None, "2550", None, "POL US–USSR"),
    ("Department of State Central Files, POL 7 US–USSR", "Department of State", None, None, None, "POL 7 US–USSR"),
    ("Library of Congress, Manuscript Division, Kissinger Papers, Box CL 215, Soviet Union, Dobrynin", "Library of Congress", None, "CL 215", "Soviet Union, Dobrynin", None),
    ("Ford Library, National Security Adviser, Box 15, October 3, 1975, Ford, Kissinger, Foreign Minister Berg", "Ford Library", None, "15", "October 3, 1975, Ford, Kissinger, Foreign Minister Berg", None),
    ("National Archives, Nixon Presidential Materials, NSC Files, Box 725, Country Files, Europe, USSR, Vol. I", "National Archives", None, "725", "USSR, Vol. I", None),
    ("Ford Library, NSC Files, Box 114, Group Minutes, Originals, 1969 and 1970", "Ford Library", None, "114", "Originals, 1969 and 1970", None),
    ("Minnesota Historical Society, Winter Papers, Central Files, Foreign Countries, Norland, 1977", "Minnesota Historical Society", None, None, "Norland, 1977", None),
    ("Central Intelligence Agency, Job 80-B01285A, Box 5, Folder 12", "Central Intelligence Agency", None, "5", "12", None),
    ("Johnson Library, National Security File, Country File, Germany, vol. 2", "Johnson Library", None, None, "Germany, vol. 2", None),
    ("Carter Library, Plains File, Subject File, Box 38, USSR (Gromyko) 9/77", "Carter Library", None, "38", "USSR (Gromyko) 9/77", None),
    ("Eisenhower Library, Whitman File, DDE Diaries", "Eisenhower Library", None, None, None, None),
    ("National Archives, Nixon Presidential Materials, White House Tapes, Oval Office, Conversation 508–13", "National Archives", None, None, None, None),
    ("Carter Library, Winter Material, Box 42, Missiles. NLC–12–34–5–6–7", "Carter Library", None, "42", "Missiles", None),
    ("Reagan Library, Berg Files, Berg Chron February 1984 (2/8–2/9); NLR–362–2–10–9–4", "Reagan Library", None, None, "Berg Chron February 1984 (2/8–2/9)", None),
    ("Reagan Library, Berg Papers, Box 7B, OA 90001, Memoranda to the President (03/05/1983)", "Reagan Library", None, "7B", "Memoranda to the President (03/05/1983)", None),
    ("Reagan Library, NSC, Winter Files, OA/ID 45132–007, NAID 1234567", "Reagan Library", None, None, None, None),
    ("Smith College Library, Hale Papers, Letters: 1960–1961", "Smith College Library", None, None, "Letters: 1960–1961", None),
]  # fmt: skip


@pytest.mark.parametrize(("place", "repository", "lot", "box", "folder", "file"), LOCATIONS)
def test_location(
    place: str, repository: str, lot: str | None, box: str | None, folder: str | None, file: str | None
) -> None:
    facts = flat(f"Source: {place}. Secret.")
    assert facts["repository"] == repository
    assert [facts["lot"], facts["box"], facts["folder"], facts["file_number"]] == [lot, box, folder, file]
    assert facts["classification"] == "Secret"


def test_the_classification_may_follow_after_a_comma() -> None:
    facts = flat("Source: Department of State, Conference Files: Lot 65 D 366, CF 2266, Top Secret; Niact.")
    assert facts["path"] == ["Conference Files", "Lot 65 D 366", "CF 2266"]
    assert (facts["classification"], facts["markings"]) == ("Top Secret", ["Niact"])


def test_what_is_named_as_the_source_keeps_what_lies_in_it() -> None:
    facts = flat("Source: My Attic. Secret.")
    assert (facts["repository"], facts["path"]) == ("My Attic", [])


IBIDS = [
    ("Another copy is ibid., Nixon Presidential Materials, NSC Files.", ["Department of State", "Nixon Presidential Materials", "NSC Files"]),
    ("The text is ibid.", ["Department of State", "Central Files", "611.61/1-2161"]),
    ("Another copy is ibid., 123 Thompson.", ["Department of State", "Central Files", "123 Thompson"]),
    ("Another copy is ibid., Presidential Correspondence: Lot 77 D 163.", ["Department of State", "Presidential Correspondence", "Lot 77 D 163"]),
    ("Another copy is ibid.: Lot 77 D 163.", ["Department of State", "Lot 77 D 163"]),
    ("He said so in telegram 5 from Bonn. (Ibid., Central Files, DEF 18-4)", ["Department of State", "Central Files", "DEF 18-4"]),
    ("A copy is in the Kennedy Library, Sorensen Papers, Box 42. Another text is ibid.", ["Kennedy Library", "Sorensen Papers", "Box 42"]),
]  # fmt: skip


@pytest.mark.parametrize(("prose", "levels"), IBIDS)
def test_ibid(prose: str, levels: list[str]) -> None:
    place = after(prose).witnesses[-1].location
    assert place is not None
    assert [level.text for level in place.levels] == levels
    assert place.ibid is not None
    assert place.ibid.of(SOURCE + prose).lower() == "ibid."
    inherited = [level for level in place.levels if level.span is None]
    assert inherited
    assert all(level.found is Found.IBID for level in inherited)


def test_ibid_can_mean_the_second_location_of_an_earlier_sentence() -> None:
    prose = "The Russian text is ibid., Conference Files: Lot 5 D 1, and in the Kennedy Library, Sorensen Papers. A draft is ibid."
    assert after(prose).witnesses[-1].location.repository == "Kennedy Library"


def test_an_ambiguous_ibid_says_so() -> None:
    facts = after(
        "The Russian-language text is ibid.: Lot 77 D 163. Other copies are ibid., and in the Kennedy Library, Bundy Papers."
    )
    assert [w.location.ambiguous for w in facts.witnesses] == [False, True, False]
    assert [doubt.kind.value for doubt in facts.doubts] == ["ambiguousIbid"]


def test_a_series_in_parentheses_takes_the_repository_named_before() -> None:
    facts = after(
        "Two typed drafts of the letter are at the Johnson Library. They were merged in a third. (Bundy Files, Chron)"
    )
    (drafts,) = facts.witnesses
    assert [(lv.text, lv.kind, lv.found) for lv in drafts.location.levels] == [
        ("Johnson Library", LevelKind.REPOSITORY, Found.INFERRED),
        ("Bundy Files", LevelKind.COLLECTION, Found.STATED),
        ("Chron", LevelKind.FOLDER, Found.STATED),
    ]


def test_a_white_house_in_an_office_s_place_is_no_location() -> None:
    assert after("Drafted by Bundy (White House) and cleared by Read (S/S).").witnesses == ()


@pytest.mark.parametrize("note", ["Source: The same.", "Source: Same as Document 3.", "Source: Ibid."])
def test_a_note_that_points_elsewhere_names_no_repository(note: str) -> None:
    facts = parse_note(note)
    assert facts.base is None
    assert "N005" in {found.code for found in findings_of(facts)}


@pytest.mark.parametrize(
    ("place", "levels"),
    [
        ("Berg Library, Winter Papers, fol. 12r", ["Berg Library", "Winter Papers", "fol. 12r"]),
        ("Berg Library, Winter Papers f. 12", ["Berg Library", "Winter Papers", "f. 12"]),
        ("Berg Library, Add. MS 43,210, fols. 3–4", ["Berg Library", "Add. MS 43,210", "fols. 3–4"]),
    ],
)
def test_folios_are_a_level_of_their_own(place: str, levels: list[str]) -> None:
    base = parse_note(f"Source: {place}.").base
    assert base
    assert base.location
    assert [level.text for level in base.location.levels] == levels
    assert base.location.levels[-1].kind is LevelKind.LEAF


def test_somebody_s_papers_are_no_institution() -> None:
    base = parse_note("Source: Winter Papers, Box 3. Secret.").base
    assert base
    assert base.location
    assert [level.kind for level in base.location.levels] == [LevelKind.COLLECTION, LevelKind.BOX]


BEFORE = DocumentId.of("4")


@pytest.mark.parametrize(
    ("before", "note", "levels"),
    [
        ("Source: Johnson Library, Berg Papers, Box 3, Norland.", "Source: Ibid. Secret.", ["Johnson Library", "Berg Papers", "Box 3", "Norland"]),
        ("Source: Johnson Library, Berg Papers, Box 3, Norland.", "[Ibid., Box 4, Sudland.]", ["Johnson Library", "Berg Papers", "Box 4", "Sudland"]),
        ("856d.01/10–1449: Telegram", "Ibid.", ["Department of State", "856d.01/10–1449"]),
        ("BArch, N 12/3, Bl. 4.", "Quelle: Ebd., Bl. 6. Abschrift.", ["BArch", "N 12/3", "Bl. 6"]),
    ],
)  # fmt: skip
def test_ibid_of_the_document_before(before: str, note: str, levels: list[str]) -> None:
    earlier = parse_note(before).base
    assert earlier is not None
    assert earlier.location is not None
    facts = parse_note(note, before=(BEFORE, earlier.location))
    assert facts.base is not None
    place = facts.base.location
    assert place is not None
    assert [level.text for level in place.levels] == levels
    assert place.levels[0].found is Found.IBID
    assert (place.before, place.ambiguous) == (BEFORE, False)
    assert findings_of(facts) == []


def test_what_may_stand_beside_more_of_the_place_before_is_doubtful() -> None:
    earlier = parse_note("BArch, R 901/12, Bd. 4.").base
    assert earlier is not None
    assert earlier.location is not None
    assert [f.code for f in findings_of(parse_note("Ebd., Bd. 6.", before=(BEFORE, earlier.location)))] == ["N004"]


@pytest.mark.parametrize("note", ["Source: Ibid.", "Ebd., Bl. 6.", "Там же. Л. 14."])
def test_ibid_without_a_document_before_names_no_place(note: str) -> None:
    facts = parse_note(note)
    assert facts.base is None
    assert next(f.code for f in findings_of(facts)) == "N005"


@pytest.mark.parametrize(
    ("note", "repository", "path"),
    [
        ("Draft. National Archives, RG 59, Box 1. Secret.", "National Archives", ["RG 59", "Box 1"]),
        ("Unsigned copy; Library of Congress, Berg Papers.", "Library of Congress", ["Berg Papers"]),
        ("Signed original: National Archives, RG 59.", "National Archives", ["RG 59"]),
        ("Copy of telegram. National Archives, RG 59.", "National Archives", ["RG 59"]),
        ("Telegram (copy), Kennedy Library, Berg Files.", "Kennedy Library", ["Berg Files"]),
        ("Copy. Berg Family Archive, Box 3. Secret.", "Berg Family Archive", ["Box 3"]),
        ("Letter Files, National Archives, RG 59.", "Letter Files", ["National Archives", "RG 59"]),
        ("Copy.", None, []),
        ("Draft. Secret.", None, []),
    ],
)
def test_what_the_text_is_is_no_repository(note: str, repository: str | None, path: list[str]) -> None:
    facts = flat(f"Source: {note}")
    assert (facts["repository"], facts["path"]) == (repository, path)
