"""What is kept between builds: believed only where it is whole and this user's own."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from kktei import trust
from kktei.cache import Cache, content, digest, digest_of
from kktei.cli import main
from kktei.errors import OutputError
from kktei.pipeline import state
from kktei.project import Project
from kktei.publish import Staging
from tests.editions import called, digests, kktei

KEY = digest("one")


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / ".kktei-cache" / "blobs", seal=b"k" * 32)


def blob(cache: Cache, key: str = KEY) -> Path:
    return cache.folder / key[:2] / key[2:]


def test_what_was_put_is_there(cache: Cache) -> None:
    assert cache.get(KEY) is None
    cache.put(KEY, b"made")
    assert cache.get(KEY) == b"made"
    assert Cache(cache.folder, fresh=True, seal=cache.seal).get(KEY) is None
    assert [p.name for p in blob(cache).parent.iterdir()] == [KEY[2:]]


def test_another_users_and_damaged_blobs_are_made_again(cache: Cache) -> None:
    cache.put(KEY, b"made")
    whole = blob(cache).read_bytes()
    assert Cache(cache.folder, seal=b"K" * 32).get(KEY) is None
    other = digest("two")
    blob(cache, other).parent.mkdir(parents=True)
    for damaged in (b"", b"made", whole[:-1], whole + b"x", whole[1:], bytes(len(whole))):
        blob(cache).write_bytes(damaged)
        assert cache.get(KEY) is None
    blob(cache, other).write_bytes(whole)
    assert cache.get(other) is None, "a blob passes for no other"
    cache.put(KEY, b"made")
    assert cache.get(KEY) == b"made"


@pytest.mark.parametrize("kind", ["pipe", "folder", "link", "device"])
def test_what_is_no_file_is_not_waited_for_nor_written_through(cache: Cache, kind: str, tmp_path: Path) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("mine")
    blob(cache).parent.mkdir(parents=True)
    if kind == "pipe":
        os.mkfifo(blob(cache))
    elif kind == "folder":
        blob(cache).mkdir()
    else:
        blob(cache).symlink_to(mine if kind == "link" else "/dev/zero")
    assert cache.get(KEY) is None
    cache.put(KEY, b"made")
    assert cache.get(KEY) == (None if kind == "folder" else b"made")
    assert mine.read_text() == "mine"
    assert [p.name for p in blob(cache).parent.iterdir()] == [KEY[2:]]


@pytest.mark.parametrize(
    "name", [".kktei-cache", ".kktei-cache/lock", ".kktei-cache/blobs", f".kktei-cache/blobs/{KEY[:2]}"]
)
def test_nothing_is_written_through_a_link(
    name: str, tmp_path: Path, built: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "lock").write_text("mine")
    shutil.rmtree(built.cache)
    (built.root / name).parent.mkdir(parents=True, exist_ok=True)
    (built.root / name).symlink_to(mine / "lock" if name.endswith("lock") else mine)
    with pytest.raises(OutputError, match="is a link"):
        Cache(built.cache / "blobs", seal=b"").put(KEY, b"made")
    monkeypatch.chdir(built.root)
    assert main.run(["validate"]) == 5
    assert f"{name} is a link" in capsys.readouterr().err
    assert {p.name: p.read_text() for p in mine.iterdir()} == {"lock": "mine"}


def test_a_place_that_cannot_be_written_is_told() -> None:
    with pytest.raises(OutputError, match=r"/proc/\.kktei-cache cannot be written"):
        Cache(Path("/proc/.kktei-cache/blobs"), seal=b"").put(KEY, b"made")


def test_no_version_control_takes_the_cache(built: Project) -> None:
    assert (built.cache / ".gitignore").read_text() == "*\n"
    if shutil.which("git") is None:
        pytest.skip("needs git")
    (built.root / ".gitignore").unlink()
    git = ["git", "-c", "core.excludesFile=", "-c", "init.defaultBranch=main"]
    for command in (["init", "-q"], ["add", "-A"]):
        subprocess.run([*git, *command], cwd=built.root, check=True)
    listed = subprocess.run([*git, "ls-files"], cwd=built.root, check=True, capture_output=True, text=True).stdout
    assert "edition/edition.toml" in listed
    assert ".kktei-cache" not in listed


def test_an_editors_own_gitignore_stays(cache: Cache) -> None:
    cache.folder.parent.mkdir(parents=True)
    (cache.folder.parent / ".gitignore").write_text("mine")
    cache.put(KEY, b"made")
    assert (cache.folder.parent / ".gitignore").read_text() == "mine"


def test_digests_tell_files_that_cannot_be_read_apart(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    before = digest_of([file])
    os.mkfifo(file)
    assert digest_of([file]) != before
    assert b"pipe" in content(file)
    file.unlink()
    file.symlink_to("/dev/zero")
    assert b"device" in content(file)


def test_a_cloned_edition_brings_no_results_along(built: Project, tmp_path: Path) -> None:
    """Poison in the cache, in the results and in what is known of the last build, by somebody with a key of his own."""
    whole = digests(built.output / "html")
    page = built.output / "html" / "index.html"
    poison = page.read_bytes().replace(b"Letters of Ada", b"Poison of Ada ")
    assert poison != page.read_bytes()
    kept = page.stat()
    page.write_bytes(poison)
    os.utime(page, ns=(kept.st_atime_ns, kept.st_mtime_ns))
    mine = as_another_user(tmp_path / "state", built)
    for file in (built.cache / "blobs").rglob("*"):
        if file.is_file():
            file.write_bytes(file.read_bytes().replace(b"Letters of Ada", b"Poison of Ada "))
    done = kktei("render", "html", cwd=built.root, XDG_STATE_HOME=mine)
    assert done.returncode == 0
    assert digests(built.output / "html") == whole
    assert (built.output / ".kept" / "html" / "index.html").read_bytes() == poison


def as_another_user(state: Path, project: Project) -> str:
    """Somebody with a key of his own, who has cut the fonts already, which takes seconds."""
    (state / "kktei").mkdir(parents=True)
    (state / "kktei" / "key").write_bytes(b"o" * 32)
    (state / "kktei" / "key").chmod(0o600)
    cache = Cache(project.cache / "blobs")
    for file in cache.folder.rglob("*"):
        key = file.parent.name + file.name
        if file.is_file() and (blob := cache.get(key)) is not None and blob.startswith(b"wOF2"):
            Cache(cache.folder, seal=b"o" * 32).put(key, blob)
    return str(state)


@pytest.mark.long
def test_any_damage_of_the_cache_is_mended(built: Project) -> None:
    whole = digests(built.output / "html")
    chance = random.Random(1963)
    files = [p for p in built.cache.rglob("*") if p.is_file() and p.name not in {".gitignore", "lock"}]
    for number, file in enumerate(sorted(files)):
        raw = file.read_bytes()
        if raw[32:36] == b"wOF2":
            continue
        at = chance.randrange(len(raw))
        kinds = (b"", raw[:at], raw[:at] + bytes([raw[at] ^ 255]) + raw[at + 1 :], b"\0" * len(raw))
        file.write_bytes(kinds[number % 4])
    done = called("render", "html", cwd=built.root)
    assert done.returncode == 0, done.stderr
    assert digests(built.output / "html") == whole


@pytest.fixture
def remembered(tmp_path: Path) -> Project:
    """Results, and what is known of the build that made them."""
    project = Project(tmp_path)
    (project.edition / "documents").mkdir(parents=True)
    project.cache.mkdir()
    with Staging(project) as staging:
        (staging.part("html") / "index.html").write_text("made")
        staging.publish()
    state.remember(project, state.Inputs("of these texts", {}), [], 1)
    assert state.recall(project, "of these texts") is not None
    return project


def test_results_changed_by_somebody_are_not_what_was_built(remembered: Project) -> None:
    """Of the same size, as when a copy of the edition comes back from somebody else."""
    page = remembered.output / "html" / "index.html"
    page.touch()
    assert state.recall(remembered, "of these texts") is not None
    page.write_text("mode")
    assert state.recall(remembered, "of these texts") is None
    assert state.changed(remembered) == [state.FileChange("output/", "changed", "the results")]
    page.write_text("made")
    assert state.recall(remembered, "of these texts") is not None
    assert state.recall(remembered, "of others") is None
    (remembered.output / "html" / "mine.txt").write_text("a stranger changes nothing")
    assert state.recall(remembered, "of these texts") is not None
    page.unlink()
    assert state.recall(remembered, "of these texts") is None


@pytest.mark.parametrize("damage", ["other key", "cut", "flipped", "json", "gone", "no mark"])
def test_what_is_known_of_the_last_build_is_believed_only_whole(
    remembered: Project, damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = remembered.cache / "built"
    raw = file.read_bytes()
    if damage == "other key":
        monkeypatch.setattr(trust, "key", lambda: b"o" * 32)
    elif damage == "gone":
        file.unlink()
    elif damage == "no mark":
        (remembered.output / ".kktei-made").unlink()
    else:
        at = len(raw) // 2
        kinds = {"cut": raw[:at], "flipped": raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :], "json": raw[32:]}
        file.write_bytes(kinds[damage])
    assert state.recall(remembered, "of these texts") is None
    if damage != "no mark":
        assert state.changed(remembered) is None


def test_what_was_kept_while_kktei_changed_is_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Cache(tmp_path / ".kktei-cache" / "blobs")
    for key in ("aa1", "bb2"):
        kept.put(key, b"made")
    os.utime(kept.folder / "aa" / "1", (1000, 1000))
    assert kept.settled(time.time())
    assert kept.get("bb2") == b"made"
    monkeypatch.setattr("kktei.cache.digest_of", lambda _: "another kktei")
    assert not kept.settled(time.time())
    assert (kept.get("aa1"), kept.get("bb2")) == (b"made", None)
