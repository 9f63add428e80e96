"""One export of the starter edition, which all tests here look at."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kktei.pipeline.export import ExportRun, export
from kktei.project import Project
from tests.once import once


@pytest.fixture(scope="session")
def letters(starter: Path) -> tuple[Project, ExportRun]:
    """The built starter edition with its exports, and what the export said."""

    def make(folder: Path) -> tuple[Project, ExportRun]:
        project = Project(Path(shutil.copytree(starter, folder / "letters", symlinks=True)))
        return project, export(project, ())

    return once("exported", make)


@pytest.fixture(scope="session")
def exported(letters: tuple[Project, ExportRun]) -> Path:
    """The folder of the exports."""
    return letters[0].output / "export"
