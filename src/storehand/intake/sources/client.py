"""One question to an API: paced, repeated while that can help, never to another host, never showing a secret."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin, urlsplit

from storehand.errors import Refusal
from storehand.intake.sources.api import Limit
from storehand.intake.sources.host import Gate, named
from storehand.intake.sources.record import value
from storehand.intake.sources.secret import Hidden

if TYPE_CHECKING:
    import httpx2

_AGAIN: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_LOGIN: Final = frozenset({401, 403})
_MOST_BYTES: Final = 64 * 1024 * 1024
_LONGEST_PAUSE: Final = 60.0
_BUSY: Final = frozenset({"THROTTLED", "INTERNAL_SERVER_ERROR"})


@dataclass(frozen=True)
class Clock:
    """Time as the client knows it; tests give their own."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random


CLOCK: Final = Clock()


@dataclass(frozen=True)
class Patience:
    """How often a question is repeated and how long it may wait in all, in seconds."""

    tries: int = 8
    first: float = 1.0
    longest: float = 60.0
    in_all: float = 900.0


@dataclass(frozen=True)
class Question:
    """What is asked: an address with parameters, or a GraphQL query with variables."""

    url: str
    params: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    variables: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """What came: the document, the address behind a `Link: …; rel="next"`, and the server's time."""

    told: Any
    next: str
    at: datetime | None


@dataclass
class Client:
    """Asks one API. `login` adds headers, parameters or a user; it is shown to the declared hosts only."""

    source: str
    http: httpx2.Client
    gate: Gate
    hidden: Hidden
    limit: Limit
    headers: Mapping[str, str]
    params: Mapping[str, str]
    auth: tuple[str, str] | None
    clock: Clock
    patience: Patience = Patience()
    _last: float = float("-inf")
    _pause: float = 0.0

    def ask(self, question: Question) -> Answer:
        """The answer, after as many tries as it takes; a Refusal where trying again cannot help or takes too long."""
        waited, tries = 0.0, 0
        while True:
            self._pace()
            try:
                return self._once(question)
            except _Again as again:
                wait, why = self._wait(again, tries), again.why
            waited, tries = waited + wait, tries + 1
            if waited > self.patience.in_all or tries >= self.patience.tries:
                raise Refusal("source_gave_up", source=self.source, host=named(question.url), tries=tries, fault=why)
            self.clock.sleep(wait)

    def _wait(self, again: _Again, count: int) -> float:
        """What the server asks for, else twice as long each time, shortened by chance so that two loads fall apart."""
        if again.after is not None:
            return again.after
        grown = min(self.patience.longest, self.patience.first * float(2**count))
        return grown * (0.5 + self.clock.chance() / 2)

    def _pace(self) -> None:
        """Waits until we may ask again."""
        least = 1 / self.limit.per_second if self.limit.per_second else 0.0
        wait = max(self._last + least - self.clock.now(), self._pause)
        if wait > 0:
            self.clock.sleep(wait)
        self._last, self._pause = self.clock.now(), 0.0

    def _once(self, question: Question) -> Answer:
        url, params = question.url, {**question.params, **self.params}
        for _ in range(4):
            status, headers, body = self._send(url, params, question)
            if status not in _MOVED:
                return self._answer(url, status, headers, body)
            target = urljoin(url, headers.get("location", ""))
            if question.query and status not in {307, 308}:
                raise Refusal("source_host_other", source=self.source, host=named(target))
            url, params = target, dict(self.params)
        raise Refusal("source_host_other", source=self.source, host=named(url))

    def _send(self, url: str, params: Mapping[str, str], question: Question) -> tuple[int, httpx2.Headers, bytes]:
        """One exchange with the checked address; a broken connection is a reason to try again."""
        import httpx2

        host, address = self.gate.check(url)
        told = httpx2.URL(url).copy_merge_params(params) if params else httpx2.URL(url)
        request = self.http.build_request(
            "POST" if question.query else "GET",
            told.copy_with(host=address),
            headers={**self.headers, "Host": named(url)},
            json={"query": question.query, "variables": dict(question.variables)} if question.query else None,
            extensions={"sni_hostname": host},
        )
        try:
            response = self.http.send(request, stream=True, auth=self.auth)
            try:
                return response.status_code, response.headers, self._body(response)
            finally:
                response.close()
        except (httpx2.TransportError, httpx2.DecodingError) as fault:
            raise _Again(type(fault).__name__) from None

    def _body(self, response: httpx2.Response) -> bytes:
        pieces, size = [], 0
        for piece in response.iter_bytes():
            size += len(piece)
            if size > _MOST_BYTES:
                raise Refusal("source_too_large", source=self.source, most=f"{_MOST_BYTES // 1024 // 1024} MB")
            pieces.append(piece)
        return b"".join(pieces)

    def _answer(self, url: str, status: int, headers: httpx2.Headers, body: bytes) -> Answer:
        if status in _AGAIN:
            raise _Again(str(status), _after(headers.get("retry-after", "")))
        if status in _LOGIN:
            raise Refusal("source_login_http", source=self.source, host=named(url), status=status)
        if not 200 <= status < 300:
            raise Refusal("source_http", source=self.source, status=status, path=urlsplit(url).path)
        try:
            told = json.loads(body, parse_float=str, parse_int=str, parse_constant=str)
        except (ValueError, RecursionError):
            # A connection that was cut without a length leaves half a document.
            raise _Again("JSON") from None
        self._note(told, headers)
        self._check_graphql(told)
        return Answer(told, _next(headers.get("link", ""), url), _date(headers.get("date", "")))

    def _note(self, told: object, headers: httpx2.Headers) -> None:
        """How long the next question must wait, as the bucket in this answer says."""
        used, _, size = headers.get(self.limit.bucket_header, "").partition("/") if self.limit.bucket_header else ("", "", "")
        if used.isdigit() and size.isdigit() and int(used) >= int(size) - 2:
            self._pause = max(self._pause, 1.0)
        cost = value(told, self.limit.cost) if self.limit.cost else None
        if isinstance(cost, Mapping):
            self._pause = max(self._pause, _restored_in(cost))

    def _check_graphql(self, told: object) -> None:
        errors = told.get("errors") if isinstance(told, Mapping) else None
        if not errors:
            return
        first = errors[0] if isinstance(errors, list) else errors
        code = str(value(first, "extensions.code") or "")
        if code in _BUSY:
            pause, self._pause = self._pause, 0.0
            raise _Again(code, pause or None)
        words = value(first, "message") or first
        raise Refusal("source_graphql", source=self.source, fault=self.hidden.hide(words))


class _Again(Exception):  # noqa: N818 - read as a sentence: raise _Again("429")
    """This may go better another time, `after` so many seconds where the server says so."""

    def __init__(self, why: str, after: float | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.after = after


def _restored_in(cost: Mapping[str, Any]) -> float:
    """Seconds until the bucket holds what a question like the last one asks for."""
    try:
        status = cost["throttleStatus"]
        lacking = float(cost["requestedQueryCost"]) - float(status["currentlyAvailable"])
        return min(_LONGEST_PAUSE, max(0.0, lacking / max(float(status["restoreRate"]), 1.0)))
    except (KeyError, TypeError, ValueError):
        return 0.0


def _after(words: str) -> float | None:
    """Retry-After: seconds, or a time."""
    if words.strip().isdigit():
        return float(words)
    then = _date(words)
    return None if then is None else max(0.0, (then - datetime.now(UTC)).total_seconds())


def _date(words: str) -> datetime | None:
    try:
        then = parsedate_to_datetime(words)
    except (ValueError, TypeError):
        return None
    return then if then.tzinfo else then.replace(tzinfo=UTC)


def _next(link: str, url: str) -> str:
    """The address with rel="next" in a Link header."""
    for part in link.split(","):
        target, _, about = part.strip().partition(";")
        if 'rel="next"' in about or "rel=next" in about:
            return urljoin(url, target.strip("<> "))
    return ""
