"""Prints the lowest version that pyproject.toml allows of each direct requirement, for pip's --constraint."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.packaging.requirements import EXTRAS, stated


def lowest() -> list[str]:
    """One line a requirement, of kktei and its extras: ``click==8.1``."""
    found = []
    for extra in (*EXTRAS, "test"):
        for name, requirement in stated(extra).items():
            bounds = [s.version for s in requirement.specifier if s.operator == ">="]
            found.append(f"{name}=={bounds[0]}")
    return found


if __name__ == "__main__":
    print("\n".join(lowest()))
