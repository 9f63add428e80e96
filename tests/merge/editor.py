"""What the played editor may do to an edition: by hand, to its source and its table, to the folder."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule
from lxml import etree

from tests.merge.bench import BAD, GOOD, NUMBERS, PARAGRAPHS, SENTENCES, SPELLINGS, Bench

BREAKS = (b"", b"Letters\n\n1. Letter From \xff\xfe\n", b"%PDF-1.7")
MISTAKES = (
    ("<p ", "<p><hi>{}</p><p "),  # not well formed
    ("<p ", "<para>{}</para><p "),  # no element of TEI
    ("<p ", '<p colour="{}" '),  # no attribute of TEI
    ("<body>", "<body>{}"),  # text where none may be
    ("</teiHeader>", "</teiHeader><teiHeader>{}</teiHeader>"),
)
Word = Callable[[str, str], str]
a_number = st.sampled_from(NUMBERS)


class Editor(RuleBasedStateMachine):
    """Everything that is not kktei's doing."""

    def __init__(self) -> None:
        super().__init__()
        self.bench = Bench()
        self.project = self.bench.project
        self.broken: set[Path] = set()  # sources that cannot be read
        self.count = 0
        self.bench.write_source()
        self.bench.write_table()

    def teardown(self) -> None:
        self.bench.close()

    def convert(self) -> None:
        """kktei's part."""
        raise NotImplementedError

    # --- the source and the table ---------------------------------------------------------

    def write_source(self, then_convert: bool = False) -> None:
        self.bench.write_source(self.broken)
        if then_convert:
            self.convert()

    @rule(n=a_number, at=st.integers(1, 2), sentence=st.sampled_from(SENTENCES), then=st.booleans())
    def change_a_note(self, n: str, at: int, sentence: str, then: bool) -> None:
        if n in self.bench.notes:
            self.bench.notes[n][at] = sentence
            self.write_source(then)

    @rule(n=a_number, at=st.integers(1, 2), paragraph=st.sampled_from(PARAGRAPHS), then=st.booleans())
    def change_a_text(self, n: str, at: int, paragraph: str, then: bool) -> None:
        if n in self.bench.bodies:
            self.bench.bodies[n][at] = paragraph
            self.write_source(then)

    @rule(n=a_number)
    def add_or_remove_a_document(self, n: str) -> None:
        notes, bodies = self.bench.notes, self.bench.bodies
        if n in notes and len(notes) > 1:
            del notes[n], bodies[n]
        else:
            notes[n] = ["Source: Archive, Baker Papers.", SENTENCES[1], SENTENCES[4]]
            bodies[n] = ["Dear Sir:", PARAGRAPHS[2], PARAGRAPHS[3]]
        self.write_source()

    @rule(n=a_number, how=st.sampled_from(BREAKS))
    def break_a_source(self, n: str, how: bytes) -> None:
        self.broken.add(self.bench.source(n))
        self.bench.source(n).write_bytes(how)

    @precondition(lambda self: self.broken)
    @rule()
    def mend_the_sources(self) -> None:
        self.broken.clear()
        self.write_source()

    @rule(n=a_number, values=st.sampled_from((GOOD, GOOD, BAD)), more=st.data())
    def change_the_table(self, n: str, values: dict[str, tuple[str, ...]], more: st.DataObject) -> None:
        name = more.draw(st.sampled_from(sorted(values)))
        self.bench.expected.facts.setdefault(n, {})[name] = more.draw(st.sampled_from(values[name]))
        self.bench.write_table()

    @rule(n=a_number)
    def take_a_row_out_of_the_table(self, n: str) -> None:
        self.bench.expected.facts.pop(n, None)
        self.bench.write_table()

    # --- the editor's hand ----------------------------------------------------------------

    def edit(self, file: str, change: Word) -> None:
        """Change a file of the edition; what is written is remembered."""
        path = self.project.edition / file
        expected = self.bench.expected
        if not path.is_file() or file in expected.bytes:
            return
        self.count += 1
        word = f"hand{self.count:04}"
        before = path.read_bytes().decode()
        after = change(before, word)
        if after != before:
            path.write_bytes(after.encode())
            expected.words.setdefault(file, []).extend([word] if word in after else [])

    @rule(n=a_number)
    def write_a_footnote(self, n: str) -> None:
        note = '<note type="footnote" n="9">{}</note></p>'
        self.edit(f"documents/d00{n}.xml", lambda text, word: text.replace("</p>", note.format(word), 1))

    @rule(n=a_number)
    def add_a_paragraph(self, n: str) -> None:
        self.edit(
            f"documents/d00{n}.xml",
            lambda text, word: re.sub(r"([ \t]*)</div>", rf"\1  <p>{word}</p>\n\1</div>", text, count=1),
        )

    @rule(n=a_number)
    def change_the_opening_words(self, n: str) -> None:
        self.edit(f"documents/d00{n}.xml", lambda text, word: re.sub(r"(<p\s[^>]*>)", rf"\g<1>{word} ", text, count=1))

    @rule(n=a_number)
    def add_to_the_header(self, n: str) -> None:
        note = '<note type="editorial">{}</note></msItem>'
        self.edit(f"documents/d00{n}.xml", lambda text, word: text.replace("</msItem>", note.format(word), 1))

    @rule(n=a_number)
    def write_into_the_history(self, n: str) -> None:
        change = '<change when="2026">{}</change><change '
        self.edit(f"documents/d00{n}.xml", lambda text, word: text.replace("<change ", change.format(word), 1))

    @rule(n=a_number, mistake=st.sampled_from(MISTAKES))
    def make_a_mistake(self, n: str, mistake: tuple[str, str]) -> None:
        old, new = mistake
        self.edit(f"documents/d00{n}.xml", lambda text, word: text.replace(old, new.format(word), 1))

    @rule(n=a_number, how=st.sampled_from(sorted(SPELLINGS)))
    def save_with_an_xml_editor(self, n: str, how: str) -> None:
        def change(text: str, _: str) -> str:
            try:
                return SPELLINGS[how](text)
            except etree.XMLSyntaxError:
                return text

        self.edit(f"documents/d00{n}.xml", change)

    @rule(n=a_number, junk=st.sampled_from((b"", b"\xff\xfe<TEI/>", b"not XML")))
    def ruin_a_file(self, n: str, junk: bytes) -> None:
        path = self.bench.document(n)
        if path.is_file():
            path.write_bytes(junk)
            self.bench.expected.bytes[f"documents/{path.name}"] = junk
            self.bench.expected.words[f"documents/{path.name}"] = []

    @rule(n=a_number)
    def delete_a_document(self, n: str) -> None:
        path, expected = self.bench.document(n), self.bench.expected
        if path.is_file() and len(self.project.document_files()) > 1:
            path.unlink()
            expected.words.pop(f"documents/{path.name}", None)
            expected.bytes.pop(f"documents/{path.name}", None)
            if self.bench.remembered(n).is_file():
                expected.deleted.add(n)

    @rule(n=a_number)
    def decide_a_conflict(self, n: str) -> None:
        (self.project.edition / "conflicts" / f"d00{n}.new.xml").unlink(missing_ok=True)

    @rule()
    def name_a_person_in_the_authorities(self) -> None:
        person = '<person xml:id="pers.{0}"><persName>{0}</persName></person>\n</listPerson>'
        self.edit("authorities.xml", lambda text, word: text.replace("</listPerson>", person.format(word), 1))

    @rule()
    def write_into_the_corpus_file(self) -> None:
        self.edit(
            "edition.xml", lambda text, word: text.replace("</titleStmt>", f"<sponsor>{word}</sponsor></titleStmt>", 1)
        )

    # --- what happens to a folder ---------------------------------------------------------

    @rule(n=a_number, junk=st.booleans())
    def lose_a_memory(self, n: str, junk: bool) -> None:
        path = self.bench.remembered(n)
        if path.is_file():
            if junk:
                path.write_bytes(b"junk")
            else:
                path.unlink()
                Path(str(path).replace("converted", "pending")).unlink(missing_ok=True)
                self.bench.expected.deleted.discard(n)
            if self.bench.document(n).is_file():
                self.bench.expected.words.setdefault(f"documents/d00{n}.xml", [])  # counts as the editor's from now on

    @rule()
    def commit(self) -> None:
        if len(self.bench.older) < 3:
            self.bench.commit()

    @precondition(lambda self: self.bench.older)
    @rule(which=st.integers(0, 2))
    def check_out_an_older_state(self, which: int) -> None:
        self.bench.check_out(which % len(self.bench.older))

    @precondition(lambda self: self.bench.older)
    @rule(which=st.integers(0, 2), n=a_number)
    def check_out_an_older_document(self, which: int, n: str) -> None:
        """The document alone; what kktei remembers is newer."""
        which %= len(self.bench.older)
        file = f"documents/d00{n}.xml"
        older = self.bench.home / f"older{which}" / file
        if older.is_file():
            shutil.copyfile(older, self.project.edition / file)
            then, now = self.bench.older[which], self.bench.expected
            now.words[file] = list(then.words.get(file, []))
            now.deleted.discard(n)
            now.bytes.pop(file, None)
            if file in then.bytes:
                now.bytes[file] = then.bytes[file]
