"""TBD search."""
from typing import Any
def write_search(job: Any, index: Any, made: Any, words: Any) -> None:
    """TBD."""
