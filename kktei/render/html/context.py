"""What each document page knows of the rest of the site, and no more: a change touches only what depends on it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from urllib.parse import quote

from kktei.config import is_web
from kktei.render.front import PREFIX, FrontMatter, FrontSection
from kktei.render.html.downloads import offered
from kktei.render.html.index import DocumentPage, Index
from kktei.render.targets import Place, Targets

Row = dict[str, Any]
FRONT_PAGE = "front/index.html"
FRONT = -1  # in the place of a document's: a section of the front matter


class Contexts:
    """Contexts of document pages, and of the pages of the front matter."""

    def __init__(self, index: Index, levels: dict[str, Row], labels: dict[str, Row], front: FrontMatter) -> None:
        self._index = index
        self._front = front
        self._front_tei = offered(front.path) if front.path else ""
        self._levels = levels
        self._labels = labels
        self._all = Targets([Place(d.file or f"{d.source}.xml", d.entry["id"]) for d in index.documents])
        self._ids = {d.stem: frozenset(d.entry["ids"]) for d in index.documents}
        self._cited = self._citations()
        self._pairs = self._chains()

    def of(self, place: int) -> Row:
        """The context of the document at ``place``."""
        document = self._index.documents[place]
        documents = self._index.documents
        context: Row = {
            "stem": document.stem,
            "tei": document.tei,
            "names": self._names(document.entry),
            "labels": {k: self._labels[k] for k in self._keys(document.entry) if k in self._labels},
            "docs": self._targets(place, document.entry),
            "citedBy": [link(documents[p]) for p in self._cited[place]],
            "pair": self._pair(place),
        }
        if not document.entry["title"]:
            context["name"] = document.named
        if place > 0:
            context["prev"] = link(documents[place - 1])
        if place + 1 < len(documents):
            context["next"] = link(documents[place + 1])
        return context

    def section(self, place: int, entry: Row) -> Row:
        """The context of the section of the front matter at ``place``, whose entry is ``entry``."""
        sections = self._front.sections
        context: Row = {
            "stem": sections[place].stem,
            "tei": self._front_tei,
            "section": True,
            "names": self._names(entry),
            "labels": {},
            "docs": self._targets(FRONT, entry),
        }
        if place > 0:
            context["prev"] = section_link(sections[place - 1])
        if place + 1 < len(sections):
            context["next"] = section_link(sections[place + 1])
        return context

    def _names(self, entry: Row) -> Row:
        """Names that the document uses, each with its page and what else the page shows of it."""
        rows = [row for part in ("agents", "places", "mentioned", "printed") for row in entry[part]]
        found: Row = {}
        for own, key in [(row.get("raw", row["k"]), row["k"]) for row in rows]:
            if (name := self._index.names.get(key)) and name.uses and name.kind != "repository":
                ids = name.record.get("ids", [])
                same = next((i["value"] for i in ids if is_web(i["value"])), "")
                found[own] = {"n": name.name, "u": address(name.path), "same": same}
        for own in (r.rpartition("#")[2] for r in entry["refs"]):
            if own not in found and (name := self._index.names.get(own)) and name.common and name.uses:
                found[own] = {"n": name.name, "u": address(name.path), "same": ""}
        for witness in entry["witnesses"]:
            found |= {row["k"]: self._levels[row["k"]] for row in witness["levels"] if row["k"] in self._levels}
        found |= {k: self._levels[k] for k in (r.rpartition("#")[2] for r in entry["refs"]) if k in self._levels}
        return found

    def _keys(self, entry: Row) -> list[str]:
        """Categories that the document points to."""
        witnesses = entry["witnesses"]
        return [
            *entry["classes"],
            *(role for w in witnesses for role in w["roles"]),
            *(m["k"] for w in witnesses for m in w["markings"]),
            *(row["act"] for row in entry["agents"]),
            *(hand["k"] for hand in self._index.records["hands"]),
            entry["genre"],
        ]

    def _targets(self, place: int, entry: Row) -> Row:
        """Pointers of a document (or of a section of the front matter) that lead to other pages."""
        found: Row = {}
        for pointer in entry["refs"]:
            if before := self._before(pointer, place == FRONT):
                found[pointer] = before
            elif there := self._target(place, pointer):
                other, fragment = there
                own = f"x-{fragment}" if fragment.startswith("k-") else fragment  # as html/ids.xsl has it
                anchor = f"#{quote(own)}" if fragment in self._ids[other.stem] else ""
                found[pointer] = {"u": address(other.path) + anchor, "t": other.title}
        return found

    def _before(self, pointer: str, within_front: bool) -> Row | None:
        """Where a pointer into the front matter leads; None for any other."""
        file, _, fragment = pointer.partition("#")
        own = self._front.path is not None and file.rpartition("/")[2] == self._front.path.name
        if not own and (file or not within_front):
            return None
        home = self._front.homes.get(fragment)
        if home is None or not fragment:
            return {"u": FRONT_PAGE, "t": ""} if own else None
        stem, _, spot = home.partition("#")
        section = next(s for s in self._front.sections if s.stem == stem)
        link_to = section_link(section)
        return {**link_to, "u": link_to["u"] + (f"#{quote(spot)}" if spot else "")}

    def _target(self, place: int, pointer: str) -> tuple[DocumentPage, str] | None:
        """The document that a pointer of the document at ``place`` names (or of FRONT), and the id in it."""
        there = self._all.find(place, pointer)
        return None if there is None else (self._index.documents[there[0]], there[1])

    def _citations(self) -> dict[int, list[int]]:
        places = {d.stem: place for place, d in enumerate(self._index.documents)}
        cited: dict[int, list[int]] = defaultdict(list)
        for place, document in enumerate(self._index.documents):
            targets = {t[0].stem for r in document.entry["refs"] if (t := self._target(place, r))}
            for stem in sorted(targets - {document.stem}, key=lambda s: places[s]):
                cited[places[stem]].append(place)
        return cited

    def _chains(self) -> dict[frozenset[str], list[int]]:
        chains: dict[frozenset[str], list[int]] = defaultdict(list)
        for place, document in enumerate(self._index.documents):
            for pair in parties(document.entry):
                chains[pair].append(place)
        documents = self._index.documents
        return {pair: sorted(c, key=lambda p: (documents[p].order, p)) for pair, c in chains.items()}

    def _pair(self, place: int) -> Row:
        """Previous and next between the same two; of several pairs the one between persons.

        As the document itself says it (correspContext), else by date.
        """
        acts = both_sides(self._index.documents[place].entry)
        if not acts:
            return {}
        people = [c for c, pair in acts.items() if all(self._kind(key) == "person" for key in pair)]
        act = (people or list(acts))[0]
        return self._said(place, act) or self._reckoned(place, acts[act]) | self._hinted(place, act)

    def _said(self, place: int, act: int) -> Row:
        """The links of an act that name its row: between the same two."""
        rows = [r for r in self._index.documents[place].entry["context"] if r["c"] == act and r["between"]]
        return {r["way"]: link(there[0]) for r in rows if (there := self._target(place, r["target"]))}

    def _hinted(self, place: int, act: int) -> Row:
        """Links that do not name their row: those that do more than repeat the edition's order."""
        found: Row = {}
        for row in self._index.documents[place].entry["context"]:
            there = self._target(place, row["target"])
            if row["c"] == act and there and not row["between"] and there[0].stem not in self._beside(place):
                found[row["way"]] = link(there[0])
        return found

    def _beside(self, place: int) -> set[str]:
        return {d.stem for d in self._index.documents[max(0, place - 1) : place + 2]}

    def _reckoned(self, place: int, pair: frozenset[str]) -> Row:
        chain = self._pairs[pair]
        at = chain.index(place)
        documents = self._index.documents
        found: Row = {}
        if at > 0:
            found["prev"] = link(documents[chain[at - 1]])
        if at + 1 < len(chain):
            found["next"] = link(documents[chain[at + 1]])
        return found

    def _kind(self, key: str) -> str:
        name = self._index.names.get(key)
        return name.kind if name else ""


def parties(entry: Row) -> list[frozenset[str]]:
    """Who wrote to whom, an unordered set for each act of communication that has both sides."""
    return list(dict.fromkeys(both_sides(entry).values()))


def both_sides(entry: Row) -> dict[int, frozenset[str]]:
    """The acts of communication that have both sides, by their number: who wrote and received."""
    acts: dict[int, dict[str, set[str]]] = {}
    for row in entry["agents"]:
        acts.setdefault(row["c"], {}).setdefault(row["act"], set()).add(row["k"])
    both = {c: acts[c] for c in sorted(acts) if "sent" in acts[c] and "received" in acts[c]}
    return {c: frozenset(act["sent"] | act["received"]) for c, act in both.items()}


def section_path(section: FrontSection) -> str:
    """The page of a section of the front matter."""
    return f"front/{section.stem.removeprefix(PREFIX)}.html"


def section_link(section: FrontSection) -> Row:
    """A link to it: address and heading."""
    return {"u": address(section_path(section)), "t": section.heading}


def link(document: DocumentPage) -> Row:
    """A link to a document: address and title."""
    return {"u": address(document.path), "t": document.title}


def address(path: str) -> str:
    """A path as it stands in a link."""
    file, hash_, fragment = path.partition("#")
    return quote(file) + hash_ + quote(fragment)
