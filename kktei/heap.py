"""How much memory the engine lets lie before it looks for what is free again.

Saxon comes as a native image, whose heap takes its bounds from the machine's memory: of what a letter needs nothing is
kept (80 MB live after 100 letters as after 400), but hundreds of megabytes stand full of what is not needed any more.
The image takes the options of Java machines when its isolate is made (``graal_create_isolate`` of GraalVM's
graal_isolate.h); saxonche makes it without any.  So it is made here, before saxonche does, and given to it, where
saxonche is one whose libraries were looked at; any other makes its own, and takes more memory.
"""

import ctypes
import sys
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import ClassVar

_KNOWN = "13.1."  # versions of saxonche whose libraries are as said below
_OPTIONS = (b"saxon", b"-Xmn64m")  # with a smaller young generation collecting takes more time: 32 MB 2 %, 16 MB 19 %
_ROOM = 256  # bytes; what saxonche keeps of an isolate takes three words


class _Parameters(ctypes.Structure):
    """``graal_create_isolate_params_t`` up to its third version."""

    _fields_: ClassVar = [
        ("version", ctypes.c_int),
        ("reserved_address_space_size", ctypes.c_size_t),
        ("auxiliary_image_path", ctypes.c_char_p),
        ("auxiliary_image_reserved_space_size", ctypes.c_size_t),
        ("argc", ctypes.c_int),
        ("argv", ctypes.POINTER(ctypes.c_char_p)),
    ]


@cache
def bounded() -> bool:
    """Make the engine with bounds, once a process, before anything of saxonche is used; whether that could be done."""
    if sys.platform != "linux" or not metadata.version("saxonche").startswith(_KNOWN):
        return False
    try:
        saxon, engine = _library("libsaxonc-he"), _library("libsaxonc-core-he")
        begun = ctypes.c_int.in_dll(saxon, "_ZN14SaxonProcessor13jvmCreatedCPPE")
        kept = ctypes.c_void_p.in_dll(saxon, "_ZN14SaxonProcessor11sxn_environE")
    except (OSError, ValueError, StopIteration):
        return False
    return not begun.value and _begin(engine, begun, kept)


def _begin(engine: ctypes.CDLL, begun: ctypes.c_int, kept: ctypes.c_void_p) -> bool:
    """Make the isolate, and leave to saxonche what it would keep of its own: isolate, thread, main thread."""
    allocate = ctypes.CDLL(None).calloc  # saxonche frees it
    allocate.restype = ctypes.c_void_p
    given = _Parameters(version=3, argc=len(_OPTIONS), argv=(ctypes.c_char_p * len(_OPTIONS))(*_OPTIONS))
    isolate, thread = ctypes.c_void_p(), ctypes.c_void_p()
    place = allocate(ctypes.c_size_t(1), ctypes.c_size_t(_ROOM))
    if not place or engine.graal_create_isolate(ctypes.byref(given), ctypes.byref(isolate), ctypes.byref(thread)):
        return False
    words = (ctypes.c_void_p * 3).from_address(place)
    words[0], words[1], words[2] = isolate.value, thread.value, thread.value
    kept.value, begun.value = place, 1
    return True


def _library(name: str) -> ctypes.CDLL:
    found = find_spec("saxonche")
    folder = Path(found.origin if found and found.origin else "").with_name("saxonche.libs")
    return ctypes.CDLL(str(next(folder.glob(f"{name}-*"))))
