"""Index headings stand where a reader looks for them."""

from __future__ import annotations

import pytest

from kktei.project import data
from tests.xpath import evaluate

SHEET = data("xslt") / "tei" / "sorting.xsl"
K = {"k": "https://kktei.org/ns/xslt"}


def key(heading, kind="person"):
    (found,) = evaluate(SHEET, f'k:sort-key("{heading}", "{kind}")', namespaces=K)
    return found


@pytest.mark.parametrize(
    "ordered",
    [
        ["Obama, B", "Ørsted, H", "Ozawa, S"],
        ["Lang, F", "Łukasiewicz, J", "Lynd, R"],
        ["Gates, A", "de Gaulle, Charles", "Geertz, C"],
        ["Brandt, W", "von Brentano, Heinrich", "Bundy, M"],
        ["MacArthur, D", "McCloy, J", "Macmillan, H", "McNamara, R"],
        ["Smith, John", "Smith, Zadie", "Smithson, Adam"],
        ["Muller, A", "Müller, B", "Mundt, C"],
        ["O’Brien, A", "Obst, B"],
        ["d’Ailly, P", "Albert, X"],
        ["Strauss, A", "Strauß, B", "Stravinsky, C"],
    ],
)
def test_persons(ordered):
    assert sorted(ordered, key=key) == ordered


def test_numbers_by_value_and_articles_passed_over():
    assert sorted(["Lot 77", "Lot 9"], key=lambda h: key(h, "source")) == ["Lot 9", "Lot 77"]
    assert sorted(["Zeit", "The Death of a President"], key=lambda h: key(h, "work")) == [
        "The Death of a President",
        "Zeit",
    ]
