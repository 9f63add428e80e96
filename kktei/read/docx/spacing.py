"""Letter-spacing, which pandoc does not know, as a style of characters, which it does."""

from lxml import etree

from kktei.read.docx.shape import W
from kktei.tei import Element

SPACED = "Letter-spaced"  # the style's name, also in the Word files that kktei writes
_LEAST = 20  # twentieths of a point; less is what programs do to make a line fit


def style_spaced(root: Element, styles: Element | None) -> None:
    """Give each spaced run a style of that name, which keeps the one that it had."""
    if styles is None:
        return
    known = {str(style.get(f"{W}styleId")): style for style in styles.iter(f"{W}style")}
    for run in root.iter(f"{W}r"):
        found = run.find(f"{W}rPr/{W}rStyle")
        base = "" if found is None else str(found.get(f"{W}val"))
        own = run.find(f"{W}rPr/{W}spacing")
        if is_spaced(own) if own is not None else _inherits(base, known):
            _restyle(run, base, styles, known)


def is_spaced(spacing: Element) -> bool:
    """Whether an order to space characters is one that readers see."""
    value = str(spacing.get(f"{W}val") or "")
    return value.isascii() and value.isdigit() and len(value) < 6 and int(value) >= _LEAST


def _inherits(style: str, known: dict[str, Element]) -> bool:
    """Whether a style of characters or one that it is based on spaces them."""
    seen: set[str] = set()
    while style in known and style not in seen:
        seen.add(style)
        if (spacing := known[style].find(f"{W}rPr/{W}spacing")) is not None:
            return is_spaced(spacing)
        below = known[style].find(f"{W}basedOn")
        style = "" if below is None else str(below.get(f"{W}val"))
    return False


def _restyle(run: Element, base: str, styles: Element, known: dict[str, Element]) -> None:
    name = f"kktei-spaced-{base}"
    if name not in known:
        known[name] = style = etree.SubElement(styles, f"{W}style", {f"{W}type": "character", f"{W}styleId": name})
        etree.SubElement(style, f"{W}name", {f"{W}val": SPACED})
        if base:
            etree.SubElement(style, f"{W}basedOn", {f"{W}val": base})
    properties = run.find(f"{W}rPr")
    if properties is None:
        properties = etree.Element(f"{W}rPr")
        run.insert(0, properties)
    for old in properties.findall(f"{W}rStyle"):
        properties.remove(old)
    properties.insert(0, etree.Element(f"{W}rStyle", {f"{W}val": name}))
