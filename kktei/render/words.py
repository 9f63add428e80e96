"""The words that products say of their own: one JSON file a language, the edition's own file before ours."""

import os
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from kktei import files, notation
from kktei.dates import month_forms
from kktei.errors import InputError
from kktei.project import data

Texts = dict[str, str]
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_FALLBACK = "en"
_SOUNDS_AS_I = re.compile(r"h?[ií](?![aeo])", re.IGNORECASE)
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")  # XML cannot hold it


def texts(language: str, overrides: Path | None = None) -> Texts:
    """The words of a site in ``language`` (BCP 47); see ``words``."""
    return _found(language, [data("xslt") / "texts"], overrides)


def words(language: str, overrides: Path | None = None) -> Texts:
    """The words of a volume in ``language``: those of a site, and what only a volume says.

    A file of a nearer language wins (de-AT before de before English, which fills gaps); of one
    language the edition's own ``texts/de.json`` wins over the program's, key by key.  Raises
    InputError where a file is not a JSON object of texts.
    """
    return _found(language, [data("xslt") / "print" / "texts", data("xslt") / "texts"], overrides)


def _found(language: str, folders: list[Path], overrides: Path | None) -> Texts:
    own = [overrides / "texts"] if overrides else []
    found: Texts = {}
    for tag in [_FALLBACK, *_narrowing(language)]:
        for folder in [*folders, *own]:
            found |= _read(folder / f"{tag}.json")
    months = {f"month.{at:02}.forms": "|".join(forms) for at, forms in enumerate(month_forms(), 1)}
    return found | months | {_PLURALS: plurals(language)}


def first_language(tag: str) -> str:
    """The language of a tag, as Typst knows such; English where it is none."""
    first = tag.split("-", maxsplit=1)[0].lower()
    return first if re.fullmatch(r"[a-z]{2,3}", first) else _FALLBACK


def listed(names: Sequence[str], said: Texts) -> str:
    """Names as a text lists them: "A, B and C"; a Spanish "y" is "e" before its own sound."""
    *first, last = names or ("",)
    joint = "e" if said["print.and"] == "y" and _SOUNDS_AS_I.match(last) else said["print.and"]
    return f"{', '.join(first)} {joint} {last}" if first else last


_PLURALS = "plural.forms"
_ROUND = 200  # numbers of three digits and more are worded as their last two are


@cache
def plurals(language: str) -> str:
    """The plural form that each number from 0 to 199 asks for in a language, as the first letters of CLDR's names.

    z(ero), o(ne), t(wo), f(ew), m(any), and x for "other": "xoxxx..." in English.  A language that is not known
    counts as English does.  Source: Unicode CLDR, Language Plural Rules.
    """
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - not every product counts

    for tag in [*reversed(_narrowing(language)), _FALLBACK]:
        try:
            rule = Locale.parse(tag, sep="-").plural_form
        except (UnknownLocaleError, ValueError):
            continue
        return "".join({"other": "x"}.get(form, form[0]) for form in map(rule, range(_ROUND)))
    raise AssertionError("CLDR has English")


def _narrowing(language: str) -> list[str]:
    """de-AT as de, de-AT; en-AU as en, en-001, en-AU, where CLDR has a usage that several regions share.

    Nothing for what is no language tag: it names files, "../../secret" must not.
    """
    from babel.core import get_global  # noqa: PLC0415 - see above

    if not _TAG.fullmatch(language):
        return []
    parts = language.split("-")
    tags = ["-".join(parts[: n + 1]) for n in range(len(parts))]
    usages = (str(get_global("parent_exceptions").get(tag.replace("-", "_"), "")) for tag in tags)
    shared = [usage.replace("_", "-") for usage in usages if usage.startswith(f"{parts[0]}_")]
    return [tags[0], *shared, *tags[1:]]


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
