"""How each column of a draft is made from its header: units, words into codes, signs, conditions, and keys that no column has.

Everything that is more than a header taken over as it is carries a remark for the person who checks the draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final

from storehand.intake.learn_cells import Strip, Writing, fit
from storehand.intake.learn_guess import Guess, Taken, lacking, usable
from storehand.intake.learn_people import buyer_column
from storehand.intake.learn_words import Words, key
from storehand.intake.mask import is_name, is_person
from storehand.intake.readers import normal
from storehand.tables import Column, Kind, Table, Type
from storehand.wording import Text, say

MOST_WORDS: Final = 24  # of a column of codes that may stand in a draft
_LONGEST_WORD: Final = 24
_UNPAID: Final = frozenset({"unpaid"})
_SALE: Final = ("orders", "order_lines")
_NUMBERS: Final = (Type.MONEY, Type.INT, Type.FLOAT)
_SCALES: Final = (
    (re.compile(r"[(（\[【_/](?:单位[:：])?分[)）\]】]?$|\bcents?\b|_cents?$", re.IGNORECASE), _NUMBERS, "0.01"),
    (re.compile(r"micros?$", re.IGNORECASE), _NUMBERS, "0.000001"),
    (re.compile(r"[(（\[【](?:单位[:：])?千元?[)）\]】]"), _NUMBERS, "1000"),
    (re.compile(r"[(（\[【](?:单位[:：])?(?:万|万元|w)[)）\]】]", re.IGNORECASE), _NUMBERS, "10000"),
    (re.compile(r"[(（\[【](?:单位[:：])?(?:分钟|分|minutes?|min)[)）\]】]|_minutes?$", re.IGNORECASE), (Type.SECONDS,), "60"),
    (re.compile(r"[(（\[【](?:单位[:：])?(?:小时|时|hours?|h)[)）\]】]|_hours?$", re.IGNORECASE), (Type.SECONDS,), "3600"),
    (re.compile(r"[(（\[【](?:单位[:：])?(?:毫秒|ms)[)）\]】]|_ms$", re.IGNORECASE), (Type.SECONDS,), "0.001"),
)  # fmt: skip
_NUMBER: Final = re.compile(r"(?:号|编号|编码|ID|\bno\.?|number|#|№|n°)$", re.IGNORECASE)
_ID_SHAPES: Final = ("id", "code", "count")
_SHORTEST_ID: Final = 5
_TRIED: Final = 7  # columns of which keys are put together
_STAND_INS: Final = ("sku_id", "code", "item_id", "barcode", "sku", "item")


@dataclass(frozen=True)
class Filling:
    """A column of a draft: the headers that it is made from, `told` as in TOML, and what a person should check."""

    column: Column
    headers: tuple[str, ...]
    told: Any
    remarks: tuple[Text, ...] = ()


def fillings(found: Guess, rows: Sequence[Sequence[str]], writing: Writing, words: Words) -> tuple[Filling, ...]:
    """The columns of the draft in the contract's order."""
    if found.table is None:
        return ()
    made = {name: one for name, taken in found.taken.items() if (one := _plain(taken, words)) is not None}
    if found.buyer is not None and usable(found.buyer.header):
        column = found.table.column(buyer_column(found.table))
        made[column.name] = Filling(column, (found.buyer.header,), found.buyer.header, (say("learn.buyer"),))
    made |= _words_as_written(found.table, made)
    made |= _amounts(found, made, writing, words)
    made |= _paid(found.table, made)
    made |= _keys(found, made, rows)
    return tuple(made[column.name] for column in found.table.all_columns if column.name in made)


def _plain(taken: Taken, words: Words) -> Filling | None:
    """The column from its header, with the unit that header and cells tell. None for codes of which no word is known."""
    column, strip = taken.column, taken.strip
    if column.codes:
        return _coded(column, strip, words)
    options: dict[str, Any] = {}
    remarks: list[Text] = []
    if scale := _scale(strip.header, column.type):
        options["scale"] = float(scale) if "." in scale else int(scale)
        remarks.append(say("learn.scale", factor=scale))
    if taken.fit.unit:
        options["unit"] = taken.fit.unit
        remarks.append(say(f"learn.unit_{taken.fit.unit}"))
    if taken.fit.end:
        options["range"] = taken.fit.end
        remarks.append(say("learn.range"))
    told = {"header": strip.header, **options} if options else strip.header
    return Filling(column, (strip.header,), told, tuple(remarks))


def _scale(header: str, type: Type) -> str:
    return next((factor for shape, types, factor in _SCALES if type in types and shape.search(header.strip())), "")


def _coded(column: Column, strip: Strip, words: Words) -> Filling | None:
    """The words of a column of codes, each with the code that formats give it, else "other"."""
    seen = [cell for cell in strip.distinct if _is_word(cell)]
    if len(seen) > MOST_WORDS or len(seen) < len(strip.distinct):
        return None
    known = {word: code for word in seen if (code := _code(column, word, words))}
    if not known and (seen or "other" not in column.codes) and column.null and column.name != "status":
        return None
    strange = [word for word in seen if word not in known]
    mapped = known | {word: "other" for word in strange if "other" in column.codes}
    told: dict[str, Any] = {"header": strip.header, **({"default": "other"} if "other" in column.codes else {}), "map": mapped}
    remarks = [say("learn.codes", codes=", ".join(column.codes))]
    if strange:
        remarks.append(say("learn.strange_words", words="、".join(strange)))
    return Filling(column, (strip.header,), told, tuple(remarks))


def _is_word(cell: str) -> bool:
    return len(cell) <= _LONGEST_WORD and not is_person(cell) and not is_name(cell)


def _code(column: Column, word: str, words: Words) -> str:
    """The code that most formats give a word; a code is a word for itself."""
    if normal(word) in column.codes:
        return normal(word)
    told = [(count, code) for code, count in words.codes.get((column.name, normal(word)), {}).items() if code in column.codes]
    return max(told)[1] if told else ""


def _words_as_written(table: Table, made: Mapping[str, Filling]) -> dict[str, Filling]:
    """The platform's own words beside the codes made from them."""
    status, column = made.get("status"), next((one for one in table.columns if one.name == "status_text"), None)
    if status is None or column is None or "status_text" in made:
        return {}
    return {"status_text": Filling(column, status.headers, status.headers[0])}


# ---- money: what came in, what went out, what was paid


def _amounts(found: Guess, made: Mapping[str, Filling], writing: Writing, words: Words) -> dict[str, Filling]:
    """The amount of a bill: one column for what came in and one for what went out, or one with its direction beside it."""
    table = found.table
    if table is None or table.name != "bills":
        return {}
    amount, direction = made.get("amount"), made.get("direction")
    told = dict[str, Filling]()
    strips = [*found.unused, *(taken.strip for name, taken in found.taken.items() if name in {"amount", "refunded"})]
    if (two := _two_sided(table.column("amount"), strips, writing, words)) is not None:
        told["amount"] = two
    elif amount is not None and direction is not None and not _has_minus(found.taken["amount"].strip):
        out = [word for word, code in direction.told["map"].items() if code == "out"]
        turned = {"header": amount.headers[0], "negate": True, "when": [{"header": direction.headers[0], "in": out}]}
        if out:
            headers = (*amount.headers, *direction.headers)
            told["amount"] = Filling(amount.column, headers, {"first": [turned, amount.told]}, (say("learn.turned"),))
    elif amount is not None and direction is None and _has_minus(found.taken["amount"].strip):
        told["direction"] = _direction(table.column("direction"), amount.headers[0])
    elif amount is not None and direction is None:
        told["amount"] = Filling(amount.column, amount.headers, amount.told, (*amount.remarks, say("learn.sign")))
    return told


def _two_sided(column: Column, strips: Sequence[Strip], writing: Writing, words: Words) -> Filling | None:
    """The sum of what came in less what went out, where a header for each is there."""
    signs = {strip: words.parts.get((column.name, key(strip.header))) for strip in strips}
    read = {strip: max(told, key=lambda sign: told[sign]) for strip, told in signs.items() if told and usable(strip.header)}
    plus = next((strip for strip, sign in read.items() if sign > 0 and fit(strip, column.type, writing).share > 0.9), None)
    minus = next((strip for strip, sign in read.items() if sign < 0 and fit(strip, column.type, writing).share > 0.9), None)
    if plus is None or minus is None or _has_minus(plus):
        return None
    sign = "" if _has_minus(minus) else "-"
    return Filling(column, (plus.header, minus.header), {"sum": [plus.header, sign + minus.header]}, (say("learn.two_sided"),))


def _has_minus(strip: Strip) -> bool:
    return any(re.match(r"[^\w\s]?\s?[-\u2212(（]", cell) for cell in strip.distinct)


def _direction(column: Column, header: str) -> Filling:
    cases = [
        {"const": "in", "when": [{"header": header, "above": 0}]},
        {"const": "out", "when": [{"header": header, "below": 0}]},
    ]
    return Filling(column, (header,), {"first": cases}, (say("learn.by_sign"),))


def _paid(table: Table, made: Mapping[str, Filling]) -> dict[str, Filling]:
    """What was paid: only where a row tells that it was. Of a single amount that is the one, under that condition."""
    if table.name not in _SALE:
        return {}
    source = made.get("paid") or made.get("placed")
    if source is None:
        return {}
    when = _is_paid(made)
    if not when:
        return (
            {"paid": Filling(source.column, source.headers, source.told, (say("learn.paid_always"),))} if "paid" in made else {}
        )
    told = {**(source.told if isinstance(source.told, dict) else {"header": source.told}), "when": [when]}
    remark = say("learn.paid") if "paid" in made else say("learn.paid_from_placed", header=source.headers[0])
    headers = (*source.headers, str(when["header"]))
    return {"paid": Filling(table.column("paid"), tuple(dict.fromkeys(headers)), told, (*source.remarks, remark))}


def _is_paid(made: Mapping[str, Filling]) -> dict[str, Any]:
    """The condition under which a row is paid: its time of payment, else its status; empty where nothing tells."""
    if "paid_at" in made:
        return {"header": made["paid_at"].headers[0], "is": "filled"}
    status = made.get("status")
    unpaid = [word for word, code in status.told["map"].items() if code in _UNPAID] if status else []
    return {"header": status.headers[0], "not_in": unpaid} if status and unpaid else {}


# ---- keys


def _keys(found: Guess, made: Mapping[str, Filling], rows: Sequence[Sequence[str]]) -> dict[str, Filling]:
    """For each id that a row must have and no column is: another id that stands in for it, or several columns together."""
    told = dict[str, Filling]()
    if found.table is None:
        return told
    for column in lacking(found.table, found.taken, found.buyer):
        if column.type is Type.ID and column.name in found.table.key and column.name not in made:
            one = _numbered(found, column, rows) or _stand_in(found.table, column, made) or _joined(found, column, rows)
            if one is not None:
                told[column.name] = one
    return told


def _numbered(found: Guess, column: Column, rows: Sequence[Sequence[str]]) -> Filling | None:
    """An unused column of numbers or codes that stand once each, for the only id of a table: best one with a name like 流水号.
    Numbers as short as those of lines (1, 2, 3) are none, for they come again in the next file."""
    if not _is_only_key(found.table, column):
        return None
    strips = [strip for strip in found.unused if usable(strip.header) and strip.shape in _ID_SHAPES and _are_long(strip)]
    full = [strip for strip in strips if len(strip.cells) == len(rows) > 1 and _is_unique([strip], rows)]
    best = min(full, key=lambda strip: not _NUMBER.search(strip.header.strip()), default=None)
    return Filling(column, (best.header,), best.header, (say("learn.numbered"),)) if best else None


def _are_long(strip: Strip) -> bool:
    return all(len(cell) >= _SHORTEST_ID and any(sign.isdigit() for sign in cell) for cell in strip.distinct)


def _is_only_key(table: Table | None, column: Column) -> bool:
    """True for the one id that tells the rows of a keyed table apart."""
    return table is not None and table.kind is Kind.KEYED and tuple(name for name in table.key if name != "cut") == (column.name,)


def _stand_in(table: Table, column: Column, made: Mapping[str, Filling]) -> Filling | None:
    """Another name of the same thing: the merchant's code for a SKU or an item, the SKU for the item."""
    if column.name not in {"sku_id", "item_id", "code"} or (table.kind is Kind.KEYED and column.name == "item_id"):
        return None
    name = next((name for name in _STAND_INS if name != column.name and name in made and isinstance(made[name].told, str)), None)
    return (
        Filling(column, made[name].headers, made[name].told, (say("learn.stand_in", header=made[name].told),)) if name else None
    )


def _joined(found: Guess, column: Column, rows: Sequence[Sequence[str]]) -> Filling | None:
    """The fewest columns whose cells together stand on one row only, an id or a time first, no time alone; of an order's
    lines also their number within it."""
    if not _is_only_key(found.table, column):
        return None
    telling = [taken for taken in sorted(found.taken.values(), key=_telling) if taken.column.type in _TELLING][:_TRIED]
    strips = [taken.strip for taken in telling]
    firm = [taken.strip for taken in telling if taken.column.type in {Type.ID, Type.TIME} and len(taken.strip.cells) == len(rows)]
    alone = [taken.strip for taken in telling if taken.column.type is Type.ID]
    some = (
        combo
        for size in (1, 2, 3)
        for combo in combinations(strips, size)
        if combo[0] in firm and (size > 1 or combo[0] in alone)
    )
    best = next((combo for combo in some if len(rows) > 1 and _is_unique(combo, rows)), None)
    if best is not None:
        headers = tuple(strip.header for strip in best)
        return Filling(column, headers, {"join": list(headers)}, (say("learn.joined", headers="、".join(headers)),))
    order = found.taken.get("order_id")
    if order is None or column.name != "line_id":
        return None
    header = order.strip.header
    return Filling(column, (header,), {"join": [header, "#"]}, (say("learn.ordinal", header=header),))


_TELLING: Final = (Type.ID, Type.TIME, Type.DAY, Type.TEXT, Type.CODE, Type.MONEY)


def _telling(taken: Taken) -> int:
    return _TELLING.index(taken.column.type) if taken.column.type in _TELLING else len(_TELLING)


def _is_unique(combo: Sequence[Strip], rows: Sequence[Sequence[str]]) -> bool:
    seen = [tuple(row[strip.place - 1] if strip.place <= len(row) else "" for strip in combo) for row in rows]
    return len(set(seen)) == len(seen)


def notes(fillings: Sequence[Filling]) -> Iterator[tuple[Filling, Text]]:
    """Everything that a person should check, with its column."""
    for one in fillings:
        yield from ((one, remark) for remark in one.remarks)
