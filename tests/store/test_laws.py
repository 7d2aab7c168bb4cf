"""Laws of facts, on 200 random cases: whatever order files come in, the same facts; and time travel by what was known.

A made-up world of two shops changes for three weeks. Exports are taken of it in the ways that people take
them: everything, a range of days, only paid orders, what changed in the last seven days, both shops in one
file, a copy without creation times, ad reports that overlap. Each case loads some of them in a random
order, in several loads, some files twice. What must come out is told by plain Python.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from storehand.intake.batch import Batch
from storehand.store.facts import Facts, Store
from tests.store.making import NOW, SHOPS, Maker, Row, at, days, workspace

CASES, CHUNKS = 200, 8
SHOP, OTHER = (shop.name for shop in SHOPS)
Answer = tuple[list[tuple[object, ...]], list[tuple[object, ...]]]


@dataclass(frozen=True)
class Export:
    """A staged batch and the rows that it holds, for plain Python."""

    batch: Batch
    orders: tuple[Row, ...]
    ads: tuple[Row, ...]


# ---- a world and its exports


def _order(chance: random.Random, number: int) -> Callable[[datetime], Row | None]:
    """An order's life: what an export of a moment says of it, or None before it is placed."""
    placed = at(chance.randint(1, 20), chance.randint(0, 23))
    steps = [(placed, "unpaid")]
    for status in ("paid", "shipped", "done")[: chance.randint(0, 3)]:
        steps.append((steps[-1][0] + timedelta(hours=chance.randint(1, 90)), status))
    shop, amount = chance.choice([SHOP, OTHER]), chance.randint(1, 500)

    def said_at(moment: datetime) -> Row | None:
        past = [step for step in steps if step[0] <= moment]
        if not past:
            return None
        changed, status = past[-1]
        paid = None if status == "unpaid" else amount
        return {
            "shop": shop, "order_id": f"o{number}", "status": status, "paid": paid,
            "created_day": placed.date(), "done_at": changed,
        }  # fmt: skip

    return said_at


def _order_exports(chance: random.Random, maker: Maker, number: int) -> Export:
    world = [_order(random.Random(one), one) for one in range(12)]
    moment = at(chance.randint(2, 24), chance.randint(0, 23))
    rows = [row for life in world if (row := life(moment))]
    wanted = _KINDS[chance.choice(list(_KINDS))]
    kept = [row for row in rows if wanted(row, moment)]
    shop = chance.choice([SHOP, OTHER, None])
    kept = [row for row in kept if shop in (None, row["shop"])]
    if chance.random() < 0.2:
        kept = [{**row, "created_day": None} for row in kept]
    chance.shuffle(kept)
    told = tuple({**row, "done_at": None} for row in kept)
    return Export(maker.batch({"orders": told}, moment, covers=[moment.date()], shop=shop or SHOP, salt=str(number)), told, ())


_KINDS: dict[str, Callable[[Row, datetime], bool]] = {
    "everything": lambda _, __: True,
    "only paid": lambda row, _: row["status"] == "paid",
    "last seven days changed": lambda row, moment: row["done_at"] >= moment - timedelta(days=7),  # type: ignore[operator]
    "first half": lambda row, _: row["created_day"] <= date(2026, 11, 10),  # type: ignore[operator]
}


def _ad_export(chance: random.Random, maker: Maker, number: int) -> Export:
    moment = at(chance.randint(8, 24), chance.randint(0, 23))
    first = chance.randint(1, 5)
    covered = days(date(2026, 11, first), date(2026, 11, chance.randint(first, 7)))
    cuts = chance.choice([["campaign"], ["account"], ["campaign", "account"]])
    rows = tuple(
        {
            "shop": chance.choice([SHOP, SHOP, OTHER]),
            "cut": cut,
            "day": day,
            "campaign": f"c{one}",
            "spend": chance.randint(1, 99),
        }
        for cut in cuts
        for day in covered
        for one in range(chance.randint(0, 2))
    )
    stands = covered if chance.random() < 0.8 else ()
    return Export(maker.batch({"ad_day": rows}, moment, covers=stands, salt=str(number)), (), rows)


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> list[Export]:
    chance, maker = random.Random(20261122), Maker(tmp_path_factory.mktemp("pool"))
    orders = [_order_exports(chance, maker, number) for number in range(28)]
    return orders + [_ad_export(chance, maker, number) for number in range(14)]


# ---- what must come out, in plain Python


def _expected(exports: Iterable[Export], until: datetime = datetime.max) -> Answer:
    known = [export for export in exports if export.batch.known_at <= until]
    return _newest_orders(known), _held_days(known)


def _newest_orders(exports: Sequence[Export]) -> list[tuple[object, ...]]:
    best: dict[tuple[object, object], tuple[tuple[datetime, str, int], Row]] = {}
    for export in exports:
        for line, row in enumerate(export.orders, 1):
            rank, key = (export.batch.known_at, export.batch.id, line), (row["shop"], row["order_id"])
            if key not in best or best[key][0] < rank:
                best[key] = (rank, row)
    return sorted((shop, order, str(row["status"]), row["paid"] or -1) for (shop, order), (_, row) in best.items())


def _held_days(exports: Sequence[Export]) -> list[tuple[object, ...]]:
    claims: dict[tuple[object, object, object], list[tuple[bool, datetime, str, Export]]] = {}
    for export in exports:
        pairs = {(row["shop"], row["cut"]) for row in export.ads}
        whole = {(*pair, day) for pair in pairs for day in export.batch.days}
        for triple in whole | {(row["shop"], row["cut"], row["day"]) for row in export.ads}:
            rank = (triple in whole, export.batch.known_at, export.batch.id, export)
            claims.setdefault(triple, []).append(rank)
    held = {triple: max(ranks, key=lambda rank: rank[:3])[3] for triple, ranks in claims.items()}
    return sorted(
        (*triple, row["campaign"], row["spend"])
        for triple, export in held.items()
        for row in export.ads
        if (row["shop"], row["cut"], row["day"]) == triple
    )


def _found(facts: Facts) -> Answer:
    with facts.connect(threads=1) as con:
        orders = con.execute("SELECT shop, order_id, status, coalesce(paid, -1)::INT FROM orders ORDER BY ALL").fetchall()
        ads = con.execute("SELECT shop, cut, day, campaign, spend::INT FROM ad_day").fetchall()
    return sorted(tuple(row) for row in orders), sorted(tuple(row) for row in ads)


# ---- the laws


@pytest.fixture
def unsettled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves out waiting for the disk: these laws are not about power cuts."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.mark.usefixtures("unsettled")
@pytest.mark.parametrize("chunk", [0, *(pytest.param(chunk, marks=pytest.mark.slow) for chunk in range(1, CHUNKS))])
def test_any_order_repeat_overlap_or_filter_gives_the_same_facts(exports: list[Export], tmp_path: Path, chunk: int) -> None:
    for case in range(chunk * CASES // CHUNKS, (chunk + 1) * CASES // CHUNKS):
        chance = random.Random(case)
        chosen = chance.sample(exports, chance.randint(2, 8))
        store = _loaded(tmp_path / str(case), chosen, chance)
        assert _found(store.facts()) == _expected(chosen), f"case {case}"
        if case % 4 == 0:
            moment = at(chance.randint(1, 25), chance.randint(0, 23))
            assert _found(store.facts(moment)) == _expected(chosen, moment), f"case {case} as of {moment}"
        assert {record.id for record in store.facts().batches} == {export.batch.id for export in chosen}


def _loaded(folder: Path, chosen: Sequence[Export], chance: random.Random) -> Store:
    """A store that took the exports in a random order, in one or two loads, with repeats."""
    folder.mkdir()
    store = Store.open(workspace(folder))
    order = [*chosen, *chance.sample(chosen, chance.randint(0, 2))]
    chance.shuffle(order)
    for load in range(loads := chance.randint(1, 2)):
        store.commit([_staged(export.batch, folder / f"stage{load}") for export in order[load::loads]], NOW)
    return store


def _staged(batch: Batch, stage: Path) -> Batch:
    stage.mkdir(exist_ok=True)
    return replace(batch, parts=tuple(replace(part, path=Path(shutil.copy(part.path, stage))) for part in batch.parts))


def test_the_pool_has_what_the_law_is_about(exports: list[Export]) -> None:
    orders = [export for export in exports if export.orders]
    months = {part.month for export in exports for part in export.batch.parts}
    versions = {(row["shop"], row["order_id"], row["status"]) for export in orders for row in export.orders}
    assert months == {"2026-11", "none"}
    assert len(versions) > len({version[:2] for version in versions}), "some order changes between exports"
    assert any(len({row["shop"] for row in export.orders}) == 2 for export in orders)
    assert any(not export.batch.days for export in exports if export.ads)
