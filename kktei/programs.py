"""Programs of others that kktei runs: where they are found, and with what they are run.

pandoc and pagefind are those that were installed with kktei, never another of that name.  git is the reader's own.
None is looked up in the working folder, in the edition or by a path that depends on where the reader stands.
Each runs in its own folder, so that no settings file of the edition (``pagefind.yml``) steers it.
"""

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO

from kktei.errors import MachineryError, NotInstalledError

_KEPT = ("SYSTEMROOT", "TEMP", "TMP", "TMPDIR")  # what Windows needs to start a program; where it may put files


def pandoc() -> Path:
    """The pandoc that was installed with kktei; NotInstalledError where it was not."""
    return _beside("pypandoc", "files/pandoc", "pandoc", "docx")


def pagefind() -> Path:
    """The Pagefind that was installed with kktei."""
    return _beside("pagefind_bin", "pagefind", "Pagefind", "")


def _beside(package: str, name: str, title: str, extra: str) -> Path:
    spec = find_spec(package)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for file in (Path(folder, name), Path(folder, f"{name}.exe")):
            if file.is_file():
                return file.resolve()
    raise NotInstalledError(title, extra)


def run(
    program: Path,
    arguments: Sequence[str],
    given: bytes = b"",
    environment: Mapping[str, str] | None = None,
    *,
    seconds: float | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run a program of kktei's own to its end; all paths in ``arguments`` are absolute.

    It sees ``environment`` and nothing else of the reader's.  MachineryError where it cannot be started,
    ``subprocess.TimeoutExpired`` where it was ended as it took more than so many ``seconds``.
    """
    try:
        return subprocess.run(
            [program, *arguments],
            input=given,
            capture_output=True,
            check=False,
            timeout=seconds,
            cwd=program.parent,
            env={**_environment(), **(environment or {})},
        )
    except OSError as problem:
        raise _not_started(program, problem) from problem


@contextmanager
def conversation(program: Path, arguments: Sequence[str]) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """A program that answers while it runs, started as ``run`` does: what it reads, and what it says.

    It is ended with the block: whoever asks waits for the answers before.
    """
    try:
        process = subprocess.Popen(
            [program, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=program.parent,
            env=_environment(),
        )
    except OSError as problem:
        raise _not_started(program, problem) from problem
    with process:
        if process.stdin is None or process.stdout is None:  # never: both are pipes
            raise MachineryError(f"{program.name} cannot be spoken to", "Install kktei again.")
        try:
            yield process.stdin, process.stdout
        finally:
            process.kill()


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, "LANG": "C.UTF-8", "PATH": ""}


def _not_started(program: Path, problem: OSError) -> MachineryError:
    why = problem.strerror or problem
    return MachineryError(f"{program.name} cannot be started: {why}", "Install kktei again.")


def found(name: str, project: Path) -> Path | None:
    """The reader's own program of that name, as PATH has it; never from the working folder or from ``project``."""
    for folder in map(Path, os.get_exec_path()):
        real = folder.resolve()
        if not folder.is_absolute() or real == Path.cwd() or real.is_relative_to(project.resolve()):
            continue
        for file in (folder / name, folder / f"{name}.exe"):
            if file.is_file() and os.access(file, os.X_OK):
                return file
    return None
