"""One document against the grammar: lxml's verdict, our explanation."""

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from lxml import etree

from kktei import tei
from kktei.errors import InputError, MachineryError
from kktei.findings import Finding, codes, finding
from kktei.project import data as folder
from kktei.relaxng import Grammar, places, verdict
from kktei.relaxng.faults import Fault
from kktei.relaxng.places import brief
from kktei.tei import Element
from kktei.validate import tolerance
from kktei.validate.grammars import grammar, schema_errors

# What keeps every program from reading a file; nothing else can be said about it then.
UNREADABLE = frozenset({"V001", "V002", "V003", "V004", "V005", "V006", "V007", "V008", "V070"})


@dataclass(frozen=True, slots=True)
class Schema:
    """A grammar file and who gives the verdict: libxml2, or (where it compiles too slowly) our own walk.

    ``strictness``: whether what kktei's grammar does not know is wrong (see :mod:`kktei.validate.tolerance`).
    """

    path: Path
    foreign: bool = False
    strictness: str = tolerance.STRICT


def own_schema(strictness: str = tolerance.STRICT) -> Schema:
    """The grammar that comes with kktei."""
    return Schema(folder("schema") / "kktei.rng", strictness=strictness)


def tei_all() -> Path:
    """TEI's whole grammar, which comes with kktei."""
    return folder("schema") / "tei_all.rng"


def check(raw: bytes, shown: str, schema: Schema) -> list[Finding]:
    """All findings of well-formedness and grammar for one file's bytes; ``shown`` is its name in them.

    ``raw`` is UTF-8 (see :func:`kktei.files.as_utf8`).  Raises MachineryError where the schema cannot be used.
    """
    try:
        root = tei.parse(raw, shown)
    except tei.LimitError as problem:
        return [_beyond(problem, shown)]
    except tei.DoctypeError:
        return _theirs(raw, shown, schema.path)
    except tei.MalformedError as problem:
        found = _theirs(raw, shown, schema.path)
        return found if any(f.code in UNREADABLE for f in found) else [*found, _refused(problem, shown)]
    if schema.foreign:
        return _theirs(raw, shown, schema.path)
    judge = _judge(schema.path)
    if judge.validate(root):
        return []
    with schema_errors():
        said = verdict(raw, grammar(schema.path))
    if not said.faults:
        return [_unexplained(judge, shown)]
    faults = tolerance.judged(said.faults)
    if schema.strictness == tolerance.STRICT or not faults:
        return [_finding(fault, shown, said.document) for fault in faults]
    return _tolerated(faults, raw, root, shown, schema.strictness)


def _tolerated(own: list[Fault], raw: bytes, root: tei.Element, shown: str, strictness: str) -> list[Finding]:
    """The findings for what kktei's grammar refuses: errors only where TEI's refuses it too."""
    with schema_errors():
        found = verdict(raw, grammar(tei_all()))
    heeded = strictness == tolerance.DECLARED and not tolerance.is_ours(root)
    weighed = tolerance.weigh(own, tolerance.judged(found.faults), tolerance.schema_of(root) if heeded else "")
    told = [_finding(fault, shown, found.document) for fault in weighed.errors]
    told += [_warning("V080", fault, shown, found.document, _BEYOND) for fault in weighed.beyond]
    words = f"Not TEI, but the document names a schema of its own ({weighed.declared}): "
    return [*told, *(_warning("V081", fault, shown, found.document, words) for fault in weighed.other)]


_BEYOND = "TEI, but outside kktei's grammar: "


def _warning(code: str, fault: Fault, shown: str, document: str, words: str) -> Finding:
    made = _finding(fault, shown, document)
    return replace(made, code=code, severity=codes()[code].severity, message=words + made.message, expected="", hint="")


def explain(raw: bytes, shown: str, against: Grammar) -> list[Finding]:
    """What our own walk finds wrong; nothing for a valid document."""
    with schema_errors():
        found = verdict(raw, against)
    return [_finding(fault, shown, found.document) for fault in found.faults]


def _theirs(raw: bytes, shown: str, path: Path) -> list[Finding]:
    """Our walk with somebody else's grammar, whose patterns may be longer than a walk can be deep."""
    try:
        return explain(raw, shown, grammar(path))
    except RecursionError as problem:
        hint = "Take its longest sequence or deepest nesting apart."
        raise MachineryError(f"The schema {path.name} has hundreds of patterns in a row", hint) from problem


def unreadable(problem: InputError, shown: str) -> Finding:
    """The finding for a file that cannot be opened, or whose bytes are not what they are said to be."""
    code = "V004" if problem.line else "V008"
    place = f"{shown}:{problem.line}:{problem.column}: "
    words = problem.message.removeprefix(place)
    words = f"The file{words.removeprefix(shown)}" if words.startswith(shown) else words[:1].upper() + words[1:]
    hint = problem.hint or codes()[code].remedy
    return finding(code, words, file=shown, line=problem.line, column=problem.column, hint=hint)


def _beyond(problem: tei.LimitError, shown: str) -> Finding:
    words = problem.message.removeprefix(f"{shown}:{problem.line}:{problem.column}: ")
    hint = problem.hint or ""
    return finding("V070", words.capitalize(), file=shown, line=problem.line, column=problem.column, hint=hint)


def _refused(problem: tei.MalformedError, shown: str) -> Finding:
    """What libxml2 refuses and expat reads: a prefix that is declared as nothing, a name of 100,000 letters."""
    words = brief(f"This is not well-formed XML: {problem.said.rpartition(', line ')[0] or problem.said}")
    return finding("V001", words, file=shown, line=problem.line, column=problem.column, hint="Look at the tag here.")


def _finding(fault: Fault, shown: str, document: str) -> Finding:
    return finding(
        fault.code,
        brief(fault.message),
        file=shown,
        line=fault.spot.line,
        column=fault.spot.column,
        place=places.place(fault.step, fault.attribute, document),
        expected=brief(fault.expected),
        hint=brief(fault.hint),
    )


def _unexplained(judge: Element, shown: str) -> Finding:
    error = judge.error_log[0]
    hint = "Please tell kktei's makers."
    return finding("V030", error.message, file=shown, line=error.line, hint=hint)


@lru_cache(maxsize=4)
def _judge(path: Path) -> etree.RelaxNG:
    try:
        return etree.RelaxNG(etree.parse(str(path), tei.parser()))
    except (etree.LxmlError, OSError) as problem:
        raise MachineryError(f"The schema {path.name} cannot be used: {problem}") from problem
