"""A missing field in words: who lacks what, what came of it, and when it is mended."""

from __future__ import annotations

from datetime import date, timedelta

from storehand.detect.finding import Finding, Gap
from storehand.tables import TABLES
from storehand.wording import Text, plain, say


def title(finding: Finding, gap: Gap) -> Text:
    """Where, since when and how many orders lack it, and how many that cost."""
    key = "explain.gap_title_unshipped" if gap.outcome == "unshipped" else "explain.gap_title_lost"
    return say(
        key,
        place=_place(finding),
        days=_days(finding.since, finding.until),
        field=_label(gap, gap.field),
        empty=gap.empty,
        share=f"{gap.empty / gap.rows:.0%}",
        usual=f"{gap.usual:.0%}",
        outcome=_outcome(gap),
        value=finding.value,
        expected=round(finding.expected),
        lost=round(float(finding.value)) - round(finding.expected),
    )


def cause(finding: Finding, gap: Gap) -> Text:
    """The bad rate with the field and without it, of the same days and channels; what else those orders lack."""
    outcome = _outcome(gap)
    worse, without = f"{float(finding.value) / gap.empty:.0%}", f"{gap.without:.0%}"
    low, high = max(round(gap.low), 0), round(gap.high)
    told = say("explain.gap_cause", outcome=outcome, share=worse, without=without, low=low, high=high)
    if not gap.others:
        return told
    names = [_label(gap, field) for field in gap.others]
    also = say("explain.gap_also", fields=Text("、".join(name.zh for name in names), ", ".join(name.en for name in names)))
    return Text(told.zh + also.zh, f"{told.en} {also.en}")


def verify(finding: Finding, gap: Gap, days: int) -> Text:
    """By how many orders filled it will be seen that the field is back."""
    return say(
        "explain.gap_verify", days=days, place=_place(finding), field=_label(gap, gap.field), target=f"{1 - gap.usual:.1%}"
    )


def _outcome(gap: Gap) -> Text:
    return say("explain.gap_unshipped") if gap.outcome == "unshipped" else say("explain.gap_lost")


def _label(gap: Gap, field: str) -> Text:
    """The field's name; of an ERP's or platform's table that lacks it, its own."""
    return next(
        (table.column(field).label for table in (TABLES[gap.table], *TABLES.values()) if _has(table.name, field)), plain(field)
    )


def _has(table: str, field: str) -> bool:
    return any(column.name == field for column in TABLES[table].columns)


def _place(finding: Finding) -> Text:
    """The channel, or the whole shop."""
    if len(finding.where) < 2:
        return say("explain.gap_everywhere")
    channel = finding.where[0][1]
    return say("explain.gap_channel", channel=plain(channel) if channel else say("explain.not_stated"))


def _days(since: date, until: date) -> Text:
    last = until - timedelta(days=1)
    if last == since:
        return plain(f"{since:%m-%d}")
    return say("explain.gap_days", first=f"{since:%m-%d}", last=f"{last:%m-%d}")
