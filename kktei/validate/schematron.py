"""A Schematron file to a stylesheet, and a document to what the rules say; includes are resolved here."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from kktei import saxon, tei
from kktei.errors import InputError, MachineryError
from kktei.project import data as folder

SCH = "http://purl.oclc.org/dsdl/schematron"

# Schema variables that we bind to what we hand in; in an XML editor they are evaluated (with doc()) instead.
BOUND = ("authorities", "corpus", "sourceNote")
_BINDINGS = {"xslt", "xslt2", "xslt3", "xpath2", "xpath3", "xpath31"}


@dataclass(frozen=True, slots=True)
class Said:
    """What a rule says about a node: ``kind`` is assert, report or failed (the rule itself broke)."""

    kind: str
    id: str
    role: str
    path: str
    text: str
    hint: str


class Rules:
    """Compiled rules, with the documents that their pointers lead to."""

    def __init__(self, path: Path, phase: str, handed: dict[str, Path | None]) -> None:
        self._sheet = saxon.stylesheet_from(transpiled(path, phase), f"made from {path.name}")
        self._bound = _bound_names(path)
        self._handed: dict[str, Any] = {
            name: [] if file is None or not file.is_file() else self._sheet.parse(_text(file), file.resolve().as_uri())
            for name, file in handed.items()
            if name in self._bound
        }

    def run(self, text: str, uri: str, note: str | None = None) -> list[Said]:
        """What the rules say about the document ``text``; ``note`` is its source note in the source's words."""
        params = dict(self._handed)
        if "sourceNote" in self._bound:
            params["sourceNote"] = [] if note is None else note
        result = self._sheet.run(self._sheet.parse(text, uri), params=params, template="check")
        return [Said(**row) for row in json.loads(result.texts["findings"])]


def transpiled(path: Path, phase: str = "#DEFAULT") -> str:
    """The stylesheet made from the Schematron file ``path``; MachineryError where that cannot be done."""
    sheet = saxon.stylesheet(folder("xslt") / "schematron" / "transpile.xsl")
    source = sheet.parse(etree.tostring(load(path), encoding="unicode"), path.resolve().as_uri())
    try:
        result = sheet.run(source, params={"phase": phase, "bound": list(BOUND)})
    except MachineryError as problem:
        raise MachineryError(f"The rules in {path.name} cannot be used: {problem.message}") from problem
    return result.texts["stylesheet"]


def load(path: Path) -> Any:
    """The ``schema`` element of a Schematron file with everything that it includes."""
    root = _parsed(path)
    if root.tag != f"{{{SCH}}}schema":
        raise MachineryError(f"{path.name} is not an ISO Schematron schema")
    binding = root.get("queryBinding", "xslt").lower()
    if binding not in _BINDINGS:
        raise MachineryError(f"{path.name} asks for the query binding {binding!r}, which kktei does not know")
    _resolve(root, path, frozenset({path.resolve()}))
    return root


def _resolve(root: Any, path: Path, seen: frozenset[Path]) -> None:
    for node in list(root.iter(f"{{{SCH}}}include", f"{{{SCH}}}extends")):
        if node.get("href") is None:
            continue
        target, found = _included(node, path, seen)
        _resolve(found, target, seen | {target})
        parent, place = node.getparent(), node.getparent().index(node)
        new = [found] if tei.name(node) == "include" else list(found)
        parent.remove(node)
        for offset, child in enumerate(new):
            parent.insert(place + offset, child)


def _included(node: Any, path: Path, seen: frozenset[Path]) -> tuple[Path, Any]:
    href, _, fragment = node.get("href").partition("#")
    target = (path.parent / href).resolve()
    if not target.is_relative_to(path.parent.resolve()):
        raise MachineryError(f"{path.name} line {node.sourceline} includes {href}, which lies outside its folder")
    if target in seen:
        raise MachineryError(f"{path.name} line {node.sourceline} includes {href}, which includes it in turn")
    root = _parsed(target)
    if not fragment:
        return target, root
    found = next((e for e in root.iter() if fragment in (e.get("id"), e.get(tei.XML_ID))), None)
    if found is None:
        raise MachineryError(f"{path.name} line {node.sourceline}: {href} has no {fragment}")
    return target, deepcopy(found)


def _bound_names(path: Path) -> frozenset[str]:
    lets = load(path).findall(f"{{{SCH}}}let")
    return frozenset(let.get("name") for let in lets) & frozenset(BOUND)


def _parsed(path: Path) -> Any:
    try:
        return tei.load(path)
    except InputError as problem:
        raise MachineryError(f"The rules in {path.name} cannot be used: {problem.message}") from problem
    except etree.XMLSyntaxError as problem:
        raise MachineryError(f"The rules in {path.name} are not well formed: {problem.msg}") from problem


def _text(path: Path) -> str:
    return etree.tostring(tei.load(path), encoding="unicode")
