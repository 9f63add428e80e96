"""Settings are checked key by key, and messages name the line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kktei.config import documented, load
from kktei.errors import SettingsError, UsageError
from kktei.project import Project, find, natural

GOOD = '[edition]\ntitle = "Letters"\neditors = ["A", "B"]\n'


def written(tmp_path: Path, text: str | bytes) -> Path:
    file = tmp_path / "edition.toml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def test_defaults_are_filled_in(tmp_path: Path) -> None:
    settings = load(written(tmp_path, GOOD))
    assert settings.text("edition.title") == "Letters"
    assert settings.texts("edition.editors") == ("A", "B")
    assert set(settings.values) == set(documented())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GOOD + 'titel = "x"\n', r"edition\.toml:4:1: there is no key 'edition\.titel'"),
        (GOOD + "publisher = 3\n", r"edition\.toml:4:1: 3 is not a text in quotation marks"),
        ('[edition]\neditors = [1]\ntitle="x"', r"edition\.toml:2:1: every item"),
        ('title = "x"', r"edition\.toml:1:1: 'title' stands outside a table"),
        ("[edition]\n", r"edition\.title is missing"),
        ("[edition\n", r"edition\.toml:1:9: this is not TOML"),
        (b"[edition]\ntitle = '\xff'", r"edition\.toml:2:10: this byte \(0xff\) is not UTF-8"),
        (GOOD + '[[suppress]]\ncode = "N003"\n', r"edition\.toml:4:1: a suppression needs code and reason"),
        (GOOD + '[[suppress]]\ncode = "N003"\nreason = " "\n', r"edition\.toml:6:1: a suppression needs a reason"),
    ],
)
def test_faults_are_named_with_their_line(tmp_path: Path, text: str | bytes, words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        load(written(tmp_path, text))


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "\x01javascript:alert(1)",
        "data:text/html,<script>", "vbscript:x", "file:///etc/passwd", "//evil.example/", "letters/", "https://",
        "https://a.example/ onclick=x", "https://a.example/\u202egro", "https://a.example/\u200b", "https://a.example/\">",
        "ftp://a.example/", "x.example",
    ],
)  # fmt: skip
@pytest.mark.parametrize("key", ["base_uri", "licence"])
def test_an_address_is_of_the_web(tmp_path: Path, key: str, address: str) -> None:
    with pytest.raises(SettingsError, match=r"edition\.toml:4:1: .* is no address of the web"):
        load(written(tmp_path, GOOD + f"{key} = {json.dumps(address)}\n"))


@pytest.mark.parametrize("address", ["https://a.example/letters/", "HTTP://a.example:80/?q=ä&x='1'#y", ""])
def test_addresses_of_the_web_are_taken(tmp_path: Path, address: str) -> None:
    assert load(written(tmp_path, GOOD + f"base_uri = {json.dumps(address)}\n")).text("edition.base_uri") == address


def test_schemas_are_addresses_or_paths(tmp_path: Path) -> None:
    good = ["../../schema/my rules.sch", "kktei.rng", "https://a.example/tei.rng"]
    assert load(written(tmp_path, GOOD + f"[convert]\nschemas = {good}\n")).texts("convert.schemas") == tuple(good)
    for bad in ("javascript:x", "//a.example/x.rng", 'x.rng"?><?xml-stylesheet href="y', " x.rng", ""):
        with pytest.raises(SettingsError, match="is no address"):
            load(written(tmp_path, GOOD + f"[convert]\nschemas = [{json.dumps(bad)}]\n"))


def test_a_misspelt_key_gets_its_nearest(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        load(written(tmp_path, GOOD + 'publsher = "x"\n'))
    assert caught.value.hint == "Did you mean 'edition.publisher'?"


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("publisher", "Did you mean 'edition.publisher'?"),
        ("colour", "docs/settings.md lists all keys."),
        ("icc_profil", "Did you mean 'print.icc_profile'?"),
    ],
)
def test_a_key_is_near_another_by_its_own_name(tmp_path: Path, key: str, hint: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(written(tmp_path, f'{GOOD}[print]\n{key} = "x"\n'))
    assert caught.value.hint == hint


def test_all_faults_are_told_in_one_go(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        load(written(tmp_path, '[edition]\npublsher = "x"\nlanguage = 3\n[prnt]\nx = 1\n[print]\ntrim = "no"\n'))
    said = caught.value
    assert (said.line, said.message) == (2, "edition.toml:2:1: there is no key 'edition.publsher'")
    lines = [line for line in str(said.hint).split("\n") if line.startswith("edition.toml")]
    assert [line.split(" ")[0] for line in lines] == [f"edition.toml{place}:" for place in (":3:1", ":5:1", ":7:1", "")]


def test_every_key_is_documented() -> None:
    assert all(row.doc.strip().endswith((".", ")")) and row.kind for row in documented().values())


def test_the_project_is_found_from_below(tmp_path: Path) -> None:
    deep = tmp_path / "edition" / "documents"
    deep.mkdir(parents=True)
    written(tmp_path / "edition", GOOD)
    assert find(deep) == Project(tmp_path.resolve())
    with pytest.raises(UsageError, match="not inside an edition"):
        find(tmp_path.parent)


def test_documents_come_in_the_order_of_their_numbers() -> None:
    assert sorted(["d10.xml", "d9.xml", "d091.xml", "a.xml"], key=natural) == ["a.xml", "d9.xml", "d10.xml", "d091.xml"]
