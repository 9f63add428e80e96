"""What Word makes by itself within a text: tables of contents and indexes, which are no words of it, page numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kktei.read.docx.shape import Reshaped, W, brief, said_by
from kktei.read.plain.chunks import HEADING
from kktei.tei import Element

_LISTS = {"TOC": "table of contents", "INDEX": "index"}
_STYLES = {"toc": "table of contents", "contents": "table of contents", "table": "table of contents", "index": "index"}
_STYLE = re.compile(r"(?P<kind>toc|contents|table|index) (?:\d|heading|of figures)")
_PAGES = {"PAGEREF", "PAGE", "NUMPAGES"}
OUTLINE = re.compile(r"heading \d")


@dataclass
class _Field:
    """A field of Word: what it is told to make, and the runs of what it made."""

    told: str = ""
    made: list[Element] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """Its first word."""
        return (self.told.split() or [""])[0].upper()


def leave_made(root: Element, styles: Element | None, told: Reshaped) -> None:
    """Take tables of contents and indexes out of a text, with the heading of each, and tell; tell page numbers."""
    names = style_names(styles)
    fields = list(_fields(root))
    lists: dict[Element, str] = {}  # paragraphs, in their order
    for sheet in root.iter(f"{W}sdt"):
        gallery = sheet.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        if gallery is not None and gallery.get(f"{W}val") == "Table of Contents":
            lists |= dict.fromkeys(sheet.iter(f"{W}p"), "table of contents")
    for one in fields:
        if one.kind in _LISTS:
            lists |= dict.fromkeys(_paragraphs(one), _LISTS[one.kind])
    for paragraph in root.iter(f"{W}p"):
        if match := _STYLE.fullmatch(style_of(paragraph, names)):
            lists[paragraph] = _STYLES[match["kind"]]
    _leave([one for one in root.iter(f"{W}p") if one in lists], lists, names, told)
    for one in fields:
        said = "".join(said_by(run) for run in one.made).strip()
        if one.kind in _PAGES and said and not any(up in lists for run in one.made for up in run.iterancestors()):
            told.changed.append(f"The page number “{brief(said)}” is one of the Word file; it was read as plain words.")


def _leave(paragraphs: list[Element], lists: dict[Element, str], names: dict[str, str], told: Reshaped) -> None:
    """Take paragraphs out; a heading without a number right above them is theirs."""
    kinds: dict[str, list[str]] = {}
    for paragraph in paragraphs:
        above = next((one for one in paragraph.itersiblings(preceding=True) if "bookmark" not in str(one.tag)), None)
        if above is not None and _is_heading(above, names):
            kinds.setdefault(lists[paragraph], []).append(said_by(above))
            _clear(above)
        kinds.setdefault(lists[paragraph], []).append(said_by(paragraph))
        _clear(paragraph)
    for kind, said in kinds.items():
        if words := brief(" ".join(said)):
            told.left_out.append(f"The {kind} “{words}” was left out; it is made anew.")


def _is_heading(above: Element, names: dict[str, str]) -> bool:
    """Whether a paragraph is a heading, and not that of a document."""
    styled = above.tag == f"{W}p" and OUTLINE.fullmatch(style_of(above, names)) is not None
    return styled and HEADING.fullmatch(said_by(above).strip()) is None


def _clear(paragraph: Element) -> None:
    """Take a paragraph out."""
    parent = paragraph.getparent()
    if parent is not None:
        parent.remove(paragraph)


def _paragraphs(one: _Field) -> Iterator[Element]:
    """The paragraphs that hold nothing but what a field made."""
    made = set(one.made)
    for paragraph in dict.fromkeys(next(run.iterancestors(f"{W}p")) for run in one.made):
        if all(run in made for run in paragraph.iter(f"{W}r") if said_by(run).strip()):
            yield paragraph


def _fields(root: Element) -> Iterator[_Field]:
    """Every field; what lies within another one belongs to both."""
    open_ones: list[_Field] = []
    telling: list[_Field] = []  # whose orders are still being told
    for part in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}r", f"{W}fldSimple"):
        kind = part.get(f"{W}fldCharType")
        if part.tag == f"{W}fldSimple":
            yield _Field(str(part.get(f"{W}instr")), list(part.iter(f"{W}r")))
        elif part.tag == f"{W}r":
            for one in open_ones:
                one.made.append(part)
        elif part.tag == f"{W}instrText" and telling:
            telling[-1].told += part.text or ""
        elif kind == "begin":
            open_ones.append(_Field())
            telling.append(open_ones[-1])
        elif kind == "separate" and telling:
            telling.pop()
        elif kind == "end" and open_ones:
            if telling and telling[-1] is open_ones[-1]:
                telling.pop()
            yield open_ones.pop()


def style_names(styles: Element | None) -> dict[str, str]:
    """The names of the styles of paragraphs in small letters."""
    names: dict[str, str] = {}
    for style in styles.iter(f"{W}style") if styles is not None else ():
        if (name := style.find(f"{W}name")) is not None:
            names[str(style.get(f"{W}styleId"))] = str(name.get(f"{W}val")).lower()
    return names


def style_of(paragraph: Element, names: dict[str, str]) -> str:
    """The name of a paragraph's style in small letters; "" without one."""
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else names.get(str(found.get(f"{W}val")), "")
