"""What a note leaves open is a finding of its own kind."""

from __future__ import annotations

import pytest

from kktei.parse import findings_of, parse_note

LOT = "Source: Department of State, Presidential Correspondence: Lot 66 D 204. Secret. "


@pytest.mark.parametrize(
    ("note", "code", "words"),
    [
        (
            "Source: Example Library, Berg Papers. Printed in Documents, pp. 123124.",
            "N002",
            "“123124” has lost the dash",
        ),
        (
            LOT + "The Russian-language text is ibid.: Lot 77 D 163."
            " Other copies are ibid., and in the Kennedy Library, Bundy Papers.",
            "N004",
            "an earlier citation of the note is possible too",
        ),
        ("Secret. Drafted by Rusk.", "N005", "no location and no publication"),
        ("Der Bericht ging am 3. März in Bonn ein.", "N005", "“Der Bericht ging am 3. März in Bonn ein.”"),
    ],
)
def test_a_doubt_has_its_code(note: str, code: str, words: str) -> None:
    (found,) = [f for f in findings_of(parse_note(note)) if f.code not in {"N001", "N006"}]
    assert found.code == code
    assert words in found.message
