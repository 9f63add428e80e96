"""What hosts refuse, hide or mix up; and the addresses that an edition remembers."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kktei.cli.main import run
from kktei.publish import host_findings, hosted

EDITION = '[edition]\ntitle = "Letters"\n{base}'
LISTED = "address,shows,known_by\ndocuments/a.html,a,1f\npersons/zoe.html,pers.zoe,\n"


def _site(folder: Path, base: str = "") -> Path:
    (folder / "edition").mkdir(parents=True)
    (folder / "edition" / "edition.toml").write_text(EDITION.format(base=base), encoding="utf-8")
    site = folder / "output" / "html"
    site.mkdir(parents=True)
    (site / "addresses.csv").write_text(LISTED, encoding="utf-8")
    return site


def test_what_a_host_does_not_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a/Letter.html", "a/letter.html", "_data/x.html", "b/.secret", "b/what?.html", ".nojekyll"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x" * 10, encoding="utf-8")
    assert {(f.code, f.place) for f in host_findings(tmp_path)} == {
        ("W003", "a/letter.html"),
        ("W004", "_data"),
        ("W004", "b/.secret"),
        ("W004", "b/what?.html"),
    }
    assert (hosted(tmp_path).count, hosted(tmp_path).size) == (6, 60)
    monkeypatch.setattr("kktei.publish.hosting._SITE", 50)
    monkeypatch.setattr("kktei.publish.hosting._FILE", 9)
    assert [f.code for f in host_findings(tmp_path)].count("W002") == 2


def test_the_command_looks_and_remembers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _site(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert run(["publish", "--check"]) == 1
    assert "W001" in (said := capsys.readouterr()).out
    assert "2 addresses are not remembered yet" in said.err
    table = tmp_path / "edition" / "addresses.csv"
    assert not table.exists()
    assert run(["publish"]) == 0
    assert table.read_text(encoding="utf-8") == LISTED
    os.utime(table, (1, 1))
    assert run(["publish"]) == 0
    assert table.stat().st_mtime == 1  # nothing new: not written


@pytest.mark.parametrize(
    ("mark", "end", "last"), [("", "\n", "\n"), ("\ufeff", "\r\n", ""), ("sep=;\n", "\n", "\n"), ("", "\n", "\n\n")]
)
def test_what_editors_wrote_into_the_table_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mark: str, end: str, last: str
) -> None:
    _site(tmp_path)
    monkeypatch.chdir(tmp_path)
    table = tmp_path / "edition" / "addresses.csv"
    written = (
        mark + end.join(["note; shows;address", 'see "12";zoe-new;persons/zoe.html', '";";;documents/0.html']) + last
    )
    table.write_bytes(written.encode())
    assert run(["publish"]) == 0
    assert table.read_bytes().decode() == written + ("" if last else end) + f";a;documents/a.html{end}"
    assert run(["publish"]) == 0
    assert table.read_bytes().decode().count("documents/a.html") == 1


def test_a_workbook_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from openpyxl import Workbook

    _site(tmp_path)
    monkeypatch.chdir(tmp_path)
    book = Workbook()
    book.active.append(["address", "shows"])  # type: ignore[union-attr]
    table = tmp_path / "edition" / "addresses.csv"
    book.save(table)
    data = table.read_bytes()
    assert run(["publish"]) == 3
    assert "is a workbook" in capsys.readouterr().err
    assert table.read_bytes() == data


def test_check_ends_with_1_for_what_is_lost_or_not_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    site = _site(tmp_path, base='base_uri = "https://example.org/"')
    (site / "404.html").touch()
    monkeypatch.chdir(tmp_path)
    table = tmp_path / "edition" / "addresses.csv"
    table.write_text("\n".join(LISTED.splitlines()[:2]), encoding="utf-8")
    assert run(["publish", "--check"]) == 1
    assert "1 address is not remembered yet" in capsys.readouterr().err
    assert run(["publish"]) == 0
    assert "1 address is new" in capsys.readouterr().err
    assert run(["publish", "--check"]) == 0
    (site / "documents").mkdir()
    (site / "documents" / "old.html").write_text(
        '<meta http-equiv="refresh" content="0; url=a.html">', encoding="utf-8"
    )
    rows = "documents/old.html,a,\ndocuments/later.html,a,\ndocuments/gone.html,gone,\n"
    table.write_text(f"{LISTED}{rows}documents/{'n' * 300}.html,a,\ndocuments/a.html/b.html,a,\n", encoding="utf-8")
    assert run(["publish", "--check"]) == 1
    said = capsys.readouterr().out
    assert "documents/gone.html has no page any more" in said
    assert said.count("H030") == 3
    assert "W005" in said
    assert "documents/later.html is to lead on" in said
    assert "old.html" not in said
    table.write_text(LISTED.replace(",1f", ",2f") + "documents/b.html,b,\n", encoding="utf-8")
    (site / "addresses.csv").write_text(f"{LISTED}documents/b.html,b,2f\n", encoding="utf-8")
    assert run(["publish"]) == 0
    assert (
        "documents/a.html shows 'a' now; what was published there stands at documents/b.html" in capsys.readouterr().out
    )


def test_no_site_and_no_table_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    site = _site(tmp_path)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "edition" / "addresses.csv").write_text("wrong\nx\n", encoding="utf-8")
    assert run(["publish"]) == 3
    assert "edition/addresses.csv has no column 'address'" in capsys.readouterr().err
    (site / "addresses.csv").unlink()
    assert run(["publish"]) == 2
    assert "There is no site in output/html" in capsys.readouterr().err
