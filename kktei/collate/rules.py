"""What counts as the same word: ``edition/collation.toml``."""

import difflib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kktei import files, notation
from kktei.errors import SettingsError
from kktei.model.collation import BREAK

_MOST = 1_000_000
_FLAGS = ("case", "accents", "ligatures", "long_s", "punctuation")
_LIGATURES = {
    "æ": "ae", "œ": "oe", "ß": "ss", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬆ": "st", "ĳ": "ij",
    "ϛ": "στ", "ȣ": "ου",
}  # fmt: skip
_HINT = (
    'It holds [same] with case, accents, ligatures, long_s, punctuation = true or false, and [words] with "&" = "and".'
)


@dataclass(frozen=True)
class Rules:
    """What makes words neither different for the alignment nor in substance; ``words`` are rules of spelling.

    Every difference is a unit all the same: the rules say how words are matched and which type a unit gets.
    """

    case: bool = True
    accents: bool = True
    ligatures: bool = True
    long_s: bool = True
    punctuation: bool = True  # whether a unit of punctuation alone has the type of its own
    words: Mapping[str, str] = field(default_factory=dict)

    def normal(self, form: str) -> str:
        """A token as it is compared."""
        known = self.words.get(form) or self.words.get(form.casefold())
        text = self._plain(known if known is not None else form)
        if known is None and text in self.words:
            text = self._plain(self.words[text])
        return text or form

    def _plain(self, text: str) -> str:
        if self.long_s:
            text = text.replace("ſ", "s")
        if self.case:
            text = text.casefold().replace("ς", "σ")
        if self.ligatures:
            text = "".join(_LIGATURES.get(char, char) for char in text)
        text = unicodedata.normalize("NFD", text)
        if self.accents:
            text = "".join(char for char in text if not unicodedata.combining(char))
        return text.replace("\u00ad", "").replace("\u200c", "").replace("\u200d", "")


def read_rules(path: Path, shown: str) -> Rules:
    """The rules of a file; without one the defaults.  SettingsError names the line of what is wrong."""
    if not path.is_file():
        return Rules()
    text = files.text(path, shown, most=_MOST)
    given = notation.toml(text, shown)
    for name, value in given.items():
        if name not in {"same", "words"} or not isinstance(value, dict):
            raise _wrong(text, shown, "" if isinstance(value, dict) else name, name, f"there is no {name!r} here")
    tables = {name: value for name, value in given.items() if isinstance(value, dict)}
    flags: dict[str, bool] = {}
    for key, value in tables.get("same", {}).items():
        if key not in _FLAGS:
            near = difflib.get_close_matches(key, _FLAGS, 1)
            words = f"there is no key {key!r}" + (f"; did you mean {near[0]!r}?" if near else "")
            raise _wrong(text, shown, key, "same", words)
        if not isinstance(value, bool):
            raise _wrong(text, shown, key, "same", f"{key} is true or false")
        flags[key] = value
    equal = tables.get("words", {})
    for key, value in equal.items():
        if not isinstance(value, str) or not value.strip() or BREAK in key:
            raise _wrong(text, shown, key, "words", f"{key!r} needs a word in quotation marks")
    return Rules(**flags, words=equal)


def _wrong(text: str, shown: str, key: str, table: str, words: str) -> SettingsError:
    line, column = notation.key_spot(text, table, key)
    return SettingsError(f"{shown}:{line}:{column}: {words}", _HINT).at(line, column)
