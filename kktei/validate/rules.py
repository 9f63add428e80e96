"""One document against the rules: what Schematron says, as findings with line and column."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kktei import files
from kktei.errors import InputError
from kktei.findings import Finding, Severity, codes, finding
from kktei.project import data as folder
from kktei.relaxng import places
from kktei.relaxng.faults import Guesses
from kktei.relaxng.places import cut
from kktei.relaxng.positions import Positions
from kktei.tei import XML_ID, MalformedError, load, name, q
from kktei.validate.schematron import CompiledRules, RefusedError, RuleMessage

_ROLES = {
    "warning": Severity.WARNING,
    "warn": Severity.WARNING,
    "nonfatal": Severity.WARNING,
    "info": Severity.INFO,
    "information": Severity.INFO,
    "error": Severity.ERROR,
    "fatal": Severity.ERROR,
}
_ROOTS = {q("TEI"), q("teiCorpus")}
_POINTERS = {"S060", "S061"}
_LONG = 400  # characters of a message that are shown
OTHERS = "others"  # the phase of our rules that hold for anybody's documents
TEI_RULE = "S300"  # the code of all rules of TEI's own
_TEI_IDS = "tei."  # with which their ids begin


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A Schematron file and the documents that its pointers lead to."""

    path: Path
    authorities: Path | None = None
    corpus: Path | None = None
    phase: str = "#DEFAULT"


def own_rules(authorities: Path | None, corpus: Path | None) -> RuleSet:
    """The rules that come with kktei."""
    return RuleSet(folder("schema") / "kktei.sch", authorities, corpus)


def apply(raw: bytes, shown: str, file: Path, rules: RuleSet, note: str | None) -> list[Finding]:
    """What the rules find in a well-formed document in UTF-8; MachineryError where the rules cannot be used."""
    compiled = _compiled(rules, _stamps(rules))
    try:
        said = compiled.run(files.undeclared(raw), file.resolve().as_uri(), note)
    except RefusedError as problem:
        words = f"The rules could not be tried on this file: {_cut(problem.message)}"
        return [finding("V071", words, file=shown, hint=codes()["V071"].remedy)]
    if not said:
        return []
    report = _Report(shown, rules, Positions(raw), Guesses())
    return [report.finding(s) for s in said]


def _cut(words: str) -> str:
    return words if len(words) <= _LONG else f"{words[:_LONG]}…"


def _stamps(rules: RuleSet) -> tuple[int, ...]:
    """Changes when one of the files does: a process that serves an edition lives long."""
    files = [file for file in (rules.path, rules.authorities, rules.corpus) if file is not None and file.is_file()]
    return tuple(number for file in files for number in (file.stat().st_mtime_ns, file.stat().st_size))


@lru_cache(maxsize=4)
def _compiled(rules: RuleSet, _stamp: tuple[int, ...]) -> CompiledRules:
    return CompiledRules(rules.path, rules.phase, {"authorities": rules.authorities, "corpus": rules.corpus})


@dataclass(frozen=True, slots=True)
class _Report:
    """What all findings of one document need."""

    shown: str
    rules: RuleSet
    positions: Positions
    guesses: Guesses

    def finding(self, said: RuleMessage) -> Finding:
        """What a rule says, with its place."""
        at = self.positions.at(said.node)
        place = places.place(at.step, at.attribute, self.positions.document)
        return self._worded(said, place).at(self.shown, at.spot.line, at.spot.column)

    def _worded(self, said: RuleMessage, place: str) -> Finding:
        if said.kind == "failed":
            words = f"Rule {said.id} could not be evaluated: {_cut(said.text)}"
            return finding("V040", words, hint=codes()["V040"].remedy, place=place)
        role = _ROLES.get(said.role.lower())
        if said.id.startswith(_TEI_IDS):
            return finding(TEI_RULE, _cut(" ".join(said.text.split())), severity=role, place=place)
        if said.id in codes() and said.id.startswith("S"):
            hint = said.hint or self._nearest_id(said) or codes()[said.id].remedy
            return finding(said.id, _cut(said.text.removesuffix(".")), hint=_cut(hint), severity=role, place=place)
        return finding("S000", _cut(f"{said.id}: {said.text}"), hint=_cut(said.hint), severity=role, place=place)

    def _nearest_id(self, said: RuleMessage) -> str:
        """For a pointer that leads nowhere, the id that it was most likely meant to lead to."""
        found = re.search(r"“(\S*?)#(\S+?)[”\s]", _cut(said.text))
        if said.id not in _POINTERS or not found:
            return ""
        file = found[1].rpartition("/")[2]
        near = self.guesses.nearest(found[2], file, self._known(file, here=not found[1]))
        return f"Did you mean “{found[1]}#{near}”?" if near else ""

    def _known(self, name: str, *, here: bool) -> Callable[[], tuple[str, ...]]:
        file = {"authorities.xml": self.rules.authorities, "edition.xml": self.rules.corpus}.get(name)
        if file is not None and file.is_file():
            return lambda: _ids(file, file.stat().st_mtime_ns)
        return lambda: tuple(self.positions.ids) if here else ()


@lru_cache(maxsize=8)
def _ids(file: Path, _stamp: int) -> tuple[str, ...]:
    return tuple(str(e.get(XML_ID)) for e in load(file).iter() if e.get(XML_ID))


def usable(file: Path | None, shown: str) -> Finding | None:
    """A finding where a file that pointers lead to cannot be read; the rules do without it then."""
    if file is None or not os.path.lexists(file):
        return None
    try:
        root = load(file)
    except InputError as problem:
        why = problem.said if isinstance(problem, MalformedError) else str(problem)
    else:
        if root.tag in _ROOTS:
            return None
        why = f"it begins with <{cut(name(root))}> and is no TEI document"
    words = f"Pointers into {shown} cannot be checked: {_cut(why)}"
    return finding("V041", words, file=shown, hint=codes()["V041"].remedy)
