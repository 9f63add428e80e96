"""A new conversion meets an edition that people edited; nobody's work is lost.

``plan`` decides what is to happen to each file and writes nothing; ``carry_out`` does it.
"""

from kktei.merge.history import author
from kktei.merge.ledgers import LedgerRow, read_ledger
from kktei.merge.memory import on_disk
from kktei.merge.origins import SOURCES, Origin, Origins, origins, rows_of, unread
from kktei.merge.planning import plan
from kktei.merge.pointers import repointed
from kktei.merge.states import FileState, deleted, file_states, last, made, remembered
from kktei.merge.steps import Apart, Growth, MergePlan, MergeStep, Outcome, conflict_name
from kktei.merge.writing import carry_out

__all__ = [
    "SOURCES",
    "Apart",
    "FileState",
    "Growth",
    "LedgerRow",
    "MergePlan",
    "MergeStep",
    "Origin",
    "Origins",
    "Outcome",
    "author",
    "carry_out",
    "conflict_name",
    "deleted",
    "file_states",
    "last",
    "made",
    "on_disk",
    "origins",
    "plan",
    "read_ledger",
    "remembered",
    "repointed",
    "rows_of",
    "unread",
]
