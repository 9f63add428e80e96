"""What kktei's grammar does not know, and which of it keeps a document out of an edition.

kktei's grammar is a small part of TEI.  A document that is TEI is not left out because it says more; one that names a
grammar of its own was written by that grammar, which kktei does not have, and is not left out because it is not TEI's.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kktei import tei
from kktei.relaxng.faults import Fault
from kktei.relaxng.places import cut
from kktei.tei import Element

STRICT, TEI, DECLARED = "kktei", "tei", "declared"  # the setting validate.grammar

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_FOR_OTHERS = frozenset({"schemaLocation", "noNamespaceSchemaLocation"})  # of _XSI: said to programs for XML Schema
_HREF = re.compile(r"""\b(?:href|RNGSchema)\s*=\s*["']([^"']+)["']""")
_KNOWN = re.compile(r"(^|/)(kktei|tei_all)\.(rng|rnc|xsd)$|^https?://(www\.)?tei-c\.org/(release|Vault)/")
_RULES = (".sch", ".css", ".xsl")  # what an instruction names besides a grammar


@dataclass(frozen=True, slots=True)
class Weighed:
    """The faults of a document: what keeps it out of an edition, what does not, and the schema that it names."""

    errors: tuple[Fault, ...]
    beyond: tuple[Fault, ...]  # TEI that kktei's grammar does not have
    other: tuple[Fault, ...]  # not TEI, in a document that names a schema of its own
    declared: str = ""


def weigh(own: Sequence[Fault], by_tei: Sequence[Fault], declared: str) -> Weighed:
    """The faults that kktei's grammar (``own``) and TEI's find, weighed; ``declared`` is what :func:`schema_of` says.

    Where both find one fault, ours is told: it names what editors of letters write.
    """
    ours: dict[tuple[int, int, str, str], list[Fault]] = {}
    for fault in own:
        ours.setdefault(_spot(fault), []).append(fault)
    wrong = tuple(found.pop(0) if (found := ours.get(_spot(fault), [])) else fault for fault in by_tei)
    spots = {_spot(fault) for fault in by_tei}
    beyond = tuple(_telling([fault for fault in own if _spot(fault) not in spots], own))
    return Weighed((), beyond, tuple(_telling(wrong, wrong)), declared) if declared else Weighed(wrong, beyond, ())


def judged(faults: Sequence[Fault]) -> list[Fault]:
    """The faults less what is said to programs for XML Schema: no grammar of RELAX NG judges that."""
    return [fault for fault in faults if not (fault.code == "V020" and fault.attribute in _FOR_OTHERS)]


def schema_of(root: Element) -> str:
    """The name of the schema that a document says it follows; empty where that is TEI's, kktei's or none.

    Source: W3C, Associating Schemas with XML documents (xml-model); XML Schema, Structures, 4.3.2 (xsi:schemaLocation).
    """
    located = [*root.get(f"{{{_XSI}}}schemaLocation", "").split()[1::2], *_instructed(root)]
    located += root.get(f"{{{_XSI}}}noNamespaceSchemaLocation", "").split()
    own = (url for url in located if not _KNOWN.search(url) and not url.endswith(_RULES))
    return cut(next((url.rstrip("/").rpartition("/")[2] or url for url in own), ""))


def _instructed(root: Element) -> Iterator[str]:
    """The schemas that processing instructions before the document name."""
    for node in root.itersiblings(preceding=True):
        if not isinstance(node.tag, str) and getattr(node, "target", "") in ("xml-model", "oxygen"):
            yield from _HREF.findall(node.text or "")


def is_ours(root: Element) -> bool:
    """Whether a document has the form that kktei gives one: then its rules of form hold."""
    return root.find(".//tei:text//tei:div[@type='document']", tei.NS) is not None


def _spot(fault: Fault) -> tuple[int, int, str, str]:
    return fault.spot.line, fault.spot.column, fault.code, fault.attribute


def _telling(faults: Sequence[Fault], every: Sequence[Fault]) -> Iterator[Fault]:
    """Each fault of a kind once: what an element lacks only because it has something else in its place is not told."""
    strange = {id(fault.step.above) for fault in every if fault.step is not None and fault.code != "V012"}
    unknown = {id(fault.step) for fault in every if fault.code == "V010"}
    told: set[tuple[str, str]] = set()
    for fault in faults:
        if fault.code != "V010" and fault.step is not None and any(id(step) in unknown for step in fault.step.way()):
            continue  # what an unknown element holds is told with it
        lacking = fault.code in ("V012", "V013") and id(fault.step) in strange
        if not lacking and (fault.code, fault.message) not in told:
            told.add((fault.code, fault.message))
            yield fault
