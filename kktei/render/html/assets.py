"""What every page loads: style sheets and scripts (without blanks and comments), the icon.

Each file's name has a digest of its content ("site.1f8c0a2b94.css"), and pages ask for it by that name: a browser
may keep it for ever, and no page ever gets a style sheet or a script of another day.
"""

import json
import os
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PurePosixPath

import rcssmin
import rjsmin

from kktei import files
from kktei.errors import refused
from kktei.job import sha256
from kktei.project import data
from kktei.render.html.fonts import licence
from kktei.render.job import RenderJob
from kktei.render.words import Texts

THEME = "theme.css"  # an edition's own properties, in its edition folder
OWN = "edition.css"  # what pages call them
TEXTS = "texts.js"
SCRIPT = "site.js"  # of every page
_WORDS = b'"k-words"'  # stands in it where the words of its tools belong
_MINIFIED: dict[str, Callable[[str], str]] = {".css": rcssmin.cssmin, ".js": rjsmin.jsmin}
_ORDER = (".woff2", ".css", ".svg", ".js")  # sheets name fonts, scripts name sheets
_DARK = re.compile(r':root:not\(\[data-theme="light"\]\) \{([^}]*)\}')
FRONT = "front.css"  # for sections and chapters; an edition without these has no use for it
MAP = "map.css"  # for maps, likewise
ZONES = ("zones.css", "zones.js")  # for pictures of pages whose zones lead to their lines
APPARATUS = ("apparatus.css", "apparatus.js", "witnesses.js")  # for texts of several witnesses


def write_assets(
    job: RenderJob,
    words: Texts,
    texts: str,
    *,
    maps: bool = False,
    pictures: bool = False,
    apparatus: bool = False,
    letters: Iterable[tuple[str, bytes]] = (),
) -> Mapping[str, str]:
    """Everything below ``assets/`` of the site; what maps, pictures and an apparatus need where it has some.

    ``words`` are those of the interface, ``texts`` the script of what scripts of lists and search say, ``letters`` the
    fonts, whose cutting takes seconds.  Gives the name of each file by the name that pages know it by.
    """
    more = [FRONT] * (job.front is not None) + [MAP] * maps + [*ZONES] * pictures + [*APPARATUS] * apparatus
    found = {f"fonts/{name}": raw for name, raw in letters}
    for file in [*(_ours() / "assets").iterdir(), *(_ours() / name for name in more)]:
        found[file.name] = _smaller(file)
    found[TEXTS] = texts.encode()
    tools = {key: said for key, said in sorted(words.items()) if key.startswith(("tool.", "theme."))}
    found[SCRIPT] = found[SCRIPT].replace(_WORDS, json.dumps(tools, ensure_ascii=False).encode())
    if (theme := own_theme(job)) is not None:
        found[OWN] = files.raw(theme, job.shown(theme))
    with refused("The site's assets cannot be written"):
        return _written(found, job)


def by_content(name: str, raw: bytes) -> str:
    """The name of a file that has its content in it; the same for the same content."""
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem}.{sha256(raw)[:10]}{path.suffix}"))


def write_map(job: RenderJob, raw: bytes) -> str:
    """A picture of coasts that maps of several pages share: its path in the site."""
    name = by_content("assets/maps/earth.svg", raw)
    path = job.target / name
    with refused("The outlines of maps cannot be written"):
        path.parent.mkdir(parents=True, exist_ok=True)
        job.write(path, raw)
    return name


def own_theme(job: RenderJob) -> Path | None:
    """The edition's own style sheet, if it has one; what else stands in its place is named when it is read."""
    theme = job.overrides / THEME if job.overrides else None
    return theme if theme is not None and os.path.lexists(theme) else None


def _ours() -> Path:
    return data("xslt") / "html"


def _smaller(file: Path) -> bytes:
    small = _MINIFIED.get(file.suffix)
    return f"{small(_as_asked(files.text(file)))}\n".encode() if small else files.raw(file)


def _as_asked(sheet: str) -> str:
    """A style sheet whose colours for dark systems stand once more, for the reader who asked for them."""
    dark = _DARK.search(sheet)
    return f'{sheet}:root[data-theme="dark"] {{{dark[1]}color-scheme: dark; }}\n' if dark else sheet


def _written(found: Mapping[str, bytes], job: RenderJob) -> dict[str, str]:
    """Write the files, each with the names of those that it asks for in their last form.  Raises OSError."""
    names: dict[str, str] = {}
    (job.target / "assets" / "fonts").mkdir(parents=True, exist_ok=True)
    for name in sorted(found, key=lambda name: (_ORDER.index(PurePosixPath(name).suffix), name)):
        raw = found[name]
        for known, named in names.items() if not name.startswith("fonts/") else ():
            raw = raw.replace(f'"{known}"'.encode(), f'"{named}"'.encode())
        names[name] = by_content(name, raw)
        job.write(job.target / "assets" / names[name], raw)
    job.write(job.target / "assets" / "fonts" / "LICENSE.txt", licence())
    return names
