"""The index pages: which there are, and the context of each."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from kktei.config import Settings
from kktei.render.front import FrontMatter
from kktei.render.html import given, rows, times, volume
from kktei.render.html.about import about
from kktei.render.html.archives import HoldingLevel, addresses
from kktei.render.html.catalogues import identifiers_of
from kktei.render.html.context import ABOUT, FRONT_PAGE, common_terms, section_link
from kktei.render.html.correspondences import Correspondence, network, page, partners
from kktei.render.html.entries import ordered
from kktei.render.html.gathered import gathered_pages
from kktei.render.html.index import FOLDERS, Index, RegisterEntry
from kktei.render.html.maps import Atlas
from kktei.render.html.pages import SitePage
from kktei.render.html.parts import (
    CategoryLabel,
    MenuEntry,
    PartnerRow,
    RepositoryRow,
    WorkRow,
)
from kktei.render.html.statistics import statistics
from kktei.render.html.versions import is_told, versions

_REGISTERS = {"person": "persons", "body": "bodies", "place": "places", "work": "works", "event": "events",
              "object": "objects"}  # fmt: skip
_MINOR = {
    "days.html",
    "statistics.html",
    "versions.html",
    "compare.html",
}  # pages that the menu leaves to the home page
_ONE_PAGE = 500  # documents that one calendar page holds; more are split by year


def index_pages(
    index: Index,
    roots: dict[str, HoldingLevel],
    labels: Mapping[str, CategoryLabel],
    front: FrontMatter,
    *,
    pairs: Sequence[Correspondence],
    maps: Atlas,
    settings: Settings,
    prose: str,
) -> list[SitePage]:
    """All pages but the documents' and the front matter's.

    ``prose`` is what a reader should know of the encoding, as XHTML.
    """
    more = ("encoding",) if prose else ()
    described = tuple(about(settings))
    pages = [
        SitePage("index.html", partial(_home, index, described, front), "home"),
        *volume.overview(front, index),
        *_calendar(index, labels, maps, settings),
        *_registers(index, labels, maps, partners(pairs, index)),
        *(
            SitePage(pair.path, partial(page, pair, index, labels, maps), "correspondence")
            for pair in pairs
            if pair.path
        ),
        *_archives(index, roots, labels),
        SitePage("timeline.html", times.timeline(index), "timeline"),
        SitePage("statistics.html", statistics(index, labels), "statistics"),
        SitePage("search.html", given.SearchContext(), "search", late=True),
        SitePage("compare.html", given.SearchContext(), "compare", late=True),
        SitePage(ABOUT, given.AboutContext(about=described, more=more, terms=common_terms(index)), "about"),
        SitePage("about/accessibility.html", given.PageContext(), "accessibility"),
    ]
    lasting: dict[str, tuple[bool, Callable[[], given.PageContext]]] = {  # made only when the page is: they tell of all
        "markings": (any(label.address for label in labels.values()), partial(_markings, index, labels)),
        "printed": (bool(_printed(index)), partial(_works, index, labels)),
        "network": (bool(pairs), partial(network, pairs, index)),
        "versions": (is_told(index), partial(versions, index)),
        "days": (any(times.day_of(document) for document in index.documents), partial(times.days, index)),
    }
    pages += [SitePage(f"{name}.html", context, name) for name, (wanted, context) in lasting.items() if wanted]
    return pages + [SitePage(f"about/{part}.html", given.ProseContext(text=prose), part) for part in more]


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
        "objects/index.html": "objects",
        "archives/index.html": "archives",
        "markings.html": "markings",
        "timeline.html": "timeline",
        "network.html": "network",
        "days.html": "days",
        "statistics.html": "statistics",
        "versions.html": "versions",
        "printed.html": "printed",
        "search.html": "search",
        "compare.html": "compare",
        "about/index.html": "about",
    }
    there = {page.path for page in pages}
    return tuple(
        MenuEntry(address=path, text=text, minor=path in _MINOR) for path, text in menu.items() if path in there
    )


def _home(index: Index, about: tuple[str, ...], front: FrontMatter) -> given.HomeContext:
    listed = index.documents[:_ONE_PAGE]
    return given.HomeContext(
        count=len(index.documents),
        documents=tuple(rows.document_row(d, index) for d in listed),
        groups=volume.groups(front, listed, index) if front.chapters else (),
        front=tuple(section_link(section) for section in front.sections),
        about=about,
    )


def _calendar(index: Index, labels: Mapping[str, CategoryLabel], maps: Atlas, settings: Settings) -> list[SitePage]:
    """All documents on a page, or of very many the years only; pages of years, and of days where that is wanted."""
    years = times.by_year(index)
    parts = times.year_rows(years)
    order = rows.by_date(index)
    shared = times.shared_days(order, index) if settings.flag("publish.days") else {}

    def context(places: list[int], year: str | None) -> given.CalendarContext:
        days, months = times.anchors(places, index)
        listed = rows.document_rows(places, index)
        return given.CalendarContext(
            rows=listed,
            labels=labels,
            years=parts,
            year=year,
            days=days,
            months=months,
            day_pages={f"k-{day}": times.day_page(day) for day in shared if day != year and f"k-{day}" in days},
            maps=maps.of_documents(places),
        )

    def page(path: str, places: list[int], year: str | None) -> SitePage:
        return SitePage(path, partial(context, places, year), "calendar", late=not places)

    whole = page(times.WHOLE, order if len(order) <= _ONE_PAGE or not parts else [], None)
    of_years = [page(times.year_page(year), places, year) for year, places in years.items() if parts]
    return [whole, *of_years, *(page(times.day_page(day), places, day) for day, places in shared.items())]


def _registers(
    index: Index, labels: Mapping[str, CategoryLabel], maps: Atlas, known: Mapping[str, tuple[PartnerRow, ...]]
) -> list[SitePage]:
    pages = []
    for kind, title in _REGISTERS.items():
        names = index.of_kind(kind)
        if names:
            pages.append(SitePage(f"{FOLDERS[kind]}/index.html", partial(_register, names, title, maps), "register"))
        pages += [
            SitePage(name.path, partial(_name, name, index, labels, maps, known.get(name.key, ())), "name")
            for name in names
            if "#" not in name.path
        ]
        pages += gathered_pages(names, index, labels, maps, title)
    return pages


def _register(names: Sequence[RegisterEntry], title: str, maps: Atlas) -> given.PageContext:
    drawn = maps.register() if names[0].kind == "place" else ()
    return given.RegisterContext(
        rows=tuple(rows.register_row(n) for n in names),
        kind=title,
        maps=drawn,
        located=len(maps.places) if drawn else 0,
    )


def _name(
    name: RegisterEntry,
    index: Index,
    labels: Mapping[str, CategoryLabel],
    maps: Atlas,
    partners_: tuple[PartnerRow, ...],
) -> given.PageContext:
    acting = (document for role in ("sent", "received") for document in name.uses.get(role, ()))
    drawn = maps.around(name) if name.kind == "place" else maps.of_documents(acting)
    return rows.name_page(name, index, labels, drawn, partners_)


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
    pages = [SitePage("archives/index.html", given.ArchivesContext(rows=in_order), "archives")]
    for key, root in roots.items():
        name = index.names.get(key)
        pages.append(SitePage(where[key].address, partial(_archive, root, name, index, labels), "archive"))
    return pages


def _archive(
    root: HoldingLevel, name: RegisterEntry | None, index: Index, labels: Mapping[str, CategoryLabel]
) -> given.PageContext:
    return given.ArchiveContext(
        level=rows.level_row(root, index),
        labels=labels,
        about=rows.facts(name, index),
        ids=identifiers_of(name.record if name else None),
    )


def _markings(index: Index, labels: Mapping[str, CategoryLabel]) -> given.PageContext:
    return given.MarkingsContext(taxonomies=rows.taxonomy_rows(index), labels=labels)


def _printed(index: Index) -> list[RegisterEntry]:
    return sorted((n for n in index.names.values() if n.kind == "printed" and n.uses), key=lambda n: n.order)


def _works(index: Index, labels: Mapping[str, CategoryLabel]) -> given.PageContext:
    works = (WorkRow(id=w.key, name=w.name, roles=rows.role_rows(w, index)) for w in _printed(index))
    return given.PrintedContext(works=tuple(works), labels=labels)
