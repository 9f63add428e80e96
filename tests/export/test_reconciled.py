"""``kktei reconcile`` on a whole edition: names go out into a table, decisions come back into the authority file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from kktei.cli.main import cli
from kktei.pipeline.export import ExportRun
from kktei.project import Project


def test_names_go_out_and_decisions_come_back(
    letters: tuple[Project, ExportRun], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Path(shutil.copytree(letters[0].root, tmp_path / "letters", ignore=lambda _folder, _names: {"output"}))
    monkeypatch.chdir(project)
    extract, table = tmp_path / "gnd.csv", tmp_path / "names.csv"
    extract.write_text('gnd,name,places\n118638378,"Winter, Ada",Vienna\n118638379,"Winter, Ada",Vienna\n', "utf-8")
    run = CliRunner().invoke(cli, ["reconcile", "--against", str(extract), "-o", str(table)])
    assert run.exit_code == 0, run.output
    assert "something is proposed for 1 of them" in run.output
    assert "1 entries with a wrong identifier" in run.output
    text = table.read_text("utf-8-sig").replace("place: Vienna,", "place: Vienna,yes")
    table.write_text(text, "utf-8")
    assert CliRunner().invoke(cli, ["reconcile", "--take", str(table)]).exit_code == 0
    authorities = (project / "edition" / "authorities.xml").read_text("utf-8")
    assert '<idno type="gnd">https://d-nb.info/gnd/118638378</idno>' in authorities
