"""The edition for libraries, archives and databases: one folder a format, each in its receiver's own form."""

from kktei.export.registry import FOR_MANY, NAMES, PACKAGE, usual
from kktei.export.run import Exported, add_losses, export, together

__all__ = ["FOR_MANY", "NAMES", "PACKAGE", "Exported", "add_losses", "export", "together", "usual"]
