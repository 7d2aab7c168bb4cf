"""People who stand in a file are nowhere in what is left of it: facts, archive, rejects, sentences, reports, logs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest

from storehand.intake.batch import Batch
from storehand.tables import TABLES, Type
from tests.formats import variants
from tests.formats.golden import batches_of, format_name, samples
from tests.hostile.planting import Secrets, leaks, left_in, planted, write

pytestmark = pytest.mark.slow
COMMAND = [sys.executable, "-c", "from storehand.app.cli import main; main()"]
TEXTS = [path for path in samples() if path.suffix in {".csv", ".tsv", ".txt", ".xls", ".xlsx"}]
UNSTABLE = {"batch", "row"}


def _facts(batches: Sequence[Batch]) -> Counter[tuple[object, ...]]:
    """The facts without texts and buyers, which the planting has changed."""
    found: Counter[tuple[object, ...]] = Counter()
    for batch in batches:
        for part in batch.parts:
            table = TABLES[part.table]
            names = [
                column.name
                for column in table.all_columns
                if column.name not in UNSTABLE and column.type is not Type.BUYER
                if column.type is not Type.TEXT or column.name in table.key
            ]
            wanted = ", ".join(f'"{name}"' for name in names)
            rows = duckdb.execute(f"SELECT {wanted} FROM read_parquet(?)", [str(part.path)]).fetchall()
            found.update((batch.format, part.table, *row) for row in rows)
    return found


@pytest.mark.parametrize("sample", TEXTS, ids=lambda path: f"{format_name(path)}/{path.stem}")
def test_nobody_of_a_sample_is_left_and_its_figures_stay(sample: Path, tmp_path: Path) -> None:
    parts = variants._parts(sample)
    if not parts:
        pytest.skip("several tables in one text")
    secrets, is_text = Secrets(), sample.suffix in {".csv", ".tsv", ".txt"}
    rows = [(part.name, planted(part, secrets, ragged=is_text)) for part in parts]
    path = sample.name if is_text else f"{sample.stem}.xlsx"
    plain, dirty = tmp_path / "plain", tmp_path / "dirty"
    for folder in (plain, dirty):
        (folder / "stage").mkdir(parents=True)
    before = batches_of(write(plain / path, [(part.name, part.rows) for part in parts]), plain / "stage", as_if=sample)
    after = batches_of(write(dirty / path, rows), dirty / "stage", as_if=sample)
    assert secrets.given or not any(batch.rows_kept for batch in before)
    assert _facts(after) == _facts(before)
    assert leaks(secrets.given, repr(after)) == []
    assert left_in(dirty / "stage", secrets.given) == []


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Secrets, list[str]]:
    """A workspace in which planted files of several platforms were loaded and asked about; all that was said."""
    folder = tmp_path_factory.mktemp("secrets")
    secrets, said = Secrets(), list[str]()
    (folder / "tmp").mkdir()
    files = _files(folder / "files", secrets)
    env = {**os.environ, "TMPDIR": str(folder / "tmp")}

    def run(*words: str | Path) -> None:
        done = subprocess.run([*COMMAND, *map(str, words)], capture_output=True, text=True, check=False, timeout=300, env=env)
        said.append(done.stdout + done.stderr)

    where = ("-w", folder / "w")
    run("init", folder / "w", "--shop", "木棉旗舰店:taobao")
    run(*where, "load", "--day", "2026-11-20", *files)
    run(*where, "load", "--json", "--day", "2026-11-20", "--dry-run", *files)
    run(*where, "load", "--day", "2026-11-20", *files)
    day = "2026-11-20"
    run(*where, "brief", "--day", day)
    run(*where, "why", "gmv", "--day", day)
    run(*where, "why", "gmv", "--day", day, "--json")
    run(*where, "doctor")
    for table in TABLES:
        run(*where, "sql", f"SELECT * FROM {table}", "--format", "csv")
    run(*where, "sql", "SELECT * FROM orders", "--format", "xlsx")
    for file in files[-3:]:
        run(*where, "formats", "learn", file, "--name", f"own/{len(said)}", "--save")
    run(*where, "sql", f"SELECT '{secrets.given[0]}' FROM nowhere")
    said.pop()  # a question that names a person is the user's own word
    return folder, secrets, said


def _files(folder: Path, secrets: Secrets) -> list[Path]:
    """Planted samples of ten formats, and files that must be refused."""
    folder.mkdir()
    wanted = (
        "taobao/orders", "taobao/order_lines", "shopify/orders", "alipay/funds", "alipay/trades", "jd/orders", "pdd/orders",
        "douyin/orders",
        "xhs/orders", "amazon/orders", "jushuitan/orders",
    )  # fmt: skip
    found: list[Path] = []
    for sample in TEXTS:
        if format_name(sample) in wanted and (parts := variants._parts(sample)):
            rows = [(part.name, planted(part, secrets, ragged=sample.suffix == ".csv")) for part in parts]
            name = f"{secrets.name()}{secrets.phone()}-{len(found)}{'.csv' if sample.suffix == '.csv' else '.xlsx'}"
            found.append(write(folder / name, rows))
    people = [[secrets.name(), secrets.phone(), secrets.street(), secrets.card(), "12.50"] for _ in range(5)]
    found.append(write(folder / f"名单{secrets.phone()}.csv", [(",", people)]))
    made = [["姓名", "说明", "金额"], *[[secrets.name(), secrets.memo(), "张三"] for _ in range(5)]]
    found.append(write(folder / "表.csv", [(",", made)]))
    head = ["订单编号", "买家应付货款", "收货人姓名", "联系手机", "备注"]
    found.append(write(folder / "少列.csv", [(",", [head, *[["1", "x", secrets.name(), secrets.phone(), secrets.memo()]] * 3])]))
    return found


def test_at_least_ten_files_are_facts(shop: tuple[Path, Secrets, list[str]]) -> None:
    folder, secrets, said = shop
    batches = list((folder / "w" / "archive").rglob("*.json"))
    assert len(batches) >= 8, said[1]
    assert len(secrets.given) > 300
    assert list((folder / "w" / "reports").rglob("*.xlsx")), said


def test_nobody_is_left_in_the_workspace(shop: tuple[Path, Secrets, list[str]]) -> None:
    folder, secrets, _ = shop
    assert left_in(folder / "w", secrets.given) == []


def test_nobody_is_left_in_what_was_said(shop: tuple[Path, Secrets, list[str]]) -> None:
    _, secrets, said = shop
    assert [leaks(secrets.given, one) for one in said if leaks(secrets.given, one)] == []


def test_nothing_is_left_in_the_folder_for_passing_files(shop: tuple[Path, Secrets, list[str]]) -> None:
    folder, secrets, _ = shop
    assert left_in(folder / "tmp", secrets.given) == []
    assert not list((folder / "w" / "facts" / ".stage").glob("*"))
