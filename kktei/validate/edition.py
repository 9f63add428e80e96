"""What spans the files of an edition: ids, pointers from file to file, the sequence of documents, the corpus."""

import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote, unquote

from kktei import files as door
from kktei import pool
from kktei.errors import InputError
from kktei.findings import Finding, Severity, codes, finding, in_order
from kktei.project import is_file, natural, real, shown
from kktei.relaxng import places
from kktei.relaxng.faults import Guesses
from kktei.relaxng.places import cut
from kktei.relaxng.positions import Positions
from kktei.validate import tolerance
from kktei.validate.documents import check_documents
from kktei.validate.identified import identified
from kktei.validate.rules import usable
from kktei.validate.summary import PointerPlaces, Summary, bare_names, pointed_within, summarise
from kktei.validate.summary import places as places_in
from kktei.wording import fold


def check_edition(
    files: Sequence[Path],
    *,
    root: Path,
    authorities: Path | None = None,
    corpus: Path | None = None,
    front: Path | None = None,
    more_rules: Path | None = None,
    strictness: str = tolerance.STRICT,
    jobs: int = 1,
) -> list[Finding]:
    """Findings about the edition as a whole, and about its shared files (authorities, corpus, front) by themselves.

    Documents that cannot be read are left out; they have their own findings.

    ``files`` are its documents; ``root`` is what paths in findings are relative to; ``more_rules`` is
    the edition's own Schematron; ``strictness`` is the setting validate.grammar.
    """
    shared = [file for file in (authorities, corpus) if file is not None and os.path.lexists(file)]
    others = [*shared, *([front] if front is not None and os.path.lexists(front) else [])]
    known = [s for s in pool.each(summarise, [*files, *others], jobs=jobs, batch=32) if s is not None]
    edition = EditionSummary(root, tuple(known), authorities, corpus, front, frozenset(files))
    whole = [*edition.ids(), *edition.pointers(), *edition.sequence(), *edition.inclusions(), *edition.unused()]
    whole += [f for f in (usable(file, edition.shown(file)) for file in shared) if f is not None]
    whole += identified(authorities, edition.shown(authorities)) if authorities is not None else ()
    alone = check_documents(
        others,
        root=root,
        authorities=authorities,
        corpus=corpus,
        more_rules=more_rules,
        strictness=strictness,
        shared=others,
    )
    return in_order([*whole, *(f for one in alone.values() for f in one)])


def check_records(files: Sequence[Path], others: Sequence[Path], *, root: Path, jobs: int = 1) -> list[Finding]:
    """Names in texts of no edition whose records are in a file that is not here (S209); ``others`` lie beside them."""
    known = [s for s in pool.each(summarise, [*files, *others], jobs=jobs, batch=32) if s is not None]
    edition = EditionSummary(root, tuple(known), None, None, None, frozenset(files))
    return [found for found in edition.pointers() if found.code == "S209"]


@dataclass(frozen=True)
class EditionSummary:
    """The summaries of all files that could be read."""

    root: Path
    files: tuple[Summary, ...]
    authorities: Path | None
    corpus: Path | None
    front: Path | None = None
    given: frozenset[Path] = frozenset()  # the documents, also those that cannot be read
    _guesses: Guesses = field(default_factory=Guesses)
    _read: dict[Path, Positions] = field(default_factory=dict)
    _found: dict[Path, PointerPlaces] = field(default_factory=dict)

    @cached_property
    def documents(self) -> list[Summary]:
        """The documents in the order of their numbers; of two with one number, that first that bears its file's name.

        A copy has the id of what it was made from, and another name: the address of the first is the one that lasts.
        """
        found = [s for s in self.files if s.file not in (self.authorities, self.corpus, self.front)]
        return sorted(found, key=lambda s: (s.number is None, s.number or 0, _is_renamed(s), natural(s.file.name)))

    @cached_property
    def _by_file(self) -> dict[Path, frozenset[str]]:
        return {real(s.file): frozenset(s.ids) for s in self.files}

    @cached_property
    def _by_name(self) -> dict[str, Path]:
        """The files by their names; of several with one name the first."""
        return {file.name: file for file in reversed(self._by_file)}

    def ids(self) -> Iterator[Finding]:
        """S200: ids in two files; told once, at the first of them."""
        owner: dict[str, Summary] = {}
        again: dict[str, Summary] = {}
        for summary in self.files:
            for name in dict.fromkeys(summary.ids):
                if owner.setdefault(name, summary) is not summary:
                    again.setdefault(name, summary)
        for name, summary in list(again.items())[:1]:
            more = f"; {len(again) - 1} more ids stand in several files" if len(again) > 1 else ""
            words = f"The id “{name}” stands in {self.shown(owner[name].file)} too{more}"
            yield from self._where(summary, name, "S200", words, id_only=True)

    def pointers(self) -> Iterator[Finding]:
        """S201, S202, S209: pointers into other documents."""
        for summary in self.files:
            folder = summary.file.parent.absolute()
            for pointer in summary.pointers:
                yield from self._pointer(summary, folder, pointer)

    def _pointer(self, summary: Summary, folder: Path, pointer: str) -> Iterator[Finding]:
        href, _, fragment = pointer.partition("#")
        target = _target(folder, href)
        if target in self._by_file:
            ids = self._by_file[target]
            if fragment and fragment not in ids and target not in self._shared:
                near = self._guesses.nearest(fragment, target, lambda: sorted(ids))
                words = f"{self.shown(target)} has no “{fragment}”"
                hint = f"Did you mean “{href}#{near}”?" if near else ""
                yield from self._where(summary, pointer, "S202", words, hint)
        elif target not in self._there and not is_file(target):
            near = self._guesses.nearest(target.name, "files", lambda: sorted(self._by_name))
            meant = _pointing(os.path.relpath(self._by_name[near], real(folder))) if near else ""
            hint = f"Did you mean “{meant}”?" if near else ""
            words = f"There is no document “{href}” in the edition"
            mistyped = self.authorities is not None and near == self.authorities.name
            for found in self._where(summary, pointer, "S201", words, hint):
                yield _of_a_record(found, href) if found.place.endswith("/@ref") and not mistyped else found

    @cached_property
    def _shared(self) -> set[Path]:
        """Files whose ids the rules have checked already (S061)."""
        return {real(file) for file in (self.authorities, self.corpus) if file is not None}

    @cached_property
    def _there(self) -> set[Path]:
        """What stands in a file's place, also unreadable: that is said of it, not of each pointer to it."""
        files = (file for file in (self.authorities, self.corpus, *self.given) if file is not None)
        return {real(file) for file in files if os.path.lexists(file)}

    def sequence(self) -> Iterator[Finding]:
        """S203, S204, S205: numbers and dates of documents that follow each other."""
        numbered = [s for s in self.documents if s.number is not None]
        for one, two in pairwise(numbered):
            a, b = one.number or 0, two.number or 0
            if a == b:
                yield self._at(two, _ROOT, "S204", f"{self.shown(one.file)} is document {a} too")
            elif b > a + 1:
                missing = f"{a + 1}" if b == a + 2 else f"{a + 1} to {b - 1}"
                yield self._at(two, _ROOT, "S203", f"Document {b} follows on {a}; {missing} missing")
            if one.date and two.date and one.date[:10] > two.date[:10] and len(one.date) >= 10 <= len(two.date):
                words = f"Document {a} ({one.date[:10]}) is later than document {b} ({two.date[:10]})"
                yield self._at(two, _ROOT, "S205", words)

    def inclusions(self) -> Iterator[Finding]:
        """S206: documents that the corpus leaves out or does not have."""
        corpus = next((s for s in self.files if s.file == self.corpus), None)
        if corpus is None or not corpus.included:
            return
        named = {_resolved(corpus.file.parent, href): href for href in corpus.included}
        included = Counter(_resolved(corpus.file.parent, href) for href in corpus.included)
        for summary in self.documents:
            times = included[real(summary.file)]
            if times != 1:
                words = f"{self.shown(summary.file)} is included {'twice or more' if times else 'nowhere'}"
                yield self._at(corpus, _ROOT, "S206", words)
        for file, href in named.items():
            if file not in self._there and not is_file(file):
                words = f"{cut(href.rpartition('/')[2])} is included, but not there"
                yield self._at(corpus, _ROOT, "S206", words)

    def unused(self) -> Iterator[Finding]:
        """S207: records of the authorities that nothing points to."""
        authorities = next((s for s in self.files if s.file == self.authorities), None)
        if authorities is None or not self.documents:
            return
        used = {p.partition("#")[2] for s in self.files for p in s.pointers} | pointed_within(authorities.file)
        unused = [name for name in authorities.ids if name.partition(".")[0] in _RECORDS and name not in used]
        named = bare_names(authorities.file) if any(name.startswith("pers.") for name in unused) else {}
        for name in unused:
            words = f"Nothing points to “{name}”"
            signing = self._signing.get(_letters(named[name])) if name in named else None
            if signing is None:
                yield from self._where(authorities, name, "S207", words, id_only=True)
                continue
            words += f"; all it has is the name of a signature in {self.shown(signing)}"
            for found in self._where(authorities, name, "S207", words, _OF_A_SIGNATURE, id_only=True):
                yield replace(found, severity=Severity.WARNING)

    @cached_property
    def _signing(self) -> dict[str, Path]:
        """By the letters of each signature the first document that has it."""
        documents = reversed(self.documents)
        return {_letters(one): s.file for s in documents for words in s.signed for one in (words, *words.split(";"))}

    # --- places -----------------------------------------------------------------------

    def shown(self, file: Path) -> str:
        """A path as users read it."""
        return shown(file, self.root)

    def _where(
        self, summary: Summary, wanted: str, code: str, words: str, hint: str = "", *, id_only: bool = False
    ) -> Iterator[Finding]:
        """A finding at each attribute that is the id, or holds the pointer, ``wanted``."""
        for node, attribute in self._spots(summary).of(wanted):
            if attribute == "id" or not id_only:
                yield self._at(summary, node, code, words, hint)

    def _at(self, summary: Summary, node: str, code: str, words: str, hint: str = "") -> Finding:
        positions = self._positions(summary.file)
        at = positions.at(node)
        return finding(
            code,
            words,
            file=self.shown(summary.file),
            line=at.spot.line,
            column=at.spot.column,
            place=places.place(at.step, at.attribute, positions.document),
            hint=hint or codes()[code].remedy,
        )

    def _positions(self, file: Path) -> Positions:
        if file not in self._read:
            self._read[file] = Positions(_bytes(file))
        return self._read[file]

    def _spots(self, summary: Summary) -> PointerPlaces:
        if summary.file not in self._found:
            wanted = {*summary.ids, *summary.pointers}
            self._found[summary.file] = places_in(_bytes(summary.file), summary.file.name, wanted)
        return self._found[summary.file]


def _of_a_record(found: Finding, href: str) -> Finding:
    """S209: a name whose record is in a file that did not come with its letter is as readable as one without."""
    words = f"The records of “{href}” are not in the edition; the name points to nothing"
    return replace(found, code="S209", severity=codes()["S209"].severity, message=words, hint=codes()["S209"].remedy)


def _bytes(file: Path) -> bytes:
    """A file that was read before; nothing where it has vanished since."""
    try:
        return door.xml(file)
    except InputError:
        return b""


@lru_cache(maxsize=100_000)
def _resolved(folder: Path, href: str) -> Path:
    return real(folder / href)


def _is_renamed(summary: Summary) -> bool:
    """Whether a file's first id ("d002", "edition.d002") does not name the file."""
    return summary.file.stem not in "".join(summary.ids[:1]).split(".")


def _target(folder: Path, href: str) -> Path:
    """The file that a pointer names: a URI in which a blank is %20; but a name may have such signs of its own."""
    plain = _resolved(folder, href)
    return plain if "%" not in href or is_file(plain) else _resolved(folder, unquote(href))


def _pointing(path: str) -> str:
    """A path as a pointer has it, which cannot hold blanks."""
    return re.sub(r"[\s%#]", lambda sign: quote(sign[0], safe=""), path.replace(os.sep, "/"))


def _letters(name: str) -> str:
    """The words of a name, as signatures and records can be compared: without signs, an editor's brackets closed up."""
    return " ".join(re.findall(r"\w+", re.sub(r"[\[\]]", "", fold(name))))


_OF_A_SIGNATURE = (
    "Earlier versions of kktei made such records, and the book's list of persons has them: "
    "delete it if it is not yours. It is not made again."
)
_ROOT = "e1"  # the node at which a finding about a whole file stands
_RECORDS = {"pers", "org", "rep", "pl", "col", "lot", "bibl"}
