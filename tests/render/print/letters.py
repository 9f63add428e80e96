"""Letters made by rule, with notes in every kind of place; each note and each call bears a word found nowhere else."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

_WORDS = [
    "the",
    "letter",
    "was",
    "carried",
    "to",
    "Moscow",
    "by",
    "the",
    "ambassador",
    "who",
    "had",
    "waited",
    "since",
    "noon",
    "for",
    "an",
    "answer",
    "that",
    "did",
    "not",
    "come",
    "before",
    "the",
    "evening",
    "session",
    "of",
    "the",
    "council",
    "and",
    "its",
    "members",
    "were",
    "told",
    "that",
    "nothing",
    "could",
    "be",
    "said",
    "until",
    "the",
    "text",
    "had",
    "been",
    "compared",
    "with",
    "the",
    "translation",
    "which",
    "the",
    "embassy",
    "made",
    "during",
    "the",
    "night",
    "of",
    "its",
    "arrival",
    "in",
    "the",
    "capital",
]


@dataclass
class Maker:
    """Makes one letter; ``tokens`` lists the words of its notes and calls."""

    stem: str
    rng: random.Random
    tokens: list[str] = field(default_factory=list)

    def words(self, low: int, high: int) -> str:
        """Running text."""
        return " ".join(self.rng.choice(_WORDS) for _ in range(self.rng.randint(low, high)))

    def note(self, low: int = 4, high: int = 30, inner: str = "") -> str:
        """A call (after a word of its own) and its note."""
        token = f"{self.stem}x{len(self.tokens)}q"
        self.tokens.append(token)
        return f"call{token}<note>note{token} {self.words(low, high)}{inner}.</note>"

    def paragraph(self) -> str:
        """A paragraph with no, one or several notes, some of them close together."""
        kind = self.rng.random()
        text = self.words(10, 120)
        if kind < 0.35:
            return f"<p>{text}.</p>"
        if kind < 0.6:
            return f"<p>{text} {self.note()} {self.words(5, 60)}.</p>"
        if kind < 0.8:
            return f"<p>{text} {self.note()} and {self.note()} {self.words(5, 40)}.</p>"
        if kind < 0.9:
            return f"<p>{text} {self.note(high=12)}.</p>"
        return f"<p>{self.note()} {text}, {self.note(high=60)}.</p>"

    def extra(self) -> str:
        """A table, a list, a quotation or verse, with notes."""
        kind = self.rng.randrange(8)
        if kind == 0:
            rows = "".join(
                f"<row><cell>{self.words(1, 3)}</cell><cell>{self.words(2, 6)} {self.note(high=8)}</cell></row>"
                for _ in range(4)
            )
            return f"<table>{rows}</table>"
        if kind == 1:
            items = "".join(f"<item>{self.words(3, 30)} {self.note(high=15)}</item>" for _ in range(3))
            return f'<list type="ordered">{items}</list>'
        if kind == 2:
            return f'<quote rend="block"><p>{self.words(20, 60)} {self.note()}.</p></quote>'
        if kind == 3:
            return f"<lg><l>{self.words(4, 7)}</l><l>{self.words(4, 7)} {self.note(high=8)}</l></lg>"
        if kind == 4:
            return f"<p>{self.words(10, 30)} {self.note(400, 700)} {self.words(10, 30)}.</p>"
        return ""

    def letter(self, number: int) -> str:
        """The whole TEI document."""
        rng = self.rng
        head = f"Letter From Ada Nr{self.stem} to Bertrand{f' {self.note(high=10)}' if rng.random() < 0.2 else ''}"
        dateline = f"Moscow, May {rng.randint(1, 30)}, 1963{f' {self.note(high=10)}' if rng.random() < 0.2 else ''}"
        body = "".join(
            self.paragraph() + (self.extra() if rng.random() < 0.25 else "") for _ in range(rng.randint(1, 7))
        )
        signed = f"Ada{f' {self.note(high=8)}' if rng.random() < 0.15 else ''}"
        see = f'<p>See <ref target="{self.stem[0]}{max(1, number - 3):04}.xml">an earlier letter</ref>.</p>'
        return f"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>
<titleStmt><title>Letter {number}</title></titleStmt><publicationStmt><p>none</p></publicationStmt>
<sourceDesc><msDesc><msIdentifier><repository>Archive {number % 7}</repository><idno>Box {number}</idno></msIdentifier></msDesc></sourceDesc>
</fileDesc><profileDesc><correspDesc><correspAction type="sent"><persName ref="#ada">Ada Byron</persName>
<date when="1963-05-{1 + number % 28:02}"/></correspAction><correspAction type="received"><persName ref="#bert">Bertrand Ørsted</persName></correspAction>
</correspDesc></profileDesc></teiHeader><text><body><div type="document" n="{number}"><head>{number}. {head}<note type="source">source{self.stem}z {self.words(10, 60)}.</note></head>
<opener><dateline>{dateline}</dateline><salute>Dear Bertrand,</salute></opener>
<pb n="{number}"/>{body}{see}<closer><salute>Yours sincerely,</salute><signed>{signed}</signed></closer></div></body></text></TEI>"""


def volume(folder: Path, count: int, seed: int = 1) -> dict[str, list[str]]:
    """Write ``count`` letters to ``folder``; the tokens of each by the file's stem."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(seed)
    tokens: dict[str, list[str]] = {}
    for number in range(1, count + 1):
        stem = f"g{number:04}"
        maker = Maker(stem, random.Random(rng.random()))
        (folder / f"{stem}.xml").write_text(maker.letter(number), encoding="utf-8")
        tokens[stem] = maker.tokens
    return tokens
