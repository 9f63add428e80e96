"""The language of a text that is printed, where it is not the edition's: told by its small words."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from babel.core import get_global

from kktei.model import Record
from kktei.parse.vocabulary import load_vocabulary
from kktei.transcript import Note, all_words, walk, words

_LONGEST = 2_000  # characters that are looked at
_FEWEST = 8  # small words that tell a language
_DIFFERENT = 5  # of them: Latin has one of the French, often
_SHARE = 0.2  # of all words; other languages that share some of them stay below
_AHEAD = 1.5  # times the next language's
_TELLING = 20  # words of a text that would have some of the small ones of its language
_FEW = 0.1  # of all words
_LETTERS = 15  # that tell a script
_SCRIPTS = {"LATIN": "Latn", "CYRILLIC": "Cyrl", "GREEK": "Grek", "HEBREW": "Hebr", "ARABIC": "Arab"}
_TABLES = ("running_de", "running_en", "running_es", "running_fr", "running_it", "running_ru")


@dataclass(frozen=True, slots=True)
class Spoken:
    """The language of a text (BCP 47), "" for the edition's; ``sure`` unless its words hardly show that it is that."""

    language: str
    sure: bool = True
    beside: frozenset[str] = frozenset()  # which of the editors' words are in it too: "head", "source", "footnote"


def spoken_in(record: Record, language: str) -> Spoken:
    """The language of a document's text in an edition in ``language``: by its small words, or else by its script."""
    own = language.partition("-")[0]
    vocabulary = load_vocabulary()
    text = " ".join(words(block) for block in record.body)[:_LONGEST]
    said = re.findall(r"[^\W\d_]+", text.lower())
    lists = {table[-2:]: vocabulary.exact(table) for table in _TABLES}
    found = {tag: [word for word in said if word in small] for tag, small in lists.items()}
    (first, most), (_, next_most) = sorted(found.items(), key=lambda pair: -len(pair[1]))[:2]
    enough = len(most) >= max(_FEWEST, _SHARE * len(said)) and len({*most}) >= _DIFFERENT
    if enough and len(most) >= _AHEAD * len(next_most):
        return Spoken("") if first == own else Spoken(first, beside=_beside(record, lists[first], lists.get(own)))
    script = _script(text)
    if script and script not in get_global("likely_subtags").get(own, script).split("_"):
        return Spoken(f"und-{script}")
    return Spoken("", len(said) < _TELLING or own not in found or len(found[own]) >= _FEW * len(said))


def _beside(record: Record, small: frozenset[str], own: frozenset[str] | None) -> frozenset[str]:
    """Which of the editors' words have more small ones of the text's language than of the edition's.

    A note without any ("Brief, 3. März") is as the heading is.
    """
    told = {
        "head": record.head,
        "source": record.note,
        "footnote": " ".join(
            all_words(part.content) for part in walk((record.head_notes, record.body)) if isinstance(part, Note)
        ),
    }
    said = {name: re.findall(r"[^\W\d_]+", text.lower()) for name, text in told.items()}
    ahead = {name: _count(words, small) - _count(words, own or frozenset()) for name, words in said.items()}
    return frozenset(name for name, by in ahead.items() if (by or ahead["head"]) > 0)


def _count(said: list[str], small: frozenset[str]) -> int:
    return sum(word in small for word in said)


def _script(text: str) -> str:
    """The script (ISO 15924) that nearly all letters of a text are in; "" where none is, or it is none of a few."""
    names = Counter(unicodedata.name(letter, "").partition(" ")[0] for letter in text if letter.isalpha())
    (name, count), *_ = names.most_common(1) or [("", 0)]
    return _SCRIPTS.get(name, "") if count >= max(_LETTERS, 0.8 * names.total()) else ""
