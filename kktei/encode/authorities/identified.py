"""Identifiers that an editor decided on, added to the records of an authority file; nothing else of it is touched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kktei import tei
from kktei.encode.elements import el, fragment
from kktei.encode.splice import Part, Splice, after, apply, before_end_tag, key_of, parts_of
from kktei.findings import Finding, finding
from kktei.identifiers import bare

_FILE = "edition/authorities.xml"
_RECORDS = tuple(map(tei.q, ("person", "personGrp", "org", "place", "bibl", "event")))
Given = Mapping[str, Mapping[str, str]]  # by the record's id and the authority


def with_identifiers(data: bytes, given: Given) -> tuple[bytes, int, tuple[Finding, ...]]:
    """The file with an ``idno`` for each identifier that its record lacks; how many they are; and what differs.

    A record that has another identifier of that authority keeps it (E016).
    Raises ``lxml.etree.XMLSyntaxError`` where it is not well formed.
    """
    root = tei.parse(data, "authorities.xml")
    records = {str(e.get(tei.XML_ID)): e for e in root.iter(*_RECORDS) if e.get(tei.XML_ID) in given}
    found = [_unknown(key) for key in given if key not in records]
    lacking: dict[str, dict[str, str]] = {}
    for key, element in records.items():
        there = {idno.get("type"): tei.text_of(idno) for idno in element.findall(tei.q("idno"))}
        for authority, value in given[key].items():
            if authority not in there:
                lacking.setdefault(key, {})[authority] = value
            elif bare(authority, there[authority]) != bare(authority, value):
                words = f"{key} has {authority} {there[authority]}; {value} was not taken"
                found.append(finding("E016", words, file=_FILE, line=element.sourceline or 0, place=key))
    found += _of_others(root, lacking)
    return apply(data, _splices(data, lacking)), sum(map(len, lacking.values())), tuple(found)


def _of_others(root: tei.Element, taken: Given) -> Iterator[Finding]:
    """Identifiers that two records have now: they may be one, or one of them has the wrong one."""
    holders: dict[tuple[str, str], list[str]] = {}
    for element in root.iter(*_RECORDS):
        key = str(element.get(tei.XML_ID))
        own = [(str(idno.get("type")), tei.text_of(idno)) for idno in element.findall(tei.q("idno"))]
        for authority, value in {*own, *taken.get(key, {}).items()}:
            holders.setdefault((authority, bare(authority, value)), []).append(key)
    for (authority, value), keys in holders.items():
        if len(keys) > 1 and any(authority in taken.get(key, {}) for key in keys):
            words = f"{' and '.join(keys)} have one identifier now, {authority} {value}"
            yield finding("E016", words, file=_FILE, place=keys[-1])


def _unknown(key: str) -> Finding:
    return finding("E016", f"There is no record {key}; its identifiers were not taken", file=_FILE, place=key)


def _splices(data: bytes, lacking: Given) -> list[Splice]:
    """Each record's new elements after its last idno, or at its end."""
    parts = parts_of(data) if lacking else []
    made = []
    for at, part in enumerate(parts):
        if (key := key_of(part)) in lacking:
            level = len(part.path)
            lines = [fragment(el("idno", value, type=name), level) for name, value in lacking[str(key)].items()]
            last = _last_idno(parts, at)
            if last is None:
                made.append(before_end_tag(data, part, lines, level))
            else:
                made += [after(data, last, line, level) for line in lines]
    return made


def _last_idno(parts: list[Part], at: int) -> Part | None:
    """The last idno of the record at ``at``; elements are in the order of their end tags."""
    record = parts[at]
    for part in map(parts.__getitem__, range(at - 1, -1, -1)):
        if part.start < record.start:
            return None
        if part.path == (*record.path, "idno"):
            return part
    return None
