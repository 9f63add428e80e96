"""Names that few documents have, of large registers: gathered on common pages by how they begin, not one page each."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby

from kktei import addresses
from kktei.render.html import rows
from kktei.render.html.given import GatheredContext
from kktei.render.html.index import FOLDERS, Index, RegisterEntry
from kktei.render.html.maps import Atlas
from kktei.render.html.pages import SitePage
from kktei.render.html.parts import CategoryLabel
from kktei.wording import in_ascii

_ON_A_PAGE = 60  # of them, as far as their beginnings tell them apart
_LONGEST = 4  # letters that names have alike to stand on one page
_OWN = {"repository", "printed"}  # kinds whose pages are others'


def gather(index: Index) -> None:
    """Give those names of large registers that few documents have their places on common pages."""
    for kind, folder in FOLDERS.items():
        names = index.of_kind(kind) if kind not in _OWN else []
        few = addresses.gathered({name.key: (len(name.documents), name.uses) for name in names})
        for beginning, alike in _parts([name for name in names if name.key in few], 1):
            for name in alike:
                slug = name.path.rpartition("/")[2].removesuffix(".html")
                anchor = f"x-{slug}" if slug.startswith("k-") else slug  # the page's own ids begin so
                name.path = f"{folder}/more/{beginning}.html#{anchor}"


def _parts(names: Sequence[RegisterEntry], length: int) -> Iterator[tuple[str, list[RegisterEntry]]]:
    """Names by their first letters, so many that not too many are on a page."""
    in_order = sorted(names, key=lambda name: _beginning(name, length))
    for beginning, alike in groupby(in_order, key=lambda name: _beginning(name, length)):
        part = list(alike)
        if len(part) > _ON_A_PAGE and length < _LONGEST:
            yield from _parts(part, length + 1)
        else:
            yield beginning, part


def _beginning(name: RegisterEntry, length: int) -> str:
    """The first letters by which a name is ordered, as they can stand in an address."""
    return re.sub(r"[^a-z0-9]", "", in_ascii(name.order).lower())[:length] or "other"


def gathered_pages(
    names: Iterable[RegisterEntry], index: Index, labels: Mapping[str, CategoryLabel], maps: Atlas, kind: str
) -> Iterator[SitePage]:
    """The common pages of one register, which is called ``kind``."""
    pages: dict[str, list[RegisterEntry]] = {}
    for name in names:
        if "#" in name.path:
            pages.setdefault(name.path.partition("#")[0], []).append(name)

    def context(alike: Sequence[RegisterEntry]) -> GatheredContext:
        entries = tuple(rows.name_entry(name, index) for name in alike)
        used = rows.named_labels(entries, labels)
        return GatheredContext(kind=kind, names=entries, maps=maps.of(alike), labels=used)

    for path, alike in pages.items():
        yield SitePage(path, partial(context, alike), "gathered")
