"""The Typst source of a volume: one folder that a publisher's own hand can set again with Typst alone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
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

_SECTIONS = "sections.typ"
_TEMPLATE = ("kktei.typ", "volume.typ", "style.typ")


@dataclass(frozen=True, slots=True)
class Front:
    """What a volume has before its documents: sections, chapters by the document that they begin with, kinds."""

    sections: Sequence[Document]
    chapters: Mapping[str, Sequence[tuple[int, str]]]
    kinds: Sequence[str]


@dataclass(frozen=True, slots=True)
class Source:
    """What goes into the folder."""

    documents: Sequence[Document]
    words: dict[str, str]
    families: list[str]
    single: bool
    front: Front | None = None


def write(job: RenderJob, folder: Path, source: Source) -> None:
    """Write the volume's source to ``folder`` (made here)."""
    (folder / "documents").mkdir(parents=True)
    for name in _TEMPLATE:
        shutil.copyfile(data("xslt") / "print" / name, folder / name)
    if job.overrides and (job.overrides / "print.typ").is_file():
        shutil.copyfile(job.overrides / "print.typ", folder / "style.typ")
    for document in source.documents:
        (folder / "documents" / f"{document.stem}.typ").write_text(document.markup, encoding="utf-8")
    if source.front:
        _write_front(folder, source.front)
    parts = {} if source.single else other_parts(job, source)
    for name, markup in parts.items():
        (folder / f"{name}.typ").write_text(f'#import "volume.typ": *\n{markup}', encoding="utf-8")
    (folder / "settings.json").write_text(
        json.dumps(_settings(job, source), ensure_ascii=False, indent=1), encoding="utf-8"
    )
    if job.settings.flag("print.attach_tei"):
        (folder / "tei").mkdir()
        for path in [*(d.path for d in source.documents), *([job.front] if job.front else [])]:
            shutil.copyfile(path, folder / "tei" / path.name)
    (folder / "main.typ").write_text(_main(job, source), encoding="utf-8")


def _write_front(folder: Path, front: Front) -> None:
    (folder / "sections").mkdir()
    shutil.copyfile(data("xslt") / "print" / _SECTIONS, folder / _SECTIONS)
    (folder / "chapters.json").write_text(json.dumps(front.chapters, ensure_ascii=False, indent=1), encoding="utf-8")
    for section in front.sections:
        (folder / "sections" / f"{section.stem}.typ").write_text(section.markup, encoding="utf-8")


def other_parts(job: RenderJob, source: Source) -> dict[str, str]:
    """The front and back matter that the documents' facts and the authority file give."""
    sheet = stylesheet(data("xslt") / "print.xsl")
    params: dict[str, Any] = {
        "facts": json.dumps(_facts(source), ensure_ascii=False),
        "texts": json.dumps(source.words, ensure_ascii=False),
        "description": job.settings.text("edition.description"),
    }
    if source.front:
        params["own"] = list(source.front.kinds)
    for name, path in (("authorities", job.authorities), ("corpus", job.corpus)):
        if path:
            text = etree.tostring(tei.load(path), encoding="unicode")
            params[name] = sheet.parse(text, path.resolve().as_uri())
    return sheet.run(params=params, template="volume").texts


def _facts(source: Source) -> list[dict[str, Any]]:
    """What the lists and indexes are made from; of the front matter, only what the keys to signs must explain."""
    sections = source.front.sections if source.front else ()
    explained = [{key: d.facts[key] for key in ("signs", "abbreviations")} for d in sections]
    return [*(d.facts for d in source.documents), *explained]


def _main(job: RenderJob, source: Source) -> str:
    includes = _includes(source)
    lines = ['#import "volume.typ": *', *(['#import "sections.typ": *'] if source.front else []), "#show: volume"]
    if job.settings.flag("print.attach_tei"):
        lines += [_attached(f"{d.stem}.xml", d.facts["title"]) for d in source.documents]
        lines += [_attached(job.front.name, source.words["nav.front"])] if job.front else []
    if source.single:
        return "\n".join([*lines, *includes, ""])
    sections = [f'#include "sections/{s.stem}.typ"' for s in source.front.sections] if source.front else []
    front = ["#title-leaf()", "#contents()", *sections, '#include "front.typ"', "#list-of-documents()"]
    back = ['#include "back.typ"', "#colophon()"]
    return "\n".join([*lines, *front, "#main[", *includes, "]", *back, ""])


def _includes(source: Source) -> list[str]:
    """The documents, each chapter's heading before its first."""
    begun = source.front.chapters if source.front else {}
    lines = []
    for place, document in enumerate(source.documents):
        if document.stem in begun:
            lines.append(f"#chapter({json.dumps(document.stem)}{', first: true' if place == 0 else ''})")
        lines.append(f'#include "documents/{document.stem}.typ"')
    return lines


def _attached(name: str, title: str) -> str:
    return (
        f'#pdf.attach("tei/{name}", relationship: "source", mime-type: "application/tei+xml", '
        f"description: {json.dumps(title, ensure_ascii=False)})"
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
