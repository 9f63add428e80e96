"""Older TEI (P4, P3 in XML, or P5 without its namespace) as TEI P5: names and attributes change, no word does.

Source of the rules: TEI P5, "Migrating from P4 to P5", and the tag lists of TEI P4 (2002) and P3 (1994).
"""

import re
from collections.abc import Callable, Mapping

from lxml import etree

from kktei.encode.elements import el
from kktei.tei import TEI, XML, Element, name, q, space

ROOTS = {"tei": "TEI", "tei.2": "TEI", "teicorpus": "teiCorpus", "teicorpus.2": "teiCorpus"}
_CAMEL = """
    addName addSpan addrLine biblFull biblScope biblStruct castGroup castItem castList catDesc catRef classCode
    classDecl damageSpan delSpan divGen docAuthor docDate docEdition docImprint docTitle editionStmt editorialDecl
    encodingDesc entryFree figDesc fileDesc genName geogName gramGrp handShift headItem headLabel interpGrp joinGrp
    lacunaEnd lacunaStart langUsage linkGrp listBibl listPerson listPlace listOrg listWit nameLink notesStmt orgName
    particDesc persName placeName postBox postCode profileDesc projectDesc pubPlace publicationStmt rdgGrp
    recordingStmt refsDecl relatedItem respStmt revisionDesc roleDesc roleName samplingDecl scriptStmt seriesStmt
    settingDesc soCalled sourceDesc spanGrp stdVals tagUsage tagsDecl teiHeader textClass textDesc titlePage
    titlePart titleStmt witDetail witEnd witStart altGrp handNote handNotes msDesc msIdentifier physDesc correspDesc
    correspAction correspContext sourceDoc standOff
"""
_PROPER = {word.lower(): word for word in _CAMEL.split()} | ROOTS
_RENAMED = {"xref": "ref", "xptr": "ptr", "daterange": "date", "timerange": "time", "handlist": "handNotes",
            "hand": "handNote", "respstmt": "respStmt", "witlist": "listWit", "div0": "div"}  # fmt: skip
# Attributes whose values were ids (IDREF, IDREFS) and are pointers now.
_POINTING = """
    ana ant copyOf corresp decls exclude follow hand new next old origin prev resp
    sameAs scheme select start synch target targetEnd targets who wit from to
"""
_POINTERS = frozenset(_POINTING.split())
_ID = re.compile(r"[^\W\d][\w.-]*")
_PAIRS = {  # element: the attribute that held the other half of a choice, and the element for it
    "sic": ("corr", "corr"), "corr": ("sic", "sic"), "orig": ("reg", "reg"), "reg": ("orig", "orig"),
    "abbr": ("expan", "expan"), "expan": ("abbr", "abbr"),
}  # fmt: skip
_DATED = {"date", "time", "birth", "death"}
_FROM_TO = {"span", "date", "time", "locus", "app"}
_W3C = re.compile(r"-?\d{4,}(-\d\d(-\d\d)?)?(T[\d:.+Z-]+)?|\d\d:\d\d(:\d\d)?|--\d\d(-\d\d)?")


def is_older(root: Element) -> bool:
    """Whether a root is TEI that only a conversion makes P5: another name, or no namespace of TEI P5."""
    own = space(root)
    return name(root).lower() in ROOTS and own != TEI and (own == "" or "tei-c.org" in own)


def modern(root: Element, files: Mapping[str, str] | None = None) -> Element:
    """The tree with TEI P5's names and forms; ``root`` itself is changed and must not be used any more.

    ``files`` says which file each unparsed entity of the document type declaration names (figures of TEI P4).
    """
    was = space(root)
    p4 = name(root).lower().endswith(".2")
    known = frozenset(v for e in root.iter() if isinstance(e.tag, str) and (v := e.get("id") or e.get(f"{{{XML}}}id")))
    root = _rehung(root)
    for element in list(root.iter()):
        if isinstance(element.tag, str) and space(element) == was:
            _rename(element, p4)
            if p4:
                _attributes(element, known, files or {})
    if p4:
        for element in list(root.iter(*(q(n) for n in _PAIRS))):
            _pair(element)
    etree.cleanup_namespaces(root)
    return root


def _rehung(root: Element) -> Element:
    """The root anew, with TEI's namespace as the one without a prefix."""
    made = el(name(root))
    made.text, made.sourceline = root.text, root.sourceline
    made.attrib.update(root.attrib)
    made.extend(list(root))
    made.tag = root.tag
    return made


def _rename(element: Element, p4: bool) -> None:
    local = name(element)
    plain = local.lower()
    if p4 and plain in _RENAMED:
        element.tag = q(_RENAMED[plain])
    else:
        element.tag = q(_PROPER.get(plain, local) if p4 or plain in ROOTS else local)


def _attributes(element: Element, known: frozenset[str], files: Mapping[str, str]) -> None:
    kind = name(element)
    for given in [a for a in element.attrib if "{" not in a]:
        value = element.attrib[given]
        change = _CHANGES.get(given)
        if given == "TEIform":
            del element.attrib[given]
        elif change is not None:
            del element.attrib[given]
            for new, words in change(element, value, files):
                if new not in element.attrib:
                    element.set(new, words)
        elif given in _POINTERS and not (given in ("from", "to") and kind in _FROM_TO - {"span"}):
            element.set(given, _pointer(value, known))


def _pointer(value: str, known: frozenset[str]) -> str:
    """Ids as pointers; what names no id of the file stays as it is (a hand, a person by name)."""
    parts = value.split()
    return " ".join(f"#{part}" if part in known else part for part in parts) if set(parts) & known else value


Change = Callable[[Element, str, Mapping[str, str]], list[tuple[str, str]]]


def _id(_element: Element, value: str, _files: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(f"{{{XML}}}id", value)]


def _lang(_element: Element, value: str, _files: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(f"{{{XML}}}lang", value)]


def _value(element: Element, value: str, _files: Mapping[str, str]) -> list[tuple[str, str]]:
    if name(element) in _DATED:
        return [("when", value)] if _W3C.fullmatch(value) else [("when-custom", value)]
    return [("value", value)]


def _entity(element: Element, value: str, files: Mapping[str, str]) -> list[tuple[str, str]]:
    address = files.get(value, value)
    if name(element) == "figure":
        element.insert(0, el("graphic", url=address))
        return []
    return [("url" if name(element) in ("graphic", "binaryObject") else "target", address)]


def _url(element: Element, value: str, _files: Mapping[str, str]) -> list[tuple[str, str]]:
    return [("target" if name(element) in ("ref", "ptr") else "url", value)]


def _doc(_element: Element, value: str, files: Mapping[str, str]) -> list[tuple[str, str]]:
    return [("target", files.get(value, value))]


_CHANGES: dict[str, Change] = {
    "id": _id, "lang": _lang, "value": _value, "entity": _entity, "url": _url, "doc": _doc,
}  # fmt: skip


def _pair(element: Element) -> None:
    """``<sic corr="x">y</sic>`` as a choice of both."""
    attribute, other = _PAIRS[name(element)]
    value = element.attrib.pop(attribute, None)
    parent = element.getparent()
    if value is None or parent is None:
        return
    at, tail = parent.index(element), element.tail
    element.tail = None
    second = el(other, value)
    choice = el("choice")
    for given in ("resp", "cert"):
        if given in element.attrib:
            second.set(given, element.attrib.pop(given))
    parent.remove(element)
    choice.extend([element, second])
    choice.tail = tail
    parent.insert(at, choice)
