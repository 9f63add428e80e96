"""The typesetter's passes, until every note stands on the page of its call; and what else it is asked."""

import contextlib
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from kktei.errors import ChildFaultError, MachineryError
from kktei.isolation import python
from kktei.pool import undisturbed
from kktei.render.contract import to_json
from kktei.render.job import RenderJob
from kktei.render.print import messages
from kktei.render.print.apparatus import counted
from kktei.render.print.checks import Stray
from kktei.render.print.feet import Feet
from kktei.render.print.joining import Joined, PartFiles, whole

A = TypeVar("A", bound=messages.Message)

Typesetter = subprocess.Popen[str]  # a process of ours that sets pages
_TRACEBACK = "Traceback (most recent call last):"
_EVERY = 25  # passes
_PASSES = 5  # of them in one process; each takes some memory
# Bytes of documents above which each pass over an apparatus by lines has a process: it sets all lines anew, and what
# is kept of the pass before takes half of the memory.
_LONG = 100_000
_PATIENCE = 4  # each repair moves all that follows; after twice as many passes a lonely closer is only reported


@dataclass(frozen=True, slots=True)
class SettingOutcome:
    """What the passes came to: what still strays, the repairs made, the number of passes, why there are no tags.

    ``ended`` are the documents whose apparatus stands at their end, as no page could hold it; ``files`` are the
    typesetter's, and ``joined`` what the one that is made of them is told.  ``unsettled`` says where pages did not come
    to rest (from a document on, in "front" or "back", or anywhere: ""), and what.
    """

    strays: list[Stray]
    repairs: dict[str, str]
    passes: int
    untagged: str = ""
    unsettled: Sequence[tuple[str, str]] = ()
    ended: tuple[str, ...] = ()
    files: PartFiles = field(default_factory=lambda: PartFiles(()))
    joined: Joined = field(default_factory=lambda: Joined({}, ()))


class TypesettingError(MachineryError):
    """Typst cannot set a source: ``diagnostic`` says where, ``unset`` which texts a page cannot show."""

    def __init__(self, message: str, diagnostic: str = "", unset: Sequence[str] = ()) -> None:
        super().__init__(f"The typesetter cannot set these pages: {message}")
        self.words = message
        self.diagnostic = diagnostic
        self.unset = tuple(unset)


def set_volume(
    job: RenderJob,
    folder: Path,
    output: Path,
    fonts: list[str],
    timestamp: int,
    feet: Feet | None = None,
) -> SettingOutcome:
    """Set the volume whose source lies in ``folder``; repair and set again where a note or a closer strays.

    ``feet`` is what is known at first of an apparatus by lines; None where there is none.

    Raises TypesettingError where Typst cannot set it at all, MachineryError where Typst itself stops.
    """
    request = messages.ComposeRequest(
        root=str(folder),
        fonts=fonts,
        timestamp=timestamp,
        output=str(output),
        passes=1 if feet and _size(folder) > _LONG else _PASSES,
        counted=counted(job.settings),
        every=_EVERY,
        feet=feet,
    )
    answer = messages.PassDone(strays=[], repairs={}, feet=feet)
    passes = 0
    for left in range(_EVERY, 0, -request.passes):
        now = replace(request, repairs=answer.repairs, feet=answer.feet, patience=_PATIENCE, left=left)
        for told in answers(now, messages.PassDone):
            answer = told
            passes += 1
            job.progress("print: passes", passes, passes + (not answer.done))
        if answer.done:
            break
    ended_before = feet.ended if feet else ()
    ended = sorted(set(answer.feet.ended if answer.feet else ()).difference(ended_before))
    return SettingOutcome(
        answer.strays,
        answer.repairs,
        passes,
        answer.file.untagged,
        [("", answer.file.unsettled)] if answer.file.unsettled else [],
        tuple(ended),
        whole(output),
        Joined({}, answer.heads, answer.main),
    )


def _size(folder: Path) -> int:
    """Of the documents, in bytes."""
    return sum(file.stat().st_size for file in folder.glob("documents/*"))


def cannot_be_set(folder: Path, fonts: list[str], files: Sequence[str]) -> list[str]:
    """Which of the files of the source in ``folder`` Typst cannot set, found by halves."""
    try:
        ask(messages.TrialRequest(root=str(folder), fonts=fonts, files=list(files)), messages.CanBeSet)
    except (MachineryError, ChildFaultError):
        if len(files) < 2:
            return list(files)
        half = len(files) // 2
        return [f for part in (files[:half], files[half:]) for f in cannot_be_set(folder, fonts, part)]
    return []


def ask(request: messages.Request, kind: type[A]) -> A:
    """The one answer to a question; raises what :func:`set_volume` raises."""
    *_, last = answers(request, kind)
    return last


def answers(request: messages.Request, kind: type[A]) -> Iterator[A]:
    """One answer a pass."""
    with begun("kktei.render.print.compositor") as process:
        try:
            tell(process, request)
            yield from heard(process, kind)
        except BaseException:  # stopped, or nobody wants more: it would work on for minutes
            process.kill()
            raise


def begun(module: str) -> Typesetter:
    """A process of the typesetter's: it reads lines of JSON and writes some."""
    with undisturbed():
        return subprocess.Popen(
            python(module),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )


def end(process: Typesetter) -> None:
    """Stop a process, and wait until it has ended."""
    process.kill()
    with process:
        pass


def tell(process: Typesetter, told: messages.Message) -> None:
    """Write a line to the process."""
    assert process.stdin  # noqa: S101 - for the type checker
    with contextlib.suppress(BrokenPipeError):  # it has ended; how, is told when it is heard
        process.stdin.write(to_json(told) + "\n")
        process.stdin.flush()


def heard(process: Typesetter, kind: type[A]) -> Iterator[A]:
    """What the process answers, until it ends; raises what :func:`set_volume` raises."""
    assert process.stdout  # noqa: S101 - for the type checker
    assert process.stderr  # noqa: S101
    for line in process.stdout:
        yield _checked(msgspec.json.decode(line, type=messages.Answer), kind)
    words = process.stderr.read().strip()
    if process.wait() != 0:
        raise _ended(process.returncode, words)


def _ended(code: int, words: str) -> Exception:
    """Why the process ended: it fell over (a fault of kktei), or it was ended from without."""
    if _TRACEBACK in words:
        return ChildFaultError(words)
    last = words.splitlines()[-1:] or [f"exit code {code}"]
    return MachineryError(
        f"The typesetter stopped ({last[0]})", "It may have run out of memory; try fewer documents at a time."
    )


def _checked(answer: messages.Answer, kind: type[A]) -> A:
    if isinstance(answer, messages.TypstFault):
        raise TypesettingError(answer.error, "\n".join([answer.diagnostic, *answer.trace]), answer.unset)
    if not isinstance(answer, kind):
        raise MachineryError(f"The typesetter answered a {type(answer).__name__}, not a {kind.__name__}")
    return answer
