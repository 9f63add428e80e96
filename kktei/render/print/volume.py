"""The Typst source of a volume: one folder that a publisher's own hand can set again with Typst alone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from kktei import tei
from kktei.project import data
from kktei.render.job import RenderJob
from kktei.render.print.design import design
from kktei.render.print.documents import Document
from kktei.saxon import stylesheet

_TEMPLATE = ("kktei.typ", "volume.typ", "style.typ")


@dataclass(frozen=True, slots=True)
class Source:
    """What goes into the folder."""

    documents: Sequence[Document]
    words: dict[str, str]
    families: list[str]
    single: bool


def write(job: RenderJob, folder: Path, source: Source) -> None:
    """Write the volume's source to ``folder`` (made here)."""
    (folder / "documents").mkdir(parents=True)
    for name in _TEMPLATE:
        shutil.copyfile(data("xslt") / "print" / name, folder / name)
    if job.overrides and (job.overrides / "print.typ").is_file():
        shutil.copyfile(job.overrides / "print.typ", folder / "style.typ")
    for document in source.documents:
        (folder / "documents" / f"{document.stem}.typ").write_text(document.markup, encoding="utf-8")
    parts = {} if source.single else other_parts(job, source)
    for name, markup in parts.items():
        (folder / f"{name}.typ").write_text(f'#import "volume.typ": *\n{markup}', encoding="utf-8")
    (folder / "settings.json").write_text(
        json.dumps(_settings(job, source), ensure_ascii=False, indent=1), encoding="utf-8"
    )
    if job.settings.flag("print.attach_tei"):
        (folder / "tei").mkdir()
        for document in source.documents:
            shutil.copyfile(document.path, folder / "tei" / f"{document.stem}.xml")
    (folder / "main.typ").write_text(_main(job, source), encoding="utf-8")


def other_parts(job: RenderJob, source: Source) -> dict[str, str]:
    """The front and back matter that the documents' facts and the authority file give."""
    sheet = stylesheet(data("xslt") / "print.xsl")
    params: dict[str, Any] = {
        "facts": json.dumps([d.facts for d in source.documents], ensure_ascii=False),
        "texts": json.dumps(source.words, ensure_ascii=False),
        "description": job.settings.text("edition.description"),
    }
    for name, path in (("authorities", job.authorities), ("corpus", job.corpus)):
        if path:
            text = etree.tostring(tei.load(path), encoding="unicode")
            params[name] = sheet.parse(text, path.resolve().as_uri())
    return sheet.run(params=params, template="volume").texts


def _main(job: RenderJob, source: Source) -> str:
    includes = [f'#include "documents/{d.stem}.typ"' for d in source.documents]
    lines = ['#import "volume.typ": *', "#show: volume"]
    if job.settings.flag("print.attach_tei"):
        lines += [_attached(d) for d in source.documents]
    if source.single:
        return "\n".join([*lines, *includes, ""])
    front = ["#title-leaf()", "#contents()", '#include "front.typ"', "#list-of-documents()"]
    back = ['#include "back.typ"', "#colophon()"]
    return "\n".join([*lines, *front, "#main[", *includes, "]", *back, ""])


def _attached(document: Document) -> str:
    name = f"{document.stem}.xml"
    return (
        f'#pdf.attach("tei/{name}", relationship: "source", mime-type: "application/tei+xml", '
        f"description: {json.dumps(document.facts['title'], ensure_ascii=False)})"
    )


def _settings(job: RenderJob, source: Source) -> dict[str, Any]:
    said = job.settings
    title, subtitle = said.text("edition.title"), said.text("edition.subtitle")
    if source.single:
        title = str(source.documents[0].facts["title"])
    return {
        "title": said.text("edition.title"),
        "subtitle": subtitle,
        "full_title": ": ".join(t for t in (title, "" if source.single else subtitle) if t),
        "editors": list(said.texts("edition.editors")),
        "publisher": said.text("edition.publisher"),
        "place": said.text("edition.place"),
        "date": said.text("edition.date"),
        "language": (said.text("edition.language") or "en").split("-")[0],
        "keywords": ["TEI", "edition"],
        "fonts": source.families,
        "single": source.single,
        "design": design(said).as_json(),
        "imprint": imprint(job, source.words),
        "colophon": [source.words["print.typeset"]],
        "texts": {k: v for k, v in source.words.items() if k.startswith("print.")},
    }


def imprint(job: RenderJob, words: dict[str, str]) -> list[str]:
    """The lines on the back of the title page: publisher, licence, address, source."""
    said = job.settings
    publisher = ", ".join(
        t for t in (said.text("edition.publisher"), said.text("edition.place"), said.text("edition.date")) if t
    )
    source = ", ".join(
        t
        for t in (
            said.text("source.title"),
            said.text("source.volume"),
            said.text("source.publisher"),
            said.text("source.date"),
        )
        if t
    )
    lines = [
        ("print.published-by", "publisher", publisher),
        ("print.source-volume", "source", source),
        (
            "print.licence",
            "licence",
            " ".join(t for t in (said.text("edition.licence_name"), said.text("edition.licence")) if t),
        ),
        ("print.address", "address", said.text("edition.base_uri")),
    ]
    made = [words[key].replace(f"{{{name}}}", value) for key, name, value in lines if value]
    return [*made, *([f"ISBN {said.text('print.isbn')}"] if said.text("print.isbn") else [])]
