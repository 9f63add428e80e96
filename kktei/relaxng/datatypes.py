"""Datatypes of attribute values and texts: libxml2 says what is allowed, here is how to say it in words.

Asking libxml2 value by value keeps the explanation at one with lxml's verdict.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from lxml import etree

from kktei.relaxng.broken import SchemaError
from kktei.relaxng.names import tokens
from kktei.relaxng.places import cut

if TYPE_CHECKING:
    from kktei.relaxng.patterns import Pattern, Patterns

RNG = "http://relaxng.org/ns/structure/1.0"

_SHORT = 200

_WORDS = {
    "anyURI": "a URI",
    "boolean": "true or false",
    "date": "a date such as 1963-04-03",
    "dateTime": "a moment such as 1963-04-03T16:00:00",
    "decimal": "a number",
    "double": "a number",
    "gDay": "a day such as ---03",
    "gMonth": "a month such as --04",
    "gMonthDay": "a month and day such as --04-03",
    "gYear": "a year such as 1963",
    "gYearMonth": "a month such as 1963-04",
    "ID": "a name without blanks or colons that begins with a letter",
    "integer": "a whole number",
    "language": "a language code such as en or ru-Latn",
    "Name": "a name without blanks",
    "NCName": "a name without blanks or colons that begins with a letter",
    "nonNegativeInteger": "a whole number, 0 or more",
    "positiveInteger": "a whole number, 1 or more",
    "string": "any text",
    "time": "a time such as 16:00:00",
    "token": "one or more words",
}


@dataclass(frozen=True, slots=True)
class Data:
    """The strings of a datatype, less those that ``less`` accepts."""

    library: str
    type: str
    params: tuple[tuple[str, str], ...] = ()
    less: Pattern | None = None
    patterns: Patterns | None = None

    def allows(self, value: str) -> bool:
        """Whether ``value`` is such a string."""
        if not self.params and self.type == "string":
            allowed = True
        else:
            allowed = _allows("data", self.library, self.type, self.params, "", value)
        if allowed and self.less is not None and self.patterns is not None:
            return not self.patterns.accepts(self.less, value)
        return allowed

    def words(self) -> str:
        """What is allowed, for people."""
        pattern = next((v for k, v in self.params if k == "pattern"), "")
        if pattern in (r"[^\p{C}\p{Z}]+", r"\S+"):
            return "a URI without blanks" if self.type == "anyURI" else "one word without blanks"
        words = _WORDS.get(self.type, self.type)
        if not pattern or self.type in ("date", "gYear", "gYearMonth", "dateTime", "time"):
            return words
        return f"text of the form {pattern}"


@dataclass(frozen=True, slots=True)
class Value:
    """One value."""

    library: str
    type: str
    value: str

    def allows(self, value: str) -> bool:
        """Whether ``value`` is that value."""
        if self.type == "string" and not self.library:
            return value == self.value
        if self.type == "token":
            return tokens(value) == tokens(self.value)
        return _allows("value", self.library, self.type, (), self.value, value)

    def words(self) -> str:
        """The value."""
        return self.value


def _allows(kind: str, library: str, name: str, params: tuple[tuple[str, str], ...], content: str, value: str) -> bool:
    ask = _known if len(value) <= _SHORT else _asked  # long values do not come again, and would fill the memory
    return ask(kind, library, name, params, content, value)


def _asked(kind: str, library: str, name: str, params: tuple[tuple[str, str], ...], content: str, value: str) -> bool:
    probe = etree.Element("v")
    try:
        probe.set("a", value)
    except ValueError:  # a character that XML does not have; no document can hold it
        return False
    return bool(_checker(kind, library, name, params, content).validate(probe))


_known = lru_cache(maxsize=200_000)(_asked)


@lru_cache(maxsize=2_000)
def _checker(kind: str, library: str, name: str, params: tuple[tuple[str, str], ...], content: str) -> etree.RelaxNG:
    grammar = etree.Element(f"{{{RNG}}}element", {"name": "v"}, nsmap={None: RNG})  # type: ignore[dict-item]
    attribute = etree.SubElement(grammar, f"{{{RNG}}}attribute", {"name": "a"})
    data = etree.SubElement(attribute, f"{{{RNG}}}{kind}", {"type": name, "datatypeLibrary": library})
    if kind == "value":
        data.text = content
    for key, given in params:
        etree.SubElement(data, f"{{{RNG}}}param", {"name": key}).text = given
    try:
        return etree.RelaxNG(grammar)
    except etree.RelaxNGParseError as problem:
        said = "".join(f", {key} “{cut(given)}”" for key, given in params)
        raise SchemaError(
            f"The schema uses a datatype that is not known, or a value that it does not have: {cut(name)}{said}",
            "Look for this type in the schema: W3C XML Schema's datatypes can be used.",
        ) from problem
