"""The Typst source of a volume: one folder that a publisher's own hand can set again with Typst alone."""

import shutil
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from kktei.config import Settings
from kktei.files import raw
from kktei.project import data
from kktei.render.characters import brief, printable
from kktei.render.contract import to_json
from kktei.render.job import RenderJob
from kktei.render.listed import ListedFacts, made_lists, numbers
from kktei.render.own import sheet_of
from kktei.render.plates import ShownPlate
from kktei.render.print import apparatus
from kktei.render.print.apparatus import ApparatusSettings
from kktei.render.print.design import Design, design
from kktei.render.print.documents import TypstDocument
from kktei.render.print.faces import Faces
from kktei.render.print.glyphs import WORDS, Passage, called, clusters, pattern
from kktei.render.print.matter import LISTS, Matter, imprint, matter, order, year
from kktei.render.print.part_run import PartedSource
from kktei.render.print.parts import Piece
from kktei.render.print.quoting import literal
from kktei.render.print.rows import Block, indexes
from kktei.render.records import Records
from kktei.render.words import first_language, listed
from kktei.slugs import file_names

_NO_TEXT = {"Cc", "Cn", "Co", "Cs", "Zl", "Zp"}
_PRINTED = (
    "edition.",
    "source.",
    "print.isbn",
    "print.series",
    "print.dedication",
    "print.imprint",
    "pictures.frontispiece_caption",
)
_SECTIONS = "sections.typ"
_FRONT = "front.xml"
FONTS = "fonts"  # the edition's own faces, beside the source
_LISTED = ("editorial-note", "sources", "abbreviations", "persons", "list-of-documents", "index")
_TEMPLATE = ("kktei.typ", "volume.typ", "style.typ")


@dataclass(frozen=True, slots=True)
class VolumeFront:
    """What a volume has before its documents: sections, chapters by the document that they begin with, kinds."""

    sections: Sequence[TypstDocument]
    chapters: Mapping[str, Sequence[tuple[int, str]]]
    kinds: Sequence[str]


@dataclass(frozen=True, slots=True)
class TypstSource:
    """What goes into the folder."""

    documents: Sequence[TypstDocument]
    words: dict[str, str]
    faces: Faces
    single: bool
    front: VolumeFront | None = None
    style: str = ""  # an editor's own style.typ, where it is to be used
    frontispiece: ShownPlate | None = None
    absent: Mapping[str, str] = field(default_factory=dict)  # what no face has, and what is printed instead
    used: Sequence[str] = ()  # the families in which something is set


def write(job: RenderJob, folder: Path, source: TypstSource, parts: Mapping[str, str]) -> None:
    """Write the volume's source to ``folder``, which may hold an earlier one; ``parts`` are those of other_parts."""
    _clear(folder)
    (folder / "documents").mkdir(parents=True)
    for name in _TEMPLATE:
        shutil.copyfile(data("xslt") / "print" / name, folder / name)
    if source.style:
        (folder / "style.typ").write_text(source.style, encoding="utf-8")
    stems = [d.stem for d in source.documents]
    files = dict(zip(stems, file_names(stems), strict=True))
    for document in source.documents:
        (folder / "documents" / f"{files[document.stem]}.typ").write_text(document.markup, encoding="utf-8")
    apparatus.write(job.settings, folder, {d.stem: d.entries for d in source.documents})
    if source.front:
        _write_front(folder, source.front)
    template = "sections.typ" if source.front else "volume.typ"
    for name, markup in parts.items():
        (folder / LISTS).mkdir(exist_ok=True)
        (folder / LISTS / f"{name}.typ").write_text(f'#import "../{template}": *\n{markup}', encoding="utf-8")
    headless = not source.single and _is_headless(job, source, parts)
    _write_data(folder / "settings.json", msgspec.structs.replace(settings(job, source), headless=headless))
    if job.settings.flag("print.attach_tei"):
        _write_attached(job, folder, source, files)
    (folder / "main.typ").write_text(_main(job, source, files, parts), encoding="utf-8")


def _clear(folder: Path) -> None:
    """Empty the folder but for the fonts that were laid there for it."""
    for thing in folder.iterdir() if folder.is_dir() else ():
        if thing.name != FONTS:
            shutil.rmtree(thing) if thing.is_dir() else thing.unlink()


def _write_data(file: Path, value: object) -> None:
    file.write_text(to_json(value, indent=1), encoding="utf-8")


def _write_attached(job: RenderJob, folder: Path, source: TypstSource, files: Mapping[str, str]) -> None:
    """The TEI files that the PDF carries."""
    (folder / "tei").mkdir()
    for document in source.documents:
        _copy(document.path, folder / "tei" / f"{files[document.stem]}.xml")
    if job.front:
        _copy(job.front, folder / "tei" / _FRONT)


def _copy(file: Path, target: Path) -> None:
    target.write_bytes(raw(file))


def _write_front(folder: Path, front: VolumeFront) -> None:
    (folder / "sections").mkdir()
    shutil.copyfile(data("xslt") / "print" / _SECTIONS, folder / _SECTIONS)
    _write_data(folder / "chapters.json", front.chapters)
    for section in front.sections:
        (folder / "sections" / f"{section.stem}.typ").write_text(section.markup, encoding="utf-8")


def other_parts(job: RenderJob, source: TypstSource, records: Records) -> dict[str, str]:
    """The lists and indexes that the documents' facts and the authority file give, by their names."""
    own = source.front.kinds if source.front else ()
    by, given = (sheet_of(job, "print")[0], "volume"), {"order": list(order(job.settings))}
    return made_lists(job, by, source.words, _facts(source), records, own, given)


def passages(job: RenderJob, source: TypstSource, parts: Mapping[str, str]) -> list[Passage]:
    """Everything that is set, with where it comes from; of lists and indexes only what no text has."""
    sections_of = source.front.sections if source.front else ()
    texts = (*sections_of, *source.documents)
    found = [
        Passage(d.markup + d.entries + called(d.markup + d.entries), job.shown(d.path), d.stem, d.path) for d in texts
    ]
    for key, value in job.settings.values.items():
        if key.startswith(_PRINTED):
            said = " ".join(value) if isinstance(value, list) else str(value)
            found.append(Passage(f"{said} {said.lower()}", "edition/edition.toml", key))
    begun = source.front.chapters.values() if source.front else ()
    found.append(Passage(" ".join(title for heads in begun for _, title in heads), "edition/front.xml", "chapters"))
    found.append(Passage(" ".join(source.words.values()), "", WORDS))
    seen = {cluster for passage in found for cluster in clusters(passage.text)}
    listed = sorted({cluster for markup in parts.values() for cluster in clusters(markup)} - seen)
    return [*found, Passage("\n".join(listed), job.shown(job.authorities) if job.authorities else "", "indexes")]


def _facts(source: TypstSource) -> list[ListedFacts]:
    """What the lists and indexes are made from; of the front matter, only what the keys to signs must explain."""
    sections = source.front.sections if source.front else ()
    explained = [replace(d.facts.listed, witnesses=(), names=(), categories=()) for d in sections]
    given = _numbers(source)
    counted = [replace(d.facts.listed, number=given.get(d.stem, d.facts.listed.number)) for d in source.documents]
    return [*counted, *explained]


def _numbers(source: TypstSource) -> dict[str, str]:
    """The numbers of documents that have none of their own, by stem."""
    given = [] if source.single else numbers([d.facts.listed for d in source.documents])
    return {d.stem: number for d, number in zip(source.documents, given, strict=False)}


def _main(job: RenderJob, source: TypstSource, files: Mapping[str, str], parts: Mapping[str, str]) -> str:
    includes = _includes(source, files)
    lines = ['#import "volume.typ": *', *(['#import "sections.typ": *'] if source.front else []), "#show: volume"]
    if any(d.entries for d in source.documents):
        lines += ['#import "foot.typ": with-room', "#show: with-room"]
    lines += _attachments(job, source, files)
    if source.single:
        return "\n".join([*lines, *includes, ""])
    around = _matter(job, source, parts)
    return "\n".join([*lines, *around.before, "#main[", *includes, "]", *around.behind, ""])


def _attachments(job: RenderJob, source: TypstSource, files: Mapping[str, str]) -> list[str]:
    if not job.settings.flag("print.attach_tei"):
        return []
    lines = [_attached(f"{files[d.stem]}.xml", d.facts.title) for d in source.documents]
    return [*lines, *([_attached(_FRONT, source.words["nav.front"])] if job.front else [])]


def _is_headless(job: RenderJob, source: TypstSource, parts: Mapping[str, str]) -> bool:
    """Whether no part with a heading stands before the documents, nor a chapter's."""
    return not (source.front and source.front.chapters) and not _matter(job, source, parts).headed


def _matter(job: RenderJob, source: TypstSource, parts: Mapping[str, str]) -> Matter:
    """What stands before and behind the documents."""
    named = order(job.settings)
    lists = {name: name in parts for name in named if name.startswith(_LISTED)}
    has = {
        **lists,
        "dedication": bool(job.settings.text("print.dedication")),
        "frontispiece": bool(source.frontispiece),
    }
    sections = [f'#include "sections/{s.stem}.typ"' for s in source.front.sections] if source.front else []
    two_sided = design(job.settings, job.overrides).two_sided
    return matter(named, has=has, sections=sections, two_sided=two_sided)


def _includes(source: TypstSource, files: Mapping[str, str]) -> list[str]:
    """The documents, each chapter's heading before its first."""
    begun = source.front.chapters if source.front else {}
    lines = []
    for place, document in enumerate(source.documents):
        if document.stem in begun:
            lines.append(f"#chapter({literal(document.stem)}{', first: true' if place == 0 else ''})")
        lines.append(f"#include {literal(f'documents/{files[document.stem]}.typ')}")
    return lines


def in_parts(job: RenderJob, source: TypstSource, parts: Mapping[str, str]) -> PartedSource | None:
    """The volume as it is set in parts; None where it is to be set whole.

    So it is where a page knows of more than itself: texts on facing pages, indexes by lines.
    """
    page = design(job.settings, job.overrides)
    entries = {d.stem: d.entries for d in source.documents}
    by_line = _index_lines(job.settings, page, has_entries=any(entries.values()))
    whole = source.single or by_line or (job.settings.flag("print.facing") and not page.two_sided)
    if whole or (around := _matter(job, source, parts)).whole:
        return None
    stems = [d.stem for d in source.documents]
    files = dict(zip(stems, file_names(stems), strict=True))
    front = '#import "/sections.typ": *' if source.front else ""
    return PartedSource(
        pieces=[_piece(source, files, place) for place in range(len(stems))],
        head=['#import "/volume.typ": *', front, "#show: volume"],
        front=[*_attachments(job, source, files), *(_from_root(line) for line in around.before)],
        back=[block for line in around.behind for block in _blocks(line, parts)],
        said=source.words["print.documents"],
        top=page.top * 72 / 25.4,
        two_sided=page.two_sided,
        chapters_right="chapters" in job.settings.texts("print.right_hand"),
        plain=not (source.style or any(entries.values()) or job.settings.flag("print.facing")),
        ends_with_list=around.before[-1] == f'#include "{LISTS}/list-of-documents.typ"',
        counted=apparatus.counted(job.settings),
        feet=apparatus.first_feet(job.settings, entries),
    )


def _piece(source: TypstSource, files: Mapping[str, str], place: int) -> Piece:
    document = source.documents[place]
    opens = document.stem in (source.front.chapters if source.front else {})
    chapter = f"#chapter({literal(document.stem)}{', first: true' if place == 0 else ''})\n" if opens else ""
    file = files[document.stem]
    include = f"#include {literal(f'/documents/{file}.typ')}"
    return Piece(document.stem, file, document.markup, chapter + include, opens, document.entries)


def _blocks(line: str, parts: Mapping[str, str]) -> Sequence[Block]:
    """A line behind the documents; of indexes each."""
    for name in parts:
        if name.startswith("index") and line == f'#include "{LISTS}/{name}.typ"':
            return [*indexes(parts[name])]
    return [Block([_from_root(line)])]


def _from_root(line: str) -> str:
    return line.replace('#include "', '#include "/').replace('#pdf.attach("', '#pdf.attach("/')


def _attached(name: str, title: str) -> str:
    return (
        f'#pdf.attach({literal(f"tei/{name}")}, relationship: "source", mime-type: "application/tei+xml", '
        f"description: {literal(brief(printable(title)))})"
    )


class Frontispiece(msgspec.Struct, frozen=True, kw_only=True):
    """The picture that faces the title page: its file, its width, what is said below it, or else in its place."""

    file: str
    millimetres: float
    caption: str
    alt: str


class VolumeSettings(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All that the template is told: data, never code.  What has a default stands there only where it says more."""

    title: str
    short_title: str
    subtitle: str
    full_title: str
    editors: list[str]
    edited: str = ""  # the editors as the title page names them
    authors: list[str] | None = None  # for the PDF's metadata, where they are not the editors' very words
    publisher: str
    place: str
    date: str
    language: str
    keywords: list[str]
    fonts: list[str]
    italics: list[str] | None = None  # families of italics, where one of the fonts has none
    single: bool
    headless: bool = False  # no heading stands before the documents: theirs are the first
    design: Design
    apparatus: ApparatusSettings | None = None
    right_hand: list[str] = []  # what begins a right-hand page
    index_lines: str = ""  # by what the lines are counted that the indexes name: "page", "document"
    imprint: list[str]
    colophon: list[str]
    series: str = ""
    dedication: str = ""
    frontispiece: Frontispiece | None = None
    numbers: Mapping[str, str] = {}  # of the documents, where none has one of its own
    texts: dict[str, str]
    absent: Mapping[str, str] | None = None
    absent_pattern: str = ""


def settings(job: RenderJob, source: TypstSource) -> VolumeSettings:
    """What the template is told of this volume."""
    said = job.settings
    title, subtitle = said.text("edition.title"), said.text("edition.subtitle")
    editors = list(said.texts("edition.editors"))
    authors = [author for author in map(metadata, editors) if author]
    if source.single:
        title = source.documents[0].facts.title
    page, has_entries = design(said, job.overrides), any(d.entries for d in source.documents)
    return VolumeSettings(
        title=said.text("edition.title"),
        short_title=said.text("edition.short_title") or said.text("edition.title"),
        subtitle=subtitle,
        full_title=metadata(": ".join(t for t in (title, "" if source.single else subtitle) if t)),
        editors=editors,
        edited=listed(editors, source.words),
        authors=authors if authors != editors else None,
        publisher=said.text("edition.publisher"),
        place=said.text("edition.place"),
        date=year(said),
        language=first_language(said.text("edition.language")),
        keywords=["TEI", "edition"],
        fonts=source.faces.families,
        italics=source.faces.italics or None,
        single=source.single,
        design=page,
        apparatus=apparatus.settings_of(said) if has_entries else None,
        right_hand=list(said.texts("print.right_hand")),
        index_lines=_index_lines(said, page, has_entries=has_entries),
        imprint=imprint(said, source.words),
        colophon=[source.words["print.typeset"].replace("{faces}", listed(source.used, source.words))],
        texts={k: v for k, v in source.words.items() if k.startswith("print.")},
        series=said.text("print.series"),
        dedication=said.text("print.dedication"),
        frontispiece=_frontispiece(job, source),
        numbers=_numbers(source),
        absent=source.absent or None,
        absent_pattern=pattern(source.absent),
    )


def _index_lines(said: Settings, page: Design, *, has_entries: bool) -> str:
    """By what the lines are counted that the indexes name; "" where they name none."""
    if said.text("print.index_by") != "line":
        return ""
    return apparatus.counted(said).by if has_entries else "page" if page.line_numbers else ""


def _frontispiece(job: RenderJob, source: TypstSource) -> Frontispiece | None:
    shown, caption = source.frontispiece, job.settings.text("pictures.frontispiece_caption")
    if shown is None:
        return None
    alt = caption or source.words["print.figure"]
    return Frontispiece(file=shown.file, millimetres=shown.millimetres, caption=caption, alt=alt)


def metadata(text: str) -> str:
    """A text for the PDF's metadata: what is no character is a blank; "" where there is nothing to see."""
    cleaned = "".join(" " if unicodedata.category(c) in _NO_TEXT else c for c in text)
    return brief(cleaned) if any(unicodedata.category(c) != "Cf" and not c.isspace() for c in cleaned) else ""
