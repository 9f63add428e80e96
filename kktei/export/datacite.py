"""DataCite 4.5: the metadata with which a DOI for the edition is registered."""

import re
from dataclasses import dataclass
from pathlib import Path

from kktei.described import Dated
from kktei.export.edition import Edition
from kktei.export.formats import Missed, Writing, save_json

_TYPES = ["application/tei+xml", "text/html", "application/pdf"]
_UNKNOWN = "(:unav)"  # DataCite's word for what is not known


def write(edition: Edition, folder: Path, missed: Missed) -> Writing:
    """``datacite.json``; the documents give the span of time that the edition covers."""
    span = _Span()
    while (document := (yield)) is not None:
        span.take(document.date)
    if not edition.settings.text("edition.doi"):
        missed.loss("the DOI (edition.doi is not set; a repository that gives one adds it)")
    if not edition.year:
        missed.loss("the year of publication, which DataCite needs (edition.date says none)")
    if not edition.editors and not edition.publisher:
        missed.loss("who made the edition, which DataCite needs (neither edition.editors nor edition.publisher is set)")
    save_json(folder / "datacite.json", _metadata(edition, span))


@dataclass
class _Span:
    """From when to when documents are, as far as their dates have a bound on that side; how many have but one."""

    first: str = ""
    last: str = ""
    open: int = 0

    def take(self, date: Dated) -> None:
        """Widen it by a document's date."""
        if date.first:
            self.first = min(date.first, self.first or date.first, key=_in_time)
        if date.last:
            self.last = max(date.last, self.last or date.last, key=_in_time)
        self.open += bool(date.first) != bool(date.last)

    def rows(self) -> list[dict[str, str]]:
        """As DataCite has dates; it knows no range that is open on one side."""
        if not self.first and not self.last:
            return []
        about = "time of the documents"
        if self.first and self.last:
            day = f"{self.first}/{self.last}"
            about += f" ({self.open} of them dated by one bound only)" if self.open else ""
        else:
            day = self.first or self.last
            about += ": from then on" if self.first else ": until then"
        return [{"date": day, "dateType": "Other", "dateInformation": about}]


def _in_time(day: str) -> tuple[int, str]:
    """Days in their order, also those before Christ and after 9999."""
    year = re.match(r"-?\d+", day)
    return (int(year[0]), day[year.end() :]) if year else (0, day)


def _metadata(edition: Edition, span: _Span) -> dict[str, object]:
    doi = edition.settings.text("edition.doi")
    prefix, _, suffix = doi.partition("/")
    issued = [{"date": edition.issued, "dateType": "Issued"}] if edition.issued else []
    subtitle = [{"title": edition.subtitle, "titleType": "Subtitle"}] if edition.subtitle else []
    said = edition.settings.text
    stated = ((one.name, one.address) for one in edition.licences)
    given = (*stated, (said("rights.text"), said("rights.licence")))
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
        "dates": [*issued, *span.rows()],
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
