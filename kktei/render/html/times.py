"""Documents in time: a grid of months or days that shows empty ones too, the years, and the days of every year."""

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from kktei.render.dates import Day, month_of, parsed, year_of
from kktei.render.html import rows
from kktei.render.html.context import address
from kktei.render.html.given import DaysContext, TimelineContext
from kktei.render.html.index import DocumentPage, Index
from kktei.render.html.parts import DayRow, PageLink, TimeCell, TimeRow, YearRow

WHOLE = "calendar.html"
_EMPTY = 10  # years without any document that are drawn; more are told in one row
_BY_DAY = 24  # months that are drawn day by day
_STRENGTHS = 5


def year_page(year: str) -> str:
    """The page of a year's documents."""
    return f"calendar/{year}.html"


def day_page(day: str) -> str:
    """The page of a day's documents."""
    return f"calendar/{day}.html"


def shared_days(order: Sequence[int], index: Index) -> dict[str, list[int]]:
    """The documents of each day from which there are several."""
    days: dict[str, list[int]] = defaultdict(list)
    for place in order:
        date = index.documents[place].date
        if date.start == date.end and date.start != month_of(date.start):
            days[date.start].append(place)
    return {day: places for day, places in days.items() if len(places) > 1}


def by_year(index: Index) -> dict[str, list[int]]:
    """The documents of each year in order of time, then the "undated" ones."""
    years: dict[str, list[int]] = defaultdict(list)
    for place in rows.by_date(index):
        date = year_of(index.documents[place].sort_date)
        years[date if date != "9999" else "undated"].append(place)
    return dict(years)


def year_rows(years: Mapping[str, Sequence[int]]) -> tuple[YearRow, ...]:
    """The years that have pages; none where there is only one."""
    if len(years) < 2:
        return ()
    return tuple(YearRow(year=year, address=year_page(year), count=len(places)) for year, places in years.items())


def anchors(places: Sequence[int], index: Index) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """For each document of a page, "k-" and its day where it is the first of it, and the same of months."""
    days, months = [], []
    seen: set[str] = set()
    for place in places:
        when = index.documents[place].sort_date
        day, month = (f"k-{when}", f"k-{month_of(when)}") if when != "9999" else ("", "")
        days.append("" if day in seen or day == month else day)
        months.append("" if month in seen else month)
        seen |= {day, month}
    return tuple(days), tuple(months)


def timeline(index: Index) -> TimelineContext:
    """Time as a grid: years by months, or a short time as months by days."""
    years = by_year(index)
    undated = len(years.pop("undated", ()))
    paged = len(years) + bool(undated) > 1
    counted = Counter(index.documents[p].sort_date[:10] for places in years.values() for p in places)
    numbers = sorted(map(int, years))
    if not numbers:
        return TimelineContext(by_day=False, spans=(), undated=undated)
    months = sorted({month_of(when) for when in counted})
    short = 12 * (numbers[-1] - numbers[0]) + 12 <= _BY_DAY and all(len(month) == 7 for month in months)
    spans = _days(counted, months, paged) if short else _months(counted, numbers, paged)
    return TimelineContext(by_day=short, spans=spans, undated=undated)


def _page(year: str, paged: bool) -> str:
    return year_page(year) if paged else WHOLE


def _months(counted: Mapping[str, int], years: Sequence[int], paged: bool) -> tuple[TimeRow, ...]:
    """A row a year, twelve cells each."""
    by_month: Counter[str] = Counter()
    for when, count in counted.items():
        by_month[month_of(when)] += count
    most = max((count for month, count in by_month.items() if "-" in month[1:]), default=1)
    found, before = [], years[0]
    for year in years:
        empty = range(before + 1, year)
        found += [TimeRow(label="", skipped=len(empty))] if len(empty) > _EMPTY else [
            TimeRow(label=_written(gone), cells=tuple(TimeCell() for _ in range(12))) for gone in empty
        ]  # fmt: skip
        before, said = year, _written(year)
        labels = [f"{said}-{month:02}" for month in range(1, 13)]
        cells = tuple(_cell(label, by_month[label], most, _page(said, paged)) for label in labels)
        total = sum(by_month[label] for label in (*labels, said))
        found.append(TimeRow(label=said, address=_page(said, paged), cells=cells, count=total))
    return tuple(found)


def _days(counted: Mapping[str, int], months: Sequence[str], paged: bool) -> tuple[TimeRow, ...]:
    """A row a month, a cell a day."""
    most, found = max(counted.values()), []
    for month in _through(months[0], months[-1]):
        year, number = month.rsplit("-", 1)
        lasts = monthrange(int(year), int(number))[1]
        labels = [f"{month}-{day:02}" for day in range(1, lasts + 1)]
        cells = tuple(_cell(label, counted[label], most, _page(year, paged)) for label in labels)
        total = sum(count for when, count in counted.items() if when.startswith(month))
        where = f"{_page(year, paged)}#k-{month}" if total else ""
        found.append(TimeRow(label=month, address=where, cells=cells, count=total))
    return tuple(found)


def _through(first: str, last: str) -> list[str]:
    """All months from one to another."""
    start, end = (12 * int(m[:-3]) + int(m[-2:]) - 1 for m in (first, last))
    return [f"{_written(at // 12)}-{at % 12 + 1:02}" for at in range(start, end + 1)]


def _written(year: int) -> str:
    return f"{'-' if year < 0 else ''}{abs(year):04}"


def _cell(label: str, count: int, most: int, page: str) -> TimeCell:
    if not count:
        return TimeCell(label=label)
    return TimeCell(label=label, address=f"{page}#k-{label}", count=count, strength=-(-_STRENGTHS * count // most))


def day_of(document: DocumentPage) -> Day | None:
    """Its date, where that is known to the day."""
    day = parsed(document.sort_date)
    return day if day is not None and day.year is not None and day.day else None


def days(index: Index) -> DaysContext:
    """The documents of each day of the year, of whatever year; only those that have a day."""
    found: dict[str, list[PageLink]] = defaultdict(list)
    for place in rows.by_date(index):
        document = index.documents[place]
        if (day := day_of(document)) is not None:
            shown = PageLink(
                address=address(document.path), title=document.named, start=document.sort_date, end=document.sort_date
            )
            found[f"{day.month:02}-{day.day:02}"].append(shown)
    return DaysContext(calendar=tuple(DayRow(day=day, links=tuple(found[day])) for day in sorted(found)))
