"""Long lists of a page are made in pieces, and nobody sees it."""

import json

import pytest

from kktei.render.contract import to_json
from kktei.render.html import pages, pieces
from kktei.render.html.entries import PLAIN
from kktei.render.html.parts import CategoryRow, DocumentRow, ExchangeRow, NameLink, PairRow, RoleRow, TaxonomyRow
from kktei.render.words import texts
from kktei.saxon import Json

MANY = 11
ASH, OAK = (NameLink(address=f"persons/{name}.html", name=name) for name in ("Ash", "Oak"))
ROWS = tuple(
    DocumentRow(
        address=f"documents/d{n}.html", number=str(n % 3 or ""), title=f"Of < {n} – “é”", start="1913-05-04",
        end="1913-05-04", said="", lasting=False, inferred=False, senders=(ASH,), recipients=(OAK,), genre="",
        classes=(), repository="Archive", language="de" if n % 2 else "en", incipit=f"Dear {n} & all",
    )
    for n in range(MANY)
)  # fmt: skip
PAIRS = tuple(PairRow(first=ASH, second=OAK, address="", forth=n, back=1, years=(), documents=n) for n in range(MANY))
EXCHANGES = tuple(ExchangeRow(document=row, forth=True, back=False, silence=90 * n) for n, row in enumerate(ROWS))
CATEGORY = CategoryRow(key="c", name="C", about="", documents=ROWS)
ENTRY = {"name": "Ash", "kind": "person", "variants": [], "called": [], "about": [], "ids": [], "partners": []}
CONTEXTS = {
    "name": {"path": "persons/a.html", "entry": {**ENTRY, "roles": [RoleRow(role="sent", documents=ROWS)]}},
    "markings": {"path": "m.html", "taxonomies": [TaxonomyRow(key="t", about="", categories=(CATEGORY,))]},
    "network": {"path": "n.html", "nodes": [], "edges": [], "pairs": PAIRS, "people": 2, "shown": 1, "count": MANY},
    "correspondence": {
        "path": "correspondences/a.html", "first": ASH, "second": OAK, "start": "1913", "end": "1914", "forth": 1,
        "back": 2, "exchanges": EXCHANGES, "first_places": [], "second_places": [], "by_year": [], "maps": [],
    },
}  # fmt: skip


def page(template: str, context: str) -> str:
    words = {"texts": Json(to_json(texts("en"))), "site": Json('{"title": "T", "language": "en"}')}
    return pages._listed(PLAIN.compiled(), template, words, context)


@pytest.mark.parametrize("template", CONTEXTS)
def test_a_long_list_in_pieces_is_the_list(template: str, monkeypatch: pytest.MonkeyPatch) -> None:
    context = to_json({"labels": {}, **CONTEXTS[template]})  # type: ignore[dict-item]
    whole = page(template, context)
    assert pieces.in_pieces(context) == (context, ())
    monkeypatch.setattr(pieces, "_LONG", 200)
    monkeypatch.setattr(pieces, "_ROWS", 3)
    cut, parts = pieces.in_pieces(context)
    assert [len(json.loads(part.context)["rows"]) for part in parts] == [3, 3, 3, 2]
    assert len(cut) < len(context) / 2
    assert page(template, context) == whole
    assert "k-piece" not in whole
