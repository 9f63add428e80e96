"""RDF as it is written: nodes with their properties, in Turtle and in JSON-LD, node by node."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

import msgspec

from kktei.files import within

PREFIXES = {
    "rico": "https://www.ica.org/standards/RiC/ontology#",
    "schema": "https://schema.org/",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_UNFIT = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_ESCAPED = re.compile(r'[\\"\n\r\t]')
_JSON = msgspec.json.Encoder().encode  # made once: a graph has hundreds of thousands of nodes
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


@dataclass(frozen=True, slots=True)
class Iri:
    """An address as RDF takes it: made by :func:`iri`."""

    safe: str


def iri(address: str) -> Iri:
    """An address; characters that none may have are escaped."""
    if _UNFIT.search(address) is None:
        return Iri(address)
    return Iri(_UNFIT.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), address))


@dataclass(frozen=True, slots=True)
class Literal:
    """A text, with its datatype ("xsd:date") or language."""

    text: str
    datatype: str = ""
    language: str = ""


Value = Iri | Literal


@dataclass
class Node:
    """A thing, its types and its properties, each as "prefix:name"."""

    address: str
    types: tuple[str, ...]
    properties: list[tuple[str, Value]] = field(default_factory=list)

    def say(self, name: str, text: str, datatype: str = "", language: str = "") -> None:
        """A property with a text; nothing where it is empty."""
        if text:
            self.properties.append((name, Literal(text, datatype, language)))

    def link(self, name: str, address: str) -> None:
        """A property that leads to another thing; nothing where there is no address."""
        if address:
            self.properties.append((name, iri(address)))


class Graph:
    """Two files that nodes are written to."""

    def __init__(self, turtle: TextIO, linked: TextIO) -> None:
        self._turtle = turtle
        self._linked = linked
        self._between = ""

    def add(self, node: Node) -> None:
        """Write a node."""
        self._turtle.write(_turtle(node))
        self._linked.write(self._between + _JSON(_linked(node)).decode())
        self._between = ",\n"


@contextmanager
def graph(folder: Path, name: str) -> Iterator[Graph]:
    """``name.ttl`` and ``name.jsonld`` in ``folder``."""
    turtle = within(folder, f"{name}.ttl").open("w", encoding="utf-8", newline="\n")
    linked = within(folder, f"{name}.jsonld").open("w", encoding="utf-8", newline="\n")
    with turtle, linked:
        turtle.writelines(f"@prefix {prefix}: <{address}> .\n" for prefix, address in PREFIXES.items())
        linked.write('{"@context": ' + json.dumps(PREFIXES) + ',\n"@graph": [\n')
        yield Graph(turtle, linked)
        linked.write("\n]}\n")


def _turtle(node: Node) -> str:
    rows = [f"a {', '.join(node.types)}"] + [f"{name} {_value(value)}" for name, value in node.properties]
    return f"\n<{iri(node.address).safe}>\n  " + " ;\n  ".join(rows) + " .\n"


def _value(value: Value) -> str:
    if isinstance(value, Iri):
        return f"<{value.safe}>"
    plain = value.text if _ESCAPED.search(value.text) is None else value.text.translate(_ESCAPES)
    text = f'"{plain}"'
    if value.language:
        return f"{text}@{value.language}"
    return f"{text}^^{value.datatype}" if value.datatype else text


def _linked(node: Node) -> dict[str, object]:
    row: dict[str, list[object]] = {}
    for name, value in node.properties:
        row.setdefault(name, []).append(_linked_value(value))
    return {"@id": iri(node.address).safe, "@type": list(node.types), **row}


def _linked_value(value: Value) -> object:
    if isinstance(value, Iri):
        return {"@id": value.safe}
    if value.language:
        return {"@value": value.text, "@language": value.language}
    return {"@value": value.text, "@type": value.datatype} if value.datatype else value.text
