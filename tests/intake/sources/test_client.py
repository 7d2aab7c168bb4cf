"""The client is patient, polite, and stays at home."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storehand.errors import Refusal
from storehand.intake.sources.client import Client, Clock, Question, _after, _next
from storehand.intake.sources.host import named
from storehand.intake.sources.source import Web, read_source
from storehand.intake.sources.web import asked
from tests.intake.sources.platform import KEY, SECRET, TOKEN, Platform, served, toml


@contextmanager
def client(platform: Platform, folder: Path, kind: str = "woocommerce") -> Iterator[tuple[Client, Web, list[float]]]:
    """A client of the made-up platform and the pauses that it makes."""
    slept: list[float] = []
    with served(platform) as address:
        path = folder / "shop.toml"
        path.write_text(toml(kind, address), encoding="utf-8")
        place = read_source(path).place
        assert isinstance(place, Web)
        secrets = {"key": KEY, "secret": SECRET if kind == "woocommerce" else TOKEN}
        with asked("shop", place, secrets, Clock(lambda: 0.0, slept.append, lambda: 1.0)) as found:
            yield found, place, slept


@pytest.fixture
def platform() -> Platform:
    return Platform()


def orders(place: Web) -> Question:
    return Question(f"{place.base}/orders", {"per_page": "5"})


def test_waits_double_until_it_gives_up(platform: Platform, tmp_path: Path) -> None:
    """The pace of four a second comes between: a quarter of a second before each try but the first."""
    platform.faults = ["broken"] * 20
    with client(platform, tmp_path) as (one, place, slept), pytest.raises(Refusal) as refused:
        one.ask(orders(place))
    assert refused.value.key == "source_gave_up"
    assert (refused.value.values["tries"], refused.value.values["fault"]) == (8, "500")
    assert [wait for wait in slept if wait != 0.25] == [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0]


def test_a_wait_that_is_too_long_is_not_waited_for(platform: Platform, tmp_path: Path) -> None:
    platform.faults = ["busy"] * 5
    with client(platform, tmp_path) as (one, place, slept):
        one.patience = replace(one.patience, in_all=3.0)
        with pytest.raises(Refusal):
            one.ask(orders(place))
    assert sum(wait for wait in slept if wait != 0.25) == 2.0


def test_requests_keep_their_pace(platform: Platform, tmp_path: Path) -> None:
    with client(platform, tmp_path) as (one, place, slept):
        for _ in range(3):
            one.ask(orders(place))
    assert slept == [0.25, 0.25]


def test_a_redirect_to_another_host_is_not_followed_and_tells_it_nothing(platform: Platform, tmp_path: Path) -> None:
    other = Platform()
    with served(other) as address, client(platform, tmp_path) as (one, place, _):
        platform.faults, platform.elsewhere = ["moved"], f"{address}/wp-json/wc/v3/orders"
        with pytest.raises(Refusal) as refused:
            one.ask(orders(place))
    assert refused.value.key == "source_host_other"
    assert other.asked == []


def test_a_redirect_within_the_host_is_followed(platform: Platform, tmp_path: Path) -> None:
    platform.sell(2)
    platform.faults, platform.elsewhere = ["moved"], "/wp-json/wc/v3/orders?per_page=5"
    with client(platform, tmp_path) as (one, place, _):
        assert len(one.ask(orders(place)).told) == 2


def test_a_redirect_in_circles_ends(platform: Platform, tmp_path: Path) -> None:
    platform.faults, platform.elsewhere = ["moved"] * 9, "/wp-json/wc/v3/orders?per_page=5"
    with client(platform, tmp_path) as (one, place, _), pytest.raises(Refusal):
        one.ask(orders(place))
    assert len(platform.asked) == 4


def test_a_host_that_is_declared_may_be_followed(platform: Platform, tmp_path: Path) -> None:
    other = Platform()
    other.sell(1)
    with served(other) as address, client(platform, tmp_path) as (one, place, _):
        one.gate = replace(one.gate, hosts=one.gate.hosts | {named(address)})
        platform.faults, platform.elsewhere = ["moved"], f"{address}/wp-json/wc/v3/orders?per_page=5"
        assert len(one.ask(orders(place)).told) == 1


def test_without_leave_this_machine_is_not_called(platform: Platform, tmp_path: Path) -> None:
    with client(platform, tmp_path) as (one, place, _):
        one.gate = replace(one.gate, allow_private=False)
        with pytest.raises(Refusal) as plain:
            one.ask(orders(place))
        with pytest.raises(Refusal) as private:
            one.ask(replace(orders(place), url=orders(place).url.replace("http:", "https:")))
    assert (plain.value.key, private.value.key) == ("source_plain_http", "source_private")
    assert platform.asked == []


def test_a_graphql_error_is_told_in_the_platforms_words_without_the_secret(platform: Platform, tmp_path: Path) -> None:
    with client(platform, tmp_path, "shopify") as (one, _, _), pytest.raises(Refusal) as refused:
        one._check_graphql({"errors": [{"message": f"Access denied for {TOKEN} orders field"}]})
    assert refused.value.key == "source_graphql"
    assert refused.value.values["fault"] == "Access denied for *** orders field"


def test_the_token_is_in_its_header_and_nowhere_in_the_address(platform: Platform, tmp_path: Path) -> None:
    platform.sell(1)
    with client(platform, tmp_path, "shopify") as (one, place, _):
        one.ask(Question(place.base, query="query Orders { orders }", variables={"size": 1}))
    assert platform.headers[0]["X-Shopify-Access-Token"] == TOKEN
    assert TOKEN not in platform.asked[0]


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("", ""),
        ('<https://a.com/x?page=2>; rel="next", <https://a.com/x?page=9>; rel="last"', "https://a.com/x?page=2"),
        ('<https://a.com/x?page=1>; rel="prev"', ""),
        ("</x?page_info=abc>; rel=next", "https://a.com/x?page_info=abc"),
    ],
)
def test_the_next_page_is_found_in_a_link_header(link: str, found: str) -> None:
    assert _next(link, "https://a.com/x") == found


def test_retry_after_is_seconds_or_a_time() -> None:
    assert _after("12") == 12
    assert _after("Wed, 21 Oct 2015 07:28:00 GMT") == 0
    assert _after("soon") is None
    assert (_after(f"{datetime.now(UTC).replace(year=2099):%a, %d %b %Y %H:%M:%S} GMT") or 0) > 1e6
