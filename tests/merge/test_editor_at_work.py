"""An editor at work, played by hypothesis: edits by hand, of sources and tables, conversions and kills in any order."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from kktei import merge, validate
from kktei.cache import Cache
from kktei.errors import InputError
from kktei.findings import Finding, Severity
from kktei.pipeline.convert import convert
from kktei.pipeline.sources import source_notes
from kktei.pipeline.verdicts import verdicts
from kktei.pipeline.watch import Silence
from tests.merge.bench import BAD, NUMBERS, KilledError, killed_after, refused
from tests.merge.editor import Editor

REPORTED: set[tuple[str, bytes]] = set()  # invalid texts that kktei's validation has named, over all plays


class EditorAtWork(Editor):
    """What an editor and a program may do to one edition."""

    @initialize()
    def begin(self) -> None:
        self.convert()

    # --- the program ----------------------------------------------------------------------

    @rule()
    def convert(self) -> None:
        before = self.bench.files()
        if self.broken and not self.bench.sources().keys() - self.broken:
            with pytest.raises(InputError):
                convert(self.project, watch=Silence(), by="E. Ditor")
            assert self.bench.files() == before
            return
        found = convert(self.project, watch=Silence(), by="E. Ditor").findings
        self.look_at_the_table(found)
        self.look_at_the_unread(found, before)
        notes = source_notes(self.project, self.project.settings())[0]
        for n in NUMBERS:
            if self.bench.source(n) not in self.broken:
                self.look_at(n, found, notes)

    def look_at_the_unread(self, found: list[Finding], before: dict[Path, bytes]) -> None:
        """A source that cannot be read is told; nothing changes in its documents, and none is called gone."""
        told = {f.file for f in found if f.code == "C010"}
        assert told == {self.project.shown(path) for path in self.broken}
        theirs = {self.bench.document(n) for n in NUMBERS if self.bench.source(n) in self.broken}
        after = self.bench.files()
        assert {path: after.get(path) for path in theirs} == {path: before.get(path) for path in theirs}
        if not self.broken:
            return
        origins = merge.origins(self.project) or {}
        known = {f"edition/{file}" for name in told if name in origins for file in origins[name].all}
        assert not [f for f in found if f.code == "M002" and f.file in known]

    def look_at_the_table(self, found: list[Finding]) -> None:
        """A value that cannot be used is told at its place."""
        told = {f.line for f in found if f.file == "edition/facts.csv" and f.code.startswith("R03")}
        for line, (_, facts) in enumerate(sorted(self.bench.expected.facts.items()), 2):
            bad = any(facts.get(name) in values for name, values in BAD.items())
            assert (line in told) == bad

    def look_at(self, n: str, found: list[Finding], notes: dict[str, str]) -> None:
        """After a conversion: untouched means valid, merged means valid, a conflict and what is gone are told."""
        path, file = self.bench.document(n), f"documents/d00{n}.xml"
        codes = {f.code for f in found if f.file == f"edition/{file}"}
        touched = file in self.bench.expected.words
        if n in self.bench.expected.deleted:
            assert not path.exists()
            assert (n not in self.bench.notes) or "M003" in codes
        elif n in self.bench.notes:
            assert path.is_file() or "M003" in codes
        if not path.is_file():
            return
        if n not in self.bench.notes and self.bench.remembered(n).is_file():
            assert "M002" in codes
        if not touched or "M004" in codes:
            assert not [f for f in validate.check_text(path.read_bytes(), notes) if f.severity is Severity.ERROR]
            assert not refused(path.read_bytes())
        if "M001" in codes:
            assert (self.project.edition / "conflicts" / f"{path.stem}.new.xml").is_file()
            assert touched

    @rule()
    def convert_again_changes_nothing(self) -> None:
        self.convert()
        before = self.bench.files()
        self.convert()
        assert before == self.bench.files()

    @rule(operations=st.integers(0, 25))
    def convert_and_be_killed(self, operations: int) -> None:
        try:
            with killed_after(operations):
                self.convert()
        except KilledError:
            pass

    # --- what always holds ----------------------------------------------------------------

    @invariant()
    def every_hand_edit_is_there(self) -> None:
        for file, words in self.bench.expected.words.items():
            text = (self.project.edition / file).read_bytes()
            assert [w for w in words if w.encode() not in text] == []
        for file, data in self.bench.expected.bytes.items():
            assert (self.project.edition / file).read_bytes() == data

    @invariant()
    def every_document_is_valid_or_reported(self) -> None:
        files = self.project.document_files()
        bad = [p for p in files if (p.name, text := p.read_bytes()) not in REPORTED and refused(text)]
        if bad:
            seen = verdicts(self.project, {}, cache=Cache(self.project.cache / "blobs"), jobs=1, watch=Silence())
            told = {f.file for f in seen.findings if f.severity is Severity.ERROR}
            assert [p.name for p in bad if self.project.shown(p) not in told or p not in seen.invalid] == []
        REPORTED.update((path.name, path.read_bytes()) for path in bad)

    @invariant()
    def nothing_is_written_outside(self) -> None:
        older = [f"older{n}" for n in range(len(self.bench.older))]
        assert sorted(p.name for p in self.bench.home.iterdir()) == [*older, "outside.txt", "project"]
        assert (self.bench.home / "outside.txt").read_text(encoding="utf-8") == "untouched"
        assert {p.name for p in self.project.root.iterdir()} <= {"edition", "seeds", ".kktei-cache"}


def _lives(count: int) -> settings:
    return settings(max_examples=count, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck))


class TestEditorAtWork(EditorAtWork.TestCase):
    """A few lives after every change."""

    settings = _lives(5)


@pytest.mark.long
class TestEditorAtWorkForLong(EditorAtWork.TestCase):
    """More of them in CI."""

    settings = _lives(50)
