"""Speed of reading alone, against the bare libraries on the same content in the same run: a workbook and a large CSV in GB18030.

python -m benchmarks.speed.reading --runs 3

All of it is made up (`exports`). Seconds are taken inside each process, around the reading, so that starting Python counts on
neither side; memory is the peak over the process tree. What the rows mean:

bare fastexcel     load_sheet with all cells as text, and its Arrow batch: no table, no types
bare DuckDB        read_csv with all 30 types given, into a table, on the same content in UTF-8
reading + typing   ours, from the file as it lies to the table of typed rows with a verdict on each; with it go the hash, the look
                   at bytes and format, the pseudonyms of buyers and the search for people in prose
… without people   the same less the pseudonyms and that search, which no bare library does
staged batch       ours through the pool, in a child: Parquet by month, the archive's copy, all checks; before the commit
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.speed import exports, measure

_SHOP = ("木棉旗舰店", "taobao", "Asia/Shanghai", "CNY")
_NOW = datetime(2026, 11, 22, 2, 0)
_PEOPLE = (("people", "keep_pseudonyms"), ("read", "_seen"), ("scrub", "found_words"), ("scrub", "found_in"))


def main() -> None:
    asked = _arguments()
    if asked.step:
        print(json.dumps(_STEPS[asked.step](Path(asked.file))))
        return
    with tempfile.TemporaryDirectory(dir=asked.scratch) as scratch:
        book, text, plain = _made(Path(asked.files or scratch), asked.book, asked.text)
        _report(book, asked.book, [("fastexcel", book), ("arrow", book), ("typed", book), ("staged", book)], asked.runs)
        _report(text, asked.text, [("duckdb", plain), ("typed", text), ("staged", text)], asked.runs)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--book", type=int, default=100_000, help="rows of the workbook")
    parser.add_argument("--text", type=int, default=1_000_000, help="rows of the CSV")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--files", default="", help="a folder in which the files are kept for the next time")
    parser.add_argument("--scratch", default=None)
    parser.add_argument("--step", default="", help=argparse.SUPPRESS)
    parser.add_argument("--file", default="", help=argparse.SUPPRESS)
    return parser.parse_args()


def _made(folder: Path, book: int, text: int) -> tuple[Path, Path, Path]:
    """The workbook, the CSV in GB18030 and the same in UTF-8."""
    named = folder / str(book) / "ExportOrderList202611220101.xlsx", folder / str(text) / "ExportOrderList202611220100.csv"
    for count, path in zip((book, text), named, strict=True):
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            exports.write(count, path)
    plain = named[1].with_suffix(".utf8")
    if not plain.exists():
        exports.write_csv(text, plain, "utf-8")
    return *named, plain


# ---- the steps, each in a process of its own


@contextmanager
def _clocked(told: dict[str, float]) -> Iterator[None]:
    """CPU seconds of this process and its ended children, and wall seconds."""
    cpu, wall = _cpu(), time.perf_counter()
    yield
    told["cpu"], told["wall"] = told.get("cpu", 0) + _cpu() - cpu, told.get("wall", 0) + time.perf_counter() - wall


def _cpu() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _fastexcel(path: Path, *, arrow: bool = False) -> dict[str, float]:
    import fastexcel

    told: dict[str, float] = {}
    with _clocked(told):
        sheet = fastexcel.read_excel(path).load_sheet(0, header_row=None, dtypes="string")
        batch = sheet.__arrow_c_array__() if arrow else None
    return told | {"rows": float(sheet.height if batch or not arrow else 0) - 1}


def _duckdb(path: Path) -> dict[str, float]:
    import duckdb

    types = ", ".join(f"'c{place}': '{kind}'" for place, kind in enumerate(exports.TYPES.values(), 1))
    told: dict[str, float] = {}
    with _clocked(told), duckdb.connect() as duck:
        duck.execute(
            f"CREATE TABLE t AS FROM read_csv('{path}', header = true, auto_detect = false, delim = ',', columns = {{{types}}})"
        )
        found = duck.execute("SELECT count(*) FROM t").fetchone()
    return told | {"rows": found[0] if found else 0}


class _Enough(Exception):  # noqa: N818 - not an error: the rows are typed
    pass


def _typed(path: Path) -> dict[str, float]:
    """Ours up to the typed rows: what comes after them is left out, and what protects people is timed for itself."""
    from storehand.intake import guard, read, sift, text
    from storehand.intake.formats import load_formats
    from storehand.workspace import Shop, Workspace

    told: dict[str, float] = {}
    people: dict[str, float] = {}
    rows: list[int] = []

    def enough(duck: Any, *_: object) -> None:
        rows.append(duck.execute("SELECT count(*) FROM t WHERE why = 0").fetchone()[0])
        raise _Enough

    for module, name in _PEOPLE:
        owner = __import__(f"storehand.intake.{module}", fromlist=[module])
        setattr(owner, name, _timed(getattr(owner, name), people))
    read._raw, sift.settle = (lambda *_: path), enough  # type: ignore[assignment]
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        shop = Shop(*_SHOP)
        load = read.Load(Workspace(Path(folder), (shop,)), load_formats(), b"k" * 32, Path(folder), _NOW, guard.Limits(), 2)
        with _clocked(told):
            guard.check(path, load.limits)
            with suppress(_Enough):
                read.read_seen(read.Request(path, shop, None, None), load, text.look(path))
    return told | {"rows": rows[0], "people_cpu": people.get("cpu", 0.0), "people_wall": people.get("wall", 0.0)}


def _timed(function: Callable[..., Any], told: dict[str, float]) -> Callable[..., Any]:
    def timed(*args: Any) -> Any:
        with _clocked(told):
            return function(*args)

    return timed


def _staged(path: Path) -> dict[str, float]:
    from storehand.intake.pool import read_all
    from storehand.intake.read import Request
    from storehand.workspace import Shop, Workspace

    shop, told = Shop(*_SHOP), dict[str, float]()
    folder = Path(tempfile.mkdtemp(dir=path.parent))
    try:
        workspace = Workspace(folder, (shop,))
        with _clocked(told):
            (read,) = read_all(
                [Request(path, shop, None, None)], workspace=workspace, key=b"k" * 32, stage=folder, now=_NOW, loaded=frozenset()
            )
        if read.error is not None:
            raise read.error
    finally:
        shutil.rmtree(folder)
    return told | {"rows": sum(batch.rows_kept for batch in read.batches)}


_STEPS: dict[str, Callable[[Path], dict[str, float]]] = {
    "fastexcel": _fastexcel,
    "arrow": lambda path: _fastexcel(path, arrow=True),
    "duckdb": _duckdb,
    "typed": _typed,
    "staged": _staged,
}
_TITLES = {
    "fastexcel": "bare fastexcel, cells as text",
    "arrow": "bare fastexcel, Arrow batch",
    "duckdb": "bare DuckDB, all types given",
    "typed": "reading + typing",
    "people": "… without people",
    "staged": "staged batch, in a child",
}


# ---- what is told of them


def _report(file: Path, rows: int, steps: list[tuple[str, Path]], runs: int) -> None:
    """Each step once in every run, in turn, so that a busy machine is as busy for all of them."""
    costs: dict[str, list[measure.Cost]] = {}
    for _ in range(runs):
        for name, path in steps:
            cost, told = _run(name, path, rows)
            costs.setdefault(name, []).append(cost)
            if "people_cpu" in told:
                less = replace(cost, cpu=cost.cpu - told["people_cpu"], wall=cost.wall - told["people_wall"])
                costs.setdefault("people", []).append(less)
    print(f"{file.name}, {rows:,} rows x {len(exports.HEADERS)}, {file.stat().st_size / 1e6:.0f} MB; medians of {runs}")
    print(f"{'':32s} {'CPU s':>8s} {'x bare':>8s} {'wall s':>8s} {'x bare':>8s} {'peak MB':>8s}")
    bare = costs["arrow" if "arrow" in costs else "duckdb"]
    for name, measured in costs.items():
        cost, cpu, wall = measure.middle(measured), measure.ratio(measured, bare, "cpu"), measure.ratio(measured, bare, "wall")
        print(f"{_TITLES[name]:32s} {cost.cpu:8.2f} {cpu:8.2f} {cost.wall:8.2f} {wall:8.2f} {cost.megabytes:8.0f}")


def _run(step: str, path: Path, rows: int) -> tuple[measure.Cost, dict[str, float]]:
    cost, told = measure.run_told([sys.executable, "-m", "benchmarks.speed.reading", "--step", step, "--file", str(path)])
    found: dict[str, float] = json.loads(told.splitlines()[-1])
    if found["rows"] != rows:
        raise RuntimeError(f"{step} read {found['rows']} rows of {rows}")
    return measure.Cost(found["cpu"], found["wall"], cost.megabytes), found


if __name__ == "__main__":
    main()
