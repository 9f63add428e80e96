"""A new collation meets a table in which people decided: every decision stays.

Rows that say nothing but what kktei said are made anew.  A row in which an editor decided stays one unit, with the
tokens that it had, wherever they stand now; only what lies between such rows is aligned again.  Where its readings
are no longer what they were it is marked "look again", and a finding names the old and the new ones.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from kktei.collate.align import Alignment, align
from kktei.collate.earlier import Earlier, Fixed
from kktei.collate.mapping import Joining, Moved
from kktei.collate.moves import moves
from kktei.collate.rules import Rules
from kktei.collate.table import AGAIN, OMITTED, SETTLED, ReadingRow, Rows
from kktei.collate.tokens import is_mark, pattern
from kktei.collate.units import Span, kind, stretches
from kktei.findings import Finding, finding
from kktei.model.collation import Collation, Tokens, Unit, WitnessText, WitnessToken

_CLOSING, _OPENING = frozenset(".,;:!?)]}»”’…"), frozenset("([{«“‘„")

_LOOK = f'Look again; then write "{SETTLED}" into the column state.'


@dataclass(frozen=True)
class DecidedCollation:
    """The new collation, the rows that belong to no place any more, and what editors must know."""

    collation: Collation
    orphans: tuple[ReadingRow, ...] = ()
    further: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Before:
    """The table as it stands (``hand``), and as kktei last wrote it where that is known (``base``)."""

    hand: Rows = field(default_factory=Rows)
    base: Rows | None = None
    file: str = ""


def with_decisions(
    number: str, witnesses: Sequence[WitnessText], base: int, rules: Rules, before: Before
) -> DecidedCollation:
    """Collate, and keep what was decided in the table ``before``.

    ``witnesses`` in the order in which tables and readers name them; ``base`` is the one whose text is the lemma where
    nobody decided otherwise.
    """
    lemma = witnesses[base].siglum
    earlier = Earlier.of(before.hand, before.base, before.file, lemma)
    work = _Work(witnesses, base, rules, earlier)
    units = work.units()
    collation = Collation(number, tuple(witnesses), base, tuple(units))
    work.found += _moved(collation, rules, before.file)
    return DecidedCollation(collation, tuple(work.orphans), before.hand.further, tuple(work.found))


def _moved(made: Collation, rules: Rules, file: str) -> Iterator[Finding]:
    """Transpositions, as proposals, where no editor has called the units so."""
    for move in moves(made, rules):
        if "transposition" in {move.here.cells.get("type"), move.there.cells.get("type")}:
            continue
        words = f"{move.siglum} has “{move.words} …” in unit {move.there.id}, which others have in unit {move.here.id}."
        hint = 'If it was moved write "transposition" into the column type of both rows.'
        yield finding("K016", words, file=file, hint=hint)


@dataclass(frozen=True, slots=True)
class _Part:
    """What will be a unit: its words by witness; ``row``: the one in which it was decided."""

    row: Fixed | None
    spans: Sequence[Span]
    readings: tuple[Tokens | None, ...]
    varies: bool


class _Work:
    """Everything that the making of the units needs to know."""

    def __init__(self, witnesses: Sequence[WitnessText], base: int, rules: Rules, earlier: Earlier) -> None:
        self.witnesses, self.base, self.rules, self.earlier = witnesses, base, rules, earlier
        self.texts = [[rules.normal(token.form) for token in w.tokens] for w in witnesses]
        self.found: list[Finding] = list(earlier.findings)
        self.orphans: list[ReadingRow] = list(earlier.orphans)
        self.used = earlier.largest
        self.free = self._aligned(self.texts, [w.lacunae for w in witnesses])
        self.moved = {
            i: Moved.between([rules.normal(form) for form in earlier.text(w.siglum)], self.texts[i])
            for i, w in enumerate(witnesses)
            if w.siglum in earlier.sigla
        }

    def units(self) -> list[Unit]:
        fixed = self._placed()
        out: list[_Part] = []
        at = [0] * len(self.witnesses)
        for row, spans in fixed:
            out += self._between(at, [first for first, _ in spans])
            readings = self._readings(spans)
            if any(readings) or not any(row.forms.values()):
                out.append(_Part(row, spans, readings, varies=True))
            else:
                self._lost(row)
            at = [end for _, end in spans]
        out += self._between(at, [len(w.tokens) for w in self.witnesses])
        return self._made(out)

    def _placed(self) -> list[tuple[Fixed, list[Span]]]:
        """The decided rows, each with the tokens that it takes up now."""
        if not self.earlier.fixed:
            return []
        known = self.moved
        new = [i for i in range(len(self.witnesses)) if i not in known]
        joining = {i: Joining(self.free.columns, i, len(self.texts[i])) for i in new}
        out = []
        at = [0] * len(self.witnesses)
        for row in self.earlier.fixed:
            spans: dict[int, Span] = {
                i: mapping.span(*row.spans[self.witnesses[i].siglum]) for i, mapping in known.items()
            }
            others = tuple(spans.items())
            spans |= {i: join.span(others) for i, join in joining.items()}
            ordered = [spans[i] for i in range(len(self.witnesses))]
            ordered = [(max(first, a), max(end, first, a)) for (first, end), a in zip(ordered, at, strict=True)]
            at = [end for _, end in ordered]
            out.append((row, ordered))
        return out

    def _between(self, start: Sequence[int], end: Sequence[int]) -> Iterator[_Part]:
        """The units of the stretch between two decided rows: as they would be if nobody had decided anything.

        Only where a decided row holds words that would not stand together its neighbours are aligned again.
        """
        if all(a >= b for a, b in zip(start, end, strict=True)):
            return
        columns = self.free.within(start, end)
        if columns is None:
            texts = [t[a:b] for t, a, b in zip(self.texts, start, end, strict=True)]
            lacunae = [{n - a for n in w.lacunae if n >= a} for w, a in zip(self.witnesses, start, strict=True)]
            columns = [{i: n + start[i] for i, n in c.items()} for c in self._aligned(texts, lacunae).columns]
        for stretch in stretches(columns, self.witnesses, start):
            yield _Part(None, stretch.spans, self._readings(stretch.spans), stretch.varies)

    def _aligned(self, texts: Sequence[Sequence[str]], lacunae: Sequence[Collection[int]]) -> Alignment:
        made = align(texts, self.base, lacunae)
        for _, here, there in made.apart:
            words = f"In {here} and {there} words that stand side by side nothing agrees; they were not aligned."
            hint = "Look whether a witness belongs to another document, or is a translation."
            self.found.append(finding("K003", words, file=self.earlier.file, hint=hint))
        return made

    def _readings(self, spans: Sequence[Span]) -> tuple[Tokens | None, ...]:
        out: list[Tokens | None] = []
        for witness, (first, end) in zip(self.witnesses, spans, strict=True):
            lost = first == end and first in witness.lacunae
            out.append(None if lost else witness.tokens[first:end])
        return tuple(out)

    def _made(self, parts: Sequence[_Part]) -> list[Unit]:
        """The units with ids: those of the rows that they were."""
        ids = self._known_ids([part for part in parts if part.row is None])
        out = []
        loose = 0
        for part in parts:
            if part.row is None:
                out.append(self._loose(ids.get(loose) or self._new_id(), part.readings, part.varies))
                loose += 1
            else:
                out.append(self._fixed(part.row, part.readings))
        return out

    def _known_ids(self, parts: Sequence[_Part]) -> dict[int, int]:
        """For each part the id of the row in which most of its words stood; of two, of the one that says the same."""
        sigla = [w.siglum for w in self.witnesses]
        rows = self.earlier.loose
        homes = {i: moved.homes([row.spans[sigla[i]] for row in rows]) for i, moved in self.moved.items()}
        keys = [_key(row.forms) for row in rows]
        near: list[tuple[bool, int, int, int]] = []
        for at, part in enumerate(parts):
            key = _key(dict(zip(sigla, map(_forms, part.readings), strict=True)))
            shared = Counter(
                row
                for i, home in homes.items()
                for row in (home.get(n) for n in range(*part.spans[i]))
                if row is not None
            )
            near += [(keys[row] != key, -words, at, row) for row, words in shared.items()]
        ids: dict[int, int] = {}
        taken: set[int] = set()
        for _, _, at, row in sorted(near):
            if at not in ids and row not in taken:
                ids[at] = rows[row].id
                taken.add(row)
        return ids

    def _new_id(self) -> int:
        self.used += 1
        return self.used

    def _loose(self, key: int, readings: tuple[Tokens | None, ...], varies: bool) -> Unit:
        cells = {"type": kind(readings, self.rules)} if varies else {}
        return Unit(key, readings, self._own_lemma(readings), cells)

    def _own_lemma(self, readings: Sequence[Tokens | None]) -> Tokens:
        """What the base has; where that is lost, what most others have."""
        own = readings[self.base]
        if own is not None:
            return own
        there = [reading for reading in readings if reading is not None]
        count = [sum(_forms(r) == _forms(other) for other in there) for r in there]
        return there[max(range(len(there)), key=lambda i: (count[i], -i))] if there else ()

    def _fixed(self, row: Fixed, readings: tuple[Tokens | None, ...]) -> Unit:
        now = {w.siglum: _forms(r) for w, r in zip(self.witnesses, readings, strict=True)}
        old = {siglum: row.forms[siglum] for siglum in row.forms if siglum in now}
        known = set(row.forms.values())
        changed = [siglum for siglum, forms in now.items() if (siglum in old and old[siglum] != forms)]
        changed += [s for s, forms in now.items() if s not in old and forms is not None and forms not in known]
        cells = {**row.cells, "state": row.cells.get("state") or SETTLED}
        cells["type"] = cells.get("type") or kind(readings, self.rules)
        if changed:
            changes = "; ".join(_change(s, old, now[s]) for s in changed)
            self._tell("K010", f"The readings of unit {row.id} changed: {changes}. What was decided stays.", _LOOK, row)
            cells["state"] = AGAIN
        elif cells["state"] == AGAIN:
            words = f"Unit {row.id} is marked “{AGAIN}”, and nobody has looked yet. What was decided stays."
            self._tell("K010", words, _LOOK, row)
        if self._names_nobody(row, now):
            cells["lemma"] = row.lemma
        lemma = self._lemma(row, readings)
        if lemma and _forms(lemma) not in now.values() and not cells.get("who"):
            words = f"No witness has the lemma of unit {row.id} ({_quoted(_forms(lemma))}), and nobody is named for it."
            self._tell("K024", words, "Write whose conjecture it is into the column who.", row)
        return Unit(row.id, readings, lemma, cells)

    def _tell(self, code: str, words: str, hint: str, row: Fixed) -> None:
        self.found.append(finding(code, words, file=self.earlier.file, line=row.line, hint=hint))

    def _names_nobody(self, row: Fixed, now: Mapping[str, tuple[str, ...] | None]) -> bool:
        """Whether an editor wants the words of a witness that has none there, which is told."""
        named = row.lemma[1:].strip()
        if not row.lemma.startswith("@") or now.get(named) is not None:
            return False
        there = [siglum for siglum, forms in now.items() if forms is not None]
        near = get_close_matches(named, there, 1, 0.4) if named not in now else []
        why = f"{named} lacks this part of the text" if named in now else f"no witness has the siglum {named}"
        words = f"The lemma {row.lemma} of unit {row.id} names no reading: {why}. The text keeps its words."
        self._tell(
            "K023", words, f"Did you mean @{near[0]}?" if near else f"Here {', '.join(there)} can be named.", row
        )
        return True

    def _lost(self, row: Fixed) -> None:
        words = f"No witness has the words of unit {row.id} any more; its row stays at the end of the table."
        self._tell("K011", words, "Take over what you want, then delete the row.", row)
        self.orphans.append(row.orphan(AGAIN))

    def _lemma(self, row: Fixed, readings: tuple[Tokens | None, ...]) -> Tokens:
        """The words that an editor chose: a witness's ("@B", or its words), or a conjecture."""
        by_siglum = dict(zip((w.siglum for w in self.witnesses), readings, strict=True))
        if row.lemma == OMITTED:
            return ()
        if row.lemma.startswith("@") and (taken := by_siglum.get(row.lemma[1:].strip())) is not None:
            return taken
        wanted = tuple(row.lemma.split())
        was = row.forms.get(self.witnesses[self.base].siglum)
        if not wanted or wanted == was or row.lemma.startswith("@"):
            return self._own_lemma(readings)
        ordered = [readings[self.base], *readings]
        same = next((r for r in ordered if r is not None and _forms(r) == wanted), None)
        return same if same is not None else conjecture(row.lemma)


def conjecture(words: str) -> Tokens:
    """Words that no witness has, as tokens; blanks before marks that close are a table's."""
    out: list[WitnessToken] = []
    at = 0
    for match in pattern().finditer(words):
        parted = match.start() > at or not out
        opened = bool(out) and out[-1].form in _OPENING
        closing = is_mark(match[0]) and match[0] in _CLOSING
        out.append(WitnessToken(match[0], parted and not closing and not opened))
        at = match.end()
    return tuple(out)


def _forms(reading: Tokens | None) -> tuple[str, ...] | None:
    return None if reading is None else tuple(token.form for token in reading)


def _key(forms: Mapping[str, tuple[str, ...] | None]) -> tuple[tuple[str, ...], ...]:
    """By what a unit is known again: its distinct readings, whoever has them."""
    return tuple(sorted({f for f in forms.values() if f is not None}))


def _change(siglum: str, old: Mapping[str, Sequence[str] | None], new: Sequence[str] | None) -> str:
    """What became of a witness's reading, in words."""
    if siglum not in old:
        return f"{siglum} is new and has {_quoted(new)}"
    return f"{siglum} had {_quoted(old[siglum])}, has {_quoted(new)}"


def _quoted(forms: Sequence[str] | None) -> str:
    return "a lacuna here" if forms is None else f"“{' '.join(forms)}”" if forms else "no words here"
