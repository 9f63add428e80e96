"""The live preview: a watch on the sources, a warm process that builds, a server whose pages follow."""

import contextlib
import signal
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection
from pathlib import Path
from time import sleep

from watchfiles import watch as changes

from kktei import files, report
from kktei.config import load
from kktei.errors import ChildFaultError, InputError, KkteiError, refused
from kktei.findings import Finding, Severity
from kktei.isolation import seal_children
from kktei.pipeline.line import BuildOutcome, Choices, build
from kktei.pipeline.server import Board, FormerPages, PreviewServer
from kktei.pipeline.watch import Watcher
from kktei.pool import undisturbed
from kktei.project import Project, data

_TOLD = 20  # so many problems are shown on the page
_AT_ONCE = 5  # so many changed files are shown before the whole is built; more come from a program, as git
_GLANCE = 0.1  # seconds until a builder hears that other pages are looked at
_PATIENCE = 5.0  # seconds in which a build that is stopped clears away


@dataclass(frozen=True)
class PreviewRequest:
    """What is asked of a builder: a build, with or without converting; pages that are looked at come first."""

    convert: bool
    first: frozenset[str]


@dataclass(frozen=True)
class DocumentRequest:
    """What is asked of a builder: the page of a document as that is now, if it is known how it is made."""

    document: Path


@dataclass(frozen=True)
class TitleRequest:
    """What is asked of a builder: pages of documents with the title that the settings give now."""

    settings: Path
    wanted: frozenset[str]


@dataclass(frozen=True)
class Answer:
    """What became of a build: its findings; why it could not be made; the traceback of a fault of kktei's."""

    findings: list[Finding] = field(default_factory=list)
    new_pages: bool = False
    stopped: str = ""
    fault: str = ""


@dataclass(frozen=True)
class Previewed:
    """What a preview shows: the edition of a project or, in the project's ``output``, the letters of a folder."""

    project: Project
    letters: Path | None = None

    @property
    def site(self) -> Path:
        """The folder of the pages."""
        return self.project.output / "html"

    def build(self, choices: Choices, watch: Watcher) -> BuildOutcome:
        """All that has changed, anew."""
        if self.letters is None:
            return build(self.project, choices, watch)
        from kktei.pipeline.foreign import render_foreign  # noqa: PLC0415 - not in the server's process, which starts first

        return render_foreign(self.letters, self.project.output, replace(choices, convert=False), watch)

    def text(self, document: Path) -> str | None:
        """The TEI of a document, where that is not what stands in the file."""
        if self.letters is None:
            return None
        from kktei.pipeline.taking import changed_in_reading  # noqa: PLC0415

        return changed_in_reading(document, self.letters, follow_links=self.project.follow_links)

    def watched(self) -> list[Path]:
        """The folders that a change matters in."""
        ours = [self.letters] if self.letters else [self.project.seeds, self.project.edition]
        return [p for p in (*ours, data("xslt")) if p.is_dir()]

    def theme(self) -> Path:
        """The editors' own style sheet."""
        return (self.letters or self.project.edition) / "theme.css"

    def converts(self, path: Path) -> bool:
        """Whether only a conversion shows what has changed: a source; a hand edit is shown as it is."""
        edition = path.parent == self.project.edition and path.suffix != ".css"
        return self.letters is None and (edition or path.is_relative_to(self.project.seeds))


def builder(shown: Previewed, choices: Choices, line: Connection) -> None:
    """A warm process that builds, or makes the page of one document, as ``line`` says; SIGTERM stops it in order.

    Before the answer to a build come pages that can be shown already, and how far it is; to it go, meanwhile, the
    pages that are looked at.
    """
    with contextlib.suppress(KeyboardInterrupt, EOFError, BrokenPipeError):  # the preview has ended
        if hasattr(signal, "pthread_sigmask"):
            signal.signal(signal.SIGTERM, signal.default_int_handler)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
        from kktei.pipeline.glimpses import Glimpses  # noqa: PLC0415 - not in the server's process
        from kktei.render.html.pages import again  # noqa: PLC0415

        while True:
            match line.recv():
                case DocumentRequest(document):
                    line.send(dict(filter(None, [again(document, shown.text(document))])))
                case TitleRequest(settings, wanted):
                    line.send(_titled(settings, wanted, shown.text))
                case PreviewRequest() as asked:
                    with Glimpses(line, asked.first, shown.site) as glimpses:
                        wished = replace(choices, convert=asked.convert, live=glimpses.live())
                        line.send(_built(shown, wished, glimpses))
                case _:  # what is looked at, said when a build had just ended
                    pass


def _titled(settings: Path, wanted: frozenset[str], text: Callable[[Path], str | None]) -> dict[str, bytes]:
    from kktei.render.html.pages import titled  # noqa: PLC0415

    try:
        return titled(load(settings), wanted, text)
    except KkteiError:  # half typed: the build says so
        return {}


def _built(shown: Previewed, choices: Choices, watch: Watcher) -> Answer:
    try:
        made = shown.build(choices, watch)
    except KkteiError as problem:
        return Answer(stopped=f"{problem.message}\n    {problem.hint or ''}".rstrip())
    except Exception:  # noqa: BLE001 - a fault of ours: it is reported, and the preview goes on
        return Answer(fault=traceback.format_exc())
    fault = "".join(traceback.format_exception(made.fault)) if made.fault else ""
    return Answer(made.findings, new_pages=not made.idle, fault=fault)


class Workshop:
    """The builder's process; begun anew when kktei's own stylesheets change, or when it has died."""

    def __init__(self, shown: Previewed, choices: Choices) -> None:
        self._start = partial(self._begin, shown, choices)
        self._start()

    def _begin(self, shown: Previewed, choices: Choices) -> None:
        seal_children()
        context = get_context("spawn")
        with undisturbed():
            resource_tracker.ensure_running()  # its start would end `undisturbed`
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=builder, args=(shown, choices, theirs), daemon=False)
        with undisturbed():
            self._process.start()
        theirs.close()  # so that the end of the process is an end of what it says

    def build(self, board: Board, *, convert: bool) -> Answer:
        """One build; on the ``board`` come the pages that can be shown before its end."""
        looked_at = board.looked_at()
        try:
            self._line.send(PreviewRequest(convert, looked_at))
            while True:
                while not self._line.poll(_GLANCE):
                    if (now := board.looked_at()) != looked_at:
                        self._line.send(looked_at := now)
                match self._line.recv():
                    case Answer() as answer:
                        break
                    case str() as words:
                        board.go_on(words)
                    case FormerPages() as former:
                        board.keep(former)
                    case pages:
                        board.show(pages)
        except (EOFError, OSError):
            code = self._ended()
            self.renew()
            return Answer(stopped=f"The process that builds has ended ({code}); it may have run out of memory.")
        return answer

    def at_once(self, asked: DocumentRequest | TitleRequest) -> dict[str, bytes]:
        """The pages asked for, as far as they can be made by themselves."""
        with contextlib.suppress(EOFError, OSError):  # the build that follows finds out
            self._line.send(asked)
            made: dict[str, bytes] = self._line.recv()
            return made
        return {}

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
        self, shown: Previewed, workshop: Workshop, board: Board, watch: Watcher, faulty: Callable[[Exception], str]
    ) -> None:
        self._shown = shown
        self._workshop = workshop
        self._board = board
        self._watch = watch
        self._faulty = faulty

    def build(self, convert: bool = True) -> None:
        """Build, and tell the pages and whoever looks at the terminal."""
        answer = self._workshop.build(self._board, convert=convert)
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

    def follow(self) -> None:
        """Build, and build again whenever something changes, until interrupted.

        The watch begins before the first build, so that no change is missed: it gives an empty set when it is there.
        """
        while True:
            watched = self._shown.watched()
            watch = changes(*watched, debounce=200, step=50, rust_timeout=100, yield_on_timeout=True)
            with contextlib.suppress(FileNotFoundError):  # a folder went while the watch began: begin again
                next(watch)
                self.build()
                for changed in watch:
                    if changed:
                        self._changed([Path(path) for _, path in changed])
                    if self._shown.watched() != watched:
                        break  # a folder was moved, deleted or made, perhaps by git
            sleep(0.2)

    def _changed(self, paths: Sequence[Path]) -> None:
        if any(path.is_relative_to(data("xslt")) for path in paths):
            self._workshop.renew()
        elif len(paths) <= _AT_ONCE and (shown := dict(self._at_once(paths))):
            self._board.show(shown)
        self.build(convert=any(self._shown.converts(path) for path in paths))

    def _at_once(self, paths: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
        """What can be shown before the whole is built: documents, the editors' own style sheet, the edition's title."""
        for path in paths:
            if path == self._shown.theme():
                with contextlib.suppress(InputError):
                    raw = files.raw(path)
                    yield from (
                        (f"assets/{sheet.name}", raw) for sheet in (self._shown.site / "assets").glob("edition.*.css")
                    )
            elif path == self._shown.theme().with_name("edition.toml"):
                yield from self._workshop.at_once(TitleRequest(path, self._board.looked_at())).items()
            elif path.suffix == ".xml" and not path.is_symlink():  # where a link leads the build finds out
                yield from self._workshop.at_once(DocumentRequest(path)).items()


def preview(shown: Previewed, port: int, choices: Choices, watch: Watcher, faulty: Callable[[Exception], str]) -> None:
    """Build, serve and rebuild until interrupted, whatever becomes of the builds.

    With trust in ``choices`` the edition's code is trusted as it stands at each build: whoever says so works on it.
    ``faulty`` puts down a fault of kktei's for its makers and gives the words for whoever sees it.
    Raises OutputError where the port is taken, KeyboardInterrupt at the end.
    """
    board = Board()
    with refused(f"Port {port} cannot be used", "Choose another with --port."):
        server = PreviewServer(port, shown.site, board, watch.say)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        workshop = Workshop(shown, choices)  # one warm process is quicker than many new
        try:
            watch.say(f"http://127.0.0.1:{server.server_port}/ (stop with Ctrl-C)")  # pages show as they are made
            Preview(shown, workshop, board, watch, faulty).follow()
        finally:
            workshop.end()
    finally:
        server.shutdown()
        server.server_close()
