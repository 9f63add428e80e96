"""A page that cannot be made names its document, and says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from kktei.errors import MachineryError
from kktei.render.html import pages
from kktei.render.html.given import PageContext


def test_a_page_that_fails_names_its_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing:
        def parse(self, text: str, uri: str) -> None:
            raise MachineryError("A stylesheet failed: in template x")

    class Sheet:
        def compiled(self) -> Failing:
            return Failing()

    file = tmp_path / "letter.xml"
    file.write_text("<TEI/>", encoding="utf-8")
    page = pages.SitePage("documents/letter.html", PageContext(), document=file)
    task = pages._Task(page, "", "{}", "{}", "{}", tmp_path, None, Sheet())  # type: ignore[arg-type]
    with pytest.raises(MachineryError, match=r"The page of letter\.xml cannot be made\. A stylesheet failed") as told:
        pages._transform(page, task)
    assert "Take this file out" in (told.value.hint or "")
