"""What a reader of the figures must know about a file: the warnings of a batch."""

# ruff: noqa: S608 - names are quoted, values literal (sql.py); SQL of intake is written in this room only

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import duckdb

from storehand.intake import drift, identities, known, mask, scrub, spans
from storehand.intake.batch import Aside, Part, Warning_
from storehand.intake.drift import Drift
from storehand.intake.readers import normal
from storehand.intake.route import Plan
from storehand.intake.sift import Sifted
from storehand.intake.text import Cells
from storehand.tables import Type
from storehand.workspace import Shop

_DOMESTIC: Final = frozenset({"taobao", "tmall", "jd", "pdd", "douyin", "kuaishou", "xhs", "weixin", "1688"})
_SAMPLE: Final = 1000
_NAMED: Final = 5  # columns or parts, in a warning


@dataclass(frozen=True)
class Loaded:
    """All that is known of one batch when its warnings are written. `named` is the shop that the file names, `passed`
    the sheets and members that no format knows, `damaged` whether text is lost."""

    plan: Plan
    cells: Cells
    sifted: Sifted
    aside: Sequence[Aside]
    parts: Sequence[Part]
    shop: Shop
    named: str
    passed: Sequence[str]
    damaged: bool


def warnings(duck: duckdb.DuckDBPyConnection, loaded: Loaded) -> tuple[Warning_, ...]:
    """What a reader of the figures must know about the file."""
    plan, told = loaded.plan, list[Warning_]()
    if loaded.sifted.rows_in == 0:
        told.append(Warning_("no_rows"))
    if _is_resaved(duck, plan, loaded.cells) or any(one.reason == "id_scientific" for one in loaded.aside):
        told.append(Warning_("resaved"))
    if loaded.damaged:
        told.append(Warning_("damaged_text"))
    told += [
        Warning_("lenient", (("column", plan.header.label(place)), ("rows", str(rows)))) for place, rows in loaded.sifted.soft
    ]
    if plan.missing:
        told.append(Warning_("missing_columns", (("columns", "、".join(plan.missing)),)))
    told += _drifted(drift.noticed(plan.header, plan.format))
    if strangers := scrub.added(plan):
        told.append(_some("people_columns", "columns", strangers))
    if _assumes_currency(plan):
        told.append(Warning_("currency_assumed", (("currency", loaded.shop.currency),)))
    if loaded.named and normal(loaded.named) != normal(loaded.shop.name):
        told.append(Warning_("shop_named", (("named", loaded.named), ("shop", loaded.shop.name))))
    if loaded.passed:
        told.append(_some("parts_passed", "parts", loaded.passed))
    told += spans.mixed(duck, plan, loaded.parts)
    told += identities.broken(duck, plan, loaded.parts, _days(loaded.sifted))
    return tuple(Warning_(one.key, tuple((name, mask.masked(value)) for name, value in one.values)) for one in told)


def _days(sifted: Sifted) -> int:
    """How many days the rows span, by the table that spans most."""
    return max(((one.last - one.since).days + 1 for one in sifted.tallies if one.since and one.last), default=1)


def _some(key: str, of: str, names: Sequence[str]) -> Warning_:
    """A warning that names the first few of many."""
    return Warning_(key, ((of, "、".join(names[:_NAMED])), ("count", str(len(names)))))


def _drifted(seen: Drift) -> Iterator[Warning_]:
    """How the file's columns differ from those of the export that we know."""
    if seen.renamed:
        pairs = "、".join(f"{label} → {known}" for label, known in seen.renamed)
        yield Warning_("renamed_columns", (("columns", pairs),))
    if seen.gone:
        yield _some("gone_columns", "columns", seen.gone)
    if seen.new:
        yield _some("new_columns", "columns", seen.new)


def _assumes_currency(plan: Plan) -> bool:
    money = any(
        column.type is Type.MONEY for route in plan.routes for column in route.table.columns if column.name in route.columns
    )
    return money and not plan.states_currency and plan.format.platform not in _DOMESTIC | {"generic"}


def _is_resaved(duck: duckdb.DuckDBPyConnection, plan: Plan, cells: Cells) -> bool:
    ids = [value.cell for value in plan.values if value.type is Type.ID and value.place not in plan.people]
    dated = plan.format.read.seconds and not cells.typed
    times = [value.cell for value in plan.values if value.type is Type.TIME] if dated else []
    buyers = [f"c{place}" for place in plan.buyers]
    columns = list(dict.fromkeys([*ids[:2], *times[:1], *buyers]))
    if not columns:
        return False
    seen = _sample(duck, plan, cells, columns)
    if any(known.lost_to_powers(seen[one]) for one in buyers):
        return True
    return any(known.lost_digits(seen[one]) for one in ids[:2]) or any(known.lost_seconds(seen[one]) for one in times[:1])


def _sample(duck: duckdb.DuckDBPyConnection, plan: Plan, cells: Cells, columns: Sequence[str]) -> dict[str, list[str]]:
    """The filled ones of the first cells of some columns."""
    if cells.few is not None:
        rows = cells.few(plan.header.record)[:_SAMPLE]
        return {column: [cell for row in rows if (cell := row[int(column[1:]) - 1])] for column in columns}
    relation = cells.select(plan.header.record, plan.width)
    found = duck.execute(f"SELECT {', '.join(columns)} FROM {relation} LIMIT {_SAMPLE}").fetchall()
    return {column: [row[place] for row in found if row[place]] for place, column in enumerate(columns)}
