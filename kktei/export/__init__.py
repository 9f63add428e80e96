"""The edition for libraries, archives and databases: one folder a format, each in its receiver's own form."""

from kktei.export.registry import NAMES, usual
from kktei.export.run import Exported, export

__all__ = ["NAMES", "Exported", "export", "usual"]
