"""What becomes of whole volumes of each era: errors, findings, places of copies and letters, counted.

    python benchmarks/eras.py FOLDER [VOLUME.xml ...]      (default: all volumes at hand)

Each volume becomes an edition in FOLDER/NAME, is converted and validated; one that is there already is only counted.
For each: seconds of computing of `kktei convert` on one core, errors and findings a document of `convert` and of
`validate`, the documents that have neither the place of their copy nor a finding that says so (editorial notes need
none), and the documents of which a letter is in no part of their TEI.  Findings that only inform are counted apart.
With --draw N, N findings of each volume, drawn at random, are printed to be judged.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import unicodedata
from collections import Counter
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).resolve().parent.parent
VOLUMES = ROOT.parent / "shared" / "volumes"
T = "{http://www.tei-c.org/ns/1.0}"
_PLACE = (f"{T}msIdentifier", f"{T}biblStruct", f"{T}bibl")
_NO_PLACE = frozenset({"R004", "N001", "N005"})  # findings by which an editor learns that a document has no place
Finding = dict[str, object]


def run(folder: Path, *words: str) -> tuple[list[Finding], float]:
    """The findings of a command on one core, and the seconds that it computed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    command = [sys.executable, "-m", "kktei", *words, "--format", "json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=900, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(words)} of {folder.name} failed: {done.stderr[-400:]}")
    (folder / f"{words[0]}.json").write_text(done.stdout, encoding="utf-8")
    return json.loads(done.stdout or "[]"), resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def made(volume: Path, folder: Path) -> None:
    """Make the edition of one volume where it is not there yet."""
    if (folder / "validate.json").exists():
        return
    (folder / "seeds").mkdir(parents=True, exist_ok=True)
    (folder / "edition").mkdir(exist_ok=True)
    (folder / "edition" / "edition.toml").write_text('[edition]\nid = "v"\ntitle = "A volume"\n', encoding="utf-8")
    (folder / "seeds" / volume.name).write_bytes(volume.read_bytes())
    _, seconds = run(folder, "convert", "--jobs", "1", "--by", "x")
    (folder / "seconds").write_text(f"{seconds:.1f}", encoding="utf-8")
    run(folder, "validate")


def letters(element: etree._Element) -> Counter[str]:
    """The letters and digits of an element's text and of what its attributes hold."""
    texts = [*element.itertext(), *(v for e in element.iter("{*}*") for v in e.attrib.values())]
    return Counter(c for text in texts for c in unicodedata.normalize("NFKC", str(text)) if c.isalnum())


def sources(volume: Path) -> list[etree._Element]:
    """The documents of a volume, in order."""
    tree = etree.parse(volume)
    return [d for d in tree.iter("{*}div") if d.get("type") == "document" and not _within(d)]


def _within(div: etree._Element) -> bool:
    return any(up.get("type") == "document" for up in div.iterancestors("{*}div"))


def printed(div: etree._Element) -> Counter[str]:
    """The letters of a document as the volume prints them: without what tells of its facsimile."""
    told = "".join(str(text) for text in div.itertext())
    for pages in div.iter("{*}page-count-according-to-citation"):
        told = told.replace(pages.text or "", "", 1)
    return Counter(c for c in unicodedata.normalize("NFKC", told) if c.isalnum())


def without_place(texts: list[Path], told: list[Finding], divs: list[etree._Element]) -> list[str]:
    """The documents without a place of their copy and without a finding on it."""
    lines = sorted(int(str(f["line"])) for f in told if f["code"] in _NO_PLACE)
    missing = []
    for path, div in zip(texts, divs, strict=True):
        root = etree.parse(path).getroot()
        described = root.find(f".//{T}sourceDesc")
        placed = described is not None and any(next(described.iter(name), None) is not None for name in _PLACE)
        within = [int(str(e.sourceline)) for e in div.iter("{*}*") if e.sourceline]
        first, last = min(within), max(within)
        note = (
            div.get("subtype") == "editorial-note" or "Editorial Note" in "".join(str(t) for t in div.itertext())[:200]
        )
        if not (placed or note or any(first <= line <= last for line in lines)):
            missing.append(path.stem)
    return missing


def _number(path: Path) -> tuple[int, str]:
    """Where a document stands among the others: "d273A" after "d273"."""
    digits = "".join(c for c in path.stem if c.isdecimal())
    return int(digits or 0), path.stem


def count(volume: Path, folder: Path, draw: int) -> None:
    """Print the figures of one volume."""
    texts = sorted((folder / "edition" / "documents").glob("*.xml"), key=_number)
    divs = sources(volume)
    told = {name: json.loads((folder / f"{name}.json").read_text(encoding="utf-8")) for name in ("convert", "validate")}
    both = [*told["convert"], *told["validate"]]
    kinds = Counter(f"{f['severity']}" for f in both for _ in range(int(f["count"])))
    asked = [f for f in told["convert"] if f["severity"] != "info"]
    codes = Counter(str(f["code"]) for f in asked for _ in range(int(f["count"])))
    lost, bare = [], ["?"]
    if len(texts) == len(divs):
        bare = without_place(texts, told["convert"], divs)
        for path, div in zip(texts, divs, strict=True):
            if missing := printed(div) - letters(etree.parse(path).getroot()):
                lost.append(f"{path.stem} ({missing.total()})")
    seconds = (folder / "seconds").read_text(encoding="utf-8")
    print(
        f"{volume.stem:<24} {len(divs):4} printed {len(texts):4} made {seconds:>6} s  {kinds['error']:2} errors"
        f"  {codes.total() / len(divs):.3f} asked by convert, {kinds['warning'] / len(divs):.3f} by both,"
        f" {kinds['info'] / len(divs):.3f} told a document"
    )
    print(f"    convert asks: {', '.join(f'{c} {n}' for c, n in codes.most_common())}")
    print(f"    without place and finding: {', '.join(bare) or 'none'}; letters lost in: {', '.join(lost) or 'none'}")
    weighty = [f for f in both if f["severity"] != "info"]
    for f in random.Random(draw).sample(weighty, min(draw, len(weighty))):
        print(f"    {f['code']} {f['file']}:{f['line']} {f['message']}")


def main() -> None:
    """The volumes named, or all that are at hand."""
    words = sys.argv[1:]
    draw = int(words.pop(words.index("--draw") + 1)) if "--draw" in words else 0
    names = [w for w in words if w != "--draw"]
    if not names:
        sys.exit(__doc__)
    folder = Path(names[0]).resolve()
    for volume in [Path(n).resolve() for n in names[1:]] or sorted(VOLUMES.glob("*.xml")):
        made(volume, folder / volume.stem)
        count(volume, folder / volume.stem, draw)


if __name__ == "__main__":
    main()
