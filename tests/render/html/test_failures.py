"""A page that cannot be made names its document, and says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from kktei.errors import MachineryError
from kktei.render.html import pages
from kktei.render.html.given import PageContext
from kktei.render.own import Sheet


@pytest.mark.parametrize("own", ["", "a.xsl"])
def test_a_page_that_fails_names_its_document(tmp_path: Path, own: str) -> None:
    class Failing:
        def parse(self, text: str, uri: str) -> None:
            raise MachineryError(f"A stylesheet failed: in template x of {own}")

    class Failed(Sheet):
        def compiled(self) -> Failing:  # type: ignore[override]
            return Failing()

    file = tmp_path / "letter.xml"
    file.write_text("<TEI/>", encoding="utf-8")
    page = pages.SitePage("documents/letter.html", PageContext(), document=file)
    task = pages._Task(page, "", "{}", "{}", "{}", tmp_path, None, Failed("html", own, own))  # type: ignore[arg-type]
    with pytest.raises(MachineryError, match=r"The page of letter\.xml cannot be made\. A stylesheet failed") as told:
        pages._transform(page, task)
    hint = "a.xsl is the edition's own stylesheet" if own else "Take this file out"
    assert (told.value.hint or "").startswith(hint)
