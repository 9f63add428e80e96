"""A collation for other programs: JSON as CollateX writes its table, NEXUS for programs that make stemmata."""

import json
import string
from collections.abc import Sequence

from kktei.collate.rebuild import said
from kktei.model.collation import Collation, Tokens, Unit

# Signs of the states of a character; PAUP* and SplitsTree take no more than these.
_SIGNS = string.digits + string.ascii_uppercase


def as_json(made: Collation) -> str:
    """The table as CollateX has it: ``witnesses``, and ``table`` by witnesses, of cells that are lists of tokens."""
    table = [[_cell(unit.readings[i]) for unit in made.units] for i in range(len(made.witnesses))]
    data = {"witnesses": [w.siglum for w in made.witnesses], "table": table}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _cell(reading: Tokens | None) -> list[dict[str, str]] | None:
    if not reading:
        return None
    return [{"t": t.form + _blank(reading, i), "n": t.form} for i, t in enumerate(reading)]


def _blank(reading: Tokens, at: int) -> str:
    after = reading[at + 1].space if at + 1 < len(reading) else True
    return " " if after else ""


def as_nexus(made: Collation) -> str:
    """The units that vary, but for those that editors ignore, as characters: a sign a reading, "?" for a lacuna."""
    units = [u for u in made.units if _counts(u)]
    rows = [(w.siglum, "".join(_sign(u, i) for u in units)) for i, w in enumerate(made.witnesses)]
    width = max((len(_quoted(s)) for s, _ in rows), default=0)
    names = (f"{unit.id} {said(unit.lemma) or 'om.'}"[:60] for unit in units)
    labels = [f"    {n} {_quoted(name)}" for n, name in enumerate(names, 1)]
    lines = [
        "#NEXUS",
        "BEGIN DATA;",
        f"  DIMENSIONS NTAX={len(rows)} NCHAR={len(units)};",
        f'  FORMAT DATATYPE=STANDARD SYMBOLS="{_SIGNS}" MISSING=? GAP=-;',
        "  CHARSTATELABELS",
        ",\n".join(labels) + ";",
        "  MATRIX",
        *(f"    {_quoted(siglum):<{width}} {signs}" for siglum, signs in rows),
        "  ;",
        "END;",
    ]
    return "\n".join(lines) + "\n"


def _counts(unit: Unit) -> bool:
    there = {_forms(r) for r in unit.readings if r is not None}
    return len(there) > 1 and unit.cells.get("type") not in {"ignored", "paragraph"}


def _sign(unit: Unit, witness: int) -> str:
    mine = unit.readings[witness]
    if mine is None:
        return "?"
    states = list(dict.fromkeys(_forms(r) for r in unit.readings if r is not None))
    at = states.index(_forms(mine))
    return _SIGNS[at] if at < len(_SIGNS) else "?"


def _forms(tokens: Sequence[object]) -> tuple[str, ...]:
    return tuple(getattr(token, "form", "") for token in tokens)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
