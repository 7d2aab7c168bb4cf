"""Metrics to SQL: the only place with analytic expressions.

A *block* is all sources on one table and one of its day columns. Ibis compiles a block once into `Pieces`:
the expression of every source, of every dimension, and the rows that they stand on. `select` puts pieces
together for one question: many sources x group columns x days in one pass over the table. Pieces are kept
on disk (`pieces.py`), so that a normal run never imports Ibis: see docs/decisions/0009-compiled-queries.md.

Expressions stay in the subset that DuckDB and Spark answer alike: `cast` and `nullif` in divisions, no
as-of join, no approximate counts, union and conditional sums only.
"""
# ruff: noqa: S608  # names come from the contracts, values through literal()

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from storehand.metrics.catalog import COST_KEYS, measures
from storehand.metrics.metric import Costed, Count, Distinct, Given, Source, Sum
from storehand.tables import SQL_TYPES, TABLES, Column, Type

DIALECT: Final = "duckdb"
_GROUPS: Final = (Type.ID, Type.TEXT, Type.CODE, Type.BUYER, Type.BOOL, Type.INT, Type.DAY, Type.TIME)
_IBIS: Final = {"VARCHAR": "string", "BIGINT": "int64", "DECIMAL(18,4)": "decimal(18,4)", "DOUBLE": "float64",
                "TIMESTAMP": "timestamp", "DATE": "date", "BOOLEAN": "boolean"}  # fmt: skip
_ALWAYS: Final = "0001-01-01"
PARTS: Final = 10_000  # of a money column: DECIMAL(18,4)
Period = tuple[date, date]


@dataclass(frozen=True)
class Block:
    """Sources that one pass over one table answers: the same table, day column and join."""

    table: str
    day: str
    costed: bool = False


@dataclass(frozen=True)
class Pieces:
    """A block's SQL in parts. `dims`: column to group expression ("" where a cell is empty).

    By source: `values` its aggregate; `rows` the count of rows behind it; `fits` the count of rows that its
    own conditions let through; `minus` the count of rows that state what is taken away. `source`: FROM with
    slots for the period; `before`: what stands before SELECT (WITH …).
    """

    dims: Mapping[str, str]
    values: Mapping[Source, str]
    rows: Mapping[Source, str]
    fits: Mapping[Source, str]
    minus: Mapping[Source, str]
    source: str
    before: str = ""


def block_of(source: Source) -> Block:
    """The block that a source belongs to."""
    return Block(source.table, source.day, isinstance(source, Costed))


def literal(value: object) -> str:
    """A value as SQL text. Everything that comes from a person or a file passes here."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | Decimal):
        return str(value)
    return "'" + str(value).replace("'", "''") + "'"


def select(pieces: Pieces, keys: Sequence[str], values: Mapping[str, str], period: Period, where: Iterable[str]) -> str:
    """One question: `values` (name to expression of this block) per `keys`, from `period`'s first day to before its last."""
    shown = [f'{pieces.dims[key]} AS "{key}"' for key in keys] + [f'{text} AS "{name}"' for name, text in values.items()]
    lines = [pieces.before] if pieces.before else []
    lines += ["SELECT", "  " + ",\n  ".join(shown)]
    lines.append(pieces.source.replace("'@@since@@'", literal(period[0])).replace("'@@until@@'", literal(period[1])))
    if conditions := "\n  AND ".join(where):
        lines.append(f"WHERE {conditions}")
    if keys:
        lines.append("GROUP BY " + ", ".join(str(place) for place in range(1, len(keys) + 1)))
    return "\n".join(lines)


def equal(pieces: Pieces, column: str, value: object) -> str:
    """The condition that `column` holds `value` ("" = empty)."""
    return f"{pieces.dims[column]} = {literal(value)}"


def any_of(pieces: Pieces, column: str, values: Iterable[object]) -> str:
    """The condition that `column` holds one of the values."""
    return f"{pieces.dims[column]} IN ({', '.join(literal(value) for value in values)})"


def slices(pieces: Pieces, chosen: Iterable[tuple[str, str]]) -> str:
    """The condition that a row belongs to one of these (shop, cut)."""
    pairs = [f"{equal(pieces, 'shop', shop)} AND {equal(pieces, 'cut', cut)}" for shop, cut in chosen]
    return pairs[0] if len(pairs) == 1 else "(" + " OR ".join(f"({pair})" for pair in pairs) + ")"


def in_parts(money: str) -> str:
    """An amount as a whole number of its smallest parts (`PARTS`): an engine hands those over twice as fast as decimals."""
    return f"CAST({money} * {PARTS} AS HUGEINT)"


def or_zero(value: str) -> str:
    """An aggregate that is 0 where there is no row."""
    return f"COALESCE({value}, 0)"


def plus(parts: Sequence[str]) -> str:
    """The sum of one-cell questions."""
    return parts[0] if len(parts) == 1 else "SELECT " + "\n+ ".join(f"({part})" for part in parts) + ' AS "value"'


def less(of: str, taken: str) -> str:
    """One one-cell question less another."""
    return f'SELECT ({of})\n- ({taken}) AS "value"'


def over(above: str, below: str) -> str:
    """One one-cell question over another; NULL where the lower is 0."""
    return f'SELECT CAST(({above}) AS DOUBLE)\n/ NULLIF(CAST(({below}) AS DOUBLE), 0) AS "value"'


def plain_rows(table: str, columns: Sequence[str], day: str, period: Period, where: Mapping[str, Iterable[object]]) -> str:
    """Single rows of a table, by day and by place in their file. `where`: column to the values that it may hold ("" = empty)."""
    shown = ", ".join(f'"{column}"' for column in columns)
    conditions = [f'"{day}" >= DATE {literal(period[0])}', f'"{day}" < DATE {literal(period[1])}']
    for column, values in where.items():
        conditions.append(f"COALESCE(CAST(\"{column}\" AS VARCHAR), '') IN ({', '.join(literal(value) for value in values)})")
    return f'SELECT {shown} FROM "{table}" WHERE {" AND ".join(conditions)} ORDER BY "{day}", "batch", "row"'


def compile_block(block: Block, sources: Sequence[Source], dialect: str = DIALECT) -> Pieces:
    """A block's pieces, by Ibis. Costs 1–2 seconds the first time in a process: call it through `pieces.py`."""
    import ibis
    import sqlglot

    rows = _rows_of(block, sources)
    dims = {column.name: _group(rows[column.name], column.null) for column in _columns(block.table) if column.type in _GROUPS}
    dims["day"] = rows[block.day]
    asked = {
        f"{kind}{place}": expression
        for kind, make in (("value", _value), ("rows", _behind), ("fits", _fits), ("minus", _minus))
        for place, source in enumerate(sources)
        if (expression := make(rows, source)) is not None
    }
    query = rows.group_by(**{f"dim_{name}": expression for name, expression in dims.items()}).aggregate(**asked)
    tree: Any = sqlglot.parse_one(ibis.to_sql(query, dialect=dialect), read=dialect)
    texts: dict[str, str] = {shown.alias: shown.this.sql(dialect) for shown in tree.expressions}
    values, behind, fits, minus = (
        {source: texts[f"{kind}{place}"] for place, source in enumerate(sources) if f"{kind}{place}" in texts}
        for kind in ("value", "rows", "fits", "minus")
    )
    before = tree.args.get("with_")
    found = {name: texts[f"dim_{name}"] for name in dims}
    return Pieces(found, values, behind, fits, minus, tree.args["from_"].sql(dialect), before.sql(dialect) if before else "")


def _columns(table: str) -> tuple[Column, ...]:
    return TABLES[table].all_columns


def _rows_of(block: Block, sources: Sequence[Source]) -> Any:
    """The block's rows in the period; where it is costed, with the unit costs valid on their day."""
    import ibis

    table = _unbound(block.table)
    since, until = (ibis.literal(f"@@{slot}@@").cast("date") for slot in ("since", "until"))
    rows = table.filter(table[block.day] >= since, table[block.day] < until)
    times = {"unit_cost"} | {source.times for source in sources if isinstance(source, Costed) and source.times}
    return _with_costs(rows, block, sorted(times)) if block.costed else rows


def _unbound(name: str) -> Any:
    import ibis

    schema = {column.name: _IBIS[SQL_TYPES[column.type]] for column in _columns(name)}
    return ibis.table(schema, name=name)


def _group(column: Any, null: bool) -> Any:
    text = column if column.type().is_string() else column.cast("string")
    return text.fill_null("") if null else text


def _condition(rows: Any, source: Source) -> Any:
    """The source's own fixed conditions, or None. An unset flag counts as false; `a|b` is either, "" is unset."""
    found = None
    for name, wanted in source.where:
        column = rows[name]
        fits = column.fill_null(False) == (wanted == "true") if column.type().is_boolean() else _is(column, wanted)
        found = fits if found is None else found & fits
    return found


def _is(column: Any, wanted: str) -> Any:
    if not wanted:
        return column.isnull()
    either = wanted.split("|")
    text = column if column.type().is_string() else column.cast("string")
    return text.isin(either) if len(either) > 1 else text == wanted


def _both(one: Any, other: Any) -> Any:
    return one if other is None else one & other


def _value(rows: Any, source: Source) -> Any:
    import ibis

    where = _condition(rows, source)
    if isinstance(source, Count):
        return rows.count(where=where)
    column = rows[source.column]
    if isinstance(source, Distinct):
        return ibis.cases((rows.count(where=where) == column.count(where=where), column.nunique(where=where)))
    if isinstance(source, Given):
        return ibis.cases((rows.count(where=where) == 1, column.max(where=where)))
    if isinstance(source, Costed):
        return _costed(rows, source, where)
    if isinstance(source, Sum) and source.minus:
        column = column - rows[source.minus].fill_null(ibis.literal(0).cast(rows[source.minus].type()))
    return column.sum(where=where)


def _behind(rows: Any, source: Source) -> Any:
    where = _condition(rows, source)
    columns = measures(source)[:1]
    return rows.count(where=_both(rows[columns[0]].notnull(), where) if columns else where)


def _fits(rows: Any, source: Source) -> Any:
    return rows.count(where=_condition(rows, source)) if source.where else None


def _minus(rows: Any, source: Source) -> Any:
    minus = getattr(source, "minus", "")
    return rows[minus].count(where=_condition(rows, source)) if minus else None


def _costed(rows: Any, source: Costed, where: Any) -> Any:
    import ibis

    column = rows[source.column]
    if not source.times:
        return column.sum(where=_both(rows["cost_unit_cost"].notnull(), where))
    cost = rows[f"cost_{source.times}"]
    lacking = rows.count(where=_both(column.notnull() & (column != 0) & cost.isnull(), where))
    return ibis.cases((lacking == 0, (column * cost).sum(where=where)))


def _with_costs(rows: Any, block: Block, names: Sequence[str]) -> Any:
    """Left joins to `costs` by SKU, merchant code and item id; the first that knows a cost gives it."""
    import ibis

    costs = _valid_costs(names)
    keys = [key for key in COST_KEYS if key in rows.columns]
    for key in keys:
        own = costs.rename({f"{key}_{name}": name for name in costs.columns})
        day = rows[block.day]
        rows = rows.left_join(
            own,
            [
                rows["shop"] == own[f"{key}_shop"],
                rows[key] == own[f"{key}_code"],
                day >= own[f"{key}_valid_since"],
                day < own[f"{key}_valid_until"],
            ],
        )
    found = {f"cost_{name}": ibis.coalesce(*(rows[f"{key}_{name}"] for key in keys)) for name in names}
    return rows.mutate(**found)


def _valid_costs(names: Sequence[str]) -> Any:
    """Costs with the days on which they hold: until the next one of the same code."""
    import ibis

    costs = _unbound("costs").filter(lambda t: t.unit_cost.notnull())
    costs = costs.mutate(valid_since=costs.since_day.fill_null(ibis.literal(_ALWAYS).cast("date")))
    after = costs.valid_since.lead().over(group_by=[costs.shop, costs.code], order_by=costs.valid_since)
    costs = costs.mutate(valid_until=after.fill_null(ibis.literal("9999-12-31").cast("date")))
    return costs.select("shop", "code", "valid_since", "valid_until", *names)
