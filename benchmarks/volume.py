"""How fast a volume in the form of the Office of the Historian comes in, and how much memory it takes.

    python benchmarks/volume.py [N ...]      (default: 300 1200)

Makes an invented volume of N documents, then times reading it and `kktei convert` of an edition made from it, each in a
process of its own.  Prints seconds and the peak memory of the process as Linux tells it (getrusage counts the
parent's too).
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from tests.read.frus_volume import volume  # noqa: E402

PROBE = """
import json, time
from pathlib import Path
start = time.perf_counter()
{work}
seconds = time.perf_counter() - start
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM:"))
print(json.dumps([seconds, int(peak) / 1024]))
"""
WORK = {
    "nothing": "",
    "read": "from kktei.read import read_source\nfor path in Path('seeds').iterdir(): read_source(path, path.name)",
    "convert": "from kktei.pipeline.convert import convert\nfrom kktei.pipeline.watch import Silence\n"
    "from kktei.project import Project\nconvert(Project(Path('.').resolve()), by='x', watch=Silence())",
}
SETTINGS = '[edition]\nid = "v"\ntitle = "A volume"\n'


def main(counts: list[int]) -> None:
    print(f"{'documents':>9} {'volume MB':>9} {'work':<8} {'seconds':>8} {'peak MB':>8}")
    for count in counts:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "seeds").mkdir()
            (folder / "edition" / "documents").mkdir(parents=True)
            (folder / "edition" / "edition.toml").write_text(SETTINGS, encoding="utf-8")
            text = volume(count, size=8_000)
            (folder / "seeds" / "volume.xml").write_text(text, encoding="utf-8")
            for kind, work in WORK.items():
                probe = [sys.executable, "-c", PROBE.format(work=work)]
                done = subprocess.run(probe, cwd=folder, capture_output=True, text=True, check=True)
                seconds, memory = json.loads(done.stdout)
                print(f"{count:>9} {len(text) / 1e6:>9.1f} {kind:<8} {seconds:>8.2f} {memory:>8.0f}")


if __name__ == "__main__":
    main([int(a) for a in sys.argv[1:]] or [300, 1200])
