"""What every page loads: style sheets and scripts (without blanks and comments), the icon."""

from __future__ import annotations

import shutil
from pathlib import Path

import rcssmin
import rjsmin

from kktei import files
from kktei.project import data
from kktei.render.html.fonts import write_fonts
from kktei.render.job import RenderJob

THEME = "theme.css"  # an edition's own properties, in its edition folder
_MINIFIED = {".css": rcssmin.cssmin, ".js": rjsmin.jsmin}
FRONT = "front.css"  # for sections and chapters; an edition without these has no use for it
MAP = "map.css"  # for maps, likewise
ZONES = ("zones.css", "zones.js")  # for pictures of pages whose zones lead to their lines
APPARATUS = ("apparatus.css", "apparatus.js", "witnesses.js")  # for texts of several witnesses


def write_assets(job: RenderJob, *, maps: bool = False, pictures: bool = False, apparatus: bool = False) -> None:
    """Everything below ``assets/`` of the site; what maps, pictures and an apparatus need where it has some."""
    target = job.target / "assets"
    shutil.copytree(data("xslt") / "html" / "assets", target, dirs_exist_ok=True, copy_function=shutil.copyfile)
    for kind, minified in _MINIFIED.items():
        for file in sorted(target.glob(f"*{kind}")):
            file.write_text(minified(files.text(file)) + "\n", encoding="utf-8")
    if (theme := own_theme(job)) is not None:
        (target / "edition.css").write_bytes(files.raw(theme))
    for sheet in [FRONT] * (job.front is not None) + [MAP] * maps + [*ZONES] * pictures + [*APPARATUS] * apparatus:
        shutil.copyfile(data("xslt") / "html" / sheet, target / sheet)
    write_fonts(target / "fonts", job.cache, job.jobs, job.lay)


def own_theme(job: RenderJob) -> Path | None:
    """The edition's own style sheet, if it has one."""
    theme = job.overrides / THEME if job.overrides else None
    return theme if theme is not None and theme.is_file() else None
