"""Witnesses of a text to a table of their readings; the editors' decisions are kept in it.  It makes no TEI."""

from kktei.collate.align import Alignment, align, medoid
from kktei.collate.attested import is_parallel
from kktei.collate.beside import beside
from kktei.collate.check import check
from kktei.collate.decided import Before, with_decisions
from kktei.collate.exports import as_json, as_nexus
from kktei.collate.rebuild import plain, read_of, rebuilt
from kktei.collate.rules import Rules, read_rules
from kktei.collate.table import Columns, ReadingRow, Rows, changed_words, read_rows, same, written
from kktei.collate.texts import layers, witness_text
from kktei.collate.workbook import MOST, is_too_long, refilled
from kktei.model.collation import WitnessText

__all__ = [
    "MOST",
    "Alignment",
    "Before",
    "Columns",
    "ReadingRow",
    "Rows",
    "Rules",
    "WitnessText",
    "align",
    "as_json",
    "as_nexus",
    "beside",
    "changed_words",
    "check",
    "is_parallel",
    "is_too_long",
    "layers",
    "medoid",
    "plain",
    "read_of",
    "read_rows",
    "read_rules",
    "rebuilt",
    "refilled",
    "same",
    "with_decisions",
    "witness_text",
    "written",
]
