"""Names of languages."""

from __future__ import annotations

_NAMES = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "ja": "Japanese",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "vi": "Vietnamese",
    "zh": "Chinese",
}
_SCRIPTS = {"Latn": "transliterated"}


def language_name(tag: str) -> str:
    """The English name of a language by its BCP 47 tag, or the tag itself."""
    language, *rest = tag.split("-")
    name = _NAMES.get(language)
    if name is None:
        return tag
    return ", ".join([name, *(_SCRIPTS[r] for r in rest if r in _SCRIPTS)])
