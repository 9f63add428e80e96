"""The whole edition as one file to deposit: a BagIt 1.0 bag (RFC 8493) with an RO-Crate 1.2 inside, in a zip.

The same edition gives the same bytes: files are in order and bear the edition's date.
"""

from __future__ import annotations

import hashlib
import json
import mimetypes
import zipfile
from collections.abc import Mapping
from pathlib import Path

from kktei import files
from kktei.export.edition import Edition

_BAG = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_CRATE = "https://w3id.org/ro/crate/1.2"
_KINDS = {
    ".bib": "text/x-bibtex",
    ".bxs": "text/plain",
    ".jsonld": "application/ld+json",
    ".md": "text/markdown",
    ".mrc": "application/marc",
    ".ndjson": "application/x-ndjson",
    ".parquet": "application/vnd.apache.parquet",
    ".ris": "application/x-research-info-systems",
    ".rng": "application/xml",
    ".sch": "application/xml",
    ".sh": "text/x-shellscript",
    ".sql": "application/sql",
    ".sqlite": "application/vnd.sqlite3",
    ".toml": "application/toml",
    ".ttl": "text/turtle",
    ".xml": "application/xml",
}
_METADATA = "ro-crate-metadata.json"


def write(edition: Edition, parts: Mapping[str, Path], target: Path) -> None:
    """Put ``parts`` (names within the bag's data/ and the files) into the zip at ``target``."""
    top = edition.id
    crate = json.dumps(_crate(edition, parts), ensure_ascii=False, indent=1).encode() + b"\n"
    manifest, octets = [], 0
    year, month, day = map(int, edition.date.split("-"))
    stamp = max((year, month, day, 0, 0, 0), (1980, 1, 1, 0, 0, 0))  # the first day that a zip can say
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:

        def put(name: str, raw: bytes) -> None:
            entry = zipfile.ZipInfo(f"{top}/{name}", stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, raw)

        for name in sorted([*parts, _METADATA]):
            raw = crate if name == _METADATA else files.raw(parts[name], most=_MOST)
            put(f"data/{name}", raw)
            manifest.append(f"{hashlib.sha512(raw).hexdigest()}  data/{_written(name)}\n")
            octets += len(raw)
        tags = {
            "bagit.txt": _BAG,
            "bag-info.txt": _info(edition, octets, len(manifest)),
            "manifest-sha512.txt": "".join(manifest),
        }
        for name, text in tags.items():
            put(name, text.encode())
        sums = (f"{hashlib.sha512(text.encode()).hexdigest()}  {name}\n" for name, text in sorted(tags.items()))
        put("tagmanifest-sha512.txt", "".join(sums).encode())


_MOST = 4_000_000_000


def _written(name: str) -> str:
    """A path as a manifest has it: line ends and percent signs are escaped (RFC 8493, 2.1.3)."""
    return name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _info(edition: Edition, octets: int, count: int) -> str:
    rows = {
        "Source-Organization": edition.publisher,
        "External-Description": edition.description or edition.title,
        "External-Identifier": edition.settings.text("edition.doi") or edition.base or edition.id,
        "Bagging-Date": edition.day,
        "Bag-Software-Agent": "kktei",
        "Payload-Oxum": f"{octets}.{count}",
    }
    return "".join(f"{key}: {' '.join(value.split())}\n" for key, value in rows.items() if value)


def _crate(edition: Edition, parts: Mapping[str, Path]) -> dict[str, object]:
    """The RO-Crate: the edition as a dataset, its people, its licence, and every file."""
    doi = edition.settings.text("edition.doi")
    authors = [{"@id": f"#editor-{at}", "@type": "Person", "name": who} for at, who in enumerate(edition.editors, 1)]
    publisher = {"@id": "#publisher", "@type": "Organization", "name": edition.publisher or edition.title}
    licence = {"@id": edition.licence, "@type": "CreativeWork", "name": edition.licence_name,
               "description": f"The licence of the encoding: {edition.licence_name}"}  # fmt: skip
    listed = [_file(name, path) for name, path in sorted(parts.items())]
    dataset: dict[str, object] = {
        "@id": "./",
        "@type": "Dataset",
        "name": edition.title,
        "description": edition.description or edition.title,
        "datePublished": edition.issued or edition.date,
        "license": {"@id": edition.licence},
        "inLanguage": edition.language,
        "author": [{"@id": author["@id"]} for author in authors],
        "publisher": {"@id": "#publisher"},
        "identifier": f"https://doi.org/{doi}" if doi else "",
        "version": edition.version,
        "url": edition.base,
        "hasPart": [{"@id": row["@id"]} for row in listed],
    }
    descriptor = {
        "@id": _METADATA,
        "@type": "CreativeWork",
        "conformsTo": {"@id": _CRATE},
        "about": {"@id": "./"},
    }
    root = {key: value for key, value in dataset.items() if value}
    return {"@context": f"{_CRATE}/context", "@graph": [descriptor, root, *authors, publisher, licence, *listed]}


def _file(name: str, path: Path) -> dict[str, object]:
    kind = _KINDS.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    size = path.stat().st_size
    return {"@id": name, "@type": "File", "name": name, "encodingFormat": kind, "contentSize": str(size)}
