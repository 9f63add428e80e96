"""What every renderer is given: where the TEI is, what the settings say, where the results go."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from kktei import files, links, pool
from kktei.addresses import PublishedAddress
from kktei.errors import InputError
from kktei.job import Job, sha256
from kktei.project import is_file, real, shown
from kktei.trust import Trusted

_MANY = 1000  # documents from which on the engine works in other processes
SOME = 100  # the same, where these are several and nobody waits for the first page
_OUTSIDE = "Put the file into edition/; or, where you trust whoever wrote this, say --follow-links."


@dataclass(frozen=True)
class Live:
    """A preview: it makes pages again by themselves, and somebody looks at pages while the site is made.

    ``wanted`` says which these are now; ``show`` takes what they are to see before all the rest is there: contents by
    path in the site. ``begin`` is told from what the site will be made, as far as that is known at the beginning;
    ``made`` is told the folder of a product before that takes the place of the former one.
    """

    wanted: Callable[[], Collection[str]]
    show: Callable[[Mapping[str, bytes]], None]
    begin: Callable[[RenderJob], None]
    made: Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file, or a part of it, that can be in no product, and why."""

    path: Path
    line: int
    reason: str


def all_there(_documents: Iterable[Path]) -> None:
    """Documents that stand where they were written need not be laid anywhere."""


@dataclass(frozen=True)
class RenderJob(Job):
    """One rendering.

    ``front`` is a front.xml that has passed validation; ``overrides`` is the folder with an editor's own style sheets
    and texts (edition/); ``trusted`` is the code of the edition (print.typ) that the reader lets run;
    ``follow_links`` says that the reader lets what the settings name lie outside of ``root``; ``registers`` are files
    of records; ``origins`` names the file that each document was read from, where that is another one; ``published``
    are former addresses; ``live`` is a preview that waits for pages;
    ``pictures`` are the parameters by which stylesheets are told of a document's pictures; ``whole`` says that the
    documents are all of an edition that has a title, which is a volume even where it has but one.
    ``provide`` puts documents there that are not laid until somebody reads them; ``digests`` are those of documents, as
    far as they are known without reading.
    """

    front: Path | None = None
    overrides: Path | None = None
    trusted: Trusted = field(default=Trusted())
    follow_links: bool = False
    registers: tuple[Path, ...] = ()
    origins: Mapping[Path, Path] = field(default_factory=dict)
    published: tuple[PublishedAddress, ...] = ()
    live: Live | None = None
    pictures: Mapping[Path, Mapping[str, str]] = field(default_factory=dict)
    whole: bool = False
    digests: Mapping[Path, str] = field(default_factory=dict)
    provide: Callable[[Iterable[Path]], None] = field(default=all_there)

    @property
    def is_alone(self) -> bool:
        """Whether this is a document by itself, without what a volume has beside its documents."""
        return len(self.documents) == 1 and self.front is None and not self.whole

    def apart(self, ready: Callable[[], None] | None = None) -> AbstractContextManager[None]:
        """Within, the engine works in other processes where documents are many: this one holds what they tell.

        Where there is something that makes processes ``ready``, several of them begin so at once, for fewer documents.
        """
        least = SOME if ready and self.jobs > 1 and self.live is None else _MANY
        return pool.apart(self.jobs, ready) if len(self.documents) >= least else nullcontext()

    def write(self, path: Path, raw: bytes) -> None:
        """Put a file into the target, where its folder is; what the former results have alike is not written again.

        Raises OSError.
        """
        if not self.lay(path, sha256(raw)):
            path.write_bytes(raw)

    def digest(self, document: Path) -> str:
        """The SHA-256 digest of a document's file."""
        return self.digests.get(document) or sha256(files.raw(document, self.shown(document)))

    def shown(self, path: Path) -> str:
        """A path as users read it."""
        return super().shown(self.origin(path))

    def origin(self, path: Path) -> Path:
        """The file that somebody wrote, of a document or register."""
        return self.origins.get(path, path)

    def place(self, path: Path) -> str:
        """Where a document stands, as pointers of others name it: the path from the root, with forward slashes."""
        return shown(self.origin(path).with_name(path.name), self.root)

    def named_file(self, key: str, what: str) -> Path | None:
        """The file of the edition that a setting names ("print.icc_profile"); None where it names none.

        Raises InputError, with ``what`` it is ("colour profile"), where it is not there or lies outside.
        """
        named = self.settings.text(key)
        if not named:
            return None
        path = real((self.overrides or self.root) / named)
        if not self.follow_links and not links.is_inside(path, self.root):
            raise InputError(f"The {what} {named} lies outside of the edition", _OUTSIDE)
        if not is_file(path):
            raise InputError(f"The {what} {named} is not there", f"{key} is relative to edition/.")
        return path
