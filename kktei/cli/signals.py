"""Ctrl-C, SIGTERM and SIGHUP end a run in order: half-made results go, children end, nobody sees a traceback."""

from __future__ import annotations

import _thread
import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator
from types import FrameType
from typing import NoReturn

_ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))
_heard: list[int] = []
_LOADING = "<frozen importlib._bootstrap>"
_AGAIN = 0.02  # seconds
_UNDONE = 70  # exit codes from here on: work was broken off


def _stop(number: int, frame: FrameType | None) -> None:
    _heard.append(number)  # the number may be lost on the way: libraries raise a KeyboardInterrupt of their own
    if _is_swallowing(frame):
        _stop_soon(number)
    else:
        raise KeyboardInterrupt(number)  # no subclass: subprocess waits for children on any other exception


def _is_swallowing(frame: FrameType | None) -> bool:
    """While a module is loaded, Python and compiled modules drop an exception or make another one of it.

    So does the hook for what cannot be raised, where the signal that it gives again comes before its end.
    """
    while frame is not None:
        if frame.f_code.co_filename == _LOADING or frame.f_code is _not_raised.__code__:
            return True
        frame = frame.f_back
    return False


def _stop_soon(number: int) -> None:
    """The signal once more, in a moment."""
    timer = threading.Timer(_AGAIN, _give, (number,))
    timer.daemon = True
    timer.start()


def _give(number: int) -> None:
    """The signal to the main thread, if it is still ours to hear; whatever that thread waits for is broken off."""
    if signal.getsignal(number) is not _stop:
        return
    if hasattr(signal, "pthread_kill") and (main := threading.main_thread().ident) is not None:
        signal.pthread_kill(main, number)
    else:
        _thread.interrupt_main(signal.Signals(number))  # Windows: heard when the wait is over


def _not_raised(unraisable: sys.UnraisableHookArgs) -> None:
    """What no code can catch, as in a weak reference's callback: a signal that ended there is given again."""
    if issubclass(unraisable.exc_type, KeyboardInterrupt):
        _stop_soon(_heard[-1] if _heard else signal.SIGINT)
    else:
        sys.__unraisablehook__(unraisable)


@contextlib.contextmanager
def ended_in_order() -> Iterator[None]:
    """Within, each of these signals raises KeyboardInterrupt, unless whoever called kktei has it ignored (nohup).

    It is raised where it can be caught: not in the middle of loading a module, but right after.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in _ENDING}
    taken = [number for number, handler in before.items() if handler is not signal.SIG_IGN and handler is not None]
    hook, sys.unraisablehook = sys.unraisablehook, _not_raised
    for number in taken:
        signal.signal(number, _stop)
    try:
        yield
    finally:
        sys.unraisablehook = hook
        for number in taken:
            signal.signal(number, before[number])


def exit_code() -> int:
    """128 and the number of the signal that was heard last, as shells count: 130 after Ctrl-C."""
    return 128 + (_heard[-1] if _heard else signal.SIGINT)


def leave(code: int) -> NoReturn:
    """The end of the process.

    Where it was stopped or fell, other processes may be in the middle of long work: they are ended, and nobody waits
    for the threads that do not know it yet.
    """
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # nothing is left to be done in order
    processes, shared = (sys.modules.get(f"multiprocessing.{name}") for name in ("process", "util"))
    if code >= _UNDONE and processes is not None and shared is not None:  # a signal may come before both are loaded
        threading.excepthook = lambda _: None  # the pool's thread would say that its workers are gone
        for child in processes.active_children():
            child.kill()
        with contextlib.suppress(OSError, ValueError):
            for stream in filter(None, (sys.stdout, sys.stderr)):
                stream.flush()
        shared._run_finalizers(0)  # what is shared between processes is given back
        os._exit(code)
    sys.exit(code)
