"""Languages and scripts as catalogues and finding aids code them (ISO 639-2/B, ISO 15924), from BCP 47 tags."""

from __future__ import annotations

# ISO 639-1 to ISO 639-2/B, the registration authority's table: languages that letters of editions are written in.
_CODES = {
    "ar": "ara", "be": "bel", "bg": "bul", "bs": "bos", "ca": "cat", "cs": "cze", "cy": "wel", "da": "dan", "de": "ger",
    "el": "gre", "en": "eng", "eo": "epo", "es": "spa", "et": "est", "eu": "baq", "fa": "per", "fi": "fin", "fr": "fre",
    "ga": "gle", "gl": "glg", "he": "heb", "hi": "hin", "hr": "hrv", "hu": "hun", "hy": "arm", "id": "ind", "is": "ice",
    "it": "ita", "ja": "jpn", "ka": "geo", "ko": "kor", "la": "lat", "lt": "lit", "lv": "lav", "mk": "mac", "mn": "mon",
    "ms": "may", "mt": "mlt", "nl": "dut", "no": "nor", "pl": "pol", "pt": "por", "ro": "rum", "ru": "rus", "sa": "san",
    "sk": "slo", "sl": "slv", "sq": "alb", "sr": "srp", "sv": "swe", "sw": "swa", "ta": "tam", "th": "tha", "tr": "tur",
    "uk": "ukr", "ur": "urd", "vi": "vie", "yi": "yid", "zh": "chi",
}  # fmt: skip
_THREE = 3
_FOUR = 4


def three_letters(tag: str) -> str:
    """The ISO 639-2/B code of a BCP 47 tag; "" where there is none that is known."""
    first = tag.partition("-")[0].lower()
    return first if len(first) == _THREE else _CODES.get(first, "")


def script(tag: str) -> str:
    """The ISO 15924 code that a BCP 47 tag names ("Latn"); "" where it names none."""
    found = (part for part in tag.split("-")[1:] if len(part) == _FOUR and part.isalpha())
    return next(found, "").capitalize()
