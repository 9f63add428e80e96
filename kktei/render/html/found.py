"""What search engines, harvesters and reference managers look for at the root of a site."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from kktei.addresses import Addresses
from kktei.citations import citation_file
from kktei.errors import OutputError
from kktei.render.job import RenderJob

_MOST = 50_000  # addresses in one sitemap (sitemaps.org)
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def write_found(job: RenderJob, pages: Iterable[str]) -> None:
    """Write ``CITATION.cff`` and, where the site has an address, ``sitemap.xml`` and ``robots.txt``."""
    files = {} if job.corpus is None else {"CITATION.cff": citation_file(job.settings)}
    addresses = Addresses.of(job.settings)
    if addresses.base:
        files |= _sitemaps([addresses.whole(page) for page in sorted(pages)], addresses)
        files["robots.txt"] = f"User-agent: *\nAllow: /\nSitemap: {addresses.whole('sitemap.xml')}\n"
    try:
        for name, text in files.items():
            job.write(job.target / name, text.encode())
    except OSError as problem:
        raise OutputError(f"The site's map cannot be written: {problem.strerror}") from problem


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
    spaces: dict[str | None, str] = {None: _SPACE}
    root = etree.Element(f"{{{_SPACE}}}{around}", nsmap=spaces)  # type: ignore[arg-type]  # lxml-stubs know no default
    root.text = "\n"
    for address in listed:
        entry = etree.SubElement(root, f"{{{_SPACE}}}{each}")
        etree.SubElement(entry, f"{{{_SPACE}}}loc").text = address
        entry.tail = "\n"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{etree.tostring(root, encoding="unicode")}\n'
