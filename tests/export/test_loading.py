"""What databases are given is loaded by them, and answers the question of docs/library.md."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

(QUESTION,) = re.findall(r"```sql\n(.*?)```", (ROOT / "docs" / "library.md").read_text("utf-8"), re.S)
QUESTION = QUESTION.replace("'Kennedy Library'", "'Example Archive'").replace(
    "'Embassy in the Soviet Union'", "'Jonas Berg'"
)


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, str]]:
    """A PostgreSQL of its own: its psql, and its address."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))  # asked for as soon as it is imported
    pgserver = pytest.importorskip("pgserver", reason="there is no PostgreSQL for this Python")
    with pgserver.get_server(tmp_path / "server") as running:
        yield Path(pgserver.__file__).parent / "pginstall" / "bin" / "psql", running.get_uri()


@pytest.mark.long
def test_postgresql_takes_the_tables_and_answers(exported: Path, server: tuple[Path, str]) -> None:
    psql, address = server

    def asked(*what: str) -> str:
        command = [psql, "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", *what, address]
        done = subprocess.run(command, cwd=exported / "load", capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    asked("-f", "postgresql.sql")
    database = sqlite3.connect(exported / "sqlite" / "edition.sqlite")
    expected = sorted("|".join(row) for row in database.execute(QUESTION))
    assert len(expected) == 2
    assert sorted(asked("-c", QUESTION).splitlines()) == expected
    found = "SELECT document FROM documents WHERE to_tsvector('simple', text) @@ to_tsquery('simple', 'proofs')"
    assert asked("-c", found).split() == ["d001"]


@pytest.mark.long
@pytest.mark.skipif(shutil.which("basex") is None, reason="BaseX is not installed")
def test_basex_takes_the_texts_and_answers(exported: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(exported / "tei", home / "tei")
    shutil.copytree(exported / "load", home / "load")
    (home / ".basex").touch()  # its data lie here
    asked = "count(db:open('letters')//*:body[. contains text 'proofs'])"
    for command in (["basex", "-w", "basex.bxs"], ["basex", "-q", asked]):
        done = subprocess.run(
            command, cwd=home / "load", capture_output=True, text=True, check=False,
            env={"PATH": "/usr/bin:/bin", "HOME": str(home)},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "1"
