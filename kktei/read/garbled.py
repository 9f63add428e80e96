"""Words that came through a wrong encoding ("MÃ¼ller"), told by kind; what they were is said, never written."""

import html
import quopri
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

_SIGNS = "‘’‚“”„–—…•§°«»©®™¡¿½¼¾€£·¶†´\u00a0"
_MOST = 60  # characters of a word that a message shows


@dataclass(frozen=True, slots=True)
class GarbledWords:
    """Words of one kind: where the first stands, how many there are, it itself and what it was, what happened."""

    at: int
    count: int
    word: str
    meant: str
    kind: str

    @property
    def message(self) -> str:
        """What a finding says."""
        more = "" if self.count == 1 else " and another word" if self.count == 2 else f" and {self.count - 1} others"
        was = f" (“{self.meant}”)" if self.meant != self.word else ""
        return f"“{self.word}”{was}{more}: {self.kind}; it was kept."


@dataclass(frozen=True, slots=True)
class _Kind:
    said: str
    pattern: re.Pattern[str]
    meant: Callable[[str], str]


def _bytes(text: str, wrong: str) -> bytes:
    """The bytes that a wrong encoding showed as a text; those that it has no sign for are themselves.

    Raises UnicodeEncodeError for what can be none.
    """
    out = b""
    for char in text:
        try:
            out += char.encode(wrong)
        except UnicodeEncodeError:
            out += char.encode("latin-1")
    return out


def _utf8(wrong: str, name: str, form: str) -> _Kind:
    """UTF-8 that was read as another encoding: signs for the first byte of a letter, then those of others ("+")."""
    held = "".join(bytes([code]).decode(wrong, "ignore") for code in range(0x80, 0xC0))
    held += "".join(map(chr, range(0x80, 0xA0))) if wrong == "cp1252" else ""

    def meant(said: str) -> str:
        for _ in range(3):  # it may have happened again
            try:
                said = _bytes(said, wrong).decode("utf-8")
            except UnicodeError:
                break
        return said if all(char.isalpha() or char in _SIGNS for char in said) else ""

    pattern = re.compile(form.replace("+", f"[{re.escape(held)}]"))
    return _Kind(f"this is UTF-8 that was read as {name}", pattern, meant)


def _letters(true: str, wrong: str, names: tuple[str, str], letters: str) -> _Kind:
    """Letters of one encoding that another one shows as signs, which never stand between letters."""
    table = {letter.encode(true).decode(wrong): letter for letter in letters}
    pattern = re.compile(rf"(?<=[^\W\d_])[{''.join(table)}](?=[a-zß-öø-ÿ])")
    return _Kind(f"this is {names[0]} that was read as {names[1]}", pattern, lambda said: table[said])


def _quoted(said: str) -> str:
    data = quopri.decodestring(said.encode("ascii"))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        found = data.decode("cp1252", "replace")
        return found if found.isalpha() else ""


def _escaped(said: str) -> str:
    return chr(int(said[2:], 16)) if said[1] == "u" else bytes([int(said[2:], 16)]).decode("cp1252", "replace")


_WINDOWS, _MAC, _DOS = "Windows-1252", "Mac Roman", "an encoding of DOS (850)"
_KINDS = (
    _utf8("cp1252", _WINDOWS, "(?:[Â-ÅÎÏÐÑâ×Ø]+{1,3}){1,40}"),
    _utf8("mac_roman", _MAC, "[√¬]+|‚+{2}"),
    _utf8("cp850", _DOS, "[├┬]+|Ô+{2}"),
    _utf8("cp1250", "Windows-1250", "[ĂĹ]+"),
    _utf8("cp1251", "Windows-1251", "(?:[РСГ]+){3,40}"),
    _letters("cp1252", "mac_roman", (_WINDOWS, _MAC), "äöü"),
    _letters("mac_roman", "cp1252", (_MAC, _WINDOWS), "ßüäé"),
    _letters("cp850", "cp1252", (_DOS, _WINDOWS), "äö"),
    _letters("cp1252", "cp850", (_WINDOWS, _DOS), "üöß"),
    _Kind(
        "this is a sign as HTML writes it",
        re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,20}|#\d{2,6}|#x[0-9A-Fa-f]{2,6});"),
        lambda said: "" if html.unescape(said) == said else html.unescape(said),
    ),
    _Kind("this is “quoted-printable”, as e-mails write it", re.compile(r"(?:=[89A-F][0-9A-F]){1,40}"), _quoted),
    _Kind(
        "this is a letter as program code or rich text writes it",
        re.compile(r"\\u[0-9A-Fa-f]{4}|\\'[89a-fA-F][0-9a-fA-F]"),
        _escaped,
    ),
    _Kind(
        "a question mark within a word may stand for a letter that was lost",
        re.compile(r"(?<![^\s(\[„“‘«])[^\W\d_]{1,20}\?(?=[a-zß-öø-ÿ]{1,20}(?![^\s.,;:!)\]”’»]))"),
        lambda said: said,
    ),
)


def garbled(text: str) -> Iterator[GarbledWords]:
    """The words of a text that came through a wrong encoding, one for each kind."""
    if text.isascii() and not re.search(r"[&=\\?]", text):
        return
    left = text
    for kind in _KINDS:
        found = [match for match in kind.pattern.finditer(left) if kind.meant(match[0])]
        if found:
            start, end = _word(text, found[0])
            word = text[start:end]
            meant = kind.pattern.sub(partial(_put_right, kind), text[max(start - 1, 0) : end])
            yield GarbledWords(start, len(found), word[:_MOST], meant[min(start, 1) :][:_MOST], kind.said)
            left = kind.pattern.sub(lambda match: "_" * len(match[0]), left)


def _put_right(kind: _Kind, match: re.Match[str]) -> str:
    return kind.meant(match[0]) or match[0]


def _word(text: str, match: re.Match[str]) -> tuple[int, int]:
    """Where the word begins and ends that a place stands in."""
    before = re.search(r"\S{0,40}\Z", text[max(0, match.start() - 40) : match.start()])
    after = re.match(r"\S{0,40}", text[match.end() : match.end() + 40])
    return match.start() - len(before[0] if before else ""), match.end() + len(after[0] if after else "")
