"""How a run that renders ends: its last line, with what was left out or not made, and its exit code."""

import sys
from typing import NoReturn

from kktei import report
from kktei.cli.console import Console
from kktei.pipeline.export import ExportRun
from kktei.pipeline.line import BuildOutcome


def last_line(outcome: BuildOutcome, done: str) -> str:
    """In words: '28 of 30 documents built, 2 left out, print not made, 2 errors'."""
    plural = "" if outcome.documents == 1 else "s"
    what = [f"{outcome.rendered} of {outcome.documents} document{plural} {done}"]
    what += [f"{outcome.left_out} left out"] if outcome.left_out else []
    what += [report.lacking(files=outcome.unread)] if outcome.unread else []
    what += [f"{', '.join(outcome.failed)} not made"] if outcome.failed else []
    return ", ".join([*what, report.summary(outcome.findings)]) + "."


def leave(console: Console, outcome: BuildOutcome | ExportRun) -> NoReturn:
    """The end of the process.  A fault in one product is raised now that the others are published."""
    if outcome.fault is not None:
        raise outcome.fault
    sys.exit(max(console.exit_code(outcome.findings), outcome.code))
