"""Numbers as people read them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storehand.figures import CellUnit, change, compact, exact, largest_remainder, show, signed
from storehand.metrics.metric import Number, Unit
from storehand.wording import Text


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (Decimal("122290.70"), "money", "¥122,291"),
        (Decimal("890.5"), "money", "¥890.50"),
        (Decimal("-1540.1"), "money", "−¥1,540"),
        (0, "money", "¥0.00"),
        (0.0361, "rate", "3.61%"),
        (0.118, "rate", "11.8%"),
        (11269, "people", "11,269"),
        (4.5, "count", "4.5"),
        (69.0, "seconds", "1分09秒"),
        (41.2, "seconds", "41秒"),
        (2.35, "ratio", "2.35"),
        (Decimal("300.6"), "per", "¥300.6"),
        (Decimal("1.234"), "per", "¥1.23"),
        (None, "money", "–"),
        ("甲", None, "甲"),
        (True, None, "True"),
        (date(2026, 11, 20), "day", "2026-11-20"),
        (-0.082, "change", "▼8.2%"),
        (0.0014, "points", "▲0.14pt"),
        (Text("一", "one"), None, "一"),
    ],
)
def test_a_value_is_shown_in_its_unit(value: object, unit: CellUnit, shown: str) -> None:
    assert show(value, unit).zh == shown


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [(Decimal("122290.7"), "money", "¥122,290.70"), (0.118, "rate", "11.80%"), (11269, "people", "11,269"), (None, "rate", "–")],
)
def test_a_column_shows_all_digits(value: object, unit: CellUnit, shown: str) -> None:
    assert exact(value, unit).zh == shown


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (122290.7, "¥12.2万", "¥122k"),
        (1.224e8, "¥1.22亿", "¥122M"),
        (99999, "¥99,999", "¥99,999"),
        (-250000, "−¥25.0万", "−¥250k"),
    ],
)
def test_large_amounts_are_short_in_each_languages_own_way(value: float, zh: str, en: str) -> None:
    assert compact(value, "money") == Text(zh, en)


@pytest.mark.parametrize(
    ("moved", "unit", "shown"),
    [
        (-0.082, "money", "▼8.2%"),
        (0.0014, "rate", "▲0.14pt"),
        (0.0001, "money", "持平"),
        (12.5, "count", "▲1,250.0%"),
        (None, "money", "–"),
    ],
)
def test_a_change_has_an_arrow_and_never_only_a_colour(moved: float | None, unit: Unit, shown: str) -> None:
    assert change(moved, unit).zh == shown


@pytest.mark.parametrize(
    ("part", "unit", "shown"),
    [
        (-14270.12, "money", "−¥14,270"),
        (12.5, "money", "+¥12.50"),
        (0.0014, "rate", "+0.14pt"),
        (59, "count", "+59"),
        (0.0, "count", "0"),
    ],
)
def test_a_part_of_a_change_has_a_sign(part: Number, unit: Unit, shown: str) -> None:
    assert signed(part, unit).zh == shown


def test_a_currency_has_its_sign_and_its_digits() -> None:
    assert show(1234.5, "money", "USD").zh == "$1,234"
    assert exact(1234.5, "money", "JPY").zh == "JP¥1,234"
    assert exact(Decimal("1.5"), "money", "SEK").zh == "SEK 1.50"
    assert exact(Decimal("1.5"), "money", "KWD").zh == "KWD 1.500"


def test_rounding_leaves_no_cent_over() -> None:
    assert largest_remainder((-14270.12, 2610.40, 719.42), 0) == (-14270, 2610, 720)
    assert largest_remainder((1 / 3, 1 / 3, 1 / 3), 2) == (0.34, 0.33, 0.33)
    assert largest_remainder((), 2) == ()


@given(st.lists(st.floats(-1e7, 1e7), max_size=12), st.integers(0, 2))
def test_rounded_parts_are_each_within_one_step_and_add_up(parts: list[float], places: int) -> None:
    shown = largest_remainder(parts, places)
    step = 10.0**-places
    assert abs(sum(shown) - sum(parts)) <= step * 0.501 + 1e-6
    assert all(abs(a - b) <= step * 1.001 for a, b in zip(shown, parts, strict=True))
