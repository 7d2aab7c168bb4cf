"""A source's file means what it says, or is refused with what is wrong in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from storehand.errors import Refusal, UsageError
from storehand.intake.sources import pull
from storehand.intake.sources.api import SHIPPED, shipped
from storehand.intake.sources.source import Database, Web, named, read_source, sources

SQL = 'kind = "sql"\nurl = "sqlite:///a.db"\nquery = "SELECT 1 AS a"\n'
SHOP = 'kind = "shopify"\nhost = "木棉.myshopify.com"\nsecret = "env:T"\n'.replace("木棉", "mumian")


API = "kind = 'http'\n[api]\nname = 'a'\nbase = 'https://a.com'\n"


def written(folder: Path, words: str, name: str = "erp") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(words, encoding="utf-8")
    return path


def test_a_database_is_read_from_its_file(tmp_path: Path) -> None:
    source = read_source(written(tmp_path, SQL + 'when = "load"\nshop = "木棉"\nsecret = "env:PW"\n'))
    assert (source.name, source.when, source.shop, source.secret, source.overlap) == ("erp", "load", "木棉", "env:PW", "1d")
    assert source.place == Database("sqlite:///a.db", "SELECT 1 AS a")


def test_an_api_gets_its_host_and_version(tmp_path: Path) -> None:
    source = read_source(written(tmp_path, SHOP))
    assert isinstance(source.place, Web)
    assert source.place.base == "https://mumian.myshopify.com/admin/api/2026-01/graphql.json"
    assert source.overlap == "10m"


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_api_is_well_declared(name: str) -> None:
    known = shipped(name)
    assert known.base.startswith("https://{host}/")
    assert all(resource.rows for resource in known.resources)
    headers = [rows.header for resource in known.resources for rows in resource.rows]
    assert len(set(headers)) == len(headers)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("kind = 'ftp'", "sql | http | shopify | woocommerce"),
        ("url = 'a'", "? kind"),
        (SQL + "colour = 1", "colour"),
        (SQL + "overlap = 'soon'", "soon"),
        (SQL + "when = 'never'", "never"),
        (SQL + "timeout = 0", "timeout = 0"),
        (SQL + "start = '2026-01-01'", "since_column"),
        (SQL + "timezone = 'Mars/Olympus'", "Mars/Olympus"),
        (SQL + "= 1", "line 4"),
        ("kind = 'sql'", "? url"),
        ("kind = 'shopify'\nsecret = 'env:T'", "host"),
        (SHOP.replace("mumian.myshopify.com", "evil.net/a?b=c#"), "evil.net"),
        (SHOP.replace("mumian.myshopify.com", "a@b"), "a@b"),
        (SHOP + "resources = ['payments']", "payments"),
        (SHOP + "page_size = -1", "page_size = -1"),
        ("kind = 'http'\n[api]\nname = 'a'", "? base"),
        (
            API + "resource = [{ name = 'b', id = 'id', rows = [], colour = 1 }]",
            "colour",
        ),
        (API + "login = { way = 'spell' }\nresource = []", "spell"),
        (
            API + "resource = [{ name = 'b', id = 'id', paging = { way = 'x' }, rows = [] }]",
            "x",
        ),
    ],
)
def test_a_wrong_file_says_what_is_wrong(words: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        read_source(written(tmp_path, words))
    assert refused.value.key == "source_broken"
    assert told in str(refused.value.values["fault"])


def test_an_unknown_name_lists_those_that_are_known(tmp_path: Path) -> None:
    written(tmp_path, SQL)
    with pytest.raises(UsageError) as refused:
        named(tmp_path, "crm")
    assert refused.value.values["known"] == "erp"


def test_a_folder_that_is_not_there_has_no_sources(tmp_path: Path) -> None:
    assert sources(tmp_path / "sources") == ()
    written(tmp_path, SQL)
    written(tmp_path, SHOP, "web")
    assert [source.name for source in sources(tmp_path)] == ["erp", "web"]


@pytest.mark.parametrize("change", ["when = 'load'", "overlap = '3d'", "secret = 'env:OTHER'"])
def test_what_is_asked_for_does_not_depend_on_when_or_by_whom(change: str, tmp_path: Path) -> None:
    assert read_source(written(tmp_path, SQL)).declared == read_source(written(tmp_path, f"{SQL}{change}")).declared


@pytest.mark.parametrize(
    "change", ["since_column = 'a'", "since_column = 'a'\nstart = '2026-01-01'", "timezone = 'UTC'", "shop = 'b'"]
)
def test_another_question_is_another_declaration(change: str, tmp_path: Path) -> None:
    assert read_source(written(tmp_path, SQL)).declared != read_source(written(tmp_path, f"{SQL}{change}")).declared


MAPPING = """
people = ["收货人", "手机"]
[[table]]
name = "orders"
cut = "erp"
where = [{ header = "类型", not_in = ["退货"] }]
[table.columns]
order_id = "单号|订单号"
created_at = "下单"
paid = { sum = ["金额", "-退款"] }
buyer = "买家"
"""


def test_a_mapping_becomes_a_format_that_only_its_own_file_satisfies(tmp_path: Path) -> None:
    source = read_source(written(tmp_path, SQL + MAPPING))
    format = pull.check(source, tmp_path)
    assert format is not None
    assert format.name == "sources/erp"
    assert format.signature == ("source:erp", "单号|订单号", "下单", "金额", "退款", "买家", "类型")
    assert format.people == ("收货人", "手机")
    assert format.read.totals == ()


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('"orders"', '"ordres"', "ordres"),
        ("buyer =", "byer =", "byer"),
        ('order_id = "单号|订单号"', 'order_id = "手机"', "手机"),
        ('{ sum = ["金额", "-退款"] }', "{ sum = 3 }", "sum"),
    ],
)
def test_a_wrong_mapping_is_refused_before_anything_is_fetched(before: str, after: str, told: str, tmp_path: Path) -> None:
    source = read_source(written(tmp_path, SQL + MAPPING.replace(before, after)))
    with pytest.raises(Refusal) as refused:
        pull.check(source, tmp_path)
    assert refused.value.key == "source_broken"
    assert told in str(refused.value.values["fault"])
