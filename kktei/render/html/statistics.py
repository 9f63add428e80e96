"""What can be counted: documents by kind, language, sender, place; each picture is a table as well."""

from collections import Counter
from collections.abc import Iterable, Mapping

from kktei.render.html.archives import holders, level_name
from kktei.render.html.context import address
from kktei.render.html.given import StatisticsContext
from kktei.render.html.index import Index
from kktei.render.html.parts import BarRow, CategoryLabel, ChartRow

_MOST = 20  # bars of one picture; the registers have all


def statistics(index: Index, labels: Mapping[str, CategoryLabel]) -> StatisticsContext:
    """Counts of what the documents say of themselves; what is one and the same in all of them is no picture."""
    every = [(entry.genre, entry.language) for document in index.documents for entry in (document.entry,)]
    charts = [
        _counted("kind", (genre for genre, _ in every if genre)),
        _counted("language", (language for _, language in every if language)),
        *(_names(act, act, kinds, index) for act, kinds in _ACTS.items()),
        _names("place", "sent", ("place",), index),
        _counted("repository", _held(index)),
    ]
    shown = tuple(chart for chart in charts if len(chart.bars) > 1)
    used = {bar.label for chart in shown if chart.title == "kind" for bar in chart.bars}
    return StatisticsContext(
        count=len(every), charts=shown, labels={key: labels[key] for key in sorted(used) if key in labels}
    )


_ACTS = {"sent": ("person", "body"), "received": ("person", "body"), "mentioned": ("person", "body")}


def _held(index: Index) -> Iterable[str]:
    """The holder of each document, each once for a document."""
    for document in index.documents:
        yield from {level_name(h, index) for w in document.entry.copies for h in holders(w)}


def _chart(title: str, counted: Iterable[tuple[str, str, int]]) -> ChartRow:
    """Labels with their pages and numbers as bars, the longest first."""
    listed = sorted(counted, key=lambda bar: (-bar[2], bar[0], bar[1]))
    most = listed[0][2] if listed else 1
    bars = tuple(
        BarRow(label=label, address=where, count=count, part=round(100 * count / most, 1))
        for label, where, count in listed[:_MOST]
    )
    return ChartRow(title=title, bars=bars, others=max(0, len(listed) - _MOST))


def _counted(title: str, values: Iterable[str]) -> ChartRow:
    return _chart(title, ((label, "", count) for label, count in Counter(values).items()))


def _names(title: str, act: str, kinds: tuple[str, ...], index: Index) -> ChartRow:
    named = (name for name in index.names.values() if name.kind in kinds and name.uses.get(act))
    return _chart(title, ((name.name, address(name.path), len(name.uses[act])) for name in named))
