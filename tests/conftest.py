"""Fixtures that several rooms' tests share."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from kktei.project import Project
from tests.editions import kktei

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session", autouse=True)
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder for the tests' user; what this machine's user has is neither read nor changed."""
    folder = tmp_path_factory.mktemp("state")
    os.environ["XDG_STATE_HOME"] = str(folder)
    return folder


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The makers' material beside the repository; tests that use it skip where it is missing."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs ../shared")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium; without one browser tests are skipped, but never in CI."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        message = "needs Chromium: install Debian's package chromium (apt-get install chromium)"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return path


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition that ``kktei new`` makes, built once; tests copy it."""
    folder = tmp_path_factory.mktemp("starter")
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
