"""Validation of a folder that is no edition: names whose records did not come with the letters are told there, too."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kktei.pipeline.checking import check_paths
from kktei.pipeline.watch import Silence

RULE = Path(__file__).parent.parent / "rules" / "S209"


@pytest.mark.parametrize(
    ("names", "told"), [(["d002.xml", "d003.xml", "authorities.xml", "edition.xml"], 1), (["d002.xml"], 4)]
)
def test_records_that_did_not_come_along(
    tmp_path: Path, names: list[str], told: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the four names in the letter one alone has its record in another file; without its authority file none has one."""
    for name in names:
        shutil.copy(RULE / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    for paths in ([Path()], [Path("d002.xml")]):
        checked = check_paths(paths, schema=None, rules=None, jobs=1, force=False, watch=Silence())
        assert [(f.code, f.file) for f in checked.found] == [("S209", "d002.xml")] * told
