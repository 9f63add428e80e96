"""Files are opened, deleted and moved only where it was thought about: few modules, each with its reason."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "kktei"

# What deletes, moves or writes over a file, and why it is nobody's but kktei's.
DELETES = {
    "cluster.py": "the probe that workers look for, which it made itself, under a name that nobody else has",
    "cache.py": "its own partial blobs, with names by chance",
    "export/run.py": "what there is of a format that failed, in the new folder of results",
    "files.py": "its own partial file, and what the user lets it write over",
    "merge/memory.py": "files of the edition, by a plan that keeps what people wrote",
    "pipeline/state.py": "its own note in the cache",
    "publish/mark.py": "the mark in a folder of kktei's",
    "publish/staging.py": "folders that carry the mark",
    "publish/present.py": "its own note in the cache",
    "publish/strangers.py": "files that the mark lists, as they were made",
    "render/html/pages.py": "a page that is made again, in the new folder of results",
    "render/html/renewed.py": "the new folder of results, where it cannot be filled from the former ones",
    "render/html/search.py": "files of the search that are written again, in the new folder of results",
    "render/print/part_run.py": "the typesetter's files, in the new folder of results",
    "render/print/volume.py": "the typesetter's files, in the new folder of results",
    "render/print/render.py": "the typesetter's files, in the new folder of results",
    "trust.py": "its own partial key",
}
# What opens files otherwise than by the one door (kktei/files.py), and which.
OPENS = {
    "cli/notes.py": "the file that the user names, which may be a pipe",
    "files.py": "the door",
    "memory.py": "what the system tells of this process",
    "parse/vocabulary.py": "kktei's own words",
    "pipeline/server.py": "results",
    "publish/mark.py": "results",
    "read/archive.py": "parts of what the door has read",
    "render/epub/book.py": "kktei's own data",
    "render/html/about.py": "kktei's own data",
    "render/html/renewed.py": "results in the making",
    "render/html/search.py": "results in the making",
    "render/print/conformance.py": "results in the making",
    "render/print/glyphs.py": "faces that the door has copied",
    "render/print/objects.py": "results in the making",
    "render/print/part_run.py": "results in the making",
    "trust.py": "the user's own key",
}
# What writes files, renderers and exports apart, which write into the new folder of results.
WRITES = {
    "cache.py": "blobs",
    "cli/fault.py": "a report, in a new temporary file",
    "cli/new.py": "a new edition, in a new or empty folder",
    "files.py": "the way out",
    "merge/memory.py": "files of the edition, each by a partial file of its own",
    "pipeline/state.py": "its own note in the cache",
    "pipeline/taking.py": "documents that were changed in reading, in a temporary folder",
    "publish/mark.py": "the mark, in the new folder of results",
    "publish/present.py": "its own note in the cache",
    "publish/strangers.py": "what is carried over to the new results",
    "trust.py": "the user's own key, and the folders that he trusts",
}
# What catches every error, or every exception, and goes on or says it otherwise; else it ends the run, in cli.
CATCHES = {
    "cli/main.py": "the end of a run: message and exit code, never a traceback",
    "collate/workbook.py": "whatever a damaged workbook makes openpyxl raise",
    "export/run.py": "one format fails, the others go on: a finding",
    "merge/missed.py": "what cannot be read is no candidate; the check names it",
    "merge/pointers.py": "what cannot be read changed no id; the conversion names it",
    "merge/states.py": "the state of what cannot be read: that it is unreadable",
    "pictures.py": "an SVG that is no XML is no picture: said as that",
    "pipeline/missing.py": "one source cannot be read, the others are: a finding",
    "pipeline/preview.py": "the preview goes on, and shows what is wrong",
    "pipeline/products.py": "one product fails, the others are published: a finding",
    "pipeline/state.py": "settings that cannot be read name no file; the run says so",
    "pipeline/taking.py": "one file of a folder cannot be read: a finding",
    "plugins.py": "whatever a package's code does when it is loaded",
    "read/__init__.py": "whatever a package's reader raises, said as that",
    "render/html/pages.py": "a page shown ahead of the build, which says why it fails",
    "render/plates.py": "a document without pictures as far as is known; its renderer says why",
    "render/print/apparatus.py": "a document without entries as far as is known; its renderer says why",
    "render/print/documents.py": "one document cannot be set: a finding",
    "render/print/setting.py": "kills the typesetter and raises again",
}
_EVERYTHING = {"KkteiError", "Exception", "BaseException"}
_DELETING = {"rmtree", "unlink", "rmdir", "removedirs", "rename", "renames", "move"}
_READING = {"read_bytes", "read_text"}


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            yield name, node


def deletes(path: Path) -> bool:
    """Whether a module deletes, moves or replaces files (str.replace has two arguments, Path.replace has one)."""
    return any(
        name in _DELETING or (name == "replace" and len(c.args) == 1 and not c.keywords) for name, c in calls(path)
    )


def opens(path: Path) -> bool:
    """Whether a module opens files to read them; kktei's own data come by importlib.resources or by ``data()``."""
    for name, call in calls(path):
        source = ast.unparse(call) if name in {*_READING, "open"} else ""
        if (
            name in _READING
            and "resources.files(" not in source
            and "data(" not in source
            and "entry.read_text" not in source
        ):
            return True
        if (
            name == "open"
            and not any(f"'{mode}'" in source for mode in ("w", "wb", "x", "xb", "ab"))
            and "os.devnull" not in source
        ):
            return True
    return False


def writes(path: Path) -> bool:
    """Whether a module writes files."""
    for name, call in calls(path):
        if name in {
            "write_bytes",
            "write_text",
            "copyfile",
            "copy2",
            "copytree",
            "mkstemp",
            "NamedTemporaryFile",
        }:
            return True
        if name in {"open", "fdopen"} and any(
            f"'{mode}'" in ast.unparse(call) for mode in ("w", "x", "a", "wb", "xb", "ab")
        ):
            return True
    return False


def catches(path: Path) -> bool:
    """Whether a module catches all errors of kktei's, or all exceptions."""
    handlers = (n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.ExceptHandler))
    return any(h.type is None or _EVERYTHING & {getattr(n, "id", "") for n in ast.walk(h.type)} for h in handlers)


def modules() -> list[Path]:
    return sorted(p for p in PACKAGE.rglob("*.py") if "starter" not in p.parts)


def test_files_are_deleted_and_moved_only_where_it_was_thought_about() -> None:
    found = {p.relative_to(PACKAGE).as_posix() for p in modules() if deletes(p)}
    assert found - set(DELETES) == set(), "say here why what this deletes is kktei's"
    assert set(DELETES) - found == set()


def test_files_of_an_edition_are_opened_by_the_one_door() -> None:
    found = {p.relative_to(PACKAGE).as_posix() for p in modules() if opens(p)}
    assert found - set(OPENS) == set(), "use kktei.files"
    assert set(OPENS) - found == set()


def test_files_are_written_only_where_it_was_thought_about() -> None:
    found = {p.relative_to(PACKAGE).as_posix() for p in modules() if writes(p)}
    found = {name for name in found if not name.startswith(("render/", "export/"))}
    assert found - set(WRITES) == set(), "say here what this writes"
    assert set(WRITES) - found == set()


def test_errors_end_the_run_but_where_it_was_thought_about() -> None:
    found = {p.relative_to(PACKAGE).as_posix() for p in modules() if catches(p)}
    assert found - set(CATCHES) == set(), "raise it: only cli says why a run cannot go on"
    assert set(CATCHES) - found == set()


def test_names_of_exported_files_that_are_made_of_ids_are_looked_at() -> None:
    """In exports a path's part is a constant, or goes through files.within."""
    for path in (PACKAGE / "export").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
                made = isinstance(node.right, ast.JoinedStr) or ast.unparse(node.right).endswith(
                    (".name", ".key", ".id")
                )
                assert not made, f"{path.name}:{node.lineno}: use files.within"
