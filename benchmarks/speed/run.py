"""Speed on orders exports, against bare DuckDB (and any peer's command) on the same file in the same run.

python -m benchmarks.speed.run --orders 1000000 --runs 5
python -m benchmarks.speed.run --file orders.csv --peer "name=command {file} {out}"
python -m benchmarks.speed.run --small 5000
"""

from __future__ import annotations

import argparse
import shlex
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.speed import measure, orders

STOREHAND = [str(Path(sys.executable).with_name("storehand"))]
FLOOR = """
import duckdb, sys
duckdb.sql(f'''with o as (
  select cast(substr("Created at", 1, 10) as date) d, Total, "Refunded Amount" r, Email e from read_csv('{sys.argv[1]}'))
select d, count(*), sum(Total), sum(Total - r), count(distinct e), lag(sum(Total)) over (order by d)
from o group by d order by d''').fetchall()
"""
Step = tuple[str, Callable[[], measure.Cost]]


def main() -> None:
    asked = _arguments()
    with tempfile.TemporaryDirectory(dir=asked.scratch) as scratch:
        place = Path(scratch)
        if asked.small:
            _report(f"{asked.small:,} small files", _small(place, asked.small), asked.runs)
            return
        file = Path(asked.file) if asked.file else place / "orders.csv"
        if not asked.file:
            orders.write(asked.orders, file)
        _report(f"{file.name}: {file.stat().st_size / 1e6:.0f} MB", _steps(place, file, asked.peer), asked.runs)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--orders", type=int, default=100_000)
    parser.add_argument("--file", default="")
    parser.add_argument("--small", type=int, default=0)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--peer", action="append", default=[], metavar="NAME=COMMAND")
    parser.add_argument("--scratch", default=None)
    return parser.parse_args()


def _steps(place: Path, file: Path, peers: list[str]) -> list[Step]:
    workspace = place / "workspace"

    def load() -> measure.Cost:
        shutil.rmtree(workspace, ignore_errors=True)
        measure.run([*STOREHAND, "init", str(workspace), "--shop", "bench:shopify"])
        return measure.run([*STOREHAND, "-w", str(workspace), "load", str(file)])

    def brief() -> measure.Cost:
        return measure.run([*STOREHAND, "-w", str(workspace), "brief"])

    def both() -> measure.Cost:
        first, second = load(), brief()
        return measure.Cost(first.cpu + second.cpu, first.wall + second.wall, max(first.megabytes, second.megabytes))

    found: list[Step] = [
        ("bare DuckDB, daily table", lambda: measure.run([sys.executable, "-c", FLOOR, str(file)])),
        ("load", load),
        ("load + first brief (all outputs)", both),
        ("brief on loaded facts (all outputs)", brief),
    ]
    for peer in peers:
        name, _, command = peer.partition("=")
        words = [word.format(file=file, out=place / "peer") for word in shlex.split(command)]
        found.append((name, lambda words=words: measure.run(words)))  # type: ignore[misc]
    return found


def _small(place: Path, count: int) -> list[Step]:
    folder, workspace = place / "files", place / "workspace"
    folder.mkdir()
    orders.write(count * 20, place / "all.csv")
    header, *rows = (place / "all.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    for number in range(count):
        (folder / f"orders-{number:05d}.csv").write_text(header + "".join(rows[number * 20 : number * 20 + 20]), encoding="utf-8")

    def load() -> measure.Cost:
        shutil.rmtree(workspace, ignore_errors=True)
        measure.run([*STOREHAND, "init", str(workspace), "--shop", "bench:shopify"])
        return measure.run([*STOREHAND, "-w", str(workspace), "load", str(folder)])

    return [("load", load), ("brief", lambda: measure.run([*STOREHAND, "-w", str(workspace), "brief"]))]


def _report(title: str, steps: list[Step], runs: int) -> None:
    costs: dict[str, list[measure.Cost]] = {name: [] for name, _ in steps}
    for _ in range(runs):
        for name, step in steps:
            costs[name].append(step())
    print(f"{title}; medians of {runs}")
    print(f"{'':40s} {'CPU s':>8s} {'wall s':>8s} {'MB':>8s} {'x floor':>8s}")
    floor = measure.middle(next(iter(costs.values()))).cpu
    for name, measured in costs.items():
        cost = measure.middle(measured)
        print(f"{name:40s} {cost.cpu:8.2f} {cost.wall:8.2f} {cost.megabytes:8.0f} {cost.cpu / floor:8.1f}")


if __name__ == "__main__":
    main()
