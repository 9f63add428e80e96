"""A part's file without the pages that were laid out only for the sake of others, ready to be joined.

What the file's tags, ids and links say of its pages must hold in the whole volume: ids get the part's name before
them, and a link within the part says how many pages after its first it leads to.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from pathlib import Path

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Page, Pdf, StreamDecodeLevel, String

TO = Name("/KkteiTo")  # of a link's annotation, until the parts are joined: page (from 0), x, y


def cut(path: Path, kept: tuple[int, int | None], prefix: str = "", *, tables: bool = False) -> int:
    """Leave in the file the pages from the first kept to the last (None: the last of all); how many they are.

    ``tables`` says whether there may be cells that name their heads by ids.
    """
    with Pdf.open(path, allow_overwriting_input=True) as pdf:
        first, last = kept[0] - 1, len(pdf.pages) if kept[1] is None else kept[1]
        numbers: dict[tuple[int, int], int] = {page.obj.objgen: number - first for number, page in enumerate(pdf.pages)}
        there = {objgen for objgen, number in numbers.items() if 0 <= number < last - first}
        _lead(pdf, range(first, last), numbers)
        if "/StructTreeRoot" in pdf.Root:
            _Tags(pdf, there, prefix).cut(range(first, last), tables=tables)
        for number in reversed([n for n in range(len(pdf.pages)) if not first <= n < last]):
            del pdf.pages[number]
        for key in ("/Outlines", "/PageLabels"):
            if key in pdf.Root:
                del pdf.Root[key]
        if "/Dests" in pdf.Root.get("/Names", Dictionary()):
            del pdf.Root.Names["/Dests"]
        pages = len(pdf.pages)
        save(pdf, path)
    return pages


def save(pdf: Pdf, path: Path) -> None:
    """Write it with its streams as they are, the same bytes each time."""
    pdf.save(
        path,
        deterministic_id=True,
        fix_metadata_version=False,  # it is the typesetter's, and right
        compress_streams=False,
        stream_decode_level=StreamDecodeLevel.none,
        object_stream_mode=ObjectStreamMode.disable,
    )


def links(page: Page) -> Iterator[Object]:
    """The links of a page."""
    for annotation in page.obj.get("/Annots", ()):
        if annotation.get("/Subtype") == Name.Link:
            yield annotation


def _lead(pdf: Pdf, kept: range, numbers: dict[tuple[int, int], int]) -> None:
    """Say of each link within the part to which of its pages it leads, without naming that page."""
    for number in kept:
        for link in links(pdf.pages[number]):
            if "/Dest" in link and isinstance(link.Dest, Array):
                page, _, x, y = list(link.Dest)[:4]
                link[TO] = Array([numbers[page.objgen], x, y])
                del link.Dest


class _Tags:
    """The tree of tags of a file, while pages are taken out of it."""

    def __init__(self, pdf: Pdf, there: Container[tuple[int, int] | None], prefix: str) -> None:
        self.pdf, self.there, self.prefix = pdf, there, prefix
        self.tree: Object = pdf.Root.StructTreeRoot

    def cut(self, kept: range, *, tables: bool) -> None:
        """Take out what stands on other pages; name what stays."""
        document = self.tree.K[0] if isinstance(self.tree.K, Array) else self.tree.K
        document.K = Array([kid for kid in document.K if page_of(kid) in self.there])
        self._parents(kept)
        self._names()
        for element in elements(document) if tables else ():
            if "/A" in element:
                self._heads(element.A)

    def _parents(self, kept: range) -> None:
        """The way back from what is drawn to its tags, for the pages that stay."""
        keys = set()
        for number in kept:
            page = self.pdf.pages[number]
            keys |= {int(page.obj.StructParents)} if "/StructParents" in page.obj else set()
            keys |= {int(a.StructParent) for a in page.obj.get("/Annots", ()) if "/StructParent" in a}
        kept_ones = [pair for pair in pairs(self.tree.ParentTree, "/Nums") if int(pair[0]) in keys]
        self.tree.ParentTree = number_tree(self.pdf, kept_ones)

    def _names(self) -> None:
        """Ids, each with the part's name."""
        named = []
        for name, element in pairs(self.tree.get("/IDTree", Dictionary()), "/Names"):
            if page_of(element) in self.there:
                element.ID = String(self.prefix.encode() + bytes(name))
                named.append((bytes(element.ID), element))
        if "/IDTree" in self.tree:
            del self.tree["/IDTree"]
        if named:
            self.tree.IDTree = id_tree(self.pdf, named)

    def _heads(self, attributes: Object) -> None:
        for one in attributes if isinstance(attributes, Array) else (attributes,):
            if isinstance(one, Dictionary) and "/Headers" in one:
                one.Headers = Array([String(self.prefix.encode() + bytes(head)) for head in one.Headers])


def id_tree(pdf: Pdf, named: list[tuple[bytes, Object]]) -> Object:
    """The tree that finds elements by their ids."""
    names = [thing for name, element in sorted(named, key=lambda pair: pair[0]) for thing in (String(name), element)]
    return pdf.make_indirect(Dictionary(Names=Array(names)))


def number_tree(pdf: Pdf, numbered: Sequence[tuple[Object | int, Object]]) -> Object:
    """The tree that finds the tags of a page or a link by its number."""
    return pdf.make_indirect(Dictionary(Nums=Array([thing for pair in numbered for thing in pair])))


def pairs(tree: Object, key: str) -> Iterator[tuple[Object, Object]]:
    """Keys and values of a tree of numbers (/Nums) or names (/Names)."""
    if key in tree:
        flat = list(tree[key])
        yield from zip(flat[::2], flat[1::2], strict=True)
    for kid in tree.get("/Kids", ()):
        yield from pairs(kid, key)


def elements(element: Object) -> Iterator[Object]:
    """An element of the tree of tags and all within it."""
    waiting = [element]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, Dictionary) and "/S" in thing:
            yield thing
            kids = thing.get("/K")
            waiting += [kids] if isinstance(kids, Dictionary) else list(kids) if isinstance(kids, Array) else []


def page_of(element: Object) -> tuple[int, int] | None:
    """The page on which an element begins, as the number of its object; None where nothing of it is drawn."""
    waiting = [element]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, Dictionary):
            if "/Pg" in thing:
                found: tuple[int, int] = thing.Pg.objgen
                return found
            kids = thing.get("/K")
            waiting += [kids] if isinstance(kids, Dictionary) else list(kids)[::-1] if isinstance(kids, Array) else []
    return None
