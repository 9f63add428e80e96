"""Search: Pagefind's index of the document pages, packed so that it also answers from a folder, and a table of letters.

A page opened from a folder may not fetch, but it may load scripts.  So each file of the index
becomes a script that carries it as base64, and ``search/engine.js`` hands these to Pagefind.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from importlib import metadata
from pathlib import Path, PurePosixPath

from kktei.cache import digest, program
from kktei.errors import MachineryError, OutputError
from kktei.project import data
from kktei.render.contract import to_json
from kktei.render.front import FrontMatter
from kktei.render.html import pagefind
from kktei.render.html.assets import by_content
from kktei.render.html.context import section_path
from kktei.render.html.folding import ADDED, is_folded, with_forms
from kktei.render.html.index import Index
from kktei.render.html.letters import table
from kktei.render.html.pages import WrittenPage
from kktei.render.job import RenderJob
from kktei.render.words import Texts

_PARTS = {".pf_fragment", ".pf_index", ".pf_meta", ".pf_filter", ".pagefind"}
_FRAGMENT = b"pagefind_dcd"  # stands before the JSON in a fragment


def write_search(
    job: RenderJob, index: Index, made: Iterable[WrittenPage], words: Texts, front: FrontMatter
) -> Mapping[str, str]:
    """Write ``search/``; the index is taken from the cache where no page has changed.

    Gives the names of its first files, which have their content in them, by those that scripts know; the engine names
    the others by their content itself.
    """
    searched = [page.searched for page in made if page.document is not None]
    language = _language(index)
    key = digest("search", metadata.version("pagefind_bin"), program(), language, *searched)

    def indexed() -> bytes:
        job.progress("Indexing words", 0, 1)
        folders = ["documents", "front"] if front.sections else ["documents"]
        return json.dumps(_packed(job.target, language, folders)).encode()

    packed = json.loads(job.cache.kept(key, indexed))
    letters = table(index, packed["ids"], words, [(section_path(s), s.heading) for s in front.sections])
    files = {**packed["files"], "documents.js": f'kkteiPart("documents", {_json(letters)});\n'}
    names: dict[str, str] = {}
    try:
        folder = job.target / "search"
        for name, text in files.items():
            raw = text.encode()
            if "/" not in name and not name.endswith(".pf_meta.js"):
                names[name.removesuffix(".js")] = by_content(name, raw)
            path = folder / names.get(name.removesuffix(".js"), name)
            path.parent.mkdir(parents=True, exist_ok=True)
            job.write(path, raw)
    except OSError as problem:
        raise OutputError(f"The search index cannot be written: {problem.strerror}") from problem
    return names


def _language(index: Index) -> str:
    """The language of most documents; Pagefind knows its word forms."""
    tags = [d.entry.language.partition("-")[0].lower() for d in index.documents]
    return max(sorted(set(tags)), key=tags.count, default="") or "unknown"


def _packed(site: Path, language: str, folders: Iterable[str]) -> dict[str, dict[str, str]]:
    """The index as scripts by name, and the engine's id of each page."""
    files = pagefind.index(_pages(site, folders), language)
    kept = sorted(name for name in files if PurePosixPath(name).suffix in _PARTS or name == "pagefind-entry.json")
    ids = {_page(files[name]): PurePosixPath(name).stem for name in kept if name.endswith(".pf_fragment")}
    parts = {f"{name}.js": _part(name, _shown(name, files[name])) for name in kept}
    return {"files": {**parts, "engine.js": _engine(files.get("pagefind.js", b"").decode())}, "ids": ids}


def _pages(site: Path, folders: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The pages that are searched, in the order of their names: an order that every file system gives."""
    for folder in folders:
        for name in sorted(p.name for p in (site / folder).glob("*.html")):
            text = (site / folder / name).read_text("utf-8")
            yield f"{folder}/{name}", with_forms(text) if is_folded(text) else text


def _part(name: str, content: bytes) -> str:
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
