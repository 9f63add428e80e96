"""Consoles that cannot show everything, readers that go away, streams that are full or closed: no work is lost."""

from __future__ import annotations

import contextlib
import errno
import io
import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

import pytest

from kktei.cli.main import run
from kktei.project import Project
from tests.editions import digests

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

STRANGE = "Straße“Ärger”→日本😀"
COMMANDS = [
    "status -v", "text", "validate -v", "validate --format json", "validate --format sarif", "status --format json",
    "validate --format github", "convert --dry-run", "explain", "explain C001", "completion zsh", "--help",
]  # fmt: skip
ENCODINGS = ["cp1252", "ascii", "cp437", "latin-1"]


class Full(io.RawIOBase):
    """A file on a full disk, or a pipe whose reader has gone."""

    def __init__(self, number: int) -> None:
        self.number = number

    def writable(self) -> bool:
        return True

    def write(self, data: Buffer) -> int:
        raise OSError(self.number, os.strerror(self.number))


@dataclass
class Said:
    code: int
    out: bytes
    err: bytes


Speak = Callable[..., Said]


@pytest.fixture
def speak(monkeypatch: pytest.MonkeyPatch) -> Speak:
    """Calls the command line in this process on a console of any encoding, or one that fails."""

    def speak(words: str, folder: Path, encoding: str = "utf-8", *, out: int = 0, err: int = 0) -> Said:
        monkeypatch.chdir(folder)
        kept = io.BytesIO(), io.BytesIO()
        raw = io.BufferedWriter(Full(out)) if out else kept[0], io.BufferedWriter(Full(err)) if err else kept[1]
        streams = [io.TextIOWrapper(cast(BinaryIO, one), encoding=encoding, write_through=True) for one in raw]
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", streams[0])
            patch.setattr(sys, "stderr", streams[1])
            code = run(shlex.split(words))
        for stream, fails in zip(streams, (out, err), strict=True):
            if not fails:
                stream.flush()
            else:
                with contextlib.suppress(OSError):
                    stream.detach().detach()
        return Said(code, kept[0].getvalue(), kept[1].getvalue())

    return speak


@pytest.fixture(scope="module")
def strange(starter: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A built edition with a document that is wrong in words that few consoles have."""
    folder = tmp_path_factory.mktemp("strange") / "letters"
    shutil.copytree(starter, folder, symlinks=True)
    document = folder / "edition" / "documents" / "d001.xml"
    text = document.read_text(encoding="utf-8")
    document.write_text(text.replace("<body>", f'<body><p><ref target="#{STRANGE}"/></p>', 1), "utf-8")
    return Project(folder)


def shell(words: str, folder: Path, **given: str) -> subprocess.CompletedProcess[bytes]:
    """A real call of kktei with a shell's redirections, without HOME."""
    surroundings = {k: v for k, v in os.environ.items() if k not in {"HOME", "PYTHONIOENCODING", "COLUMNS"}}
    line = f"{shlex.quote(sys.executable)} -m kktei {words}"
    return subprocess.run(
        ["bash", "-c", line], cwd=folder, env=surroundings | given, capture_output=True, check=False, timeout=120
    )


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_command_on_every_console(encoding: str, strange: Project, speak: Speak) -> None:
    for command in COMMANDS:
        plain, shown = speak(command, strange.root), speak(command, strange.root, encoding)
        assert shown.code == plain.code in {0, 1}, shown.err
        words = plain.out.decode("utf-8")
        if "json" in command or "sarif" in command:
            assert json.loads(shown.out.decode("ascii")) == json.loads(words)
        elif command == "text" or "github" in command:  # these are UTF-8, whoever reads them
            assert shown.out == plain.out
        else:
            assert shown.out.decode(encoding) == words.encode(encoding, "backslashreplace").decode(encoding)
    shown = speak("validate", strange.root, encoding)
    assert b"\\u65e5\\u672c" in shown.out


@pytest.mark.long
def test_a_console_without_utf_8_in_a_process_of_its_own(strange: Project) -> None:
    done = shell("validate", strange.root, LC_ALL="POSIX", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert (done.returncode, b"\\u65e5\\u672c" in done.stdout) == (1, True), done.stderr


def test_notes_are_read_and_written_as_utf_8(tmp_path: Path, speak: Speak) -> None:
    note = {"source_note": f"Source: {STRANGE} Library, Berg Papers.", "id": STRANGE}
    (tmp_path / "notes.jsonl").write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")
    done = shell("notes - < notes.jsonl", tmp_path, PYTHONIOENCODING="cp1252")
    assert json.loads(done.stdout.decode("ascii"))["id"] == STRANGE, done.stderr
    assert json.loads(speak("notes notes.jsonl", tmp_path, "cp1252").out.decode("ascii"))["id"] == STRANGE
    assert shell("notes - <&-", tmp_path).returncode == 3
    assert speak("notes /dev/zero", tmp_path).code == 3
    assert speak("notes notes.jsonl -o ./notes.jsonl", tmp_path).code == 5
    assert json.loads((tmp_path / "notes.jsonl").read_text(encoding="utf-8"))["id"] == STRANGE


@pytest.mark.parametrize(
    ("out", "err", "code"),
    [
        (errno.ENOSPC, 0, 5),
        (0, errno.ENOSPC, 5),
        (errno.EIO, errno.ENOSPC, 5),
        (errno.EPIPE, 0, 1),
        (0, errno.EPIPE, 1),
    ],
)
def test_the_work_is_done_before_lost_words_are_told(
    out: int, err: int, code: int, strange: Project, speak: Speak
) -> None:
    """A build with errors in the texts: 1, or 5 where words were lost; the results and their memory are whole."""
    state = strange.cache / "built"
    state.unlink(missing_ok=True)
    done = speak("build --no-convert", strange.root, out=out, err=err)
    assert done.code == code, done.err
    assert (b"Not all could be said: standard output cannot be written" in done.err) == (out == errno.ENOSPC)
    assert state.is_file()
    assert b"Nothing has changed" in speak("build --no-convert", strange.root).err


@pytest.mark.parametrize(
    ("redirected", "code"),
    [
        ("<&- >&- 2>&-", 5),
        pytest.param("> /dev/full", 5, marks=pytest.mark.long),
        pytest.param("2>&1 | head -c 1; exit ${PIPESTATUS[0]}", 1, marks=pytest.mark.long),
        ("-q >&-", 5),
    ],
)
def test_real_streams_that_are_closed_or_full(redirected: str, code: int, strange: Project) -> None:
    """No file of the edition gets the number of a closed stream: what engines say would be written into it."""
    before = digests(strange.edition)
    done = shell(f"build --no-convert {redirected}", strange.root)
    assert done.returncode == code, done.stderr
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr
    assert digests(strange.edition) == before
    assert (strange.cache / "built").is_file()


@pytest.mark.parametrize(
    "command", ["--help", "explain", "text", "validate --format json", "status", "completion bash"]
)
def test_a_full_disk_is_code_5_and_a_reader_that_went_is_quiet(command: str, strange: Project, speak: Speak) -> None:
    plain = speak(command, strange.root)
    full = speak(command, strange.root, out=errno.ENOSPC)
    assert full.code == 5
    assert full.err.splitlines()[-2].startswith(b"kktei: Not all could be said: standard output cannot be written")
    gone = speak(command, strange.root, out=errno.EPIPE)
    assert (gone.code, gone.err) == (plain.code, plain.err)


def test_with_nothing_to_say_nothing_is_lost(built: Project, speak: Speak) -> None:
    assert speak("build -q", built.root, out=errno.ENOSPC, err=errno.ENOSPC).code == 0


def test_an_error_keeps_its_own_code(strange: Project, tmp_path: Path, speak: Speak) -> None:
    assert speak("bulid", tmp_path, err=errno.ENOSPC).code == 2
    assert speak("text d999", strange.root, out=errno.EPIPE, err=errno.EBADF).code == 2


def test_commands_that_only_write_stop_when_nobody_reads(tmp_path: Path) -> None:
    row = json.dumps({"source_note": "Source: Example Library, Berg Papers, Box 5."})
    script = f"import itertools\nfor _ in itertools.count(): print({row!r})"
    (tmp_path / "endless.py").write_text(script)
    done = shell(f"notes - < <({shlex.quote(sys.executable)} endless.py 2> /dev/null) | head -1", tmp_path)
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""


def test_o_replaces_a_file_whole_or_not_at_all(strange: Project, tmp_path: Path, speak: Speak) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("mine")
    (tmp_path / "link.txt").symlink_to(kept)
    assert speak(f"text d999 -o {shlex.quote(str(kept))}", strange.root).code == 2
    assert kept.read_text() == "mine"
    assert speak(f"text --force -o {shlex.quote(str(tmp_path / 'link.txt'))}", strange.root).code == 0
    assert kept.read_text(encoding="utf-8").startswith("Letters of Ada")
    assert (tmp_path / "link.txt").is_symlink()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["kept.txt", "link.txt"]
    assert speak("text -o /dev/full", strange.root).code == 5
    assert speak(f"text -o {shlex.quote(str(tmp_path / 'none' / 'x.txt'))}", strange.root).code == 5


def test_names_that_are_no_utf_8_and_names_that_give_orders(starter: Path, tmp_path: Path, speak: Speak) -> None:
    project = Project(Path(shutil.copytree(starter, tmp_path / "letters", symlinks=True)))
    for name in (b"\xfe.xml", b"x\ny.xml", b"d\x1b[2J.xml", "\u202elmx.xml".encode()):
        (Path(os.fsdecode(os.fsencode(project.documents) + b"/" + name))).write_bytes(b"<TEI>")
    assert speak("convert", project.root).code == 0
    assert speak("validate", project.root).out.count(b"error[B005]") == 2
    for form in ("text", "json", "sarif", "github"):
        done = speak(f"validate --format {form}", project.root)
        assert done.code == 1, done.err
        if form in {"json", "sarif"}:
            json.loads(done.out)
        else:
            assert not {"\x1b", "\u202e"} & set(done.out.decode("utf-8"))
            assert b"x\\ny.xml" in done.out
