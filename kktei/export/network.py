"""The network of correspondents as GraphML, which Gephi, Cytoscape, yEd, R and Python read.

A node is a person or body; who has a record in a document's file only is one with others by a catalogue's identifier
alone, for each file may have its own "p1".  An edge leads from who sent to whom it was for, and counts the documents.
"""

from dataclasses import dataclass
from pathlib import Path

from kktei.described import TeiAgent
from kktei.export import xml
from kktei.export.described import TeiDocument
from kktei.export.edition import Edition
from kktei.export.formats import Missed, Writing

_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_E = xml.Elements(_GRAPHML, {None: _GRAPHML})
_NODE = {"label": "string", "kind": "string", "identifier": "string"}
_EDGE = {"weight": "int", "first": "string", "last": "string", "editions": "string"}

_Keyed = tuple[str, TeiAgent]  # the id of a node, and who it is


@dataclass
class _Edge:
    """How many documents went from one to another, from when to when, in which editions."""

    weight: int
    first: str
    last: str
    editions: set[str]


def write(edition: Edition, folder: Path, missed: Missed) -> Writing:
    """``network.graphml``."""
    edges: dict[tuple[str, str], _Edge] = {}
    agents: dict[str, TeiAgent] = {}
    while (document := (yield)) is not None:
        pairs = _pairs(document, edition)
        if not pairs:
            missed.loss("documents without a sender and a recipient that have records", document.name)
        for sender, recipient in pairs:
            agents.setdefault(sender[0], sender[1])
            agents.setdefault(recipient[0], recipient[1])
            _count(document, edges, (sender[0], recipient[0]), edition)
    root = _E("graphml", *(_E("key", **row) for row in _keys()))
    with xml.growing(folder / "network.graphml", root) as file:
        with file.element(_E.name("graph"), {"id": edition.id, "edgedefault": "directed"}):
            file.write("\n")
            for key in sorted(agents):
                xml.put(file, _node(key, agents[key], edition))
            for at, (pair, edge) in enumerate(sorted(edges.items()), 1):
                xml.put(file, _edge(at, pair, edge))
        file.write("\n")


def _pairs(document: TeiDocument, edition: Edition) -> list[tuple[_Keyed, _Keyed]]:
    """Who wrote to whom, each pair once; nobody writes to himself."""
    pairs: dict[tuple[str, str], tuple[_Keyed, _Keyed]] = {}
    for act in document.communications:
        sent, received = (
            [(_key(a, document, edition), a) for step in act.of(what) for a in step.agents if a.act == what and a.key]
            for what in ("sent", "received")
        )
        pairs |= {(s[0], r[0]): (s, r) for s in sent for r in received if s[0] != r[0]}
    return list(pairs.values())


def _key(agent: TeiAgent, document: TeiDocument, edition: Edition) -> str:
    """The id of somebody's node."""
    if not agent.own or agent.key in edition.records:
        return agent.key
    return edition.identifier(agent) or f"{document.key}#{agent.key}"


def _count(document: TeiDocument, edges: dict[tuple[str, str], _Edge], pair: tuple[str, str], edition: Edition) -> None:
    date, of = document.date, document.edition or edition.id
    edge = edges.setdefault(pair, _Edge(0, date.first, date.last, {of}))
    edge.weight += 1
    edge.first = min(filter(None, (edge.first, date.first)), default="")
    edge.last = max(edge.last, date.last)
    edge.editions.add(of)


def _keys() -> list[dict[str, str]]:
    rows = [("node", name, kind) for name, kind in _NODE.items()] + [("edge", *row) for row in _EDGE.items()]
    return [{"id": name, "for": of, "attr.name": name, "attr.type": kind} for of, name, kind in rows]


def _node(key: str, agent: TeiAgent, edition: Edition) -> xml.Element:
    kind = "body" if edition.is_body(agent) else "person"
    data = {"label": edition.plain(agent), "kind": kind, "identifier": edition.identifier(agent)}
    return _E("node", *(_E("data", text, key=name) for name, text in data.items() if text), id=key)


def _edge(at: int, pair: tuple[str, str], edge: _Edge) -> xml.Element:
    editions = " ".join(sorted(edge.editions))
    data = {"weight": str(edge.weight), "first": edge.first, "last": edge.last, "editions": editions}
    parts = (_E("data", text, key=key) for key, text in data.items() if text)
    return _E("edge", *parts, id=f"e{at}", source=pair[0], target=pair[1])
