"""Names of languages, in English, as Unicode's CLDR has them."""

from functools import cache


def language_name(tag: str) -> str:
    """The English name of a language by its BCP 47 tag ("Hebrew", "Russian, transliterated"), or the tag itself."""
    language, *rest = tag.split("-")
    names, scripts = _names()
    if language not in names:
        return tag
    written = ["transliterated" if part == "Latn" else scripts[part] for part in rest if part in scripts]
    return ", ".join([names[language], *written])


@cache
def _names() -> tuple[dict[str, str], dict[str, str]]:
    """Names of languages and of scripts by their codes."""
    from babel import Locale  # noqa: PLC0415 - many runs name no language

    english = Locale("en")
    return dict(english.languages), dict(english.scripts)
