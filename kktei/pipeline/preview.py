"""The live preview: a server on this machine only, a watch on the sources, a browser that reloads."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from watchfiles import watch as changes

from kktei import report
from kktei.errors import KkteiError, OutputError
from kktei.isolation import seal_children
from kktei.pipeline.line import Choices, Outcome, build
from kktei.pipeline.watch import Watcher
from kktei.project import Project, data

_RELOAD = "/kktei-reload"
_SCRIPT = "/kktei-reload.js"
_JAVASCRIPT = b"""new EventSource("/kktei-reload").addEventListener("built", () => location.reload());\n"""


class Builds:
    """How many builds there have been; those who wait are told of the next."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._number = 0

    def done(self) -> None:
        """Tell all who wait."""
        with self._changed:
            self._number += 1
            self._changed.notify_all()

    def wait(self, seconds: float) -> bool:
        """Whether a build ended within ``seconds``."""
        with self._changed:
            seen = self._number
            return self._changed.wait_for(lambda: self._number > seen, seconds)


class Handler(SimpleHTTPRequestHandler):
    """Files of the site; pages get the script that reloads them."""

    builds: Builds

    def do_GET(self) -> None:
        """Serve a file, the reload script or the stream of builds."""
        if self.path == _RELOAD:
            self._stream()
        elif self.path == _SCRIPT:
            self._send(_JAVASCRIPT, "text/javascript")
        else:
            page = self._page()
            if page is not None:
                self._send(page, "text/html; charset=utf-8")
            else:
                super().do_GET()

    def end_headers(self) -> None:
        """Nothing is kept by the browser while one edits."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server's name
        """Say nothing of single requests."""

    def _page(self) -> bytes | None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() and self.path.split("?")[0].endswith("/") else path
        if path.suffix != ".html" or not path.is_file():
            return None
        tag = f'<script src="{_SCRIPT}"></script></body>'.encode()
        return path.read_bytes().replace(b"</body>", tag)

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        with contextlib.suppress(OSError):  # the browser has gone
            while True:
                event = b"event: built\ndata: -\n\n" if self.builds.wait(15) else b": still here\n\n"
                self.wfile.write(event)
                self.wfile.flush()


def builder(project: Project, choices: Choices, line: Connection) -> None:
    """A warm process that builds whenever ``line`` says so and answers with findings or an error's words."""
    while (asked := line.recv()) is not None:
        try:
            line.send(build(project, replace(choices, convert=asked)))
        except KkteiError as problem:
            line.send(f"{problem.message} {problem.hint or ''}".strip())


class Workshop:
    """The builder's process; begun anew when kktei's own stylesheets change."""

    def __init__(self, project: Project, choices: Choices, watch: Watcher) -> None:
        self._start = partial(self._begin, project, choices)
        self._watch = watch
        self._start()

    def _begin(self, project: Project, choices: Choices) -> None:
        seal_children()
        context = get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=builder, args=(project, choices, theirs), daemon=False)
        self._process.start()

    def build(self, convert: bool = True) -> bool:
        """One build, with or without converting; what it found is said.  Whether there is anything new to see."""
        self._line.send(convert)
        answer: Outcome | str = self._line.recv()
        if isinstance(answer, str):
            self._watch.say(f"Not built: {answer}")
            return False
        if not answer.idle:
            found = report.as_text(answer.findings)
            self._watch.say("\n".join(filter(None, (found, f"Built: {report.summary(answer.findings)}."))))
        return not answer.idle

    def renew(self) -> None:
        """A new process, with new stylesheets."""
        self.end()
        self._start()

    def end(self) -> None:
        """Let the process go."""
        with contextlib.suppress(OSError):
            self._line.send(None)
        self._process.join(5)
        if self._process.is_alive():
            self._process.kill()


def preview(project: Project, port: int, products: Sequence[str], watch: Watcher) -> None:
    """Build, serve and rebuild until interrupted.  OutputError where the port is taken."""
    builds = Builds()
    handler = partial(type("Site", (Handler,), {"builds": builds}), directory=os.fspath(project.output / "html"))
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as problem:
        raise OutputError(f"Port {port} cannot be used: {problem.strerror}", "Choose another with --port.") from problem
    server.daemon_threads = True
    workshop = Workshop(
        project, Choices(products=tuple(products)), watch
    )  # one warm process is quicker than two new ones
    try:
        workshop.build()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        watch.say(f"http://127.0.0.1:{server.server_port}/ (stop with Ctrl-C)")
        _follow(project, workshop, builds)
    except KeyboardInterrupt:
        watch.say("Stopped.")
    finally:
        workshop.end()
        server.shutdown()


def _follow(project: Project, workshop: Workshop, builds: Builds) -> None:
    own = data("xslt")
    watched = [p for p in (project.seeds, project.edition, own) if p.is_dir()]
    for changed in changes(*watched, debounce=200, step=50, raise_interrupt=True):
        if any(Path(path).is_relative_to(own) for _, path in changed):
            workshop.renew()
        # Only a change of a source makes a conversion necessary; a hand edit is shown as it is.
        if workshop.build(convert=any(_converts(project, Path(path)) for _, path in changed)):
            builds.done()


def _converts(project: Project, path: Path) -> bool:
    return path.is_relative_to(project.seeds) or (path.parent == project.edition and path.suffix != ".css")
