"""Small editions for tests, and real calls of the command line."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path

from kktei.cli.main import run

# To root nothing is forbidden, unless it starts a process that may not have its powers.
POWERLESS = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []


def kktei(*arguments: str, cwd: Path, powerless: bool = False, **environment: str) -> subprocess.CompletedProcess[str]:
    """A real call of the command line; what ``environment`` names is other than here."""
    return subprocess.run(
        [*(POWERLESS if powerless else []), sys.executable, "-m", "kktei", *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def called(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """A call in this process, where all stylesheets that another test used are compiled."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.chdir(cwd), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(list(arguments))
    return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())


def digests(folder: Path) -> dict[str, str]:
    """Every file below ``folder`` with its digest."""
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}
