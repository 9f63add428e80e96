"""From a source to the TEI: every word of it stands in edition/ or in a finding."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest
from lxml import etree

from kktei import tei
from kktei.model import DocumentId, Position, Record
from kktei.pipeline.checking import check_paths
from kktei.pipeline.convert import convert
from kktei.pipeline.watch import Silence
from kktei.project import Project
from kktei.read.plain.writer import write_plain
from kktei.wording import in_digits
from tests.read.samples import PLAIN
from tests.read.strategies import bodies

CASES = ("hostile/03a-first-paragraph-lost.txt", "hostile/03b-two-line-heading-lost.txt", "hostile/05-one-kanji-stops-the-build.txt",
         "hostile/03c-arabic-digits-lose-a-document.txt", "sources/020-heading-footnotes.txt")  # fmt: skip
# Words by which the form marks things, and TEI has elements or attributes.
MARK = re.compile(
    r"\{(?:[a-z]+|foreign [\w-]+): ?|\{break\}|\[End of[^\]]*\]|\[(?:p|fol)\. |\billegible\b|\blost\b|not declassified"
    r"|\[blank\]"
    r"|^(?:Dateline|Salutation|Closing|Signed|Postscript):",
    re.MULTILINE,
)


def words(texts: Iterable[str]) -> Counter[str]:
    """The letters of some texts, as words may be parted by elements; ligatures and digits as what they stand for."""
    plain = (in_digits(text).replace("ﬁ", "fi").translate(str.maketrans("¹²³", "123")) for text in texts)
    return Counter(char for text in plain for char in text if char.isalnum())


def project_of(folder: Path, sources: dict[str, str]) -> Project:
    project = Project(folder)
    project.documents.mkdir(parents=True)
    project.seeds.mkdir()
    (project.edition / "edition.toml").write_text('[edition]\nid = "t"\ntitle = "X"\n', encoding="utf-8")
    for name, text in sources.items():
        (project.seeds / name).write_text(text, encoding="utf-8")
    return project


def held(project: Project) -> tuple[Counter[str], list[str]]:
    """The letters of the texts in edition/ (their headers repeat them), attributes included, and of the findings."""
    done = convert(project, watch=Silence(), by="E")
    files = [*project.document_files(), *([project.front] if project.front.is_file() else [])]
    said = [f.message for f in done.findings]
    for file in files:
        for element in tei.load(file).find("tei:text", tei.NS).iter(etree.Element):
            said += [element.text or "", element.tail or "", *map(str, element.attrib.values())]
    return words(said), [f.code for f in done.findings]


def check(project: Project) -> list[str]:
    there, codes = held(project)
    texts = [MARK.sub(" ", path.read_text(encoding="utf-8")) for path in sorted(project.seeds.iterdir())]
    missing = words(texts) - there
    assert not missing, missing
    assert "R055" not in codes
    return codes


@pytest.mark.parametrize("case", CASES)
def test_of_the_cases(case: str, datadir: Path, tmp_path: Path) -> None:
    check(project_of(tmp_path, {"a.txt": (datadir / "cases" / case).read_text(encoding="utf-8")}))


def test_of_a_sample_with_everything(tmp_path: Path) -> None:
    check(project_of(tmp_path, {"a.txt": PLAIN}))


def test_of_documents_made_at_random(tmp_path: Path) -> None:
    """Whatever the transcription holds, TEI holds."""
    made = []
    for n in range(1, 41):
        body = _drawn(n)
        made.append(
            Record(
                DocumentId.of(str(n)),
                f"Letter From A{n} to B",
                "Source: Town Archive.",
                Position("", 1),
                Position("", 1),
                body,
            )
        )
    check(project_of(tmp_path, {"a.txt": write_plain("Letters", made).text}))


def _drawn(seed: int) -> tuple[object, ...]:
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import seed as seeded

    found: list[tuple[object, ...]] = []

    @seeded(seed)
    @settings(
        max_examples=4, database=None, phases=[Phase.generate], deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(bodies())
    def draw(body: tuple[object, ...]) -> None:
        found.append(body)

    draw()
    return Random(seed).choice(found[1:])


def test_a_word_struck_from_the_note_is_missed_whatever_the_number_looks_like(tmp_path: Path) -> None:
    """A heading "001. Letter" made the number "001", and validation looked for "1"."""
    project = project_of(
        tmp_path, {"a.txt": "T\n\n001. Letter From A to B\n\nSource: Town Archive. Secret.\n\nText.\n"}
    )
    convert(project, watch=Silence(), by="E")
    (path,) = project.document_files()
    path.write_text(path.read_text(encoding="utf-8").replace("Town", ""), encoding="utf-8")
    found = check_paths([path], schema=None, rules=None, jobs=1, force=False, watch=Silence()).found
    assert "S100" in {f.code for f in found}
