"""What a teiCorpus says of the letters in it: terms and declarations that they lack, records of whom they name."""

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from lxml import etree

from kktei.read.foreign.records import LISTS, RECORDS
from kktei.tei import NS, XML_ID, XML_LANG, Element, name, q

_FILE = "tei:teiHeader/tei:fileDesc"
_PUBLISHED, _DECLARED = f"{_FILE}/tei:publicationStmt", "tei:teiHeader/tei:encodingDesc"
_LISTS, _RECORDS = ([q(one) for one in sorted(names)] for names in (LISTS, RECORDS))
_ENDS = ("active", "passive", "mutual")


class Place(Enum):
    """Where a part of a corpus goes in a letter, as seen from one of the letter's own."""

    END = "at its end"
    AFTER = "after it"
    INSTEAD = "instead of it"


@dataclass(frozen=True, slots=True)
class Given:
    """A copy of a part of a corpus that a letter in it lacks, and its place in the letter."""

    part: Element
    place: Place
    of: Element


def given(letter: Element) -> Iterator[Given]:
    """What the corpora around a letter state for it, and it does not state itself: its terms, and what they declare."""
    own = letter.find(_PUBLISHED, NS)
    terms = None if own is None else _terms(letter, own)
    if terms is not None:
        yield terms
    yield from _declarations(letter)


def _terms(letter: Element, own: Element) -> Given | None:
    said = next(_stated(letter, f"{_PUBLISHED}/tei:availability"), None)
    if said is None or next(own.iter(q("availability")), None) is not None:
        return None
    if not "".join(own.itertext()).strip():
        whole = _apart(said.getparent(), letter)
        for number in list(whole.iterchildren(q("idno"))):
            _drop(number)  # the corpus has it, not each of its letters
        return Given(whole, Place.INSTEAD, own)
    worded = any("".join(one.itertext()).strip() for one in own.iter(q("p"), q("ab")))
    return None if worded else Given(_apart(said, letter), Place.END, own)


def _declarations(letter: Element) -> Iterator[Given]:
    own, file = letter.find(_DECLARED, NS), letter.find(_FILE, NS)
    whole: Element | None = None  # the nearest, where the letter has none
    known = {child.tag for child in own} if own is not None else set()
    for declared in _stated(letter, _DECLARED):
        new = [_apart(child, letter) for child in declared.iterchildren("*") if child.tag not in known]
        known.update(child.tag for child in new)
        if own is not None and len(own):
            yield from (Given(child, Place.END, own) for child in new)
        elif whole is None:
            whole = _apart(declared, letter)
        else:
            whole.extend(new)
    if whole is not None and (own is not None or file is not None):
        yield Given(whole, Place.AFTER if own is None else Place.INSTEAD, file if own is None else own)


def records(letter: Element) -> list[Element]:
    """Lists with the records of the corpus to which a letter leads, and those to which these lead."""
    known = {one.get(XML_ID) for one in letter.iter(etree.Element)}
    shared = [one for above in letter.iterancestors(q("teiCorpus")) for one in _shared(above)]
    by_id = {
        key: one for each in shared for one in each.iter(*_RECORDS) if (key := one.get(XML_ID)) and key not in known
    }
    wanted: set[str] = set()
    waiting = [letter]
    while waiting:
        found = [key for key in _pointers(waiting.pop()) if key in by_id and key not in wanted]
        wanted.update(found)
        waiting += [by_id[key] for key in found]
    return [one for each in shared if (one := _only(each, letter, wanted)) is not None]


def unnamed(corpus: Element) -> tuple[str, ...]:
    """What of a corpus holds words and goes with none of its letters, by its elements' names."""
    carried = {q("TEI"), q("teiCorpus"), q("teiHeader"), *_LISTS}
    parts = (part for one in corpus.iter(q("teiCorpus")) for part in one.iterchildren(etree.Element))
    inner = (each for part in parts for each in (part if name(part) == "standOff" else (part,)))
    return tuple(
        dict.fromkeys(name(one) for one in inner if one.tag not in carried and "".join(one.itertext()).strip())
    )


def _stated(letter: Element, path: str) -> Iterator[Element]:
    """What the corpora around a letter have there, the nearest first."""
    for above in letter.iterancestors(q("teiCorpus")):
        yield from above.iterfind(path, NS)


def _shared(corpus: Element) -> Iterator[Element]:
    """The outermost lists of records that are the corpus's own; its encodingDesc goes with letters as it is."""
    for part in corpus.iterchildren(q("teiHeader"), q("standOff")):
        for one in part.iter(*_LISTS):
            if not any(above.tag in _LISTS or name(above) == "encodingDesc" for above in one.iterancestors()):
                yield one


def _pointers(element: Element) -> Iterator[str]:
    for one in element.iter(etree.Element):
        for value in one.attrib.values():
            yield from re.findall(r"(?<!\S)#(\S+)", str(value))


def _only(records: Element, letter: Element, wanted: set[str]) -> Element | None:
    """A list with no other records than those; None where it has none of them."""
    kept = _apart(records, letter)
    for one in list(kept.iter(*_RECORDS)):
        around = (one, *one.iterancestors(*_RECORDS))
        if not any(each.get(XML_ID) in wanted for each in (*around, *one.iterdescendants(*_RECORDS))):
            _drop(one)
    for relation in list(kept.iter(q("relation"))):
        ends = [end for where in _ENDS for end in (relation.get(where) or "").split()]
        if not all(end[1:] in wanted for end in ends):
            _drop(relation)
    for inner in reversed(list(kept.iterdescendants(*_LISTS, q("listRelation")))):
        if next(inner.iter(*_RECORDS, q("relation")), None) is None:
            _drop(inner)
    return kept if next(kept.iter(*_RECORDS), None) is not None else None


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)  # with its tail, which is white space between records


def _apart(element: Element, letter: Element) -> Element:
    """A copy that says its language where the letter's is another."""
    copied = copy.deepcopy(element)
    copied.tail = None
    languages = [
        next((said for one in (of, *of.iterancestors()) if (said := one.get(XML_LANG))), None)
        for of in (element, letter)
    ]
    if languages[0] and languages[0] != languages[1]:
        copied.set(XML_LANG, languages[0])
    return copied
