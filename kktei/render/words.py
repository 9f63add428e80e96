"""The words that a volume prints of its own: one JSON file a language, the edition's own file before ours."""

from __future__ import annotations

import json
import re
from pathlib import Path

from kktei import files
from kktei.errors import InputError
from kktei.project import data

_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def words(language: str, overrides: Path | None = None) -> dict[str, str]:
    """All words in ``language``, English where that language has a gap; the edition's texts/ folder wins.

    Raises InputError where a file is not a JSON object of texts.
    """
    shared, own = data("xslt") / "texts", data("xslt") / "print" / "texts"
    folders = [own, shared, *([overrides / "texts"] if overrides else [])]
    if not _TAG.fullmatch(language):  # it names files: "../../secret" must not
        language = "en"
    tags = dict.fromkeys(["en", language.split("-", maxsplit=1)[0], language])
    found: dict[str, str] = {}
    for tag in tags:
        for folder in folders:
            found |= _read(folder / f"{tag}.json")
    return found


def _read(file: Path) -> dict[str, str]:
    if not file.is_file():
        return {}
    try:
        read = json.loads(files.text(file, f"texts/{file.name}"))
    except (json.JSONDecodeError, RecursionError) as problem:
        raise InputError(f"texts/{file.name} cannot be read: {problem}") from problem
    if not isinstance(read, dict) or not all(isinstance(v, str) for v in read.values()):
        raise InputError(f"texts/{file.name} is not a JSON object whose values are texts")
    return read
