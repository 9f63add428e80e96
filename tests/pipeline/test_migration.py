"""An edition that an older version made: converted today it learns what is new, and no hand edit is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kktei.cli.main import run
from tests.editions import digests

# By file: what the editors of the stored edition wrote by hand (tests/data/README.md).
HAND = {
    "documents/d001.xml": (
        "the <persName>printer</persName> has",
        '<hi rend="italic">whole</hi>',
        "English (a hand edit)",
        "Winter Papers, Box 2.",
    ),
    "documents/d002.xml": ('<revisionDesc status="approved">', 'who="../edition.xml#ed">Compared with the original.'),
    "authorities.xml": ('<birth when="1880"/>', "A printer in Oslo.", "https://www.geonames.org/3143244"),
    "edition.xml": ("both letters were seen",),
}
# By file: what that version could not say yet.
NEW = {
    "documents/d001.xml": (
        '<author><persName ref="../authorities.xml#pers.winter"',
        '<collection type="folder"',
        'mainLang="en" resp="../edition.xml#enc" cert="medium"',
        "Who owns the letters.",
    ),
    "documents/d002.xml": ("<author><persName", "Who owns the letters."),
    "edition.xml": ("<citeStructure", 'xml:id="rel.versionOf"'),
}


def called(*arguments: str) -> int:
    """The exit code of a call in this process."""
    return run(list(arguments))


def test_an_older_edition_learns_and_keeps_what_was_written_by_hand(
    datadir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = Path(shutil.copytree(datadir / "old_starter", tmp_path / "letters"))
    edition = root / "edition"
    with (edition / "edition.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[rights]\ntext = "Who owns the letters."\n')
    before = {name: (edition / name).read_text("utf-8") for name in {*HAND, *NEW}}
    assert all(words in before[name] for name, said in HAND.items() for words in said)
    assert not any(words in before[name] for name, said in NEW.items() for words in said)
    monkeypatch.chdir(root)
    assert called("convert", "--by", "E. D.") == 0
    after = {name: (edition / name).read_text("utf-8") for name in before}
    for said in (HAND, NEW):
        assert [words for name in said for words in said[name] if words not in after[name]] == []
    assert "<additions>" not in after["documents/d001.xml"], "no marking is no addition"
    kept = digests(edition)
    assert called("convert", "--by", "E. D.") == 0
    assert digests(edition) == kept
    capsys.readouterr()
    assert called("validate") == 0
    assert "2 documents, no findings." in capsys.readouterr().err
