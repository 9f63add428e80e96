"""How fast validation is, beside lxml's bare RELAX NG check of the same files in the same run.

    python benchmarks/validation.py [N] [--jobs J]      (default: 3000 documents, all cores)

Makes N documents from the edition's thirty (other numbers and ids) and prints documents a second and
the ratio to lxml, which parses each file and checks it with the same grammar in one process.  Each
figure includes its own start: compiling the grammar, and where they are used, the rules and processes.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kktei.cache import Cache  # noqa: E402
from kktei.findings import Severity  # noqa: E402
from kktei.validate import check_documents, check_edition  # noqa: E402
from kktei.validate.check import Schema, check, own_schema  # noqa: E402

EDITION = ROOT / "edition"


def generate(folder: Path, count: int) -> list[Path]:
    """``count`` documents with numbers from 1001 on; links to neighbours are kept within them."""
    sources = [file.read_text(encoding="utf-8") for file in sorted((EDITION / "documents").glob("d*.xml"))]
    folder.mkdir(parents=True)
    for name in ("authorities.xml", "edition.xml"):
        (folder.parent / name).write_bytes((EDITION / name).read_bytes())
    made = []
    for n in range(count):
        file = folder / f"d{1001 + n}.xml"
        file.write_text(renumbered(sources[n % len(sources)], 1001 + n, 1000 + count), encoding="utf-8")
        made.append(file)
    return made


def renumbered(text: str, number: int, last: int) -> str:
    """A document with another number, in its ids too."""
    old = int(re.search(r'<idno type="document">(\d+)<', text)[1])

    def moved(found: re.Match[str]) -> str:
        other = number + int(found[1]) - old
        return f'target="d{min(max(other, 1001), last)}.xml"'

    text = re.sub(r'<ref type="(?:prev|next)"[^>]*>[^<]*</ref>\s*', "", text)
    text = re.sub(r'target="d(\d+)\.xml[^"]*"', moved, text)
    text = re.sub(rf"\bd{old:03}\b", f"d{number}", text)
    text = re.sub(r"<correspContext>\s*</correspContext>", "", text)
    return re.sub(rf'(?<=n="){old}(?=")|(?<=>){old}(?=<|\. )', str(number), text)


def bare(files: list[Path]) -> int:
    """Lxml alone: parse and check; how many are invalid."""
    judge = etree.RelaxNG(etree.parse(str(own_schema().path)))
    return sum(not judge.validate(etree.parse(str(file), etree.XMLParser(collect_ids=False))) for file in files)


def grammar_alone(files: list[Path]) -> int:
    """Our check of well-formedness and grammar, in this process."""
    return sum(bool(check(file.read_bytes(), file.name, own_schema())) for file in files)


def walk_alone(files: list[Path]) -> int:
    """The derivative walk, which gives the verdict for other people's schemas."""
    schema = Schema(own_schema().path, foreign=True)
    return sum(bool(check(file.read_bytes(), file.name, schema)) for file in files)


def whole(files: list[Path], jobs: int, cache: Cache | None = None) -> int:
    """Grammar, rules, and what spans files."""
    around = {
        "authorities": files[0].parent.parent / "authorities.xml",
        "corpus": files[0].parent.parent / "edition.xml",
    }
    found = check_documents(files, root=files[0].parent, jobs=jobs, cache=cache, **around)
    every = [f for one in found.values() for f in one] + check_edition(files, root=files[0].parent, jobs=jobs)
    return len({f.file for f in every if f.severity is Severity.ERROR})


def measured(name: str, count: int, work: Callable[[], int], beside: float) -> float:
    """Time one way of checking and print its line; its seconds."""
    start = time.perf_counter()
    invalid = work()
    seconds = time.perf_counter() - start
    ratio = f"{beside / seconds:5.2f}" if beside else " 1.00"
    print(f"{name:<44} {seconds:7.2f} s {count / seconds:8.0f} a second   {ratio}   {invalid} with errors", flush=True)
    return seconds


def main() -> None:
    """Generate, measure, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("count", type=int, nargs="?", default=3000)
    options.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = generate(Path(folder) / "edition" / "documents", given.count)
        cache = Cache(Path(folder) / "cache")
        print(f"{len(files)} documents, {sum(f.stat().st_size for f in files) // len(files)} bytes each\n")
        n = len(files)
        alone = measured("lxml, RELAX NG alone", n, lambda: bare(files), 0)
        measured("kktei, grammar, 1 process", n, lambda: grammar_alone(files), alone)
        measured("kktei, derivative walk, 1 process", n, lambda: walk_alone(files), alone)
        measured("kktei, grammar, rules and links, 1 process", n, lambda: whole(files, 1), alone)
        measured(f"kktei, the same, {given.jobs} processes", n, lambda: whole(files, given.jobs, cache), alone)
        measured("kktei, the same again, from the cache", n, lambda: whole(files, given.jobs, cache), alone)


if __name__ == "__main__":
    main()
