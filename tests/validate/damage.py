"""Files damaged at random as text: what editors, programs and transmission do to XML, well formed or not.

``mutants`` breaks trees, which stay well formed; this breaks the marks themselves.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

TEI = "http://www.tei-c.org/ns/1.0"
_TAG = re.compile(r"<[^<>]{1,400}>")
_NAMES = (
    "p",
    "div",
    "postscript",
    "list",
    "item",
    "head",
    "note",
    "TEI",
    "tei:p",
    "x:y",
    "é",
    "\U00010400",
    "a" * 2000,
)
_TEXTS = (
    "", " ", "x", "&", "&nbsp;", "&#0;", "&#xD800;", "&amp;#x41;", "<", "]]>", "\x00", "\x0b", "\x85", "\ufeff", "\ufffe",
    "日本語", "\u202e", "\u200b", "((((", "[" * 50, "\u201c" * 9, "e\u0301", "1" * 5000, "pp. " + "9" * 5000, "x" * 20_000,
    "(" + "漢" * 3000, "a.B" * 500, "{", "}", "$x", "\r", "\r\n", "\t", "'", '"', "--", "%s", "\\",
)  # fmt: skip
_ATTRIBUTES = (
    'xml:id="a"', 'xml:id="1 2"', 'xml:id=""', 'xml:lang="x y"', 'ref=" "', 'ref="#"', 'ref="#a #b #"', 'ana="edition.xml#"',
    'target="d2.xml#x"', 'target="/etc/passwd"', 'target="C:\\x"', 'when="1963-02-30"', 'when="99999999999-01-01"', 'n="' + "9" * 5000 + '"',
    'n="²"', 'xmlns=""', 'xmlns:a=""', 'xmlns:tei="http://www.tei-c.org/ns/1.0"', 'xmlns="urn:x y"', 'xmlns:xml="x"', 'a:b="c"',
    'corresp="' + "#x " * 2000 + '"', "b='>'", 'b="<"', "b", "b=c", 'B="&quot;"', 'xml:base="http://[::1"', 'xml:space="odd"', 'from="2" to="1"',
    'source="#a"', 'type="document"', 'type="source"', 'xsi:type="x"', 'wit="#nobody"', 'sameAs="#' + "z" * 3000 + '"',
)  # fmt: skip
_INSERTS = (
    "<!-- c -->", "<!-- a -- b -->", "<!--", "<?p?>", "<?xml version='1.0'?>", "<?xml-model href='x'?>", "<![CDATA[<p>]]>", "<![CDATA[",
    "<![CDATA[]]>", "<!DOCTYPE TEI>", '<!DOCTYPE a [<!ENTITY b "c">]>', "<postscript/><p/><list/>", "<p/>", "<head/>", "<div/>", "</p>", "</div>",
    "<p xmlns=''/>", "<m:p xmlns:m='http://www.tei-c.org/ns/1.0'/>", "<p xmlns='urn:x'/>", "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='x'/>",
    "<hi>" * 200 + "</hi>" * 200, "<note>" * 600 + "</note>" * 600, "<teiHeader/>", "<closer/><opener/>", "<app><lem/><rdg/></app>", "<choice/>",
)  # fmt: skip


def damaged(raw: bytes, chance: random.Random) -> bytes:
    """A copy of ``raw`` with one to three kinds of damage."""
    text = raw.decode("utf-8", "replace")
    for _ in range(chance.randint(1, 3)):
        text = chance.choice(_DAMAGES)(text, chance)
    return chance.choice(_BYTES)(text, chance)


def _place(text: str, chance: random.Random) -> int:
    return chance.randint(0, len(text))


def _after_a_tag(text: str, chance: random.Random) -> int:
    found = _TAG.search(text, _place(text, chance))
    return found.end() if found else len(text)


def _delete(text: str, chance: random.Random) -> str:
    found = _TAG.search(text, _place(text, chance))
    return text[: found.start()] + text[found.end() :] if found else text


def _double(text: str, chance: random.Random) -> str:
    found = _TAG.search(text, _place(text, chance))
    return text[: found.end()] + found[0] + text[found.end() :] if found else text


def _swap(text: str, chance: random.Random) -> str:
    one = _TAG.search(text, _place(text, chance))
    two = _TAG.search(text, one.end()) if one else None
    if one is None or two is None:
        return text
    return text[: one.start()] + two[0] + text[one.end() : two.start()] + one[0] + text[two.end() :]


def _rename(text: str, chance: random.Random) -> str:
    """An element with its end tag, so that the file may stay well formed."""
    found = re.compile(r"<([A-Za-z]+)((?:\s[^<>]*)?)>([^<>]*)</\1>").search(text, _place(text, chance))
    name = chance.choice(_NAMES)
    return f"{text[: found.start()]}<{name}{found[2]}>{found[3]}</{name}>{text[found.end() :]}" if found else text


def _attribute(text: str, chance: random.Random) -> str:
    found = re.compile(r"<[A-Za-z][\w:.-]*").search(text, _place(text, chance))
    return f"{text[: found.end()]} {chance.choice(_ATTRIBUTES)}{text[found.end() :]}" if found else text


def _value(text: str, chance: random.Random) -> str:
    found = re.compile(r'="[^"<>]*"').search(text, _place(text, chance))
    word = chance.choice(_TEXTS).replace('"', "")
    return f'{text[: found.start()]}="{word}"{text[found.end() :]}' if found else text


def _insert(text: str, chance: random.Random) -> str:
    at = _after_a_tag(text, chance)
    return text[:at] + chance.choice(_INSERTS) + text[at:]


def _write(text: str, chance: random.Random) -> str:
    at = chance.choice((_place, _after_a_tag))(text, chance)
    return text[:at] + chance.choice(_TEXTS) + text[at:]


def _cut(text: str, chance: random.Random) -> str:
    return text[: _place(text, chance)] if chance.random() < 0.3 else text


def _wrap(text: str, chance: random.Random) -> str:
    found = re.compile(r"<(p|head|item|note|seg|div)[ >]").search(text, _place(text, chance))
    times = chance.choice((1, 3, 100))
    name = chance.choice(_NAMES[:6])
    return f"{text[: found.start()]}{f'<{name}>' * times}{text[found.start() :]}" if found else text


def _repeat(text: str, chance: random.Random) -> str:
    found = re.compile(r"<([A-Za-z]+)(?:\s[^<>]*)?>[^<>]*</\1>").search(text, _place(text, chance))
    return text[: found.end()] + found[0] * chance.choice((1, 9, 200)) + text[found.end() :] if found else text


def _namespace(text: str, chance: random.Random) -> str:
    other = chance.choice(
        ("", "urn:x", "http://www.tei-c.org/ns/1.0/", "http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/xmlns/")
    )
    return text.replace(TEI, other, 1)


def _prefix(text: str, chance: random.Random) -> str:
    """The whole document with a prefix, or half of it."""
    if chance.random() < 0.5:
        text = re.sub(r"(</?)(?=[A-Za-z])", r"\1tei:", text)
    return text.replace("xmlns=", "xmlns:tei=", 1)


def _one_line(text: str, _chance: random.Random) -> str:
    return text.replace("\n", " ")


_DAMAGES: tuple[Callable[[str, random.Random], str], ...] = (
    _delete, _double, _swap, _rename, _attribute, _attribute, _value, _insert, _insert, _write, _cut, _wrap, _repeat,
    _namespace, _prefix, _one_line,
)  # fmt: skip


def _utf8(text: str, _chance: random.Random) -> bytes:
    return text.encode("utf-8", "replace")


def _marked(text: str, _chance: random.Random) -> bytes:
    return b"\xef\xbb\xbf" + text.encode("utf-8", "replace")


def _utf16(text: str, chance: random.Random) -> bytes:
    return text.encode(chance.choice(("utf-16", "utf-16-be", "utf-32")), "replace")


def _declared(text: str, chance: random.Random) -> bytes:
    name = chance.choice(
        ("latin-1", "windows-1252", "shift_jis", "utf-16", "utf-7", "rot13", "nothing", "UTF8", "ascii")
    )
    return re.sub(r'encoding="[^"]*"', f'encoding="{name}"', text, count=1).encode("latin-1", "replace")


def _flipped(text: str, chance: random.Random) -> bytes:
    raw = bytearray(text.encode("utf-8", "replace"))
    for _ in range(chance.randint(1, 4)):
        if raw:
            raw[chance.randrange(len(raw))] = chance.randrange(256)
    return bytes(raw)


_BYTES: tuple[Callable[[str, random.Random], bytes], ...] = (
    _utf8, _utf8, _utf8, _utf8, _utf8, _utf8, _utf8, _marked, _utf16, _declared, _flipped,
)  # fmt: skip
