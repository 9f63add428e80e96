"""How fast the line is, beside the bare engines doing the same work in the same run.

    python benchmarks/line.py [N ...]      (default: 300 3000)

Makes N documents from the seed's thirty, then times convert, validate and render (HTML) by kktei in processes of
their own, and beside them: lxml parsing and validating the same files, saxonche transforming the same files once.
Prints documents a second and the peak memory of the largest process.  Ratios hold; seconds vary.
"""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEED = ROOT / "seeds" / "kennedy-khrushchev-exchanges.txt"


def generate(folder: Path, count: int) -> None:
    """An edition of ``count`` documents whose headings and notes are the seed's, over and over."""
    text = SEED.read_text(encoding="utf-8")
    title, *rest = re.split(r"\n\n\n(?=\d+\. )", text)
    bodies = [re.sub(r"^\d+\. ", "", part) for part in rest]
    documents = [f"{n + 1}. {bodies[n % len(bodies)].strip()}" for n in range(count)]
    (folder / "seeds").mkdir(parents=True)
    (folder / "edition" / "documents").mkdir(parents=True)
    (folder / "output").mkdir()
    (folder / "seeds" / "generated.txt").write_text("\n\n\n".join([title.strip(), *documents]), encoding="utf-8")
    settings = (ROOT / "edition" / "edition.toml").read_text(encoding="utf-8")
    products = '[build]\nproducts = ["html"]  # benchmarks/print.py measures the book\n'
    settings = re.sub(r"\[build\].*?(?=\n\[|\Z)", "", settings, flags=re.S) + "\n" + products
    (folder / "edition" / "edition.toml").write_text(settings, encoding="utf-8")
    (folder / "edition" / "authorities.xml").write_bytes((ROOT / "edition" / "authorities.xml").read_bytes())


def measured(command: list[str], cwd: Path) -> dict[str, float]:
    """Seconds of a command and the peak memory (MB) of its largest process."""
    probe = (
        "import json,resource,subprocess,sys,time\n"
        "t=time.perf_counter(); r=subprocess.run(json.loads(sys.argv[1]),capture_output=True,text=True)\n"
        "print(json.dumps([time.perf_counter()-t, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss/1024,"
        "r.returncode, r.stderr[-400:]]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe, json.dumps(command)], cwd=cwd, capture_output=True, text=True, check=True
    )
    seconds, memory, code, words = json.loads(done.stdout)
    if code not in (0, 1):
        raise SystemExit(f"{' '.join(command)} failed: {words}")
    return {"seconds": seconds, "memory": memory}


BARE_VALIDATE = """
import sys, glob
from lxml import etree
grammar = etree.RelaxNG(etree.parse(sys.argv[1]))
for file in sorted(glob.glob(sys.argv[2] + "/*.xml")):
    grammar.validate(etree.parse(file))
"""

BARE_TRANSFORM = """
import json, sys, glob
from pathlib import Path
from kktei.render.words import texts
from kktei.saxon import stylesheet
site = {"title": "T", "language": "en", "nav": []}
context = {"site": site, "path": "documents/x.html", "stem": "x", "tei": "x.xml", "names": {}, "labels": {}, "docs": {}}
given = {"context": json.dumps(context), "texts": json.dumps(texts("en"))}
sheet = stylesheet(Path(sys.argv[1]))
for file in sorted(glob.glob(sys.argv[2] + "/*.xml")):
    node = sheet.parse(Path(file).read_text(encoding="utf-8"), Path(file).as_uri())
    sheet.run(node, params=given, mode="page")
"""


def kktei(*arguments: str) -> list[str]:
    """A call of the command line with this interpreter."""
    return [sys.executable, "-m", "kktei", *arguments]


def bare(script: str, *arguments: object) -> list[str]:
    """A call of a bare engine."""
    return [sys.executable, "-c", script, *map(str, arguments)]


def run(count: int) -> dict[str, dict[str, float]]:
    """All figures for ``count`` documents."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "edition"
        generate(folder, count)
        figures = {"convert": measured(kktei("convert", "-q"), folder)}
        figures["validate, 2 jobs"] = measured(kktei("validate", "-q", "--jobs", "2"), folder)
        figures["render html, 2 jobs"] = measured(kktei("render", "html", "-q", "--force", "--jobs", "2"), folder)
        figures["whole line, 1 job"] = measured(kktei("build", "-q", "--force", "--jobs", "1"), folder)
        figures["whole line, 2 jobs"] = measured(kktei("build", "-q", "--force", "--jobs", "2"), folder)
        figures["nothing to do"] = measured(kktei("build", "-q"), folder)
        documents = folder / "edition" / "documents"
        figures["bare lxml: parse, validate"] = measured(
            bare(BARE_VALIDATE, ROOT / "schema/kktei.rng", documents), folder
        )
        figures["bare saxonche: transform"] = measured(bare(BARE_TRANSFORM, ROOT / "xslt/html.xsl", documents), folder)
        return figures


def main() -> None:
    """Print a table for each number of documents."""
    for count in [int(a) for a in sys.argv[1:]] or [300, 3000]:
        began = time.perf_counter()
        figures = run(count)
        print(f"\n{count} documents ({time.perf_counter() - began:.0f} s in all)")
        print(f"{'':<28}{'seconds':>9}{'docs/s':>9}{'peak MB':>9}")
        for name, row in figures.items():
            print(f"{name:<28}{row['seconds']:>9.2f}{count / row['seconds']:>9.0f}{row['memory']:>9.0f}")
        engines = figures["bare lxml: parse, validate"]["seconds"] + figures["bare saxonche: transform"]["seconds"]
        one, two = figures["whole line, 1 job"]["seconds"], figures["whole line, 2 jobs"]["seconds"]
        print(f"whole line (1 job) / bare engines: {one / engines:.2f}; one core / two cores: {one / two:.2f}")
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\n(this script itself: {own:.0f} MB)")


if __name__ == "__main__":
    main()
