"""Blocks that every desk's page is made of: figures against their comparisons, parts of the shop, curves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from storehand.metrics.metric import Number
from storehand.metrics.view import View
from storehand.report.block import Cell, Chart, Field, Line, Table
from storehand.report.headline import change
from storehand.wording import Text, say

Span = tuple[date, date]
COMPARED = ("yesterday", "same_weekday", "last_year", "promotion_day")


def compared(view: View, names: Sequence[str], title: Text) -> Table | None:
    """A row a metric that is known: its value, and each comparison with its change."""
    spans = {name: span for name, span in view.calendar.comparisons(view.day, view.period).items() if name in COMPARED}
    known = [name for name in names if name in view.catalog.names and view.value(name) is not None]
    if not known:
        return None
    spans = {name: span for name, span in spans.items() if any(view.value(metric, *span) is not None for metric in known)}
    fields = [Field("metric", say("block.metric")), Field("value", say("block.value"))]
    for name in spans:
        fields += [
            Field(name, say(f"with.{name}")),
            Field(f"{name}_change", say(f"change.{name}"), "change", formula=f"={{value}}/{{{name}}}-1"),
        ]
    units = tuple(view.catalog.metric(name).unit for name in known)
    return Table(title, tuple(fields), tuple(_compared_row(view, name, spans) for name in known), row_units=units)


def _compared_row(view: View, name: str, spans: Mapping[str, Span]) -> tuple[Cell, ...]:
    metric, value = view.catalog.metric(name), view.value(name)
    row: list[Cell] = [metric.label, value]
    for span in spans.values():
        before = view.value(name, *span)
        row += [before, change(metric, value, before)]
    return tuple(row)


def parted(
    view: View, names: Sequence[str], by: Sequence[str], title: Text, *, labels: Sequence[Text], top: int = 30
) -> Table | None:
    """A row a part (item, source, shop …), largest first by the first metric, with its change against the same weekday.

    The first of `by` tells the parts apart, the others only name them: an item that changed its title stays one.
    """
    known = [name for name in names if name in view.catalog.names]
    now = _newest_named(view, known, by)
    rows = [row for row in now if any(row[name] for name in known)]
    if not rows:
        return None
    before = {str(row[by[0]]): row for row in view.table(known[:1], by[:1], *_week_before(view))}
    rows.sort(key=lambda row: -_float(row[known[0]]))
    fields = [Field(name, label) for name, label in zip(by, labels, strict=True)]
    for name in known:
        metric = view.catalog.metric(name)
        fields.append(Field(name, metric.label, metric.unit, metric.better))
    lead = view.catalog.metric(known[0])
    fields[len(by) + 1 : len(by) + 1] = [
        Field("before", say("block.week_before"), lead.unit),
        Field("change", say("change.week_before"), "change", lead.better, formula=f"={{{known[0]}}}/{{before}}-1"),
    ]
    note = say("block.shown_of", shown=min(top, len(rows)), all=len(rows)) if len(rows) > top else None
    return Table(title, tuple(fields), tuple(_parted_row(view, row, by, known, before) for row in rows[:top]), note)


def _parted_row(
    view: View,
    row: Mapping[str, object],
    by: Sequence[str],
    known: Sequence[str],
    before: Mapping[str, Mapping[str, object]],
) -> tuple[Cell, ...]:
    lead = known[0]
    was = _number(before.get(str(row[by[0]]), {}).get(lead))
    parts: list[Cell] = [None if row[name] is None else str(row[name]) for name in by]
    value = _number(row[lead])
    parts += [value, was, change(view.catalog.metric(lead), value, was)]
    return (*parts, *(_number(row[name]) for name in known[1:]))


def curves(view: View, names: Sequence[str], title: Text, days: int = 56) -> Chart | None:
    """The metrics' last `days` days as curves; None where none of them is known."""
    known = [name for name in names if name in view.catalog.names and view.value(name) is not None]
    if not known:
        return None
    span = tuple(view.until - timedelta(days=back) for back in range(days, 0, -1))
    lines = []
    for name in known:
        series = view.series(name, span[0], view.until)
        lines.append(
            Line(view.catalog.metric(name).label, tuple(None if series[day] is None else _float(series[day]) for day in span))
        )
    first = next((place for place in range(days) if any(line.values[place] is not None for line in lines)), 0)
    lines = [Line(line.label, line.values[first:]) for line in lines]
    return Chart(title, span[first:], tuple(lines), view.catalog.metric(known[0]).unit)


def _week_before(view: View) -> Span:
    return view.since - timedelta(days=7), view.until - timedelta(days=7)


def _newest_named(view: View, known: Sequence[str], by: Sequence[str]) -> list[dict[str, object]]:
    """The parts' figures, each with the name that it bears on its last day."""
    if len(by) == 1:
        return view.table(known, by, view.since, view.until)
    names: dict[str, dict[str, object]] = {}
    for row in sorted(view.table(known[:1], ["day", *by], view.since, view.until), key=lambda row: str(row["day"])):
        names[str(row[by[0]])] = {name: row[name] for name in by[1:]}
    figures = view.table(known, by[:1], view.since, view.until)
    return [{**row, **names.get(str(row[by[0]]), dict.fromkeys(by[1:]))} for row in figures]


def _number(value: object) -> Number | None:
    from decimal import Decimal

    return value if isinstance(value, Decimal | int | float) else None


def _float(value: object) -> float:
    found = _number(value)
    return float(found) if found is not None else 0.0
