"""A new conversion meets an edition that people edited; nobody's work is lost.

``plan`` decides what is to happen to each file and writes nothing; ``carry_out`` does it.
"""

from kktei.merge.history import author
from kktei.merge.ledgers import Row, read_ledger
from kktei.merge.memory import on_disk
from kktei.merge.origins import SOURCES, Origin, Origins, origins, rows_of, unread
from kktei.merge.planning import plan
from kktei.merge.pointers import repointed
from kktei.merge.states import Standing, deleted, last, made, remembered, standings
from kktei.merge.steps import Apart, Growth, Plan, State, Step, conflict_name
from kktei.merge.writing import carry_out

__all__ = [
    "SOURCES",
    "Apart",
    "Growth",
    "Origin",
    "Origins",
    "Plan",
    "Row",
    "Standing",
    "State",
    "Step",
    "author",
    "carry_out",
    "conflict_name",
    "deleted",
    "last",
    "made",
    "on_disk",
    "origins",
    "plan",
    "read_ledger",
    "remembered",
    "repointed",
    "rows_of",
    "standings",
    "unread",
]
