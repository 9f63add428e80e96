"""What the edition says of its own making: project, editorial principles, how evidence and certainty are recorded."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kktei.encode.elements import Element, el
from kktei.encode.taxonomies import Taxonomy, taxonomy_element


def encoding_desc(taxonomies: Sequence[Taxonomy]) -> Element:
    """EncodingDesc with the taxonomies."""
    classes = el("classDecl", [taxonomy_element(t) for t in taxonomies])
    return el("encodingDesc", _project(), _editorial(), classes, references())


def references() -> Element:
    """Which parts of a document can be cited by themselves: what has an id, outside notes (Guidelines 4.2.2)."""
    parts = "//text//(p | ab | lg | head | note)[@xml:id][not(ancestor::note)]"
    return el("refsDecl", el("citeStructure", match=parts, use="@xml:id", unit="paragraph"))


def _project() -> Element:
    return el(
        "projectDesc",
        el(
            "p",
            "Structured description derived from headings and source notes. The note stands in its own words in ",
            el("gi", "note"),
            " of type “source”; every derived element points with ",
            el("att", "source"),
            " to the sentence, or to the stretch of a sentence, that it rests on.",
        ),
    )


# What each declaration says; words between angle brackets are names of elements.
_DECLARED = (
    (
        "correction",
        "Certain faults of the print (lost dashes, lost spaces) are marked with <choice>; doubtful ones stay as they"
        " are and are put to the editors in <note> of type “query”.",
    ),
    (
        "segmentation",
        "Each sentence of a source note is a <seg> whose type says what it is about; the type “remark” declares prose"
        " on which no encoded fact rests.",
    ),
    (
        "interpretation",
        "What is inferred is marked with certainty and evidence. “ibid.” is a <ref> to what it stands for; elements"
        " taken over through it point to the earlier ones (@sameAs). An element whose value or target is not known"
        " is left out.",
    ),
    (
        "interpretation",
        "Dates, places, datelines and signatures that the headings and notes do not give are the editors’ additions:"
        " they name the editors (@resp) and the published volume (@source); in the text they stand in <supplied>.",
    ),
)


def _editorial() -> Element:
    return el("editorialDecl", [_declaration(tag, words) for tag, words in _DECLARED])


def _declaration(tag: str, words: str) -> Element:
    parts = re.split(r"<(\w+)>", words)
    content = [part if n % 2 == 0 else el("gi", part) for n, part in enumerate(parts)]
    return el(tag, el("p", content), method="markup" if tag == "correction" else None)
