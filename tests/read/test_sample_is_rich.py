"""A document of a FRUS volume is encoded as richly as the same document of the seed, and has its text besides."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from lxml import etree

from kktei.findings import Severity
from kktei.pipeline.convert import convert
from kktei.pipeline.sources import source_notes
from kktei.pipeline.watch import Silence
from kktei.project import Project
from kktei.tei import NS
from kktei.validate import check_text

DESCRIPTION = ("sourceDesc", "textClass", "correspDesc", "head")


def converted(root: Path, folder: Path, seed: str, source: Path | None = None) -> Path:
    (folder / "seeds").mkdir(parents=True)
    (folder / "edition").mkdir()
    for name in ("edition.toml", "authorities.xml"):
        shutil.copy(root / "edition" / name, folder / "edition" / name)
    (folder / "seeds" / "seed.txt").write_text(seed, encoding="utf-8")
    if source is not None:
        shutil.copy(source, folder / "seeds" / source.name)
    project = Project(folder)
    convert(project, by="E", watch=Silence())
    path = project.documents / "d103.xml"
    notes = source_notes(project, project.settings())[0]
    assert [f for f in check_text(path.read_bytes(), notes) if f.severity is Severity.ERROR] == []
    return path


def counts(path: Path, part: str) -> dict[str, int]:
    tree = etree.parse(path)
    for context in tree.iterfind(".//tei:correspContext", NS):
        context.getparent().remove(context)
    found: dict[str, int] = {}
    for element in tree.iterfind(f".//tei:{part}//*", NS):
        tag = etree.QName(element).localname
        found[tag] = found.get(tag, 0) + 1
    return found


@pytest.fixture(scope="module")
def both(root: Path, datadir: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("rich")
    seed = (root / "seeds" / "kennedy-khrushchev-exchanges.txt").read_text(encoding="utf-8")
    others = re.sub(r"^103\. .*?(?=^104\. )", "", seed, flags=re.DOTALL | re.MULTILINE)
    assert "103. " not in others
    sample = datadir / "encoding" / "frus-sample-d103.xml"
    return converted(root, folder / "seed", seed), converted(root, folder / "frus", others, sample)


@pytest.mark.parametrize("part", DESCRIPTION)
def test_as_rich_as_the_thirty(both: tuple[Path, Path], part: str) -> None:
    from_seed, from_volume = (counts(path, part) for path in both)
    assert from_seed
    assert all(from_volume.get(tag, 0) >= count for tag, count in from_seed.items()), (from_seed, from_volume)


def test_and_its_text_besides(both: tuple[Path, Path]) -> None:
    text = counts(both[1], "body")
    assert text["p"] == 9
    assert text["pb"] == 1
    assert text["dateline"] == text["signed"] == 1
    assert "gap" not in text
    document = both[1].read_text(encoding="utf-8")
    assert '<persName key="p_KNS2" ref="../authorities.xml#pers.khrushchev">Khrushchev</persName>' in document
