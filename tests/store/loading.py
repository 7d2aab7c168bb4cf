"""A program that loads batches until it is killed, again and again; run by test_crash.

It forks, so that fifty lives cost one start. Each life takes up the workspace as the last one left it, says
`done <batch ids>` into a file after every load, and is killed at a random moment. After each death another
child looks at the workspace; what it finds wrong is printed.
"""

from __future__ import annotations

import os
import pickle
import random
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median

import deltalake.transaction  # noqa: F401  Imported before forking, as are the others, so that a life starts at once.
import duckdb
import filelock  # noqa: F401

from storehand.intake.batch import Batch
from storehand.store import delta, ledger, load
from storehand.store.facts import Facts, Store
from tests.store.making import NOW, Maker, at, order, workspace

TABLES = ("orders", "ad_day")
POOL = 160


def main(folder: Path, deaths: int, seed: int) -> int:
    """Kills `deaths` lives at moments that follow from `seed`; gives how many looks found something wrong."""
    chance, wrong, caught, load_seconds = random.Random(seed), 0, 0, [0.1]
    wrong += _wait(_forked(partial(_make_pool, folder)))
    for life in range(deaths):
        heard, says = os.pipe()
        child = _forked(partial(_load_for_ever, folder, life, says))
        os.read(heard, 1)
        for _ in range(chance.randint(0, 2)):
            began = time.monotonic()
            os.read(heard, 1)
            load_seconds.append(time.monotonic() - began)
        time.sleep(chance.uniform(0, median(load_seconds)))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(heard)
        os.close(says)
        caught += (folder / "facts" / load._NOTE).exists()
        wrong += _wait(_forked(partial(_look, folder, closely=life % 5 == 0)))
    wrong += _wait(_forked(partial(_look_in_the_end, folder, caught)))
    return wrong


def _wait(child: int) -> int:
    return os.waitpid(child, 0)[1] != 0


def _forked(work: Callable[[], None]) -> int:
    child = os.fork()
    if child:
        return child
    try:
        work()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _make_pool(folder: Path) -> None:
    chance, maker = random.Random(0), Maker(folder / "pool")
    pool = [_batch(maker, chance, str(number)) for number in range(POOL)]
    (folder / "pool.pickle").write_bytes(pickle.dumps(pool))


def _batch(maker: Maker, chance: random.Random, salt: str) -> Batch:
    known, day = at(chance.randint(1, 28), chance.randint(0, 23)), chance.randint(1, 28)
    placed = chance.choice([day, day, None])
    orders = [order(number, placed, chance.randint(1, 99)) for number in chance.sample(range(300), 8)]
    ads = [{"cut": "campaign", "day": date(2026, 11, day), "campaign": f"c{number}", "spend": number} for number in range(3)]
    return maker.batch({"orders": orders, "ad_day": ads}, known, covers=[date(2026, 11, day)], salt=salt)


def _load_for_ever(folder: Path, life: int, says: int) -> None:
    store, chance = Store.open(workspace(folder)), random.Random(life)
    pool: list[Batch] = pickle.loads((folder / "pool.pickle").read_bytes())
    loaded = {record.id for record in store.facts().batches}
    new = [batch for batch in pool if batch.id not in loaded]
    said = os.open(folder / "said", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(says, b".")
    while new:
        some, new = new[: (count := chance.randint(1, 2))], new[count:]
        store.commit([_staged(batch, folder / "stage") for batch in some], NOW)
        os.write(said, f"{' '.join(batch.id for batch in some)}\n".encode())
        os.write(says, b".")


def _staged(batch: Batch, stage: Path) -> Batch:
    stage.mkdir(exist_ok=True)
    return replace(batch, parts=tuple(replace(part, path=Path(shutil.copy(part.path, stage))) for part in batch.parts))


def _look(folder: Path, *, closely: bool) -> None:
    facts = Store.open(workspace(folder)).facts()
    said = set((folder / "said").read_text().split()) if (folder / "said").exists() else set()
    lost = said - {record.id for record in facts.batches}
    assert not lost, f"said done, but lost: {lost}"
    for table in TABLES:
        files = _named(facts, table)
        sql = f"SELECT batch, count(*) FROM read_parquet({files!r}) GROUP BY ALL"
        found = dict(duckdb.execute(sql).fetchall()) if files else {}
        assert found == {record.id: record.rows[table] for record in facts.batches}, f"torn batches in {table}"
    if closely:
        _compare(facts)


def _compare(facts: Facts) -> None:
    with facts.connect() as current, replace(facts, current=None).connect() as history:
        for table in TABLES:
            rows = f'SELECT batch, "row" FROM {table} ORDER BY ALL'
            told = [con.execute(rows).fetchall() for con in (current, history)]
            assert told[0] == told[1], f"the current form of {table} differs from history"


def _named(facts: Facts, table: str) -> list[str]:
    return sorted({str(facts.folder / file) for record in facts.batches for file in record.fed[table].files})


def _look_in_the_end(folder: Path, caught: int) -> None:
    """The next load cleans up: the Delta tables and the folders hold exactly what the ledger names."""
    store = Store.open(workspace(folder))
    store.commit([_batch(Maker(folder / "stage"), random.Random(-1), "end")], NOW)
    _look(folder, closely=True)
    facts = store.facts()
    for table in TABLES:
        lying = {str(path) for path in (facts.folder / table).glob("month=*/*")}
        assert {str(path) for path in delta.files(facts.folder / table)} == lying == set(_named(facts, table))
    loads = delta.newest(facts.folder / ledger.NAME) + 1
    print(f"{len(facts.batches)} batches, {loads} loads, {caught} deaths in the middle", flush=True)


if __name__ == "__main__":
    sys.exit(min(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])), 99))
