"""The index pages: which there are, and the context of each."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping

from kktei.render.dates import month_of, year_of
from kktei.render.front import FrontMatter
from kktei.render.html import rows, volume
from kktei.render.html.archives import HoldingLevel, addresses
from kktei.render.html.context import FRONT_PAGE, address, section_link
from kktei.render.html.entries import ordered
from kktei.render.html.given import (
    AboutContext,
    ArchiveContext,
    ArchivesContext,
    CalendarContext,
    HomeContext,
    MarkingsContext,
    NetworkContext,
    PageContext,
    PrintedContext,
    ProseContext,
    RegisterContext,
    TimelineContext,
)
from kktei.render.html.index import FOLDERS, Index, RegisterEntry
from kktei.render.html.maps import Atlas
from kktei.render.html.pages import SitePage
from kktei.render.html.parts import (
    CategoryLabel,
    MenuEntry,
    MonthRow,
    NetworkEdge,
    NetworkNode,
    PairRow,
    RepositoryRow,
    WorkRow,
    YearRow,
)

_REGISTERS = {"person": "persons", "body": "bodies", "place": "places", "work": "works", "event": "events"}
_ON_CIRCLE = 24  # names that stand on a circle without touching
_PROSE = ("encoding", "accuracy")
_ONE_PAGE = 500  # documents that one calendar page holds; more are split by year


def index_pages(
    index: Index,
    roots: dict[str, HoldingLevel],
    labels: Mapping[str, CategoryLabel],
    front: FrontMatter,
    *,
    maps: Atlas,
    about: tuple[str, ...],
    prose: Mapping[str, str],
) -> list[SitePage]:
    """All pages but the documents' and the front matter's.

    ``about`` are the paragraphs of the edition's description, ``prose`` the pages of prose as XHTML, by name.
    """
    more = tuple(part for part in _PROSE if prose[part])
    pages = [
        SitePage("index.html", _home(index, about, front), "home"),
        *volume.overview(front, index),
        *_calendar(index, labels),
        *_registers(index, labels, maps),
        *_archives(index, roots, labels),
        SitePage("timeline.html", TimelineContext(months=_months(index), labels=labels), "timeline"),
        SitePage("search.html", PageContext(), "search"),
        SitePage("about/index.html", AboutContext(about=about, more=more), "about"),
        SitePage("about/accessibility.html", PageContext(), "accessibility"),
    ]
    if taxonomies := rows.taxonomy_rows(index):
        pages.append(SitePage("markings.html", MarkingsContext(taxonomies=taxonomies, labels=labels), "markings"))
    if works := _works(index):
        pages.append(SitePage("printed.html", PrintedContext(works=works, labels=labels), "printed"))
    if network := _network(index):
        pages.append(SitePage("network.html", network, "network"))
    return pages + [SitePage(f"about/{part}.html", ProseContext(text=prose[part]), part) for part in more]


def navigation(pages: list[SitePage], front: FrontMatter) -> tuple[MenuEntry, ...]:
    """The site's menu: of all pages those that stand in it, in a fixed order."""
    menu = {
        "calendar.html": "calendar",
        FRONT_PAGE: volume.title(front),
        "persons/index.html": "persons",
        "bodies/index.html": "bodies",
        "places/index.html": "places",
        "works/index.html": "works",
        "events/index.html": "events",
        "archives/index.html": "archives",
        "markings.html": "markings",
        "timeline.html": "timeline",
        "network.html": "network",
        "printed.html": "printed",
        "search.html": "search",
        "about/index.html": "about",
    }
    there = {page.path for page in pages}
    return tuple(MenuEntry(address=path, text=text) for path, text in menu.items() if path in there)


def _home(index: Index, about: tuple[str, ...], front: FrontMatter) -> HomeContext:
    listed = index.documents[:_ONE_PAGE]
    return HomeContext(
        count=len(index.documents),
        documents=tuple(rows.document_row(d, index) for d in listed),
        groups=volume.groups(front, listed, index) if front.chapters else (),
        front=tuple(section_link(section) for section in front.sections),
        about=about,
    )


def _calendar(index: Index, labels: Mapping[str, CategoryLabel]) -> list[SitePage]:
    order = rows.by_date(index)
    if len(order) <= _ONE_PAGE:
        whole = CalendarContext(rows=rows.document_rows(order, index), labels=labels)
        return [SitePage("calendar.html", whole, "calendar")]
    years: dict[str, list[int]] = defaultdict(list)
    for place in order:
        date = year_of(index.documents[place].sort_date)
        years[date if date != "9999" else "undated"].append(place)
    parts = tuple(
        YearRow(year=year, address=f"calendar/{year}.html", count=len(places)) for year, places in years.items()
    )
    pages = [SitePage("calendar.html", CalendarContext(years=parts, rows=(), labels=labels), "calendar")]
    for year, places in years.items():
        context = CalendarContext(rows=rows.document_rows(places, index), labels=labels, years=parts, year=year)
        pages.append(SitePage(f"calendar/{year}.html", context, "calendar"))
    return pages


def _registers(index: Index, labels: Mapping[str, CategoryLabel], maps: Atlas) -> list[SitePage]:
    pages = []
    for kind, title in _REGISTERS.items():
        names = index.of_kind(kind)
        if names:
            drawn = maps.register() if kind == "place" else ()
            register = RegisterContext(
                rows=tuple(rows.register_row(n) for n in names),
                kind=title,
                maps=drawn,
                located=len(maps.places) if drawn else 0,
            )
            pages.append(SitePage(f"{FOLDERS[kind]}/index.html", register, "register"))
        pages += [SitePage(name.path, rows.name_page(name, index, labels, maps.around(name)), "name") for name in names]
    return pages


def _archives(index: Index, roots: dict[str, HoldingLevel], labels: Mapping[str, CategoryLabel]) -> list[SitePage]:
    if not roots:
        return []
    where = addresses(roots, index)
    listed = [
        RepositoryRow(address=where[key].address, name=where[key].name, count=len(root.documents), where=root.where)
        for key, root in roots.items()
    ]
    order = [place for _, place in ordered([(row.name, "repository", row.name) for row in listed])]
    in_order = tuple(row for _, row in sorted(zip(order, listed, strict=True), key=lambda pair: pair[0]))
    pages = [SitePage("archives/index.html", ArchivesContext(rows=in_order), "archives")]
    for key, root in roots.items():
        name = index.names.get(key)
        context = ArchiveContext(
            level=rows.level_row(root, index),
            labels=labels,
            about=rows.facts(name, index),
            ids=name.record.ids if name and name.record else (),
        )
        pages.append(SitePage(where[key].address, context, "archive"))
    return pages


def _months(index: Index) -> tuple[MonthRow, ...]:
    months: dict[str, list[int]] = defaultdict(list)
    for place in rows.by_date(index):
        months[month_of(index.documents[place].sort_date)].append(place)
    return tuple(MonthRow(month=month, documents=rows.document_rows(places, index)) for month, places in months.items())


def _works(index: Index) -> tuple[WorkRow, ...]:
    works = sorted((n for n in index.names.values() if n.kind == "printed" and n.uses), key=lambda n: n.order)
    return tuple(WorkRow(id=work.key, name=work.name, roles=rows.role_rows(work, index)) for work in works)


def _network(index: Index) -> NetworkContext | None:
    """Correspondents on a circle, a line for each pair; and the same as a list."""
    pairs = [(sorted(pair), places) for pair, places in rows.pairs(index) if len(pair) == 2]
    if not pairs:
        return None
    keys = sorted(_first_keys(pairs), key=lambda k: index.names[k].order)
    shown = [(pair, places) for pair, places in pairs if set(pair) <= set(keys)]
    spots = {k: _spot(at, len(keys)) for at, k in enumerate(keys)}
    nodes = tuple(_node(index.names[key], spots[key]) for key in keys)
    edges = tuple(
        NetworkEdge(x1=spots[a][0], y1=spots[a][1], x2=spots[b][0], y2=spots[b][1], count=len(places))
        for (a, b), places in shown
    )
    listed = tuple(
        PairRow(
            first=rows.name_link(index.names[a]),
            second=rows.name_link(index.names[b]),
            documents=rows.document_rows(places, index),
        )
        for (a, b), places in pairs
    )
    return NetworkContext(nodes=nodes, edges=edges, pairs=listed)


def _node(name: RegisterEntry, spot: tuple[float, float]) -> NetworkNode:
    return NetworkNode(name=name.name, address=address(name.path), x=spot[0], y=spot[1], count=len(name.documents))


def _first_keys(pairs: list[tuple[list[str], list[int]]]) -> list[str]:
    """Those of the busiest pairs, as many as a circle can name."""
    keys: dict[str, None] = {}
    for pair, _ in pairs:
        if len(keys.keys() | set(pair)) > _ON_CIRCLE:
            break
        keys |= dict.fromkeys(pair)
    return list(keys)


def _spot(at: int, of: int) -> tuple[float, float]:
    """A place on an ellipse, the right half downwards and the left half upwards; equal steps keep names apart."""
    right = (of + 1) // 2
    down, rows_here = (at, right) if at < right else (of - 1 - at, of - right)
    height = 0.0 if rows_here == 1 else 2 * down / (rows_here - 1) - 1
    across = 60 + 150 * math.sqrt(1 - height * height)
    return round(300 + (across if at < right else -across), 1), round(240 + 215 * height, 1)
