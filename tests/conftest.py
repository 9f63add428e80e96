"""Fixtures that several rooms' tests share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import settings

from kktei.project import Project
from tests.editions import kktei
from tests.once import once

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)
ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("unhurried", deadline=None)  # a loaded machine is no fault
settings.load_profile("unhurried")


@pytest.fixture(scope="session", autouse=True)
def state() -> Path:
    """A state folder for the tests' user, one in all processes; what this machine's user has is neither read nor changed."""
    folder = once("state", lambda folder: folder)
    os.environ["XDG_STATE_HOME"] = str(folder)
    return folder


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a test that is skipped has failed: something that it needs was not installed."""
    return unskipped((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """A whole module that is skipped, too."""
    return unskipped((yield))


def unskipped(report: Report) -> Report:
    """The report; in CI a failure where it says that something was skipped (an expected failure is no skip)."""
    if os.environ.get("CI") == "true" and report.skipped and not hasattr(report, "wasxfail"):
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"In CI nothing is skipped. {why}"
    return report


@pytest.fixture(scope="session")
def datadir() -> Path:
    """Texts of others that tests are run on; whose they are: tests/data/README.md."""
    return ROOT / "tests" / "data"


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium; without one browser tests are skipped."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("needs Chromium: install Debian's package chromium (apt-get install chromium)")
    return path


@pytest.fixture(scope="session")
def starter(state: Path) -> Path:
    """The edition that ``kktei new`` makes, built once; tests copy it."""
    return once("starter", _built)


def _built(folder: Path) -> Path:
    assert kktei("new", "letters", cwd=folder).returncode == 0
    done = kktei("build", cwd=folder / "letters")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "letters"


@pytest.fixture
def built(starter: Path, tmp_path: Path) -> Project:
    """A copy of the built starter edition."""
    return Project(Path(shutil.copytree(starter, tmp_path / "letters", symlinks=True)))


@pytest.fixture
def small(starter: Path, tmp_path: Path) -> Project:
    """The starter edition, not yet built (but with the fonts that an earlier build cut)."""
    shutil.copytree(ROOT / "kktei" / "starter", tmp_path / "letters", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "letters" / "edition" / "documents").mkdir(exist_ok=True)
    shutil.copytree(starter / ".kktei-cache" / "blobs", tmp_path / "letters" / ".kktei-cache" / "blobs")
    return Project(tmp_path / "letters")
