"""How right the parser is, by field and by era, and how much of whole volumes it understands.

    python benchmarks/accuracy.py [GOLD.jsonl ...]

Without arguments: the project's own annotations of the seed's notes, the development sets and the whole volumes
where they are there.  The scorer is the annotators' own, so that the figures can be compared.  Of the development
sets every third record is held back: its figures are shown, its errors never, so that nobody writes rules for it.
"""

from __future__ import annotations

import json
import re
import runpy
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from kktei import tei
from kktei.parse import entry, parse_head, parse_note, record
from kktei.read import read_source

ROOT = Path(__file__).resolve().parent.parent
MATERIAL = ROOT.parent / "shared"
GOLD = MATERIAL / "gold"
_TURNED = 1955  # from this year on notes begin "Source:"
_HELD_BACK = 3  # one record in so many


def predicted(gold: Path) -> str:
    """The records of a gold file as the parser sees them, as JSON Lines."""
    lines = []
    for line in gold.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        head, note = (not row["source_note"] and entry(row["head"])) or (row["head"], row["source_note"])
        facts = record(parse_head(head), parse_note(note, date=row.get("date")))
        lines.append(json.dumps({"volume": row["volume"], "id": row["id"], **facts}, ensure_ascii=False))
    return "\n".join(lines) + "\n"


def score(gold: Path, title: str) -> None:
    """Print the scorer's table for one file."""
    with tempfile.TemporaryDirectory() as folder:
        guess = Path(folder) / "predicted.jsonl"
        guess.write_text(predicted(gold), encoding="utf-8")
        print(f"\n{title}")
        sys.argv = [str(GOLD / "score.py"), str(gold), str(guess)]
        try:
            runpy.run_path(str(GOLD / "score.py"), run_name="__main__")
        except SystemExit as end:
            if end.code:
                raise


def era(volume: str) -> str:
    """The era of a volume by its name ("frus1948v01p2"): by the form that its notes have."""
    if volume.endswith("Supp"):
        return "calendars"
    year = int((re.search(r"\d{4}", volume) or ["0"])[0])
    return "inline notes, to 1954" if year < _TURNED else "“Source:” notes, from 1955"


def by_era(gold: Path) -> None:
    """Print the tables of a development set: each era's open and held-back records."""
    groups: dict[str, list[str]] = {}
    for number, line in enumerate(gold.read_text(encoding="utf-8").splitlines()):
        held = "held back" if number % _HELD_BACK == _HELD_BACK - 1 else "open"
        groups.setdefault(f"{era(json.loads(line)['volume'])}, {held}", []).append(line)
    with tempfile.TemporaryDirectory() as folder:
        for name, lines in sorted(groups.items()):
            part = Path(folder) / "part.jsonl"
            part.write_text("\n".join(lines) + "\n", encoding="utf-8")
            score(part, f"{gold.name}: {name}")


def coverage(volume: Path) -> Counter[str]:
    """What of a whole volume is understood: documents, headings, notes, sentences, and what is read in part."""
    count: Counter[str] = Counter()
    for read in read_source(volume, volume.name).records:
        head, note = (not read.note and entry(read.head)) or (read.head, read.note)
        count["documents"] += 1
        count["headings"] += parse_head(head).understood
        if note:
            facts = parse_note(note)
            count["notes"] += 1
            count["located"] += facts.base is not None
            count["sentences"] += len(facts.sentences)
            count["understood"] += sum(s.understood for s in facts.sentences)
            count["in part"] += len(facts.unread)
    return count


def marked(volume: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """Headings of a volume with the senders and recipients that its own marks name."""
    for div in etree.parse(str(volume), tei.parser()).getroot().iter(tei.q("div")):
        head = div.find(tei.q("head")) if div.get("type") == "document" else None
        if head is None:
            continue
        named: dict[str, list[str]] = {"from": [], "to": []}
        for mark in head.iter(tei.q("persName"), tei.q("gloss"), tei.q("orgName")):
            if mark.get("type") in named:
                named[mark.get("type")].append(tei.text_of(mark))
        if named["from"] or named["to"]:
            yield _words(head), named["from"], named["to"]


def _words(head: tei.Element) -> str:
    parts = [head.text or ""]
    for inner in head:
        parts += [_words(inner) if tei.name(inner) != "note" else "", " " if tei.name(inner) == "lb" else ""]
        parts.append(inner.tail or "")
    text = re.sub(r"\(\s+", "(", " ".join("".join(parts).split()))
    return re.sub(r"^\[?\d+\.?\]?\s*", "", re.sub(r"\s+([),.])", r"\1", text))


def agreement(volume: Path) -> tuple[int, int]:
    """In how many marked headings the parser names the same sender and recipient, and how many there are."""
    agree = count = 0
    for head, senders, recipients in marked(volume):
        facts = parse_head(head)
        count += 1
        agree += _within(senders, facts.senders) and _within(recipients, facts.recipients)
    return agree, count


def _within(marks: list[str], agents: tuple[object, ...]) -> bool:
    found = _plain(" | ".join(str(getattr(agent, "wording", "")) for agent in agents))
    return all(re.sub(r"^the ", "", _plain(mark)) in found for mark in marks)


def _plain(text: str) -> str:
    return re.sub(r"\s*([(),])\s*", r"\1", text.replace("’", "'"))


def volumes() -> None:
    """Print how much of each whole volume is understood."""
    print("\nvolume                    documents  headings  located  sentences understood  in part  as marked")
    for volume in sorted((MATERIAL / "volumes").glob("*.xml")):
        c = coverage(volume)
        agree, of = agreement(volume)
        share = f"{agree / of:9.1%} of {of}" if of else "   no marks"
        print(
            f"{volume.stem:<25} {c['documents']:9} {c['headings'] / c['documents']:9.1%}"
            f" {c['located'] / max(1, c['notes']):8.1%} {c['sentences']:10} {c['understood'] / c['sentences']:10.1%}"
            f" {c['in part'] / c['sentences']:8.1%} {share}"
        )


def main() -> None:
    """All figures, or those of the files named."""
    if not (GOLD / "score.py").exists():
        sys.exit(f"The scorer is not there: {GOLD / 'score.py'}")
    for asked in [Path(name).resolve() for name in sys.argv[1:]]:
        score(asked, asked.name)
    if sys.argv[1:]:
        return
    score(ROOT / "tests" / "gold" / "seed.jsonl", "seed.jsonl")
    score(GOLD / "dev.jsonl", "dev.jsonl")
    by_era(GOLD / "dev_eras.jsonl")
    by_era(GOLD / "dev_heads.jsonl")
    volumes()


if __name__ == "__main__":
    main()
