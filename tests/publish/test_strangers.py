"""What kktei did not make is never deleted: not by a build, not by a killed one, not by the one after it."""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kktei.errors import OutputError
from kktei.project import Project
from kktei.publish import Staging, check_place, place, prepare
from kktei.publish import staging as module
from kktei.publish.mark import NAME
from kktei.publish.strangers import ASIDE

SOMEBODYS = {
    "CNAME": b"letters.example.org",
    "html/.DS_Store": b"\0\0\0\1Bud1",
    "html/thesis.docx": b"ten years of work",
    "photographs/1963/a.jpg": b"\xff\xd8 a",
    "print/notes about the proofs.txt": b"see p. 3",
}


def publish(project: Project, text: str = "new", *parts: str, say: Callable[[str], None] = print) -> None:
    """Results of two kinds, or of those named; what is not made now is kept, as a build does."""
    made = parts or ("html", "print")
    there = [p.name for p in project.output.iterdir()] if project.output.is_dir() else []
    with Staging(project, [n for n in there if n not in made and not n.startswith(".")], say) as staging:
        for part in made:
            folder = staging.part(part)
            (folder / "index.html").write_text(text)
            (folder / f"{text}.html").write_text(text)
        staging.publish()


def put(folder: Path, files: dict[str, bytes] = SOMEBODYS) -> None:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def there(folder: Path) -> dict[str, bytes]:
    """All files and links below a folder, but the mark."""
    paths = (p for p in folder.rglob("*") if p.is_file() or p.is_symlink())
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in paths if p.name not in {NAME, ".gitkeep"}}


def made(text: str = "new", *parts: str) -> dict[str, bytes]:
    return {f"{p}/{n}.html": text.encode() for p in parts or ("html", "print") for n in ("index", text)}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


@pytest.fixture(params=[True, False], ids=["exchanged at once", "by two renames"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    if not request.param:
        monkeypatch.setattr(module, "exchange", lambda one, other: False)
    return bool(request.param)


@pytest.mark.usefixtures("either_way")
def test_strangers_in_a_folder_of_results_stay_and_are_named(project: Project) -> None:
    publish(project, "old")
    put(project.output)
    said: list[str] = []
    publish(project, say=said.append)
    assert there(project.output) == made() | SOMEBODYS
    assert len(said) == 1
    assert "CNAME, html/.DS_Store, html/thesis.docx and 2 more" in said[0]
    publish(project, "third", "html")
    assert there(project.output) == made("third", "html") | made("new", "print") | SOMEBODYS
    assert [p.name for p in project.root.iterdir()] == ["output"]


@pytest.mark.usefixtures("either_way")
def test_a_result_changed_by_hand_is_kept_aside(project: Project) -> None:
    publish(project, "old")
    put(project.output, {"html/index.html": b"my words", "html/new.html": b"a page of mine"})
    said: list[str] = []
    publish(project, say=said.append)
    kept = {f"{ASIDE}/html/index.html": b"my words", f"{ASIDE}/html/new.html": b"a page of mine"}
    assert there(project.output) == made() | kept
    assert f"html/index.html in output/ is not as kktei made it; it is kept as {ASIDE}/html/index.html." in said
    put(project.output, {"html/index.html": b"other words"})
    publish(project, "new")
    assert there(project.output) == made() | kept | {f"{ASIDE}/2/html/index.html": b"other words"}
    put(project.output, {"html/index.html": b"my words"})  # kept already
    publish(project, "new")
    assert there(project.output) == made() | kept | {f"{ASIDE}/2/html/index.html": b"other words"}


def test_names_may_change_from_file_to_folder(project: Project) -> None:
    publish(project, "old")
    mine = {"html/letters": b"a file of mine", "docx": b"another"}
    put(project.output, mine)
    with Staging(project) as staging:
        (staging.part("html") / "letters").mkdir()
        (staging.folder / "html" / "letters" / "d1.html").write_text("new")
        (staging.part("docx") / "edition.docx").write_text("new")
        staging.publish()
    assert there(project.output) == {
        "html/letters/d1.html": b"new", "docx/edition.docx": b"new",
        f"{ASIDE}/html/letters": b"a file of mine", f"{ASIDE}/docx": b"another",
    }  # fmt: skip


def test_links_empty_folders_and_pipes_stay_what_they_are(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "mine.txt").write_text("mine")
    publish(project, "old")
    (project.output / "html" / "scans").symlink_to(elsewhere)
    (project.output / "dangling").symlink_to("nowhere")
    (project.output / "html" / "to come").mkdir()
    os.mkfifo(project.output / "html" / "pipe")
    publish(project)
    assert (project.output / "html" / "scans").readlink() == elsewhere
    assert (project.output / "dangling").readlink() == Path("nowhere")
    assert (project.output / "html" / "to come").is_dir()
    assert (project.output / "html" / "pipe").is_fifo()
    assert (elsewhere / "mine.txt").read_text() == "mine"


@pytest.mark.usefixtures("either_way")
def test_what_comes_while_results_are_made_stays_too(project: Project) -> None:
    publish(project, "old")
    with Staging(project) as staging:
        (staging.part("html") / "index.html").write_text("new")
        keep = staging._exchange

        def late() -> Path | None:
            put(project.output, {"html/late.txt": b"just in time", "html/index.html": b"edited just now"})
            return keep()

        staging._exchange = late  # type: ignore[method-assign]
        staging.publish()
    assert there(project.output) == {
        "html/index.html": b"new",
        "html/late.txt": b"just in time",
        f"{ASIDE}/html/index.html": b"edited just now",
    }


@pytest.mark.usefixtures("either_way")
def test_a_folder_that_somebody_puts_there_in_the_meantime_is_left_alone(project: Project) -> None:
    publish(project, "old")

    def at_the_last_moment() -> None:
        with Staging(project) as staging:
            (staging.part("html") / "index.html").write_text("new")
            keep = staging._exchange

            def late() -> Path | None:
                project.output.rename(project.root / "moved")
                put(project.output)
                return keep()

            staging._exchange = late  # type: ignore[method-assign]
            staging.publish()

    with pytest.raises(OutputError, match="not made by kktei"):
        at_the_last_moment()
    assert there(project.output) == SOMEBODYS
    assert there(project.root / "moved") == made("old")
    assert {p.name for p in project.root.iterdir()} == {"output", "moved"}


@pytest.mark.parametrize(
    "content", [SOMEBODYS, {"html/index.html": b""}, {".gitkeep": b"words"}, {NAME: b"{}"}, {NAME: b"\xff"}]
)
def test_a_folder_without_our_mark_is_refused_and_untouched(project: Project, content: dict[str, bytes]) -> None:
    put(project.output, content)
    for attempt in (prepare, publish, check_place):
        with pytest.raises(OutputError, match=r"output/ is not empty and was not made by kktei.*in it: ") as caught:
            attempt(project)
        assert caught.value.hint
    assert {p.relative_to(project.output).as_posix() for p in project.output.rglob("*") if p.is_file()} == set(content)
    assert [p.name for p in project.root.iterdir()] == ["output"]


def test_an_empty_folder_and_one_with_a_keeper_are_filled(project: Project) -> None:
    project.output.mkdir()
    publish(project, "one")
    assert there(project.output) == made("one")
    other = Project(project.root / "other")
    other.output.mkdir(parents=True)
    (other.output / ".gitkeep").touch()
    publish(other, "one")
    assert there(other.output) == made("one")
    assert [p.name for p in other.root.iterdir()] == ["output"]


def test_a_file_called_output_and_a_link_to_nowhere_are_refused(project: Project) -> None:
    project.output.write_text("my output")
    with pytest.raises(OutputError, match="output/ is a file"):
        publish(project)
    assert project.output.read_text() == "my output"
    project.output.unlink()
    project.output.symlink_to("unmounted")
    with pytest.raises(OutputError, match="which is not there"):
        publish(project)
    assert [p.name for p in project.root.iterdir()] == ["output"]


@pytest.mark.usefixtures("either_way")
def test_a_link_is_followed_and_its_target_exchanged(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    web = tmp_path_factory.mktemp("srv") / "www"
    web.mkdir()
    project.output.symlink_to(web)
    publish(project, "old")
    put(web)
    publish(project)
    assert project.output.is_symlink()
    assert there(web) == made() | SOMEBODYS
    assert [p.name for p in web.parent.iterdir()] == ["www"]
    project.output.unlink()
    project.output.symlink_to(web / "photographs")
    with pytest.raises(OutputError, match="not made by kktei"):
        publish(project)
    assert there(web) == made() | SOMEBODYS


def test_the_folder_that_a_link_leads_to_may_be_on_another_disk(project: Project) -> None:
    shm = Path("/dev/shm")
    if not shm.is_dir() or shm.stat().st_dev == project.root.stat().st_dev:
        pytest.skip("needs a second file system")
    with tempfile.TemporaryDirectory(dir=shm) as folder:
        web = Path(folder) / "www"
        web.mkdir()
        project.output.symlink_to(web)
        publish(project, "old")
        put(web)
        publish(project, "new", "html")
        assert there(web) == made("new", "html") | made("old", "print") | SOMEBODYS
        assert [p.name for p in web.parent.iterdir()] == ["www"]
        project.output.unlink()
        project.output.symlink_to(shm)
        with pytest.raises(OutputError, match="a disk of its own") as refusal:
            publish(project)
        assert "make output/ a link" in str(refusal.value.hint)


def test_a_folder_that_is_bound_from_the_same_disk_is_known(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mounts").write_text(f"36 35 98:0 /web {project.root}/my\\040output rw - ext4 /dev/sda rw\n")
    monkeypatch.setattr(place, "_MOUNTS", tmp_path / "mounts")
    publish(project, "old")  # output/ is none
    with pytest.raises(OutputError, match="a disk of its own"):
        publish(replace(project, results=project.root / "my output"))


@pytest.mark.usefixtures("either_way")
def test_where_files_cannot_share_their_bytes_they_are_copied(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    publish(project, "old")
    put(project.output)
    os.utime(project.output / "CNAME", (1, 1))
    monkeypatch.setattr(os, "link", refuse)
    publish(project, "new", "html")
    assert there(project.output) == made("new", "html") | made("old", "print") | SOMEBODYS
    assert (project.output / "CNAME").stat().st_mtime == 1
    assert [p.name for p in project.root.iterdir()] == ["output"]


@pytest.mark.parametrize("target", ["edition", "edition/documents", "seeds", ".", ".kktei-cache"])
def test_results_never_go_over_what_is_read(project: Project, target: str) -> None:
    for folder in ("edition/documents", "seeds", ".kktei-cache"):
        (project.root / folder).mkdir(parents=True)
    project.output.symlink_to(project.root / target)
    with pytest.raises(OutputError, match="which is read"):
        publish(project)


def test_a_place_that_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    project = Project(tmp_path, Path("/proc/kktei-site"))
    with pytest.raises(OutputError, match="cannot be written"):
        publish(project)


def test_only_what_carries_the_mark_is_cleared_away(project: Project) -> None:
    publish(project, "old")
    put(project.root, {".output.new.17/thesis.docx": b"work", ".output.old.18/html/index.html": b"somebody's"})
    (project.root / ".output.new.19").mkdir()
    put(project.root, {".output.new.20/half.html": b"half"})
    (project.root / ".output.new.20" / NAME).write_text(json.dumps({"whole": False, "made": {}}))
    publish(project)
    assert {p.name for p in project.root.iterdir()} == {"output", ".output.new.17", ".output.old.18"}
    assert there(project.root / ".output.new.17") == {"thesis.docx": b"work"}
    assert there(project.root / ".output.old.18") == {"html/index.html": b"somebody's"}
    assert there(project.output) == made()


def test_a_mark_reaches_no_file_outside_its_folder(project: Project) -> None:
    put(project.root, {"mine.txt": b"mine"})
    publish(project, "old")
    file = project.output / NAME
    mark = json.loads(file.read_text())
    mark["made"] |= {"../mine.txt": mark["made"]["html/old.html"], str(project.root / "mine.txt"): ""}
    file.write_text(json.dumps(mark))
    publish(project)
    assert (project.root / "mine.txt").read_bytes() == b"mine"
    assert there(project.output) == made()


def test_the_same_results_have_the_same_mark(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = Project(tmp_path_factory.mktemp("other"))
    publish(project)
    publish(other, "old")
    publish(other)
    assert (project.output / NAME).read_bytes() == (other.output / NAME).read_bytes()


def test_names_of_any_bytes_are_carried(project: Project) -> None:
    names = {os.fsdecode(name): b"mine" for name in (b"caf\xe9", "u\u0308.txt".encode(), b"line\nbreak", b"a'\"#%.x")}
    publish(project, "old")
    put(project.output / "html", names)
    publish(project)
    assert there(project.output) == made() | {f"html/{n}": d for n, d in names.items()}


def _killed(step: int, task: Callable[[], None]) -> bool:
    """Whether ``task``, in a process of its own, was killed before its ``step``-th change of the disk."""
    child = os.fork()
    if child == 0:
        left = [step]

        def count(event: str, arguments: tuple[object, ...]) -> None:
            writing = event == "open" and str(arguments[1]) not in {"r", "rb", "None"}
            if writing or event in {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.symlink"}:
                left[0] -= 1
                if left[0] < 0:
                    os._exit(9)

        sys.addaudithook(count)
        task()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


@pytest.mark.usefixtures("either_way")
def test_a_kill_at_any_step_loses_nothing(project: Project, either_way: bool) -> None:
    mine = {"CNAME": b"letters.example.org", "html/scans/1.jpg": b"\xff\xd8", "html/index.html": b"changed by hand"}
    stay = {name: data for name, data in mine.items() if name != "html/index.html"}
    step = 0
    while True:
        publish(project, "old", "html", say=lambda _: None)
        put(project.output, mine)
        killed = _killed(step, lambda: publish(project, "new", "html", say=lambda _: None))
        everywhere = [there(p) for p in project.root.iterdir() if p.is_dir()]
        for name, data in mine.items():
            assert any(data in found.values() for found in everywhere), (step, name)
        if either_way and killed:
            assert there(project.output).items() >= stay.items(), step
        publish(project, "last", "html", say=lambda _: None)
        found = there(project.output)
        assert {n: d for n, d in found.items() if not n.startswith(ASIDE)} == made("last", "html") | stay, step
        assert b"changed by hand" in found.values(), step
        assert [p.name for p in project.root.iterdir()] == ["output"], step
        if not killed:
            break
        step += 1
    assert step > 25


@pytest.mark.usefixtures("either_way")
@pytest.mark.parametrize("function", ["claim", "_dismantled"])
def test_a_run_that_is_stopped_deletes_nothing_on_its_way_out(
    project: Project, monkeypatch: pytest.MonkeyPatch, function: str
) -> None:
    """Stopped by Ctrl-C when the folders have just changed places, with somebody's folder in the place of the results."""
    publish(project, "old")

    def stop_late() -> None:
        with Staging(project, say=lambda _: None) as staging:
            (staging.part("html") / "index.html").write_text("new")
            real, swap = getattr(module, function), staging._exchange

            def stop(folder: Path, *given: object) -> object:
                if folder != project.output:
                    raise KeyboardInterrupt
                return real(folder, *given)

            def late() -> Path | None:
                put(project.output)
                monkeypatch.setattr(module, function, stop)
                return swap()

            staging._exchange = late  # type: ignore[method-assign]
            staging.publish()

    with pytest.raises(KeyboardInterrupt):
        stop_late()
    monkeypatch.undo()
    publish(project, "last")
    assert there(project.output) == made("last") | SOMEBODYS
    assert [p.name for p in project.root.iterdir()] == ["output"]


def test_folders_of_any_shape_keep_their_strangers(tmp_path: Path) -> None:
    """Trees by chance: of every file that was not made, or not left as it was made, the bytes stay."""
    chance = random.Random(1963)
    for turn in range(15):
        project = Project(tmp_path / str(turn))
        names = [f"{a}{b}{c}" for a in ("html", "print", "x") for b in ("", "/a", "/b/c") for c in ("", ".new", "/d")]
        kept: set[bytes] = set()
        for round_ in range(4):
            with Staging(project, say=lambda _: None) as staging:
                for name in chance.sample(names, 5):
                    _try(staging.folder / name, f"made {name} {chance.random()}".encode())
                staging.publish()
            assert kept <= set(there(project.output).values()), (turn, round_)
            for name in chance.sample(names, 5):
                if _try(project.output / name, data := f"mine {name} {turn} {round_}".encode()):
                    kept.add(data)


def _try(path: Path, data: bytes) -> bool:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.read_bytes().startswith(b"mine"):
            return False
        path.write_bytes(data)
    except OSError:  # a file is where a folder would be, or the other way round
        return False
    return True
