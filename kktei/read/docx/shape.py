"""The XML of a Word file put into the shape in which pandoc drops no words, and what that costs told."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from kktei.tei import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_UNWRAPPED = tuple(f"{W}{name}" for name in ("fldSimple", "smartTag", "customXml", "dir", "bdo", "sdtContent", "sdt"))
_SIGNS = {"Symbol", "Wingdings", "Wingdings 2", "Wingdings 3", "Webdings"}  # fonts whose signs pandoc knows
_CUTS = {f"{W}{name}" for name in ("footnoteReference", "endnoteReference", "br", "tab", "sym", "noBreakHyphen")}
_CUTS.add("{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath")
_PICTURES = "boolean(.//*[local-name()='blip' or local-name()='imagedata'])"
_OFF = {"0", "false", "off", "none"}
# Ways of setting words off for which the transcription has no place.
_SET_OFF = {
    "caps": "in capitals",
    "bdr": "in a frame",
    "highlight": "highlighted",
    "em": "with marks of emphasis",
}


@dataclass
class Reshaped:
    """What of a Word file's text is not as it was: gone, changed, or a tracked change."""

    left_out: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    tracked: list[str] = field(default_factory=list)


def shape(root: Element, told: Reshaped) -> None:
    """Change the XML of the text or of its notes, and tell what is lost or changed by it."""
    for choice in list(root.iter(f"{_MC}AlternateContent")):
        _choose(choice)
    for ruby in list(root.iter(f"{W}ruby")):
        above = said_by(ruby.find(f"{W}rt"))
        told.left_out.append(f"The words “{above}” above “{said_by(ruby.find(f'{W}rubyBase'))}” were left out.")
        _unwrap_run(ruby)
    for box in list(root.iter(f"{W}txbxContent")):
        _lift(box, told)
    for wrapper in list(root.iter(*_UNWRAPPED)):
        _unwrap(wrapper)
    for mark in list(root.iter(f"{W}cr", f"{W}ptab", f"{W}br")):
        _space(mark)
    for row in list(root.iter(f"{W}tr")):
        _deleted(row, told)
    for table in root.iter(f"{W}tbl"):
        _widen(table)
    _set_off(root, told)
    _tell(root, told)


def _choose(choice: Element) -> None:
    """The first choice that has anything in it, in the place of all."""
    kept = next((one for one in choice if len(one)), None)
    for child in list(kept) if kept is not None else ():
        choice.addprevious(child)
    _remove(choice)


def _unwrap(wrapper: Element) -> None:
    if wrapper.tag == f"{W}sdt":
        for extra in wrapper.findall(f"{W}sdtPr") + wrapper.findall(f"{W}sdtEndPr"):
            wrapper.remove(extra)
    for child in list(wrapper):
        if not str(child.tag).endswith("Pr"):
            wrapper.addprevious(child)
    _remove(wrapper)


def _unwrap_run(ruby: Element) -> None:
    """The base of a ruby stands in a run of its own within a run: its runs go before the outer one."""
    run, base = ruby.getparent(), ruby.find(f"{W}rubyBase")
    if run is None:
        return
    for inner in list(base) if base is not None else ():
        run.addprevious(inner)
    _remove(ruby)


def _lift(box: Element, told: Reshaped) -> None:
    """The paragraphs of a text box, after the paragraph that it is anchored in."""
    anchor = next((up for up in box.iterancestors(f"{W}p")), None)
    holder = next((up for up in box.iterancestors(f"{W}drawing", f"{W}pict")), None)
    if anchor is None or anchor.getparent() is None:
        return
    said, above = brief(said_by(box)), brief(said_by(anchor, box))
    told.changed.append(f"The text box “{said}” was read as paragraphs below “{above}”.")
    for block in reversed(list(box)):
        anchor.addnext(block)
    _remove(box)
    if holder is not None and holder.getparent() is not None and not holder.xpath(_PICTURES):
        _remove(holder)


def _space(mark: Element) -> None:
    """Breaks of pages are layout and become a blank; other breaks and tabs take the shape that pandoc knows."""
    kind = mark.get(f"{W}type")
    if mark.tag == f"{W}cr":
        mark.tag = f"{W}br"
    elif mark.tag == f"{W}ptab":
        mark.tag = f"{W}tab"
    elif kind in {"page", "column"}:
        mark.attrib.clear()
        mark.tag = f"{W}tab"


def _tell(root: Element, told: Reshaped) -> None:
    hidden = (run for run in root.iter(f"{W}r") if run.find(f"{W}rPr/{W}vanish") is not None and said_by(run).strip())
    told.changed += [f"The words “{brief(said_by(run))}” are hidden in Word; they were read as text." for run in hidden]
    for sign in root.iter(f"{W}sym"):
        if sign.get(f"{W}font") not in _SIGNS:
            told.left_out.append(f"A sign of the font {sign.get(f'{W}font')} was left out{_near(sign)}.")
    told.left_out += [f"An embedded object was left out{_near(one)}." for one in root.iter(f"{W}object")]
    told.left_out += ["An inserted file was left out." for _ in root.iter(f"{W}altChunk")]


def _deleted(row: Element, told: Reshaped) -> None:
    """A row that was deleted in tracked changes; a table without any other goes with it."""
    mark = row.find(f"{W}trPr/{W}del")
    table = row.getparent()
    if mark is None or table is None:
        return
    said = "".join(part.text or "" for part in row.iter(f"{W}t", f"{W}delText"))
    told.tracked.append(
        f"{mark.get(f'{W}author') or 'Somebody'} deleted the row “{brief(said)}” of a table; it was taken as deleted."
    )
    _remove(row)
    if table.tag == f"{W}tbl" and table.find(f"{W}tr") is None:
        _remove(table)


def _widen(table: Element) -> None:
    """Give the grid of a table as many columns as its widest row has cells: pandoc drops those beyond it."""
    grid = table.find(f"{W}tblGrid")
    if grid is None:
        grid = etree.Element(f"{W}tblGrid")
        table.insert(0, grid)
    spans = ("gridSpan", "gridBefore", "gridAfter")
    wide = 0
    for row in table.iter(f"{W}tr"):
        if next(row.iterancestors(f"{W}tbl")) is table:
            cells = [cell for cell in row.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tr")) is row]
            further = [span for part in (row.find(f"{W}trPr"), *(cell.find(f"{W}tcPr") for cell in cells))
                       if part is not None for span in part if str(span.tag)[len(W):] in spans]  # fmt: skip
            wide = max(wide, len(cells) + sum(_columns(span) for span in further))
    grid[:] = [column for column in grid if column.tag == f"{W}gridCol"]
    for column in (*grid, *(etree.SubElement(grid, f"{W}gridCol") for _ in range(wide - len(grid)))):
        if not column.get(f"{W}w"):
            column.set(f"{W}w", "1000")


def _columns(span: Element) -> int:
    """How many columns a cell or an order of its row takes beyond that of the cell."""
    said = str(span.get(f"{W}val") or "")
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 4 else 0
    return max(number - 1 if span.tag == f"{W}gridSpan" else number, 0)


def _set_off(root: Element, told: Reshaped) -> None:
    """All kinds of underline and strike-through as the one that there is; other ways of setting off are told."""
    for line in root.iter(f"{W}u"):
        if line.get(f"{W}val", "none") not in {"none", "single"}:
            line.set(f"{W}val", "single")
    for line in root.iter(f"{W}dstrike"):
        line.tag = f"{W}strike"
    found: dict[str, list[str]] = {}
    for mark in root.iter(*(f"{W}{kind}" for kind in _SET_OFF)):
        properties = mark.getparent()
        run = properties.getparent() if properties is not None and properties.tag == f"{W}rPr" else None
        if run is not None and run.tag == f"{W}r" and _is_on(mark) and (said := said_by(run)).strip():
            found.setdefault(str(mark.tag)[len(W) :], []).append(brief(said))
    for kind, words in found.items():
        more = f" and {len(words) - 1} others" if len(words) > 1 else ""
        told.changed.append(
            f"The words “{words[0]}”{more} are {_SET_OFF[kind]} in Word; they were read as plain words."
        )


def _is_on(mark: Element) -> bool:
    return str(mark.get(f"{W}val") or "1") not in _OFF


def _near(element: Element) -> str:
    paragraph = next(element.iterancestors(f"{W}p"), None)
    return f" in “{brief(said_by(paragraph))}”" if paragraph is not None else ""


def words_of(root: Element) -> Iterator[str]:
    """Letters and digits of each stretch of text, without what was deleted or moved away."""
    held = ""
    for part in root.iter(f"{W}t", f"{W}p", *_CUTS):
        if part.tag != f"{W}t":
            yield held
            held = ""
        elif next(part.iterancestors(f"{W}moveFrom", f"{W}del"), None) is None:
            held += "".join(char for char in part.text or "" if char.isalnum())
    yield held


def said_by(element: Element | None, without: Element | None = None) -> str:
    """The words of an element of Word, but for those of another one."""
    if element is None:
        return ""
    inside = set(without.iter(f"{W}t")) if without is not None else set()
    return "".join(part.text or "" for part in element.iter(f"{W}t") if part not in inside)


def brief(text: str) -> str:
    """Words as a message can hold them."""
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:39]}…"


def _remove(element: Element) -> None:
    """Take an element out; XML of Word has no text after elements."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
