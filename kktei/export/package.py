"""The whole edition as one file to deposit: a BagIt 1.0 bag (RFC 8493) with an RO-Crate 1.2 inside, in a zip.

The same edition gives the same bytes: files are in order and bear the edition's date.
"""

import hashlib
import mimetypes
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path

import msgspec

from kktei import files
from kktei.export.described import Licence
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
    year, month, day = map(int, edition.date.split("-"))
    stamp = (max(year, 1980), month, day, 0, 0, 0)  # no zip can say an earlier year
    manifest, octets = [], 0
    with zipfile.ZipFile(target, "w", strict_timestamps=False) as archive:

        def put(name: str, chunks: Iterable[bytes], size: int = 0) -> tuple[str, int]:
            entry = zipfile.ZipInfo(f"{edition.id}/{name}", stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.file_size = size  # tells whether the zip needs its form for large files
            return _written_to(archive, entry, chunks)

        for name in sorted([*parts, _METADATA]):
            path = parts.get(name)
            chunks = files.pieces(path) if path else _crate(edition, parts)
            sum_, size = put(f"data/{name}", chunks, path.stat().st_size if path else 0)
            manifest.append(f"{sum_}  data/{_escaped(name)}\n")
            octets += size
        tags = {
            "bagit.txt": _BAG,
            "bag-info.txt": _info(edition, octets, len(manifest)),
            "manifest-sha512.txt": "".join(manifest),
        }
        sums = {name: put(name, (text.encode(),))[0] for name, text in tags.items()}
        put("tagmanifest-sha512.txt", (f"{sums[name]}  {name}\n".encode() for name in sorted(sums)))


def _written_to(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, chunks: Iterable[bytes]) -> tuple[str, int]:
    """Write an entry piece by piece; its checksum and its size."""
    checksum, size = hashlib.sha512(), 0
    with archive.open(entry, "w") as stream:
        for chunk in chunks:
            checksum.update(chunk)
            size += stream.write(chunk)
    return checksum.hexdigest(), size


def _escaped(name: str) -> str:
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


def _crate(edition: Edition, parts: Mapping[str, Path]) -> Iterator[bytes]:
    """The RO-Crate: the edition as a dataset, its people, its licence, and every file."""
    doi = edition.settings.text("edition.doi")
    authors = [{"@id": f"#editor-{at}", "@type": "Person", "name": who} for at, who in enumerate(edition.editors, 1)]
    publisher = {"@id": "#publisher", "@type": "Organization", "name": edition.publisher or edition.title}
    licences = [_licence(at, one) for at, one in enumerate(edition.licences, 1)]
    given = [{"@id": one["@id"]} for one in licences]
    dataset: dict[str, object] = {
        "@id": "./",
        "@type": "Dataset",
        "name": edition.title,
        "description": edition.description or edition.title,
        "datePublished": edition.issued or edition.date,
        "license": given[0] if len(given) == 1 else given,
        "inLanguage": edition.language,
        "author": [{"@id": author["@id"]} for author in authors],
        "publisher": {"@id": "#publisher"},
        "identifier": f"https://doi.org/{doi}" if doi else "",
        "version": edition.version,
        "url": edition.base,
        "hasPart": [{"@id": name} for name in sorted(parts)],
    }
    descriptor = {
        "@id": _METADATA,
        "@type": "CreativeWork",
        "conformsTo": {"@id": _CRATE},
        "about": {"@id": "./"},
    }
    root = {key: value for key, value in dataset.items() if value}
    yield f'{{"@context": "{_CRATE}/context", "@graph": [\n'.encode()
    between = b""
    for row in chain(
        (descriptor, root, *authors, publisher, *licences), (_file(*part) for part in sorted(parts.items()))
    ):
        yield between + msgspec.json.encode(row)
        between = b",\n"
    yield b"\n]}\n"


def _licence(at: int, licence: Licence) -> dict[str, str]:
    name = licence.name or licence.address
    about = f"The licence of the encoding: {name}"
    return {"@id": licence.address or f"#licence-{at}", "@type": "CreativeWork", "name": name, "description": about}


def _file(name: str, path: Path) -> dict[str, object]:
    kind = _KINDS.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    size = path.stat().st_size
    return {"@id": name, "@type": "File", "name": name, "encodingFormat": kind, "contentSize": str(size)}
