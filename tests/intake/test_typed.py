"""The fast path and the readers give the same: for every type, for any text."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storehand.intake import readers, typed
from storehand.intake.readers import Unreadable
from storehand.intake.typed import Manner, Value
from storehand.tables import Type

DUCK = duckdb.connect()
DUCK.execute("SET TimeZone = 'UTC'")
SHANGHAI = Manner("ymd", ".", False, "Asia/Shanghai")
NEW_YORK = Manner("mdy", ".", True, "America/New_York")
VALUES = {
    "text": Value(1, Type.TEXT),
    "id": Value(1, Type.ID),
    "code": Value(1, Type.CODE, ("paid", "done")),
    "currency": Value(1, Type.CODE),
    "money": Value(1, Type.MONEY),
    "int": Value(1, Type.INT),
    "float": Value(1, Type.FLOAT),
    "rate": Value(1, Type.RATE),
    "percent": Value(1, Type.RATE, unit="percent"),
    "seconds": Value(1, Type.SECONDS),
    "time": Value(1, Type.TIME),
    "day": Value(1, Type.DAY),
    "since": Value(1, Type.DAY, edge="since"),
    "bool": Value(1, Type.BOOL),
    "low": Value(1, Type.INT, edge="low"),
    "high": Value(1, Type.RATE, edge="high"),
    "extract": Value(1, Type.MONEY, extract=r"退款([0-9.]+)"),
    "scaled": Value(1, Type.MONEY, scale="0.000001"),
    "epoch": Value(1, Type.TIME, unit="epoch"),
    "epoch day": Value(1, Type.DAY, unit="epoch"),
    "mapped": Value(1, Type.CODE, mapped=(("交易成功", "done"), ("已付款，待发货", "paid"), ("无", "")), default="other"),
}
NUMBERS = st.text("0123456789.,-+eE_%万元 ()￥'\t", max_size=9)
CLOCKS = st.builds(
    "{:04d}{s}{:02d}{s}{:02d}{t}{:02d}:{:02d}:{:02d}{z}".format,
    st.integers(1985, 2105),
    st.integers(0, 13),
    st.integers(0, 32),
    st.integers(0, 25),
    st.integers(0, 61),
    st.integers(0, 61),
    s=st.sampled_from("-/."),
    t=st.sampled_from([" ", "T", "  "]),
    z=st.sampled_from(["", " +0800", " -0730", "Z", " +08:00", " +1900"]),
)
SHORT_CLOCKS = st.builds(
    "{}{s}{}{s}{} {}:{}".format,
    st.integers(1985, 2105),
    st.integers(0, 13),
    st.integers(0, 32),
    st.integers(0, 25),
    st.integers(0, 61),
    s=st.sampled_from("-/"),
)
WORDS = st.text("AaNnUuLl#-—\\/=\"'`\t \u3000x1交易成功", max_size=6)
SEEN = st.sampled_from(
    [
        "交易成功",
        "已付款,待发货",
        "paid",
        "PAID",
        "N/A",
        "是",
        "否",
        "CNY",
        "usd",
        "元",
        "true",
        "2024-01-01",
        "20240101",
        "2024-01-01 ~ 2024-01-31",
        '="00123"',
        "1.01712E+12",
        "NaN-1",
        "null",
        "#N/A",
        "12:30",
        "1分",
        "٣",
        "５",
        "围巾\u200d",
        "围巾\u3000",
        "A1\u200b",
        "围\0巾",
        "=00123",
        '="n00123"',
        '="123"4"',
    ]
)
TEXTS = st.one_of(NUMBERS, CLOCKS, SHORT_CLOCKS, WORDS, SEEN, st.text(max_size=8)).filter(lambda text: "\ud800" not in text)


def _fast(value: Value, manner: Manner, texts: list[str]) -> list[object]:
    query = f"SELECT {typed.fast(value, manner)} FROM (SELECT unnest($1::VARCHAR[]) AS c1)"
    return [row[0] for row in DUCK.execute(query, [texts]).fetchall()]


def _read(value: Value, manner: Manner, text: str) -> object:
    try:
        return typed.reader(value, manner)(text)
    except Unreadable as fault:
        return fault.reason


@pytest.mark.parametrize("manner", [SHANGHAI, NEW_YORK], ids=["shanghai", "new_york"])
@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
@settings(max_examples=20, deadline=None)
@given(texts=st.lists(TEXTS, min_size=1, max_size=60))
def test_what_sql_reads_the_reader_reads_alike(value: Value, manner: Manner, texts: list[str]) -> None:
    texts = [text.encode("utf-8", "ignore").decode() for text in texts]
    different = [
        (text, fast, _read(value, manner, text))
        for text, fast in zip(texts, _fast(value, manner, texts), strict=True)
        if fast is not None and fast != _read(value, manner, text)
    ]
    assert different == []


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("text", ["羊毛大衣A", "Product 23", "#1001"]),
        ("id", ["1017116707008", "#1001", "SKU-1", '="1017116707008"', "\t1017116707008", "'138"]),
        ("code", ["paid", "done"]),
        ("currency", ["CNY", "USD"]),
        ("money", ["0", "12.5", "-3.1415", "99999999999999"]),
        ("int", ["0", "-12", "12345678901234"]),
        ("float", ["0.5", "12"]),
        ("rate", ["0.0786", "12.5%"]),
        ("percent", ["78.15%", "78.15"]),
        ("seconds", ["6.92", "69"]),
        ("time", ["2024-01-01 10:00:00", "2024/1/1 8:05", "2024-01-01 10:00:00 +0800"]),
        ("day", ["2024-01-01", "2024/1/1", "2024-01-01 10:00:00"]),
        ("bool", ["是", "false"]),
        ("mapped", ["交易成功", "已付款，待发货"]),
    ],
)
def test_the_plain_values_of_exports_need_no_reader(name: str, texts: list[str]) -> None:
    assert None not in _fast(VALUES[name], SHANGHAI, texts)


@pytest.mark.parametrize("found", [None, True, 7, Decimal("-1.2300"), 0.1 + 0.2, 1e-7, datetime(2024, 1, 1, 8, 0, 0, 500)])
def test_a_read_value_survives_its_way_through_text(found: object) -> None:
    types: dict[type, str] = {bool: "BOOLEAN", int: "BIGINT", Decimal: "DECIMAL(18,4)", float: "DOUBLE", datetime: "TIMESTAMP"}
    sql_type = types.get(type(found), "VARCHAR")
    assert DUCK.execute(f"SELECT CAST($1 AS {sql_type})", [typed.canonical(found)]).fetchone() == (found,)


def test_a_lenient_cell_tells_that_it_was_lenient() -> None:
    strict, lenient = Value(1, Type.MONEY), Value(1, Type.MONEY, lenient=True)
    assert [one.reason for one in typed.read_odd(0, strict, SHANGHAI, ["无退款申请"])] == ["not_a_number"]
    assert [one.reason for one in typed.read_odd(0, lenient, SHANGHAI, ["无退款申请"])] == ["lenient"]


def test_words_are_mapped_whatever_their_width_and_an_empty_word_is_unknown() -> None:
    read = typed.reader(VALUES["mapped"], SHANGHAI)
    assert [read(cell) for cell in ("已付款,待发货", " 交易成功", "无", "别的", "-")] == ["paid", "done", None, "other", None]
    with pytest.raises(Unreadable, match="not_listed"):
        typed.reader(Value(1, Type.CODE, mapped=(("a", "paid"),)), SHANGHAI)("b")


def test_currencies_have_many_names() -> None:
    read = typed.reader(VALUES["currency"], SHANGHAI)
    assert [read(cell) for cell in ("元", "rmb", "usd")] == ["CNY", "CNY", "USD"]
    assert readers.normal("ＲＭＢ") == "rmb"
