"""The bytes of a volume in pieces, of which no whole tree is made; a division gets a volume around it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kktei.tei import TEI

_SIZE = 1 << 16
_BEFORE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*", re.DOTALL)
_DIV = re.compile(rb"<div\b")
_OPENING = f'<TEI xmlns="{TEI}" xmlns:frus="http://history.state.gov/frus/ns/1.0"><text><body>'.encode()
_CLOSING = b"</body></text></TEI>"


class VolumeStream:
    """A file of XML, to be read from its beginning as often as asked."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.wrapped = 0  # the line on which a volume was put around a division

    def chunks(self) -> Iterator[bytes]:
        """The bytes of the file."""
        first = self._data[:_SIZE]
        before = match.end() if (match := _BEFORE.match(first)) else 0
        bare = _DIV.match(first, before) is not None
        if bare:  # on the same lines, so that lines in findings are the file's
            self.wrapped = first.count(b"\n", 0, before) + 1
            first = b"\n" * (self.wrapped - 1) + _OPENING + first[before:]
        yield first
        for at in range(_SIZE, len(self._data), _SIZE):
            yield self._data[at : at + _SIZE]
        if bare:
            yield _CLOSING

    def place(self, line: int, column: int) -> tuple[int, int]:
        """A place that the parser names as a place in the file."""
        return line, max(1, column - len(_OPENING)) if line == self.wrapped else column
