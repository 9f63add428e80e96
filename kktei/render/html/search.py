"""Search: Pagefind's index of the document pages, packed so that it also answers from a folder, and a table of letters.

A page opened from a folder may not fetch, but it may load scripts.  So each file of the index
becomes a script that carries it as base64, and ``search/engine.js`` hands these to Pagefind.
"""

import base64
import gzip
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import metadata
from itertools import chain
from pathlib import Path, PurePosixPath

from kktei import pool
from kktei.cache import Cache, digest, program
from kktei.errors import MachineryError, refused
from kktei.project import data
from kktei.render.contract import to_json
from kktei.render.front import FrontMatter
from kktei.render.html import pagefind
from kktei.render.html.assets import by_content
from kktei.render.html.context import section_path
from kktei.render.html.folding import ADDED, searched
from kktei.render.html.index import Index
from kktei.render.html.letters import gists, table, unoffered
from kktei.render.html.pages import WrittenPage
from kktei.render.job import RenderJob
from kktei.render.words import Texts

_PARTS = {".pf_fragment", ".pf_index", ".pf_meta", ".pf_filter", ".pagefind"}
_NAMED = re.compile(r"\.pf_\w+\.js$")  # files whose names have their content in them
_FOLDERS = ("documents/", "front/")
_IN_A_PART = 600  # pages, more or less; each part that there is costs readers a request and 22 kB more for every word
_FRAGMENT_NAME = re.compile(r"(.*/fragment/.*_)([0-9a-f]{3})[0-9a-f]*\.pf_fragment")
_NOTHING = zlib.compress(b"{}")
_FRAGMENT = b"pagefind_dcd"  # stands before the JSON in a fragment


@dataclass(frozen=True)
class _Part:
    """Pages that have an index of their own: of large editions only those parts are packed again that changed."""

    place: str  # "" of the only one, "3/" of one of several
    pages: Mapping[str, str]  # and their keys
    language: str
    site: Path
    cache: Cache
    key: str


@dataclass(frozen=True)
class Searched:
    """The search as it was written: what scripts know its first files by, its parts, what the next one needs of it."""

    names: dict[str, str]  # files whose names have their content in them, by those that scripts know
    language: str
    table: str
    ids: dict[str, str]  # what the engine calls each page
    keys: dict[str, str]  # of each part in the cache
    files: dict[str, tuple[str, ...]]  # of each part


@dataclass(frozen=True)
class Packing:
    """The index of a search, which others may be making."""

    language: str
    parts: Sequence[_Part]
    under_way: Iterator[None]


def pack(job: RenderJob, index: Index, made: Iterable[WrittenPage]) -> Packing:
    """Have the pages of documents packed; the index of such as have not changed is taken from the cache."""
    pages = {page.path: page.searched for page in made if page.document is not None}
    language = _language(index)
    return _packing(job, language, list(_parts(job, language, pages)))


def _packing(job: RenderJob, language: str, parts: Sequence[_Part]) -> Packing:
    return Packing(language, parts, pool.begun(_keep_indexed, parts, jobs=job.jobs))


def write_search(job: RenderJob, index: Index, packing: Packing, words: Texts, front: FrontMatter) -> Searched:
    """Write ``search/``."""
    searched = _packed_parts(job, packing, Searched({}, packing.language, "", {}, {}, {}))
    letters = _json(table(index, searched.ids, words, [(section_path(s), s.heading) for s in front.sections]))
    if rare := unoffered(index):
        _write(job, "names.js", f'kkteiPart("names", {_json(rare)});\n', searched.names)
    if told := gists(index):
        _write(job, "gists.js", f'kkteiPart("gists", {_json(told)});\n', searched.names)
    return _with_table(job, replace(searched, table=letters))


def renew_search(job: RenderJob, was: Searched, pages: Mapping[str, str]) -> Searched | None:
    """Write again what of a search has changed, where the rest stands; ``pages`` are the keys of all.

    None where it cannot be told which name in the table of documents is whose.
    """
    parts = [part for part in _parts(job, was.language, pages) if was.keys.get(part.place) != part.key]
    for file in (*(file for part in parts for file in was.files[part.place]), was.names["documents"]):
        (job.target / "search" / file).unlink(missing_ok=True)  # several parts have the engine itself
    made = _packed_parts(job, _packing(job, was.language, parts), was)
    letters = was.table
    for page, name in made.ids.items():
        if (before := was.ids.get(page, "")) != name:
            if letters.count(f'"{before}"') != 1:
                return None
            letters = letters.replace(f'"{before}"', f'"{name}"')
    return _with_table(job, replace(made, table=letters))


def _packed_parts(job: RenderJob, packing: Packing, before: Searched) -> Searched:
    """Write these parts, each as it comes: all of them together would be the whole index in memory."""
    made = replace(before, names={**before.names}, ids={**before.ids}, keys={**before.keys}, files={**before.files})
    parts = packing.parts
    for done, _ in enumerate(packing.under_way):
        job.progress("Indexing words", done, len(parts))
        place, part = parts[done].place, json.loads(_indexed(parts[done], fresh=False))
        made.keys[place] = parts[done].key
        made.ids.update(part["ids"])
        made.files[place] = tuple(_write(job, name, text, made.names) for name, text in part["files"].items())
    return made


def _with_table(job: RenderJob, searched: Searched) -> Searched:
    """The search with its table of documents written."""
    _write(job, "documents.js", f'kkteiPart("documents", {searched.table});\n', searched.names)
    return searched


def _write(job: RenderJob, name: str, text: str, names: dict[str, str]) -> str:
    """Write a file; the name that it has, and that scripts are told where they cannot know it.  Raises OutputError."""
    raw = text.encode()
    if not _NAMED.search(name):
        names[name.removesuffix(".js")] = by_content(name, raw)
    file = names.get(name.removesuffix(".js"), name)
    path = job.target / "search" / file
    with refused("The search index cannot be written"):
        path.parent.mkdir(parents=True, exist_ok=True)
        job.write(path, raw)
    return file


def _parts(job: RenderJob, language: str, keys: Mapping[str, str]) -> Iterator[_Part]:
    """The pages that are searched, in parts: a page stays in its part whatever other pages come and go."""
    pages = sorted(page for page in keys if page.startswith(_FOLDERS))
    count = max(1, round(len(pages) / _IN_A_PART))
    found: dict[int, list[str]] = {} if pages else {0: []}
    for page in pages:
        found.setdefault(int(digest(page)[:8], 16) % count if count > 1 else 0, []).append(page)
    for at, part in sorted(found.items()):
        place = f"{at}/" if count > 1 else ""
        its = {page: keys[page] for page in part}
        key = digest("search", metadata.version("pagefind_bin"), program(), language, place, *chain(*its.items()))
        yield _Part(place, its, language, job.target, job.cache, key)


def _keep_indexed(part: _Part) -> None:
    """Put the index of a part into the cache: all of them wait there, and not in memory."""
    _indexed(part, fresh=part.cache.fresh)


def _indexed(part: _Part, *, fresh: bool) -> bytes:
    def indexed() -> bytes:
        return json.dumps(_packed(part.language, _pages(part), part.place)).encode()

    return replace(part.cache, fresh=fresh).kept(part.key, indexed)


def _pages(part: _Part) -> Iterator[tuple[str, str]]:
    """The pages that are searched, in the order of their names: an order that every file system gives.

    What the index takes of each is kept, all of a part together: mostly one page of it has changed.
    """
    place = digest(program(), "searched", part.place)
    known = json.loads(zlib.decompress(part.cache.get(place) or _NOTHING))
    taken = {}
    for name, key in sorted(part.pages.items()):
        text = taken[key] = known.get(key) or searched((part.site / name).read_text("utf-8"))
        yield name, text
    if taken != known:
        part.cache.put(place, zlib.compress(json.dumps(taken).encode(), 1))


def _language(index: Index) -> str:
    """The language of most documents; Pagefind knows its word forms."""
    tags = [d.entry.language.partition("-")[0].lower() for d in index.documents]
    return max(sorted(set(tags)), key=tags.count, default="") or "unknown"


def _packed(language: str, pages: Iterable[tuple[str, str]], place: str = "") -> dict[str, dict[str, str]]:
    """The index of pages as scripts by name, and the engine's id of each page."""
    files = pagefind.index(pages, language)
    kept = sorted(name for name in files if PurePosixPath(name).suffix in _PARTS or name == "pagefind-entry.json")
    ids = {_page(files[name]): PurePosixPath(name).stem for name in kept if name.endswith(".pf_fragment")}
    named = {name: f"{'' if name.startswith('wasm.') else place}{name}" for name in kept}
    parts: dict[str, str] = {}
    for name in kept:
        file = f"{_shared(named[name]) if place else named[name]}.js"
        parts[file] = parts.get(file, "") + _script(named[name], _shown(name, files[name]))
    entry = f"{named['pagefind-entry.json']}.js"
    for meta in [name for name in parts if name.endswith(".pf_meta.js")]:  # what the engine asks for next, each time
        parts[entry] += parts.pop(meta)
    return {"files": {**parts, "engine.js": _engine(files.get("pagefind.js", b"").decode())}, "ids": ids}


def _shared(name: str) -> str:
    """The file of a fragment in a large edition, where some share one: one of 1,024 by its id, as search.js knows, too.

    Scripts ask for it with the fragment's id behind "?", so that no browser takes an older one for it.
    """
    found = _FRAGMENT_NAME.fullmatch(name)
    return f"{found[1]}{int(found[2], 16) >> 2}.pf_fragments" if found else name


def _script(name: str, content: bytes) -> str:
    return f'kkteiPart("{name}", "{base64.b64encode(content).decode()}");\n'


def _shown(name: str, content: bytes) -> bytes:
    """A part of the index; a fragment, from which excerpts come, without the forms that were added to its words."""
    if not name.endswith(".pf_fragment"):
        return content
    text = gzip.decompress(content).decode("utf-8")
    plain = ADDED.sub("", text)
    return content if plain == text else gzip.compress(plain.encode("utf-8"), mtime=0)


def _page(fragment: bytes) -> str:
    """The path of the page that a fragment belongs to."""
    raw = gzip.decompress(fragment)
    if not raw.startswith(_FRAGMENT):
        raise MachineryError("This version of Pagefind writes fragments that kktei does not know")
    return str(json.loads(raw[len(_FRAGMENT) :])["url"]).lstrip("/")


def _engine(pagefind: str) -> str:
    """Pagefind's module as a plain script inside kktei's loader: a page from a folder cannot import modules."""
    body, export, names = pagefind.rpartition("export{")
    if not export or "import.meta.url" not in body:
        raise MachineryError("This version of Pagefind is built in a way that kktei does not know")
    inside = body.replace("import.meta.url", "place.url") + "return {" + names.rstrip("; \n").removesuffix("}") + "};"
    return (data("xslt") / "html" / "engine.js").read_text("utf-8").replace("/*PAGEFIND*/", inside)


def _json(value: object) -> str:
    return to_json(value).replace("<", "\\u003c")


def said_by_scripts(words: Texts, front: FrontMatter) -> str:
    """What the scripts say, in the language of the site; sections of the front matter are found beside documents."""
    wanted = ("search.", "filter.", "sort.", "month.", "date.", "column.")
    said = {k: v for k, v in sorted(words.items()) if k.startswith(wanted)}
    if front.sections:
        ours = {k: v for k, v in words.items() if k.startswith("front.results")}
        said = {k: v for k, v in said.items() if not k.startswith("search.results")}
        said |= {k.replace("front", "search", 1): v for k, v in ours.items()}
    return f"window.kkteiTexts = {_json(said)};\n"
