"""What the played editor works at: one edition with its source and table, and the tools."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

from lxml import etree

from kktei.project import Project, data

SETTINGS = '[edition]\nid = "t"\ntitle = "Letters"\neditors = ["E. Ditor"]\n'
NUMBERS = ("1", "2", "3", "4")
SENTENCES = ("Secret.", "Confidential.", "No classification marking.", "Drafted by Miller.", "Also sent to London.")
PARAGRAPHS = ("I have your letter.", "The matter is *urgent*.", "We shall see [illegible].", "Nothing new.")
GOOD = {"when": ("1963-02-05", "1963-02"), "place": ("Oslo", "Vienna"), "signed": ("J. Miller",), "note": ("Torn.",)}
BAD = {"when": ("yesterday", "1963-02-30"), "notBefore": ("someday",), "kind": ("noise",)}
COLUMNS = ("n", "when", "notBefore", "kind", "place", "signed", "note", "who")


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


@dataclass
class Expected:
    """What must be found in edition/, whatever the program does; it goes back with the folder."""

    facts: dict[str, dict[str, str]] = field(default_factory=dict)
    words: dict[str, list[str]] = field(default_factory=dict)  # by file, what an editor wrote; [] if only touched
    bytes: dict[str, bytes] = field(default_factory=dict)  # files that nothing can be merged into
    deleted: set[str] = field(default_factory=set)

    def copy(self) -> Expected:
        """The same, apart from this one."""
        facts, words = ({key: type(v)(v) for key, v in d.items()} for d in (self.facts, self.words))  # type: ignore[call-arg]
        return Expected(facts, words, dict(self.bytes), set(self.deleted))


class Bench:
    """An edition in a folder of its own."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="kktei-test-"))
        self.project = Project(self.home / "project")
        self.project.documents.mkdir(parents=True)
        self.project.seeds.mkdir()
        (self.project.edition / "edition.toml").write_text(SETTINGS, encoding="utf-8")
        (self.home / "outside.txt").write_text("untouched", encoding="utf-8")
        self.notes = {n: ["Source: Archive, Miller Papers.", SENTENCES[0], SENTENCES[3]] for n in NUMBERS[:3]}
        self.bodies = {n: ["Dear Sir:", PARAGRAPHS[0], PARAGRAPHS[1]] for n in NUMBERS[:3]}
        self.expected = Expected()
        self.older: list[Expected] = []

    def source(self, n: str) -> Path:
        """The source of a document: one of two, whose names sort otherwise than their numbers."""
        return self.project.seeds / ("letters.txt" if n in NUMBERS[:2] else "later.txt")

    def sources(self) -> dict[Path, list[str]]:
        """Each source that holds anything, with its numbers."""
        found: dict[Path, list[str]] = {}
        for n in sorted(self.notes):
            found.setdefault(self.source(n), []).append(n)
        return found

    def document(self, n: str) -> Path:
        return self.project.documents / f"d00{n}.xml"

    def remembered(self, n: str) -> Path:
        return self.project.edition / ".kktei" / "converted" / "documents" / f"d00{n}.xml.gz"

    def write_source(self, but: Collection[Path] = ()) -> None:
        """Write the sources; those that are broken stay so, and one that holds nothing goes."""
        held = self.sources()
        for path in {self.source(n) for n in NUMBERS} - set(but):
            parts = ["Letters"]
            for number in held.get(path, []):
                parts += [f"{number}. Letter From Miller to Baker", " ".join(self.notes[number]), *self.bodies[number]]
            if len(parts) == 1:
                path.unlink(missing_ok=True)
            else:
                path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")

    def write_table(self) -> None:
        rows = [
            ",".join([n, *(facts.get(name, "") for name in COLUMNS[1:-1]), "E. Ditor"])
            for n, facts in sorted(self.expected.facts.items())
        ]
        text = "\n".join([",".join(COLUMNS), *rows]) + "\n"
        (self.project.edition / "facts.csv").write_text(text, encoding="utf-8")

    def commit(self) -> None:
        """Keep edition/ as it is now."""
        shutil.copytree(self.project.edition, self.home / f"older{len(self.older)}")
        self.older.append(self.expected.copy())

    def check_out(self, which: int) -> None:
        """The whole of edition/ as it once was."""
        shutil.rmtree(self.project.edition)
        shutil.copytree(self.home / f"older{which}", self.project.edition)
        self.expected = self.older[which].copy()

    def files(self) -> dict[Path, bytes]:
        return {p: p.read_bytes() for p in self.project.edition.rglob("*") if p.is_file()}

    def close(self) -> None:
        shutil.rmtree(self.home)


@cache
def _grammar() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(data("schema") / "kktei.rng"))


@cache
def refused(text: bytes) -> bool:
    """What lxml, which has no part in kktei's validation, says of a document against the grammar."""
    try:
        return not _grammar().validate(etree.fromstring(text))
    except etree.XMLSyntaxError:
        return True


def reindented(text: str) -> str:
    """As an XML editor indents."""
    root = etree.fromstring(text.encode())
    etree.indent(root, space="\t")
    return etree.tostring(root, encoding="unicode") + "\n"


def respelt(text: str) -> str:
    """Attributes in another order, in single quotes, on lines of their own; empty elements with a blank."""

    def tag(match: re.Match[str]) -> str:
        pairs = re.findall(r"[\w:.-]+=\"[^\"']*\"", match[2])
        if " ".join(pairs) != match[2].strip():
            return match[0]
        return "\n  ".join([match[1], *(p.replace('"', "'") for p in reversed(pairs))]) + (" />" if match[3] else ">")

    return re.sub(r"(<[\w:]+)((?: [\w:.-]+=\"[^\"]*\")+) ?(/)?>", tag, text)


SPELLINGS: dict[str, Callable[[str], str]] = {
    "line ends": lambda text: text.replace("\r\n", "\n").replace("\n", "\r\n"),
    "indents": reindented,
    "tags": respelt,
    "declaration": lambda text: re.sub(r"^<\?xml.*?\?>\s*", "", text),
}
