"""Whatever TOML an editor writes: a place, what is wrong and what to write; never anything else."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import pytest

from kktei.config import documented, load
from kktei.errors import InputError, SettingsError
from kktei.parse.vocabulary import load_vocabulary

# Each kind of TOML value; the first ones are right for some keys.
VALUES = {
    "text": '"x"', "empty text": '""', "number": "3", "flag": "true", "list": '["a"]', "empty list": "[]", "float": "1.5", "infinite": "inf",
    "nothing": "nan", "date": "1963-04-03", "moment": "1963-04-03T16:00:00Z", "time": "16:00:00", "table": "{}", "inline table": '{a = "b"}',
    "list of numbers": "[1, 2]", "mixed list": '["a", 1]', "list of lists": '[["a"]]', "list of tables": '[{a = "b"}]', "deep": "[" * 90 + "]" * 90,
    "negative": "-5", "huge": "9" * 4000, "too huge": "9" * 5000, "hex": "0xffffffffff", "NUL": '"a\\u0000b"', "bell": '["a\\u0007"]',
    "noncharacter": '"\\uffff"', "long": f'"{"x" * 100_000}"', "very deep": "[" * 5000 + "]" * 5000, "wrong date": "1963-02-30",
}  # fmt: skip
RIGHT = {
    "text": {"text", "empty text", "long"},
    "texts": {"list", "empty list"},
    "names": {"list", "empty list", "text", "empty text", "long"},
    "address": {"empty text"},
    "addresses": {"list", "empty list"},
    "integer": {"number"},
    "flag": {"flag"},
    "choice": set(),
    "choices": {"empty list"},
    "length": {"empty text"},
    "trim": {"empty text"},
    "email": {"empty text"},
    "policy": {"empty text"},
    "doi": {"empty text"},
    "id": {"text"},
    "title": {"text", "long"},
    "date": {"empty text"},
    "language": {"text", "empty text"},
    "isbn": {"text", "empty text", "long"},
}


def settings(tmp_path: Path, text: str | bytes) -> SettingsError | None:
    """What is said about a file; it is said in words, with a place and with what to do."""
    file = tmp_path / "edition.toml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    try:
        load(file)
    except SettingsError as problem:
        said = problem
    else:
        return None
    assert said.exit_code == 3
    assert len(said.message) < 400
    assert said.hint
    return said


def with_key(full: str, value: str) -> str:
    table, key = full.split(".")
    title = "" if full == "edition.title" else 'title = "T"\n'
    if table == "edition":
        return f"[edition]\n{title}{key} = {value}\n"
    return f"[edition]\n{title}[{table}]\n{key} = {value}\n"


@pytest.mark.parametrize("kind", VALUES)
def test_every_key_with_every_kind_of_value(kind: str, tmp_path: Path) -> None:
    for full, row in documented().items():
        text = with_key(full, VALUES[kind])
        said = settings(tmp_path, text)
        if kind in RIGHT[row.kind]:
            assert said is None, full
            continue
        if row.kind == "length" and kind in {"number", "float"} and row.least <= float(VALUES[kind]):
            continue
        if row.kind == "choice" and kind == "empty text" and "" in row.choices:
            continue
        assert said is not None, full
        line = text.splitlines().index(f"{full.split('.')[1]} = {VALUES[kind]}") + 1
        assert said.message.startswith(f"edition.toml:{line}:"), (full, said.message)
        assert said.line == line


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ('edition = "x"', "1:1", "'edition' is a table"),
        ('[[edition]]\ntitle = "T"', "1:1", "'edition' is a table"),
        ('[edition]\ntitle = "T"\n[print]\n[print.width]\na = 1', "3:1", "is not a number"),
        ('[edition]\ntitle = "T"\n[edition.title]\n', "3:15", "not TOML"),
        ('edition.title = "T"\nedition.date = 1963', "2:9", "1963 is not a text in quotation marks"),
        ('edition = {title = "T", date = 1963}', "1:25", "1963 is not a text in quotation marks"),
        ('[edition]\ntitle = "T"\n[prnt]\n', "3:1", "there is no table 'prnt'"),
        ('[edition]\ntitle = "T"\n[prnt]\nwidth = "1"', "4:1", "there is no key 'prnt.width'"),
        ('[edition]\ntitle = "T"\n"ti tle" = 1', "3:1", "there is no key 'edition.ti tle'"),
        ('[edition]\ntitle = "T"\n' + "a." * 2000 + "b = 1", "3:1", "there is no key"),
        ('[edition]\ntitle = "T', "2:11", "not TOML"),
        ("[edition]\n" + 'title = "T"\ntitle = "U"', "3:12", "not TOML"),
        ('[edition]\ntitle = """\nT', "3:2", "not TOML"),
    ],
)
def test_tables_of_the_wrong_kind(text: str, place: str, words: str, tmp_path: Path) -> None:
    said = settings(tmp_path, text)
    assert said is not None
    assert said.message.startswith(f"edition.toml:{place}: "), said.message
    assert words in said.message


WRONG_IDS = ("", " ", ".", "..", "a b", "a/b", "../../../evil", "/tmp/t/mine", "a\\\\b", "C:evil", ".hidden", "-x", "a..b", "a.", "a<b>&", "a'b",
             "\u0301a", "x" * 201, "ü" * 101)  # fmt: skip


@pytest.mark.parametrize("given", WRONG_IDS)
def test_an_id_that_is_no_name_of_a_file_is_refused_with_its_line(given: str, tmp_path: Path) -> None:
    said = settings(tmp_path, f'[edition]\ntitle = "T"\nid = "{given}"\n')
    assert said is not None
    assert said.message.startswith("edition.toml:3:")


@pytest.mark.parametrize("given", ["kke", "Briefe-Ä_2", "письма", "書簡.1", "हिन्दी", "1848", "_x", "a-b.c"])
def test_an_id_may_have_letters_of_any_script(given: str, tmp_path: Path) -> None:
    assert settings(tmp_path, f'[edition]\ntitle = "T"\nid = "{given}"\n') is None


VALUES_OF = {
    "edition.title": ("Letters", " "),
    "edition.date": ("2026 2026-05 2026-05-17 2026-05-17T10:00:00Z", "gestern|2026-13|2026-02-30|0000|26|17.5.2026|2026-05-17T25:00:00"),
    "source.date": ("1996", "c. 1996"),
    "edition.language": ("en de-CH sr-Latn-RS grc x-own de-1996", "zz-??|de_DE|en |English language|d-|123"),
    "print.isbn": ("978-3-16-148410-0 9783161484100 3-16-148410-X 0306406152 979-10-90636-07-1 ISBN:9783161484100 pending",
                   "123|978-3-16-148410-1|3-16-148410-1|977-3-16-148410-0|978-3-16-148410-0, 123|97831614841000"),
}  # fmt: skip


@pytest.mark.parametrize("full", VALUES_OF)
def test_what_cannot_be_used_is_refused_with_its_line_and_what_can_is_taken(full: str, tmp_path: Path) -> None:
    right, wrong = VALUES_OF[full]
    for given in (*right.split(), *wrong.split("|")):
        text = with_key(full, f'"{given}"')
        said = settings(tmp_path, text)
        assert (said is None) == (given in right.split()), given
        assert said is None or said.line == len(text.splitlines()), given


def test_words_beside_an_isbn(tmp_path: Path) -> None:
    for given in (
        "ISBN 978-3-16-148410-0 (print), ISBN-13: 978-3-16-148410-0 (PDF)",
        "ISBN-10 3-16-148410-X",
        "ISBN 978 3 16 148410 0",
    ):
        assert settings(tmp_path, with_key("print.isbn", f'"{given}"')) is None, given


@pytest.mark.parametrize("kind", VALUES)
def test_suppressions_of_every_kind(kind: str, tmp_path: Path) -> None:
    value = VALUES[kind]
    good = {"code": '"S050"', "reason": '"r"'}
    for key in ("code", "reason", "file", "place", "act"):
        rows = "".join(f"{k} = {v}\n" for k, v in (good | {key: value}).items())
        said = settings(
            tmp_path, f'[edition]\ntitle = "T"\n[[suppress]]\ncode = "a"\nreason = "b"\n[[suppress]]\n{rows}'
        )
        if (key != "act" and kind in ("text", "long")) or (kind == "empty text" and key in ("code", "file", "place")):
            assert said is None
        elif kind in ("NUL", "noncharacter") and key != "act":
            assert said is None  # it suppresses nothing, and goes nowhere
        else:
            assert said is not None, key
            assert said.message.startswith(f"edition.toml:{7 + list(good | {key: ''}).index(key)}:"), said.message
    for text in (f"suppress = {value}\n", f"[edition]\nsuppress = {value}\n"):
        said = settings(tmp_path, f'{text}{"" if text.startswith("[") else "[edition]"}\ntitle = "T"\n')
        assert (said is None) == (kind == "empty list" and text.startswith("suppress"))


def test_a_suppression_that_is_one_table_still_counts(tmp_path: Path) -> None:
    assert settings(tmp_path, '[edition]\ntitle = "T"\n[suppress]\ncode = "S050"\nreason = "r"\n') is None


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "utf-16-le"])
def test_what_windows_editors_write(encoding: str, tmp_path: Path) -> None:
    text = '[edition]\r\ntitle = "Briefe für Ä"\r\n'
    raw = text.encode(encoding)
    file = tmp_path / "edition.toml"
    file.write_bytes(raw if encoding in ("utf-8-sig", "utf-16") else "\ufeff".encode(encoding) + raw)
    assert load(file).text("edition.title") == "Briefe für Ä"


def test_no_file_at_all(tmp_path: Path) -> None:
    file = tmp_path / "edition.toml"
    for make in (
        file.mkdir,
        lambda: (file.rmdir(), file.symlink_to(file)),
        lambda: (file.unlink(), file.symlink_to("x")),
    ):
        make()
        with pytest.raises(SettingsError, match=r"edition\.toml"):
            load(file)
    file.unlink()
    file.write_bytes(b"#" * 1_000_001)
    with pytest.raises(SettingsError, match="larger than 1 MB"):
        load(file)


def test_damaged_settings(root: Path, tmp_path: Path) -> None:
    """Bytes flipped, lines cut, doubled and swapped: settings or words."""
    source = (root / "edition" / "edition.toml").read_bytes()
    told = 0
    for seed in range(300):
        chance = random.Random(seed)
        raw = bytearray(source)
        for _ in range(chance.randint(1, 5)):
            at = chance.randrange(len(raw))
            match chance.randrange(3):
                case 0:
                    raw[at] = chance.randrange(256)
                case 1:
                    del raw[at : at + chance.randint(1, 40)]
                case 2:
                    raw[at:at] = chance.choice(VALUES_LIST).encode()
        told += settings(tmp_path, bytes(raw)) is not None
    assert told > 100


VALUES_LIST = [v for v in VALUES.values() if len(v) < 200]


# --- vocabulary.toml ------------------------------------------------------------------


def vocabulary(tmp_path: Path, text: str) -> InputError | None:
    file = tmp_path / "vocabulary.toml"
    file.write_text(text, encoding="utf-8")
    try:
        load_vocabulary(file)
    except InputError as problem:
        said = problem
    else:
        return None
    assert said.exit_code == 3
    assert re.match(r"vocabulary\.toml:\d+:\d+: ", said.message), said.message
    assert len(said.message) < 400
    assert said.hint
    return said


@pytest.mark.parametrize("kind", VALUES)
def test_every_table_with_every_kind_of_value(kind: str, tmp_path: Path) -> None:
    own = load_vocabulary()
    for table in (*own.rows, *own.lists):
        said = vocabulary(tmp_path, f"\n{table} = {VALUES[kind]}\n")
        fits = kind == "empty list" or (kind == "list" and table in own.lists)
        assert (said is None) == fits, table
        assert said is None or said.line == 2
    for key in ("key", "label", "words"):
        good: dict[str, Any] = {"key": '"s"', "label": '"Secret"', "words": '["Sehr geheim"]'}
        rows = "".join(f"{k} = {v}\n" for k, v in (good | {key: VALUES[kind]}).items())
        said = vocabulary(tmp_path, f"# words\n[[classification]]\n{rows}")
        fits = kind == "list" if key == "words" else kind == "text"
        assert (said is None) == fits, key


def test_an_empty_list_takes_nothing_away(tmp_path: Path) -> None:
    """``act = []`` hid the whole table once."""
    own = load_vocabulary()
    file = tmp_path / "vocabulary.toml"
    file.write_text("act = []\nmonths = []\nclassification = []\n", encoding="utf-8")
    laid = load_vocabulary(file)
    assert laid.words("act") == own.words("act")
    assert laid.words("months") == own.words("months")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('acts = ["x"]', "did you mean"),
        ('[[classification]]\nkey = "s"\nwords = [" "]', "empty"),
        (f'[[classification]]\nkey = "s"\nwords = ["{"x" * 161}"]', "160"),
        ('[[classification]]\nkey = "s"\nword = ["x"]', "words"),
        ('[[months]]\nwords = ["x"]', "list of words"),
        ("[classification]\nwords = 1", "rows"),
        ('classification = ["x"]', "rows"),
        ("months = [", "TOML"),
    ],
)
def test_faults_of_the_vocabulary(text: str, words: str, tmp_path: Path) -> None:
    said = vocabulary(tmp_path, text)
    assert said is not None
    assert words in f"{said.message} {said.hint}".lower().replace("toml", "TOML")
