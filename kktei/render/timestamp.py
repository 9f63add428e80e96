"""The one date that a volume bears."""

from datetime import UTC, datetime

from kktei.config import Settings
from kktei.dates import first_day


def timestamp(settings: Settings) -> int:
    """Seconds since 1970 of the edition's date (its first day where only a year is given); 0 where it has none."""
    day = first_day(settings.text("edition.date")) or "1970-01-01"
    return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp())
