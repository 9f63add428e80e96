"""The text that editors made of several witnesses, its apparatus inline: parallel segmentation (Guidelines 12.2.3)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from kktei.encode.elements import Element, el, put
from kktei.encode.translated import as_key
from kktei.model.collation import LINE, Collation, Page, Style, Tokens, Unit, WitnessText, WitnessToken
from kktei.tei import as_id, q

_ABOVE = frozenset({"dateline", "salute", "byline"})
_BELOW = frozenset({"signed", "salute", "dateline"})
_PLAIN = frozenset({"p", "ab", "l"})


@dataclass
class _Block:
    """A block of the text while it is filled."""

    kind: str
    content: list[str | Element] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether nothing stands in it yet but pages that begin there."""
        return all(_is_page(one) for one in self.content)

    @property
    def turned(self) -> bool:
        """Whether pages begin behind all that stands in it, and the blank before them is there."""
        before = next((one for one in reversed(self.content) if not _is_page(one)), None)
        return bool(self.content) and _is_page(self.content[-1]) and before == " "


def constituted(collation: Collation, pointers: Sequence[str], ids: str) -> list[Element]:
    """The blocks of the text, with ``app`` wherever a witness differs.

    ``pointers`` lead to the witnesses, in their order; ``ids`` is the document's stem: entries become d001.app7, as
    their rows in the table are numbered, and paragraphs d001.p1 ...
    """
    return _Text(collation, pointers, ids).blocks()


class _Text:
    """The work on one text."""

    def __init__(self, collation: Collation, pointers: Sequence[str], ids: str) -> None:
        self.units, self.pointers, self.ids = collation.units, pointers, ids
        self.witnesses = collation.witnesses
        self.made = [_Block(self.witnesses[collation.base].first)]
        # one that is lost altogether begins nowhere: its lacuna does, at the first words of the others
        self.away = {i for i, w in enumerate(self.witnesses) if 0 in w.lacunae and w.tokens}
        self.at = [0] * len(self.witnesses)
        self.following = _following(collation)
        self.paged = dict(_paged(self.witnesses, pointers))

    def blocks(self) -> list[Element]:
        for number, unit in enumerate(self.units):
            self._lacunae(unit)
            if not unit.varies:
                self._agreed(self._parted(unit), self._turned(unit))
            else:
                self._entry(number, unit)
            self.at = [a + len(r or ()) for a, r in zip(self.at, unit.readings, strict=True)]
        return _arranged(self.made, self.ids)

    def _turned(self, unit: Unit) -> list[tuple[int, Element]]:
        """The pages of witnesses that begin in a unit, each behind how many of its words; before those of an entry."""
        found: list[tuple[int, int, Element]] = []
        for i, pointers in self.paged.items():
            witness, length = self.witnesses[i], len(unit.readings[i] or ())
            first, end = self.at[i], self.at[i] + length
            for page in witness.pages if length else ():
                if first <= page.at < end or page.at == end == len(witness.tokens):
                    found.append((0 if unit.varies else page.at - first, len(found), _page(witness, page, pointers)))
        return [(at, page) for at, _, page in sorted(found, key=lambda one: one[:2])]

    def _parted(self, unit: Unit) -> Tokens:
        """The words of a unit: with the blank that others have before them where the lemma's witness begins there."""
        if not unit.lemma:
            return ()
        first, *rest = unit.lemma
        glued = not first.space and not first.is_break and first.form[:1].isalnum() and not self.made[-1].empty
        blank = glued and any(reading[0].space for reading in unit.readings if reading)
        return (replace(first, space=True), *rest) if blank else unit.lemma

    def _agreed(self, tokens: Tokens, pages: Sequence[tuple[int, Element]] = ()) -> None:
        """Words that all have; the blank before the first word of a page stands before the page."""
        at = 0
        for cut, page in (*pages, (len(tokens), None)):
            turned = self.made[-1].turned
            for is_break, run in groupby(tokens[at:cut], key=lambda token: token.is_break):
                if is_break:
                    self.made += [_Block(token.block) for token in run]
                else:
                    self._put(_runs(tuple(run), first=self.made[-1].empty or turned))
                turned = False
            if page is not None:
                parted = cut < len(tokens) and tokens[cut].space and not self.made[-1].empty
                self._put([" ", page] if parted and not self.made[-1].turned else [page])
            at = cut

    def _put(self, content: Iterable[str | Element]) -> None:
        self.made[-1].content += content

    def _entry(self, number: int, unit: Unit) -> None:
        """An entry; where the beginnings of blocks differ it stands at the end of the block."""
        groups = list(_groups(unit))
        spaced = self._spaced(unit)
        self._put([" "] if spaced and not self.made[-1].turned else [])
        self._put(page for _, page in self._turned(unit))
        readings = [
            self._reading(number, unit, tokens, members, spaced=spaced, lemma=not i)
            for i, (tokens, members) in enumerate(groups)
        ]
        kind = unit.cells.get("type") or None
        parts = len(unit.lemma) == 1 and unit.lemma[0].is_break
        app = el("app", readings, self._notes(unit), xml_id=f"{self.ids}.app{unit.id}", type=kind)
        self._put([app])
        if parts:
            self.made.append(_Block(unit.lemma[0].block))

    def _spaced(self, unit: Unit) -> bool:
        """Whether the blank stands before the entry: every reading has one, and the block has begun."""
        return not self.made[-1].empty and _is_spaced(unit)

    def _reading(
        self, number: int, unit: Unit, tokens: Tokens, members: Sequence[int], *, spaced: bool, lemma: bool
    ) -> Element:
        content = list(_runs(tokens, first=spaced or self.made[-1].empty))
        if any(self._needs_blank(number, i) for i in members):
            content.append(" ")
        wit = " ".join(self.pointers[i] for i in members) or None
        said = {
            "wit": wit,
            "cause": None if lemma else _word(unit.cells.get("cause", "")),
            "resp": "../edition.xml#ed" if lemma and not members and unit.cells.get("who") else None,
            "hand": self._hand(members),
            "varSeq": self._sequence(members),
        }
        return el("lem" if lemma else "rdg", content, **said)

    def _sequence(self, members: Sequence[int]) -> str | None:
        """The layer of a reading that only layers of one witness have."""
        layers = {(self.witnesses[i].of, self.witnesses[i].layer) for i in members}
        number = next(iter(layers))[1] if len(layers) == 1 else 0
        return str(number) if number else None

    def _hand(self, members: Sequence[int]) -> str | None:
        """The hand of a reading that only what one hand wrote has."""
        hands = {self.witnesses[i].hand for i in members}
        hand = next(iter(hands)) if len(hands) == 1 else ""
        return f"#{hand_id(hand, self.ids)}" if hand else None

    def _notes(self, unit: Unit) -> list[Element]:
        """What editors say of a unit, who says it, and why."""
        words = [unit.cells.get("note", ""), unit.cells.get("why", "")]
        said = " ".join(word for word in words if word)
        who = unit.cells.get("who", "")
        text = f"{said} ({who})" if said and who else said or who
        return [el("note", text, type="editorial", resp="../edition.xml#ed")] if text else []

    def _needs_blank(self, number: int, witness: int) -> bool:
        """Whether words of a witness would run together, as the blank between them is in no reading that it has."""
        after = self.following[witness].get(number)
        if after is None:
            return False
        token = (self.units[after].readings[witness] or ())[0]
        if not token.space or token.is_break:
            return False
        for between in self.units[number + 1 : after + 1]:
            if between.varies and _is_spaced(between):
                return False
        return not _first_shown(self.units[after], witness).space

    def _lacunae(self, unit: Unit) -> None:
        """Where a witness ceases to have the text, or has it again."""
        now = {i for i, reading in enumerate(unit.readings) if reading is None}
        for i in sorted(now ^ self.away):
            begins = i in self.away
            started = self.at[i] > 0
            ends = not begins and started and self.at[i] == len(self.witnesses[i].tokens)
            edge = ("lacunaEnd" if started else "witStart") if begins else ("witEnd" if ends else "lacunaStart")
            others = [self.pointers[j] for j in range(len(self.pointers)) if j != i and j not in self.away]
            app = el(
                "app",
                el("lem", wit=" ".join(others) or None),
                el("rdg", el(edge), wit=self.pointers[i]),
                xml_id=f"{self.ids}.lac{unit.id}.{as_key(self.witnesses[i].siglum)}",
                type="lacuna",
            )
            self._put([app])
            self.away = self.away ^ {i}


def _paged(witnesses: Sequence[WitnessText], pointers: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """The witnesses that have pages, of several layers the one with most of them; each with the pointers to all."""
    for of in dict.fromkeys(w.of for w in witnesses if w.pages):
        layers = [i for i, w in enumerate(witnesses) if w.of == of]
        yield max(layers, key=lambda i: len(witnesses[i].pages)), [pointers[i] for i in layers]


def _is_page(content: str | Element) -> bool:
    return not isinstance(content, str) and content.tag == q("pb")


def _page(witness: WitnessText, page: Page, pointers: Sequence[str]) -> Element:
    """The beginning of a page of a witness; without a blank it parts no words."""
    around = witness.tokens[max(0, page.at - 1) : page.at + 1]
    within = page.at > 0 and len(around) == 2 and not around[1].space and not any(token.is_break for token in around)
    return el("pb", n=page.n or None, facs=page.facs or None, edRef=" ".join(pointers), break_="no" if within else None)


def hand_id(hand: str, stem: str) -> str:
    """The id of a hand, by its words."""
    return f"{stem}.hand.{as_id(hand)}"


def _following(collation: Collation) -> list[Mapping[int, int]]:
    """For each witness and unit the next unit in which it has any words."""
    out: list[dict[int, int]] = [{} for _ in collation.witnesses]
    for witness, known in enumerate(out):
        after: int | None = None
        for number in range(len(collation.units) - 1, -1, -1):
            if after is not None:
                known[number] = after
            if collation.units[number].readings[witness]:
                after = number
    return list(out)


def _is_spaced(unit: Unit) -> bool:
    """Whether the lemma has words, and all readings have a blank before theirs."""
    return bool(unit.lemma) and all(tokens[0].space for tokens, _ in _groups(unit) if tokens)


def _first_shown(unit: Unit, witness: int) -> WitnessToken:
    """The first token that stands for a witness in a unit: its group's."""
    mine = unit.readings[witness] or ()
    if not unit.varies:
        return unit.lemma[0]
    group = next(tokens for tokens, members in _groups(unit) if witness in members)
    return (group or mine)[0]


def _groups(unit: Unit) -> Iterator[tuple[Tokens, list[int]]]:
    """The lemma, then the other readings in the order of the witnesses, each with those that have it."""
    groups: dict[tuple[str, ...], tuple[Tokens, list[int]]] = {_forms(unit.lemma): (unit.lemma, [])}
    for i, reading in enumerate(unit.readings):
        if reading is not None:
            groups.setdefault(_forms(reading), (reading, []))[1].append(i)
    for tokens, members in groups.values():
        yield _parted_as(tokens, [reading for i in members if (reading := unit.readings[i])]), members


def _parted_as(tokens: Tokens, readings: Sequence[Tokens]) -> Tokens:
    """The words of a reading with the blank before them that any has: a witness that begins there has none."""
    if not tokens or not tokens[0].form[:1].isalnum() or not any(reading[0].space for reading in readings):
        return tokens
    return (replace(tokens[0], space=True), *tokens[1:])


def _forms(tokens: Tokens) -> tuple[str, ...]:
    return tuple(token.form for token in tokens)


def _word(text: str) -> str | None:
    """A cell as an attribute value: one word."""
    return "-".join(text.split()) or None


def _runs(tokens: Tokens, *, first: bool) -> Iterator[str | Element]:
    """Tokens as text and elements; without the blank before them where they stand ``first``."""
    for style, run in groupby(tokens, key=lambda token: token.style):
        held = list(run)
        text: list[str | Element] = []
        for token in held:
            blank = " " if token.space and not first else ""
            first = False
            if token.is_break:
                text.append(el("milestone", unit="l" if token.form == LINE else "p"))
                first = True
            elif style and style[-1][0] == "gap":
                text += [blank, el("gap", **_python_names(style[-1][1]))]
            else:
                text.append(blank + token.form)
        yield from _styled(text, style)


def _styled(text: list[str | Element], style: Style) -> list[str | Element]:
    """Text within the elements that it had in its witness; the blank before it stays outside."""
    around = [one for one in style if one[0] != "gap"]
    if not around:
        return text
    out: list[str | Element] = []
    if isinstance(text[0], str) and text[0].startswith(" "):
        out.append(" ")
        text = [text[0][1:], *text[1:]]
    content: list[str | Element] = text
    for name, attributes in reversed(around):
        content = [el(name, content, **_python_names(attributes))]
    return out + content


def _python_names(attributes: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Attributes by the names that ``el`` takes."""
    out = {}
    for key, value in attributes:
        local = key.rpartition("}")[2]
        out[f"xml_{local}" if "XML/1998" in key else f"{local}_"] = value
    return out


def _arranged(made: Sequence[_Block], ids: str) -> list[Element]:
    """Blocks in the elements that TEI has for them: above the text, the text, below it."""
    out: list[Element] = []
    count = 0
    first = next((i for i, block in enumerate(made) if block.kind not in _ABOVE), len(made))
    last = len(made)
    while last > first and made[last - 1].kind in _BELOW:
        last -= 1
    for i, block in enumerate(made):
        above, below = i < first, i >= last
        if above or below:
            wrapper = "opener" if above else "closer"
            if not out or out[-1].tag.rpartition("}")[2] != wrapper:
                out.append(el(wrapper))
            put(out[-1], el(block.kind, block.content))
        elif block.kind == "l":
            if not out or out[-1].tag.rpartition("}")[2] != "lg":
                out.append(el("lg"))
            put(out[-1], el("l", block.content))
        elif block.kind in _PLAIN:
            count += 1
            out.append(el(block.kind, block.content, xml_id=f"{ids}.p{count}"))
        else:
            out.append(el("ab", block.content, type=block.kind))
    return out
