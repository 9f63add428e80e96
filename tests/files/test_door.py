"""The one door to files: regular files of a bounded size, nothing waited for; and the way out, whole or not at all."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import tracemalloc
from pathlib import Path

import pytest

from kktei import files
from kktei.errors import InputError, OutputError
from tests.editions import POWERLESS


def test_a_file_is_read_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "a.bin"
    for data in (b"", b"x", bytes(range(256)) * 1000):
        file.write_bytes(data)
        assert files.raw(file) == data
        assert b"".join(files.pieces(file, size=1000)) == data
    (tmp_path / "link").symlink_to(file)
    assert files.raw(tmp_path / "link") == data


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("folder", "a folder"),
        ("pipe", "a pipe"),
        ("socket", "a socket"),
        ("device", "a device"),
        ("link to a device", "a device"),
    ],
)
def test_what_is_no_file_is_named_and_not_waited_for(
    kind: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's name must be short
    place = tmp_path / "x.xml"
    if kind == "folder":
        place.mkdir()
    elif kind == "pipe":
        os.mkfifo(place)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("x.xml")
    else:
        place.symlink_to("/dev/zero" if kind == "device" else "/dev/random")
    opened: list[object] = []
    monkeypatch.setattr(os, "open", lambda *given: opened.append(given))
    for read in (files.raw, files.xml, files.text, lambda *given: list(files.pieces(*given))):
        with pytest.raises(InputError, match=f"letters/x.xml is no regular file but {words}") as caught:
            read(place, "letters/x.xml")
        assert caught.value.hint == "Put a file in its place."
    assert opened == [], "opening some devices is an act"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("none.xml", "No such file"),
        ("a\0b", "is no name of a file"),
        ("x" * 300, "File name too long"),
        ("loop", "Too many levels"),
    ],
)
def test_what_is_not_there_is_told(name: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(InputError, match=words):
        files.raw(tmp_path / name)


def test_a_file_without_permission_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    file.write_text("<a/>")
    file.chmod(0)
    code = "import sys; from pathlib import Path; from kktei import files; files.raw(Path(sys.argv[1]))"
    done = subprocess.run([*POWERLESS, sys.executable, "-c", code, file], capture_output=True, text=True, check=False)
    assert "InputError: " in done.stderr
    assert "cannot be read: Permission denied" in done.stderr


def test_a_size_is_not_exceeded(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    file.write_bytes(b"x" * 2_000_000)
    assert len(files.raw(file, most=2_000_000)) == 2_000_000
    with pytest.raises(InputError, match=r"a\.xml is larger than 1 MB"):
        files.raw(file, most=1_999_999)
    with file.open("r+b") as sparse:
        sparse.truncate(10**13)
    with pytest.raises(InputError, match="larger than 200 MB"):
        files.raw(file)


def test_a_small_file_takes_little_room(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    file.write_bytes(b"x" * 1000)
    tracemalloc.start()
    files.raw(file)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 500_000


def test_a_file_that_says_it_is_empty_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """As those of /proc do, and files that grow while they are read."""
    state = Path("/proc/self/status")
    if not state.is_file():
        pytest.skip("needs /proc")
    assert state.stat().st_size == 0
    assert b"Name:" in files.raw(state)
    with pytest.raises(InputError, match="larger than"):
        files.raw(state, most=10)


def test_what_is_written_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    with files.written(target) as stream:
        stream.write("one\n")
        assert not target.exists()
    assert target.read_bytes() == b"one\n"

    def fail() -> None:
        with files.written(target, over=True) as stream:
            stream.write("half")
            raise ValueError("no more words")

    with pytest.raises(ValueError, match="no more words"):
        fail()
    assert target.read_bytes() == b"one\n"
    assert [p.name for p in tmp_path.iterdir()] == ["out.txt"]


def test_nothing_is_written_over_that_comes_in_the_meantime(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"

    def late() -> None:
        with files.written(target) as stream:
            stream.write("ours")
            target.write_text("somebody's")

    with pytest.raises(OutputError, match="is there already"):
        late()
    assert target.read_text() == "somebody's"


def test_what_is_written_over_keeps_its_permissions_and_read_only_stays_so(tmp_path: Path) -> None:
    target = tmp_path / "house.xml"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o660)
    with files.written(target, over=True) as stream:
        stream.write("new")
    assert (target.read_text(encoding="utf-8"), target.stat().st_mode & 0o777) == ("new", 0o660)
    target.chmod(0o444)
    with pytest.raises(OutputError, match="read-only"), files.written(target, over=True) as stream:
        stream.write("newer")
    assert target.read_text(encoding="utf-8") == "new"


def test_a_link_that_may_be_written_over_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    with files.written(tmp_path / "link.txt", over=True) as stream:
        stream.write("new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "new"


def test_pipes_and_devices_are_written_to(tmp_path: Path) -> None:
    pipe, got = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: got.append(pipe.read_text()))
    reader.start()
    with files.written(pipe) as stream:
        stream.write("words")
    reader.join(10)
    assert got == ["words"]
    with files.written(Path(os.devnull)) as stream:
        stream.write("words")


@pytest.mark.parametrize("place", ["none/out.txt", "/proc/out.txt", "a/b"])
def test_a_place_that_cannot_be_written_is_told(place: str, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file")

    def write() -> None:
        with files.written(tmp_path / place) as stream:
            stream.write("words")

    with pytest.raises(OutputError, match="cannot be written"):
        write()


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "../a", "/tmp/a", "a\\b", "C:a", "a\0b", "a\nb"])
def test_a_name_leads_nowhere_but_into_its_folder(name: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is no name of a file"):
        files.within(tmp_path, name)
    assert files.within(tmp_path, "..a.b ä").parent == tmp_path
