"""Ctrl-C, SIGTERM and SIGHUP at any moment: the right code, no traceback, no process left, nothing lost."""

from __future__ import annotations

import importlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from kktei.cli import signals
from kktei.project import Project
from tests.editions import digests, kktei
from tests.processes import gone, in_group

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


@pytest.fixture(autouse=True)
def in_front() -> Generator[None]:
    """Nothing is ignored, as it would be in a run of the tests in the background of a shell, or under nohup."""
    wanted = {signal.SIGINT: signal.default_int_handler, signal.SIGHUP: signal.SIG_DFL, signal.SIGTERM: signal.SIG_DFL}
    before = {number: signal.signal(number, handler) for number, handler in wanted.items()}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def begun(*arguments: str, cwd: Path) -> subprocess.Popen[bytes]:
    """A call in a process group of its own, as a terminal has it."""
    command = [sys.executable, "-P", "-m", "kktei", *arguments]
    return subprocess.Popen(
        command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, process_group=0
    )


@pytest.fixture
def large(tmp_path: Path) -> Project:
    """An edition of many letters, whose build takes a while and several processes."""
    assert kktei("new", "large", cwd=tmp_path).returncode == 0
    project = Project(tmp_path / "large")
    (source,) = project.seeds.iterdir()
    letters = [f"{n}. Letter From Ada Winter to Jonas Berg\n\nSource: Berg Papers, Box {n}." for n in range(1, 400)]
    source.write_text("Letters\n\n\n" + "\n\n\n".join(letters) + "\n", encoding="utf-8")
    return project


@pytest.mark.parametrize(
    ("number", "whole_group"),
    [
        (signal.SIGINT, True),
        (signal.SIGTERM, False),
        pytest.param(signal.SIGHUP, True, marks=pytest.mark.long),
    ],
)
def test_a_signal_ends_all_processes_in_order(number: signal.Signals, whole_group: bool, large: Project) -> None:
    """A terminal signals the whole group, ``kill`` the one process."""
    seeds = digests(large.seeds)
    run = begun("build", "--jobs", "2", cwd=large.root)
    until = time.monotonic() + 60
    while len(in_group(run.pid)) < 4 and time.monotonic() < until:  # the run, two workers, their tracker
        time.sleep(0.02)
    (os.killpg if whole_group else os.kill)(run.pid, number)
    out, err = run.communicate(timeout=30)
    assert run.returncode == 128 + number, err
    assert b"kktei: Stopped." in err
    assert b"Traceback" not in out + err
    assert b"Error" not in out + err
    assert gone(run.pid)
    assert digests(large.seeds) == seeds
    assert not list(large.root.glob(".output.new.*"))


def _until_it_is_ours(pid: int) -> None:
    """Python catches Ctrl-C while it starts, and may lose it then; kktei first gives it back to the system."""
    until = time.monotonic() + 5
    was_caught = False
    while time.monotonic() < until:
        (mask,) = re.findall(
            r"^SigCgt:\s*(\w+)$", Path(f"/proc/{pid}/status").read_text(encoding="ascii"), re.MULTILINE
        )
        is_caught = bool(int(mask, 16) >> (signal.SIGINT - 1) & 1)
        if was_caught and not is_caught:
            return
        was_caught = is_caught
        time.sleep(0.0005)


SELDOM = [pytest.param(moment, marks=pytest.mark.long) for moment in (0.05, 0.15, 0.2, 0.5)]


@pytest.mark.parametrize("moment", [0.0, 0.1, 0.3, *SELDOM])
def test_ctrl_c_while_it_starts(moment: float, built: Project) -> None:
    run = begun("build", "--force", cwd=built.root)
    _until_it_is_ours(run.pid)
    time.sleep(moment)
    os.killpg(run.pid, signal.SIGINT)
    _, err = run.communicate(timeout=60)
    assert run.returncode in {130, -signal.SIGINT}, err.decode()
    assert b"Traceback" not in err


_SWALLOWS = {
    "set name": "class A:\n    def __set_name__(self, *_): {now}\ntry:\n    class B: a = A()\nexcept RuntimeError: pass",
    "registered by a compiled module": "try:\n    {now}\nexcept BaseException: pass",
}
_UNRAISABLE = {
    "weak reference": "import weakref\nclass A: pass\na = A()\nr = weakref.ref(a, lambda _: {now})\ndel a",
    "del": "class A:\n    def __del__(self): {now}\nA()",
}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("code", [*_SWALLOWS.values(), *_UNRAISABLE.values()], ids=[*_SWALLOWS, *_UNRAISABLE])
def test_no_signal_is_lost_while_a_module_is_loaded(
    code: str,
    number: signal.Signals,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "swallows.py").write_text("import signal\n" + _at_once(code, number), encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "swallows", raising=False)
    with pytest.raises(KeyboardInterrupt):
        _within(lambda: importlib.import_module("swallows"))
    assert signals.exit_code() == 128 + number
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("code", _UNRAISABLE.values(), ids=_UNRAISABLE)
def test_no_signal_is_lost_where_nothing_can_be_raised(code: str, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(KeyboardInterrupt):
        _within(lambda: exec(_at_once(code, signal.SIGTERM), {"signal": signal}))  # noqa: S102 - a text of this test
    assert signals.exit_code() == 128 + signal.SIGTERM
    assert capfd.readouterr().err == ""


def test_no_signal_is_lost_that_is_given_again_before_the_hook_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    soon, once = signals._stop_soon, [True]  # as on a slow machine

    def at_once(number: int) -> None:
        if once.pop() if once else False:
            signal.raise_signal(number)
        else:
            soon(number)

    monkeypatch.setattr(signals, "_stop_soon", at_once)
    with pytest.raises(KeyboardInterrupt):
        _within(lambda: exec(_at_once(_UNRAISABLE["del"], signal.SIGTERM), {"signal": signal}))  # noqa: S102
    assert signals.exit_code() == 128 + signal.SIGTERM


def _within(work: Callable[[], object]) -> None:
    with signals.ended_in_order():
        work()
        time.sleep(10)


def _at_once(code: str, number: signal.Signals) -> str:
    return code.replace("{now}", f"signal.raise_signal({int(number)})")


@pytest.mark.parametrize("loaded", ["process", "context", "util", "pool"])
def test_it_ends_however_much_of_multiprocessing_is_loaded(loaded: str) -> None:
    """A signal may come in the middle of an import."""
    code = (
        f"import sys, multiprocessing.{loaded} as m; from kktei.cli import signals;"
        f" m.__name__ in {{'multiprocessing.util', 'multiprocessing.pool'}} or sys.modules.pop('multiprocessing.util', 0);"
        " signals.leave(130)"
    )
    run = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, check=False, timeout=60)
    assert (run.returncode, run.stderr) == (130, b"")


def test_the_typesetter_ends_with_its_run(built: Project) -> None:
    run = begun("render", "print", "--force", cwd=built.root)
    until = time.monotonic() + 60
    while len(in_group(run.pid)) < 2 and time.monotonic() < until:
        time.sleep(0.01)
    run.kill()
    run.communicate()
    assert gone(run.pid)


def test_who_ignores_a_signal_is_heeded(built: Project) -> None:
    """``nohup``: the run goes on."""
    line = f"trap '' HUP INT; exec {sys.executable} -P -m kktei validate"
    with subprocess.Popen(["sh", "-c", line], cwd=built.root, stderr=subprocess.PIPE, process_group=0) as run:
        for _ in range(5):
            time.sleep(0.05)
            os.killpg(run.pid, signal.SIGHUP)
            os.killpg(run.pid, signal.SIGINT)
        _, err = run.communicate(timeout=60)
    assert run.returncode == 0, err
