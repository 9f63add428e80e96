"""The plain-text form of an edition's sources: reading it and writing it, one grammar in both directions.

The writer lives beside the reader because both rest on the same marks; it makes no TEI.
The form is documented for editors in ``docs/plain-text.md``.
"""

from kktei.read.plain.chunks import IsNote, never
from kktei.read.plain.reader import read_plain

__all__ = ["IsNote", "never", "read_plain"]
