"""The command ``kktei``, also as ``python -m kktei``: seals itself off before it loads anything else."""

from kktei.isolation import seal


def main() -> None:
    """Run the command line.

    Ctrl-C while modules are loaded ends the process as the system does it, without a traceback.
    """
    seal()
    import signal  # noqa: PLC0415 - not before the path is clean

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from kktei.cli.main import main as run  # noqa: PLC0415

    run()


if __name__ == "__main__":
    main()
