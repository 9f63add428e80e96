"""DataCite 4.5: the metadata with which a DOI for the edition is registered."""

from __future__ import annotations

import json
from pathlib import Path

from kktei.export.edition import Edition
from kktei.export.formats import Missed, Writing

_TYPES = ["application/tei+xml", "text/html", "application/pdf"]
_UNKNOWN = "(:unav)"  # DataCite's word for what is not known


def write(edition: Edition, folder: Path, missed: Missed) -> Writing:
    """``datacite.json``; the documents give the span of time that the edition covers."""
    first, last = "", ""
    while (document := (yield)) is not None:
        days = [day for day in (document.date.first, document.date.last) if day]
        first = min([*days, *filter(None, [first])], default="")
        last = max([*days, *filter(None, [last])], default="")
    if not edition.settings.text("edition.doi"):
        missed.loss("the DOI (edition.doi is not set; a repository that gives one adds it)")
    if not edition.year:
        missed.loss("the year of publication, which DataCite needs (edition.date says none)")
    if not edition.editors and not edition.publisher:
        missed.loss("who made the edition, which DataCite needs (neither edition.editors nor edition.publisher is set)")
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(_metadata(edition, first, last), ensure_ascii=False, indent=1)
    (folder / "datacite.json").write_text(text + "\n", encoding="utf-8")


def _metadata(edition: Edition, first: str, last: str) -> dict[str, object]:
    doi = edition.settings.text("edition.doi")
    prefix, _, suffix = doi.partition("/")
    span = (
        [{"date": f"{first}/{last}", "dateType": "Other", "dateInformation": "time of the documents"}] if first else []
    )
    issued = [{"date": edition.issued, "dateType": "Issued"}] if edition.issued else []
    subtitle = [{"title": edition.subtitle, "titleType": "Subtitle"}] if edition.subtitle else []
    said = edition.settings.text
    given = ((edition.licence_name, edition.licence), (said("rights.text"), said("rights.licence")))
    rights = [{key: value for key, value in zip(("rights", "rightsUri"), pair, strict=True) if value} for pair in given]
    rows: dict[str, object] = {
        **({"doi": doi, "prefix": prefix, "suffix": suffix} if doi else {}),
        "alternateIdentifiers": [{"alternateIdentifierType": "URL", "alternateIdentifier": edition.base}]
        if edition.base
        else [],
        "creators": [{"name": who} for who in edition.editors or (edition.publisher or _UNKNOWN,)],
        "titles": [{"title": edition.title}, *subtitle],
        "publisher": {"name": edition.publisher or _UNKNOWN},
        "publicationYear": edition.year,
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Documentary edition (TEI)"},
        "language": edition.language,
        "dates": [*issued, *span],
        "version": edition.version,
        "rightsList": [row for row in rights if row],
        "descriptions": [{"description": edition.description, "descriptionType": "Abstract"}]
        if edition.description
        else [],
        "formats": _TYPES,
        "url": edition.base,
        "schemaVersion": "http://datacite.org/schema/kernel-4",
    }
    return {key: value for key, value in rows.items() if value}
