"""Sound inputs of every kind, from which the harness makes others."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from tests.read.odd_volume import odd_volume

ROOT = Path(__file__).resolve().parents[2]
STARTER = ROOT / "kktei" / "starter"

TRANSCRIPT = """Letters of Ada Winter and Jonas Berg

Introduction

These letters were found in a suitcase in 1951; Maria Holm has copied them.

1. Letter From Ada Winter to Jonas Berg

Source: Example Library, Berg Papers, Correspondence, Box 3. Confidential. Drafted by Holm on March 3. Another copy is in
the Example Archive, Winter Papers, Box 1.

Vienna, March 4, 1921, 11 a.m.

Dear Mr. Berg:

The proofs came *this morning*.[1] I have marked {smallcaps: the places} where the printer has lost a line [3 words
illegible] [p. 2] and one [so?] more. See Document 2.

1. First, send the second sheet before Easter;
2. then the third.

> As you wrote: “Nothing is lost.”

[Attachment]

List of misprints

- page 3: Nachlaß, cœur, Ærø
- page 4: naïve

[End of attachment]

Sincerely yours,

Ada Winter

P.S. Greetings to Professor Lindqvist.

[1] The proofs have not been found. *See* Holm’s catalogue.


2. Telegram From Jonas Berg to Ada Winter†

Source: Example Archive, Winter Papers, Box 1. No classification marking.

Oslo, March 11, 1921.

Second sheet goes to you with this letter.¹ {foreign de: Herzlich}

Yours,

J. Berg

¹ Not printed.

† On the heading.
"""

TABLE = (
    "n,when,place,place_ref,dateline,signed,sender,note,by,reason\n"
    '1,1921-03-04,Vienna,https://www.geonames.org/2761369,"Vienna, March 4",Ada Winter,,,,\n'
    '2,1921-03-11,Oslo,,,"J. Berg",Jonas Berg,"a, ""b""",Holm,The envelope\n'
)

VOCABULARY = """
[[handling]]
key = "hnd.walnut"
label = "Walnut"
words = ["Walnut"]

[[repository]]
key = "exl"
label = "Example Library"
words = ["Example Library", "Library of Examples"]
"""

THEME = """
:root { --k-accent: #7a0019; }
body { font-family: "EB Garamond", serif; background: url("paper.png") }
@media print { a::after { content: " (" attr(href) ")" } }
"""

NOTES = """\
{"volume": "v1", "id": "d1", "head": "Letter From Ada Winter to Jonas Berg", "date": "1921-03-04", "source_note": "Source: \
Example Library, Berg Papers, Box 3. Secret; Eyes Only. Drafted by Holm and approved by Lindqvist."}
{"source_note": "Source: Kennedy Library, National Security Files, Box 5. No classification marking."}
"""

SETTINGS = """
[edition]
id = "letters"
title = "Letters of Ada Winter and Jonas Berg"
editors = ["Maria Holm", "Per Lindqvist"]
publisher = "Example press"
date = "2026"
licence = "https://creativecommons.org/publicdomain/zero/1.0/"
licence_name = "CC0 1.0"
base_uri = "https://example.org/letters/"
language = "en"
description = "Two invented letters."

[source]
title = "Letters of Ada Winter and Jonas Berg"
years = "1921"

[[suppress]]
code = "N001"
file = "edition/documents/d001.xml"
reason = "known"
"""

_SHEET = """<?xml version="1.0" encoding="UTF-8"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>"""
_BOOK = {
    "[Content_Types].xml": """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
</Types>""",
    "_rels/.rels": """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>
</Relationships>""",
    "xl/workbook.xml": """<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="facts" sheetId="1" r:id="r1"/></sheets></workbook>""",
    "xl/_rels/workbook.xml.rels": """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>
</Relationships>""",
}


def workbook() -> bytes:
    """The table as a spreadsheet program saves it."""
    rows = [
        ("n", "when", "place", "signed"),
        ("1", "1921-03-04", "Vienna", "Ada Winter"),
        ("2", "44000", "Oslo", "J. Berg"),
    ]
    cells = "".join(
        f'<row r="{y}">' + "".join(f'<c r="{"ABCD"[x]}{y}" t="inlineStr"><is><t>{v}</t></is></c>' for x, v in enumerate(row)) + "</row>"
        for y, row in enumerate(rows, 1)
    )  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in {**_BOOK, "xl/worksheets/sheet1.xml": _SHEET.format(cells)}.items():
            book.writestr(name, text)
    return out.getvalue()


def samples(edition: Path) -> Mapping[str, tuple[str, list[bytes]]]:
    """For each kind of input the file that it stands in and some sound ones; ``edition`` is a converted one."""
    documents = [p.read_bytes() for p in sorted((edition / "edition" / "documents").glob("*.xml"))]
    own = [p.read_bytes() for p in sorted((ROOT / "edition" / "documents").glob("*.xml"))[:6]]
    word = (STARTER / "templates" / "letters.docx").read_bytes()
    return {
        "text": ("seeds/letters.txt", [TRANSCRIPT.encode(), (STARTER / "seeds" / "letters.txt").read_bytes()]),
        "docx": ("seeds/letters.docx", [word]),
        "volume": ("seeds/volume.xml", [odd_volume().encode()]),
        "source tei": ("seeds/letter.xml", [*documents, *own[:2]]),
        "csv": ("edition/facts.csv", [TABLE.encode()]),
        "xlsx": ("edition/facts.xlsx", [workbook()]),
        "tei": ("edition/documents/d001.xml", [*documents, *own]),
        "authorities": ("edition/authorities.xml", [(edition / "edition" / "authorities.xml").read_bytes()]),
        "corpus": ("edition/edition.xml", [(edition / "edition" / "edition.xml").read_bytes()]),
        "settings": ("edition/edition.toml", [SETTINGS.encode()]),
        "vocabulary": ("edition/vocabulary.toml", [VOCABULARY.encode()]),
        "theme": ("edition/theme.css", [THEME.encode()]),
        "notes": ("notes.jsonl", [NOTES.encode()]),
    }
