"""Pages of the witnesses of documents that have an apparatus: one for each."""

from pathlib import Path

from kktei.render.html.context import address, link
from kktei.render.html.given import DocumentContext, WitnessContext
from kktei.render.html.index import DocumentPage
from kktei.render.html.pages import SitePage
from kktei.slugs import file_names


def witness_addresses(document: DocumentPage) -> dict[str, str]:
    """Where the page of each witness stands, by its id: ``witnesses/d001/D2-1.html``."""
    collated = document.entry.collated
    names = file_names([one.siglum for one in collated])
    paths = (f"witnesses/{document.stem}/{name}.html" for name in names)
    return {one.id: path for one, path in zip(collated, paths, strict=True)}


def linked(document: DocumentPage) -> dict[str, str]:
    """The same as they stand in links."""
    return {witness: address(path) for witness, path in witness_addresses(document).items()}


def witness_pages(path: Path, document: DocumentPage, context: DocumentContext) -> list[SitePage]:
    """The pages of the witnesses of the document at ``path``, whose own page is made from ``context``."""
    return [
        SitePage(
            page,
            WitnessContext(
                stem=context.stem,
                tei=context.tei,
                section=False,
                names=context.names,
                labels=context.labels,
                docs=context.docs,
                prev=None,
                next=None,
                witness=witness,
                home=link(document),
                pictures=context.pictures,
                witness_pages=context.witness_pages,
            ),
            document=path,
            mode="witness-page",
        )
        for witness, page in witness_addresses(document).items()
    ]
