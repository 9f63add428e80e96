"""Validation of the whole edition: each document by itself, then what spans documents."""

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kktei import links, tei, validate
from kktei.cache import Cache
from kktei.config import Settings
from kktei.errors import InputError
from kktei.findings import Finding, Severity, finding
from kktei.model import DocumentId
from kktei.pipeline import critical
from kktei.pipeline.missing import unusable
from kktei.pipeline.watch import Watcher
from kktei.project import Project, no_document

RULES = "rules.sch"  # the edition's own
WITHOUT_CONVERSION = ("build", "check", "collate", "html", "print")  # the stages of a run that does not convert


@dataclass(frozen=True)
class Verdicts:
    """What validation found, and which files may be rendered.

    ``invalid`` are the documents that may not; ``front`` is there where it is valid, ``authorities`` and
    ``corpus`` where they can be read.
    """

    settings: Settings
    findings: list[Finding] = field(default_factory=list)
    invalid: frozenset[Path] = frozenset()
    front: Path | None = None
    authorities: Path | None = None
    corpus: Path | None = None

    def unsuppressed(self, found: list[Finding], ran: Collection[str] = ()) -> list[Finding]:
        """Findings of a run less those that the settings suppress; ``ran``: its stages."""
        return validate.apply_suppressions(found, self.settings, ran=ran)


def verdicts(project: Project, notes: Mapping[DocumentId, str], *, cache: Cache, jobs: int, watch: Watcher) -> Verdicts:
    """Check edition/ as it is on disk.

    ``notes`` are the source notes.  InputError where there is no document.
    """
    settings = project.settings()
    files = project.document_files()
    if not files:
        raise no_document()
    authorities, corpus, front = (_there(f) for f in (project.authorities, project.corpus, project.front))
    found = checks(project, notes, files, cache=cache, jobs=jobs, watch=watch)
    found += [_unread(file, project) for file in (authorities, corpus) if not _readable(file)]
    kept = validate.apply_suppressions(found, settings)
    wrong = {f.file for f in kept if f.severity is Severity.ERROR}
    invalid = frozenset(file for file in files if project.shown(file) in wrong)
    return Verdicts(
        settings,
        found,
        invalid,
        None if front is None or project.shown(front) in wrong else front,
        authorities if _readable(authorities) else None,
        corpus if _readable(corpus) else None,
    )


def as_they_stand(project: Project) -> Verdicts:
    """What may be shown of an edition that has not been checked yet: all that can be read."""
    shared = (path if _there(path) and _readable(path) else None for path in (project.authorities, project.corpus))
    return Verdicts(project.settings(), authorities=next(shared), corpus=next(shared))


def checks(
    project: Project, notes: Mapping[DocumentId, str], files: Sequence[Path], *, cache: Cache, jobs: int, watch: Watcher
) -> list[Finding]:
    """The one plan of checks: all that is said of edition/ as it is on disk, whichever command asks.

    Each of ``files`` by itself (well-formedness, grammar, our rules, the edition's own), then what spans documents,
    the apparatus, and files whose names are no text.
    """
    authorities, corpus, front, own = (
        _there(f) for f in (project.authorities, project.corpus, project.front, project.edition / RULES)
    )
    if own is not None and own.is_file() and not own.stat().st_size:
        own = None  # begun, and nothing written yet
    strictness = project.settings().text("validate.grammar")
    singly = validate.check_documents(
        files,
        root=project.root,
        authorities=authorities,
        corpus=corpus,
        notes=notes,
        jobs=jobs,
        cache=cache,
        more_rules=own,
        strictness=strictness,
        shared={Path(os.path.realpath(f)) for f in (authorities, corpus, front) if f is not None},
        progress=watch.progress,
    )
    documents = project.document_files()
    across = validate.check_edition(
        documents,
        root=project.root,
        authorities=authorities,
        corpus=corpus,
        front=front,
        more_rules=own,
        strictness=strictness,
        jobs=jobs,
    )
    return [
        *(f for one in singly.values() for f in one),
        *across,
        *critical.checked(project, documents),
        *nameless_files(project),
        *(_refused(file, project) for file in project.refused_documents()),
    ]


def _refused(file: Path, project: Project) -> Finding:
    problem = links.leading_out(file, project.root)
    return unusable("V008", problem, project.shown(file), "It is left out.")


def nameless_files(project: Project) -> list[Finding]:
    """The findings for documents whose files' names are no text."""
    return [nameless(project.shown(file)) for file in project.nameless_files()]


def nameless(file: str) -> Finding:
    """The finding for a file that no page, link or pointer can name."""
    return finding(
        "B005",
        "The name of this file, or of its folder, is not UTF-8, or no text: it is left out",
        file=file,
    )


def _there(file: Path) -> Path | None:
    """The file, if anything stands in its place: what cannot be read is named, and not passed over."""
    return file if os.path.lexists(file) else None


def _readable(file: Path | None) -> bool:
    """Whether a stylesheet could read it; a file that is not there harms nobody."""
    try:
        return file is None or tei.load(file) is not None
    except InputError:  # validation names what is wrong
        return False


def _unread(file: Path | None, project: Project) -> Finding:
    shown = project.shown(file) if file else ""
    return finding("B004", f"{shown} cannot be read: the results are made without what it says", file=shown)
