"""A translation beside its text: which paragraphs belong together, by their lengths.

After W. A. Gale and K. W. Church, "A program for aligning sentences in bilingual corpora" (Computational Linguistics,
1993): paragraphs that translate each other are of like length, most go one to one, some two to one.
"""

import math
from collections.abc import Sequence

Pairing = tuple[range, range]  # paragraphs of the text, and of the translation
_VARIANCE = 6.8  # of the length of a translation, for each character: Gale and Church's
_PRIOR = {(1, 1): 0.89, (1, 0): 0.005, (0, 1): 0.005, (2, 1): 0.045, (1, 2): 0.045, (2, 2): 0.01}
_AROUND = 60  # paragraphs by which a translation may be ahead or behind
_NEVER = 50.0  # -ln of a probability that is none


def beside(text: Sequence[int], translation: Sequence[int]) -> list[Pairing]:
    """The paragraphs, given by their lengths in characters, in pairs or groups, all of them in their order."""
    if len(text) == len(translation):
        return [(range(at, at + 1), range(at, at + 1)) for at in range(len(text))]
    ratio = sum(translation) / max(1, sum(text))
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for here in range(len(text) + 1):
        middle = here * len(translation) // max(1, len(text))
        wide = _AROUND + abs(len(text) - len(translation))
        for there in range(max(0, middle - wide), min(len(translation), middle + wide) + 1):
            for step, prior in _PRIOR.items():
                before = here - step[0], there - step[1]
                if before not in best:
                    continue
                one, other = sum(text[before[0] : here]), sum(translation[before[1] : there])
                cost = best[before][0] + _unlike(one, other, ratio) - math.log(prior)
                if (here, there) not in best or cost < best[here, there][0]:
                    best[here, there] = cost, step
    return _way(best, len(text), len(translation))


def _unlike(one: int, other: int, ratio: float) -> float:
    """How unlikely it is that two stretches translate each other: -ln of the probability."""
    distance = (other - one * ratio) / math.sqrt(max(1, one, other) * _VARIANCE)
    return -math.log(max(math.erfc(abs(distance) / math.sqrt(2)), math.exp(-_NEVER)))


def _way(best: dict[tuple[int, int], tuple[float, tuple[int, int]]], here: int, there: int) -> list[Pairing]:
    found: list[Pairing] = []
    while here or there:
        step = best[here, there][1]
        found.append((range(here - step[0], here), range(there - step[1], there)))
        here, there = here - step[0], there - step[1]
    return found[::-1]
