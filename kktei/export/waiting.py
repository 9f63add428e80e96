"""Elements that come later in a file than they are made: they wait on disk, so that memory stays flat."""

import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from lxml import etree

from kktei.export.xml import Element


class Waiting:
    """Elements by key, each key's in the order in which they came."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._spans: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        self._end = 0

    def keep(self, key: str, element: Element) -> None:
        """Put an element aside."""
        raw = etree.tostring(element)
        self._stream.seek(self._end)
        self._stream.write(raw)
        self._spans[key].append((self._end, len(raw)))
        self._end += len(raw)

    def of(self, key: str) -> Iterator[Element]:
        """The elements that were put aside under ``key``."""
        for begin, length in self._spans.get(key, ()):
            self._stream.seek(begin)
            yield etree.fromstring(self._stream.read(length))


@contextmanager
def waiting(folder: Path) -> Iterator[Waiting]:
    """A place for elements to wait, in a nameless file of ``folder``."""
    with tempfile.TemporaryFile(dir=folder) as stream:
        yield Waiting(stream)
