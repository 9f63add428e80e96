"""Whether a file of TEI is a text or a register: records of persons, places, bodies, works and events."""

from enum import Enum

from kktei.tei import Element, name, q

LISTS = frozenset({"listPerson", "listPlace", "listOrg", "listBibl", "listEvent", "listObject", "listNym"})
RECORDS = frozenset({"person", "personGrp", "place", "org", "bibl", "biblStruct", "event", "object", "nym"})
_MOSTLY = 20  # times as many letters in the records as beside them


class FileContent(Enum):
    """What a file holds."""

    TEXT = "a text"
    RECORDS = "records"
    MOSTLY = "records, and few words beside them"


def holding(root: Element, *, of_corpus: bool = False) -> FileContent:
    """What a tree holds; ``of_corpus`` it is what is left of a corpus without its texts."""
    lists = [e for e in root.iter(*(q(n) for n in LISTS)) if any(name(c) in RECORDS for c in e)]
    if not lists:
        return FileContent.TEXT
    if of_corpus or name(root) in LISTS or name(root) == "standOff":
        return FileContent.RECORDS
    if root.tag != q("TEI") or next(root.iter(q("correspDesc"), q("sourceDoc")), None) is not None:
        return FileContent.TEXT
    if not [e for e in lists if not any(name(above) == "teiHeader" for above in e.iterancestors())]:
        return FileContent.TEXT
    within, beside = 0, 0
    for text in root.iterchildren(q("text")):
        one = _letters(text, inside=False)
        within, beside = within + one[0], beside + one[1]
    if beside == 0:
        return FileContent.RECORDS
    return FileContent.MOSTLY if within > _MOSTLY * beside else FileContent.TEXT


def _letters(root: Element, *, inside: bool) -> tuple[int, int]:
    """Letters within lists, and beside them (headings aside)."""
    counted = [0, 0]
    waiting = [(root, inside)]
    while waiting:
        element, within = waiting.pop()
        if not name(element):
            continue
        within = within or name(element) in LISTS
        heading = name(element) == "head"
        if not heading:
            counted[0 if within else 1] += len((element.text or "").strip())
        for child in element:
            waiting.append((child, within or heading))
            if not heading:
                counted[0 if within else 1] += len((child.tail or "").strip())
    return counted[0], counted[1]
