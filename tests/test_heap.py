"""The engine begins with bounds where saxonche is one whose libraries were looked at: the installed one is."""

import subprocess
import sys

SHEET = """<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:template match="/"><xsl:sequence select="map{'text': string(.)}"/></xsl:template></xsl:stylesheet>"""
PROBE = f"""
from kktei import heap, saxon
style = saxon.stylesheet_from({SHEET!r})
print(heap.bounded(), style.run(style.parse("<a>text</a>", "file:///a.xml")).texts["text"])
"""


def test_the_engine_begins_with_bounds_and_works() -> None:
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "text"]
