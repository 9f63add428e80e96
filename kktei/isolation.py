"""No process of ours looks for code where the user stands: a folder of texts may hold a ``json.py`` from anybody.

Imported before anything else, so it imports only what Python has loaded when it starts; even ``__future__`` is
a file that a trap can stand in for.  What this cannot prevent: ``python -m kktei`` has Python itself look into the
working folder first, for kktei and for the few modules that ``-m`` needs; ``kktei`` and ``python -P -m kktei`` do not.
"""

import os
import sys

_KKTEI = os.path.realpath(os.path.join(os.path.dirname(__file__), os.pardir))
_PYTHON = os.path.realpath(os.path.dirname(os.__file__))
_BEGIN = (
    "import json, runpy, sys; sys.path[:] = json.loads(sys.argv.pop(1)); "
    "runpy.run_module(sys.argv.pop(1), run_name='__main__', alter_sys=True)"
)


def seal() -> None:
    """Take what depends on the working folder off this process's paths, and off those of all its children.

    For the start of the command.  Modules are found by ``sys.path``, programs by PATH (click asks bash which
    version it is).  Python's option -E has children disregard what ``seal_children`` tells them; then the
    command begins anew with -P, which they inherit.
    """
    if sys.flags.ignore_environment and not sys.flags.safe_path and sys.executable:
        os.execv(sys.executable, [sys.executable, "-P", *sys.orig_argv[1:]])  # noqa: S606 - no shell is wanted
    sys.path[:] = trusted_path()
    seal_children()
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    os.environ["PATH"] = os.pathsep.join(folder for folder in folders if not _leads_here(folder, set()))
    os.environ["NODEFAULTCURRENTDIRECTORYINEXEPATH"] = "1"  # Windows looks here first, whatever PATH says


def seal_children() -> None:
    """Python processes that are started from now on, by multiprocessing too, do not look into the working folder."""
    os.environ["PYTHONSAFEPATH"] = "1"
    stated = os.environ.get("PYTHONPATH")
    if stated:
        kept = [entry for entry in stated.split(os.pathsep) if not _leads_here(entry, set())]
        os.environ["PYTHONPATH"] = os.pathsep.join(os.path.abspath(entry) for entry in kept)


def children_are_sealed() -> bool:
    """Whether ``seal_children`` has any effect: not under -E without -P."""
    return sys.flags.safe_path or not sys.flags.ignore_environment


def trusted_path() -> list[str]:
    """``sys.path`` without the working folder and without what PYTHONPATH names as seen from there.

    The folders of kktei and of Python itself stay, even for one who stands in them.
    """
    stated = os.environ.get("PYTHONPATH", "").split(os.pathsep) if not sys.flags.ignore_environment else []
    seen_from_here = {os.path.realpath(entry) for entry in stated if not os.path.isabs(entry)}
    return [entry for entry in sys.path if not _leads_here(entry, seen_from_here)]


def _leads_here(entry: str, seen_from_here: set[str]) -> bool:
    real = os.path.realpath(entry)
    if real in (_KKTEI, _PYTHON):
        return False
    return not os.path.isabs(entry) or real in seen_from_here or real == os.path.realpath(os.curdir)


def python(module: str) -> list[str]:
    """The command that runs a module of kktei's in a process of its own: with our path and no other."""
    import json  # noqa: PLC0415 - not before the path is clean

    return [sys.executable, "-I", "-X", "utf8", "-c", _BEGIN, json.dumps(trusted_path()), module]
