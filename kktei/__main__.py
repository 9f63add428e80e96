"""The command ``kktei``, also as ``python -m kktei``: seals itself off before it loads anything else."""

from kktei.isolation import seal


def main() -> None:
    """Run the command line."""
    seal()
    from kktei.cli.main import main as run  # noqa: PLC0415 - not before the path is clean

    run()


if __name__ == "__main__":
    main()
