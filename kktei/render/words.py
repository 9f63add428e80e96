"""The words that a volume prints of its own: one JSON file a language, the edition's own file before ours."""

from __future__ import annotations

import json
from pathlib import Path

from kktei.errors import InputError
from kktei.project import data


def words(language: str, overrides: Path | None = None) -> dict[str, str]:
    """All words in ``language``, English where that language has a gap; the edition's texts/ folder wins.

    Raises InputError where a file is not a JSON object of texts.
    """
    shared, own = data("xslt") / "texts", data("xslt") / "print" / "texts"
    folders = [own, shared, *([overrides / "texts"] if overrides else [])]
    tags = dict.fromkeys(["en", language.split("-", maxsplit=1)[0] or "en", language or "en"])
    found: dict[str, str] = {}
    for tag in tags:
        for folder in folders:
            found |= _read(folder / f"{tag}.json")
    return found


def _read(file: Path) -> dict[str, str]:
    if "/" in file.stem or not file.is_file():
        return {}
    try:
        read = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as problem:
        raise InputError(f"texts/{file.name} cannot be read: {problem}") from problem
    if not isinstance(read, dict) or not all(isinstance(v, str) for v in read.values()):
        raise InputError(f"texts/{file.name} is not a JSON object whose values are texts")
    return read
