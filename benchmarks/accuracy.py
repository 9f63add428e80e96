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
from pathlib import Path

from kktei.model import HeadFacts, Link, Span
from kktei.parse import entry, parse_head, parse_note, record
from kktei.read import read_source

ROOT = Path(__file__).resolve().parent.parent
MATERIAL = ROOT.parent / "shared"
GOLD = MATERIAL / "gold"
_TURNED = 1955  # from this year on notes begin "Source:"
_HELD_BACK = 3  # one record in so many
FIELDS = (  # of the scorer
    *("doc_type", "repository", "lot", "box", "folder", "file_number", "classification", "location", "from", "to"),
    *("markings", "published_in", "refs", "drafted_by", "approved_by", "cleared_by", "copies", "translation"),
)


def predicted(gold: Path) -> str:
    """The records of a gold file as the parser sees them, as JSON Lines."""
    lines = []
    for line in gold.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        head, note = (not row["source_note"] and entry(row["head"])) or (row["head"], row["source_note"])
        facts = record(parse_head(head, language=row.get("language", "en")), parse_note(note, date=row.get("date")))
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


def by_language() -> None:
    """Print the tables of the project's own headings and notes in other languages; no outsider annotated them."""
    with tempfile.TemporaryDirectory() as folder:
        for gold in sorted((ROOT / "tests" / "gold").glob("*.jsonl")):
            if gold.stem == "seed":
                continue
            rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
            whole = [_whole(row, row.get("copies", []), gold.stem, n) for n, row in enumerate(rows)]
            part = Path(folder) / gold.name
            part.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in whole) + "\n", encoding="utf-8")
            score(part, f"{gold.name}: headings and notes, invented after published conventions")


def _whole(row: dict[str, object], copies: list[list[str]], language: str, number: int) -> dict[str, object]:
    """A row of the project's own as the scorer has it: what it does not annotate is not scored."""
    noted = {field for field in FIELDS if field not in row}
    if "path" in row:
        noted -= {"location"}
    located = [{"what": "", "repository": held, "path": path} for held, *path in copies]
    own = {"volume": language, "id": str(number), "head": row.get("head", ""), "source_note": row.get("note", "")}
    return {**row, **own, "copies": located, "language": language, "unsure": sorted(noted)}


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


def agreement(volume: Path) -> tuple[Counter[str], list[str]]:
    """How the heading's words and the volume's own marks of sender and recipient agree, and the differences in words.

    Counted are documents, by the worst of their marks.  "same": the words name the marked party in the marked role; the
    mark may be cut wider or narrower.  "participant": the words are of a talk, whose participants are neither sender
    nor recipient.  "apposition": the mark stands within the sender's own post ("Special Assistant to the Secretary
    (Lund)").  "role": the words say "to" of a party marked "from", or the other way.  "unread": the heading fits no
    pattern, and the marks are taken.  "other": none of these.
    """
    count: Counter[str] = Counter()
    differ = []
    for read in read_source(volume, volume.name).records:
        marks = [link for link in read.links if link.part == "head" and link.kind in ("sender", "recipient")]
        if not marks:
            continue
        facts = parse_head(read.head)
        kinds = [_kind_of(mark, facts) for mark in marks]
        worst = max(kinds, key=list(KINDS).index)
        count[worst] += 1
        if worst not in ("same", "participant"):
            told = ", ".join(f"{m.span.of(read.head)} = {m.kind} ({k})" for m, k in zip(marks, kinds, strict=True))
            differ.append(f"{read.number}. {read.head}\n      marked: {told}")
    return count, differ


KINDS = {  # from agreement to contradiction
    "same": "as marked",
    "participant": "in a talk",
    "unread": "by marks",
    "apposition": "in a post",
    "role": "role",
    "other": "other",
}


def _kind_of(mark: Link, facts: HeadFacts) -> str:
    parties = {"sender": facts.senders, "recipient": facts.recipients}
    others = parties["recipient" if mark.kind == "sender" else "sender"]
    if any(_same(agent.span, mark.span) for agent in parties[mark.kind]):
        return "same"
    if any(_same(agent.span, mark.span) for agent in facts.participants):
        return "participant"
    if any(agent.office_span and _same(agent.office_span, mark.span) for agent in others):
        return "apposition"
    if any(_same(agent.span, mark.span) for agent in others):
        return "role"
    return "unread" if not facts.understood else "other"


def _same(one: Span, other: Span) -> bool:
    """Whether one stretch lies in the other."""
    return (one.start <= other.start and other.end <= one.end) or (other.start <= one.start and one.end <= other.end)


def volumes() -> None:
    """Print how much of each whole volume is understood, and how its marks agree with the words of its headings."""
    print("\nvolume                    documents  headings  located  sentences understood  in part")
    files = sorted((MATERIAL / "volumes").glob("*.xml"))
    for volume in files:
        c = coverage(volume)
        print(
            f"{volume.stem:<25} {c['documents']:9} {c['headings'] / c['documents']:9.1%}"
            f" {c['located'] / max(1, c['notes']):8.1%} {c['sentences']:10} {c['understood'] / c['sentences']:10.1%}"
            f" {c['in part'] / c['sentences']:8.1%}"
        )
    print(f"\nheadings and marks        {'marked':>9} {'agree':>7}" + "".join(f"{name:>11}" for name in KINDS.values()))
    differences = []
    for volume in files:
        count, differ = agreement(volume)
        differences += [f"{volume.stem} {one}" for one in differ]
        if of := count.total():
            agree = f"{(count['same'] + count['participant']) / of:7.1%}"
            print(f"{volume.stem:<25} {of:9} {agree}" + "".join(f"{count[kind]:11}" for kind in KINDS))
    print("\nwhere they differ:", *differences, sep="\n  ")


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
    by_language()
    volumes()


if __name__ == "__main__":
    main()
