"""An earlier table: which of its rows hold decisions, and which tokens each row takes up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from kktei.collate.table import AGAIN, DECIDED, SETTLED, ReadingRow, Rows
from kktei.collate.units import Span
from kktei.findings import Finding, finding
from kktei.model.collation import BREAK, LINE

Forms = tuple[str, ...]
_SPLIT = re.compile(r"split(?:\s+(-?\d{1,5}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Fixed:
    """A row, or rows that were joined: ``forms`` by siglum, ``spans`` their places in each witness's old text."""

    id: int
    lemma: str
    forms: Mapping[str, Forms | None]
    spans: Mapping[str, Span]
    cells: Mapping[str, str]
    line: int = 0

    def orphan(self, state: str) -> ReadingRow:
        """The row, to stand apart."""
        readings = {siglum: " ".join(forms or ()) for siglum, forms in self.forms.items()}
        return ReadingRow(str(self.id), self.lemma, readings, {**self.cells, "state": state}, self.line)


@dataclass(frozen=True)
class Earlier:
    """The rows in the order of the text: ``fixed`` ones hold decisions, ``loose`` ones only what kktei said."""

    sigla: tuple[str, ...] = ()
    fixed: tuple[Fixed, ...] = ()
    loose: tuple[Fixed, ...] = ()
    orphans: tuple[ReadingRow, ...] = ()
    findings: tuple[Finding, ...] = ()
    largest: int = 0  # of the ids given so far
    file: str = ""
    texts: Mapping[str, Forms] = field(default_factory=dict)

    def text(self, siglum: str) -> Forms:
        """A witness's old text, as the rows hold it together."""
        return self.texts[siglum]

    @classmethod
    def of(cls, hand: Rows, base: Rows | None, file: str, lemma: str) -> Earlier:
        """What a table says, and of that what editors said; ``lemma``: whose words are the lemma by default.

        Where it is not known what kktei last wrote (no ``base``), a lemma of other words is an editor's.
        """
        found = list(hand.findings)
        remembered = base is not None and bool(base.rows)
        known = base if base is not None and base.rows else hand
        if not any(row.place for row in known.rows):  # somebody deleted the column
            known = replace(known, rows=tuple(replace(row, place=row.id) for row in known.rows))
        by_id = {row.id: row for row in reversed(hand.rows)}
        pairs = [(row, by_id.get(row.id)) for row in known.rows if row.place]
        rows = [_paired(row if remembered else _default(row, lemma), mine, found, file) for row, mine in pairs]
        placed = {row.id for row in known.rows if row.place}
        strange = [row for row in hand.rows if row.id not in placed]
        strange += _second(hand.rows, strange)
        before = {row.id for row in base.rows} if base is not None and remembered else set()
        orphans = [_told(row, found, file, new=row.id not in before) for row in _once(strange) if _says_anything(row)]
        spread = list(_spread(_joined(rows), known.sigla))
        texts = {s: tuple(chain.from_iterable(f.forms.get(s) or () for f, _ in spread)) for s in known.sigla}
        numbers = [int(row.id) for row in (*known.rows, *hand.rows) if row.id.isdecimal() and len(row.id) < 10]
        split = [part for one in spread for part in _split(*one)]
        found += [_not_done(row, file) for row, _ in split if row.cells.get("do")]
        fixed = tuple(_numbered([f for f, decided in split if decided], max(numbers, default=0)))
        return cls(
            known.sigla,
            fixed,
            tuple(f for f, decided in split if not decided),
            tuple(orphans),
            tuple(found),
            max((*numbers, *(f.id for f in fixed)), default=0),
            file,
            texts,
        )


@dataclass(frozen=True, slots=True)
class _Paired:
    """A row as kktei wrote it, with what the editor made of it."""

    was: ReadingRow
    now: ReadingRow
    decided: bool


def _paired(was: ReadingRow, mine: ReadingRow | None, found: list[Finding], file: str) -> _Paired:
    if mine is None:
        decided = bool(was.of("state"))
        if decided:
            words = f"The row of unit {was.id}, in which something was decided, was deleted; it is back."
            hint = 'To withdraw a decision, empty its cells and write "withdrawn" into the column state.'
            found.append(finding("K012", words, file=file, hint=hint))
        return _Paired(was, was, decided)
    if mine.of("state") == "withdrawn":
        return _Paired(was, replace(was, cells={}), decided=False)
    now = _restored(was, mine, found, file)
    said = any(now.of(c) and (c != "type" or now.of(c) != was.of(c)) for c in now.cells)
    less = any(not now.of(column) and was.of(column) for column in DECIDED if column != "state")
    other = now.lemma.split() != was.lemma.split()
    return _Paired(was, now, bool(now.of("state") or was.of("state") or said or less or other))


def _default(row: ReadingRow, lemma: str) -> ReadingRow:
    """A row as kktei would have written it."""
    forms = row.forms(lemma)
    return row if forms is None else replace(row, lemma=" ".join(forms))


def _restored(was: ReadingRow, mine: ReadingRow, found: list[Finding], file: str) -> ReadingRow:
    """The editor's row; what was written over a witness's words is told, and kept in the note."""
    changed = [s for s, cell in mine.readings.items() if s in was.readings and cell.split() != was.readings[s].split()]
    if not changed:
        return mine
    told = "; ".join(f"{s}: “{mine.readings[s]}”" for s in changed)
    words = f"The words of a witness were changed in the table, unit {mine.id} ({told}); they are as transcribed again."
    hint = "Correct the transcription; a reading of your own goes into the column lemma."
    found.append(finding("K013", words, file=file, line=mine.line, hint=hint))
    note = " ".join(filter(None, (mine.of("note"), f"[{told}]")))
    return replace(mine, cells={**mine.cells, "note": note})


def _told(row: ReadingRow, found: list[Finding], file: str, *, new: bool) -> ReadingRow:
    """A row that belongs to no place: an editor's own (``new``, or without a state), or one whose words are gone."""
    which = row.id or "without an id"
    if new or not row.of("state"):
        words = f"The row {which} is none of kktei's; it stays at the end of the table and has no effect."
        hint = "Decide in the rows that are there: the id and the witnesses' words are kktei's."
        found.append(finding("K014", words, file=file, line=row.line, hint=hint))
    elif row.of("state") == AGAIN:
        words = f"The row {which} still stands at the end of the table; it belongs to no place in the text."
        hint = "Take over what you want, then delete the row."
        found.append(finding("K011", words, file=file, line=row.line, hint=hint))
    return replace(row, place="")


def _second(rows: Sequence[ReadingRow], strange: Sequence[ReadingRow]) -> Iterator[ReadingRow]:
    """Rows whose id stands above already and that say something else: they lose it, and stay."""
    first: dict[str, ReadingRow] = {}
    for row in rows:
        known = first.setdefault(row.id, row)
        if row.id and known is not row and row not in strange and (known.lemma, known.cells) != (row.lemma, row.cells):
            yield replace(row, id="")


def _not_done(row: Fixed, file: str) -> Finding:
    words = f"“{row.cells['do']}” in the column do of unit {row.id} could not be carried out; it stays there."
    hint = 'Write "join" (with the next row, which begins no paragraph) or "split 2" (no more words than there are).'
    return finding("K025", words, file=file, line=row.line, hint=hint)


def _once(rows: Sequence[ReadingRow]) -> Iterator[ReadingRow]:
    seen: set[str] = set()
    for row in rows:
        if row.id not in seen or not row.id:
            yield row
        seen.add(row.id)


def _says_anything(row: ReadingRow) -> bool:
    return bool(row.lemma or row.varies or row.cells)


def _joined(rows: Sequence[_Paired]) -> Iterator[list[_Paired]]:
    """The rows in groups: "join" in the column do joins a row with the next."""
    group: list[_Paired] = []
    for row in rows:
        if group and (_parts(row.was) or _parts(group[-1].was) or row.now.of("do").startswith("split")):
            yield group
            group = []
        group.append(row)
        if row.now.of("do") != "join":
            yield group
            group = []
    if group:
        yield group


def _parts(row: ReadingRow) -> bool:
    """Whether blocks begin there: they cannot be joined with words."""
    return any(form in {BREAK, LINE} for siglum in row.readings for form in row.forms(siglum) or ())


def _together_said(cells: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """What editors said of rows that are one now: all of it; of states the one that asks for a look."""
    out: dict[str, str] = {}
    for column in dict.fromkeys(chain.from_iterable(cells)):
        said = list(dict.fromkeys(row[column] for row in cells if row.get(column)))
        if said and column != "do":
            out[column] = max(said, key=len) if column in {"state", "type"} else "; ".join(said)
    return out


def _spread(groups: Iterator[list[_Paired]], sigla: Sequence[str]) -> Iterator[tuple[Fixed, bool]]:
    """Each group as one row with its places in the old texts."""
    at = dict.fromkeys(sigla, 0)
    for group in groups:
        forms = {s: _together([p.was.forms(s) for p in group]) for s in sigla}
        spans = {s: (at[s], at[s] + len(f or ())) for s, f in forms.items()}
        at = {s: end for s, (_, end) in spans.items()}
        own = group[0].now
        lemma = own.lemma if len(group) == 1 else " ".join(p.now.lemma for p in group if p.now.lemma != "[om.]")
        cells = _together_said([p.now.cells for p in group])
        if len(group) > 1:
            cells.pop("type", None)
        if group[-1].now.of("do"):  # what cannot be carried out is told, and stays
            cells["do"] = group[-1].now.of("do")
        key = int(group[0].was.id) if group[0].was.id.isdecimal() else 0
        yield Fixed(key, lemma, forms, spans, cells, own.line), len(group) > 1 or group[0].decided


def _together(parts: Sequence[Forms | None]) -> Forms | None:
    return None if all(p is None for p in parts) else tuple(chain.from_iterable(p or () for p in parts))


def _split(row: Fixed, decided: bool) -> list[tuple[Fixed, bool]]:
    """By "split 3" in the column do the row in two, after the third word of each witness (-1: before the last)."""
    order = _SPLIT.fullmatch(row.cells.get("do", ""))
    at = int(order[1] or 1) if order else 0
    whole_words = [len(words or ()) for words in row.forms.values()]
    if not any(abs(at) < words for words in whole_words) or not at:
        return [(row, decided)]
    cells = {k: v for k, v in row.cells.items() if k != "do"}
    parts = []
    for first, key in ((True, row.id), (False, 0)):
        forms: dict[str, Forms | None] = {}
        spans: dict[str, Span] = {}
        for siglum, whole in row.forms.items():
            cut = min(max(at if at >= 0 else len(whole or ()) + at, 0), len(whole or ()))
            start, end = row.spans[siglum]
            forms[siglum] = None if whole is None else whole[:cut] if first else whole[cut:]
            spans[siglum] = (start, start + cut) if first else (start + cut, end)
        words = row.lemma.split()
        cut = min(max(at if at >= 0 else len(words) + at, 0), len(words))
        lemma = " ".join(words[:cut] if first else words[cut:])
        own = cells if first else {"state": SETTLED}
        parts.append((Fixed(key, lemma, forms, spans, {**own, "state": SETTLED}, row.line), True))
    return parts


def _numbered(rows: Sequence[Fixed], last: int) -> Iterator[Fixed]:
    """The rows with an id each: the second halves of what was split get new ones."""
    for row in rows:
        if row.id:
            yield row
        else:
            last += 1
            yield replace(row, id=last)
