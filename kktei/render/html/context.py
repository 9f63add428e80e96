"""What each document page knows of the rest of the site, and no more: a change touches only what depends on it."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from urllib.parse import quote

from kktei.config import is_web
from kktei.render.front import PREFIX, FrontMatter, FrontSection
from kktei.render.html.catalogues import identifiers_of
from kktei.render.html.downloads import offered
from kktei.render.html.entry import DocumentEntry
from kktei.render.html.given import DocumentContext, TextContext
from kktei.render.html.index import DocumentPage, Index
from kktei.render.html.parts import CategoryLabel, NameLink, PageLink, PairNeighbours
from kktei.render.targets import TargetDocument, Targets

FRONT_PAGE = "front/index.html"
ABOUT = "about/index.html"
FRONT = -1  # in the place of a document's: a section of the front matter


def common_terms(index: Index) -> tuple[str, ...]:
    """Licences of many words that several documents have: they stand once, on the page about the edition."""
    count = Counter(words for document in index.documents for words in document.entry.terms)
    return tuple(sorted(words for words, documents in count.items() if documents > 1))


class Contexts:
    """Contexts of document pages, and of the pages of the front matter."""

    def __init__(
        self,
        index: Index,
        levels: Mapping[str, NameLink],
        labels: Mapping[str, CategoryLabel],
        front: FrontMatter,
        pairs: Mapping[frozenset[str], str],
    ) -> None:
        self._index = index
        self._front = front
        self._front_tei = offered(front.path) if front.path else ""
        self._levels = levels
        self._labels = labels
        self._pages = pairs
        self._all = Targets([TargetDocument(d.file or f"{d.source}.xml", d.id) for d in index.documents])
        self._cited = self._citations()
        self._terms = {words: f"{ABOUT}#k-licence-{at}" for at, words in enumerate(common_terms(index), 1)}
        self._pairs = self._chains()

    def of(self, place: int) -> DocumentContext:
        """The context of the document at ``place``."""
        documents = self._index.documents
        document, entry = documents[place], documents[place].entry
        return DocumentContext(
            stem=document.stem,
            tei=document.tei,
            section=False,
            names=self._names(entry),
            labels={k: self._labels[k] for k in self._keys(entry) if k in self._labels},
            docs=self._targets(place, entry),
            cited_by=tuple(link(documents[p]) for p in self._cited[place]),
            pair=self._pair(place),
            name=None if entry.title else document.named,
            prev=link(documents[place - 1]) if place > 0 else None,
            next=link(documents[place + 1]) if place + 1 < len(documents) else None,
            terms=tuple(self._terms.get(words, "") for words in entry.terms),
        )

    def section(self, place: int, entry: DocumentEntry) -> TextContext:
        """The context of the section of the front matter at ``place``, whose entry is ``entry``."""
        sections = self._front.sections
        return TextContext(
            stem=sections[place].stem,
            tei=self._front_tei,
            section=True,
            names=self._names(entry),
            docs=self._targets(FRONT, entry),
            prev=section_link(sections[place - 1]) if place > 0 else None,
            next=section_link(sections[place + 1]) if place + 1 < len(sections) else None,
        )

    def _names(self, entry: DocumentEntry) -> dict[str, NameLink]:
        """Names that the document uses, each with its page and what else the page shows of it."""
        rows = (*entry.agents, *entry.places, *entry.named)
        found: dict[str, NameLink] = {}
        for own, key in [
            *((row.own_key or row.key, row.key) for row in rows),
            *((work.key, work.key) for work in entry.printed),
        ]:
            if (name := self._index.names.get(key)) and name.uses and name.kind != "repository":
                ids = identifiers_of(name.record)
                same = next((i.value for i in ids if is_web(i.value)), "")
                found[own] = NameLink(name=name.name, address=address(name.path), same=same)
        pointed = [reference.rpartition("#")[2] for reference in entry.references]
        for own in pointed:
            if own not in found and (name := self._index.names.get(own)) and name.common and name.uses:
                found[own] = NameLink(name=name.name, address=address(name.path))
        levels = [level.key for copy in entry.copies for level in copy.levels]
        return found | {key: self._levels[key] for key in (*levels, *pointed) if key in self._levels}

    def _keys(self, entry: DocumentEntry) -> list[str]:
        """Categories that the document points to."""
        return [
            *entry.classes,
            *(key for copy in entry.copies for key in (*copy.roles, *(marking.key for marking in copy.markings))),
            *(row.act for row in entry.agents),
            *(hand.key for hand in self._index.records.hands),
            entry.genre,
        ]

    def _targets(self, place: int, entry: DocumentEntry) -> dict[str, PageLink]:
        """Pointers of a document (or of a section of the front matter) that lead to other pages."""
        found: dict[str, PageLink] = {}
        for pointer in (*entry.references, *(row.target for row in entry.neighbours)):
            if before := self._before(pointer, place == FRONT):
                found[pointer] = before
            elif there := self._target(place, pointer):
                other, fragment = there
                own = f"x-{fragment}" if fragment.startswith("k-") else fragment  # as html/ids.xsl has it
                anchor = f"#{quote(own)}" if fragment and fragment in other.entry.anchors else ""
                found[pointer] = PageLink(address=address(other.path) + anchor, title=other.title)
        return found

    def _before(self, pointer: str, within_front: bool) -> PageLink | None:
        """Where a pointer into the front matter leads; None for any other."""
        file, _, fragment = pointer.partition("#")
        own = self._front.path is not None and file.rpartition("/")[2] == self._front.path.name
        if not own and (file or not within_front):
            return None
        home = self._front.homes.get(fragment)
        if home is None or not fragment:
            return PageLink(address=FRONT_PAGE, title="") if own else None
        stem, _, spot = home.partition("#")
        section = next(s for s in self._front.sections if s.stem == stem)
        link_to = section_link(section)
        return replace(link_to, address=link_to.address + (f"#{quote(spot)}" if spot else ""))

    def _target(self, place: int, pointer: str) -> tuple[DocumentPage, str] | None:
        """The document that a pointer of the document at ``place`` names (or of FRONT), and the id in it."""
        there = self._all.find(place, pointer)
        return None if there is None else (self._index.documents[there[0]], there[1])

    def _citations(self) -> dict[int, list[int]]:
        places = {d.stem: place for place, d in enumerate(self._index.documents)}
        cited: dict[int, list[int]] = defaultdict(list)
        for place, document in enumerate(self._index.documents):
            targets = {t[0].stem for r in document.entry.references if (t := self._target(place, r))}
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

    def _pair(self, place: int) -> PairNeighbours:
        """Previous and next between the same two; of several pairs the one between persons.

        As the document itself says it (correspContext), else by date.
        """
        acts = both_sides(self._index.documents[place].entry)
        if not acts:
            return PairNeighbours()
        people = [c for c, pair in acts.items() if all(self._kind(key) == "person" for key in pair)]
        act = (people or list(acts))[0]
        found = self._said(place, act) or self._reckoned(place, acts[act]) | self._hinted(place, act)
        whole = self._pages.get(acts[act], "")
        return PairNeighbours(prev=found.get("prev"), next=found.get("next"), whole=address(whole))

    def _said(self, place: int, act: int) -> dict[str, PageLink]:
        """The links of an act that name its row: between the same two."""
        rows = [row for row in self._index.documents[place].entry.neighbours if row.exchange == act and row.between]
        return {row.way: link(there[0]) for row in rows if (there := self._target(place, row.target))}

    def _hinted(self, place: int, act: int) -> dict[str, PageLink]:
        """Links that do not name their row: those that do more than repeat the edition's order."""
        found: dict[str, PageLink] = {}
        for row in self._index.documents[place].entry.neighbours:
            there = self._target(place, row.target)
            if row.exchange == act and there and not row.between and there[0].stem not in self._beside(place):
                found[row.way] = link(there[0])
        return found

    def _beside(self, place: int) -> set[str]:
        return {d.stem for d in self._index.documents[max(0, place - 1) : place + 2]}

    def _reckoned(self, place: int, pair: frozenset[str]) -> dict[str, PageLink]:
        chain = self._pairs[pair]
        at = chain.index(place)
        documents = self._index.documents
        found: dict[str, PageLink] = {}
        if at > 0:
            found["prev"] = link(documents[chain[at - 1]])
        if at + 1 < len(chain):
            found["next"] = link(documents[chain[at + 1]])
        return found

    def _kind(self, key: str) -> str:
        name = self._index.names.get(key)
        return name.kind if name else ""


def parties(entry: DocumentEntry) -> list[frozenset[str]]:
    """Who wrote to whom, an unordered set for each act of communication that has both sides."""
    return list(dict.fromkeys(both_sides(entry).values()))


def both_sides(entry: DocumentEntry) -> dict[int, frozenset[str]]:
    """The acts of communication that have both sides, by their number: who wrote and received."""
    acts: dict[int, dict[str, set[str]]] = {}
    for row in entry.agents:
        acts.setdefault(row.exchange, {}).setdefault(row.act, set()).add(row.key)
    both = {c: acts[c] for c in sorted(acts) if "sent" in acts[c] and "received" in acts[c]}
    return {c: frozenset(act["sent"] | act["received"]) for c, act in both.items()}


def section_path(section: FrontSection) -> str:
    """The page of a section of the front matter."""
    return f"front/{section.stem.removeprefix(PREFIX)}.html"


def section_link(section: FrontSection) -> PageLink:
    """A link to it: address and heading."""
    return PageLink(address=address(section_path(section)), title=section.heading)


def link(document: DocumentPage) -> PageLink:
    """A link to a document: address, title and date, since several have one title."""
    date = document.date
    return PageLink(
        address=address(document.path),
        title=document.title,
        start=date.start,
        end=date.end,
        lasting=date.lasting,
    )


@lru_cache(maxsize=10_000)
def address(path: str) -> str:
    """A path as it stands in a link."""
    file, hash_, fragment = path.partition("#")
    return quote(file) + hash_ + quote(fragment)
