"""Cross references, verbatim, and what is none."""

from __future__ import annotations

import pytest

from kktei.model import DocumentId
from kktei.parse import parse_note
from tests.parse.notes import SOURCE, after

CASES = [
    ("See vol. VII, pp. 685–686.", ["vol. VII, pp. 685–686"]),
    ("See vol. XXIV, Laos Crisis, Documents 3–5.", ["vol. XXIV, Laos Crisis, Documents 3–5"]),
    ("See Foreign Relations, 1969–1976, vol. XXXII, SALT I, 1969–1972, Document 94, and footnote 2, Document 95.", ["Foreign Relations, 1969–1976, vol. XXXII, SALT I, 1969–1972, Document 94", "footnote 2, Document 95"]),
    ("Reference is to telegram 1234 from Bonn, July 3, in which he reported.", ["telegram 1234 from Bonn, July 3"]),
    ("It is in Secto 12 from Geneva, May 23, and airgram A–330 from Paris.", ["Secto 12 from Geneva, May 23", "airgram A–330 from Paris"]),
    ("The reply is printed as Document 12.", ["Document 12"]),
    ("Sent to Paris as Topol 2512.", []),
    ("A copy is in the Johnson Library, National Security File, Country File, Vietnam, vol. XX.", []),
]  # fmt: skip


@pytest.mark.parametrize(("prose", "references"), CASES)
def test_references(prose: str, references: list[str]) -> None:
    assert [r.wording for r in after(prose).references] == references


def test_a_document_of_this_edition_gets_its_number() -> None:
    note = SOURCE + "See Document 94 and Document 7."
    assert [r.target for r in parse_note(note, known_documents={DocumentId.of("94")}).references] == [
        DocumentId.of("94"),
        None,
    ]
