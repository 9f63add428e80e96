"""The preview's server over real sockets: who is answered, with what, and for how long."""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kktei.pipeline import server as preview_server
from kktei.pipeline.server import Board, FormerPages, PreviewServer

PAGE = "<!DOCTYPE html><html><body><p>Dear Jonas</p></body></html>"
ODD = [
    "/%00", "/a%00b.html", "/" + "x" * 300, "/" + "x" * 5000, "/%2e%2e/secret.txt", "/../secret.txt", "/..%2fsecret.txt",
    "/%2e%2e%2fsecret.txt", "/..\\secret.txt", "/..%5csecret.txt", "/documents/..%2f..%2fsecret.txt", "/link.txt",
    "/folder-link/secret.txt", "/loop", "/.hidden", "/.git/config", "//secret.txt", "/documents//d001.html", "/%ff",
    "/%e2%80%ae", "/pipe", "/documents/./d001.html", "http://127.0.0.1/index.html", "*", "/%", "/%zz", "/~root", "/C:/x",
    "/index.html/", "/index.html/x", "/%0d%0aSet-Cookie:%20a=b",
]  # fmt: skip


class Site:
    """A running preview server and a browser that says what it likes."""

    def __init__(self, folder: Path) -> None:
        self.board = Board()
        self.said: list[str] = []
        self.server = PreviewServer(0, folder, self.board, self.said.append)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=20)

    def raw(self, request: bytes) -> tuple[int, dict[str, str], bytes]:
        with closing(self.connect()) as browser:
            browser.sendall(request)
            answer = b"".join(iter(lambda: browser.recv(1 << 16), b""))
        head, _, body = answer.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines[1:])
        return int(lines[0].split()[1]) if lines[0] else 0, headers, body

    def get(self, path: str, *lines: str, method: str = "GET", host: str = "") -> tuple[int, dict[str, str], bytes]:
        first = f"{method} {path} HTTP/1.1"
        host = host or f"127.0.0.1:{self.port}"
        return self.raw("\r\n".join([first, f"Host: {host}", *lines, "", ""]).encode())


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    folder = tmp_path / "output" / "html"
    (folder / "documents").mkdir(parents=True)
    (folder / "index.html").write_text(PAGE)
    (folder / "documents" / "d001.html").write_text(PAGE)
    (folder / "theme.css").write_text("body {}")
    (folder / "d001.xml").write_text("<TEI/>")
    (folder / "ä b#.txt").write_text("mine")
    (folder / ".hidden").write_text("secret")
    (tmp_path / "output" / "secret.txt").write_text("secret")
    (folder / "link.txt").symlink_to(tmp_path / "output" / "secret.txt")
    (folder / "folder-link").symlink_to(tmp_path / "output")
    (folder / "loop").symlink_to(folder / "loop")
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe")
    running = Site(folder)
    yield running
    running.server.shutdown()
    running.server.server_close()
    assert running.said == []


def test_what_is_shown_at_once_stands_until_the_site_is_built(site: Site) -> None:
    site.board.tell(("a problem",), new_pages=True)
    before = site.board.state
    site.board.show({"documents/d001.html": b"<p>new</p></body>", "../secret.txt": b"x"})
    site.board.show({"theme.css": b"p {}"})
    assert b"<p>new</p><script" in site.get("/documents/d001.html")[2]
    assert site.get("/theme.css")[2] == b"p {}"
    assert site.get("/../secret.txt")[0] == 404
    site.board.show({"index.html": b"<p>new start</p></body>"})
    assert b"new start" in site.get("/")[2]
    assert site.get("/..%2F/")[0] == site.get("/.hidden/")[0] == 404  # refused, not taken for the start
    assert site.board.state.built != before.built
    assert site.board.state.problems == before.problems
    site.board.tell((), new_pages=False)
    assert b"new" not in site.get("/documents/d001.html")[2]


def test_a_page_that_an_error_keeps_out_is_shown_as_it_was_last(site: Site) -> None:
    site.board.keep(FormerPages({"documents/d002.html": b"<p>last</p></body>", "index.html": b"old"}))
    site.board.tell(("a problem",), new_pages=True)
    status, _, page = site.get("/documents/d002.html")
    assert (status, page.startswith(b"<p>last</p><script")) == (200, True)
    assert b"Dear Jonas" in site.get("/")[2]  # the site has it
    told = [json.loads(site.get(f"/kktei-state?{page}")[2])["problems"] for page in ("/documents/d002.html", "/")]
    assert told[0][1:] == told[1] == ["a problem"]
    assert "as it was last" in told[0][0]
    site.board.tell(("another problem",), new_pages=True)
    assert site.get("/documents/d002.html")[0] == 200
    site.board.tell((), new_pages=True)
    assert site.get("/documents/d002.html")[0] == 404


def test_a_document_whose_file_is_deleted_is_gone_whatever_is_wrong_with_others(site: Site, tmp_path: Path) -> None:
    files = {f"documents/{name}.html": tmp_path / f"{name}.xml" for name in ("kept-out", "deleted")}
    for file in files.values():
        file.touch()
    site.board.keep(FormerPages(dict.fromkeys(files, b"<p>last</p></body>"), files))
    site.board.keep(FormerPages({"persons/anna.html": b"Anna</body>"}))  # whom one of them names
    site.board.tell(("a problem",), new_pages=True)
    (tmp_path / "deleted.xml").unlink()
    there = [site.get(f"/{page}")[0] for page in (*files, "persons/anna.html")]
    assert there == [200, 404, 200]
    assert json.loads(site.get("/kktei-state?/documents/deleted.html")[2])["problems"] == ["a problem"]
    (tmp_path / "kept-out.xml").unlink()
    assert site.get("/persons/anna.html")[0] == 404


def test_a_page_that_is_open_is_known(site: Site) -> None:
    for page in ("%2F", "%2Fdocuments%2Fd001.html", "%2F..%2Fsecret.txt", "", "%", "x" * 3000):
        assert site.get(f"/kktei-state?{page}")[0] == 200
    assert site.board.looked_at() == {"index.html", "documents/d001.html"}
    site.board.show({"documents/new.html": b"<p>new</p></body>"})  # not there before
    assert b"<p>new</p><script" in site.get("/documents/new.html")[2]


def test_pages_and_files(site: Site) -> None:
    status, headers, body = site.get("/")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert b'<script src="/kktei-preview.js"></script></body>' in body
    assert int(headers["Content-Length"]) == len(body)
    assert site.get("/documents/d001.html?q=1#x")[0] == 200
    assert site.get("/theme.css")[1]["Content-Type"] == "text/css; charset=utf-8"
    assert site.get("/%C3%A4%20b%23.txt")[2] == b"mine"
    assert site.get("/documents")[1]["Location"] == "/documents/"
    assert site.get("/documents/")[0] == 404  # no list of files
    assert site.get("/kktei-preview.js")[2].startswith(b"//")
    head = site.get("/theme.css", method="HEAD")
    assert (head[0], head[1]["Content-Length"], head[2]) == (200, "7", b"")
    assert site.get("/", method="HEAD")[2] == b""


def test_every_answer_is_for_our_own_pages_only(site: Site) -> None:
    for path in ("/", "/theme.css", "/nothing", "/kktei-state", "/kktei-preview.js", "/documents"):
        headers = site.get(path)[1]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["X-Frame-Options"] == "SAMEORIGIN"
        assert headers["Cache-Control"] == "no-store"
        assert "Python" not in headers["Server"]
        assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize("path", ODD, ids=range(len(ODD)))
def test_odd_addresses_are_not_there(path: str, site: Site) -> None:
    status, _, body = site.get(path)
    assert status == 404
    assert b"secret" not in body
    assert site.get("/")[0] == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:PORT", 200), ("localhost:PORT", 200), ("LOCALHOST:PORT", 200), ("[::1]:PORT", 200),
        ("evil.example:PORT", 403), ("127.0.0.1", 403), ("localhost", 403), ("127.0.0.1:1", 403), ("0.0.0.0:PORT", 403),
        ("127.0.0.1.evil.example:PORT", 403), ("user@127.0.0.1:PORT", 403), ("localhost:PORT, evil.example", 403),
    ],
)  # fmt: skip
def test_only_a_browser_that_knows_where_it_is_gets_an_answer(host: str, status: int, site: Site) -> None:
    for path in ("/", "/kktei-state", "/kktei-preview.js"):
        assert site.get(path, host=host.replace("PORT", str(site.port)))[0] == status


def test_requests_without_a_host_or_from_other_sites(site: Site) -> None:
    assert site.raw(b"GET / HTTP/1.0\r\n\r\n")[0] == 403
    assert site.get("/", f"Host: localhost:{site.port}")[0] == 403  # two hosts
    assert site.get("/", f"Origin: http://localhost:{site.port}")[0] == 200
    for origin in (
        "http://evil.example",
        "null",
        f"https://localhost:{site.port + 1}",
        f"http://evil.example:{site.port}",
    ):
        assert site.get("/", f"Origin: {origin}")[0] == 403


def test_nothing_but_looking(site: Site) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "BREW"):
        status, headers, _ = site.get("/", method=method)
        assert (status, headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    "request_", [b"\r\n", b"GET\r\n\r\n", b"\x16\x03\x01\x00\xff" * 20 + b"\r\n\r\n", b"GET / HTTP/9\r\n\r\n", b"\xff" * 70000,
                 b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 200 + b"\r\n"],
    ids=range(6),
)  # fmt: skip
def test_what_is_no_request(request_: bytes, site: Site) -> None:
    with closing(site.connect()) as browser:
        browser.sendall(request_)
        browser.shutdown(socket.SHUT_WR)
        try:
            while browser.recv(1 << 16):
                pass
        except ConnectionResetError:
            pass
    assert site.get("/")[0] == 200


def test_slow_browsers_are_let_go_and_many_are_bounded(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview_server, "_ASKING", 1.0)
    slow = [site.connect() for _ in range(80)]
    for browser in slow:
        browser.settimeout(0.01)
    assert threading.active_count() < 80
    until = time.monotonic() + 15
    answered = False
    while not answered and time.monotonic() < until:
        for browser in slow:  # a byte now and then
            try:
                browser.send(b"G")
            except OSError:
                continue
        try:
            answered = site.get("/")[0] == 200
        except (ConnectionResetError, BrokenPipeError):
            time.sleep(0.1)
    assert answered
    for browser in slow:
        browser.close()


def test_a_browser_too_many_is_sent_away_at_once(site: Site) -> None:
    idle = [site.connect() for _ in range(preview_server._CONNECTIONS)]
    with closing(site.connect()) as last:
        last.settimeout(preview_server._ASKING / 2)
        assert last.recv(1) == b""
    for browser in idle:
        browser.close()


def test_no_thread_is_left_over(site: Site) -> None:
    before = threading.active_count()
    for _ in range(100):
        assert site.get("/kktei-state")[0] == 200
    browser = site.connect()  # one that goes away in the middle of an answer
    browser.sendall(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\n\r\n".encode())
    browser.close()
    until = time.monotonic() + 10
    while threading.active_count() > before and time.monotonic() < until:
        time.sleep(0.02)
    assert threading.active_count() <= before


def test_what_is_wrong_stands_on_a_page_that_is_not_there(site: Site) -> None:
    words = "a <b> & “c” \udcff\x1b"
    site.board.tell((words,), new_pages=True)
    status, headers, body = site.get("/documents/d099.html")
    assert (status, headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert "a &lt;b&gt; &amp; “c” \\udcff\\x1b" in body.decode("utf-8")
    assert b"/kktei-preview.js" in body
    state = json.loads(site.get("/kktei-state")[2])
    assert state["problems"] == ["a <b> & “c” \\udcff\x1b"]
    site.board.go_on("Reading documents: 1 of 30")
    assert json.loads(site.get("/kktei-state")[2])["doing"] == "Reading documents: 1 of 30"
    site.board.tell((), new_pages=False)
    assert json.loads(site.get("/kktei-state")[2]) == {"built": state["built"], "problems": [], "doing": ""}
    site.board.tell((), new_pages=True)
    assert json.loads(site.get("/kktei-state")[2])["built"] != state["built"]


def test_the_folder_may_be_exchanged_under_it(site: Site, tmp_path: Path) -> None:
    folder = site.server.folder
    folder.rename(tmp_path / "old")
    assert site.get("/")[0] == 404
    folder.mkdir()
    (folder / "index.html").write_text("<html><body>new</body></html>")
    assert b"new" in site.get("/")[2]
