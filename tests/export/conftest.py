"""One export of the starter edition, which all tests here look at."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kktei.pipeline.export import Outcome, export
from kktei.project import Project


@pytest.fixture(scope="session")
def letters(starter: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Outcome]:
    """The built starter edition with its exports, and what the export said."""
    project = Project(Path(shutil.copytree(starter, tmp_path_factory.mktemp("exported") / "letters", symlinks=True)))
    return project, export(project, ())


@pytest.fixture(scope="session")
def exported(letters: tuple[Project, Outcome]) -> Path:
    """The folder of the exports."""
    return letters[0].output / "export"
