"""What each product does with each element of TEI, read off the stylesheets' own patterns."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

XSLT = Path(__file__).resolve().parent.parent / "xslt"
_XSL = "{http://www.w3.org/1999/XSL/Transform}"
_TESTS = {"comment", "text", "node"}  # of nodes that are no elements, where brackets follow
_PASSED = ("k:block-or-span", "k:content", "k:flow")  # templates that give words an element and nothing more

FORM, WORDS, HIDDEN, NAMED = (
    "a form of its own",
    "its words, as they run",
    "not in the text",
    "its words; the element is named in a finding",
)


@dataclass(frozen=True)
class Product:
    """One product: its folders of stylesheets, their mode for the text, what it does with an element of no template.

    A template of a later folder stands before those of an earlier one.
    """

    name: str
    folders: tuple[str, ...]
    mode: str
    otherwise: str


PRODUCTS = (
    Product("site", ("xhtml", "html"), "", NAMED),
    Product("book", ("print",), "typst", NAMED),
    Product("e-book, Word", ("xhtml", "epub"), "", WORDS),
)

_STRUCTURE = etree.parse(XSLT / "tei" / "structure.xsl")
PLAIN = set(re.findall(r"'(\w+)'", _STRUCTURE.xpath("string(//*[@name = 'k:plain-names']/@select)")))

ABOUT = """# What of TEI is shown, and how

Written from the stylesheets by `python docs/generate.py`.

Every word of `text`, `sourceDoc`, `standOff` and of transcribed lines in `facsimile` is in every product. Before a
product is made, `xslt/reading/` puts in place what TEI lets stand apart:

- A transcription of pages (`sourceDoc`) becomes text, page by page and line by line; where there is a `text` too, it
  follows that.
- A note with `@target` stands at what it is on (of a range, at its end). Notes keep the numbers that they have of
  their own (`@n`) where all of a document have one and no two the same.
- Entries of an apparatus that stands apart are joined to the text: by `@from` and `@to`, or by `@loc` where the place
  has the lemma just once. Others stay in their list, with a finding (H022).
- Passages that `transpose` puts into another order change places where it is certain what goes where (each pointer
  names another element, all of one kind); what was written is told. Others stay and are told.
- `delSpan`, `addSpan` and `damageSpan` mark what is between them and their anchors; what was struck and restored
  (`restore`, `undo`) is text again.
- Words are whole over `lb`, `pb` and `cb` with `@break="no"`, in `w` and over its parts; a hyphen at the line's end
  is only in the document's own view. `g` has the characters that `charDecl` gives.
- Blanks and lines stand as they are written in `code` and `eg` and where `@xml:space="preserve"` says so, but on `TEI`,
  `text`, `body` and `div`, where programs write it. A line's end beside `lb` is that break.
- Texts side by side in one `TEI` are a `group`; an `app` without readings is a note, written music (`notatedMusic`) a
  figure, `view`, `sound`, `tech` and `camera` are stage directions. MathML is one line:
  `(a+b)/c`, `x^2`, `√(y)`.

Deliberately elsewhere: struck words (`del`) are marked in book, e-book and Word file and stand in the site's
diplomatic view; running heads, catchwords and page numbers (`fw`) stand in that view only, the writer's marks
(`metamark`) there and in brackets in the others; records of persons, places, bodies and events feed the registers.
Terms for an index and interpretations (`index`, `interp`, `interpGrp`) are about the text and not in it.

An element that no row names is shown with its words; on the site and in the book a finding names it (H001, P002).
"""


def shown() -> str:
    """The page: for each way of showing, the elements that are shown so."""
    forms = [of_product(product) for product in PRODUCTS]
    rows: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in sorted({name for form in forms for name in form}, key=str.lower):
        how = tuple(form.get(name, p.otherwise) for form, p in zip(forms, PRODUCTS, strict=True))
        rows[how].append(f"`{name}`")
    lines = [f"| elements | {' | '.join(p.name for p in PRODUCTS)} |", "|---|---|---|---|"]
    lines += [f"| {' '.join(names)} | {' | '.join(how)} |" for how, names in sorted(rows.items())]
    return "\n".join([ABOUT, *lines, ""])


def of_product(product: Product) -> dict[str, str]:
    """How a product shows each element that its templates name."""
    found: dict[str, str] = {}
    for folder in product.folders:
        found |= of_folder(XSLT / folder, product.mode)
    return found


def of_folder(folder: Path, mode: str) -> dict[str, str]:
    """How the templates of a folder show elements; a form of its own outranks the others."""
    found: dict[str, str] = {}
    for file in sorted(folder.glob("*.xsl")):
        for template in etree.parse(file).getroot().iter(f"{_XSL}template"):
            if template.get("match") and template.get("mode", "") == mode:
                for name in names(template.get("match", "")):
                    how = form(template)
                    found[name] = FORM if FORM in (how, found.get(name)) else how
    return found


def names(pattern: str) -> set[str]:
    """The elements that a pattern is for: the last step of each of its ways; none for those of the header."""
    if "k:is-plain" in pattern:
        return PLAIN
    plain = pattern
    while (inner := re.sub(r"\[[^\[\]]*\]", "", plain)) != plain:
        plain = inner
    ways = (way.strip() for way in re.split(r"[|()]", plain))
    steps = (way.split("/")[-1] for way in ways if not way.startswith("teiHeader"))
    return {step for step in steps if re.fullmatch(r"[a-z]\w*", step, re.IGNORECASE)} - _TESTS


def form(template: etree._Element) -> str:
    """Whether a template gives a form of its own, words as they run, or nothing."""
    if template.get("as") == "empty-sequence()":
        return HIDDEN
    inside = [e for e in template if isinstance(e.tag, str)]
    called = len(inside) == 1 and inside[0].tag == f"{_XSL}call-template" and inside[0].get("name") in _PASSED
    called = called and {given.get("name") for given in inside[0]} <= {"classes"}
    words = re.sub(r"\s+", "", inside[0].get("select", "")) if len(inside) == 1 else ""
    passed = words in ("k:anchor(.),k:in-language(.,k:content(.))", "k:content(.)")
    applied = len(inside) == 1 and inside[0].tag == f"{_XSL}apply-templates" and not inside[0].get("select")
    return WORDS if called or passed or applied else FORM
