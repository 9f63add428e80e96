"""The wheel carries stylesheets, schema, vocabulary and the starter, and works from any folder."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    build = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, timeout=120)
    wheel = next(folder.glob("kktei-*.whl"))
    names = zipfile.ZipFile(wheel).namelist()
    assert "kktei/data/xslt/html.xsl" in names
    assert "kktei/data/schema/kktei.rng" in names
    assert not [n for n in names if n.startswith(("tests/", "edition/", "output/"))]
    install = [*pip, "install", "--no-deps", "--target", str(folder / "site"), str(wheel)]
    subprocess.run(install, check=True, capture_output=True, timeout=120)
    return folder / "site"


def test_the_installed_wheel_builds_an_edition(installed: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(installed)}

    def kktei(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "kktei", *arguments]
        return subprocess.run(
            command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=240, check=False
        )

    where = subprocess.run(
        [sys.executable, "-c", "import kktei; print(kktei.__file__)"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(installed) in where.stdout
    assert kktei("new", "letters", cwd=tmp_path).returncode == 0
    done = kktei("build", cwd=tmp_path / "letters")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "letters" / "output" / "html" / "index.html").is_file()
