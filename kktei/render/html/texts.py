"""Words of the interface: one JSON file a language, in ``xslt/texts`` or in the edition's ``texts`` folder."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from kktei import files, notation
from kktei.errors import InputError
from kktei.project import data

Texts = dict[str, Any]
_FALLBACK = "en"
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")  # XML cannot hold it


def texts(language: str, overrides: Path | None = None) -> Texts:
    """The interface in ``language`` (BCP 47), with English where that language's file has a gap.

    An edition's own ``texts/de.json`` wins over the program's, key by key.  Raises InputError
    where such a file is not a JSON object of texts.
    """
    tags = [_FALLBACK, *_narrowing(language)]
    found: Texts = {}
    for folder in [data("xslt") / "texts", *([overrides / "texts"] if overrides else [])]:
        for tag in tags:
            found |= _read(folder / f"{tag}.json")
    return found


def _narrowing(language: str) -> list[str]:
    """de-AT as de, de-AT; nothing for what is no language tag."""
    if not re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", language):
        return []
    parts = language.split("-")
    return ["-".join(parts[: n + 1]) for n in range(len(parts))]


def _read(file: Path) -> Texts:
    if not os.path.lexists(file):
        return {}
    shown = f"texts/{file.name}"
    text = files.text(file, shown)
    found = notation.json(text, shown)
    if not isinstance(found, dict):
        raise InputError(f"{shown}:1:1: this is no object whose values are texts", 'Write {"key": "text", …}.').at(1, 1)
    for key, value in found.items():
        if not isinstance(value, str) or _NO_CHARACTER.search(value):
            line, column = notation.json_spot(text, key)
            words = f"{shown}:{line}:{column}: the value of {key[:80]!r} is no text, or holds a control character"
            raise InputError(words, 'Write "key": "text", with quotation marks around both.').at(line, column)
    return found
