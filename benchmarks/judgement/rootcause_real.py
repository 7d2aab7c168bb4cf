"""Real incidents with labels, read where they lie: STOREHAND_REAL_DATA/rootcause-rs and /rootcause-aiops2019.

    STOREHAND_REAL_DATA=… python -m benchmarks.judgement.rootcause_real rs OUT --half tune

writes the folder that the scorer reads, and `labels.csv` beside the instances.

`rs`: 68 incidents of a video service; numerator = plays that went well (`cnt` − `value`), denominator = `cnt`; expected: the mean
of the four minutes before, per leaf. A fixed hash of the name puts an incident into the half for tuning or the locked one.
`aiops`: 25 incidents injected into a cube of page views; expected: the last whole hour before, per leaf, a twelfth of it.
"""

from __future__ import annotations

import argparse
import ast
import csv
import io
import os
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq

from benchmarks.judgement.rootcause_sets import Made, write

Leaf = tuple[str, ...]
MINUTES = 4


def root() -> Path | None:
    """Where the real sets lie, if anywhere."""
    place = os.environ.get("STOREHAND_REAL_DATA")
    return Path(place) if place else None


def rs(folder: Path, half: str) -> Iterator[tuple[str, Made]]:
    """`half`: tune, locked or all."""
    with zipfile.ZipFile(folder / "rootcause-rs" / "RS.dev.zip") as files:
        names = {Path(name).stem: name for name in files.namelist() if name.endswith(".csv")}
        for name, minute, causes in _labels((folder / "rootcause-rs" / "labels.yaml").read_text(encoding="utf-8")):
            if half in {"all", "tune" if int(sha256(name.encode()).hexdigest(), 16) % 2 == 0 else "locked"}:
                yield name, _incident(files.read(names[name]).decode("utf-8-sig"), minute, causes)


def _labels(text: str) -> Iterator[tuple[str, int, frozenset[frozenset[tuple[str, str]]]]]:
    """(name, second, causes) of a list of `data:`, `timestamp:`, `cause:` with one mapping or a list of them."""
    for entry in re.split(r"(?m)^- data: ", text)[1:]:
        head, _, tail = entry.partition("  cause:\n")
        name, _, minute = head.partition("\n")
        causes = [re.findall(r"(\w+): '?([^'\n]+)'?", block) for block in re.split(r"(?m)^  - ", tail)]
        yield name.strip(), int(minute.split(":")[1]), frozenset(frozenset(cause) for cause in causes if cause)


def _incident(text: str, minute: int, causes: frozenset[frozenset[tuple[str, str]]]) -> Made:
    rows = list(csv.DictReader(io.StringIO(text)))
    dims = [name for name in rows[0] if name not in {"min", "value", "cnt"}]
    now: dict[Leaf, tuple[float, float]] = {}
    past: defaultdict[Leaf, list[tuple[float, float]]] = defaultdict(list)
    for row in rows:
        at, leaf = int(float(row["min"])), tuple(row[dim] for dim in dims)
        both = float(row["cnt"]) - float(row["value"]), float(row["cnt"])
        if at == minute:
            now[leaf] = both
        elif minute - 60 * MINUTES <= at < minute:
            past[leaf].append(both)
    usual = {leaf: np.mean(past[leaf], axis=0) if past[leaf] else np.zeros(2) for leaf in now}
    measures = tuple(
        (np.array([both[part] for both in now.values()]), np.array([both[part] for both in usual.values()])) for part in (0, 1)
    )
    return Made({dim: [leaf[place] for leaf in now] for place, dim in enumerate(dims)}, measures, causes)


def aiops(folder: Path, half: str) -> Iterator[tuple[str, Made]]:
    """All 25, whatever `half` says: none was tuned on."""
    del half
    table = pq.read_table(folder / "rootcause-aiops2019" / "origin_hourly.parquet")
    with zipfile.ZipFile(folder / "rootcause-aiops2019" / "anomaly_cases.zip") as files:
        labels = next(name for name in files.namelist() if name.endswith("timestamps_root_causes.csv"))
        for row in csv.DictReader(io.StringIO(files.read(labels).decode())):
            causes = frozenset(
                frozenset((_dimension(value), value) for value in cause) for cause in ast.literal_eval(row["root_cause"])
            )
            case = next(name for name in files.namelist() if name.endswith(f"anomaly/{row['timestamp']}.csv"))
            now = {tuple(leaf): float(value) for *leaf, value in csv.reader(io.StringIO(files.read(case).decode()))}
            yield row["timestamp"], _cube(now, _hour_before(table, int(row["timestamp"])), causes)


def _dimension(value: str) -> str:
    return value[0] if value[1:].isdigit() else "p"


def _hour_before(table: object, milliseconds: int) -> dict[Leaf, float]:
    hour = datetime.fromtimestamp(milliseconds / 1000, UTC).replace(minute=0, tzinfo=None) - timedelta(hours=1)
    rows = table.filter(pc.equal(table["hour"], hour)).to_pylist()  # type: ignore[attr-defined, index]
    return {tuple(row[dim] for dim in "iecpl"): row["value"] / 12 for row in rows}


def _cube(now: Mapping[Leaf, float], usual: Mapping[Leaf, float], causes: frozenset[frozenset[tuple[str, str]]]) -> Made:
    leaves = list(dict.fromkeys([*now, *usual]))
    real, predict = (np.array([side.get(leaf, 0.0) for leaf in leaves]) for side in (now, usual))
    return Made({dim: [leaf[place] for leaf in leaves] for place, dim in enumerate("iecpl")}, ((real, predict),), causes)


REAL: Mapping[str, Callable[[Path, str], Iterator[tuple[str, Made]]]] = {"rs": rs, "aiops": aiops}


def main() -> None:
    parser = argparse.ArgumentParser(description="Writes real incidents as the scorer reads them.")
    parser.add_argument("set", choices=REAL)
    parser.add_argument("out", type=Path)
    parser.add_argument("--half", choices=("tune", "locked", "all"), default="tune")
    asked = parser.parse_args()
    folder = root()
    if folder is None:
        parser.error("STOREHAND_REAL_DATA names no folder")
    write(asked.out, REAL[asked.set](folder, asked.half))


if __name__ == "__main__":
    main()
