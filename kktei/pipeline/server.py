"""The preview's web server: files of the site for the browsers of this machine, and nothing else for anybody.

Another site cannot read the edition through a reader's browser: names that lead here (DNS rebinding), pages that
embed ours and scripts that include ours are refused.  Every connection has a deadline, and there are few of them.
"""

from __future__ import annotations

import io
import json
import os
import socket
import socketserver
import stat
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import quote, unquote

from kktei.report.visible import visible, whole

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

STATE = "/kktei-state"
SCRIPT = "/kktei-preview.js"

_CONNECTIONS = 32  # at once
_ASKING = 10.0  # seconds in which a request must have come
_ANSWERING = 120.0  # seconds in which its answer must have gone
_PIECE = 1 << 16
_OPEN = 3.0  # seconds since its script asked in which a page is taken to be open
_PAGES = 8  # that are remembered
_LONGEST = 2000  # bytes of an address
_FORMER = "This page is shown as it was last: it is not made as long as this is wrong."
Request = socket.socket | tuple[bytes, socket.socket]  # as socketserver has it
# Fixed, since a browser is told not to guess and what a machine has registered differs.
_KINDS = {
    ".css": "text/css; charset=utf-8", ".csv": "text/csv; charset=utf-8", ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8", ".json": "application/json", ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg",
    ".ico": "image/x-icon",
    ".pdf": "application/pdf", ".epub": "application/epub+zip", ".wasm": "application/wasm", ".woff2": "font/woff2",
    ".zip": "application/zip",
}  # fmt: skip
_SAFETY = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
}


@dataclass(frozen=True)
class ServerState:
    """What the pages are told: which build they show, and what is wrong now."""

    built: str = ""
    problems: tuple[str, ...] = ()
    doing: str = ""  # how far the first build is


@dataclass(frozen=True)
class FormerPages:
    """Pages that the new site lacks, by path, as they were last; of those of documents also their files."""

    pages: Mapping[str, bytes]
    sources: Mapping[str, Path] = field(default_factory=dict)

    def last(self, page: str) -> bytes | None:
        """The page, as long as what it tells of is there: a deleted document has none, nor has whom it alone named."""
        source = self.sources.get(page)
        there = source.exists() if source else not self.sources or any(map(Path.exists, self.sources.values()))
        return self.pages.get(page) if there else None


class Board:
    """The state, where one thread writes and many read."""

    def __init__(self) -> None:
        self.state = ServerState()
        self.files: Mapping[str, bytes] = {}  # shown instead of the site's, until it is built anew
        self.former = FormerPages({})  # what errors keep out of the site
        self._builds = 0
        self._looks: dict[str, float] = {}  # pages that are open, and when their script asked last

    def look(self, page: str) -> None:
        """Somebody looks at a page."""
        self._looks = {**dict(list(self._looks.items())[-_PAGES:]), page: monotonic()}

    def looked_at(self) -> frozenset[str]:
        """The pages that are open in browsers now."""
        return frozenset(page for page, when in self._looks.items() if monotonic() - when < _OPEN)

    def tell(self, problems: tuple[str, ...], *, new_pages: bool) -> None:
        """What is wrong now, and whether the pages are other ones."""
        self.files = {}
        self.former = self.former if problems else FormerPages({})
        self._builds += new_pages
        self.state = ServerState(f"{os.getpid()}.{self._builds}", problems)

    def go_on(self, doing: str) -> None:
        """How far the work is."""
        self.state = replace(self.state, doing=doing)

    def keep(self, former: FormerPages) -> None:
        """These are shown until there is nothing wrong any more."""
        self.former = FormerPages({**self.former.pages, **former.pages}, {**self.former.sources, **former.sources})

    def show(self, files: Mapping[str, bytes]) -> None:
        """Show these at once: the site as a whole follows."""
        self.files = {**self.files, **files}
        self._builds += 1
        self.state = replace(self.state, built=f"{os.getpid()}.{self._builds}")


class PreviewServer(ThreadingHTTPServer):
    """Serves ``folder`` on 127.0.0.1.  OSError where the port cannot be had."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    allow_reuse_address = os.name == "posix"  # elsewhere it means that two servers get one port

    def __init__(self, port: int, folder: Path, board: Board, say: Callable[[str], None]) -> None:
        self.folder, self.board = folder, board
        self._say = say
        self._free = threading.BoundedSemaphore(_CONNECTIONS)
        super().__init__(("127.0.0.1", port), Handler)

    def server_bind(self) -> None:
        """As always, but without asking the network for this machine's name."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", int(self.server_address[1])

    def process_request(self, request: Request, client_address: tuple[str, int]) -> None:
        """A thread for the connection, if there are not too many."""
        if not self._free.acquire(blocking=False):
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client_address)
        except RuntimeError:  # the system gives no more threads
            self._free.release()
            self.shutdown_request(request)

    def process_request_thread(self, request: Request, client_address: tuple[str, int]) -> None:
        """The connection's thread, to its end."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: Request, client_address: tuple[str, int]) -> None:
        """What went wrong with one connection is told in a line; browsers that went away are not."""
        del request, client_address
        problem = sys.exc_info()[1]
        if not isinstance(problem, OSError):
            self._say(f"The preview could not answer a request ({type(problem).__name__}).")

    @property
    def names(self) -> frozenset[str]:
        """By which a browser of this machine may call this server."""
        hosts = ("127.0.0.1", "localhost", "[::1]")
        bare = hosts if self.server_port == 80 else ()
        return frozenset((*bare, *(f"{host}:{self.server_port}" for host in hosts)))


class _Incoming(io.RawIOBase):
    """What a browser sends, until the deadline: one that sends a byte now and then holds no thread for ever."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._until = monotonic() + _ASKING

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        left = self._until - monotonic()
        if left <= 0:
            raise TimeoutError
        self._connection.settimeout(left)
        return self._connection.recv_into(buffer)


class Handler(BaseHTTPRequestHandler):
    """One request: a file of the site, the preview's script or its state."""

    server: PreviewServer
    server_version = "kktei"
    sys_version = ""

    def setup(self) -> None:
        """Deadlines instead of the patience of sockets."""
        super().setup()
        self.rfile.close()
        self.rfile = io.BufferedReader(_Incoming(self.connection))

    def do_GET(self) -> None:
        """Answer a request."""
        self.connection.settimeout(_ANSWERING)
        path = self.path.partition("?")[0].partition("#")[0]
        if not self._called_by_name():
            self._text(HTTPStatus.FORBIDDEN, "This preview is for the browsers of this machine only.")
        elif path == STATE:
            page = unquote(self.path.partition("?")[2])
            self._looked(page)
            state = self.server.board.state
            problems = (*([_FORMER] if self._former(page) else []), *state.problems)
            told = {"built": state.built, "problems": [whole(p) for p in problems], "doing": state.doing}
            self._send(json.dumps(told).encode(), "application/json")
        elif path == SCRIPT:
            self._send(_script(), _KINDS[".js"])
        else:
            self._file(path)

    def do_HEAD(self) -> None:
        """The same without its body."""
        self.do_GET()

    def parse_request(self) -> bool:
        """Whether there is something to answer; what would change something is refused."""
        if not super().parse_request():
            return False
        if self.command in {"GET", "HEAD"}:
            return True
        self.close_connection = True
        self._text(HTTPStatus.METHOD_NOT_ALLOWED, "The preview only shows.", {"Allow": "GET, HEAD"})
        return False

    def end_headers(self) -> None:
        """Every answer is for our own pages only, and is not kept."""
        for name, value in _SAFETY.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """Say nothing of single requests."""

    def _called_by_name(self) -> bool:
        hosts = self.headers.get_all("Host") or []
        origins = self.headers.get_all("Origin") or []
        known = self.server.names
        return (
            len(hosts) == 1
            and hosts[0].strip().lower() in known
            and all(origin.strip().lower().removeprefix("http://") in known for origin in origins)
        )

    def _file(self, path: str) -> None:
        found = located(self.server.folder, path)
        named = _page_of(path)
        at_once = self.server.board.files.get(named)
        if at_once is not None:
            kind = _KINDS.get(Path(named).suffix.lower(), "application/octet-stream")
            self._send(_with_script(at_once) if kind.startswith("text/html") else at_once, kind)
            return
        if found is not None and found.is_dir():
            if not path.endswith("/"):
                self._redirect(path)
                return
            found = located(self.server.folder, path + "index.html")
        elif path.endswith("/"):
            found = None
        file = None if found is None else _opened(found)
        if file is None:
            if (former := self._former(path)) is not None:
                self._send(_with_script(former), _KINDS[".html"])
            else:
                self._missing()
            return
        with file:
            kind = _KINDS.get(found.suffix.lower() if found else "", "application/octet-stream")
            if kind.startswith("text/html"):
                self._send(_with_script(file.read()), kind)
            else:
                self._stream(file, kind)

    def _looked(self, page: str) -> None:
        """The page that asks for the state says which it is: ``page`` is its address."""
        if named := _page_of(page):
            self.server.board.look(named)

    def _former(self, path: str) -> bytes | None:
        """The page of this address as it was last, where the site has it no longer."""
        named = _page_of(path)
        board = self.server.board
        there = named in board.files or located(self.server.folder, f"/{named}") is not None
        return None if there else board.former.last(named)

    def _redirect(self, path: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", "/" + "/".join(quote(part) for part in _parts(path) or ()) + "/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _missing(self) -> None:
        """Say why, as a page that goes on by itself when the page is there; HTML, its words escaped."""
        problems = self.server.board.state.problems
        told = "".join(f"<li>{escape(visible(whole(problem)))}</li>" for problem in problems)
        why = f"<p>What is wrong now:</p><ul>{told}</ul>" if told else ""
        page = f"""<!DOCTYPE html>
<html lang="en" data-missing=""><head><meta charset="utf-8"/><title>Not there</title></head>
<body><main><h1>This page is not there</h1>
<p>It may be built in a moment; then it is shown. <a href="/">Start</a></p>{why}</main></body></html>"""
        self._send(_with_script(page.encode()), _KINDS[".html"], HTTPStatus.NOT_FOUND)

    def _text(self, status: HTTPStatus, words: str, more: dict[str, str] | None = None) -> None:
        self._send(words.encode(), _KINDS[".txt"], status, more)

    def _send(
        self, body: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK, more: dict[str, str] | None = None
    ) -> None:
        self._head(status, kind, len(body), more)
        if self.command != "HEAD":
            self.wfile.write(body)

    def _head(self, status: HTTPStatus, kind: str, length: int, more: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(length), **(more or {})}.items():
            self.send_header(name, value)
        self.end_headers()

    def _stream(self, file: BinaryIO, kind: str) -> None:
        self._head(HTTPStatus.OK, kind, os.fstat(file.fileno()).st_size)
        until = monotonic() + _ANSWERING
        while self.command != "HEAD" and (piece := file.read(_PIECE)):
            self.connection.settimeout(max(until - monotonic(), 0.001))
            self.wfile.write(piece)


def located(folder: Path, path: str) -> Path | None:
    """The file or folder below ``folder`` that the address names; None where it names none or leads outside."""
    parts = _parts(path)
    if parts is None:
        return None
    try:
        base = folder.resolve(strict=True)
        found = base.joinpath(*parts).resolve(strict=True)
    except (OSError, ValueError, RuntimeError):  # not there, no name of a file, a link to itself
        return None
    return found if found.is_relative_to(base) else None


def _page_of(path: str) -> str:
    """The page that the address names, as its place on the site; "" where it names none."""
    parts = _parts(path)
    return "" if parts is None else "/".join([*parts, *(["index.html"] if path.endswith("/") else [])])


def _parts(path: str) -> list[str] | None:
    """The names in an address; None where one is no plain name."""
    if not path.startswith("/") or len(path) > _LONGEST:
        return None
    inside = path.strip("/")
    parts = [unquote(part, errors="surrogateescape") for part in inside.split("/")] if inside else []
    for part in parts:
        if not part or part.startswith(".") or set(part) & _NO_NAME or any(ord(c) < 32 for c in part):
            return None
    return parts


_NO_NAME = set("/\\\0") | ({":"} if os.name == "nt" else set())


def _opened(path: Path) -> BinaryIO | None:
    """A regular file, opened without waiting for whatever else it may be."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError:
        return None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        return None
    return os.fdopen(handle, "rb")


def _with_script(page: bytes) -> bytes:
    before, end, after = page.rpartition(b"</body>")
    return before + f'<script src="{SCRIPT}"></script>'.encode() + end + after


@cache
def _script() -> bytes:
    return (resources.files("kktei.pipeline") / "preview.js").read_bytes()
