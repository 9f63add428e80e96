"""The live preview: a watch on the sources, a warm process that builds, a server whose pages follow."""

from __future__ import annotations

import contextlib
import signal
import threading
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection
from pathlib import Path
from time import sleep

from watchfiles import watch as changes

from kktei import report
from kktei.errors import ChildFaultError, KkteiError, OutputError
from kktei.findings import Finding, Severity
from kktei.isolation import seal_children
from kktei.pipeline.line import Choices, build
from kktei.pipeline.server import Board, PreviewServer
from kktei.pipeline.watch import Watcher
from kktei.pool import undisturbed
from kktei.project import Project, data

_TOLD = 20  # so many problems are shown on the page
_PATIENCE = 5.0  # seconds in which a build that is stopped clears away


@dataclass(frozen=True)
class Answer:
    """What became of a build: its findings; why it could not be made; the traceback of a fault of kktei's."""

    findings: list[Finding] = field(default_factory=list)
    new_pages: bool = False
    stopped: str = ""
    fault: str = ""


def builder(project: Project, choices: Choices, line: Connection) -> None:
    """A warm process that builds whenever ``line`` says so, and answers; SIGTERM stops a build in order."""
    if hasattr(signal, "pthread_sigmask"):
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    with contextlib.suppress(KeyboardInterrupt, EOFError, BrokenPipeError):  # the preview has ended
        while (asked := line.recv()) is not None:
            line.send(_built(project, replace(choices, convert=asked)))


def _built(project: Project, choices: Choices) -> Answer:
    try:
        made = build(project, choices)
    except KkteiError as problem:
        return Answer(stopped=f"{problem.message}\n    {problem.hint or ''}".rstrip())
    except Exception:  # noqa: BLE001 - a fault of ours: it is reported, and the preview goes on
        return Answer(fault=traceback.format_exc())
    fault = "".join(traceback.format_exception(made.fault)) if made.fault else ""
    return Answer(made.findings, new_pages=not made.idle, fault=fault)


class Workshop:
    """The builder's process; begun anew when kktei's own stylesheets change, or when it has died."""

    def __init__(self, project: Project, choices: Choices) -> None:
        self._start = partial(self._begin, project, choices)
        self._start()

    def _begin(self, project: Project, choices: Choices) -> None:
        seal_children()
        context = get_context("spawn")
        with undisturbed():
            resource_tracker.ensure_running()  # its start would end `undisturbed`
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=builder, args=(project, choices, theirs), daemon=False)
        with undisturbed():
            self._process.start()
        theirs.close()  # so that the end of the process is an end of what it says

    def build(self, convert: bool = True) -> Answer:
        """One build, with or without converting."""
        try:
            self._line.send(convert)
            answer: Answer = self._line.recv()
        except (EOFError, OSError):
            code = self._ended()
            self.renew()
            return Answer(stopped=f"The process that builds has ended ({code}); it may have run out of memory.")
        return answer

    def _ended(self) -> str:
        self._process.join(_PATIENCE)
        code = self._process.exitcode
        return f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"

    def renew(self) -> None:
        """A new process, with new stylesheets."""
        self.end()
        self._start()

    def end(self) -> None:
        """Let the process go; a build in it is stopped."""
        self._process.terminate()
        self._process.join(_PATIENCE)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._line.close()


class Preview:
    """A workshop, and a board on which the pages read what it said."""

    def __init__(
        self, project: Project, workshop: Workshop, board: Board, watch: Watcher, faulty: Callable[[Exception], str]
    ) -> None:
        self._project = project
        self._workshop = workshop
        self._board = board
        self._watch = watch
        self._faulty = faulty

    def build(self, convert: bool = True) -> None:
        """Build, and tell the pages and whoever looks at the terminal."""
        answer = self._workshop.build(convert)
        errors = [f for f in answer.findings if f.severity is Severity.ERROR]
        problems = [report.as_text([f]) for f in report.grouped(errors)]
        if answer.fault:
            said = self._faulty(ChildFaultError(answer.fault))
            problems.insert(0, f"This is a fault of kktei itself, not of your texts.\n    {said}")
        if answer.stopped:
            problems.insert(0, answer.stopped)
            self._watch.say(f"Not built: {answer.stopped}")
        elif answer.fault:
            self._watch.say(problems[0])
        if answer.new_pages:
            words = report.as_text(answer.findings)
            self._watch.say("\n".join(filter(None, (words, f"Built: {report.summary(answer.findings)}."))))
        more = [f"and {len(problems) - _TOLD} more"] if len(problems) > _TOLD else []
        self._board.tell((*problems[:_TOLD], *more), new_pages=answer.new_pages)

    def follow(self, built: Callable[[], None]) -> None:
        """Build, say so by ``built``, and build again whenever something changes, until interrupted.

        The watch begins before the first build, so that no change is missed: it gives an empty set when it is there.
        """
        own = data("xslt")
        while True:
            watched = self._watched(own)
            watch = changes(*watched, debounce=200, step=50, rust_timeout=100, yield_on_timeout=True)
            with contextlib.suppress(FileNotFoundError):  # a folder went while the watch began: begin again
                next(watch)
                self.build()
                built()
                for changed in watch:
                    if changed:
                        self._changed([Path(path) for _, path in changed], own)
                    if self._watched(own) != watched:
                        break  # a folder was moved, deleted or made, perhaps by git
            sleep(0.2)

    def _watched(self, own: Path) -> list[Path]:
        return [p for p in (self._project.seeds, self._project.edition, own) if p.is_dir()]

    def _changed(self, paths: Sequence[Path], own: Path) -> None:
        if any(path.is_relative_to(own) for path in paths):
            self._workshop.renew()
        # Only a change of a source makes a conversion necessary; a hand edit is shown as it is.
        self.build(convert=any(_converts(self._project, path) for path in paths))


def preview(project: Project, port: int, choices: Choices, watch: Watcher, faulty: Callable[[Exception], str]) -> None:
    """Build, serve and rebuild until interrupted, whatever becomes of the builds.

    With trust in ``choices`` the edition's code is trusted as it stands at each build: whoever says so works on it.
    ``faulty`` puts down a fault of kktei's for its makers and gives the words for whoever sees it.
    Raises OutputError where the port is taken, KeyboardInterrupt at the end.
    """
    board = Board()
    try:
        server = PreviewServer(port, project.output / "html", board, watch.say)
    except OSError as problem:
        raise OutputError(f"Port {port} cannot be used: {problem.strerror}", "Choose another with --port.") from problem
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        workshop = Workshop(project, choices)  # one warm process is quicker than many new
        try:
            shown = Preview(project, workshop, board, watch, faulty)
            shown.follow(lambda: watch.say(f"http://127.0.0.1:{server.server_port}/ (stop with Ctrl-C)"))
        finally:
            workshop.end()
    finally:
        server.shutdown()
        server.server_close()


def _converts(project: Project, path: Path) -> bool:
    return path.is_relative_to(project.seeds) or (path.parent == project.edition and path.suffix != ".css")
