"""TEI whole in itself: each document with the records, categories, editors and declarations that it points to.

In ``edition/`` documents share these; a document that travels alone takes its share along.  Nothing is worded anew:
what is added are copies of what the shared files hold.
"""

import copy
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from lxml import etree

from kktei import tei
from kktei.addresses import Addresses
from kktei.export import xml
from kktei.export.edition import Edition
from kktei.export.formats import Missed, Writing
from kktei.export.xml import Element
from kktei.files import within
from kktei.project import data
from kktei.tei import XML_ID, q

_POINTERS = (
    "active", "ana", "class", "corresp", "decls", "hand", "mutual", "next", "passive", "prev", "ref", "resp", "sameAs",
    "scheme", "source", "target", "who", "wit",
)  # fmt: skip
_SHARED = re.compile(r"(?:\.\./)?(?:authorities|edition)\.xml#(.+)")
_OTHER = re.compile(r"([^/#:?]+\.xml)(#.*)?")
_NAMING_FILES: tei.Finder = etree.XPath("descendant-or-self::*/@*[contains(., '.xml')]")
_IDS = tei.strings("descendant-or-self::*/@xml:id")
_SCHEMAS = ("kktei.rng", "kktei.sch")

_Declared = tuple[frozenset[str], bool]  # these categories, and whether with all that stands beside them


@dataclass(frozen=True)
class _Common:
    """The shared files, and where each of their ids stands."""

    corpus: Element | None
    stand_off: Element | None  # the authority file's standOff
    by_id: dict[str, Element]
    within: dict[str, tuple[int, int]]  # for the ids of records: in which list, and in which of its records
    leads: dict[str, frozenset[str]] = field(default_factory=dict)  # what each id was found to point to
    header: frozenset[str] = frozenset()  # the ids of the corpus file's header
    declared: dict[_Declared, Element] = field(default_factory=dict)

    def pointed(self, key: str) -> frozenset[str]:
        """The ids that what stands under an id points to; looked for once."""
        found = self.leads.get(key)
        if found is None:
            found = self.leads[key] = frozenset(_pointed(self.by_id[key]))
        return found


def write(edition: Edition, folder: Path, missed: Missed) -> Writing:
    """``NAME.xml`` for each document, and the schema that they name in ``schema/``."""
    (folder / "schema").mkdir(parents=True)
    for name in _SCHEMAS:
        shutil.copyfile(data("schema") / name, folder / "schema" / name)
    common = _common(edition)
    while (document := (yield)) is not None:
        root = xml.copy_of(edition.root / document.file, document.file)
        lost = _complete(root, common, edition)
        for pointer in sorted(lost):
            missed.loss("pointers to what no shared file holds", f"{document.name}: {pointer}")
        _name_schemas(root)
        raw = etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True)
        within(folder, f"{document.name}.xml").write_bytes(raw)


def _common(edition: Edition) -> _Common:
    authorities = tei.load(edition.authorities) if edition.authorities else None
    corpus = tei.load(edition.corpus) if edition.corpus else None
    by_id = {
        e.get(XML_ID): e for root in (authorities, corpus) if root is not None for e in root.iter() if e.get(XML_ID)
    }
    stand_off = authorities.find(q("standOff")) if authorities is not None else None
    lists = enumerate(stand_off if stand_off is not None else ())
    rows = ((at, row, record) for at, records in lists for row, record in enumerate(records))
    within = {e.get(XML_ID): (at, row) for at, row, record in rows for e in record.iter() if e.get(XML_ID)}
    header = frozenset(_IDS(corpus.find(q("teiHeader")))) if corpus is not None else frozenset()
    return _Common(corpus, stand_off, by_id, within, header=header)


def _complete(root: Element, common: _Common, edition: Edition) -> set[str]:
    """Give the document what it points to, and let its pointers lead there; those that lead nowhere."""
    named = frozenset(_repointed(root, edition))
    wanted = set(named)
    waiting = list(wanted)
    while waiting:
        leading = waiting.pop()
        for key in common.pointed(leading) if leading in common.by_id else ():
            if key not in wanted and key in common.by_id:
                wanted.add(key)
                waiting.append(key)
    here = set(_IDS(root))
    if common.corpus is not None:
        _add_header(root, common, wanted, shares=not named.isdisjoint(common.header))
    _add_records(root, common, wanted - here)
    return wanted.difference(_IDS(root))


def _repointed(root: Element, edition: Edition) -> Iterator[str]:
    """Let pointers to shared files lead within the document, those to other documents to the web; the former's ids."""
    for value in _NAMING_FILES(root):
        if value.attrname in _POINTERS:
            led = [_led(token, edition.addresses) for token in value.split()]
            yield from (key for _, key in led if key)
            value.getparent().set(value.attrname, " ".join(token for token, _ in led))


@lru_cache(maxsize=4096)
def _led(token: str, addresses: Addresses) -> tuple[str, str]:
    """What a pointer becomes, and the id in a shared file that it names, or ""."""
    if shared := _SHARED.fullmatch(token):
        return f"#{shared[1]}", shared[1]
    other = _OTHER.fullmatch(token)
    if other and addresses.base:
        return addresses.whole(f"tei/documents/{other[1]}") + (other[2] or ""), ""
    return token, ""


def _pointed(record: Element) -> Iterator[str]:
    """The ids that a record of a shared file points to, and those of the categories around it."""
    for element in record.iter(etree.Element):
        for name in _POINTERS:
            yield from (token.rpartition("#")[2] for token in (element.get(name) or "").split() if "#" in token)


def _add_header(root: Element, common: _Common, wanted: set[str], *, shares: bool) -> None:
    """Editors and encoders, and the declarations with the categories that are pointed to.

    A document that does not itself point to the corpus file (``shares``) is somebody else's: who edited the edition
    did not edit it, and how the edition is made is not how it was.  It gets the categories that its records need.
    """
    assert common.corpus is not None  # noqa: S101 - who calls has looked
    header, given = root.find(q("teiHeader")), common.corpus.find(f"{q('teiHeader')}//{q('titleStmt')}")
    title = header.find(f".//{q('titleStmt')}")
    if shares and title is not None and given is not None:
        title.extend(copy.deepcopy(e) for e in given if tei.name(e) in ("editor", "respStmt"))
    encoding = common.corpus.find(f"{q('teiHeader')}/{q('encodingDesc')}")
    if header.find(q("encodingDesc")) is not None or encoding is None:
        return
    ids = frozenset(wanted.intersection(_IDS(encoding)))
    if shares or ids:
        declared = _declared(encoding, ids, common.declared, whole=shares)
        header.insert(header.index(header.find(q("fileDesc"))) + 1, copy.deepcopy(declared))


def _declared(encoding: Element, ids: frozenset[str], made: dict[_Declared, Element], *, whole: bool) -> Element:
    """The declarations with these categories; where not ``whole``, the categories alone; made once."""
    if (ids, whole) not in made:
        made[ids, whole] = declared = copy.deepcopy(encoding)
        for taxonomy in list(declared.iter(q("taxonomy"))):
            _keep_categories(taxonomy, ids)
        for part in [] if whole else declared.findall("*"):
            if part.tag != q("classDecl"):
                declared.remove(part)
    return made[ids, whole]


def _keep_categories(taxonomy: Element, wanted: frozenset[str]) -> None:
    """Those that the document is put in; a taxonomy without any goes, one that only it is named of stays whole."""
    categories = list(taxonomy.iter(q("category")))
    if any(e.get(XML_ID) in wanted for e in categories):
        _keep(categories, wanted)
    elif taxonomy.get(XML_ID) not in wanted:
        taxonomy.getparent().remove(taxonomy)


def _keep(elements: Iterable[Element], wanted: frozenset[str]) -> None:
    """Of these elements only those that are wanted, or hold one that is."""
    for element in list(elements):
        ids = {e.get(XML_ID) for e in element.iter(etree.Element)}
        if not ids & wanted:
            element.getparent().remove(element)


def _add_records(root: Element, common: _Common, wanted: set[str]) -> None:
    """The records that are pointed to, in lists like those that they come from."""
    if common.stand_off is None:
        return
    made = _without_children(common.stand_off)
    chosen: dict[int, set[int]] = {}
    for at, row in (common.within[key] for key in wanted if key in common.within):
        chosen.setdefault(at, set()).add(row)
    for at in sorted(chosen):
        records = _without_children(common.stand_off[at])
        records.extend(copy.deepcopy(common.stand_off[at][row]) for row in sorted(chosen[at]))
        made.append(records)
    source = _source(common, wanted)
    if source is not None:
        made.append(source)
    for value in _NAMING_FILES(made):
        if value.attrname in _POINTERS:
            value.getparent().set(value.attrname, value.replace("edition.xml#", "#"))
    if len(made.findall("*")):
        header = root.find(q("teiHeader"))
        header.addnext(made)


def _without_children(element: Element) -> Element:
    """A copy of an element and of the white space around it, alone."""
    made = etree.Element(element.tag, element.attrib, nsmap=element.nsmap)
    made.text, made.tail = element.text, element.tail
    return made


def _source(common: _Common, wanted: set[str]) -> Element | None:
    """The printed source that the corpus file describes, in a list like the authority file's."""
    source = common.by_id.get("bibl.source")
    lists = common.stand_off.findall(q("listBibl")) if common.stand_off is not None else []
    if source is None or "bibl.source" not in wanted or not lists:
        return None
    made = _without_children(lists[0])
    made.set("type", "source")
    made.append(copy.deepcopy(source))
    return made


def _name_schemas(root: Element) -> None:
    """The schema that lies beside the document, for XML editors."""
    previous = root.getprevious()
    while previous is not None:
        before = previous.getprevious()
        if previous.tag is etree.PI and previous.target == "xml-model":
            name = next((name for name in _SCHEMAS if name.endswith(Path(previous.get("href", "")).suffix or "-")), "")
            if name:
                previous.text = re.sub(r'href="[^"]*"', f'href="schema/{name}"', previous.text or "")
        previous = before
