"""How long exports take, and how much memory, for the thirty documents and for thousands made from them.

    python benchmarks/export.py [N ...] [--each] [--receivers DIR]      (default: 30 5000)

Each N is exported in a process of its own, on one core, from an empty cache; validation is not counted.  Prints
seconds, seconds of the core, the peak memory and the size of the results; with ``--each`` the same of every form, from
the cache that is then full.  With ``--receivers``, a folder of receivers' schemas as tests/export/receivers has them,
CMIF and EAD3 are validated too.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = {"cmif": "cmif/cmi-customization.rng", "ead3": "ead3/ead3.rng"}
PROBE = """
import json, sys, time
from pathlib import Path
from kktei.cache import Cache
from kktei.config import load
from kktei.export import NAMES, export
from kktei.job import Job
root, target = Path(sys.argv[1]), Path(sys.argv[2])
files = tuple(sorted((root / "edition/documents").glob("*.xml")))
edition = root / "edition"
job = Job(root, files, load(edition / "edition.toml"), target, Cache(root / ".kktei-cache/blobs"),
    edition / "authorities.xml", edition / "edition.xml")
start, cpu = time.perf_counter(), time.process_time()
done = export(job, tuple(sys.argv[3:]) or NAMES)
assert not done.failed, done
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM:"))
size = sum(p.stat().st_size for p in target.rglob("*") if p.is_file())
print(json.dumps([time.perf_counter() - start, time.process_time() - cpu, int(peak) / 1024, size / 1e6]))
"""


def generate(folder: Path, count: int) -> None:
    """An edition of ``count`` documents: the thirty, over and over, with ids of their own."""
    originals = sorted((ROOT / "edition" / "documents").glob("*.xml"))
    documents = folder / "edition" / "documents"
    documents.mkdir(parents=True)
    for name in ("edition.toml", "authorities.xml", "edition.xml"):
        (folder / "edition" / name).write_bytes((ROOT / "edition" / name).read_bytes())
    for at in range(count):
        original = originals[at % len(originals)]
        name = f"d{at + 1:05}"
        text = original.read_text(encoding="utf-8").replace(original.stem, name)
        (documents / f"{name}.xml").write_text(text, encoding="utf-8")


def run(folder: Path, target: Path, *names: str) -> list[float]:
    target.mkdir()
    command = [sys.executable, "-c", PROBE, str(folder), str(target), *names]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    figures: list[float] = json.loads(done.stdout)
    return figures


def validate(target: Path, receivers: Path) -> None:
    for form, schema in SCHEMAS.items():
        grammar = etree.RelaxNG(etree.parse(receivers / schema))
        files = sorted((target / form).glob("*.xml"))
        wrong = [file.name for file in files if not grammar.validate(etree.parse(file))]
        print(f"  {form}: {len(files) - len(wrong)} of {len(files)} files valid")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("counts", nargs="*", type=int)
    parser.add_argument("--receivers", type=Path)
    parser.add_argument("--each", action="store_true", help="every form by itself, too")
    given = parser.parse_args()
    print(f"{'documents':>9} {'form':<10} {'seconds':>8} {'of the core':>11} {'peak MB':>8} {'size MB':>8}")
    for count in given.counts or [30, 5000]:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            generate(folder, count)
            seconds, cpu, memory, size = run(folder, folder / "all")
            print(f"{count:>9} {'all':<10} {seconds:>8.1f} {cpu:>11.1f} {memory:>8.0f} {size:>8.1f}")
            if given.receivers:
                validate(folder / "all", given.receivers)
            for form in forms() if given.each else ():
                seconds, cpu, memory, size = run(folder, folder / form, form)
                print(f"{'':>9} {form:<10} {seconds:>8.1f} {cpu:>11.1f} {memory:>8.0f} {size:>8.1f}")


def forms() -> tuple[str, ...]:
    sys.path.insert(0, str(ROOT))
    from kktei.export import NAMES  # noqa: PLC0415

    return NAMES


if __name__ == "__main__":
    main()
