"""The same work on a Dask cluster: a real scheduler, and workers that are processes of their own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from distributed import Client

from kktei import cluster, pool
from kktei.cli.main import cli
from kktei.errors import InputError, MachineryError

_DASK = [sys.executable, "-m", "dask"]
_ONCE = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}  # a task that ends its worker is not tried again


def where(number: int) -> tuple[int, int]:
    time.sleep(0.02)
    return number, os.getpid()


def refuse(number: int) -> int:
    raise InputError(f"document {number} cannot be read", "Look at it.")


def die(_number: int) -> int:
    os._exit(9)


def refused(address: str, folder: Path, why: str) -> None:
    with pytest.raises(InputError, match=why), cluster.on(address, folder):
        pass


@contextmanager
def running(folder: Path, workers: int, threads: int = 1) -> Iterator[str]:
    """The address of a scheduler with so many workers, as ``dask scheduler`` and ``dask worker`` start them."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    begin = [[*_DASK, "scheduler", "--host", "127.0.0.1", "--port", address.rpartition(":")[2], "--no-dashboard"]]
    ours = ["--nthreads", str(threads), "--no-nanny", "--no-dashboard", "--local-directory", str(folder)]
    begin += [[*_DASK, "worker", address, *ours] for _ in range(workers)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **_ONCE}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": environment}
    started = [subprocess.Popen(command, **quiet) for command in begin]  # type: ignore[call-overload]
    try:
        _wait(address, workers)
        yield address
    finally:
        for process in reversed(started):
            process.kill()
            process.wait()


def _wait(address: str, workers: int) -> None:
    with Client(address, timeout=60, set_as_default=False) as client:
        if workers:
            client.wait_for_workers(workers, timeout=60)


@pytest.mark.long
@pytest.mark.filterwarnings("default")
def test_a_cluster_makes_what_one_machine_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert CliRunner().invoke(cli, ["new", str(tmp_path / "here")]).exit_code == 0
    assert CliRunner().invoke(cli, ["new", str(tmp_path / "there")]).exit_code == 0
    with running(tmp_path, 2) as address:
        for name, more in (("here", []), ("there", ["--cluster", address])):
            monkeypatch.chdir(tmp_path / name)
            done = CliRunner().invoke(cli, ["build", "--by", "A. Editor", *more])
            assert done.exit_code == 0, done.output
        with cluster.on(address, tmp_path / "cache"):
            told = list(pool.each(where, range(100), jobs=1, batch=2))
        assert [number for number, _ in told] == list(range(100))
        assert len({process for _, process in told} - {os.getpid()}) == 2
        with pytest.raises(InputError, match="document 3 cannot"), cluster.on(address, tmp_path / "cache"):
            list(pool.each(refuse, [3], jobs=1))
        with pytest.raises(MachineryError, match="cluster lost work"), cluster.on(address, tmp_path / "cache"):
            list(pool.each(die, [3], jobs=1))
    assert _files(tmp_path / "here" / "output" / "html") == _files(tmp_path / "there" / "output" / "html")
    assert not list((tmp_path / "there" / ".kktei-cache").glob("cluster-*"))


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.long
@pytest.mark.filterwarnings("default")
def test_workers_that_cannot_do_the_work_are_told(tmp_path: Path) -> None:
    with running(tmp_path, 1, threads=2) as address:
        refused(address, tmp_path, "has 2 threads; Saxon bears one")
    with running(tmp_path, 0) as address:
        refused(address, tmp_path, "has no workers")


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense://x"])
def test_an_address_where_nobody_answers(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 0.3)
    refused(address, tmp_path, f"No scheduler of Dask answers at {address}")
