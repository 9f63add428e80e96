"""The witnesses of an edition as they stand on disk: their transcriptions, and what the editors' table says of them."""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from kktei import collate, encode, merge, read, tei, validate
from kktei.errors import InputError
from kktei.files import xml as raw_xml
from kktei.findings import Finding, finding
from kktei.model import DocumentId
from kktei.model.collation import WitnessText
from kktei.pipeline.missing import unusable
from kktei.project import Project, natural
from kktei.read import WitnessRow
from kktei.relaxng.tree import TreePlaces
from kktei.tei import XML_ID, q

TABLES = ("witnesses.csv", "witnesses.tsv", "witnesses.xlsx")
RULES = "collation.toml"
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|/")  # an address on the web, or from a root
Read = Callable[[str], bytes | None]  # an edition's file as it is, or is about to be


@dataclass(frozen=True)
class WitnessTable:
    """What ``edition/witnesses.csv`` says, by document and siglum."""

    rows: Mapping[tuple[str, str], WitnessRow] = field(default_factory=dict)
    file: str = ""
    findings: tuple[Finding, ...] = ()

    def of(self, stem: str, siglum: str) -> WitnessRow:
        """The row of a witness; one that says nothing where there is none."""
        return self.rows.get((stem, siglum)) or WitnessRow("", siglum, 0)


@dataclass(frozen=True)
class Witnesses:
    """One document's witnesses: those that are collated, with the base among them, and those that are not."""

    stem: str
    collated: tuple[WitnessText, ...] = ()
    base: str = ""  # the siglum that editors named
    aside: tuple[WitnessText, ...] = ()  # translations
    translations: tuple[encode.Translation, ...] = ()
    findings: tuple[Finding, ...] = ()
    broken: bool = False  # a transcription cannot be read


def table(project: Project) -> WitnessTable:
    """The editors' table of witnesses; InputError where it cannot be read."""
    there = project.table(TABLES, "table of witnesses")
    if there is None:
        return WitnessTable()
    shown = project.shown(there)
    rows, found = read.read_witness_rows(there, shown)
    return WitnessTable({(DocumentId.of(row.number).stem, row.siglum): row for row in rows}, shown, tuple(found))


def transcriptions(project: Project) -> dict[str, list[str]]:
    """The files below edition/ of each document's witnesses, by the document's stem."""
    out: dict[str, list[str]] = {}
    for path in project.witness_files():
        out.setdefault(path.parent.name, []).append(f"witnesses/{path.parent.name}/{path.name}")
    return out


def with_witnesses(project: Project) -> set[str]:
    """The stems of the documents that have files of witnesses, in seeds/ or in edition/."""
    folders = [p for p in project.witness_seeds.glob("*") if p.is_dir() and not p.name.startswith(".")]
    return {DocumentId.of(folder.name).stem for folder in folders} | set(transcriptions(project))


def witnesses(stem: str, files: Iterable[str], known: WitnessTable, reader: Read) -> Witnesses:
    """A document's witnesses, in the order of the table, then of their sigla."""
    collated: list[WitnessText] = []
    aside: list[WitnessText] = []
    translations: list[encode.Translation] = []
    found: list[Finding] = []
    broken = False
    order = [siglum for of, siglum in known.rows if of == stem]
    for file in sorted(files, key=lambda f: _rank(PurePosixPath(f).stem, order)):
        siglum, row = PurePosixPath(file).stem, known.of(stem, PurePosixPath(file).stem)
        try:
            body = _body(reader(file), f"edition/{file}")
        except InputError as problem:
            found.append(unusable("K005", problem, f"edition/{file}", "The document stays as it is."))
            broken = True
            continue
        if row.omit or row.kind == "translation":
            why = row.omit or "a translation; it is aligned by paragraphs"
            words = f"Witness {siglum} of {stem} is not collated: {why}."
            found.append(finding("K008", words, file=known.file, line=row.line))
            if not row.omit:
                aside.append(collate.witness_text(body, siglum))
                translations.append(encode.Translation(siglum, _id(row.witness, stem), body, row.language))
            continue
        if notes := sum(1 for _ in body.iter(q("note"))):
            words = f"Footnotes of witness {siglum} ({notes}) stay in its transcription."
            found.append(finding("K004", words, file=f"edition/{file}"))
        collated += _texts(body, siglum, row, stem)
    base = next((row.siglum for (of, _), row in known.rows.items() if of == stem and row.base), "")
    return Witnesses(stem, tuple(collated), base, tuple(aside), tuple(translations), tuple(found), broken)


def _rank(siglum: str, order: Sequence[str]) -> tuple[int, list[tuple[int, int, str]]]:
    return (order.index(siglum) if siglum in order else len(order)), natural(siglum)


def _texts(body: tei.Element, siglum: str, row: WitnessRow, stem: str) -> list[WitnessText]:
    """A witness's text, or those of its layers."""
    last = collate.layers(body)
    numbers = [0] if last == 1 else range(1, last + 1) if row.layers else [last]
    out = []
    for layer in numbers:
        text = collate.witness_text(body, siglum, layer)
        hand = row.hand if layer in {0, last} else ""
        if len(numbers) == 1:
            text = replace(text, siglum=siglum, layer=0)
        pages = tuple(replace(page, facs=_from_document(page.facs, stem)) for page in text.pages)
        made = replace(text, hand=hand, date=row.date, witness=_id(row.witness, stem), kind=row.kind, pages=pages)
        out.append(made)
    return out


def _from_document(facs: str, stem: str) -> str:
    """Pointers to pictures, those to files as a document has them and not a transcription."""
    return " ".join(
        one if _ELSEWHERE.match(one) else posixpath.normpath(f"../witnesses/{stem}/{one}") for one in facs.split()
    )


def _id(given: str, stem: str) -> str:
    """The id of the witness that the table names by its number, or by its id."""
    return f"{stem}.w{given.removeprefix('w')}" if given.removeprefix("w").isdecimal() else given


def _body(data: bytes | None, shown: str) -> tei.Element:
    if data is None:
        raise InputError(f"{shown} cannot be read")
    root = tei.parse(data, shown)
    body = root.find(f"{q('text')}/{q('body')}")
    if body is None:
        raise InputError(f"{shown} has no text/body", "A transcription is a TEI file.")
    return body


def base_of(found: Witnesses, rules: collate.Rules) -> int:
    """Which witness the others are laid along: the one that editors named, in its last layer, or the nearest to all."""
    named = [i for i, text in enumerate(found.collated) if text.of == found.base]
    if named:
        return named[-1]
    return collate.medoid([[rules.normal(form) for form in text.forms] for text in found.collated])


def joined(found: Sequence[WitnessText], root: tei.Element, base: int = -1) -> tuple[WitnessText, ...]:
    """The texts, each with the id that it has in a document; what its header does not know is a witness of its own.

    The ``base`` is the copy-text of the source note, unless the table says something else.
    """
    known = {element.get(XML_ID) for element in root.iter(q("witness"))}
    copy = next((e.get(XML_ID) for e in root.iter(q("witness")) if "wit.base" in (e.get("ana") or "")), "")
    taken = {text.witness for text in found}
    out = [text if text.witness in known else replace(text, witness="") for text in found]
    for i, text in enumerate(out):
        if base >= 0 and text.of == out[base].of and not found[i].witness and copy and copy not in taken:
            out[i] = replace(text, witness=copy)
    return tuple(out)


def checked(project: Project, documents: Iterable[Path]) -> list[Finding]:
    """What is wrong with the apparatus of each document, and of it with the transcriptions beside it."""
    try:
        known, rules = table(project), collate.read_rules(project.edition / RULES, f"edition/{RULES}")
    except InputError as problem:
        return [unusable("K005", problem, f"edition/{TABLES[0]}", "No apparatus was compared with it.")]
    files = transcriptions(project)
    found: list[Finding] = []
    for path in documents:
        found += _checked(project, path, files.get(path.stem, []), known, rules)
    return found


def _checked(
    project: Project, path: Path, files: Sequence[str], known: WitnessTable, rules: collate.Rules
) -> list[Finding]:
    try:
        data = raw_xml(path)
        if not files and b"app" not in data:  # most documents have no apparatus, and are not parsed for that
            return []
        root = tei.parse(data, path.name)
    except InputError:  # validation names what is wrong
        return []
    if not files and next(root.iter(q("app")), None) is None:
        return []
    there = witnesses(path.stem, files, known, on_disk(project))
    texts = joined(there.collated, root, base_of(there, rules) if there.collated else -1)
    strange = list(_strange(there, root, known))
    keys = encode.witness_ids(texts, path.stem)
    texts = tuple(replace(text, witness=key) for text, key in zip(texts, keys, strict=True))
    broken = [f for f in there.findings if f.code == "K005"]
    found = collate.check(root, project.shown(path), texts, TreePlaces(data, root))
    if not files and not validate.is_ours(root):  # others' apparatus keeps its document in, as their other rules do
        found = [validate.milder(f) for f in found]
    return [*found, *broken, *strange]


def _strange(there: Witnesses, root: tei.Element, known: WitnessTable) -> Iterator[Finding]:
    """Witnesses of the header that the table names and that are not there."""
    ids = [str(e.get(XML_ID)) for e in root.iter(q("witness")) if e.get(XML_ID)]
    for text in {text.of: text for text in (*there.collated, *there.aside)}.values():
        if text.witness and text.witness not in ids:
            row = known.of(there.stem, text.of)
            words = (
                f"Witness {text.of} is to be {row.witness}, which the header of document {row.number} does not have."
            )
            hint = f"It has {', '.join(ids)}." if ids else "It has none."
            yield finding("K009", words, file=known.file, line=row.line, hint=hint)


def on_disk(project: Project) -> Read:
    """Reads the edition's files as they are."""
    return lambda file: merge.on_disk(project, file)
