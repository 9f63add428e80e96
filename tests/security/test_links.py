"""A cloned edition full of links and paths that lead out of it reads none of its reader's files."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kktei import links
from kktei.cli.main import run
from kktei.errors import InputError
from kktei.project import Project, find
from kktei.render.words import words
from tests.editions import POWERLESS, called

PRIVATE = "the reader's private words"
TEI = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>{PRIVATE}</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>
<text><body><p>{PRIVATE}</p></body></text></TEI>"""
COMMANDS = (["build"], ["convert"], ["validate"], ["status"], ["text"], ["render", "html"])

Trap = Callable[[Project, Path], None]


@pytest.fixture
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    for name in ("secret.css", "secret.txt", "de.json"):
        (folder / name).write_text(PRIVATE, encoding="utf-8")
    (folder / "secret.xml").write_text(TEI, encoding="utf-8")
    return folder


def link(name: str, target: str = "secret.txt") -> Trap:
    def lay(project: Project, home: Path) -> None:
        place = project.root / name
        place.unlink(missing_ok=True)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(home / target)

    return lay


def through_a_link_that_stays(project: Project, home: Path) -> None:
    (project.root / "data").mkdir()
    (project.root / "data" / "de.json").symlink_to(home / "de.json")
    (project.edition / "texts").symlink_to("../data")


def relative(project: Project, home: Path) -> None:
    place = project.edition / "theme.css"
    place.symlink_to(os.path.relpath(home / "secret.css", place.parent))


def in_two_steps(project: Project, home: Path) -> None:
    (project.root / "way").symlink_to(home)
    (project.edition / "theme.css").symlink_to("../way/secret.css")


def whole_folder(name: str) -> Trap:
    def lay(project: Project, home: Path) -> None:
        (project.root / name).rename(home / "moved")
        (project.root / name).symlink_to(home / "moved")

    return lay


def setting(line: str) -> Trap:
    def lay(project: Project, home: Path) -> None:
        file = project.edition / "edition.toml"
        words = line.replace("HOME", str(home)).replace("NEAR", os.path.relpath(home, project.root))
        file.write_text(f"{file.read_text(encoding='utf-8')}\n{words}\n", encoding="utf-8")

    return lay


TRAPS: dict[str, tuple[Trap, str]] = {
    "style": (link("edition/theme.css", "secret.css"), "edition/theme.css"),
    "authorities": (link("edition/authorities.xml", "secret.xml"), "edition/authorities.xml"),
    "settings": (link("edition/edition.toml"), "edition/edition.toml"),
    "table": (link("edition/facts.csv"), "edition/facts.csv"),
    "vocabulary": (link("edition/vocabulary.toml"), "edition/vocabulary.toml"),
    "typesetting": (link("edition/print.typ"), "edition/print.typ"),
    "folder of texts": (link("edition/texts", "."), "edition/texts"),
    "face": (link("edition/fonts/a.ttf"), "edition/fonts/a.ttf"),
    "profile": (link("edition/x.icc"), "edition/x.icc"),
    "memory": (
        link("edition/.kktei/converted/documents/d009.xml.gz"),
        "edition/.kktei/converted/documents/d009.xml.gz",
    ),
    "all of the disk": (lambda p, _: (p.seeds / "root").symlink_to("/"), "seeds/root"),
    "relative": (relative, "edition/theme.css"),
    "in two steps": (in_two_steps, "edition/theme.css"),
    "by a link that stays": (through_a_link_that_stays, "edition/texts/de.json"),
    "sources": (whole_folder("seeds"), "seeds"),
    "documents": (whole_folder("edition/documents"), "edition/documents"),
    "edition": (whole_folder("edition"), "edition"),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_links_that_lead_out_are_refused(
    trap: str, built: Project, secret: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lay, name = TRAPS[trap]
    lay(built, secret)
    monkeypatch.chdir(built.root)
    for command in COMMANDS if trap == "style" else COMMANDS[1:3]:
        assert run(command) == 3, command
        said = capsys.readouterr()
        assert f"{name} is a link that leads outside, to /" in said.err, command
        assert "--follow-links" in said.err
        assert PRIVATE not in said.out + said.err


@pytest.mark.parametrize("name", ["outside.txt", "device.txt", "itself.txt"])
def test_a_source_that_is_a_bad_link_is_not_read_and_stops_no_other(
    name: str, built: Project, secret: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    leads = {"outside.txt": secret / "secret.xml", "device.txt": "/dev/zero", "itself.txt": "itself.txt"}
    (built.seeds / name).symlink_to(leads[name])
    monkeypatch.chdir(built.root)
    for command in (["convert"], ["validate"], ["status"]):
        code = run(command)
        said = capsys.readouterr()
        if command != ["status"]:
            assert code == 3, command
            assert f"seeds/{name}: error[C010] This file cannot be used: it is a link that leads" in said.out
        assert PRIVATE not in said.out + said.err


@pytest.mark.parametrize("name", ["edition/documents/d003.xml", "edition/documents/d002.xml"])
def test_a_document_that_is_a_link_outside_is_not_read_and_stops_no_other(
    name: str, built: Project, secret: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    link(name, "secret.xml")(built, secret)
    monkeypatch.chdir(built.root)
    (built.documents / "d009.xml").symlink_to("d009.xml")
    for command in (["render", "html"], ["render", "html"], ["validate"], ["convert"], ["text"]):
        code = run(command)
        said = capsys.readouterr()
        if command[0] in ("render", "validate"):
            assert code == 1, command
            assert "documents/d009.xml: error[V008] The file cannot be read" in said.out
            assert f"{name}: error[V008] This file cannot be used: it is a link that leads outside, to /" in said.out
        assert PRIVATE not in said.out + said.err
    site = built.output / "html"
    assert (site / "documents" / "d001.html").is_file()
    assert not (site / name.removeprefix("edition/").replace(".xml", ".html")).exists()
    assert PRIVATE.encode() not in b"".join(path.read_bytes() for path in site.rglob("*.html"))
    assert b"documents/d002.xml" in (built.edition / "edition.xml").read_bytes()  # it is not taken for deleted
    assert (built.root / name).is_symlink()


@pytest.mark.parametrize(
    "name", ["HOME/secret.xml", "NEAR/secret.xml", "seeds/../../../../../../../../../HOME/secret.xml"]
)
def test_sources_of_the_settings_stay_inside(
    name: str, built: Project, secret: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    setting(f'[convert]\nseeds = ["{name}"]')(built, secret)
    monkeypatch.chdir(built.root)
    for command in (["build"], ["convert"], ["validate"], ["status"], ["render", "html"]):
        assert run(command) == 3, command
        said = capsys.readouterr()
        assert "convert.seeds in edition.toml names" in said.err
        assert PRIVATE not in said.out + said.err


@pytest.mark.long
def test_who_says_so_has_links_followed(built: Project, secret: Path) -> None:
    link("edition/theme.css", "secret.css")(built, secret)
    done = called("render", "html", "--follow-links", cwd=built.root)
    assert done.returncode == 0, done.stderr
    [sheet] = (built.output / "html" / "assets").glob("edition.*.css")
    assert sheet.read_text(encoding="utf-8") == PRIVATE
    assert called("render", "html", cwd=built.root).returncode == 3, "it is said each time"


def test_sources_may_lie_elsewhere_for_who_says_so(
    built: Project, secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole_folder("seeds")(built, secret)
    setting('[convert]\nseeds = ["seeds/letters.txt"]')(built, secret)
    monkeypatch.chdir(built.root)
    for command in (["convert"], ["validate"], ["status"], ["text"]):
        assert run([*command, "--follow-links"]) == 0


def test_links_within_the_edition_are_none_of_these(
    built: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (built.edition / "theme.css").symlink_to("../theme.css")
    (built.root / "theme.css").write_text("")
    (built.seeds / "again").symlink_to(".")
    (built.documents / ".#d001.xml").symlink_to("editor@host.1234:5678")
    monkeypatch.chdir(built.root)
    assert run(["validate"]) == 0
    assert run(["text"]) == 0
    (built.seeds / "gone.txt").symlink_to("elsewhere.txt")
    assert run(["convert"]) == 3
    assert "seeds/gone.txt: error[C010]" in capsys.readouterr().out


@pytest.mark.parametrize("place", ["edition/texts", "edition/theme.css"])
def test_links_in_a_circle_are_named(
    place: str, built: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (built.root / place).symlink_to((built.root / place).name)
    monkeypatch.chdir(built.root)
    for command in COMMANDS:
        for more in ([], ["--follow-links"]):
            assert run([*command, *more]) == 3
            assert f"{place} is a link that leads to itself" in capsys.readouterr().err


def test_letters_of_others_bring_no_files_along(
    secret: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    (letters / "a.xml").write_text(TEI.replace(PRIVATE, "Dear Sir"), encoding="utf-8")
    (letters / "b.xml").symlink_to(secret / "secret.xml")
    monkeypatch.chdir(tmp_path)
    for command in (
        ["render", "html", "--input", "letters"],
        ["validate", "letters"],
        ["validate", "--schema", "x.rng", "letters"],
    ):
        assert run(command) == 3
        assert "b.xml is a link that leads outside" in capsys.readouterr().err
    (letters / "b.xml").unlink()
    (letters / "theme.css").symlink_to(secret / "secret.css")
    assert run(["render", "html", "--input", "letters/a.xml", "--output", "site"]) == 3
    assert "theme.css is a link that leads outside" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("language", ["../../secret", "/etc/passwd", "..", "de/../../../secret", "", "\0"])
def test_a_language_names_no_file_elsewhere(language: str, tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_text('{"print.notes": "the reader\'s private words"}', encoding="utf-8")
    (tmp_path / "edition" / "texts").mkdir(parents=True)
    assert PRIVATE not in words(language, tmp_path / "edition").values()


def test_names_that_a_terminal_cannot_have_are_escaped(tmp_path: Path) -> None:
    (tmp_path / "line\nbreak\x1b[31m").symlink_to("/etc")
    with pytest.raises(InputError) as caught:
        links.check([tmp_path], tmp_path)
    assert r"line\nbreak\x1b[31m is a link" in caught.value.message


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "place",
    [
        "seeds/more.txt",
        "seeds/letters.txt",
        "edition/documents/d003.xml",
        "edition/documents/d002.xml",
        "edition/authorities.xml",
        "edition/edition.xml",
        "edition/front.xml",
        "edition/edition.toml",
        "edition/facts.csv",
        "edition/facts.xlsx",
        "edition/vocabulary.toml",
        "edition/theme.css",
        "edition/print.typ",
        "edition/texts/en.json",
        "edition/fonts/a.ttf",
        "edition/.kktei/converted/documents/d001.xml.gz",
        "edition/conflicts/d001.new.xml",
        ".kktei-cache/built",
        "output/html/index.html",
        "output/.kktei-made",
    ],
)
def test_pipes_are_not_waited_for(place: str, built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = built.root / place
    pipe.unlink(missing_ok=True)
    pipe.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(pipe)
    monkeypatch.chdir(built.root)
    for command in (["convert"], ["status"], ["text"]) if "d002" in place else (["convert"], ["status"]):
        assert run(command) in {0, 1, 2, 3, 5}, command
    assert pipe.is_fifo()


@pytest.mark.parametrize(
    ("name", "mode"), [("edition/documents", 0o000), ("edition/documents", 0o400), ("seeds/a", 0o000)]
)
def test_a_folder_that_may_not_be_looked_into_is_named(name: str, mode: int, tmp_path: Path) -> None:
    """What lies in it was taken for nothing at all."""
    folder = edition_in(tmp_path) / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "x").write_text("x", encoding="utf-8")
    folder.chmod(mode)
    code = "import sys; from pathlib import Path; from kktei.project import find; find(Path(sys.argv[1]))"
    done = subprocess.run(
        [*POWERLESS, sys.executable, "-c", code, tmp_path], capture_output=True, text=True, check=False
    )
    folder.chmod(0o700)
    assert f"InputError: The folder {name} cannot be read: Permission denied" in done.stderr


@pytest.mark.parametrize("name", ["edition/documents", "seeds"])
@pytest.mark.parametrize("what", ["a file", "a link to nothing"])
def test_what_stands_in_a_folders_place_is_named(name: str, what: str, tmp_path: Path) -> None:
    """Every document was taken for deleted."""
    place = edition_in(tmp_path) / name
    place.write_text("x", encoding="utf-8") if what == "a file" else place.symlink_to("elsewhere")
    with pytest.raises(InputError, match=f"{name} is {'no folder' if what == 'a file' else what}"):
        find(tmp_path)
    place.unlink()
    place.mkdir()
    assert find(tmp_path).root == tmp_path.resolve()


def edition_in(root: Path) -> Path:
    (root / "edition").mkdir()
    (root / "edition" / "edition.toml").write_text('[edition]\ntitle = "T"\n', encoding="utf-8")
    return root
