"""What ``kktei new`` puts into an edition to begin with: it says nothing of anybody's own documents."""

from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from pathlib import Path

from kktei import config, read
from kktei.config import Settings
from kktei.findings import Finding, finding
from kktei.model import DocumentId, EditorFact, Facts
from kktei.read import Source

_KEYS = ("edition.title", "edition.editors", "edition.publisher", "edition.base_uri", "edition.description")
# Rows and years that kktei new gave before they were read from the letters themselves.
_ROWS = {
    "1": {("when", "1921-03-04"), ("place", "Vienna")},
    "2": {("when", "1921-03-11"), ("place", "Oslo")},
}
_YEARS = "1921"


@cache
def _starter() -> tuple[Source, Settings]:
    with resources.as_file(resources.files("kktei") / "starter") as folder:
        seed = next(iter(sorted(Path(folder, "seeds").iterdir())))
        return read.read_source(seed, seed.name), config.load(Path(folder, "edition", "edition.toml"))


def is_sample(source: Source) -> bool:
    """Whether a source is the sample, renamed perhaps or worked in: its title and nothing but its headings."""
    theirs = _starter()[0]
    heads = {(record.id, record.head) for record in theirs.records}
    return (
        source.title == theirs.title
        and bool(source.records)
        and all((record.id, record.head) in heads for record in source.records)
    )


def last(sources: Iterable[Source]) -> list[Source]:
    """The sources, the sample behind all others: of two documents with one number the editor's own is taken."""
    return sorted(sources, key=is_sample)


def own(facts: Facts, sources: Sequence[Source]) -> tuple[Facts, list[Finding]]:
    """The editors' table without the sample's rows, which say something of the sample's letters only."""
    letters = {r.id for source in sources if is_sample(source) for r in source.records}
    rows = {n: told for n, told in facts.items() if told and n not in letters and _is_row(n, told)}
    words = "the row is the sample's that kktei new puts there: it says nothing of this document"
    hint = "Delete the row, or say who decided it."
    places = (row[0].at for row in rows.values())
    found = [finding("C014", words, file=at.file, line=at.line, hint=hint) for at in places]
    return {n: told for n, told in facts.items() if n not in rows}, found


def _is_row(document: DocumentId, told: Iterable[EditorFact]) -> bool:
    return {(fact.name, fact.value) for fact in told} == _ROWS.get(document.key) and not any(
        f.who or f.why for f in told
    )


def without_sample(settings: Settings, sources: Iterable[Source]) -> Settings:
    """The settings without the sample's years, where there are documents of the editor's own."""
    if not _has_own(sources) or settings.text("source.years") != _YEARS or not _is_titled(settings):
        return settings
    return Settings({**settings.values, "source.years": ""}, settings.suppressions)


def left_over(settings: Settings, sources: Sequence[Source]) -> list[Finding]:
    """A finding for what in edition.toml is still the sample's, where there are documents of the editor's own."""
    if not _has_own(sources):
        return []
    theirs = _starter()[1].values
    titles = {source.title for source in sources if not is_sample(source)}
    keys = [k for k in _KEYS if settings.values[k] == theirs[k] and not (k == "edition.title" and theirs[k] in titles)]
    if settings is not without_sample(settings, sources):
        keys.append("source.years")
    if not keys:
        return []
    words = f"settings of the sample that kktei new makes are still there: {', '.join(keys)}"
    hint = "Write your own edition's, or delete the lines."
    return [finding("C014", words, file="edition/edition.toml", hint=hint)]


def _has_own(sources: Iterable[Source]) -> bool:
    return any((source.records or source.documents) and not is_sample(source) for source in sources)


def _is_titled(settings: Settings) -> bool:
    title = _starter()[1].text("edition.title")
    return title in {settings.text("edition.title"), settings.text("source.title")}
