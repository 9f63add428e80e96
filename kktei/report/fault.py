"""A fault of kktei itself as a report for its makers: nothing in it comes from the edition.

Messages of exceptions quote texts, so only the kinds of exceptions are told, with the modules and lines
of kktei and its libraries; of a command only its name and its options, of the machine only what it runs.
"""

import builtins
import errno
import platform
import re
import sys
from collections.abc import Collection, Iterator, Sequence
from importlib import metadata
from pathlib import Path, PurePath
from types import TracebackType

from kktei import __version__

# A frame and an exception in the traceback that a worker process sends as text.
_FRAME = re.compile(r'^  File "([^"]+)", line (\d+), in ', re.M)
_KIND = re.compile(r"^([A-Za-z_][\w.]*)(?::.*)?$", re.M)


def fault_report(problem: BaseException, arguments: Sequence[str], options: Collection[str]) -> str:
    """What the makers need to know.  Of ``arguments`` only what stands in ``options`` is told."""
    lines = [
        "A fault of kktei itself.  This report holds no text of the edition, no path and no name of a file.",
        "",
        f"command    kktei {' '.join(_told(arguments, options))}".rstrip(),
        f"kktei      {__version__}",
        f"Python     {platform.python_version()} ({platform.python_implementation()})",
        f"system     {platform.platform()}",
        f"encodings  files {sys.getfilesystemencoding()}, output {getattr(sys.__stdout__, 'encoding', 'none')}",
        f"libraries  {', '.join(_libraries())}",
    ]
    for one in _chain(problem):
        lines += ["", _kind(one), *_frames(one.__traceback__), *_from_worker(one)]
    return "\n".join(lines) + "\n"


def _told(arguments: Sequence[str], options: Collection[str]) -> Iterator[str]:
    for argument in arguments:
        name = argument.partition("=")[0]
        yield name if name in options else "..."


def _libraries() -> list[str]:
    try:
        needed = metadata.requires("kktei") or []
    except metadata.PackageNotFoundError:  # run from a checkout that is not installed
        return ["not installed"]
    names = sorted({re.split(r"[^\w.-]", row)[0] for row in needed if "extra ==" not in row}, key=str.lower)
    return [f"{name} {_version(name)}" for name in names]


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "missing"


def _chain(problem: BaseException) -> Iterator[BaseException]:
    """The exception and what it came from, the first cause last."""
    seen: set[int] = set()
    one: BaseException | None = problem
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _kind(problem: BaseException) -> str:
    kind = type(problem)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    number = errno.errorcode.get(getattr(problem, "errno", None) or 0)
    return f"{name} ({number})" if number else name


def _frames(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        code = trace.tb_frame.f_code
        yield f"  {_place(code.co_filename)}:{trace.tb_lineno} in {code.co_name}"
        trace = trace.tb_next


def _from_worker(problem: BaseException) -> Iterator[str]:
    """Frames and kinds in a traceback that came as text; only what is surely no text of the edition."""
    words = getattr(problem, "tb", None)  # multiprocessing's and concurrent.futures' remote tracebacks
    if not isinstance(words, str):
        return
    for line in words.splitlines():
        if (frame := _FRAME.match(line)) and Path(frame[1]).is_file():
            yield f"  {_place(frame[1])}:{frame[2]} (in a worker)"
        elif (kind := _KIND.match(line)) and _is_exception(kind[1]):
            yield f"  {kind[1]} (in a worker)"


def _is_exception(name: str) -> bool:
    module, _, last = name.rpartition(".")
    found = getattr(sys.modules.get(module) if module else builtins, last, None)
    return isinstance(found, type) and issubclass(found, BaseException)


def _place(file: str) -> str:
    """A module's file as kktei or a library names it, without the folders above."""
    own = Path(__file__).parents[2]
    roots = sorted((Path(entry) for entry in {*sys.path, str(own)} if entry), key=lambda p: len(p.parts), reverse=True)
    path = PurePath(file)
    near = next((root for root in roots if path.is_relative_to(root)), None)
    parts = path.relative_to(near).parts if near is not None else ()
    return "/".join(parts) if parts and not _foreign(path, own) else "..."


def _foreign(path: PurePath, own: Path) -> bool:
    """Whether a file belongs neither to kktei nor to a library nor to Python (a script of the user's)."""
    libraries = {"site-packages", "dist-packages"}
    inside = own / "kktei", Path(sys.base_prefix), Path(sys.prefix)
    return not libraries & set(path.parts) and not any(path.is_relative_to(folder) for folder in inside)
