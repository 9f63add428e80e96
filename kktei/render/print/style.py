"""An editor's own style (edition/print.typ): code, so it is used only where the reader trusts the edition."""

import re
from collections.abc import Sequence

from kktei.errors import MachineryError
from kktei.files import decoded, raw
from kktei.findings import Finding, finding
from kktei.render.job import RenderJob
from kktei.trust import CODE, Trusted

_PACKAGE = re.compile(r"""(?:import|include)\s*\(?\s*"(@[^"]*)\"""")
_SEARCHED = re.compile(r" \(searched at [^)]*\)")
_PLACE = re.compile(r"style\.typ:(\d+):(\d+)")


def style(job: RenderJob) -> tuple[str, list[Finding]]:
    """The style to use ("": none), and a finding where there is one that is not used.

    Raises MachineryError where it asks for a package, which would have to be fetched; InputError where it
    cannot be read.
    """
    file = (job.overrides or job.root) / CODE
    if not (file.exists() or file.is_symlink()):
        return "", []
    shown = job.shown(file)
    data = raw(file, shown)
    if not job.trusted.holds_for(data):
        return "", [_unused(shown, data.decode("utf-8", "replace"), job.trusted)]
    code = decoded(data, shown)
    for number, line in enumerate(code.splitlines(), 1):
        if match := _PACKAGE.search(line.partition("//")[0]):
            raise _no_package(shown, number, match[1])
    return code, []


def _unused(shown: str, code: str, trusted: Trusted) -> Finding:
    """The finding for code that is not used; where another version of it is trusted, what has changed since."""
    words = f"{shown} is code and is not used: "
    if not trusted.digests:
        return finding("P008", f"{words}this edition is not trusted", file=shown)
    if not trusted.last and trusted.holds_for(b""):
        return finding("P008", f"{words}it was not there when you said that you trust this edition", file=shown)
    where, line = _changed(trusted.last.splitlines(), code.splitlines())
    return finding("P008", f"{words}it has changed since you trusted it ({where})", file=shown, line=line)


def _changed(before: Sequence[str], now: Sequence[str]) -> tuple[str, int]:
    """Where two texts differ, in words, and the first line of it; in time that grows with their length alone."""
    shorter = min(len(before), len(now))
    same = next((n for n in range(shorter) if before[n] != now[n]), shorter)
    rest = shorter - same
    after = next((n for n in range(rest) if before[-1 - n] != now[-1 - n]), rest)
    first, last = same + 1, len(now) - after
    if last > first:
        return f"lines {first} to {last}", first
    if last == first:
        return f"line {first}", first
    return f"lines are gone before line {first}" if len(before) > len(now) else "its ends of lines", min(
        first, len(now)
    )


def _no_package(shown: str, line: int, name: str) -> MachineryError:
    return MachineryError(
        f"{shown}:{line}: the package {name} cannot be used: kktei fetches nothing from the network",
        "Write what you need of it into print.typ itself.",
    )


def blamed(job: RenderJob, words: str, diagnostic: str) -> MachineryError | None:
    """The error for a fault of Typst's that lies in the editor's style; None where it lies elsewhere."""
    if "style.typ" not in diagnostic:
        return None
    place = _PLACE.search(diagnostic)
    shown = job.shown((job.overrides or job.root) / CODE)
    if place and "package" in words:
        return _no_package(shown, int(place[1]), "that it asks for")
    where = f"{shown}:{place[1]}:{int(place[2]) + 1}" if place else shown  # Typst counts columns from 0
    plain = _SEARCHED.sub("", words)
    return MachineryError(f"{where}: {plain}", "This is the edition's own style: correct it there.")
