"""Whether the words of a name can mean the person of a volume's list that they point to."""

import re
from collections.abc import Iterable

from kktei.model import Authority
from kktei.notation import own_table

# Titles that tell two people of one surname apart, and the words that the list of persons has for them.
_POSTS = {
    "president": re.compile(r"\bpresident of the (?:united states|republic|soviet)|^president\b", re.IGNORECASE),
    "attorney general": re.compile(r"attorney general", re.IGNORECASE),
    "chairman": re.compile(r"chairman|premier", re.IGNORECASE),
    "secretary of state": re.compile(r"secretary of state", re.IGNORECASE),
    "mrs.": re.compile(r"\b(?:wife|widow|first lady)\b", re.IGNORECASE),
}
_GIVEN = re.compile(r"[A-ZÀ-Þ][\w'’-]*\.?")
_WORDS = own_table("kktei", "names.toml")
_TITLES = frozenset(_WORDS["titles"])


def disagreement(wording: str, entry: Authority, people: Iterable[Authority]) -> str | None:
    """Why the words cannot mean the entry; None where they can."""
    surname, _, given = entry.name.partition(",")
    match = re.search(rf"(?<!\w){re.escape(surname)}(?!\w)", wording)
    if entry.kind != "person":
        return None
    if match is None:
        return _named_otherwise(wording, entry, people)
    before = wording[: match.start()].strip()
    for post, words in _POSTS.items():
        if before.lower().removeprefix("the ") == post:
            return _holds_no_post(before, words, entry, [p for p in people if _surname(p) == surname])
    return _forenames_disagree(before, given)


def _named_otherwise(wording: str, entry: Authority, people: Iterable[Authority]) -> str | None:
    """Another of the list whose surname the words end with; a post ("the President") and other names say nothing."""
    last = re.sub(r"['’]s$", "", wording.strip()).rpartition(" ")[2]
    if not last[:1].isupper() or last.lower() in _TITLES or last in f"{entry.name} {entry.note}":
        return None
    other = next((p for p in people if p.kind == "person" and _surname(p) == last), None)
    return f'that is the name of "{other.name}"' if other else None


def _surname(person: Authority) -> str:
    return person.name.partition(",")[0]


def _holds_no_post(before: str, words: re.Pattern[str], entry: Authority, namesakes: list[Authority]) -> str | None:
    """A namesake who held the post, where the entry did not."""
    better = [p for p in namesakes if p.key != entry.key and (words.search(p.note) or words.search(p.name))]
    return f'{before} is rather "{better[0].name}"' if better and not words.search(entry.note) else None


def _forenames_disagree(before: str, given: str) -> str | None:
    """Whether the forenames before the surname begin otherwise than those of the entry."""
    said, known = _forenames(before.replace("H.E.", "")), [word[0] for word in _forenames(given)]
    if not said or not known:
        return None
    if not {said[0][0], *_WORDS["short"].get(said[0].lower(), "")} & set(known):
        return f"the forename is not {given.strip()}"
    other = "(" in given  # the list gives another name beside it
    if len(said) > 1 and len(known) > 1 and said[1][0] not in known and not other:
        return f"the second initial is not that of “{given.strip()}”"
    return None


def _forenames(words: str) -> list[str]:
    return [word for word in _GIVEN.findall(words) if word.rstrip(".").lower() not in _TITLES]
