"""A net under a change of the house: what every product was before, and what the change did to it.

    python benchmarks/net.py keep  [FOLDER]      make every product with the code as it is, and keep it
    python benchmarks/net.py compare [FOLDER]    make every product again and show what differs (exit code 1)

FOLDER (default .net, not under version control) holds the products: of this repository's edition, of the starter
and of twenty foreign letters (tests/data/letters), each as TEI, site, Typst source, parts of the e-book and of the
Word file, PDF, and the findings; of the two editions also every export.  What was made while somebody changed the code
is of no code at all: it is not kept.
"""

from __future__ import annotations

import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from kktei import cache  # noqa: E402 - of the code that is measured

LETTERS = ROOT / "tests" / "data" / "letters"
PRODUCTS = ("html", "print", "epub", "docx")
_EACH = 7  # letters from each of the collections
_PROGRESS = re.compile(r": \d+ of \d+$")
_SHOWN = 12  # lines of difference shown of a file


def kktei(*arguments: str, cwd: Path) -> str:
    """What a run said; SystemExit where it could not go on."""
    done = subprocess.run(
        [sys.executable, "-m", "kktei", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in (0, 1):
        raise SystemExit(f"kktei {' '.join(arguments)} failed: {done.stderr[-800:]}")
    return done.stdout + done.stderr


def from_one_state(target: Path) -> None:
    """What :func:`make` makes; SystemExit, and nothing kept, where the code did not stay as it was meanwhile."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    begun = cache.program()
    with tempfile.TemporaryDirectory() as work:
        (Path(work) / "net").mkdir()
        make(target, Path(work) / "net")
    cache.program.cache_clear()
    if cache.program() != begun:
        shutil.rmtree(target)
        raise SystemExit("The code changed while the products were made: make them again, and let it rest meanwhile.")


def make(target: Path, work: Path) -> None:
    """All products of all editions below ``target``, unpacked so that they can be compared."""
    edition = work / "edition-of-the-repository"
    for name in ("seeds", "edition", "schema"):
        shutil.copytree(ROOT / name, edition / name)
    _built(edition, target / "thirty")
    kktei("new", "starter", cwd=work)
    _built(work / "starter", target / "starter")
    letters = work / "letters"
    letters.mkdir()
    for collection in sorted(p for p in LETTERS.glob("*") if p.is_dir()):
        every = sorted(collection.glob("*.xml"))
        for file in every[:: max(1, len(every) // _EACH)][:_EACH]:
            shutil.copy(file, letters / f"{collection.name}-{file.name}")
    if any(letters.iterdir()):
        said = kktei("render", *PRODUCTS, "--input", str(letters), "--output", str(work / "out"), cwd=work)
        _kept(work / "out", target / "foreign", said)


def _built(edition: Path, target: Path) -> None:
    said = kktei("convert", cwd=edition) + kktei("render", *PRODUCTS, cwd=edition) + kktei("export", cwd=edition)
    _kept(edition / "output", target, said)
    shutil.copytree(edition / "edition", target / "tei", ignore=shutil.ignore_patterns(".kktei"))


def _kept(output: Path, target: Path, said: str) -> None:
    shutil.copytree(output, target)
    lines = sorted(
        line for line in said.splitlines() if not _PROGRESS.search(line)
    )  # how far it is depends on the time
    (target / "said.txt").write_text("\n".join(lines), encoding="utf-8")
    for file in sorted(target.rglob("*")):
        if file.suffix in {".epub", ".docx"}:
            with zipfile.ZipFile(file) as parts:
                parts.extractall(file.with_suffix(".parts"))
            file.unlink()


def differences(before: Path, after: Path) -> Iterator[str]:
    """Each file that is not what it was, with the first lines that differ."""
    names = {p.relative_to(folder) for folder in (before, after) for p in folder.rglob("*") if p.is_file()}
    for name in sorted(names):
        old, new = before / name, after / name
        if not new.exists() or not old.exists():
            yield f"{'gone' if old.exists() else 'new'}: {name}"
        elif old.read_bytes() != new.read_bytes():
            yield f"changed: {name}"
            yield from _lines(old.read_bytes(), new.read_bytes())


def _lines(old: bytes, new: bytes) -> Iterator[str]:
    try:
        one, two = (raw.decode("utf-8").replace("><", ">\n<").splitlines() for raw in (old, new))
    except UnicodeDecodeError:
        return
    shown = (line for line in difflib.unified_diff(one, two, lineterm="", n=0) if not line.startswith(("---", "+++")))
    for line, _ in zip_longest(shown, range(_SHOWN)):
        if line is None or _ is None:
            return
        yield f"    {line[:200]}"


def main() -> None:
    verb, folder = sys.argv[1] if sys.argv[1:] else "", Path(sys.argv[2] if sys.argv[2:] else ROOT / ".net").resolve()
    if verb not in {"keep", "compare"}:
        raise SystemExit(__doc__)
    target = folder / ("before" if verb == "keep" else "after")
    from_one_state(target)
    if verb == "keep":
        print(f"Kept in {target}")
        return
    lines = list(differences(folder / "before", target))
    print("\n".join(lines) or "Every product is what it was.")
    sys.exit(bool(lines))


if __name__ == "__main__":
    main()
