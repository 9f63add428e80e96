"""A Schematron file to a stylesheet, and a document to what the rules say; includes are resolved here.

Why it is made here: lxml's Schematron knows XPath 1.0 only; SchXslt is in no registry of Python's packages for all the
versions of Python that kktei runs on, gives no number of a node, and lets one rule that breaks end all the others, so
that an editor's half-written rule would hide what the rest find.  Tests compare it with lxml's where both can be had.
"""

import json
import re
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from kktei import saxon, tei
from kktei.errors import InputError, MachineryError
from kktei.project import data as folder
from kktei.project import real
from kktei.relaxng.places import cut
from kktei.tei import Element
from kktei.validate.embedded import rules_in

SCH = "http://purl.oclc.org/dsdl/schematron"

# Schema variables that we bind to what we hand in, since a rule opens no file: in an XML editor they are
# evaluated.  The source note is known to kktei alone; documents are found by the form of their variables.
NOTE = "sourceNote"
_ADDRESS = r"resolve-uri\(\s*['\"]([^'\"]+)['\"]\s*,\s*base-uri\(/\)\s*\)"
_BESIDE = re.compile(
    rf"\s*(?:if\s*\(doc-available\({_ADDRESS}\)\)\s*then\s+)?doc\(\s*{_ADDRESS}\s*\)(?:\s*else\s*\(\))?\s*$"
)
OPENED = "kktei.document."
_OPENING = re.compile(r"\b(?:doc|document)\(\s*(['\"])([^'\"#]+)\1\s*(?:,[^()]*)?\)")
_AT = "{https://kktei.org/ns/schematron}at"  # where what the rules are made of stands in its file
etree.register_namespace("kktei-rules", "https://kktei.org/ns/schematron")  # else lxml calls it ns0, as it does others
_MARK = re.compile(r' (?:s|kktei-rules):at="([^"]*)"')
_PLACE = re.compile(r" (?:in|at) xsl:[\w/@-]+ on line (\d+) column (\d+)(?: of [^ :]+)?")
_UNDECLARED = re.compile(r"[Pp]refix ['\"]?([\w.-]+?)['\"]? has not been declared")
_XSL = "http://www.w3.org/1999/XSL/Transform"
_FOREIGN = ("import", "include", "import-schema", "use-package")
_BINDINGS = {"xslt", "xslt2", "xslt3", "xpath2", "xpath3", "xpath31"}


class RefusedError(MachineryError):
    """The rules are usable, but not on this document; others may go on."""


@dataclass(frozen=True, slots=True)
class RuleMessage:
    """What a rule says about a node: ``kind`` is assert, report or failed (the rule itself broke)."""

    kind: str
    id: str
    role: str
    node: str  # see kktei.relaxng.positions
    text: str
    hint: str


class CompiledRules:
    """Compiled rules, with the documents that their pointers lead to."""

    def __init__(self, path: Path, phase: str, handed: dict[str, Path | None]) -> None:
        state = path.stat() if path.is_file() else None  # of one that is not there, load says so
        self._sheet, self._bound = _compiled(path, phase, state and (state.st_mtime_ns, state.st_size))
        self._handed = handed
        self._parsed: dict[Path, Element] = {}

    def run(self, text: str, uri: str, note: str | None = None) -> list[RuleMessage]:
        """What the rules say about the document ``text``; ``note`` is its source note in the source's words.

        Raises RefusedError where Saxon cannot read the document, or the run of the rules breaks on it.
        """
        params = {name: self._document(name, href, uri) for name, href in self._bound.items()}
        if NOTE in params:
            params[NOTE] = [] if note is None else note
        try:
            result = self._sheet.run(self._sheet.parse(text, uri), params=params, template="check")
        except MachineryError as problem:
            raise RefusedError(problem.message.replace(f" {uri}", " it", 1), problem.hint) from problem
        absent = [name for name, value in params.items() if name.startswith(OPENED) and value == []]
        refused = [
            RuleMessage("failed", "document()", "error", "e1", _elsewhere(self._bound[name]), "") for name in absent
        ]
        return [*refused, *(RuleMessage(**row) for row in json.loads(result.texts["findings"]))]

    def _document(self, name: str, href: str, uri: str) -> Element:
        """The document of a variable: the one handed in by that name, or one near the document; else nothing."""
        file = self._handed.get(name) if name in self._handed else _near(href, uri)
        if file is None or not file.is_file():
            return []
        if file not in self._parsed:
            self._parsed[file] = self._read(file)
        return self._parsed[file]

    def _read(self, file: Path) -> Element:
        """A document that pointers lead to; nothing where it cannot be read, of which its own check tells."""
        try:
            return self._sheet.parse(etree.tostring(tei.load(file), encoding="unicode"), file.resolve().as_uri())
        except (InputError, MachineryError):
            return []


def _elsewhere(href: str) -> str:
    return f"{cut(href)} is not there, or lies neither beside the document nor one folder up, where rules may read"


@lru_cache(maxsize=4)
def _compiled(path: Path, phase: str, _stamp: tuple[int, int] | None) -> tuple[saxon.Stylesheet, dict[str, str]]:
    """The stylesheet of a Schematron file and what it binds: once for all states of the documents pointed to."""
    # Moved out of a loop, an expression leaves its xsl:try too, and its error would end the run.
    made = transpiled(path, phase)
    try:
        sheet = saxon.stylesheet_from(made, f"made from {path.name}", optimise="-l", closed=True)
    except MachineryError as problem:
        raise _unusable(path.name, made, problem.message) from problem
    return sheet, _bound(load(path))


def _unusable(name: str, made: str, problem: str) -> MachineryError:
    """Why rules cannot be used: the place in the stylesheet that was ``made`` of them tells which of them it is."""
    words = problem.partition(" cannot be used: ")[2] or problem
    where = f"The rules in {name}"
    if place := _PLACE.search(words):
        lines = made.split("\n")[: int(place[1])]
        until = "\n".join([*lines[:-1], lines[-1][: int(place[2])]])
        where = (_MARK.findall(until) or [where])[-1]
    prefix = _UNDECLARED.search(words)
    hint = f'Declare it: <ns prefix="{prefix[1]}" uri="…"/> as a child of <schema>.' if prefix else None
    return MachineryError(f"{where} cannot be used: {_PLACE.sub('', words)}", hint)


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


def load(path: Path) -> Element:
    """The ``schema`` element of a Schematron file with everything that it includes."""
    root = _parsed(path)
    if root.tag != f"{{{SCH}}}schema":
        root = rules_in(root)
    if root is None:
        raise MachineryError(f"{path.name} is not an ISO Schematron schema")
    binding = root.get("queryBinding", "xslt").lower()
    if binding not in _BINDINGS:
        raise MachineryError(f"{path.name} asks for the query binding {binding!r}, which kktei does not know")
    if (foreign := next(root.iterchildren(*(f"{{{_XSL}}}{name}" for name in _FOREIGN)), None)) is not None:
        words = f"{path.name} line {foreign.sourceline} fetches another stylesheet, which rules must not"
        raise MachineryError(words, "Write the functions into the rules themselves.")
    _Includes().resolve(root, path, (real(path),))
    _bounded(root, path)
    _hand_in(root)
    return root


def _hand_in(root: Element) -> None:
    """Documents that rules open by name become variables, which are handed in: a rule opens no file itself."""
    names: dict[str, str] = {}

    def variable(call: re.Match[str]) -> str:
        return f"${names.setdefault(call[2], f'{OPENED}{len(names) + 1}')}"

    lets = root.findall(f"{{{SCH}}}let")
    for element in root.iter(f"{{{SCH}}}*"):
        for key in ("test", "value", "context", "select"):
            value = element.get(key)
            if value and "doc" in value and not (element in lets and _BESIDE.match(value)):
                element.set(key, _OPENING.sub(variable, value))
    for address, name in reversed(names.items()):
        value = f"doc(resolve-uri('{address}', base-uri(/)))"
        root.insert(0, root.makeelement(f"{{{SCH}}}let", name=name, value=value))


class _Includes:
    """Puts what is included into its place; loops, and files that include each other without end, are refused."""

    def __init__(self) -> None:
        self._count = 0

    def resolve(self, root: Element, path: Path, chain: tuple[Path, ...]) -> None:
        """Resolve the includes below ``root``, which stands in ``path``; ``chain`` are the files on the way to it."""
        for node in list(root.iter(f"{{{SCH}}}include", f"{{{SCH}}}extends")):
            if node.get("href") is None:
                continue
            self._count += 1
            where = f"{path.name} line {node.sourceline}"
            if self._count > _INCLUDES or len(chain) > _CHAIN:
                raise MachineryError(f"{where} includes one file more than kktei follows", _BOUNDS)
            if node.getparent() is None:
                raise MachineryError(f"{where} includes a file, but is itself one that is included", _BOUNDS)
            target, found = _included(node, path, chain)
            self.resolve(found, target, (*chain, target))
            _replace(node, found)


def _replace(node: Element, found: Element) -> None:
    parent, place = node.getparent(), node.getparent().index(node)
    new = [found] if tei.name(node) == "include" else list(found)
    parent.remove(node)
    for offset, child in enumerate(new):
        parent.insert(place + offset, child)


def _bounded(root: Element, path: Path) -> None:
    """Raise MachineryError where abstract rules extend each other in a circle, or grow beyond all use."""
    rules = {rule.get("id"): rule for rule in root.iter(f"{{{SCH}}}rule") if rule.get("abstract") == "true"}
    sizes: dict[str, int] = {}

    def size(rule: Element, above: tuple[str, ...]) -> int:
        whole = 1
        for extends in rule.iter(f"{{{SCH}}}extends"):
            name = extends.get("rule", "")
            if name in above or len(above) > _CHAIN:
                raise MachineryError(f"{path.name}: the abstract rule {name!r} extends itself", "Delete one extends.")
            if name in rules and name not in sizes:
                sizes[name] = size(rules[name], (*above, name))
            whole += sizes.get(name, 0)
        return whole

    if sum(size(rule, ()) for rule in root.iter(f"{{{SCH}}}rule")) > _GROWN:
        raise MachineryError(
            f"{path.name}: the abstract rules become more than {_GROWN:,} when they are extended", _BOUNDS
        )


# What a set of rules is allowed: far beyond any that is written by hand.
_INCLUDES = 1_000
_CHAIN = 50
_GROWN = 100_000
_BOUNDS = "Take the includes and extensions apart; rules are best kept in one file."


def _included(node: Element, path: Path, chain: tuple[Path, ...]) -> tuple[Path, Element]:
    href, _, fragment = node.get("href").partition("#")
    where = f"{path.name} line {node.sourceline} includes {cut(href)}"
    target = real(path.parent / href)
    if not target.is_relative_to(real(path.parent)):
        raise MachineryError(f"{where}, which lies outside its folder", "Put the file beside the rules.")
    if target in chain:
        raise MachineryError(f"{where}, which includes it in turn", "Delete one of the two.")
    root = _parsed(target)
    if not fragment:
        return target, root
    found = next((e for e in root.iter() if fragment in (e.get("id"), e.get(tei.XML_ID))), None)
    if found is None:
        raise MachineryError(f"{where}, which has no {cut(fragment)}")
    return target, deepcopy(found)


def _bound(schema: Element) -> dict[str, str]:
    """The schema variables that are handed in, each with the relative address of its document ("" for the note)."""
    lets = {let.get("name"): let.get("value", "") for let in schema.findall(f"{{{SCH}}}let")}
    beside = {name: found[2] for name, value in lets.items() if (found := _BESIDE.match(value))}
    return beside | ({NOTE: ""} if NOTE in lets else {})


def _parsed(path: Path) -> Element:
    name = cut(path.name)
    try:
        root = tei.load(path, name)
    except tei.MalformedError as problem:
        hint = "Correct it; or fetch the rules again, if they came cut off."
        raise MachineryError(f"The rules in {name} are not well formed: {problem.said}", hint) from problem
    except InputError as problem:
        raise MachineryError(f"The rules in {name} cannot be used: {problem.message}", problem.hint) from problem
    for element in root.iter(*(f"{{{SCH}}}{part}" for part in ("rule", "assert", "report", "let")), f"{{{_XSL}}}*"):
        element.set(_AT, f"{name}:{element.sourceline}: this {tei.name(element)}")
    return root
