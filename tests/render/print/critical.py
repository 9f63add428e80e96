"""Critical texts whose every lemma and reading has a word of its own, to be looked for on the pages."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2

_HEADER = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Text {n}</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><listWit><witness xml:id="A" n="A">Codex Primus</witness>
<witness xml:id="B" n="B">Codex Secundus</witness><witness xml:id="C" n="C">Codex Tertius</witness></listWit></sourceDesc>
</fileDesc></teiHeader><text><body><div>
"""
_SYLLABLES = ("ba", "cor", "di", "fel", "ga", "hom", "ium", "lor", "mi", "nes", "o", "pra", "quo", "ris", "sta", "tur")


def critical(file: Path, entries: int, *, gap: int = 15, seed: int = 1) -> Path:
    """A TEI document with so many entries, one in about ``gap`` words; lemmas of one word and of many, and notes."""
    chance = random.Random(seed)
    parts = [_HEADER.format(n=seed)]
    for number in range(entries):
        if number % 25 == 0:
            parts.append("</p>\n<p>" if number else "<p>")
        parts.append(" ".join(_word(chance) for _ in range(chance.randint(1, 2 * gap - 2))))
        more = "".join(f" {_word(chance)}" for _ in range(chance.choice([0, 0, 0, 1, 2, 9])))
        reading = f"rdg{seed}x{number}" + chance.choice(["", f" {_word(chance)}"])
        kind = chance.choice(["substantive", "spelling"])
        parts.append(
            f' <app type="{kind}"><lem wit="#A">lem{seed}x{number}y{more}</lem><rdg wit="#B">{reading}</rdg>'
            f'<rdg wit="#C"/></app>{chance.choice([" ", ", ", ". "])}'
        )
        if number % 40 == 11:
            parts.append(
                f'<pb n="{number}"/>word<note place="margin">A note of some words that the writer set there.</note> '
            )
        if number % 20 == 7:
            parts.append(f"<note>Note {seed}n{number} of some length, as they are in such books.</note> ")
    parts.append("</p></div></body></text></TEI>")
    file.write_text("".join(parts), encoding="utf-8")
    return file


def _word(chance: random.Random) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(chance.randint(1, 4)))


@dataclass(frozen=True)
class Placed:
    """Where an entry of the apparatus and its lemma stand: pages, the line that is told and the line that it is."""

    name: str
    page: int
    told: int
    lemma_page: int
    line: int

    @property
    def right(self) -> bool:
        return self.page == self.lemma_page and self.told == self.line


def placed(pdf: Path) -> list[Placed]:
    """Every entry that the pages of a PDF have, read by an engine that did not make them."""
    lemmas: dict[str, tuple[int, int]] = {}
    told: dict[str, tuple[int, int]] = {}
    document = pypdfium2.PdfDocument(pdf)
    sizes = [_Page(page.get_textpage()) for page in document]
    body = Counter(size for page in sizes for size, _ in page.boxes).most_common(1)[0][0]
    for number, page in enumerate(sizes, 1):
        heights = page.lines(body)
        at = 0
        for match in re.finditer(r"(?<!\w)(\d+)(?:–[\d,]+)?\s+(?=lem)|lem(\d+x\d+)y", page.text):
            size, y = page.boxes[match.start()]
            if match[1]:
                at = int(match[1])
            elif size == body:
                lemmas[match[2]] = (number, heights.index(y) + 1)
            else:
                told[match[2]] = (number, at)
    document.close()
    return [Placed(name, *place, *lemmas.get(name, (0, 0))) for name, place in told.items()]


class _Page:
    """The text of a page, and of each character the size and the height at which it stands."""

    def __init__(self, page: Any) -> None:
        boxes = [page.get_charbox(at, loose=True) for at in range(page.count_chars())]
        self.boxes = [(round(top - bottom, 1), round(bottom)) for _, bottom, _, top in boxes]
        self.text = "".join(page.get_text_range(at, 1)[:1] or " " for at in range(len(boxes)))
        self.text = re.sub(r"[\r\n]", " ", self.text)

    def lines(self, size: float) -> list[int]:
        """The heights of the lines of that size from above, without the list of witnesses, which has no numbers."""
        found: dict[int, str] = {}
        for (of, y), char in zip(self.boxes, self.text, strict=True):
            if of == size:
                found[y] = found.get(y, "") + char
        return sorted((y for y, words in found.items() if not re.search("Codex|Witnesses", words)), reverse=True)
