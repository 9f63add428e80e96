"""The inline notes of older volumes, and the entries of calendars."""

from __future__ import annotations

import pytest

from kktei.model import Found, LevelKind
from kktei.parse import entry, findings_of, parse_head, parse_note, record

NUMBERS = [
    "712.00/45½", "712.00/45a,b", "712.00 W 9/7½", "763.72Su/10½", "841.61311/-", "812.01/A", "123 B 45/6", "320/1–2932",
    "740.0011 Norland War 1939/322", "856d.01/10–1449", "751G.5–MSP/3–1254", "690B.9321/3::1853", "501.BB Norland",
    "740.00119 Control (Norland) /6–449", "740.00119 [Control] (Norland)/2–1649", "123 Berg, Jonas/9–2054",
    "123 Berg, Jonas F.", "103 NSA/9–2054", "501.BD–Human Rights/3–2448", "560.AL/2—648", "FW 867N.01/2–848",
]  # fmt: skip


def facts(note: str, head: str = "") -> dict[str, object]:
    return record(parse_head(head), parse_note(note))


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("{}", None),
        ("{}: Telegram", "telegram"),
        ("[File No. {}]", None),
        ("{}: Circular airgram", "circular airgram"),
        ("{}: Telegram (part air)", "telegram"),
    ],
)
def test_a_file_number_is_one_level_and_a_kind_may_follow(number: str, form: str, kind: str | None) -> None:
    found = facts(form.format(number))
    assert (found["file_number"], found["path"], found["repository"]) == (number, [number], None)
    assert found["doc_type"] == kind
    assert findings_of(parse_note(form.format(number))) == []


def test_who_holds_central_files_is_inferred_and_marked_so() -> None:
    base = parse_note("712.00/45").base
    assert base is not None
    assert base.location is not None
    holder = base.location.levels[0]
    assert (holder.kind, holder.found, holder.span) == (LevelKind.REPOSITORY, Found.INFERRED, None)


@pytest.mark.parametrize(
    ("note", "path", "lot", "box", "folder"),
    [
        ("W/N Files: Lot 14 D 567", ["W/N Files", "Lot 14 D 567"], "14 D 567", None, None),
        ("W/N files, lot 14 D 567, “Norland, 1951”", ["W/N files", "lot 14 D 567", "“Norland, 1951”"], "14 D 567", None, "“Norland, 1951”"),
        ("S/N–NSC Files: Lot 63D351: NSC 5 Series", ["S/N–NSC Files", "Lot 63D351", "NSC 5 Series"], "63D351", None, None),
        ("Trade Files, Lot 57D284, Box 105", ["Trade Files", "Lot 57D284", "Box 105"], "57D284", "105", None),
        ("Lot 65 D 238: Box 1: Folder “Talks 1949.”", ["Lot 65 D 238", "Box 1", "Folder “Talks 1949.”"], "65 D 238", "1", "“Talks 1949.”"),
        ("Winter Papers", ["Winter Papers"], None, None, None),
        ("Policy Staff Files", ["Policy Staff Files"], None, None, None),
    ],
)  # fmt: skip
def test_files_lots_boxes_and_folders(
    note: str, path: list[str], lot: str | None, box: str | None, folder: str | None
) -> None:
    found = facts(note)
    assert found["path"] == path
    assert (found["lot"], found["box"], found["folder"]) == (lot, box, folder)


def test_a_library_is_named() -> None:
    found = facts("Truman Library, Winter papers, Grey file")
    assert (found["repository"], found["path"]) == ("Truman Library", ["Winter papers", "Grey file"])


@pytest.mark.parametrize("note", ["[Extract.]", "[Translation]", "[Enclosure 2]", "Winter Papers: Telegram"])
def test_what_the_text_is(note: str) -> None:
    assert parse_note(note).kind


@pytest.mark.parametrize(
    "note",
    ["The files were lost in 1949.", "Not printed.", "See Winter Files for the rest. It was found.", "Berg was in Oslo.", ""],
)  # fmt: skip
def test_prose_is_no_inline_note(note: str) -> None:
    assert parse_note(note).base is None


def test_the_heading_s_own_kind_wins() -> None:
    assert facts("712.00/45: Telegram", "Memorandum by the Secretary of State")["doc_type"] == "memorandum"
    assert facts("712.00/45: Telegram", "The Secretary of State to President Winter")["doc_type"] == "telegram"


def test_a_calendar_s_entry_is_a_heading_and_a_note() -> None:
    head = "Telegram 17 to Oslo from the Secretary, March 14. Talks; next steps. Secret. 4 pp. DOS, CF, 600.1/3–161."
    parts = entry(head)
    assert parts == (
        "Telegram 17 to Oslo from the Secretary, March 14. Talks; next steps.",
        "Secret. 4 pp. DOS, CF, 600.1/3–161.",
    )
    found = record(parse_head(parts[0]), parse_note(parts[1]))
    assert (found["doc_type"], found["from"], found["to"]) == ("telegram", ["Secretary"], ["Oslo"])
    assert (found["classification"], found["repository"], found["path"]) == ("Secret", "DOS", ["CF", "600.1/3–161"])


@pytest.mark.parametrize("marks", ["Top Secret 6 pp.", "6 pp. Top Secret.", "Top Secret; Eyes Only. 6 pp."])
def test_slips_of_a_calendar(marks: str) -> None:
    parts = entry(f"Memorandum prepared by Winter, October 19. Norland. {marks} CIA Files: Job 80–R01, Box 2.")
    assert parts is not None
    found = facts(parts[1], parts[0])
    assert (found["classification"], found["box"], found["from"]) == ("Top Secret", "2", ["Winter"])


def test_other_headings_are_no_entries() -> None:
    assert entry("Letter From President Winter to Chairman Berg") is None
    assert entry("Report on 6 pp. of notes") is None


@pytest.mark.parametrize(
    ("note", "path"),
    [
        ("File 812.00/8066", ["812.00/8066"]),
        ("Case No. 2413/12", ["2413/12"]),
        ("123C162/341", ["123C162/341"]),
        ("711.94/2540, telegram", ["711.94/2540"]),
        ("Paris Peace Conf. 180.03101/5", ["Paris Peace Conf. 180.03101/5"]),
        ("103–XMB/4–2154", ["103–XMB/4–2154"]),
        ("J.C.S. Files", ["J.C.S. Files"]),
        ("CFM Files, lot M 88, box 152", ["CFM Files", "lot M 88", "box 152"]),
        ("Lot 122, Box 13113: First Series", ["Lot 122", "Box 13113", "First Series"]),
        ("FRC 56 A 632, box 18", ["FRC 56 A 632", "box 18"]),
        ("CCS 381 (3-4-42)", ["CCS 381 (3-4-42)"]),
    ],
)
def test_rarer_forms_of_numbers_and_files(note: str, path: list[str]) -> None:
    assert record(parse_head("Telegram"), parse_note(note))["path"] == path


@pytest.mark.parametrize(
    ("more", "markings"),
    [
        ("Secret. Controlled Dissem. Background Use Only.", ["Controlled Dissem", "Background Use Only"]),
        ("Secret; Nodis; Cactus.", ["Nodis", "Cactus"]),
        ('Secret. Berg wrote "go. Now" on it.', []),
    ],
)
def test_markings_in_sentences_of_their_own(more: str, markings: list[str]) -> None:
    assert record(parse_head("Telegram"), parse_note(f"Source: A Library, Berg Papers. {more}"))["markings"] == markings


@pytest.mark.parametrize(
    ("note", "repository", "path", "folder"),
    [
        ("Copy of telegram obtained from the Winter Library, Hyde Park, N. Y.", "Winter Library", ["Hyde Park, N. Y"], None),
        ("[Photostatic copy of this letter obtained from the Winter Library, Hyde Park, New York]", "Winter Library", ["Hyde Park, New York"], None),
        ("365.1163 Berg, Jonas & Co./12", None, ["365.1163 Berg, Jonas & Co./12"], None),
        ("033.1140 Berg, Jonas F./4–2546: Telegram", None, ["033.1140 Berg, Jonas F./4–2546"], None),
        ("ECA Telegram Files, FRC Acc. No. 53A278: Telegram", None, ["ECA Telegram Files", "FRC Acc. No. 53A278"], None),
        ("Winter Diary", None, ["Winter Diary"], None),
    ],
)  # fmt: skip
def test_copies_of_other_houses_and_names_after_numbers(
    note: str, repository: str | None, path: list[str], folder: str | None
) -> None:
    found = facts(note)
    assert (found["repository"], found["path"], found["folder"]) == (repository, path, folder)


def test_what_is_reprinted_from_a_publication_lies_nowhere() -> None:
    found = facts("Reprinted from Department of State, Press Releases, May 3, 1935")
    assert (found["published_in"], found["repository"]) == (["Department of State, Press Releases, May 3, 1935"], None)


@pytest.mark.parametrize(
    ("note", "path"),
    [("NSC 68 Series", ["NSC 68 Series"]), ("IO Files: SD/A/241", ["IO Files", "SD/A/241"])],
)
def test_a_paper_has_its_number_and_no_folder(note: str, path: list[str]) -> None:
    assert (facts(note)["path"], facts(note)["folder"], facts(note)["repository"]) == (path, None, None)


def test_what_is_said_of_the_copy_is_no_place() -> None:
    assert parse_note("[File copy not signed]").base is None


@pytest.mark.parametrize("number", ["123 Berg, John P./7–449", "123 O’Lund, R./3–149", "123 Berg, Anna"])
def test_the_number_of_a_personal_file_is_one_level(number: str) -> None:
    base = parse_note(f"Source: Department of State, Central Files, {number}. Secret.").base
    assert base
    assert base.location
    assert base.location.levels[-1].text == number


def test_an_enclosure_that_was_not_found_is_no_copy_of_the_letter() -> None:
    place = "Source: Department of State, Central Files, 611.00/1–161."
    assert not parse_note(f"{place} The enclosure was not found attached.").witnesses
    assert parse_note(f"{place} The original was not found.").witnesses


def test_initials_keep_their_last_stop() -> None:
    note = "Source: Department of State, Central Files, 611.00/1–161. The source text bears the notation “Show to Lund. D.R.”"
    base = parse_note(note).base
    assert base
    assert [span.of(note) for span in base.notations] == ["Show to Lund. D.R."]
