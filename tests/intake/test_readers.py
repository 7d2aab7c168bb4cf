"""What one cell means."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from storehand.intake import readers
from storehand.intake.readers import Unreadable

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize("cell", ["", " ", "-", "--", "——", "\\N", "N/A", "#N/A", "null", "\t-\t", "`-", '=""', "\u3000"])
def test_null_words_are_unknown_for_every_reader(cell: str) -> None:
    read = [
        readers.number(cell),
        readers.whole(cell),
        readers.fraction(cell),
        readers.seconds(cell),
        readers.moment(cell, SHANGHAI),
    ]
    assert read == [None] * 5


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1,234.00", "1234.00"),
        ("￥1,234.00", "1234.00"),
        ("¥28.16", "28.16"),
        ("0元", "0"),
        ("1.2万", "12000"),
        ("3亿", "300000000"),
        ("1,669,761.00", "1669761.00"),
        ("1,23,456.78", "123456.78"),
        ("Rs.201.68", "201.68"),
        ("$1,234.56", "1234.56"),
        ("-12.5", "-12.5"),
        ("(12.50)", "-12.50"),
        ("¥-5", "-5"),
        ("3 USD", "3"),
        ("１２．５", "12.5"),
        ("\t12\t", "12"),
        ("`12", "12"),
        ("'12", "12"),
        ('="12"', "12"),
        ("1.5e-05", "0.000015"),
        ("12.", "12"),
        (".5", "0.5"),
    ],
)
def test_a_number_as_people_write_it(cell: str, value: str) -> None:
    assert readers.number(cell) == Decimal(value)


@pytest.mark.parametrize("cell", ["abc", "1,23", "12-13", ".", "1.2.3", "(5", "12%元", "1 2 3x"])
def test_what_is_no_number_is_unreadable(cell: str) -> None:
    with pytest.raises(Unreadable, match="not_a_number"):
        readers.number(cell)


def test_a_range_is_no_number() -> None:
    with pytest.raises(Unreadable, match="range"):
        readers.number("600 ~ 1200")


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [
        ("600 ~ 1200", "600", "1200"),
        ("600-1,200", "600", "1,200"),
        ("5% ~ 7.5%", "5%", "7.5%"),
        ("5~7.5%", "5%", "7.5%"),
        ("-5 ~ -2", "-5", "-2"),
        ("500以上", "500", None),
        ("1000+", "1000", None),
        ("<10", None, "10"),
        ("42", "42", "42"),
        ("-", None, None),
    ],
)
def test_a_range_of_numbers_has_two_ends_and_an_open_one_is_unknown(cell: str, low: str | None, high: str | None) -> None:
    assert readers.number_range(cell) == (low, high)


def test_a_number_with_a_decimal_comma() -> None:
    assert readers.number("1.234,56", ",") == Decimal("1234.56")


def test_money_is_rounded_half_away_from_zero_to_four_places() -> None:
    assert [readers.money(cell) for cell in ("0.00005", "-0.00005", "17.189999999999998")] == [
        Decimal("0.0001"),
        Decimal("-0.0001"),
        Decimal("17.1900"),
    ]


def test_a_count_is_whole() -> None:
    assert [readers.whole(cell) for cell in ("1,234", "50.0", "1.2万", "1.23456万", "3件")] == [1234, 50, 12000, 12346, 3]
    with pytest.raises(Unreadable, match="not_whole"):
        readers.whole("12.5")


@pytest.mark.parametrize(
    ("cell", "unit", "value"),
    [
        ("78.15%", "", 0.7815),
        ("78.15%", "percent", 0.7815),
        ("78.15", "percent", 0.7815),
        ("0.0786", "fraction", 0.0786),
        ("150%", "", 1.5),
    ],
)
def test_a_percent_sign_means_hundredths_and_the_unit_decides_without_it(cell: str, unit: str, value: float) -> None:
    assert readers.fraction(cell, unit=unit) == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("0:01:09", 69),
        ("12秒", 12),
        ("1分20秒", 80),
        ("1小时2分", 3720),
        ("01:09", 69),
        ("6.92", 6.92),
        ("1899-12-31 00:01:09", 69),
        ("90s", 90),
    ],
)
def test_durations_are_seconds(cell: str, value: float) -> None:
    assert readers.seconds(cell) == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('="1234567890123456789"', "1234567890123456789"),
        ("'13800000000", "13800000000"),
        ("\t6917029", "6917029"),
        ("6917029\t", "6917029"),
        ("`1000123", "1000123"),
        ("123.0", "123"),
        ("SKU-1.0", "SKU-1.0"),
        ("#1001", "#1001"),
        ('"A1"', "A1"),
        ("12E3", "12E3"),
    ],
)
def test_ids_are_text_without_escapes(cell: str, value: str) -> None:
    assert readers.identifier(cell) == value


@pytest.mark.parametrize("cell", ["1.01712E+12", "1E+18", "1.5e12"])
def test_an_id_in_scientific_notation_is_refused(cell: str) -> None:
    with pytest.raises(Unreadable, match="id_scientific"):
        readers.identifier(cell)


def test_prose_keeps_its_apostrophes_and_quotes() -> None:
    assert [readers.text(cell) for cell in ("'90s dress", '"Best" mug', "`转账", "\t黑色;长度：2m")] == [
        "'90s dress",
        '"Best" mug',
        "转账",
        "黑色;长度：2m",
    ]


@pytest.mark.parametrize(
    ("cell", "order", "value"),
    [
        ("2016/5/23 22:02", "ymd", datetime(2016, 5, 23, 14, 2)),
        ("2016-05-23 22:02:01", "ymd", datetime(2016, 5, 23, 14, 2, 1)),
        ("2025-10-07 09:50:26 +0200", "ymd", datetime(2025, 10, 7, 7, 50, 26)),
        ("2025-10-07 09:50:26 -0700", "ymd", datetime(2025, 10, 7, 16, 50, 26)),
        ("2025-10-07T09:50:26Z", "ymd", datetime(2025, 10, 7, 9, 50, 26)),
        ("Feb 1, 2020", "mdy", datetime(2020, 1, 31, 16)),
        ("1 Feb 2020 08:00", "mdy", datetime(2020, 2, 1, 0)),
        ("1/2/13", "mdy", datetime(2013, 1, 1, 16)),
        ("1/2/13", "dmy", datetime(2013, 1, 31, 16)),
        ("06-19-22", "mdy", datetime(2022, 6, 18, 16)),
        ("12/1/2010 8:26", "mdy", datetime(2010, 12, 1, 0, 26)),
        ("12/1/2010 8:26 PM", "mdy", datetime(2010, 12, 1, 12, 26)),
        ("20240102", "ymd", datetime(2024, 1, 1, 16)),
        ("20240102080000", "ymd", datetime(2024, 1, 2, 0)),
        ("2024年1月2日 8:05", "ymd", datetime(2024, 1, 2, 0, 5)),
    ],
)
def test_times_are_utc(cell: str, order: str, value: datetime) -> None:
    assert readers.moment(cell, SHANGHAI, order) == value


@pytest.mark.parametrize(
    ("cell", "order", "reason"),
    [
        ("1/2/2013", "ymd", "date_order"),
        ("19-06-22", "mdy", "not_a_date"),
        ("2024-02-30", "ymd", "not_a_date"),
        ("1899-12-31", "ymd", "date_range"),
        ("43910", "ymd", "not_a_date"),
        ("昨天", "ymd", "not_a_date"),
        ("2024-01-01 24:00:00", "ymd", "not_a_date"),
    ],
)
def test_what_could_mean_two_things_or_none_is_unreadable(cell: str, order: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        readers.moment(cell, SHANGHAI, order)


def test_a_bare_number_is_a_day_only_in_a_sheet() -> None:
    assert readers.day("43910", SHANGHAI, sheet=True) == date(2020, 3, 20)
    assert readers.moment("43910.5", SHANGHAI, sheet=True) == datetime(2020, 3, 20, 4)


def test_the_day_of_a_time_with_an_offset_is_the_shops() -> None:
    assert readers.day("2024-01-01 20:00:00 +0000", SHANGHAI) == date(2024, 1, 2)
    assert readers.day("2024-01-01 20:00:00", SHANGHAI) == date(2024, 1, 1)


def test_a_month_is_its_first_day() -> None:
    assert [readers.day(cell, SHANGHAI) for cell in ("2024-02", "2024年2月", "2024/2")] == [date(2024, 2, 1)] * 3


def test_a_range_of_days_has_two_ends() -> None:
    assert readers.day_range("2024-01-01 ~ 2024-01-31", SHANGHAI) == (date(2024, 1, 1), date(2024, 1, 31))
    assert readers.day_range("2024-01-05", SHANGHAI) == (date(2024, 1, 5), date(2024, 1, 5))


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1511544070", datetime(2017, 11, 24, 17, 21, 10)),
        ("1511544070.0", datetime(2017, 11, 24, 17, 21, 10)),
        ("1511544070123", datetime(2017, 11, 24, 17, 21, 10, 123000)),
    ],
)
def test_a_unix_time_is_utc_in_seconds_or_milliseconds(cell: str, value: datetime) -> None:
    assert readers.epoch(cell) == value


@pytest.mark.parametrize(("cell", "reason"), [("2017-11-24", "not_a_date"), ("12", "not_a_date"), ("500000000", "date_range")])
def test_what_is_no_unix_time_is_unreadable(cell: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        readers.epoch(cell)


def test_an_hour_that_comes_twice_is_the_first() -> None:
    assert readers.moment("2024-11-03 01:30:00", ZoneInfo("America/New_York")) == datetime(2024, 11, 3, 5, 30)


def test_headers_are_compared_without_width_blanks_and_case() -> None:
    assert readers.normal(" 花费（元） ") == readers.normal("花费(元)")
    assert readers.normal("Total Sales ") == readers.normal("total sales")
