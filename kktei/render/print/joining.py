"""The files of a volume's parts in one: pages, tags, links from part to part, bookmarks, page labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from kktei.render.print.bookmarks import bookmark, destination
from kktei.render.print.cutting import TO, id_tree, links, number_tree, pairs, save
from kktei.render.print.places import Head, Place

_FAR = b"kktei:"


@dataclass(frozen=True, slots=True)
class Joined:
    """What the joined file is told: places by name and headings, all with the page of the whole file, the first is 1.

    ``main`` is the page on which the numbers of pages begin again.
    """

    places: Mapping[str, Place]
    heads: Sequence[Head]
    main: int


def join(files: Sequence[Path], target: Path, told: Joined | None) -> None:
    """Write ``target`` from the parts' files, in their order; without ``told`` their pages alone.

    The first has what is said of the whole: title, language, colours, attached files.
    """
    with Pdf.open(files[0]) as whole:
        begins = [0, len(whole.pages)]
        tags = _Tags(whole) if told and "/StructTreeRoot" in whole.Root else None
        for file in files[1:]:
            with Pdf.open(file) as part:
                before = len(whole.pages)
                whole.pages.extend(part.pages)
                begins.append(len(whole.pages))
                if tags:
                    tags.add(part, range(before, len(whole.pages)))
        if tags:
            tags.close()
        if told:
            _lead(whole, begins, told)
            bookmark(whole, told.heads)
            _labels(whole, told.main)
        save(whole, target)


class _Tags:
    """The tree of tags of the first file, and what is put behind it."""

    def __init__(self, whole: Pdf) -> None:
        self.whole = whole
        self.tree: Object = whole.Root.StructTreeRoot
        self.document = _document(self.tree)
        self.parents: list[tuple[Object | int, Object]] = list(pairs(self.tree.ParentTree, "/Nums"))
        self.named = [(bytes(name), e) for name, e in pairs(self.tree.get("/IDTree", Dictionary()), "/Names")]
        self.next = int(self.tree.ParentTreeNextKey)
        self.kids = list(self.document.K)

    def add(self, part: Pdf, pages: range) -> None:
        """The tags of a part whose pages are in the whole by now."""
        tree: Object = part.Root.StructTreeRoot
        document = self.whole.copy_foreign(_document(tree))
        parents = self.whole.copy_foreign(part.make_indirect(tree.ParentTree))
        self.parents += [(int(key) + self.next, value) for key, value in pairs(parents, "/Nums")]
        if "/IDTree" in tree:
            names = self.whole.copy_foreign(part.make_indirect(tree.IDTree))
            self.named += [(bytes(name), element) for name, element in pairs(names, "/Names")]
        kids = list(document.K)
        for kid in kids:
            kid.P = self.document
        self.kids += kids
        for number in pages:
            page = self.whole.pages[number].obj
            if "/StructParents" in page:
                page.StructParents = int(page.StructParents) + self.next
            for annotation in page.get("/Annots", ()):
                if "/StructParent" in annotation:
                    annotation.StructParent = int(annotation.StructParent) + self.next
        self.next += int(tree.ParentTreeNextKey)

    def close(self) -> None:
        """Write all tags, and the trees that find them."""
        self.document.K = Array(self.kids)
        self.tree.ParentTree = number_tree(self.whole, self.parents)
        self.tree.ParentTreeNextKey = self.next
        if self.named:
            self.tree.IDTree = id_tree(self.whole, self.named)


def _document(tree: Object) -> Object:
    return tree.K[0] if isinstance(tree.K, Array) else tree.K


def _lead(whole: Pdf, begins: Sequence[int], told: Joined) -> None:
    """Lead each link to its page: within its part, or to the place that it names."""
    for first, end in pairwise(begins):
        for number in range(first, end):
            for link in links(whole.pages[number]):
                if TO in link:
                    to, x, y = link[TO]
                    link.Dest = Array([whole.pages[first + int(to)].obj, Name.XYZ, x, y, 0])
                    del link[TO]
                elif bytes(link.get("/A", Dictionary()).get("/URI", b"")).startswith(_FAR):
                    _lead_far(whole, link, told)


def _lead_far(whole: Pdf, link: Object, told: Joined) -> None:
    name = bytes(link.A.URI)[len(_FAR) :].decode()
    place = told.places.get(name)
    del link["/A"]
    if place is not None:
        link.Dest = destination(whole, place)
        label = str(place.page - told.main + 1) if place.page >= told.main else roman(place.page)
        link.Contents = String(f"page {label}")


def _labels(whole: Pdf, main: int) -> None:
    """The numbers that readers see: roman before the main part."""
    before = Dictionary(Type=Name.PageLabel, S=Name.r)
    after = Dictionary(Type=Name.PageLabel, S=Name.D)
    whole.Root.PageLabels = Dictionary(Nums=Array([0, before, main - 1, after]))


def roman(number: int) -> str:
    """A number as pages before the main part have it."""
    values = {100: "c", 90: "xc", 50: "l", 40: "xl", 10: "x", 9: "ix", 5: "v", 4: "iv", 1: "i"}
    written = ""
    for value, letters in values.items():
        written += letters * (number // value)
        number %= value
    return written
