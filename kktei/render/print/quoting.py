"""What no text may do in the typesetter's source: how names and strings are written there.

In the stylesheets ``k:literal`` (xslt/print/text.xsl) is the one place where a text becomes source; here
:func:`literal` is.  All else that an editor writes goes to Typst as JSON, which is data.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

# What is not let into a label as it is: "#" parts a document from a place in it, "%" writes the others.
_NO_LABEL = re.compile(r"[\x00-\x1f\x7f-\x9f#%\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


def literal(text: str) -> str:
    """A string of Typst's that is ``text``, whatever is in it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def stems(paths: Iterable[Path], taken: Iterable[str] = ()) -> dict[Path, str]:
    """A name for each document that begins its labels: the file's without its ending, and no two alike."""
    used = set(taken)
    found: dict[Path, str] = {}
    for path in paths:
        plain = _NO_LABEL.sub(_written, path.stem)
        numbered = (f"{plain}%{n}" for n in range(2, len(used) + 3))
        found[path] = plain if plain not in used else next(name for name in numbered if name not in used)
        used.add(found[path])
    return found


def _written(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogatepass"))


def file_names(names: Iterable[str]) -> Mapping[str, str]:
    """A file name for each stem: itself where it is plain, else one made of it that is safe on every system."""
    used: set[str] = set()
    found: dict[str, str] = {}
    for name in names:
        plain = _PLAIN_NAME.fullmatch(name) and not name.endswith(".") and name.casefold() not in used
        found[name] = name if plain else _made(name)
        used.add(found[name].casefold())
    return found


def _made(name: str) -> str:
    digest = hashlib.sha256(name.encode("utf-8")).hexdigest()[:12]
    return "-".join(filter(None, (re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")[:40], digest)))
