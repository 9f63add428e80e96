"""The rooms keep to themselves, and functions and modules stay small."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "kktei"
STAGES = {"read", "parse", "collate", "encode", "merge", "validate", "render", "export", "reconcile", "publish"}
JOINERS = {"pipeline", "cli", "__main__"}
MODULES = sorted(p for p in PACKAGE.rglob("*.py") if "starter" not in p.parts)


def imports(path: Path) -> set[str]:
    """Rooms of kktei that a module imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("kktei"):
            names = [node.module] if node.module != "kktei" else [f"kktei.{a.name}" for a in node.names]
        elif isinstance(node, ast.Import):
            names = [a.name for a in node.names if a.name.startswith("kktei")]
        else:
            continue
        found |= {name.split(".")[1] for name in names if "." in name}
    return found


def room(path: Path) -> str:
    """The room that a module lies in."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def test_stages_do_not_import_each_other() -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {other}"
        for path in MODULES
        if room(path) not in JOINERS
        for other in imports(path) & (STAGES | JOINERS) - {room(path)}
    ]
    assert not wrong


def test_relaxng_could_stand_alone() -> None:
    assert [p.name for p in MODULES if room(p) == "relaxng" and imports(p) - {"relaxng"}] == []


def test_only_saxon_imports_saxonche() -> None:
    wrong = [p.name for p in MODULES if re.search(r"^\s*(from|import) saxonche", p.read_text(), re.M)]
    assert wrong == ["saxon.py"]


def test_the_command_line_knows_no_xml() -> None:
    wrong = [p.name for p in MODULES if room(p) == "cli" and re.search(r"^\s*(from|import) lxml", p.read_text(), re.M)]
    assert not wrong


def test_what_an_edition_knows_is_frozen_and_no_xml() -> None:
    knowing = [p for p in MODULES if room(p) in {"model", "transcript", "findings"}]
    assert len(knowing) > 8
    for path in knowing:
        text = path.read_text(encoding="utf-8")
        assert not imports(path) & {"tei", "saxon", "files"}, path
        assert not re.search(r"^(from|import) lxml", text, re.M), path
        made = [d for d in _decorators(text) if d.startswith("dataclass")]
        assert all("frozen=True" in decorator for decorator in made), path


def _decorators(text: str) -> list[str]:
    classes = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ClassDef))
    return [ast.unparse(decorator) for one in classes for decorator in one.decorator_list]


def test_elements_of_the_edition_are_made_in_encode() -> None:
    """Exports make some where a receiver's form has them, by a maker of their own; render for the stylesheets only."""
    for path in (p for p in MODULES if room(p) not in {"encode", "export"}):
        calls = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
        making = re.compile(r"(?:etree\.(?:Sub)?Element|ElementMaker|\w+\.makeelement)\((?=.*\bq\(|.*\bTEI\b)", re.S)
        made = [call for call in calls if making.match(ast.unparse(call))]
        assert not made or path.relative_to(PACKAGE).as_posix() == "render/front.py", path


def test_stylesheets_open_no_files() -> None:
    """Promise 6: the engine forbids it at run time, and no stylesheet even asks."""
    asking = re.compile(
        r"(?<![\w:-])(doc|document|collection|unparsed-text|json-doc|uri-collection)\s*\(|xsl:result-document"
    )
    wrong = [str(p.relative_to(ROOT)) for p in (ROOT / "xslt").rglob("*.xsl") if asking.search(_code(p))]
    assert not wrong


def _code(path: Path) -> str:
    return re.sub(r"<!--.*?-->", "", path.read_text(encoding="utf-8"), flags=re.S)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_modules_and_functions_are_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    assert not path.stem.endswith(("utils", "helpers", "manager"))
    long = [
        f"{node.name}: {lines}"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (lines := _length(node)) > 40
    ]
    assert not long


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of the body, without the docstring and the signature."""
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_the_readme_has_every_room_and_no_other() -> None:
    table = (ROOT / "README.md").read_text("utf-8").partition("| room in `kktei/` |")[2].partition("\n\n")[0]
    named = {name for row in table.splitlines()[1:] for name in re.findall(r"`(\w+)`", row.split("|")[1])}
    assert named == {room(path) for path in MODULES if not room(path).startswith("__")}


def test_every_module_says_what_lives_there() -> None:
    silent = [str(p.relative_to(ROOT)) for p in MODULES if not ast.get_docstring(ast.parse(p.read_text()))]
    assert not silent
