"""Fixtures that several rooms' tests share."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from kktei.project import Project
from tests.editions import kktei

ROOT = Path(__file__).resolve().parent.parent


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


@pytest.fixture
def small(tmp_path: Path) -> Project:
    """The edition that ``kktei new`` makes, not yet built."""
    done = kktei("new", "letters", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    return Project(tmp_path / "letters")
