"""The text that exports give: what a reader is meant to read."""

from __future__ import annotations

import json

import pytest

from kktei.project import data
from kktei.saxon import stylesheet
from tests.websites import document

BODIES = {
    "<div><p>One.</p><note>A note between blocks.</note><p>Two<note>Below.</note>.</p></div>": "One. Two.",
    "<p>See <choice><sic>teh</sic><corr>the</corr></choice> <choice><abbr>Dr.</abbr><expan>Doctor</expan></choice> in "
    "<app><rdg wit='#A'>Rome</rdg><rdg wit='#B'>Paris</rdg></app><del>never</del>.</p>": "See the Doctor in Rome.",
    "<p>begun<pb n='2'/><fw>ENDED</fw> <index><term>ends</term></index>and en<lb break='no'/>ded</p><p>Here</p>": (
        "begun and ended Here"
    ),
}


@pytest.mark.parametrize("body", BODIES)
def test_the_text_is_what_is_read(body: str) -> None:
    sheet = stylesheet(data("xslt") / "record.xsl")
    made = sheet.run(sheet.parse(document(body), "file:///a.xml"), mode="record").texts
    assert [json.loads(row)["text"] for row in made.values()] == [BODIES[body]]
