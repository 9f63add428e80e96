"""What may be done with the encoding: the same words in every file of an edition."""

from __future__ import annotations

from kktei.config import Settings
from kktei.encode.elements import Element, el


def licensed(settings: Settings) -> Element:
    """Availability with the licence that the settings name."""
    return availability(settings.text("edition.licence_name"), settings.text("edition.licence"))


def availability(name: str, address: str) -> Element:
    """Availability with a licence (TEI Guidelines, 2.2.4)."""
    return el("availability", el("licence", name, target=address), status="free")
