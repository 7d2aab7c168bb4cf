"""What a sample of a format becomes, as long rows: table, row, column, value.

    python tests/formats/golden.py src/storehand/formats/taobao/orders

writes expected*.csv beside the samples of a format; read every line of it before you commit it.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import duckdb

from storehand.intake.batch import Batch
from storehand.intake.formats import load_formats
from storehand.intake.read import Request, read
from storehand.workspace import Shop, Workspace

FORMATS = Path(__file__).parents[2] / "src/storehand/formats"
NOW = datetime(2026, 11, 22, 1, 0, 0)
KEY = b"golden rows need a key of 32 bytes"[:32]
HEADER = ("table", "row", "column", "value")
UNSTABLE = ("shop", "known_at", "batch", "row")
SHOPS = {
    "shopify": Shop("sample", "shopify", "America/New_York", "USD"),
    "amazon": Shop("sample", "amazon", "Asia/Kolkata", "INR"),
    "tiendanube": Shop("sample", "generic", "America/Argentina/Buenos_Aires", "ARS"),
    "google": Shop("sample", "generic", "America/New_York", "USD"),
    "meta": Shop("sample", "generic", "America/New_York", "USD"),
    "woocommerce": Shop("sample", "woocommerce", "Europe/Berlin", "EUR"),
    "olist": Shop("sample", "generic", "America/Sao_Paulo", "BRL"),
}

Row = tuple[str, str, str, str]


def samples() -> list[Path]:
    """Every sample of every format."""
    return sorted(FORMATS.glob("*/*/sample*"))


def expected_path(sample: Path) -> Path:
    """Where the golden rows of a sample stand: sample-new.csv → expected-new.csv."""
    return sample.with_name(sample.stem.replace("sample", "expected") + ".csv")


def rows_of(sample: Path, batches: Sequence[Batch]) -> list[Row]:
    """The facts that the sample became by its own format, and what its batch says, without what differs from load to load."""
    return [row for batch in batches if batch.format == format_name(sample) for row in (*_told(batch), *_facts(batch))]


def batches_of(sample: Path, stage: Path, as_if: Path | None = None) -> tuple[Batch, ...]:
    """The sample, read for a shop in the zone of its platform; or a file `as_if` it were that sample."""
    shop = SHOPS.get((as_if or sample).parents[1].name, Shop("sample", "taobao", "Asia/Shanghai", "CNY"))
    workspace = Workspace(stage, (shop,), timezone=shop.timezone, currency=shop.currency)
    return read(Request(sample, shop, None, None), workspace=workspace, formats=load_formats(), key=KEY, stage=stage, now=NOW)


def format_name(sample: Path) -> str:
    """The format in whose folder the sample lies."""
    return f"{sample.parents[1].name}/{sample.parent.name}"


def _told(batch: Batch) -> Iterator[Row]:
    told: dict[str, object] = {"rows_in": batch.rows_in, "rows_kept": batch.rows_kept}
    told |= {"since": batch.since, "until": batch.until, "days": len(batch.days)}
    told |= {f"aside {aside.reason}": f"{aside.rows} {aside.column}={aside.value}" for aside in batch.aside}
    told |= {f"control {control.name}": f"{control.file:f} {control.rows:f}" for control in batch.controls}
    for warning in batch.warnings:
        told[f"warning {warning.key}"] = " ".join(f"{name}={value}" for name, value in warning.values)
    return (("batch", "", name, str(value)) for name, value in told.items())


def _facts(batch: Batch) -> Iterator[Row]:
    for table in sorted({part.table for part in batch.parts}):
        paths = [str(part.path) for part in batch.parts if part.table == table]
        found = duckdb.execute("SELECT * FROM read_parquet(?) ORDER BY ALL", [paths])
        names = [column[0] for column in found.description]
        for values in found.fetchall():
            row = dict(zip(names, values, strict=True))
            for name, value in row.items():
                if name not in UNSTABLE and value is not None:
                    yield (table, str(row["row"]), name, str(value))


def main(folders: list[str]) -> None:
    """Writes the golden rows of the formats in these folders."""
    for folder in folders:
        for sample in sorted(Path(folder).resolve().glob("sample*")):
            with tempfile.TemporaryDirectory() as stage, expected_path(sample).open("w", encoding="utf-8", newline="") as out:
                csv.writer(out, lineterminator="\n").writerows([HEADER, *rows_of(sample, batches_of(sample, Path(stage)))])


if __name__ == "__main__":
    main(sys.argv[1:])
