"""An editor at work, played by hypothesis: edits by hand, of sources and tables, conversions and kills in any order."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from lxml import etree

from kktei import validate
from kktei.findings import Finding, Severity
from kktei.pipeline.convert import convert, source_notes
from kktei.pipeline.watch import Silence
from kktei.project import Project

SETTINGS = '[edition]\nid = "t"\ntitle = "Letters"\neditors = ["E. Ditor"]\n'
NUMBERS = ("1", "2", "3", "4")
SENTENCES = ("Secret.", "Confidential.", "No classification marking.", "Drafted by Miller.", "Also sent to London.")
PARAGRAPHS = ("I have your letter.", "The matter is *urgent*.", "We shall see [illegible].", "Nothing new.")


class KilledError(BaseException):
    """The process is gone."""


@contextmanager
def killed_after(operations: int) -> Iterator[None]:
    """A process that dies at the n-th operation on files, a write being cut in the middle."""
    left = operations

    def counted(real: Callable[..., Any], *, cut: bool = False) -> Callable[..., Any]:
        def operation(path: Path, *arguments: Any, **more: Any) -> Any:
            nonlocal left
            left -= 1
            if left < 0:
                if cut and left == -1:
                    real(path, arguments[0][: len(arguments[0]) // 2])
                raise KilledError
            return real(path, *arguments, **more)

        return operation

    with (
        mock.patch.object(Path, "write_bytes", counted(Path.write_bytes, cut=True)),
        mock.patch.object(Path, "replace", counted(Path.replace)),
        mock.patch.object(Path, "unlink", counted(Path.unlink)),
    ):
        yield


class EditorAtWork(RuleBasedStateMachine):
    """What an editor and a program may do to one edition."""

    @initialize()
    def begin(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="kktei-test-"))
        self.project = Project(self.home / "project")
        self.project.documents.mkdir(parents=True)
        self.project.seeds.mkdir()
        (self.project.edition / "edition.toml").write_text(SETTINGS, encoding="utf-8")
        (self.home / "outside.txt").write_text("untouched", encoding="utf-8")
        self.notes = {n: ["Source: Archive, Miller Papers.", SENTENCES[0], SENTENCES[3]] for n in NUMBERS[:3]}
        self.bodies = {n: ["Dear Sir:", PARAGRAPHS[0], PARAGRAPHS[1]] for n in NUMBERS[:3]}
        self.facts: dict[str, str] = {}
        self.edits: dict[str, list[str]] = {}  # words by file that an editor wrote
        self.count = 0
        self.write_source()
        self.convert()

    def teardown(self) -> None:
        if hasattr(self, "home"):
            shutil.rmtree(self.home)

    # --- the source and the table ---------------------------------------------------------

    def write_source(self) -> None:
        parts = ["Letters"]
        for number in sorted(self.notes):
            parts += [f"{number}. Letter From Miller to Baker", " ".join(self.notes[number]), *self.bodies[number]]
        (self.project.seeds / "letters.txt").write_text("\n\n".join(parts) + "\n", encoding="utf-8")
        rows = [f"{n},{when},E. Ditor" for n, when in sorted(self.facts.items())]
        (self.project.edition / "facts.csv").write_text("\n".join(["n,when,who", *rows]) + "\n", encoding="utf-8")

    @rule(n=st.sampled_from(NUMBERS), at=st.integers(1, 2), sentence=st.sampled_from(SENTENCES))
    def change_a_note(self, n: str, at: int, sentence: str) -> None:
        if n in self.notes:
            self.notes[n][at] = sentence
            self.write_source()

    @rule(n=st.sampled_from(NUMBERS), at=st.integers(1, 2), paragraph=st.sampled_from(PARAGRAPHS))
    def change_a_text(self, n: str, at: int, paragraph: str) -> None:
        if n in self.bodies:
            self.bodies[n][at] = paragraph
            self.write_source()

    @rule(n=st.sampled_from(NUMBERS))
    def add_or_remove_a_document(self, n: str) -> None:
        if n in self.notes and len(self.notes) > 1:
            del self.notes[n], self.bodies[n]
        else:
            self.notes[n] = ["Source: Archive, Baker Papers.", SENTENCES[1], SENTENCES[4]]
            self.bodies[n] = ["Dear Sir:", PARAGRAPHS[2], PARAGRAPHS[3]]
        self.write_source()

    @rule(n=st.sampled_from(NUMBERS), day=st.integers(1, 28))
    def change_the_table(self, n: str, day: int) -> None:
        self.facts[n] = f"1963-02-{day:02}"
        self.write_source()

    # --- the editor's hand ----------------------------------------------------------------

    def edit(self, n: str, change: Callable[[str, str], str]) -> None:
        path = self.project.documents / f"d00{n}.xml"
        if not path.is_file():
            return
        self.count += 1
        word = f"hand{self.count:04}"
        before = path.read_text(encoding="utf-8")
        after = change(before, word)
        if after != before:
            path.write_text(after, encoding="utf-8")
            self.edits.setdefault(path.name, []).append(word)

    @rule(n=st.sampled_from(NUMBERS))
    def write_a_footnote(self, n: str) -> None:
        self.edit(n, lambda text, word: text.replace("</p>", f'<note type="footnote" n="9">{word}</note></p>', 1))

    @rule(n=st.sampled_from(NUMBERS))
    def add_a_paragraph(self, n: str) -> None:
        self.edit(n, lambda text, word: re.sub(r"( *)</div>", rf"\1  <p>{word}</p>\n\1</div>", text, count=1))

    @rule(n=st.sampled_from(NUMBERS))
    def change_the_opening_words(self, n: str) -> None:
        self.edit(n, lambda text, word: re.sub(r"(<p xml:id=\"[^\"]*\">)", rf"\g<1>{word} ", text, count=1))

    @rule(n=st.sampled_from(NUMBERS))
    def add_to_the_header(self, n: str) -> None:
        note = '<note type="editorial">{}</note>'
        self.edit(n, lambda text, word: text.replace("</msItem>", f"{note.format(word)}</msItem>", 1))

    @rule(n=st.sampled_from(NUMBERS))
    def write_into_the_history(self, n: str) -> None:
        self.edit(n, lambda text, word: text.replace("<change ", f'<change when="2026">{word}</change><change ', 1))

    @rule(n=st.sampled_from(NUMBERS))
    def make_a_mistake(self, n: str) -> None:
        self.edit(n, lambda text, word: text.replace("<p ", f"<p><hi>{word}</p><p ", 1))

    @rule(n=st.sampled_from(NUMBERS))
    def decide_a_conflict(self, n: str) -> None:
        (self.project.edition / "conflicts" / f"d00{n}.new.xml").unlink(missing_ok=True)

    @rule()
    def name_a_person_in_the_authorities(self) -> None:
        self.count += 1
        word = f"hand{self.count:04}"
        text = self.project.authorities.read_text(encoding="utf-8")
        person = f'<person xml:id="pers.{word}"><persName>{word}</persName></person>\n'
        path = self.project.authorities
        if "</listPerson>" in text:
            path.write_text(text.replace("</listPerson>", f"{person}</listPerson>", 1), encoding="utf-8")
            self.edits.setdefault(path.name, []).append(word)

    # --- the program ----------------------------------------------------------------------

    @rule()
    def convert(self) -> None:
        found = convert(self.project, watch=Silence(), by="E. Ditor").findings
        notes = source_notes(self.project, self.project.settings())
        check = partial(validate.check_text, notes=notes)
        for n in self.notes:
            self.look_at(self.project.documents / f"d00{n}.xml", found, check)

    def look_at(self, path: Path, found: list[Finding], check: Callable[[bytes], list[Finding]]) -> None:
        """After a conversion: a document nobody touched is valid; one that was merged is; a conflict is told."""
        codes = {f.code for f in found if f.file == f"edition/documents/{path.name}"}
        wrong = [f for f in check(path.read_bytes()) if f.severity is Severity.ERROR]
        if path.name not in self.edits or "M004" in codes:
            assert not wrong
        if "M001" in codes:
            assert (self.project.edition / "conflicts" / f"{path.stem}.new.xml").is_file()
        if path.name not in self.edits:
            assert "M001" not in codes

    @rule()
    def convert_again_changes_nothing(self) -> None:
        self.convert()
        before = {p: p.read_bytes() for p in self.project.edition.rglob("*") if p.is_file()}
        self.convert()
        assert before == {p: p.read_bytes() for p in self.project.edition.rglob("*") if p.is_file()}

    @rule(operations=st.integers(0, 25))
    def convert_and_be_killed(self, operations: int) -> None:
        try:
            with killed_after(operations):
                convert(self.project, watch=Silence(), by="E. Ditor")
        except KilledError:
            pass

    # --- what always holds ----------------------------------------------------------------

    @precondition(lambda self: hasattr(self, "home"))
    @invariant()
    def every_hand_edit_is_there(self) -> None:
        for name, words in self.edits.items():
            path = self.project.authorities if name == "authorities.xml" else self.project.documents / name
            text = path.read_text(encoding="utf-8")
            assert [w for w in words if w not in text] == []

    @precondition(lambda self: hasattr(self, "home"))
    @invariant()
    def no_file_is_cut_short(self) -> None:
        for path in self.project.documents.iterdir():
            if not path.name.startswith(".") and path.name not in self.edits:
                etree.parse(path)

    @precondition(lambda self: hasattr(self, "home"))
    @invariant()
    def nothing_is_written_outside(self) -> None:
        assert sorted(p.name for p in self.home.iterdir()) == ["outside.txt", "project"]
        assert (self.home / "outside.txt").read_text(encoding="utf-8") == "untouched"


TestEditorAtWork = EditorAtWork.TestCase
TestEditorAtWork.settings = settings(
    max_examples=40, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
