"""Characters that no face of the volume has: found before anything is set, named with their documents."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from importlib.metadata import version

import typst

from kktei.cache import Cache, digest
from kktei.render.print.compositor import faces

_MISSING = re.compile(r"the text `\"(.*?)\"` could not be displayed", re.DOTALL)


def missing(texts: Iterable[str], families: list[str], folders: list[str], cache: Cache) -> frozenset[str]:
    """The characters of ``texts`` that none of ``families`` can show.

    Typst itself is asked (a page of PDF/A must show every character), so its inner faces count too.
    """
    characters = sorted({c for text in texts for c in text if not c.isascii() and unicodedata.category(c) != "Cf"})
    key = digest("glyphs", version("typst"), "".join(characters), *families)
    kept = cache.get(key)
    if kept is None:
        kept = json.dumps(_ask(characters, families, folders)).encode()
        cache.put(key, kept)
    return frozenset(json.loads(kept))


def _ask(characters: list[str], families: list[str], folders: list[str]) -> list[str]:
    if not characters:
        return []
    named = ", ".join(json.dumps(f, ensure_ascii=False) for f in families)
    shown = "\n\n".join(f"#{json.dumps(c, ensure_ascii=False)};" for c in characters if c.isprintable() or c.isspace())
    source = f'#set document(title: "x")\n#set text(font: ({named},), fallback: false)\n{shown}'
    compiler = typst.Compiler(source.encode(), font_paths=faces(folders), ignore_system_fonts=True)
    try:
        compiler.compile(format="pdf", pdf_standards=["a-3a"], timestamp=0)
    except typst.TypstError as problem:
        told = "".join(_MISSING.findall(problem.diagnostic))
        return sorted(
            {c for c in characters if c in told} | {c for c in characters if not (c.isprintable() or c.isspace())}
        )
    return [c for c in characters if not (c.isprintable() or c.isspace())]


def replaced(text: str, absent: frozenset[str]) -> str:
    """``text`` with each absent character as its number in brackets, so that the page shows what is wanting."""
    return "".join(f"[U+{ord(c):04X}]" if c in absent else c for c in text) if absent & set(text) else text


def named(character: str) -> str:
    """A character's number and name: U+05D0 HEBREW LETTER ALEF."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()
