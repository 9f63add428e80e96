"""IIIF Presentation 3.0: a manifest for each document that has images."""

import re
from dataclasses import replace
from pathlib import Path

from kktei.config import is_web
from kktei.errors import InputError
from kktei.export.described import Image, TeiDocument
from kktei.export.edition import Edition
from kktei.export.formats import Missed, Writing, save_json
from kktei.files import within
from kktei.pictures import MEDIA_TYPES, picture

_KNOWN = re.compile(r"https?://(creativecommons|rightsstatements)\.org/")  # what IIIF takes for rights
_HINT = "Put the image beside the TEI, or write its width and height in pixels at the graphic."


def write(edition: Edition, folder: Path, missed: Missed) -> Writing:
    """``NAME/manifest.json`` for each document with images whose size is known."""
    while (document := (yield)) is not None:
        if not document.images:
            missed.loss("documents without images", document.name)
            continue
        images = [_local(image, document, edition) for image in document.images]
        pages = [image for image in images if is_web(image.address) and image.sized]
        if len(pages) < len(document.images):
            needs = "IIIF needs the address, width and height of each image"
            left = len(document.images) - len(pages)
            first = next(
                given.address for given, made in zip(document.images, images, strict=True) if made not in pages
            )
            missed.refused(document, f"{needs}; {left} are left out", _HINT, value=first)
        if pages:
            within(folder, document.name).mkdir()
            save_json(within(folder, document.name) / "manifest.json", _manifest(document, pages, edition))


def _local(image: Image, document: TeiDocument, edition: Edition) -> Image:
    """An image that lies beside the TEI as the site has it: its address there, and its size from the file."""
    if is_web(image.address) or not edition.base:
        return image
    try:
        there = picture(edition.root / document.file, edition.root, image.address)
    except InputError:
        return image
    size = {"width": str(there.width), "height": str(there.height)} if there.width and there.height else {}
    return replace(image, address=edition.addresses.whole(there.name), **({} if image.sized else size))


def _manifest(document: TeiDocument, pages: list[Image], edition: Edition) -> dict[str, object]:
    here = f"{edition.base}export/iiif/{document.name}/"
    tongue = document.language or "none"
    rows = {
        "Date": document.date.edtf,
        "Sender": "; ".join(edition.plain(agent) for agent in document.senders),
        "Recipient": "; ".join(edition.plain(agent) for agent in document.recipients),
        "Copy": document.base.where if document.base else "",
    }
    known = (one.address for one in document.licences if _KNOWN.match(one.address))
    rights = next(({"rights": address.replace("https:", "http:", 1)} for address in known), {})
    required = "; ".join(" ".join(one.lines) for one in document.licences if not _KNOWN.match(one.address))
    page, tei = edition.addresses.page(document.name), edition.addresses.tei(document.name)
    return {
        "@context": "http://iiif.io/api/presentation/3/context.json",
        "id": f"{here}manifest.json",
        "type": "Manifest",
        "label": {tongue: [document.heading]},
        "metadata": [{"label": {"en": [key]}, "value": {"none": [value]}} for key, value in rows.items() if value],
        **rights,
        **({"requiredStatement": {"label": {"en": ["Rights"]}, "value": {"none": [required]}}} if required else {}),
        "homepage": [{"id": page, "type": "Text", "format": "text/html", "label": {tongue: [document.heading]}}],
        "seeAlso": [{"id": tei, "type": "Dataset", "format": "application/tei+xml"}],
        "items": [_canvas(image, f"{here}p{at}") for at, image in enumerate(pages, 1)],
    }


def _canvas(image: Image, here: str) -> dict[str, object]:
    size = {"width": int(image.width), "height": int(image.height)}
    kind = MEDIA_TYPES.get(image.address.rpartition(".")[2].lower(), "image/jpeg")
    body = {"id": image.address, "type": "Image", "format": kind, **size}
    annotation = {"id": f"{here}/image", "type": "Annotation", "motivation": "painting", "body": body, "target": here}
    pages = [{"id": f"{here}/page", "type": "AnnotationPage", "items": [annotation]}]
    return {
        "id": here,
        "type": "Canvas",
        "label": {"none": [image.label or here.rpartition("/")[2]]},
        **size,
        "items": pages,
    }
