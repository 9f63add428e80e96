"""Typst in a process of its own (its memory goes with it): ``python -m kktei.render.print.compositor``.

Reads a request as JSON from standard input; writes a line of JSON for each pass to standard output.
The volume is laid out, the places of calls and notes are read, and where one strays it is laid out
again with a repair: in the same process, since Typst then sets only what changed.  Files are
written from the same layout.  Other requests ask which characters cannot be set, whether a part can, and
where faces are.

Typst reads what lies in the request's folder and nothing else, and never reaches a network: packages
would be fetched from one, so their folders are ones that do not exist, and every address leads nowhere.
"""

from __future__ import annotations

import json
import os
import re
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst

from kktei.render.print import feet, places
from kktei.render.print.checks import CLOSER, Marks, Stray, repairs, strays
from kktei.render.print.quoting import literal

MARKS = """(
  calls: query(selector(<k-call>).or(<k-heading-call>)).map(m => (m.value, m.location().page())),
  entries: query(<k-entry>).map(m => (m.value, m.location().page())),
  flow: query(selector(<k-p>).or(<k-closer>)).map(m => (m.value, str(m.label), m.location().page())),
  starts: query(<k-start>).map(m => (m.value, m.location().page())),
  order: query(selector(<k-call>).or(<k-heading-call>).or(<k-p>).or(<k-closer>)).map(m => (m.value, str(m.label))),
)"""
_NOWHERE = "http://127.0.0.1:1"  # a port at which nobody answers
_PROXIES = ("ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY")
# "the text `"x"` could not be displayed", "the text contains the disallowed codepoint `"\\u{feff}"`",
# "the PDF contains the codepoint `"\\u{e000}"`": strings as Rust writes them.
_UNSET = re.compile(r'(?:the text|codepoint) `"((?:[^"\\]|\\.)*)"`')
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))", re.DOTALL)
_SHORT = {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}


def faces(folders: list[str]) -> typst.Fonts:
    """The faces in these folders and those inside Typst; never the machine's own."""
    return typst.Fonts(include_system_fonts=False, font_paths=list(folders))


def stay_offline() -> None:
    """Let nothing that Typst may want to fetch leave this machine."""
    for name in _PROXIES:
        os.environ[name] = os.environ[name.lower()] = _NOWHERE
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = ""


def compose(request: dict[str, Any]) -> None:
    """Lay out, repair, lay out again; write the files when all is right or nothing more can be done.

    A request has root, fonts, timestamp, outputs ({"screen": path, "press": path}), repairs (those
    made so far), passes (how many may be tried here), left (how many in all) and patience (passes after
    which a closer alone on a page is let be); where lines have an apparatus, feet (what is known of it so far),
    counted (by what lines are, and which have numbers) and all (how many passes there may be from the first).
    """
    root = Path(request["root"])
    made: dict[str, str] = request["repairs"]
    known = feet.Feet.of(request["feet"]) if request.get("feet") else None
    _write(root, made, known)
    typesetter = compiler(root, root / "main.typ", request["fonts"])
    for number in range(1, request["passes"] + 1):
        left = request["left"] - number  # passes that may follow this one, in this process or the next
        found = strays(Marks.of(json.loads(evaluated(typesetter, MARKS))))
        settled = True
        if known:
            settled, known = _settled(typesetter, request, known, request["all"] - left)
        if settled or left == 0:
            following = _following(request, found, made, number)
            if following is None or left == 0:
                heads = json.loads(evaluated(typesetter, places.query()))["heads"]
                return _tell(found, made, known, done=True, untagged=export(typesetter, request), heads=heads)
            made = following
        _tell(found, made, known, done=False)
        _write(root, made, known)
    return None


def _following(request: dict[str, Any], found: list[Stray], made: dict[str, str], number: int) -> dict[str, str] | None:
    """The repairs of the next pass; None where all is right or nothing more can be done."""
    grave = [s for s in found if s.kind != CLOSER]
    patient = number < request["patience"]
    if not grave and not (found and patient):
        return None
    return repairs(found if patient else grave, made, final=request["left"] - number == 1)


def _settled(
    typesetter: typst.Compiler, request: dict[str, Any], known: feet.Feet, turn: int
) -> tuple[bool, feet.Feet]:
    """Whether the apparatus stands where it is to stand, and what is known of it now."""
    layout = feet.Layout.of(json.loads(evaluated(typesetter, feet.QUERY)))
    following = feet.following(layout, known, feet.Counted(*request["counted"]), turn)
    return following == known and feet.is_right(layout, known, following), following


def compiler(root: Path, main: Any, fonts: list[str], inputs: dict[str, str] | None = None) -> typst.Compiler:
    """Typst on a source, in its folder, with these folders of faces; ``inputs`` are what a part is told."""
    return typst.Compiler(
        main,
        root=str(root),
        font_paths=faces(fonts),
        ignore_system_fonts=True,
        sys_inputs=inputs or {},
        package_path=str(root / ".packages"),
        package_cache_path=str(root / ".packages"),
    )


def evaluated(typesetter: typst.Compiler, question: str) -> str:
    """The answer of a layout, as JSON; raises what Typst raises."""
    try:
        return typesetter.eval(question)
    except typst.TypstError:
        raise
    except RuntimeError:
        typesetter.compile(format="pdf")  # says where the fault is, which ``eval`` does not
        raise


def _write(root: Path, made: dict[str, str], known: feet.Feet | None) -> None:
    (root / "repairs.json").write_text(json.dumps(made, indent=1, sort_keys=True), encoding="utf-8")
    if known:
        (root / feet.FILE).write_text(json.dumps(known.as_json(), indent=1, sort_keys=True), encoding="utf-8")


def export(typesetter: typst.Compiler, request: dict[str, Any]) -> str:
    """Write the files; what Typst says where it fails at the tags of the one for the screen, which then has none."""
    when, paths = request["timestamp"], request["outputs"]
    untagged = ""
    if "screen" in paths:
        try:
            typesetter.compile(output=paths["screen"], format="pdf", pdf_standards=["a-3a", "ua-1"], timestamp=when)
        except typst.TypstError as problem:
            if "internal error" not in problem.message:
                raise
            untagged = problem.message.partition(" (occurred")[0]
            typesetter.compile(
                output=paths["screen"], format="pdf", pdf_standards=["a-3u"], pdf_tags=False, timestamp=when
            )
    if "press" in paths:
        typesetter.compile(output=paths["press"], format="pdf", pdf_standards=["1.6"], pdf_tags=False, timestamp=when)
    return untagged


def _tell(
    found: list[Stray],
    made: dict[str, str],
    known: feet.Feet | None,
    *,
    done: bool,
    untagged: str = "",
    heads: list[Any] | None = None,
) -> None:
    answer = {"strays": [asdict(s) for s in found], "repairs": made, "done": done, "untagged": untagged}
    print(json.dumps({**answer, "feet": known.as_json() if known else None, "heads": heads}), flush=True)


def trial(request: dict[str, Any]) -> None:
    """Whether the named files can be set: lays them out; a fault is an error like any other."""
    root = Path(request["root"])
    _write(root, {}, feet.Feet() if (root / feet.FILE).exists() else None)
    lines = ['#import "volume.typ": *', "#show: volume", *(f"#include {literal(name)}" for name in request["trial"])]
    compiler(root, "\n".join(lines).encode(), request["fonts"]).compile(format="pdf")
    print(json.dumps({"done": True}))


def unset(request: dict[str, Any]) -> None:
    """Which of the clusters cannot be set in these families."""
    named = ", ".join(map(literal, request["families"]))
    shown = "\n\n".join(
        f'#text(weight: {weight}, style: "{style}", {literal(cluster)})'
        for cluster in request["clusters"]
        for weight, style in request["styles"]
    )
    source = f'#set document(title: "x")\n#set text(font: ({named},), fallback: false)\n{shown}'
    typesetter = typst.Compiler(source.encode(), font_paths=faces(request["fonts"]), ignore_system_fonts=True)
    try:
        typesetter.compile(format="pdf", pdf_standards=["a-3a"], timestamp=0)
    except typst.TypstError as problem:
        told = _told(problem)
        if not told:
            raise
        print(json.dumps({"unset": told}))
    else:
        print(json.dumps({"unset": []}))


def look_for(request: dict[str, Any]) -> None:
    """Which of the families there are in the folders, or installed on this machine, and in which files."""
    here = set(faces(request["faces"]).families())
    everywhere = typst.Fonts(include_system_fonts=True, font_paths=request["faces"])
    wanted = [name for name in request["families"] if name not in here]
    files = {font.path for font in everywhere.fonts() if font.family in wanted and font.path}
    known = everywhere.families()
    missing = [name for name in wanted if name not in known]
    print(json.dumps({"installed": sorted(map(str, files)), "missing": missing, "known": known}))


def _told(problem: typst.TypstError) -> list[str]:
    """The texts that an error of the PDF's making says cannot be in it."""
    return sorted({_ESCAPE.sub(_character, text) for text in _UNSET.findall(problem.diagnostic)})


def _character(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else _SHORT.get(match[2], match[2])


def main() -> None:
    """What the request asks for."""
    request = json.load(sys.stdin)
    works = {"clusters": unset, "trial": trial, "faces": look_for}
    work = next((works[key] for key in works if key in request), compose)
    work(request)


def answering(work: Callable[[], None]) -> None:
    """The process: what Typst finds wrong is an answer like others."""
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    stay_offline()
    try:
        work()
    except typst.TypstError as problem:
        error = {"error": problem.message, "diagnostic": problem.diagnostic, "trace": list(problem.trace)}
        print(json.dumps({**error, "unset": _told(problem)}))
    except RuntimeError as problem:  # what `eval` raises for a fault in the source
        print(json.dumps({"error": str(problem), "diagnostic": "", "trace": [], "unset": []}))


def _end_with(parent: int) -> None:
    """Work for nobody no longer: a run that was killed has its typesetter end too."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


if __name__ == "__main__":
    answering(main)
