"""From TEI to the plain form and back: the same TEI, byte for byte, for everything the form can hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from kktei.cli.main import cli
from kktei.errors import UsageError
from kktei.findings import Severity
from kktei.pipeline.convert import convert
from kktei.pipeline.sources import source_notes
from kktei.pipeline.text import as_text
from kktei.pipeline.watch import Silence
from kktei.project import Project
from kktei.validate import check_text
from tests.read.frus_volume import volume
from tests.read.test_transcripts import LETTER

SETTINGS = '[edition]\nid = "t"\ntitle = "Letters"\n'
FULL = f"""Letters

1. Letter From President Kennedy to Chairman Khrushchev

Source: Kennedy Library, National Security Files, pp. 685686. Secret; Eyes Only. Drafted by Miller (EUR).

{LETTER}

2. Message From Miller to Baker

Source: Here. Confidential.

Dear Sir:

This is *new*.[1] It is [illegible], [so?], [-gone-], [+there+], [...], [sic], {{superscript: 2}} and [p. 3] here.

# A part

1. one
2. two

- a
- b

| a | b |
|---|---|
| 1 | 2 |

> quoted
>
> again

\\Dear Sir:

Signed: The Council{{break}}of Letters

[Attachment 1]

Vienna, March 4, 1921.

Text of it.

[1] A note.

    Its second paragraph.
"""


def project(folder: Path, text: str, name: str = "letters.txt") -> Project:
    (folder / "seeds").mkdir(parents=True)
    (folder / "edition").mkdir()
    (folder / "edition" / "edition.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "seeds" / name).write_text(text, encoding="utf-8")
    made = Project(folder)
    convert(made, by="E", watch=Silence())
    return made


def documents(made: Project) -> dict[str, str]:
    return {file.name: file.read_text(encoding="utf-8") for file in made.document_files()}


def test_tei_to_text_and_back_is_the_same_tei(tmp_path: Path) -> None:
    first = project(tmp_path / "a", FULL)
    written = as_text(first)
    assert written.lost == ()
    second = project(tmp_path / "b", written.text)
    assert documents(second) == documents(first)


def test_the_seed_comes_back(root: Path, tmp_path: Path) -> None:
    seed = (root / "seeds" / "kennedy-khrushchev-exchanges.txt").read_text(encoding="utf-8")
    first = project(tmp_path / "a", seed)
    written = as_text(first)
    assert written.lost == ()
    assert written.text.split() == ["Letters", *seed.split()[2:]]
    assert documents(project(tmp_path / "b", written.text)) == documents(first)


def test_hand_edits_come_back_where_the_form_holds_them(tmp_path: Path) -> None:
    first = project(tmp_path / "a", FULL)
    path = first.documents / "d001.xml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("I have your letter.", 'I have <hi rend="italic">two</hi> letters.'), encoding="utf-8")
    assert "I have *two* letters." in as_text(first, ["d001"]).text


def test_what_a_volume_has_beyond_the_form_is_listed_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = project(tmp_path / "a", volume(1), "v.xml")
    monkeypatch.chdir(made.root)
    done = CliRunner().invoke(cli, ["text", "d001"])
    assert done.exit_code == 0
    assert done.stdout.startswith("Letters\n\n1. Letter From President Winter to Chairman Berg\n\nSource: ")
    assert "not held: document 1: Name kind='person' key='p_HK1' \"Karin Holm\"" in done.stderr
    assert "not held: document 1: Name kind='person' key='p_WA1' \"Ada Winter\"" in done.stderr
    assert "Ref target" not in done.stderr
    with pytest.raises(UsageError, match="no document d999"):
        as_text(made, ["d999"])


def test_a_volume_gives_documents_authorities_and_front_matter(tmp_path: Path) -> None:
    made = project(tmp_path / "a", volume(3), "v.xml")
    notes = source_notes(made, made.settings())[0]
    for path in (*made.document_files(), made.authorities, made.corpus, made.edition / "front.xml"):
        assert [f for f in check_text(path.read_bytes(), notes) if f.severity is Severity.ERROR] == [], path.name
    front = (made.edition / "front.xml").read_text(encoding="utf-8")
    assert "These letters were never written." in front
    assert '<item>Chapter 1<list><item><ref target="documents/d001.xml">1</ref></item>' in "".join(
        line.strip() for line in front.splitlines()
    )
    document = (made.documents / "d002.xml").read_text(encoding="utf-8")
    assert '<persName key="p_HK1" ref="../authorities.xml#pers.holm">Karin Holm</persName>' in document
    assert 'ref="../authorities.xml#pers.winter" source="#d002.s3.e3">Winter<' in document
