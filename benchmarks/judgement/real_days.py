"""What the briefing says of ten days of each real set, where STOREHAND_REAL_DATA has them.

    python -m benchmarks.judgement.real_days --set tmall [--day 2020-02-10] [--lang en]

The days were chosen from plain sums of the files before any briefing was read: the largest rises and falls against the same
weekday, known closures and holidays, and ordinary days. Each file is cut into its days, and each day's rows are known from
the next morning on, as if they had been downloaded then; the briefing is the one of that morning. What is printed is read
beside docs/judgement/real-data.md.
"""

from __future__ import annotations

import argparse
import csv
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import openpyxl
import xlsxwriter

from storehand import flow
from storehand.app.settings import create
from storehand.desks import DESKS
from storehand.intake.read import Outcome, Request
from storehand.report.briefing import Briefing
from storehand.workspace import Shop, Workspace

Row = list[object]
_LOADED, _BRIEFED = time(8), time(8, 30)
_DAYS = ("订单创建时间", "InvoiceDate", "Day Index", "Date", "Start Date")
_WRITTEN = (("%Y-%m-%d", 10), ("%m/%d/%y", 8), ("%b %d, %Y", 12))


@dataclass(frozen=True)
class Real:
    """One shop's files below a set's folder, and the days that are read."""

    shop: Shop
    files: tuple[str, ...]
    days: tuple[str, ...]


def _amazon(name: str, timezone: str, currency: str, days: tuple[str, ...]) -> Real:
    return Real(Shop(name, "amazon", timezone, currency), (f"amazon-ads/{name}",), days)


SETS: dict[str, tuple[Real, ...]] = {
    "tmall": (
        Real(
            Shop("tmall", "tmall", "Asia/Shanghai", "CNY"),
            ("tmall-orders-2020/tmall_order_report.utf8sig.csv",),
            ("2020-02-04", "2020-02-06", "2020-02-08", "2020-02-10", "2020-02-12", "2020-02-16", "2020-02-17", "2020-02-24",
             "2020-02-25", "2020-02-28"),
        ),
    ),
    "uci": (
        Real(
            Shop("gifts", "generic", "Europe/London", "GBP"),
            ("uci-online-retail/online_retail.parquet",),
            ("2011-09-20", "2011-10-30", "2011-11-01", "2011-11-06", "2011-11-14", "2011-11-25", "2011-11-26", "2011-11-27",
             "2011-12-05", "2011-12-09"),
        ),
    ),
    "upworthy": (
        Real(
            Shop("site", "generic", "America/New_York", "USD"),
            ("upworthy-ga-daily/2013.01.01-2015.04.30-daily-users-info.csv",
             "upworthy-ga-daily/2013.01.01-2015.04.30-daily-pageviews.csv"),
            ("2013-02-20", "2013-03-07", "2013-05-21", "2013-07-05", "2013-10-30", "2013-12-18", "2013-12-25", "2014-08-21",
             "2014-11-12", "2015-03-10"),
        ),
    ),
    "ads": (
        _amazon("umair", "Asia/Kolkata", "INR", ("2020-02-14", "2020-02-21", "2020-02-25", "2020-02-28")),
        _amazon("progami", "Europe/London", "GBP", ("2023-06-01", "2023-06-05", "2023-06-25", "2023-07-12")),
        _amazon("zhou", "America/Los_Angeles", "USD", ("2019-08-23", "2019-09-08")),
    ),
}  # fmt: skip


def briefings(real: Real, data: Path, folder: Path, days: tuple[str, ...]) -> Iterator[Briefing]:
    """Every day's rows loaded as of the next morning, then the briefings of some mornings."""
    workspace = _workspace(real.shop, folder)
    files = [part for name in real.files for path in _files(data / name, folder) for part in daily(path, folder / "days")]
    requests = tuple(Request(path, real.shop, None, _morning(day, real.shop, _LOADED)) for day, path in files)
    outcomes = flow.load(workspace, flow.Ask((), extra=requests), now=_morning(files[-1][0], real.shop, _LOADED), told=_silent)
    if refused := [f"{outcome.path.name}: {outcome.error.key}" for outcome in outcomes if outcome.error]:
        raise SystemExit(f"refused: {', '.join(refused[:5])}")
    for day in map(date.fromisoformat, days):
        morning = _morning(day, real.shop, _BRIEFED)
        yield flow.brief(workspace, DESKS, flow.Question(day=day, as_of=morning), now=morning)


def _silent(outcome: Outcome) -> None:
    """The load's own lines are not wanted here."""


def _morning(day: date, shop: Shop, clock: time) -> datetime:
    return datetime.combine(day + timedelta(days=1), clock, ZoneInfo(shop.timezone))


def _workspace(shop: Shop, folder: Path) -> Workspace:
    named = (f"{shop.name}:{shop.platform}",)
    return create(folder / shop.name, named, timezone=shop.timezone, currency=shop.currency)


def _files(path: Path, folder: Path) -> list[Path]:
    """A file, a folder's files, or a parquet file as the text that the shop would have exported."""
    if path.is_dir():
        return sorted(each for each in path.iterdir() if each.is_file())
    if path.suffix != ".parquet":
        return [path]
    text = folder / f"{path.stem}.csv"
    duckdb.sql(f"COPY (SELECT * FROM '{path}' ORDER BY InvoiceDate, InvoiceNo) TO '{text}' (HEADER)")
    return [text]


def daily(path: Path, folder: Path) -> Iterator[tuple[date, Path]]:
    """The file as one file a day, oldest first, of the same kind and with the same header."""
    header, *rows = _rows(path)
    at = next(place for place, name in enumerate(header) if str(name).strip() in _DAYS)
    by_day: dict[date, list[Row]] = {}
    for row in rows:
        if row[at]:
            by_day.setdefault(_day(row[at]), []).append(row)
    folder.mkdir(exist_ok=True)
    for day in sorted(by_day):
        part = folder / f"{path.parent.name} {path.stem} {day}{path.suffix}"
        (_as_book if path.suffix == ".xlsx" else _as_text)(part, [header, *by_day[day]])
        yield day, part


def _rows(path: Path) -> list[Row]:
    if path.suffix == ".xlsx":
        sheet = openpyxl.load_workbook(path, read_only=False).worksheets[0]
        return [list(row) for row in sheet.iter_rows(values_only=True)]
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return [list(row) for row in csv.reader(lines)]


def _day(cell: object) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    for pattern, width in _WRITTEN:
        try:
            return datetime.strptime(str(cell)[:width], pattern).date()
        except ValueError:
            continue
    raise SystemExit(f"no day: {cell}")


def _as_text(path: Path, rows: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows(rows)


def _as_book(path: Path, rows: Sequence[Row]) -> None:
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, ["" if cell is None else cell for cell in row])


def said(briefing: Briefing, language: str) -> Iterator[str]:
    """Day, story and findings."""
    occasion = briefing.occasion.in_(language)
    yield f"\n{briefing.day:%Y-%m-%d %a} {briefing.shops[0]} {occasion} · {len(briefing.findings)} / {briefing.curves}"
    yield from (f"  {told.text.in_(language)}" for told in briefing.story if told.about != "missing")
    for card in briefing.findings:
        finding = card.explanation.finding
        where = " ".join(value for _, value in finding.where)
        usual = "–" if finding.expected is None else f"{finding.expected:,.4g}"
        yield f"  - {finding.check} {where}: {finding.value:,.4g} / {usual} · {card.cause.in_(language)}"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="What the briefing says of ten days of a real set.")
    parser.add_argument("--set", choices=sorted(SETS), required=True)
    parser.add_argument("--day", action="append", help="other days than the ten")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh")
    chosen = parser.parse_args()
    where = os.environ.get("STOREHAND_REAL_DATA")
    if not where:
        raise SystemExit("STOREHAND_REAL_DATA names no folder of real data")
    with tempfile.TemporaryDirectory() as folder:
        for real in SETS[chosen.set]:
            for briefing in briefings(real, Path(where), Path(folder), tuple(chosen.day or real.days)):
                print("\n".join(said(briefing, chosen.lang)))


if __name__ == "__main__":
    main()
