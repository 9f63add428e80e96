"""One change, or several, of an input: as accidents, other programs and hostile hands make them."""

from __future__ import annotations

import io
import json
import re
import tomllib
import zipfile
import zlib
from collections.abc import Callable
from random import Random
from xml.parsers import expat

from tests.read.mutants import cut, doubled, flipped, swapped, zeroed

Change = Callable[[str, Random], str]

ODD = [
    "", " ", "\t", "\n\n", "\r", "\r\n", "\f", "\v", "\u2028", "\u00a0", "\u00ad", "\u200b", "\ufeff", "\u202e", "\u0301",
    "日本", "٣", "²", "½", "Ⅳ", "ﬁ", "😀", "\U0010ffff", "\ufffe", "\x00", "\x1b[2J", "9" * 5000, "1" + "0" * 400, "-1", "0",
    "x" * 10_000, "word " * 2000, "[" * 200, "{" * 200, "*" * 101, "[1]", "[1] ", "¹", "†", "[^1]", "[p. 2]", "[p. ", "{break}",
    "{foreign de: ", "}", "# ", "1. ", "2. Letter From A to B", "1. Letter From Ada Winter to Jonas Berg", "Source: ", "Source:",
    "[Attachment]", "[End of attachment]", "- ", "> ", "| a | b |", "\\", '"', "'", "quote\"'", "`#eval(\"1\")`", "#panic()",
    "$", "@preview/x", "//", "/*", "<script>alert(1)</script>", "]]>", "&amp;", "&nbsp;", "&#0;", "&#x1F600;", "<", ">", "&",
    "javascript:alert(1)", "../../secret", "/etc/passwd", "file:///etc/passwd", "http://[", "%", "%s", "{0}", "#", "?", ":",
    "1921-02-30", "0000-00-00", "99999-01-01", "-0044-03-15", "1921-03-04/1921-03-01", "none", "None", "true", "nan", "1e999",
]  # fmt: skip
_TAG = re.compile(r"<[^<>]+>")
_ATTRIBUTE = re.compile(r"\s([\w:.-]+)=(\"[^\"]*\"|'[^']*')")
_MARKUP = [
    "<p/>", "<div><postscript/><p/><list/></div>", "<note>n</note>", "<!-- c -->", "<?x y?>", "<![CDATA[<p>]]>", "<pb/>", "<lb/>",
    "<head/>", "<head>日</head>", "<table><row/></table>", "<app><lem>a</lem></app>", "<TEI/>", "<teiHeader/>", "<text/>",
    '<ref target=" "/>', '<ref target="#d099"/>', '<persName ref="x:y z">N</persName>', '<date when="x"/>', "<choice/>", "<gap/>",
    '<p xml:id="a"/><p xml:id="a"/>', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "<p>" * 150 + "</p>" * 150,
    '<include xmlns="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>', "<floatingText><body/></floatingText>",
    "<list><item><list><item>x</item></list></item></list>", '<note place="foot" n="1"><p/><p>é</p></note>', "<figure/>", "<closer/>",
    "<opener><dateline/></opener>", '<graphic url="../../x.png"/>', "<formula>x^2</formula>", "<q><quote/></q>", "<milestone/>",
]  # fmt: skip
_VALUES = [
    "",
    " ",
    "#",
    "#x",
    "x y",
    "http://[",
    "javascript:alert(1)",
    "9" * 5000,
    "日",
    "-1",
    "1921",
    "&#10;",
    "..",
    "\u202e",
]
_TOML = [
    "[]", '""', "0", "-1", "true", "[[1]]", '["", 1]', "{}", "{a = 1}", "1921-03-04", "9" * 30, "'''", '"\\u0000"', '"../x"', '"日"',
    "inf", '["x", "x"]', '"' + "x" * 5000 + '"', '"javascript:alert(1)"', '"*"', '"(" ',
]  # fmt: skip


def mutated(data: bytes, kind: str, chance: Random) -> bytes:
    """A changed copy of ``data``, an input of ``kind``; most are such that a parser gets to their end."""
    tries = chance.choice((1, 12, 12, 12))
    for _ in range(tries):
        made = _once(data, kind, chance)
        if parses(made, kind):
            break
    return made


def parses(data: bytes, kind: str) -> bool:
    """Whether an input is XML, TOML or a package of XML as far as parsers go; other kinds have nothing to break."""
    try:
        if data.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                for name in package.namelist():
                    if name.endswith(".xml"):
                        expat.ParserCreate().Parse(package.read(name), True)
        elif kind in {"settings", "vocabulary"}:
            tomllib.loads(data.decode("utf-8"))
        elif _CHANGES.get(kind) is _XML:
            expat.ParserCreate().Parse(data, True)
        elif kind == "notes":
            [json.loads(line) for line in data.decode("utf-8").splitlines()]
    except (
        ValueError,
        LookupError,
        zipfile.BadZipFile,
        NotImplementedError,
        EOFError,
        RuntimeError,
        expat.ExpatError,
        zlib.error,
    ):
        return False
    return True


def _once(data: bytes, kind: str, chance: Random) -> bytes:
    if data.startswith(b"PK") and chance.random() < 0.8:
        return _package(data, chance)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        if data.startswith(b"PK") or chance.random() < 0.2:
            data = chance.choice((cut, flipped, doubled, zeroed, swapped, _recoded))(data, chance)
        else:
            text = data.decode("utf-8", "surrogateescape")
            change: Change = chance.choice(_CHANGES.get(kind, _WORDS))
            data = change(text, chance).encode("utf-8", "surrogateescape")
    return data


def _package(data: bytes, chance: Random) -> bytes:
    """A change within one part of a package, or of which parts there are."""
    with zipfile.ZipFile(io.BytesIO(data)) as before:
        parts = {name: before.read(name) for name in before.namelist()}
    name = chance.choice([n for n in parts if n.endswith((".xml", ".rels"))])
    what = chance.random()
    if what < 0.7:
        text = parts[name].decode("utf-8")
        for _ in range(chance.choice((1, 2, 4))):
            text = chance.choice((*_XML, _words_swapped))(text, chance)
        parts[name] = text.encode("utf-8", "surrogateescape")
    elif what < 0.8:
        del parts[name]
    elif what < 0.9:
        parts[chance.choice(("../../evil.xml", "word/extra.xml", name.upper(), "a" * 300))] = parts[name]
    else:
        parts[name] = chance.choice((cut, flipped, zeroed, swapped))(parts[name], chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for part, content in parts.items():
            after.writestr(part, content)
    return out.getvalue()


def _recoded(data: bytes, chance: Random) -> bytes:
    text = data.decode("utf-8", "replace")
    name = chance.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "latin-1", "cp1252", "utf-32"))
    return text.encode(name, "replace")


def _place(text: str, chance: Random) -> int:
    return chance.randrange(len(text) + 1)


def _inserted(text: str, chance: Random) -> str:
    at = _place(text, chance)
    return text[:at] + chance.choice(ODD) + text[at:]


def _line(text: str, chance: Random, change: Callable[[list[str], int], None]) -> str:
    lines = text.splitlines(keepends=True) or [""]
    change(lines, chance.randrange(len(lines)))
    return "".join(lines)


def _line_dropped(text: str, chance: Random) -> str:
    return _line(text, chance, lambda lines, at: lines.__delitem__(at))


def _line_doubled(text: str, chance: Random) -> str:
    return _line(text, chance, lambda lines, at: lines.insert(at, lines[at]))


def _line_moved(text: str, chance: Random) -> str:
    return _line(text, chance, lambda lines, at: lines.insert(chance.randrange(len(lines)), lines.pop(at)))


def _line_odd(text: str, chance: Random) -> str:
    return _line(text, chance, lambda lines, at: lines.__setitem__(at, chance.choice(ODD) + lines[at]))


def _words_swapped(text: str, chance: Random) -> str:
    words = re.split(r"(\s+)", text)
    one, two = (chance.randrange(0, len(words), 2) for _ in range(2))
    words[one], words[two] = words[two], words[one]
    return "".join(words)


def _stretch_dropped(text: str, chance: Random) -> str:
    at = _place(text, chance)
    return text[:at] + text[at + chance.randrange(1, 40) :]


def _repeated(text: str, chance: Random) -> str:
    at = _place(text, chance)
    return text[:at] + text[at : at + 300] * chance.choice((2, 10, 100)) + text[at:]


def _tag(text: str, chance: Random, change: Callable[[str], str]) -> str:
    tags = list(_TAG.finditer(text))
    if not tags:
        return _inserted(text, chance)
    one = chance.choice(tags)
    return text[: one.start()] + change(one[0]) + text[one.end() :]


def _tag_dropped(text: str, chance: Random) -> str:
    return _tag(text, chance, lambda _: "")


def _tag_cut(text: str, chance: Random) -> str:
    return _tag(text, chance, lambda tag: tag[:-1])


def _tag_renamed(text: str, chance: Random) -> str:
    name = chance.choice(("p", "div", "note", "head", "xyz", "TEI", "body", "x:y", "seg"))
    return _tag(text, chance, lambda tag: re.sub(r"^(</?)[\w:.-]+", rf"\g<1>{name}", tag))


def _element_renamed(text: str, chance: Random) -> str:
    names = sorted(set(re.findall(r"<([\w:.-]+)", text)))
    if not names:
        return _inserted(text, chance)
    old, new = chance.choice(names), chance.choice((*names, "xyz", "p", "note"))
    return re.sub(rf"(</?){re.escape(old)}(?=[\s/>])", rf"\g<1>{new}", text)


def _markup_inserted(text: str, chance: Random) -> str:
    return _tag(
        text,
        chance,
        lambda tag: tag + chance.choice(_MARKUP) if chance.random() < 0.5 else chance.choice(_MARKUP) + tag,
    )


def _element_doubled(text: str, chance: Random) -> str:
    found = list(re.finditer(r"<([\w:.-]+)[^<>]*>[^<]*</\1>", text))
    if not found:
        return _inserted(text, chance)
    one = chance.choice(found)
    return text[: one.end()] + one[0] * chance.choice((1, 3, 50)) + text[one.end() :]


def _attribute(text: str, chance: Random) -> str:
    found = list(_ATTRIBUTE.finditer(text))
    if not found:
        return _inserted(text, chance)
    one = chance.choice(found)
    value = chance.choice((*_VALUES, *(other[2][1:-1] for other in chance.sample(found, min(3, len(found))))))
    new = chance.choice(("", f' {one[1]}="{value}"', f' {one[1]}="{value}"', f' {one[1]}="{value}"', one[0] + one[0]))
    return text[: one.start()] + new + text[one.end() :]


def _doctype(text: str, chance: Random) -> str:
    doctype = (
        '<!DOCTYPE TEI [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    )
    return text.replace("?>", "?>" + doctype, 1).replace("<p>", chance.choice(("<p>&b;", "<p>&x;", "<p>")), 1)


def _namespace(text: str, chance: Random) -> str:
    return text.replace("http://www.tei-c.org/ns/1.0", chance.choice(("", "urn:x", "http://www.tei-c.org/ns/1.0 ")), 1)


def _value(text: str, chance: Random) -> str:
    return _line(
        text,
        chance,
        lambda lines, at: lines.__setitem__(at, re.sub(r"=.*", lambda _: f"= {chance.choice(_TOML)}", lines[at])),
    )


def _key(text: str, chance: Random) -> str:
    return _line(
        text,
        chance,
        lambda lines, at: lines.__setitem__(
            at, re.sub(r"^\w+", chance.choice(("x", "title", '""', "a.b", "[[x]]")), lines[at])
        ),
    )


def _cell(text: str, chance: Random) -> str:
    cells = re.split(r"([,\n])", text)
    at = chance.randrange(0, len(cells), 2)
    cells[at] = chance.choice((*ODD, '"', '"a', "2", "n", "when"))
    return "".join(cells)


def _separator(text: str, chance: Random) -> str:
    return text.replace(",", chance.choice((";", "\t", ", ", "|", ",,")))


_WORDS: list[Change] = [
    _inserted, _line_dropped, _line_doubled, _line_moved, _line_odd, _line_odd, _words_swapped, _stretch_dropped, _repeated,
]  # fmt: skip
_XML: list[Change] = [
    _tag_dropped, _tag_cut, _tag_renamed, _element_renamed, _markup_inserted, _markup_inserted, _element_doubled, _attribute,
    _attribute, _doctype, _namespace, _inserted, _stretch_dropped,
]  # fmt: skip
_CHANGES: dict[str, list[Change]] = {
    "volume": _XML, "source tei": _XML, "tei": _XML, "authorities": _XML, "corpus": _XML,
    "settings": [*_WORDS, *[_value] * 8, _key], "vocabulary": [*_WORDS, *[_value] * 4, _key],
    "csv": [*_WORDS, *[_cell] * 6, _separator],
}  # fmt: skip
