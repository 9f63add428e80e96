"""Files of words in compressed form beside them, for web servers that send what is compressed already."""

import gzip
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import brotli

from kktei import files, pool
from kktei.cache import Cache, digest
from kktei.errors import refused
from kktei.job import sha256
from kktei.render.job import RenderJob

_KINDS = {".html", ".css", ".js", ".svg", ".xml", ".json", ".txt", ".bib", ".ris", ".cff"}
_LEAST = 1000  # bytes; what is smaller travels in one packet anyway


@dataclass(frozen=True)
class _Task:
    path: Path
    cache: Cache


@dataclass(frozen=True)
class _Packed:
    """The compressed forms of a file that are smaller than it."""

    path: Path
    forms: dict[str, bytes]


def write_compressed(job: RenderJob) -> None:
    """Write .br and .gz beside each file of words of the site, where the edition wants that."""
    if not job.settings.flag("publish.compressed"):
        return
    tasks = (_Task(path, job.cache) for path in sorted(job.target.rglob("*")) if _is_packed(path))
    with refused("The compressed files cannot be written"):
        for packed in pool.each(_packed, tasks, jobs=job.jobs):
            for ending, raw in packed.forms.items():
                job.write(packed.path.with_name(packed.path.name + ending), raw)


def _is_packed(path: Path) -> bool:
    return path.suffix in _KINDS and path.is_file() and path.stat().st_size >= _LEAST


def _packed(task: _Task) -> _Packed:
    raw = files.raw(task.path)
    forms: dict[str, bytes] = {}
    for ending, version in ((".br", metadata.version("brotli")), (".gz", "")):
        key = digest("compressed", ending, version, sha256(raw))
        if (small := task.cache.get(key)) is None:
            small = brotli.compress(raw, mode=brotli.MODE_TEXT) if ending == ".br" else gzip.compress(raw, mtime=0)
            task.cache.put(key, small)
        forms |= {ending: small} if len(small) < len(raw) else {}
    return _Packed(task.path, forms)
