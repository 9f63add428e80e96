"""What became of notes and closers on the pages, in findings."""

from collections.abc import Sequence
from pathlib import Path

from kktei.findings import Finding, finding
from kktei.render.job import RenderJob
from kktei.render.print.checks import CLOSER, Stray, at_end
from kktei.render.print.documents import TypstDocument
from kktei.render.print.quoting import document
from kktei.render.print.setting import SettingOutcome

_WORDS = {
    "lost": "is called but not set",
    "doubled": "is set twice",
    "strayed": "is set on sheet {page}, its call on sheet {call_page}",
    CLOSER: "stands alone on sheet {page}",
}
_PAGES = {"": "Pages", "front": "Pages before the documents", "back": "Pages of indexes"}


def placings(job: RenderJob, documents: Sequence[TypstDocument], outcome: SettingOutcome) -> list[Finding]:
    """A finding for each document whose notes or apparatus stand at its end, each stray note and closer."""
    files = {document.stem: document.path for document in documents}
    told = "The notes of this document stand at its end: its pages cannot hold them beside their calls"
    ended = [finding("P009", told, file=job.shown(files[stem])) for stem in at_end(outcome.repairs) if stem in files]
    apart = "The apparatus of this document stands at its end: its pages did not settle with it at their foot"
    ended += [finding("P014", apart, file=job.shown(files[stem])) for stem in outcome.ended if stem in files]
    ended += [_restless(job, files, where, what) for where, what in outcome.unsettled]
    if outcome.untagged:
        ended.append(finding("P012", f"screen.pdf has no tags: the typesetter fails at them ({outcome.untagged})"))
    return [*ended, *(_stray(job, files, stray) for stray in outcome.strays)]


def _restless(job: RenderJob, files: dict[str, Path], where: str, what: str) -> Finding:
    pages = _PAGES.get(where, "The pages from this document on")
    file = job.shown(files[where]) if where in files else ""
    return finding("P018", f"{pages} did not come to rest when they were laid out: {what}", file=file)


def _stray(job: RenderJob, files: dict[str, Path], stray: Stray) -> Finding:
    stem = document(stray.id)
    words = _WORDS[stray.kind].format(page=stray.page, call_page=stray.call_page)
    what, code = ("The closer", "P006") if stray.kind == CLOSER else ("A note", "P005")
    return finding(code, f"{what} {words}", file=job.shown(files.get(stem, Path(stem))), place=stray.id)
