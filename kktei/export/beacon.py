"""BEACON: which persons, bodies and places of other catalogues have a page on the site, a file for each catalogue.

The form is that of the BEACON draft (2017): identifier, number of documents, address of the page.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from kktei.addresses import gathered
from kktei.described import TeiAgent, TeiMention, TeiPlace
from kktei.export.described import TeiDocument
from kktei.export.edition import Edition
from kktei.export.formats import Missed, Writing
from kktei.files import within
from kktei.identifiers import AUTHORITIES, bare
from kktei.slugs import Slugs

_FOLDERS = {"person": "persons", "body": "bodies", "place": "places"}


def write(edition: Edition, folder: Path, missed: Missed) -> Writing:
    """``gnd.txt``, ``wikidata.txt`` …; none for a catalogue that no record has an identifier of."""
    times: Counter[str] = Counter()
    kinds = {record.key: record.kind for record in edition.records.values()}
    ids = {record.key: record.numbers for record in edition.records.values()}
    acts: dict[str, set[str]] = {}
    while (document := (yield)) is not None:
        named = list(_named(document))
        times.update({one.key for one, _, _ in named})
        for one, kind, act in named:
            acts.setdefault(one.key, set()).add(act)
            kinds.setdefault(one.key, kind)
            if one.key not in ids and (same := edition.same(one)):
                ids[one.key] = tuple(same.items())
    few = {key for kind in _FOLDERS for key in gathered({k: (times[k], acts[k]) for k in acts if kinds[k] == kind})}
    pages = _pages(edition, {key: kinds[key] for key in ids}, few)
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


def _named(document: TeiDocument) -> Iterator[tuple[TeiAgent | TeiPlace | TeiMention, str, str]]:
    """Who and what a document names, with the kind and what was done: as the site's registers have them."""
    for one, act, _ in document.bearers:
        yield one, one.kind if isinstance(one, TeiAgent) else "place", act
    for mention in document.mentioned:
        yield mention, mention.kind, "mentioned"


def _pages(edition: Edition, kinds: Mapping[str, str], few: Collection[str] = ()) -> dict[str, str]:
    """The address of the page of each record or name with an identifier; as the site names its files.

    Those of ``few`` have none of their own: their address is that of the register.
    """
    slugs = {kind: Slugs() for kind in _FOLDERS}
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
