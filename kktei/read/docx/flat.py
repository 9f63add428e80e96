"""What Word nests and the plain form does not, made flat: lists in lists, tables in cells, cells that were merged."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from kktei.numerals import in_roman

Content = Any  # of pandoc's JSON: what an element holds depends on its kind
Block = dict[str, Content]
Inlines = list[Content]


def paragraphs(blocks: Sequence[Block]) -> Iterator[Inlines]:
    """The inline elements of every paragraph below some blocks; items of lists begin with their labels."""
    for block in blocks:
        kind: str = block["t"]
        content: Content = block.get("c")
        if kind in {"Para", "Plain"}:
            yield content
        elif kind == "Header":
            yield content[2]
        elif kind == "LineBlock":
            yield broken(content)
        elif kind == "CodeBlock":
            yield code(content[1])
        elif kind in {"BulletList", "OrderedList"}:
            yield from _items(kind, content)
        else:
            yield from paragraphs(children(kind, content))


def children(kind: str, content: Content) -> list[Block]:
    """The blocks right within a block that holds nothing else."""
    if kind in {"Div", "Figure"}:
        caption = content[1][1] if kind == "Figure" else []
        return [*content[-1], *caption]
    if kind == "BlockQuote":
        return list(content)
    if kind == "Table":
        return [*content[1][1], *(block for row in rows(content) for cell in row for block in cell)]
    if kind == "DefinitionList":
        return [block for term, senses in content for block in _defined(term, senses)]
    return []


def _defined(term: Inlines, senses: Sequence[Sequence[Block]]) -> Iterator[Block]:
    yield {"t": "Para", "c": term}
    for sense in senses:
        yield from sense


def nests(blocks: Sequence[Block]) -> bool:
    """Whether some blocks hold lists or tables."""
    return any(b["t"] in {"BulletList", "OrderedList", "Table"} or nests(children(b["t"], b.get("c"))) for b in blocks)


def _items(kind: str, content: Content) -> Iterator[Inlines]:
    items = content if kind == "BulletList" else content[1]
    marks = ["-"] * len(items) if kind == "BulletList" else labels(content[0], len(items))
    for mark, item in zip(marks, items, strict=True):
        first, *others = list(paragraphs(item)) or [[]]
        yield [{"t": "Str", "c": mark}, {"t": "Space"}, *first]
        yield from others


def broken(lines: Sequence[Inlines]) -> Inlines:
    """Lines as one paragraph with line breaks."""
    return [part for line in lines for part in (*line, {"t": "LineBreak"})][:-1]


def code(text: str) -> Inlines:
    """Text in a style for code as a paragraph with line breaks."""
    return broken([[{"t": "Str", "c": line}] for line in text.split("\n")])


def rows(table: Content) -> list[list[list[Block]]]:
    """The rows of a table, head and foot included, with an empty cell wherever one was merged into another."""
    parts = [table[3][1], *(part for body in table[4] for part in body[2:4]), table[5][1]]
    out: list[list[list[Block]]] = []
    for part in parts:
        covered: dict[tuple[int, int], bool] = {}
        for y, row in enumerate(part):
            out.append(_flat_row(y, row[1], covered))
    return out


def _flat_row(y: int, cells: Sequence[Content], covered: dict[tuple[int, int], bool]) -> list[list[Block]]:
    made: list[list[Block]] = []
    for _, _, height, width, blocks in cells:
        while (y, len(made)) in covered:
            made.append([])
        at = len(made)
        covered.update({(y + down, at + right): True for down in range(1, height) for right in range(width)})
        made += [blocks, *([] for _ in range(width - 1))]
    while (y, len(made)) in covered:
        made.append([])
    return made


def merged(table: Content) -> bool:
    """Whether any cell of a table was merged."""
    parts = [table[3][1], *(part for body in table[4] for part in body[2:4]), table[5][1]]
    return any(cell[2] > 1 or cell[3] > 1 for part in parts for row in part for cell in row[1])


def labels(attributes: Sequence[Content], count: int) -> list[str]:
    """What a numbered list shows before its items."""
    start, style, delimiter = attributes[0], attributes[1]["t"], attributes[2]["t"]
    numbers = [numeral(start + i, style) for i in range(count)]
    left, right = {"TwoParens": ("(", ")"), "OneParen": ("", ")")}.get(delimiter, ("", "."))
    return [f"{left}{number}{right}" for number in numbers]


_NUMERALS: dict[str, Callable[[int], str]] = {
    "LowerAlpha": lambda n: chr(96 + n) if 0 < n <= 26 else str(n),
    "UpperAlpha": lambda n: chr(64 + n) if 0 < n <= 26 else str(n),
    "LowerRoman": lambda n: in_roman(n) if 0 < n < 40 else str(n),
    "UpperRoman": lambda n: in_roman(n).upper() if 0 < n < 40 else str(n),
}


def numeral(number: int, style: str) -> str:
    """A number as a list of that style writes it."""
    return _NUMERALS.get(style, str)(number)


def holds(tree: Content, kind: str) -> bool:
    """Whether a kind of element stands anywhere in pandoc's tree."""
    if isinstance(tree, dict):
        return tree.get("t") == kind or any(holds(value, kind) for value in tree.values())
    return isinstance(tree, list) and any(holds(value, kind) for value in tree)
