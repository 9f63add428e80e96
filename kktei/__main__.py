"""The command ``kktei``, also as ``python -m kktei``: seals itself off before it loads anything else."""

import _signal  # type: ignore[import-not-found]  # in Python itself, so that no file can stand in for it

from kktei.isolation import seal


def main() -> None:
    """Run the command line.

    Ctrl-C while modules are loaded ends the process as the system does it, without a traceback.
    """
    if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
        _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
    seal()
    from kktei.cli.main import main as run  # noqa: PLC0415 - not before the path is clean

    run()


if __name__ == "__main__":
    main()
