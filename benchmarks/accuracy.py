"""How right the parser is: the scorer of the annotations, on every gold file at hand.

    python benchmarks/accuracy.py [GOLD.jsonl ...]

Without arguments: the project's own annotations of the seed's notes, and the development set
where it is there.  The scorer is the annotators' own, so that the figures can be compared.
"""

from __future__ import annotations

import json
import runpy
import sys
import tempfile
from pathlib import Path

from kktei.parse import entry, parse_head, parse_note, record

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "gold"


def predicted(gold: Path) -> str:
    lines = []
    for line in gold.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        head, note = (not row["source_note"] and entry(row["head"])) or (row["head"], row["source_note"])
        facts = record(parse_head(head), parse_note(note, date=row.get("date")))
        lines.append(json.dumps({"volume": row["volume"], "id": row["id"], **facts}, ensure_ascii=False))
    return "\n".join(lines) + "\n"


def score(gold: Path, scorer: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        guess = Path(folder) / "predicted.jsonl"
        guess.write_text(predicted(gold), encoding="utf-8")
        print(f"\n{gold.name}")
        sys.argv = [str(scorer), str(gold), str(guess)]
        try:
            runpy.run_path(str(scorer), run_name="__main__")
        except SystemExit as end:
            if end.code:
                raise


def main() -> None:
    scorer = SHARED / "score.py"
    if not scorer.exists():
        sys.exit(f"The scorer is not there: {scorer}")
    asked = [Path(name) for name in sys.argv[1:]]
    for gold in asked or [ROOT / "tests" / "gold" / "seed.jsonl", SHARED / "dev.jsonl"]:
        if gold.exists():
            score(gold.resolve(), scorer)


if __name__ == "__main__":
    main()
