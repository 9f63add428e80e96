"""Names without an identifier and other people's catalogues: what may be the same is proposed, with its evidence."""

from kktei.reconcile.beacon import BeaconLink, links
from kktei.reconcile.catalogue import Candidate, catalogue_entries
from kktei.reconcile.matching import KnownRecord, Proposal, propose
from kktei.reconcile.table import COLUMNS, Decided, queries, read_back, written

__all__ = [
    "COLUMNS",
    "BeaconLink",
    "Candidate",
    "Decided",
    "KnownRecord",
    "Proposal",
    "catalogue_entries",
    "links",
    "propose",
    "queries",
    "read_back",
    "written",
]
