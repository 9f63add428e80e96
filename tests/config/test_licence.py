"""A licence is named as the editor names it: never half of it by a default."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from kktei.config import check
from kktei.encode.licence import licensed
from kktei.pipeline.folder import settings
from kktei.pipeline.line import claimed

COMMONS = "https://creativecommons.org/licenses/by-sa/4.0/"


@pytest.mark.parametrize(("given", "name", "address", "tei"), [
    ({}, "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/", 'status="free"'),
    ({"licence": COMMONS}, "CC BY-SA 4.0", COMMONS, f'status="free"><licence target="{COMMONS}">CC BY-SA 4.0<'),
    ({"licence": "https://a.org/terms"}, "", "https://a.org/terms", '"><licence target="https://a.org/terms">https:'),
    ({"licence": "https://a.org/terms", "licence_name": "Ours"}, "Ours", "https://a.org/terms", ">Ours<"),
    ({"licence_name": "All rights reserved"}, "All rights reserved", "", "<licence>All rights reserved<"),
    ({"licence": ""}, "", "", 'status="unknown"><p>No licence is stated.</p>'),
])  # fmt: skip
def test_name_and_address_belong_together(given: dict[str, str], name: str, address: str, tei: str) -> None:
    settings = check({"edition": {"title": "T", **given}})
    assert (settings.text("edition.licence_name"), settings.text("edition.licence")) == (name, address)
    assert tei in etree.tostring(licensed(settings)).decode()


def test_none_is_claimed_for_letters_of_others(tmp_path: Path) -> None:
    assert settings(tmp_path).text("edition.licence") == settings(tmp_path).text("edition.licence_name") == ""


@pytest.mark.parametrize(("first", "second", "kept"), [
    (f'<licence target="{COMMONS}">x</licence>', f"<licence\n target='{COMMONS}'/>", True),
    (f'<licence target="{COMMONS}">x</licence>', "<p>All rights reserved</p>", False),
    (f'<licence target="{COMMONS}">x</licence>', f'</availability><sourceDesc><licence target="{COMMONS}"/>', False),
    ("", "", False),
])  # fmt: skip
def test_no_product_claims_for_all_what_one_document_does_not_give(
    tmp_path: Path, first: str, second: str, kept: bool
) -> None:
    paths = [tmp_path / "a.xml", tmp_path / "b.xml"]
    for path, words in zip(paths, (first, second), strict=True):
        path.write_text(f"<TEI><availability>{words}</availability></TEI>", "utf-8")
    said = claimed(check({"edition": {"title": "T", "licence": COMMONS}}), paths)
    assert said.text("edition.licence") == (COMMONS if kept else "")
    assert claimed(said, paths) is said or kept
