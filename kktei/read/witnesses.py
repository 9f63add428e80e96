"""The text of one witness: a file in ``seeds/witnesses/``, body only; and the table that says what each is."""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kktei import files, tei
from kktei.errors import InputError
from kktei.findings import Finding, finding
from kktei.model import DocumentId
from kktei.read.cells import FORMULA, FORMULA_HINT, SheetRow, named_twice, read_table, words_under_no_name
from kktei.read.plain.body import read_body
from kktei.read.plain.chunks import Chunk, chunks
from kktei.read.plain.unseen import seen
from kktei.transcript import Block

_COLUMNS = ("n", "siglum", "witness", "base", "layer", "hand", "date", "omit", "kind", "language", "who", "why")
_YES = frozenset({"yes", "x", "1", "true", "base", "ja", "oui", "sí", "да"})
_SIGLUM = re.compile(r"[^\s#@/\\,;\[\]“”\"'|\x00-\x1f\x7f\ud800-\udfff]{1,20}")  # surrogates: a name that is not UTF-8
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
KINDS = ("", "draft", "copy", "original", "variant", "translation")


@dataclass(frozen=True, slots=True)
class Transcribed:
    """A witness as read: its blocks, or a TEI file that is kept as it is."""

    blocks: tuple[Block, ...] = ()
    tei: bytes | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class WitnessRow:
    """What the editors' table says of a witness.

    ``witness`` is the number or id of the witness in the document's header that it is; ``layers`` false where what was
    crossed out and added is not to be collated apart; ``omit`` why it is not collated at all.
    """

    number: str
    siglum: str
    line: int
    witness: str = ""
    base: bool = False
    layers: bool = True
    hand: str = ""
    date: str = ""
    omit: str = ""
    kind: str = ""
    language: str = ""


def read_witness(path: Path, data: bytes, shown: str) -> Transcribed:
    """A witness's file; InputError where it cannot be read, or holds no text at all."""
    if data.startswith(b"PK\x03\x04"):
        from kktei.read import docx  # noqa: PLC0415 - brings pandoc

        return _body(*docx.read_body(data, shown), shown)
    data = files.as_utf8(data, shown)
    if path.suffix.lower() == ".xml" or data.lstrip()[:1] == b"<":
        return _tei(data, shown)
    text, found = seen(files.decoded(data, shown), shown)
    return _body(chunks(text), found, shown)


def _body(parts: Sequence[Chunk], found: list[Finding], shown: str) -> Transcribed:
    if not parts:
        raise InputError(f"{shown} is empty", "It holds the text of a witness, and nothing else.")
    blocks = read_body(parts, shown, found)
    return Transcribed(blocks, findings=tuple(found))


def _tei(data: bytes, shown: str) -> Transcribed:
    root = tei.parse(data, shown)
    body = root.find(f"{tei.q('text')}/{tei.q('body')}")
    if body is None or not "".join(body.itertext()).strip():
        raise InputError(
            f"{shown} has no text/body with words in it", "A witness in TEI holds its transcription there."
        )
    return Transcribed(tei=data)


def read_witness_rows(path: Path, shown: str) -> tuple[list[WitnessRow], list[Finding]]:
    """The rows of ``edition/witnesses.csv``; InputError where it is no table."""
    table = read_table(path, shown)
    rows = table.rows
    found = [
        finding("K001", FORMULA, file=shown, line=line, column=column, hint=FORMULA_HINT)
        for line, column in table.unsaved
    ]
    if not rows:
        return [], found
    columns = _head(rows[0], shown, found)
    for row in rows[1:]:
        for column, said in words_under_no_name(row, columns):
            words = f"{said[:60]!r} stands in a column without a name."
            found.append(finding("K001", words, file=shown, line=row.line, column=column))
    made = [row for raw in rows[1:] for row in _witness_of_row(raw, columns, shown, found)]
    return list(_distinct(made, shown, found)), found


def _head(row: SheetRow, shown: str, found: list[Finding]) -> dict[int, str]:
    """The names of the columns by their places; InputError where the table cannot be understood by them."""
    columns = {i: cell.strip().lower() for i, cell in enumerate(row.cells) if cell.strip()}
    for i, name in columns.items():
        first = next(at for at, other in columns.items() if other == name)
        if first != i and name in _COLUMNS:
            raise named_twice(shown, row.line, i + 1, name, first + 1)
        if name not in _COLUMNS:
            near = difflib.get_close_matches(name, _COLUMNS, 1)
            hint = f"Did you mean {near[0]!r}?" if near else f"Columns are {', '.join(_COLUMNS)}."
            said = f"There is no column {name!r}."
            found.append(finding("K001", said, file=shown, line=row.line, column=i + 1, hint=hint))
    if not {"n", "siglum"} <= set(columns.values()):
        raise InputError(f'{shown}:{row.line}: the first row names no column "n" or "siglum"')
    return columns


def _witness_of_row(raw: SheetRow, columns: dict[int, str], shown: str, found: list[Finding]) -> Iterator[WitnessRow]:
    cells = {name: raw.cells[i].strip() for i, name in columns.items() if i < len(raw.cells)}
    siglum = cells.get("siglum", "")
    if not is_siglum(siglum) or not cells.get("n"):
        words = f"{siglum!r} is no siglum." if cells.get("n") else "The row has no document number."
        hint = "A siglum is letters and digits without blanks, such as A, B2 or Vat."
        found.append(finding("K001", words, file=shown, line=raw.line, hint=hint))
        return
    language = cells.get("language", "")
    if language and not LANGUAGE.fullmatch(language):
        words, hint = f"{language!r} is no code of a language.", "Codes are those of BCP 47, such as de, fr or grc."
        found.append(finding("K001", words, file=shown, line=raw.line, hint=hint))
    kind = cells.get("kind", "").lower()
    if kind not in KINDS:
        hint = f"Kinds are {', '.join(KINDS[1:])}."
        found.append(finding("K001", f"There is no kind {kind!r}.", file=shown, line=raw.line, hint=hint))
    yield WitnessRow(
        DocumentId.of(cells["n"].removesuffix(".0")).key,
        siglum,
        raw.line,
        witness=cells.get("witness", "").removeprefix("#"),
        base=cells.get("base", "").lower() in _YES,
        layers=cells.get("layer", "").lower() not in {"no", "none", "0", "last"},
        hand=cells.get("hand", ""),
        date=cells.get("date", ""),
        omit=cells.get("omit", ""),
        kind=kind if kind in KINDS else "",
        language=language if LANGUAGE.fullmatch(language) else "",
    )


def _distinct(rows: Sequence[WitnessRow], shown: str, found: list[Finding]) -> Iterator[WitnessRow]:
    seen_rows: set[tuple[str, str]] = set()
    bases: set[str] = set()
    for row in rows:
        if (row.number, row.siglum) in seen_rows:
            words = f"Witness {row.siglum} of document {row.number} has a row already; the first counts."
            found.append(finding("K001", words, file=shown, line=row.line))
            continue
        if row.base and row.number in bases:
            words = f"Document {row.number} has a base already; the first counts."
            found.append(finding("K001", words, file=shown, line=row.line))
        seen_rows.add((row.number, row.siglum))
        bases |= {row.number} if row.base else set()
        yield row


def is_siglum(name: str) -> bool:
    """Whether a name can be a siglum."""
    return _SIGLUM.fullmatch(name) is not None
