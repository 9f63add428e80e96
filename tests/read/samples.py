"""Sound files of every kind that the readers take, rich enough that damage meets something."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl

TABLE = 'n;when;place;who;why\r\n91;1963-04-15;"Bonn; am\r\nRhein";Ed;über\r\n92;15.4.1963;;;"""so"""\r\n٩٣;none;Ost-Berlin;;\r\n'

PLAIN = """Letters of Ada Winter and Jonas Berg

An introduction.

1. Letter From Ada Winter[2] to Jonas Berg[1]

[1] Source: Example Library, Berg Papers, Box 3. Confidential.

[2] A remark.

Vienna, March 4, 1921.

Dear Mr. Berg:

The proofs came this *morning*.[3] I have [illegible] the pl\u00adaces where the prin\u00ad
ter has lost [two words?] a line¹ and **more** {smallcaps: Small}.

¹ A note.

| a | b |
|---|---|
| c | d |

1. one
2. two

> A quotation of ﬁve words.

[p. 2]

Sincerely yours,
Ada Winter

P.S. The maps [-are-] [+were+] missing too.

[3] Not found. {foreign de: Nicht gefunden}

[Enclosure: a map]

Text of it.

[End of enclosure]

٢. Letter From Jonas Berg
to Ada Winter

Source: Example Archive, Winter Papers, Box 1. No classification marking.

Prague, den 9. März 1921.

Dear Ada: see [there](#1#3).
"""

LETTER = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="letter-1"><teiHeader><fileDesc><titleStmt><title>A letter, März</title></titleStmt>
<publicationStmt><p>x</p></publicationStmt><sourceDesc><p>y</p></sourceDesc></fileDesc></teiHeader>
<text><body><div><p>Words &amp; more <hi rend="italic">words</hi>.</p></div></body></text></TEI>
""".encode()


def corpus(count: int) -> bytes:
    letters = b"".join(LETTER.split(b"\n", 1)[1].replace(b"letter-1", f"letter-{n}".encode()) for n in range(count))
    return (
        b'<?xml version="1.0"?>\n<teiCorpus xmlns="http://www.tei-c.org/ns/1.0" xml:lang="de"><teiHeader/>'
        + letters
        + b"</teiCorpus>"
    )


def book(*rows: list[object], **formats: str) -> bytes:
    made = openpyxl.Workbook()
    assert made.active is not None
    for row in rows:
        made.active.append(row)
    for cell, code in formats.items():
        made.active[cell].number_format = code
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


BOOK = book(
    ["n", "when", "place", "who"], [91, date(1963, 4, 15), "Bonn", "E"], [92, 1.5, True, "ü"], ["93a", None, "=1+1", 12]
)


def word_files() -> list[bytes]:
    """The template of a new edition, and small files with odd things in them."""
    template = Path(__file__).parents[2] / "kktei" / "starter" / "templates" / "letters.docx"
    cases = sorted((Path(__file__).parent / "cases").glob("*.docx"))
    return [path.read_bytes() for path in (template, *cases)]
