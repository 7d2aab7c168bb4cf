"""Where in a file people may stand beside the person columns of its format, and the file without them.

Two ways: a column that no value is read from and that looks like a person's (by its name or its cells) becomes a
person column; and cells of prose (texts that reach facts, columns that only the archive keeps, cells that cannot be
read) are looked at for phones, e-mails, identity cards, addresses and names, which `mask` replaces.
"""

# ruff: noqa: S608 - names are quoted, values literal (sql.py); SQL of intake is written in this room only

from __future__ import annotations

import base64
import hmac
import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import duckdb

from storehand.intake.header import Header
from storehand.intake.layout import layouts
from storehand.intake.mask import SUSPECT, Tag, is_name, is_person, masked, stray
from storehand.intake.readers import Unreadable, normal
from storehand.intake.route import Plan
from storehand.intake.seen import Seen
from storehand.intake.spec import synonyms
from storehand.intake.sql import literal, quoted
from storehand.intake.text import Cells
from storehand.intake.typed import Manner, Value, cached_reader
from storehand.tables import Type

Masks = Mapping[int, Mapping[str, str]]
SAMPLE: Final = 1000
_SEPARATOR = "\x1f"
_PEOPLE = re.compile(
    r"(?:收货|收件|寄件|发件|联系|联络|提货|签收|下单|付款|购买|开票)人|收货姓名|姓名|真名|昵称|旺旺|会员名|买家(?:账号|帐号|id|名称?)?$|用户名|客户名称?$|"
    r"联[系络]方式|手机号|联系手机|手机$|电话|座机|固话|传真|邮箱|地址|门牌|邮编|邮政编码|身份证|证件号|护照|微信号|微信$|^qq号?|openid|unionid|"
    r"e-?mail|phone|mobile|\btel\b|address|street|zip ?code|postal|passport|recipient|consignee|receiver|user ?name|nick|"
    r"(?:buyer|customer|contact|sender|payer|owner)(?:[ _.\-]*(?:name|id))?$|(?:ship to|bill to)$|"
    r"(?:buyer|customer|contact|shipping|billing|first|last|full|sender|payer)[ _.\-]*(?:name|company|city|zip)",
    re.IGNORECASE,
)
_NO_PEOPLE = re.compile(
    r"(?:商品|宝贝|链接|图片|主图|视频|店铺|网页|网站|页面|落地页|文件|详情页?|下载|访问|跳转|直播间|笔记|作品|收货地址)(?:网址|地址$|链接)?.{0,2}(?:地址|链接)|网址|"
    r"数$|量$|率$|额$|金额|占比|人数|次数|时长|价$|费$|类型|状态|(?<!联系)(?<!联络)方式$|是否|uv|pv|rate|count|cost|price|amount|total|method|type|status|marketing|"
    r"(?:手机|电话)(?:端|访客|店铺|配件|淘宝|壳)",
    re.IGNORECASE,
)
_ENOUGH = 0.3  # of the filled cells look like a person's
_NAMES_ENOUGH = 0.6
_TAGGED = 5
_PLAIN = re.compile(r"[0-9.,\-+%/: ]*|[0-9A-Za-z_#\-]+")
_SHORT_WORDS = r"[\x{4e00}-\x{9fff}]{2,4}"


def people_columns(plan: Plan, rows: Sequence[Sequence[str | None]]) -> tuple[int, ...]:
    """Columns (from 1) from which nothing is read and that look like a person's: by their cells, and those that no layout
    of the format knows by their names too. Those that the format names itself are not among them."""
    new = set(unknown(plan))
    return tuple(
        place
        for place in unread(plan)
        if (place in new and _is_named_so(plan.header, place, _filled(rows, place))) or _looks_so(_filled(rows, place))
    )


def unknown(plan: Plan) -> tuple[int, ...]:
    """The columns (from 1) that no layout of the format knows and nothing is read from."""
    names = {name for one in layouts(plan.format.name) for name in one.names}
    return tuple(place for place in unread(plan) if normal(plan.header.label(place)) not in names)


def added(plan: Plan) -> tuple[str, ...]:
    """The headers of person columns that the format does not name."""
    names = {name for header in (*plan.format.people, *plan.format.buyers) for name in synonyms(header)}
    own = {place for name, place in plan.header.places.items() if name in names}
    return tuple(plan.header.label(place) or f"#{place}" for place in plan.people if place not in own)


def unread(plan: Plan) -> tuple[int, ...]:
    """The columns that only the archive keeps."""
    used = {value.place for value in plan.values} | set(plan.people)
    return tuple(place for place in range(1, plan.width + 1) if place not in used)


def _filled(rows: Sequence[Sequence[str | None]], place: int) -> list[str]:
    return [cell for row in rows if place <= len(row) and (cell := row[place - 1])]


def _is_named_so(header: Header, place: int, cells: Sequence[str]) -> bool:
    label = normal(header.label(place))
    return bool(_PEOPLE.search(label)) and not _NO_PEOPLE.search(label) and not _are_figures(label, cells)


def _looks_so(cells: Sequence[str]) -> bool:
    if not cells:
        return False
    if sum(is_person(cell) for cell in cells) >= _ENOUGH * len(cells):
        return True
    names = [cell for cell in cells if is_name(cell)]
    several = len(set(names)) > len(names) / 2
    return len(names) >= (_NAMES_ENOUGH if len(cells) > 2 else 1) * len(cells) and several


def _are_figures(label: str, cells: Sequence[str]) -> bool:
    """手机 as a share of visits, 电话 as a count of calls: short numbers are no person."""
    return "号" not in label and bool(cells) and all(re.fullmatch(r"-?[0-9.,]{1,7}%?", cell.strip()) for cell in cells)


@dataclass(frozen=True)
class Prose:
    """The columns of a plan to look at: texts and what is unread (`words`), and all other columns read (`others`, with the
    indexes of their values); `keys` feed key columns, in `held` the part that a pattern takes out must stay."""

    words: tuple[int, ...]
    others: Mapping[int, tuple[int, ...]]
    keys: frozenset[int]
    held: Mapping[int, tuple[str, ...]]


def prose(plan: Plan) -> Prose:
    """What to look at in a file with this plan. A shop's name is the user's own word."""
    shop = plan.values[plan.shop].place if plan.shop is not None else 0
    indexes: dict[int, list[int]] = {}
    for index, value in enumerate(plan.values):
        if value.type is not Type.BUYER and value.place not in plan.people and value.place != shop:
            indexes.setdefault(value.place, []).append(index)
    texts = [place for place, some in indexes.items() if any(_is_text(plan.values[index]) for index in some)]
    held = {place: tuple(plan.values[index].extract for index in some) for place, some in indexes.items()}
    return Prose(
        (*sorted(texts), *unread(plan)),
        {place: tuple(some) for place, some in indexes.items() if place not in texts},
        frozenset(_key_places(plan)),
        {place: found for place, told in held.items() if (found := tuple(filter(None, told)))},
    )


def _is_text(value: Value) -> bool:
    return value.type is Type.TEXT and not value.mapped and value.default is None


def _key_places(plan: Plan) -> Iterable[int]:
    for route in plan.routes:
        for name in route.table.key:
            for found in re.findall(r"\bv(\d+)\b", route.columns.get(name, "")):
                yield plan.values[int(found)].place


def tagging(key: bytes) -> Tag:
    """Short keyed words that tell two masked texts apart without telling what they were."""
    return lambda found: base64.b32encode(hmac.digest(key, f"mask\0{found}".encode(), "sha256"))[:_TAGGED].decode().lower()


# ---- large files: prose by its distinct cells, all else in SQL while `sift` reads it


def found_words(duck: duckdb.DuckDBPyConnection, seen: Seen, plan: Plan, manner: Manner, key: bytes) -> Masks:
    """The masks that the prose of a file needs, by place."""
    cells: dict[int, list[str]] = {}
    for place in prose(plan).words:
        cell = f"c{place}"
        test = f"(strlen({cell}) > 9 OR contains({cell}, '@')) AND regexp_matches({cell}, {literal(SUSPECT)})"
        told = duck.execute(f"SELECT DISTINCT {cell} FROM {seen.cells(place)} WHERE {test}").fetchall()
        cells |= {place: [one for (one,) in told]} if told else {}
    return masks(plan, manner, key, cells) if cells else {}


def other_test(place: int, indexes: Sequence[int], plan: Plan, odd: Container[int]) -> str:
    """SQL that is TRUE where a cell that is no prose may tell of a person, among those that no pattern reads; `was…` marks
    those that a reader has read."""
    cell = f"c{place}"
    unplain = " OR ".join(f"v{index} IS NULL{f' OR was{index}' if index in odd else ''}" for index in indexes)
    names = "" if any(plan.values[index].type in {Type.CODE, Type.ID} for index in indexes) else _SHORT_WORDS
    short = f" OR regexp_full_match({cell}, {literal(names)})" if names else ""
    return f"({cell} IS NOT NULL AND ({unplain}) AND (regexp_matches({cell}, {literal(SUSPECT)}){short}))"


def suspects(tests: Mapping[int, str]) -> str:
    """SQL of a row's suspicious cells with their places, NULL where there is none."""
    if not tests:
        return "CAST(NULL AS VARCHAR)"
    told = ", ".join(f"CASE WHEN {test} THEN '{place}:' || c{place} END" for place, test in tests.items())
    return f"CASE WHEN {' OR '.join(tests.values())} THEN concat_ws({literal(_SEPARATOR)}, {told}) END"


def found_in(duck: duckdb.DuckDBPyConnection, plan: Plan, manner: Manner, key: bytes) -> Masks:
    """The masks that the rows of `t` need beside those of its prose, by place; `t` tells its suspicious cells in `x`."""
    told = f"SELECT DISTINCT unnest(string_split(x, {literal(_SEPARATOR)})) FROM t WHERE x IS NOT NULL"
    cells: dict[int, list[str]] = {}
    for (one,) in duck.execute(told).fetchall():
        place, _, cell = one.partition(":")
        cells.setdefault(int(place), []).append(cell)
    return masks(plan, manner, key, cells) if cells else {}


# ---- small files: looked at in Python


def found_few(rows: Sequence[Sequence[str | None]], plan: Plan, manner: Manner, key: bytes) -> Masks:
    """The masks that these records need, by place."""
    looked = prose(plan)
    cells: dict[int, Iterable[str]] = {place: dict.fromkeys(_filled(rows, place)) for place in looked.words}
    for place in looked.others:
        cells[place] = [cell for cell in dict.fromkeys(_filled(rows, place)) if not _PLAIN.fullmatch(cell)]
    return masks(plan, manner, key, cells)


def masks(plan: Plan, manner: Manner, key: bytes, cells: Mapping[int, Iterable[str]]) -> Masks:
    """By place, what stands for each of its cells that tells of a person."""
    looked, tag = prose(plan), tagging(key)
    found: dict[int, dict[str, str]] = {}
    for place, some in cells.items():
        own_tag = tag if place in looked.keys else None
        values = [plan.values[index] for index in looked.others.get(place, ())]
        for cell in some:
            instead = _instead(cell, values, manner, own_tag, looked.held.get(place, ()))
            if instead != cell:
                found.setdefault(place, {})[cell] = instead
    return found


def _instead(cell: str, values: Sequence[Value], manner: Manner, tag: Tag | None, held: Sequence[str]) -> str:
    if values and all(value.type is not Type.CODE and _is_unreadable(cell, value, manner) for value in values):
        return stray(cell, tag)
    span = next((found.span(1) for one in held if (found := re.search(one, cell)) and found[1]), None)
    if span is None:
        return masked(cell, tag)
    return masked(cell[: span[0]], tag) + cell[span[0] : span[1]] + masked(cell[span[1] :], tag)


def _is_unreadable(cell: str, value: Value, manner: Manner) -> bool:
    try:
        cached_reader(value, manner)(cell)
    except Unreadable:
        return True
    return False


# ---- the file without them


def without(duck: duckdb.DuckDBPyConnection, cells: Cells, found: Masks) -> Cells:
    """The same records with every masked cell replaced."""
    for place, told in found.items():
        duck.execute(f"CREATE OR REPLACE TEMP TABLE {quoted(f'm{place}')} (cell VARCHAR, masked VARCHAR)")
        command = f"INSERT INTO {quoted(f'm{place}')} SELECT unnest($1::VARCHAR[]), unnest($2::VARCHAR[])"
        duck.execute(command, [list(told), list(told.values())])
    few = cells.few

    def select(after: int, width: int) -> str:
        names = [
            f"coalesce(m{place}.masked, o.c{place}) AS c{place}" if place in found else f"o.c{place}"
            for place in range(1, width + 1)
        ]
        joins = "".join(f" LEFT JOIN m{place} ON m{place}.cell = o.c{place}" for place in found if place <= width)
        return f"(SELECT {', '.join(names)} FROM {cells.select(after, width)} AS o{joins})"

    def masked_few(after: int) -> Sequence[Sequence[str | None]]:
        return [_row(row, found) for row in few(after)] if few is not None else []

    return replace(cells, select=select, few=masked_few if few is not None else None)


def _row(row: Sequence[str | None], found: Masks) -> list[str | None]:
    kept = list(row)
    for place, told in found.items():
        cell = kept[place - 1] if place <= len(kept) else None
        if cell is not None:
            kept[place - 1] = told.get(cell, cell)
    return kept
