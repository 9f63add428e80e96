"""Ctrl-C, SIGTERM and SIGHUP end a run in order: half-made results go, children end, nobody sees a traceback."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from collections.abc import Iterator
from types import FrameType

_ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))


def _stop(number: int, _: FrameType | None) -> None:
    raise KeyboardInterrupt(number)  # no subclass: subprocess waits for children on any other exception


@contextlib.contextmanager
def ended_in_order() -> Iterator[None]:
    """Within, each of these signals raises KeyboardInterrupt, unless whoever called kktei has it ignored (nohup)."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in _ENDING}
    taken = [number for number, handler in before.items() if handler is not signal.SIG_IGN and handler is not None]
    for number in taken:
        signal.signal(number, _stop)
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, before[number])


def exit_code(problem: BaseException | None) -> int:
    """128 and the signal's number, as shells count: 130 after Ctrl-C."""
    number = problem.args[0] if isinstance(problem, KeyboardInterrupt) and problem.args else signal.SIGINT
    return 128 + int(number)


def end_children() -> None:
    """Let no process that we started work on."""
    if "multiprocessing" in sys.modules:  # else there are none
        for child in sys.modules["multiprocessing"].active_children():
            child.kill()


def leave_to_the_system() -> None:
    """From now on Ctrl-C ends the process at once: nothing is left to be done in order."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
