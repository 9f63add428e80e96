"""Words that a witness has in another place than the base: proposed as transpositions, never decided."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kktei.collate.rules import Rules
from kktei.collate.tokens import is_mark
from kktei.model.collation import Collation, Tokens, Unit

_RUN = 3  # words that are no chance
Run = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """The units from which and to which a run of words moved, the witness that has it there, and the words."""

    here: Unit
    there: Unit
    siglum: str
    words: str


def moves(made: Collation, rules: Rules) -> Iterator[Move]:
    """Each run of three words or more that a witness lacks where the base has it and has where the base lacks it."""
    varying = [unit for unit in made.units if unit.varies]
    own = {unit.id: _runs(unit.readings[made.base], rules) for unit in varying}
    for i, witness in enumerate(made.witnesses):
        if i == made.base:
            continue
        theirs = {unit.id: _runs(unit.readings[i], rules) for unit in varying}
        gone = {run: unit for unit in varying for run in own[unit.id] if run not in theirs[unit.id]}
        told: set[tuple[int, int]] = set()
        for unit in varying:
            for run, words in theirs[unit.id].items():
                home = gone.get(run) if run not in own[unit.id] else None
                if home is not None and home.id != unit.id and (home.id, unit.id) not in told:
                    told.add((home.id, unit.id))
                    yield Move(home, unit, witness.siglum, words)


def _runs(reading: Tokens | None, rules: Rules) -> Mapping[Run, str]:
    """Every run of three words of a reading, as it is compared, with its words."""
    words = [token.form for token in reading or () if not is_mark(token.form)]
    normal = [rules.normal(form) for form in words]
    return {tuple(normal[i : i + _RUN]): " ".join(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}
