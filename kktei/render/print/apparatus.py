"""A critical apparatus by lines, as the settings ask for it: what the style sheet and the typesetter are told."""

import difflib
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kktei import files
from kktei.config import Settings
from kktei.errors import KkteiError
from kktei.findings import Finding, finding
from kktei.project import data
from kktei.render.contract import to_json
from kktei.render.job import RenderJob
from kktei.render.print import feet

_TEMPLATE = "foot.typ"
_TYPED = re.compile(rb"""<(?:[\w.-]+:)?app\b[^>]*?\btype\s*=\s*["']([^"']*)""")
# The types that kktei's own tables of readings write.
_KINDS = frozenset(["substantive", "spelling", "punctuation", "case", "transposition", "paragraph", "lacuna"])


def by_line(settings: Settings) -> dict[str, str | bool | int | list[str]]:
    """What the style sheet is told; nothing where readings are to stand in lettered notes."""
    if settings.text("print.apparatus") == "letters":
        return {}
    left_out = list(settings.texts("print.apparatus_omit"))
    return {"by-line": True, "positive": settings.flag("print.apparatus_positive"), "left-out": left_out}


@dataclass(frozen=True)
class ApparatusSettings:
    """What the typesetter is told: series as lists of types, what lines are counted by."""

    series: list[list[str]]
    lines: str


def settings_of(settings: Settings) -> ApparatusSettings:
    """The apparatus that the settings ask for."""
    series = [kinds.replace(",", " ").split() for kinds in settings.texts("print.apparatus_series")]
    return ApparatusSettings(series, counted(settings).by)


def counted(settings: Settings) -> feet.Counted:
    """How lines are counted."""
    return feet.Counted(settings.text("print.apparatus_lines"), max(1, settings.integer("print.apparatus_every")))


def unknown_kinds(job: RenderJob) -> list[Finding]:
    """Findings for types of entries that the settings name, and that no entry of the edition has."""
    asked = {
        "print.apparatus_omit": job.settings.texts("print.apparatus_omit"),
        "print.apparatus_series": [kind for kinds in settings_of(job.settings).series for kind in kinds],
    }
    if not any(asked.values()):
        return []
    known = {kind.decode("utf-8", "replace") for path in job.documents for kind in _kinds(path)}
    found = []
    for place, kinds in asked.items():
        for kind in dict.fromkeys(kinds):
            if kind not in known | _KINDS:
                near = difflib.get_close_matches(kind, sorted(known | _KINDS), 1)
                mean = f" Did you mean “{near[0]}”?" if near else ""
                words = f"No entry of the apparatus has the type “{kind}”.{mean}"
                found.append(finding("P015", words, file="edition/edition.toml", place=place))
    return found


def _kinds(path: Path) -> list[bytes]:
    try:
        return [*_TYPED.findall(files.raw(path))]
    except KkteiError:  # whoever reads it as a document tells
        return []


def first_feet(settings: Settings, entries: Mapping[str, str]) -> feet.Feet | None:
    """What is known of the pages before any is set; None without an apparatus by lines.

    ``entries`` are those of each document that has them, by its stem.
    """
    having = [stem for stem, theirs in entries.items() if theirs]
    if not having:
        return None
    return feet.Feet(ended=sorted(having) if settings.text("print.apparatus") == "end" else [])


def write(settings: Settings, folder: Path, entries: Mapping[str, str]) -> None:
    """Put the apparatus beside the documents' source, where they have one."""
    first = first_feet(settings, entries)
    if first is None:
        return
    shutil.copyfile(data("xslt") / "print" / _TEMPLATE, folder / _TEMPLATE)
    (folder / feet.ENTRIES).write_text(feet.dictionary("".join(entries.values()), "kktei.typ"), encoding="utf-8")
    (folder / feet.FILE).write_text(to_json(first, indent=1), encoding="utf-8")
