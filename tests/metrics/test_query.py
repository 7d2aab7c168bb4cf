"""What questions look like before they run."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from storehand.metrics.metric import Sum
from storehand.metrics.query import Block, Pieces, equal, literal, over, select, slices

PIECES = Pieces(
    {"shop": "t.shop", "cut": "t.cut", "day": "t.day"}, {Sum("orders", "paid", "paid_day"): "SUM(t.paid)"}, {}, {}, {},
    "FROM t WHERE d >= CAST('@@since@@' AS DATE) AND d < CAST('@@until@@' AS DATE)",
)  # fmt: skip
PERIOD = (date(2026, 11, 1), date(2026, 11, 2))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a", "'a'"),
        ("a'b''c", "'a''b''''c'"),
        (7, "7"),
        (Decimal("1.50"), "1.50"),
        (True, "TRUE"),
        (date(2026, 11, 1), "'2026-11-01'"),
    ],
    ids=str,
)
def test_a_literal_is_quoted(value: object, text: str) -> None:
    assert literal(value) == text


def test_a_question_groups_by_its_keys_and_fills_its_days() -> None:
    text = select(PIECES, ("shop", "day"), {"paid": "SUM(t.paid)"}, PERIOD, [equal(PIECES, "cut", "order")])
    assert text.splitlines() == [
        "SELECT",
        '  t.shop AS "shop",',
        '  t.day AS "day",',
        '  SUM(t.paid) AS "paid"',
        "FROM t WHERE d >= CAST('2026-11-01' AS DATE) AND d < CAST('2026-11-02' AS DATE)",
        "WHERE t.cut = 'order'",
        "GROUP BY 1, 2",
    ]


def test_a_slot_in_a_persons_text_is_not_filled() -> None:
    assert "'''@@since@@'''" in select(PIECES, (), {"x": "1"}, PERIOD, [equal(PIECES, "shop", "'@@since@@'")])


def test_several_slices_are_alternatives() -> None:
    assert slices(PIECES, [("a", "x")]) == "t.shop = 'a' AND t.cut = 'x'"
    assert slices(PIECES, [("a", "x"), ("b", "y")]) == "((t.shop = 'a' AND t.cut = 'x') OR (t.shop = 'b' AND t.cut = 'y'))"


def test_a_division_by_nothing_is_null() -> None:
    assert "NULLIF(CAST((SELECT 0) AS DOUBLE), 0)" in over("SELECT 1", "SELECT 0")


def test_sources_on_one_table_and_day_share_a_block() -> None:
    from storehand.metrics.query import block_of

    assert (
        block_of(Sum("orders", "paid", "paid_day"))
        == block_of(Sum("orders", "refunded", "paid_day"))
        == Block("orders", "paid_day")
    )
    assert block_of(Sum("orders", "placed", "created_day")) != Block("orders", "paid_day")
