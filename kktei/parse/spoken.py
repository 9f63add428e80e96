"""The language of a text that is printed, where it is not the edition's: told by its small words."""

from __future__ import annotations

import re

from kktei.model import Record
from kktei.parse.vocabulary import load_vocabulary
from kktei.transcript import words

_LONGEST = 2_000  # characters that are looked at
_FEWEST = 8  # small words that tell a language
_DIFFERENT = 5  # of them: Latin has one of the French, often
_SHARE = 0.2  # of all words; other languages that share some of them stay below
_AHEAD = 1.5  # times the next language's
_TABLES = ("running_de", "running_en", "running_es", "running_fr", "running_it", "running_ru")


def spoken_in(record: Record, language: str) -> str:
    """The language of a document's text (BCP 47); "" where it is the edition's ``language``, or is not certain."""
    own = language.partition("-")[0]
    vocabulary = load_vocabulary()
    said = re.findall(r"[^\W\d_]+", " ".join(words(block) for block in record.body)[:_LONGEST].lower())
    lists = {table[-2:]: vocabulary.exact(table) for table in _TABLES}
    found = {tag: [word for word in said if word in small] for tag, small in lists.items()}
    (first, most), (_, next_most) = sorted(found.items(), key=lambda pair: -len(pair[1]))[:2]
    enough = len(most) >= max(_FEWEST, _SHARE * len(said)) and len({*most}) >= _DIFFERENT
    return first if enough and first != own and len(most) >= _AHEAD * len(next_most) else ""
