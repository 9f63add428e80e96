"""The index pages: which there are, and the context of each."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import Any

from kktei.render.dates import month_of, year_of
from kktei.render.front import FrontMatter
from kktei.render.html import rows, volume
from kktei.render.html.archives import HoldingLevel, addresses
from kktei.render.html.context import FRONT_PAGE, address, section_link
from kktei.render.html.entries import ordered
from kktei.render.html.index import FOLDERS, Index
from kktei.render.html.maps import Atlas
from kktei.render.html.pages import SitePage

Row = dict[str, Any]
_REGISTERS = {"person": "persons", "body": "bodies", "place": "places", "work": "works", "event": "events"}
_ON_CIRCLE = 24  # names that stand on a circle without touching
_PROSE = ("encoding", "accuracy")
_ONE_PAGE = 500  # documents that one calendar page holds; more are split by year


def index_pages(
    index: Index, roots: dict[str, HoldingLevel], labels: dict[str, Row], extra: Row, front: FrontMatter, maps: Atlas
) -> list[SitePage]:
    """All pages but the documents' and the front matter's; ``extra`` holds what comes from settings and files."""
    pages = [
        SitePage("index.html", _home(index, extra, front), "home"),
        *volume.overview(front, index),
        *_calendar(index, labels),
        *_registers(index, labels, maps),
        *_archives(index, roots, labels),
        SitePage("timeline.html", {"months": _months(index), "labels": labels}, "timeline"),
        SitePage("search.html", {}, "search"),
        SitePage("about/index.html", {"about": extra["about"], "more": [p for p in _PROSE if extra[p]]}, "about"),
        SitePage("about/accessibility.html", {}, "accessibility"),
    ]
    if taxonomies := rows.taxonomy_rows(index):
        pages.append(SitePage("markings.html", {"taxonomies": taxonomies, "labels": labels}, "markings"))
    if works := _works(index):
        pages.append(SitePage("printed.html", {"works": works, "labels": labels}, "printed"))
    if network := _network(index):
        pages.append(SitePage("network.html", network, "network"))
    return pages + [SitePage(f"about/{part}.html", {"text": extra[part]}, part) for part in _PROSE if extra[part]]


def navigation(pages: list[SitePage], front: FrontMatter) -> list[Row]:
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
    return [{"u": path, "t": text} for path, text in menu.items() if path in there]


def _home(index: Index, extra: Row, front: FrontMatter) -> Row:
    order = rows.by_date(index)
    dated = [d for d in (index.documents[p] for p in order) if year_of(d.sort_date) != "9999"]
    listed = index.documents[:_ONE_PAGE]
    return {
        "count": len(index.documents),
        "first": rows.document_row(dated[0], index) if dated else None,
        "last": rows.document_row(dated[-1], index) if dated else None,
        "documents": [rows.document_row(d, index) for d in listed],
        "groups": volume.groups(front, listed, index) if front.chapters else [],
        "front": [section_link(section) for section in front.sections],
        "people": [rows.register_row(n) for n in _busiest(index, "person")],
        "about": extra["about"],
        "source": extra["source"],
    }


def _busiest(index: Index, kind: str) -> list[Any]:
    return sorted(index.of_kind(kind), key=lambda n: (-len(n.documents), n.order))[:8]


def _calendar(index: Index, labels: dict[str, Row]) -> list[SitePage]:
    order = rows.by_date(index)
    if len(order) <= _ONE_PAGE:
        listed = [rows.document_row(index.documents[p], index) for p in order]
        return [SitePage("calendar.html", {"rows": listed, "labels": labels}, "calendar")]
    years: dict[str, list[int]] = defaultdict(list)
    for place in order:
        date = year_of(index.documents[place].sort_date)
        years[date if date != "9999" else "undated"].append(place)
    parts = [{"year": year, "u": f"calendar/{year}.html", "count": len(places)} for year, places in years.items()]
    pages = [SitePage("calendar.html", {"years": parts, "rows": [], "labels": labels}, "calendar")]
    for year, places in years.items():
        listed = [rows.document_row(index.documents[p], index) for p in places]
        context = {"rows": listed, "labels": labels, "years": parts, "year": year}
        pages.append(SitePage(f"calendar/{year}.html", context, "calendar"))
    return pages


def _registers(index: Index, labels: dict[str, Row], maps: Atlas) -> list[SitePage]:
    pages = []
    for kind, title in _REGISTERS.items():
        names = index.of_kind(kind)
        if names:
            listed: Row = {"rows": [rows.register_row(n) for n in names], "kind": title}
            drawn = maps.register() if kind == "place" else {}
            pages.append(SitePage(f"{FOLDERS[kind]}/index.html", listed | drawn, "register"))
        for name in names:
            context = rows.name_page(name, index) | maps.around(name)
            used = {r["role"] for r in context["roles"]} | {d["g"] for r in context["roles"] for d in r["docs"]}
            context["labels"] = {k: labels[k] for k in sorted(used) if k in labels}
            pages.append(SitePage(name.path, context, "name"))
    return pages


def _archives(index: Index, roots: dict[str, HoldingLevel], labels: dict[str, Row]) -> list[SitePage]:
    if not roots:
        return []
    where = addresses(roots, index)
    listed = [{**where[key], "count": len(root.documents), "where": root.where} for key, root in roots.items()]
    order = [place for _, place in ordered([(str(row["n"]), "repository", str(row["n"])) for row in listed])]
    in_order = [row for _, row in sorted(zip(order, listed, strict=True), key=lambda pair: pair[0])]
    pages = [SitePage("archives/index.html", {"rows": in_order}, "archives")]
    for key, root in roots.items():
        record = index.names[key].record if key in index.names else {}
        context = {"level": rows.level_row(root, index), "labels": labels, "about": record.get("about", []),
                   "ids": record.get("ids", [])}  # fmt: skip
        pages.append(SitePage(where[key]["u"], context, "archive"))
    return pages


def _months(index: Index) -> list[Row]:
    months: dict[str, list[int]] = defaultdict(list)
    for place in rows.by_date(index):
        months[month_of(index.documents[place].sort_date)].append(place)
    return [
        {"month": month, "docs": [rows.document_row(index.documents[p], index) for p in places]}
        for month, places in months.items()
    ]


def _works(index: Index) -> list[Row]:
    works = sorted((n for n in index.names.values() if n.kind == "printed" and n.uses), key=lambda n: n.order)
    return [{**rows.name_page(work, index), "id": work.key} for work in works]


def _network(index: Index) -> Row:
    """Correspondents on a circle, a line for each pair; and the same as a list."""
    pairs = [(sorted(pair), places) for pair, places in rows.pairs(index) if len(pair) == 2]
    if not pairs:
        return {}
    keys = sorted(_first_keys(pairs), key=lambda k: index.names[k].order)
    shown = [(pair, places) for pair, places in pairs if set(pair) <= set(keys)]
    spots = {k: _spot(at, len(keys)) for at, k in enumerate(keys)}
    nodes = [
        {"n": index.names[k].name, "u": address(index.names[k].path), "x": spots[k][0], "y": spots[k][1],
         "count": len(index.names[k].documents)}
        for k in keys
    ]  # fmt: skip
    edges = [
        {"x1": spots[a][0], "y1": spots[a][1], "x2": spots[b][0], "y2": spots[b][1], "count": len(places)}
        for (a, b), places in shown
    ]
    listed = [
        {"a": {"n": index.names[a].name, "u": address(index.names[a].path)},
         "b": {"n": index.names[b].name, "u": address(index.names[b].path)},
         "docs": [rows.document_row(index.documents[p], index) for p in places]}
        for (a, b), places in pairs
    ]  # fmt: skip
    return {"nodes": nodes, "edges": edges, "pairs": listed}


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
