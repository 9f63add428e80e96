"""Addresses that were published and have another page now: a page at each that leads on.

``edition/addresses.csv`` remembers every address that was published and what stood there.  Each leads straight to
the page that this has now, so that there is no chain and no loop; a page that there is is never replaced.
"""

from collections.abc import Collection, Iterable
from urllib.parse import quote

from kktei.addresses import REDIRECTS, Addresses, PublishedAddress, tei
from kktei.addresses import page as page_of
from kktei.cache import digest
from kktei.errors import refused
from kktei.findings import Finding
from kktei.former import follow
from kktei.render.html.given import MovedContext
from kktei.render.html.index import DocumentPage, Index
from kktei.render.html.pages import SitePage
from kktei.render.html.parts import PageLink
from kktei.render.job import RenderJob


def addresses_now(index: Index, pages: Collection[str]) -> list[PublishedAddress]:
    """What the site has now of that for which people keep addresses: documents and names with a page."""
    found = [PublishedAddress(d.path, d.id or d.source, _known_by(d)) for d in index.documents]
    named = ((key, name.path) for key, name in index.names.items() if name.kind != "printed")
    found += [PublishedAddress(path, key) for key, path in named if path.partition("#")[0] in pages]
    return sorted(found, key=lambda one: one.address)


def moved(
    published: Iterable[PublishedAddress], index: Index, pages: Collection[str]
) -> tuple[list[SitePage], list[Finding]]:
    """Pages that lead on from former addresses; findings of addresses that lead nowhere or to something else."""
    followed = follow(published, addresses_now(index, pages), pages)
    titles = {d.path: d.title for d in index.documents} | {n.path: n.name for n in index.names.values()}
    made = []
    for address, there in followed.leading.items():
        link = PageLink(address=there, title=titles.get(there, there))
        made.append(SitePage(address, MovedContext(target=link), "moved"))
    return made, followed.found


def write_redirects(job: RenderJob, leading: Iterable[SitePage], index: Index) -> None:
    """Write ``_redirects``, by which hosts send on what was asked for at a former address, TEI too: a page cannot.

    GitLab, Netlify and Cloudflare read it; ours has whole paths, so that it is made where the site has an address.
    OutputError where it cannot be written.
    """
    root = Addresses.of(job.settings).root
    texts = {document.path: document.tei for document in index.documents}
    rows: list[str] = []
    for page in leading:
        there = page.context.target.address if isinstance(page.context, MovedContext) else ""
        rows.append(_redirect(root, page.path, there))
        if (text := texts.get(there)) and (name := _document_at(page.path)):
            rows.append(_redirect(root, tei(name, plain=text.endswith(".txt")), text))
    if not rows or not root:
        return
    with refused(f"{REDIRECTS} cannot be written"):
        job.write(job.target / REDIRECTS, "".join(sorted(rows)).encode())


def _redirect(root: str, before: str, now: str) -> str:
    path, hash_, fragment = now.partition("#")
    return f"{root}{quote(before)} {root}{quote(path)}{hash_}{quote(fragment)} 301\n"


def _document_at(path: str) -> str:
    """The name of the document whose page stood there; "" for any other page."""
    name = path.removeprefix("documents/").removesuffix(".html")
    return name if path == page_of(name) else ""


def _known_by(document: DocumentPage) -> str:
    """By what a document is known again when its id and its file have other names."""
    entry = document.entry
    words = (entry.title, entry.date.start, entry.date.end, entry.incipit)
    return digest("document", *words)[:12] if entry.incipit else ""
