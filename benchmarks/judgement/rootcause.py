"""Root causes of outside data, predicted from a folder of files; no label is read.

    python -m benchmarks.judgement.rootcause DIR --out FILE

reads each `<id>.csv` in DIR (dimension columns, `real`, `predict`), or the pair `<id>.a.csv`, `<id>.b.csv` (numerator and
denominator of a rate), and writes FILE: `timestamp,set`, one row per id, `set` = `dim=value&dim=value;dim=value`, empty
where no cause stands out. Conditions and segments are sorted; names and values stand as they were in the file, nothing
in them is escaped. A file without both measures (labels that lie beside) is passed over and named on standard error.

What is forgiven: any order of columns, a byte-order mark, UTF-8 or GB18030, blanks and words where a number should be (0),
numbers below 0 (0), leaves that one file of a pair lacks (0 there), rows with too few or too many cells (dropped). `value`,
`cnt`, `min`, `timestamp` are no dimensions. Values that all lie within 0…1 are shares: of `cnt` where it stands beside them.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import compute
from pyarrow import csv as arrow

from storehand.stats.scan import Coded, Scan, scan, scan_rate

Floats = NDArray[np.float64]
MEASURES = ("real", "predict")
NO_DIMENSION = {"value", "cnt", "min", "timestamp"}


@dataclass(frozen=True)
class Leaves:
    """One file: `dims` and the measures `real`, `predict`, `count` (None: not given), a value per leaf."""

    dims: Mapping[str, Coded]
    real: Floats
    predict: Floats
    count: Floats | None = None


def predictions(folder: Path) -> Iterable[tuple[str, str]]:
    """(id, set) for every instance in a folder, by id."""
    for name, paths in sorted(_instances(folder).items()):
        parts = [_read(path) for path in paths]
        read = [part for part in parts if part is not None]
        if len(read) < len(paths):
            print(f"passed over, no columns real and predict: {name}", file=sys.stderr)
            continue
        yield name, said(_scanned(read))


def said(found: Scan) -> str:
    """The causes in the notation of the labels."""
    return ";".join(sorted("&".join(sorted(f"{dim}={value}" for dim, value in cause.where)) for cause in found.causes))


def _instances(folder: Path) -> dict[str, list[Path]]:
    """Ids with their one or two files. A lone `.a.csv` or `.b.csv` is an instance by itself."""
    paths = {path.name.removesuffix(".csv"): path for path in folder.glob("*.csv")}
    pairs = {name[:-2] for name in paths if name.endswith(".a") and name[:-2] + ".b" in paths}
    alone = {name: [path] for name, path in paths.items() if not (name[-2:] in {".a", ".b"} and name[:-2] in pairs)}
    return alone | {name: [paths[name + ".a"], paths[name + ".b"]] for name in pairs}


def _scanned(read: Sequence[Leaves]) -> Scan:
    if len(read) == 2:
        return _scanned_pair(*read)
    leaves = read[0]
    if max(leaves.real.max(initial=0), leaves.predict.max(initial=0)) <= 1 and np.any(leaves.real % 1):
        weight = np.ones_like(leaves.real) if leaves.count is None else leaves.count
        return scan_rate(leaves.dims, (leaves.real * weight, weight), (leaves.predict * weight, weight))
    return scan(leaves.dims, leaves.real, leaves.predict)


def _scanned_pair(top: Leaves, whole: Leaves) -> Scan:
    """Joins the two files on the dimensions that both have; what one lacks is 0 there."""
    dims = [dim for dim in top.dims if dim in whole.dims]
    rows: dict[tuple[str, ...], list[float]] = {}
    for place, part in ((0, top), (2, whole)):
        names = zip(*(part.dims[dim].spelled() for dim in dims), strict=True)
        for leaf, real, predict in zip(names, part.real, part.predict, strict=True):
            row = rows.setdefault(leaf, [0.0] * 4)
            row[place] += real
            row[place + 1] += predict
    measured = np.array(list(rows.values()), float).reshape(-1, 4).T
    columns = {dim: [leaf[place] for leaf in rows] for place, dim in enumerate(dims)}
    return scan_rate(columns, (measured[0], measured[2]), (measured[1], measured[3]))


def _read(path: Path) -> Leaves | None:
    text = _utf8(path.read_bytes())
    header = next(csv.reader([text[:65_536].split(b"\n", 1)[0].decode().rstrip("\r")]), [])
    names = {name.strip().lower(): name for name in header}
    if not set(MEASURES) <= set(names) or len(set(header)) < len(header):
        return None
    options = arrow.ConvertOptions(column_types=dict.fromkeys(header, pa.string()))
    lines = arrow.ParseOptions(invalid_row_handler=lambda row: "skip", newlines_in_values=True)
    table = arrow.read_csv(BytesIO(text), convert_options=options, parse_options=lines)
    dims = [name for key, name in names.items() if key not in {*MEASURES, *NO_DIMENSION}]
    count = _numbers(table[names["cnt"]]) if "cnt" in names else None
    real, predict = (_numbers(table[names[key]]) for key in MEASURES)
    return Leaves({name.strip(): _coded(table[name]) for name in dims}, real, predict, count)


def _coded(column: pa.ChunkedArray) -> Coded:
    found = column.combine_chunks().dictionary_encode()
    return Coded(found.indices.to_numpy().astype(np.int64), tuple(found.dictionary.to_pylist()))


def _utf8(text: bytes) -> bytes:
    text = text.removeprefix(b"\xef\xbb\xbf")
    try:
        text.decode()
    except UnicodeDecodeError:
        return text.decode("gb18030", "replace").encode()
    return text


def _numbers(column: pa.ChunkedArray) -> Floats:
    """Numbers of at least 0; 0 for what is none."""
    try:
        found = compute.cast(compute.utf8_trim_whitespace(column), pa.float64()).to_numpy()
    except pa.ArrowInvalid:
        found = np.array([_number(cell) for cell in column.to_pylist()], float)
    numbers: Floats = np.maximum(np.nan_to_num(found, nan=0.0, posinf=0.0, neginf=0.0), 0.0)
    return numbers


def _number(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        return 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description="Predicts the root causes of every instance in a folder.")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    asked = parser.parse_args()
    with asked.out.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["timestamp", "set"])
        rows.writerows(predictions(asked.folder))


if __name__ == "__main__":
    main()
