"""What a production editor counts on set pages: empty lines, lines left alone or off the grid, pages of notes alone.

    python benchmarks/pages.py output/print [ANOTHER ...]

Each folder holds screen.pdf and typst/ of a volume.  Lines are read off the PDF by an engine that did not make it,
beginnings and ends of paragraphs by laying the source out once more.  Pages on which a part ends or begins are not
counted, for their empty room is meant.  Verse, quotations and tables stand half a step off the grid, and what follows
them on it again; other lines beside it are faults.
"""

from __future__ import annotations

import ctypes
import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

ROOT = Path(__file__).resolve().parent.parent
_MM = 72 / 25.4
_MANY, _MOST = 8, 16  # empty lines: at most one page in fifty may have more than the first, none more than the second
_OFF = 0.7  # points by which a line may lie beside the grid
_MARKS = """
import json, sys
import typst
from kktei.render.print.compositor import faces
from kktei.render.print.faces import FOLDERS
root = sys.argv[1]
fonts = faces([*FOLDERS, root + "/fonts"])
compiler = typst.Compiler(root + "/main.typ", root=root, font_paths=fonts, ignore_system_fonts=True)
print(compiler.eval('''(
  blocks: query(selector(<k-start>).or(<k-p>).or(<k-document>)).map(m => {
    let at = m.location().position(); (str(m.label), repr(m.value), at.page, at.y.pt()) }),
  opens: query(selector(<k-open>).or(<k-end>)).map(m => m.location().page()),
)'''))
"""


@dataclass
class Sheet:
    """A page: the heights of its lines of text and of notes, in points from its top."""

    text: list[float] = field(default_factory=list)
    notes: list[float] = field(default_factory=list)


def sheets(pdf: Path, size: float, top: float) -> list[Sheet]:
    """Every page's lines, told apart by the size of their letters; heads and what is in the margin are not of them."""
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for page in document:
        text = page.get_textpage()
        height = page.get_height()
        heights: dict[float, list[float]] = {}
        origin = (ctypes.c_double(), ctypes.c_double())
        for at in range(text.count_chars()):
            if chr(pdfium.FPDFText_GetUnicode(text, at)).isalnum():
                pdfium.FPDFText_GetCharOrigin(text, at, origin[0], origin[1])
                heights.setdefault(round(height - origin[1].value, 1), []).append(pdfium.FPDFText_GetFontSize(text, at))
        sheet = Sheet()
        for y, sizes in sorted(heights.items()):
            largest = max(sizes)
            if y > top and len(sizes) > 1:
                (sheet.text if largest > size - 0.3 else sheet.notes).append(y)
        found.append(sheet)
    document.close()
    return found


def measure(folder: Path) -> str:
    """The figures of a volume, in one line."""
    design = json.loads((folder / "typst" / "settings.json").read_text(encoding="utf-8"))["design"]
    step, top = design["leading"], design["top"] * _MM
    bottom = (design["height"] - design["bottom"]) * _MM
    pages = sheets(folder / "screen.pdf", design["size"], top)
    done = subprocess.run(
        [sys.executable, "-c", _MARKS, str(folder.absolute() / "typst")],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    told = json.loads(done.stdout)
    main = min((page for _, _, page, _ in told["blocks"]), default=1)
    last = max((page for _, _, page, _ in told["blocks"]), default=1)  # what follows are indexes, in smaller type
    apart = {p for page in told["opens"] for p in (page, page - 1)} | {len(pages)}
    empty: dict[int, int] = {}
    off = alone = 0
    for number, sheet in enumerate(pages, 1):
        if not main <= number <= last or number in apart:
            continue
        alone += not sheet.text and bool(sheet.notes)
        if not sheet.text:
            continue
        off += any(
            _beside(y - sheet.text[-1], step / 2) > _OFF for y in sheet.text[1:]
        )  # the first may be a part's head
        floor = (sheet.notes[0] - design["note_leading"] - step) if sheet.notes else bottom
        empty[number] = max(0, int((floor - sheet.text[-1]) / step))
    widows, orphans = _left_alone(told["blocks"], pages, step)
    poor = {number: lines for number, lines in empty.items() if lines > _MANY}
    shown = ", ".join(f"{number} ({lines})" for number, lines in poor.items())
    return (
        f"{folder}: {len(empty)} text pages, {sum(empty.values()) / max(1, len(empty)):.1f} empty lines a page, "
        f"{len(poor)} with more than {_MANY}, {sum(n > _MOST for n in poor.values())} with more than {_MOST}; "
        f"{widows} widows, {orphans} orphans; {off} pages with lines off the grid, {alone} with notes alone"
        + (f"; poor pages of the file, and their empty lines: {shown}" if shown else "")
    )


def _beside(y: float, step: float) -> float:
    """How far a height is from the next line of a grid."""
    return min(y % step, -y % step)


def _left_alone(blocks: list[list[object]], pages: list[Sheet], step: float) -> tuple[int, int]:
    """Last lines alone at a page's top, first lines alone at its end.

    The mark behind a block that ends a page lies at the top of the next one, above its first line.
    """
    starts: dict[str, tuple[int, float]] = {}
    widows = orphans = 0
    above = min((float(str(y)) for *_, y in blocks), default=0)  # of a mark at the top of a page
    for label, name, page, y in blocks:
        place = (int(str(page)), float(str(y)))
        if label == "k-start":
            starts[str(name)] = place
        elif str(name) in starts and starts[str(name)][0] < place[0] and place[1] > above + step / 2:
            begin = starts[str(name)]
            lines = pages[begin[0] - 1].text
            widows += place[1] < above + 1.4 * step
            orphans += bool(lines) and abs(begin[1] - above - lines[-1] + lines[0]) < step / 2
    return widows, orphans


if __name__ == "__main__":
    for argument in sys.argv[1:] or [str(ROOT / "output" / "print")]:
        print(measure(Path(argument)), flush=True)
