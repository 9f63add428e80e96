"""What search engines, harvesters and reference managers look for at the root of a site."""

import csv
import io
from collections.abc import Collection, Iterable, Sequence

from lxml import etree

from kktei.addresses import COLUMNS, LISTED, MISSING, Addresses
from kktei.citations import citation_file
from kktei.errors import refused
from kktei.render.html.index import DocumentPage, Index
from kktei.render.html.moved import addresses_now
from kktei.render.job import RenderJob

_MOST = 50_000  # addresses in one sitemap (sitemaps.org)
_NEWEST = 100  # changes in a feed
_ATOM = "http://www.w3.org/2005/Atom"
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def write_found(job: RenderJob, pages: Collection[str], index: Index) -> None:
    """Write ``CITATION.cff`` and ``addresses.csv``.

    Where the site has an address, ``sitemap.xml``, ``robots.txt`` and ``feed.xml`` too.
    """
    files = {} if job.corpus is None else {"CITATION.cff": citation_file(job.settings)}
    files |= {LISTED: _addresses(index, set(pages)), ".nojekyll": ""}  # GitHub's own generator has nothing to do
    addresses = Addresses.of(job.settings)
    if addresses.base:
        files |= _sitemaps([addresses.whole(page) for page in sorted(pages) if page != MISSING], addresses)
        files["robots.txt"] = f"User-agent: *\nAllow: /\nSitemap: {addresses.whole('sitemap.xml')}\n"
    if changed := changes(job, index):
        files["feed.xml"] = _feed(changed, job)
    with refused("The site's map cannot be written"):
        for name, text in files.items():
            job.write(job.target / name, text.encode())


def changes(job: RenderJob, index: Index) -> list[DocumentPage]:
    """The documents that were changed last, the newest first; none where the site has no address, or no day is told."""
    base = Addresses.of(job.settings).base
    days = [(day, d) for d in index.documents if len(day := d.entry.changed) == len("2026-11-28")] if base else []
    return [document for _, document in sorted(days, key=lambda told: told[0], reverse=True)[:_NEWEST]]


def _addresses(index: Index, pages: Collection[str]) -> str:
    """The site's addresses, for ``kktei publish`` to remember."""
    table = io.StringIO()
    rows = [(one.address, one.shows, one.known_by) for one in addresses_now(index, pages) if "#" not in one.address]
    csv.writer(table, lineterminator="\n").writerows([COLUMNS, *rows])
    return table.getvalue()


def _feed(changed: Sequence[DocumentPage], job: RenderJob) -> str:
    """An Atom feed of changes (RFC 4287); days as the documents' revisionDesc has them."""
    addresses, say = Addresses.of(job.settings), job.settings.text
    root = _atom("feed", None)
    who = job.settings.texts("edition.editors") or (say("edition.publisher") or say("edition.title"),)
    author = [("author", [("name", name)]) for name in who]
    _fill(root, [("title", say("edition.title")), ("id", addresses.base), *author, ("updated", _moment(changed[0]))])
    _link(root, "self", addresses.whole("feed.xml"))
    _link(root, "alternate", addresses.base)
    for document in changed:
        entry = _atom("entry", root)
        address = addresses.whole(document.path)
        _fill(entry, [("title", document.title), ("id", address), ("updated", _moment(document))])
        _link(entry, "alternate", address)
    etree.indent(root)
    return _file(root)


def _moment(document: DocumentPage) -> str:
    return f"{document.entry.changed}T00:00:00Z"


def _atom(name: str, within: etree._Element | None) -> etree._Element:
    return _root(name, _ATOM) if within is None else etree.SubElement(within, f"{{{_ATOM}}}{name}")


def _fill(element: etree._Element, rows: Iterable[tuple[str, object]]) -> None:
    """Give an element children with words, or with children of their own."""
    for name, content in rows:
        child = _atom(name, element)
        if isinstance(content, list):
            _fill(child, content)
        else:
            child.text = str(content)


def _link(element: etree._Element, rel: str, address: str) -> None:
    child = _atom("link", element)
    child.set("rel", rel)
    child.set("href", address)


def _sitemaps(listed: Sequence[str], addresses: Addresses) -> dict[str, str]:
    """One map; of very large sites a list of several."""
    parts = [listed[at : at + _MOST] for at in range(0, len(listed), _MOST)]
    if len(parts) == 1:
        return {"sitemap.xml": _listed("urlset", "url", parts[0])}
    names = [f"sitemap-{at}.xml" for at in range(1, len(parts) + 1)]
    maps = {name: _listed("urlset", "url", part) for name, part in zip(names, parts, strict=True)}
    return maps | {"sitemap.xml": _listed("sitemapindex", "sitemap", [addresses.whole(name) for name in names])}


def _listed(around: str, each: str, listed: Iterable[str]) -> str:
    """A list of addresses as sitemaps.org has it, a line each."""
    root = _root(around, _SPACE)
    root.text = "\n"
    for address in listed:
        entry = etree.SubElement(root, f"{{{_SPACE}}}{each}")
        etree.SubElement(entry, f"{{{_SPACE}}}loc").text = address
        entry.tail = "\n"
    return _file(root)


def _root(name: str, space: str) -> etree._Element:
    """An element whose namespace needs no prefix."""
    spaces: dict[str | None, str] = {None: space}
    return etree.Element(f"{{{space}}}{name}", nsmap=spaces)  # type: ignore[arg-type]  # lxml-stubs know no default


def _file(root: etree._Element) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{etree.tostring(root, encoding="unicode")}\n'
