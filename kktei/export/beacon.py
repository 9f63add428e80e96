"""BEACON: which persons, bodies and places of other catalogues have a page on the site, a file for each catalogue.

The form is that of the BEACON draft (2017): identifier, number of documents, address of the page.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from kktei.export.edition import Edition
from kktei.export.formats import Told, Writing
from kktei.export.model import Document
from kktei.files import within
from kktei.identifiers import AUTHORITIES, bare
from kktei.slugs import Slugs

_FOLDERS = {"person": "persons", "body": "bodies", "place": "places"}


def write(edition: Edition, folder: Path, told: Told) -> Writing:
    """``gnd.txt``, ``wikidata.txt`` …; none for a catalogue that no record has an identifier of."""
    times: Counter[str] = Counter()
    while (document := (yield)) is not None:
        times.update(named(document))
    pages = _pages(edition)
    folder.mkdir(parents=True, exist_ok=True)
    for authority, about in AUTHORITIES.items():
        lines = []
        for key, page in pages.items():
            value = edition.records[key].ids.get(authority, "")
            if value and times[key]:
                lines.append(f"{bare(authority, value)}|{times[key]}|{page}\n")
        if lines:
            head = _head(edition, authority, about.begin)
            within(folder, f"{authority}.txt").write_text(head + "".join(sorted(lines)), encoding="utf-8", newline="\n")
    for key in pages:
        if times[key] and not edition.records[key].ids.keys() & AUTHORITIES.keys():
            told.loss("persons, bodies and places without an identifier of a catalogue", key)


def named(document: Document) -> set[str]:
    """The keys of all whom and what a document names, in its header or its text."""
    steps = [step for act in document.communications for step in act.steps]
    agents = [*document.authors, *(a for step in steps for a in step.agents)]
    agents += [maker for copy in document.copies for maker in copy.makers]
    places = (place.key for step in steps for place in step.places)
    return {*(agent.key for agent in agents), *places, *(mention.key for mention in document.mentioned)}


def _pages(edition: Edition) -> dict[str, str]:
    """The address of each record's page, by its key; as the site names its files."""
    slugs = {kind: Slugs() for kind in _FOLDERS}
    rows = (record for record in edition.records.values() if record.kind in _FOLDERS)
    return {
        record.key: edition.addresses.whole(f"{_FOLDERS[record.kind]}/{slugs[record.kind].of(record.key)}.html")
        for record in rows
    }


def _head(edition: Edition, authority: str, begin: str) -> str:
    rows = {
        "FORMAT": "BEACON",
        "PREFIX": begin,
        "VERSION": "0.1",
        "FEED": f"{edition.base}export/beacon/{authority}.txt",
        "CONTACT": edition.settings.text("edition.email"),
        "INSTITUTION": edition.publisher,
        "DESCRIPTION": edition.title,
        "TIMESTAMP": edition.issued,
        "MESSAGE": "documents",
    }
    return "".join(f"#{key}: {' '.join(value.split())}\n" for key, value in rows.items() if value) + "\n"
