"""The one date that a volume bears."""

import re
from datetime import UTC, datetime

from kktei.config import Settings


def timestamp(settings: Settings) -> int:
    """Seconds since 1970 of the edition's date (its first day where only a year is given); 0 where it has none."""
    match = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", settings.text("edition.date"))
    if match is None:
        return 0
    year, month, day = (int(part or 1) for part in match.groups())
    try:
        return int(datetime(year, month, day, tzinfo=UTC).timestamp())
    except ValueError:
        return 0
