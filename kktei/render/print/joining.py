"""The files of a volume's parts in one: pages, tags, links from part to part, bookmarks, page labels.

A part's file holds pages that were laid out only for the sake of others; what is of them is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from kktei.numerals import in_roman
from kktei.render.print import page_numbers
from kktei.render.print.bookmarks import bookmark
from kktei.render.print.listing import name_lists
from kktei.render.print.objects import (
    STRING,
    ObjectWriter,
    TypstFile,
    array,
    dictionary,
    entries,
    halves,
    refer,
    reference,
    references,
    renumbered,
    stream,
    string,
)
from kktei.render.print.places import Head, PagePlace

_FAR = re.compile(rb"/A<<[^<>]*/URI\(kktei:((?:[^()\\]|\\.|\([^()]*\))*)\)[^<>]*>>")
_CONTENTS = re.compile(rb"/Contents(?:" + STRING + rb")")
_ESCAPED = re.compile(rb"\\(.)")
_NAMED = re.compile(rb"/Dest(" + STRING + rb")")
_NAME = re.compile(rb"(" + STRING + rb")\s*(\d+) 0 R")
_PARENT = re.compile(rb"/(StructParents?) (\d+)")
_PAGE = re.compile(rb"/Pg (\d+) 0 R")
_OWN_PAGE = re.compile(rb"/Pg (\d+) 0 R\s*>>$")
_ID = re.compile(rb"/ID([(<])")
_HEADERS = re.compile(rb"/Headers\[[^\]]*\]")
_NUMBERED = re.compile(rb"(\d+) (\d+) 0 R")
_STRINGS = re.compile(STRING)
_ABOVE = 10  # points: the typesetter's own links, too, lead to a place above what is meant
_NOT_COPIED = (b"/Pages", b"/PageLabels", b"/StructTreeRoot", b"/Outlines", b"/Names")


@dataclass(frozen=True, slots=True)
class PartFile:
    """A part's file and which of its pages are the part's: how many are before the first, how many they are.

    ``labels`` and ``own`` are the numbers of pages that are to be put in: those to which its cross references lead, and
    those of its own pages.
    """

    path: Path
    skipped: int
    pages: int
    labels: Sequence[str] = ()
    own: Sequence[str] = ()

    def read(self) -> TypstFile:
        """The objects of the file, with all numbers."""
        source = TypstFile.read(self.path)
        if self.labels or self.own:
            pages = source.pages[self.skipped : self.skipped + self.pages]
            page_numbers.put_in(source, pages, self.labels, self.own or [""] * self.pages)
        return source


@dataclass(frozen=True, slots=True)
class Joined:
    """What the joined file is told: places by name and headings, all with the page of the whole file, the first is 1.

    ``main`` is the page on which the numbers of pages begin again.
    """

    places: Mapping[str, PagePlace]
    heads: Sequence[Head]
    main: int = 1


@dataclass(frozen=True, slots=True)
class PartFiles:
    """The files of a volume's parts: what stands before the documents, these, what stands behind."""

    before: Sequence[PartFile]
    main: Sequence[PartFile] = ()
    behind: Sequence[PartFile] = ()

    @property
    def pages_before(self) -> int:
        """How many pages stand before the documents."""
        return sum(part.pages for part in self.before)

    def __iter__(self) -> Iterator[PartFile]:
        return chain(self.before, self.main, self.behind)


def whole(path: Path) -> PartFiles:
    """A file that is whole."""
    return PartFiles([PartFile(path, 0, len(TypstFile.read(path).pages))])


def begin(parts: Sequence[PartFile], target: Path, told: Joined, before: int) -> Joining:
    """Begin ``target`` with the documents' parts, so many pages ``before`` them: what stands around may come later."""
    with target.open("wb") as file:
        joining = Joining(file, told, before)
        joining.add_all(parts, 0)
    return joining


def finish(joining: Joining, files: PartFiles, target: Path, told: Joined) -> None:
    """Write the rest of ``target``.

    The first file before the documents has what is said of the whole: title, language, colours, attached files.
    """
    with target.open("ab") as file:
        joining.writer.go_on(file)
        joining.close(files, told)


Seen = Callable[[TypstFile, PartFile], None]  # by who else writes a part


def _unseen(_source: TypstFile, _part: PartFile) -> None:
    """Nobody else is to see a part."""


class Joining:
    """The joined file while it is written."""

    def __init__(self, file: BinaryIO, told: Joined, before: int) -> None:
        self.writer, self.told, self.before = ObjectWriter(file, "1.7"), told, before
        self.catalog, self.tree, self.tags, self.document = (self.writer.reserve() for _ in range(4))
        self.pages: dict[int, int] = {}  # their objects; the first of the documents' pages is 0
        self.added = 0  # parts
        self.height = 0.0  # of each page, in points
        self.kids: list[int] = []  # of the document, in the tree of tags
        self.parents: list[tuple[int, int]] = []
        self.named: list[tuple[bytes, int]] = []
        self.next_parent = 0

    def add_all(self, parts: Sequence[PartFile], begun: int, seen: Seen = _unseen) -> None:
        """Parts that follow each other, the first with so many of the documents' pages before it.

        Each is ``seen`` by somebody else before, so that it is read but once.
        """
        for page in range(begun, begun + sum(part.pages for part in parts)):
            self._page(page)
        for part in parts:
            source = part.read()
            seen(source, part)
            self._add(source, part, begun)
            begun += part.pages

    def close(self, files: PartFiles, told: Joined) -> None:
        """What stands before the documents and behind them, then what finds all parts."""
        self.told, self.before = told, files.pages_before
        for page in range(-self.before, 0):
            self._page(page)
        main, self.kids = self.kids, []
        first = files.before[0].read()
        catalog, info = self._of_the_whole(first, self._add(first, files.before[0], -self.before))
        self.add_all(files.before[1:], files.before[0].pages - self.before)
        self.kids += main
        self.add_all(files.behind, sum(part.pages for part in files.main))
        self._close_tags(_tags(first), catalog)
        kids = array(refer(number) for _, number in sorted(self.pages.items()))
        pages = {b"/Type": b"/Pages", b"/Count": b"%d" % len(self.pages), b"/Kids": kids}
        self.writer.put(self.tree, dictionary(pages))
        catalog |= {b"/Pages": refer(self.tree), b"/Outlines": refer(bookmark(self.writer, told.heads, self._to))}
        self.writer.put(self.catalog, dictionary(catalog))
        self.writer.close(self.catalog, info)

    def _page(self, page: int) -> int:
        """The object of a page; those before the documents may be led to before they are there."""
        if page not in self.pages:
            self.pages[page] = self.writer.reserve()
        return self.pages[page]

    def _add(self, source: TypstFile, part: PartFile, begun: int) -> dict[int, int]:
        """The pages of a part, and all that they need; the new numbers of its objects."""
        self.height = self.height or float(entries(source.bodies[source.pages[0]])[b"/MediaBox"].split()[4])
        prefix = b"%d " % self.added if self.added else b""
        _resolve_names(source)
        name_lists(source)
        numbers = {source.root: self.catalog, reference(source.catalog[b"/Pages"]): self.tree}
        for at, page in enumerate(source.pages, begun - part.skipped):
            if at in self.pages:
                numbers[page] = self.pages[at]
        own = source.pages[part.skipped : part.skipped + part.pages]
        _pack(source, own)
        tree = _PartTags(source, own, numbers, self.document, self.tags)
        wanted = [*tree.kids, *tree.parents.values()]
        wanted += [number for page in own for number in references(source.bodies[page])]
        edit = partial(self._edited, prefix=prefix)
        self.writer.take(source, source.reached(wanted, {*numbers, *source.pages}), numbers, edit)
        for page in own:
            self.writer.put(numbers[page], renumbered(source.bodies[page], numbers, edit))
        self.kids += [numbers[kid] for kid in tree.kids]
        self.parents += [(key + self.next_parent, numbers[value]) for key, value in tree.parents.items()]
        self.named += [(_prefixed(name, prefix), numbers[e]) for name, e in tree.named if e in numbers]
        self.next_parent += tree.next_parent
        self.added += 1
        return numbers

    def _edited(self, head: bytes, prefix: bytes) -> bytes:
        """What an object says of its place in the tree of tags, of ids, and where a link leads, as the whole has it."""
        if b"/StructParent" in head:
            head = _PARENT.sub(lambda found: b"/%s %d" % (found[1], int(found[2]) + self.next_parent), head)
        if prefix and b"/StructElem" in head:
            head = _ID.sub(lambda found: b"/ID" + _opened(found[1], prefix), head)
            head = _HEADERS.sub(lambda found: _STRINGS.sub(lambda s: _prefixed(s[0], prefix), found[0]), head)
        if b"kktei:" in head and (far := _FAR.search(head)):
            head = self._led(head, far)
        return head

    def _led(self, head: bytes, far: re.Match[bytes]) -> bytes:
        """A link that names its place, led there."""
        place = self.told.places.get(_ESCAPED.sub(rb"\1", far[1]).decode())
        if place is None:
            return head.replace(far[0], b"")
        main = self.told.main
        label = str(place.page - main + 1) if place.page >= main else in_roman(place.page)
        said = b"/Contents" + string(f"page {label}")
        head = _CONTENTS.sub(said, head.replace(far[0], b"/Dest" + self._to(place, _ABOVE)), count=1)
        return head if said in head else head[: head.rindex(b">>")] + said + b">>"

    def _to(self, place: PagePlace, above: float = 0) -> bytes:
        """What leads to a place, or so many points above it."""
        across, up = (b"%.4f" % n for n in (place.x, self.height - max(0, place.y - above)))
        return array([refer(self._page(place.page - 1 - self.before)), b"/XYZ", across, up, b"0"])

    def _of_the_whole(self, source: TypstFile, numbers: dict[int, int]) -> tuple[dict[bytes, bytes], int]:
        """The catalog and the information, from the first part."""
        held = {key: value for key, value in source.catalog.items() if key not in _NOT_COPIED}
        names = entries(source.value(source.catalog.get(b"/Names", b"<<>>")))
        names.pop(b"/Dests", None)
        held |= {b"/Names": dictionary(names)} if names else {}
        held[b"/PageLabels"] = _labels(self.told.main)
        wanted = [number for value in held.values() for number in references(value)]
        wanted += [source.info] if source.info else []
        self.writer.take(source, source.reached(wanted, {*numbers}), numbers, bytes)
        catalog = {key: renumbered(value, numbers, bytes) for key, value in held.items()}
        return catalog, numbers.get(source.info, 0)

    def _close_tags(self, tags: dict[bytes, bytes], catalog: dict[bytes, bytes]) -> None:
        """The tree of tags, and the trees that find its elements; none where the first part has none."""
        if not tags:
            return
        document = {b"/Type": b"/StructElem", b"/S": b"/Document", b"/P": refer(self.tags)}
        self.writer.put(self.document, dictionary({**document, b"/K": array(map(refer, self.kids))}))
        parents = array(b"%d %d 0 R" % pair for pair in self.parents)
        kept: tuple[bytes, ...] = (b"/Type", b"/RoleMap")
        held = {key: tags[key] for key in kept if key in tags}
        held |= {b"/K": array([refer(self.document)]), b"/ParentTree": dictionary({b"/Nums": parents})}
        held[b"/ParentTreeNextKey"] = b"%d" % self.next_parent
        if self.named:
            names = array(name + refer(number) for name, number in sorted(self.named))
            held[b"/IDTree"] = dictionary({b"/Names": names})
        self.writer.put(self.tags, dictionary(held))
        catalog[b"/StructTreeRoot"] = refer(self.tags)


class _PartTags:
    """What of the tree of tags of a part stands on its own pages."""

    def __init__(
        self, source: TypstFile, own: Sequence[int], numbers: dict[int, int], document: int, root: int
    ) -> None:
        self.source = source
        self.kids: list[int] = []
        self.parents: dict[int, int] = {}
        self.named: list[tuple[bytes, int]] = []
        self.next_parent = 0
        if tags := _tags(source):
            there = {*own}
            top = references(tags[b"/K"])[0]
            numbers |= {top: document, reference(source.catalog[b"/StructTreeRoot"]): root}
            self.kids = [kid for kid in references(entries(source.bodies[top])[b"/K"]) if self._page(kid) in there]
            keys = {int(n) for page in own for _, n in self._keys(page)}
            pairs = _NUMBERED.findall(source.value(tags[b"/ParentTree"]))
            self.parents = {int(key): int(value) for key, value in pairs if int(key) in keys}
            self.named = [(name, int(n)) for name, n in _NAME.findall(source.value(tags.get(b"/IDTree", b"")))]
            self.next_parent = int(tags[b"/ParentTreeNextKey"])

    def _keys(self, page: int) -> Iterator[tuple[bytes, bytes]]:
        """Where a page and its annotations stand in the tree of parents."""
        body = self.source.bodies[page]
        yield from _PARENT.findall(body)
        for annotation in references(entries(body).get(b"/Annots", b"")):
            yield from _PARENT.findall(self.source.bodies[annotation])

    def _page(self, element: int) -> int:
        """The page on which an element begins; 0 where nothing of it is drawn."""
        waiting = [element]
        while waiting:
            body = self.source.bodies[waiting.pop()]
            if page := _OWN_PAGE.search(body) or _PAGE.search(body):
                return int(page[1])
            if b"/StructElem" in body:
                waiting += references(entries(body).get(b"/K", b""))[::-1]
        return 0


def _tags(source: TypstFile) -> dict[bytes, bytes]:
    """The root of the tree of tags; empty where there is none."""
    return entries(source.value(source.catalog.get(b"/StructTreeRoot", b"")))


def _pack(source: TypstFile, pages: Sequence[int]) -> None:
    """Pack what is drawn where numbers were put in."""
    drawn = (number for page in pages for number in references(entries(source.bodies[page]).get(b"/Contents", b"")))
    for number in drawn:
        if b"/Filter" not in halves(source.bodies[number])[0]:
            source.bodies[number] = stream(source.data(number), {})


def _resolve_names(source: TypstFile) -> None:
    """Let links that name their place lead to it."""
    names = entries(source.value(source.catalog.get(b"/Names", b"")))
    places = dict(_NAME.findall(source.value(names.get(b"/Dests", b""))))
    for number, body in source.bodies.items() if places else ():
        if b"/Annot" in body and (named := _NAMED.search(body)) and named[1] in places:
            source.bodies[number] = body.replace(named[0], b"/Dest %s 0 R" % places[named[1]])


def _prefixed(name: bytes, prefix: bytes) -> bytes:
    """An id, with a part's name before it."""
    return _opened(name[:1], prefix) + name[1:]


def _opened(mark: bytes, prefix: bytes) -> bytes:
    """How a string begins that has a part's name before it."""
    return mark + (prefix if mark == b"(" else prefix.hex().encode())


def _labels(main: int) -> bytes:
    """The numbers that readers see: roman before the main part."""
    before = b"0<</Type/PageLabel/S/r>>" if main > 1 else b""
    return b"<</Nums[%s%d<</Type/PageLabel/S/D>>]>>" % (before, main - 1)
