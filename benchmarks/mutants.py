"""Seeded faults in the code, and how many of them the tests of their rooms find.

    python benchmarks/mutants.py [--count 60] [--seed 1] [--seconds 120] [ROOM ...]

Without rooms: parse, encode, validate and render.  Each mutant is one change in a copy of the repository: a comparison
turned round, a number one higher, "and" for "or", a "not" less, a statement dropped, nothing returned.  Then those
test files run that speak most of its module and function; where they find nothing, all tests of its room.  Prints each
mutant with what became of it (killed, survived, or slow where tests took longer than --seconds), and how many were
killed.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("parse", "encode", "validate", "render")
_FILES = 3  # test files that are run for a mutant
_TESTED_BY = {"relaxng": "validate"}  # rooms whose tests are another's
_COPIED = ("kktei", "tests", "xslt", "schema", "seeds", "edition", "docs", "pyproject.toml", "README.md")
_TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One change: the stretch of a file by lines and columns (of bytes), and what stands there instead."""

    file: Path
    function: str
    start: tuple[int, int]
    end: tuple[int, int]
    text: str

    def applied(self, source: str) -> str:
        """The source with the change."""
        lines = [line.encode() for line in source.splitlines(keepends=True)]
        (first, left), (last, right) = self.start, self.end
        head, tail = lines[first - 1][:left], lines[last - 1][right:]
        return b"".join([*lines[: first - 1], head + self.text.encode() + tail, *lines[last:]]).decode()

    def __str__(self) -> str:
        return f"{self.file}:{self.start[0]} ({self.function}): {' '.join(self.text.split())[:70]}"


def mutants(file: Path) -> Iterator[Mutant]:
    """Every mutant of a file."""
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    for function in (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)):
        formatted = {id(inner) for n in ast.walk(function) if isinstance(n, ast.JoinedStr) for inner in ast.walk(n)}
        body = function.body[1:] if ast.get_docstring(function) else function.body
        for node in (node for statement in body for node in ast.walk(statement) if id(node) not in formatted):
            if (text := _changed(node)) is not None and isinstance(node, ast.expr | ast.stmt):
                start, end = (node.lineno, node.col_offset), (node.end_lineno or 0, node.end_col_offset or 0)
                yield Mutant(file, function.name, start, end, text)


def _changed(node: ast.AST) -> str | None:
    """A node's other form; None where it has none."""
    match node:
        case ast.Compare(ops=[op]) if type(op) in _TURNED:
            return f"({ast.unparse(ast.Compare(node.left, [_TURNED[type(op)]()], node.comparators))})"
        case ast.BoolOp():
            other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            return f"({ast.unparse(ast.BoolOp(other, node.values))})"
        case ast.UnaryOp(op=ast.Not()):
            return f"({ast.unparse(node.operand)})"
        case ast.Constant(value=bool()):
            return repr(not node.value)
        case ast.Constant(value=int(number)):
            return repr(number + 1)
        case ast.Expr(value=ast.Call()) | ast.AugAssign():
            return "pass"
        case ast.Return(value=ast.expr()) if not isinstance(node.value, ast.Constant):
            return "return None"
    return None


def tests_of(mutant: Mutant) -> list[str]:
    """The test files that speak most of the module and of its function, those of the room before others."""
    room, stem = mutant.file.parts[1], mutant.file.stem
    below = mutant.file.parts[2] if len(mutant.file.parts) > 3 else ""
    ranked = []
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        text = file.read_text("utf-8")
        said = 20 * (file.stem == f"test_{stem}") + 8 * len(re.findall(rf"\b{room}[.\w]*\b{stem}\b", text))
        said += 6 * (room in file.parts) + len(re.findall(rf"\b{stem}\b", text))
        said += 4 * len(re.findall(rf"\b{re.escape(mutant.function)}\(", text)) + 3 * (below in file.parts)
        ranked.append((-said, len(text), str(file.relative_to(ROOT))))
    return [file for _, _, file in sorted(ranked)[:_FILES]]


def killed(mutant: Mutant, copy: Path, seconds: float) -> str:
    """What became of a mutant: killed, survived, or slow (its tests did not end)."""
    room = mutant.file.parts[1]
    end = tried(mutant, copy, seconds, tests_of(mutant))
    return tried(mutant, copy, 3 * seconds, [f"tests/{_TESTED_BY.get(room, room)}"]) if end == "survived" else end


def tried(mutant: Mutant, copy: Path, seconds: float, tests: list[str]) -> str:
    """What these tests make of a mutant."""
    file = copy / mutant.file
    whole = file.read_text("utf-8")
    file.write_text(mutant.applied(whole), "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider", *tests]
    try:
        done = subprocess.run(
            command,
            cwd=copy,
            env={**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            check=False,
            timeout=seconds,
        )
        return {0: "survived", 1: "killed", 2: "killed"}.get(done.returncode, f"exit {done.returncode}")
    except subprocess.TimeoutExpired:
        return "slow"
    finally:
        file.write_text(whole, "utf-8")


def chosen(rooms: list[str], count: int, seed: int) -> list[Mutant]:
    """So many mutants, as many of each room; the same for the same seed and code."""
    draw, found = random.Random(seed), []
    for number, room in enumerate(rooms):
        files = sorted(p.relative_to(ROOT) for p in (ROOT / "kktei" / room).rglob("*.py"))
        every = [mutant for file in files for mutant in mutants(file)]
        share = count // len(rooms) + (number < count % len(rooms))
        found += draw.sample(every, min(share, len(every)))
    return found


def main() -> None:
    """Try them one after the other."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("rooms", nargs="*", default=list(ROOMS))
    options.add_argument("--count", type=int, default=60)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--seconds", type=float, default=120)
    given = options.parse_args()
    ends: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in _COPIED:
            there = ROOT / name
            copy = shutil.copytree if there.is_dir() else shutil.copy
            copy(there, Path(folder) / name)
        for mutant in chosen(given.rooms or list(ROOMS), given.count, given.seed):
            end = killed(mutant, Path(folder), given.seconds)
            ends[end] = ends.get(end, 0) + 1
            print(f"{end:9} {mutant}", flush=True)
    print(f"{ends.get('killed', 0)} of {sum(ends.values())} killed; {ends}")


if __name__ == "__main__":
    main()
