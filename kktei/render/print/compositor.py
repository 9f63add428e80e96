"""Typst in a process of its own (its memory goes with it): ``python -m kktei.render.print.compositor``.

Reads a request as JSON from standard input; writes a line of JSON for each pass to standard output.
The volume is laid out, the places of calls and notes are read, and where one strays it is laid out
again with a repair: in the same process, since Typst then sets only what changed.  Files are
written from the same layout.  Other requests ask which characters cannot be set, whether a part can, and
where faces are.

Typst reads what lies in the request's folder and nothing else, and never reaches a network: packages
would be fetched from one, so their folders are ones that do not exist, and every address leads nowhere.
"""

import os
import re
import sys
import threading
import time
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TypeVar

import msgspec
import typst
from msgspec.structs import replace

from kktei.render.contract import from_json, to_json
from kktei.render.print import feet, messages, places
from kktei.render.print.checks import Marks, following, gaps, lonely, strays
from kktei.render.print.feet import Feet
from kktei.render.print.places import LaidOut, headings
from kktei.render.print.quoting import literal

Source = TypeVar("Source", Path, bytes)
MARKS = """(
  calls: query(selector(<k-call>).or(<k-heading-call>)).map(m => (m.value, m.location().page())),
  levels: query(<k-call>).map(m => (m.value, m.location().position().y.pt())).to-dict(),
  entries: query(<k-entry>).map(m => (m.value, m.location().page())),
  flow: query(selector(<k-p>).or(<k-closer>)).map(m => (m.value, str(m.label), m.location().page())),
  tied: query(<k-tied>).map(m => (..m.value, m.location().page())),
  ends: query(<k-p>).map(m => { let at = m.location().position(); (m.value, at.page, at.y.pt()) }),
  starts: query(<k-start>).map(m => (m.value, m.location().page())).to-dict(),
  heights: query(selector(<k-document>).or(<k-letter-end>)).map(m => {
    let at = m.location().position()
    (if str(m.label) == "k-document" { m.value.id } else { m.value }, at.page, at.y.pt())
  }),
  feet: query(<k-entry>).map(m => { let at = m.location().position(); (at.page, at.y.pt()) }),
  order: query(selector(<k-call>).or(<k-heading-call>).or(<k-p>).or(<k-closer>)).map(m => (m.value, str(m.label))),
)"""
_AFTER_PASS = 5  # works, so that what two passes have not asked for is forgotten: Typst is told to forget after ten
_NOWHERE = "http://127.0.0.1:1"  # a port at which nobody answers
_PROXIES = ("ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY")
# "the text `"x"` could not be displayed", "the text contains the disallowed codepoint `"\\u{feff}"`",
# "the PDF contains the codepoint `"\\u{e000}"`": strings as Rust writes them.
_UNSET = re.compile(r'(?:the text|codepoint) `"((?:[^"\\]|\\.)*)"`')
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))", re.DOTALL)
# "value of `state("a")` did not converge", and where that is: "┌─ kktei.typ:3:18".
_RESTLESS, _PLACE = "did not converge", re.compile(r"┌─ (?:.*/)?([^/]+:\d+):\d+$", re.MULTILINE)
_CAUSES = 3  # that are told
_SHORT = {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}


def faces(folders: list[str]) -> typst.Fonts:
    """The faces in these folders and those inside Typst; never the machine's own."""
    return typst.Fonts(include_system_fonts=False, font_paths=list(folders))


def stay_offline() -> None:
    """Let nothing that Typst may want to fetch leave this machine."""
    for name in _PROXIES:
        os.environ[name] = os.environ[name.lower()] = _NOWHERE
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = ""


def compose(request: messages.ComposeRequest) -> messages.PassDone:
    """Lay out, repair, lay out again; write the files when all is right or nothing more can be done.

    Each pass but the last is told as it is done.
    """
    root = Path(request.root)
    made, known = request.repairs, request.feet
    _write(root, made, known)
    typesetter = compiler(root, root / "main.typ", request.fonts)
    for number in range(1, request.passes + 1):
        left = request.left - number  # passes that may follow this one, in this process or the next
        turn = request.every - left
        marks = from_json(evaluated(typesetter, MARKS), Marks)
        found = strays(marks)
        stable = True
        if known:
            stable, known = settled(typesetter, request.counted, known, turn)
        if stable or left == 0:
            gapped, alone = ([], []) if known else (gaps(marks), lonely(marks))
            more = following(found, gapped, made, alone, number=turn, patience=request.patience, final=left == 1)
            if more is None or left == 0:
                laid = from_json(evaluated(typesetter, places.query()), LaidOut)
                file = export(typesetter, Path(request.output), request.timestamp)
                told = messages.PassDone(strays=found, repairs=made, feet=known, done=True, file=file)
                return replace(told, heads=headings(laid.heads), main=next(iter(laid.main), 1))
            made = more
        if number == request.passes:
            break
        tell(messages.PassDone(strays=found, repairs=made, feet=known))
        forget()
        _write(root, made, known)
    return messages.PassDone(strays=found, repairs=made, feet=known)


def settled(typesetter: typst.Compiler, counted: feet.Counted, known: Feet, turn: int) -> tuple[bool, Feet]:
    """Whether the apparatus stands where it is to stand, and what is known of it now."""
    layout = feet.LaidLines.of(evaluated(typesetter, feet.QUERY))
    now = feet.following(layout, known, counted, turn)
    return now == known and feet.is_right(layout, known, now), now


def compiler(root: Path, main: Source, fonts: list[str], inputs: dict[str, str] | None = None) -> typst.Compiler:
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


def _write(root: Path, made: dict[str, str], known: Feet | None) -> None:
    (root / "repairs.json").write_text(to_json(made, indent=1), encoding="utf-8")
    if known:
        (root / feet.FILE).write_text(to_json(known, indent=1), encoding="utf-8")


def export(typesetter: typst.Compiler, file: Path, when: int) -> messages.FileWritten:
    """Write the file; without tags where Typst fails at them."""
    write = partial(typesetter.compile_with_warnings, output=str(file), format="pdf", timestamp=when)
    try:
        _, warnings = write(pdf_standards=["a-3a", "ua-1"])
    except typst.TypstError as problem:
        if "internal error" not in problem.message:
            raise
        _, warnings = write(pdf_standards=["a-3u"], pdf_tags=False)
        return messages.FileWritten(problem.message.partition(" (occurred")[0], unsettled(warnings))
    return messages.FileWritten(unsettled=unsettled(warnings))


def unsettled(warnings: Sequence[typst.TypstWarning]) -> str:
    """What the layout did not come to rest with: it is as the last of Typst's attempts left it."""
    told = [warning for warning in warnings if _RESTLESS in warning.message]
    causes = [f"{w.message}{''.join(f' ({at})' for at in _PLACE.findall(w.diagnostic)[:1])}" for w in told[1:]]
    return "; ".join([*dict.fromkeys(causes)][:_CAUSES]) or "".join(w.message for w in told)


@cache
def _nothing() -> typst.Compiler:
    """Typst on an empty source, without any face."""
    no_faces = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
    return typst.Compiler(b"", font_paths=no_faces, ignore_system_fonts=True)


def forget() -> None:
    """Have Typst forget what its last two passes have not asked for; it keeps each step of its work for later ones."""
    for _ in range(_AFTER_PASS):
        _nothing().compile(input=b"", format="svg")


def tell(answer: messages.Answer) -> None:
    """Say a line to the run."""
    print(to_json(answer), flush=True)


def trial(request: messages.TrialRequest) -> messages.CanBeSet:
    """Lay the named files out; a fault is an error like any other."""
    root = Path(request.root)
    _write(root, {}, Feet() if (root / feet.FILE).exists() else None)
    lines = ['#import "volume.typ": *', "#show: volume", *(f"#include {literal(name)}" for name in request.files)]
    typesetter = compiler(root, "\n".join(lines).encode(), request.fonts)
    typesetter.compile(format="pdf", pdf_standards=["a-3u"], pdf_tags=False)  # what an archive's file cannot hold, too
    return messages.CanBeSet()


def unset(request: messages.UnsetRequest) -> messages.UnsetClusters:
    """Which of the clusters cannot be set in the first of the families, which not in the first two, and so on."""
    shown = "\n\n".join(
        f'#text(weight: {weight}, style: "{style}", {literal(cluster)})'
        for cluster in request.clusters
        for weight, style in request.styles
    )
    fonts = faces(request.fonts)
    lacking: list[list[str]] = []
    for count in range(1, len(request.families) + 1):
        named = ", ".join(map(literal, request.families[:count]))
        source = f'#set document(title: "x")\n#set text(font: ({named},), fallback: false)\n{shown}'
        typesetter = typst.Compiler(source.encode(), font_paths=fonts, ignore_system_fonts=True)
        try:
            typesetter.compile(format="pdf", pdf_standards=["a-3a"], timestamp=0)
        except typst.TypstError as problem:
            lacking.append(_told(problem))
            if not lacking[-1]:
                raise
        else:
            return messages.UnsetClusters(lacking=[*lacking, []])
    return messages.UnsetClusters(lacking=lacking)


def look_for(request: messages.FacesRequest) -> messages.KnownFaces:
    """Which of the families there are in the folders, or installed on this machine, and in which files."""
    here = {(font.family, font.style) for font in faces(request.folders).fonts()}
    everywhere = typst.Fonts(include_system_fonts=True, font_paths=request.folders)
    # What a folder lacks of a family the machine may have.
    lacking = [f for f in everywhere.fonts() if f.family in request.families and (f.family, f.style) not in here]
    known = everywhere.families()
    missing = [name for name in request.families if name not in known]
    styles = {name: sorted({s for family, s in here if family == name}) for name in request.families}
    for font in lacking:
        styles[font.family] = sorted({*styles[font.family], font.style})
    files = sorted({str(font.path) for font in lacking if font.path})
    return messages.KnownFaces(installed=files, missing=missing, known=known, styles=styles)


def _told(problem: typst.TypstError) -> list[str]:
    """The texts that an error of the PDF's making says cannot be in it."""
    return sorted({_ESCAPE.sub(_character, text) for text in _UNSET.findall(problem.diagnostic)})


def _character(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else _SHORT.get(match[2], match[2])


def main() -> None:
    """What is asked for."""
    tell(answer(msgspec.json.decode(sys.stdin.buffer.readline(), type=messages.Request)))


def answer(request: messages.Request) -> messages.Answer:
    """What a request asks for."""
    match request:
        case messages.ComposeRequest():
            return compose(request)
        case messages.TrialRequest():
            return trial(request)
        case messages.UnsetRequest():
            return unset(request)
        case messages.FacesRequest():
            return look_for(request)


def answering(work: Callable[[], None]) -> None:
    """The process: what Typst finds wrong is an answer like others."""
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    stay_offline()
    try:
        work()
    except typst.TypstError as problem:
        trace, unset_ = list(problem.trace), _told(problem)
        tell(messages.TypstFault(error=problem.message, diagnostic=problem.diagnostic, trace=trace, unset=unset_))
    except RuntimeError as problem:  # what `eval` raises for a fault in the source
        tell(messages.TypstFault(error=str(problem)))


def _end_with(parent: int) -> None:
    """Work for nobody no longer: a run that was killed has its typesetter end too."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


if __name__ == "__main__":
    answering(main)
