"""Only declared hosts of the public internet are called, and at the address that was checked."""

from __future__ import annotations

import pytest

from storehand.errors import Refusal
from storehand.intake.sources.host import Gate, named


def gate(*addresses: str, allow_private: bool = False) -> Gate:
    return Gate("shop", frozenset({"shop.example.com", "10.0.0.9"}), allow_private, lambda host, port: addresses)


def test_a_declared_public_host_passes_at_its_checked_address() -> None:
    assert gate("93.184.215.14").check("https://shop.example.com/a?b=c") == ("shop.example.com", "93.184.215.14")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "255.255.255.255",
        "::1", "fe80::1", "fe80::1%eth0", "fd00::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::a00:1",
        "2002:7f00:1::", "::", "ff02::1",
    ],
)  # fmt: skip
def test_a_host_that_leads_to_a_private_address_is_refused(address: str) -> None:
    with pytest.raises(Refusal) as refused:
        gate(address).check("https://shop.example.com/")
    assert refused.value.key == "source_private"


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(Refusal):
        gate("93.184.215.14", "10.0.0.1").check("https://shop.example.com/")


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example.net/", "https://shop.example.com.evil.net/", "https://shop.example.com@evil.net/", "https://evil.net#shop.example.com",
        "https://shop.example.com:8443/", "https://user:pw@shop.example.com/", "https://", "https://[::1", "https://shop.example.com:99999/",
        "https://shop.example.com\\@evil.net/", "https://169.254.169.254/latest/",
    ],
)  # fmt: skip
def test_any_other_host_is_refused(url: str) -> None:
    with pytest.raises(Refusal) as refused:
        gate("93.184.215.14").check(url)
    assert refused.value.key == "source_host_other"


@pytest.mark.parametrize(
    "url", ["http://shop.example.com/", "ftp://shop.example.com/", "file:///etc/passwd", "//shop.example.com/"]
)
def test_an_open_connection_is_refused(url: str) -> None:
    with pytest.raises(Refusal) as refused:
        gate("93.184.215.14").check(url)
    assert refused.value.key == "source_plain_http"


def test_a_server_of_ones_own_is_called_where_that_is_allowed() -> None:
    assert gate("10.0.0.9", allow_private=True).check("http://10.0.0.9/") == ("10.0.0.9", "10.0.0.9")


def test_a_host_that_nobody_knows_has_its_sentence() -> None:
    with pytest.raises(Refusal) as refused:
        gate().check("https://shop.example.com/")
    assert refused.value.key == "source_no_host"


def test_a_port_belongs_to_the_name() -> None:
    assert (named("https://Shop.Example.com/a"), named("http://127.0.0.1:8080/a")) == ("shop.example.com", "127.0.0.1:8080")
