"""The same words in every file of an edition: what may be done with the encoding; the header beside the documents."""

from kktei.config import Settings
from kktei.encode.elements import Element, el
from kktei.identifiers import licence_name


def licensed(settings: Settings) -> Element:
    """Availability with the licence that the settings name."""
    return availability(settings.text("edition.licence_name"), settings.text("edition.licence"))


def availability(name: str, address: str) -> Element:
    """Availability with a licence (TEI Guidelines, 2.2.4); free where it is one of Creative Commons."""
    if not (name or address):
        return el("availability", el("p", "No licence is stated."), status="unknown")
    status = "free" if licence_name(address) else None
    return el("availability", el("licence", name or address, target=address or None), status=status)


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
