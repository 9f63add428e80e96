"""TEI's namespaces and the few lxml helpers that several rooms share; no edition knowledge."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast
from xml.parsers import expat

from lxml import etree

from kktei import files
from kktei.errors import InputError

TEI = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"
XI = "http://www.w3.org/2001/XInclude"
NS = {"tei": TEI, "xi": XI}
XML_ID = f"{{{XML}}}id"
XML_LANG = f"{{{XML}}}lang"

DEEPEST = 500  # levels of elements within each other; real texts stay below a hundred
ATTRIBUTES = 1_000  # of one element; or declarations of namespaces that hold at one place
_CROWDED = etree.XPath(f"boolean(//*[count(@*) > {ATTRIBUTES}])")

Element = Any  # an lxml element
Finder = Callable[[Element], Any]  # a compiled XPath: what it finds is as its expression says


def as_id(text: str) -> str:
    """A word as an xml:id, or the beginning of one."""
    plain = re.sub(r"[^\w.-]+", "-", text)
    return plain if re.match(r"[^\W\d]", plain) else f"e{plain}"


def strings(expression: str) -> Callable[[Element], list[str]]:
    """What finds the strings of an XPath expression below an element; its prefixes are those of ``NS``."""
    return cast(Callable[[Element], list[str]], etree.XPath(expression, namespaces=NS, smart_strings=False))


class DoctypeError(InputError):
    """The file has a document type declaration, which could reach outside the project."""


def name(element: Element) -> str:
    """Local name of an element ("" for comments and processing instructions).

    Not by lxml's QName, which refuses the name that an element with an undeclared prefix has (``x:p``).
    """
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def space(element: Element) -> str:
    """Namespace of an element ("" for none, comments and processing instructions)."""
    found = isinstance(element.tag, str) and element.tag.startswith("{")
    return element.tag[1:].partition("}")[0] if found else ""


def q(local: str) -> str:
    """A TEI element name in Clark notation."""
    return f"{{{TEI}}}{local}"


class MalformedError(InputError):
    """The file is not well formed; ``said`` is what the parser says of it."""

    said = ""


class LimitError(InputError):
    """The file is well formed, but beyond what can be worked on: elements too deep, or too many attributes."""


def parser(*, huge: bool = True) -> etree.XMLParser:
    """A parser that fetches nothing, expands no entity and keeps duplicate ids for the rules to report.

    ``huge`` lifts libxml2's own limits (256 levels, texts of 10 MB, entities that grow).
    """
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=huge,
        collect_ids=False,
        remove_blank_text=False,
    )


def malformed(problem: etree.XMLSyntaxError, file: str, place: tuple[int, int] | None = None) -> MalformedError:
    """What a parser met, at ``place``: the parser's (line 1, column 1 where it tells none) or another."""
    line, column = place or (problem.position if problem.position[0] else (1, 1))
    said = re.sub(r"\s*,? line \d+, column \d+.*$", "", problem.msg or "", flags=re.DOTALL)
    said = said.replace("Document is empty", "the file is empty")
    told = MalformedError(f"{file}:{line}:{column}: not well-formed XML: {said}", "Mend it in an XML editor.")
    told.said = problem.msg or ""
    return told.at(line, column)


def parse(data: bytes, file: str) -> Element:
    """Bytes to the root element; ``file`` is only the name for messages.

    Raises MalformedError where the text is not well formed, DoctypeError for a document type declaration, LimitError
    where elements are nested too deeply or have too many attributes.
    """
    try:
        root = etree.fromstring(data, parser(huge=False))
    except etree.XMLSyntaxError:  # not well formed, or beyond libxml2's limits: ours are others
        _scan(data, file)
        try:
            root = etree.fromstring(data, parser())
        except etree.XMLSyntaxError as problem:
            raise malformed(problem, file) from problem
    info = root.getroottree().docinfo
    if info.internalDTD is not None or info.doctype:
        raise _doctype(file)
    if _CROWDED(root) or data.count(b"xmlns") > ATTRIBUTES:
        _scan(data, file)
    return root


def _doctype(file: str) -> DoctypeError:
    hint = "Delete the DOCTYPE; write characters instead of entities."
    return DoctypeError(f"{file} has a DOCTYPE, which kktei does not read", hint)


def _scan(data: bytes, file: str) -> None:
    """Raise LimitError for what is beyond our limits, DoctypeError before an entity can grow; say nothing else."""
    reader = expat.ParserCreate()
    reader.ordered_attributes = True
    holding = [0]  # how many declarations of namespaces hold in each open element

    def start(_name: str, given: list[str]) -> None:
        holding.append(holding[-1] + sum(1 for name in given[::2] if name.startswith("xmlns")))
        if len(holding) > DEEPEST + 1:
            raise beyond(f"elements stand more than {DEEPEST} deep within each other")
        if len(given) > 2 * ATTRIBUTES:
            raise beyond(f"an element has more than {ATTRIBUTES:,} attributes")
        if holding[-1] > ATTRIBUTES:
            raise beyond(f"more than {ATTRIBUTES:,} declarations of namespaces hold here")

    def end(_name: str) -> None:
        holding.pop()

    def doctype(*_given: object) -> None:
        raise _doctype(file)

    def beyond(words: str) -> LimitError:
        line, column = reader.CurrentLineNumber, reader.CurrentColumnNumber + 1
        hint = "No text needs so many: look for what a program has gone on writing without end."
        return LimitError(f"{file}:{line}:{column}: {words}", hint).at(line, column)

    reader.StartElementHandler = start
    reader.EndElementHandler = end
    reader.StartDoctypeDeclHandler = doctype
    try:
        reader.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError):  # not well formed, or in an encoding that is not known
        return


def load(path: Path, file: str | None = None) -> Element:
    """The root element of a file; InputError where it cannot be read (see :func:`parse` for the rest)."""
    return parse(files.xml(path, file), file or path.name)


_OTHER = re.compile(rb"<\?xml[^>]*?\bencoding\s*=\s*[\"'](?!utf-?8[\"']|us-ascii[\"'])", re.IGNORECASE)


def source(path: Path) -> str:
    """A file's text for an engine that takes text, whatever its encoding; InputError where it cannot be read."""
    return decoded(files.xml(path), path.name)


def decoded(data: bytes, file: str) -> str:
    """The text of XML in bytes, by the encoding that it declares; raises what :func:`parse` and the door raise."""
    if _OTHER.match(data):
        return str(etree.tostring(parse(data, file), encoding="unicode"))
    return files.decoded(data, file)


def text_of(element: Element) -> str:
    """All text below an element with white space folded to single blanks (ordinary blanks only)."""
    return " ".join("".join(element.itertext()).split())
