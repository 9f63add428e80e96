"""Sources that cannot be read: said so, and their documents kept as they are, in the sight of all others."""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from kktei import encode, links, merge, read
from kktei.errors import InputError, KkteiError
from kktei.findings import Finding, finding
from kktei.model import DocumentId
from kktei.project import Project, natural
from kktei.read import Source
from kktei.read.xml.own import read_own

_FRONT = "front.xml"
_NOT_THERE = "convert.seeds in edition.toml names sources as seen from the project's folder or from seeds/."
_PLACE = re.compile(r"(?::(?P<line>\d+))?(?::(?P<column>\d+))?:?\s+(?P<words>.*)", re.DOTALL)
_AT = re.compile(r"\(at line (?P<line>\d+), column (?P<column>\d+)\)")


@dataclass(frozen=True)
class Missing:
    """What is known of the sources that cannot be read: why, what they gave, their documents as kktei last made them.

    ``exchanges`` are who wrote to whom in these, by document.
    """

    problems: Mapping[str, KkteiError] = field(default_factory=dict)
    origins: Mapping[str, merge.Origin] = field(default_factory=dict)
    stand_ins: tuple[Source, ...] = ()
    exchanges: Mapping[DocumentId, tuple[encode.Exchange, ...]] = field(default_factory=dict)

    @property
    def waiting(self) -> frozenset[str]:
        """The files below edition/ that stay as they are."""
        files = {file for origin in self.origins.values() for file in origin.all}
        return frozenset(files | {_FRONT for origin in self.origins.values() if origin.front})

    @property
    def findings(self) -> list[Finding]:
        """Why each cannot be read; a picture that gave no document is told as what it is."""
        return [
            unusable("C017", problem, source, "It is left aside.")
            if isinstance(problem, read.PictureError) and source not in self.origins
            else unusable("C010", problem, source, "Its documents stay as they are.")
            for source, problem in self.problems.items()
        ]

    def without(self, sources: Iterable[Source]) -> tuple[list[Source], list[Finding]]:
        """The sources without documents that one of these gave before, and a finding for each."""
        owner = {file: source for source, origin in self.origins.items() for file in origin.all}
        kept, found = [], []
        for source in sources:
            records = tuple(r for r in source.records if r.id.file not in owner)
            documents = tuple(d for d in source.documents if d.id.file not in owner)
            kept.append(replace(source, records=records, documents=documents))
            left = [(r.id, r.at) for r in source.records if r.id.file in owner]
            left += [(d.id, d.at) for d in source.documents if d.id.file in owner]
            for one, at in left:
                words = f"{one.stem} comes from {owner[one.file]}, which cannot be read; this one is left out."
                found.append(finding("C012", words, file=at.file, line=at.line, column=at.column))
        return kept, found

    def reason(self) -> InputError:
        """Why there is nothing to convert."""
        problems = list(self.problems.values())
        if len(problems) == 1:
            return InputError(problems[0].message, problems[0].hint)
        reasons = "".join(f"\n  {problem.message}" for problem in problems)
        return InputError(f"None of the {len(problems)} sources can be read:{reasons}", "Mend them, or take them away.")


def read_all(
    project: Project, files: Iterable[tuple[Path, str]], is_note: read.IsNote
) -> tuple[list[Source], dict[str, KkteiError]]:
    """Every source that can be read; of the others, by name, why they cannot: links that lead outside, too."""
    sources, problems = [], {}
    for path, shown in files:
        try:
            if project.is_source(path):
                links.check([path], project.root, follow=project.follow_links)
            sources.append(replace(read.read_source(path, shown, is_note), file=shown))
        except KkteiError as problem:
            problems[shown] = problem if os.path.lexists(path) else InputError(problem.message, _NOT_THERE)
    return sources, problems


def unusable(code: str, problem: KkteiError, shown: str, consequence: str) -> Finding:
    """A reason why a file cannot be read as a finding at the place that it names."""
    name = next((n for n in (shown, PurePosixPath(shown).name) if problem.message.startswith(n)), "")
    at = _PLACE.fullmatch(problem.message, len(name)) if name else None
    inner = _AT.search(problem.message)
    line, column = (at["line"], at["column"]) if at and at["line"] else inner.groups() if inner else (None, None)
    words = (at["words"] if at else problem.message).rstrip(".")
    words = f"it {words}" if re.match(r"(is|has|unpacks|nests|cannot|does) ", words) else words
    return finding(
        code,
        f"This file cannot be used: {words}. {consequence}",
        file=shown,
        line=int(line or 0),
        column=int(column or 0),
        hint=problem.hint or "",
    )


def known_of(project: Project, problems: Mapping[str, KkteiError], sources: Sequence[Source]) -> Missing:
    """What is known of sources that cannot be read, ``sources`` being those that can.

    Raises InputError where a newer kktei wrote down what it is.
    """
    if not problems:
        return Missing()
    now = {source.file: origin_of(source) for source in sources}
    known = merge.origins(project)
    texts = {name for name, origin in (known or {}).items() if not origin.guessed}
    lost = [name for name, why in problems.items() if not isinstance(why, read.PictureError) or name in texts]
    origins = merge.unread(known, now, lost, merge.remembered(project))
    gone = merge.deleted(project)
    files = sorted({file for origin in origins.values() for file in origin.files} - gone, key=natural)
    stand_ins: list[Source] = []
    exchanges: dict[DocumentId, tuple[encode.Exchange, ...]] = {}
    for file in files:
        if (own := _as_made(project, file)) is not None:
            stand_ins.append(own[0])
            exchanges[own[0].records[0].id] = own[1]
    return Missing(problems, origins, tuple(stand_ins), exchanges)


def origin_of(source: Source) -> merge.Origin:
    """The files that a source gives."""
    return merge.Origin(
        frozenset(record.id.file for record in source.records),
        frozenset(document.id.file for document in source.documents),
        bool(source.front or source.chapters),
    )


def _as_made(project: Project, file: str) -> tuple[Source, tuple[encode.Exchange, ...]] | None:
    """A document as kktei last made it, as a source; None where it is no document of ours that can be read."""
    data = merge.last(project, file)
    if data is None:
        return None
    try:
        record = read_own(data, f"edition/{file}").record
        exchanges = encode.exchanges_in(data, file)
    except InputError:
        return None  # it is validation that says so; here it has no neighbours
    return (Source(file, (record,)), exchanges) if record.number else None
