"""Which font to look for where a face is wanting, by the script of the character."""

import unicodedata

_SERIF = (
    "ARMENIAN", "BENGALI", "DEVANAGARI", "ETHIOPIC", "GEORGIAN", "GUJARATI", "GURMUKHI", "HEBREW", "KANNADA", "KHMER",
    "LAO", "MALAYALAM", "MYANMAR", "SINHALA", "TAMIL", "TELUGU", "THAI", "TIBETAN",
)  # fmt: skip
_SANS = (
    "BUGINESE", "CHEROKEE", "COPTIC", "CUNEIFORM", "CYPRIOT", "EGYPTIAN", "GLAGOLITIC", "GOTHIC", "LYCIAN", "LYDIAN",
    "MONGOLIAN", "OGHAM", "PHOENICIAN", "RUNIC", "SAMARITAN", "SYRIAC", "THAANA", "TIFINAGH", "UGARITIC",
)  # fmt: skip
_FAMILIES = {
    **{script: f"Noto Serif {script.title()}" for script in _SERIF},
    **{script: f"Noto Sans {script.title()}" for script in _SANS},
    "ARABIC": "Noto Naskh Arabic",
    "LINEAR": "Noto Sans Linear B",
    "HANGUL": "Noto Serif KR",
    "HIRAGANA": "Noto Serif JP",
    "KATAKANA": "Noto Serif JP",
    "CJK": "Noto Serif SC, TC, JP or KR",
    "KANGXI": "Noto Serif SC, TC, JP or KR",
    "IDEOGRAPHIC": "Noto Serif SC, TC, JP or KR",
    "LATIN": "Junicode",
    "COMBINING": "Junicode",
    "GREEK": "GFS Didot",
    "CYRILLIC": "Noto Serif",
    "MUSICAL": "Noto Music",
    "BYZANTINE": "Noto Music",
    "MATHEMATICAL": "STIX Two Math",
}
_INSTALL = "Put the files of a font that has it ({family}) into edition/fonts/ and name it in print.fonts."


def font_for(cluster: str) -> str:
    """What to do about a cluster that no face has: one sentence a kind."""
    kinds = {unicodedata.category(c) for c in cluster}
    if kinds <= {"Cf"}:
        return "Delete it from the text: nobody can see it."
    if "Co" in kinds:
        return "PDF/A has no room for characters of private use: write Unicode's own, or <g> with the word for it."
    if kinds & {"Cc", "Cn", "Cs"}:
        return "This is no character of a text; look how the file came about (Windows-1252 taken for Latin-1?)."
    first = unicodedata.name(cluster[0], "").partition(" ")[0].partition("-")[0]
    return _INSTALL.format(family=_FAMILIES.get(first, "Noto Sans Symbols 2, Noto Emoji or the script's own"))
