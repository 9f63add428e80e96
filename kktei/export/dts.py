"""Distributed Text Services 1.0, level 0: files that a web server gives out as they are.

The collection is the edition, a resource is a document, its citable units are its paragraphs.
"""

import json
from pathlib import Path

import msgspec

from kktei.export.described import TeiDocument
from kktei.export.edition import Edition
from kktei.export.formats import Missed, Writing
from kktei.files import within

_CONTEXT = "https://dtsapi.org/context/v1.0.json"
_VERSION = "1.0"
_TREE = {
    "@type": "CitationTree",
    "citeStructure": [{"@type": "CiteStructure", "citeType": "paragraph"}],
}


def write(edition: Edition, folder: Path, missed: Missed) -> Writing:
    """``index.json`` (entry), ``collection.json`` with all resources, and for each document its navigation."""
    here = f"{edition.base}export/dts/"
    (folder / "navigation").mkdir(parents=True, exist_ok=True)
    _save(folder / "index.json", _entry(edition, here))
    with (folder / "collection.json").open("w", encoding="utf-8", newline="\n") as stream:
        head = json.dumps(_collection(edition, here), ensure_ascii=False, indent=1)
        stream.write(head.removesuffix("\n}") + ',\n "member": [\n')
        between = ""
        while (document := (yield)) is not None:
            if not document.parts:
                missed.loss("documents without citable paragraphs", document.name)
            resource = _resource(document, edition, here)
            stream.write(between + json.dumps(resource, ensure_ascii=False))
            between = ",\n"
            _save(within(folder / "navigation", f"{document.name}.json"), _navigation(document, resource, here))
        stream.write("\n]}\n")


def _save(path: Path, row: dict[str, object]) -> None:
    path.write_bytes(msgspec.json.format(msgspec.json.encode(row), indent=1) + b"\n")


def _alone(row: dict[str, object]) -> dict[str, object]:
    return {"@context": _CONTEXT, "dtsVersion": _VERSION, **row}


def _entry(edition: Edition, here: str) -> dict[str, object]:
    return _alone(
        {
            "@id": f"{here}index.json",
            "@type": "EntryPoint",
            "collection": f"{here}collection.json{{?id,page,nav}}",
            "navigation": f"{here}navigation/{{resource}}.json{{?ref,start,end,down,tree,page}}",
            "document": f"{edition.base}tei/documents/{{resource}}.xml{{?ref,start,end,tree,mediaType}}",
        }
    )


def _collection(edition: Edition, here: str) -> dict[str, object]:
    row = {
        "@id": edition.base,
        "@type": "Collection",
        "title": edition.title,
        "totalItems": edition.count,  # of older clients
        "totalParents": 0,
        "totalChildren": edition.count,
        "collection": f"{here}collection.json{{?id,page,nav}}",
    }
    return _alone(row | ({"description": edition.description} if edition.description else {}))


def _resource(document: TeiDocument, edition: Edition, here: str) -> dict[str, object]:
    core = {
        "title": document.heading,
        "creator": [edition.heading(agent) for agent in document.senders],
        "date": document.date.edtf,
        "language": document.language,
        "source": [words for words in (document.source.words, document.source.address) if words],
        "rights": [
            words
            for words in (*(line for one in document.licences for line in one.lines), document.source.rights)
            if words
        ],
    }
    return {
        "@id": edition.addresses.page(document.name),
        "@type": "Resource",
        "title": document.heading,
        "dublinCore": {key: value for key, value in core.items() if value},
        "totalParents": 1,
        "totalChildren": 0,
        "collection": f"{here}collection.json{{?id,page,nav}}",
        "navigation": f"{here}navigation/{document.name}.json{{?ref,start,end,down,tree,page}}",
        "document": f"{edition.addresses.tei(document.name)}{{?ref,start,end,tree,mediaType}}",
        "download": edition.addresses.tei(document.name),
        "citationTrees": [_TREE],
    }


def _navigation(document: TeiDocument, resource: dict[str, object], here: str) -> dict[str, object]:
    units = [
        {"@type": "CitableUnit", "identifier": part.id, "level": 1, "parent": None, "citeType": "paragraph"}
        for part in document.parts
    ]
    slim = {key: resource[key] for key in ("@id", "@type", "collection", "navigation", "document", "citationTrees")}
    return _alone(
        {"@id": f"{here}navigation/{document.name}.json", "@type": "Navigation", "resource": slim, "member": units}
    )
