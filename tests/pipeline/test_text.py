"""The edition in the plain-text form: all of it is written, and what is not is named first."""

from __future__ import annotations

import pytest

from kktei.errors import UsageError
from kktei.pipeline.text import as_text
from kktei.project import Project


def test_the_front_matter_is_named_where_all_documents_are_written(built: Project) -> None:
    assert as_text(built).lost == ()
    built.front.write_text("<TEI/>", encoding="utf-8")
    assert as_text(built).lost == ("the front matter (edition/front.xml)",)
    assert as_text(built, ["d001"]).lost == ()


def test_a_document_that_is_not_there(built: Project) -> None:
    with pytest.raises(UsageError, match="no document d999"):
        as_text(built, ["d999"])
