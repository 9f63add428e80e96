"""A Schematron file to a stylesheet, and a document to what the rules say; includes are resolved here."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree

from kktei import saxon, tei
from kktei.errors import InputError, MachineryError
from kktei.project import data as folder

SCH = "http://purl.oclc.org/dsdl/schematron"

# Schema variables that we bind to what we hand in, since a rule opens no file: in an XML editor they are
# evaluated.  The source note is known to kktei alone; documents are found by the form of their variables.
NOTE = "sourceNote"
_ADDRESS = r"resolve-uri\(\s*['\"]([^'\"]+)['\"]\s*,\s*base-uri\(/\)\s*\)"
_BESIDE = re.compile(
    rf"\s*(?:if\s*\(doc-available\({_ADDRESS}\)\)\s*then\s+)?doc\(\s*{_ADDRESS}\s*\)(?:\s*else\s*\(\))?\s*$"
)
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
        # Moved out of a loop, an expression leaves its xsl:try too, and its error would end the run.
        self._sheet = saxon.stylesheet_from(transpiled(path, phase), f"made from {path.name}", optimise="-l")
        self._bound = _bound(load(path))
        self._handed = handed
        self._parsed: dict[Path, Any] = {}

    def run(self, text: str, uri: str, note: str | None = None) -> list[Said]:
        """What the rules say about the document ``text``; ``note`` is its source note in the source's words."""
        params = {name: self._document(name, href, uri) for name, href in self._bound.items()}
        if NOTE in params:
            params[NOTE] = [] if note is None else note
        result = self._sheet.run(self._sheet.parse(text, uri), params=params, template="check")
        return [Said(**row) for row in json.loads(result.texts["findings"])]

    def _document(self, name: str, href: str, uri: str) -> Any:
        """The document of a variable: the one handed in by that name, or one near the document; else nothing."""
        file = self._handed.get(name) if name in self._handed else _near(href, uri)
        if file is None or not file.is_file():
            return []
        if file not in self._parsed:
            self._parsed[file] = self._sheet.parse(_text(file), file.resolve().as_uri())
        return self._parsed[file]


def _near(href: str, uri: str) -> Path | None:
    """The file that ``href`` leads to from a document, if it lies beside it or one folder up."""
    here = Path(unquote(urlsplit(uri).path)).resolve()
    file = (here.parent / href).resolve()
    return file if href and file.is_relative_to(here.parent.parent) and file.is_file() else None


def transpiled(path: Path, phase: str = "#DEFAULT") -> str:
    """The stylesheet made from the Schematron file ``path``; MachineryError where that cannot be done."""
    sheet = saxon.stylesheet(folder("xslt") / "schematron" / "transpile.xsl")
    schema = load(path)
    source = sheet.parse(etree.tostring(schema, encoding="unicode"), path.resolve().as_uri())
    try:
        result = sheet.run(source, params={"phase": phase, "bound": list(_bound(schema))})
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


def _bound(schema: Any) -> dict[str, str]:
    """The schema variables that are handed in, each with the relative address of its document ("" for the note)."""
    lets = {let.get("name"): let.get("value", "") for let in schema.findall(f"{{{SCH}}}let")}
    beside = {name: found[2] for name, value in lets.items() if (found := _BESIDE.match(value))}
    return beside | ({NOTE: ""} if NOTE in lets else {})


def _parsed(path: Path) -> Any:
    try:
        return tei.load(path)
    except InputError as problem:
        raise MachineryError(f"The rules in {path.name} cannot be used: {problem.message}") from problem
    except etree.XMLSyntaxError as problem:
        raise MachineryError(f"The rules in {path.name} are not well formed: {problem.msg}") from problem


def _text(path: Path) -> str:
    return etree.tostring(tei.load(path), encoding="unicode")
