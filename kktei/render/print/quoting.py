"""What no text may do in the typesetter's source: how names and strings are written there.

In the stylesheets ``k:literal`` (xslt/print/text.xsl) is the one place where a text becomes source; here
:func:`literal` is.  All else that an editor writes goes to Typst as JSON, which is data.
"""

import re
from collections.abc import Iterable
from pathlib import Path

_ESCAPED = re.compile(r"\\(.)")
# What is not let into a label as it is: "#" parts a document from a place in it, "%" writes the others.
_NO_LABEL = re.compile(r"[\x00-\x1f\x7f-\x9f#%\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def literal(text: str) -> str:
    """A string of Typst's that is ``text``, whatever is in it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def unquoted(inner: str) -> str:
    """The text of a string of Typst's, given what stands between its marks."""
    return _ESCAPED.sub(r"\1", inner)


def document(name: str) -> str:
    """The document of a place, of a piece of it, or of an entry there: the name before its "#"."""
    return name.partition("#")[0]


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
