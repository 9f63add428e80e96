"""The faces of a volume: where they lie, and in which order they are asked for a character."""

import difflib
import struct
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from kktei.errors import InputError
from kktei.files import raw
from kktei.findings import Finding, finding
from kktei.project import natural
from kktei.render.job import RenderJob
from kktei.render.print.messages import FacesRequest, KnownFaces
from kktei.render.print.setting import ask

# Inside the Typst wheel: a serif with polytonic Greek, Cyrillic, Hebrew and the brackets of editors.
_BEHIND = ("Libertinus Serif", "New Computer Modern", "New Computer Modern Math")
_WITH_THE_PROGRAM = frozenset(("EB Garamond", *_BEHIND))
FOLDERS = [str(resources.files(package) / "files") for package in ("fontpkg_eb_garamond",)]  # come with the program
_KINDS = {".ttf", ".otf", ".ttc", ".otc"}
_SIGNATURES = {b"\0\1\0\0", b"OTTO", b"true"}


@dataclass(frozen=True, slots=True)
class Faces:
    """The folders of the faces; the families in their order; what is not there.

    ``italics`` are the families in which italics are set, where one of them has none.
    """

    folders: list[str]
    families: list[str]
    italics: list[str]
    findings: list[Finding]


def faces(job: RenderJob, beside: Path) -> Faces:
    """The faces that the settings name: of the program, of edition/fonts/, or installed on this machine.

    Those that do not come with the program are laid ``beside``, so that the source can be set again elsewhere.
    A family that is nowhere is a finding (P013), as is a file that is no font (P017).
    """
    own = (job.overrides / "fonts") if job.overrides else None
    files = sorted(own.iterdir(), key=lambda p: natural(p.name)) if own and own.is_dir() else []
    brought, found = _usable((file for file in files if file.suffix.lower() in _KINDS), job)
    _lay(brought, beside, job)
    wanted = [name.strip() for name in job.settings.texts("print.fonts") if name.strip()]
    slanted: list[str] = []  # families of which there are no italics
    if not set(wanted) <= _WITH_THE_PROGRAM:
        answer = ask(FacesRequest(families=wanted, folders=[*FOLDERS, *([str(beside)] if brought else [])]), KnownFaces)
        installed = [Path(file) for file in answer.installed]
        _lay(installed, beside, job, first=len(brought) + 1)
        brought += installed
        found += [_missing(name, answer.known) for name in answer.missing]
        wanted = [name for name in wanted if name not in answer.missing]
        only = {name: _only(answer.styles[name]) for name in wanted}
        found += [_one_style(name, style) for name, style in only.items() if style]
        slanted = [name for name in wanted if only[name] == "upright"]
        wanted = [name for name in wanted if only[name] != "italic"]
    folders = [*FOLDERS, str(beside)] if brought else FOLDERS
    families = list(dict.fromkeys([*wanted, *_BEHIND]))
    italics = [name for name in families if name not in slanted] if slanted else []
    return Faces(folders, families, italics, found)


def _only(styles: Collection[str]) -> str:
    """The one style that there is of a family, where it has not both; "oblique" is an italic."""
    slanted = {"italic", "oblique"} & set(styles)
    return "" if slanted and "normal" in styles else "italic" if slanted else "upright"


def _one_style(name: str, style: str) -> Finding:
    told = {
        "italic": f"Of the family “{name}” there are only italics: the text is set in the next of print.fonts",
        "upright": f"The family “{name}” has no italics: they are set in the next of print.fonts",
    }
    return finding("P016", told[style], file="edition/edition.toml", place="print.fonts")


def _usable(files: Iterable[Path], job: RenderJob) -> tuple[list[Path], list[Finding]]:
    """The files that are whole fonts, and a finding for each other: the typesetter would pass over it in silence."""
    whole, found = [], []
    for file in files:
        shown, why = job.shown(file), "it is damaged, or no font"
        try:
            right = _is_whole(raw(file, shown))
        except InputError as problem:
            right, why = False, problem.message
        if right:
            whole.append(file)
        else:
            found.append(finding("P017", f"This font is not used: {why}", file=shown))
    return whole, found


def _is_whole(data: bytes) -> bool:
    """Whether a font file is there to its end: it names its tables, and all are in it."""
    try:
        starts = (
            struct.unpack_from(f">{struct.unpack_from('>I', data, 8)[0]}I", data, 12) if data[:4] == b"ttcf" else (0,)
        )
        return bool(starts) and all(_has_its_tables(data, start) for start in starts)
    except (struct.error, OverflowError):  # it ends before
        return False


def _has_its_tables(data: bytes, start: int) -> bool:
    kind, number = struct.unpack_from(">4sH", data, start)
    tables = [struct.unpack_from(">II", data, start + 20 + 16 * at) for at in range(number)]
    return kind in _SIGNATURES and bool(tables) and all(at + length <= len(data) for at, length in tables)


def _lay(files: Iterable[Path], beside: Path, job: RenderJob, first: int = 1) -> None:
    for number, file in enumerate(files, first):
        beside.mkdir(parents=True, exist_ok=True)
        (beside / f"{number:03}{file.suffix.lower()}").write_bytes(raw(file, job.shown(file)))


def _missing(name: str, known: list[str]) -> Finding:
    near = difflib.get_close_matches(name, known, n=1)
    mean = f" Did you mean “{near[0]}”?" if near else ""
    return finding(
        "P013",
        f"There is no face of the family “{name}”; the next of print.fonts takes its place.{mean}",
        file="edition/edition.toml",
        place="print.fonts",
    )
