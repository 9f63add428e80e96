"""The files that all documents share, authorities.xml and edition.xml, as editors left them on disk."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from kktei import encode, files, links, merge, tei
from kktei.config import Settings
from kktei.encode import authorities
from kktei.encode.authorities import AuthorityIndex
from kktei.errors import InputError
from kktei.findings import Finding
from kktei.pipeline import house
from kktei.pipeline.missing import unusable
from kktei.pipeline.sources import Gathered, vocabulary
from kktei.project import Project

NAMES = "names"  # the part of the memory that keeps the names that records had


@dataclass(frozen=True, slots=True)
class SharedFile:
    """A shared file made anew: what to remember of it and, where it was there, how it grows."""

    remember: bytes
    growth: merge.Growth | None


@dataclass(frozen=True)
class AuthorityUpdate:
    """The records that names lead to; what becomes of their file (None: it cannot be used and is left)."""

    known: AuthorityIndex
    made: SharedFile | None
    findings: Sequence[Finding]
    waiting: frozenset[str] = frozenset()
    names: Sequence[merge.LedgerRow] | None = None  # what to remember of their names; None: what is remembered already
    heirs: Mapping[str, str] = field(default_factory=dict)  # ids that took the place of others by an editor's hand
    house: Sequence[merge.LedgerRow] | None = None  # what to remember of the house's records; None: as before


def recorded(gathered: Gathered, project: Project, settings: Settings) -> AuthorityUpdate:
    """The authority file with what the documents name.

    One that cannot be used stays as it is, and names lead to what it last held.  Where that is not known either,
    documents that are there stay as they are, lest they lose their pointers.
    """
    there = shared(project, project.authorities, "TEI")
    last = merge.made(project, project.authorities.name)
    try:
        ours = house.shared_files(project, settings)
    except InputError as problem:
        there = Shared(there.raw, there.text, house.unread(problem))
        ours = house.Ours()
    stored = [f for row in merge.read_ledger(project, NAMES).rows if (f := authorities.from_row(row)) is not None]
    if there.wrong is not None:
        present = project.document_names()
        known = AuthorityIndex() if last is None else authorities.load(last, stored)
        return AuthorityUpdate(known, None, [there.wrong], present if last is None else frozenset())
    text, differing = ours.refreshed(last if there.text is None else there.text)  # deleted by hand: ids stay
    past = _past(project, text, last, stored)
    grow = partial(
        authorities.grow,
        text,
        [document for document in gathered.documents if document.id not in gathered.missing.exchanges],
        settings,
        [entry for source in gathered.sources for entry in source.authorities],
        house=ours.house,
    )
    if text is not None and last is None:
        recalled = authorities.recall(
            text, past.formers, grow, partial(_readable_files, project), authorities.file_id(settings)
        )
        grown, formers, found = recalled.grown, recalled.formers, recalled.findings
    else:
        formers = past.formers
        grown, found = grow(formers)
    growth = None if there.raw is None else merge.Growth(there.raw, grown)
    names = [authorities.to_row(former) for former in formers]
    return AuthorityUpdate(
        authorities.load(grown, formers),
        SharedFile(grown, growth),
        [*ours.house.findings, *differing, *past.findings, *found],
        names=names if names or stored else None,
        heirs=past.heirs,
        house=ours.rows(grown),
    )


def _readable_files(project: Project) -> Iterator[tei.Element]:
    """The documents and the front matter as they stand, as far as they can be read."""
    for path in (*project.document_files(), project.front):
        with suppress(InputError):
            yield tei.load(path)


def _past(
    project: Project, there: bytes | None, last: bytes | None, stored: Sequence[authorities.Former]
) -> authorities.Remembered:
    """What records were called before editors worked on them."""
    if there is None or last is None:
        return authorities.Remembered(tuple(stored))
    before, now = authorities.load(last), authorities.load(there)
    return authorities.remembered(before, now, stored, partial(merge.repointed, project))


def listed(project: Project, settings: Settings, documents: Sequence[str]) -> tuple[SharedFile | None, list[Finding]]:
    """The corpus file with ``documents``; None and a finding where it cannot be used."""
    there = shared(project, project.corpus, "teiCorpus")
    if there.wrong is not None:
        return None, [there.wrong]
    words = vocabulary(project)
    made = encode.encode_corpus(settings, documents, words, there.text)
    if there.text is None or there.raw is None:
        return SharedFile(made, None), []
    last = merge.made(project, project.corpus.name)
    grown = encode.grow_corpus(settings, documents, words, there.text, last)
    return SharedFile(made, merge.Growth(there.raw, grown)), []


@dataclass(frozen=True, slots=True)
class Shared:
    """A shared file: its bytes, the same in UTF-8, and why it cannot be used; all empty where there is none."""

    raw: bytes | None = None
    text: bytes | None = None
    wrong: Finding | None = None


def shared(project: Project, path: Path, root: str) -> Shared:
    """A file of the edition whose root should be the TEI element ``root``."""
    shown = f"edition/{path.name}"
    if not (path.exists() or path.is_symlink()):
        return Shared()
    try:
        if not project.follow_links and not links.is_inside(path, project.edition):
            raise InputError(f"{shown} is a link that leads out of the edition", "Put the file itself in its place.")
        raw = files.raw(path, shown)
        text = files.as_utf8(raw, shown)
        _must_be(tei.parse(text, shown), root, shown)
    except InputError as problem:
        return Shared(wrong=unusable("C013", problem, shown, "It was left as it is."))
    return Shared(raw, text)


def _must_be(root: tei.Element, wanted: str, shown: str) -> None:
    """InputError where the root is another element."""
    if root.tag == tei.q(wanted):
        return
    space = tei.space(root)
    where = "" if space == tei.TEI else f" in {'no namespace' if not space else f'the namespace {space!r}'}"
    raise InputError(
        f"{shown}:{root.sourceline}: the root is <{tei.name(root)}>{where}",
        f'It should be <{wanted} xmlns="{tei.TEI}">.',
    )
