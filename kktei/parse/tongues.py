"""Languages by name as editors write them into a table: in English ("Dutch") or their own ("Deutsch")."""

from __future__ import annotations

from functools import cache

_OWN = (  # of which the own names are known; of all others the English ones
    "ar bg cs da de el es et fa fi fr he hr hu hy it ja ka ko lt lv nb nl pl pt ro ru sk sl sr sv tr uk vi yi zh"
)


def tag_of(name: str) -> str | None:
    """The tag of a language ("de") by its name in English or in itself; None where none is called so."""
    return _tags().get(name.strip().casefold())


@cache
def _tags() -> dict[str, str]:
    from babel import Locale  # noqa: PLC0415 - many runs name no language

    english = {str(name).casefold(): tag for tag, name in Locale("en").languages.items() if tag.isalpha()}
    own = {str(Locale(tag).get_language_name(tag)).casefold(): tag for tag in _OWN.split()}
    return {**own, **english}
