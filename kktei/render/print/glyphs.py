"""Characters that no face of the volume has: found before anything is set, named with where they stand."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

from kktei.cache import Cache, digest
from kktei.files import text
from kktei.findings import Finding, Severity, finding
from kktei.render.print.messages import UnsetClusters, UnsetRequest
from kktei.render.print.scripts import font_for
from kktei.render.print.setting import ask

_FIRST_MARK = "\u0300"
WORDS = "texts"  # the place of the words that volumes print of their own
_FEW = 3  # so many characters of one kind have a finding each
_PLACES = 12  # so many places (files, titles) have one each, too
# Of scripts whose letters change their form and place the last faces behind all others have letters, not the rules.
_UNRULY = re.compile("[\u0900-\u0dff\u0e80-\u109f\u1780-\u17ff]")
_WITHOUT_RULES = frozenset(("New Computer Modern", "New Computer Modern Math"))
_STYLES = ((400, "normal"), (400, "italic"), (600, "normal"))
# What kktei.typ sets of its own where a document calls for it.
_CALLED = {'sign("del"': "⟦⟧", 'sign("surplus"': "⟦⟧", 'sign("add"': "⟨⟩", "#asterism": "∗"}


@cache
def _pattern() -> re.Pattern[str]:
    """Finds what a face may lack: a character beyond ASCII with its marks, a letter with marks, a control."""
    marks = "".join(re.escape(chr(n)) for n in (*range(0x300, 0x20000), *range(0xE0100, 0xE01F0)) if _is_mark(chr(n)))
    return re.compile(f"[^\u0000-\u007f][{marks}]*|[A-Za-z0-9][{marks}]+|[\u0000-\u0008\u000b-\u001f\u007f]")


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text that is to be set, and where it comes from."""

    text: str
    file: str
    place: str
    path: Path | None = None  # to find the line in


def clusters(words: str) -> set[str]:
    """What of ``words`` a face may lack: characters with their marks, controls; not plain ASCII."""
    used = set(words)
    if any(character >= _FIRST_MARK and _is_mark(character) for character in used):
        return set(_pattern().findall(words))
    return {character for character in used if character > "~" or (character < " " and character not in "\t\n")}


def called(markup: str) -> str:
    """The signs that the template sets where this markup calls for them."""
    return "".join(signs for call, signs in _CALLED.items() if call in markup)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What cannot be shown, and what is printed instead: its number, or nothing for what is invisible.

    ``used`` are the families in which something is set, in their order.
    """

    absent: dict[str, str]
    used: list[str]


def coverage(passages: Iterable[Passage], families: Sequence[str], folders: Sequence[str], cache: Cache) -> Coverage:
    """What the families have of the texts; the first counts as used.

    Typst itself is asked (a page of PDF/A must show every character), so its inner faces count too.
    """
    found: dict[str, bool] = {}  # of each whether it is set; of the words that a volume may need most are not
    for passage in passages:
        sure = passage.place != WORDS
        found |= {cluster: sure or found.get(cluster, False) for cluster in clusters(passage.text)}
    asked = sorted(found)
    if not asked:
        return Coverage({}, list(families[:1]))
    key = digest("coverage", version("typst"), json.dumps(asked), json.dumps(families), *_bytes(folders))
    absent, taken = json.loads(cache.kept(key, lambda: json.dumps(_covered(asked, families, folders)).encode()))
    used = [family for family in families if any(found[cluster] for cluster in taken.get(family, ()))]
    return Coverage({cluster: instead(cluster) for cluster in absent}, list(dict.fromkeys([*families[:1], *used])))


def _bytes(folders: Iterable[str]) -> list[bytes]:
    files = (file for folder in folders for file in sorted(Path(folder).iterdir()) if file.is_file())
    return [hashlib.sha256(file.read_bytes()).digest() for file in files]


def _covered(
    asked: Sequence[str], families: Sequence[str], folders: Sequence[str]
) -> tuple[list[str], dict[str, list[str]]]:
    """What no family has, and what is taken from each behind the first."""
    unruly = [cluster for cluster in asked if _UNRULY.search(cluster)]
    if unruly and not _WITHOUT_RULES.isdisjoint(families):
        able = [family for family in families if family not in _WITHOUT_RULES]
        absent, taken = _covered(unruly, able, folders)
        others, more = _covered([c for c in asked if c not in unruly], families, folders)
        return sorted([*absent, *others]), {f: [*taken.get(f, ()), *more.get(f, ())] for f in families}
    # What cannot be seen shows that it cannot be set only within a word.
    words = [cluster if instead(cluster) else f"x{cluster}x" for cluster in asked]
    request = UnsetRequest(clusters=words, families=list(families), fonts=list(folders), styles=_STYLES)
    lacking = [_lacking(set(told), asked) for told in ask(request, UnsetClusters).lacking] if asked else []
    taken = {f: sorted(before - after) for f, (before, after) in zip(families[1:], pairwise(lacking), strict=False)}
    return sorted(lacking[-1]) if lacking else [], taken


def _lacking(told: set[str], asked: Sequence[str]) -> set[str]:
    """What is told may be a part of what was asked: a mark that its letter's face lacks."""
    whole = told & set(asked)
    return whole | {c for c in asked for t in told - whole if t in c}


def instead(cluster: str) -> str:
    """What is printed for a cluster that no face has: "U+65E5", or "" where there is nothing to see."""
    shown = [c for c in cluster if unicodedata.category(c) != "Cf"]
    return " ".join(f"U+{ord(c):04X}" for c in shown)


def findings(absent: dict[str, str], passages: Iterable[Passage]) -> list[Finding]:
    """What cannot be shown, in each file in which it stands; much of one script, or in many files, is one finding."""
    places: dict[tuple[str, bool], list[tuple[Passage, list[str]]]] = {}
    order: list[tuple[Passage, tuple[str, bool], list[str]]] = []
    for passage in passages:
        kinds: dict[tuple[str, bool], list[str]] = {}
        for cluster in sorted(clusters(passage.text) & absent.keys()):
            kinds.setdefault((font_for(cluster), bool(absent[cluster])), []).append(cluster)
        for kind, alike in kinds.items():
            places.setdefault(kind, []).append((passage, alike))
            order.append((passage, kind, alike))
    told: set[str] = set()
    found = []
    for passage, (advice, shown), alike in order:
        everywhere = places[advice, shown]
        many = len(everywhere) > _PLACES
        if many and passage is not everywhere[0][0]:
            continue
        every = sorted({cluster for _, there in everywhere for cluster in there}) if many else alike
        for group in [every] if many or len(every) > _FEW else [[cluster] for cluster in every]:
            hint = "" if advice in told else advice
            found.append(_finding(group, shown, passage, hint, others=len(everywhere) - 1 if many else 0))
            told.add(advice)
    return found


def _finding(alike: Sequence[str], shown: bool, passage: Passage, hint: str, *, others: int) -> Finding:
    what = "its number is printed in a box" if shown else "it is left out, for it is invisible"
    what += f"; so it is in {others} other places" if others else ""
    many = f"{len(alike)} characters of one kind, " if len(alike) > 1 else ""
    more = f" and {len(alike) - _FEW} more" if len(alike) > _FEW else ""
    return finding(
        "P004",
        f"No face of the volume has {many}{', '.join(map(named, alike[:_FEW]))}{more}; {what}",
        file=passage.file,
        line=_line(passage.path, alike),
        place=passage.place,
        hint=hint,
        severity=Severity.ERROR if shown else Severity.WARNING,
        count=len(alike),
    )


def _line(path: Path | None, alike: Sequence[str]) -> int:
    """The line on which one of them stands first; 0 where they are written another way."""
    written = "" if path is None else text(path)
    places = [at for at in map(written.find, alike) if at >= 0]
    return written.count("\n", 0, min(places)) + 1 if places else 0


def named(cluster: str) -> str:
    """Number and name of each character: U+05D0 HEBREW LETTER ALEF."""
    return " with ".join(f"U+{ord(c):04X} {unicodedata.name(c, '')}".strip() for c in cluster)


def pattern(absent: Iterable[str]) -> str:
    """A regular expression of Typst's that finds them, the longest first."""
    longest = sorted(absent, key=lambda cluster: (-len(cluster), cluster))
    return "|".join("".join(f"\\x{{{ord(c):x}}}" for c in cluster) for cluster in longest)
