"""Findings that an editor has decided to live with, and decisions that no longer matter."""

from collections.abc import Collection, Sequence
from fnmatch import fnmatch

from kktei.config import Settings, Suppression
from kktei.findings import Finding, Severity, codes, finding, in_order, retired

_SETTINGS = "edition/edition.toml"


def apply_suppressions(found: Sequence[Finding], settings: Settings, ran: Collection[str] = ()) -> list[Finding]:
    """The findings less those that ``edition.toml`` suppresses, and one more for each entry without effect.

    ``ran`` are the stages of this run, as codes name them ("check" where it only validated); an entry for a code of
    another may still have its effect elsewhere.  Empty: all.

    Errors of well-formedness and grammar (codes V…) stay, whatever the settings say.
    """
    by_code: dict[str, list[Finding]] = {}
    for f in found:
        by_code.setdefault(f.code, []).append(f)
    extra: list[Finding] = []
    for entry in settings.suppressions:
        there = by_code.get(entry.code, [])
        hits = {f for f in there if _covers(entry, f)}
        if any(f.severity is Severity.ERROR and f.code.startswith("V") for f in hits):
            extra.append(_suppression_finding("V052", f"{entry.code} is an error of grammar and stays", entry))
        elif hits:
            by_code[entry.code] = [f for f in there if f not in hits]
        elif entry.code not in codes():
            gone = retired().get(entry.code, "")
            words = f"The code {entry.code} is given no more: {gone}" if gone else f"There is no code {entry.code}"
            extra.append(_suppression_finding("V051", words, entry))
        elif not ran or codes()[entry.code].stage in ran:
            extra.append(_suppression_finding("V050", f"Nothing is suppressed by this entry for {entry.code}", entry))
    return in_order([*(f for kept in by_code.values() for f in kept), *extra])


def _covers(entry: Suppression, f: Finding) -> bool:
    return (not entry.file or f.file == entry.file or fnmatch(f.file, entry.file)) and (
        not entry.place or entry.place in f.place or entry.place in f.message
    )


def _suppression_finding(code: str, message: str, entry: Suppression) -> Finding:
    return finding(code, message, file=_SETTINGS, line=entry.line, hint=f"Its reason was: {entry.reason}")
