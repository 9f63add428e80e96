"""What becomes of a file: every meeting of a hand version and a new conversion."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from kktei import files
from kktei.errors import InputError, OutputError
from kktei.merge import Apart, Growth, Outcome, carry_out, deleted, file_states
from tests.merge.conftest import FILE, EditedProject, check, document, planned


def codes(made: object) -> list[str]:
    return [f.code for f in made.findings]  # type: ignore[attr-defined]


def test_a_new_document_is_written_with_its_history(at_hand: EditedProject) -> None:
    made = at_hand.convert(document())
    assert made.of(Outcome.NEW) == [FILE]
    assert '<revisionDesc status="draft">' in at_hand.text
    assert '<change when="2026-11-23" who="../edition.xml#enc">Converted from the source by' in at_hand.text
    assert check(at_hand.text.encode()) == []
    assert file_states(at_hand.project)[0].state == "converted"


def test_the_same_conversion_changes_nothing(at_hand: EditedProject) -> None:
    at_hand.convert(document())
    before = at_hand.text
    made = at_hand.convert(document(), today="2027-01-01")
    assert made.of(Outcome.LEFT) == [FILE]
    assert not made.changes
    assert at_hand.text == before


def test_an_untouched_document_is_replaced_and_its_history_grows(at_hand: EditedProject) -> None:
    at_hand.convert(document())
    made = at_hand.convert(document(title="Telegram"), today="2027-01-01")
    assert made.of(Outcome.REPLACED) == [FILE]
    assert "1. Telegram" in at_hand.text
    assert at_hand.text.count("<change ") == 2
    assert at_hand.text.index("2027-01-01") < at_hand.text.index("2026-11-23")


def test_a_hand_edit_is_left_when_the_source_is_unchanged(at_hand: EditedProject) -> None:
    at_hand.convert(document())
    at_hand.edit("Dear Sir", "Dear <hi>Sir</hi>")
    made = at_hand.convert(document())
    assert made.of(Outcome.LEFT) == [FILE]
    assert "Dear <hi>Sir</hi>" in at_hand.text
    assert file_states(at_hand.project)[0].state == "edited"


def test_the_editors_history_is_no_edit_and_stays(at_hand: EditedProject) -> None:
    at_hand.convert(document())
    at_hand.edit('status="draft"', 'status="approved"')
    made = at_hand.convert(document(title="Telegram"))
    assert made.of(Outcome.REPLACED) == [FILE]
    assert 'status="approved"' in at_hand.text


def test_edits_at_two_places_are_merged(at_hand: EditedProject) -> None:
    at_hand.convert(document())
    at_hand.edit("Dear Sir", "Dear <hi>Sir</hi>")
    made = at_hand.convert(document(title="Telegram"))
    assert made.of(Outcome.MERGED) == [FILE]
    assert codes(made) == ["M004"]
    assert "Dear <hi>Sir</hi>" in at_hand.text
    assert "1. Telegram" in at_hand.text
    assert at_hand.convert(document(title="Telegram")).of(Outcome.LEFT) == [FILE]


def test_edits_of_two_sentences_of_one_line_are_merged(at_hand: EditedProject) -> None:
    at_hand.convert(document())
    at_hand.edit("Source: Archive.", "Source: Archives.")
    assert at_hand.convert(document(what="Top Secret")).of(Outcome.MERGED) == [FILE]
    assert "Source: Archives." in at_hand.text
    assert "Top Secret" in at_hand.text


def test_a_conflict_leaves_the_hand_version_and_lays_the_new_one_beside(at_hand: EditedProject) -> None:
    at_hand.convert(document())
    at_hand.edit("Dear Sir", "Dear Madam")
    before = at_hand.text
    made = at_hand.convert(document(text="Dear Friend"))
    assert made.of(Outcome.CONFLICT) == [FILE]
    assert at_hand.text == before
    assert "Dear Friend" in at_hand.copy.read_text(encoding="utf-8")
    (finding,) = made.findings
    assert "edition/documents/d001.xml" in finding.message
    assert "edition/conflicts/d001.new.xml" in finding.message
    assert file_states(at_hand.project)[0].state == "conflicting"


def test_a_conflict_is_told_again_until_the_copy_is_deleted(at_hand: EditedProject) -> None:
    at_hand.convert(document())
    at_hand.edit("Dear Sir", "Dear Madam")
    at_hand.convert(document(text="Dear Friend"))
    assert codes(at_hand.convert(document(text="Dear Friend"))) == ["M001"]
    at_hand.copy.unlink()
    made = at_hand.convert(document(text="Dear Friend"))
    assert made.of(Outcome.LEFT) == [FILE]
    assert made.findings == ()
    assert at_hand.convert(document(text="Dear Friend", title="Telegram")).of(Outcome.MERGED) == [FILE]
    assert "Dear Madam" in at_hand.text


def test_a_new_conflict_after_a_decision_is_a_conflict(at_hand: EditedProject) -> None:
    at_hand.convert(document())
    at_hand.edit("Dear Sir", "Dear Madam")
    at_hand.convert(document(text="Dear Friend"))
    at_hand.copy.unlink()
    assert at_hand.convert(document(text="Dear Comrade")).of(Outcome.CONFLICT) == [FILE]
    assert "Dear Comrade" in at_hand.copy.read_text(encoding="utf-8")


def test_a_conflict_ends_when_the_editor_takes_the_new_text_over(at_hand: EditedProject) -> None:
    at_hand.convert(document())
    at_hand.edit("Dear Sir", "Dear Madam")
    at_hand.convert(document(text="Dear Friend"))
    at_hand.edit("Dear Madam", "Dear Friend")
    assert at_hand.convert(document(text="Dear Friend")).of(Outcome.LEFT) == [FILE]
    assert not at_hand.copy.exists()


def test_a_copy_that_somebody_worked_in_is_not_overwritten(at_hand: EditedProject) -> None:
    at_hand.convert(document())
    at_hand.edit("Dear Sir", "Dear Madam")
    at_hand.convert(document(text="Dear Friend"))
    at_hand.copy.write_text("my notes", encoding="utf-8")
    assert codes(at_hand.convert(document(text="Dear Comrade"))) == ["M005"]
    assert at_hand.copy.read_text(encoding="utf-8") == "my notes"


def test_a_merge_that_would_be_wrong_is_a_conflict(at_hand: EditedProject) -> None:
    at_hand.convert(document())
    at_hand.edit("<p>Dear Sir</p>", "<p>Dear <hi>Sir</p>")  # not well formed: cannot be checked
    made = at_hand.convert(document(title="Telegram"))
    assert made.of(Outcome.CONFLICT) == [FILE]


def test_a_document_gone_from_the_source_stays(at_hand: EditedProject) -> None:
    at_hand.convert(document())
    made = at_hand.convert(None)
    assert made.of(Outcome.GONE) == [FILE]
    assert codes(made) == ["M002"]
    assert at_hand.path.is_file()
    assert at_hand.plan(None, whole=False).steps == ()


def test_a_document_deleted_by_hand_is_not_written_again(at_hand: EditedProject) -> None:
    at_hand.convert(document())
    at_hand.path.unlink()
    assert codes(at_hand.convert(document(title="Telegram"))) == ["M003"]
    assert not at_hand.path.exists()


def test_a_file_that_kktei_did_not_write_is_never_overwritten(at_hand: EditedProject) -> None:
    at_hand.path.write_text("<TEI/>", encoding="utf-8")
    assert at_hand.convert(document()).of(Outcome.CONFLICT) == [FILE]
    assert at_hand.text == "<TEI/>"


def test_damaged_memory_is_reported_and_nothing_changes(at_hand: EditedProject) -> None:
    at_hand.convert(document())
    (at_hand.project.edition / ".kktei" / "converted" / f"{FILE}.gz").write_bytes(b"junk")
    before = at_hand.text
    assert codes(at_hand.convert(document(title="Telegram"))) == ["M006", "M001"]
    assert at_hand.text == before


def test_a_deleted_document_stays_deleted_though_its_memory_is_damaged(at_hand: EditedProject) -> None:
    at_hand.convert(document())
    (at_hand.project.edition / ".kktei" / "converted" / f"{FILE}.gz").write_bytes(b"junk")
    at_hand.path.unlink()
    assert codes(at_hand.convert(document())) == ["M003"]
    assert not at_hand.path.exists()


def test_a_conflict_ends_though_the_memory_is_damaged(at_hand: EditedProject) -> None:
    at_hand.convert(document())
    (at_hand.project.edition / ".kktei" / "converted" / f"{FILE}.gz").write_bytes(b"junk")
    assert codes(at_hand.convert(document(title="Telegram"))) == ["M006", "M001"]
    at_hand.edit("Letter", "Telegram")
    at_hand.convert(document(title="Telegram"))
    assert not at_hand.copy.exists()
    assert at_hand.plan(document(title="Telegram")).findings == ()


def test_a_document_deleted_with_the_copy_of_its_conflict_stays_deleted(at_hand: EditedProject) -> None:
    at_hand.path.write_text("<TEI/>", encoding="utf-8")
    at_hand.convert(document())
    at_hand.path.unlink()
    at_hand.copy.unlink()
    assert deleted(at_hand.project) == {FILE}
    for _ in range(2):
        assert codes(at_hand.convert(document())) == ["M003"]
        assert deleted(at_hand.project) == {FILE}
    assert not at_hand.path.exists()


def test_a_file_saved_after_the_plan_is_left_alone(at_hand: EditedProject) -> None:
    at_hand.convert(document())
    made = at_hand.plan(document(title="Telegram"))
    at_hand.edit("Dear Sir", "Dear Madam")
    assert [f.code for f in carry_out(made)] == ["M007"]
    assert "Dear Madam" in at_hand.text


def test_a_file_that_somebody_protects_is_left_alone_and_told(at_hand: EditedProject) -> None:
    at_hand.convert(document())
    at_hand.path.chmod(0o444)
    before = at_hand.text
    for _ in range(2):
        made = at_hand.plan(document(title="Telegram"))
        found = carry_out(made)
        assert [(f.code, f.file) for f in found] == [("M013", f"edition/{FILE}")]
        assert made.without({f.file for f in found}).summary == "1 left"
        assert at_hand.text == before
    at_hand.path.chmod(0o640)
    at_hand.convert(document(title="Telegram"))
    assert "Telegram" in at_hand.text
    assert at_hand.path.stat().st_mode & 0o777 == 0o640


def test_a_dry_run_shows_a_diff_and_writes_nothing(at_hand: EditedProject) -> None:
    at_hand.convert(document())
    before = at_hand.text
    diff = "".join(at_hand.plan(document(title="Telegram")).diff())
    assert "--- edition/documents/d001.xml" in diff
    assert "Telegram" in diff
    assert at_hand.text == before


def test_windows_line_ends_of_the_hand_version_are_kept(at_hand: EditedProject) -> None:
    at_hand.convert(document())
    text = at_hand.path.read_bytes().replace(b"\n", b"\r\n").replace(b"Dear Sir", b"Dear Madam")
    at_hand.path.write_bytes(text)
    assert at_hand.convert(document(title="Telegram")).of(Outcome.MERGED) == [FILE]
    merged = at_hand.path.read_bytes()
    assert merged.count(b"\n") == merged.count(b"\r\n")
    assert b"Dear Madam" in merged


@pytest.mark.parametrize("file", ["../outside.xml", "/tmp/outside.xml", "documents/../../outside.xml"])
def test_nothing_is_written_outside_the_edition(at_hand: EditedProject, file: str) -> None:
    with pytest.raises(OutputError):
        planned(at_hand.project, {file: b"<TEI/>"})


def test_nothing_is_written_through_a_link_that_leads_outside(at_hand: EditedProject) -> None:
    outside = at_hand.project.root / "outside"
    outside.mkdir()
    at_hand.path.parent.rmdir()
    at_hand.path.parent.symlink_to(outside)
    assert codes(at_hand.convert(document())) == ["M012"]
    assert list(outside.iterdir()) == []


def test_a_file_taken_as_it_is_gets_no_history(at_hand: EditedProject) -> None:
    made = planned(at_hand.project, {FILE: document()}, apart=Apart(verbatim={FILE}))
    carry_out(made)
    assert at_hand.path.read_bytes() == document()


def test_a_file_that_grows_keeps_additions_by_hand_at_the_same_place(at_hand: EditedProject) -> None:
    """The authority file: kktei and an editor both add at the end of one list."""

    def run(data: bytes, of: bytes | None = None) -> object:
        grown = {} if of is None else {"authorities.xml": Growth(of, data)}
        made = planned(
            at_hand.project, {"authorities.xml": data}, apart=Apart(verbatim={"authorities.xml"}, grown=grown)
        )
        carry_out(made)
        return made.steps[0].state

    path = at_hand.project.authorities
    assert run(b"<a>\n<p>1</p>\n</a>\n") is Outcome.NEW
    hand = b"<a>\n<p>1</p>\n<p>hand</p>\n</a>\n"
    path.write_bytes(hand)
    assert run(b"<a>\n<p>1</p>\n<p>hand</p>\n<p>2</p>\n</a>\n", hand) is Outcome.MERGED
    assert path.read_bytes() == b"<a>\n<p>1</p>\n<p>hand</p>\n<p>2</p>\n</a>\n"
    path.write_bytes(path.read_bytes().replace(b"</a>", b"<p>saved meanwhile</p>\n</a>"))
    assert run(b"<a>\n<p>1</p>\n<p>hand</p>\n<p>2</p>\n<p>3</p>\n</a>\n", hand) is Outcome.LEFT
    assert b"saved meanwhile" in path.read_bytes()


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def a_link_to_nothing(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere.xml")


def a_link_outside(path: Path) -> None:
    target = next(p for p in path.parents if p.name == "edition").parent / "secret.xml"
    target.write_bytes(b"secret")
    path.unlink()
    path.symlink_to(target)


@pytest.mark.parametrize("damage", [a_folder, a_link_to_nothing, a_link_outside])
@pytest.mark.parametrize("place", ["the document", "its memory", "its copy"])
def test_one_strange_file_is_left_and_the_others_are_converted(
    place: str, damage: Callable[[Path], None], at_hand: EditedProject
) -> None:
    other = "documents/d002.xml"
    planned_ = {FILE: document(), other: document()}
    carry_out(planned(at_hand.project, planned_))
    at_hand.edit("Dear Sir", "Dear Madam")
    strange = {
        "the document": at_hand.path,
        "its memory": at_hand.project.edition / ".kktei" / "converted" / f"{FILE}.gz",
        "its copy": at_hand.copy,
    }[place]
    if not strange.exists():
        strange.parent.mkdir(parents=True)
        strange.write_bytes(b"")
    damage(strange)
    before = strange.readlink() if strange.is_symlink() else sorted(strange.iterdir())
    made = planned(at_hand.project, {FILE: document(text="Dear friend"), other: document(text="Dear friend")})
    carry_out(made)
    assert b"Dear friend" in (at_hand.project.edition / other).read_bytes()
    assert (strange.readlink() if strange.is_symlink() else sorted(strange.iterdir())) == before
    assert codes(made) == ["M012"]
    assert made.of(Outcome.WAITING) == [FILE]
    assert made.summary == "1 replaced, 1 waiting"
    secret = at_hand.project.root / "secret.xml"
    assert not secret.exists() or secret.read_bytes() == b"secret"
    if place != "the document":
        assert "Dear Madam" in at_hand.text
    file_states(at_hand.project)


def test_a_link_within_the_edition_is_followed_and_stays_a_link(at_hand: EditedProject) -> None:
    at_hand.convert(document())
    text = at_hand.path.rename(at_hand.project.edition / "letter.xml")
    at_hand.path.symlink_to("../letter.xml")
    made = at_hand.convert(document(text="Dear friend"))
    assert made.of(Outcome.REPLACED) == [FILE]
    assert at_hand.path.is_symlink()
    assert "Dear friend" in text.read_text(encoding="utf-8")


@pytest.mark.parametrize("what", ["a file", "a link outside"])
def test_a_memory_that_is_no_folder_of_the_edition(what: str, at_hand: EditedProject) -> None:
    folder = at_hand.project.edition / ".kktei"
    if what == "a file":
        folder.write_bytes(b"theirs")
    else:
        (at_hand.project.root / "outside").mkdir()
        folder.symlink_to(at_hand.project.root / "outside")
    with pytest.raises(InputError, match="no folder of the edition"):
        at_hand.convert(document())
    assert not at_hand.path.exists()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1"])
def test_a_document_in_another_encoding_is_merged(encoding: str, at_hand: EditedProject) -> None:
    at_hand.convert(document())
    declared = "utf-8" if encoding == "utf-8-sig" else encoding
    text = at_hand.text.replace('encoding="UTF-8"', f'encoding="{declared}"').replace("Archive", "Zürich")
    at_hand.path.write_bytes(text.encode(encoding))
    assert codes(at_hand.convert(document())) == []
    assert at_hand.path.read_bytes() == text.encode(encoding), "the source says what it said"
    assert codes(at_hand.convert(document(text="Dear Frau Ämter"))) == ["M004"]
    for words in ("Zürich", "Dear Frau Ämter", 'encoding="utf-8"'):
        assert words in at_hand.text.replace("UTF-8", "utf-8")


def test_a_memory_that_unpacks_without_end_is_a_damaged_one(
    at_hand: EditedProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_hand.convert(document())
    monkeypatch.setattr(files, "MOST", 1000)
    (at_hand.project.edition / ".kktei" / "converted" / f"{FILE}.gz").write_bytes(gzip.compress(b"<a>" * 1000))
    assert codes(at_hand.convert(document(text="Dear friend")))[0] == "M006"


FORMER = document(title="Letter From Miller to Baker", text="The proofs came back with seven queries.")
PASSED = document(title="Letter From Ash to Elm", text="Nobody answered; tulips bloom along every canal.")


@pytest.mark.parametrize("done", [("Secret", "Top Secret"), ('status="draft"', 'status="approved"')])
def test_what_was_done_to_a_document_is_not_done_to_another_of_its_number(
    at_hand: EditedProject, done: tuple[str, str]
) -> None:
    """A letter is put in, and the others are numbered anew."""
    at_hand.convert(FORMER)
    at_hand.edit(*done)
    made = at_hand.plan(PASSED, apart=Apart(decided={FILE}))
    assert (made.of(Outcome.CONFLICT), codes(made)) == ([FILE], ["M015", "M014"])
    carry_out(made)
    assert done[1] in at_hand.text
    assert "tulips" in at_hand.copy.read_text(encoding="utf-8")


def test_a_document_that_nobody_touched_gives_its_number_away(at_hand: EditedProject) -> None:
    at_hand.convert(FORMER)
    made = at_hand.plan(PASSED, apart=Apart(decided={FILE}))
    assert (made.of(Outcome.REPLACED), codes(made)) == ([FILE], ["M015"])
    assert codes(at_hand.plan(PASSED)) == []


def test_short_letters_of_one_correspondence_are_told_from_each_other(at_hand: EditedProject) -> None:
    """They share names, year, salutation and close: day and what is said tell them apart."""
    opener = "<opener>Vienna, March {} 1921. Dear friend.</opener><p>{}</p><closer>Always yours, Ada</closer>"
    title = "Letter From Ada Winter to Jonas Berg Concerning Their Common Edition"
    former, passed = (
        document(title=title).replace(b"<p>Dear Sir</p>", opener.format(day, text).encode())
        for day, text in (
            ("11", "The second sheet goes with this letter."),
            ("14", "Nobody has answered me since Monday."),
        )
    )
    at_hand.convert(former)
    assert codes(at_hand.plan(passed, apart=Apart(decided={FILE}))) == ["M015"]
    same_day = passed.replace(b"March 14", b"March 11")
    assert codes(at_hand.plan(same_day, apart=Apart(decided={FILE}))) == [], "a text that was corrected"


@pytest.mark.parametrize(
    "new",
    [
        FORMER.replace(b"seven", b"eight"),
        FORMER.replace(b"From Miller", b"From the Ambassador in Norland (Miller)"),
        FORMER.replace(b"<p>The proofs came back with seven queries.</p>", b""),
        FORMER.replace(
            b"</p>", b" And much more was written here, of which the former source knew nothing at all.</p>"
        ),
    ],
)
def test_a_document_that_was_corrected_cut_or_completed_is_the_same(at_hand: EditedProject, new: bytes) -> None:
    at_hand.convert(FORMER)
    at_hand.edit("Secret", "Top Secret")
    assert "M014" not in codes(at_hand.plan(new))
