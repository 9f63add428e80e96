"""The same words in every file of an edition: what may be done with the encoding; the header beside the documents."""

from __future__ import annotations

from kktei.config import Settings
from kktei.encode.elements import Element, el


def licensed(settings: Settings) -> Element:
    """Availability with the licence that the settings name."""
    return availability(settings.text("edition.licence_name"), settings.text("edition.licence"))


def availability(name: str, address: str) -> Element:
    """Availability with a licence (TEI Guidelines, 2.2.4)."""
    return el("availability", el("licence", name, target=address), status="free")


def header_beside(settings: Settings, what: str, source: str) -> Element:
    """The header of a file that stands beside the documents: ``what`` of the edition it is, and where it is from."""
    title, publisher = settings.text("edition.title"), settings.text("edition.publisher")
    return el(
        "teiHeader",
        el(
            "fileDesc",
            el("titleStmt", el("title", f"{title}: {what}")),
            el("publicationStmt", el("publisher", publisher or title), licensed(settings)),
            el("sourceDesc", el("p", source)),
        ),
    )
