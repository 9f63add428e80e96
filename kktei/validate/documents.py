"""Many documents, each by itself: read from the cache, or checked by several processes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
from lxml import etree

from kktei import files as door
from kktei import pool, tei
from kktei.cache import Cache, digest, digest_of, program
from kktei.errors import InputError
from kktei.findings import Finding, Severity, codes, in_order
from kktei.job import Progress, silent
from kktei.model import DocumentId
from kktei.project import shown
from kktei.validate import tolerance
from kktei.validate.check import UNREADABLE, Schema, check, own_schema, tei_all, unreadable
from kktei.validate.embedded import has_rules
from kktei.validate.rules import OTHERS, TEI_RULE, RuleSet, apply, own_rules, usable


@dataclass(frozen=True, slots=True)
class Task:
    """What a process needs to check one document."""

    file: Path
    shown: str
    schema: Schema
    rules: tuple[RuleSet, ...]
    note: str | None
    form: str  # under which what the grammar says is kept
    key: str  # under which all findings are
    cache: Cache | None = None
    formed: bool = False  # whether our rules of form hold in any case


def check_documents(  # noqa: PLR0913 - the stage's one door; every argument has a name
    files: Sequence[Path],
    *,
    root: Path,
    authorities: Path | None = None,
    corpus: Path | None = None,
    notes: Mapping[DocumentId, str] | None = None,
    jobs: int = 1,
    cache: Cache | None = None,
    grammar: Path | None = None,
    rules: Path | None = None,
    more_rules: Path | None = None,
    strictness: str = tolerance.STRICT,
    shared: Collection[Path] = (),
    progress: Progress = silent,
) -> dict[Path, list[Finding]]:
    """The findings of each file, by itself: well-formedness, grammar, rules; in the order of ``files``.

    ``root`` is what paths in findings are relative to; ``authorities`` and ``corpus`` are where pointers
    lead; ``notes`` maps a document to its source note as the source has it (for the rule that no
    word is lost).  ``grammar`` and ``rules`` are somebody else's schema and Schematron: with a grammar of
    theirs our rules are not applied.  ``more_rules`` is the edition's own Schematron, applied besides.
    ``strictness`` says what becomes of what our grammar does not know (the setting validate.grammar); in the files
    that the edition shares (``shared``) our rules of form hold in any case.
    A document is valid if none of its findings is an error.
    Raises MachineryError where a schema cannot be used.
    """
    schema = own_schema(strictness) if grammar is None else Schema(grammar, foreign=True)
    ruled = _rules(grammar, rules, more_rules, authorities, corpus)
    form = _grammar_key(schema)
    key = _common_key(form, ruled)
    said = notes or {}
    tasks = [
        Task(f, shown(f, root), schema, ruled, said.get(DocumentId.of_stem(f.stem)), form, key, cache, f in shared)
        for f in files
    ]
    found: dict[Path, list[Finding]] = {}
    keys = {task.file: _key(task) if cache is not None else None for task in tasks}
    known = {file: _recalled(cache, kept) for file, kept in keys.items()}
    todo = [task for task in tasks if known[task.file] is None]
    results = iter(pool.each(run, todo, jobs=jobs))
    for done, task in enumerate(tasks, 1):
        kept = known[task.file]
        if kept is None:
            kept = next(results)
            _keep(cache, keys[task.file], kept)
        found[task.file] = kept
        progress("validate", done, len(tasks))
    return found


def run(task: Task) -> list[Finding]:
    """Check one document; the task of a worker process."""
    try:
        raw = door.xml(task.file, task.shown)
    except InputError as problem:
        return [unreadable(problem, task.shown)]
    found = _checked(raw, task)
    if not task.rules or any(f.code in UNREADABLE for f in found):
        return found
    known = {(f.line, f.column) for f in found}  # what the grammar has told, TEI's rules need not tell again
    said = [f for f in _ruled(task, raw) if f.code != TEI_RULE or (f.line, f.column) not in known]
    return in_order([*found, *said])


def _checked(raw: bytes, task: Task) -> list[Finding]:
    """What the grammar says; kept by itself, since it stands when only the shared files change, as with a new title."""
    key = digest("grammar", task.form, task.shown, raw)
    found = _recalled(task.cache, key)
    if found is None:
        found = check(raw, task.shown, task.schema)
        _keep(task.cache, key, found)
    return found


def _ruled(task: Task, raw: bytes) -> list[Finding]:
    """What the rules say; of a document that has not our form, only those that hold for anybody's, as warnings."""
    ours, *more = task.rules
    strict = task.formed or task.schema.strictness == tolerance.STRICT
    root = None if strict else tei.parse(raw, task.shown)
    if root is None or task.schema.foreign or tolerance.is_ours(root):
        return [f for rules in task.rules for f in apply(raw, task.shown, task.file, rules, task.note)]
    own = task.schema.strictness == tolerance.DECLARED and tolerance.schema_of(root)
    said = apply(raw, task.shown, task.file, replace(ours, phase=OTHERS), None)
    kept = _exemplified([f if f.code == TEI_RULE and not own else milder(f) for f in said])
    return [*kept, *(f for rules in more for f in apply(raw, task.shown, task.file, rules, task.note))]


def _exemplified(found: list[Finding]) -> list[Finding]:
    """The first warning of a code, for all of a document: letters whose register lies elsewhere have dozens."""
    alike: dict[str, list[Finding]] = {}
    for f in found:
        alike.setdefault(f.code, []).append(f)
    told = [f for f in found if f.severity is Severity.ERROR]
    for kind in alike.values():
        if kind[0].severity is not Severity.ERROR:
            more = f" (and {len(kind) - 1} more of this kind in the document)" if len(kind) > 1 else ""
            told.append(replace(kind[0], message=kind[0].message + more, count=len(kind)))
    return told


def milder(found: Finding) -> Finding:
    """A finding that keeps no document out."""
    return replace(found, severity=Severity.WARNING) if found.severity is Severity.ERROR else found


def _rules(
    grammar: Path | None, given: Path | None, more: Path | None, authorities: Path | None, corpus: Path | None
) -> tuple[RuleSet, ...]:
    """Our rules with our grammar, theirs with theirs, the edition's; a shared file that cannot be read is left out.

    Rules that stand in a grammar of theirs are tried as well.
    """
    people = authorities if usable(authorities, "") is None else None
    whole = corpus if usable(corpus, "") is None else None
    within = grammar if grammar is not None and has_rules(grammar) else None
    sets = [RuleSet(file, people, whole) for file in (within, given, more) if file is not None]
    return (own_rules(people, whole), *sets) if grammar is None and given is None else tuple(sets)


# --- cache ----------------------------------------------------------------------------


def _grammar_key(schema: Schema) -> str:
    used = [schema.path, *([] if schema.strictness == tolerance.STRICT else [tei_all()])]
    return digest(program(), digest_of(used), str(schema.foreign), schema.strictness)


def _common_key(grammar: str, rules: tuple[RuleSet, ...]) -> str:
    parts: list[str] = []
    for one in rules:
        used = [one.path, *sorted(one.path.parent.glob("*.sch"))]  # rules may include others beside them
        led_to = [path for path in (one.authorities, one.corpus) if path is not None]
        lead = [_bones(path) for path in led_to] if one.path == own_rules(None, None).path else [digest_of(led_to)]
        parts += [one.path.name, one.phase, digest_of(used), *lead]
    return digest(grammar, *parts)


def _bones(path: Path) -> str:
    """Digest of a shared file's elements and attributes: our rules read no words of it."""
    elements = tei.load(path).iter(etree.Element)
    return digest(*(f"{e.tag}{sorted(e.attrib.items())}{len(list(e.iterancestors()))}" for e in elements))


def _key(task: Task) -> str | None:
    try:
        return digest("validate", task.key, task.shown, task.note or "", door.raw(task.file))
    except InputError:
        return None


def _recalled(cache: Cache | None, key: str | None) -> list[Finding] | None:
    blob = cache.get(key) if cache is not None and key is not None else None
    return None if blob is None else _unpacked(blob)


def _unpacked(blob: bytes) -> list[Finding] | None:
    """The findings of a blob; None for one that is damaged: the document is checked again then."""
    try:
        found = msgspec.json.decode(blob, type=list[Finding])
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    return found if all(f.code in codes() for f in found) else None


def _keep(cache: Cache | None, key: str | None, found: list[Finding]) -> None:
    if cache is not None and key is not None:
        cache.put(key, msgspec.json.encode(found))
