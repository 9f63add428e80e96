"""An edition's own code runs only where the user said that he trusts the edition; the rest is made without it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kktei.project import Project
from tests.editions import called
from tests.pipeline.test_products import LETTER

CODE = "#let style(body) = { set text(size: 15pt); body }\n"


@pytest.mark.long
def test_once_trusted_the_style_is_used(built: Project) -> None:
    (built.edition / "print.typ").write_text(CODE, encoding="utf-8")
    style = built.output / "print" / "typst" / "style.typ"
    done = called("render", "print", cwd=built.root)
    assert done.returncode == 0, done.stdout
    assert "edition/print.typ: warning[P008]" in done.stdout
    assert "15pt" not in style.read_text(encoding="utf-8")
    done = called("render", "print", "--trust", cwd=built.root)
    assert "P008" not in done.stdout
    assert style.read_text(encoding="utf-8") == CODE, "what was made without trust is made anew"
    done = called("build", cwd=built.root)
    assert "P008" not in done.stdout
    assert style.read_text(encoding="utf-8") == CODE, "it is remembered"
    (built.edition / "print.typ").write_text(CODE + "#panic()\n", encoding="utf-8")
    done = called("build", cwd=built.root)
    assert "print.typ:2: warning[P008]" in done.stdout, "somebody's change is asked again"
    assert "(line 2)" in done.stdout
    assert not [p for p in built.root.rglob("*") if "trust" in p.name], "and nothing of it lies in the edition"


def test_a_style_beside_other_peoples_letters_is_code_too(tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    (letters / "a.xml").write_text(LETTER, encoding="utf-8")
    (letters / "print.typ").write_text("#panic()", encoding="utf-8")
    done = called("render", "print", "--input", "letters", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "print.typ: warning[P008]" in done.stdout
    done = called("render", "print", "--input", "letters", "--trust", cwd=tmp_path)
    assert done.returncode == 4
    assert "print not made" in done.stderr
    assert "print.typ:1:2: panicked" in done.stdout
