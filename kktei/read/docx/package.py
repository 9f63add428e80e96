"""A Word file as a package: whether it is sound and of a bearable size, and its parts ready for pandoc."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from kktei import files
from kktei.errors import InputError
from kktei.read import archive
from kktei.read.docx.labels import label_headings, label_items
from kktei.read.docx.made import leave_made
from kktei.read.docx.shape import Reshaped, W, brief, said_by, shape, words_of
from kktei.read.docx.spacing import style_spaced
from kktei.tei import Element

_UNPACKED = 500_000_000
_TEXT = 60_000_000
_SMALL = 20_000_000
_MOST = {"p": 100_000, "r": 1_000_000, "style": 5_000}  # Word itself has no more styles
_NOTED = 2_000_000  # elements of footnotes where they are called
_SMALLER = "Split it into smaller files, or save the text as UTF-8 text."
_TEXTS = ("document", "footnotes", "endnotes")
_FURTHER = ("comments", "styles", "numbering")
_ASIDE = re.compile(r"[^/]+/(?:header|footer)\d*\.xml")
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")  # "Strict Open XML" has other namespaces, nothing else
_RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    b'Target="word/document.xml"/></Relationships>'
)
_CALLS = {f"{W}footnoteReference": ("footnotes", "footnote"), f"{W}endnoteReference": ("endnotes", "endnote")}
_OFF = {"0", "false", "off"}
_CALLED = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_NOTES = {"footnotes": f"{W}footnote", "endnotes": f"{W}endnote"}
_Key = tuple[str, str]


@dataclass
class WordFile:
    """A Word file: its bytes for pandoc, the words it holds, and what pandoc cannot hold of it."""

    data: bytes
    words: list[str] = field(default_factory=list)  # letters and digits between notes, breaks and paragraphs
    told: Reshaped = field(default_factory=Reshaped)


def opened(data: bytes, shown: str) -> WordFile:
    """The file, checked and made ready; InputError where it is damaged, too large or no Word document."""
    parts = archive.opened(data, shown, _UNPACKED, _SMALLER)
    main = archive.target(parts, "", "officeDocument") or "word/document.xml"
    if main not in parts.parts or any(part.startswith(("xl/", "ppt/")) for part in parts.parts):
        hint = "Save the text as .docx or as UTF-8 text."
        raise InputError(f"{shown} is {_kind(parts)} but no Word document", hint)
    package = WordFile(b"")
    roots = {kind: _root(parts, part, kind) for kind, part in _parts_by_kind(parts, main).items()}
    if roots["document"].tag != f"{W}document":
        raise parts.damaged(f"{main} is no text of a Word document")
    _check_counts(parts, roots)
    if _break_turns({kind: roots[kind] for kind in _TEXTS if kind in roots}, package.told) > _NOTED:
        raise parts.too_large("its footnotes call each other again and again")
    _take_marks(roots, package.told)
    for kind in _TEXTS:
        if kind in roots:
            leave_made(roots[kind], roots.get("styles"), package.told)
            style_spaced(roots[kind], roots.get("styles"))
            if kind == "document":
                label_headings(roots[kind], roots.get("numbering"), roots.get("styles"))
            else:
                label_items(roots[kind], roots.get("numbering"))
            shape(roots[kind], package.told)
            package.words += list(words_of(roots[kind]))
    for part in filter(_ASIDE.fullmatch, parts.parts):
        _aside(parts.xml(part, _SMALL), "header" if "header" in part else "footer", package.told)
    package.data = _ready(parts, main, roots)
    return package


def _kind(parts: archive.Package) -> str:
    names = parts.parts
    if "META-INF/container.xml" in names and "content.xml" not in names:
        return "an e-book (.epub)"
    if "mimetype" in names and "content.xml" in names:
        return "an OpenDocument file of another kind"
    if any(name.startswith("xl/") for name in names):
        return "a workbook (.xlsx)"
    return "a presentation (.pptx)" if any(name.startswith("ppt/") for name in names) else "a ZIP file"


def _parts_by_kind(parts: archive.Package, main: str) -> dict[str, str]:
    """The parts that matter by what they are: found by the relationships, else under their usual names."""
    folder = main.rpartition("/")[0]
    known = {of: to for _, of, to in archive.relations(parts, main) if to in parts.parts}
    usual = {kind: f"{folder}/{kind}.xml" for kind in (*_TEXTS[1:], *_FURTHER)}
    named = {kind: known.get(kind, usual[kind]) for kind in usual}
    return {"document": main, **{kind: part for kind, part in named.items() if part in parts.parts}}


def _root(parts: archive.Package, part: str, kind: str) -> Element:
    data = files.as_utf8(parts.read(part, _TEXT if kind in _TEXTS else _SMALL), parts.shown)
    return archive.parsed(_STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", data), part, parts)


def _check_counts(parts: archive.Package, roots: dict[str, Element]) -> None:
    """Pandoc takes seconds and a hundred megabytes for ten thousand paragraphs; no document has so many."""
    names = {"p": "paragraphs", "r": "stretches of text", "style": "styles"}
    for tag, most in _MOST.items():
        if sum(1 for root in roots.values() for _ in root.iter(f"{W}{tag}")) > most:
            raise parts.too_large(f"over {most:,} {names[tag]}")


def _ready(parts: archive.Package, main: str, roots: dict[str, Element]) -> bytes:
    """The file with all that pandoc reads, and nothing else; of pictures it only asks whether they are there."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as ready:
        ready.writestr("_rels/.rels", _RELATIONS)
        for kind, root in roots.items():
            ready.writestr(f"word/{kind}.xml", etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
        folder = main.rpartition("/")[0]
        for kind, part in _parts_by_kind(parts, main).items():
            relations = f"{folder}/_rels/{part.rpartition('/')[2]}.rels"
            if kind in _TEXTS and relations in parts.parts:
                ready.writestr(f"word/_rels/{kind}.xml.rels", etree.tostring(_root(parts, relations, "rels")))
        for part in parts.parts:
            if part.startswith(f"{folder}/media/"):
                ready.writestr(f"word{part[len(folder) :]}", b"")
    return out.getvalue()


def _aside(root: Element, kind: str, told: Reshaped) -> None:
    said = " ".join(said_by(root).split())
    message = f"The {kind} of the pages “{brief(said)}” was left out."
    if re.search(r"[^\W\d_]", said) and message not in told.left_out:
        told.left_out.append(message)


def _take_marks(roots: Mapping[str, Element], told: Reshaped) -> None:
    """Take the marks out of text and notes, since notes are numbered anew; letters and figures among them are told."""
    notes = {
        (kind, note.get(f"{W}id")): note
        for kind, tag in _CALLS.values()
        if kind in roots
        for note in roots[kind].iter(f"{W}{tag}")
    }
    said: dict[str, None] = {}
    for call in [call for kind in ("document", "footnotes", "endnotes") if kind in roots
                 for call in roots[kind].iter(*_CALLS)]:  # fmt: skip
        if str(call.get(f"{W}customMarkFollows") or "0") in _OFF:
            continue
        mark = "".join(_taken(call))
        if (note := notes.get((_CALLS[str(call.tag)][0], call.get(f"{W}id")))) is not None:
            _begin_without(note, mark)
        if any(char.isalnum() for char in mark):
            said[mark] = None
    if said:
        marks = ", ".join(f"“{mark}”" for mark in list(said)[:5]) + (" ..." if len(said) > 5 else "")
        told.changed.append(f"Footnotes bear marks of their own in Word ({marks}); they were numbered anew.")


def _taken(call: Element) -> list[str]:
    """The words behind a call in its run, which are taken out: by the form of Word these are the mark."""
    marks = [part for part in call.itersiblings() if part.tag in (f"{W}t", f"{W}sym")]
    for part in marks:
        call.getparent().remove(part)
    return [part.text or "" for part in marks]


def _begin_without(note: Element, mark: str) -> None:
    """Take the mark from the beginning of a note, with a blank or in runs of its own; some programs write it twice."""
    bare = mark.strip()
    for words in list(note.iter(f"{W}t")) if bare else ():
        if not (said := (words.text or "").strip()):
            continue
        if said != bare or said_by(words.getparent()).strip() != said:
            after = said.removeprefix(bare)
            words.text = after.lstrip() if after[:1].isspace() else words.text
            return
        words.text = ""


def _break_turns(roots: Mapping[str, Element], told: Reshaped) -> int:
    """Take the calls out by which a footnote leads back to itself, and tell.

    Gives how many elements all footnotes have when each stands where it is called, as pandoc puts them: a file of
    footnotes that call each other twice and twice again is small, and what it stands for has no end.
    """
    notes: dict[_Key, Element] = {}
    for kind, tag in _NOTES.items():
        for note in roots[kind].iter(tag) if kind in roots else ():
            notes.setdefault((kind, str(note.get(f"{W}id"))), note)
    sizes: dict[_Key, int] = {}
    for key in notes:
        _follow(key, notes, sizes, told)
    return sum(sizes.get(_called(call), 0) for call in _calls(roots["document"]))


def _follow(key: _Key, notes: Mapping[_Key, Element], sizes: dict[_Key, int], told: Reshaped) -> None:
    """Every chain of calls from a footnote, without recursion: a chain may be as long as there are footnotes."""
    chain: list[tuple[_Key, list[Element]]] = [(key, _calls(notes[key]))] if key not in sizes else []
    above = {key}
    while chain:
        current, calls = chain[-1]
        if not calls:
            chain.pop()
            above.discard(current)
            within = sum(sizes.get(_called(call), 0) for call in _calls(notes[current]))
            sizes[current] = within + sum(1 for _ in notes[current].iter())
            continue
        call = calls.pop()
        to = _called(call)
        if to in above:
            told.changed.append(f"The footnote “{brief(said_by(notes[to]))}” calls itself; the call was taken out.")
            call.getparent().remove(call)
        elif to in notes and to not in sizes:
            above.add(to)
            chain.append((to, _calls(notes[to])))


def _called(call: Element) -> _Key:
    return _CALLED[str(call.tag)], str(call.get(f"{W}id"))


def _calls(note: Element) -> list[Element]:
    return list(note.iter(*_CALLED))
