"""EAD 2002 (the schema's namespace): what older archival systems still take."""

from collections.abc import Iterator

from kktei.described import Dated, TeiCopy, TeiLevel
from kktei.export import components, xml
from kktei.export.described import TeiDocument, TeiRecord
from kktei.export.edition import Edition
from kktei.export.tongues import script, three_letters

_EAD = "urn:isbn:1-931666-22-9"
_E = xml.Elements(_EAD, {None: _EAD, "xlink": xml.XLINK}, xlink=True)


def root(repository: TeiRecord, edition: Edition, name: str) -> xml.Element:
    """``ead`` with its header."""
    code = three_letters(edition.language) or "und"
    file = edition.addresses.whole(f"export/ead2002/{name}.xml")
    who = edition.publisher or edition.title
    header = _E(
        "eadheader",
        _E("eadid", f"{edition.id}-{repository.key}", url=file),
        _E(
            "filedesc",
            _E("titlestmt", _E("titleproper", components.heading(repository, edition))),
            _E("publicationstmt", _E("publisher", who), _E.some("date", edition.issued, normal=edition.issued)),
        ),
        _E(
            "profiledesc",
            _E("creation", "Derived from TEI by kktei"),
            _E("langusage", _E("language", edition.language, langcode=code)),
        ),
        langencoding="iso639-2b", dateencoding="iso8601", countryencoding="iso3166-1", repositoryencoding="iso15511",
        scriptencoding="iso15924",
    )  # fmt: skip
    return _E("ead", header)


def around(repository: TeiRecord, edition: Edition) -> tuple[xml.Element, str]:
    """``archdesc`` with the repository, and ``dsc``."""
    holder = _E(
        "repository",
        _E("corpname", repository.name, authfilenumber=repository.ids.get("isil", "")),
        components.address(_E, repository),
    )
    did = _E("did", holder, _E("unittitle", components.heading(repository, edition)))
    return _E("archdesc", did, level="otherlevel", otherlevel="sources"), _E.name("dsc")


def unit(record: TeiRecord) -> xml.Element:
    """A component for an archival unit."""
    return components.unit(_E, record, "type", "extref")


def item(document: TeiDocument, copy: TeiCopy, numbers: tuple[TeiLevel, ...], edition: Edition) -> xml.Element:
    """A component for a copy of a document."""
    page = edition.addresses.page(document.name)
    did = (
        _E("unitid", copy.id or document.name, type="edition"),
        *(_E("unitid", level.name, type=level.type or level.element) for level in numbers),
        _E("unittitle", copy.title or document.title),
        _date(document.date) if not copy.is_a("draft") else None,
        _physical(copy),
        *_creators(document, copy, edition),
        _language(copy),
        _E("dao", href=page) if page else None,
    )
    return components.item(_E, did, document, copy, edition)


def _physical(copy: TeiCopy) -> xml.Element | None:
    parts = [_E.some("genreform", copy.form), _E.some("extent", copy.extent)]
    return _E("physdesc", *parts) if copy.form or copy.extent else None


def _date(date: Dated) -> xml.Element | None:
    if date.day:
        return _E("unitdate", date.day, normal=date.day, era="ce", calendar="gregorian")
    if date.first and date.last:
        return _E(
            "unitdate",
            f"{date.first} to {date.last}",
            normal=f"{date.first}/{date.last}",
            certainty="" if date.lasting else "within",
        )
    if date.first or date.last:
        words = f"after {date.first}" if date.first else f"before {date.last}"
        return _E("unitdate", words, certainty="open")
    return None


def _creators(document: TeiDocument, copy: TeiCopy, edition: Edition) -> Iterator[xml.Element]:
    for tag, name, number in components.creators(document, copy, edition):
        yield _E("origination", _E(tag, name, role="aut", authfilenumber=number))


def _language(copy: TeiCopy) -> xml.Element | None:
    code = three_letters(copy.language)
    if not code:
        return None
    name = copy.language_name or copy.language
    return _E("langmaterial", _E("language", name, langcode=code, scriptcode=script(copy.language)))
