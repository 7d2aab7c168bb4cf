"""Page after page of one list, so that nothing is missed while it changes under our hands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from storehand.errors import Refusal
from storehand.intake.sources.api import More, Paging, Resource
from storehand.intake.sources.client import Answer, Client, Question
from storehand.intake.sources.record import instant, listed, value


@dataclass(frozen=True)
class Page:
    """Records of one answer, and the server's time at it."""

    records: list[dict[str, Any]]
    at: datetime | None


@dataclass(frozen=True)
class Asker:
    """Asks for the pages of one resource, `size` records at a time; with `most` only the first page."""

    client: Client
    resource: Resource
    base: str
    size: int
    most: int = 0

    def first(self, since: datetime | None) -> Question:
        """The first question for what changed since a time."""
        resource = self.resource
        told = dict(resource.params)
        if resource.since is not None and since is not None:
            stamp = since.astimezone(UTC).strftime(resource.since.form)
            told[resource.since.name] = resource.since.text.replace("{since}", stamp)
        return self._sized(_question(self.base, resource.path, resource.query, told), resource.paging)

    def _sized(self, question: Question, paging: Paging) -> Question:
        if not paging.size_name:
            return question
        size = min(self.size, self.most) if self.most else self.size
        return _with(question, paging.size_name, size)

    def ask(self, question: Question, path: str) -> tuple[Answer, Page]:
        """An answer and the records in it."""
        answer = self.client.ask(question)
        records = listed(answer.told, path) if path else answer.told
        if not isinstance(records, list) or not all(isinstance(one, dict) for one in records):
            raise Refusal("source_answer", source=self.client.source, path=path or "[]")
        return answer, Page(records, answer.at)

    def more(self, more: More, record: Mapping[str, Any]) -> Iterator[Page]:
        """The pages of a list that belongs to a record."""
        path = _filled(more.path, record, quoted=True)
        told = {name: _filled(words, record, quoted=False) for name, words in more.variables}
        question = _question(self.base, path, more.query, told)
        if more.paging.size_name:
            question = _with(question, more.paging.size_name, more.paging.size)
        if more.start:
            question = _with(question, more.paging.name, str(value(record, more.start)))
        yield from _followed(self, more.paging, question, more.records)


def pages(asker: Asker, since: datetime | None) -> Iterator[Page]:
    """Every page of a resource: no record is missed, some may come twice."""
    question, paging = asker.first(since), asker.resource.paging
    if asker.most:
        yield asker.ask(question, asker.resource.records)[1]
    elif paging.way == "offset":
        yield from _overlapping(asker, question)
    elif paging.most:
        yield from _renewed(asker, since)
    else:
        yield from _followed(asker, replace(paging, size=asker.size), question, asker.resource.records)


def _followed(asker: Asker, paging: Paging, question: Question, path: str) -> Iterator[Page]:
    """Pages by a link, a cursor or a number: each answer, or its number, says how to go on."""
    number = 1
    while True:
        answer, page = asker.ask(question, path)
        yield page
        number += 1
        following = _next(paging, question, answer, page, number)
        if following is None or following == question:
            return
        question = following


def _next(paging: Paging, question: Question, answer: Answer, page: Page, number: int) -> Question | None:
    if paging.way == "link" and answer.next:
        return replace(question, url=answer.next, params={})
    if paging.way == "cursor":
        goes_on = value(answer.told, paging.more) if paging.more else True
        after = value(answer.told, paging.next)
        return _with(question, paging.name, str(after)) if goes_on and after else None
    if paging.way == "page" and len(page.records) >= paging.size:
        return _with(question, paging.name, str(number))
    return None


def _renewed(asker: Asker, since: datetime | None) -> Iterator[Page]:
    """Pages by a cursor of records in order of their stamp. Some platforms end a list after so many records: then it is
    asked anew from the last stamp on."""
    paging, resource = asker.resource.paging, asker.resource
    question, count, begun = asker.first(since), 0, since
    while True:
        answer, page = asker.ask(question, resource.records)
        yield page
        count += len(page.records)
        following = _next(paging, question, answer, page, 0)
        if following is None or following == question:
            return
        question = following
        last = instant(str(value(page.records[-1], resource.stamp))) if page.records else None
        if count >= paging.most and last is not None and last != begun:
            question, count, begun = asker.first(last), 0, last


def _overlapping(asker: Asker, question: Question) -> Iterator[Page]:
    """Pages by offset of records in order of their id. Each begins with a record that we have: else some have gone
    before it, everything has moved up, and we go back until we meet one."""
    paging, at, seen = asker.resource.paging, 0, set[str]()
    while True:
        _, page = asker.ask(_with(question, paging.name, str(at)) if at else question, asker.resource.records)
        ids = [str(value(one, asker.resource.id)) for one in page.records]
        moved_up = at > 0 and (not ids or ids[0] not in seen)
        seen.update(ids)
        yield page
        if moved_up:
            at = max(0, at - asker.size)
        elif len(ids) < asker.size:
            return
        else:
            at += len(ids) - 1


def _question(base: str, path: str, query: str, told: Mapping[str, str]) -> Question:
    url = f"{base.rstrip('/')}/{path}" if path else base
    return Question(url, query=query, variables=dict(told)) if query else Question(url, dict(told))


def _with(question: Question, name: str, told: str | int) -> Question:
    """The question with one parameter or variable set."""
    if question.query:
        return replace(question, variables={**question.variables, name: told})
    return replace(question, params={**question.params, name: str(told)})


def _filled(words: str, record: Mapping[str, Any], *, quoted: bool) -> str:
    """Words with {paths} of a record; in an address a value cannot be more than one step of it."""
    filled, _, rest = words.partition("{")
    while rest:
        path, _, rest = rest.partition("}")
        told = str(value(record, path) or "")
        filled += quote(told, safe="") if quoted else told
        before, _, rest = rest.partition("{")
        filled += before
    return filled
