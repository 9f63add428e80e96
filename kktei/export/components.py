"""What EAD3 and EAD 2002 say alike: components for archival units and for copies, and who wrote what."""

import re
from collections.abc import Iterable, Iterator

from kktei.described import TeiCopy
from kktei.export import xml
from kktei.export.described import TeiDocument, TeiRecord
from kktei.export.edition import Edition
from kktei.tei import as_id

_LEVELS = {"collection": "collection", "series": "series", "lot": "file", "file": "file"}


def heading(repository: TeiRecord, edition: Edition) -> str:
    """What a finding aid is called."""
    return f"{edition.title}: documents in {repository.name}"


def address(make: xml.Elements, repository: TeiRecord) -> xml.Element | None:
    """The town and country of a repository."""
    lines = [make("addressline", line) for line in (repository.town, repository.country) if line]
    return make("address", *lines) if lines else None


def unit(make: xml.Elements, record: TeiRecord, number_of: str, link: str) -> xml.Element:
    """A component for an archival unit.

    ``number_of`` is the attribute that says what a number is of, ``link`` the element that leads to an address.
    """
    kind, number = next(iter(record.ids.items()), ("", ""))
    span = record.first if record.first == record.last else f"{record.first}/{record.last}"
    normal = span if record.first and record.last else ""
    did = make(
        "did",
        make.some("unitid", number, **{number_of: kind}),
        make("unittitle", record.name),
        make.some("unitdate", record.dates or normal, normal=normal),
        make("physdesc", make.some("extent", record.extent) if link == "extref" else record.extent)
        if record.extent
        else None,
    )
    aid = record.finding_aid
    found = make("otherfindaid", make("p", make(link, aid, href=aid))) if aid else None
    level = _LEVELS.get(record.type, "otherlevel")
    other = re.sub(r"[^\w.:-]+", "-", record.type) if level == "otherlevel" else ""  # EAD 2002 takes a name token only
    return make("c", did, found, level=level, otherlevel=other, id=record.key)


def item(
    make: xml.Elements, did: Iterable[xml.Element | None], document: TeiDocument, copy: TeiCopy, edition: Edition
) -> xml.Element:
    """A component for a copy of a document, described by ``did``."""
    markings = "; ".join(marking.name for marking in copy.markings)
    return make(
        "c",
        make("did", *did),
        make("scopecontent", *(make("p", part) for part in copy.parts)) if copy.parts else None,
        make("phystech", make("p", markings)) if markings else None,
        make("bibliography", make("bibref", f"{edition.title}, document {document.number or document.name}")),
        make("processinfo", make("p", "From the source note: " + " ".join(copy.evidence))) if copy.evidence else None,
        level="item",
        id=copy.id if document.edition or not copy.id else as_id(f"{edition.id}.{copy.id}"),
    )


def creators(document: TeiDocument, copy: TeiCopy, edition: Edition) -> Iterator[tuple[str, str, str]]:
    """Who wrote the copy-text: the element for the name, the name, the address of an authority's record or ""."""
    for agent in document.senders if copy.is_a("base") else ():
        element = "corpname" if edition.is_body(agent) else "persname"
        yield element, edition.heading(agent), edition.identifier(agent)
