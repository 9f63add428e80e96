"""Where things stand in a project: its root, its folders, its files in a fixed order."""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from kktei import links
from kktei.config import Settings, load
from kktei.errors import InputError, UsageError

_ASIDE = re.compile(r"[.].*|~\$.*|.*~|#.*#|.*\.(?:bak|orig|swp|tmp)|thumbs\.db|desktop\.ini", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with ``edition/edition.toml`` in it."""

    root: Path
    results: Path | None = None  # where results go, if not to output/ in the root
    follow_links: bool = False  # whether the user lets links, and paths of the settings, lead out of the project

    @property
    def edition(self) -> Path:
        """The edition's folder."""
        return self.root / "edition"

    @property
    def documents(self) -> Path:
        """The folder of the TEI documents."""
        return self.edition / "documents"

    @property
    def authorities(self) -> Path:
        """The authority file."""
        return self.edition / "authorities.xml"

    @property
    def corpus(self) -> Path:
        """The file that holds the shared header and includes the documents."""
        return self.edition / "edition.xml"

    @property
    def front(self) -> Path:
        """The file that holds a volume's front matter and its chapters, where it has such."""
        return self.edition / "front.xml"

    @property
    def seeds(self) -> Path:
        """The folder of the sources."""
        return self.root / "seeds"

    @property
    def witness_seeds(self) -> Path:
        """The folder of the texts of witnesses: a folder a document, a file a witness."""
        return self.seeds / "witnesses"

    def stops_no_other(self, path: Path) -> bool:
        """Whether a path is a source's or a document's: one that cannot be read leaves the others."""
        return self.is_source(path) or (path.parent == self.documents and path.suffix == ".xml" and not path.is_dir())

    def is_source(self, path: Path) -> bool:
        """Whether a path is a source's."""
        within = self.seeds in path.parents and self.witness_seeds not in path.parents
        return within and path != self.witness_seeds and not path.is_dir()

    @property
    def output(self) -> Path:
        """The folder of the results."""
        return self.results or self.root / "output"

    @property
    def named_output(self) -> str:
        """The folder of the results as users know it."""
        return str(self.results) if self.results else "output/"

    @property
    def cache(self) -> Path:
        """The folder for what makes the next build quick; it may be deleted at any time."""
        return self.root / ".kktei-cache"

    def settings(self) -> Settings:
        """The checked settings."""
        return load(self.edition / "edition.toml")

    def document_files(self) -> list[Path]:
        """The TEI documents in the order of their numbers."""
        return [path for path in self._documents() if can_be_named(path.name) and not self._leads_out(path)]

    def refused_documents(self) -> list[Path]:
        """Links among the documents that lead out of the project: nobody reads them, and they stop no other."""
        return [path for path in self._documents() if self._leads_out(path)]

    def document_names(self) -> frozenset[str]:
        """The TEI documents, those that are refused too, by their paths below edition/.

        So :attr:`kktei.model.DocumentId.file` has them.
        """
        return frozenset(f"{self.documents.name}/{path.name}" for path in self._documents() if can_be_named(path.name))

    def witness_files(self) -> list[Path]:
        """The transcriptions of witnesses, a folder a document, in a fixed order."""
        return [path for path in self._witnesses() if can_be_named(f"{path.parent.name}/{path.name}")]

    def nameless_files(self) -> list[Path]:
        """Documents and transcriptions that no page, link or pointer can name: their names are no text."""
        found = [*self._documents(), *self._witnesses()]
        return [path for path in found if not can_be_named(f"{path.parent.name}/{path.name}")]

    def _leads_out(self, path: Path) -> bool:
        return not self.follow_links and path.is_symlink() and not links.is_inside(path, self.root)

    def _documents(self) -> list[Path]:
        found = (path for path in self.documents.glob("*.xml") if not path.name.startswith("."))
        return sorted(found, key=lambda p: natural(p.name))

    def _witnesses(self) -> list[Path]:
        folder = self.edition / "witnesses"
        found = (path for path in folder.glob("*/*.xml") if not path.name.startswith("."))
        return sorted(found, key=lambda p: natural(p.relative_to(folder).as_posix()))

    def table(self, names: Iterable[str], called: str) -> Path | None:
        """The table of the editors' in edition/ that has one of ``names``; None where there is none.

        Whatever stands there counts, a folder or a link to nothing too: who reads it says that it is no file, so that
        nothing that was decided in a table is taken back in silence.
        Raises InputError where it stands twice; ``called`` is what it is to users.
        """
        there = [self.edition / name for name in names if os.path.lexists(self.edition / name)]
        if len(there) > 1:
            twice = " and ".join(map(self.shown, there))
            raise InputError(f"The {called} stands twice: {twice}", "Keep one of them.")
        return there[0] if there else None

    def named(self, name: str, key: str) -> Path:
        """The file that the setting ``key`` names; InputError where it lies outside the project."""
        path = self.root / name
        if not self.follow_links and not links.is_inside(path, self.root):
            raise InputError(
                f"{key} in edition.toml names {name!r}, which lies outside the project",
                "Put the file into the project; or, where you trust whoever wrote this, say --follow-links.",
            )
        return path

    def shown(self, path: Path) -> str:
        """A path as users read it: relative to the root, with forward slashes."""
        return shown(path, self.root)


def no_document() -> InputError:
    """That there is nothing to work on."""
    return InputError("There is no document in edition/documents", "Put a source into seeds/ and run kktei convert.")


def shown(path: Path, root: Path) -> str:
    """A path as users read it: relative to ``root`` with forward slashes, or its name where it lies elsewhere.

    Bytes that are no UTF-8 and control characters, which neither XML nor a terminal can have, are escaped.
    """
    for spelt in (os.path.abspath, os.path.realpath):  # a link is known by its own name, not by where it leads
        whole, above = spelt(path), f"{spelt(root).removesuffix(os.sep)}{os.sep}"
        if f"{whole}{os.sep}".startswith(above):
            name = whole[len(above) :].replace(os.sep, "/") or "."
            break
    else:
        name = path.name
    return _UNWRITABLE.sub(lambda found: ascii(found[0])[1:-1], name)


_UNWRITABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


def can_be_named(name: str) -> bool:
    """Whether XML can hold a file's name: it is text without control characters, other than ends of lines."""
    return is_text(name) and not _NO_XML.search(name)


_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def is_text(name: str) -> bool:
    """Whether a file's name is text: bytes that are no UTF-8 are half of a pair in Python."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def real(path: Path) -> Path:
    """A path with its links followed, as far as they lead anywhere; a name that no file can have stays as it is."""
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError):
        return path.absolute()


def is_file(path: Path) -> bool:
    """Whether a file is there; a name that no file can have is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def natural(name: str) -> list[tuple[int, int, str]]:
    """A sort key under which d9 comes before d10."""
    return [(1, int(part), "") if part.isdecimal() else (0, 0, part) for part in re.split(r"(\d+)", name) if part]


def is_aside(name: str) -> bool:
    """Whether a file of this name is hidden, or what programs leave beside a text: backups, locks, previews."""
    return _ASIDE.fullmatch(name) is not None


def find(start: Path | None = None, *, follow_links: bool = False) -> Project:
    """The project that ``start`` (default: the current folder) lies in.

    Raises UsageError where there is none, InputError for a link in it that leads out of it (unless ``follow_links``,
    or it is a source or a document: that is left out alone), and for a folder that cannot be looked into or is none.
    """
    project = Project(root_of(start or here()), follow_links=follow_links)
    if not is_text(str(project.root)):  # the typesetter, Pagefind and pikepdf fail there
        raise UsageError(f"The folder {ascii(str(project.root))[1:-1]} has a name that is not UTF-8", "Rename it.")
    links.check((project.edition, project.seeds), project.root, follow=follow_links, but=project.stops_no_other)
    _must_be_folders(project)
    return project


def _must_be_folders(project: Project) -> None:
    """InputError where something else stands in a folder's place: all that was in it would be taken for deleted."""
    for place in (project.seeds, project.documents):
        if os.path.lexists(place) and not place.is_dir():
            what = "a link to nothing" if place.is_symlink() and not place.exists() else "no folder"
            raise InputError(f"{project.shown(place)} is {what}", "Put the folder itself in its place.")


def here() -> Path:
    """The folder that the user is in; UsageError where it has been deleted."""
    try:
        return Path.cwd()
    except FileNotFoundError as problem:
        raise UsageError("The folder that you are in is not there any more", "Go to another one.") from problem


def root_of(start: Path) -> Path:
    """The root of the project that a folder lies in; UsageError where there is none."""
    here = Path(os.path.realpath(start))
    for folder in (here, *here.parents):
        if (folder / "edition" / "edition.toml").is_file():
            return folder
    raise UsageError(
        "This is not inside an edition: no edition/edition.toml in this folder or above it",
        "`kktei new DIR` makes one.",
    )


def data(kind: str) -> Path:
    """The folder "xslt", "schema" or "docs" (the pages that sites quote), in a checkout or in an installed wheel."""
    packaged = Path(str(resources.files("kktei"))) / "data" / kind
    return packaged if packaged.is_dir() else Path(str(resources.files("kktei"))).parent / kind
