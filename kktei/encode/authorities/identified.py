"""Identifiers that an editor decided on, and links, added to records of an authority file; nothing else is touched."""

from collections.abc import Iterator, Mapping, Sequence

from kktei import tei
from kktei.encode.elements import el, fragment
from kktei.encode.splice import Part, Splice, after, apply, before_end_tag, key_of, parts_of
from kktei.findings import Finding, finding
from kktei.identifiers import AUTHORITIES, bare

_FILE = "edition/authorities.xml"
_RECORDS = tuple(map(tei.q, ("person", "personGrp", "org", "place", "bibl", "event")))
Given = Mapping[str, Mapping[str, str]]  # by the record's id and the authority


def with_identifiers(data: bytes, given: Given) -> tuple[bytes, int, tuple[Finding, ...]]:
    """The file with an ``idno`` for each identifier that its record lacks; how many they are; and what differs.

    A record that has another identifier of that authority keeps it (E016).
    Raises MalformedError where it is not well formed.
    """
    root = tei.parse(data, _FILE)
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


def identified(root: tei.Element) -> Mapping[tuple[str, str], list[str]]:
    """The ids of the records that have an identifier, by catalogue and identifier."""
    holders: dict[tuple[str, str], list[str]] = {}
    for element in root.iter(*_RECORDS):
        for idno in element.findall(tei.q("idno")):
            authority, key = str(idno.get("type")), str(element.get(tei.XML_ID) or "")
            if authority in AUTHORITIES and key:
                holders.setdefault((authority, bare(authority, tei.text_of(idno))), []).append(key)
    return holders


def with_links(data: bytes, given: Mapping[str, Sequence[tuple[str, str, str]]]) -> tuple[bytes, int]:
    """The file with a ``ptr`` for each link (address, whose, from where) that its record lacks; how many they are.

    Raises MalformedError where it is not well formed.
    """
    root = tei.parse(data, _FILE)
    there = {
        (str(element.get(tei.XML_ID)), ptr.get("target"))
        for element in root.iter(*_RECORDS)
        for ptr in element.findall(tei.q("ptr"))
    }
    new = {key: [link for link in links if (key, link[0]) not in there] for key, links in given.items()}
    parts = parts_of(data) if any(new.values()) else []
    splices = []
    for at, part in enumerate(parts):
        level = len(part.path)
        lines = [
            fragment(el("ptr", type=whose, subtype="beacon", n=source, target=address), level)
            for address, whose, source in new.get(str(key_of(part)), ())
        ]
        last = _last_idno(parts, at) if lines and part.path[-1] == "place" else None  # places within it come last
        if last is not None:
            splices += [after(data, last, line, level) for line in lines]
        elif lines:
            splices.append(before_end_tag(data, part, lines, level))
    return apply(data, splices), sum(map(len, new.values()))


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
