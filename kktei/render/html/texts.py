"""Words of the interface: one JSON file a language, in ``xslt/texts`` or in the edition's ``texts`` folder."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from kktei import files
from kktei.errors import InputError
from kktei.project import data

Texts = dict[str, Any]
_FALLBACK = "en"


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
    if not file.is_file():
        return {}
    try:
        found = json.loads(files.text(file, f"texts/{file.name}"))
    except (json.JSONDecodeError, RecursionError) as problem:
        raise InputError(f"texts/{file.name} cannot be read: {problem}") from problem
    if not isinstance(found, dict) or not all(isinstance(v, str) for v in found.values()):
        raise InputError(f"texts/{file.name} is not a JSON object whose values are texts")
    return found
