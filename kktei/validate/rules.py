"""One document against the rules: what Schematron says, as findings with line and column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lxml import etree

from kktei.errors import KkteiError
from kktei.findings import Finding, Severity, codes, finding
from kktei.project import data as folder
from kktei.tei import XML_ID, load
from kktei.validate import places
from kktei.validate.faults import nearest
from kktei.validate.positions import Positions
from kktei.validate.schematron import Rules, Said

_ROLES = {
    "warning": Severity.WARNING,
    "warn": Severity.WARNING,
    "info": Severity.INFO,
    "information": Severity.INFO,
    "error": Severity.ERROR,
    "fatal": Severity.ERROR,
}
_POINTERS = {"S060", "S061"}


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
    """What the rules find in a well-formed document; MachineryError where the rules cannot be used."""
    said = _compiled(rules, _stamps(rules)).run(_decoded(raw), file.resolve().as_uri(), note)
    if not said:
        return []
    positions = Positions(raw)
    return [_finding(s, positions, shown, rules) for s in said]


def _decoded(raw: bytes) -> str:
    declared = re.match(rb"""<\?xml[^>]*encoding\s*=\s*["']([^"']+)""", raw)
    text = raw.decode(declared[1].decode("ascii") if declared else "utf-8-sig")
    return re.sub(r"^\ufeff?<\?xml[^>]*\?>", "", text)


def _stamps(rules: RuleSet) -> tuple[int, ...]:
    """Changes when one of the files does: a process that serves an edition lives long."""
    files = [file for file in (rules.path, rules.authorities, rules.corpus) if file is not None and file.is_file()]
    return tuple(number for file in files for number in (file.stat().st_mtime_ns, file.stat().st_size))


@lru_cache(maxsize=2)
def _compiled(rules: RuleSet, _stamp: tuple[int, ...]) -> Rules:
    return Rules(rules.path, rules.phase, {"authorities": rules.authorities, "corpus": rules.corpus})


def _finding(said: Said, positions: Positions, shown: str, rules: RuleSet) -> Finding:
    at = positions.at(said.path)
    place = places.place(at.steps, at.attribute)
    where = {
        "file": shown,
        "line": at.spot.line,
        "column": at.spot.column,
        "place": f"{positions.document}, {place}" if positions.document and place else place,
    }
    if said.kind == "failed":
        words = f"Rule {said.id} could not be evaluated: {said.text}"
        return finding("V040", words, hint=codes()["V040"].remedy, **where)
    role = _ROLES.get(said.role.lower())
    if said.id in codes() and said.id.startswith("S"):
        hint = said.hint or _nearest_id(said, rules, positions) or codes()[said.id].remedy
        return finding(said.id, said.text.removesuffix("."), hint=hint, severity=role, **where)
    return finding("S000", f"{said.id}: {said.text}", hint=said.hint, severity=role, **where)


def _nearest_id(said: Said, rules: RuleSet, positions: Positions) -> str:
    """For a pointer that leads nowhere, the id that it was most likely meant to lead to."""
    found = re.search(r"“(\S*?)#(\S+?)[”\s]", said.text)
    if said.id not in _POINTERS or not found:
        return ""
    file = {"authorities.xml": rules.authorities, "edition.xml": rules.corpus}.get(found[1].rpartition("/")[2])
    known: Sequence[str] = positions.ids if not found[1] else ()
    if file is not None and file.is_file():
        known = _ids(file, file.stat().st_mtime_ns)
    near = nearest(found[2], known)
    return f"Did you mean “{found[1]}#{near}”?" if near else ""


@lru_cache(maxsize=8)
def _ids(file: Path, _stamp: int) -> tuple[str, ...]:
    return tuple(str(e.get(XML_ID)) for e in load(file).iter() if e.get(XML_ID))


def usable(file: Path | None, shown: str) -> Finding | None:
    """A finding where a file that pointers lead to cannot be read; the rules do without it then."""
    if file is None or not file.is_file():
        return None
    try:
        load(file)
    except (KkteiError, etree.XMLSyntaxError) as problem:
        words = f"Pointers into {shown} cannot be checked: {problem.msg if hasattr(problem, 'msg') else problem}"
        return finding("V041", words, file=shown, hint=codes()["V041"].remedy)
    return None
