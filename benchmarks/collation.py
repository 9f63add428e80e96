"""The collation against editors: tokens placed as an apparatus has them, time and memory.

    python benchmarks/collation.py [EDITION.xml ...]

EDITION (default: the texts in ../shared/editions): TEI with an apparatus in parallel segmentation.  Each witness's text
is rebuilt from it, all are collated anew, and every token is looked for: one in which all agree must stand in the
column of its place in the base's text, one of an entry in a column of that entry.  Words are told apart as well: the
marks are the editor's, and a witness that omits words between two of them is rebuilt with both, which it never had.
Before that: nine texts of 3,700 words, three of 50,000, and how time grows.  Aims: agreeing tokens 99.95 %, variant
ones 99.5 %; 1 s, 200 MB; 30 s.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from kktei.collate import Rules, align
from kktei.collate.tokens import is_mark, pattern

EDITIONS = Path(__file__).resolve().parent.parent.parent / "shared" / "editions"
T = "{http://www.tei-c.org/ns/1.0}"
_ASIDE = {f"{T}{name}" for name in ("note", "witDetail", "wit", "head", "pb", "lb", "cb", "ref", "bibl", "listBibl")}
_AWAY = {f"{T}witEnd", f"{T}lacunaStart"}
_BACK = {f"{T}witStart", f"{T}lacunaEnd"}
_MOST = 9  # witnesses of an edition: those that are named most often

Place = tuple[int, int, int]  # the order of an entry or of a piece of text, the token in it, whether it is an entry's


@dataclass
class Witness:
    """A witness's text while it is rebuilt: tokens, each with the place that its editor gave it."""

    siglum: str
    order: dict[tuple[Any, str], int]
    forms: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    lacunae: set[int] = field(default_factory=set)
    there: bool = True
    entry: Any = None

    def walk(self, element: Any) -> None:
        """An element, by what it is to the witness."""
        if element.tag in _AWAY or element.tag in _BACK:
            self.there = element.tag in _BACK
            self.lacunae.add(len(self.forms))
        elif element.tag == f"{T}app":
            self.app(element)
        elif isinstance(element.tag, str) and element.tag not in _ASIDE:
            self.inside(element)

    def inside(self, element: Any) -> None:
        """What an element holds."""
        self.put(element.text, (element, "text"))
        for child in element:
            self.walk(child)
            self.put(child.tail, (child, "tail"))

    def app(self, app: Any) -> None:
        """The reading of the witness, or the lemma where it is named nowhere."""
        readings = [e for e in app.iter(f"{T}lem", f"{T}rdg") if next(e.iterancestors(f"{T}app")) is app]
        mine = [r for r in readings if f"#{self.siglum}" in (r.get("wit") or "").split()]
        outer, self.entry = self.entry, self.entry if self.entry is not None else app
        for reading in (mine or [r for r in readings if r.tag == f"{T}lem"])[:1]:
            self.inside(reading)
        self.entry = outer

    def put(self, text: str | None, piece: tuple[Any, str]) -> None:
        """A stretch of text, if the witness has this part."""
        if not text or not self.there:
            return
        for number, match in enumerate(pattern().finditer(text)):
            self.forms.append(match[0])
            within = self.entry is not None
            at = self.order[(self.entry, "text")] if within else self.order[piece]
            self.places.append((at, -1 if within else number, int(within)))


def rebuilt(path: Path) -> list[Witness]:
    root = etree.parse(path, etree.XMLParser(huge_tree=True, resolve_entities=False)).getroot()
    body = root.find(f"{T}text/{T}body")
    order = {spot: n for n, spot in enumerate(_spots(body))}
    used = Counter(w.lstrip("#") for r in body.iter(f"{T}lem", f"{T}rdg") for w in (r.get("wit") or "").split())
    listed = [w.get("{http://www.w3.org/XML/1998/namespace}id") for w in root.iter(f"{T}witness")]
    out = []
    for siglum in sorted((s for s in listed if used[s]), key=lambda s: -used[s])[:_MOST]:
        witness = Witness(siglum, order)
        witness.inside(body)
        out.append(witness)
    return out


def _spots(element: Any) -> Iterator[tuple[Any, str]]:
    yield (element, "text")
    for child in element:
        yield from _spots(child)
        yield (child, "tail")


def quality(path: Path) -> None:
    witnesses = rebuilt(path)
    rules = Rules()
    texts = [[rules.normal(form) for form in w.forms] for w in witnesses]
    start = time.process_time()
    columns = align(texts, 0, [w.lacunae for w in witnesses]).columns
    took = time.process_time() - start
    base = [witnesses[0].places[c[0]] if 0 in c else None for c in columns]
    known = [place for place in base if place is not None]
    right: Counter[tuple[int, bool]] = Counter()
    all_: Counter[tuple[int, bool]] = Counter()
    seen = 0
    for column, own in zip(columns, base, strict=True):
        seen += own is not None
        before = known[seen - 1] if seen else (-1, 0, 0)
        after = known[seen] if seen < len(known) else (sys.maxsize, 0, 0)
        for witness, at in column.items():
            place = witnesses[witness].places[at]
            if witness:
                kind = place[2], is_mark(witnesses[witness].forms[at])
                all_[kind] += 1
                right[kind] += place == own if own is not None else before <= place <= after
    for kind, name, aim in ((0, "agreeing", 99.95), (1, "variant", 99.5)):
        words, all_words = right[kind, False], all_[kind, False]
        tokens, all_tokens = words + right[kind, True], all_words + all_[kind, True]
        share, of_words = 100 * tokens / max(1, all_tokens), 100 * words / max(1, all_words)
        print(
            f"  {name}: {tokens:,} of {all_tokens:,} in place, {share:.3f} % (aim {aim} %);"
            f" words alone {words:,} of {all_words:,}, {of_words:.3f} %"
        )
    print(f"  {len(witnesses)} witnesses of {len(texts[0]):,} tokens in {took:.2f} s")


def versions(words: int, count: int, seed: int = 7) -> list[list[str]]:
    """Versions of an invented text: one word in twelve of each is another, is left out or put in."""
    chance = random.Random(seed)
    lexicon = [f"w{n}" for n in range(1, max(200, words // 8))]
    weights = [1 / (n + 3) for n in range(len(lexicon))]
    first = chance.choices(lexicon, weights, k=words)
    out = []
    for _ in range(count):
        text: list[str] = []
        for word in first:
            luck = chance.random()
            text += (
                [word]
                if luck > 1 / 12
                else []
                if luck < 1 / 36
                else [chance.choice(lexicon)] + [word] * (luck < 1 / 18)
            )
        out.append(text)
    return out


def speed(words: int, count: int, aim: str) -> None:
    texts = versions(words, count)
    start = time.process_time()
    align(texts, 0)
    took = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count} of {words:,} words: {took:.2f} s, {memory:.0f} MB (aim {aim})")


def main(paths: Sequence[str]) -> None:
    files = [Path(p) for p in paths] or sorted(EDITIONS.glob("*.xml"))
    speed(3_700, 9, "1 s, 200 MB")
    for words in (6_250, 12_500, 25_000, 50_000):
        speed(words, 3, "30 s at 50,000; near linear")
    for path in files:
        print(path.name)
        quality(path)


if __name__ == "__main__":
    main(sys.argv[1:])
