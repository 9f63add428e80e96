"""TEI of other editions as it comes: older, in corpora, with inclusions and entities, letters and registers."""

from kktei.read.foreign.opened import Opened, OpenedDocument, Opener, no_tei

__all__ = ["Opened", "OpenedDocument", "Opener", "no_tei"]
