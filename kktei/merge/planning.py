"""Decides what becomes of each file when a new conversion arrives; writes nothing but what a killed run left over."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from kktei.errors import InputError
from kktei.findings import Finding, Severity, finding
from kktei.merge import history
from kktei.merge.ledgers import LedgerRow, read_ledger, shown, written
from kktei.merge.memory import DamagedMemoryError, Memory, digest, is_there, on_disk
from kktei.merge.missed import pointed_from, renamed
from kktei.merge.origins import SOURCES
from kktei.merge.pointers import repoint
from kktei.merge.steps import FOLDERS, Apart, Growth, MergePlan, MergeStep, Outcome, conflict_name
from kktei.merge.texts import content, text
from kktei.merge.threeway import merge
from kktei.project import Project, natural
from kktei.spool import Spool

Check = Callable[[bytes], list[Finding]]
_BODY = re.compile(r"<(?:[\w.-]+:)?text\b.*", re.DOTALL)
_NOTE = re.compile(r"<(?:[\w.-]+:)?note\b[^>]*\btype=\"source\".*?</(?:[\w.-]+:)?note>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"\w{4,}")  # shorter ones stand in every text
_HEAD = re.compile(r"<(?:[\w.-]+:)?head\b.*?</(?:[\w.-]+:)?head>", re.DOTALL)
_FRAME = re.compile(
    r"<(?:[\w.-]+:)?(head|opener|closer|dateline|salute|signed)\b[^>]*(?<!/)>.*?</(?:[\w.-]+:)?\1>", re.DOTALL
)
_ENOUGH = 8  # words from which this can be told: a heading alone may just have been corrected
_SHARED = 0.5  # of the shorter text's words; of two letters by one hand hardly a third
_SAID = 4  # words outside of heading, opener and closer, from which short letters can be told from each other
_UNDER_ANOTHER_HEADING = 0.8  # short letters share dateline, salutation and close


@dataclass
class _Planner:
    """What every decision needs to know."""

    project: Project
    memory: Memory
    spool: Spool
    check: Check
    by: str
    today: str
    apart: Apart
    found: list[Finding] = field(default_factory=list)

    def ledger(self, name: str, rows: Iterable[LedgerRow]) -> bytes | None:
        """A ledger's new text; None where it may not be written.  What of it cannot be read is said.

        Which source gave what is known again after each conversion; of the others no line goes.
        """
        before = read_ledger(self.project, name)
        for line, words in before.faults:
            hint = "Restore edition/.kktei/ from version control, then convert again."
            self.found.append(
                finding("M010", f"What kktei remembers here is lost: {words}.", file=shown(name), line=line, hint=hint)
            )

        return written(rows, () if name == SOURCES else before.strange) if before.usable else None

    def report(self, code: str, words: str, file: str, hint: str = "") -> None:
        self.found.append(finding(code, words, file=f"edition/{file}", hint=hint))


@dataclass(frozen=True, slots=True)
class _Versions:
    """The versions of one file that a decision rests on."""

    file: str
    base: bytes | None
    hand: bytes | None
    new: bytes
    pending: bool = False  # a conflict is open


def plan(
    converted: Iterable[tuple[str, bytes]],
    project: Project,
    *,
    by: str,
    today: str,
    check: Check,
    whole: bool = True,
    apart: Apart | None = None,
    ledgers: Mapping[str, Iterable[LedgerRow]] | None = None,
) -> MergePlan:
    """What a conversion will do to the edition.

    ``converted`` gives each file's path below ``edition/`` ("documents/d091.xml", "authorities.xml") and its new
    text; they are looked at one by one, so that they need not be held.  ``by`` and ``today`` go into the history
    (``revisionDesc``); ``check`` says what is wrong with a merged text (its errors forbid the merge); ``whole`` is
    false where only some of the sources were converted, so that a missing document means nothing; ``ledgers`` are
    rows to be remembered in plain text.
    Raises OutputError for a path outside the edition, InputError where the memory is a newer kktei's.
    """
    spool = Spool(project.cache, "Nothing in edition/ was changed.")
    planner = _Planner(project, Memory(project), spool, check, by, today, apart or Apart())
    planner.memory.must_be_ours()
    kept = {name: text for name, rows in (ledgers or {}).items() if (text := planner.ledger(name, rows)) is not None}
    planner.memory.recover()
    steps = [_step(planner, file, new) for file, new in converted]
    steps += _waiting(planner, {step.file for step in steps})
    if whole:
        steps += _gone(planner, {step.file for step in steps})
    return MergePlan(project, tuple(steps), tuple(planner.found), kept)


def _waiting(planner: _Planner, converted: Collection[str]) -> list[MergeStep]:
    """The files of sources that cannot be read, as far as they are there."""
    files = sorted(frozenset(planner.apart.waiting) - frozenset(converted), key=natural)
    return [MergeStep(file, Outcome.WAITING) for file in files if is_there(planner.project, file)]


def _step(planner: _Planner, file: str, new: bytes) -> MergeStep:
    try:
        return _seen(planner, file, new)
    except InputError as problem:  # one strange file is no reason to leave the others
        planner.report("M012", f"{problem.message}; this file was left as it is.", file, problem.hint or "")
        return MergeStep(file, Outcome.WAITING)


def _seen(planner: _Planner, file: str, new: bytes) -> MergeStep:
    hand = on_disk(planner.project, file)
    versions = _Versions(file, None, hand, new)
    try:
        base = planner.memory.converted(file)
        pending = planner.memory.pending(file)
    except DamagedMemoryError:
        if hand is None:
            return _deleted(planner, file)
        words = "The remembered conversion of this file is damaged; it counts as lost."
        planner.report("M006", words, file, "Restore edition/.kktei/ from version control, then convert again.")
        return _step_of(planner, replace(versions, pending=_known(planner.memory, file) is not None))
    if pending is not None and not is_there(planner.project, conflict_name(file)):
        base, pending = pending, None  # the editor has decided: deleting the copy says so
        step = _step_of(planner, _Versions(file, base, hand, new))
        return replace(
            step, remember=step.remember or planner.spool.lay(base), ends_conflict=step.state is not Outcome.CONFLICT
        )
    return _step_of(planner, _Versions(file, base, hand, new, pending is not None))


def _step_of(planner: _Planner, v: _Versions) -> MergeStep:
    if v.hand is None:
        return _missing(planner, v)
    if v.file in planner.apart.grown:
        return _grown(planner, v, planner.apart.grown[v.file])
    if v.base is None:
        return _met(planner, v)
    hand, base, new = (content(one) for one in (v.hand, v.base, v.new))
    if hand == new:
        return _alike(planner, v)
    if new == base:
        return MergeStep(v.file, Outcome.LEFT, digest(v.hand), ends_conflict=v.pending)  # the source says what it said
    if _is_another(base, new):
        _told_rows(planner, v.file)
        if hand != base or history.status(text(v.hand) or "") not in ("", "draft"):
            why = "The source has another document under this number now; what you did was done to the former one."
            hint = "If that has another number, do the same in its file. Then put edition/{} in the place of this one."
            return _conflict(planner, v, why, code="M014", hint=hint)
    if hand == base:
        words = "Converted again from the source"
        return _written(planner, v, Outcome.REPLACED, v.new, words)
    return _merged(planner, v)


def _told_rows(planner: _Planner, file: str) -> None:
    """Say that rows of the editors' table may be meant for the document that had this number."""
    if file in planner.apart.decided:
        words = "The source has another document under this number now; the table's rows are the former one's."
        planner.report("M015", words, file, "Give those rows the number that their document has now.")


def _grown(planner: _Planner, v: _Versions, growth: Growth) -> MergeStep:
    """A file that was made by adding to its text on disk: there is nothing to merge."""
    if v.hand != growth.of:
        words = "Somebody saved this file while it was being converted; it was left alone."
        planner.report("M007", words, v.file, "Convert again.")
        return MergeStep(v.file, Outcome.LEFT, digest(v.hand))
    hand, base = content(growth.of), None if v.base is None else content(v.base)
    if hand == content(growth.text):
        return _alike(planner, v)
    if hand == base:
        return _written(planner, v, Outcome.REPLACED, growth.text, "Converted again from the source")
    if base is None:
        words = "This file is not from kktei, or what kktei last made of it is lost; what it lacked was added to it."
        planner.report("M011", words, v.file, "Read what was added.")
    return _written(planner, v, Outcome.MERGED, growth.text, "Merged with a new conversion of the source")


def _alike(planner: _Planner, v: _Versions) -> MergeStep:
    """The file says what the new conversion says: that is what it rests on now."""
    fresh = None if v.base == v.new else planner.spool.lay(v.new)
    return MergeStep(v.file, Outcome.LEFT, digest(v.hand), remember=fresh, ends_conflict=v.pending)


def _missing(planner: _Planner, v: _Versions) -> MergeStep:
    if v.base is not None:
        return _deleted(planner, v.file)
    return _written(planner, v, Outcome.NEW, v.new, "Converted from the source")


def _deleted(planner: _Planner, file: str) -> MergeStep:
    kept = f"edition/.kktei/converted/{file}.gz"
    pointing = pointed_from(planner.project, file) if "/" not in file else []
    if pointing:
        more = f"{len(pointing)} documents point to it, first" if len(pointing) > 1 else "one document points to it,"
        words = f"This file was deleted by hand and is not written again, but {more} edition/{pointing[0]}."
        hint = f"Get it back from version control, or unpack {kept}: so it was after the last conversion."
        planner.report("M016", words, file, hint)
    elif now := renamed(planner.memory, planner.project, file):
        words = f"This file seems to be edition/{now} now: it is no longer converted from its source."
        planner.report("M017", words, file, f"Give it its name back. If it should be another document: delete {kept}.")
    else:
        words = "This file was deleted by hand; it is not written again."
        planner.report("M003", words, file, f"To have it again, delete {kept} and convert.")
    return MergeStep(file, Outcome.DELETED)


def _met(planner: _Planner, v: _Versions) -> MergeStep:
    """A file without a remembered conversion: somebody else wrote it, or the memory is lost."""
    if v.hand is not None and content(v.hand) == content(v.new):
        return _alike(planner, v)
    return _conflict(planner, v, "This file is not from kktei, or what kktei last made of it is lost.")


def _merged(planner: _Planner, v: _Versions) -> MergeStep:
    texts = [text(part) for part in (repoint(v.base, planner.apart.heirs), v.hand, v.new)]
    base, hand, new = (None if t is None else history.split(t) for t in texts)
    if base is None or hand is None or new is None:
        return _conflict(planner, v, "Your version is not UTF-8 and cannot be merged.")
    merged = merge(base.content, hand.content, new.content)
    if merged is None:
        return _conflict(planner, v, "You and the source have changed the same place.")
    at = history.split(merged).at
    if at < 0 and hand.at >= 0:
        return _conflict(planner, v, "Your changes and the source's do not fit together.")
    whole = history.Split(merged, hand.history, at).whole().encode()
    if errors := [f for f in planner.check(whole) if f.severity is Severity.ERROR]:
        return _conflict(planner, v, f"Merged, the text would be wrong: {errors[0].message}")
    planner.report("M004", "Your changes and the source's were merged.", v.file, "Read the result.")
    return _written(planner, v, Outcome.MERGED, whole, "Merged with a new conversion of the source")


def _conflict(
    planner: _Planner,
    v: _Versions,
    why: str,
    *,
    code: str = "M001",
    hint: str = "Take over what you want, then delete edition/{}.",
) -> MergeStep:
    """Lay the new conversion (its name goes into the ``hint``) beside a file that stays as it is."""
    copy = conflict_name(v.file)
    present = on_disk(planner.project, copy)
    pending = _known(planner.memory, v.file)
    if present is not None and present not in (pending, v.new):
        words = f"edition/{copy} was changed by hand, so the newest conversion is not laid there."
        planner.report("M005", words, v.file, "Take over what you want from it, delete it, and convert again.")
        return MergeStep(v.file, Outcome.CONFLICT, digest(v.hand))
    words = f"{why} Your version stays in edition/{v.file}; the new one is in edition/{copy}."
    planner.report(code, words, v.file, hint.format(copy))
    beside = None if present == pending == v.new else planner.spool.lay(v.new)
    return MergeStep(v.file, Outcome.CONFLICT, digest(v.hand), beside=beside)


def _known(memory: Memory, file: str) -> bytes | None:
    try:
        return memory.pending(file)
    except DamagedMemoryError:
        return None


def _gone(planner: _Planner, converted: Collection[str]) -> list[MergeStep]:
    """Remembered files that no source has any more."""
    out = []
    for file in sorted(planner.memory.files(), key=natural):
        if file in converted or _folder(file) != planner.apart.folder:
            continue
        if not is_there(planner.project, file):
            continue
        hint = "Delete it by hand if it is no longer wanted."
        planner.report("M002", "No source has this document any more; it stays as it is.", file, hint)
        out.append(MergeStep(file, Outcome.GONE))
    return out


def _folder(file: str) -> str:
    """The folder with plans of its own that a file lies in; "" for others."""
    first = file.partition("/")[0]
    return first if first in FOLDERS else ""


def _written(planner: _Planner, v: _Versions, state: Outcome, new: bytes, words: str) -> MergeStep:
    """The step that writes ``new`` with a line in its history, and remembers the conversion."""
    whole, conversion = (planner.spool.lay(data) for data in (_with_history(planner, v, new, words), v.new))
    return MergeStep(v.file, state, digest(v.hand), whole, conversion, ends_conflict=v.pending)


def _with_history(planner: _Planner, v: _Versions, new: bytes, words: str) -> bytes:
    """``new`` with the history of the file on disk, grown by one change."""
    decoded = text(new)
    if v.file in planner.apart.verbatim or decoded is None:
        return new
    parts = history.split(decoded)
    before = text(v.hand)
    own = history.split(before).history if before is not None else history.begun(parts.history)
    if parts.at < 0:
        return new
    held = history.Split(parts.content, own or parts.history, parts.at)
    grown = history.grown(held, words, who=history.encoder(v.file), by=planner.by, today=planner.today)
    if "\r\n" in parts.content:
        grown = grown.replace("\r\n", "\n").replace("\n", "\r\n")
    return parts.whole(grown).encode()


def _is_another(before: str | bytes, now: str | bytes) -> bool:
    """Whether two conversions are of two documents: they have few words in common, source notes aside.

    A text that was only cut, or is there for the first time, has all the words of the shorter one.
    """
    if isinstance(before, bytes) or isinstance(now, bytes):
        return False
    former, new = _body(before), _body(now)
    heads = [_found(match[0] if (match := _HEAD.search(body)) else "") for body in (former, new)]
    least = _SHARED if heads[0] == heads[1] else _UNDER_ANOTHER_HEADING
    return _differ(_found(former), _found(new), _ENOUGH, least) or _short_ones_differ(former, new)


def _short_ones_differ(former: str, new: str) -> bool:
    """Whether two short letters have another frame (heading, dateline, close), and in it other words.

    One correspondence has the same names and phrases in every frame, so that there is little else to tell them by.
    """
    said, now = (_found(_FRAME.sub(" ", body)) for body in (former, new))
    frame, other = (_TAG.sub("", "".join(m[0] for m in _FRAME.finditer(body))).split() for body in (former, new))
    return frame != other and _differ(said, now, _SAID, _SHARED)


def _differ(one: set[str], other: set[str], enough: int, least: float) -> bool:
    """Whether two texts have less than this part of the shorter's words in common."""
    shorter = min(len(one), len(other))
    return shorter >= enough and len(one & other) < least * shorter


def _body(tei: str) -> str:
    """A document's text without its source note."""
    body = _BODY.search(tei)
    return _NOTE.sub(" ", body[0]).lower() if body else ""


def _found(text: str) -> set[str]:
    return set(_WORD.findall(_TAG.sub(" ", text)))
