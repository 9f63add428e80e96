"""A critical edition's life: corrections, decisions, work by hand, new witnesses and kills in any order lose nothing."""

from __future__ import annotations

import csv
import io
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kktei import merge
from kktei.findings import Finding
from kktei.pipeline.collating import Hand, collated
from kktei.pipeline.critical import checked
from kktei.project import Project
from tests.merge.bench import KilledError, killed_after

DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
  <teiHeader>
    <fileDesc>
      <titleStmt>
        <title>A text</title>
      </titleStmt>
      <sourceDesc>
        <listWit>
          <witness xml:id="d001.w1" ana="../edition.xml#wit.base"><bibl>The sent letter</bibl></witness>
        </listWit>
      </sourceDesc>
    </fileDesc>
  </teiHeader>
  <text><body><div type="document"><head>A text</head><p/></div></body></text>
</TEI>
"""
SENTENCES = [
    "The old king said it.",
    "The young king said so.",
    "He [-came-] [+went+] away.",
    "Nobody saw him;",
    "it rained.",
]
FILE = "documents/d001.xml"


@dataclass
class Edition:
    """The edition, and what people put into it that must never be lost."""

    project: Project
    decided: set[str] = field(default_factory=set)
    by_hand: dict[str, set[str]] = field(default_factory=dict)
    turn: int = 0

    def run(self) -> list[Finding]:
        """What a conversion does of a critical document, without the reading of its source note."""
        hand = Hand("Tester", "2026-01-01")
        made = collated(self.project, hand, {FILE})
        texts = list(made.applied(iter([(FILE, DOCUMENT.encode())])))
        apart = merge.Apart(waiting=made.waiting)
        plan = merge.plan(
            [] if FILE in made.waiting else texts,
            self.project,
            by="T",
            today="2026-01-01",
            check=lambda _: [],
            apart=apart,
        )
        return [*made.findings, *plan.findings, *merge.carry_out(plan)]

    def write(self, siglum: str, text: str) -> None:
        path = self.project.witness_seeds / "1" / f"{siglum}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    @property
    def book(self) -> Path:
        return self.project.edition / "collation" / "d001.xlsx"

    def decide_in_workbook(self, at: int, do: str) -> None:
        """The same in a workbook, which is saved from the table where there is none."""
        table = self.project.edition / "collation" / "d001.csv"
        if not table.is_file():
            return
        if not self.book.is_file():
            workbook = openpyxl.Workbook()
            for row in csv.reader(io.StringIO(table.read_text(encoding="utf-8-sig"))):
                workbook.active.append(row)
            workbook.save(self.book)
        workbook = openpyxl.load_workbook(self.book)
        head, *rest = workbook.active.iter_rows()
        names = {cell.value: place for place, cell in enumerate(head)}
        if not rest:
            return
        self.turn += 1
        row = rest[at % len(rest)]
        row[names["note"]].value = f"{row[names['note']].value or ''} n{self.turn}x".strip()
        row[names["do"]].value = do if row[names["place"]].value else None
        workbook.save(self.book)
        self.decided.add(f"n{self.turn}x")

    def decide(self, at: int, do: str) -> None:
        """A row of the table, with a note of its own."""
        path = self.project.edition / "collation" / "d001.csv"
        if self.book.is_file():  # who works in one of the two works in that
            return self.decide_in_workbook(at, do)
        if not path.is_file():
            return None
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        if not rows:
            return None
        self.turn += 1
        note = f"n{self.turn}x"
        row = rows[at % len(rows)]
        row["note"] = f"{row['note']} {note}".strip()
        row["do"] = do if row["place"] else ""
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        self.decided.add(note)
        return None

    def rules(self, text: str) -> None:
        """What counts as the same."""
        (self.project.edition / "collation.toml").write_text(text, encoding="utf-8")

    def edit(self, file: str) -> None:
        """A word put into a file of the edition by hand."""
        path = self.project.edition / file
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        at = text.find("</title>")
        if file.startswith("witnesses") and "</p>" in text:
            at = text.rfind("</p>")
        if at < 0:
            return
        self.turn += 1
        word = f"h{self.turn}x"
        path.write_text(f"{text[:at]} {word}{text[at:]}", encoding="utf-8")
        self.by_hand.setdefault(file, set()).add(word)

    def nothing_is_lost(self) -> None:
        table = self.project.edition / "collation" / "d001.csv"
        said = table.read_text(encoding="utf-8-sig") if table.is_file() else ""
        if self.book.is_file():
            rows = openpyxl.load_workbook(self.book).active.iter_rows(values_only=True)
            said = " ".join(str(value) for row in rows for value in row)
        assert {note for note in self.decided if note not in said} == set()
        for file, words in self.by_hand.items():
            text = (self.project.edition / file).read_text(encoding="utf-8")
            assert {word for word in words if word not in text} == set()


OPERATIONS = ("correct", "correct", "decide", "decide", "transcription", "document", "workbook", "rules", "gone", "kill",
              "run")  # fmt: skip


def live(data: st.DataObject, most: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        edition = Edition(Project(Path(folder)))
        edition.project.documents.mkdir(parents=True)
        (edition.project.edition / "edition.toml").write_text('[edition]\nid = "x"\ntitle = "X"\n', encoding="utf-8")
        for siglum in "AB":
            edition.write(siglum, "\n\n".join(SENTENCES[:2]))
        edition.run()
        for _ in range(data.draw(st.integers(1, most))):
            step(edition, data)
            edition.nothing_is_lost()
        told = {f.code for f in edition.run()}
        edition.nothing_is_lost()
        if "K015" in told:  # the table was worked in twice: the document waits for its editor
            return
        conflict = (edition.project.edition / "conflicts" / "d001.new.xml").exists()
        wrong = {f.code for f in checked(edition.project, edition.project.document_files())}
        assert wrong <= {"K035"} or conflict  # a lemma that was chosen stays, though its witness was corrected


def step(edition: Edition, data: st.DataObject) -> None:
    match data.draw(st.sampled_from(OPERATIONS)):
        case "correct":
            sentences = data.draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4))
            glue = data.draw(st.sampled_from([" ", "\n\n"]))
            edition.write(data.draw(st.sampled_from("ABC")), glue.join(sentences))
        case "decide":
            edition.decide(data.draw(st.integers(0, 30)), data.draw(st.sampled_from(["", "join", "split 1"])))
        case "workbook":
            edition.decide_in_workbook(data.draw(st.integers(0, 30)), data.draw(st.sampled_from(["", "join"])))
        case "rules" | "gone" as what:
            step_around(edition, data, what)
        case "transcription":
            edition.edit(f"witnesses/d001/{data.draw(st.sampled_from('AB'))}.xml")
        case "document":
            edition.edit(FILE)
        case "kill":
            try:
                with killed_after(data.draw(st.integers(0, 12))):
                    edition.run()
            except KilledError:
                return
        case _:
            edition.run()


def step_around(edition: Edition, data: st.DataObject, what: str) -> None:
    """Other rules; or a witness that was added is taken away again, source and transcription."""
    if what == "rules":
        edition.rules(data.draw(st.sampled_from(["[same]\ncase = false\n", '[words]\n"said" = "saw"\n', ""])))
        return
    for path in (edition.project.witness_seeds / "1/C.txt", edition.project.edition / "witnesses/d001/C.xml"):
        path.unlink(missing_ok=True)


@settings(max_examples=8, deadline=None)
@given(st.data())
def test_nothing_is_lost(data):
    live(data, 6)


@pytest.mark.long
@pytest.mark.timeout(1800)
@settings(max_examples=120, deadline=None)
@given(st.data())
def test_nothing_is_lost_in_a_long_life(data):
    live(data, 15)
