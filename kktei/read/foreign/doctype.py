"""A document type declaration taken out of a file, what it declares put in its place: nothing is fetched.

Entities that stand in the file itself are expanded (XML 1.0, 4.4), up to a limit; those of other files are not read.
Names that the declaration leaves to a file are characters by their ISO names where these are known.
"""

import contextlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.entities import html5
from xml.parsers import expat
from xml.sax.saxutils import escape

from kktei.errors import InputError
from kktei.findings import Finding, finding

MOST = 2_000_000  # characters that entities may bring into one file
_DEEPEST = 20  # entities within entities
_OWN = {"lt", "gt", "amp", "apos", "quot"}
_PART = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|&([A-Za-z_:][\w:.-]*);", re.DOTALL)


@dataclass
class _Declared:
    """What the declaration holds: entities with their words, those of other files, where it stands."""

    inner: dict[str, str] = field(default_factory=dict)
    outer: dict[str, str] = field(default_factory=dict)
    system: str = ""
    start: int = -1
    end: int = -1


@dataclass
class _Expansion:
    """The entities of one file while they are put in their places."""

    declared: _Declared
    shown: str
    brought: int = 0
    unread: dict[str, int] = field(default_factory=dict)  # by entity: the offset of its first place

    def put(self, text: str, depth: int = 0) -> str:
        """``text`` with its entities expanded."""
        if depth > _DEEPEST:
            raise self._too_much(f"entities stand more than {_DEEPEST} deep within each other")
        return _PART.sub(lambda part: self._one(part, depth), text)

    def _one(self, part: re.Match[str], depth: int) -> str:
        name = part[1]
        if name is None or name in _OWN:
            return part[0]
        if name in self.declared.inner:
            words = self.declared.inner[name]
            self.brought += len(words)
            if self.brought > MOST:
                raise self._too_much(f"the entities of this file grow to more than {MOST:,} characters")
            return self.put(words, depth + 1)
        if name not in self.declared.outer and (char := html5.get(f"{name};")):
            return escape(char)
        self.unread.setdefault(name, part.start() if depth == 0 else 0)
        return f"&amp;{name};"

    def _too_much(self, words: str) -> InputError:
        return InputError(f"{self.shown}: {words}", "Write the words themselves in their places.")


def has_doctype(data: bytes) -> bool:
    """Whether a file may have a document type declaration."""
    return b"<!DOCTYPE" in data[:200_000]


@dataclass(frozen=True, slots=True)
class Plain:
    """A file without its declaration, lines where they were; what is to be told; files that its entities name."""

    data: bytes
    findings: list[Finding] = field(default_factory=list)
    files: Mapping[str, str] = field(default_factory=dict)
    changed: bool = False


def without_doctype(data: bytes, shown: str) -> Plain:
    """The file (in UTF-8) with its entities expanded.

    InputError where they grow beyond measure; a file that is not well formed comes back as it is.
    """
    declared = _read(data)
    if declared.start < 0 or declared.end < declared.start:
        return Plain(data)
    before, within = data[: declared.start], data[declared.start : declared.end]
    gap = b"\n" * within.count(b"\n")
    rest = data[declared.end :].decode("utf-8", "surrogateescape")
    expansion = _Expansion(declared, shown)
    made = expansion.put(rest)
    told = _unread_entities(expansion, shown, rest, data[: declared.end].count(b"\n") + 1)
    return Plain(before + gap + made.encode("utf-8", "surrogateescape"), told, declared.outer, True)


def _unread_entities(expansion: _Expansion, shown: str, rest: str, line: int) -> list[Finding]:
    found = []
    for name, at in expansion.unread.items():
        system = expansion.declared.outer.get(name)
        where = f"stands in another file ({system}), which is not read" if system else "is declared nowhere"
        said = f"the entity &{name}; {where}: its name stands in the text"
        found.append(finding("F003", said, file=shown, line=line + rest.count("\n", 0, at)))
    return found


def _read(data: bytes) -> _Declared:
    declared = _Declared()
    parser = expat.ParserCreate()
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)

    def start(_name: str, system: str | None, _public: str | None, _subset: int) -> None:
        declared.start = data.rfind(b"<!DOCTYPE", 0, parser.CurrentByteIndex + 9)
        declared.system = system or ""

    def end() -> None:
        declared.end = data.find(b">", parser.CurrentByteIndex) + 1
        raise StopIteration

    def entity(
        name: str,
        parameter: int,
        value: str | None,
        _base: str | None,
        system: str | None,
        _p: str | None,
        _n: str | None,
    ) -> None:
        if not parameter and value is not None:
            declared.inner.setdefault(name, value)
        elif not parameter:
            declared.outer.setdefault(name, system or "")

    parser.StartDoctypeDeclHandler = start
    parser.EndDoctypeDeclHandler = end
    parser.EntityDeclHandler = entity
    with contextlib.suppress(StopIteration, expat.ExpatError, LookupError, ValueError):
        parser.Parse(data, True)
    return declared
