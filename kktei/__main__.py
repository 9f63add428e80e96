"""``python -m kktei``."""

from kktei.cli.main import main

if __name__ == "__main__":
    main()
