"""A transcription in TEI to the tokens of a witness, layer by layer: what was written first, what stands there now."""

from bisect import bisect_right
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from kktei.collate.attested import attested, groups_of, keys, readings_of
from kktei.collate.tokens import pattern
from kktei.model.collation import BREAK, GAP, LINE, Page, Style, WitnessText, WitnessToken
from kktei.tei import XML_ID, Element, name, q

# Elements that are blocks of their own; what they hold is parted from what stands around them.
_WHOLE = "p ab l head salute signed dateline byline item label cell quote trailer stage speaker".split()
_AROUND = "sp lg list table row opener closer postscript div floatingText epigraph argument".split()
BLOCKS = frozenset((*_WHOLE, *_AROUND))
# Elements that the text of the edition keeps around words; of others only their words are collated.
_KEPT = frozenset("hi unclear supplied foreign emph persName placeName orgName abbr expan name term".split())
_ASIDE = frozenset(["note", "fw", "figDesc", "desc", "teiHeader", "back", "facsimile", "rdg", "witDetail"])
_LOST = frozenset({"lost", "lacuna", "damage", "missing"})
EDGES = ("lacunaStart", "lacunaEnd", "witStart", "witEnd")
BEGINS = frozenset({"lacunaEnd", "witStart"})  # a witness has the text from here on
_UNTOLD = " [?]"  # an entry says nothing of a witness
_CLOSING = tuple(",;.:!?)]”’")  # what has no blank before it
_GAP_SIGN = "\ue000"  # in the text of a block: a gap
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def superscript(number: int) -> str:
    """A number as it stands behind a siglum: B²."""
    return str(number).translate(_SUPERSCRIPT)


def layers(body: Element) -> int:
    """How many layers a transcription has: two where anything was crossed out or added."""
    return 2 if any(name(e) in {"del", "add"} and not _within_note(e) for e in body.iter(q("del"), q("add"))) else 1


def _within_note(element: Element) -> bool:
    return any(name(a) == "note" for a in element.iterancestors())


class TokenOrigin(NamedTuple):
    """Where a token comes from: a node whose text, or (``tail``) what follows it, has it from that character on."""

    node: Element | None
    tail: bool
    offset: int


@dataclass
class _Written:
    """The text of a layer while it is gathered: characters, each with the elements around it."""

    layer: int
    around: tuple[str, ...] = ()  # whose reading is taken of each entry: its id, then its groups'; () takes the lemma
    heading: Element | None = None  # which the edition gave the document
    away: bool = False  # the witness has a lacuna here
    held: bool = False  # an entry has decided whether a block begins where the next ones end and begin
    chars: list[str] = field(default_factory=list)
    styles: list[Style] = field(default_factory=list)
    source: tuple[Element, bool] | None = None  # the node whose text, or (True) what follows it, is put
    pieces: list[tuple[int, tuple[Element, bool] | None]] = field(default_factory=list)  # from which character on
    at: list[TokenOrigin] = field(default_factory=list)  # for each token
    tokens: list[WitnessToken] = field(default_factory=list)
    lacunae: set[int] = field(default_factory=set)
    breaks: list[tuple[int, Element]] = field(default_factory=list)  # pages, before which character they begin
    pages: list[Page] = field(default_factory=list)
    first: str = ""
    block: str = "p"

    def put(self, text: str | None, style: Style) -> None:
        if self.away or not text:
            return
        if self.held and text.strip():
            self.held = False
            self.put(" ", ())
        self.pieces.append((len(self.chars), self.source))
        self.chars += text
        self.styles += [style] * len(text)

    def joined(self) -> None:
        """What follows stands close to the words before, as a comma does behind words that are left out."""
        while self.chars and self.chars[-1].isspace():
            del self.chars[-1], self.styles[-1]

    def end(self, kind: str) -> None:
        """The block ends; a block of ``kind`` begins."""
        if self.held:
            return
        self._cut()
        self.block = kind

    def begin(self, kind: str) -> None:
        """A block of ``kind`` begins; the next one after an entry that has decided about it only parts words."""
        if self.held and kind in _WHOLE:
            self.held = False
            self.put(" ", ())
        else:
            self.end(kind)

    def decided(self, kind: str) -> None:
        """An entry says that a block of ``kind`` begins, or ("") that none does, whatever the elements say."""
        if kind:
            self.held = False
            self.end(kind)
        self.held = True

    def lost(self) -> None:
        self._cut()
        self.lacunae.add(len(self.tokens))

    def _cut(self) -> None:
        text = "".join(self.chars)
        at = 0
        for match in pattern().finditer(text.replace(_GAP_SIGN, "…")) if text.strip() else ():
            if not self.tokens and not self.first:
                self.first = self.block
            elif self.block:
                form = LINE if self.block == "l" else BREAK
                self.tokens.append(WitnessToken(form, block=self.block))
                self.at.append(self._origin(match.start()))
            self.block = ""
            space = at > 0 and match.start() > at
            self._turned(match.start())
            form = GAP if text[match.start()] == _GAP_SIGN else match[0]
            self.tokens.append(WitnessToken(form, space, self.styles[match.start()]))
            self.at.append(self._origin(match.start()))
            at = match.end()
        self.breaks = [(0, one) for _, one in self.breaks]  # those after the last word: the next begins the page
        self.chars.clear()
        self.styles.clear()
        self.pieces.clear()

    def _turned(self, before: int | None = None) -> None:
        """The pages that begin before that character of the block, or at the end of the text, begin here."""
        while self.breaks and (before is None or self.breaks[0][0] <= before):
            page = self.breaks.pop(0)[1]
            self.pages.append(Page(len(self.tokens), page.get("n") or "", _pictures(page)))

    def whole(self) -> None:
        """The text ends."""
        self.end("")
        self._turned()

    def _origin(self, at: int) -> TokenOrigin:
        """Where the character at a place was put from."""
        begun, source = self.pieces[bisect_right(self.pieces, at, key=itemgetter(0)) - 1]
        node, tail = source or (None, False)
        return TokenOrigin(node, tail, at - begun)


def witness_text(body: Element, siglum: str, layer: int = 0) -> WitnessText:
    """The text of a transcription's body: of its first state (``layer`` 1), or as it stands in the end.

    Footnotes and running heads are left aside; of a critical apparatus the lemma is read.
    """
    out = _Written(layer)
    _walk(body, (), out)
    out.whole()
    key = f"{siglum}{superscript(layer)}" if layer else siglum
    pages = tuple(out.pages)
    return WitnessText(key, tuple(out.tokens), out.first or "p", frozenset(out.lacunae), siglum, layer, pages=pages)


def reading_of(body: Element, witness: str) -> WitnessText:
    """A witness's text as a critical apparatus (parallel segmentation) has it; ``witness`` as ``@wit`` points to it."""
    return located(body, witness)[0]


def located(body: Element, witness: str) -> tuple[WitnessText, list[TokenOrigin]]:
    """The same, and for each token where it comes from."""
    key = witness.removeprefix("#")
    out = _Written(0, groups_of(body.getroottree().getroot()).get(key, (key,)))
    out.heading = body.find(q("head")) if body.get("type") == "document" else None
    edges = (e for e in body.iter(*map(q, EDGES)) if set(out.around).intersection(keys(_of(e))))
    out.away = any(name(edge) in BEGINS for edge in islice(edges, 1))
    _walk(body, (), out)
    out.held = False
    out.end("")
    return WitnessText(witness, tuple(out.tokens), out.first or "p"), out.at


def _of(edge: Element) -> str:
    """Whose lacuna begins or ends there."""
    reading = next(edge.iterancestors(q("lem"), q("rdg")), None)
    return edge.get("wit") or ("" if reading is None else reading.get("wit") or "")


def _entry(app: Element, style: Style, out: _Written) -> None:
    """The reading that the witness has in an entry; of its lacunae the beginnings and ends."""
    readings = readings_of(app)
    mine = attested(app, out.around) if out.around else [e for e in readings if name(e) == "lem"] or readings
    for edge in (e for reading in mine[1:] for e in reading.iter(*map(q, EDGES))):
        _edge(edge, out)
    if _ends_block(app):
        begins = _before_the_end(mine[0], style, out) if mine else ""
        if not out.away:
            out.decided(begins)
    elif mine:
        _walk(mine[0], style, out)
    elif any("".join(e.itertext()).strip() for e in readings if name(e) == "lem"):
        out.put(_UNTOLD, ())


def _before_the_end(reading: Element, style: Style, out: _Written) -> str:
    """The words that a reading has before the end of the block; what it begins after them, "" where nothing."""
    words = deepcopy(reading)
    marks = list(words.iter(q("milestone")))
    last = marks[-1] if marks and not (marks[-1].tail or "").strip() and marks[-1].getnext() is None else None
    begins = "" if last is None else last.get("unit") or "p"
    if last is not None:
        last.getparent().remove(last)
    if len(words) or (words.text or "").strip():
        _walk(words, style, out)
    return begins


def _ends_block(app: Element) -> bool:
    """Whether an entry is about the beginning of the next block: it stands last, its lemma says nothing but that."""
    lemma = app.find(q("lem"))
    alone = lemma is not None and not "".join(lemma.itertext()).strip()
    last = app.getnext() is None and not (app.tail or "").strip()
    return bool(last and alone and lemma.find(q("milestone")) is not None)


def _walk(element: Element, style: Style, out: _Written) -> None:
    kind = name(element)
    if kind in BLOCKS:
        out.begin(kind)
    inner = style
    if kind in _KEPT:
        inner = (*style, (kind, tuple(_attributes(element))))
    out.source = element, False
    out.put(element.text, inner)
    for child in element:
        if child is not out.heading:
            _child(child, inner, out)
        out.source = child, True
        out.put(child.tail, inner)
    if kind in BLOCKS:
        out.end("p")


def _child(child: Element, style: Style, out: _Written) -> None:
    kind = name(child)
    if kind == "app":
        _entry(child, style, out)
    elif kind == "milestone" and child.get("unit") in {"p", "l"} and _within_reading(child):
        if not out.away:
            out.end(child.get("unit") or "p")
    elif kind in EDGES and _within_reading(child):
        _edge(child, out)
    elif kind in {"gap", "lacunaStart", "lacunaEnd"}:
        _gap(child, style, out)
    elif kind in {"lb", "pb", "cb", "milestone"}:
        _break(child, style, out)
    elif kind == "choice":
        _walk(_taken(child), style, out)
    elif kind in {"del", "add"}:
        _change(child, style, out)
    elif kind and kind not in _ASIDE:
        _walk(child, style, out)


def _change(change: Element, style: Style, out: _Written) -> None:
    """Words that were crossed out or added, as far as the layer has them."""
    if not _left_out(name(change), out.layer):
        _walk(change, style, out)
    elif (change.tail or "")[:1] in _CLOSING:
        out.joined()


def _edge(edge: Element, out: _Written) -> None:
    """The witness ceases to have the text here, or has it again."""
    if set(out.around).intersection(keys(_of(edge))):
        out.away = name(edge) not in BEGINS


def _break(child: Element, style: Style, out: _Written) -> None:
    """A line or a page begins: words are parted there, but where they are said not to be."""
    if name(child) == "pb" and not out.around:
        out.breaks.append((len(out.chars), child))
    glued = child.get("break") == "no" or (name(child) != "lb" and _inside_word(child))
    out.put("" if glued else " ", style)


def _within_reading(element: Element) -> bool:
    return next(element.iterancestors(q("lem"), q("rdg")), None) is not None


def _inside_word(child: Element) -> bool:
    before = (child.getprevious().tail if child.getprevious() is not None else child.getparent().text) or ""
    return bool(before[-1:].isalnum() and (child.tail or "")[:1].isalnum())


def _left_out(kind: str, layer: int) -> bool:
    """The first state has what was crossed out, and not what was added; the last the other way round."""
    return kind == ("add" if layer == 1 else "del")


def _taken(choice: Element) -> Element:
    """What the witness has: its own spelling, faults and abbreviations."""
    order = {"sic": 0, "orig": 0, "abbr": 0}
    return min(choice, key=lambda e: order.get(name(e), 1))


def _gap(gap: Element, style: Style, out: _Written) -> None:
    """A lacuna where a part of the text is lost and nothing stands beside it in its block; else words not read."""
    parent = gap.getparent()
    alone = not "".join(parent.itertext()).strip() and len(parent) == 1
    if name(gap) != "gap" or (gap.get("reason") in _LOST and alone):
        out.lost()
    else:
        out.put(_GAP_SIGN, (*style, ("gap", tuple(_attributes(gap)))))


def _pictures(page: Element) -> str:
    """The pictures that a page break leads to, by itself or by surfaces of its own file."""
    found = []
    for pointer in (page.get("facs") or "").split():
        there = page.xpath("//*[@xml:id = $key]", key=pointer[1:]) if pointer.startswith("#") else []
        around = [one for place in there for one in (place, *place.iterancestors(q("surface")))]
        graphics = (graphic.get("url") for one in around for graphic in one.iter(q("graphic")))
        found.append(next(filter(None, graphics), "") if pointer.startswith("#") else pointer)
    return " ".join(filter(None, found))


def _attributes(element: Element) -> Iterator[tuple[str, str]]:
    for key, value in element.attrib.items():
        if key != XML_ID:
            yield str(key), str(value)
