"""What becomes of a file: every meeting of a hand version and a new conversion."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from kktei import files
from kktei.errors import InputError, OutputError
from kktei.merge import Apart, Growth, Outcome, carry_out, deleted, file_states
from tests.merge.conftest import FILE, Desk, check, document, planned


def codes(made: object) -> list[str]:
    return [f.code for f in made.findings]  # type: ignore[attr-defined]


def test_a_new_document_is_written_with_its_history(desk: Desk) -> None:
    made = desk.convert(document())
    assert made.of(Outcome.NEW) == [FILE]
    assert '<revisionDesc status="draft">' in desk.text
    assert '<change when="2026-11-23" who="../edition.xml#enc">Converted from the source by' in desk.text
    assert check(desk.text.encode()) == []
    assert file_states(desk.project)[0].state == "converted"


def test_the_same_conversion_changes_nothing(desk: Desk) -> None:
    desk.convert(document())
    before = desk.text
    made = desk.convert(document(), today="2027-01-01")
    assert made.of(Outcome.LEFT) == [FILE]
    assert not made.changes
    assert desk.text == before


def test_an_untouched_document_is_replaced_and_its_history_grows(desk: Desk) -> None:
    desk.convert(document())
    made = desk.convert(document(title="Telegram"), today="2027-01-01")
    assert made.of(Outcome.REPLACED) == [FILE]
    assert "1. Telegram" in desk.text
    assert desk.text.count("<change ") == 2
    assert desk.text.index("2027-01-01") < desk.text.index("2026-11-23")


def test_a_hand_edit_is_left_when_the_source_is_unchanged(desk: Desk) -> None:
    desk.convert(document())
    desk.edit("Dear Sir", "Dear <hi>Sir</hi>")
    made = desk.convert(document())
    assert made.of(Outcome.LEFT) == [FILE]
    assert "Dear <hi>Sir</hi>" in desk.text
    assert file_states(desk.project)[0].state == "edited"


def test_the_editors_history_is_no_edit_and_stays(desk: Desk) -> None:
    desk.convert(document())
    desk.edit('status="draft"', 'status="approved"')
    made = desk.convert(document(title="Telegram"))
    assert made.of(Outcome.REPLACED) == [FILE]
    assert 'status="approved"' in desk.text


def test_edits_at_two_places_are_merged(desk: Desk) -> None:
    desk.convert(document())
    desk.edit("Dear Sir", "Dear <hi>Sir</hi>")
    made = desk.convert(document(title="Telegram"))
    assert made.of(Outcome.MERGED) == [FILE]
    assert codes(made) == ["M004"]
    assert "Dear <hi>Sir</hi>" in desk.text
    assert "1. Telegram" in desk.text
    assert desk.convert(document(title="Telegram")).of(Outcome.LEFT) == [FILE]


def test_edits_of_two_sentences_of_one_line_are_merged(desk: Desk) -> None:
    desk.convert(document())
    desk.edit("Source: Archive.", "Source: Archives.")
    assert desk.convert(document(what="Top Secret")).of(Outcome.MERGED) == [FILE]
    assert "Source: Archives." in desk.text
    assert "Top Secret" in desk.text


def test_a_conflict_leaves_the_hand_version_and_lays_the_new_one_beside(desk: Desk) -> None:
    desk.convert(document())
    desk.edit("Dear Sir", "Dear Madam")
    before = desk.text
    made = desk.convert(document(text="Dear Friend"))
    assert made.of(Outcome.CONFLICT) == [FILE]
    assert desk.text == before
    assert "Dear Friend" in desk.copy.read_text(encoding="utf-8")
    (finding,) = made.findings
    assert "edition/documents/d001.xml" in finding.message
    assert "edition/conflicts/d001.new.xml" in finding.message
    assert file_states(desk.project)[0].state == "conflicting"


def test_a_conflict_is_told_again_until_the_copy_is_deleted(desk: Desk) -> None:
    desk.convert(document())
    desk.edit("Dear Sir", "Dear Madam")
    desk.convert(document(text="Dear Friend"))
    assert codes(desk.convert(document(text="Dear Friend"))) == ["M001"]
    desk.copy.unlink()
    made = desk.convert(document(text="Dear Friend"))
    assert made.of(Outcome.LEFT) == [FILE]
    assert made.findings == ()
    assert desk.convert(document(text="Dear Friend", title="Telegram")).of(Outcome.MERGED) == [FILE]
    assert "Dear Madam" in desk.text


def test_a_new_conflict_after_a_decision_is_a_conflict(desk: Desk) -> None:
    desk.convert(document())
    desk.edit("Dear Sir", "Dear Madam")
    desk.convert(document(text="Dear Friend"))
    desk.copy.unlink()
    assert desk.convert(document(text="Dear Comrade")).of(Outcome.CONFLICT) == [FILE]
    assert "Dear Comrade" in desk.copy.read_text(encoding="utf-8")


def test_a_conflict_ends_when_the_editor_takes_the_new_text_over(desk: Desk) -> None:
    desk.convert(document())
    desk.edit("Dear Sir", "Dear Madam")
    desk.convert(document(text="Dear Friend"))
    desk.edit("Dear Madam", "Dear Friend")
    assert desk.convert(document(text="Dear Friend")).of(Outcome.LEFT) == [FILE]
    assert not desk.copy.exists()


def test_a_copy_that_somebody_worked_in_is_not_overwritten(desk: Desk) -> None:
    desk.convert(document())
    desk.edit("Dear Sir", "Dear Madam")
    desk.convert(document(text="Dear Friend"))
    desk.copy.write_text("my notes", encoding="utf-8")
    assert codes(desk.convert(document(text="Dear Comrade"))) == ["M005"]
    assert desk.copy.read_text(encoding="utf-8") == "my notes"


def test_a_merge_that_would_be_wrong_is_a_conflict(desk: Desk) -> None:
    desk.convert(document())
    desk.edit("<p>Dear Sir</p>", "<p>Dear <hi>Sir</p>")  # not well formed: cannot be checked
    made = desk.convert(document(title="Telegram"))
    assert made.of(Outcome.CONFLICT) == [FILE]


def test_a_document_gone_from_the_source_stays(desk: Desk) -> None:
    desk.convert(document())
    made = desk.convert(None)
    assert made.of(Outcome.GONE) == [FILE]
    assert codes(made) == ["M002"]
    assert desk.path.is_file()
    assert desk.plan(None, whole=False).steps == ()


def test_a_document_deleted_by_hand_is_not_written_again(desk: Desk) -> None:
    desk.convert(document())
    desk.path.unlink()
    assert codes(desk.convert(document(title="Telegram"))) == ["M003"]
    assert not desk.path.exists()


def test_a_file_that_kktei_did_not_write_is_never_overwritten(desk: Desk) -> None:
    desk.path.write_text("<TEI/>", encoding="utf-8")
    assert desk.convert(document()).of(Outcome.CONFLICT) == [FILE]
    assert desk.text == "<TEI/>"


def test_damaged_memory_is_reported_and_nothing_changes(desk: Desk) -> None:
    desk.convert(document())
    (desk.project.edition / ".kktei" / "converted" / f"{FILE}.gz").write_bytes(b"junk")
    before = desk.text
    assert codes(desk.convert(document(title="Telegram"))) == ["M006", "M001"]
    assert desk.text == before


def test_a_deleted_document_stays_deleted_though_its_memory_is_damaged(desk: Desk) -> None:
    desk.convert(document())
    (desk.project.edition / ".kktei" / "converted" / f"{FILE}.gz").write_bytes(b"junk")
    desk.path.unlink()
    assert codes(desk.convert(document())) == ["M003"]
    assert not desk.path.exists()


def test_a_conflict_ends_though_the_memory_is_damaged(desk: Desk) -> None:
    desk.convert(document())
    (desk.project.edition / ".kktei" / "converted" / f"{FILE}.gz").write_bytes(b"junk")
    assert codes(desk.convert(document(title="Telegram"))) == ["M006", "M001"]
    desk.edit("Letter", "Telegram")
    desk.convert(document(title="Telegram"))
    assert not desk.copy.exists()
    assert desk.plan(document(title="Telegram")).findings == ()


def test_a_document_deleted_with_the_copy_of_its_conflict_stays_deleted(desk: Desk) -> None:
    desk.path.write_text("<TEI/>", encoding="utf-8")
    desk.convert(document())
    desk.path.unlink()
    desk.copy.unlink()
    assert deleted(desk.project) == {FILE}
    for _ in range(2):
        assert codes(desk.convert(document())) == ["M003"]
        assert deleted(desk.project) == {FILE}
    assert not desk.path.exists()


def test_a_file_saved_after_the_plan_is_left_alone(desk: Desk) -> None:
    desk.convert(document())
    made = desk.plan(document(title="Telegram"))
    desk.edit("Dear Sir", "Dear Madam")
    assert [f.code for f in carry_out(made)] == ["M007"]
    assert "Dear Madam" in desk.text


def test_a_dry_run_shows_a_diff_and_writes_nothing(desk: Desk) -> None:
    desk.convert(document())
    before = desk.text
    diff = "".join(desk.plan(document(title="Telegram")).diff())
    assert "--- edition/documents/d001.xml" in diff
    assert "Telegram" in diff
    assert desk.text == before


def test_windows_line_ends_of_the_hand_version_are_kept(desk: Desk) -> None:
    desk.convert(document())
    text = desk.path.read_bytes().replace(b"\n", b"\r\n").replace(b"Dear Sir", b"Dear Madam")
    desk.path.write_bytes(text)
    assert desk.convert(document(title="Telegram")).of(Outcome.MERGED) == [FILE]
    merged = desk.path.read_bytes()
    assert merged.count(b"\n") == merged.count(b"\r\n")
    assert b"Dear Madam" in merged


@pytest.mark.parametrize("file", ["../outside.xml", "/tmp/outside.xml", "documents/../../outside.xml"])
def test_nothing_is_written_outside_the_edition(desk: Desk, file: str) -> None:
    with pytest.raises(OutputError):
        planned(desk.project, {file: b"<TEI/>"})


def test_nothing_is_written_through_a_link_that_leads_outside(desk: Desk) -> None:
    outside = desk.project.root / "outside"
    outside.mkdir()
    desk.path.parent.rmdir()
    desk.path.parent.symlink_to(outside)
    assert codes(desk.convert(document())) == ["M012"]
    assert list(outside.iterdir()) == []


def test_a_file_taken_as_it_is_gets_no_history(desk: Desk) -> None:
    made = planned(desk.project, {FILE: document()}, apart=Apart(verbatim={FILE}))
    carry_out(made)
    assert desk.path.read_bytes() == document()


def test_a_file_that_grows_keeps_additions_by_hand_at_the_same_place(desk: Desk) -> None:
    """The authority file: kktei and an editor both add at the end of one list."""

    def run(data: bytes, of: bytes | None = None) -> object:
        grown = {} if of is None else {"authorities.xml": Growth(of, data)}
        made = planned(desk.project, {"authorities.xml": data}, apart=Apart(verbatim={"authorities.xml"}, grown=grown))
        carry_out(made)
        return made.steps[0].state

    path = desk.project.authorities
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
    place: str, damage: Callable[[Path], None], desk: Desk
) -> None:
    other = "documents/d002.xml"
    planned_ = {FILE: document(), other: document()}
    carry_out(planned(desk.project, planned_))
    desk.edit("Dear Sir", "Dear Madam")
    strange = {
        "the document": desk.path,
        "its memory": desk.project.edition / ".kktei" / "converted" / f"{FILE}.gz",
        "its copy": desk.copy,
    }[place]
    if not strange.exists():
        strange.parent.mkdir(parents=True)
        strange.write_bytes(b"")
    damage(strange)
    before = strange.readlink() if strange.is_symlink() else sorted(strange.iterdir())
    made = planned(desk.project, {FILE: document(text="Dear friend"), other: document(text="Dear friend")})
    carry_out(made)
    assert b"Dear friend" in (desk.project.edition / other).read_bytes()
    assert (strange.readlink() if strange.is_symlink() else sorted(strange.iterdir())) == before
    assert codes(made) == ["M012"]
    assert made.of(Outcome.WAITING) == [FILE]
    assert made.summary == "1 replaced, 1 waiting"
    secret = desk.project.root / "secret.xml"
    assert not secret.exists() or secret.read_bytes() == b"secret"
    if place != "the document":
        assert "Dear Madam" in desk.text
    file_states(desk.project)


def test_a_link_within_the_edition_is_followed_and_stays_a_link(desk: Desk) -> None:
    desk.convert(document())
    text = desk.path.rename(desk.project.edition / "letter.xml")
    desk.path.symlink_to("../letter.xml")
    made = desk.convert(document(text="Dear friend"))
    assert made.of(Outcome.REPLACED) == [FILE]
    assert desk.path.is_symlink()
    assert "Dear friend" in text.read_text(encoding="utf-8")


@pytest.mark.parametrize("what", ["a file", "a link outside"])
def test_a_memory_that_is_no_folder_of_the_edition(what: str, desk: Desk) -> None:
    folder = desk.project.edition / ".kktei"
    if what == "a file":
        folder.write_bytes(b"theirs")
    else:
        (desk.project.root / "outside").mkdir()
        folder.symlink_to(desk.project.root / "outside")
    with pytest.raises(InputError, match="no folder of the edition"):
        desk.convert(document())
    assert not desk.path.exists()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1"])
def test_a_document_in_another_encoding_is_merged(encoding: str, desk: Desk) -> None:
    desk.convert(document())
    declared = "utf-8" if encoding == "utf-8-sig" else encoding
    text = desk.text.replace('encoding="UTF-8"', f'encoding="{declared}"').replace("Archive", "Zürich")
    desk.path.write_bytes(text.encode(encoding))
    assert codes(desk.convert(document())) == []
    assert desk.path.read_bytes() == text.encode(encoding), "the source says what it said"
    assert codes(desk.convert(document(text="Dear Frau Ämter"))) == ["M004"]
    for words in ("Zürich", "Dear Frau Ämter", 'encoding="utf-8"'):
        assert words in desk.text.replace("UTF-8", "utf-8")


def test_a_memory_that_unpacks_without_end_is_a_damaged_one(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.convert(document())
    monkeypatch.setattr(files, "MOST", 1000)
    (desk.project.edition / ".kktei" / "converted" / f"{FILE}.gz").write_bytes(gzip.compress(b"<a>" * 1000))
    assert codes(desk.convert(document(text="Dear friend")))[0] == "M006"
