"""A tiny edition, and conversions made by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from lxml import etree

from kktei.findings import Finding
from kktei.merge import MergePlan, carry_out, plan
from kktei.project import Project

DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="t.d001">
  <teiHeader>
    <fileDesc><titleStmt><title>{title}</title></titleStmt></fileDesc>
  </teiHeader>
  <text>
    <body>
      <div><head>1. {title}<note type="source"><seg>Source: {where}.</seg> <seg>{what}.</seg></note></head>
        <p>{text}</p>
      </div>
    </body>
  </text>
</TEI>
"""


def document(title: str = "Letter", where: str = "Archive", what: str = "Secret", text: str = "Dear Sir") -> bytes:
    """A conversion."""
    return DOCUMENT.format(title=title, where=where, what=what, text=text).encode()


def check(data: bytes) -> list[Finding]:
    """A text is wrong where it is not well formed."""
    try:
        etree.fromstring(data)
    except etree.XMLSyntaxError as problem:
        return [Finding("M000", problem.msg or "")]
    return []


FILE = "documents/d001.xml"


def planned(project: Project, converted: Mapping[str, bytes], today: str = "2026-11-23", **more: object) -> MergePlan:
    """What a conversion would do."""
    return plan(converted.items(), project, by="A. Editor", today=today, check=check, **more)  # type: ignore[arg-type]


class EditedProject:
    """A project that an editor works on: converts, looks, edits."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.path = project.edition / FILE

    def plan(self, data: bytes | None, today: str = "2026-11-23", **more: object) -> MergePlan:
        return planned(self.project, {} if data is None else {FILE: data}, today=today, **more)

    def convert(self, data: bytes | None, today: str = "2026-11-23") -> MergePlan:
        made = self.plan(data, today)
        carry_out(made)
        return made

    def edit(self, old: str, new: str) -> None:
        text = self.path.read_text(encoding="utf-8")
        assert old in text
        self.path.write_text(text.replace(old, new), encoding="utf-8")

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @property
    def copy(self) -> Path:
        return self.project.edition / "conflicts" / "d001.new.xml"


@pytest.fixture
def at_hand(tmp_path: Path) -> EditedProject:
    (tmp_path / "edition" / "documents").mkdir(parents=True)
    (tmp_path / "edition" / "edition.toml").write_text('[edition]\ntitle = "T"\n', encoding="utf-8")
    return EditedProject(Project(tmp_path))


@pytest.fixture
def make() -> Callable[..., bytes]:
    return document
