"""Word documents made for the tests, and the template that `kktei new` brings."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pypandoc

TEMPLATE = """---
title: Title of the collection
---

# 1. Letter From Ada Winter to Jonas Berg

::: {custom-style="Source"}
Source: Example Library, Berg Papers, Correspondence, Box 3. No classification marking.
:::

::: {custom-style="Dateline"}
Vienna, March 4, 1921.
:::

::: {custom-style="Salutation"}
Dear Mr. Berg:
:::

The paragraphs of the letter stand in any style. Footnotes are real footnotes.[^1] *Italics* and other ways of
setting words off are kept. Illegible words are written [illegible], doubtful ones [so?], omissions [...], page
breaks [p. 2].

::: {custom-style="Closing"}
Sincerely yours,
:::

::: {custom-style="Signature"}
Ada Winter
:::

::: {custom-style="Postscript"}
P.S. A postscript.
:::

# 2. Letter From Jonas Berg to Ada Winter

::: {custom-style="Source"}
Source: Example Archive, Winter Papers, Box 1. Confidential.
:::

Prague, March 9, 1921.

Dear Miss Winter:

Without styles the layout is understood too: dateline, salutation, close and signature by what they look like.

Sincerely,

Jonas Berg

[^1]: A footnote.
"""


def word(markdown: str, path: Path) -> Path:
    """A Word document from pandoc's markdown; the same text gives the same bytes."""
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    try:
        pypandoc.convert_text(markdown, "docx", format="markdown", outputfile=str(path))
    finally:
        del os.environ["SOURCE_DATE_EPOCH"]
    return path


def with_document(source: Path, target: Path, old: str, new: str) -> Path:
    """A copy of a Word document with its XML changed by hand."""
    return with_parts(source, target, {"word/document.xml": (old, new)})


def with_parts(source: Path, target: Path, changes: Mapping[str, tuple[str, str]]) -> Path:
    """A copy with its parts changed by hand, each at every place where the old words stand."""
    out = BytesIO()
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(out, "w") as after:
        for entry in before.infolist():
            data = before.read(entry)
            if entry.filename in changes:
                old, new = changes[entry.filename]
                text = data.decode()
                assert old in text
                data = text.replace(old, new).encode()
            after.writestr(entry, data)
    target.write_bytes(out.getvalue())
    return target


if __name__ == "__main__":
    word(TEMPLATE, Path("kktei/starter/templates/letters.docx"))
