"""Seconds of computing and memory of a whole build of one volume, and what of the book's is Typst's own.

    python benchmarks/build.py FOLDER 700            # 700 documents of whole published volumes
    python benchmarks/build.py FOLDER 700 --invented # made by a program, of some 1,600 words each

Aims for 700 documents on one core: convert under 6 s, build under 60 s and 1.5 GB.  Real documents are those of
1948 to 1957 at hand, one volume after the other, numbered anew.  They are shorter than those that a program makes for
other benchmarks, so words and notes a document are printed too.  Memory is that of the largest process.
"""

from __future__ import annotations

import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.eras import VOLUMES, sources  # noqa: E402
from benchmarks.print import _ALONE, run  # noqa: E402
from tests.read.frus_volume import volume  # noqa: E402

_REAL = ("frus1952-54v12p2", "frus1948v01p2", "frus1949v07p2", "frus1955-57v23p2")
_LETTERS = 8_000  # of an invented document
_SETTINGS = '[edition]\nid = "v"\ntitle = "A volume"\n[build]\nproducts = [{products}]\n'
_PART = '<div xmlns="http://www.tei-c.org/ns/1.0" type="chapter" xml:id="{id}"><head>{id}</head>{documents}</div>'
_WHOLE = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:frus="http://history.state.gov/frus/ns/1.0" xml:id="frus1950v01">'
    '<teiHeader><fileDesc><titleStmt><title type="complete">A volume</title></titleStmt><publicationStmt><p/>'
    "</publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body>{parts}</body></text></TEI>"
)


def real(count: int) -> str:
    """A volume of ``count`` documents of several, each numbered anew and with ids of its own."""
    parts, done = [], 0
    for name in _REAL:
        texts = []
        for div in sources(VOLUMES / f"{name}.xml")[: count - done]:
            done += 1
            div.set("n", str(done))
            text = etree.tostring(div, encoding="unicode", with_tail=False)
            text = re.sub(r'(xml:id=")|((?:target|corresp)="#)', rf"\g<0>{name}.", text)
            texts.append(re.sub(r"(<head[^>]*>\s*)\d+[a-z]?\.", rf"\g<1>{done}.", text, count=1))
        if texts:
            parts.append(_PART.format(id=name, documents="".join(texts)))
    return _WHOLE.format(parts="".join(parts))


def lengths(text: str) -> str:
    """How long the documents of a volume are."""
    root = etree.fromstring(text.encode())
    divs = [d for d in root.iter("{*}div") if d.get("type") == "document"]
    words = sum(len("".join(map(str, d.itertext())).split()) for d in divs)
    notes = sum(1 for d in divs for _ in d.iter("{*}note"))
    return f"{len(divs)} documents of {words / len(divs):.0f} words and {notes / len(divs):.1f} notes"


def steps(folder: Path) -> Iterator[str]:
    """Each command with the seconds that it computes on one core, and the memory of the largest process so far."""
    for name, words in (
        ("convert", ("convert",)),
        ("site", ("build", "--no-convert")),
        ("site and book", ("build", "--no-convert", "--force")),
    ):
        products = '"html", "print"' if name == "site and book" else '"html"'
        (folder / "edition" / "edition.toml").write_text(_SETTINGS.format(products=products), encoding="utf-8")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-m", "kktei", *words, "--jobs", "1", "--quiet"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode not in (0, 1):
            sys.exit(done.stderr)
        user, system = after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime
        yield f"{name}: {user + system:.1f} s ({system:.1f} of them the system's), {after.ru_maxrss / 1024:.0f} MB"


def main(folder: Path, count: int, *, invented: bool) -> None:
    """Print the figures of one volume."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "seeds").mkdir(parents=True)
    (folder / "edition").mkdir()
    text = volume(count, size=_LETTERS) if invented else real(count)
    (folder / "seeds" / "volume.xml").write_text(text, encoding="utf-8")
    print(lengths(text))
    for told in steps(folder):
        print(f"  {told}", flush=True)
    source = next((p for p in folder.rglob("main.typ")), None)
    if source is not None:
        alone = run(_ALONE, str(source.parent), str(folder / "alone.pdf"))
        print(f"  Typst alone, for screen and press: {float(str(alone['seconds'])):.1f} s, {alone['peak']} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), int(sys.argv[2]), invented="--invented" in sys.argv)
