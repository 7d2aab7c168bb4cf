"""Which addresses may be called: the hosts of the declaration, by encrypted connection, on the public internet."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from storehand.errors import Refusal

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], Iterable[str]]
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def resolved(host: str, port: int) -> list[str]:
    """The addresses of a host."""
    return list(dict.fromkeys(str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


@dataclass(frozen=True)
class Gate:
    """Lets a call pass or refuses it. `hosts` may be called; private addresses and open connections only where
    `allow_private`."""

    source: str
    hosts: frozenset[str]
    allow_private: bool = False
    resolve: Resolver = resolved

    def check(self, url: str) -> tuple[str, str]:
        """The host of a call and the address to connect to, so that no second look-up can lead elsewhere."""
        try:
            parts = urlsplit(url)
            host, port = (parts.hostname or "").lower(), parts.port
        except ValueError:
            raise Refusal("source_host_other", source=self.source, host=url[:80]) from None
        if parts.scheme != "https" and not (parts.scheme == "http" and self.allow_private):
            raise Refusal("source_plain_http", source=self.source, host=host)
        if parts.username or parts.password or self._named(host, port) not in self.hosts:
            raise Refusal("source_host_other", source=self.source, host=self._named(host, port))
        return host, self._address(host, port or (443 if parts.scheme == "https" else 80))

    def _named(self, host: str, port: int | None) -> str:
        return f"{host}:{port}" if port is not None else host

    def _address(self, host: str, port: int) -> str:
        try:
            found = [ipaddress.ip_address(one.split("%", 1)[0]) for one in self.resolve(host, port)]
        except (OSError, UnicodeError, ValueError) as fault:
            raise Refusal("source_no_host", source=self.source, host=host) from fault
        if not found:
            raise Refusal("source_no_host", source=self.source, host=host)
        if not self.allow_private and not all(is_public(one) for one in found):
            raise Refusal("source_private", source=self.source, host=host)
        return str(found[0])


def is_public(address: Address) -> bool:
    """True for an address of the public internet, also where an IPv4 address hides in an IPv6 one."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def named(url: str) -> str:
    """Host and port of an address, as `Gate.hosts` holds them."""
    parts = urlsplit(url)
    return f"{(parts.hostname or '').lower()}{f':{parts.port}' if parts.port is not None else ''}"
