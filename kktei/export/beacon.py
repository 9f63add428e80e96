"""BEACON: which persons, bodies and places of other catalogues have a page on the site, a file for each catalogue.

The form is that of the BEACON draft (2017): identifier, number of documents, address of the page.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from kktei.described import TeiAgent, TeiMention, TeiPlace
from kktei.export.described import TeiDocument
from kktei.export.edition import Edition
from kktei.export.formats import Missed, Writing
from kktei.files import within
from kktei.identifiers import AUTHORITIES, bare
from kktei.slugs import Slugs

MANY, FEW = 300, 3  # from 400 names on the site gathers those of three documents at most; both count not quite alike
_WRITING = {"sent", "received"}  # whoever did that has a page in any case
_FOLDERS = {"person": "persons", "body": "bodies", "place": "places"}


def write(edition: Edition, folder: Path, missed: Missed) -> Writing:
    """``gnd.txt``, ``wikidata.txt`` …; none for a catalogue that no record has an identifier of."""
    times: Counter[str] = Counter()
    kinds: dict[str, str] = {}
    ids = {record.key: record.numbers for record in edition.records.values()}
    names: dict[str, set[str]] = {kind: set() for kind in _FOLDERS}
    writing: set[str] = set()
    while (document := (yield)) is not None:
        pointing = list(_pointing(document))
        times.update({one.key for _, one in pointing})
        writing.update(
            a.key for act in document.communications for s in act.steps for a in s.agents if a.act in _WRITING
        )
        for kind, one in pointing:
            names.setdefault(kind, set()).add(one.key)
            if one.key not in edition.records and (same := edition.same(one)):
                kinds.setdefault(one.key, kind)
                ids.setdefault(one.key, tuple(same.items()))
    few = {key for kind in _FOLDERS if len(names[kind]) >= MANY for key in names[kind] if times[key] <= FEW} - writing
    pages = _pages(edition, kinds, few)
    for authority, about in AUTHORITIES.items():
        lines = []
        for key, page in pages.items():
            values = (value for name, value in ids[key] if name == authority and times[key])
            lines += [f"{bare(authority, value)}|{times[key]}|{page}\n" for value in values]
        if lines:
            head = _head(edition, authority, about.begin)
            within(folder, f"{authority}.txt").write_text(head + "".join(sorted(lines)), encoding="utf-8", newline="\n")
    for key in pages:
        if times[key] and not any(name in AUTHORITIES for name, _ in ids[key]):
            missed.loss("persons, bodies and places without an identifier of a catalogue", key)


def _pointing(document: TeiDocument) -> Iterator[tuple[str, TeiAgent | TeiPlace | TeiMention]]:
    """Who and what a document names, with the kind: a name without a record may point to a catalogue itself."""
    steps = [step for act in document.communications for step in act.steps]
    makers = (maker for copy in document.copies for maker in copy.makers)
    for agent in (*document.authors, *(a for step in steps for a in step.agents), *makers):
        yield agent.kind, agent
    for place in (place for step in steps for place in step.places):
        yield "place", place
    for mention in document.mentioned:
        yield mention.kind, mention


def _pages(edition: Edition, others: Mapping[str, str], few: Collection[str] = ()) -> dict[str, str]:
    """The address of the page of each record and of ``others`` (kinds by key); as the site names its files.

    Those of ``few`` may have none of their own: their address is that of the register.
    """
    slugs = {kind: Slugs() for kind in _FOLDERS}
    kinds = {record.key: record.kind for record in edition.records.values()} | dict(others)
    files = {key: slugs[kind].of(key) for key, kind in kinds.items() if kind in _FOLDERS}
    return {
        key: edition.addresses.whole(f"{_FOLDERS[kinds[key]]}/{'index' if key in few else name}.html")
        for key, name in files.items()
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
