"""Where pointers from one document to another lead: by the path, as a file system would, else by what names one."""

import json
import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote

from kktei import files, tei
from kktei.errors import InputError
from kktei.render.job import RenderJob

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_POINTER = re.compile(r"""\b(?:ref|target|corresp)\s*=\s*["']\s*([^"']+?)\s*["']""")
_WORDLESS = re.compile(r"""<(?:ref|ptr)\b[^>]*?\btarget\s*=\s*["']\s*([^"']+?)\s*["'][^>]*?(?:/>|>\s*</)""")
_NUMBERED = re.compile(r"d\d+")  # what the products call by its number
_OTHERS = ("s", "m", "j")  # levels of titles that are not a letter's own
_ROOT_ID = re.compile(r"""<(?:[\w.-]+:)?TEI\b[^>]*?\bxml:id\s*=\s*["']\s*([^"'\s]+)""")


@dataclass(frozen=True, slots=True)
class TargetDocument:
    """A document as pointers may name it: the path of its file in the folder, and its own id."""

    file: str
    id: str = ""

    @property
    def stem(self) -> str:
        """The name of its file without its ending."""
        return posixpath.basename(self.file).removesuffix(".xml")


class Targets:
    """The documents of an edition, to find one from another.

    ``find`` looks for a file by its path from the pointer's own folder; then by its name, as it is spelt or in other
    capitals, in the same folder or where only one has it; then by the document's id.  Of several nothing is guessed.
    """

    def __init__(self, places: Sequence[TargetDocument]) -> None:
        self.places = places
        self._by_path = {place.file: at for at, place in reversed(list(enumerate(places)))}
        self._by_stem = _gathered((place.stem, at) for at, place in enumerate(places))
        self._by_fold = _gathered((place.stem.casefold(), at) for at, place in enumerate(places))
        self._by_id = _gathered((place.id, at) for at, place in enumerate(places) if place.id)

    def find(self, at: int, pointer: str) -> tuple[int, str] | None:
        """The document that a pointer in the document at ``at`` names, and the id in it; None where there is none."""
        if _SCHEME.match(pointer):
            return None
        file, _, fragment = pointer.partition("#")
        if not file:
            there = self._only(self._by_id, fragment, at)
            there = self._only(self._by_stem, fragment, at) if there is None else there
            return None if there is None else (there, "")
        there = self._by_name(at, unquote(file))
        return None if there is None else (there, fragment)

    def _by_name(self, at: int, file: str) -> int | None:
        path = posixpath.normpath(posixpath.join(self._folder(at), file))
        for spelt in (path, f"{path}.xml"):
            if spelt in self._by_path:
                return self._by_path[spelt]
        stem = posixpath.basename(file).removesuffix(".xml")
        ways = [(self._by_stem, stem), (self._by_fold, stem.casefold())]
        if "/" not in file and not file.endswith(".xml"):
            ways.append((self._by_id, file))
        return next((there for way, key in ways if (there := self._only(way, key, at)) is not None), None)

    def _only(self, way: dict[str, list[int]], key: str, at: int) -> int | None:
        """The only one of a name, or the only one in the same folder."""
        found = way.get(key, [])
        if len(found) > 1:
            folder = self._folder(at)
            found = [one for one in found if posixpath.dirname(self.places[one].file) == folder]
        return found[0] if len(found) == 1 else None

    def _folder(self, at: int) -> str:
        """The folder of a document; what is none of them (a negative number) stands in the first one's."""
        return posixpath.dirname(self.places[max(at, 0)].file) if self.places else ""


def _gathered(pairs: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for key, at in pairs:
        found[key].append(at)
    return found


def places(job: RenderJob, ids: Sequence[str]) -> list[TargetDocument]:
    """The places of a job's documents, whose own ``ids`` are known."""
    return [TargetDocument(job.place(path), own) for path, own in zip(job.documents, ids, strict=True)]


@dataclass(frozen=True, slots=True)
class Leads:
    """Where the pointers of one document lead that a stylesheet could not follow by the name of the file alone.

    ``names``: a pointer's part before "#" (or a whole pointer without a file), and what a product calls the document;
    ``titles``: the titles of documents that references without words name; ``pictures``: parameters that tell of the
    document's pictures.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)

    @property
    def params(self) -> dict[str, str]:
        """The parameters of a stylesheet; none where there is nothing to tell."""
        given = {"leads": self.names, "titles": self.titles}
        said = {key: json.dumps(dict(v), ensure_ascii=False, sort_keys=True) for key, v in given.items() if v}
        return said | dict(self.pictures)


def leads(job: RenderJob, names: Sequence[str]) -> list[Leads]:
    """The leads of each document; a product calls the documents by ``names``."""
    texts = [_pointing_text(path) for path in job.documents]
    found = [match[1] if (match := _ROOT_ID.search(text)) else "" for text in texts]
    targets = Targets(places(job, found))
    titles: dict[int, str] = {}

    def title(at: int) -> str:
        if at not in titles:
            titles[at] = _title(job.documents[at])
        return titles[at]

    led = [_of(targets, at, text, names, title) for at, text in enumerate(texts)]
    return [replace(one, pictures=job.pictures.get(path, {})) for one, path in zip(led, job.documents, strict=True)]


def _of(targets: Targets, at: int, text: str, names: Sequence[str], title: Callable[[int], str]) -> Leads:
    led: dict[str, str] = {}
    wordless = {value.split()[0] for value in _WORDLESS.findall(text) if value.split()}
    titles: dict[str, str] = {}
    for pointer in sorted({part for value in _POINTER.findall(text) for part in value.split()}):
        file, _, fragment = pointer.partition("#")
        there = targets.find(at, pointer)
        if there is None or (not file and (there[0] == at or _has_id(text, fragment))):
            continue
        name = names[there[0]]
        if not file:
            led[pointer] = name
        elif posixpath.basename(file).removesuffix(".xml") != name:
            led[file] = name
        if pointer in wordless and not _NUMBERED.fullmatch(name) and (words := title(there[0])):
            titles[name] = words
    return Leads(led, titles)


def _has_id(text: str, identifier: str) -> bool:
    return re.search(rf"""xml:id\s*=\s*["']{re.escape(identifier)}["']""", text) is not None


def _title(path: Path) -> str:
    """The title of a document: its own before that of a series."""
    try:
        given = tei.load(path).findall("tei:teiHeader/tei:fileDesc/tei:titleStmt/tei:title", tei.NS)
    except InputError:
        return ""
    ranked = sorted(given, key=lambda t: (t.get("level") != "a", t.get("type") != "main", t.get("level") in _OTHERS))
    return tei.text_of(ranked[0]) if ranked else ""


def _pointing_text(path: Path) -> str:
    """A file's text, to look for pointers in; one that cannot be read has none."""
    try:
        return files.xml(path).decode("utf-8", "replace")
    except InputError:
        return ""
