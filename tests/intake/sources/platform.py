"""A local server that answers as the platforms document: pages, cursors, 429 with Retry-After, costs, and faults to order."""

from __future__ import annotations

import base64
import json
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tools.samples_sources import money, shopify_line, shopify_order, woo_line, woo_order

TOKEN = "shpat_0123456789abcdef0123456789abcdef"
KEY, SECRET = "ck_0123456789abcdef0123456789abcdef01234567", "cs_fedcba9876543210fedcba9876543210fedcba98"
START = datetime(2026, 11, 20, 0, 0, 0, tzinfo=UTC)
TICK = timedelta(seconds=30)


@dataclass
class Order:
    """An order of the made-up shop; `version` counts its changes."""

    id: int
    made: datetime
    stamp: datetime
    version: int = 0
    lines: int = 1
    refunds: int = 0


@dataclass
class Platform:
    """The shop behind the API. `faults` are taken one a request: a fault's name, or a change of the shop before the answer."""

    orders: dict[int, Order] = field(default_factory=dict)
    faults: list[str | Callable[[Platform], None]] = field(default_factory=list)
    clock: datetime = START
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    elsewhere: str = ""
    newest: int = 100

    def sell(self, count: int = 1, *, lines: int = 1) -> None:
        """New orders, all in the same second."""
        for _ in range(count):
            self.newest += 1  # no shop gives the number of an order that is gone to another
            self.orders[self.newest] = Order(self.newest, self.clock, self.clock, lines=lines)

    def change(self, place: int) -> None:
        """One order is changed now: paid, shipped, refunded."""
        if self.orders:
            order = sorted(self.orders.values(), key=lambda one: one.id)[place % len(self.orders)]
            order.version, order.refunds, order.stamp = order.version + 1, order.refunds + 1, self.clock

    def trash(self, place: int) -> None:
        """One order goes away."""
        if self.orders:
            del self.orders[sorted(self.orders)[place % len(self.orders)]]

    def tick(self) -> None:
        """Time goes on with every request."""
        self.clock += TICK

    # ---- WooCommerce

    def woo(self, path: str, told: dict[str, str]) -> Any:
        """What WooCommerce answers."""
        found = re.fullmatch(r"/wp-json/wc/v3/orders/(\d+)/refunds", path)
        if found:
            order = self.orders.get(int(found[1]))
            return _woo_refunds(order) if order and told.get("page", "1") == "1" else []
        if path == "/plain/orders":
            return [{"id": str(id)} for id in sorted(self.orders)[(int(told.get("page", "1")) - 1) * 3 :][:3]]
        since = told.get("modified_after")
        after = datetime.fromisoformat(since).replace(tzinfo=UTC) if since else None
        rows = [one for one in sorted(self.orders.values(), key=lambda one: one.id) if after is None or one.stamp > after]
        at = int(told.get("offset", "0"))
        return [_woo(one) for one in rows[at : at + int(told["per_page"])]]

    # ---- Shopify

    def shopify(self, query: str, told: dict[str, Any]) -> dict[str, Any]:
        """What Shopify answers."""
        if "order(id:" in query:
            id = int(str(told["id"]).rsplit("/", 1)[-1])
            return {"order": {"lineItems": _lines(self.orders[id], int(told["after"]), told["size"])}}
        since = re.fullmatch(r"updated_at:>='(.+)'", told.get("filter") or "")
        after = datetime.fromisoformat(since[1]) if since else None
        rows = sorted(self.orders.values(), key=lambda one: (one.stamp, one.id))
        rows = [one for one in rows if after is None or one.stamp >= after]
        if told.get("after"):
            stamp, id = json.loads(base64.b64decode(told["after"]))
            rows = [one for one in rows if (one.stamp.isoformat(), one.id) > (stamp, id)]
        page = rows[: told["size"]]
        last = base64.b64encode(json.dumps([page[-1].stamp.isoformat(), page[-1].id]).encode()).decode() if page else None
        info = {"hasNextPage": len(rows) > len(page), "endCursor": last}
        return {"orders": {"pageInfo": info, "nodes": [_shopify(one) for one in page]}}


def _iso(when: datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%S")


def _woo(order: Order) -> dict[str, Any]:
    lines = [woo_line(order.id * 100 + place, 31, 0, 1, "10.00", "10.00") for place in range(order.lines)]
    told = woo_order(order.id, _iso(order.made), "processing", f"{order.lines * 10}.00", lines)
    refunds = [{"id": one["id"], "total": f"-{one['amount']}"} for one in _woo_refunds(order)]
    return {**told, "date_modified_gmt": _iso(order.stamp), "coupon_lines": [{"code": f"v{order.version}"}], "refunds": refunds}


def _woo_refunds(order: Order) -> list[dict[str, str]]:
    made = _iso(order.stamp)
    return [{"id": f"{order.id}9{place}", "amount": "1.00", "date_created_gmt": made} for place in range(order.refunds)]


def _shopify(order: Order) -> dict[str, Any]:
    made = f"{_iso(order.made)}Z"
    refunds = [
        {"legacyResourceId": f"{order.id}9{place}", "createdAt": made, "totalRefundedSet": money("1.0")}
        for place in range(order.refunds)
    ]
    told = shopify_order(f"#{order.id}", made, "PAID", f"{order.lines * 10}.0", refunds=refunds)
    return {
        **told, "id": f"gid://shopify/Order/{order.id}", "updatedAt": f"{_iso(order.stamp)}Z", "lineItems": _lines(order, 0, 25),
        "discountCodes": [f"v{order.version}"],
    }  # fmt: skip


def _lines(order: Order, after: int, size: int) -> dict[str, Any]:
    places = range(after, min(order.lines, after + size))
    nodes = [shopify_line(f"Item {place}", f"S-{order.id}-{place}", 1, "10.0", "10.0", "0.0", "") for place in places]
    return {"pageInfo": {"hasNextPage": order.lines > after + size, "endCursor": str(after + size)}, "nodes": nodes}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    platform: Platform

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        told = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        self._serve(lambda: self.platform.woo(parts.path, told))

    def do_POST(self) -> None:
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self._serve(lambda: self._graphql(told))

    def _graphql(self, told: dict[str, Any]) -> dict[str, Any]:
        status = {"maximumAvailable": 2000.0, "currentlyAvailable": 1900.0, "restoreRate": 100.0}
        cost = {"requestedQueryCost": 150, "actualQueryCost": 40, "throttleStatus": status}
        return {"data": self.platform.shopify(told["query"], told["variables"]), "extensions": {"cost": cost}}

    def _serve(self, answer: Callable[[], Any]) -> None:
        platform = self.platform
        platform.tick()
        platform.asked.append(self.path)
        platform.headers.append(dict(self.headers))
        fault = platform.faults.pop(0) if platform.faults else "ok"
        if callable(fault):
            fault(platform)
            fault = "ok"
        getattr(self, f"_{fault}")(answer)

    def _ok(self, answer: Callable[[], Any]) -> None:
        if self.command == "GET" and not self._is_known():
            self._say(401, {"code": "woocommerce_rest_cannot_view"})
        else:
            self._say(200, answer(), *self._link())

    def _link(self) -> list[tuple[str, str]]:
        """Where the next page is, of a list that says so."""
        parts = urlsplit(self.path)
        page = int(parse_qs(parts.query).get("page", ["1"])[0])
        if parts.path != "/plain/orders" or page * 3 >= len(self.platform.orders):
            return []
        return [("Link", f'<{parts.path}?page={page + 1}>; rel="next"')]

    def _is_known(self) -> bool:
        if self.path.startswith("/plain/"):
            return "api_key=ck_" in self.path
        pair = base64.b64encode(f"{KEY}:{SECRET}".encode()).decode()
        return self.headers.get("Authorization") == f"Basic {pair}"

    def _busy(self, _: Callable[[], Any]) -> None:
        self._say(429, {"errors": "slow down"}, ("Retry-After", "2"))

    def _broken(self, _: Callable[[], Any]) -> None:
        self._say(500, {"errors": "oops"})

    def _throttled(self, answer: Callable[[], Any]) -> None:
        if self.command == "GET":
            self._busy(answer)
            return
        status = {"maximumAvailable": 2000.0, "currentlyAvailable": 20.0, "restoreRate": 100.0}
        cost = {"requestedQueryCost": 220, "actualQueryCost": None, "throttleStatus": status}
        error = {"message": "Throttled", "extensions": {"code": "THROTTLED"}}
        self._say(200, {"errors": [error], "extensions": {"cost": cost}})

    def _refused(self, _: Callable[[], Any]) -> None:
        self._say(403, {"errors": f"[API] Invalid API key or access token {TOKEN}"})

    def _moved(self, _: Callable[[], Any]) -> None:
        self._say(307, {}, ("Location", self.platform.elsewhere))

    def _cut(self, answer: Callable[[], Any]) -> None:
        """The connection breaks in the middle of a page that said how long it is."""
        body = json.dumps(answer()).encode()
        self._head(200, ("Content-Length", str(len(body))))
        self.wfile.write(body[: len(body) // 2])
        self.close_connection = True

    def _half(self, answer: Callable[[], Any]) -> None:
        """The connection ends in the middle of a page whose length nobody knows."""
        body = json.dumps(answer()).encode()
        self._head(200, ("Connection", "close"))
        self.wfile.write(body[: len(body) // 2])
        self.close_connection = True

    def _silent(self, _: Callable[[], Any]) -> None:
        """The connection closes without an answer."""
        self.close_connection = True

    def _say(self, status: int, told: Any, *headers: tuple[str, str]) -> None:
        body = json.dumps(told).encode()
        self._head(status, ("Content-Length", str(len(body))), *headers)
        self.wfile.write(body)

    def _head(self, status: int, *headers: tuple[str, str]) -> None:
        self.send_response_only(status)
        self.send_header("Date", format_datetime(self.platform.clock, usegmt=True))
        self.send_header("Content-Type", "application/json")
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Silence."""


@contextmanager
def served(platform: Platform) -> Iterator[str]:
    """The platform on a port of this machine: its address."""
    handler = type("Handler", (_Handler,), {"platform": platform})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def secret_of(reference: str) -> str:
    """The secrets of the made-up shop."""
    return {"env:TOKEN": TOKEN, "env:KEY": KEY, "env:SECRET": SECRET}[reference]


def toml(kind: str, address: str, *more: str) -> str:
    """A source's declaration that leads to this machine."""
    base, secrets = {
        "woocommerce": (f"{address}/wp-json/wc/v3", ['key = "env:KEY"', 'secret = "env:SECRET"', 'resources = ["orders"]']),
        "shopify": (f"{address}/admin/api/2026-01/graphql.json", ['secret = "env:TOKEN"']),
    }[kind]
    return "\n".join([f'kind = "{kind}"', f'base = "{base}"', "allow_private = true", *secrets, *_lines_of(more)])


def _lines_of(more: Sequence[str]) -> Sequence[str]:
    return more
