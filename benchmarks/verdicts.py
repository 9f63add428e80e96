"""Compare verdicts on mutated documents: lxml's RELAX NG and our own walk must agree on each.

    python benchmarks/verdicts.py [--count 5000] [--schema schema/kktei.rng] FILE...

Without files the edition's documents are mutated.  Prints how many of the mutants are invalid, and
every disagreement; the exit code is 1 where there is one.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kktei import tei  # noqa: E402
from kktei.validate.check import explain  # noqa: E402
from kktei.validate.grammars import grammar  # noqa: E402
from tests.validate.mutants import mutant  # noqa: E402


def options() -> argparse.Namespace:
    """What was asked for."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--count", type=int, default=5000)
    given.add_argument("--seed", type=int, default=1963)
    given.add_argument("--schema", type=Path, default=ROOT / "schema" / "kktei.rng")
    given.add_argument("files", nargs="*", type=Path)
    return given.parse_args()


def main() -> int:
    """Mutate, judge twice, count."""
    given = options()
    files = given.files or sorted((ROOT / "edition" / "documents").glob("*.xml"))
    sources = [tei.load(file) for file in files]
    judge = etree.RelaxNG(etree.parse(str(given.schema)))
    own = grammar(given.schema)
    chance = random.Random(given.seed)
    invalid = disagreements = 0
    seconds = [0.0, 0.0]
    for number in range(given.count):
        raw = mutant(sources[number % len(sources)], chance)
        root = etree.fromstring(raw, tei.parser())
        start = time.perf_counter()
        theirs = judge.validate(root)
        middle = time.perf_counter()
        found = explain(raw, f"mutant {number}", own)
        seconds[0] += middle - start
        seconds[1] += time.perf_counter() - middle
        invalid += not theirs
        if theirs == bool(found):
            disagreements += 1
            words = judge.error_log.last_error if not theirs else found[0]
            print(f"mutant {number}: lxml says {'valid' if theirs else 'invalid'}; {words}")
    print(f"{given.count} mutants, {invalid} invalid, {disagreements} disagreements")
    lxml, walk = (1000 * s / given.count for s in seconds)
    print(f"lxml {lxml:.2f} ms, our walk with explanation {walk:.2f} ms a document")
    return 1 if disagreements else 0


if __name__ == "__main__":
    sys.exit(main())
