"""What stands on the pages of a PDF, read by an engine that did not make them."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pypdfium2
from lxml import etree

TEI = "{http://www.tei-c.org/ns/1.0}"
_UNPRINTED = {f"{TEI}{name}" for name in ("graphic", "interp", "interpGrp", "handShift")}
# Elements at whose edges no sign and no space can come in: a word may run across them.
_SEAMLESS = {
    f"{TEI}{name}"
    for name in (
        "hi",
        "rs",
        "name",
        "persName",
        "placeName",
        "orgName",
        "date",
        "foreign",
        "emph",
        "title",
        "seg",
        "term",
        "ref",
    )
}


def page_texts(pdf: Path) -> list[str]:
    """The text of each page, ligatures and compatibility characters resolved, soft hyphens at line ends undone."""
    document = pypdfium2.PdfDocument(pdf)
    texts = []
    for page in document:
        text = page.get_textpage().get_text_range()
        text = re.sub(r"[\u00ad\ufffe\u0002]\r?\n", "", text)
        texts.append(unicodedata.normalize("NFKC", text))
    document.close()
    return texts


def words(text: str) -> set[str]:
    """Runs of letters and figures."""
    return set(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text)))


def body_words(file: Path) -> set[str]:
    """Every word of the TEI body, notes included."""
    root = etree.parse(file).getroot()
    pieces: list[str] = []

    def walk(element: etree._Element) -> None:
        if isinstance(element.tag, str) and element.tag not in _UNPRINTED:
            edge = "" if element.tag in _SEAMLESS else " "
            pieces.append(edge + (element.text or ""))
            for child in element:
                walk(child)
                pieces.append(child.tail or "")
            pieces.append(edge)

    for text in root.iter(f"{TEI}text"):
        walk(text)
        break
    return words("".join(pieces))


def wanting(file: Path, pdf_texts: list[str]) -> set[str]:
    """Words of the body that stand on no page, not even broken over two pages."""
    whole = "\n".join(pdf_texts)
    printed = words(whole)
    # The number of a call stands at its word without a space, and so does the letter of an apparatus entry.
    found = printed | {w.strip("0123456789") for w in printed}
    if re.search(r"<(choice|app)\b", file.read_text(encoding="utf-8")):
        found |= {w[:-1] for w in found if w[-1:].isascii() and w[-1:].islower()}
    # A thin space between a figure and "p.m." is read as none.
    found |= set(re.findall(r"\d+|[^\W\d_]+", unicodedata.normalize("NFKC", whole)))
    missing = body_words(file) - found
    # At a page's end a word's parts are in two texts; the hyphen comes as a soft one or as none.
    ends = {w for text in pdf_texts for w in re.findall(r"[^\W_]+(?=[\u00ad\ufffe\u0002-]|$)", text, re.MULTILINE)}
    return {w for w in missing if not any(w[:k] in ends and w[k:] in found for k in range(1, len(w)))}
