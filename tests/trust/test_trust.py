"""The user's key and the editions that he trusts: his own, private, never in an edition."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kktei import trust

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A user's state folder that nothing is in yet."""
    folder = tmp_path / "state"
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    forget()
    monkeypatch.setattr(trust, "_this_run", {})
    yield folder / "kktei"
    forget()


def forget() -> None:
    """As in another run."""
    trust._key.cache_clear()
    trust._this_run.clear()


def elsewhere(code: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A program of its own, with kktei at hand."""
    known = {name: value for name, value in os.environ.items() if name not in {"HOME", "XDG_STATE_HOME"}}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=cwd,
        env={**known, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        check=False,
    )


KEY = "import sys; from kktei import trust; sys.stdout.buffer.write(trust.key())"


def test_the_key_is_made_once_and_private(home: Path) -> None:
    key = trust.key()
    assert len(key) == 32
    assert stat.S_IMODE((home / "key").stat().st_mode) == 0o600
    forget()
    assert trust.key() == key
    assert elsewhere(KEY, XDG_STATE_HOME=str(home.parent)).stdout == key
    assert [p.name for p in home.iterdir()] == ["key"]


@pytest.mark.parametrize("damage", ["short", "readable", "link", "folder"])
def test_a_key_that_is_not_the_users_alone_is_replaced(home: Path, damage: str, tmp_path: Path) -> None:
    key, file = trust.key(), home / "key"
    if damage == "short":
        file.write_bytes(b"x")
    elif damage == "readable":
        file.chmod(0o644)
    else:
        file.unlink()
    if damage == "link":
        (tmp_path / "planted").write_bytes(b"x" * 32)
        file.symlink_to(tmp_path / "planted")
    if damage == "folder":
        (file / "x").mkdir(parents=True)
    forget()
    fresh = trust.key()
    assert len(fresh) == 32
    assert fresh not in {key, b"x" * 32}
    forget()
    assert (trust.key() == fresh) == (damage != "folder"), "where it cannot be kept it is for one run"
    assert trust.lasting() == (damage != "folder")


@pytest.mark.parametrize("which", ["key", "kktei", "state"])
def test_in_anothers_home_the_key_is_for_one_run(home: Path, which: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As under sudo."""
    home.mkdir(parents=True)
    (home / "key").write_bytes(b"x" * 32)
    if which != "key":
        (home / "key").unlink()
    if which == "state":
        home.rmdir()
    if os.getuid() == 0:
        os.chown({"key": home / "key", "kktei": home, "state": home.parent}[which], 12345, 12345)
    else:  # who cannot give a file away is somebody else than its owner
        monkeypatch.setattr(os, "getuid", lambda: 12345)
    before = sorted(home.parent.rglob("*"))
    assert trust.key() != b"x" * 32
    assert not trust.lasting()
    assert sorted(home.parent.rglob("*")) == before


def test_runs_at_once_agree_on_a_key(home: Path) -> None:
    code = (
        f"import time; {KEY.replace('sys.stdout', 'time.sleep(max(0, float(sys.argv[1]) - time.time())); sys.stdout')}"
    )
    start = str(time.time() + 1.0)
    environment = {**os.environ, "XDG_STATE_HOME": str(home.parent)}
    runs = [
        subprocess.Popen([sys.executable, "-c", code, start], cwd=ROOT, env=environment, stdout=subprocess.PIPE)
        for _ in range(4)
    ]
    keys = {run.communicate()[0] for run in runs}
    assert len(keys) == 1
    assert keys == {(home / "key").read_bytes()}


NOBODY = """
import os, pwd, sys
from pathlib import Path
def unknown(number):
    raise KeyError(number)
pwd.getpwuid = unknown
from kktei import trust
sys.stdout.buffer.write(trust.key())
assert not trust.trust(Path.cwd(), b"x")
assert trust.trusted(Path.cwd()).holds_for(b"x")
"""


@pytest.mark.parametrize(
    "environment", [{}, {"HOME": "/proc/nobody"}, {"XDG_STATE_HOME": "/proc/nobody"}, {"HOME": "relative"}], ids=str
)
def test_without_a_home_key_and_trust_are_for_one_run(environment: dict[str, str], tmp_path: Path) -> None:
    runs = [elsewhere(NOBODY, cwd=tmp_path, **environment) for _ in range(2)]
    assert [len(run.stdout) for run in runs] == [32, 32], runs[0].stderr
    assert [run.returncode for run in runs] == [0, 0], runs[0].stderr
    assert runs[0].stdout != runs[1].stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("home")
def test_trust_is_remembered_for_a_folder_and_no_other(tmp_path: Path) -> None:
    mine, other = tmp_path / "mine", tmp_path / "other"
    mine.mkdir()
    other.mkdir()
    (tmp_path / "link").symlink_to(mine)
    assert trust.trusted(mine) == trust.Trusted()
    assert trust.trust(mine, b"one")
    forget()
    assert trust.trusted(mine).holds_for(b"one")
    assert trust.trusted(tmp_path / "link").holds_for(b"one")
    assert trust.trusted(other) == trust.trusted(tmp_path) == trust.Trusted()
    assert list(mine.iterdir()) == [], "nothing of it is in the edition"


@pytest.mark.usefixtures("home")
def test_another_folder_at_the_same_place_is_not_trusted(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    trust.trust(mine, b"one")
    forget()
    mine.rename(tmp_path / "older")
    mine.mkdir()
    assert not trust.trusted(mine).digests
    assert not trust.trusted(tmp_path / "older").digests
    shutil.rmtree(mine)
    assert not trust.trusted(mine).digests


def test_trust_holds_for_the_words_that_were_trusted(home: Path, tmp_path: Path) -> None:
    trust.trust(tmp_path, b"one")
    trust.trust(tmp_path, b"two")
    forget()
    said = trust.trusted(tmp_path)
    assert said.last == "two"
    assert [said.holds_for(code) for code in (b"one", b"two", b"three", b"")] == [True, True, False, False]
    (kept,) = (home / "trusted").iterdir()
    for damaged in (b"", b"[]", b'{"digests": 1, "last": ""}', b'{"digests": [1], "last": ""}', kept.name.encode()):
        kept.write_bytes(damaged)
        forget()
        assert trust.trusted(tmp_path) == trust.Trusted()


def test_a_seal_holds_for_one_name_one_key_and_every_bit() -> None:
    whole = trust.sealed("page", b"text", b"k" * 32)
    assert trust.unsealed("page", whole, b"k" * 32) == b"text"
    assert trust.unsealed("pages", whole, b"k" * 32) is None
    assert trust.unsealed("page", whole, b"K" * 32) is None
    for at in range(len(whole)):
        flipped = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        assert trust.unsealed("page", flipped, b"k" * 32) is None
        assert trust.unsealed("page", whole[:at], b"k" * 32) is None
    assert trust.unsealed("page", trust.sealed("pag", b"etext", b"k" * 32), b"k" * 32) is None
