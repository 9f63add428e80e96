"""A document of a volume at random: what TEI allows within one another, far more often than real volumes have it."""

from __future__ import annotations

from random import Random

from tests.read.frus_volume import HEAD

_AROUND = ("hi", "persName", "ref", "date", "seg", "figure", "foreign", "add", "unclear", "q", "formula")
_NOTES = ("", ' type="source"', ' rend="inline"')
_LINES = ("p", "salute", "signed", "ab", "dateline")
_HOLDERS = ("quote", "postscript", "floatingText", "div", "frus:attachment")
_BLOCKS = (*_LINES, *_HOLDERS, "p", "list", "table", "note", "pb", "lg")


class RandomDocument:
    """Words are all different; ``ids`` are those of its notes and pages."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._count = 0
        self.ids: list[str] = []
        text = self._blocks(4)
        heading = f'{self._line(2)}<note type="source">{self._word()}</note>'
        references = "".join(f'<ref target="#{key}">to {key}</ref> ' for key in self.ids)
        self.division = f'<div type="document" xml:id="d5" n="5"><head>5. Letter From {heading}</head>{text}<p>{references}</p></div>'

    @property
    def volume(self) -> str:
        """A volume with this document alone."""
        return f"{HEAD}{self.division}</div></body></text></TEI>"

    def _word(self) -> str:
        self._count += 1
        return f"w{self._count}q "

    def _id(self, kind: str) -> str:
        self.ids.append(f"{kind}{len(self.ids)}")
        return f' xml:id="{self.ids[-1]}"'

    def _page(self) -> str:
        return f'<pb n="{self._random.randint(1, 6)}"{self._id("pg")}/>'

    def _note(self, depth: int) -> str:
        start = f"<note{self._random.choice(_NOTES)}{self._id('n')}>"
        return f"{start}{self._line(depth) if self._random.random() < 0.6 else self._blocks(depth)}</note>"

    def _line(self, depth: int) -> str:
        parts = [self._word()]
        for _ in range(self._random.randint(0, 4) if depth > 0 else 0):
            kind = self._random.choice((*_AROUND, "note", "note", "pb", "lb", "list", "table", "choice"))
            parts += [self._inner(kind, depth - 1), self._word()]
        return "".join(parts)

    def _inner(self, kind: str, depth: int) -> str:
        if kind in {"note", "pb", "list", "table"}:
            return self._block(kind, depth)
        if kind == "lb":
            return "<lb/>"
        if kind == "choice":
            return f"<choice><sic>{self._word()}</sic><orig>{self._word()}</orig></choice>"
        return f"<{kind}>{self._line(depth)}</{kind}>"

    def _blocks(self, depth: int) -> str:
        kinds = _BLOCKS if depth > 0 else ("p",)
        return "".join(self._block(self._random.choice(kinds), depth - 1) for _ in range(self._random.randint(1, 4)))

    def _block(self, kind: str, depth: int) -> str:
        if kind == "pb":
            return self._page()
        if kind == "note":
            return self._note(depth)
        if kind == "list":
            entries = ("item", "item", "label", "pb", "note")
            return f"<list>{self._several(entries, depth)}<item>{self._line(depth)}</item></list>"
        if kind == "table":
            return f"<table>{self._several(('row', 'row', 'pb', 'note'), depth)}</table>"
        if kind == "lg":
            return f"<lg><l>{self._line(depth)}</l><l>{self._word()}</l></lg>"
        inner = self._line(depth) if kind in _LINES else self._blocks(depth)
        return f"<{kind}>{f'<body>{inner}</body>' if kind == 'floatingText' else inner}</{kind}>"

    def _several(self, kinds: tuple[str, ...], depth: int) -> str:
        return "".join(self._entry(self._random.choice(kinds), depth) for _ in range(self._random.randint(1, 4)))

    def _entry(self, kind: str, depth: int) -> str:
        if kind == "row":
            return f"<row><cell>{self._line(depth)}</cell>{self._page()}<cell>{self._line(depth)}</cell></row>"
        if kind == "label":
            return f"<label>{self._line(depth)}</label><item>{self._line(depth)}</item>"
        return self._block(kind, depth) if kind in {"pb", "note"} else f"<item>{self._line(depth)}</item>"
