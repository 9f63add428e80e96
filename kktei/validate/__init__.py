"""RELAX NG, rules and links to findings; never changes a document."""

from kktei.validate.documents import check_documents, milder
from kktei.validate.edition import check_edition, check_records
from kktei.validate.suppress import apply_suppressions
from kktei.validate.tolerance import DECLARED, is_ours
from kktei.validate.words import check_text

__all__ = [
    "DECLARED",
    "apply_suppressions",
    "check_documents",
    "check_edition",
    "check_records",
    "check_text",
    "is_ours",
    "milder",
]
