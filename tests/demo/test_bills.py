"""What is refunded is refunded everywhere: in the bills, the reviews and the stock."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from storehand.demo.bills import FEE, FEE_BACK, INCOME, REFUND, entries
from storehand.demo.life import Life
from storehand.demo.orders import NEVER, RETURNED, UNSENT
from storehand.demo.taobao_bills import write_bills, write_months
from tests.demo.made import DAYS, totals

ALWAYS = (-(2**60), 2**60)
MORNING = datetime(2026, 11, 2, 8, 30)


@pytest.fixture(scope="module")
def life() -> Life:
    return totals("taobao").life


def test_an_order_that_was_sent_brings_what_its_buyer_kept(life: Life) -> None:
    orders, booked = life.orders, entries(life, *ALWAYS)
    goods = np.isin(booked.kind, (INCOME, REFUND))
    left = np.bincount(booked.order[goods], weights=booked.cents[goods], minlength=len(orders))
    back = np.bincount(orders.order, weights=orders.back, minlength=len(orders))
    sent = orders.sent_at < NEVER
    assert np.array_equal(left[sent], (orders.total - back)[sent])
    assert not left[~sent].any()


def test_the_fee_is_of_what_came_in_and_goes_back_with_it(life: Life) -> None:
    booked = entries(life, *ALWAYS)
    cents = {kind: int(booked.cents[booked.kind == kind].sum()) for kind in (INCOME, FEE, REFUND, FEE_BACK)}
    rows = len(booked.at)
    assert life.shop.fee == 0.055
    assert abs(cents[FEE] + 0.055 * cents[INCOME]) <= rows / 2  # each entry is rounded to a cent
    assert abs(cents[FEE_BACK] + 0.055 * cents[REFUND]) <= rows / 2


def test_an_order_given_back_whole_is_in_the_bills_with_nothing_left_no_review_and_its_pieces_in_stock(life: Life) -> None:
    orders, booked = life.orders, entries(life, *ALWAYS)
    back = np.bincount(orders.order, weights=orders.back, minlength=len(orders))
    gone = np.flatnonzero((back == orders.total) & (orders.sent_at < NEVER))
    assert len(gone) > 20
    mine = np.isin(booked.order, gone)
    assert set(booked.kind[mine]) == {INCOME, FEE, REFUND, FEE_BACK}
    assert abs(int(booked.cents[mine].sum())) <= mine.sum() / 2
    assert not orders.stars[np.isin(orders.order, gone)].any()


def test_what_came_back_is_in_the_stock_again(life: Life) -> None:
    orders, start = life.orders, np.datetime64(life.days[0], "s").astype(np.int64)
    end = start + DAYS * 86_400
    returned = ((orders.kind == RETURNED) & (orders.back == orders.paid)) | (orders.kind == UNSENT)
    unpaid = (orders.paid_at == NEVER)[orders.order]
    pieces = (
        orders.pieces[returned & (orders.back_at < end)].sum()
        + orders.pieces[unpaid & (orders.closed_at < end)[orders.order]].sum()
    )
    assert life.stocks.returned.sum() == pieces


def test_a_part_of_the_money_brings_no_goods_back(life: Life) -> None:
    orders = life.orders
    assert ((orders.kind == RETURNED) & (orders.back < orders.paid)).sum() > 5
    assert (
        life.stocks.returned.sum()
        < orders.pieces[orders.kind > 0].sum() + orders.pieces[(orders.paid_at == NEVER)[orders.order]].sum()
    )


def test_a_file_for_this_month_and_one_for_the_last(life: Life, tmp_path: Path) -> None:
    names = [path.name for path in write_months(tmp_path, life, DAYS - 1, MORNING)]
    assert names == ["收支明细_2026-10-01_2026-10-31.csv", "收支明细_2026-11-01_2026-11-01.csv"]


def test_a_refund_names_its_order_in_the_note_alone(life: Life, tmp_path: Path) -> None:
    path = write_bills(tmp_path, life, 60, DAYS - 1, MORNING)
    header, *rows = csv.reader(path.read_text("gb18030").splitlines())
    assert ",".join(header) == "入账时间,支付流水号,淘宝订单编号,入账类型,收入金额（元）,支出金额（元）,业务描述,备注"
    refunds = [row for row in rows if row[3] == "交易退款(售后)"]
    assert len(refunds) > 10
    assert {row[2] for row in refunds} == {""}
    assert all(row[4] == "" and float(row[5]) > 0 and row[7].startswith("订单{41") for row in refunds)
