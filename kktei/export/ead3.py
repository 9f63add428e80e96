"""EAD3 1.1 (Society of American Archivists): how it says what lies where."""

from collections.abc import Iterator

from kktei.described import Dated, TeiCopy, TeiLevel
from kktei.export import components, xml
from kktei.export.described import TeiDocument, TeiRecord
from kktei.export.edition import Edition, links
from kktei.export.tongues import script, three_letters

_EAD = "http://ead3.archivists.org/schema/"
_E = xml.Elements(_EAD, {None: _EAD})


def root(repository: TeiRecord, edition: Edition, name: str) -> xml.Element:
    """``ead`` with its control: what the file is and who keeps it."""
    code = three_letters(edition.language) or "und"
    file = edition.addresses.whole(f"export/ead3/{name}.xml")
    who = edition.publisher or edition.title
    event = _E(
        "maintenanceevent",
        _E("eventtype", value="derived"),
        _E("eventdatetime", edition.issued or edition.date, standarddatetime=edition.issued or edition.date),
        _E("agenttype", value="machine"),
        _E("agent", "kktei"),
    )
    control = _E(
        "control",
        _E("recordid", f"{edition.id}-{repository.key}", instanceurl=file),
        _E(
            "filedesc",
            _E("titlestmt", _E("titleproper", components.heading(repository, edition))),
            _E("publicationstmt", _E("publisher", who), _E.some("date", edition.issued)),
        ),
        _E("maintenancestatus", value="new"),
        _E("maintenanceagency", _E("agencyname", who)),
        _E("languagedeclaration", _E("language", edition.language, langcode=code),
           _E("script", script(edition.language) or "Latn", scriptcode=script(edition.language) or "Latn")),
        _E("maintenancehistory", event),
        countryencoding="iso3166-1", dateencoding="iso8601", langencoding="iso639-2b", repositoryencoding="iso15511",
        scriptencoding="iso15924", relatedencoding="DublinCore",
    )  # fmt: skip
    return _E("ead", control)


def around(repository: TeiRecord, edition: Edition) -> tuple[xml.Element, str]:
    """``archdesc`` with the repository, and ``dsc``."""
    ids = links(repository.ids)
    code = repository.ids.get("isil") or next(iter(ids.values()), "")
    holder = _E(
        "repository", _E("corpname", _E("part", repository.name), identifier=code), components.address(_E, repository)
    )
    did = _E("did", holder, _E("unittitle", components.heading(repository, edition)))
    return _E("archdesc", did, level="otherlevel", otherlevel="sources"), _E.name("dsc")


def unit(record: TeiRecord) -> xml.Element:
    """A component for an archival unit."""
    return components.unit(_E, record, "localtype", "ref")


def item(document: TeiDocument, copy: TeiCopy, numbers: tuple[TeiLevel, ...], edition: Edition) -> xml.Element:
    """A component for a copy of a document."""
    page = edition.addresses.page(document.name)
    did = (
        _E("unitid", copy.id or document.name, localtype="edition"),
        *(_E("unitid", level.name, localtype=level.type or level.element) for level in numbers),
        _E("unittitle", copy.title or document.title),
        _date(document.date) if not copy.is_a("draft") else None,
        _E.some("physdesc", "; ".join(filter(None, (copy.form, copy.extent)))),
        *_creators(document, copy, edition),
        _language(copy),
        _E("dao", daotype="derived", href=page, linktitle=document.heading) if page else None,
    )
    return components.item(_E, did, document, copy, edition)


def _date(date: Dated) -> xml.Element | None:
    if not date.first and not date.last:
        return None
    if date.day:
        inner = _E("datesingle", date.day, standarddate=date.day)
    else:
        begin, end = ("standarddate", "standarddate") if date.lasting else ("notbefore", "notafter")
        bounds = (_E("fromdate", date.first, **{begin: date.first}), _E("todate", date.last, **{end: date.last}))
        inner = _E("daterange", *bounds)
    return _E("unitdatestructured", inner, unitdatetype="inclusive")


def _creators(document: TeiDocument, copy: TeiCopy, edition: Edition) -> Iterator[xml.Element]:
    for tag, name, number in components.creators(document, copy, edition):
        yield _E("origination", _E(tag, _E("part", name), relator="aut", identifier=number))


def _language(copy: TeiCopy) -> xml.Element | None:
    code = three_letters(copy.language)
    if not code:
        return None
    language = _E("language", copy.language_name or copy.language, langcode=code)
    if known := script(copy.language):
        language = _E("languageset", language, _E("script", known, scriptcode=known))
    return _E("langmaterial", language)
