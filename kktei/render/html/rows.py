"""Lists as the index pages show them: plain rows for the stylesheets."""

from __future__ import annotations

from typing import Any

from kktei.render.html.archives import HoldingLevel
from kktei.render.html.context import address, parties
from kktei.render.html.index import DocumentPage, Index, RegisterEntry

Row = dict[str, Any]
_ROLE_ORDER = (
    "sent", "received", "copied", "intended", "reached", "delivered", "forwarded", "transmitted", "returned",
    "role.drafter", "role.clearer", "role.clearer.draft", "role.approver", "role.translator", "role.reviser",
)  # fmt: skip


def document_row(document: DocumentPage, index: Index) -> Row:
    """A document as a row of a table; made once, because everybody's page lists it."""
    row = index.rows.get(document.stem)
    if row is None:
        row = index.rows[document.stem] = _document_row(document, index)
    return row


def _document_row(document: DocumentPage, index: Index) -> Row:
    entry = document.entry
    return {
        "u": address(document.path),
        "n": entry["n"],
        "t": document.named,
        "from": entry["date"]["from"],
        "to": entry["date"]["to"],
        "inferred": entry["date"]["inferred"],
        **{part: entry["date"][part] for part in ("said", "lasting") if entry["date"].get(part)},
        "s": _people(entry, "sent", index),
        "r": _people(entry, "received", index),
        "g": entry["genre"],
        "c": [c for c in entry["classes"] if c.startswith("cls.")],
        "rep": _repository(entry, index),
    }


def _people(entry: Row, act: str, index: Index) -> list[Row]:
    """Those of the first act of communication in which somebody did this."""
    rows = [row for row in entry["agents"] if row["act"] == act]
    first = min((row["c"] for row in rows), default=0)
    found = {row["k"]: row for row in rows if row["c"] == first and row["k"] in index.names}
    return [{"n": index.names[k].name, "u": address(index.names[k].path), "k": k} for k in found]


def _repository(entry: Row, index: Index) -> str:
    for witness in entry["witnesses"]:
        for step in witness["levels"]:
            known = index.names.get(step["k"])
            return known.name if known and known.name else str(step["name"])
    return ""


def by_date(index: Index) -> list[int]:
    """All documents in order of time."""
    return sorted(range(len(index.documents)), key=lambda p: (index.documents[p].order, p))


def register_row(name: RegisterEntry) -> Row:
    """A name as a row of its register."""
    variants = [v for v in name.variants if v.casefold() not in name.name.casefold()]
    return {
        "n": name.name,
        "s": name.sort,
        "o": name.order,
        "u": address(name.path),
        "v": variants[:6],
        "count": len(name.documents),
    }


def name_page(name: RegisterEntry, index: Index) -> Row:
    """Everything about a person, a body or a place."""
    order = {role: at for at, role in enumerate(_ROLE_ORDER)}
    roles = sorted(name.uses, key=lambda r: (r == "mentioned", order.get(r, len(order)), r))
    return {
        "name": name.name,
        "kind": name.kind,
        "variants": name.variants,
        "called": list(name.called),
        "about": [_about(row, index) for row in name.record.get("about", [])],
        "ids": name.record.get("ids", []),
        "town": name.record.get("town", ""),
        "roles": [
            {"role": role, "docs": [document_row(index.documents[p], index) for p in name.uses[role]]} for role in roles
        ],
    }


def _about(row: Row, index: Index) -> Row:
    known = index.names.get(row["ref"])
    if known is None or not known.uses:
        return {**row, "text": known.name if known and row["text"] == row["ref"] else row["text"]}
    return {**row, "text": row["text"] if row["text"] != row["ref"] else known.name, "u": address(known.path)}


def level_row(level: HoldingLevel, index: Index, depth: int = 0) -> Row:
    """A level of an archive with all below it."""
    copies: dict[tuple[int, str], Row] = {}
    for place, roles, mark in level.copies:  # several copies of one document in one lot are one row
        row = copies.setdefault(
            (place, mark), {**document_row(index.documents[place], index), "roles": [], "mark": mark}
        )
        row["roles"] += [role for role in roles if role not in row["roles"]]
    return {
        "id": level.anchor,
        "name": level.name,
        "where": level.where,
        "depth": depth,
        "count": len(level.documents),
        "copies": list(copies.values()),
        "below": [level_row(below, index, depth + 1) for below in level.below.values()],
    }


def taxonomy_rows(index: Index) -> list[Row]:
    """Vocabularies that documents are put in, each category with its documents."""
    using: dict[str, list[int]] = {}
    for place, document in enumerate(index.documents):
        for key in document.entry["classes"]:
            using.setdefault(key, []).append(place)
    found = []
    for taxonomy in index.records["taxonomies"]:
        rows = [
            {**c, "docs": [document_row(index.documents[p], index) for p in using[c["k"]]]}
            for c in taxonomy["categories"]
            if c["k"] in using
        ]
        if rows:
            found.append({**taxonomy, "categories": rows})
    return found


def labels(index: Index) -> dict[str, Row]:
    """Every category: its name, its meaning and, where documents are put in it, where they are listed."""
    used = {key for document in index.documents for key in document.entry["classes"]}
    found: dict[str, Row] = {row["k"]: {"n": row["name"], "a": ""} for row in index.records["hands"]}
    for taxonomy in index.records["taxonomies"]:
        for c in taxonomy["categories"]:
            row = {"n": c["name"] or c["k"], "a": c["about"]}
            found[c["k"]] = row | ({"u": f"markings.html#{c['k']}"} if c["k"] in used else {})
    return found


def pairs(index: Index) -> list[tuple[frozenset[str], list[int]]]:
    """Who wrote to whom how often, the busiest first."""
    counted: dict[frozenset[str], list[int]] = {}
    for place, document in enumerate(index.documents):
        for pair in parties(document.entry):
            counted.setdefault(pair, []).append(place)
    known = {pair: places for pair, places in counted.items() if all(k in index.names for k in pair)}
    return sorted(known.items(), key=lambda p: (-len(p[1]), p[1][0], sorted(p[0])))
