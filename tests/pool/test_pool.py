"""Work in several processes: in order, with errors handed on, and nothing left behind by a killed run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from kktei import pool
from kktei.errors import InputError, MachineryError

SLOW = 0.05
Told = TypeVar("Told")


def square(number: int) -> int:
    time.sleep(SLOW)
    return number * number


def process(_: int) -> int:
    return os.getpid()


def ready() -> None:
    os.environ["KKTEI_READY"] = str(os.getpid())


def made_ready(_: int) -> int:
    return int(os.environ["KKTEI_READY"])


def refuse(number: int) -> int:
    time.sleep(SLOW)
    if number == 25:
        raise InputError("document 25 cannot be read", "Look at it.")
    return number


def die(number: int) -> int:
    time.sleep(SLOW)
    if number == 25:
        os._exit(9)
    return number


def drained(results: Iterable[Told]) -> list[Told]:
    return list(results)


def test_results_come_in_the_order_of_the_items() -> None:
    beats: list[int] = []
    with pool.meanwhile(lambda: beats.append(1)):
        assert drained(pool.each(square, range(40), jobs=2)) == [n * n for n in range(40)]
    assert beats  # while workers were waited for


def test_items_are_asked_for_as_they_are_needed() -> None:
    asked: list[int] = []

    def items() -> Iterator[int]:
        for n in range(5000):
            asked.append(n)
            yield n

    results = pool.each(square, items(), jobs=2)
    assert [next(results) for _ in range(3)] == [0, 1, 4]
    assert len(asked) < 500
    results.close()


def test_apart_all_work_is_another_process_s_which_ends_with_it() -> None:
    with pool.apart(1, ready):
        later = pool.begun(made_ready, range(3), jobs=1)
        (other,) = set(pool.each(process, range(3), jobs=1))
        assert drained(later) == [other] * 3
        with pool.apart(1):
            assert set(pool.each(process, range(3), jobs=1)) == {other}, "the same within another such"
        assert set(pool.each(process, range(3), jobs=1)) == {other}
    assert other != os.getpid()
    with pytest.raises(ProcessLookupError):
        os.kill(other, 0)
    assert set(pool.each(process, range(3), jobs=1)) == {os.getpid()}


def worn(number: int) -> tuple[int, int]:
    """After the fourth item this worker is worn."""
    pool._done[0] = pool._ITEMS_A_WORKER if number == 4 else 0
    return number, os.getpid()


def test_what_a_worn_worker_leaves_is_done_by_a_new_one() -> None:
    with pool.apart(2):
        told = drained(pool.each(worn, range(14), jobs=2, batch=3))
    assert [number for number, _ in told] == list(range(14)), "nothing twice, nothing left out"
    assert told[5][1] not in {other for _, other in told[:5]}


def test_items_that_weigh_much_are_handed_over_one_by_one_and_not_held() -> None:
    asked: list[int] = []

    def items() -> Iterator[int]:
        for n in range(40):
            asked.append(n)
            yield n

    with pool.apart(1):
        results = pool.each(process, items(), jobs=1, weight=lambda n: 1 if n < 20 else 100)
        assert len(list(zip(range(20), results, strict=False))) == 20
        assert len(asked) <= 20 + 4, "of the heavy ones no more than are at work and waited for"
        assert len(drained(results)) == 20
    assert asked == list(range(40))


def test_a_worker_is_worn_when_it_holds_much_and_has_worked_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_MEMORY_A_WORKER", 1)
    monkeypatch.setattr(pool, "_SECONDS_A_WORKER", 0)
    monkeypatch.setattr(pool, "_done", [0])
    assert pool._until_worn(abs, [-1, -2]) == ([1] if Path("/proc/self/statm").exists() else [1, 2])
    monkeypatch.setattr(pool, "_SECONDS_A_WORKER", float("inf"))
    assert pool._until_worn(abs, [-1, -2]) == [1, 2], "a new one would not be smaller"


def test_work_that_was_begun_is_done_in_its_order_and_its_errors_are_told() -> None:
    assert drained(pool.begun(square, range(5), jobs=1)) == [0, 1, 4, 9, 16], "here, where nobody else works"
    with pool.apart(1):
        begun = pool.begun(die, [25], jobs=1)
        with pytest.raises(MachineryError, match="died"):
            drained(begun)


def test_an_error_of_a_worker_arrives_whole() -> None:
    with pytest.raises(InputError) as caught:
        drained(pool.each(refuse, range(40), jobs=2))
    assert caught.value.hint == "Look at it."


def test_a_worker_that_dies_is_told_in_words() -> None:
    with pytest.raises(MachineryError, match="died"):
        drained(pool.each(die, range(40), jobs=2))
    assert drained(pool.each(square, range(30), jobs=2))[-1] == 29 * 29, "the next work gets new workers"


@pytest.mark.skipif(not hasattr(signal, "sigwaitinfo"), reason="the system does not tell who sent a signal")
@pytest.mark.parametrize("which", [0, 1])
def test_where_a_worker_that_waits_is_killed_no_other_stays(which: int) -> None:
    pool.settle()
    pool.begin(ready, jobs=2)
    pool.beside(os.getpid, jobs=2)()
    time.sleep(0.3)
    workers = list(pool._workers(2)._processes or {})
    os.kill(workers[which], signal.SIGKILL)
    with pytest.raises(MachineryError, match="died"):
        drained(pool.beside(os.getpid, jobs=2)() for _ in range(10_000))
    for _ in range(100):
        if not any(_alive(str(pid)) for pid in workers):
            return
        time.sleep(0.1)
    pytest.fail("a worker outlives the others")


RUN = """
from tests.pool.test_pool import square
from kktei import pool
import kktei.pool
if __name__ == "__main__":
    results = pool.each(square, range(4000), jobs=2)
    for result in results:
        workers = pool._workers(2)._processes or {}
        if len(workers) == 2 and result > 2500:
            print(*workers, flush=True)
            break
    list(results)
"""


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks processes up in /proc")
def test_workers_end_with_a_killed_run(root: Path, tmp_path: Path) -> None:
    script = tmp_path / "run.py"
    script.write_text(RUN)
    environment = {**os.environ, "PYTHONPATH": str(root)}
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=environment) as run:
        assert run.stdout is not None
        workers = run.stdout.readline().split()
        run.kill()
    assert len(workers) == 2
    for _ in range(100):
        if not any(_alive(pid) for pid in workers):
            return
        time.sleep(0.1)
    pytest.fail("workers outlive the run that was killed")


def _alive(pid: str) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False
